import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../../functions/platform/errors.ts';
import {
  type Outcome,
  refused,
  requireApplied,
  requireCommitted,
  unchanged,
} from '../../../../functions/platform/table/outcome.ts';
import { done, type Refusal, rejection, stale } from '../../../../functions/platform/table/refusal.ts';
import { retryOnStale } from '../../../../functions/platform/table/retry-on-stale.ts';
import { ticketError } from '../../../../functions/tickets/errors.ts';

const replay: Refusal = { kind: 'replay', answer: 'first' };
const closed = rejection(ticketError('ticket.closed', 'too late'));
const refusal = (one: Refusal): Outcome<string> => refused(one);

describe('the answer of a request', () => {
  it('is that of its commit, or the first one if it was already answered', async () => {
    expect(await requireCommitted(unchanged('own'))).toBe('own');
    expect(await requireCommitted(Promise.resolve(refusal(replay)))).toBe('first');
  });

  it('is the domain error of a rejection, and write.contended if something changed', async () => {
    await expect(requireCommitted(refusal(closed))).rejects.toMatchObject({
      code: 'ticket.closed',
      message: 'too late',
    });
    await expect(requireCommitted(refusal(stale(undefined)))).rejects.toMatchObject({
      code: 'write.contended',
    });
  });

  it('is an internal error if its effect already existed: no request has an earlier delivery', async () => {
    const error = await requireCommitted(refusal(done())).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(DomainError);
  });

  it('follows the first refusal of several', async () => {
    const outcome: Outcome<string> = { kind: 'refused', refusals: [replay, closed] };
    expect(await requireCommitted(outcome)).toBe('first');
  });
});

describe('the effect of a message', () => {
  it('is applied by this delivery or by an earlier one', async () => {
    expect(await requireApplied(unchanged('own'))).toBe(true);
    expect(await requireApplied(refusal(done()))).toBe(false);
    expect(await requireApplied(refusal(replay))).toBe(false);
  });

  it.each([
    ['stale', stale(undefined), 'write.contended'],
    ['rejected', closed, 'ticket.closed'],
  ])('is missing if the commit was %s, so that the message comes again', async (_, one, code) => {
    await expect(requireApplied(refusal(one))).rejects.toMatchObject({ code });
  });
});

describe('a retry on stale reads', () => {
  it('passes each attempt the item that the previous one met', async () => {
    const met: unknown[] = [];
    const outcome = await retryOnStale(async (before) => {
      met.push(before?.current?.version);
      return met.length < 3 ? refused(stale({ version: met.length })) : unchanged('through');
    });
    expect(outcome).toEqual(unchanged('through'));
    expect(met).toEqual([undefined, 1, 2]);
  });

  it.each([
    ['five times by default', undefined, 5],
    ['as often as requested', 2, 2],
  ])('gives up as contended after trying %s', async (_, limit, expected) => {
    let tries = 0;
    const always = async () => {
      tries += 1;
      return refused(stale(undefined));
    };
    await expect(requireCommitted(retryOnStale(always, limit))).rejects.toMatchObject({
      code: 'write.contended',
    });
    expect(tries).toBe(expected);
  });

  it('does not repeat any other refusal, nor an error that the decision throws', async () => {
    let tries = 0;
    const once = async (work: () => Outcome<string>) => {
      tries += 1;
      return work();
    };
    expect(await retryOnStale(() => once(() => refusal(closed)))).toEqual(refusal(closed));
    await expect(
      retryOnStale(() =>
        once(() => {
          throw ticketError('ticket.not_found');
        }),
      ),
    ).rejects.toMatchObject({ code: 'ticket.not_found' });
    expect(tries).toBe(2);
  });
});
