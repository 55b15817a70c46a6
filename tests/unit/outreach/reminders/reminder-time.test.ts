import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reminderTime } from '../../../../functions/outreach/reminders/subscription.ts';

const longAgo = new Date('2020-01-01T00:00:00.000Z');
const due = (renewsAt: string, daysBefore: number, timeZone: string) =>
  reminderTime(renewsAt, daysBefore, timeZone, longAgo);

describe('a renewal reminder', () => {
  it('is due at 09:00 in the customer’s time zone', () => {
    expect(due('2026-06-20T00:00:00.000Z', 3, 'UTC')).toBe('2026-06-17T09:00:00.000Z');
    expect(due('2026-06-20T12:00:00.000Z', 3, 'Europe/Berlin')).toBe('2026-06-17T07:00:00.000Z');
    expect(due('2026-06-20T12:00:00.000Z', 3, 'Asia/Kolkata')).toBe('2026-06-17T03:30:00.000Z');
  });

  it('counts the days back from the day of the renewal in the customer’s time zone', () => {
    expect(due('2026-06-20T22:30:00.000Z', 3, 'Europe/Berlin')).toBe('2026-06-18T07:00:00.000Z');
    expect(due('2026-06-20T22:30:00.000Z', 3, 'America/New_York')).toBe('2026-06-17T13:00:00.000Z');
  });

  it('is due at 09:00 on both sides of the date line', () => {
    expect(due('2026-06-20T11:00:00.000Z', 3, 'Pacific/Kiritimati')).toBe('2026-06-17T19:00:00.000Z');
    expect(due('2026-06-20T11:00:00.000Z', 3, 'Pacific/Pago_Pago')).toBe('2026-06-17T20:00:00.000Z');
    expect(due('2026-06-20T10:00:00.000Z', 3, 'Pacific/Pago_Pago')).toBe('2026-06-16T20:00:00.000Z');
  });

  it('stays at 09:00 when the clocks go forward before the renewal', () => {
    expect(due('2026-03-30T10:00:00.000Z', 3, 'Europe/Berlin')).toBe('2026-03-27T08:00:00.000Z');
    expect(due('2026-04-12T10:00:00.000Z', 14, 'Europe/Berlin')).toBe('2026-03-29T07:00:00.000Z');
  });

  it('stays at 09:00 when the clocks go back before the renewal', () => {
    expect(due('2026-10-27T10:00:00.000Z', 3, 'Europe/Berlin')).toBe('2026-10-24T07:00:00.000Z');
    expect(due('2026-11-08T10:00:00.000Z', 14, 'Europe/Berlin')).toBe('2026-10-25T08:00:00.000Z');
  });

  it('is due at 09:00 in a time zone that changes its clocks by half an hour', () => {
    expect(due('2026-04-08T10:00:00.000Z', 3, 'Australia/Lord_Howe')).toBe('2026-04-04T22:30:00.000Z');
    expect(due('2026-04-07T10:00:00.000Z', 3, 'Australia/Lord_Howe')).toBe('2026-04-03T22:00:00.000Z');
  });

  it('falls on 29 February only in a leap year', () => {
    expect(due('2028-03-03T10:00:00.000Z', 3, 'UTC')).toBe('2028-02-29T09:00:00.000Z');
    expect(due('2027-03-03T10:00:00.000Z', 3, 'UTC')).toBe('2027-02-28T09:00:00.000Z');
    expect(due('2028-02-29T10:00:00.000Z', 14, 'UTC')).toBe('2028-02-15T09:00:00.000Z');
  });

  it('can be due in the year before the renewal', () => {
    expect(due('2027-01-01T00:30:00.000Z', 14, 'UTC')).toBe('2026-12-18T09:00:00.000Z');
  });

  it('is not scheduled from its due time on', () => {
    const at = (now: string) => reminderTime('2026-06-20T12:00:00.000Z', 3, 'UTC', new Date(now));
    expect(at('2026-06-17T08:59:59.999Z')).toBe('2026-06-17T09:00:00.000Z');
    expect(at('2026-06-17T09:00:00.000Z')).toBeUndefined();
    expect(at('2026-06-19T00:00:00.000Z')).toBeUndefined();
  });

  it('is due at 09:00 in every time zone on every day', () => {
    const zones = [
      'Europe/London',
      'America/St_Johns',
      'Asia/Kathmandu',
      'Africa/Cairo',
      'America/Santiago',
      'Pacific/Chatham',
    ];
    const times = {
      min: new Date('2026-01-01T00:00:00Z'),
      max: new Date('2029-12-31T00:00:00Z'),
      noInvalidDate: true,
    };
    fc.assert(
      fc.property(
        fc.date(times),
        fc.constantFrom(...zones),
        fc.constantFrom(3, 14),
        (renewal, timeZone, days) => {
          const at = due(renewal.toISOString(), days, timeZone) ?? '';
          const clock = new Intl.DateTimeFormat('sv-SE', {
            timeZone,
            dateStyle: 'short',
            timeStyle: 'short',
          });
          const [day = '', time] = clock.format(new Date(at)).split(' ');
          const [renewalDay = ''] = clock.format(renewal).split(' ');
          expect(time).toBe('09:00');
          expect(Date.parse(renewalDay) - Date.parse(day)).toBe(days * 86_400_000);
        },
      ),
    );
  });
});
