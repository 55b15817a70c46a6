import { randomUUID } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import { ownProperty } from '../own-property.ts';

export interface Mail {
  from: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  /** Further headers, such as `List-Unsubscribe`. */
  headers?: Record<string, string>;
  /**
   * Says that a person wrote the mail, so a machine may answer; if absent, the mail is marked
   * as automatic (RFC 3834).
   */
  byPerson?: boolean;
  replyTo?: string;
  /** Without angle brackets; if absent, a new one is created. */
  messageId?: string;
  /** Message-IDs, without angle brackets, oldest first. */
  inReplyTo?: string;
  references?: readonly string[];
  attachments?: readonly MailAttachment[];
}

export interface MailAttachment {
  name: string;
  contentType: string;
  content: Buffer;
}

const AUTOMATIC = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' };

/** Composes the mail as RFC 5322 bytes with a plain and an HTML part. */
export function composeMail(mail: Mail): Promise<Buffer> {
  const domain = mail.from.split('@').at(-1)?.replace(/>$/, '') ?? 'localhost';
  return new MailComposer({
    from: mail.from,
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    messageId: `<${mail.messageId ?? `${randomUUID()}@${domain}`}>`,
    ...(mail.replyTo ? { replyTo: mail.replyTo } : {}),
    ...(mail.inReplyTo ? { inReplyTo: `<${mail.inReplyTo}>` } : {}),
    ...(mail.references?.length ? { references: mail.references.map((id) => `<${id}>`) } : {}),
    headers: { ...(mail.byPerson ? {} : AUTOMATIC), ...mail.headers },
    attachments: (mail.attachments ?? []).map(({ name, contentType, content }) => ({
      filename: name,
      contentType,
      content,
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
}

/** Escapes text for HTML. */
export function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => ownProperty(entities, character) ?? character);
}
