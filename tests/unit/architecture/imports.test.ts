import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { circles, forbidden, importsOfRepository } from '../../support/source/architecture.ts';

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

  it('is walked whole: files that import types only, and files that exist, are among it', () => {
    expect(arrows.length).toBeGreaterThan(200);
    expect(arrows).toContainEqual({
      from: 'lib/table-access.ts',
      to: 'lib/constructs/compute/rapport-function.ts',
    });
    const files = arrows.map(({ to }) => to).filter((to) => !to.startsWith('npm:') && to.endsWith('.ts'));
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
  });
});

describe('the walk of imports', () => {
  it.each([
    ['functions/tickets/api.lambda.ts', 'functions/customers/customer-store.ts'],
    ['functions/tickets/api.lambda.ts', 'functions/routes.ts'],
    ['functions/platform/table/commit.ts', 'functions/tickets/index.ts'],
    ['functions/tickets/api.lambda.ts', 'lib/catalogue.ts'],
    ['functions/tickets/api.lambda.ts', 'local/start.ts'],
    ['functions/tickets/api.lambda.ts', 'npm:aws-cdk-lib'],
    ['functions/tickets/routes.ts', 'functions/tickets/api.lambda.ts'],
    ['lib/stacks/app-stack.ts', 'functions/tickets/core/ticket.ts'],
    ['lib/stacks/app-stack.ts', 'functions/platform/errors.ts'],
    ['lib/bundling/bundle-functions.ts', 'local/start.ts'],
    ['bin/app.ts', 'functions/tickets/api.lambda.ts'],
    ['local/start.ts', 'functions/platform/table/commit.ts'],
    ['local/start.ts', 'functions/tickets/core/ticket.ts'],
  ])('refuses %s → %s', (from, to) => {
    expect(forbidden({ from, to })).toBeTypeOf('string');
  });

  it.each([
    ['functions/tickets/api.lambda.ts', 'functions/tickets/core/ticket-store.ts'],
    ['functions/tickets/api.lambda.ts', 'functions/platform/http/create-api.ts'],
    ['functions/feedback/send-survey.ts', 'functions/outreach/index.ts'],
    ['functions/routes.ts', 'functions/tickets/routes.ts'],
    ['lib/stacks/app-functions.ts', 'functions/tickets/env.ts'],
    ['lib/constructs/http/api.ts', 'functions/routes.ts'],
    ['local/start.ts', 'lib/bundling/bundle-functions.ts'],
    ['tools/openapi/write-openapi.ts', 'functions/platform/contract/openapi.ts'],
    ['functions/tickets/api.lambda.ts', 'npm:zod'],
  ])('allows %s → %s', (from, to) => {
    expect(forbidden({ from, to })).toBeUndefined();
  });

  it('leaves entries of functions out of circles', () => {
    const arrows = [
      { from: 'functions/a/api.lambda.ts', to: 'functions/b/index.ts' },
      { from: 'functions/b/x.ts', to: 'functions/a/index.ts' },
    ];
    expect(circles(arrows)).toEqual([]);
  });

  it('finds a circle of three, once', () => {
    const circle = [
      { from: 'functions/b/x.ts', to: 'functions/c/index.ts' },
      { from: 'functions/a/x.ts', to: 'functions/b/index.ts' },
      { from: 'functions/c/x.ts', to: 'functions/a/index.ts' },
      { from: 'functions/c/x.ts', to: 'functions/platform/ids.ts' },
    ];
    expect(circles(circle)).toEqual(['a → b → c → a']);
  });
});
