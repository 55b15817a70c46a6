import { describe, expect, it } from 'vitest';
import { errorFields, logLine } from '../../../functions/platform/log.ts';
import { NOON } from '../../support/context.ts';
import { logLinesOf } from '../../support/quiet-logs.ts';

const now = new Date(NOON);
const metrics = [
  { name: 'ms', unit: 'Milliseconds', value: 12345 },
  { name: 'faults', unit: 'Count', value: 1 },
] as const;

/** Returns an error as the SDK throws it in a bundled function, with the longest names and paths. */
function longError() {
  const error = new Error('secret ada@example.org');
  error.name = 'ProvisionedThroughputExceededException';
  const library =
    '    at throwDefaultError (/var/task/node_modules/@smithy/core/dist-es/submodules/client/index.js:388:20)';
  const frame = `    at async Object.aQuiteLongFunctionName (file:///var/task/functions/platform/table/${'x'.repeat(80)}.ts:123:45)`;
  error.stack = [
    `${error.name}: secret ada@example.org`,
    library,
    ...Array.from({ length: 10 }, () => frame),
  ].join('\n');
  return Object.assign(error, { $metadata: { requestId: 'A'.repeat(52) } });
}

describe('a log line', () => {
  it('is one JSON document: a log and, with metrics, EMF', async () => {
    const [line = ''] = await logLinesOf(() =>
      logLine('info', { op: 'getTicket', status: 200, corr: 'r' }, now, metrics),
    );
    expect(JSON.parse(line)).toMatchObject({
      level: 'info',
      at: NOON,
      op: 'getTicket',
      ms: 12345,
      _aws: {
        Timestamp: now.getTime(),
        CloudWatchMetrics: [
          {
            Namespace: 'Rapport',
            Dimensions: [['fn', 'op']],
            Metrics: [
              { Name: 'ms', Unit: 'Milliseconds' },
              { Name: 'faults', Unit: 'Count' },
            ],
          },
        ],
      },
    });
  });

  it('of a request stays within 600 bytes, even if it failed', async () => {
    const fields = { op: 'createCustomer', status: 500, corr: 'c'.repeat(36), ...errorFields(longError()) };
    process.env.AWS_LAMBDA_FUNCTION_NAME = `rapport-production-App-${'F'.repeat(20)}`;
    try {
      const [line = ''] = await logLinesOf(() => logLine('error', fields, now, metrics));
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(600);
    } finally {
      delete process.env.AWS_LAMBDA_FUNCTION_NAME;
    }
  });
});

describe('the logged fields of an error', () => {
  it('are its name and where it was thrown, never its message', () => {
    const fields = errorFields(longError());
    expect(fields).toMatchObject({
      error: 'ProvisionedThroughputExceededException',
      where: expect.stringContaining('.ts:123:45'),
    });
    expect(JSON.stringify(fields)).not.toMatch(/ada@|node_modules/);
  });

  it('contain no line of a message that spans several', () => {
    const fields = errorFields(new Error('first\n  secret second\n  at secret\nat secret'));
    expect(JSON.stringify(fields)).not.toContain('secret');
  });

  it('name file, line and column of this test', () => {
    expect(errorFields(new Error('x')).where).toMatch(/^platform\/log\.test\.ts:\d+:\d+( < |$)/);
  });

  it('are only its type if it is not an error', () => {
    expect(errorFields('ada@example.org')).toEqual({ error: 'string' });
    expect(errorFields(undefined)).toEqual({ error: 'undefined' });
  });
});
