// Implements S3 in front of the emulator: signatures, links and forms for browsers, CORS,
// and S3's own refusals.

import { ownProperty } from '../../functions/platform/own-property.ts';
import { copySource } from '../gateway/calls.ts';
import { errorReply, type Reply, type ServiceError } from '../gateway/errors.ts';
import type { RequiredPermission } from '../iam/policy.ts';
import { type SecretOf, sessionToken } from '../iam/secrets.ts';
import type { Clock } from '../state/clock.ts';
import { type BucketCors, corsOf } from './buckets.ts';
import type { ObjectStore } from './object-store.ts';
import { decode, headerRefusal, linkKey, linkRefusal, type RawRequest, type Trust } from './signature.ts';
import { readUploadForm, type UploadForm, uploadRefusal } from './upload-form.ts';

/** Returns whether the policies of an access key's owner allow an action; never throws. */
type Allows = (accessKey: string, need: RequiredPermission) => boolean;

export interface S3 {
  /** Returns why a call signed in its headers is refused. */
  refusal(request: RawRequest): ServiceError | undefined;
  /** Answers an allowed call that was signed in its headers. */
  call(request: RawRequest, accessKey: string): Promise<Reply>;
  /** Answers what browsers send: links, forms and preflights. Returns undefined for anything else. */
  serveBrowser(request: RawRequest): Promise<Reply | undefined>;
}

export interface S3Parts {
  region: string;
  clock: Clock;
  cors: BucketCors;
  store: ObjectStore;
  secretOf: SecretOf;
  allows: Allows;
}

export const createS3 = (parts: S3Parts): S3 => {
  const trust = (): Trust => ({ ...parts, nowMs: parts.clock.now(), sessionToken });

  const visit = async (request: RawRequest): Promise<Reply | undefined> => {
    const place = placeOf(request.url);
    if (request.method === 'OPTIONS') return preflight(request, parts.cors.get(place.bucket) ?? []);
    if (linkKey(request) !== undefined) return followLink(request, parts, trust());
    const form = await readUploadForm(request);
    if (form === undefined) return undefined;
    return 'refusal' in form
      ? errorReply('s3', form.refusal)
      : acceptUpload(form, place.bucket, parts, trust());
  };

  return {
    refusal: (request) => headerRefusal(request, trust()),
    call: (request, accessKey) => pass(request, accessKey, parts),
    serveBrowser: async (request) => {
      const reply = await visit(request);
      return reply === undefined ? undefined : withCors(reply, request, parts.cors);
    },
  };
};

const placeOf = (url: string): { path: string; bucket: string; key: string } => {
  const path = url.split('?')[0] ?? '/';
  const [, bucket = '', ...key] = path.split('/').map(decode);
  return { path, bucket, key: key.join('/') };
};

const arnOf = (bucket: string, key: string): string => `arn:aws:s3:::${bucket}/${key}`;
const secure = { 'aws:securetransport': 'true' };

/** Answers a call. Hides from callers who may not list the bucket that an object is missing, as S3 does. */
const pass = async (request: RawRequest, accessKey: string, parts: S3Parts): Promise<Reply> => {
  const changed = await changedSource(request, parts);
  if (changed !== undefined) return changed;
  const { path, bucket } = placeOf(request.url);
  const query = (request.url.split('?')[1] ?? '')
    .split('&')
    .filter((pair) => !/^(x-id|X-Amz-.*|response-.*)(=|$)/i.test(pair))
    .join('&');
  const url = query === '' ? path : `${path}?${query}`;
  const reply = await parts.store.send(request.method, url, request.headers, request.body);
  const list = { action: 's3:ListBucket', resource: `arn:aws:s3:::${bucket}`, context: secure };
  if (reply.status !== 404 || parts.allows(accessKey, list)) return reply;
  return errorReply('s3', { code: 'AccessDenied', message: 'Access Denied', status: 403 });
};

