// Checks with random histories of merges and splits that every message is in one thread, once and in order.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Table } from '../../../functions/platform/table/table.ts';
import type { Json } from '../../support/http/call-api.ts';
import { freshTable } from '../../support/table/fresh-table.ts';
import { ann, type Desk, openTicketDesk, shownIn } from '../../support/ticket-desk.ts';

type Step =
  | { do: 'open' }
  | { do: 'say' | 'note' | 'merge' | 'unmerge' | 'unsplit'; at: number; to: number }
  | { do: 'split'; at: number; take: number[] };

const place = fc.nat({ max: 5 });
const stepArbitrary: fc.Arbitrary<Step> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<Step>({ do: 'open' }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('say', 'say', 'note', 'merge', 'merge', 'unmerge', 'unsplit', 'unsplit'),
      at: place,
      to: place,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('split' as const),
      at: place,
      take: fc.array(fc.nat({ max: 6 }), { minLength: 1, maxLength: 3 }),
    }),
  },
);

interface Message {
  text: string;
  public: boolean;
  /** The tickets in which the message was written and into which it was split, the latest one last. */
  homes: string[];
}

/** The expected threads, kept beside the real ones. */
class Model {
  readonly messages: Message[] = [];
  readonly tickets: string[] = [];
  readonly mergedInto = new Map<string, string>();
  readonly splits = new Set<string>();

  root(ticketId: string): string {
    const next = this.mergedInto.get(ticketId);
    return next === undefined ? ticketId : this.root(next);
  }
  /** Returns a ticket for which the step is likely to be allowed. */
  pick(step: Step['do'], at: number): string {
    const merged = this.tickets.filter((id) => this.mergedInto.has(id));
    const splits = this.tickets.filter((id) => this.splits.has(id) && !this.mergedInto.has(id));
    const likely = step === 'unmerge' ? merged : step === 'unsplit' ? splits : [];
    const from = likely.length > 0 ? likely : this.tickets;
    return from[at % from.length] ?? '';
  }
  wrote(ticketId: string, text: string, isPublic: boolean): void {
    this.messages.push({ text, public: isPublic, homes: [this.root(ticketId)] });
  }
  /** Returns the messages of a thread in the order in which they were written. */
  thread(ticketId: string): Message[] {
    return this.messages.filter(({ homes }) => this.root(homes.at(-1) ?? '') === ticketId);
  }
}

async function play(desk: Desk, model: Model, step: Step, serial: number): Promise<string> {
  const text = `m${serial}`;
  if (step.do === 'open') {
    const ticketId = await desk.open({ message: text });
    model.tickets.push(ticketId);
    model.wrote(ticketId, text, true);
    return 'open';
  }
  const at = model.pick(step.do, step.at);
  desk.pass(1000);
  switch (step.do) {
    case 'say':
    case 'note': {
      const answer = step.do === 'say' ? await desk.say(at, text) : await desk.note(at, text);
      model.wrote(String(answer.body.ticketId), text, step.do === 'say');
      return answer.body.ticketId === model.root(at) ? step.do : `${step.do} elsewhere`;
    }
    case 'merge': {
      const into = model.tickets[step.to % model.tickets.length] ?? '';
      const answer = await desk.on('mergeTicket', at, { into });
      if (answer.status === 200) model.mergedInto.set(at, into);
      return `merge ${answer.status}`;
    }
    case 'unmerge': {
      const answer = await desk.on('unmergeTicket', at);
      if (answer.status === 200) model.mergedInto.delete(at);
      return `unmerge ${answer.status}`;
    }
    case 'unsplit': {
      const answer = await desk.on('unsplitTicket', at);
      if (answer.status !== 200) return `unsplit ${answer.status}`;
      for (const message of model.messages) if (message.homes.at(-1) === at) message.homes.pop();
      model.mergedInto.set(at, answer.body.id);
      return 'unsplit 200';
    }
    case 'split':
      return split(desk, model, at, step.take);
  }
}

async function split(desk: Desk, model: Model, at: string, take: number[]): Promise<string> {
  const shown = (await desk.thread(at)).filter(
    ({ movedTo, data }) => movedTo === undefined && data.message !== undefined,
  );
  const taken = [...new Set(take.map((index) => shown[index % shown.length]).filter(Boolean))];
  const messageIds = taken.map(({ id }) => String(id));
  if (messageIds.length === 0) return 'split of nothing';
  const answer = await desk.on('splitTicket', at, { messageIds, subject: 'Split' }, ann);
  if (answer.status !== 201) return `split ${answer.status}`;
  const newId = String(answer.body.id);
  model.tickets.push(newId);
  model.splits.add(newId);
  const texts = new Set(taken.map(({ data }: Json) => data.message));
  for (const message of model.messages) if (texts.has(message.text)) message.homes.push(newId);
  return 'split 201';
}

async function compare(desk: Desk, model: Model): Promise<void> {
  for (const ticketId of model.tickets) {
    const expected = model.thread(ticketId);
    expect(shownIn(await desk.thread(ticketId))).toEqual(expected.map(({ text }) => text));
    const mine = expected.filter((message) => message.public).map(({ text }) => text);
    expect(await desk.mine(ticketId)).toEqual(mine);
  }
}

/** Makes sure that every kind of step occurs at least once. */
const everyStep: Step[] = [
  { do: 'say', at: 0, to: 0 },
  { do: 'split', at: 0, take: [1] },
  { do: 'unsplit', at: 0, to: 0 },
  { do: 'merge', at: 0, to: 1 },
  { do: 'note', at: 0, to: 0 },
  { do: 'split', at: 1, take: [2] },
  { do: 'unmerge', at: 1, to: 0 },
  { do: 'unmerge', at: 0, to: 0 },
];

it('every message is in exactly one thread and in order, whatever is merged, split and undone', async () => {
  const table: Table = await freshTable();
  const outcomes = new Set<string>();
  let serial = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(stepArbitrary, { minLength: 12, maxLength: 24 }), async (steps) => {
      serial += 1;
      const desk = await openTicketDesk(table, '2', `ada${serial}`);
      const model = new Model();
      for (const step of [{ do: 'open' }, { do: 'open' }, { do: 'open' }, ...steps] as Step[]) {
        serial += 1;
        outcomes.add(await play(desk, model, step, serial));
      }
      await compare(desk, model);
    }),
    { numRuns: 15, examples: [[everyStep]] },
  );
  for (const outcome of ['merge 200', 'unmerge 200', 'split 201', 'unsplit 200']) {
    expect(outcomes).toContain(outcome);
  }
  expect(outcomes).not.toContain('say elsewhere');
  expect(outcomes).not.toContain('note elsewhere');
});
