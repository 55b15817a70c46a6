import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Table } from '../../../functions/platform/table/table.ts';
import { UPLOAD_KIND } from '../../../functions/tickets/attachments/request-upload.ts';
import { stoppedClock } from '../../support/context.ts';
import { outbox } from '../../support/email/mail.ts';
import { emailOf } from '../../support/email.ts';
import { type TestBucket, testBucket } from '../../support/files.ts';
import { newCustomer } from '../../support/http/apis.ts';
import type { Answer, Json } from '../../support/http/call-api.ts';
import { dueMessage } from '../../support/queue.ts';
import { lostConnection, withConcurrentChange, withFault } from '../../support/table/faults.ts';
import { freshTable, snapshot } from '../../support/table/fresh-table.ts';
import { metered } from '../../support/table/meter.ts';
import { eventsIn, itemsOfKind, timedWorkIn } from '../../support/table/stored.ts';
import { ann, bob, openTicketDesk } from '../../support/ticket-desk.ts';
import { askAs, PDF, type Person, pdf, postForm, uploadAs } from '../../support/tickets/attachments.ts';

/** Has the same length as the file that it replaces. */
const FORGED = Buffer.from(PDF.toString().replace('offer', 'forge'));

let bucket: TestBucket;
let table: Table;
let desk: Awaited<ReturnType<typeof openTicketDesk>>;
let ticketId: string;
let eve: Person;

beforeAll(async () => {
  bucket = await testBucket();
});
afterAll(() => bucket?.stop());

beforeEach(async () => {
  table = await freshTable();
  desk = await openTicketDesk(table, '10', 'ada', bucket.files);
  ticketId = await desk.open();
  eve = { role: 'customer', id: String((await newCustomer(desk.apis, 'eve')).id) };
});

const ask = (as: Person, body: object = pdf(), headers = {}) => askAs(desk.apis, as, desk.ada, body, headers);
const upload = (as: Person, body = pdf(), content = PDF) =>
  uploadAs(desk.apis, as, as.role === 'customer' ? as.id : desk.ada, body, content);
const reply = (attachments: string[], over: object = {}, as: Person = ann, headers = {}) => {
  const body = { message: 'See the file.', attachments, ...over };
  const call = { params: { ticketId }, body, as, headers };
  return as.role === 'customer'
    ? desk.apis.portal('addMyMessage', call)
    : desk.apis.tickets('addMessage', call);
};
const download = (as: Person, attachmentId: string, from = ticketId): Promise<Answer> => {
  const call = { params: { ticketId: from, attachmentId }, as };
  return as.role === 'customer'
    ? desk.apis.portal('downloadMyAttachment', call)
    : desk.apis.tickets('downloadAttachment', call);
};
const messagesData = async () => (await eventsIn(table, 'ticket.message_added')).map(({ data }) => data);
const refusal = (status: number, code: string, ...places: number[]) => ({
  status,
  body: { code, errors: places.map((at) => ({ path: `body.attachments.${at}` })) },
});
/**
 * Returns the table without the recorded copies, which are written before the outcome of a message is known.
 */
const tableWithoutCopies = async () => (await snapshot(table)).map(({ copies: _copies, ...item }) => item);
/** Expects the work to be refused and to leave the table unchanged. */
const expectRefused = async (work: () => Promise<Answer>, expected: object) => {
  const before = await tableWithoutCopies();
  expect(await work()).toMatchObject(expected);
  expect(await tableWithoutCopies()).toEqual(before);
};

