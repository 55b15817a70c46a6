// Signs in through the deployed Cognito pool: people by password, a machine by client credentials.
import { KEYS, REGION } from './cdk.ts';

export interface Person {
  /** The token's subject: an agent's id in Rapport. */
  id: string;
  token: string;
}

const PASSWORD = 'Rehearsal-2026!';
const target = 'AWSCognitoIdentityProviderService';

/** Creates a user in a group and signs them in. */
export async function signIn(endpoint: string, pool: string, client: string, group: string): Promise<Person> {
  const cognito = (action: string, body: object): Promise<Record<string, unknown>> =>
    call(endpoint, action, { UserPoolId: pool, ...body });
  const Username = `${group}@rehearsal.example`;
  const UserAttributes = [{ Name: 'email', Value: Username }];
  await cognito('AdminCreateUser', { Username, UserAttributes, MessageAction: 'SUPPRESS' });
  await cognito('AdminSetUserPassword', { Username, Password: PASSWORD, Permanent: true });
  await cognito('AdminAddUserToGroup', { Username, GroupName: group });
  const answer = await cognito('AdminInitiateAuth', {
    ClientId: client,
    AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: Username, PASSWORD },
  });
  const { AccessToken } = answer.AuthenticationResult as { AccessToken: string };
  return { id: subjectOf(AccessToken), token: AccessToken };
}

/** Returns a token of the machine client, requested with scope `rapport/service`. */
export async function signInMachine(endpoint: string, pool: string, client: string): Promise<string> {
  const answer = await call(endpoint, 'DescribeUserPoolClient', { UserPoolId: pool, ClientId: client });
  const { ClientSecret } = answer.UserPoolClient as { ClientSecret: string };
  const response = await fetch(`${endpoint}/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${client}:${ClientSecret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'rapport/service' }),
  });
  const body = (await response.json()) as { access_token?: string };
  if (body.access_token === undefined)
    throw new Error(`no token for the machine client: ${JSON.stringify(body)}`);
  return body.access_token;
}

/**
 * Calls Cognito's wire protocol; the emulator reads region and service from the signature and
 * does not check it.
 */
async function call(endpoint: string, action: string, body: object): Promise<Record<string, unknown>> {
  const scope = `${KEYS.accessKeyId}/20260101/${REGION}/cognito-idp/aws4_request`;
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `${target}.${action}`,
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=unchecked`,
    },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as Record<string, unknown>;
  if (!response.ok) throw new Error(`Cognito ${action}: ${JSON.stringify(answer)}`);
  return answer;
}

function subjectOf(token: string): string {
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {
    sub: string;
  };
  return claims.sub;
}
