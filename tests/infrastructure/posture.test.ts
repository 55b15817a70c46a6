// The production settings of a stage and what they create: edge, deployments, backups,
// keys, integrations, limits, tracing.
import { describe, expect, it } from 'vitest';
import { functionNames, routeTable } from '../../functions/capabilities.ts';
import { type Route } from '../../functions/platform/contract/route.ts';
import { apiPaths } from '../../lib/stacks/front-stack.ts';
import {
  asList,
  fullContext,
  functionIdOf,
  functionNamed,
  mentions,
  ofType,
  prodContext,
  type Resources,
  type Statement,
  statementsOf,
  targetOf,
  templates,
} from '../support/templates.ts';

const dev = templates();
const prod = templates(prodContext);
const full = templates(fullContext);
const [front, edge, backup] = ['Front', 'Edge', 'Backup'].map(
  (name) => full.others[name]?.Resources ?? {},
) as [Resources, Resources, Resources];
const first = (resources: Resources, type: string): Record<string, unknown> =>
  ofType(resources, type)[0]?.[1] ?? {};
const environmentOf = (resources: Resources, name: string) =>
  (functionNamed(resources, name).Environment as { Variables: Record<string, unknown> }).Variables;

describe('the edge', () => {
  const { DistributionConfig: config } = first(front, 'AWS::CloudFront::Distribution') as {
    DistributionConfig: {
      CacheBehaviors: Record<string, unknown>[];
      DefaultCacheBehavior: Record<string, unknown>;
      Origins: { Id: string; S3OriginConfig?: unknown; OriginCustomHeaders?: Record<string, unknown>[] }[];
    } & Record<string, unknown>;
  };
  const origin = (id: unknown) => config.Origins.find(({ Id }) => Id === id);

  it('does not exist on a stage without a domain', () => {
    expect(Object.keys(dev.others)).toEqual([]);
    expect(Object.keys(prod.others)).toEqual(['Backup']);
    for (const { app } of [dev, prod]) {
      expect(ofType(app, 'AWS::SecretsManager::Secret')).toEqual([]);
      expect(JSON.stringify(app)).not.toContain('ORIGIN_SECRETS');
    }
  });

  it('forwards every path of the route table to the API without caching, and everything else to the pages', () => {
    const patterns = config.CacheBehaviors.map(({ PathPattern }) => String(PathPattern));
    expect(patterns.sort()).toEqual(apiPaths(routeTable));
    const paths = Object.values(routeTable).flatMap((routes) =>
      Object.values(routes as Record<string, Route>).map(({ path }) => path),
    );
    for (const path of paths)
      expect(
        patterns.some((pattern) => path === pattern || path.startsWith(pattern.replace(/\*$/, ''))),
      ).toBe(true);
    for (const behavior of config.CacheBehaviors) {
      // AWS's own policies: caching disabled, and everything of the viewer except its host.
      expect(behavior).toMatchObject({
        CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
        OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
        ViewerProtocolPolicy: 'https-only',
      });
      expect(behavior.AllowedMethods).toHaveLength(7);
      expect(JSON.stringify(origin(behavior.TargetOriginId))).toContain('ApiEndpoint');
    }
    expect(origin(config.DefaultCacheBehavior.TargetOriginId)?.S3OriginConfig).toBeDefined();
  });

  it('sends the API’s own Strict-Transport-Security header and does not bind subdomains', () => {
    const policies = ofType(front, 'AWS::CloudFront::ResponseHeadersPolicy');
    expect(policies).toHaveLength(2);
    for (const [, { ResponseHeadersPolicyConfig }] of policies)
      expect(ResponseHeadersPolicyConfig).toMatchObject({
        SecurityHeadersConfig: {
          StrictTransportSecurity: { AccessControlMaxAgeSec: 31_536_000, IncludeSubdomains: false },
        },
      });
  });

  it('never replaces an answer of the API with an error page', () => {
    expect(config.CustomErrorResponses).toBeUndefined();
  });

  it('sends the API a secret that no template contains and that the functions require', () => {
    const header = config.Origins.flatMap(({ OriginCustomHeaders = [] }) => OriginCustomHeaders);
    expect(header).toHaveLength(1);
    expect(header[0]?.HeaderName).toBe('rapport-origin');
    expect(JSON.stringify(header[0]?.HeaderValue)).toMatch(
      /resolve:secretsmanager:.*ExportsOutputRefOriginSecretsKey1/,
    );
    for (const name of Object.keys(routeTable)) {
      const { ORIGIN_SECRETS } = environmentOf(full.app, name);
      expect(mentions(ORIGIN_SECRETS)[0]).toMatch(/^OriginSecretsKey1/);
    }
    expect(environmentOf(full.app, 'relay')).not.toHaveProperty('ORIGIN_SECRETS');
  });

  it('rotates the secret by accepting both and sending the new one, and can allow direct calls', () => {
    const changing = templates({ ...fullContext, originKeys: '1,2' });
    const believed = mentions(environmentOf(changing.app, 'tickets').ORIGIN_SECRETS);
    expect(believed.map((id) => id.slice(0, 17))).toEqual(['OriginSecretsKey1', 'OriginSecretsKey2']);
    expect(JSON.stringify(changing.others.Front)).toContain('ExportsOutputRefOriginSecretsKey2');
    expect(JSON.stringify(changing.others.Front)).not.toContain('ExportsOutputRefOriginSecretsKey1');
    const open = templates({ ...fullContext, directCalls: 'allowed' });
    expect(environmentOf(open.app, 'tickets')).toMatchObject({ DIRECT_CALLS: 'allowed' });
    expect(environmentOf(full.app, 'tickets')).toMatchObject({ DIRECT_CALLS: 'refused' });
  });

  it('sets the caller’s address over any value of the client', () => {
    const { FunctionCode } = first(front, 'AWS::CloudFront::Function') as { FunctionCode: string };
    const handler = new Function(`${FunctionCode}; return handler;`)() as (event: object) => {
      headers: object;
    };
    const forged = { 'rapport-viewer-address': { value: '198.51.100.1' }, accept: { value: '*/*' } };
    const event = { viewer: { ip: '203.0.113.7' }, request: { headers: forged } };
    expect(handler(event).headers).toEqual({
      'rapport-viewer-address': { value: '203.0.113.7' },
      accept: { value: '*/*' },
    });
  });

  it('is the base of links', () => {
    expect(environmentOf(full.app, 'feedback-worker').PUBLIC_BASE_URL).toBe('https://care.shop.example');
  });

  it('has its certificate and firewall in us-east-1 without a resource that copies references', () => {
    const read = JSON.stringify([config.ViewerCertificate, config.WebACLId]);
    expect(read.match(/Fn::GetStackOutput/g)).toHaveLength(2);
    expect(read.match(/"Region":"us-east-1"/g)).toHaveLength(2);
    expect(ofType(front, 'AWS::Route53::RecordSet').map(([, { Name, Type }]) => [Name, Type])).toEqual([
      ['care.shop.example.', 'A'],
      ['care.shop.example.', 'AAAA'],
    ]);
  });

  it('accepts a certificate as a setting and leaves the records to the zone’s owner', () => {
    const certificateArn = 'arn:aws:acm:us-east-1:111122223333:certificate/0a1b';
    const { hostedZoneId: _id, hostedZoneName: _name, ...rest } = fullContext;
    const own = templates({ ...rest, certificateArn }).others;
    expect(ofType(own.Edge?.Resources ?? {}, 'AWS::CertificateManager::Certificate')).toEqual([]);
    expect(ofType(own.Front?.Resources ?? {}, 'AWS::Route53::RecordSet')).toEqual([]);
    expect(JSON.stringify(own.Front)).toContain(certificateArn);
  });
});

