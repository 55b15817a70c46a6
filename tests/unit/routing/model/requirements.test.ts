import { describe, expect, it } from 'vitest';
import {
  mandatoryRequirementsOf,
  meetsRequirements,
  nextReevaluationAt,
  ticketRequirementsOf,
  waitingGroupIdOf,
} from '../../../../functions/routing/model/requirements.ts';
import { later, NOON } from '../../../support/context.ts';
import { agentWith, queueWith, teamWith } from '../../../support/routing/agents.ts';
import { ticketWith } from '../../../support/tickets/tickets.ts';

const after = (seconds: number) => new Date(Date.parse(NOON) + seconds * 1000);
const skill = (name: string, level = 1) => ({ name, level });
const prefer = (name: string, group: number, level = 1) => ({ name, level, group });

describe('dropping preferred skills', () => {
  // Follows Salesforce’s additional skills (release notes of Summer ’20, “Prioritize Additional Routing
  // Skills”): the skills with the highest number are dropped first, all of a number together, one number per
  // interval.
  const queue = queueWith('q', {
    relaxation: { everySeconds: 30 },
    requiredSkills: [skill('english', 3)],
    preferredSkills: [prefer('product', 1, 2), prefer('region', 2), prefer('gold', 3)],
  });
  const asked = (seconds: number) =>
    ticketRequirementsOf(ticketWith({ waitingSince: NOON }), queue, after(seconds)).skills.map(
      ({ name }) => name,
    );

  it.each([
    [0, ['english', 'gold', 'product', 'region']],
    [29.999, ['english', 'gold', 'product', 'region']],
    [30, ['english', 'product', 'region']],
    [59.999, ['english', 'product', 'region']],
    [60, ['english', 'product']],
    [90, ['english']],
    [1e6, ['english']],
  ])('leaves, after %s s, %j required', (seconds, names) => {
    expect(asked(seconds)).toEqual(names);
  });

  it('follows Salesforce’s example: location first, then product, then issue type, never the language', () => {
    const example = queueWith('q', {
      relaxation: { everySeconds: 30 },
      requiredSkills: ['english', 'french'].map((name) => skill(name)),
      preferredSkills: [
        ...['software', 'hardware'].map((name) => prefer(name, 1)),
        ...['speaker', 'mouse', 'keyboard'].map((name) => prefer(name, 2)),
        ...['usa', 'england', 'canada', 'france'].map((name) => prefer(name, 3)),
      ],
    });
    const left = (intervals: number) =>
      ticketRequirementsOf(ticketWith({ waitingSince: NOON }), example, after(30 * intervals)).skills.map(
        ({ name }) => name,
      );
    const languages = ['english', 'french'];
    expect(left(0)).toHaveLength(11);
    expect(left(1)).toEqual(
      [...languages, 'hardware', 'keyboard', 'mouse', 'software', 'speaker'].toSorted(),
    );
    expect(left(2)).toEqual([...languages, 'hardware', 'software'].toSorted());
    expect(left(3)).toEqual(languages);
    expect(left(4)).toEqual(languages);
  });

  it('drops the skills of a group together and records when', () => {
    const two = queueWith('q', {
      relaxation: { everySeconds: 10 },
      preferredSkills: [prefer('a', 7), prefer('b', 7), prefer('c', 2)],
    });
    const requirements = ticketRequirementsOf(ticketWith({ waitingSince: NOON }), two, after(25));
    expect(requirements.skills).toEqual([]);
    expect(requirements.dropped).toEqual([
      { group: 7, at: later(NOON, 10_000) },
      { group: 2, at: later(NOON, 20_000) },
    ]);
  });

  it('never drops required skills or the training for a sensitive ticket', () => {
    const sensitive = { kinds: ['vulnerable' as const], reasons: [], by: 'model' as const, at: NOON };
    const ticket = ticketWith({
      waitingSince: NOON,
      sensitive,
      requiredSkills: [skill('billing', 2)],
      preferredSkills: [prefer('billing', 1, 5), prefer('trained_vulnerability', 1, 5)],
    });
    expect(ticketRequirementsOf(ticket, queue, after(1e6)).skills).toEqual([
      skill('billing', 2),
      skill('english', 3),
      skill('trained_vulnerability', 1),
    ]);
  });

  it('counts from the start of the wait; declining or unassigning does not restart it', () => {
    const ticket = ticketWith({ waitingSince: NOON, previouslyReleasedAt: later(NOON, 59_000) });
    expect(ticketRequirementsOf(ticket, queue, after(60)).dropped).toHaveLength(2);
  });

  it('uses preferred skills only for the ranking when the queue has no relaxation', () => {
    const requirements = ticketRequirementsOf(
      ticketWith(),
      queueWith('q', { preferredSkills: [prefer('gold', 1)] }),
      after(0),
    );
    expect([requirements.skills, requirements.preferred]).toEqual([[], [prefer('gold', 1)]]);
  });

  it('requires the highest level that is listed for a skill', () => {
    const ticket = ticketWith({
      requiredSkills: [skill('english', 1), skill('english', 4)],
      waitingSince: NOON,
    });
    expect(ticketRequirementsOf(ticket, queue, after(1e6)).skills).toEqual([skill('english', 4)]);
  });
});

