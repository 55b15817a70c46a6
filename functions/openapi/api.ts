import document from '../../docs/openapi.json' with { type: 'json' };
import { createApi } from '../platform/http/create-api.ts';
import { openapiRoutes } from './routes.ts';

/** Serves the OpenAPI document and uses it to answer requests that match no route. */
export const handler = createApi(
  'openapi',
  openapiRoutes,
  { getOpenApi: async () => document },
  { paths: document.paths },
);