describe('the firewall', () => {
  const rules = first(edge, 'AWS::WAFv2::WebACL').Rules as {
    Name: string;
    Priority: number;
    Action?: object;
    OverrideAction?: object;
    Statement: {
      RateBasedStatement?: object;
      ManagedRuleGroupStatement?: { RuleActionOverrides: { Name: string; ActionToUse: object }[] };
    };
  }[];

  it('limits each address to the stage’s rate and answers with a retry time', () => {
    expect(rules[0]).toMatchObject({
      Statement: { RateBasedStatement: { Limit: 10_000, AggregateKeyType: 'IP', EvaluationWindowSec: 300 } },
      Action: {
        Block: {
          CustomResponse: { ResponseCode: 429, ResponseHeaders: [{ Name: 'retry-after', Value: '300' }] },
        },
      },
    });
  });

  it('blocks by AWS’s lists, and only counts matches in bodies, where people write', () => {
    expect(rules.slice(1).map(({ Name }) => Name)).toEqual([
      'AWSManagedRulesCommonRuleSet',
      'AWSManagedRulesKnownBadInputsRuleSet',
      'AWSManagedRulesAmazonIpReputationList',
    ]);
    const overridden = rules.flatMap(
      ({ Statement }) => Statement.ManagedRuleGroupStatement?.RuleActionOverrides ?? [],
    );
    const bodyRules = [
      'CrossSiteScripting_BODY',
      'EC2MetaDataSSRF_BODY',
      'GenericLFI_BODY',
      'GenericRFI_BODY',
      'JavaDeserializationRCE_BODY',
      'Log4JRCE_BODY',
      'ReactJSRCE_BODY',
      'SizeRestrictions_BODY',
    ];
    const names = overridden.map(({ Name }) => Name);
    expect(names.filter((name) => name.endsWith('_BODY')).sort()).toEqual(bodyRules);
    for (const { Name, ActionToUse } of overridden) {
      expect(Name).toMatch(/_BODY$|^NoUserAgent_HEADER$/);
      expect(ActionToUse).toEqual({ Count: {} });
    }
    for (const { OverrideAction } of rules.slice(1)) expect(OverrideAction).toEqual({ None: {} });
  });

  it('logs blocked requests without tokens, paths and queries', () => {
    const log = first(edge, 'AWS::WAFv2::LoggingConfiguration');
    expect(JSON.stringify(log.RedactedFields)).toBe(
      '[{"SingleHeader":{"Name":"authorization"}},{"SingleHeader":{"Name":"cookie"}},{"QueryString":{}},{"UriPath":{}}]',
    );
    expect(log.LoggingFilter).toMatchObject({ DefaultBehavior: 'DROP' });
  });
});

