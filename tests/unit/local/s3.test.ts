// Checks the local S3 against the examples of AWS's documentation, whose keys are public.
import { describe, expect, it } from 'vitest';
import { corsOf } from '../../../local/s3/buckets.ts';
import { headerRefusal, linkRefusal, type RawRequest, type Trust } from '../../../local/s3/signature.ts';
import { readUploadForm, uploadRefusal } from '../../../local/s3/upload-form.ts';
import { examplePolicy, exampleSignature } from '../../support/aws-form-example.ts';

const trustAt = (time: string): Trust => ({
  region: 'us-east-1',
  nowMs: Date.parse(time),
  secretOf: () => 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  sessionToken: '',
});
const trust = trustAt('2013-05-24T00:00:00Z');
const host = 'examplebucket.s3.amazonaws.com';

const written: RawRequest = {
  method: 'PUT',
  url: '/test$file.text',
  body: Buffer.from('Welcome to Amazon S3.'),
  headers: {
    host,
    date: 'Fri, 24 May 2013 00:00:00 GMT',
    'x-amz-date': '20130524T000000Z',
    'x-amz-storage-class': 'REDUCED_REDUNDANCY',
    'x-amz-content-sha256': '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
    authorization:
      'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,' +
      'SignedHeaders=date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class,' +
      'Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
  },
};
const followed: RawRequest = {
  method: 'GET',
  url:
    '/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request' +
    '&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host' +
    '&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
  body: Buffer.alloc(0),
  headers: { host },
};

describe('a request signed in its headers', () => {
  it('is accepted with the signature of AWS’s example', () => {
    expect(headerRefusal(written, trust)).toBeUndefined();
  });

  it.each([
    ['SignatureDoesNotMatch', { url: '/other' }],
    ['SignatureDoesNotMatch', { method: 'GET' }],
    ['SignatureDoesNotMatch', { headers: { ...written.headers, host: 'elsewhere' } }],
    ['XAmzContentSHA256Mismatch', { body: Buffer.from('Welcome to Amazon S4.') }],
    ['SignatureDoesNotMatch', { headers: { ...written.headers, authorization: 'AWS4-HMAC-SHA256' } }],
  ])('is refused with %s if anything in it was changed', (code, change) => {
    expect(headerRefusal({ ...written, ...change }, trust)?.code).toBe(code);
  });

  it('is refused 15 minutes before and after its time, and in another region', () => {
    expect(headerRefusal(written, trustAt('2013-05-24T00:15:00Z'))).toBeUndefined();
    for (const time of ['2013-05-24T00:15:01Z', '2013-05-23T23:44:59Z'])
      expect(headerRefusal(written, trustAt(time))?.code).toBe('RequestTimeTooSkewed');
    expect(headerRefusal(written, { ...trust, region: 'eu-west-1' })?.code).toBe('SignatureDoesNotMatch');
    expect(headerRefusal(written, { ...trust, sessionToken: 'session' })?.code).toBe('InvalidToken');
  });
});

describe('a link', () => {
  it('is accepted up to its last second with the signature of AWS’s example', () => {
    expect(linkRefusal(followed, trust)).toBeUndefined();
    expect(linkRefusal(followed, trustAt('2013-05-25T00:00:00Z'))).toBeUndefined();
    expect(linkRefusal(followed, trustAt('2013-05-25T00:00:01Z'))?.message).toBe('Request has expired');
  });

  it.each([
    [/test\.txt/, 'other.txt'],
    [/Expires=86400/, 'Expires=86401'],
    [/Signature=aeeed/, 'Signature=beeed'],
    [/X-Amz-Signature=.*/, ''],
    [/us-east-1/, 'eu-west-1'],
    [/$/, '&response-content-type=text%2Fhtml'],
  ])('is refused with %s changed to %j', (from, to) => {
    expect(linkRefusal({ ...followed, url: followed.url.replace(from, to) }, trust)?.status).toBe(403);
  });
});

