// Declares the part of mailparser that is used here; the package has no types.
declare module 'mailparser' {
  export interface AddressField {
    text: string;
  }
  export interface ParsedMail {
    from?: AddressField;
    to?: AddressField | AddressField[];
    cc?: AddressField | AddressField[];
    replyTo?: AddressField;
    subject?: string;
    text?: string;
    html: string | false;
    headerLines: { key: string; line: string }[];
    attachments: { filename?: string; contentType: string; size: number }[];
  }
  export function simpleParser(source: Buffer, options?: { skipImageLinks?: boolean }): Promise<ParsedMail>;
}
