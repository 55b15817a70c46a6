// The seven targets as tables of cases. Times are UTC. The office is in Berlin, Monday to Friday,
// 09:00–17:00, which is 08:00–16:00 UTC in winter. 10 March 2026 is a Tuesday.
import { describe, expect, it } from 'vitest';
import { timeMetricsOf } from '../../../../functions/sla/clocks/clock-events.ts';
import type { SlaConfig, Target, TargetName } from '../../../../functions/sla/configuration/policy.ts';
import {
  clocksOf,
  elapsedTimes,
  policyWith,
  reportedEvents,
  slaConfigWith,
  threadOf,
} from '../../../support/sla/sla.ts';

const H = 3600;
const calendar = (seconds: number): Target => ({ seconds, hours: 'calendar' });
const business = (seconds: number): Target => ({ seconds, hours: 'business' });
const promising = (
  targets: Partial<Record<TargetName, Target>>,
  over: Parameters<typeof slaConfigWith>[1] = {},
) => slaConfigWith([policyWith({ targets })], over);
const END = '2026-03-20T00:00Z';

describe('first reply', () => {
  const config = promising({ first_reply: calendar(2 * H) });
  const of = (...steps: Parameters<typeof threadOf>) =>
    reportedEvents(clocksOf(threadOf(...steps), [config], END).events, 'first_reply');

  it('runs from the opening to the first public reply by a person and is met at the exact moment it is due', () => {
    expect(of(['2026-03-10T09:00Z', 'opened'], ['2026-03-10T11:00Z', 'reply'])).toEqual([
      '2026-03-10T09:00 activate 1',
      '2026-03-10T10:36 warn 1',
      '2026-03-10T11:00 fulfil 1 met',
    ]);
  });

  it('is breached a millisecond later', () => {
    expect(of(['2026-03-10T09:00Z', 'opened'], ['2026-03-10T11:00:00.001Z', 'reply'])).toEqual([
      '2026-03-10T09:00 activate 1',
      '2026-03-10T10:36 warn 1',
      '2026-03-10T11:00 breach 1',
      '2026-03-10T11:00 fulfil 1 late',
    ]);
  });

  it.each(['bot', 'automatic', 'note'])('is not fulfilled by a message of kind %s', (kind) => {
    expect(
      of(['2026-03-10T09:00Z', 'opened'], ['2026-03-10T09:30Z', kind], ['2026-03-10T10:00Z', 'reply']).at(-1),
    ).toBe('2026-03-10T10:00 fulfil 1 met');
  });

  it('is fulfilled once and not again by a second reply', () => {
    expect(
      of(
        ['2026-03-10T09:00Z', 'opened'],
        ['2026-03-10T09:30Z', 'reply'],
        ['2026-03-10T09:40Z', 'reply'],
      ).slice(1),
    ).toEqual(['2026-03-10T09:30 fulfil 1 met']);
  });

  it('does not pause while the ticket is pending or on hold', () => {
    expect(
      of(
        ['2026-03-10T09:00Z', 'opened'],
        ['2026-03-10T09:10Z', 'pending'],
        ['2026-03-10T09:20Z', 'on_hold'],
      ).slice(1),
    ).toEqual(['2026-03-10T10:36 warn 1', '2026-03-10T11:00 breach 1']);
  });

  it('is the second public message of staff when staff opened the ticket', () => {
    expect(
      of(
        ['2026-03-10T09:00Z', 'opened by staff'],
        ['2026-03-10T10:00Z', 'customer'],
        ['2026-03-10T10:30Z', 'reply'],
      ),
    ).toEqual(['2026-03-10T09:00 activate 1', '2026-03-10T10:30 fulfil 1 met']);
  });

  it('is cancelled when the ticket is solved without a reply and starts again when it is reopened', () => {
    expect(
      of(
        ['2026-03-10T09:00Z', 'opened'],
        ['2026-03-10T09:30Z', 'solved'],
        ['2026-03-10T12:00Z', 'customer'],
        ['2026-03-10T12:00Z', 'reopened'],
        ['2026-03-10T12:10Z', 'reply'],
      ),
    ).toEqual([
      '2026-03-10T09:00 activate 1',
      '2026-03-10T09:30 cancel 1',
      '2026-03-10T12:00 activate 2',
      '2026-03-10T12:00 breach 2',
      '2026-03-10T12:10 fulfil 2 late',
    ]);
  });

  it('counts from the customer’s first message when the reply comes after solving, and can be late', () => {
    const { events, figures } = clocksOf(
      threadOf(
        ['2026-03-10T09:00Z', 'opened'],
        ['2026-03-10T09:30Z', 'solved'],
        ['2026-03-10T13:00Z', 'reply'],
      ),
      [config],
      END,
    );
    expect(reportedEvents(events, 'first_reply').slice(2)).toEqual([
      '2026-03-10T13:00 activate 2',
      '2026-03-10T13:00 breach 2',
      '2026-03-10T13:00 fulfil 2 late',
    ]);
    expect(figures.firstReply).toEqual({ calendarSeconds: 4 * H, businessSeconds: 4 * H });
  });
});

