// Contains everything except the data: identity, functions, queues, and the alarms that watch them.
import { Annotations, NestedStack, Stack, type StackProps } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import type { Composition } from '../../functions/platform/compose-capabilities.ts';
import { Deployments } from '../constructs/compute/deployments.ts';
import { AccessLog } from '../constructs/http/access-log.ts';
import { Api } from '../constructs/http/api.ts';
import { OriginSecrets } from '../constructs/http/origin-secrets.ts';
import { StaffIdentity } from '../constructs/http/staff-identity.ts';
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
import { addOutputs } from './outputs.ts';
import type { FilesReference, TableReference } from './references.ts';
import { originVariables, stageVariables } from './stage-variables.ts';

export interface AppStackProps extends StackProps {
  settings: StageSettings;
  /** The functions, queues and routes of the capabilities. */
  composition: Composition;
  table: TableReference;
  /** The bucket of raw mail and attachments. */
  files: FilesReference;
  /** The key that encrypts both, if the stage has its own keys. */
  dataKeyArn?: string | undefined;
  codeDir: (name: string) => string;
}

export class AppStack extends Stack {
  readonly gateway: HttpApi;
  /** The secrets between CloudFront and the API, if the stage has a domain. */
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
      variables: stageVariables(props, mail, api),
      origin: originVariables(settings, this.originSecrets),
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
    addOutputs(this, { api, identity, topics, accessLog });
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
}

const budgetOf = ({ monthlyBudget: amount, alarmEmail: email }: StageSettings): LimitsProps['budget'] =>
  amount === undefined || email === undefined ? undefined : { amount, email };
