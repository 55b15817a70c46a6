// `generate-client.mjs <document> <folder>`: generates a client from an OpenAPI document,
// as app developers do.
import { registerHooks } from 'node:module';

const typescript = new URL('typescript-api.mjs', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) => next(specifier === 'typescript' ? typescript : specifier, context),
});

const { createClient } = await import('@hey-api/openapi-ts');
const [input = '', output = ''] = process.argv.slice(2);
await createClient({ input, output, logs: { level: 'warn', file: false } });