describe('next reply', () => {
  const config = promising({ next_reply: calendar(2 * H) });
  const of = (...steps: Parameters<typeof threadOf>) =>
    reportedEvents(
      clocksOf(
        threadOf(['2026-03-10T08:00Z', 'opened'], ['2026-03-10T08:30Z', 'reply'], ...steps),
        [config],
        END,
      ).events,
      'next_reply',
    );

  it('starts with the oldest unanswered message and is not reset by a second one', () => {
    expect(
      of(
        ['2026-03-10T09:00Z', 'customer'],
        ['2026-03-10T10:00Z', 'customer'],
        ['2026-03-10T11:30Z', 'reply'],
      ),
    ).toEqual([
      '2026-03-10T09:00 activate 1',
      '2026-03-10T10:36 warn 1',
      '2026-03-10T11:00 breach 1',
      '2026-03-10T11:30 fulfil 1 late',
    ]);
  });

  it('has one instance for each cycle and none for a second reply', () => {
    expect(
      of(
        ['2026-03-10T09:00Z', 'customer'],
        ['2026-03-10T09:30Z', 'reply'],
        ['2026-03-10T09:31Z', 'reply'],
        ['2026-03-10T12:00Z', 'customer'],
        ['2026-03-10T13:00Z', 'reply'],
      ),
    ).toEqual([
      '2026-03-10T09:00 activate 1',
      '2026-03-10T09:30 fulfil 1 met',
      '2026-03-10T12:00 activate 2',
      '2026-03-10T13:00 fulfil 2 met',
    ]);
  });

  it('is not fulfilled by a bot, an automatic message or a note, and does not pause', () => {
    expect(
      of(
        ['2026-03-10T09:00Z', 'customer'],
        ['2026-03-10T09:10Z', 'bot'],
        ['2026-03-10T09:20Z', 'automatic'],
        ['2026-03-10T09:30Z', 'note'],
        ['2026-03-10T09:40Z', 'pending'],
      ).at(-1),
    ).toBe('2026-03-10T11:00 breach 1');
  });

  it('does not start before the first reply, which the customer still waits for', () => {
    const { events } = clocksOf(
      threadOf(
        ['2026-03-10T08:00Z', 'opened'],
        ['2026-03-10T08:10Z', 'customer'],
        ['2026-03-10T08:20Z', 'reply'],
      ),
      [config],
      END,
    );
    expect(reportedEvents(events, 'next_reply')).toEqual([]);
  });

  it('is cancelled by solving and starts again with the message that reopens the ticket', () => {
    expect(
      of(
        ['2026-03-10T09:00Z', 'customer'],
        ['2026-03-10T09:30Z', 'solved'],
        ['2026-03-10T15:00Z', 'customer'],
        ['2026-03-10T15:00Z', 'reopened'],
        ['2026-03-10T16:00Z', 'reply'],
      ),
    ).toEqual([
      '2026-03-10T09:00 activate 1',
      '2026-03-10T09:30 cancel 1',
      '2026-03-10T15:00 activate 2',
      '2026-03-10T16:00 fulfil 2 met',
    ]);
  });

  it('counts from a message that came while the ticket was solved when the ticket is reopened later', () => {
    expect(
      of(
        ['2026-03-10T09:30Z', 'solved'],
        ['2026-03-10T10:00Z', 'customer'],
        ['2026-03-10T11:00Z', 'reopened'],
        ['2026-03-10T12:30Z', 'reply'],
      ),
    ).toEqual([
      '2026-03-10T11:00 activate 1',
      '2026-03-10T11:36 warn 1',
      '2026-03-10T12:00 breach 1',
      '2026-03-10T12:30 fulfil 1 late',
    ]);
  });
});