describe('deployments', () => {
  it('shift every function of prod in its own group and roll it back on its errors and on the API’s', () => {
    const groups = ofType(prod.app, 'AWS::CodeDeploy::DeploymentGroup').map(([, properties]) => properties);
    expect(groups.map(({ DeploymentGroupName }) => DeploymentGroupName).sort()).toEqual(
      functionNames.map((name) => `rapport-prod-${name}`).sort(),
    );
    const alarms = ofType(prod.app, 'AWS::CloudWatch::Alarm').map(([, { AlarmName }]) => AlarmName);
    for (const group of groups) {
      expect(group).toMatchObject({
        DeploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
        AutoRollbackConfiguration: { Enabled: true },
        AlarmConfiguration: { Enabled: true },
      });
      const { Alarms } = group.AlarmConfiguration as { Alarms: { Name: string }[] };
      const names = Alarms.map(({ Name }) => Name);
      expect(names).toContain('rapport-prod-Api-ServerErrors');
      expect(names).toHaveLength(2);
      for (const name of names) expect(alarms).toContain(name);
    }
  });

  it('put an alias behind every call: from the API, queues, streams and the schedule', () => {
    const aliases = ofType(prod.app, 'AWS::Lambda::Alias').map(([id]) => id);
    const called = [
      ...ofType(prod.app, 'AWS::ApiGatewayV2::Integration').map(([, { IntegrationUri }]) => IntegrationUri),
      ...ofType(prod.app, 'AWS::Lambda::EventSourceMapping').map(([, { FunctionName }]) => FunctionName),
      ...ofType(prod.app, 'AWS::Scheduler::Schedule').map(
        ([, { Target }]) => (Target as { Arn: unknown }).Arn,
      ),
      ...ofType(prod.app, 'AWS::Lambda::Permission').map(([, { FunctionName }]) => FunctionName),
    ];
    for (const target of called) expect(aliases).toContain(mentions(target)[0]);
    expect(new Set(called.map((target) => functionIdOf(prod.app, target))).size).toBe(functionNames.length);
    for (const id of aliases) expect(prod.app[id]).toHaveProperty('UpdatePolicy.CodeDeployLambdaAliasUpdate');
  });

  it('let CodeDeploy move only the aliases of this stage', () => {
    const [, group] = ofType(prod.app, 'AWS::CodeDeploy::DeploymentGroup')[0] ?? [];
    const role = targetOf(group?.ServiceRoleArn) ?? '';
    expect(prod.app[role]?.Properties.ManagedPolicyArns).toBeUndefined();
    const moving = statementsOf(prod.app, role).filter(({ Action }) =>
      asList(Action).includes('lambda:UpdateAlias'),
    );
    expect(moving).toHaveLength(1);
    expect(JSON.stringify(moving[0]?.Resource)).toContain(':function:rapport-prod-*');
  });

  it('keep every alias and its group in all-at-once mode, and wait for no alarm', () => {
    const atOnce = templates({ ...prodContext, deploy: 'all-at-once' }).app;
    const idsOf = (resources: Resources, type: string) => ofType(resources, type).map(([id]) => id);
    for (const type of ['AWS::Lambda::Alias', 'AWS::CodeDeploy::DeploymentGroup']) {
      expect(idsOf(atOnce, type)).toHaveLength(functionNames.length);
      expect(idsOf(atOnce, type)).toEqual(idsOf(prod.app, type));
    }
    for (const [id, alias] of ofType(atOnce, 'AWS::Lambda::Alias'))
      expect(alias.Name).toBe(prod.app[id]?.Properties.Name);
    for (const [, group] of ofType(atOnce, 'AWS::CodeDeploy::DeploymentGroup')) {
      expect(group.DeploymentConfigName).toBe('CodeDeployDefault.LambdaAllAtOnce');
      expect(group.AutoRollbackConfiguration).toEqual({
        Enabled: true,
        Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_REQUEST'],
      });
      // Stated explicitly: CodeDeploy would keep the alarms of the previous deployment.
      expect(group).toHaveProperty('AlarmConfiguration.Enabled', false);
    }
  });

  it('have no aliases on a stage that nobody depends on', () => {
    expect(ofType(dev.app, 'AWS::Lambda::Alias')).toEqual([]);
    expect(ofType(dev.app, 'AWS::CodeDeploy::DeploymentGroup')).toEqual([]);
  });
});

