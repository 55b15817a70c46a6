import { describe, expect, it } from 'vitest';
import { monthsBetween } from '../../../functions/complaints/complaint-register.ts';
import {
  letterKinds,
  letterText,
  unfilledPlaceholder,
} from '../../../functions/complaints/letters/letter-templates.ts';
import { newComplaint } from '../../../functions/complaints/lifecycle/complaint.ts';
import { CUSTOMER_ID, TICKET_ID } from '../../support/tickets/tickets.ts';

const receivedAt = '2026-03-10T23:30:00.000Z';
const about = { ticketId: TICKET_ID, customerId: CUSTOMER_ID, channel: 'email', reasons: [], receivedAt };
const finalBy = '2026-05-05T23:30:00.000Z';
const complaint = newComplaint(about, { acknowledgeBy: receivedAt, summaryBy: receivedAt, finalBy });

describe('the letters of a complaint', () => {
  it('name the customer, the ticket and the dates in the customer’s language and time zone', () => {
    const english = letterText('acknowledgement', complaint, { name: 'Ada', language: 'en' });
    expect(english).toContain('Dear Ada');
    expect(english).toContain(`on 10 March 2026`);
    expect(english).toContain('by 5 May 2026');
    expect(english).toContain(TICKET_ID);
    const german = letterText('acknowledgement', complaint, {
      name: 'Ada',
      language: 'de-AT',
      timeZone: 'Europe/Vienna',
    });
    expect(german).toContain('Guten Tag Ada');
    expect(german).toContain('am 11. März 2026');
  });

  it.each(letterKinds.flatMap((letter) => ['en', 'de'].map((language) => [letter, language] as const)))(
    'contain placeholders that are detected until they are filled in: %s in %s',
    (letter, language) => {
      const text = letterText(letter, complaint, { language });
      expect(unfilledPlaceholder(text)).toBeTypeOf('string');
      expect(unfilledPlaceholder(text.replace(/\[[^\]]+\]/g, 'done'))).toBeUndefined();
    },
  );

  it('may contain other text in brackets', () => {
    expect(unfilledPlaceholder('As agreed [see our letter of May] we refund you.')).toBeUndefined();
  });
});

describe('the months of a register export', () => {
  it('include both end months and all months between', () => {
    expect(monthsBetween('2025-11-30', '2026-02-01')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
    expect(monthsBetween('2026-03-01', '2026-03-31')).toEqual(['2026-03']);
  });
});
