import { defineConfig } from 'vitest/config';

/** What the functions read at load; no test reaches anything by these names. */
const env = {
  TABLE_NAME: 'none',
  STAGE: 'test',
  AWS_REGION: 'eu-central-1',
  MAIL_FROM: 'Care <care@example.org>',
  MAIL_CONFIGURATION_SET: 'none',
  PUBLIC_BASE_URL: 'https://api.example.org',
  MAIL_BUCKET: 'none',
  INBOUND_DOMAIN: 'inbound.example.org',
  ROUTING_STANDARD_QUEUE_URL: 'https://sqs.invalid/routing',
};
const setupFiles = ['tests/support/quiet-logs.ts'];

export default defineConfig({
  test: {
    // The default leaves one core idle; on a machine with two that is half of it.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          setupFiles,
          env,
          // Pure code: its modules are loaded once, which halves the time.
          isolate: false,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          globalSetup: ['tests/support/table/dynamo-global.ts'],
          setupFiles,
          env,
          // Against hanging, not for speed: two files share the emulator, and machines differ.
          testTimeout: 180_000,
          hookTimeout: 120_000,
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
          // By themselves: each runs the whole platform.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
