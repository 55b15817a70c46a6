// Lists what the runner serves of a template. Every type and property is listed here; anything else is
// refused by its logical id, so that nothing important is ignored silently.
import type { Resource, StackTemplate } from './assembly.ts';

/** `served`: read and acted upon. `inert`: accepted, without an effect on one machine. */
interface Support {
  served: string[];
  inert?: string[];
}

const types: Record<string, Support> = {
  'AWS::DynamoDB::Table': {
    served: [
      'TableName',
      'KeySchema',
      'AttributeDefinitions',
      'BillingMode',
      'GlobalSecondaryIndexes',
      'LocalSecondaryIndexes',
      'StreamSpecification',
      'TimeToLiveSpecification',
    ],
    inert: [
      'ProvisionedThroughput',
      'PointInTimeRecoverySpecification',
      'DeletionProtectionEnabled',
      'SSESpecification',
      'Tags',
      'TableClass',
      'ContributorInsightsSpecification',
      'OnDemandThroughput',
      'WarmThroughput',
    ],
  },
  'AWS::DynamoDB::GlobalTable': {
    served: [
      'TableName',
      'KeySchema',
      'AttributeDefinitions',
      'BillingMode',
      'GlobalSecondaryIndexes',
      'LocalSecondaryIndexes',
      'StreamSpecification',
      'TimeToLiveSpecification',
      'Replicas',
    ],
    inert: [
      'SSESpecification',
      'WriteProvisionedThroughputSettings',
      'WriteOnDemandThroughputSettings',
      'WarmThroughput',
    ],
  },
  'AWS::SQS::Queue': {
    served: [
      'KmsMasterKeyId',
      'QueueName',
      'VisibilityTimeout',
      'MessageRetentionPeriod',
      'RedrivePolicy',
      'DelaySeconds',
      'ReceiveMessageWaitTimeSeconds',
      'FifoQueue',
      'ContentBasedDeduplication',
      'MaximumMessageSize',
      'DeduplicationScope',
      'FifoThroughputLimit',
    ],
    inert: ['KmsDataKeyReusePeriodSeconds', 'SqsManagedSseEnabled', 'Tags', 'RedriveAllowPolicy'],
  },
  'AWS::CloudFormation::Stack': {
    served: ['TemplateURL', 'Parameters'],
    inert: ['NotificationARNs', 'Tags', 'TimeoutInMinutes'],
  },
  'AWS::SQS::QueuePolicy': { served: ['Queues', 'PolicyDocument'] },
  'AWS::SNS::Topic': {
    served: ['KmsMasterKeyId', 'TopicName'],
    inert: ['DisplayName', 'Tags', 'TracingConfig', 'SignatureVersion'],
  },
  'AWS::SNS::TopicPolicy': { served: ['Topics', 'PolicyDocument'] },
  'AWS::SNS::Subscription': {
    served: [
      'TopicArn',
      'Protocol',
      'Endpoint',
      'RawMessageDelivery',
      'FilterPolicy',
      'FilterPolicyScope',
      'RedrivePolicy',
    ],
    inert: ['Region'],
  },
  'AWS::Lambda::Function': {
    served: [
      'FunctionName',
      'Code',
      'Handler',
      'Runtime',
      'Role',
      'Timeout',
      'MemorySize',
      'Environment',
      'ReservedConcurrentExecutions',
      'DeadLetterConfig',
    ],
    inert: [
      'Architectures',
      'Description',
      'LoggingConfig',
      'TracingConfig',
      'Tags',
      'KmsKeyArn',
      'EphemeralStorage',
      'PackageType',
      'RecursiveLoop',
      'SnapStart',
      'RuntimeManagementConfig',
    ],
  },
  'AWS::Lambda::Permission': {
    served: ['Action', 'FunctionName', 'Principal', 'SourceArn', 'SourceAccount'],
  },
  'AWS::Lambda::Version': {
    served: ['FunctionName'],
    inert: ['Description', 'ProvisionedConcurrencyConfig', 'CodeSha256'],
  },
  'AWS::Lambda::Alias': {
    served: ['FunctionName', 'FunctionVersion', 'Name'],
    inert: ['Description', 'ProvisionedConcurrencyConfig'],
  },
  'AWS::Lambda::EventInvokeConfig': {
    served: ['FunctionName', 'MaximumRetryAttempts', 'DestinationConfig'],
    inert: ['Qualifier', 'MaximumEventAgeInSeconds'],
  },
  'AWS::Lambda::EventSourceMapping': {
    served: [
      'FunctionName',
      'EventSourceArn',
      'BatchSize',
      'MaximumBatchingWindowInSeconds',
      'FunctionResponseTypes',
      'ScalingConfig',
      'FilterCriteria',
      'StartingPosition',
      'BisectBatchOnFunctionError',
      'MaximumRetryAttempts',
      'MaximumRecordAgeInSeconds',
      'DestinationConfig',
      'ParallelizationFactor',
      'Enabled',
    ],
    inert: ['MetricsConfig', 'Tags', 'KmsKeyArn', 'LoggingConfig'],
  },
  'AWS::ApiGatewayV2::Api': {
    served: ['Name', 'ProtocolType', 'CorsConfiguration'],
    inert: ['Description', 'Tags', 'DisableExecuteApiEndpoint', 'Version', 'IpAddressType'],
  },
  'AWS::ApiGatewayV2::Stage': {
    served: ['ApiId', 'StageName', 'StageVariables'],
    inert: [
      'AutoDeploy',
      'AccessLogSettings',
      'DefaultRouteSettings',
      'RouteSettings',
      'Description',
      'Tags',
    ],
  },
  'AWS::ApiGatewayV2::Route': {
    served: ['ApiId', 'RouteKey', 'Target', 'AuthorizationType', 'AuthorizerId', 'AuthorizationScopes'],
    inert: ['OperationName'],
  },
  'AWS::ApiGatewayV2::Integration': {
    served: ['ApiId', 'IntegrationType', 'IntegrationUri', 'PayloadFormatVersion', 'TimeoutInMillis'],
    inert: ['IntegrationMethod', 'Description'],
  },
  'AWS::ApiGatewayV2::Authorizer': {
    served: ['ApiId', 'AuthorizerType', 'IdentitySource', 'JwtConfiguration', 'Name'],
  },
  'AWS::Cognito::UserPool': {
    served: ['UserPoolName'],
    inert: [
      'AccountRecoverySetting',
      'AdminCreateUserConfig',
      'AutoVerifiedAttributes',
      'AliasAttributes',
      'UsernameAttributes',
      'UsernameConfiguration',
      'EmailVerificationMessage',
      'EmailVerificationSubject',
      'VerificationMessageTemplate',
      'SmsVerificationMessage',
      'SmsConfiguration',
      'Policies',
      'MfaConfiguration',
      'EnabledMfas',
      'DeletionProtection',
      'Schema',
      'UserPoolTags',
      'UserPoolAddOns',
      'UserPoolTier',
      'EmailConfiguration',
      'DeviceConfiguration',
      'UserAttributeUpdateSettings',
    ],
  },
  'AWS::Cognito::UserPoolClient': {
    served: ['UserPoolId', 'ClientName', 'AllowedOAuthFlows', 'AllowedOAuthScopes', 'GenerateSecret'],
    inert: [
      'AllowedOAuthFlowsUserPoolClient',
      'CallbackURLs',
      'LogoutURLs',
      'DefaultRedirectURI',
      'ExplicitAuthFlows',
      'SupportedIdentityProviders',
      'PreventUserExistenceErrors',
      'AccessTokenValidity',
      'IdTokenValidity',
      'RefreshTokenValidity',
      'TokenValidityUnits',
      'ReadAttributes',
      'WriteAttributes',
      'EnableTokenRevocation',
      'EnablePropagateAdditionalUserContextData',
      'AuthSessionValidity',
      'RefreshTokenRotation',
    ],
  },
  'AWS::Cognito::UserPoolResourceServer': { served: ['UserPoolId', 'Identifier', 'Scopes'], inert: ['Name'] },
  'AWS::Cognito::UserPoolGroup': {
    served: ['UserPoolId', 'GroupName'],
    inert: ['Description', 'Precedence', 'RoleArn'],
  },
  'AWS::Cognito::UserPoolDomain': { served: ['UserPoolId', 'Domain'], inert: ['ManagedLoginVersion'] },
  'AWS::Scheduler::Schedule': {
    served: [
      'Name',
      'ScheduleExpression',
      'ScheduleExpressionTimezone',
      'FlexibleTimeWindow',
      'Target',
      'State',
    ],
    inert: ['Description', 'GroupName', 'KmsKeyArn'],
  },
  'AWS::Scheduler::ScheduleGroup': { served: ['Name'], inert: ['Tags'] },
  'AWS::Events::Rule': {
    served: ['Name', 'ScheduleExpression', 'State', 'Targets'],
    // Triggered by AWS services, none of which runs here.
    inert: ['Description', 'EventPattern', 'Tags'],
  },
  'AWS::SES::ConfigurationSet': {
    served: ['Name'],
    inert: [
      'DeliveryOptions',
      'ReputationOptions',
      'SendingOptions',
      'SuppressionOptions',
      'TrackingOptions',
      'VdmOptions',
      'Tags',
    ],
  },
  'AWS::SES::ConfigurationSetEventDestination': { served: ['ConfigurationSetName', 'EventDestination'] },
  'AWS::SES::EmailIdentity': {
    served: ['EmailIdentity', 'ConfigurationSetAttributes'],
    inert: ['DkimAttributes', 'DkimSigningAttributes', 'FeedbackAttributes', 'MailFromAttributes', 'Tags'],
  },
  'AWS::S3::Bucket': {
    served: ['BucketName', 'CorsConfiguration'],
    inert: [
      'BucketEncryption',
      'PublicAccessBlockConfiguration',
      'VersioningConfiguration',
      'LifecycleConfiguration',
      'OwnershipControls',
      'LoggingConfiguration',
      'Tags',
    ],
  },
  'AWS::S3::BucketPolicy': { served: ['Bucket', 'PolicyDocument'] },
  'AWS::SES::ReceiptRuleSet': { served: ['RuleSetName'], inert: ['Tags'] },
  'AWS::SES::ReceiptRule': { served: ['RuleSetName', 'Rule', 'After'] },
  'AWS::KMS::Key': {
    served: ['KeyPolicy'],
    inert: [
      'Description',
      'EnableKeyRotation',
      'Enabled',
      'KeySpec',
      'KeyUsage',
      'MultiRegion',
      'Origin',
      'PendingWindowInDays',
      'RotationPeriodInDays',
      'Tags',
    ],
  },
  'AWS::IAM::Role': {
    served: ['RoleName', 'AssumeRolePolicyDocument', 'ManagedPolicyArns', 'Policies'],
    inert: ['Description', 'MaxSessionDuration', 'Path', 'Tags'],
  },
  'AWS::IAM::Policy': { served: ['PolicyName', 'PolicyDocument', 'Roles'] },
  'AWS::IAM::ManagedPolicy': {
    served: ['ManagedPolicyName', 'PolicyDocument', 'Roles'],
    inert: ['Description', 'Path'],
  },
};

