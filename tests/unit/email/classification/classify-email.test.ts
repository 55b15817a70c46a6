import { describe, expect, it } from 'vitest';
import { classifyEmail } from '../../../../functions/email/classification/classify-email.ts';
import { parseEmail } from '../../../../functions/email/parsing/parse-email.ts';

const self = { inboundDomain: 'inbound.example.org', address: 'care@example.org' };

async function kindWith(headers: string, { subject = 'Lamp', from = 'ada@example.org', envelope = '' } = {}) {
  const raw = `From: ${from}\r\nSubject: ${subject}\r\n${headers}${headers ? '\r\n' : ''}\r\nHello.\r\n`;
  return classifyEmail(await parseEmail(Buffer.from(raw)), self, envelope || undefined);
}

describe('an email', () => {
  for (const [header, why] of [
    ['Auto-Submitted: auto-replied', 'auto_submitted'],
    ['Auto-Submitted: Auto-Generated; x=y', 'auto_submitted'],
    ['X-Auto-Response-Suppress: All', 'auto_response_suppress'],
    ['Precedence: bulk', 'precedence'],
    ['Precedence: junk', 'precedence'],
    ['X-Autorespond: away', 'autoreply_header'],
    ['Return-Path: <>', 'null_sender'],
  ] as const)
    it(`is an automatic reply if it has ${header}`, async () => {
      expect(await kindWith(header)).toEqual({ kind: 'auto_reply', why });
    });

  for (const header of [
    'Auto-Submitted: no',
    'Auto-Submitted: no (by hand)',
    'Precedence: normal',
    'X-Auto-Response-Suppress: DR',
  ])
    it(`is a person’s message if it has ${header}`, async () => {
      expect(await kindWith(header)).toEqual({ kind: 'message' });
    });

  it('is an automatic reply if its envelope sender is empty', async () => {
    expect(await kindWith('', { envelope: '<>' })).toEqual({ kind: 'auto_reply', why: 'null_sender' });
  });

  for (const subject of [
    'Automatic reply: Lamp',
    'Automatische Antwort: Lampe',
    'Réponse automatique : absent',
    'Respuesta automática: fuera',
    'Out of Office',
    'Re: Out of the office: back on Monday',
  ])
    it(`is an automatic reply if its subject is “${subject}”`, async () => {
      expect(
        await kindWith('Content-Type: text/plain', {
          subject: `=?utf-8?B?${Buffer.from(subject).toString('base64')}?=`,
        }),
      ).toEqual({ kind: 'auto_reply', why: 'subject' });
    });

  for (const subject of ['Out of office chairs?', 'The automatic reply is wrong', 'Auto reply does not work'])
    it(`is a person’s message if its subject is “${subject}”`, async () => {
      expect(await kindWith('', { subject })).toEqual({ kind: 'message' });
    });

  it('is a loop if it has our own address, our domain or one of our Message-IDs', async () => {
    expect(await kindWith('', { from: 'Care@Example.org' })).toMatchObject({ kind: 'loop' });
    expect(await kindWith('', { from: 'reply+x@inbound.example.org' })).toMatchObject({ kind: 'loop' });
    expect(await kindWith('Message-ID: <x@INBOUND.example.org>')).toMatchObject({ kind: 'loop' });
    expect(await kindWith('', { from: 'eve@notinbound.example.org' })).toEqual({ kind: 'message' });
  });

  it('is a loop from the 31st hop on', async () => {
    const hops = (count: number) =>
      Array.from({ length: count }, (_, hop) => `Received: from h${hop}`).join('\r\n');
    expect(await kindWith(hops(30))).toEqual({ kind: 'message' });
    expect(await kindWith(hops(31))).toEqual({ kind: 'loop', why: 'too_many_hops' });
  });

  it('is not a bounce if a person writes about a bounce', async () => {
    expect(await kindWith('', { subject: 'Undelivered Mail Returned to Sender' })).toEqual({
      kind: 'message',
    });
  });
});