describe('updates', () => {
  const config = promising({ periodic_update: calendar(24 * H), pausable_update: calendar(24 * H) });
  const of = (target: TargetName, ...steps: Parameters<typeof threadOf>) =>
    reportedEvents(clocksOf(threadOf(...steps), [config], END).events, target).filter(
      (line) => !line.includes('warn'),
    );
  const steps = [
    ['2026-03-10T08:00Z', 'opened'],
    ['2026-03-10T09:00Z', 'reply'],
    ['2026-03-10T10:00Z', 'pending'],
    ['2026-03-11T10:00Z', 'open'],
    ['2026-03-11T12:00Z', 'reply'],
    ['2026-03-11T13:00Z', 'solved'],
  ] as const;

  it('start a new periodic cycle with each public reply, which pending does not pause', () => {
    expect(of('periodic_update', ...steps)).toEqual([
      '2026-03-10T09:00 activate 1',
      '2026-03-11T09:00 breach 1',
      '2026-03-11T12:00 fulfil 1 late',
      '2026-03-11T12:00 activate 2',
      '2026-03-11T13:00 fulfil 2 met',
    ]);
  });

  it('start a new pausable cycle with each public reply, which pending pauses', () => {
    expect(of('pausable_update', ...steps)).toEqual([
      '2026-03-10T09:00 activate 1',
      '2026-03-10T10:00 pause 1',
      '2026-03-11T10:00 resume 1',
      '2026-03-11T12:00 fulfil 1 met',
      '2026-03-11T12:00 activate 2',
      '2026-03-11T13:00 fulfil 2 met',
    ]);
  });

  it('start paused when the reply is given while the ticket is pending', () => {
    expect(
      of(
        'pausable_update',
        ['2026-03-10T08:00Z', 'opened'],
        ['2026-03-10T08:30Z', 'pending'],
        ['2026-03-10T09:00Z', 'reply'],
      ),
    ).toEqual(['2026-03-10T09:00 activate 1', '2026-03-10T09:00 pause 1']);
  });

  it('are owed from the opening when staff opened the ticket', () => {
    expect(of('periodic_update', ['2026-03-10T08:00Z', 'opened by staff'])).toEqual([
      '2026-03-10T08:00 activate 1',
      '2026-03-11T08:00 breach 1',
    ]);
  });

  it('are not owed after solving, even after a reply, until a reply follows the reopening', () => {
    expect(
      of(
        'periodic_update',
        ['2026-03-10T08:00Z', 'opened'],
        ['2026-03-10T09:00Z', 'solved'],
        ['2026-03-10T10:00Z', 'reply'],
        ['2026-03-10T11:00Z', 'reopened'],
        ['2026-03-10T12:00Z', 'reply'],
        ['2026-03-10T13:00Z', 'closed'],
      ),
    ).toEqual(['2026-03-10T12:00 activate 1', '2026-03-10T13:00 cancel 1']);
  });
});

