import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  MAX_ATTACHMENTS,
  screenAttachments,
} from '../../../../functions/email/inbound/screen-attachments.ts';
import type { EmailPart } from '../../../../functions/email/parsing/parse-email.ts';
import { displayName, MAX_FILE_BYTES } from '../../../../functions/platform/files/file-rules.ts';
import { CUSTOMER_ID } from '../../../support/tickets/tickets.ts';

const part = (
  name: string,
  bytes: Buffer | string = 'x',
  contentType = 'application/octet-stream',
): EmailPart => ({
  name,
  contentType,
  bytes: Buffer.from(bytes),
  inline: false,
});
const screen = (...parts: EmailPart[]) => screenAttachments(parts, CUSTOMER_ID, 'seed');

describe('screenAttachments', () => {
  it('keeps a file of the maximum size and refuses one that is a byte larger', () => {
    expect(screen(part('a.txt', Buffer.alloc(MAX_FILE_BYTES, 97))).kept).toHaveLength(1);
    expect(screen(part('a.txt', Buffer.alloc(MAX_FILE_BYTES + 1, 97))).refused).toEqual([
      { name: 'a.txt', reason: 'too_large' },
    ]);
  });

  it('keeps twenty files and refuses the next; refused files do not count', () => {
    const many = Array.from({ length: MAX_ATTACHMENTS }, (_, index) => part(`${index}.txt`));
    const { kept, refused } = screen(part('x.exe'), ...many, part('last.txt'));
    expect(kept).toHaveLength(MAX_ATTACHMENTS);
    expect(refused).toEqual([
      { name: 'x.exe', reason: 'type_not_allowed' },
      { name: 'last.txt', reason: 'too_many' },
    ]);
  });

  it('refuses executables under any name', () => {
    const starts = ['4d5a9000', '7f454c46', 'cafebabe', 'cffaedfe', '23212f62'];
    for (const start of starts)
      expect(screen(part('holiday.jpg', Buffer.from(start, 'hex'))).refused).toEqual([
        { name: 'holiday.jpg', reason: 'executable' },
      ]);
  });

  it('derives the content type from the extension, not from the type that the sender claims', () => {
    const [kept] = screen(part('page.txt', '<script>', 'text/html')).kept;
    expect(kept?.attachment.contentType).toBe('text/plain');
  });

  it('refuses HTML, SVG, scripts, documents with macros and unknown types', () => {
    for (const name of [
      'a.html',
      'a.htm',
      'a.svg',
      'a.js',
      'a.docm',
      'a.xlsm',
      'a.iso',
      'a.lnk',
      'a.scr',
      'a',
    ])
      expect(screen(part(name)).refused).toMatchObject([{ reason: 'type_not_allowed' }]);
  });

  it('names a part without a name or extension by its content type', () => {
    expect(displayName('', 'image/png')).toBe('attachment.png');
    expect(displayName('Scan', 'application/pdf')).toBe('Scan.pdf');
    expect(displayName('', 'application/octet-stream')).toBe('attachment');
  });

  it('makes a storage key in the customer’s folder and a name with a visible extension from any name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
        const { kept } = screen(part(`a${name}.txt`));
        const { attachment } = kept[0] ?? {};
        expect(attachment?.key).toMatch(
          new RegExp(`^attachments/${CUSTOMER_ID}/att_[0-9A-Z]{26}/[A-Za-z0-9._-]{1,100}$`),
        );
        expect(attachment?.key).not.toContain('..');
        expect(attachment?.filename).not.toMatch(/[/\\\p{Cc}\p{Cf}]/u);
        expect(attachment?.filename.endsWith('.txt')).toBe(true);
      }),
    );
  });

  it('gives a file the same key on a retry, and two files with one name different keys', () => {
    const twice = () => screen(part('a.txt'), part('a.txt')).kept.map(({ attachment }) => attachment.key);
    expect(twice()).toEqual(twice());
    expect(new Set(twice()).size).toBe(2);
  });
});
