import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { mailEnv, readEnv, tableEnv } from '../../../../functions/platform/env/env.ts';
import { dueQueues, EnvSchema } from '../../../../functions/scheduler/env.ts';

const schema = z.object({ ...tableEnv, ...mailEnv });
const whole = {
  TABLE_NAME: 'table',
  STAGE: 'dev',
  MAIL_FROM: 'care@example.org',
  MAIL_CONFIGURATION_SET: 'mail',
  PUBLIC_BASE_URL: 'https://example.org',
};

describe('the environment of a function', () => {
  it('is read whole', () => {
    expect(readEnv(schema, { ...whole, PATH: '/bin' })).toEqual(whole);
  });

  it('names every variable that is missing or empty, and shows no value', () => {
    const read = () => readEnv(schema, { STAGE: 'dev-secret', MAIL_FROM: '', PUBLIC_BASE_URL: 'not a url' });
    expect(read).toThrow('TABLE_NAME, MAIL_FROM, MAIL_CONFIGURATION_SET, PUBLIC_BASE_URL');
    expect(read).not.toThrow(/secret|not a url/);
  });

  it('of the agenda needs the address of every queue that due work can name', () => {
    expect(() => readEnv(EnvSchema, { TABLE_NAME: 't', STAGE: 's' })).toThrow(
      dueQueues.map((queue) => `${queue.toUpperCase()}_QUEUE_URL`).join(', '),
    );
  });
});
