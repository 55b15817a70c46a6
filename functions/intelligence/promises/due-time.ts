// Reads when a promise is due ("by Friday", "innerhalb von zwei Tagen") in the agent's time zone. chrono-node
// reads dates; our own rules read working days, days of the month and the end of a day, week or month.
import type { ParsedComponents, ParsedResult } from 'chrono-node';
import * as Instant from 'temporal-polyfill/fns/Instant';
import * as PlainDate from 'temporal-polyfill/fns/PlainDate';
import * as PlainDateTime from 'temporal-polyfill/fns/PlainDateTime';
import * as ZonedDateTime from 'temporal-polyfill/fns/ZonedDateTime';
import { ownProperty } from '../../platform/own-property.ts';

export interface DueTime {
  /** ISO 8601 in UTC. */
  at: string;
  /** As it was written. */
  words: string;
  /** The text has a time of day; if not, `at` is the end of the working day. */
  exact: boolean;
}

/** A promise for a day is due at 18:00, for a morning at 12:00, for an evening at 21:00. */
const END_OF_DAY = 18;
const NOON = 12;
const EVENING = 21;

export type Reader = (sentence: string, now: Date, timeZone: string) => DueTime | undefined;
type Day = ReturnType<typeof PlainDate.create>;

/** Creates a reader for one language. chrono is loaded with the first promise, not when a function starts. */
export async function dueTimeReader(language: 'en' | 'de', timeZone: string): Promise<Reader> {
  if (language === 'de') {
    const { parse } = await import('chrono-node/de');
    return (sentence, now, zone) =>
      ownRules(sentence, now, zone) ?? byChrono(parse, adaptGerman(sentence), now, zone);
  }
  const { parse, GB } = await import('chrono-node/en');
  // 03/04 is 3 April everywhere except in America.
  const read: typeof parse = timeZone.startsWith('America/') ? parse : (...args) => GB.parse(...args);
  return (sentence, now, zone) => ownRules(sentence, now, zone) ?? byChrono(read, sentence, now, zone);
}

type Parse = (
  text: string,
  ref: { instant: Date; timezone: number },
  option: { forwardDate: true },
) => ParsedResult[];

function byChrono(parse: Parse, sentence: string, now: Date, timeZone: string): DueTime | undefined {
  const here = zoned(now, timeZone);
  const timezone = Math.round(ZonedDateTime.offsetNanoseconds(here) / 60e9);
  const results = parse(sentence, { instant: now, timezone }, { forwardDate: true }).filter(
    ({ text, start }) => text.length > 2 || start.isCertain('hour'),
  );
  const result = results.find(({ start, end }) => dueOf(end ?? start, now, timeZone).at > now.toISOString());
  if (!result) return undefined;
  const { start, end, text } = result;
  if (result.tags().has('result/relativeDateAndTime'))
    return { at: result.date().toISOString(), words: text, exact: true };
  return { ...dueOf(end ?? start, now, timeZone), words: text };
}

function dueOf(parts: ParsedComponents, now: Date, timeZone: string): Omit<DueTime, 'words'> {
  const part = (name: 'year' | 'month' | 'day' | 'hour' | 'minute') => parts.get(name) ?? 0;
  const day = PlainDate.create(part('year'), part('month'), part('day'));
  if (parts.isCertain('hour')) return { at: at(day, part('hour'), part('minute'), timeZone), exact: true };
  const tags = parts.tags();
  const hour = tags.has('casualReference/morning')
    ? NOON
    : tags.has('casualReference/evening')
      ? EVENING
      : END_OF_DAY;
  return { at: endOfDay(day, hour, now, timeZone), exact: false };
}

const NUMBERS: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  einem: 1,
  einen: 1,
  zwei: 2,
  drei: 3,
  vier: 4,
  fuenf: 5,
  fünf: 5,
  sechs: 6,
  sieben: 7,
  acht: 8,
  neun: 9,
  zehn: 10,
};
const number = String.raw`(\d{1,2}|${Object.keys(NUMBERS).join('|')})`;
const workingDays = new RegExp(
  String.raw`\b(?:\d{1,2} ?(?:-|–|to|bis) ?)?${number} (?:business|working|work) ?days?\b|\b(?:\d{1,2} ?(?:-|–|bis) ?)?${number} (?:werktage|arbeitstage)n?\b`,
  'i',
);
const endOf =
  /\b(?:end of (?:the |this )?(day|week|month)|(?:ende (?:des |der |dieser |dieses )?|(?=wochen|monats))(tage?s|woche|wochenende|monats?|monatsende))\b|\b(close of business|cob|eod|feierabend)\b/i;