describe('backups', () => {
  it('copy table and bucket every night, keep the backups, and copy them to the configured vault', () => {
    const { BackupPlan } = first(backup, 'AWS::Backup::BackupPlan') as {
      BackupPlan: { BackupPlanRule: object[] };
    };
    expect(BackupPlan.BackupPlanRule).toMatchObject([
      {
        ScheduleExpression: 'cron(0 2 * * ? *)',
        Lifecycle: { DeleteAfterDays: 35 },
        CopyActions: [
          { DestinationBackupVaultArn: fullContext.backupCopyVault, Lifecycle: { DeleteAfterDays: 90 } },
        ],
      },
    ]);
    const { BackupSelection } = first(backup, 'AWS::Backup::BackupSelection') as {
      BackupSelection: { Resources: unknown[] };
    };
    const taken = JSON.stringify(BackupSelection.Resources);
    expect(BackupSelection.Resources).toHaveLength(2);
    expect(taken).toContain('TableCD117FA1Arn');
    expect(taken).toContain('Files8E6940B8Arn');
  });

  it('use a vault with its own key that outlives the stack, locked if the stage says so', () => {
    const [id, vault] = ofType(backup, 'AWS::Backup::BackupVault')[0] ?? [];
    expect(backup[id ?? '']).toMatchObject({ DeletionPolicy: 'Retain' });
    expect(backup[targetOf(vault?.EncryptionKeyArn) ?? '']?.Type).toBe('AWS::KMS::Key');
    expect(vault?.LockConfiguration).toEqual({ MinRetentionDays: 35 });
    const lockOf = (backupLock: string) =>
      first(
        templates({ ...prodContext, backupLock }).others.Backup?.Resources ?? {},
        'AWS::Backup::BackupVault',
      ).LockConfiguration;
    expect(lockOf('none')).toBeUndefined();
    expect(lockOf('compliance')).toEqual({ MinRetentionDays: 35, ChangeableForDays: 3 });
  });

  it('ring when a backup of this stage’s vault fails, through a topic and a key that admit EventBridge', () => {
    const rule = first(prod.app, 'AWS::Events::Rule');
    const vault = 'rapport-prod';
    expect(rule.EventPattern).toMatchObject({
      source: ['aws.backup'],
      detail: {
        state: ['FAILED', 'ABORTED', 'EXPIRED'],
        $or: [{ backupVaultName: [vault] }, { sourceBackupVaultArn: [expect.anything()] }],
      },
    });
    expect(JSON.stringify(rule.EventPattern)).toContain(`:backup-vault:${vault}"`);
    expect(first(backup, 'AWS::Backup::BackupVault').BackupVaultName).toBe(vault);
    expect(mentions(rule.Targets)[0]).toMatch(/^TopicsAlarms/);
    const letIn = Object.values(prod.app).filter(
      ({ Type, Properties }) =>
        ['AWS::KMS::Key', 'AWS::SNS::TopicPolicy'].includes(Type) &&
        JSON.stringify(Properties).includes('events.amazonaws.com'),
    );
    expect(letIn.map(({ Type }) => Type).sort()).toEqual(['AWS::KMS::Key', 'AWS::SNS::TopicPolicy']);
  });

  it('do not exist if the stage says so', () => {
    expect(templates({ ...prodContext, backup: 'off' }).others).toEqual({});
  });
});

