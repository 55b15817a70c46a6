// Adds headers to every answer, problems included: a browser must not guess its type, embed it in a page of
// another site or return without TLS.
import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

const always = {
  // The same value as at the edge (lib/stacks/front-stack.ts). Without subdomains: sites below a team's
  // domain are not ours to bind.
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
};

/**
 * Adds the headers to the function's answer. It must be the first middleware, so that it runs last
 * on the way out.
 */
export function securityHeaders(): MiddlewareObj<unknown, APIGatewayProxyStructuredResultV2> {
  const add = ({ response }: { response?: APIGatewayProxyStructuredResultV2 | null | undefined }) => {
    if (response) response.headers = { ...always, ...response.headers };
  };
  return { after: add, onError: add };
}
