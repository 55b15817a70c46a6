// Derives the names, ARNs and other attributes that AWS would give to each resource.
import type { Resource } from './assembly.ts';
import type { Json } from './intrinsics.ts';

/** The region and account that the runner simulates. */
export interface Place {
  region: string;
  account: string;
  /** The base URL of queues as functions see it. */
  gatewayUrl: string;
}

export interface Physical {
  ref: Json;
  attributes: Record<string, Json>;
}

interface Facts extends Place {
  stack: string;
  logicalId: string;
  /** Returns the resolved property if it is a string. */
  property(name: string): string | undefined;
  /** Returns the given name, or one made from stack and logical id, within a length. */
  name(property: string, longest?: number): string;
  arn(service: string, resource: string): string;
}

type Identify = (facts: Facts) => Physical;

const table: Identify = (facts) => {
  const name = facts.name('TableName');
  const arn = facts.arn('dynamodb', `table/${name}`);
  return { ref: name, attributes: { Arn: arn, StreamArn: `${arn}/stream/local`, TableId: name } };
};

const named =
  (property: string, service: string, prefix: string): Identify =>
  (facts) => {
    const name = facts.name(property);
    return { ref: name, attributes: { Arn: facts.arn(service, `${prefix}${name}`) } };
  };

const idOnly: Identify = (facts) => ({ ref: facts.logicalId, attributes: {} });

