// Everything but the data: who may call, what runs, what waits, and what rings when it breaks.
import { Annotations, CfnOutput, NestedStack, Stack, type StackProps } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import type { Composition } from '../../functions/platform/compose-capabilities.ts';
import { Deployments } from '../constructs/compute/deployments.ts';
import type { Variables } from '../constructs/compute/environment.ts';
import { AccessLog } from '../constructs/http/access-log.ts';
import { Api } from '../constructs/http/api.ts';
import { OriginSecrets } from '../constructs/http/origin-secrets.ts';
import { clientId, StaffIdentity } from '../constructs/http/staff-identity.ts';
import { MailReceiving } from '../constructs/mail/mail-receiving.ts';
import { MailSending } from '../constructs/mail/mail-sending.ts';
import { BackupWatch } from '../constructs/operations/backup-watch.ts';
import { ConfigurationAlarm } from '../constructs/operations/configuration-alarm.ts';
import { Dashboard } from '../constructs/operations/dashboard.ts';
import type { Operations } from '../constructs/operations/impact-alarm.ts';
import { Limits, type LimitsProps } from '../constructs/operations/limits.ts';
import { Topics } from '../constructs/topics.ts';
import type { StageSettings } from '../stages.ts';
import { vaultNameOf } from './backup-stack.ts';
import { addCompute } from './compute.ts';
import { tableIndexes } from './data-stack.ts';
import type { FilesReference, TableReference } from './references.ts';

export interface AppStackProps extends StackProps {
  settings: StageSettings;
  /** What the capabilities need. */
  composition: Composition;
  table: TableReference;
  /** Raw mail and attachments. */
  files: FilesReference;
  /** The key that encrypts both, where the stage has keys of its own. */
  dataKeyArn?: string | undefined;
  codeDir: (name: string) => string;
}

export class AppStack extends Stack {
  readonly gateway: HttpApi;
  /** Between CloudFront and the API, where the stage has a domain. */
  readonly originSecrets: OriginSecrets | undefined;

  constructor(scope: Construct, id: string, props: AppStackProps) {
    super(scope, id, props);
    const { settings, composition, table } = props;
    const topics = new Topics(this, 'Topics', settings);
    const watch = new NestedStack(this, 'Watch', { description: 'Rapport: alarms and dashboard' });
    const watched = {
      ...settings,
      watch,
      alarmTopic: topics.alarms,
      restKey: settings.encryption === 'customer-managed' ? topics.key : undefined,
    };
    const { machineScopes } = composition;
    const identity = new StaffIdentity(this, 'Staff', { ...settings, machineScopes });
    const accessLog = new AccessLog(this, 'AccessLog', { settings, operations: watched });
    const api = this.api(identity, settings, accessLog, watched);
    this.gateway = api.gateway;
    const operations = { ...watched, deployments: this.deployments(settings, api) };
    const mail = new MailSending(this, 'Mail', { ...settings, topic: topics.mailEvents, operations });
    this.originSecrets =
      settings.domain === undefined
        ? undefined
        : new OriginSecrets(this, 'OriginSecrets', settings.originKeys);
    const compute = addCompute(this, {
      ...props,
      stage: settings.stage,
      dataKeyArn: props.dataKeyArn,
      accessLog: accessLog.requests,
      accountConcurrency: settings.reserveConcurrency === 'on' ? settings.lambdaConcurrency : 0,
      operations,
      topics,
      mail,
      variables: variablesOf(props, mail, api),
      origin: originEnvironment(settings, this.originSecrets),
    });
    api.addRoutes(Object.values(compute.functions));
    this.mailIn(props, topics, operations);
    this.operate(props, operations);
    new Dashboard(watch, 'Overview', {
      ...compute,
      gateway: api.gateway,
      tableName: table.tableName,
      inboundMail: topics.inboundMail,
    });
    if (settings.backup === 'on')
      new BackupWatch(this, 'Backups', { topic: topics.alarms, vaultName: vaultNameOf(settings.stage) });
    this.outputs(api, identity, topics, accessLog);
  }

