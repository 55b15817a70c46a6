// Stores files of any size outside the table: raw mail and attachments, in the bucket
// that outlives the application.
import { type Clock, systemClock } from '../clock.ts';
import { bucketUrl, escapedKey } from './bucket-url.ts';
import { SNIFFED_BYTES } from './file-rules.ts';
import { type PresignDownloadOptions, presignDownload } from './presign-download.ts';
import { type PresignedUpload, type PresignUploadOptions, presignUpload } from './presign-upload.ts';
import { type BucketConnection, FileStoreError, refusalOf, sendSigned } from './send-signed.ts';
import { lambdaSigningConfig, type SigningConfig } from './signer.ts';

interface StoredFile {
  bytes: number;
  contentType: string;
  /** Identifies the object's current content; undefined for an empty object. */
  etag: string | undefined;
  /** Its first bytes, as many as the file rules read. */
  firstBytes: Buffer;
}

export interface Files {
  /**
   * Reads the whole object; undefined if there is none. Throws `FileTooLarge` before it has
   * read more than `maxBytes`.
   */
  get(key: string, maxBytes: number): Promise<Buffer | undefined>;
  /** Writes the whole object; repeating it changes nothing. */
  put(key: string, bytes: Uint8Array, contentType: string): Promise<void>;
  /** Returns the size, type and first bytes of an object; undefined if there is none. */
  stat(key: string): Promise<StoredFile | undefined>;
  /**
   * Copies an object with its type if it still has this `etag`; returns false if it has changed or is gone.
   */
  copy(from: string, to: string, etag: string): Promise<boolean>;
  /** Deletes an object; does nothing if there is none. */
  remove(key: string): Promise<void>;
  presignUpload(options: PresignUploadOptions): Promise<PresignedUpload>;
  presignDownload(options: PresignDownloadOptions): Promise<string>;
}

class FileTooLarge extends Error {
  constructor(maxBytes: number) {
    super(`the file has more than ${maxBytes} bytes`);
    this.name = 'FileTooLarge';
  }
}

export interface FilesOptions {
  clock?: Clock;
  url?: URL;
  signing?: SigningConfig;
}

/**
 * Opens the files of a bucket with the rights of the calling function. Refusals by S3 are `FileStoreError`.
 */
export function openFiles(bucket: string, options: FilesOptions = {}): Files {
  const sending: BucketConnection = {
    bucket: options.url ?? bucketUrl(bucket),
    signing: options.signing ?? lambdaSigningConfig(),
    clock: options.clock ?? systemClock,
  };
  return {
    get: (key, maxBytes) => getObject(sending, key, maxBytes),
    put: (key, bytes, contentType) => putObject(sending, key, bytes, contentType),
    stat: (key) => statObject(sending, key),
    copy: (from, to, etag) => copyObject(sending, `${bucket}/${escapedKey(from)}`, to, etag),
    remove: (key) => removeObject(sending, key),
    presignUpload: (options) => presignUpload(sending, bucket, options),
    presignDownload: (options) => presignDownload(sending, options),
  };
}

async function getObject(
  sending: BucketConnection,
  key: string,
  maxBytes: number,
): Promise<Buffer | undefined> {
  const answer = await sendSigned(sending, { method: 'GET', key });
  if (await isMissing(answer)) return undefined;
  if (Number(answer.headers.get('content-length') ?? 0) > maxBytes) {
    await answer.body?.cancel();
    throw new FileTooLarge(maxBytes);
  }
  return readUpTo(answer, maxBytes);
}

/** Counts the bytes that arrive: the length may be missing or wrong. */
async function readUpTo(answer: Response, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    size += chunk.length;
    if (size > maxBytes) throw new FileTooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

async function putObject(
  sending: BucketConnection,
  key: string,
  body: Uint8Array,
  contentType: string,
): Promise<void> {
  const answer = await sendSigned(sending, {
    method: 'PUT',
    key,
    body,
    headers: { 'content-type': contentType },
  });
  if (!answer.ok) throw await refusalOf(answer);
  await answer.body?.cancel();
}

/** Copies an object. S3 may fail after it has sent status 200; the error in the body then counts. */
async function copyObject(
  sending: BucketConnection,
  source: string,
  to: string,
  etag: string,
): Promise<boolean> {
  const headers = {
    'x-amz-copy-source': source,
    'x-amz-copy-source-if-match': etag,
  };
  const answer = await sendSigned(sending, { method: 'PUT', key: to, headers });
  if (await isMissing(answer)) return false;
  if ((await answer.text()).includes('<CopyObjectResult')) return true;
  throw new FileStoreError(answer.status, 'CopyFailed');
}

async function removeObject(sending: BucketConnection, key: string): Promise<void> {
  const answer = await sendSigned(sending, { method: 'DELETE', key });
  if (!answer.ok) throw await refusalOf(answer);
  await answer.body?.cancel();
}

/** Reads the first bytes with a GET: the refusal of a HEAD has no body, so it could not state a reason. */
async function statObject(sending: BucketConnection, key: string): Promise<StoredFile | undefined> {
  const headers = { range: `bytes=0-${SNIFFED_BYTES - 1}` };
  const answer = await sendSigned(sending, { method: 'GET', key, headers });
  // An empty object has no first byte.
  if (answer.status === 416)
    return {
      bytes: 0,
      contentType: 'application/octet-stream',
      etag: undefined,
      firstBytes: Buffer.alloc(0),
    };
  if (await isMissing(answer)) return undefined;
  const total = /\/(\d+)$/.exec(answer.headers.get('content-range') ?? '')?.[1];
  return {
    bytes: Number(total ?? answer.headers.get('content-length') ?? 0),
    contentType: answer.headers.get('content-type') ?? 'application/octet-stream',
    etag: answer.headers.get('etag') ?? undefined,
    firstBytes: await readUpTo(answer, SNIFFED_BYTES),
  };
}

const missing = new Set(['NoSuchKey', 'AccessDenied', 'PreconditionFailed']);

/**
 * Returns whether the object does not exist or has another etag; throws on every other refusal. S3 answers
 * `AccessDenied` for a missing object when the role may not list the bucket (ours may not, because listing
 * would show every customer's files).
 */
async function isMissing(answer: Response): Promise<boolean> {
  if (answer.ok) return false;
  const refusal = await refusalOf(answer);
  if (missing.has(refusal.code)) return true;
  throw refusal;
}
