// Outputs what people who deploy a stage need to know.
import { CfnOutput, type Stack } from 'aws-cdk-lib';
import type { AccessLog } from '../constructs/http/access-log.ts';
import type { Api } from '../constructs/http/api.ts';
import { clientId, type StaffIdentity } from '../constructs/http/staff-identity.ts';
import type { Topics } from '../constructs/topics.ts';

interface OutputSources {
  api: Api;
  identity: StaffIdentity;
  topics: Topics;
  accessLog: AccessLog;
}

/** Adds the outputs to the app stack. */
export function addOutputs(stack: Stack, { api, identity, topics, accessLog }: OutputSources): void {
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
  for (const [id, value] of Object.entries(values)) new CfnOutput(stack, id, { value });
}
