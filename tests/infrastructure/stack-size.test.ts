import { describe, expect, it } from 'vitest';
import { fullContext, ofType, prodContext, templates } from '../support/templates.ts';

const { app, stacks } = templates(prodContext);
const full = templates(fullContext);

/**
 * CloudFormation refuses a stack with more than 500 resources, or a template with more than 200 parameters.
 */
const MOST_RESOURCES = 400;
const MOST_PARAMETERS = 150;

const sizes = Object.entries({ ...full.stacks, ...full.others }).map(
  ([name, { Resources, Parameters }]) =>
    [name, Object.keys(Resources).length, Object.keys(Parameters ?? {}).length] as const,
);

describe('the stacks', () => {
  it.each(sizes)('%s (%i resources, %i parameters) have room to grow', (_name, resources, parameters) => {
    expect(resources).toBeLessThanOrEqual(MOST_RESOURCES);
    expect(parameters).toBeLessThanOrEqual(MOST_PARAMETERS);
  });

  it('keep alarms and dashboard, and the routes, in nested stacks', () => {
    expect(Object.keys(stacks).sort()).toEqual(['App', 'Routes', 'Watch']);
    const typesOf = (name: string): string[] => [
      ...new Set(Object.values(stacks[name]?.Resources ?? {}).map(({ Type }) => Type)),
    ];
    expect(typesOf('Watch').sort()).toEqual(['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::Dashboard']);
    expect(typesOf('Routes').sort()).toEqual([
      'AWS::ApiGatewayV2::Integration',
      'AWS::ApiGatewayV2::Route',
      'AWS::Lambda::Permission',
    ]);
    for (const type of [...typesOf('Watch'), ...typesOf('Routes')])
      expect(typesOf('App')).not.toContain(type);
  });

  it('pass parameters to nested stacks instead of exports, which can neither change nor be removed', () => {
    expect(Object.values(stacks.App?.Outputs ?? {}).filter((output) => 'Export' in output)).toEqual([]);
  });

  it('never refer to the nested stacks, so that a function is removed with its routes and alarms', () => {
    const nested = ofType(app, 'AWS::CloudFormation::Stack').map(([id]) => id);
    expect(nested).toHaveLength(2);
    // The stage waits for the routes whose rates it sets; it is removed with the API, not with a function.
    const others = Object.entries(stacks.App?.Resources ?? {}).filter(
      ([id, { Type }]) => !nested.includes(id) && Type !== 'AWS::ApiGatewayV2::Stage',
    );
    for (const id of nested) expect(JSON.stringify(others)).not.toContain(id);
  });
});