describe('a restored table', () => {
  const restoredTableStream =
    'arn:aws:dynamodb:eu-west-1:111122223333:table/rapport-restored/stream/2026-11-29T00:00:00.000';
  const restored = templates({ ...prodContext, restoredTableStream });

  it('replaces the stack’s own table everywhere; the own table stays and stays exported for the way back', () => {
    expect(environmentOf(restored.app, 'tickets').TABLE_NAME).toBe('rapport-restored');
    expect(JSON.stringify(restored.app)).not.toContain('TableCD117FA1');
    expect(JSON.stringify(restored.others.Backup)).toContain('table/rapport-restored"');
    const streams = ofType(restored.app, 'AWS::Lambda::EventSourceMapping').filter(
      ([, { StartingPosition }]) => StartingPosition !== undefined,
    );
    for (const [, { EventSourceArn }] of streams) expect(EventSourceArn).toBe(restoredTableStream);
    expect(restored.data.TableCD117FA1).toBeDefined();
    expect(restored.exports).toEqual(prod.exports);
    expect(restored.exports.filter((name) => name.includes('TableCD117FA1'))).toHaveLength(3);
  });
});

describe('files', () => {
  it('can be restored for the stage’s number of days after deletion, and are then gone for good', () => {
    for (const [days, context] of [
      [7, prodContext],
      [30, { ...prodContext, deletedFileDays: '30' }],
    ] as const) {
      const bucket = templates(context).data.Files8E6940B8?.Properties;
      expect(bucket?.VersioningConfiguration).toEqual({ Status: 'Enabled' });
      const { Rules } = (bucket?.LifecycleConfiguration ?? { Rules: [] }) as { Rules: object[] };
      expect(Rules).toContainEqual({
        Id: 'deleted',
        Status: 'Enabled',
        ExpiredObjectDeleteMarker: true,
        NoncurrentVersionExpiration: { NoncurrentDays: days },
      });
    }
  });
});

