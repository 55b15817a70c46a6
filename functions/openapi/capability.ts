import { defineCapability } from '../platform/capability.ts';
import { EnvSchema } from './env.ts';
import { openapiRoutes } from './routes.ts';

export const openapi = defineCapability({
  name: 'openapi',
  functions: {
    openapi: {
      entry: 'functions/openapi/api.ts',
      memoryMb: 256,
      timeoutSeconds: 10,
      reservedPercent: 1,
      impact: 'Developers cannot fetch the API description; nobody else notices.',
      environment: EnvSchema,
      routes: openapiRoutes,
      // This function has the document, so it can tell an unknown path from a wrong method.
      fallback: true,
    },
  },
});