describe('a pre-signed upload', () => {
  it('allows one file of its type and exact size in the customer’s folder for 15 minutes', async () => {
    const { status, body } = await ask(ann);
    expect([status, body.expiresAt]).toEqual([201, '2026-03-10T12:15:01.000Z']);
    const { fields } = body.upload;
    expect(fields).toMatchObject({
      key: `attachments/${desk.ada}/${body.attachmentId}/offer.pdf`,
      'Content-Type': 'application/pdf',
    });
    const { conditions } = JSON.parse(Buffer.from(fields.policy, 'base64').toString());
    expect(conditions).toContainEqual(['content-length-range', PDF.length, PDF.length]);
  });

  it('takes the type from the file extension, cleans the name and corrects an alias of the type', async () => {
    const named = pdf({ filename: 'C:\\files\\..\\list‮.csv', contentType: 'application/vnd.ms-excel' });
    const { body } = await ask(desk.me, named);
    expect(body.upload.fields).toMatchObject({
      key: `attachments/${desk.ada}/${body.attachmentId}/list.csv`,
      'Content-Type': 'text/csv',
    });
  });

  it.each([
    ['a program', { filename: 'tool.exe' }, 'body.filename'],
    ['a page', { filename: 'a.html', contentType: 'text/html' }, 'body.filename'],
    ['a file with an unknown extension', { filename: 'offer', contentType: 'x/y' }, 'body.filename'],
    ['a type that does not match the name', { contentType: 'text/html' }, 'body.contentType'],
    ['an empty file', { bytes: 0 }, 'body.bytes'],
    ['a byte more than 25 MB', { bytes: 25 * 1024 * 1024 + 1 }, 'body.bytes'],
    ['a name of 256 characters', { filename: `${'a'.repeat(252)}.pdf` }, 'body.filename'],
    ['an unknown field', { key: 'attachments/other' }, 'body.key'],
  ])('is refused with the path of the field for %s', async (_what, over, path) => {
    for (const as of [ann, desk.me])
      await expectRefused(() => ask(as, pdf(over)), { status: 400, body: { errors: [{ path }] } });
  });

  it('is granted for 25 MB', async () => {
    expect((await ask(desk.me, pdf({ bytes: 25 * 1024 * 1024 }))).status).toBe(201);
  });

  it('is refused for an unknown customer', async () => {
    const nobody = 'cus_01ARZ3NDEKTSV4RRFFQ69G5FAV';
    const expected = { status: 404, body: { code: 'customer.not_found' } };
    await expectRefused(() => askAs(desk.apis, ann, nobody), expected);
    await expectRefused(() => askAs(desk.apis, { role: 'customer', id: nobody }, nobody), expected);
  });

  it('is replayed for the same key with the same file, the same expiry and a new signature; no form is stored', async () => {
    const key = { 'idempotency-key': 'one' };
    const first = await ask(ann, pdf(), key);
    desk.pass(60_000);
    const again = await ask(ann, pdf(), key);
    const { attachmentId, expiresAt } = first.body;
    expect(again.body).toMatchObject({ attachmentId, expiresAt });
    expect((await postForm(again.body.upload, PDF)).status).toBe(204);
    expect(JSON.stringify(await snapshot(table))).not.toContain(first.body.upload.fields.policy);
    expect(await ask(ann, pdf({ bytes: 1 }), key)).toMatchObject({ status: 422 });
    expect(await timedWorkIn(table, UPLOAD_KIND)).toHaveLength(1);
  });
});

it('a pre-signed upload requested with a key of the day before is for another file, and the sent file stays unchanged', async () => {
  const key = { 'idempotency-key': 'one' };
  const first = await ask(desk.me, pdf(), key);
  await postForm(first.body.upload, PDF);
  await reply([first.body.attachmentId], {}, desk.me);
  desk.pass(25 * 3_600_000);
  const again = await ask(desk.me, pdf(), key);
  expect([again.status, again.body.attachmentId === first.body.attachmentId]).toEqual([201, false]);
  expect(again.body.upload.fields.key).not.toBe(first.body.upload.fields.key);
});

