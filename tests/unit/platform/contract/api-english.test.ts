// Checks the texts that a client developer reads: summaries, descriptions and errors of the public API.
import { describe, expect, it } from 'vitest';
import { errorCatalogue, routeTable } from '../../../../functions/capabilities.ts';
import { openApiDocument } from '../../../../functions/platform/contract/openapi.ts';
import type { Route } from '../../../../functions/platform/contract/route.ts';

const IMPERATIVES =
  'Accept Add Answer Apply Approve Assign Change Confirm Count Create Decline Delete Dismiss Export Find Get Grant Import Link List Mark Merge Move Open Preview Record Refund Reject Release Replace Report Request Revoke Save Send Set Show Simulate Solve Split Summarise Unassign Undo Unlink Update Withdraw'.split(
    ' ',
  );
const SENTENCES = /^[A-Z(`].*\.$/;

const operations = Object.values(routeTable).flatMap((routes) =>
  Object.entries(routes as Record<string, Route>).map(([name, route]) => ({ name, ...route })),
);
const failing = <T extends { name: string }>(all: readonly T[], fails: (one: T) => boolean) =>
  all.filter(fails).map(({ name }) => name);

describe('every operation', () => {
  it('has a summary that starts with an imperative verb', () => {
    const isOther = ({ summary }: Route) => !IMPERATIVES.includes(summary.split(' ')[0] ?? '');
    expect(failing(operations, isOther)).toEqual([]);
  });

  it('has a summary of at most ten words without a period or a semicolon', () => {
    const isLong = ({ summary }: Route) => summary.split(' ').length > 10 || /[.;:]/.test(summary);
    expect(failing(operations, isLong)).toEqual([]);
  });

  it('has a summary of its own', () => {
    expect(new Set(operations.map(({ summary }) => summary)).size).toBe(operations.length);
  });

  it('describes its details in sentences', () => {
    const isOther = ({ description }: Route) => description !== undefined && !SENTENCES.test(description);
    expect(failing(operations, isOther)).toEqual([]);
  });

  it('has a camelCase id and one tag that the document lists', () => {
    const { paths, tags } = openApiDocument(routeTable, errorCatalogue, '1.0.0');
    const listed = Object.values(paths).flatMap((methods) => Object.values(methods)) as {
      operationId: string;
      tags: string[];
    }[];
    const names = new Set(tags.map(({ name }) => name));
    expect(listed).toHaveLength(operations.length);
    for (const { operationId, tags: own } of listed) {
      expect(operationId).toMatch(/^[a-z]+([A-Z][a-z]+)*$/);
      expect(own.map((tag) => names.has(tag))).toEqual([true]);
    }
  });
});

describe('every error title', () => {
  const errors = Object.entries(errorCatalogue).map(([name, { title }]) => ({ name, title }));

  it('is one sentence that ends with a period', () => {
    const isOther = ({ title }: { title: string }) =>
      !SENTENCES.test(title) || title.slice(0, -1).includes('. ');
    expect(failing(errors, isOther)).toEqual([]);
  });

  it('belongs to one error alone', () => {
    expect(new Set(errors.map(({ title }) => title)).size).toBe(errors.length);
  });
});
