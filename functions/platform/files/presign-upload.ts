// Creates a pre-signed upload of one file from a browser or phone directly to S3: a signed form (POST policy)
// whose conditions, size and type included, S3 checks itself. A signed PUT could not limit the size.
import type { BucketConnection } from './send-signed.ts';
import { s3Signer } from './signer.ts';

export interface PresignUploadOptions {
  key: string;
  contentType: string;
  /** Default: 1. */
  minBytes?: number;
  maxBytes: number;
  expiresSeconds: number;
}

/** A multipart form: POST `fields` in any order, then the file as `file`, to `url`. S3 answers 204. */
export interface PresignedUpload {
  url: string;
  fields: Record<string, string>;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';

/**
 * Signs an upload to exactly this key with exactly this content type and `minBytes` to `maxBytes` bytes. The
 * holder may use it more than once until it expires. It ends early with the function's credentials, so keep
 * it to minutes.
 */
export async function presignUpload(
  { bucket, signing: place, clock }: BucketConnection,
  name: string,
  options: PresignUploadOptions,
): Promise<PresignedUpload> {
  const now = clock.now();
  const { accessKeyId, sessionToken } = await place.credentials();
  const long = now.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const fields = {
    key: options.key,
    'Content-Type': options.contentType,
    'x-amz-algorithm': ALGORITHM,
    'x-amz-credential': `${accessKeyId}/${long.slice(0, 8)}/${place.region}/s3/aws4_request`,
    'x-amz-date': long,
    ...(sessionToken === undefined ? {} : { 'x-amz-security-token': sessionToken }),
  };
  const policy = {
    expiration: new Date(now.getTime() + options.expiresSeconds * 1000).toISOString(),
    conditions: [
      { bucket: name },
      ['content-length-range', options.minBytes ?? 1, options.maxBytes],
      ...asConditions(fields),
    ],
  };
  const encoded = Buffer.from(JSON.stringify(policy)).toString('base64');
  const signature = await s3Signer(place).sign(encoded, { signingDate: now });
  return { url: bucket.href, fields: { ...fields, policy: encoded, 'x-amz-signature': signature } };
}

const asConditions = (fields: Record<string, string>) =>
  Object.entries(fields).map(([name, value]) => ({ [name]: value }));
