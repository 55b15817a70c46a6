import { describe, expect, it } from 'vitest';
import { stageSettings } from '../../../lib/stages.ts';

const settingsOf = (context: Record<string, unknown>) => stageSettings((key) => context[key]);
const prod = {
  stage: 'prod',
  mailFrom: 'help@shop.example',
  inboundDomain: 'in.shop.example',
  customerIssuer: 'https://login.shop.example/',
  customerAudience: 'shop',
  corsOrigins: 'https://desk.shop.example',
};

describe('stage settings', () => {
  it('need nothing on dev, and keep its data', () => {
    const settings = settingsOf({});
    expect(settings).toMatchObject({ stage: 'dev', retainData: true, staffSignIn: 'guarded' });
    expect(settings.mailFrom).toMatch(/\.invalid$/);
  });

  it('take cdk.json over the default, and -c over cdk.json', () => {
    const stages = { dev: { logRetentionDays: 7, requestsPerSecond: 50 } };
    expect(settingsOf({ stages })).toMatchObject({ logRetentionDays: 7, requestsPerSecond: 50 });
    expect(settingsOf({ stages, logRetentionDays: '14' })).toMatchObject({
      logRetentionDays: 14,
      requestsPerSecond: 50,
    });
  });

  it('are without mail in only where a stage says so', () => {
    expect(settingsOf(prod).inboundDomain).toBe('in.shop.example');
    expect(settingsOf({ ...prod, inboundDomain: 'none' }).inboundDomain).toBeUndefined();
    expect(settingsOf({}).inboundDomain).toMatch(/\.invalid$/);
  });

  it('read what -c can only give as text', () => {
    expect(settingsOf({ ...prod, customerAudience: 'web, app', retainData: 'false' })).toMatchObject({
      customerAudience: ['web', 'app'],
      retainData: false,
    });
  });

  it.each(['mailFrom', 'inboundDomain', 'customerIssuer', 'customerAudience', 'corsOrigins'])(
    'must name %s on prod',
    (key) => {
      expect(() => settingsOf({ ...prod, [key]: undefined })).toThrow(key);
    },
  );

  it.each([
    ['mailFrom', 'not an address'],
    ['inboundDomain', 'help@shop.example'],
    ['inboundDomain', 'nowhere'],
    ['rawMailDays', '6'],
    ['rawMailDays', '3651'],
    ['rawMailDays', '7.5'],
    ['customerIssuer', 'login.shop.example'],
    ['corsOrigins', 'desk.shop.example'],
    ['corsOrigins', 'https://desk.shop.example/path'],
    ['logRetentionDays', '8'],
    ['retainData', 'perhaps'],
    ['requestsPerSecond', '0'],
    ['requestsPerSecond', '5001'],
    ['staffSignIn', 'open'],
    ['mailDomain', 'not a domain'],
  ])('refuse %s=%s', (key, value) => {
    expect(() => settingsOf({ ...prod, [key]: value })).toThrow(key);
  });

  it('refuse an unknown stage, and an unknown setting in cdk.json', () => {
    expect(() => settingsOf({ stage: 'production' })).toThrow('must be one of dev, prod');
    expect(() => settingsOf({ stages: { dev: { mailform: 'x@y.example' } } })).toThrow('mailform');
  });
});
