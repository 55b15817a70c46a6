// Compares with the examples of AWS's documentation ("Authenticating Requests", AWS Signature
// Version 4, Amazon S3).
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { bucketUrl, objectPath } from '../../../../functions/platform/files/bucket-url.ts';
import {
  attachmentDisposition,
  presignDownload,
  presignGet,
} from '../../../../functions/platform/files/presign-download.ts';
import { presignUpload } from '../../../../functions/platform/files/presign-upload.ts';
import { s3Signer } from '../../../../functions/platform/files/signer.ts';
import { examplePolicy, exampleSignature } from '../../../support/aws-form-example.ts';

const credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const place = { region: 'us-east-1', credentials: () => Promise.resolve(credentials) };
const at = (time: string) => ({ now: () => new Date(time) });
const sending = {
  bucket: new URL('https://examplebucket.s3.amazonaws.com/'),
  signing: place,
  clock: at('2013-05-24T00:00:00.000Z'),
};
const signed = async (request: object) => {
  const whole = { protocol: 'https:', hostname: 'examplebucket.s3.amazonaws.com', ...request };
  const answer = await s3Signer(place).sign(whole as Parameters<ReturnType<typeof s3Signer>['sign']>[0], {
    signingDate: sending.clock.now(),
  });
  return String((answer as { headers: Record<string, string> }).headers.authorization);
};

describe('signatures of requests', () => {
  it('match AWS’s example for reading a part of an object', async () => {
    const host = 'examplebucket.s3.amazonaws.com';
    const read = await signed({ method: 'GET', path: '/test.txt', headers: { host, range: 'bytes=0-9' } });
    expect(read).toContain('Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41');
  });
});

describe('a pre-signed download', () => {
  it('matches AWS’s example', async () => {
    expect(await presignGet(sending, '/test.txt', {}, 86_400)).toBe(
      'https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256' +
        '&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request' +
        '&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host' +
        '&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
    );
  });

  it('saves the file under its name and type, whatever they are', async () => {
    const link = await presignDownload(sending, {
      key: 'attachments/a b/ü.pdf',
      filename: 'Rechnung "Mai".pdf',
      contentType: 'application/pdf',
      expiresSeconds: 60,
    });
    const url = new URL(link);
    expect(url.pathname).toBe('/attachments/a%20b/%C3%BC.pdf');
    expect(url.searchParams.get('response-content-type')).toBe('application/pdf');
    expect(url.searchParams.get('response-content-disposition')).toBe(
      `attachment; filename="Rechnung _Mai_.pdf"; filename*=UTF-8''Rechnung%20%22Mai%22.pdf`,
    );
    expect(url.searchParams.get('X-Amz-Expires')).toBe('60');
  });

  it.each([
    ['a\r\nSet-Cookie: x=1.txt', `attachment; filename="aSet-Cookie: x=1.txt"`],
    ['../../etc/passwd', 'attachment; filename=".._.._etc_passwd"'],
    ['\u202efdp.exe', 'attachment; filename="fdp.exe"'],
    ['レポート.pdf', 'attachment; filename="____.pdf"'],
    ['', 'attachment; filename="file"'],
  ])('lets no name break out of its header: %j', (name, beginning) => {
    const value = attachmentDisposition(name);
    expect(value.startsWith(`${beginning}; filename*=UTF-8''`)).toBe(true);
    expect(value).not.toMatch(/[\r\n]/);
  });
});

describe('a pre-signed upload', () => {
  it('is signed like AWS’s example of a form', async () => {
    const encoded = Buffer.from(examplePolicy).toString('base64');
    const signature = await s3Signer(place).sign(encoded, { signingDate: new Date('2015-12-29T00:00:00Z') });
    expect(signature).toBe(exampleSignature);
  });

  it('fixes bucket, key, type, size and time, and every field that is sent', async () => {
    const options = {
      key: 'attachments/t/1',
      contentType: 'image/png',
      maxBytes: 5_000,
      expiresSeconds: 300,
    };
    const token = {
      ...place,
      credentials: () => Promise.resolve({ ...credentials, sessionToken: 'session' }),
    };
    const { url, fields } = await presignUpload({ ...sending, signing: token }, 'examplebucket', options);
    const policy = JSON.parse(Buffer.from(fields.policy ?? '', 'base64').toString()) as {
      expiration: string;
      conditions: unknown[];
    };
    expect(url).toBe('https://examplebucket.s3.amazonaws.com/');
    expect(policy.expiration).toBe('2013-05-24T00:05:00.000Z');
    expect(policy.conditions).toEqual([
      { bucket: 'examplebucket' },
      ['content-length-range', 1, 5_000],
      { key: 'attachments/t/1' },
      { 'Content-Type': 'image/png' },
      { 'x-amz-algorithm': 'AWS4-HMAC-SHA256' },
      { 'x-amz-credential': 'AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request' },
      { 'x-amz-date': '20130524T000000Z' },
      { 'x-amz-security-token': 'session' },
    ]);
    const step = (secret: string | Buffer, text: string) =>
      createHmac('sha256', secret).update(text).digest();
    const parts = ['us-east-1', 's3', 'aws4_request', fields.policy ?? ''];
    const signature = parts.reduce(step, step(`AWS4${credentials.secretAccessKey}`, '20130524'));
    expect(fields['x-amz-signature']).toBe(signature.toString('hex'));
  });
});

describe('the URL of a bucket', () => {
  it('has its own host on AWS, and a path behind a custom endpoint', () => {
    expect(bucketUrl('files', { AWS_REGION: 'eu-west-1' }).href).toBe(
      'https://files.s3.eu-west-1.amazonaws.com/',
    );
    const all = { AWS_REGION: 'eu-west-1', AWS_ENDPOINT_URL: 'http://127.0.0.1:1/' };
    expect(bucketUrl('files', all).href).toBe('http://127.0.0.1:1/files/');
    expect(bucketUrl('files', { ...all, AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:2' }).href).toBe(
      'http://127.0.0.1:2/files/',
    );
  });

  it('escapes every character of a key that a signature would spell differently', () => {
    expect(objectPath(new URL('http://h/files/'), "a b/(1)*'!?#ß.txt")).toBe(
      '/files/a%20b/%281%29%2A%27%21%3F%23%C3%9F.txt',
    );
  });
});