/**
 * Checks that the source of a copy is unchanged if the copy requires it, which the emulator does not check.
 */
const changedSource = async ({ headers }: RawRequest, { store }: S3Parts): Promise<Reply | undefined> => {
  const source = copySource(headers);
  const wanted = headers['x-amz-copy-source-if-match'];
  if (source === undefined || wanted === undefined) return undefined;
  const path = `/${source.split('/').map(encodeURIComponent).join('/')}`;
  const found = await store.send('HEAD', path, {}, Buffer.alloc(0));
  if (found.status !== 200 || found.headers.etag === wanted) return undefined;
  const message = 'At least one of the pre-conditions you specified did not hold';
  return errorReply('s3', { code: 'PreconditionFailed', message, status: 412 });
};

const linkActions: Record<string, string> = {
  GET: 's3:GetObject',
  HEAD: 's3:GetObject',
  PUT: 's3:PutObject',
};

/** Follows a link with the signer's rights at this moment. */
const followLink = async (request: RawRequest, parts: S3Parts, trust: Trust): Promise<Reply> => {
  const refusal = linkRefusal(request, trust);
  if (refusal !== undefined) return errorReply('s3', refusal);
  const { bucket, key } = placeOf(request.url);
  const accessKey = linkKey(request) ?? '';
  const need = {
    action: ownProperty(linkActions, request.method) ?? 's3:*',
    resource: arnOf(bucket, key),
    context: secure,
  };
  if (!parts.allows(accessKey, need)) return errorReply('s3', forbidden);
  const reply = await pass(request, accessKey, parts);
  return reply.status < 300
    ? { ...reply, headers: { ...reply.headers, ...responseOverrides(request.url) } }
    : reply;
};

const forbidden: ServiceError = { code: 'AccessDenied', message: 'Access Denied', status: 403 };

/** Returns the response headers that a link asks for, such as `response-content-disposition`. */
const responseOverrides = (url: string): Record<string, string> =>
  Object.fromEntries(
    [...new URL(url, 'http://local').searchParams]
      .filter(([name]) =>
        /^response-(content-(type|disposition|language|encoding)|cache-control|expires)$/.test(name),
      )
      .map(([name, value]) => [name.slice('response-'.length), value]),
  );

const acceptUpload = async (
  form: UploadForm,
  bucket: string,
  parts: S3Parts,
  trust: Trust,
): Promise<Reply> => {
  const refusal = uploadRefusal(form, bucket, trust);
  if (refusal !== undefined) return errorReply('s3', refusal);
  const need = { action: 's3:PutObject', resource: arnOf(bucket, form.key), context: secure };
  if (!parts.allows(form.accessKey, need)) return errorReply('s3', forbidden);
  const contentType = form.fields.get('content-type') ?? 'binary/octet-stream';
  await parts.store.put(bucket, form.key, contentType, form.file);
  const asked = Number(form.fields.get('success_action_status'));
  const status = asked === 200 || asked === 201 ? asked : 204;
  return { status, headers: {}, body: Buffer.alloc(0) };
};

const preflight = (request: RawRequest, rules: Parameters<typeof corsOf>[0]): Reply => {
  const { origin = '' } = request.headers;
  const method = request.headers['access-control-request-method'] ?? '';
  const headers = (request.headers['access-control-request-headers'] ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  const allowed = corsOf(rules, { origin, method, headers });
  if (allowed !== undefined) return { status: 200, headers: allowed, body: Buffer.alloc(0) };
  const message = 'CORSResponse: This CORS request is not allowed.';
  return errorReply('s3', { code: 'AccessForbidden', message, status: 403 });
};

const withCors = (reply: Reply, { headers, method, url }: RawRequest, cors: BucketCors): Reply => {
  if (headers.origin === undefined || method === 'OPTIONS') return reply;
  const allowed = corsOf(cors.get(placeOf(url).bucket) ?? [], { origin: headers.origin, method });
  return { ...reply, headers: { ...reply.headers, ...allowed } };
};