describe('an uploaded file', () => {
  it('is sent with an agent’s reply, and the customer can download it', async () => {
    const id = await upload(ann);
    expect((await reply([id])).status).toBe(201);
    const file = { id, filename: 'offer.pdf', contentType: 'application/pdf', bytes: PDF.length };
    const thread = await desk.thread(ticketId);
    expect(thread.flatMap(({ data }) => data.attachments ?? [])).toEqual([file]);
    const mine = await desk.apis.portal('getMyTicket', { params: { ticketId }, as: desk.me });
    expect(mine.body.thread.items.at(-1)).toMatchObject({ from: 'us', attachments: [file] });
    expect(mine.text).not.toContain('attachments/cus_');
    for (const as of [ann, bob, desk.me]) {
      const { body } = await download(as, id);
      const answer = await fetch(body.url);
      expect(Buffer.from(await answer.arrayBuffer())).toEqual(PDF);
      expect(body.expiresAt).toBe('2026-03-10T12:05:01.000Z');
    }
  });

  it('is sent with a customer’s message', async () => {
    const id = await upload(desk.me);
    expect((await reply([id], {}, desk.me)).status).toBe(201);
    expect((await download(ann, id)).status).toBe(200);
  });

  it('is sent with a new ticket that the customer or staff open', async () => {
    const body = { channel: 'web', subject: 'Lamp', message: 'See the picture.' };
    const attachments = [await upload(desk.me)];
    const own = await desk.apis.portal('openMyTicket', { body: { ...body, attachments }, as: desk.me });
    expect(own.status).toBe(201);
    expect((await download(desk.me, attachments[0] ?? '', own.body.id)).status).toBe(200);
    const more = [await upload(ann)];
    const ours = await desk.apis.tickets('openTicket', {
      body: { ...body, customerId: desk.ada, attachments: more },
      as: ann,
    });
    expect((await download(desk.me, more[0] ?? '', ours.body.id)).status).toBe(200);
  });

  it('reopens a solved ticket even when the message only says thanks', async () => {
    await desk.move(ticketId, 'solved');
    await reply([await upload(desk.me)], { message: 'Thanks!' }, desk.me);
    expect((await desk.ticket(ticketId)).status).toBe('open');
  });

  it('is sent with a message that opens a follow-up of a closed ticket', async () => {
    await desk.move(ticketId, 'solved');
    await desk.move(ticketId, 'closed');
    const id = await upload(desk.me);
    const { body } = await reply([id], {}, desk.me);
    expect(body.ticketId).not.toBe(ticketId);
    expect((await download(desk.me, id, body.ticketId)).status).toBe(200);
    expect((await download(desk.me, id)).status).toBe(404);
  });

  it('is sent with up to nine others; eleven files, a repeated file and an empty list are refused', async () => {
    const ten = await Promise.all(Array.from({ length: 10 }, () => upload(ann)));
    const errors = [{ path: 'body.attachments' }];
    for (const ids of [[...ten, await upload(ann)], [ten[0] ?? '', ten[0] ?? ''], []])
      await expectRefused(() => reply(ids), { status: 400, body: { errors } });
    expect((await reply(ten)).status).toBe(201);
    expect((await messagesData())[0]?.attachments).toHaveLength(10);
  });
});

describe('a message is refused and changes nothing', () => {
  it('with a file that was never uploaded', async () => {
    const { attachmentId } = (await ask(ann)).body;
    await expectRefused(() => reply([attachmentId]), refusal(409, 'attachment.not_uploaded', 0));
  });

  it('with a file whose size or type differs from the announced one', async () => {
    const wrong = [
      await ask(ann, pdf({ bytes: 5 })).then(async ({ body }) => {
        await bucket.files.put(body.upload.fields.key, PDF, 'application/pdf');
        return body.attachmentId;
      }),
      await ask(ann).then(async ({ body }) => {
        await bucket.files.put(body.upload.fields.key, PDF, 'text/html');
        return body.attachmentId;
      }),
    ];
    await expectRefused(() => reply(wrong), refusal(409, 'attachment.not_uploaded', 0, 1));
  });

  it.each([
    ['a program under the name of a picture', 'a.jpg', 'image/jpeg', Buffer.from('4d5a900003', 'hex')],
    ['a page under the name of a document', 'a.pdf', 'application/pdf', Buffer.from('<html><script>')],
  ])('with %s', async (_what, filename, contentType, content) => {
    const id = await upload(ann, { filename, contentType, bytes: content.length }, content);
    await expectRefused(() => reply([id]), refusal(409, 'attachment.refused', 0));
  });

  it('with a file that somebody else uploaded', async () => {
    const anns = await upload(ann);
    const adas = await upload(desk.me);
    const eves = await uploadAs(desk.apis, eve, eve.id);
    const othersFiles = [
      [bob, anns],
      [desk.me, anns],
      [ann, adas],
      [desk.me, eves],
      [ann, eves],
    ] as const;
    for (const [as, id] of othersFiles)
      await expectRefused(() => reply([id], {}, as), refusal(404, 'attachment.not_found', 0));
  });

  it('with a file for another customer, even with a ticket token of that customer', async () => {
    const id = await uploadAs(desk.apis, ann, eve.id);
    const { ticketToken } = (
      await desk.apis.tickets('openTicket', {
        body: { customerId: eve.id, channel: 'email', subject: 'x', message: 'y' },
        as: ann,
      })
    ).body;
    for (const over of [{}, { ticketToken }])
      await expectRefused(() => reply([id], over), refusal(404, 'attachment.not_found', 0));
  });

  it('with a file that was sent before, and names only that file', async () => {
    const [sent, other] = [await upload(ann), await upload(ann)];
    await reply([sent]);
    await expectRefused(() => reply([other, sent]), refusal(404, 'attachment.not_found', 1));
    expect((await reply([other])).status).toBe(201);
  });

  it('with a file that was requested a day ago', async () => {
    const [early, late] = [await upload(ann), await upload(ann)];
    desk.pass(24 * 3_600_000 - 1);
    expect((await reply([early])).status).toBe(201);
    desk.pass(1);
    await expectRefused(() => reply([late]), refusal(404, 'attachment.not_found', 0));
  });

  it('on an unknown ticket or a ticket of another customer, and its files can still be sent', async () => {
    const id = await upload(eve, pdf());
    const expected = { status: 404, body: { code: 'ticket.not_found' } };
    await expectRefused(() => reply([id], {}, eve), expected);
    const anns = await upload(ann);
    const params = { ticketId: 'tkt_01ARZ3NDEKTSV4RRFFQ69G5FAV' };
    const body = { message: 'x', attachments: [anns] };
    await expectRefused(() => desk.apis.tickets('addMessage', { params, body, as: ann }), expected);
    expect((await reply([anns])).status).toBe(201);
  });
});

