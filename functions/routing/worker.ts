import { SQSClient } from '@aws-sdk/client-sqs';
import { claim, type DueMessage } from '../platform/agenda/due.ts';
import type { Context } from '../platform/context.ts';
import { readEnv } from '../platform/env/env.ts';
import type { DomainEvent } from '../platform/events/envelope.ts';
import { createWorker, type WorkerHandlers } from '../platform/queue/create-worker.ts';
import { commit } from '../platform/table/commit.ts';
import { openTable } from '../platform/table/table.ts';
import { configReader } from './config.ts';
import { WorkerEnvSchema } from './env.ts';
import { giveBack, giveBackMessage } from './give-back.ts';
import { giveOut } from './give-out.ts';
import { heartbeatDue, heartbeatMessage } from './heartbeat.ts';
import { learnFrom } from './learn.ts';
import { lineRegistry } from './lines.ts';
import { lookAtLine, queueChanged } from './look.ts';
import { endOffer } from './offer.ts';
import { release } from './release.ts';
import { serveAgent } from './serve-agent.ts';
import { shiftDue } from './shift-presence.ts';
import { soonBy } from './soon.ts';
import { type RoutingDeps, tableFloor } from './table-floor.ts';

type Handle<T> = (message: T, context: Context) => Promise<void>;

export function routingHandlers(deps: RoutingDeps): WorkerHandlers {
  const { table, soon } = deps;
  const wants: Handle<DomainEvent> = async (event, context) => {
    await giveOut(await tableFloor(deps, context), String(event.data.ticketId));
  };
  const over: Handle<DomainEvent> = (event, context) => release(table, event, context);
  const learn: Handle<DomainEvent> = (event, context) => learnFrom(deps, event, context);
  const grace = async ({ now }: Context) => (await deps.config(now)).settings.graceSeconds;
  return {
    events: {
      'ticket.triaged': wants,
      'ticket.reopened': inTurn(wants, learn),
      'ticket.released': inTurn(wants, learn),
      'ticket.unmerged': wants,
      'ticket.updated': wants,
      'ticket.solved': over,
      // Of a slot that was given back before nothing more is done, so it comes last.
      'ticket.closed': inTurn(learn, over),
      'survey.answered': learn,
      'agent.freed': async (event, context) =>
        serveAgent(await tableFloor(deps, context), String(event.data.agentId)),
      'agent.presence_changed': async ({ data }, { now }) => {
        if (data.giveBackAt) await soon(giveBackMessage(String(data.agentId), String(data.giveBackAt)), now);
      },
      'agent.listened_for': ({ data }, { now }) =>
        soon(heartbeatMessage(String(data.agentId), String(data.missedAt)), now),
    },
    due: {
      'routing.wake': async (message, context) => {
        await look(deps, message, context);
        await commit(table, context, { writes: [claim(message)] });
      },
      'routing.look_once': (message, context) => look(deps, message, context),
      'routing.look': (message, context) => lookAtLine(deps, message, context),
      'routing.queue_changed': (message, context) => queueChanged(deps, message, context),
      'routing.offer_ended': (message, context) => endOffer(deps, message, context),
      'routing.give_back': (message, context) => giveBack(table, message, context),
      'routing.heartbeat': async (message, context) =>
        heartbeatDue({ table, soon, graceSeconds: await grace(context) }, message, context),
      'routing.shift': async (message, context) =>
        shiftDue({ table, graceSeconds: await grace(context) }, message, context),
    },
  };
}

const inTurn =
  <T>(...handles: Handle<T>[]): Handle<T> =>
  async (message, context) => {
    for (const handle of handles) await handle(message, context);
  };

/** A message may be sent ahead and meet a clock that is behind: the moment it is for has come all the same. */
async function look(deps: RoutingDeps, message: DueMessage, context: Context): Promise<void> {
  const now = new Date(Math.max(context.now.getTime(), Date.parse(message.at)));
  await giveOut(await tableFloor(deps, { ...context, now }), String(message.data.ticketId));
}

const env = readEnv(WorkerEnvSchema);
const table = openTable(env.TABLE_NAME);
export const handler = createWorker(
  'routing',
  routingHandlers({
    table,
    config: configReader(table),
    makeKnown: lineRegistry(table),
    soon: soonBy(new SQSClient({}), env.ROUTING_QUEUE_URL),
  }),
);
