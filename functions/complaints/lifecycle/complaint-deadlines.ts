import { DAY_MS } from '../../platform/clock.ts';
import { type BusinessHours, closeOfBusinessDay, type SlaConfigs } from '../../sla/index.ts';
import type { Deadlines } from './complaint.ts';

export type ComplaintDeadlines = (receivedAt: string) => Promise<Deadlines>;

const EIGHT_WEEKS_MS = 56 * DAY_MS;
/** The business hours that complaints go by, where the team has named some so. */
const SCHEDULE_ID = 'complaints';
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const;

/** What holds while the team has written down no business hours. */
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
 * The deadlines of a complaint: acknowledged by the close of the next business day, summarised by the close of the third,
 * answered for good within eight weeks. Business days are those of the schedule `complaints`, or else of the team's first.
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
