import { DAY_MS } from '../../platform/clock.ts';
import { type BusinessHours, closeOfBusinessDay, type SlaConfigs } from '../../sla/index.ts';
import type { Deadlines } from './complaint.ts';

export type ComplaintDeadlines = (receivedAt: string) => Promise<Deadlines>;

const EIGHT_WEEKS_MS = 56 * DAY_MS;
/** The id of the schedule that applies to complaints, if the team has one. */
const SCHEDULE_ID = 'complaints';
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const;

/** The business hours that apply while the team has configured none. */
const defaultHours: BusinessHours = {
  timeZone: 'UTC',
  hours: {
    ...Object.fromEntries(WEEKDAYS.map((day) => [day, [{ from: '09:00', to: '17:00' }]])),
    saturday: [],
    sunday: [],
  } as unknown as BusinessHours['hours'],
  holidays: [],
};

/**
 * Returns a function that calculates the deadlines of a complaint: acknowledgement by the close of the next
 * business day, summary by the close of the third, final response within eight weeks. Business days follow
 * the schedule `complaints`, or else the team's first schedule, or else Monday to Friday from 9:00 to 17:00 UTC.
 * Source: the complaint clocks of the United Kingdom's Financial Conduct Authority, DISP 1.5 and 1.6.
 */
export const complaintDeadlines =
  (slaConfigs: SlaConfigs): ComplaintDeadlines =>
  async (receivedAt) => {
    const { schedules } = await slaConfigs.current();
    const hours = schedules[SCHEDULE_ID] ?? Object.values(schedules)[0] ?? defaultHours;
    const from = Date.parse(receivedAt);
    const close = (days: number) => new Date(closeOfBusinessDay(hours, from, days)).toISOString();
    return {
      acknowledgeBy: close(1),
      summaryBy: close(3),
      finalBy: new Date(from + EIGHT_WEEKS_MS).toISOString(),
    };
  };
