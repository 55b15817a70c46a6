/**
 * The prefixes of answers and forwards in the languages of common clients, with the counters that some add.
 */
const PREFIX =
  /^\s{0,50}(?:re|aw|antw|antwort|sv|vs|ref|rif|r|res|odp|ynt|tr|fwd?|fw|wg|wtr|rv|enc|i|doorst|vl)\s{0,50}(?:\[\d{1,3}\]|\(\d{1,3}\)|\^\d{1,3})?\s{0,50}[:：]\s*/i;
const FORWARD = /^\s*(?:fwd?|fw|wg|tr|rv|enc|doorst|vl)\s*[:：]/i;
const MAX_PREFIXES = 20;

/**
 * Returns the subject without prefixes, in lower case and with single spaces, to compare the emails of a
 * thread.
 */
export function normalSubject(subject: string): string {
  return bareSubject(subject).toLowerCase();
}

/** Returns the subject without the prefixes of answers and forwards. */
export function bareSubject(subject: string): string {
  let rest = subject.slice(0, 1000);
  for (let prefixes = 0; prefixes < MAX_PREFIXES && PREFIX.test(rest); prefixes += 1)
    rest = rest.replace(PREFIX, '');
  return rest.replaceAll(/\s+/g, ' ').trim();
}

export const isForward = (subject: string): boolean => FORWARD.test(subject.slice(0, 100));
