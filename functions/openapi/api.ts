import document from '../../docs/openapi.json' with { type: 'json' };
import { createApi } from '../platform/http/create-api.ts';
import { openapiRoutes } from './routes.ts';

export const handler = createApi('openapi', openapiRoutes, { getOpenApi: async () => document });
