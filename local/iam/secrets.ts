// The secret key behind each access key. Made anew for every run, so that a signature of elsewhere is worth nothing here.
import { createHmac, randomBytes } from 'node:crypto';

export type SecretOf = (accessKey: string) => string;

export const createSecrets = (): SecretOf => {
  const seed = randomBytes(32);
  return (accessKey) => createHmac('sha256', seed).update(accessKey).digest('base64').slice(0, 40);
};

/** Of every environment here; on AWS a request without its token is refused, so it is here. */
export const sessionToken = 'local';
