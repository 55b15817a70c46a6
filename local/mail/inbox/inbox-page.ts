/**
 * The inbox as one page without external resources. Mails are shown in a sandboxed frame:
 * their scripts never run.
 */
export const inboxPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Inbox</title>
<style>
  :root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 18%, transparent); }
  * { box-sizing: border-box; }
  body { margin: 0; font: 15px/1.5 system-ui, sans-serif; height: 100vh; display: grid; grid-template: auto 1fr / minmax(260px, 34%) 1fr; }
  header { grid-column: 1 / -1; display: flex; gap: 1rem; align-items: center; padding: .6rem 1rem; border-bottom: 1px solid var(--line); }
  h1 { font-size: 1.1rem; margin: 0; flex: 1; }
  button { font: inherit; padding: .25rem .7rem; cursor: pointer; }
  #list { overflow: auto; margin: 0; padding: 0; list-style: none; border-right: 1px solid var(--line); }
  #list button { display: block; width: 100%; text-align: left; border: 0; border-bottom: 1px solid var(--line); background: none; color: inherit; padding: .6rem 1rem; }
  #list button[aria-current=true] { background: color-mix(in srgb, Highlight 25%, transparent); }
  #list strong { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  #list span { font-size: .85rem; opacity: .75; display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  main { overflow: auto; padding: 1rem; display: flex; flex-direction: column; min-width: 0; }
  main h2 { margin: 0 0 .3rem; font-size: 1.25rem; overflow-wrap: anywhere; }
  nav { display: flex; gap: .4rem; margin: .8rem 0; }
  nav button[aria-selected=true] { font-weight: 600; text-decoration: underline; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; font: 13px/1.5 ui-monospace, monospace; }
  iframe { flex: 1; min-height: 24rem; width: 100%; border: 1px solid var(--line); background: #fff; }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: 0; }
  dt { font-weight: 600; } dd { margin: 0; overflow-wrap: anywhere; }
  details { margin-top: .8rem; } form { display: grid; gap: .5rem; padding: .5rem 0; } label { display: grid; gap: .2rem; } input, textarea { font: inherit; padding: .3rem; }
  .empty { opacity: .7; padding: 1rem; }
  @media (max-width: 720px) { body { grid-template: auto 40vh 1fr / 1fr; } #list { border-right: 0; border-bottom: 1px solid var(--line); } }
</style>
<header><h1>Inbox</h1><button id="refresh">Refresh</button><button id="clear">Delete all</button></header>
<ul id="list" aria-label="Mails"></ul>
<main id="mail"><p class="empty">Choose a mail. Everything that the platform sends arrives here and goes nowhere else.</p></main>
<script>
  const list = document.getElementById('list');
  const view = document.getElementById('mail');
  let open;
  let tab = 'html';
  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };
  const load = async () => {
    const { messages } = await (await fetch('/messages')).json();
    list.replaceChildren(...messages.map((mail) => {
      const button = element('button', { onclick: () => show(mail.id) }, element('strong', {}, mail.subject || '(no subject)'), element('span', {}, 'to ' + mail.recipients.join(', ')), element('span', {}, new Date(mail.time).toLocaleString()));
      button.setAttribute('aria-current', String(mail.id === open));
      return element('li', {}, button);
    }));
    if (messages.length === 0) list.append(element('li', { className: 'empty' }, 'No mail yet.'));
  };
  const pairs = (entries) => element('dl', {}, ...entries.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]));
  const panes = {
    html: (mail) => { const frame = element('iframe', { title: 'Mail', srcdoc: mail.html }); frame.setAttribute('sandbox', ''); return frame; },
    text: (mail) => element('pre', {}, mail.text),
    headers: (mail) => pairs(mail.headers.map(({ name, value }) => [name, value])),
    source: (mail) => element('pre', {}, mail.raw),
  };
  const answerForm = (mail) => {
    const subject = element('input', { value: /^re:/i.test(mail.subject) ? mail.subject : 'Re: ' + mail.subject });
    const text = element('textarea', { rows: 5, required: true });
    const said = element('output', {});
    const form = element('form', {}, element('label', {}, 'Subject', subject), element('label', {}, 'Answer as ' + mail.recipients[0], text), element('button', {}, 'Send the answer'), said);
    form.onsubmit = async (event) => {
      event.preventDefault();
      const response = await fetch('/messages/' + mail.id + '/reply', { method: 'POST', body: JSON.stringify({ subject: subject.value, text: text.value }) });
      said.value = response.ok ? 'Sent: it came in as mail from outside.' : (await response.json()).message;
      if (response.ok) text.value = '';
    };
    return element('details', {}, element('summary', {}, 'Answer this mail'), form);
  };
  const show = async (id) => {
    open = id;
    const mail = await (await fetch('/messages/' + id)).json();
    const names = Object.keys(panes).filter((name) => name !== 'html' || mail.html !== '');
    const current = names.includes(tab) ? tab : 'text';
    const tabs = names.map((name) => {
      const button = element('button', { onclick: () => { tab = name; show(id); } }, name);
      button.setAttribute('aria-selected', String(name === current));
      return button;
    });
    const facts = [['From', mail.from], ['Recipients', mail.recipients.join(', ')], ['Sent', new Date(mail.time).toLocaleString()], ['Configuration set', mail.configurationSet || 'none'], ['Tags', Object.entries(mail.tags).map(([name, value]) => name + '=' + value).join(', ') || 'none']];
    const threading = ['Reply-To', 'Message-ID', 'In-Reply-To', 'References', 'Auto-Submitted'].flatMap((name) => mail.headers.filter((header) => header.name.toLowerCase() === name.toLowerCase()).map(({ value }) => [name, value]));
    view.replaceChildren(element('h2', {}, mail.subject || '(no subject)'), pairs([...facts, ...threading]), element('nav', {}, ...tabs), panes[current](mail), answerForm(mail));
    load();
  };
  document.getElementById('refresh').onclick = load;
  document.getElementById('clear').onclick = async () => { await fetch('/messages', { method: 'DELETE' }); open = undefined; view.replaceChildren(); load(); };
  setInterval(load, 3000);
  load();
</script>
</html>
`;
