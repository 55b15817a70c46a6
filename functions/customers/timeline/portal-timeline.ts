// The part of the timeline that its customer may see, listed by event type and field. A new event or field
// stays internal until somebody adds it here.
import { ownProperty } from '../../platform/own-property.ts';
import type { Item } from '../../platform/table/table.ts';
import { timelineEntry } from './timeline.ts';

const portalFields: Readonly<Record<string, readonly string[]>> = {
  'customer.created': [],
  'order.placed': ['orderId', 'total', 'items'],
  'order.shipped': ['orderId', 'carrier', 'trackingCode'],
  'order.delivered': ['orderId'],
  'order.refunded': ['orderId', 'refund'],
  'subscription.started': ['subscriptionId', 'plan', 'renewsAt'],
  'subscription.renewed': ['subscriptionId', 'renewsAt'],
  'subscription.ended': ['subscriptionId'],
  'payment.due': ['invoiceId', 'amount', 'dueAt'],
  'payment.failed': ['invoiceId', 'amount'],
  'ticket.opened': ['ticketId', 'channel', 'subject', 'message'],
  'ticket.message_added': ['ticketId', 'channel', 'message'],
  /** A message whose sender staff confirmed after it had arrived. */
  'ticket.sender_confirmed': ['ticketId', 'channel', 'message'],
  'ticket.solved': ['ticketId', 'channel', 'subject'],
  'ticket.reopened': ['ticketId', 'channel'],
  'promise.made': ['promiseId', 'ticketId', 'kind', 'text', 'dueAt'],
  'promise.moved': ['promiseId', 'ticketId', 'kind', 'text', 'dueAt', 'firstDueAt'],
  'promise.reworded': ['promiseId', 'ticketId', 'kind', 'text', 'dueAt'],
  'promise.kept': ['promiseId', 'ticketId', 'kind', 'text', 'dueAt', 'late'],
  'promise.broken': ['promiseId', 'ticketId', 'kind', 'text', 'dueAt'],
  'promise.withdrawn': ['promiseId', 'ticketId', 'kind', 'text', 'dueAt'],
  'grant.made': ['ticketId', 'kind', 'amount', 'orderRef'],
  'grant.settled': ['ticketId', 'kind', 'amount', 'orderRef', 'outcome'],
  'grant.revoked': ['ticketId', 'kind', 'amount', 'orderRef'],
  'return.requested': ['ticketId', 'orderRef', 'preferredResolution'],
  'return.moved': ['ticketId', 'orderRef', 'to'],
  'survey.answered': ['ticketId', 'score', 'comment'],
};

/**
 * Returns the entries that the customer may read, without names of staff. Leaves out internal notes, routing
 * reasons, unverified messages and all events of unverified tickets.
 */
export function portalTimeline(items: readonly Item[]) {
  return items.map(timelineEntry).flatMap(({ id, type, at, actor, summary }) => {
    const fields = ownProperty(portalFields, type);
    const isUnverified = summary.unverified !== undefined || summary.unverifiedTicket !== undefined;
    if (!fields || summary.visibility === 'internal' || isUnverified) return [];
    const isOwn = actor.role === 'customer' || type === 'ticket.sender_confirmed';
    const from = isOwn ? ('you' as const) : ('us' as const);
    return [
      {
        id,
        type,
        at,
        from,
        summary: Object.fromEntries(Object.entries(summary).filter(([name]) => fields.includes(name))),
      },
    ];
  });
}
