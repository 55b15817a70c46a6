// Reads what a signed AWS request asks for: its service, its operation and the permissions that it needs.
import type { IncomingHttpHeaders } from 'node:http';
import { ownProperty } from '../../functions/platform/own-property.ts';
import { dynamoPermissions, type TableKeys } from '../iam/dynamo-permissions.ts';
import { kmsPermissions } from '../iam/kms-keys.ts';
import type { RequiredPermission } from '../iam/policy.ts';
import { isObject, type JsonObject } from '../template/intrinsics.ts';
import type { Service } from './errors.ts';

export interface Call {
  service: Service;
  operation: string;
  needs: RequiredPermission[];
  /** The fields of a Query-protocol request. */
  form?: URLSearchParams;
}

export interface Signature {
  accessKey: string;
  service: string;
}

export interface Lookup {
  region: string;
  account: string;
  table(nameOrArn: string): TableKeys;
  /** Returns the key that encrypts a topic or queue, if it has its own. */
  key(arn: string): string | undefined;
}

const pattern = /Credential=([^/,]+)\/[^/,]+\/[^/,]+\/([^/,]+)\/aws4_request/;

/** Reads who signed a request, and for which service. */
export const readSignature = (headers: IncomingHttpHeaders): Signature | undefined => {
  const match = pattern.exec(headers.authorization ?? '');
  return match?.[1] === undefined || match[2] === undefined
    ? undefined
    : { accessKey: match[1], service: match[2] };
};

interface RawRequest {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** Returns the call of a request; undefined for a service that the runner does not serve. */
export const readCall = (service: string, raw: RawRequest, lookup: Lookup): Call | undefined => {
  if (service === 'dynamodb') return dynamoCall(raw, lookup);
  if (service === 'sqs') return queueCall(raw, lookup);
  if (service === 'sns') return topicCall(raw, lookup);
  if (service === 'ses')
    return { service: 'ses', form: formOf(raw), operation: formOf(raw).get('Action') ?? '', needs: [] };
  return service === 's3' ? bucketCall(raw) : undefined;
};

const target = (raw: RawRequest): string =>
  String(raw.headers['x-amz-target'] ?? '')
    .split('.')
    .pop() ?? '';

const json = (raw: RawRequest): JsonObject => {
  const value: unknown = JSON.parse(raw.body.toString('utf8'));
  return isObject(value) ? value : {};
};

const formOf = (raw: RawRequest): URLSearchParams => new URLSearchParams(raw.body.toString('utf8'));

const dynamoCall = (raw: RawRequest, lookup: Lookup): Call => {
  const operation = target(raw);
  return { service: 'dynamodb', operation, needs: dynamoPermissions(operation, json(raw), lookup.table) };
};

const queueCall = (raw: RawRequest, lookup: Lookup): Call => {
  const operation = target(raw);
  const body = json(raw);
  const name =
    String(body.QueueUrl ?? body.QueueName ?? '')
      .split('/')
      .pop() ?? '';
  const resource =
    operation === 'ListQueues' ? '*' : `arn:aws:sqs:${lookup.region}:${lookup.account}:${name}`;
  return { service: 'sqs', operation, needs: withKey(`sqs:${operation}`, resource, lookup) };
};

const topicCall = (raw: RawRequest, lookup: Lookup): Call => {
  const form = formOf(raw);
  const operation = form.get('Action') ?? '';
  const resource = form.get('TopicArn') ?? form.get('TargetArn') ?? '*';
  return { service: 'sns', operation, form, needs: withKey(`sns:${operation}`, resource, lookup) };
};

/**
 * Returns the required permissions. A batch needs the permission of the single operation; an encrypted target
 * also needs that of its key.
 */
const withKey = (operation: string, resource: string, lookup: Lookup): RequiredPermission[] => {
  const action = operation.replace(/Batch$/, '');
  return [{ action, resource, context: secure }, ...kmsPermissions(action, lookup.key(resource))];
};

const bucketActions: Record<string, string> = {
  GET: 'GetObject',
  HEAD: 'GetObject',
  PUT: 'PutObject',
  POST: 'PutObject',
  DELETE: 'DeleteObject',
};

const bucketCall = (raw: RawRequest): Call => {
  const path = decodeURIComponent(new URL(raw.url, 'http://local').pathname).slice(1);
  const listing = !path.includes('/') || (path.endsWith('/') && path.indexOf('/') === path.length - 1);
  const operation = listing ? 'ListBucket' : (ownProperty(bucketActions, raw.method) ?? 'GetObject');
  const resource = `arn:aws:s3:::${listing ? path.replace(/\/$/, '') : path}`;
  const need = { action: `s3:${operation}`, resource, context: secure };
  const source = copySource(raw.headers);
  const read = { action: 's3:GetObject', resource: `arn:aws:s3:::${source}`, context: secure };
  return { service: 's3', operation, needs: source === undefined ? [need] : [need, read] };
};

/** Returns `bucket/key` of the object that a PUT copies; undefined if it brings its own bytes. */
export const copySource = (headers: IncomingHttpHeaders): string | undefined => {
  const source = headers['x-amz-copy-source'];
  return source === undefined ? undefined : decodeURIComponent(String(source)).replace(/^\//, '');
};

const secure = { 'aws:securetransport': 'true' };
