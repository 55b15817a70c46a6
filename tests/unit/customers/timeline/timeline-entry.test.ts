import { expect, it } from 'vitest';
import { timelineEntry } from '../../../../functions/customers/timeline/timeline.ts';
import { domainEvent } from '../../../support/domain-event.ts';

it.each([
  [1, 'name, segments'],
  [2, ['name', 'segments']],
])('shows a profile change of event version %i as one line', (v, changed) => {
  const event = domainEvent('customer.updated', { customerId: 'cus_1', changed }, { v });
  expect(timelineEntry(event).summary).toEqual({ customerId: 'cus_1', changed: 'name, segments' });
});