describe('resolution', () => {
  const config = promising({
    requester_wait: calendar(4 * H),
    agent_work: calendar(4 * H),
    total_resolution: calendar(4 * H),
  });
  const life = threadOf(
    ['2026-03-10T08:00Z', 'opened'],
    ['2026-03-10T09:00Z', 'open'],
    ['2026-03-10T10:00Z', 'pending'],
    ['2026-03-10T12:00Z', 'on_hold'],
    ['2026-03-10T13:00Z', 'open'],
    ['2026-03-10T14:00Z', 'solved'],
  );
  const { events, figures } = clocksOf(life, [config], END);
  const of = (target: TargetName) => reportedEvents(events, target).filter((line) => !line.includes('warn'));

  it('pauses requester wait in pending only', () => {
    expect(of('requester_wait')).toEqual([
      '2026-03-10T08:00 activate 1',
      '2026-03-10T10:00 pause 1',
      '2026-03-10T12:00 resume 1',
      '2026-03-10T14:00 fulfil 1 met',
    ]);
    expect(elapsedTimes(events, 'requester_wait')).toEqual([[4 * H, 4 * H]]);
  });

  it('pauses agent work in pending and on hold', () => {
    expect(of('agent_work')).toEqual([
      '2026-03-10T08:00 activate 1',
      '2026-03-10T10:00 pause 1',
      '2026-03-10T13:00 resume 1',
      '2026-03-10T14:00 fulfil 1 met',
    ]);
    expect(elapsedTimes(events, 'agent_work')).toEqual([[3 * H, 3 * H]]);
  });

  it('never pauses total resolution', () => {
    expect(of('total_resolution')).toEqual([
      '2026-03-10T08:00 activate 1',
      '2026-03-10T12:00 breach 1',
      '2026-03-10T14:00 fulfil 1 late',
    ]);
    expect(elapsedTimes(events, 'total_resolution')).toEqual([[6 * H, 6 * H]]);
  });

  it('starts again at a reopening, and its figures add up over the whole life of the ticket', () => {
    const again = [
      ...life,
      ...threadOf(
        ['2026-03-11T09:00Z', 'reopened'],
        ['2026-03-11T10:00Z', 'pending'],
        ['2026-03-11T12:00Z', 'solved'],
      ),
    ];
    const whole = clocksOf(again, [config], END);
    expect(reportedEvents(whole.events, 'requester_wait').slice(-3)).toEqual([
      '2026-03-11T09:00 activate 2',
      '2026-03-11T10:00 pause 2',
      '2026-03-11T12:00 fulfil 2 met',
    ]);
    expect(reportedEvents(whole.events, 'total_resolution').slice(-2)).toEqual([
      '2026-03-11T09:00 activate 2',
      '2026-03-11T12:00 fulfil 2 met',
    ]);
    expect(whole.figures).toEqual({
      firstResolution: { calendarSeconds: 6 * H, businessSeconds: 6 * H },
      fullResolution: { calendarSeconds: 28 * H, businessSeconds: 12 * H },
      requesterWait: { calendarSeconds: 5 * H, businessSeconds: 5 * H },
      agentWork: { calendarSeconds: 4 * H, businessSeconds: 4 * H },
    });
    expect(figures.fullResolution).toEqual(figures.firstResolution);
  });

  it('is measured in calendar time even without a policy', () => {
    const plain = clocksOf(life, [], END);
    expect(plain.figures).toEqual({
      firstResolution: { calendarSeconds: 6 * H },
      fullResolution: { calendarSeconds: 6 * H },
      requesterWait: { calendarSeconds: 4 * H },
      agentWork: { calendarSeconds: 3 * H },
    });
    expect(
      plain.events.some(({ kind }) => kind === 'warn' || kind === 'breach' || kind === 'policy_applied'),
    ).toBe(false);
  });

  it('counts business time by the default schedule when no policy matches', () => {
    const config: SlaConfig = {
      ...slaConfigWith([]),
      policies: { version: 1, policies: [], defaultScheduleId: 'berlin' },
    };
    expect(clocksOf(life, [config], END).figures.agentWork).toEqual({
      calendarSeconds: 3 * H,
      businessSeconds: 3 * H,
    });
  });

  it('ends without fulfilment when the ticket is closed unsolved, and reports nothing afterwards', () => {
    const { state, events } = clocksOf(
      threadOf(
        ['2026-03-10T08:00Z', 'opened'],
        ['2026-03-10T09:00Z', 'closed'],
        ['2026-03-10T10:00Z', 'customer'],
        ['2026-03-10T11:00Z', 'reopened'],
      ),
      [config],
      END,
    );
    expect(reportedEvents(events, 'total_resolution')).toEqual([
      '2026-03-10T08:00 activate 1',
      '2026-03-10T09:00 cancel 1',
    ]);
    expect(state.clocks).toEqual({});
  });
});

