import { describe, expect, it } from 'vitest';
import {
  chooseTicket,
  type GroupHead,
  servicesForGroup,
} from '../../../../functions/routing/matching/choose-ticket.ts';
import { defaultRoutingSettings } from '../../../../functions/routing/model/routing-settings.ts';
import { servicesOf } from '../../../../functions/routing/model/team.ts';
import { waitingOrderOf } from '../../../../functions/tickets/core/ticket-store.ts';
import { later, NOON } from '../../../support/context.ts';
import { agentWith, teamWith } from '../../../support/routing/agents.ts';
import { ticketWith } from '../../../support/tickets/tickets.ts';

const now = new Date(NOON);
const ago = (seconds: number) => later(NOON, -seconds * 1000);
const waiting = (id: string, over: Parameters<typeof ticketWith>[0]) => {
  const ticket = ticketWith({ id, ...over });
  return { id, order: waitingOrderOf(ticket), waitingSince: ticket.waitingSince };
};

describe('Amazon Connect’s example: four queues with priorities and delays', () => {
  // Example 3 of https://docs.aws.amazon.com/connect/latest/adminguide/concepts-routing-profiles-priority.html
  const teams = [teamWith('desk', { tier1: [1, 0], tier2: [1, 0], tier3: [2, 20], tier4: [3, 80] })];
  const take = (...contacts: [queue: string, waitedSeconds: number][]) => {
    const heads = contacts.map(
      ([queue, seconds]): GroupHead => ({
        waiting: waiting(`${queue}@${seconds}`, { waitingSince: ago(seconds) }),
        services: servicesOf({ teams: ['desk'] }, queue, teams),
      }),
    );
    return chooseTicket(heads, now)?.id;
  };

  it.each<[string, [string, number][], string | undefined]>([
    ['nobody waits', [], undefined],
    [
      'tiers 1 and 2 are equals: the longer wait goes first',
      [
        ['tier1', 5],
        ['tier2', 9],
      ],
      'tier2@9',
    ],
    ['tier 3 just before its delay waits on', [['tier3', 19]], undefined],
    ['tier 3 is served once it waited 20 s and nobody of tiers 1 and 2 waits', [['tier3', 20]], 'tier3@20'],
    [
      'tier 3 stands behind a newcomer of tier 1',
      [
        ['tier3', 300],
        ['tier1', 0],
      ],
      'tier1@0',
    ],
    [
      'tier 3 stands behind a newcomer of tier 2',
      [
        ['tier3', 300],
        ['tier2', 0],
      ],
      'tier2@0',
    ],
    ['tier 4 just before its delay waits on', [['tier4', 79]], undefined],
    [
      'tier 4 is served once it waited 80 s and nobody else counts',
      [
        ['tier4', 80],
        ['tier3', 19],
      ],
      'tier4@80',
    ],
    [
      'tier 4 stands behind tier 3 from its 20th second on',
      [
        ['tier4', 500],
        ['tier3', 20],
      ],
      'tier3@20',
    ],
  ])('%s', (_name, contacts, expected) => {
    expect(take(...contacts)).toBe(expected);
  });

  it('by its example 2 a queue of equal priority with a delay counts as its equal once the delay has passed', () => {
    const equal = [teamWith('desk', { sales: [1, 0], support: [1, 30] })];
    const heads = (seconds: number): GroupHead[] =>
      Object.entries({ support: seconds, sales: 5 }).map(([queue, waited]) => ({
        waiting: waiting(queue, { waitingSince: ago(waited) }),
        services: servicesOf({ teams: ['desk'] }, queue, equal),
      }));
    expect(chooseTicket(heads(29), now)?.id).toBe('sales');
    expect(chooseTicket(heads(30), now)?.id).toBe('support');
  });

  it('an agent of two teams serves a queue under the lower number of those whose delay has passed', () => {
    const two = [teamWith('a', { q: [1, 60] }), teamWith('b', { q: [2, 0], r: [1, 0] })];
    const services = (queue: string) => servicesOf({ teams: ['a', 'b'] }, queue, two);
    const heads = (seconds: number): GroupHead[] => [
      { waiting: waiting('q', { waitingSince: ago(seconds) }), services: services('q') },
      { waiting: waiting('r', { waitingSince: ago(0) }), services: services('r') },
    ];
    expect(chooseTicket(heads(59), now)?.id).toBe('r');
    expect(chooseTicket(heads(60), now)?.id).toBe('q');
  });
});

describe('the order of the waiting', () => {
  const breach = (seconds: number) => later(NOON, seconds * 1000);

  it.each<[string, Parameters<typeof ticketWith>[0], Parameters<typeof ticketWith>[0]]>([
    [
      'urgent before high, however old',
      { priority: 'urgent', waitingSince: NOON },
      { priority: 'high', waitingSince: ago(9e6), vipTier: 1, breachAt: ago(5) },
    ],
    [
      'within a priority a VIP first',
      { vipTier: 3, waitingSince: NOON },
      { waitingSince: ago(900), breachAt: ago(5) },
    ],
    ['tier 1 before tier 2', { vipTier: 1, waitingSince: NOON }, { vipTier: 2, waitingSince: ago(900) }],
    [
      'then the next breach',
      { breachAt: breach(10), waitingSince: NOON },
      { breachAt: breach(11), waitingSince: ago(900) },
    ],
    ['a breach before none', { breachAt: breach(9e8), waitingSince: NOON }, { waitingSince: ago(900) }],
    ['then the longest wait', { waitingSince: ago(2) }, { waitingSince: ago(1) }],
  ])('%s', (_name, first, second) => {
    const services = [{ priority: 1, delaySeconds: 0 }];
    const heads = [waiting('b', second), waiting('a', first)].map((one) => ({ waiting: one, services }));
    expect(chooseTicket(heads, now)?.id).toBe('a');
  });
});

describe('an agent serves a line', () => {
  const line = {
    queueId: 'q',
    channel: 'chat',
    language: 'de',
    skills: [{ name: 'law', level: 2 }],
    person: false,
  } as const;
  const able = { languages: ['de'], skills: [{ name: 'law', level: 2 }] };
  const asked = { ...line, skills: [...line.skills] };
  const serves = (over: object) =>
    servicesForGroup(agentWith('a', { ...able, ...over }), asked, [], defaultRoutingSettings);

  it('whose skills and language they hold, with room for its channel, in a queue of their team', () => {
    expect(serves({})).toEqual([{ priority: 1, delaySeconds: 0 }]);
    expect(serves({ free: 3 })).toBeDefined();
  });

  it.each([
    ['without the room', { free: 2 }],
    ['without the language', { languages: ['en'] }],
    ['without the level', { skills: [{ name: 'law', level: 1 }] }],
    ['in no team that serves its queue', { teams: ['other'] }],
    ['away', { presence: 'away' }],
  ])('not %s', (_name, over) => {
    expect(serves(over)).toBeUndefined();
  });
});