  private api(
    identity: StaffIdentity,
    settings: StageSettings,
    accessLog: AccessLog,
    operations: Operations,
  ): Api {
    if (settings.customerIssuer.includes('.invalid')) {
      Annotations.of(this).addWarningV2(
        'rapport:customerIssuer',
        'customerIssuer is not set. Give the issuer of your customers’ tokens before you deploy: -c customerIssuer=https://…',
      );
    }
    return new Api(this, 'Api', {
      staff: {
        issuer: `https://${identity.pool.userPoolProviderName}`,
        audience: [identity.staffClient, ...Object.values(identity.integrations)].map(
          ({ userPoolClientId }) => userPoolClientId,
        ),
      },
      customer: { issuer: settings.customerIssuer, audience: settings.customerAudience },
      corsOrigins: settings.corsOrigins,
      requestsPerSecond: settings.requestsPerSecond,
      accessLog: accessLog.gateway,
      logAlarms: settings.logAlarms,
      operations,
    });
  }

  private deployments({ stage, deploy }: StageSettings, api: Api): Deployments | undefined {
    if (deploy === 'direct') return undefined;
    const { serverErrorsAlarm: answersAlarm } = api;
    return new Deployments(this, 'Deployments', { stage, canary: deploy === 'canary', answersAlarm });
  }

  private mailIn(
    { settings: { stage, inboundDomain }, files: { name: bucketName } }: AppStackProps,
    { inboundMail: topic }: Topics,
    operations: Operations,
  ): void {
    if (inboundDomain !== undefined)
      new MailReceiving(this, 'MailIn', { stage, inboundDomain, bucketName, topic, operations });
  }

  private operate({ settings, table: { tableName } }: AppStackProps, operations: Operations): void {
    new ConfigurationAlarm(this, 'Configuration', operations);
    new Limits(this, 'Limits', {
      tableName,
      indexes: tableIndexes,
      lambdaConcurrency: settings.lambdaConcurrency,
      budget: budgetOf(settings),
      operations,
    });
  }

  private outputs(api: Api, identity: StaffIdentity, topics: Topics, accessLog: AccessLog): void {
    const values = {
      ApiUrl: api.gateway.apiEndpoint,
      StaffPoolId: identity.pool.userPoolId,
      StaffClientId: identity.staffClient.userPoolClientId,
      ...Object.fromEntries(
        Object.entries(identity.integrations).map(([name, client]) => [
          `${clientId(name)}Id`,
          client.userPoolClientId,
        ]),
      ),
      AlarmTopicArn: topics.alarms.topicArn,
      AccessLogGroup: accessLog.requests.logGroupName,
      GatewayLogGroup: accessLog.gateway.logGroupName,
    };
    for (const [id, value] of Object.entries(values)) new CfnOutput(this, id, { value });
  }
}

/** What functions can ask for; each is given what its schema names. */
function variablesOf({ settings, table, files }: AppStackProps, mail: MailSending, api: Api): Variables {
  const { stage, mailFrom, domain, inboundDomain } = settings;
  return {
    STAGE: stage,
    TABLE_NAME: table.tableName,
    MAIL_BUCKET: files.name,
    MAIL_FROM: mailFrom,
    MAIL_CONFIGURATION_SET: mail.configurationSetName,
    PUBLIC_BASE_URL: domain === undefined ? api.gateway.apiEndpoint : `https://${domain}`,
    INBOUND_DOMAIN: inboundDomain,
  };
}

/** Absent on stages without a domain, whose API is called at its own address alone. */
const originEnvironment = (
  { directCalls }: StageSettings,
  secrets: OriginSecrets | undefined,
): { ORIGIN_SECRETS?: string; DIRECT_CALLS?: string } =>
  secrets === undefined ? {} : { ORIGIN_SECRETS: secrets.believed, DIRECT_CALLS: directCalls };

const budgetOf = ({ monthlyBudget: amount, alarmEmail: email }: StageSettings): LimitsProps['budget'] =>
  amount === undefined || email === undefined ? undefined : { amount, email };
