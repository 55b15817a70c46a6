import { describe, expect, it } from 'vitest';
import { type ErrorCode, errorCatalogue } from '../../../../functions/capabilities.ts';
import { errorsOf, platformError } from '../../../../functions/platform/errors.ts';
import { problemOf } from '../../../../functions/platform/http/problem.ts';
import { ticketError } from '../../../../functions/tickets/errors.ts';

const codes = Object.keys(errorCatalogue) as ErrorCode[];
const anyError = errorsOf(errorCatalogue);

describe('a problem document', () => {
  it('has for every code its status, its title and its own type', () => {
    const problems = codes.map((code) => problemOf(anyError(code), 'req-1'));
    expect(problems.map(({ code, status, title }) => [code, { status, title }])).toEqual(
      Object.entries(errorCatalogue),
    );
    expect(new Set(problems.map(({ type }) => type)).size).toBe(codes.length);
    expect(
      problems.every(({ correlationId, detail }) => correlationId === 'req-1' && detail.length > 0),
    ).toBe(true);
  });

  it('contains the detail and the fields of a refusal', () => {
    const errors = [{ path: 'body.name', message: 'is missing' }];
    expect(problemOf(platformError('request.invalid', 'body.name is missing', errors), 'r')).toMatchObject({
      status: 400,
      detail: 'body.name is missing',
      errors,
    });
    expect(problemOf(ticketError('ticket.not_found'), 'r')).not.toHaveProperty('errors');
  });

  it('of any other error reveals nothing of its cause', () => {
    const secret = 'ada@example.org in table Rapport-prod';
    const foreign = [
      new Error(secret),
      Object.assign(new TypeError(secret), { code: secret }),
      secret,
      undefined,
      { message: secret },
    ];
    for (const error of foreign) {
      const problem = problemOf(error, 'r');
      expect(problem).toMatchObject({ status: 500, code: 'internal.failure' });
      expect(JSON.stringify(problem)).not.toContain('ada@');
    }
  });
});