describe('merging', () => {
  const config = promising({ requester_wait: calendar(4 * H), total_resolution: calendar(6 * H) });
  const of = (until: string, ...steps: Parameters<typeof threadOf>) =>
    clocksOf(
      threadOf(
        ['2026-03-10T08:00Z', 'opened'],
        ['2026-03-10T09:00Z', 'pending'],
        ['2026-03-10T10:00Z', 'closed', { reason: 'merged' }],
        ...steps,
      ),
      [config],
      until,
    );

  it('cancels the clocks; undoing it continues them as if they had never stopped and reports missed breaches', () => {
    const { state, events } = of(
      '2026-03-11T00:00Z',
      ['2026-03-10T15:00Z', 'unmerged', { to: 'pending' }],
      ['2026-03-10T16:00Z', 'open', { from: 'pending' }],
    );
    expect(reportedEvents(events, 'requester_wait')).toEqual([
      '2026-03-10T08:00 activate 1',
      '2026-03-10T09:00 pause 1',
      '2026-03-10T10:00 cancel 1',
      '2026-03-10T15:00 activate 2',
      '2026-03-10T15:00 pause 2',
      '2026-03-10T16:00 resume 2',
      '2026-03-10T18:12 warn 2',
      '2026-03-10T19:00 breach 2',
    ]);
    expect(reportedEvents(events, 'total_resolution').slice(2)).toEqual([
      '2026-03-10T15:00 activate 2',
      '2026-03-10T15:00 breach 2',
    ]);
    expect(state.status).toBe('open');
    expect(state.merged).toBeUndefined();
  });

  it('breaches no clock a second time after it is undone', () => {
    const { events } = clocksOf(
      threadOf(
        ['2026-03-10T08:00Z', 'opened'],
        ['2026-03-10T15:00Z', 'closed', { reason: 'merged' }],
        ['2026-03-10T16:00Z', 'unmerged', { to: 'new' }],
        ['2026-03-10T17:00Z', 'solved'],
      ),
      [config],
      END,
    );
    expect(reportedEvents(events, 'total_resolution').slice(1)).toEqual([
      '2026-03-10T12:48 warn 1',
      '2026-03-10T14:00 breach 1',
      '2026-03-10T15:00 cancel 1',
      '2026-03-10T16:00 activate 2',
      '2026-03-10T17:00 fulfil 2 late',
    ]);
    expect(elapsedTimes(events, 'total_resolution')).toEqual([[9 * H, 8 * H]]);
  });

  it('leaves a solved ticket solved when it is undone', () => {
    const { state, events } = clocksOf(
      threadOf(
        ['2026-03-10T08:00Z', 'opened'],
        ['2026-03-10T09:00Z', 'solved'],
        ['2026-03-10T10:00Z', 'closed', { reason: 'merged' }],
        ['2026-03-10T11:00Z', 'unmerged', { to: 'solved' }],
        ['2026-03-10T12:00Z', 'reopened'],
      ),
      [config],
      '2026-03-10T12:00Z',
    );
    expect(reportedEvents(events, 'total_resolution')).toEqual([
      '2026-03-10T08:00 activate 1',
      '2026-03-10T09:00 fulfil 1 met',
      '2026-03-10T12:00 activate 2',
    ]);
    expect(state.status).toBe('open');
  });
});