describe('a waiting group', () => {
  const requirementsOf = (over: object, queue = queueWith('q')) =>
    ticketRequirementsOf(ticketWith(over), queue, after(0));

  it('is shared by all tickets with the same requirements, whatever their order and source', () => {
    const own = requirementsOf({ requiredSkills: [skill('a', 2), skill('b')], language: 'de-AT' });
    const other = requirementsOf(
      { requiredSkills: [skill('b')], language: 'de' },
      queueWith('q', { requiredSkills: [skill('a', 2)] }),
    );
    expect(waitingGroupIdOf(own)).toBe(waitingGroupIdOf(other));
  });

  it.each([
    ['queue', {}, queueWith('r')],
    ['channel', { channel: 'chat' }, undefined],
    ['language', { language: 'fr' }, undefined],
    ['skill', { requiredSkills: [skill('b')] }, undefined],
    ['level', { requiredSkills: [skill('a', 2)] }, undefined],
    ['sensitivity', { sensitive: { kinds: ['complaint'], reasons: [], by: 'staff', at: NOON } }, undefined],
  ])('is different for a different %s', (_name, over, queue) => {
    const base = { requiredSkills: [skill('a')], language: 'de' };
    expect(waitingGroupIdOf(requirementsOf({ ...base, ...over }, queue))).not.toBe(
      waitingGroupIdOf(requirementsOf(base)),
    );
  });

  it('stores everything that decides on eligible agents, and nothing else', () => {
    const asked = requirementsOf({ requiredSkills: [skill('a', 2)], language: 'de' });
    const row = mandatoryRequirementsOf(asked);
    expect(Object.keys(row).toSorted()).toEqual(['channel', 'language', 'person', 'queueId', 'skills']);
    const agent = agentWith('a', { skills: [skill('a', 2)], languages: ['de'] });
    expect([meetsRequirements(agent, row), meetsRequirements(agent, asked)]).toEqual([true, true]);
  });
});

describe('the next reevaluation of a waiting ticket', () => {
  const queue = queueWith('q', {
    relaxation: { everySeconds: 30 },
    preferredSkills: [prefer('x', 1), prefer('y', 2)],
  });
  const teams = [
    teamWith('t', { q: [2, 20] }),
    teamWith('u', { q: [3, 80] }),
    teamWith('v', { other: [1, 5] }),
  ];
  const ticket = ticketWith({ waitingSince: NOON, skips: [{ agentId: 'a', until: later(NOON, 45_000) }] });
  const next = (seconds: number) => nextReevaluationAt(ticket, queue, teams, after(seconds));

  it.each([
    [0, 20],
    [19.999, 20],
    [20, 30],
    [30, 45],
    [45, 60],
    [60, 80],
  ])('after %s s is at %s s', (seconds, expected) => {
    expect(next(seconds)).toBe(after(expected).toISOString());
  });

  it('does not exist when waiting changes nothing', () => {
    expect(next(80)).toBeUndefined();
    expect(
      nextReevaluationAt(ticketWith({ waitingSince: later(NOON, 5000) }), queueWith('q'), [], after(0)),
    ).toBeUndefined();
  });
});
