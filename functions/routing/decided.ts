// A ticket as the configuration sees it at a moment, and how an agent stands to it. Pure.

import { own } from '../platform/own.ts';
import type { Ticket } from '../tickets/index.ts';
import type { Agent } from './agent.ts';
import { obstacle, type Ranked, scoreOf } from './choose-agent.ts';
import type { Config } from './config.ts';
import { type Queue, queueOf } from './queue.ts';
import { type Wish, waitedSeconds, wishOf } from './requirement.ts';
import { holderName, languageAbility } from './seats.ts';
import { priorityFor, servicesOf, teamsServing } from './team.ts';

export interface Decided {
  ticket: Ticket;
  queue: Queue;
  wish: Wish;
}

interface Moment {
  config: Config;
  now: Date;
}

export function decidedNow({ config, now }: Moment, ticket: Ticket): Decided {
  const queue = queueOf(ticket, config.queues);
  return { ticket, queue, wish: withoutUnspoken(wishOf(ticket, queue, now), config) };
}

/**
 * A language that no agent of the serving teams speaks, online or not, is not asked for: the customer would wait for ever,
 * and a reply with help beats none. Where nothing is known of the teams yet, it is.
 */
function withoutUnspoken(wish: Wish, { teams, holders }: Config): Wish {
  const { language } = wish;
  if (language === undefined) return wish;
  const counts = teamsServing(wish.queueId, teams)
    .map(({ team }) => own(holders, team))
    .filter((held) => held !== undefined);
  const spoken = counts.some((held) => (own(held, holderName(languageAbility(language))) ?? 0) > 0);
  return spoken || counts.length === 0 ? wish : { ...wish, language: undefined, unspoken: language };
}

/** Why an agent cannot have the ticket now; undefined when they can. */
export function obstacleFor({ config, now }: Moment, decided: Decided, agent: Agent): string | undefined {
  const { ticket, queue, wish } = decided;
  const services = servicesOf(agent, queue.id, config.teams);
  if (services.length === 0) return 'no team of theirs serves the queue';
  if (priorityFor(services, waitedSeconds(ticket, now)) === undefined)
    return 'their teams serve the queue after a longer wait';
  return obstacle(agent, ticket, wish, config.settings, now);
}

/** How an agent stands in the order for the ticket; undefined when they cannot have it. */
export function rankedFor(moment: Moment, decided: Decided, agent: Agent): Ranked | undefined {
  if (obstacleFor(moment, decided, agent) !== undefined) return undefined;
  const { ticket, queue, wish } = decided;
  return { agent, score: scoreOf(agent, ticket, wish, queue, moment.now) };
}

/** Until when the agent may accept; undefined when the ticket is theirs at once. */
export const offeredUntil = ({ acceptSeconds }: Queue, now: Date): string | undefined =>
  acceptSeconds === undefined ? undefined : new Date(now.getTime() + acceptSeconds * 1000).toISOString();