const identities: Record<string, Identify> = {
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::SQS::Queue': (facts) => {
    const name = facts.name('QueueName', 80);
    const url = `${facts.gatewayUrl}/${facts.account}/${name}`;
    return { ref: url, attributes: { Arn: facts.arn('sqs', name), QueueName: name, QueueUrl: url } };
  },
  'AWS::SNS::Topic': (facts) => {
    const name = facts.name('TopicName');
    const arn = facts.arn('sns', name);
    return { ref: arn, attributes: { TopicArn: arn, TopicName: name } };
  },
  'AWS::Lambda::Function': (facts) => {
    const name = facts.name('FunctionName', 64);
    return { ref: name, attributes: { Arn: facts.arn('lambda', `function:${name}`) } };
  },
  'AWS::Lambda::Version': (facts) => ({
    ref: `${functionArn(facts)}:1`,
    attributes: { FunctionArn: `${functionArn(facts)}:1`, Version: '1' },
  }),
  'AWS::Lambda::Alias': (facts) => {
    const arn = `${functionArn(facts)}:${facts.name('Name')}`;
    return { ref: arn, attributes: { AliasArn: arn } };
  },
  'AWS::ApiGatewayV2::Api': (facts) => {
    const id = apiId(facts);
    return {
      ref: id,
      attributes: { ApiId: id, ApiEndpoint: `https://${id}.execute-api.${facts.region}.amazonaws.com` },
    };
  },
  'AWS::ApiGatewayV2::Stage': (facts) => ({ ref: facts.name('StageName'), attributes: {} }),
  'AWS::ApiGatewayV2::Integration': (facts) => ({
    ref: shortId(facts.stack, facts.logicalId),
    attributes: { IntegrationId: shortId(facts.stack, facts.logicalId) },
  }),
  'AWS::ApiGatewayV2::Authorizer': (facts) => ({
    ref: shortId(facts.stack, facts.logicalId),
    attributes: { AuthorizerId: shortId(facts.stack, facts.logicalId) },
  }),
  'AWS::Cognito::UserPool': (facts) => {
    const id = `${facts.region}_${shortId(facts.stack, facts.logicalId)}`;
    const provider = `cognito-idp.${facts.region}.amazonaws.com/${id}`;
    const attributes = {
      Arn: facts.arn('cognito-idp', `userpool/${id}`),
      ProviderName: provider,
      ProviderURL: `https://${provider}`,
      UserPoolId: id,
    };
    return { ref: id, attributes };
  },
  'AWS::Cognito::UserPoolClient': (facts) => {
    const id = shortId(facts.stack, facts.logicalId, 26);
    return {
      ref: id,
      attributes: { ClientId: id, Name: facts.name('ClientName'), ClientSecret: 'local-secret' },
    };
  },
  'AWS::Cognito::UserPoolResourceServer': (facts) => ({ ref: facts.name('Identifier'), attributes: {} }),
  'AWS::Cognito::UserPoolGroup': (facts) => ({ ref: facts.name('GroupName'), attributes: {} }),
  'AWS::Cognito::UserPoolDomain': (facts) => ({ ref: facts.name('Domain'), attributes: {} }),
  'AWS::Scheduler::Schedule': named('Name', 'scheduler', 'schedule/default/'),
  'AWS::Scheduler::ScheduleGroup': named('Name', 'scheduler', 'schedule-group/'),
  'AWS::Events::Rule': named('Name', 'events', 'rule/'),
  'AWS::SES::ConfigurationSet': (facts) => ({ ref: facts.name('Name', 64), attributes: {} }),
  'AWS::SES::EmailIdentity': (facts) => {
    const names = [1, 2, 3].flatMap((n) => [
      [`DkimDNSTokenName${n}`, `token${n}.local`],
      [`DkimDNSTokenValue${n}`, 'local'],
    ]);
    return { ref: facts.name('EmailIdentity'), attributes: Object.fromEntries(names) };
  },
  'AWS::SES::ReceiptRuleSet': (facts) => ({ ref: facts.name('RuleSetName', 64), attributes: {} }),
  'AWS::S3::Bucket': (facts) => {
    const name = facts.property('BucketName') ?? facts.name('BucketName', 63).toLowerCase();
    return {
      ref: name,
      attributes: {
        Arn: `arn:aws:s3:::${name}`,
        DomainName: `${name}.s3.amazonaws.com`,
        RegionalDomainName: `${name}.s3.${facts.region}.amazonaws.com`,
      },
    };
  },
  'AWS::IAM::Role': (facts) => {
    const name = facts.name('RoleName', 64);
    return { ref: name, attributes: { Arn: `arn:aws:iam::${facts.account}:role/${name}`, RoleId: name } };
  },
  'AWS::IAM::ManagedPolicy': (facts) => {
    const arn = `arn:aws:iam::${facts.account}:policy/${facts.name('ManagedPolicyName')}`;
    return { ref: arn, attributes: { PolicyArn: arn } };
  },
  'AWS::KMS::Key': (facts) => ({
    ref: facts.logicalId,
    attributes: { Arn: facts.arn('kms', `key/${facts.logicalId}`), KeyId: facts.logicalId },
  }),
  'AWS::Logs::LogGroup': (facts) => {
    const name = facts.name('LogGroupName');
    return {
      ref: name,
      attributes: { Arn: `${facts.arn('logs', `log-group:${name}`)}:*`, LogGroupName: name },
    };
  },
  'AWS::CloudWatch::Alarm': named('AlarmName', 'cloudwatch', 'alarm:'),
  'AWS::CloudWatch::CompositeAlarm': named('AlarmName', 'cloudwatch', 'alarm:'),
  'AWS::CloudWatch::Dashboard': (facts) => ({ ref: facts.name('DashboardName'), attributes: {} }),
  'AWS::SSM::Parameter': (facts) => ({
    ref: facts.name('Name'),
    attributes: { Type: facts.property('Type') ?? 'String', Value: facts.property('Value') ?? '' },
  }),
};

const functionArn = (facts: Facts): string => {
  const given = facts.property('FunctionName') ?? '';
  return given.startsWith('arn:') ? given : facts.arn('lambda', `function:${given}`);
};

const apiId = (facts: Facts): string => shortId(facts.stack, facts.logicalId, 10).toLowerCase();

/** Returns the same short id for the same resource on every run: an FNV-1a hash in base 36. */
const shortId = (stack: string, logicalId: string, length = 9): string => {
  let hash = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(`${stack}/${logicalId}`))
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return `${hash.toString(36)}${hash.toString(36)}`.padEnd(length, '0').slice(0, length);
};

/**
 * Returns what `Ref` and `Fn::GetAtt` give for a resource. `property` returns its resolved string properties.
 */
export const identify = (
  place: Place,
  stack: string,
  logicalId: string,
  resource: Resource,
  property: (name: string) => string | undefined,
): Physical => {
  const facts: Facts = {
    ...place,
    stack,
    logicalId,
    property,
    name: (key, longest = 128) => property(key) ?? `${stack}-${logicalId}`.slice(-longest),
    arn: (service, rest) => `arn:aws:${service}:${place.region}:${place.account}:${rest}`,
  };
  return (identities[resource.Type] ?? idOnly)(facts);
};
