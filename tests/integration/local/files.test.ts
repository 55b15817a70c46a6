import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Fixture, startFixture } from '../../support/local-fixture/start-fixture.ts';

// A function reads, writes and signs with the platform's own code; links and forms are used from outside, as
// by a browser.

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture?.rapport.stop());
afterEach(() => fixture.rapport.clearFaults());

interface Answer {
  result?: unknown;
  error?: string;
  code?: string;
}
interface Upload {
  url: string;
  fields: Record<string, string>;
}

const ask = (action: string, input: object): Promise<Answer> =>
  fixture.json('/files', { method: 'POST', body: JSON.stringify({ action, ...input }) });
const put = (key: string, text: string, contentType = 'text/plain') => ask('put', { key, text, contentType });
const code = async (response: Response) => /<Code>(\w+)<\/Code>/.exec(await response.text())?.[1];
const uploadOptions = (over: object = {}) => ({
  key: 'attachments/t/photo',
  contentType: 'image/png',
  maxBytes: 10,
  expiresSeconds: 300,
  ...over,
});
const createUpload = async (over: object = {}): Promise<Upload> =>
  (await ask('upload', uploadOptions(over))).result as Upload;
const send = (
  { url, fields }: Upload,
  file = 'png',
  over: Record<string, string> = {},
  init: RequestInit = {},
) => {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...fields, ...over })) form.set(name, value);
  form.set('file', new Blob([file]), 'photo.png');
  return fetch(url, { method: 'POST', body: form, ...init });
};
const linkTo = async (key: string, over: object = {}): Promise<string> => {
  const wanted = {
    key,
    filename: 'Rechnung.pdf',
    contentType: 'application/pdf',
    expiresSeconds: 300,
    ...over,
  };
  return (await ask('download', wanted)).result as string;
};

describe('files', () => {
  it('are read as they were written, whatever their key', async () => {
    const key = "attachments/tkt_1/ä b+c(1)'!*.txt";
    expect(await put(key, 'grün')).toEqual({});
    expect(await ask('get', { key })).toEqual({ result: 'grün' });
    expect(await ask('stat', { key })).toMatchObject({
      result: { bytes: 5, contentType: 'text/plain', firstBytes: 'grün' },
    });
    expect(fixture.rapport.calls().filer).toMatchObject({ PutObject: 1, GetObject: 2 });
  });

  it('are checked by their first kilobyte', async () => {
    await put('attachments/long', 'x'.repeat(5000));
    expect(await ask('stat', { key: 'attachments/long' })).toMatchObject({
      result: { bytes: 5000, firstBytes: 'x'.repeat(1024) },
    });
  });

  it('are copied with their type while they are unchanged, whatever their key', async () => {
    const [from, to] = ["attachments/tkt_1/ä b+c(1)'!*.txt", 'attachments/ä/copied.txt'];
    await put(from, 'one');
    const { etag } = (await ask('stat', { key: from })).result as { etag: string };
    expect(await ask('copy', { from, to, etag })).toEqual({ result: true });
    await put(from, 'two');
    expect(await ask('copy', { from, to, etag })).toEqual({ result: false });
    expect(await ask('stat', { key: to })).toMatchObject({
      result: { contentType: 'text/plain', firstBytes: 'one' },
    });
    expect(await ask('copy', { from: 'attachments/none', to, etag })).toEqual({ result: false });
  });

  it('are copied neither from nor to a folder that the role may not access', async () => {
    await put('attachments/own', 'x');
    const { etag } = (await ask('stat', { key: 'attachments/own' })).result as { etag: string };
    const out = { from: 'elsewhere/x', to: 'attachments/x', etag };
    expect(await ask('copy', out)).toEqual({ result: false });
    const into = { from: 'attachments/own', to: 'elsewhere/x', etag };
    expect(await ask('copy', into)).toEqual({ result: false });
    expect(await ask('get', { key: 'attachments/x' })).toEqual({ result: null });
  });

  it('are gone after deletion, and may be deleted again', async () => {
    const key = 'attachments/gone';
    await put(key, 'x');
    for (const _twice of [1, 2]) expect(await ask('remove', { key })).toEqual({});
    expect(await ask('get', { key })).toEqual({ result: null });
    expect(await ask('remove', { key: 'inbound/mail' })).toMatchObject({ code: 'AccessDenied' });
  });

  it('are undefined if they do not exist, also for a role that may not list', async () => {
    expect(await ask('get', { key: 'attachments/none' })).toEqual({ result: null });
    expect(await ask('stat', { key: 'attachments/none' })).toEqual({ result: null });
  });

  it('are refused if they are larger than the caller allows', async () => {
    await put('attachments/large', 'x'.repeat(11));
    expect(await ask('get', { key: 'attachments/large', maxBytes: 10 })).toMatchObject({
      error: 'FileTooLarge',
    });
    expect(await ask('get', { key: 'attachments/large', maxBytes: 11 })).toEqual({ result: 'x'.repeat(11) });
  });

  it('are written only where the role may write', async () => {
    expect(await put('inbound/forged', 'x')).toMatchObject({ error: 'FileStoreError', code: 'AccessDenied' });
  });

  it('are requested up to three times while S3 is busy', async () => {
    const busy = { function: 'filer', code: 'SlowDown', status: 503 };
    await put('attachments/busy', 'x');
    const twice = fixture.rapport.refuse({ ...busy, operation: 'GetObject', times: 2 });
    expect(await ask('get', { key: 'attachments/busy' })).toEqual({ result: 'x' });
    expect(twice.struck()).toBe(2);
    const always = fixture.rapport.refuse({ ...busy, operation: 'PutObject', times: 3 });
    expect(await put('attachments/busy', 'y')).toMatchObject({ code: 'SlowDown' });
    expect(always.struck()).toBe(3);
  });

  it('exist after a write even if the function dies before it knows', async () => {
    fixture.rapport.crash({ function: 'filer', operation: 'PutObject', when: 'after' });
    await put('attachments/crash', 'x');
    expect(await ask('get', { key: 'attachments/crash' })).toEqual({ result: 'x' });
  });

  it('may be as large as the largest mail', async () => {
    const text = 'x'.repeat(4_000_000);
    expect(await put('attachments/big', text)).toEqual({});
    expect(await ask('stat', { key: 'attachments/big' })).toMatchObject({ result: { bytes: text.length } });
    const upload = await createUpload({ key: 'attachments/huge', maxBytes: 40 * 1024 * 1024 });
    expect((await send(upload, 'x'.repeat(40 * 1024 * 1024))).status).toBe(204);
    expect(await ask('stat', { key: 'attachments/huge' })).toMatchObject({
      result: { bytes: 40 * 1024 * 1024, contentType: 'image/png' },
    });
  });
});

