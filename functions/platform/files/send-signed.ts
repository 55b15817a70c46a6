// Sends one signed request to S3 and retries when S3 is busy or does not answer. This is safe, because
// reading, writing and deleting whole objects may be repeated any number of times.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import { objectPath } from './bucket-url.ts';
import { type SigningConfig, s3Signer } from './signer.ts';

export interface ObjectRequest {
  method: 'GET' | 'PUT' | 'DELETE';
  key: string;
  headers?: Record<string, string>;
  body?: Uint8Array;
}

export interface BucketConnection {
  bucket: URL;
  signing: SigningConfig;
  clock: Clock;
}

/**
 * A refusal by S3; `code` is S3's own, such as `AccessDenied`. The message contains neither key nor bucket.
 */
export class FileStoreError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(status: number, code: string) {
    super(`the file store answered ${status} ${code}`);
    this.name = 'FileStoreError';
    this.status = status;
    this.code = code;
  }
}

const ATTEMPTS = 3;
/**
 * A large mail (40 MB) arrives within a second or two inside AWS; three attempts must fit
 * into a worker's minute.
 */
const ATTEMPT_TIMEOUT_MS = 15_000;
const FIRST_PAUSE_MS = 100;

/**
 * Returns the response, whatever its status below 500. After the last attempt, throws `FileStoreError` for
 * 5xx or the network error.
 */
export async function sendSigned(sending: BucketConnection, request: ObjectRequest): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = await sendOnce(sending, request);
      if (answer.status < 500) return answer;
      throw await refusalOf(answer);
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      await sleep(FIRST_PAUSE_MS * 2 ** (attempt - 1) * (0.5 + Math.random()));
    }
  }
}

async function sendOnce(
  { bucket, signing: place, clock }: BucketConnection,
  request: ObjectRequest,
): Promise<Response> {
  const path = objectPath(bucket, request.key);
  const { method, body } = request;
  const signed = await s3Signer(place).sign(
    {
      method,
      protocol: bucket.protocol,
      hostname: bucket.host,
      path,
      headers: { ...request.headers, host: bucket.host },
      ...(body === undefined ? {} : { body }),
    },
    { signingDate: clock.now() },
  );
  const { host: _set, ...headers } = signed.headers;
  return fetch(new URL(path, bucket), {
    method,
    headers,
    // A copy-free view: fetch takes no buffer that might be shared.
    ...(body === undefined ? {} : { body: body as Uint8Array<ArrayBuffer> }),
    signal: AbortSignal.timeout(ATTEMPT_TIMEOUT_MS),
  });
}

/** Reads S3's refusal from its XML. */
export async function refusalOf(answer: Response): Promise<FileStoreError> {
  const text = await answer.text();
  return new FileStoreError(answer.status, /<Code>(\w{1,60})<\/Code>/.exec(text)?.[1] ?? 'Unknown');
}
