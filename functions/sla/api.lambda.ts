import { withProblems } from '../platform/config/stored-document.ts';
import { readEnv, TableEnvSchema } from '../platform/env/env.ts';
import { createApi, type Handlers } from '../platform/http/create-api.ts';
import { ownProperty } from '../platform/own-property.ts';
import { openTable, type Table } from '../platform/table/table.ts';
import { readClocks } from './clocks/read-clocks.ts';
import { deleteSchedule, putPolicies, putSchedule } from './configuration/change-sla-config.ts';
import { slaConfigsOf } from './configuration/sla-config-store.ts';
import { slaError } from './errors.ts';
import { slaRoutes } from './routes.ts';

export function slaHandlers(table: Table): Handlers<typeof slaRoutes> {
  const slaConfigs = slaConfigsOf(table);
  const deps = { table, slaConfigs };
  return {
    putSchedule: ({ params, body, version }, context) =>
      putSchedule(deps, params.scheduleId, { ...body, version }, context),
    listSchedules: async () => {
      const { config, problems } = await slaConfigs.read();
      return { items: Object.values(config.schedules), ...withProblems(problems) };
    },
    getSchedule: async ({ params }) => {
      const schedule = ownProperty((await slaConfigs.current()).schedules, params.scheduleId);
      if (!schedule) throw slaError('schedule.not_found');
      return schedule;
    },
    deleteSchedule: ({ params, version }, context) =>
      deleteSchedule(deps, params.scheduleId, version, context),
    putPolicies: ({ body, version }, context) => putPolicies(deps, { ...body, version }, context),
    getPolicies: async () => {
      const { config, problems } = await slaConfigs.read();
      return { ...config.policies, ...withProblems(problems) };
    },
    getClocks: ({ params, query }, context) => readClocks(deps, { ...params, ...query }, context.now),
  };
}

export const handler = createApi(
  'sla',
  slaRoutes,
  slaHandlers(openTable(readEnv(TableEnvSchema).TABLE_NAME)),
);
