import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { openFiles } from '../../../functions/platform/files/open-files.ts';

// Covers what an emulator of S3 does not do: broken connections and missing lengths.
// tests/integration/local/files.test.ts covers the rest.

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

type Handler = (request: IncomingMessage, response: ServerResponse, nth: number) => void;

/** Opens files behind a server that answers with `handle`; counts the requests. */
async function filesBehind(handle: Handler) {
  let asked = 0;
  server = createServer((request, response) => {
    request.resume();
    asked += 1;
    handle(request, response, asked);
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const credentials = () => Promise.resolve({ accessKeyId: 'KEY', secretAccessKey: 'secret' });
  const options = {
    url: new URL(`http://127.0.0.1:${port}/files/`),
    signing: { region: 'eu-west-1', credentials },
  };
  return { files: openFiles('files', options), asked: () => asked };
}

describe('files', () => {
  it('are read after the connection broke twice', async () => {
    const { files, asked } = await filesBehind((request, response, nth) => {
      if (nth < 3) request.socket.destroy();
      else response.end('content');
    });
    expect((await files.get('a', 100))?.toString()).toBe('content');
    expect(asked()).toBe(3);
  });

  it('fail when it breaks a third time, so that the caller’s queue retries later', async () => {
    const { files, asked } = await filesBehind((request) => void request.socket.destroy());
    await expect(files.put('a', Buffer.from('x'), 'text/plain')).rejects.toThrow('fetch failed');
    expect(asked()).toBe(3);
  });

  it('are cut off at their limit when their length is not stated', async () => {
    const endless: Handler = (_request, response) => {
      const more = () => {
        while (response.write('x'.repeat(1000)));
        response.once('drain', more);
      };
      more();
    };
    const { files } = await filesBehind(endless);
    await expect(files.get('a', 5000)).rejects.toThrow('more than 5000 bytes');
  });

  it('are not requested again after a refusal, and the error contains neither key nor bucket', async () => {
    const { files, asked } = await filesBehind((_request, response) => {
      response.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code><Key>secret-key</Key></Error>');
    });
    const failed = files.get('secret-key', 100);
    await expect(failed).rejects.toMatchObject({ code: 'SignatureDoesNotMatch', status: 403 });
    await expect(failed).rejects.not.toThrow('secret-key');
    await expect(files.put('secret-key', Buffer.from('x'), 'text/plain')).rejects.toMatchObject({
      status: 403,
    });
    expect(asked()).toBe(2);
  });

  it('exist even if they are empty', async () => {
    const { files } = await filesBehind((_request, response) => {
      response
        .writeHead(416, { 'content-range': 'bytes */0' })
        .end('<Error><Code>InvalidRange</Code></Error>');
    });
    expect(await files.stat('a')).toEqual({
      bytes: 0,
      contentType: 'application/octet-stream',
      etag: undefined,
      firstBytes: Buffer.alloc(0),
    });
  });
});
