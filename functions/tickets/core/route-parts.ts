// Parameters, roles and answers that several routes of tickets share.
import * as z from 'zod/mini';
import { cursor, id, limit } from '../../platform/contract/fields.ts';
import { TicketViewSchema } from './ticket.ts';

export const people = ['agent', 'lead', 'admin'] as const;
export const staff = [...people, 'service'] as const;
export const leads = ['lead', 'admin'] as const;

export const ticketParams = z.strictObject({ ticketId: id('ticket') });
export const pageQuery = (maxLimit: number) =>
  z.strictObject({ limit: limit(maxLimit, 25), cursor: cursor() });
/** A request that carries only its version. */
export const versionOnlyBody = z.strictObject({});
export const ticketAnswer = { status: 200, body: TicketViewSchema } as const;
