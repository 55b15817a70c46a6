/** Renders the page at /_local: the addresses and how to sign in. */
export const startPage = ({
  apiUrl,
  inboxUrl,
  now,
  receiving,
}: {
  apiUrl: string;
  inboxUrl: string;
  now(): Date;
  receiving: { recipients: string[] };
}): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Rapport on this machine</title>
<style>
  :root { color-scheme: light dark; }
  body { font: 16px/1.6 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
  pre { font: 14px/1.5 ui-monospace, monospace; padding: .8rem 1rem; overflow: auto; border: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
</style>
<h1>Rapport on this machine</h1>
<p>It is ${now().toISOString()} here.</p>
<ul>
  <li><a href="${apiUrl}/openapi.json">openapi.json</a>: every operation of the API at ${apiUrl}</li>
  <li><a href="${inboxUrl}">Inbox</a>: every mail that was sent</li>
  <li><a href="/_local/health">Health</a> and <a href="/_local/clock">clock</a></li>
  <li><a href="/_local/access-log">Access log</a>: who asked for what, the newest lines</li>
</ul>
<h2>A token</h2>
<p>Roles: agent, lead, admin, service, customer. For a customer, <code>sub</code> is the customer's id.</p>
<pre>${tokenCommand(apiUrl, 'agent', 'ada')}</pre>
<h2>Tomorrow, today</h2>
<pre>${clockCommand(apiUrl)}</pre>
<h2>Mail from outside</h2>
<p>Comes in as it would from a mail server, for ${receiving.recipients.join(', ') || 'nobody on this stage'}. Its own headers say from whom and to whom; <code>?from=</code>, <code>?to=</code>,
<code>?spam=FAIL</code> and <code>?virus=</code>, <code>?spf=</code>, <code>?dkim=</code>, <code>?dmarc=</code> say otherwise.
Mails in the inbox can be answered there.</p>
<pre>${mailCommand(apiUrl)}</pre>
</html>
`;

/** Returns a shell command that fetches a token. */
export const tokenCommand = (apiUrl: string, role: string, sub: string): string =>
  `curl -s ${apiUrl}/_local/token -d '{"role":"${role}","sub":"${sub}"}'`;

/** Returns a shell command that sends the mail in a file. */
export const mailCommand = (apiUrl: string): string =>
  `curl -s --data-binary @mail.eml ${apiUrl}/_local/mail`;

/** Returns a shell command that advances time by a day. */
export const clockCommand = (apiUrl: string): string =>
  `curl -s ${apiUrl}/_local/clock -d '{"advance":"P1D"}'`;