describe('facts with the same time', () => {
  it.each([0, 1, 2, 3, 4])(
    'are applied in the order in which they must have happened (rotation %s)',
    (turn) => {
      const same = threadOf(
        ['2026-03-10T09:00Z', 'reply'],
        ['2026-03-10T09:00Z', 'open', { from: 'new' }],
        ['2026-03-10T09:00Z', 'pending', { from: 'open' }],
      );
      const turned = [...same.slice(turn % 3), ...same.slice(0, turn % 3)].map((event, index) => ({
        ...event,
        id: `evt_${turn < 3 ? index : 9 - index}`,
      }));
      const { state, events } = clocksOf([...threadOf(['2026-03-10T08:00Z', 'opened']), ...turned], [], END);
      expect(state.status).toBe('pending');
      expect(reportedEvents(events, 'first_reply').at(-1)).toBe('2026-03-10T09:00 fulfil 1');
    },
  );
});

describe('a target in business hours', () => {
  const steps = (from: string, to: string) => threadOf([from, 'opened'], [to, 'reply']);
  const cases: [
    name: string,
    from: string,
    to: string,
    seconds: number,
    outcome: string,
    holidays?: string[],
  ][] = [
    ['inside a day', '2026-03-10T09:00Z', '2026-03-10T13:00Z', 4 * H, 'met'],
    ['over a night', '2026-03-10T14:00Z', '2026-03-11T10:00Z', 4 * H, 'met'],
    ['over a weekend', '2026-03-13T14:00Z', '2026-03-16T10:00Z', 4 * H, 'met'],
    ['over a weekend, too late', '2026-03-13T14:00Z', '2026-03-16T10:00:01Z', 4 * H + 1, 'late'],
    ['over a holiday', '2026-03-13T14:00Z', '2026-03-17T10:00Z', 4 * H, 'met', ['2026-03-16']],
    ['over the change to summer time', '2026-03-27T14:00Z', '2026-03-30T09:00Z', 4 * H, 'met'],
    [
      'over the change to summer time, too late',
      '2026-03-27T14:00Z',
      '2026-03-30T09:00:01Z',
      4 * H + 1,
      'late',
    ],
    ['over the change to winter time', '2026-10-23T13:00Z', '2026-10-26T10:00Z', 4 * H, 'met'],
    [
      'over the change to winter time, too late',
      '2026-10-23T13:00Z',
      '2026-10-26T10:00:01Z',
      4 * H + 1,
      'late',
    ],
  ];

  it.each(cases)(
    'counts business time %s: from %s to %s',
    (_name, from, to, seconds, outcome, dates = []) => {
      const holidays = dates.map((date) => ({ date, name: 'holiday' }));
      const { events, figures } = clocksOf(
        steps(from, to),
        [promising({ first_reply: business(4 * H) }, { holidays })],
        '2026-12-01T00:00Z',
      );
      expect(reportedEvents(events, 'first_reply').at(-1)).toBe(`${to.slice(0, 16)} fulfil 1 ${outcome}`);
      expect(figures.firstReply?.businessSeconds).toBe(seconds);
      expect(figures.firstReply?.calendarSeconds).toBe((Date.parse(to) - Date.parse(from)) / 1000);
    },
  );

  it('warns at its share of the target in business time', () => {
    const { events } = clocksOf(
      threadOf(['2026-03-10T14:00Z', 'opened']),
      [promising({ first_reply: business(5 * H) })],
      END,
    );
    expect(reportedEvents(events, 'first_reply')).toEqual([
      '2026-03-10T14:00 activate 1',
      '2026-03-11T10:00 warn 1',
      '2026-03-11T11:00 breach 1',
    ]);
  });
});

