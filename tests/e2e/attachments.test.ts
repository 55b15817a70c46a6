import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiProblem } from '../../functions/platform/contract/client.ts';
import type { Rapport } from '../../local/start.ts';
import { clientOf, startPlatform } from '../support/rapport.ts';
import { PDF, pdf, postForm } from '../support/tickets/attachments.ts';

let rapport: Rapport;

beforeAll(async () => {
  rapport = await startPlatform();
});
afterAll(() => rapport?.stop());

const newCustomer = async (name: string) => {
  const body = { name, identities: { email: `${name}@example.org` } };
  const { id } = await clientOf(rapport, 'admin', 'root').customers.createCustomer({ body });
  return { id, client: clientOf(rapport, 'customer', id).portal };
};
const codeOf = async (answer: Response) => /<Code>(\w+)<\/Code>/.exec(await answer.text())?.[1];
const problemOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => (error instanceof ApiProblem ? error.problem.code : String(error)),
  );

describe('attachments of a ticket', () => {
  it('travel from a customer to an agent and back by portal and mail without passing through the API', async () => {
    const ada = await newCustomer('ada');
    const eve = await newCustomer('eve');
    const ann = clientOf(rapport, 'agent', 'ann').tickets;

    // The bucket accepts exactly the announced file.
    const { attachmentId, upload } = await ada.client.requestMyUpload({ body: pdf() });
    const refused = [
      await postForm(upload, Buffer.concat([PDF, PDF])),
      await postForm(upload, PDF.subarray(1)),
      await postForm(upload, PDF, { 'Content-Type': 'text/html' }),
      await postForm(upload, PDF, { key: 'attachments/elsewhere' }),
    ];
    expect(await Promise.all(refused.map(codeOf))).toEqual([
      'EntityTooLarge',
      'EntityTooSmall',
      'AccessDenied',
      'AccessDenied',
    ]);
    const opening = { channel: 'web', subject: 'Lamp', message: 'See the offer.' } as const;
    const open = () => ada.client.openMyTicket({ body: { ...opening, attachments: [attachmentId] } });
    expect(await problemOf(open())).toBe('attachment.not_uploaded');
    expect((await postForm(upload, PDF)).status).toBe(204);
    const theirs = { ...opening, attachments: [attachmentId] };
    expect(await problemOf(eve.client.openMyTicket({ body: theirs }))).toBe('attachment.not_found');
    const { id: ticketId } = await open();
    expect(await problemOf(open())).toBe('attachment.not_found');

    // The agent downloads it.
    const params = { ticketId, attachmentId };
    const link = await ann.downloadAttachment({ params });
    const saved = await fetch(link.url);
    expect(saved.headers.get('content-disposition')).toContain('attachment; filename="offer.pdf"');
    expect(Buffer.from(await saved.arrayBuffer())).toEqual(PDF);
    expect(await problemOf(eve.client.downloadMyAttachment({ params }))).toBe('ticket.not_found');

    // Her answer carries a file, which is mailed and appears in the portal; her note carries
    // one that does not.
    const send = async (visibility: 'public' | 'internal', filename: string) => {
      const created = await ann.requestUpload({ body: { customerId: ada.id, ...pdf({ filename }) } });
      expect((await postForm(created.upload, PDF)).status).toBe(204);
      const body = { message: 'Here.', visibility, attachments: [created.attachmentId] };
      await ann.addMessage({ params: { ticketId }, body });
      return created.attachmentId;
    };
    const secret = await send('internal', 'secret.pdf');
    const answer = await send('public', 'Größe.pdf');
    await rapport.idle();
    expect(rapport.mails().map(({ attachments }) => attachments)).toEqual([
      [{ filename: 'Größe.pdf', contentType: 'application/pdf', size: PDF.length }],
    ]);
    const { thread } = await ada.client.getMyTicket({ params: { ticketId } });
    const names = thread.items.map(({ attachments = [] }) => attachments.map(({ filename }) => filename));
    expect(names).toEqual([['offer.pdf'], ['Größe.pdf']]);
    const own = (id: string) => ada.client.downloadMyAttachment({ params: { ticketId, attachmentId: id } });
    expect((await fetch((await own(answer)).url)).status).toBe(200);
    expect(await problemOf(own(secret))).toBe('attachment.not_found');
  });

  it('are deleted two days after an upload that was never sent and kept if they were sent', async () => {
    // Uploads of other tests expire first.
    await rapport.advance('P2D');
    await rapport.idle();
    rapport.resetCalls();
    const bob = await newCustomer('bob');
    const ask = async () => {
      const created = await bob.client.requestMyUpload({ body: pdf() });
      expect((await postForm(created.upload, PDF)).status).toBe(204);
      return created.attachmentId;
    };
    const [sent, left] = [await ask(), await ask()];
    const opening = { channel: 'web', subject: 'Lamp', message: 'See.' } as const;
    const { id: ticketId } = await bob.client.openMyTicket({ body: { ...opening, attachments: [sent] } });
    await rapport.advance('P2D');
    await rapport.idle();
    // Two uploads: one was copied for its message, the other was never copied.
    expect(rapport.calls()['tickets-worker']).toMatchObject({ DeleteObject: 2 });
    const late = bob.client.openMyTicket({ body: { ...opening, attachments: [left] } });
    expect(await problemOf(late)).toBe('attachment.not_found');
    const params = { ticketId, attachmentId: sent };
    expect((await fetch((await bob.client.downloadMyAttachment({ params })).url)).status).toBe(200);
  });
});