/**
 * Resources that only watch, keep logs and backups, hold keys or deploy new versions: nothing that runs here
 * can tell whether they exist. Those of a domain are not among them: behind CloudFront the API answers nobody
 * else, and no CloudFront runs here.
 */
const inertTypes = new Set([
  'AWS::ApplicationInsights::Application',
  'AWS::Backup::BackupPlan',
  'AWS::Backup::BackupSelection',
  'AWS::Backup::BackupVault',
  'AWS::Budgets::Budget',
  'AWS::CDK::Metadata',
  'AWS::ApiGateway::Account',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::CompositeAlarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::CodeDeploy::Application',
  'AWS::CodeDeploy::DeploymentGroup',
  'AWS::KMS::Alias',
  'AWS::Logs::LogGroup',
  'AWS::Logs::MetricFilter',
  'AWS::Logs::QueryDefinition',
  'AWS::Logs::ResourcePolicy',
  'AWS::SSM::Parameter',
]);

/**
 * Returns every reason why a stack cannot be served faithfully, each with the resource's logical id;
 * empty if it can.
 */
export const unsupported = (stack: StackTemplate): string[] =>
  Object.entries(stack.resources).flatMap(([id, resource]) =>
    unsupportedIn(resource).map((why) => `resource ${stack.name}/${id} (${resource.Type}): ${why}`),
  );

const unsupportedIn = (resource: Resource): string[] => {
  if (inertTypes.has(resource.Type)) return [];
  const support = types[resource.Type];
  if (support === undefined) return ['this type is not served here'];
  const known = new Set([...support.served, ...(support.inert ?? [])]);
  const unknown = Object.keys(resource.Properties).filter((name) => !known.has(name));
  return unknown.map((name) => `the property ${name} is not served here`);
};
