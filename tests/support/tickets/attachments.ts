// Uploads files as people do: requests a pre-signed upload, posts the form to the bucket, and returns the
// file's id.
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

/** Requests a pre-signed upload as staff or as the customer. */
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

/** Uploads a file to the bucket and returns its id, ready to be sent. */
export async function uploadAs(
  apis: Pick<Apis, 'tickets' | 'portal'>,
  as: Person,
  customerId: string,
  body: { bytes: number } = pdf(),
  content: Buffer = PDF,
): Promise<string> {
  const grant = await askAs(apis, as, customerId, body);
  if (grant.status !== 201) throw new Error(grant.text);
  const posted = await postForm(grant.body.upload, content);
  if (posted.status !== 204) throw new Error(await posted.text());
  return grant.body.attachmentId;
}
