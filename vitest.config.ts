import { defineConfig } from 'vitest/config';
import { openTemporaryFolder } from './local/temporary-folder.ts';
import { LongestFirst } from './tests/support/sequencer.ts';

openTemporaryFolder();

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

/** Limits guard against hanging, not for speed: machines differ, and so does what runs beside the tests. */
const limits = { testTimeout: 600_000, hookTimeout: 600_000, expect: { poll: { timeout: 300_000 } } };

export default defineConfig({
  test: {
    // The default leaves one core idle; on a machine with two that is half of it.
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          setupFiles,
          env,
          // Pure code: its modules are loaded once, which halves the time.
          isolate: false,
          ...limits,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          globalSetup: ['tests/support/table/dynamo-global.ts'],
          setupFiles,
          env,
          isolate: false,
          ...limits,
        },
      },
      {
        test: {
          name: 'infrastructure',
          include: ['tests/infrastructure/**/*.test.ts'],
          // The CDK is large: it is loaded once.
          isolate: false,
          ...limits,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['tests/support/own-assembly.ts'],
          ...limits,
          // By themselves: each runs the whole platform.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
