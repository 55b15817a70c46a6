import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  SURVEY_DELAY_MS,
  type Survey,
  type SurveyTrigger,
  surveyAfter,
  surveyIdOf,
} from '../../../functions/feedback/survey.ts';
import { idPattern } from '../../../functions/platform/ids.ts';
import { TicketReopened, TicketSolved } from '../../../functions/tickets/events.ts';
import { later, NOON } from '../../support/context.ts';
import { deliveriesOf } from '../../support/deliveries.ts';
import { parsedEvent } from '../../support/domain-event.ts';
import { CUSTOMER_ID, TICKET_ID } from '../../support/tickets/tickets.ts';

const event = (
  type: 'solved' | 'reopened',
  minute: number,
  data: Record<string, unknown> = {},
): SurveyTrigger =>
  parsedEvent(
    type === 'solved' ? TicketSolved : TicketReopened,
    { ticketId: TICKET_ID, channel: 'email', ...(type === 'solved' ? { subject: 'Lamp' } : {}), ...data },
    { at: later(NOON, minute * 60_000), customerId: CUSTOMER_ID },
  );
const fold = (events: readonly SurveyTrigger[]) =>
  events.reduce<Survey | undefined>((current, next) => surveyAfter(current, next) ?? current, undefined);

describe('the survey of a ticket', () => {
  it('is due one hour after the ticket is solved', () => {
    expect(fold([event('solved', 0, { assigneeId: 'agent-1' })])).toMatchObject({
      id: surveyIdOf(TICKET_ID),
      state: 'scheduled',
      dueAt: later(NOON, SURVEY_DELAY_MS),
      agentId: 'agent-1',
      customerId: CUSTOMER_ID,
    });
    expect(SURVEY_DELAY_MS).toBe(3_600_000);
  });

  it('is cancelled for an unverified ticket and scheduled when a confirmed one is solved', () => {
    const unverified = event('solved', 0, { unverifiedTicket: true });
    expect(fold([unverified])).toMatchObject({ state: 'cancelled' });
    expect(fold([unverified])?.dueAt).toBeUndefined();
    expect(fold([event('solved', 5), unverified])).toMatchObject({ state: 'scheduled' });
  });

  it('has an id that is derived from the ticket alone', () => {
    expect(surveyIdOf(TICKET_ID)).toBe(surveyIdOf(TICKET_ID));
    expect(surveyIdOf(TICKET_ID)).toMatch(idPattern('survey'));
    expect(surveyIdOf('tkt_other')).not.toBe(surveyIdOf(TICKET_ID));
  });

  it('is cancelled when the ticket is reopened and scheduled again when it is solved again', () => {
    const [solved, reopened, again] = [event('solved', 0), event('reopened', 10), event('solved', 20)];
    expect(fold([solved, reopened])).toMatchObject({ state: 'cancelled' });
    expect(fold([solved, reopened])?.dueAt).toBeUndefined();
    expect(fold([solved, reopened, again])).toMatchObject({
      state: 'scheduled',
      dueAt: later(NOON, 80 * 60_000),
    });
  });

  it('is not changed by an event that was already applied or is older', () => {
    const [solved, reopened] = [event('solved', 0), event('reopened', 10)];
    const current = fold([reopened]);
    expect(surveyAfter(current, reopened)).toBeUndefined();
    expect(surveyAfter(current, solved)).toBeUndefined();
  });

  for (const state of ['sent', 'withheld', 'answered'] as const) {
    it(`does not change any more once it is ${state}, so that a ticket has only one survey`, () => {
      const survey = { ...fold([event('solved', 0)]), state } as Survey;
      expect(surveyAfter(survey, event('reopened', 90))).toBeUndefined();
      expect(surveyAfter(survey, event('solved', 100))).toBeUndefined();
    });
  }

  it('names the assignee of the last solving, or nobody if the ticket was unassigned', () => {
    const history = [event('solved', 0, { assigneeId: 'agent-1' }), event('reopened', 1), event('solved', 2)];
    expect(fold(history)?.agentId).toBeUndefined();
  });

  it('is the same after any order and repetition of the ticket’s events', () => {
    const one = fc.record({
      type: fc.constantFrom('solved', 'reopened'),
      minute: fc.integer({ min: 0, max: 6 }),
      assigneeId: fc.option(fc.constantFrom('agent-1', 'agent-2'), { nil: undefined }),
      subject: fc.constantFrom('Lamp', 'Table'),
    });
    const histories = fc
      .array(one, { minLength: 1, maxLength: 6 })
      .map((drafts) =>
        drafts.map(({ type, minute, assigneeId, subject }) =>
          event(type, minute, type === 'solved' ? { assigneeId, subject } : {}),
        ),
      )
      .chain((events) => fc.tuple(fc.constant(events), deliveriesOf(events)));
    fc.assert(
      fc.property(histories, ([events, deliveries]) => {
        const inOrder = events.toSorted((a, b) => (`${a.at}${a.id}` < `${b.at}${b.id}` ? -1 : 1));
        expect(fold(deliveries)).toEqual(fold(inOrder));
      }),
      { numRuns: 500 },
    );
  });
});
