// Headers of every answer, problems included: a browser that gets hold of one may not guess its type, embed it in a page
// of another site or come back without TLS.
import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

const always = {
  // As at the edge (lib/stacks/front-stack.ts). Without subdomains: what stands below a team's domain is not ours to bind.
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
};

/** Adds the headers to what the function answers; to be the first of the middlewares, so that it comes last. */
export function securityHeaders(): MiddlewareObj<unknown, APIGatewayProxyStructuredResultV2> {
  const add = ({ response }: { response?: APIGatewayProxyStructuredResultV2 | null | undefined }) => {
    if (response) response.headers = { ...always, ...response.headers };
  };
  return { after: add, onError: add };
}
