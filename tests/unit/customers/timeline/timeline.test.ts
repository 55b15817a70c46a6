import { describe, expect, it } from 'vitest';
import { summaryOf } from '../../../../functions/customers/timeline/timeline.ts';

describe('the summary of an event', () => {
  it('keeps a text of 160 characters and cuts a longer one to 160', () => {
    const cut = (length: number) => String(summaryOf({ message: 'x'.repeat(length) }).message);
    expect(cut(160)).toBe('x'.repeat(160));
    expect(cut(161)).toBe(`${'x'.repeat(159)}…`);
  });

  it('counts characters and never cuts one in two', () => {
    const message = String(summaryOf({ message: '😀'.repeat(161) }).message);
    expect([...message]).toHaveLength(160);
    expect(message.endsWith('😀…')).toBe(true);
  });

  it('keeps money and numbers, and leaves out nested values', () => {
    const total = { amountMinor: 1250, currency: 'EUR' };
    expect(
      summaryOf({
        total,
        items: 3,
        requiredSkills: [{ name: 'x' }],
        resolution: { seconds: 1 },
        nothing: null,
      }),
    ).toEqual({ total, items: 3 });
  });
});