const fields = {
  key: 'user/user1/${filename}',
  acl: 'public-read',
  success_action_redirect: 'http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html',
  'Content-Type': 'image/jpeg',
  'x-amz-meta-uuid': '14365123651274',
  'x-amz-server-side-encryption': 'AES256',
  'X-Amz-Credential': 'AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request',
  'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
  'X-Amz-Date': '20151229T000000Z',
  'x-amz-meta-tag': '',
  Policy: Buffer.from(examplePolicy).toString('base64'),
  'X-Amz-Signature': exampleSignature,
};

/** Uploads AWS's example of a form with changes. */
async function upload(change: Record<string, string> = {}, time = '2015-12-29T00:00:00Z', bucket?: string) {
  const data = new FormData();
  for (const [name, value] of Object.entries({ ...fields, ...change })) data.set(name, value);
  data.set('file', new Blob(['jpeg']), 'cat.jpg');
  const response = new Response(data);
  const form = await readUploadForm({
    method: 'POST',
    url: '/',
    headers: { 'content-type': response.headers.get('content-type') ?? '' },
    body: Buffer.from(await response.arrayBuffer()),
  });
  if (form === undefined || 'refusal' in form) throw new Error('no form');
  return { key: form.key, code: uploadRefusal(form, bucket ?? 'sigv4examplebucket', trustAt(time))?.code };
}

describe('a form', () => {
  it('is accepted as in AWS’s example, under the name of its file', async () => {
    expect(await upload()).toEqual({ key: 'user/user1/cat.jpg', code: undefined });
  });

  it.each([
    ['SignatureDoesNotMatch', { 'X-Amz-Signature': '00' }],
    ['SignatureDoesNotMatch', { Policy: '' }],
    ['AccessDenied', { key: 'user/user2/cat.jpg' }],
    ['AccessDenied', { 'Content-Type': 'text/html' }],
    ['AccessDenied', { acl: 'private' }],
    ['AccessDenied', { 'x-amz-meta-more': 'x' }],
  ])('is refused with %s for %j', async (code, change) => {
    expect((await upload(change)).code).toBe(code);
  });

  it('may contain fields that it asks to ignore', async () => {
    expect((await upload({ 'x-ignore-me': 'x' })).code).toBeUndefined();
  });

  it('expires, and is valid for its bucket only', async () => {
    expect((await upload({}, '2015-12-30T12:00:00Z')).code).toBeUndefined();
    expect((await upload({}, '2015-12-30T12:00:01Z')).code).toBe('AccessDenied');
    expect((await upload({}, undefined, 'another')).code).toBe('AccessDenied');
  });

  it('must be well-formed and contain a file', async () => {
    const read = (body: string) =>
      readUploadForm({
        method: 'POST',
        url: '/',
        headers: { 'content-type': 'multipart/form-data; boundary=b' },
        body: Buffer.from(body),
      });
    expect(await read('nothing')).toMatchObject({ refusal: { code: 'MalformedPOSTRequest' } });
    const fileless = '--b\r\ncontent-disposition: form-data; name="key"\r\n\r\nk\r\n--b--\r\n';
    expect(await read(fileless)).toMatchObject({ refusal: { code: 'InvalidArgument' } });
  });
});

describe('CORS of a bucket', () => {
  const rule = {
    origins: ['https://desk.example'],
    methods: ['GET', 'POST'],
    headers: ['content-type'],
    expose: ['ETag'],
    maxAgeSeconds: 600,
  };
  const asked = { origin: 'https://desk.example', method: 'POST', headers: ['content-type'] };

  it('allows what a rule allows, for its origins', () => {
    expect(corsOf([rule], asked)).toMatchObject({
      'access-control-allow-origin': 'https://desk.example',
      'access-control-allow-headers': 'content-type',
      'access-control-max-age': '600',
    });
    expect(corsOf([rule], { ...asked, origin: 'https://elsewhere.example' })).toBeUndefined();
    expect(corsOf([rule], { ...asked, method: 'DELETE' })).toBeUndefined();
    expect(corsOf([rule], { ...asked, headers: ['x-other'] })).toBeUndefined();
  });

  it('lets an ordinary answer be read, with the headers that a rule exposes', () => {
    const headers = corsOf([{ ...rule, origins: ['*'] }], { origin: 'https://any.example', method: 'GET' });
    expect(headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'ETag',
    });
    expect(headers).not.toHaveProperty('access-control-allow-headers');
  });
});