describe('customer-managed keys', () => {
  const dataKey = ofType(full.data, 'AWS::KMS::Key').map(([id]) => id)[0] ?? '';
  const keyStatements = (name: string): Statement[] =>
    statementsOf(full.app, targetOf(functionNamed(full.app, name).Role) ?? '').filter(({ Action }) =>
      asList(Action).some((action) => action.startsWith('kms:')),
    );

  it('encrypt table, bucket, queues and logs, and outlive the stack with the data', () => {
    expect(full.data[dataKey]).toMatchObject({
      DeletionPolicy: 'Retain',
      Properties: { EnableKeyRotation: true },
    });
    expect(JSON.stringify(full.data.TableCD117FA1)).toContain(dataKey);
    expect(mentions(full.data.Files8E6940B8?.Properties.BucketEncryption)).toContain(dataKey);
    const [appKey] = ofType(full.app, 'AWS::KMS::Key').map(([id]) => id);
    for (const [, { KmsMasterKeyId }] of ofType(full.app, 'AWS::SQS::Queue'))
      expect(mentions(KmsMasterKeyId)).toEqual([appKey]);
    for (const [, { KmsKeyId }] of ofType(full.app, 'AWS::Logs::LogGroup'))
      expect(mentions(KmsKeyId)).toEqual([appKey]);
    const policy = JSON.stringify(full.app[appKey ?? '']?.Properties.KeyPolicy);
    for (const service of ['logs.eu-west-1', 'sns', 'ses', 'cloudwatch'])
      expect(policy).toContain(`${service}.amazonaws.com`);
    expect(JSON.stringify(full.data[dataKey])).toContain('ses.amazonaws.com');
  });

  it('stay as long as the logs that they encrypt', () => {
    const keyAndLogs = (context: Record<string, unknown>) => {
      const { app } = templates(context);
      const key = ofType(app, 'AWS::KMS::Key').map(([id]) => app[id]?.DeletionPolicy);
      const logs = ofType(app, 'AWS::Logs::LogGroup').map(([id]) => app[id]?.DeletionPolicy);
      return { key, kept: logs.includes('Retain') };
    };
    expect(keyAndLogs(fullContext)).toEqual({ key: ['Retain'], kept: true });
    expect(keyAndLogs({ ...fullContext, retainData: 'false' })).toEqual({ key: ['Delete'], kept: false });
    // The logs use CloudWatch's own key.
    expect(keyAndLogs(prodContext)).toEqual({ key: ['Delete'], kept: true });
  });

  it('are usable by SES for mail of this account only', () => {
    const policy = full.data[dataKey]?.Properties.KeyPolicy as { Statement: Statement[] } | undefined;
    const lent = (policy?.Statement ?? []).filter((one) => JSON.stringify(one).includes('ses.amazonaws.com'));
    expect(lent).toHaveLength(1);
    expect(lent[0]).toMatchObject({
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    });
  });

  it.each(functionNames.filter((name) => name !== 'openapi'))('are granted to %s by name', (name) => {
    const statements = keyStatements(name);
    expect(JSON.stringify(statements)).toContain('ExportsOutputFnGetAttKey');
    for (const { Action, Resource } of statements)
      expect(JSON.stringify([Action, Resource])).not.toContain('*');
  });

  it('exist only if the stage says so', () => {
    expect(ofType(prod.data, 'AWS::KMS::Key')).toEqual([]);
    for (const [, queue] of ofType(prod.app, 'AWS::SQS::Queue'))
      expect(queue.SqsManagedSseEnabled).toBe(true);
  });
});

