// Derives the secret key of each access key. Secrets are new in every run, so a signature from
// elsewhere is worthless here.
import { createHmac, randomBytes } from 'node:crypto';

export type SecretOf = (accessKey: string) => string;

export const createSecrets = (): SecretOf => {
  const seed = randomBytes(32);
  return (accessKey) => createHmac('sha256', seed).update(accessKey).digest('base64').slice(0, 40);
};

/** The session token of every environment; as on AWS, a request without it is refused. */
export const sessionToken = 'local';
