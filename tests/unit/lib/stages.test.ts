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
  it('have defaults on dev, which keeps its data', () => {
    const settings = settingsOf({});
    expect(settings).toMatchObject({ stage: 'dev', retainData: true, staffSignIn: 'guarded' });
    expect(settings.mailFrom).toMatch(/\.invalid$/);
  });

  it('prefer cdk.json to the default, and -c to cdk.json', () => {
    const stages = { dev: { logRetentionDays: 7, requestsPerSecond: 50 } };
    expect(settingsOf({ stages })).toMatchObject({ logRetentionDays: 7, requestsPerSecond: 50 });
    expect(settingsOf({ stages, logRetentionDays: '14' })).toMatchObject({
      logRetentionDays: 14,
      requestsPerSecond: 50,
    });
  });

  it('have no inbound mail only if a stage says so', () => {
    expect(settingsOf(prod).inboundDomain).toBe('in.shop.example');
    expect(settingsOf({ ...prod, inboundDomain: 'none' }).inboundDomain).toBeUndefined();
    expect(settingsOf({}).inboundDomain).toMatch(/\.invalid$/);
  });

  it('accept text, because -c passes nothing else', () => {
    expect(settingsOf({ ...prod, customerAudience: 'web, app', retainData: 'false' })).toMatchObject({
      customerAudience: ['web', 'app'],
      retainData: false,
    });
  });

  it.each(['mailFrom', 'inboundDomain', 'customerIssuer', 'customerAudience', 'corsOrigins'])(
    'require %s on prod',
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
    ['domain', 'https://care.shop.example'],
    ['region', 'Ireland'],
    ['certificateArn', 'arn:aws:acm:eu-west-1:111122223333:certificate/1'],
    ['edgeRequestsPerAddress', '9'],
    ['originKeys', '1,1'],
    ['originKeys', '1,2,3'],
    ['originKeys', 'first'],
    ['directCalls', 'sometimes'],
    ['deploy', 'blue'],
    ['backup', 'yes'],
    ['backupDays', '0'],
    ['backupCopyVault', 'rapport-copies'],
    ['backupLock', 'on'],
    ['restoredTableStream', 'arn:aws:dynamodb:eu-west-1:111122223333:table/restored'],
    ['deletedFileDays', '0'],
    ['encryption', 'none'],
    ['integrations', 'shop'],
    ['integrations', '{"shop":[]}'],
    ['integrations', '{"shop":["rapport/customers.delete"]}'],
    ['integrations', '{"shop":["other/customers.read"]}'],
    ['integrations', '{"staff":["rapport/customers.read"]}'],
    ['integrations', '{"Shop":["rapport/customers.read"]}'],
    ['integrationTokenMinutes', '4'],
    ['monthlyBudget', '0'],
    ['lambdaConcurrency', '1'],
    ['tracing', 'active'],
  ])('reject %s=%s', (key, value) => {
    expect(() => settingsOf({ ...prod, [key]: value })).toThrow(key);
  });

  const edge = { ...prod, domain: 'care.shop.example', region: 'eu-west-1' };
  const zone = { hostedZoneId: 'Z0123456789ABC', hostedZoneName: 'shop.example' };

  it('default to canary with backups on prod, and to no backups and no aliases on dev', () => {
    expect(settingsOf(prod)).toMatchObject({ deploy: 'canary', backup: 'on', encryption: 'aws-owned' });
    expect(settingsOf({})).toMatchObject({ deploy: 'direct', backup: 'off', tracing: 'off' });
  });

  it('give a broad client to dev only; on prod each integration has its scopes', () => {
    expect(settingsOf({}).integrations).toEqual({ machine: ['rapport/service'] });
    expect(settingsOf(prod).integrations).toEqual({});
    expect(
      settingsOf({ ...prod, integrations: '{"shop":["rapport/customers.write"]}' }).integrations,
    ).toEqual({
      shop: ['rapport/customers.write'],
    });
  });

  it('accept a domain with a region and a zone, or a certificate', () => {
    expect(settingsOf({ ...edge, ...zone })).toMatchObject({
      domain: 'care.shop.example',
      corsOrigins: ['https://desk.shop.example', 'https://care.shop.example'],
    });
    const certificateArn = 'arn:aws:acm:us-east-1:111122223333:certificate/0a1b';
    expect(settingsOf({ ...edge, certificateArn }).certificateArn).toBe(certificateArn);
    expect(settingsOf({ ...edge, ...zone, originKeys: '1,2' }).originKeys).toEqual([1, 2]);
    expect(settingsOf(prod).domain).toBeUndefined();
  });

  it.each([
    ['region', { ...edge, ...zone, region: undefined }],
    ['certificateArn', edge],
    ['hostedZoneName', { ...edge, ...zone, hostedZoneName: undefined }],
    ['hostedZoneName', { ...edge, ...zone, hostedZoneName: 'hop.example' }],
    [
      'backup',
      { ...prod, backup: 'off', backupCopyVault: 'arn:aws:backup:eu-west-1:111122223333:backup-vault:v' },
    ],
    ['alarmEmail', { ...prod, monthlyBudget: '100' }],
  ])('name %s if it contradicts others', (key, context) => {
    expect(() => settingsOf(context)).toThrow(key);
  });

  it('reject an unknown stage, and an unknown setting in cdk.json', () => {
    expect(() => settingsOf({ stage: 'production' })).toThrow('must be one of dev, prod');
    expect(() => settingsOf({ stages: { dev: { mailform: 'x@y.example' } } })).toThrow('mailform');
  });
});
