import { readEnv } from '../platform/env/env.ts';
import { DomainError } from '../platform/errors.ts';
import { createApi, type Handlers } from '../platform/http/create-api.ts';
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
    putSchedule: ({ params, body }, context) => putSchedule(deps, params.scheduleId, body, context),
    listSchedules: async () => ({ items: Object.values((await rulebooks.current()).schedules) }),
    getSchedule: async ({ params }) => {
      const schedule = (await rulebooks.current()).schedules[params.scheduleId];
      if (!schedule) throw new DomainError('schedule.not_found');
      return schedule;
    },
    deleteSchedule: ({ params }, context) => deleteSchedule(deps, params.scheduleId, context),
    putPolicies: ({ body }, context) => putPolicies(deps, body, context),
    getPolicies: async () => (await rulebooks.current()).policies,
    getClocks: ({ params, query }, context) => readClocks(deps, { ...params, ...query }, context.now),
  };
}

export const handler = createApi('sla', slaRoutes, slaHandlers(openTable(readEnv(EnvSchema).TABLE_NAME)));
