import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  contentTypeMatches,
  contentTypeOf,
  displayName,
  fileRefusal,
  MAX_FILE_BYTES,
  safeName,
} from '../../../../functions/platform/files/file-rules.ts';

describe('the content type that a client claims', () => {
  it.each([
    ['a.csv', 'text/csv'],
    ['a.csv', 'application/vnd.ms-excel'],
    ['a.csv', 'Text/CSV; charset=utf-8'],
    ['A.ZIP', 'application/x-zip-compressed'],
    ['a.md', 'application/octet-stream'],
  ])('fits: %s as %s', (name, type) => {
    expect(contentTypeMatches(name, type)).toBe(true);
  });

  it.each([
    ['a.pdf', 'text/html'],
    ['a.png', 'image/jpeg'],
    ['a.png', ''],
    ['a.png', '; image/png'],
    ['a.exe', 'application/x-msdownload'],
  ])('does not fit: %s as %s', (name, type) => {
    expect(contentTypeMatches(name, type)).toBe(false);
  });

  it('gives a file without an extension the usual one of its type', () => {
    for (const [type, ending] of [
      ['image/jpeg', 'jpg'],
      ['image/tiff', 'tif'],
      ['text/plain', 'txt'],
      ['application/vnd.ms-excel', 'xls'],
      ['text/x-vcard', 'vcf'],
    ])
      expect(displayName('scan', String(type))).toBe(`scan.${ending}`);
  });
});

describe('a file', () => {
  it('is refused if it is one byte over the limit, and if it is empty', () => {
    const begins = Buffer.from('text');
    expect(fileRefusal('a.txt', MAX_FILE_BYTES, begins)).toBeUndefined();
    expect(fileRefusal('a.txt', MAX_FILE_BYTES + 1, begins)).toBe('too_large');
    expect(fileRefusal('a.txt', 0, Buffer.alloc(0))).toBe('empty');
  });

  it('has its claimed type if the magic number is in the first kilobyte', () => {
    const mark = '%PDF-1.7';
    const at = (offset: number) => Buffer.concat([Buffer.alloc(offset, 32), Buffer.from(mark)]);
    expect(fileRefusal('a.pdf', 2000, at(1024 - '%PDF-'.length))).toBeUndefined();
    expect(fileRefusal('a.pdf', 2000, at(1025 - '%PDF-'.length))).toBe('content_mismatch');
  });

  it('keeps its type under its display name and under the name in its key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (stem) => {
        const name = displayName(`${stem}.pdf`, 'application/pdf');
        expect([contentTypeOf(name), contentTypeOf(safeName(name))]).toEqual([
          'application/pdf',
          'application/pdf',
        ]);
        expect(displayName(name, 'application/pdf')).toBe(name);
      }),
    );
  });
});