describe('a pre-signed upload', () => {
  it('accepts one file of its type and up to its size', async () => {
    expect((await send(await createUpload(), '0123456789')).status).toBe(204);
    expect(await ask('stat', { key: 'attachments/t/photo' })).toMatchObject({
      result: { bytes: 10, contentType: 'image/png' },
    });
  });

  it.each([
    ['a larger file', '0123456789a', {}, 400, 'EntityTooLarge'],
    ['an empty file', '', {}, 400, 'EntityTooSmall'],
    ['another type', 'png', { 'Content-Type': 'text/html' }, 403, 'AccessDenied'],
    ['another key', 'png', { key: 'attachments/t/other' }, 403, 'AccessDenied'],
    ['a header that was not signed', 'png', { 'Content-Disposition': 'inline' }, 403, 'AccessDenied'],
    ['a forged signature', 'png', { 'x-amz-signature': '0'.repeat(64) }, 403, 'SignatureDoesNotMatch'],
    ['another policy', 'png', { policy: Buffer.from('{}').toString('base64') }, 403, 'SignatureDoesNotMatch'],
    ['no token of a session', 'png', { 'x-amz-security-token': '' }, 400, 'InvalidToken'],
  ])('does not let in %s', async (_what, file, over, status, expected) => {
    const answer = await send(await createUpload({ key: 'attachments/t/refused' }), file, over);
    expect([answer.status, await code(answer)]).toEqual([status, expected]);
    expect(await ask('stat', { key: 'attachments/t/refused' })).toEqual({ result: null });
  });

  it('has only the rights of its signer', async () => {
    const answer = await send(await createUpload({ key: 'inbound/forged' }));
    expect([answer.status, await code(answer)]).toEqual([403, 'AccessDenied']);
  });

  it('admits pages of the stage’s origins and no others', async () => {
    const { url } = await createUpload();
    const asks = (origin: string) =>
      fetch(url, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type',
        },
      });
    const allowed = await asks('https://desk.example');
    expect(allowed.status).toBe(200);
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://desk.example');
    expect(allowed.headers.get('access-control-allow-headers')).toBe('content-type');
    expect((await asks('https://elsewhere.example')).status).toBe(403);
    const sent = await send(await createUpload(), 'png', {}, { headers: { origin: 'https://desk.example' } });
    expect(sent.headers.get('access-control-allow-origin')).toBe('https://desk.example');
  });
});

describe('a pre-signed download', () => {
  it('saves the file under its name', async () => {
    await put('attachments/a b.pdf', 'pdf');
    const answer = await fetch(await linkTo('attachments/a b.pdf'));
    expect(await answer.text()).toBe('pdf');
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(answer.headers.get('content-disposition')).toContain('attachment; filename="Rechnung.pdf"');
  });

  it('cannot be changed to another file, name or time', async () => {
    await put('attachments/mine', 'mine');
    await put('attachments/theirs', 'theirs');
    const link = await linkTo('attachments/mine');
    for (const forged of [
      link.replace('/mine?', '/theirs?'),
      link.replace('Rechnung', 'Mahnung'),
      link.replace('X-Amz-Expires=300', 'X-Amz-Expires=30000'),
      link.replace(/X-Amz-Credential=LOCAL\d+/, 'X-Amz-Credential=LOCAL0'),
    ]) {
      expect(forged).not.toBe(link);
      expect((await fetch(forged)).status).toBe(403);
    }
    expect((await fetch(link, { method: 'DELETE' })).status).toBe(403);
    expect(await (await fetch(link)).text()).toBe('mine');
  });

  it('has only the rights of its signer, and does not reveal whether a file exists', async () => {
    const absent = await fetch(await linkTo('attachments/absent'));
    const foreign = await fetch(await linkTo('elsewhere/secret'));
    expect([absent.status, await code(absent)]).toEqual([403, 'AccessDenied']);
    expect([foreign.status, await code(foreign)]).toEqual([403, 'AccessDenied']);
  });

  it('expires, as a pre-signed upload does', async () => {
    await put('attachments/short', 'x');
    const link = await linkTo('attachments/short');
    const upload = await createUpload();
    expect((await fetch(link)).status).toBe(200);
    await fixture.rapport.advance('PT301S');
    expect([(await fetch(link)).status, (await send(upload)).status]).toEqual([403, 403]);
    expect(await ask('get', { key: 'attachments/short' })).toEqual({ result: 'x' });
  });
});

describe('a request without a signature', () => {
  it('reads nothing', async () => {
    const { url } = await createUpload();
    const answer = await fetch(`${url}attachments/a%20b.pdf`);
    expect(answer.ok).toBe(false);
    expect(await answer.text()).not.toContain('pdf');
  });
});
