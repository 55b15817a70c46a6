import document from '../../docs/openapi.json' with { type: 'json' };
import { createApi } from '../platform/http/create-api.ts';
import { openapiRoutes } from './routes.ts';

/** Serves the document and, by it, answers what no route takes. */
export const handler = createApi(
  'openapi',
  openapiRoutes,
  { getOpenApi: async () => document },
  { paths: document.paths },
);