describe('a change of priority', () => {
  const byPriority = slaConfigWith([
    policyWith({
      conditions: { priority: ['urgent'] },
      id: 'urgent',
      targets: { total_resolution: calendar(4 * H) },
    }),
    policyWith({ targets: { total_resolution: calendar(8 * H) } }),
  ]);
  const of = (...steps: Parameters<typeof threadOf>) =>
    reportedEvents(
      clocksOf(threadOf(['2026-03-10T08:00Z', 'opened'], ...steps), [byPriority], END).events,
      'total_resolution',
    ).filter((line) => !line.includes('warn'));
  const to = (priority: string) => ({ changes: { priority: { from: 'normal', to: priority } } });

  it('shortens the target and keeps the used time', () => {
    expect(of(['2026-03-10T10:00Z', 'updated', to('urgent')]).at(-1)).toBe('2026-03-10T12:00 breach 1');
  });

  it('breaches at once when the used time exceeds the new target', () => {
    expect(of(['2026-03-10T13:00Z', 'updated', to('urgent')])).toEqual([
      '2026-03-10T08:00 activate 1',
      '2026-03-10T13:00 breach 1',
    ]);
  });

  it('lengthens the target and keeps a past breach', () => {
    expect(
      of(
        ['2026-03-10T09:00Z', 'updated', to('urgent')],
        ['2026-03-10T13:00Z', 'updated', to('low')],
        ['2026-03-10T14:00Z', 'solved'],
      ),
    ).toEqual(['2026-03-10T08:00 activate 1', '2026-03-10T12:00 breach 1', '2026-03-10T14:00 fulfil 1 late']);
  });

  it('applies from triage on when triage makes it', () => {
    expect(of(['2026-03-10T08:01Z', 'triaged', to('urgent')]).at(-1)).toBe('2026-03-10T12:00 breach 1');
  });

  it('selects the target of the new priority within one policy', () => {
    const one = slaConfigWith([
      policyWith({
        targets: {
          total_resolution: { seconds: { urgent: 4 * H, normal: 8 * H }, hours: 'calendar' },
        } as never,
      }),
    ]);
    const due = (priority: string) =>
      clocksOf(threadOf(['2026-03-10T08:00Z', 'opened', { priority }]), [one], '2026-03-10T08:00Z').state
        .clocks.total_resolution?.dueAt;
    expect([due('urgent'), due('normal'), due('low')]).toEqual([
      Date.parse('2026-03-10T12:00Z'),
      Date.parse('2026-03-10T16:00Z'),
      undefined,
    ]);
  });
});

