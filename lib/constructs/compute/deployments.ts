// Deploys a new version of a function: a tenth of its calls for five minutes, then all, unless an alarm
// rings; or all calls at once. The alias stays the same in both modes, so one deployment may be all-at-once
// and the next a canary.
import { ArnFormat, Stack, Token } from 'aws-cdk-lib';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { LambdaApplication, LambdaDeploymentConfig, LambdaDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Alias, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { acknowledge } from '../../acknowledge.ts';

/** The alias that all callers use; CodeDeploy decides which versions it points to. */
const LIVE = 'live';

export interface DeploymentsProps {
  stage: string;
  /** False: a new version takes all calls at once, and no alarm stops it or rolls it back. */
  canary: boolean;
  /** The alarm on error answers to callers, which Lambda does not count as errors of a function. */
  answersAlarm: string;
}

export class Deployments extends Construct {
  private readonly props: DeploymentsProps;
  private readonly application: LambdaApplication;
  private readonly role: Role;

  constructor(scope: Construct, id: string, props: DeploymentsProps) {
    super(scope, id);
    this.props = props;
    this.application = new LambdaApplication(this, 'Application', {
      applicationName: `rapport-${props.stage}`,
    });
    this.role = this.shiftingRole();
  }

  /**
   * Gives a function its alias and shifts new versions in behind it. In a canary deployment an
   * alarm rolls the version back, and with it the stack's update; while an alarm already rings, no
   * new version is deployed.
   */
  shift(owner: Construct, name: string, lambda: LambdaFunction, alarmNames: string[]): Alias {
    const alias = new Alias(owner, 'Live', { aliasName: LIVE, version: lambda.currentVersion });
    const { stage, canary, answersAlarm } = this.props;
    // By name: the alarms are in a nested stack that refers to the functions, and nothing
    // here may refer back.
    const alarms = [...alarmNames, answersAlarm].map((alarm) =>
      Alarm.fromAlarmName(owner, `Shift-${alarm}`, alarm),
    );
    new LambdaDeploymentGroup(owner, 'Shift', {
      application: this.application,
      deploymentGroupName: `rapport-${stage}-${name}`,
      alias,
      alarms,
      // Stated explicitly: CodeDeploy would keep the alarms of the previous deployment.
      ignoreAlarmConfiguration: !canary,
      deploymentConfig: canary
        ? LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES
        : LambdaDeploymentConfig.ALL_AT_ONCE,
      autoRollback: { deploymentInAlarm: canary, failedDeployment: true, stoppedDeployment: true },
      // CDK would attach AWS's managed policy, which may move every alias of the account.
      role: this.role.withoutPolicyUpdates(),
    });
    return alias;
  }

  private shiftingRole(): Role {
    const functions = Stack.of(this).formatArn({
      service: 'lambda',
      resource: 'function',
      resourceName: `rapport-${this.props.stage}-*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const rights = new PolicyDocument({
      statements: [
        new PolicyStatement({
          actions: ['lambda:GetAlias', 'lambda:GetProvisionedConcurrencyConfig', 'lambda:UpdateAlias'],
          resources: [functions],
        }),
        new PolicyStatement({ actions: ['cloudwatch:DescribeAlarms'], resources: ['*'] }),
      ],
    });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('codedeploy.amazonaws.com'),
      inlinePolicies: { rights },
    });
    const { region } = Stack.of(this);
    const place = `${Token.isUnresolved(region) ? '<AWS::Region>' : region}:<AWS::AccountId>`;
    acknowledge(role, {
      [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:lambda:${place}:function:rapport-${this.props.stage}-*]`]:
        'All functions of this stage have the prefix, and the ARN of an alias contains its function.',
      'AwsSolutions-IAM5[Resource::*]':
        'CodeDeploy reads alarms with an action that does not support resources; it cannot change anything.',
    });
    return role;
  }
}