describe('a file is sent once', () => {
  it('when two messages take it at the same moment', async () => {
    const id = await upload(ann);
    const rival = async () => void (await reply([id], { message: 'first' }));
    const second = await withConcurrentChange(table, rival, () => reply([id], { message: 'second' }));
    expect(second).toMatchObject(refusal(404, 'attachment.not_found', 0));
    expect((await messagesData()).map(({ message }) => message)).toEqual(['first']);
    expect(await itemsOfKind(table, 'attachment')).toHaveLength(1);
  });

  it.each(['a message', 'a ticket'])('when %s is repeated because its answer was lost', async (what) => {
    const attachments = [await upload(desk.me)];
    const headers = { 'idempotency-key': 'k' };
    const body = { channel: 'web', subject: 'Lamp', message: 'See.', attachments };
    const send = () =>
      what === 'a ticket'
        ? desk.apis.portal('openMyTicket', { body, as: desk.me, headers })
        : reply(attachments, {}, desk.me, headers);
    const fault = { command: 'TransactWriteItems', error: lostConnection, when: 'after' } as const;
    expect((await withFault(table, fault, send)).status).toBe(500);
    const again = await send();
    expect(again).toMatchObject({ status: 201, headers: { 'idempotency-replayed': 'true' } });
    expect(await itemsOfKind(table, 'attachment')).toHaveLength(1);
    const opened = await eventsIn(table, 'ticket.opened');
    expect([opened.length, (await messagesData()).length]).toEqual(what === 'a ticket' ? [2, 0] : [1, 1]);
  });
});

