import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Rapport } from '../../local/start.ts';
import { mailText } from '../support/email/mail-text.ts';
import { clientOf, startPlatform } from '../support/rapport.ts';

let rapport: Rapport;
const DOMAIN = 'inbound.example.invalid';

beforeAll(async () => {
  rapport = await startPlatform();
});
afterAll(() => rapport?.stop());

describe('a conversation by mail', () => {
  it('leads from a stranger’s mail to an agent’s answer and back to the ticket, with a file each way', async () => {
    const ann = clientOf(rapport, 'agent', 'ann');
    // A lamp that does not light is a service failure, which trained people answer.
    const skills = [{ name: 'trained_failures', level: 3 }];
    await clientOf(rapport, 'lead', 'lee').routing.putAgent({
      params: { agentId: 'ann' },
      body: { name: 'Ann', skills },
    });
    const to = `help@${DOMAIN}`;
    await rapport.receiveMail(mailText({ to, id: 'first@mail.example' }, 'It does not light.'));
    await rapport.idle();
    const { items } = await ann.tickets.listTickets({ query: { limit: 10 } });
    const [{ id: ticketId = '' } = {}] = items;
    expect(items).toMatchObject([{ subject: 'Broken lamp', channel: 'email' }]);

    await ann.tickets.addMessage({ params: { ticketId }, body: { message: 'Press the button.' } });
    await rapport.idle();
    const [sent] = rapport.mails();
    expect(sent).toMatchObject({ to: 'ada@example.org', subject: 'Re: Broken lamp' });
    const replyTo = sent?.replyTo ?? '';
    expect(replyTo).toContain(`@${DOMAIN}`);

    const answer = [
      'From: Ada <ada@example.org>',
      `To: ${replyTo}`,
      'Subject: AW: Broken lamp',
      'Message-ID: <second@mail.example>',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'Still dark, see picture.',
      '',
      'Am 10.03.26 um 12:00 schrieb Care:',
      '> Press the button.',
      '--b',
      'Content-Type: application/pdf; name="lamp.pdf"',
      'Content-Disposition: attachment; filename="lamp.pdf"',
      '',
      '%PDF-1.4',
      '--b--',
      '',
    ].join('\r\n');
    await rapport.receiveMail(answer, { to: [replyTo] });
    await rapport.idle();
    const { thread } = await ann.tickets.getTicket({ params: { ticketId }, query: { limit: 50 } });
    const last = thread.items.findLast(({ type }) => type === 'ticket.message_added');
    expect(last?.data).toMatchObject({
      message: 'Still dark, see picture.',
      mail: { quoted: 'Am 10.03.26 um 12:00 schrieb Care:\n> Press the button.' },
      attachments: [{ filename: 'lamp.pdf', contentType: 'application/pdf' }],
    });
    const [file] = (last?.data.attachments ?? []) as { id: string }[];
    const params = { ticketId, attachmentId: String(file?.id) };
    const link = await ann.tickets.downloadAttachment({ params });
    expect(await (await fetch(link.url)).text()).toContain('%PDF-1.4');
  });

  it('suspends spam until an agent releases it', async () => {
    const ann = clientOf(rapport, 'agent', 'ann');
    const raw = mailText({ from: 'eve@example.net', to: `help@${DOMAIN}`, id: 'spam@x', subject: 'Offer' });
    await rapport.receiveMail(raw, { verdicts: { spam: 'FAIL' } });
    await rapport.idle();
    const { items } = await ann.email.listSuspendedEmails({ query: { limit: 10 } });
    expect(items).toMatchObject([{ reason: 'spam', subject: 'Offer' }]);
    await ann.email.releaseSuspendedEmail({ params: { mailId: items[0]?.id ?? '' }, body: {} });
    await rapport.advance('PT2M');
    await rapport.idle();
    const waiting = await ann.tickets.listTickets({ query: { limit: 10 } });
    expect(waiting.items.map(({ subject }) => subject)).toContain('Offer');
  });

  it('is not lost when the worker dies after its write', async () => {
    rapport.crashAfter('inbound-worker', 'TransactWriteItems', 2);
    await rapport.receiveMail(
      mailText({ from: 'bob@example.org', to: `help@${DOMAIN}`, id: 'crash@x', subject: 'Once' }),
    );
    await rapport.idle();
    const ann = clientOf(rapport, 'agent', 'ann');
    const { items } = await ann.tickets.listTickets({ query: { limit: 50 } });
    expect(items.filter(({ subject }) => subject === 'Once')).toHaveLength(1);
  });
});