describe('a change of policy', () => {
  const first = promising({ total_resolution: calendar(8 * H) });
  const later = (
    changedAt: string,
    targets: Partial<Record<TargetName, Target>>,
    over: Partial<SlaConfig> & { holidays?: SlaConfig['schedules'][string]['holidays'] } = {},
  ): SlaConfig => ({ ...promising(targets, over), version: 2, changedAt });
  const opened = threadOf(
    ['2026-03-10T08:00Z', 'opened'],
    ['2026-03-10T09:00Z', 'reply'],
    ['2026-03-10T10:00Z', 'customer'],
  );

  it('applies from the moment it was saved and keeps the used time', () => {
    const { events } = clocksOf(
      opened,
      [first, later('2026-03-10T11:00:00.000Z', { total_resolution: calendar(5 * H) })],
      END,
    );
    expect(reportedEvents(events, 'total_resolution')).toEqual([
      '2026-03-10T08:00 activate 1',
      '2026-03-10T12:00 warn 1',
      '2026-03-10T13:00 breach 1',
    ]);
    expect(
      events.filter(({ kind }) => kind === 'policy_applied').map(({ at, instance }) => [at, instance]),
    ).toEqual([
      ['2026-03-10T08:00:00.000Z', 1],
      ['2026-03-10T11:00:00.000Z', 2],
    ]);
  });

  it('changes and reports nothing when the targets are the same', () => {
    const same = clocksOf(
      opened,
      [first, later('2026-03-10T11:00:00.000Z', { total_resolution: calendar(8 * H) })],
      END,
    );
    expect(same.events).toEqual(clocksOf(opened, [first], END).events);
  });

  it('counts the used time by the new schedule', () => {
    const holidays = [{ date: '2026-03-10', name: 'a holiday that was forgotten' }];
    const before = promising({ total_resolution: business(8 * H) });
    const { events } = clocksOf(
      [...opened, ...threadOf(['2026-03-11T10:00Z', 'solved'])],
      [before, later('2026-03-10T12:00:00.000Z', { total_resolution: business(8 * H) }, { holidays })],
      END,
    );
    expect(reportedEvents(events, 'total_resolution').at(-1)).toBe('2026-03-11T10:00 fulfil 1 met');
    expect(elapsedTimes(events, 'total_resolution')).toEqual([[26 * H, 2 * H]]);
  });

  it('counts a new next-reply target from the waiting message', () => {
    const { events } = clocksOf(
      opened,
      [first, later('2026-03-10T11:00:00.000Z', { next_reply: calendar(2 * H) })],
      END,
    );
    expect(reportedEvents(events, 'next_reply')).toEqual([
      '2026-03-10T11:00 activate 1',
      '2026-03-10T11:36 warn 1',
      '2026-03-10T12:00 breach 1',
    ]);
    expect(events.find((event) => 'target' in event && event.target === 'next_reply')).toMatchObject({
      since: '2026-03-10T10:00:00.000Z',
    });
  });

  it('cancels a cycle without a target and continues the clocks that the figures need', () => {
    const before = promising({ next_reply: calendar(4 * H), total_resolution: calendar(4 * H) });
    const { events, figures } = clocksOf(
      [...opened, ...threadOf(['2026-03-11T08:00Z', 'solved'])],
      [before, later('2026-03-10T11:00:00.000Z', {})],
      END,
    );
    expect(reportedEvents(events, 'next_reply')).toEqual([
      '2026-03-10T10:00 activate 1',
      '2026-03-10T11:00 cancel 1',
    ]);
    expect(reportedEvents(events, 'total_resolution')).toEqual([
      '2026-03-10T08:00 activate 1',
      '2026-03-11T08:00 fulfil 1',
    ]);
    expect(figures.firstResolution?.calendarSeconds).toBe(24 * H);
  });

  it('does not affect a solved ticket until it is reopened', () => {
    const thread = [
      ...opened,
      ...threadOf(['2026-03-10T10:30Z', 'solved'], ['2026-03-12T08:00Z', 'reopened']),
    ];
    const { events } = clocksOf(
      thread,
      [first, later('2026-03-11T11:00:00.000Z', { total_resolution: calendar(H) })],
      END,
    );
    expect(events.filter(({ kind }) => kind === 'policy_applied').map(({ at }) => at.slice(0, 10))).toEqual([
      '2026-03-10',
      '2026-03-12',
    ]);
    expect(reportedEvents(events, 'total_resolution').at(-1)).toBe('2026-03-12T09:00 breach 2');
  });
});

describe('the figures', () => {
  it('are empty for an empty list of events', () => {
    expect(timeMetricsOf([])).toEqual({});
  });

  it('count the first reply from the opening when staff opened the ticket', () => {
    const { figures } = clocksOf(
      threadOf(['2026-03-10T08:00Z', 'opened by staff'], ['2026-03-10T09:00Z', 'reply']),
      [],
      END,
    );
    expect(figures).toEqual({ firstReply: { calendarSeconds: H } });
  });
});
