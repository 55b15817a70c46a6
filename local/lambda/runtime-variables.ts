import { type SecretOf, sessionToken } from '../iam/secrets.ts';
import type { Place } from '../template/physical.ts';
import type { FunctionSpec } from './function-spec.ts';

const services = ['DYNAMODB', 'SQS', 'SNS', 'SES', 'S3'];

/**
 * Returns the variables that Lambda adds to those of the template, and the endpoints of
 * the local AWS services.
 */
export const runtimeVariables = (
  spec: FunctionSpec,
  place: Place,
  accessKey: string,
  secretOf: SecretOf,
): Record<string, string> => ({
  ...Object.fromEntries(services.map((service) => [`AWS_ENDPOINT_URL_${service}`, place.gatewayUrl])),
  AWS_ENDPOINT_URL: place.gatewayUrl,
  AWS_ACCESS_KEY_ID: accessKey,
  AWS_SECRET_ACCESS_KEY: secretOf(accessKey),
  AWS_SESSION_TOKEN: sessionToken,
  AWS_REGION: place.region,
  AWS_DEFAULT_REGION: place.region,
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_LAMBDA_FUNCTION_NAME: spec.physicalName,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memoryMb),
  AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${spec.physicalName}`,
  AWS_LAMBDA_LOG_STREAM_NAME: accessKey,
  LAMBDA_TASK_ROOT: spec.folder,
  TZ: ':UTC',
});

/** Replaces the API's address on AWS by its local address. */
export const withLocalAddress = (
  values: Record<string, string>,
  apiId: string | undefined,
  region: string,
  apiUrl: string,
): Record<string, string> => {
  if (apiId === undefined) return values;
  const address = new RegExp(`https://${apiId}\\.execute-api\\.${region}\\.amazonaws\\.com`, 'g');
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value.replace(address, apiUrl)]),
  );
};