describe('the file of a message', () => {
  it('is not found for other customers or through another ticket', async () => {
    const id = await upload(ann);
    await reply([id]);
    const hidden = { status: 404, body: { code: 'ticket.not_found' } };
    const none = { status: 404, body: { code: 'attachment.not_found' } };
    expect(await download(eve, id)).toMatchObject(hidden);
    const other = await desk.open();
    for (const as of [ann, desk.me]) expect(await download(as, id, other)).toMatchObject(none);
    const eves = await desk.apis.portal('openMyTicket', {
      body: { channel: 'web', subject: 's', message: 'm' },
      as: eve,
    });
    expect(await download(eve, id, eves.body.id)).toMatchObject(none);
    expect(await download(ann, 'att_01ARZ3NDEKTSV4RRFFQ69G5FAV')).toMatchObject(none);
    expect(await download(ann, id, 'tkt_01ARZ3NDEKTSV4RRFFQ69G5FAV')).toMatchObject(hidden);
  });

  it('is for staff alone when it was sent with an internal note', async () => {
    const id = await upload(ann);
    await reply([id], { visibility: 'internal' });
    expect((await download(bob, id)).status).toBe(200);
    expect(await download(desk.me, id)).toMatchObject({
      status: 404,
      body: { code: 'attachment.not_found' },
    });
    const mine = await desk.apis.portal('getMyTicket', { params: { ticketId }, as: desk.me });
    expect(mine.text).not.toContain('offer.pdf');
  });

  it('is not found before it is sent', async () => {
    const id = await upload(desk.me);
    for (const as of [ann, desk.me]) expect((await download(as, id)).status).toBe(404);
  });

  it('follows its message through merges, splits, and both undone', async () => {
    const id = await upload(desk.me);
    const sent = await reply([id], {}, desk.me);
    const other = await desk.open();
    const seenBy = async (of: string) => [
      (await download(ann, id, of)).status,
      (await download(desk.me, id, of)).status,
    ];
    expect((await desk.on('mergeTicket', ticketId, { into: other })).status).toBe(200);
    expect(await seenBy(other)).toEqual([200, 200]);
    const split = await desk.on('splitTicket', other, { messageIds: [sent.body.id], subject: 'apart' });
    expect(split.status).toBe(201);
    expect(await seenBy(split.body.id)).toEqual([200, 200]);
    const third = await desk.open();
    expect((await desk.on('mergeTicket', split.body.id, { into: third })).status).toBe(200);
    expect(await seenBy(third)).toEqual([200, 200]);
    // Splits the first message of the split ticket again, out of the ticket that it was merged into.
    const entry = (await desk.thread(third)).find(({ data }) => data.attachments);
    const again = await desk.on('splitTicket', third, { messageIds: [entry?.id], subject: 'once more' });
    expect(again.status).toBe(201);
    expect(await seenBy(again.body.id)).toEqual([200, 200]);
    expect((await desk.on('unsplitTicket', again.body.id)).status).toBe(200);
    expect(await seenBy(again.body.id)).toEqual([404, 404]);
    expect(await seenBy(third)).toEqual([200, 200]);
    expect(await seenBy(await desk.open())).toEqual([404, 404]);
  });

  it('goes with its message to the ticket that the addressed one was merged into', async () => {
    const id = await upload(ann);
    const other = await desk.open();
    await desk.on('mergeTicket', ticketId, { into: other });
    expect((await reply([id])).body.ticketId).toBe(other);
    expect((await download(desk.me, id, other)).status).toBe(200);
  });

  it('keeps its content for earlier links, later links and the email when its upload form is used again', async () => {
    const grant = await ask(ann);
    const id = String(grant.body.attachmentId);
    await postForm(grant.body.upload, PDF);
    await reply([id]);
    const before = await download(desk.me, id);
    expect((await postForm(grant.body.upload, FORGED)).status).toBe(204);
    const after = await download(desk.me, id);
    for (const { body } of [before, after])
      expect(Buffer.from(await (await fetch(body.url)).arrayBuffer())).toEqual(PDF);
    const box = outbox();
    const [event] = await eventsIn(table, 'ticket.message_added');
    expect(await emailOf(table, bucket.files, box, stoppedClock()).deliver(event as Json)).toEqual([]);
    expect(box.sent.flatMap(({ mail }) => mail.attachments ?? [])).toMatchObject([{ content: PDF }]);
  });

  it('is refused when it changes while it is sent', async () => {
    const grant = await ask(desk.me);
    const id = String(grant.body.attachmentId);
    await postForm(grant.body.upload, PDF);
    const copy = async (from: string, to: string, etag: string) => {
      await postForm(grant.body.upload, FORGED);
      // The emulator ignores the condition; S3 and the local runner check it (tests/integration/local/files).
      return (await bucket.files.stat(from))?.etag === etag && bucket.files.copy(from, to, etag);
    };
    const { apis } = await openTicketDesk(table, '10', 'eda', { ...bucket.files, copy });
    const body = { message: 'See the file.', attachments: [id] };
    const send = () => apis.portal('addMyMessage', { params: { ticketId }, body, as: desk.me });
    await expectRefused(send, refusal(409, 'attachment.not_uploaded', 0));
    expect((await reply([id], {}, desk.me)).status).toBe(201);
    const { body: link } = await download(ann, id);
    expect(Buffer.from(await (await fetch(link.url)).arrayBuffer())).toEqual(FORGED);
  });

  it('is stored under a key that no upload form can write to', async () => {
    const grant = await ask(desk.me);
    await postForm(grant.body.upload, PDF);
    await reply([grant.body.attachmentId], {}, desk.me);
    const [{ attachments }] = (await messagesData()) as [{ attachments: [{ key: string }] }];
    const { key, policy } = grant.body.upload.fields;
    expect(attachments[0].key).not.toBe(key);
    // S3 and the local runner enforce the policy of a form (tests/integration/local/files.test.ts).
    const { conditions } = JSON.parse(Buffer.from(policy, 'base64').toString());
    expect(conditions.filter((condition: object) => JSON.stringify(condition).includes('"key"'))).toEqual([
      { key },
    ]);
    expect(attachments[0].key.startsWith(`attachments/${desk.ada}/${grant.body.attachmentId}/`)).toBe(true);
  });
});

