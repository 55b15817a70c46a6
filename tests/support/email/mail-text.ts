export const INBOUND_DOMAIN = 'inbound.example.org';

/** Returns a plain text email as it arrives. */
export function mailText(
  {
    from = 'Ada <ada@example.org>',
    to = `help@${INBOUND_DOMAIN}`,
    subject = 'Broken lamp',
    id = '',
    headers = '',
  },
  body = 'It does not light.',
): string {
  const lines = [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    ...(id ? [`Message-ID: <${id}>`] : []),
    ...(headers ? [headers] : []),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    body,
    '',
  ];
  return lines.join('\r\n');
}