const dayOfMonth =
  /\b(?:by|on|before|until|till|bis|am|zum|spätestens) (?:the |zum |am )?(\d{1,2})(?:st|nd|rd|th|\.)(?! ?(?:\d|of\b|jan|feb|mär|mar|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz]))/i;

/** Reads what chrono does not. */
function ownRules(sentence: string, now: Date, timeZone: string): DueTime | undefined {
  const today = ZonedDateTime.toPlainDate(zoned(now, timeZone));
  const until = (day: Day, words: string): DueTime => ({
    at: endOfDay(day, END_OF_DAY, now, timeZone),
    words,
    exact: false,
  });
  const working = workingDays.exec(sentence);
  if (working) return until(plusWorkingDays(today, numberOf(working[1] ?? working[2])), working[0]);
  const end = endOf.exec(sentence);
  if (end) return until(endOfPeriod(today, (end[1] ?? end[2] ?? 'day').toLowerCase()), end[0]);
  const date = dayOfMonth.exec(sentence);
  const wanted = Number(date?.[1]);
  return date && wanted >= 1 && wanted <= 31 ? until(nextDayOfMonth(today, wanted), date[0]) : undefined;
}

const numberOf = (word = '1') => ownProperty(NUMBERS, word.toLowerCase()) ?? Number(word);

/** Counts Monday to Friday, without regard to public holidays. */
function plusWorkingDays(from: Day, count: number): Day {
  let day = from;
  for (let left = count; left > 0; ) {
    day = PlainDate.addDays(day, 1);
    if (PlainDate.dayOfWeek(day) <= 5) left -= 1;
  }
  return day;
}

function endOfPeriod(today: Day, period: string): Day {
  if (period.startsWith('mon')) return PlainDate.endOfMonth(today);
  if (period.startsWith('w')) return PlainDate.addDays(today, (5 - PlainDate.dayOfWeek(today) + 7) % 7);
  return today;
}

function nextDayOfMonth(today: Day, wanted: number): Day {
  for (let month = today; ; month = PlainDate.addMonths(PlainDate.startOfMonth(month), 1)) {
    const fits = PlainDate.daysInMonth(month) >= wanted;
    const day = fits ? PlainDate.withDayOfMonth(month, wanted) : month;
    if (fits && PlainDate.compare(day, today) >= 0) return day;
  }
}

/** Replaces German expressions with ones that chrono knows. */
function adaptGerman(sentence: string): string {
  return sentence
    .replaceAll(
      /\b(?:innerhalb|binnen)(?: von| der nächsten)? (?=\S{1,20} (?:tag|stunde|woche|monat))/gi,
      'in ',
    )
    .replaceAll(/\bin den nächsten (?=\S{1,20} (?:tag|stunde|woche|monat))/gi, 'in ')
    .replaceAll(/\bmorgen früh\b/gi, 'morgen vormittag');
}

const zoned = (now: Date, timeZone: string) =>
  Instant.toZonedDateTimeISO(Instant.fromEpochMilliseconds(now.getTime()), timeZone);

/**
 * Converts a local time to UTC: in a daylight saving gap the time after it, in an overlap the earlier one.
 */
function at(day: Day, hour: number, minute: number, timeZone: string): string {
  const time = PlainDateTime.create(day.year, day.month, day.day, hour, minute);
  return new Date(PlainDateTime.toZonedDateTime(time, timeZone).epochMilliseconds).toISOString();
}

/** Returns the given hour of a day, or 23:59 if that has passed. */
function endOfDay(day: Day, hour: number, now: Date, timeZone: string): string {
  const due = at(day, hour, 0, timeZone);
  return due > now.toISOString() ? due : at(day, 23, 59, timeZone);
}
