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

describe('choosing by priority and delay as in Amazon Connect’s examples', () => {
  // Example 3 of https://docs.aws.amazon.com/connect/latest/adminguide/concepts-routing-profiles-priority.html
  const teams = [teamWith('team', { tier1: [1, 0], tier2: [1, 0], tier3: [2, 20], tier4: [3, 80] })];
  const take = (...contacts: [queue: string, waitedSeconds: number][]) => {
    const heads = contacts.map(
      ([queue, seconds]): GroupHead => ({
        waiting: waiting(`${queue}@${seconds}`, { waitingSince: ago(seconds) }),
        services: servicesOf({ teams: ['team'] }, queue, teams),
      }),
    );
    return chooseTicket(heads, now)?.id;
  };

  it.each<[string, [string, number][], string | undefined]>([
    ['chooses nothing when no ticket waits', [], undefined],
    [
      'chooses the longer wait between tiers 1 and 2, which are equal',
      [
        ['tier1', 5],
        ['tier2', 9],
      ],
      'tier2@9',
    ],
    ['leaves tier 3 waiting just before its delay ends', [['tier3', 19]], undefined],
    ['chooses tier 3 after 20 s when no ticket of tiers 1 and 2 waits', [['tier3', 20]], 'tier3@20'],
    [
      'chooses a new ticket of tier 1 before tier 3',
      [
        ['tier3', 300],
        ['tier1', 0],
      ],
      'tier1@0',
    ],
    [
      'chooses a new ticket of tier 2 before tier 3',
      [
        ['tier3', 300],
        ['tier2', 0],
      ],
      'tier2@0',
    ],
    ['leaves tier 4 waiting just before its delay ends', [['tier4', 79]], undefined],
    [
      'chooses tier 4 after 80 s when no other ticket counts',
      [
        ['tier4', 80],
        ['tier3', 19],
      ],
      'tier4@80',
    ],
    [
      'chooses tier 3 before tier 4 once tier 3 has waited 20 s',
      [
        ['tier4', 500],
        ['tier3', 20],
      ],
      'tier3@20',
    ],
  ])('%s', (_name, contacts, expected) => {
    expect(take(...contacts)).toBe(expected);
  });

  it('treats a queue with a delay as equal once the delay has passed (example 2)', () => {
    const equal = [teamWith('team', { sales: [1, 0], support: [1, 30] })];
    const heads = (seconds: number): GroupHead[] =>
      Object.entries({ support: seconds, sales: 5 }).map(([queue, waited]) => ({
        waiting: waiting(queue, { waitingSince: ago(waited) }),
        services: servicesOf({ teams: ['team'] }, queue, equal),
      }));
    expect(chooseTicket(heads(29), now)?.id).toBe('sales');
    expect(chooseTicket(heads(30), now)?.id).toBe('support');
  });

  it('uses the lowest priority number of the agent’s teams whose delay has passed', () => {
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

describe('the waiting order', () => {
  const breach = (seconds: number) => later(NOON, seconds * 1000);

  it.each<[string, Parameters<typeof ticketWith>[0], Parameters<typeof ticketWith>[0]]>([
    [
      'puts urgent before high, however old',
      { priority: 'urgent', waitingSince: NOON },
      { priority: 'high', waitingSince: ago(9e6), vipTier: 1, breachAt: ago(5) },
    ],
    [
      'puts a VIP first within a priority',
      { vipTier: 3, waitingSince: NOON },
      { waitingSince: ago(900), breachAt: ago(5) },
    ],
    [
      'puts VIP tier 1 before tier 2',
      { vipTier: 1, waitingSince: NOON },
      { vipTier: 2, waitingSince: ago(900) },
    ],
    [
      'then puts the earlier breach first',
      { breachAt: breach(10), waitingSince: NOON },
      { breachAt: breach(11), waitingSince: ago(900) },
    ],
    ['puts a breach before none', { breachAt: breach(9e8), waitingSince: NOON }, { waitingSince: ago(900) }],
    ['then puts the longest wait first', { waitingSince: ago(2) }, { waitingSince: ago(1) }],
  ])('%s', (_name, first, second) => {
    const services = [{ priority: 1, delaySeconds: 0 }];
    const heads = [waiting('b', second), waiting('a', first)].map((one) => ({ waiting: one, services }));
    expect(chooseTicket(heads, now)?.id).toBe('a');
  });
});

describe('an agent', () => {
  const group = {
    queueId: 'q',
    channel: 'chat',
    language: 'de',
    skills: [{ name: 'law', level: 2 }],
    person: false,
  } as const;
  const able = { languages: ['de'], skills: [{ name: 'law', level: 2 }] };
  const asked = { ...group, skills: [...group.skills] };
  const serves = (over: object) =>
    servicesForGroup(agentWith('a', { ...able, ...over }), asked, [], defaultRoutingSettings);

  it('serves a waiting group if they meet its requirements, have capacity and their team serves its queue', () => {
    expect(serves({})).toEqual([{ priority: 1, delaySeconds: 0 }]);
    expect(serves({ free: 3 })).toBeDefined();
  });

  it.each([
    ['without enough capacity', { free: 2 }],
    ['without the language', { languages: ['en'] }],
    ['without the skill level', { skills: [{ name: 'law', level: 1 }] }],
    ['in no team that serves its queue', { teams: ['other'] }],
    ['while away', { presence: 'away' }],
  ])('does not serve it %s', (_name, over) => {
    expect(serves(over)).toBeUndefined();
  });
});
