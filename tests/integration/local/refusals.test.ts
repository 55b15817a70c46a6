import { beforeAll, describe, expect, it } from 'vitest';
import { readApi } from '../../../local/http/api-spec.ts';
import { createSecrets } from '../../../local/iam/secrets.ts';
import { createPools } from '../../../local/lambda/pools.ts';
import { readReceiptRules } from '../../../local/mail/receiving/receipt-rules.ts';
import { readDestinations } from '../../../local/mail/sending/event-destinations.ts';
import { readMappings } from '../../../local/sources/mapping.ts';
import { createClock } from '../../../local/state/clock.ts';
import { type Resource, readAssembly, type StackTemplate } from '../../../local/template/assembly.ts';
import { readDeployment } from '../../../local/template/deployment.ts';
import { fixtureAssembly } from '../../support/local-fixture/start-fixture.ts';

// Removes single lines from the fixture's template, as a mistake in the infrastructure code would, and checks
// what the runner says instead of starting.

let stacks: StackTemplate[];
beforeAll(async () => {
  stacks = readAssembly(await fixtureAssembly());
});

type Resources = [id: string, resource: Resource][];

const startWith = (change: (resources: Resources, stack: StackTemplate) => void): void => {
  const copy = structuredClone(stacks);
  const shop = copy.find(({ name }) => name === 'Shop');
  if (shop !== undefined) change(Object.entries(shop.resources), shop);
  const deployment = readDeployment(copy, {
    region: 'eu-west-1',
    account: '000000000000',
    gatewayUrl: 'http://gateway',
  });
  const pools = createPools(deployment, {
    apiUrl: 'http://api',
    clock: createClock(),
    secretOf: createSecrets(),
    maxEnvironments: 1,
    onLog: () => undefined,
  });
  readMappings(deployment, pools);
  readApi(deployment, pools);
  readDestinations(deployment);
  readReceiptRules(deployment);
};

const dropFromPolicies = (resources: Resources, action: string): void => {
  for (const [, { Properties }] of resources) {
    const document = Properties.PolicyDocument as { Statement: { Action: string | string[] }[] } | undefined;
    for (const statement of document?.Statement ?? [])
      statement.Action = [statement.Action].flat().filter((one) => one !== action);
  }
};

const withoutReceiving = (resources: Resources): void => dropFromPolicies(resources, 'sqs:ReceiveMessage');

const withoutPermission = (_resources: Resources, stack: StackTemplate): void => {
  const permission = Object.keys(stack.resources).find(
    (id) => stack.resources[id]?.Type === 'AWS::Lambda::Permission',
  );
  delete stack.resources[permission ?? ''];
};

const withClosedTopic = (resources: Resources): void => {
  for (const [, { Type, Properties }] of resources) {
    if (Type === 'AWS::SNS::TopicPolicy') Properties.PolicyDocument = { Statement: [] };
  }
};

const withClosedBucket = (resources: Resources): void => {
  for (const [, { Type, Properties }] of resources) {
    if (Type === 'AWS::S3::BucketPolicy') Properties.PolicyDocument = { Statement: [] };
  }
};

const withClosedInboundTopic = (resources: Resources): void => {
  for (const [, { Type, Properties }] of resources) {
    const closed = Type === 'AWS::SNS::TopicPolicy' && JSON.stringify(Properties).includes('receipt-rule');
    if (closed) Properties.PolicyDocument = { Statement: [] };
  }
};

/** Adds a bucket policy as another stage would have it. */
const withForeignRules = (resources: Resources): void => {
  for (const [, { Type, Properties }] of resources) {
    if (Type === 'AWS::SES::ReceiptRuleSet') Properties.RuleSetName = 'elsewhere';
  }
};

const withSecondRuleSet = (_resources: Resources, stack: StackTemplate): void => {
  stack.resources.Others = { Type: 'AWS::SES::ReceiptRuleSet', Properties: {} };
};

const withTwoActions = (resources: Resources): void => {
  for (const [, { Type, Properties }] of resources) {
    const rule = Properties.Rule as { Actions?: object[] } | undefined;
    if (Type === 'AWS::SES::ReceiptRule') rule?.Actions?.push({ StopAction: { Scope: 'RuleSet' } });
  }
};

const withStateMachine = (_resources: Resources, stack: StackTemplate): void => {
  stack.resources.Machine = { Type: 'AWS::StepFunctions::StateMachine', Properties: {} };
};

describe('the runner refuses to start', () => {
  it('never for the unchanged template', () => {
    expect(() => startWith(() => undefined)).not.toThrow();
  });

  it('when a worker may not read its queue', () => {
    expect(() => startWith(withoutReceiving)).toThrow(
      /the role of queue-worker may not sqs:ReceiveMessage on arn:aws:sqs/,
    );
  });

  it('when a consumer may not read its stream or send to its on-failure queue', () => {
    expect(() => startWith((resources) => dropFromPolicies(resources, 'dynamodb:GetRecords'))).toThrow(
      /the role of stream-worker may not dynamodb:GetRecords/,
    );
    expect(() => startWith((resources) => dropFromPolicies(resources, 'sqs:SendMessage'))).toThrow(
      /the role of stream-worker may not send to its on-failure queue/,
    );
  });

  it('when API Gateway may not invoke the function of a route', () => {
    expect(() => startWith(withoutPermission)).toThrow(
      /no AWS::Lambda::Permission lets API Gateway invoke front for GET/,
    );
  });

  it('when the topic of mail events does not admit SES', () => {
    expect(() => startWith(withClosedTopic)).toThrow(/does not let ses.amazonaws.com publish/);
  });

  it('when SES may not put mail into the bucket of a receipt rule, or not for this rule set', () => {
    expect(() => startWith(withClosedBucket)).toThrow(/does not let ses.amazonaws.com put below inbound\//);
    expect(() => startWith(withForeignRules)).toThrow(/does not let ses.amazonaws.com put below inbound\//);
  });

  it('when SES may not publish to the topic of a receipt rule', () => {
    expect(() => startWith(withClosedInboundTopic)).toThrow(
      /resource Shop\/Rules\w+ \(AWS::SES::ReceiptRule\): .* does not let ses.amazonaws.com publish/,
    );
  });

  it('when mail is received in a way that is not served here', () => {
    expect(() => startWith(withSecondRuleSet)).toThrow(/only one rule set can be active/);
    expect(() => startWith(withTwoActions)).toThrow(/only rules with one action, of the kind S3/);
  });

  it('when the template has a type that is not served', () => {
    expect(() => startWith(withStateMachine)).toThrow(
      'resource Shop/Machine (AWS::StepFunctions::StateMachine): this type is not served here',
    );
  });
});