describe('an unsent file', () => {
  const HOURS = 3_600_000;
  const stored = async () => {
    const grant = await ask(desk.me);
    await postForm(grant.body.upload, PDF);
    return { id: String(grant.body.attachmentId), key: String(grant.body.upload.fields.key) };
  };

  it('is deleted an hour after its day, and nothing of it stays', async () => {
    const { key } = await stored();
    const [due] = await timedWorkIn(table, UPLOAD_KIND);
    expect(due).toMatchObject({ queue: 'tickets', at: '2026-03-11T13:00:01.000Z' });
    desk.pass(25 * HOURS);
    const message = dueMessage(due ?? {});
    expect(await desk.worker(message, message)).toEqual([]);
    expect(await desk.worker(message)).toEqual([]);
    expect(await bucket.files.stat(key)).toBeUndefined();
    expect(await timedWorkIn(table, UPLOAD_KIND)).toEqual([]);
  });

  it('is deleted by the retry when the worker died on the way', async () => {
    const { key } = await stored();
    const [due] = await timedWorkIn(table, UPLOAD_KIND);
    desk.pass(25 * HOURS);
    const fault = { command: 'TransactWriteItems', error: lostConnection } as const;
    const deliver = () => desk.worker(dueMessage(due ?? {}));
    expect(await withFault(table, fault, deliver)).toEqual([0]);
    expect(await deliver()).toEqual([]);
    expect([await bucket.files.stat(key), await timedWorkIn(table, UPLOAD_KIND)]).toEqual([undefined, []]);
  });

  it('does not appear among the customer’s scheduled messages', async () => {
    await stored();
    const { body } = await desk.apis.outreach('listScheduled', { params: { customerId: desk.ada } });
    expect(body.items).toEqual([]);
  });

  it('loses its timed work even when it was never uploaded', async () => {
    await ask(ann);
    const [due] = await timedWorkIn(table, UPLOAD_KIND);
    expect(await desk.worker(dueMessage(due ?? {}))).toEqual([]);
    expect(await timedWorkIn(table, UPLOAD_KIND)).toEqual([]);
  });

  it('is deleted without the copy that a message carries', async () => {
    const { id, key } = await stored();
    const [due] = await timedWorkIn(table, UPLOAD_KIND);
    await reply([id], {}, desk.me);
    desk.pass(25 * HOURS);
    expect(await desk.worker(dueMessage(due ?? {}))).toEqual([]);
    expect([await bucket.files.stat(key), await timedWorkIn(table, UPLOAD_KIND)]).toEqual([undefined, []]);
    const { body } = await download(desk.me, id);
    expect(Buffer.from(await (await fetch(body.url)).arrayBuffer())).toEqual(PDF);
  });

  it('is deleted with the copy of a refused message', async () => {
    const copies: string[] = [];
    const copy = (from: string, to: string, etag: string) => {
      copies.push(to);
      return bucket.files.copy(from, to, etag);
    };
    const { apis } = await openTicketDesk(table, '10', 'eda', { ...bucket.files, copy });
    const { id } = await stored();
    const params = { ticketId: 'tkt_01ARZ3NDEKTSV4RRFFQ69G5FAV' };
    const body = { message: 'x', attachments: [id] };
    expect((await apis.portal('addMyMessage', { params, body, as: desk.me })).status).toBe(404);
    expect(await bucket.files.stat(copies[0] ?? '')).toBeDefined();
    const [due] = await timedWorkIn(table, UPLOAD_KIND);
    desk.pass(25 * HOURS);
    expect(await desk.worker(dueMessage(due ?? {}))).toEqual([]);
    expect([copies.length, await bucket.files.stat(copies[0] ?? '')]).toEqual([1, undefined]);
  });
});

