// Changes of schedules and policies. Each makes a new version of the rulebook, says so in an event, and has the tickets
// with live clocks looked at again, since a shorter target may be due before anything else would look.
import type { Context } from '../platform/context.ts';
import {
  type ExpectedVersion,
  needVersion,
  nextVersion,
  type PutVersioned,
} from '../platform/contract/version.ts';
import { DomainError } from '../platform/errors.ts';
import type { NewEvent } from '../platform/events/new-event.ts';
import { own } from '../platform/own.ts';
import { commit, whileContended } from '../platform/table/commit.ts';
import { keys } from '../platform/table/keys.ts';
import type { Table } from '../platform/table/table.ts';
import type { Policies, PutPoliciesRequest, Rulebook } from './policy.ts';
import { type Rulebooks, saveRulebook } from './rulebook-store.ts';
import type { PutScheduleRequest, Schedule } from './schedule.ts';
import { scheduleWalk } from './schedule-walk.ts';

export interface RulebookDeps {
  table: Table;
  rulebooks: Rulebooks;
}

/** At most this many schedules: the whole rulebook is one item. */
const MAX_SCHEDULES = 20;

/**
 * Makes a schedule, or changes one on the version that was read; one in quarantine counts as not there, and is replaced.
 * Refuses as `nextVersion` does, and with `request.invalid` a twenty-first.
 */
export function putSchedule(
  deps: RulebookDeps,
  scheduleId: string,
  { version: expected, ...facts }: PutVersioned<PutScheduleRequest>,
  context: Context,
): Promise<Schedule> {
  return change(deps, context, (book, usable) => {
    const current = own(usable.schedules, scheduleId);
    const version = nextVersion(expected, current?.version ?? 0);
    const updatedAt = context.now.toISOString();
    const next = { id: scheduleId, version, ...facts, updatedAt };
    const schedules = { ...book.schedules, [scheduleId]: next };
    if (Object.keys(schedules).length > MAX_SCHEDULES)
      throw refused('path.scheduleId', `is one too many: there may be ${MAX_SCHEDULES} schedules`);
    return {
      book: { ...book, schedules },
      event: changed('sla.schedule_saved', { scheduleId }),
      answer: next,
    };
  });
}

/**
 * Deletes a schedule, at the version that was read where one is named (`version.stale`). Refuses with `schedule.in_use` while a
 * policy, or the default, counts by it.
 */
export function deleteSchedule(
  deps: RulebookDeps,
  scheduleId: string,
  expected: ExpectedVersion | undefined,
  context: Context,
): Promise<Schedule> {
  return change(deps, context, (book, usable) => {
    const current = own(usable.schedules, scheduleId);
    if (!current) throw new DomainError('schedule.not_found');
    needVersion(expected ?? 'any', current.version, 'the schedule');
    const others = Object.entries(book.schedules).filter(([id]) => id !== scheduleId);
    const { policies, defaultScheduleId } = usable.policies;
    const user = policies.find((policy) => policy.scheduleId === scheduleId)?.id;
    if (user !== undefined || defaultScheduleId === scheduleId)
      throw new DomainError('schedule.in_use', `${user ?? 'the default'} counts by this schedule`);
    return {
      book: { ...book, schedules: Object.fromEntries(others) },
      event: changed('sla.schedule_deleted', { scheduleId }),
      answer: current,
    };
  });
}

/**
 * Puts a new list of policies in the place of the one that was read. Refuses as `nextVersion` does, and with
 * `request.invalid` a schedule that is not there.
 */
export function putPolicies(
  deps: RulebookDeps,
  { version: expected, ...list }: PutVersioned<PutPoliciesRequest>,
  context: Context,
): Promise<Policies> {
  return change(deps, context, (book, usable) => {
    const version = nextVersion(expected, book.policies.version, { builtIn: true });
    list.policies.forEach(({ scheduleId }, index) => {
      if (!own(usable.schedules, scheduleId))
        throw refused(`body.policies.${index}.scheduleId`, 'does not exist');
    });
    if (list.defaultScheduleId !== undefined && !own(usable.schedules, list.defaultScheduleId))
      throw refused('body.defaultScheduleId', 'does not exist');
    const policies = { version, ...list, updatedAt: context.now.toISOString() };
    return { book: { ...book, policies }, event: changed('sla.policies_changed', {}), answer: policies };
  });
}

interface Decision<T> {
  book: Rulebook;
  event: (version: number) => NewEvent;
  answer: T;
}

/** Decides on what can be used, and changes what is stored: what is in quarantine stays until it is replaced. */
function change<T>(
  { table, rulebooks }: RulebookDeps,
  context: Context,
  decide: (book: Rulebook, usable: Rulebook) => Decision<T>,
): Promise<T> {
  return whileContended(async () => {
    const { stored: current, book: usable } = await rulebooks.read();
    const { book, event, answer } = decide(current, usable);
    const now = context.now.toISOString();
    // Versions follow each other in time too, whatever the clocks of the machines say.
    const changedAt = now > current.changedAt ? now : current.changedAt;
    const next = { ...book, version: current.version + 1, changedAt };
    await commit(table, context, {
      writes: [...saveRulebook(next), scheduleWalk(context.now)],
      events: [event(next.version)],
    });
    return answer;
  });
}

const changed =
  (type: string, data: Record<string, unknown>) =>
  (version: number): NewEvent => ({
    type,
    v: 1,
    owner: keys.rulebook().pk,
    data: { ...data, version },
  });

const refused = (path: string, message: string) =>
  new DomainError('request.invalid', `${path} ${message}`, [{ path, message }]);
