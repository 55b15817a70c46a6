import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { circles, contractLeaks, forbidden, importsOfRepository } from '../../support/source/architecture.ts';

const arrows = await importsOfRepository();

describe('the code', () => {
  it('imports only along the arrows of the design', () => {
    const wrong = arrows.flatMap((arrow) => {
      const why = forbidden(arrow);
      return why === undefined ? [] : [`${arrow.from} → ${arrow.to}: ${why}`];
    });
    expect(wrong).toEqual([]);
  });

  it('has no circles between capabilities', () => {
    expect(circles(arrows)).toEqual([]);
  });

  it('has event contracts that import nothing of another capability', () => {
    expect(contractLeaks(arrows)).toEqual([]);
  });

  it('is checked as a whole, including files that import only types', () => {
    expect(arrows.length).toBeGreaterThan(200);
    expect(arrows).toContainEqual({
      from: 'lib/constructs/compute/grants.ts',
      to: 'lib/constructs/compute/rapport-function.ts',
    });
    const files = arrows.map(({ to }) => to).filter((to) => !to.startsWith('npm:') && to.endsWith('.ts'));
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
  });
});

describe('the check of imports', () => {
  it.each([
    ['functions/tickets/api.lambda.ts', 'functions/customers/customer-store.ts'],
    ['functions/tickets/api.lambda.ts', 'functions/capabilities.ts'],
    ['functions/tickets/api.lambda.ts', 'functions/tickets/capability.ts'],
    ['functions/tickets/capability.ts', 'functions/tickets/core/ticket.ts'],
    ['functions/platform/compose-capabilities.ts', 'functions/tickets/capability.ts'],
    ['functions/platform/table/commit.ts', 'functions/tickets/index.ts'],
    ['functions/tickets/api.lambda.ts', 'lib/app.ts'],
    ['functions/tickets/api.lambda.ts', 'local/start.ts'],
    ['functions/tickets/api.lambda.ts', 'npm:aws-cdk-lib'],
    ['functions/tickets/routes.ts', 'functions/tickets/api.lambda.ts'],
    ['lib/stacks/app-stack.ts', 'functions/tickets/core/ticket.ts'],
    ['lib/stacks/app-stack.ts', 'functions/tickets/routes.ts'],
    ['lib/stacks/app-stack.ts', 'functions/platform/errors.ts'],
    ['lib/bundling/bundle-functions.ts', 'local/start.ts'],
    ['bin/app.ts', 'functions/tickets/api.lambda.ts'],
    ['local/start.ts', 'functions/platform/table/commit.ts'],
    ['local/start.ts', 'functions/tickets/core/ticket.ts'],
  ])('rejects %s → %s', (from, to) => {
    expect(forbidden({ from, to })).toBeTypeOf('string');
  });

  it.each([
    ['functions/tickets/api.lambda.ts', 'functions/tickets/core/ticket-store.ts'],
    ['functions/tickets/api.lambda.ts', 'functions/platform/http/create-api.ts'],
    ['functions/feedback/send-survey.ts', 'functions/outreach/index.ts'],
    ['functions/feedback/survey.ts', 'functions/tickets/events.ts'],
    ['functions/capabilities.ts', 'functions/tickets/capability.ts'],
    ['functions/tickets/capability.ts', 'functions/tickets/desk-routes.ts'],
    ['functions/email/capability.ts', 'functions/email/env.ts'],
    ['lib/stacks/compute.ts', 'functions/platform/capability.ts'],
    ['lib/app.ts', 'functions/capabilities.ts'],
    ['local/start.ts', 'lib/bundling/bundle-functions.ts'],
    ['tools/openapi/write-openapi.ts', 'functions/platform/contract/openapi.ts'],
    ['functions/tickets/api.lambda.ts', 'npm:zod'],
  ])('allows %s → %s', (from, to) => {
    expect(forbidden({ from, to })).toBeUndefined();
  });

  it('finds everything that a contract reaches of another capability', () => {
    const leak = [
      { from: 'functions/b/events.ts', to: 'functions/b/kinds.ts' },
      { from: 'functions/b/events.ts', to: 'functions/c/events.ts' },
      { from: 'functions/b/kinds.ts', to: 'functions/a/index.ts' },
      { from: 'functions/b/kinds.ts', to: 'npm:zod' },
    ];
    expect(contractLeaks(leak)).toEqual(['functions/b/events.ts → functions/a/index.ts']);
  });

  it('ignores arrows to contracts when it looks for circles', () => {
    const arrows = [
      { from: 'functions/a/x.ts', to: 'functions/b/index.ts' },
      { from: 'functions/b/x.ts', to: 'functions/a/events.ts' },
    ];
    expect(circles(arrows)).toEqual([]);
  });

  it('ignores entries of functions when it looks for circles', () => {
    const arrows = [
      { from: 'functions/a/api.lambda.ts', to: 'functions/b/index.ts' },
      { from: 'functions/b/x.ts', to: 'functions/a/index.ts' },
    ];
    expect(circles(arrows)).toEqual([]);
  });

  it('finds a circle of three once', () => {
    const circle = [
      { from: 'functions/b/x.ts', to: 'functions/c/index.ts' },
      { from: 'functions/a/x.ts', to: 'functions/b/index.ts' },
      { from: 'functions/c/x.ts', to: 'functions/a/index.ts' },
      { from: 'functions/c/x.ts', to: 'functions/platform/ids.ts' },
    ];
    expect(circles(circle)).toEqual(['a → b → c → a']);
  });
});
