import { withProblems } from '../platform/config/usable.ts';
import { readEnv } from '../platform/env/env.ts';
import { DomainError } from '../platform/errors.ts';
import { createApi, type Handlers } from '../platform/http/create-api.ts';
import { own } from '../platform/own.ts';
import { openTable, type Table } from '../platform/table/table.ts';
import { deleteSchedule, putPolicies, putSchedule } from './change-rulebook.ts';
import { EnvSchema } from './env.ts';
import { readClocks } from './read-clocks.ts';
import { slaRoutes } from './routes.ts';
import { rulebooksOf } from './rulebook-store.ts';

export function slaHandlers(table: Table): Handlers<typeof slaRoutes> {
  const rulebooks = rulebooksOf(table);
  const deps = { table, rulebooks };
  return {
    putSchedule: ({ params, body, version }, context) =>
      putSchedule(deps, params.scheduleId, { ...body, version }, context),
    listSchedules: async () => {
      const { book, problems } = await rulebooks.read();
      return { items: Object.values(book.schedules), ...withProblems(problems) };
    },
    getSchedule: async ({ params }) => {
      const schedule = own((await rulebooks.current()).schedules, params.scheduleId);
      if (!schedule) throw new DomainError('schedule.not_found');
      return schedule;
    },
    deleteSchedule: ({ params, version }, context) =>
      deleteSchedule(deps, params.scheduleId, version, context),
    putPolicies: ({ body, version }, context) => putPolicies(deps, { ...body, version }, context),
    getPolicies: async () => {
      const { book, problems } = await rulebooks.read();
      return { ...book.policies, ...withProblems(problems) };
    },
    getClocks: ({ params, query }, context) => readClocks(deps, { ...params, ...query }, context.now),
  };
}

export const handler = createApi('sla', slaRoutes, slaHandlers(openTable(readEnv(EnvSchema).TABLE_NAME)));
