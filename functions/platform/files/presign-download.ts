// Creates a link that downloads one file directly from S3.
import { escapeUri, objectPath } from './bucket-url.ts';
import type { BucketConnection } from './send-signed.ts';
import { s3Signer } from './signer.ts';

export interface PresignDownloadOptions {
  key: string;
  /** The name under which it is saved. */
  filename: string;
  contentType: string;
  expiresSeconds: number;
}

const HASH_HEADER = 'x-amz-content-sha256';
const unsigned = new Set([HASH_HEADER]);

/**
 * Creates a link to one file that ends after `expiresSeconds`, or with the function's credentials.
 * Browsers always save the file and never show it: content from strangers must not run as a page
 * of the bucket's origin.
 */
export async function presignDownload(
  { bucket, signing: place, clock }: BucketConnection,
  { key, filename, contentType, expiresSeconds }: PresignDownloadOptions,
): Promise<string> {
  const query: Record<string, string> = {
    'response-content-disposition': attachmentDisposition(filename),
    'response-content-type': contentType,
  };
  return presignGet({ bucket, signing: place, clock }, objectPath(bucket, key), query, expiresSeconds);
}

/** Returns the URL of a GET with its signature in the query. */
export async function presignGet(
  { bucket, signing: place, clock }: BucketConnection,
  path: string,
  query: Record<string, string>,
  expiresIn: number,
): Promise<string> {
  const headers = { host: bucket.host, [HASH_HEADER]: 'UNSIGNED-PAYLOAD' };
  const signed = await s3Signer(place).presign(
    { method: 'GET', protocol: bucket.protocol, hostname: bucket.host, path, query, headers },
    { expiresIn, signingDate: clock.now(), unsignableHeaders: unsigned, unhoistableHeaders: unsigned },
  );
  const pairs = Object.entries(signed.query ?? {}).map(
    ([name, value]) => `${escapeUri(name)}=${escapeUri(String(value))}`,
  );
  return `${bucket.origin}${path}?${pairs.join('&')}`;
}

/**
 * Returns the Content-Disposition of RFC 6266: an ASCII name for old clients and the full name (RFC 8187).
 * Line breaks and paths are removed.
 */
export function attachmentDisposition(filename: string): string {
  const name = filename
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
    .replace(/[\\/]/g, '_')
    .trim();
  const plain = name.replace(/[^\x20-\x7e]|["%]/g, '_');
  return `attachment; filename="${plain || 'file'}"; filename*=UTF-8''${escapeUri(name || 'file')}`;
}
