import { describe, expect, it } from 'vitest';
import { byName } from '../../../../tools/rehearse/stack-name-proxy.ts';

const arn = 'arn:aws:cloudformation:us-east-1:000000000000:stack/Rapport-dev-App/0a1b';

describe('the stack name proxy', () => {
  it('names the stack of a deletion by ARN, and keeps the rest', () => {
    const body = new URLSearchParams({
      Action: 'DeleteStack',
      StackName: arn,
      RoleARN: 'arn:aws:iam::000000000000:role/x',
    });
    expect(Object.fromEntries(new URLSearchParams(byName(body.toString())))).toEqual({
      Action: 'DeleteStack',
      StackName: 'Rapport-dev-App',
      RoleARN: 'arn:aws:iam::000000000000:role/x',
    });
  });

  it('leaves a deletion by name and every other call alone', () => {
    for (const body of [
      `Action=DescribeStacks&StackName=${encodeURIComponent(arn)}`,
      '{"Action":"DeleteStack"}',
      '',
    ]) {
      expect(byName(body)).toBe(body);
    }
    expect(byName('Action=DeleteStack&StackName=Rapport-dev-App')).toBe(
      'Action=DeleteStack&StackName=Rapport-dev-App',
    );
  });
});