describe('integrations', () => {
  const machines = (resources: Resources) =>
    Object.fromEntries(
      ofType(resources, 'AWS::Cognito::UserPoolClient')
        .filter(([, { GenerateSecret }]) => GenerateSecret === true)
        .map(([id, { AllowedOAuthScopes, AccessTokenValidity }]) => [
          id.replace(/^Staff(Pool)?/, '').replace(/Client.*$/, ''),
          [AllowedOAuthScopes, AccessTokenValidity],
        ]),
    );

  it('have one client each with its own scopes, and none on prod by default', () => {
    expect(machines(prod.app)).toEqual({});
    expect(machines(full.app)).toEqual({
      Shop: [['rapport/customers.write', 'rapport/tickets.read'], 60],
      Erp: [['rapport/customers.read'], 60],
    });
    expect(Object.values(machines(dev.app))).toEqual([[['rapport/service'], 60]]);
  });

  it('are named in the outputs', () => {
    const outputs = Object.keys(full.stacks.App?.Outputs ?? {});
    expect(outputs).toEqual(expect.arrayContaining(['ShopClientId', 'ErpClientId']));
  });
});

describe('limits', () => {
  const alarms = ofType(full.app, 'AWS::CloudWatch::Alarm').map(([, properties]) => properties);
  const named = (name: string) => alarms.find(({ AlarmName }) => AlarmName === `rapport-prod-${name}`) ?? {};

  it('ring early for throttled requests, reads and writes, and for the account’s concurrency', () => {
    expect(named('Api-Throttling')).toMatchObject({ MetricName: 'Throttled-prod' });
    const { GlobalSecondaryIndexes } = full.data.TableCD117FA1?.Properties ?? {};
    const indexes = (GlobalSecondaryIndexes as { IndexName: string }[]).map(({ IndexName }) => IndexName);
    for (const kind of ['Read', 'Write']) {
      const watched = alarms
        .filter(({ MetricName }) => MetricName === `${kind}ThrottleEvents`)
        .flatMap(({ Dimensions }) => Dimensions as { Name: string; Value: string }[])
        .filter(({ Name }) => Name === 'GlobalSecondaryIndexName');
      expect(watched.map(({ Value }) => Value).sort()).toEqual(indexes.toSorted());
      expect(named(`Limits-Table${kind}Throttles`)).toMatchObject({ MetricName: `${kind}ThrottleEvents` });
    }
    expect(named('Limits-Concurrency')).toMatchObject({
      MetricName: 'ClaimedAccountConcurrency',
      Threshold: 800,
    });
  });

  it('count a 429 only if the gateway answered it without a function', () => {
    const patterns = ofType(full.app, 'AWS::Logs::MetricFilter').map(([, filter]) => filter.FilterPattern);
    expect(patterns).toContain('{ ($.status = "429") && ($.functionMs = "-") }');
  });

  it('are not counted in logs where nothing can count them', () => {
    expect(ofType(templates({ logAlarms: 'off' }).app, 'AWS::Logs::MetricFilter')).toEqual([]);
  });

  it('of the budget are reported to the stage’s address', () => {
    const budget = first(full.app, 'AWS::Budgets::Budget');
    expect(budget.Budget).toMatchObject({ BudgetLimit: { Amount: 500, Unit: 'USD' }, TimeUnit: 'MONTHLY' });
    expect(JSON.stringify(budget.NotificationsWithSubscribers)).toContain('ops@shop.example');
    expect(ofType(prod.app, 'AWS::Budgets::Budget')).toEqual([]);
  });
});

describe('tracing', () => {
  it('is on for every function or off for every function', () => {
    for (const name of functionNames) {
      expect(functionNamed(full.app, name).TracingConfig).toEqual({ Mode: 'Active' });
      expect(functionNamed(prod.app, name).TracingConfig).toBeUndefined();
    }
  });
});

describe('staff', () => {
  it('get access tokens for 15 minutes and single-use refresh tokens', () => {
    const [, client] =
      ofType(prod.app, 'AWS::Cognito::UserPoolClient').find(
        ([, { GenerateSecret }]) => GenerateSecret !== true,
      ) ?? [];
    expect(client).toMatchObject({
      AccessTokenValidity: 15,
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 30 },
    });
    expect(client?.ExplicitAuthFlows).toEqual(['ALLOW_USER_SRP_AUTH']);
  });
});
