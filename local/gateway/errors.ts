// Formats errors as the services do: JSON 1.0 for DynamoDB and SQS, XML for SNS, SES and S3.
import { randomUUID } from 'node:crypto';
import type { RequiredPermission } from '../iam/policy.ts';

export type Service = 'dynamodb' | 'sqs' | 'sns' | 'ses' | 's3';

export interface ServiceError {
  code: string;
  message: string;
  status?: number;
  body?: Record<string, unknown>;
}

export interface Reply {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

/** Returns an error as the SDK of that service expects it. */
export const errorReply = (service: Service, error: ServiceError): Reply =>
  service === 'dynamodb' || service === 'sqs' ? jsonError(service, error) : xmlError(service, error);

const jsonError = (service: Service, error: ServiceError): Reply => {
  const namespace = service === 'dynamodb' ? 'com.amazonaws.dynamodb.v20120810' : 'com.amazonaws.sqs';
  const body = {
    __type: `${namespace}#${error.code}`,
    message: error.message,
    Message: error.message,
    ...error.body,
  };
  return {
    status: error.status ?? 400,
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': randomUUID() },
    body: Buffer.from(JSON.stringify(body)),
  };
};

const xmlError = (service: Service, error: ServiceError): Reply => {
  const parts = `<Code>${escapeXml(error.code)}</Code><Message>${escapeXml(error.message)}</Message>`;
  const requestId = `<RequestId>${randomUUID()}</RequestId>`;
  const inner =
    service === 's3'
      ? `<Error>${parts}${requestId}</Error>`
      : `<ErrorResponse><Error><Type>Sender</Type>${parts}</Error>${requestId}</ErrorResponse>`;
  return {
    status: error.status ?? 400,
    headers: { 'content-type': 'text/xml' },
    body: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${inner}`),
  };
};

const escapeXml = (value: string): string =>
  value.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);

const denialCodes: Record<Service, { code: string; status: number }> = {
  dynamodb: { code: 'AccessDeniedException', status: 400 },
  sqs: { code: 'AccessDeniedException', status: 403 },
  sns: { code: 'AuthorizationError', status: 403 },
  ses: { code: 'AccessDenied', status: 403 },
  s3: { code: 'AccessDenied', status: 403 },
};

/** Returns the refusal of a call that a role does not allow, in the words of IAM. */
export const denial = (
  service: Service,
  caller: string,
  need: RequiredPermission,
  explicit: boolean,
): ServiceError => {
  const because = explicit
    ? 'with an explicit deny in an identity-based policy'
    : `because no identity-based policy allows the ${need.action} action`;
  const message = `User: ${caller} is not authorized to perform: ${need.action} on resource: ${need.resource} ${because}`;
  return { ...denialCodes[service], message };
};
