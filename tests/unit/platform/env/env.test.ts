import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { mailEnv, readEnv, tableEnv } from '../../../../functions/platform/env/env.ts';
import { EnvSchema } from '../../../../functions/scheduler/env.ts';

const schema = z.object({ ...tableEnv, ...mailEnv });
const whole = {
  TABLE_NAME: 'table',
  STAGE: 'dev',
  MAIL_FROM: 'care@example.org',
  MAIL_CONFIGURATION_SET: 'mail',
  PUBLIC_BASE_URL: 'https://example.org',
};

describe('the environment of a function', () => {
  it('is read completely', () => {
    expect(readEnv(schema, { ...whole, PATH: '/bin' })).toEqual(whole);
  });

  it('names every variable that is missing or empty, and shows no value', () => {
    const read = () => readEnv(schema, { STAGE: 'dev-secret', MAIL_FROM: '', PUBLIC_BASE_URL: 'not a url' });
    expect(read).toThrow('TABLE_NAME, MAIL_FROM, MAIL_CONFIGURATION_SET, PUBLIC_BASE_URL');
    expect(read).not.toThrow(/secret|not a url/);
  });

  it.each(['', 'no JSON', '["https://sqs.example.org/a"]', '{"outreach":"no address"}'])(
    'rejects %j as the URLs of the queues with timed work',
    (urls) => {
      const read = () => readEnv(EnvSchema, { TABLE_NAME: 't', STAGE: 's', TIMED_WORK_QUEUES: urls });
      expect(read).toThrow('TIMED_WORK_QUEUES');
    },
  );

  it('reads the URLs of the queues with timed work by name', () => {
    const TIMED_WORK_QUEUES = '{"outreach":"https://sqs.example.org/a"}';
    expect(readEnv(EnvSchema, { TABLE_NAME: 't', STAGE: 's', TIMED_WORK_QUEUES })).toMatchObject({
      TIMED_WORK_QUEUES: { outreach: 'https://sqs.example.org/a' },
    });
  });
});
