/**
 * The address of a bucket, ending in a slash. `AWS_ENDPOINT_URL_S3` and `AWS_ENDPOINT_URL` lead elsewhere, as they do for
 * AWS's own clients; there the bucket stands in the path, because no name leads to a bucket's own host.
 */
export function bucketUrl(bucket: string, env: NodeJS.ProcessEnv = process.env): URL {
  const endpoint = env.AWS_ENDPOINT_URL_S3 ?? env.AWS_ENDPOINT_URL;
  if (endpoint === undefined) return new URL(`https://${bucket}.s3.${env.AWS_REGION}.amazonaws.com/`);
  return new URL(`${endpoint.replace(/\/$/, '')}/${bucket}/`);
}

/** The path of an object below the address of its bucket, escaped as S3's signatures want it (RFC 3986). */
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
