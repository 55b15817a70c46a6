import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readAssembly } from '../../../local/template/assembly.ts';
import { type Deployment, readDeployment } from '../../../local/template/deployment.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const nestedStack = (key: string, Parameters: object) => ({
  Type: 'AWS::CloudFormation::Stack',
  Properties: {
    TemplateURL: { 'Fn::Join': ['', ['https://s3.', { Ref: 'AWS::URLSuffix' }, `/assets/${key}`]] },
    Parameters,
  },
});

/** Reads an assembly of the stack Shop with these resources, whose assets are these templates. */
function deployed(resources: object, assets: Record<string, object>): Deployment {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-nested-'));
  folders.push(folder);
  const write = (name: string, value: object): void =>
    writeFileSync(join(folder, name), JSON.stringify(value));
  mkdirSync(folder, { recursive: true });
  write('manifest.json', {
    artifacts: {
      Shop: { type: 'aws:cloudformation:stack', properties: { templateFile: 'Shop.template.json' } },
    },
  });
  write('Shop.template.json', { Resources: resources });
  const files = Object.entries(assets).map(([key, template]) => {
    write(`${key}.nested`, template);
    return [key, { source: { path: `${key}.nested` }, destinations: { here: { objectKey: key } } }];
  });
  write('Shop.assets.json', { files: Object.fromEntries(files) });
  const place = { region: 'eu-west-1', account: '000000000000', gatewayUrl: 'http://gateway' };
  return readDeployment(readAssembly(folder), place);
}

const topic = { Type: 'AWS::SNS::Topic', Properties: {} };
const subscription = {
  Type: 'AWS::SNS::Subscription',
  Properties: { TopicArn: { Ref: 'topicOfParent' }, Protocol: { Ref: 'protocol' } },
};

describe('a nested stack', () => {
  it('is served like its parent, with the parent’s parameters and the defaults', () => {
    const { ofType } = deployed(
      { Topic: topic, Inner: nestedStack('inner.json', { topicOfParent: { Ref: 'Topic' } }) },
      {
        'inner.json': {
          Parameters: { topicOfParent: { Type: 'String' }, protocol: { Type: 'String', Default: 'sqs' } },
          Resources: { Subscription: subscription },
        },
      },
    );
    expect(ofType('AWS::SNS::Subscription')).toMatchObject([
      {
        stack: 'Shop-Inner',
        properties: { TopicArn: 'arn:aws:sns:eu-west-1:000000000000:Shop-Topic', Protocol: 'sqs' },
      },
    ]);
  });

  it('may contain another, which receives the parameters that it got itself', () => {
    const given = { topicOfParent: { Ref: 'topicOfParent' }, protocol: 'lambda' };
    const { ofType, outputs } = deployed(
      { Topic: topic, Outer: nestedStack('outer.json', { topicOfParent: { Ref: 'Topic' } }) },
      {
        'outer.json': {
          Resources: { Inner: nestedStack('inner.json', given) },
          Outputs: { A: { Value: 'b' } },
        },
        'inner.json': { Resources: { Subscription: subscription } },
      },
    );
    const [found] = ofType('AWS::SNS::Subscription');
    expect(found?.properties.TopicArn).toBe('arn:aws:sns:eu-west-1:000000000000:Shop-Topic');
    expect(found?.label).toBe('Shop-Outer-Inner/Subscription');
    expect(Object.keys(outputs)).toEqual(['Shop']);
  });

  it('stops the start by its resource if it needs more than is served', () => {
    const machine = { Type: 'AWS::StepFunctions::StateMachine', Properties: {} };
    expect(() =>
      deployed(
        { Inner: nestedStack('inner.json', {}) },
        { 'inner.json': { Resources: { Machine: machine } } },
      ),
    ).toThrow('resource Shop-Inner/Machine (AWS::StepFunctions::StateMachine): this type is not served here');
  });

  it('stops the start if it has a condition or its template is not in the assembly', () => {
    const inner = nestedStack('inner.json', {});
    expect(() => deployed({ Inner: inner }, {})).toThrow(
      'resource Shop/Inner: its template is not in the assembly',
    );
    expect(() =>
      deployed({ Inner: { ...inner, Condition: 'Sometimes' } }, { 'inner.json': { Resources: {} } }),
    ).toThrow('resource Shop/Inner: a nested stack on a condition is not served here');
  });
});
