// Simulates the customers' identity provider in the rehearsal: an OIDC issuer on the loopback interface that
// signs any requested subject.
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

export interface CustomerIssuer {
  issuer: string;
  audience: string;
  token: (customerId: string) => Promise<string>;
  stop: () => Promise<void>;
}

const AUDIENCE = 'rapport-rehearsal';
const KEY_ID = 'rehearsal';

export async function startCustomerIssuer(): Promise<CustomerIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: KEY_ID, alg: 'RS256', use: 'sig' };
  const server = createServer((request, response) => {
    const discovery = { issuer, jwks_uri: `${issuer}/jwks` };
    const documents: Record<string, unknown> = {
      '/.well-known/openid-configuration': discovery,
      '/jwks': { keys: [jwk] },
    };
    const document = documents[request.url ?? ''];
    response.writeHead(document === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(document ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const issuer = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  return {
    issuer,
    audience: AUDIENCE,
    token: (customerId) =>
      new SignJWT()
        .setProtectedHeader({ alg: 'RS256', kid: KEY_ID })
        .setIssuer(issuer)
        .setAudience(AUDIENCE)
        .setSubject(customerId)
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(privateKey),
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