describe('copies of a file that was uploaded repeatedly', () => {
  const HOURS = 3_600_000;
  /** Uploads two contents with one form, each for a message that is refused. */
  const refusedTwice = async () => {
    const copies: string[] = [];
    const copy = (from: string, to: string, etag: string) => {
      copies.push(to);
      return bucket.files.copy(from, to, etag);
    };
    const { apis } = await openTicketDesk(table, '10', 'eda', { ...bucket.files, copy });
    const grant = await ask(desk.me);
    const id = String(grant.body.attachmentId);
    const params = { ticketId: 'tkt_01ARZ3NDEKTSV4RRFFQ69G5FAV' };
    const body = { message: 'x', attachments: [id] };
    for (const content of [PDF, FORGED]) {
      await postForm(grant.body.upload, content);
      expect((await apis.portal('addMyMessage', { params, body, as: desk.me })).status).toBe(404);
    }
    expect(new Set(copies).size).toBe(2);
    return { id, copies, grant };
  };
  const runRemoval = async (id: string) => {
    const due = (await timedWorkIn(table, UPLOAD_KIND)).find(({ sk }) => String(sk).endsWith(id));
    desk.pass(25 * HOURS);
    expect(await desk.worker(dueMessage(due ?? {}))).toEqual([]);
  };
  const remaining = async (names: readonly string[]) => {
    const found = await Promise.all(names.map((name) => bucket.files.stat(name)));
    return names.filter((_, index) => found[index] !== undefined);
  };

  it('are all deleted when none was sent', async () => {
    const { id, copies } = await refusedTwice();
    await runRemoval(id);
    expect(await remaining(copies)).toEqual([]);
  });

  it('are deleted except the one that a message carries', async () => {
    const { id, copies } = await refusedTwice();
    expect((await reply([id], {}, desk.me)).status).toBe(201);
    await runRemoval(id);
    expect(await remaining(copies)).toEqual([copies[1]]);
    const { body } = await download(desk.me, id);
    expect(Buffer.from(await (await fetch(body.url)).arrayBuffer())).toEqual(FORGED);
  });

  it('are recorded before they are made, so that a process that dies in between leaves none behind', async () => {
    const created: string[] = [];
    const copy = async (from: string, to: string, etag: string): Promise<boolean> => {
      created.push(to);
      await bucket.files.copy(from, to, etag);
      throw new Error('the process was killed');
    };
    const { apis } = await openTicketDesk(table, '10', 'eda', { ...bucket.files, copy });
    const id = await upload(desk.me);
    const body = { message: 'x', attachments: [id] };
    expect((await apis.portal('addMyMessage', { params: { ticketId }, body, as: desk.me })).status).toBe(500);
    await runRemoval(id);
    expect([created.length, await remaining(created)]).toEqual([1, []]);
  });
});

describe('the cost of attachments', () => {
  it('is three more round trips per reply and eight write units per file, and nothing without files', async () => {
    const { table: counted, measure } = metered(table);
    const { apis } = await openTicketDesk(counted, '10', 'cost', bucket.files);
    const { ticketToken } = (await desk.apis.tickets('getTicket', { params: { ticketId }, as: ann })).body
      .ticket;
    await desk.write(ticketId, 'the first reply');
    const send = (body: object) =>
      apis.tickets('addMessage', {
        params: { ticketId },
        body: { message: 'x', ticketToken, ...body },
        as: ann,
      });
    const { cost: plain } = await measure(() => send({}));
    expect(plain.readUnits).toBe(0);
    const ids = [await upload(ann), await upload(ann)];
    const { cost } = await measure(() => send({ attachments: ids }));
    expect([cost.roundTrips, cost.writeUnits - plain.writeUnits]).toEqual([plain.roundTrips + 3, 16]);
    const { cost: requestCost } = await measure(() => askAs(apis, ann, desk.ada));
    expect(requestCost).toEqual({ roundTrips: 1, writeUnits: 6, readUnits: 0 });
    const { cost: downloadCost } = await measure(() =>
      apis.tickets('downloadAttachment', { params: { ticketId, attachmentId: ids[0] ?? '' }, as: ann }),
    );
    expect(downloadCost).toMatchObject({ roundTrips: 3, writeUnits: 0 });
  });
});
