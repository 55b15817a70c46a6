// Provides a bucket of the S3 emulator for the tests of one file, with signed requests as in production.
import { startFauxqs } from 'fauxqs';
import { type Files, openFiles } from '../../functions/platform/files/open-files.ts';

const refuse = () => {
  throw new Error('this test has no bucket');
};
/** Files for code that uses none: any access fails. */
export const noFiles: Files = {
  get: refuse,
  put: refuse,
  stat: refuse,
  copy: refuse,
  remove: refuse,
  presignUpload: refuse,
  presignDownload: refuse,
};

export interface TestBucket {
  files: Files;
  stop: () => Promise<void>;
}

/** Starts an emulator with one empty bucket. */
export async function testBucket(): Promise<TestBucket> {
  const bucket = 'rapport-test-files';
  const server = await startFauxqs({
    port: 0,
    host: '127.0.0.1',
    logger: false,
    init: { buckets: [bucket] },
  });
  const credentials = () => Promise.resolve({ accessKeyId: 'test', secretAccessKey: 'test' });
  const files = openFiles(bucket, {
    url: new URL(`http://127.0.0.1:${server.port}/${bucket}/`),
    signing: { region: 'eu-central-1', credentials },
  });
  return { files, stop: () => server.stop() };
}
