import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      { test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          env: { TABLE_NAME: 'none', STAGE: 'test', AWS_REGION: 'eu-central-1' },
        },
       },
      {
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          globalSetup: ['tests/support/dynamo-global.ts'],
          env: { TABLE_NAME: 'none', STAGE: 'test', AWS_REGION: 'eu-central-1' },
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'infrastructure',
          include: ['tests/infrastructure/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
