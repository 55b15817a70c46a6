// Checks uploads by form (POST policy) as S3 does.
import type { ServiceError } from '../gateway/errors.ts';
import { isObject, type Json } from '../template/intrinsics.ts';
import { parseDate, type RawRequest, signatureHolds, type Trust } from './signature.ts';

export interface UploadForm {
  accessKey: string;
  key: string;
  /** Fields by lower-case name, without the file. */
  fields: Map<string, string>;
  file: Buffer;
}

type Refused = { refusal: ServiceError };

const refuse = (code: string, message: string, status = 403): Refused => ({
  refusal: { code, message, status },
});

/** Reads a form; undefined if the request is not one. */
export const readUploadForm = async (request: RawRequest): Promise<UploadForm | Refused | undefined> => {
  const type = request.headers['content-type'] ?? '';
  if (request.method !== 'POST' || !type.startsWith('multipart/form-data')) return undefined;
  const form = await formOf(type, request.body);
  if (form === undefined)
    return refuse('MalformedPOSTRequest', 'The body of your POST request is not well-formed.', 400);
  const fields = new Map<string, string>();
  for (const [name, value] of form) if (typeof value === 'string') fields.set(name.toLowerCase(), value);
  const file = form.get('file');
  if (file === null || typeof file === 'string')
    return refuse('InvalidArgument', 'POST requires exactly one file upload per request.', 400);
  const accessKey = fields.get('x-amz-credential')?.split('/')[0] ?? '';
  const key = (fields.get('key') ?? '').replaceAll('${filename}', file.name);
  return { accessKey, key, fields, file: Buffer.from(await file.arrayBuffer()) };
};

const formOf = async (type: string, body: Buffer): Promise<FormData | undefined> => {
  try {
    const copy = new Uint8Array(body);
    return await new Response(copy, { headers: { 'content-type': type } }).formData();
  } catch {
    return undefined;
  }
};

/**
 * Returns why S3 refuses an upload to a bucket; undefined if its policy is signed, not expired and fulfilled.
 */
export const uploadRefusal = (
  { fields, key, file, accessKey }: UploadForm,
  bucket: string,
  trust: Trust,
): ServiceError | undefined => {
  const encoded = fields.get('policy') ?? '';
  const [, ...scope] = (fields.get('x-amz-credential') ?? '').split('/');
  const claim = {
    accessKey,
    scope: scope.join('/'),
    date: fields.get('x-amz-date') ?? '',
    signature: fields.get('x-amz-signature') ?? '',
  };
  if (encoded === '' || Number.isNaN(parseDate(claim.date)) || !signatureHolds(claim, encoded, trust))
    return refuse('SignatureDoesNotMatch', 'The signature of the policy does not match.').refusal;
  if ((fields.get('x-amz-security-token') ?? '') !== trust.sessionToken)
    return refuse('InvalidToken', 'The provided token is malformed or otherwise invalid.', 400).refusal;
  const policy = JSON.parse(Buffer.from(encoded, 'base64').toString()) as Json;
  if (!isObject(policy) || !Array.isArray(policy.conditions))
    return refuse('InvalidPolicyDocument', 'The content of the form does not meet the conditions.', 400)
      .refusal;
  if (trust.nowMs > Date.parse(String(policy.expiration)))
    return refuse('AccessDenied', 'Invalid according to Policy: Policy expired.').refusal;
  const given = new Map([...fields, ['bucket', bucket], ['key', key]]);
  return unmet(policy.conditions.map(conditionOf), given, file.length);
};

/**
 * One condition in normal form: `["eq", "$name", value]`; for a size range the minimum takes the
 * place of the name.
 */
type Condition = [operator: string, name: string, value: Json];

const conditionOf = (condition: Json): Condition => {
  if (Array.isArray(condition)) {
    const [operator, name, value = null] = condition;
    return [String(operator).toLowerCase(), String(name).replace(/^\$/, '').toLowerCase(), value];
  }
  const [name = '', value = null] = Object.entries(isObject(condition) ? condition : {})[0] ?? [];
  return ['eq', name.toLowerCase(), value];
};

/** Fields that need no condition. */
const free = /^(x-amz-signature|policy|file|x-ignore-.*)$/;

const unmet = (
  conditions: Condition[],
  given: Map<string, string>,
  bytes: number,
): ServiceError | undefined => {
  const named = new Set<string>();
  for (const [operator, name, value] of conditions) {
    if (operator === 'content-length-range') {
      const [least, most] = [Number(name), Number(value)];
      if (bytes < least)
        return refuse('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', 400)
          .refusal;
      if (bytes > most)
        return refuse('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', 400).refusal;
      continue;
    }
    named.add(name);
    const actual = given.get(name) ?? '';
    const met = operator === 'starts-with' ? actual.startsWith(String(value)) : actual === String(value);
    if (!met)
      return refuse(
        'AccessDenied',
        `Invalid according to Policy: Policy Condition failed: ["${operator}", "$${name}", ${JSON.stringify(value)}]`,
      ).refusal;
  }
  const extra = [...given.keys()].find((name) => !named.has(name) && !free.test(name) && name !== 'bucket');
  return extra === undefined
    ? undefined
    : refuse('AccessDenied', `Invalid according to Policy: Extra input fields: ${extra}`).refusal;
};
