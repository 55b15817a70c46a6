// Reads the envelope of a mail that arrives over HTTP from the query.
import { isAddress } from '../mime.ts';
import { verdictNames } from './received-mail.ts';
import type { IncomingMail } from './receiving.ts';

const verdicts = ['PASS', 'FAIL', 'GRAY', 'PROCESSING_FAILED'];

/** Parses `?from=…&to=…&to=…&spam=FAIL`, or returns what is wrong with it. */
export const readEnvelope = (query: URLSearchParams): IncomingMail | { field: string; detail: string } => {
  const from = query.get('from');
  const to = query.getAll('to').flatMap((value) => value.split(','));
  if (from !== null && from !== '' && !isAddress(from))
    return { field: 'from', detail: 'from must be a plain address, or empty as that of a bounce' };
  if (to.some((address) => !isAddress(address)))
    return { field: 'to', detail: 'to must be a plain address, or several with commas between' };
  const stated = verdictNames.flatMap((name) => {
    const value = query.get(name)?.toUpperCase();
    return value === undefined ? [] : [[name, value] as const];
  });
  const invalid = stated.find(([, value]) => !verdicts.includes(value));
  if (invalid !== undefined)
    return { field: invalid[0], detail: `${invalid[0]} must be one of ${verdicts.join(', ')}` };
  return {
    ...(from === null ? {} : { from }),
    ...(to.length === 0 ? {} : { to }),
    verdicts: Object.fromEntries(stated),
  };
};
