/**
 * Returns the URL of a bucket with a trailing slash. `AWS_ENDPOINT_URL_S3` and `AWS_ENDPOINT_URL` override
 * the host, as they do for AWS's own clients; the bucket is then part of the path, because no host name
 * belongs to the bucket.
 */
export function bucketUrl(bucket: string, env: NodeJS.ProcessEnv = process.env): URL {
  const endpoint = env.AWS_ENDPOINT_URL_S3 ?? env.AWS_ENDPOINT_URL;
  if (endpoint === undefined) return new URL(`https://${bucket}.s3.${env.AWS_REGION}.amazonaws.com/`);
  return new URL(`${endpoint.replace(/\/$/, '')}/${bucket}/`);
}

/** Returns the path of an object below its bucket's URL, escaped as S3's signatures require (RFC 3986). */
export function objectPath(bucket: URL, key: string): string {
  return bucket.pathname + escapedKey(key);
}

export function escapedKey(key: string): string {
  return key.split('/').map(escapeUri).join('/');
}

export function escapeUri(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${hex(character)}`);
}

const hex = (character: string) => character.charCodeAt(0).toString(16).toUpperCase();
