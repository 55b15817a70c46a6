// People who attach files: they ask for leave, post the form to the bucket, and name the file in a message.
import type { Apis } from '../http/apis.ts';
import type { Answer, Call, Json } from '../http/call-api.ts';

export type Person = NonNullable<Call['as']>;

export const PDF = Buffer.from('%PDF-1.4\nan offer');

export const pdf = (over: object = {}) => ({
  filename: 'offer.pdf',
  contentType: 'application/pdf',
  bytes: PDF.length,
  ...over,
});

/** Posts a file as a browser does: the fields as they were given, the file last. */
export function postForm({ url, fields }: Json, content: Buffer, over: Record<string, string> = {}) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...fields, ...over })) form.set(name, String(value));
  form.set('file', new Blob([new Uint8Array(content)]), 'file');
  return fetch(url, { method: 'POST', body: form });
}

/** Asks for leave as staff or as the customer themself. */
export function askAs(
  { tickets, portal }: Pick<Apis, 'tickets' | 'portal'>,
  as: Person,
  customerId: string,
  body: object = pdf(),
  headers: Record<string, string> = {},
): Promise<Answer> {
  return as.role === 'customer'
    ? portal('requestMyUpload', { body, as, headers })
    : tickets('requestUpload', { body: { customerId, ...body }, as, headers });
}

/** The id of a file that lies in the bucket, ready to be sent. */
export async function uploadAs(
  apis: Pick<Apis, 'tickets' | 'portal'>,
  as: Person,
  customerId: string,
  body: { bytes: number } = pdf(),
  content: Buffer = PDF,
): Promise<string> {
  const leave = await askAs(apis, as, customerId, body);
  if (leave.status !== 201) throw new Error(leave.text);
  const posted = await postForm(leave.body.upload, content);
  if (posted.status !== 204) throw new Error(await posted.text());
  return leave.body.attachmentId;
}
