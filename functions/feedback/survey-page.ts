// The page behind the link in the survey email. Opening it records nothing, because mail scanners open links
// too; the page's own script sends the answer when the person confirms it.
import { createHash } from 'node:crypto';

const script = `
const form = document.querySelector('form');
const say = (text) => { document.querySelector('[role=status]').textContent = text; };
const send = async (body) => {
  const answer = await fetch(location.pathname, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  if (answer.ok) { form.hidden = true; say('Thank you. Your answer is recorded.'); return; }
  const problem = await answer.json().catch(() => ({}));
  say(problem.code === 'survey.already_answered' ? 'You have answered already. Thank you.' : problem.title || 'That did not work, please try again.');
};
form.addEventListener('submit', (event) => {
  event.preventDefault();
  const data = new FormData(form);
  const comment = String(data.get('comment') || '').trim();
  send({ score: Number(data.get('score')), ...(comment ? { comment } : {}) });
});
`;

/** The hash of the script for the page's content security policy. */
export const surveyScriptHash = `sha256-${createHash('sha256').update(script).digest('base64')}`;

const choices = ['Very bad', 'Bad', 'Middling', 'Good', 'Very good'];

const style = `
body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 3rem auto; padding: 0 1rem; color: #1b1f24; }
fieldset { border: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .5rem; }
label.choice { border: 1px solid #8a939e; border-radius: .5rem; padding: .6rem .9rem; cursor: pointer; }
label.choice:has(:checked) { border-color: #0b5cad; background: #e7f1fb; }
textarea { width: 100%; min-height: 6rem; font: inherit; box-sizing: border-box; }
button { font: inherit; padding: .6rem 1.4rem; border: 0; border-radius: .5rem; background: #0b5cad; color: #fff; cursor: pointer; }
[role=status] { font-weight: 600; min-height: 1.5em; }
`;

/** Renders the page with the score of the clicked link preselected. */
export function surveyPage(score: number | undefined): string {
  const radios = choices
    .map((label, index) => {
      const value = index + 1;
      const checked = value === score ? ' checked' : '';
      return `<label class="choice"><input type="radio" name="score" value="${value}" required${checked}> ${value} ${label}</label>`;
    })
    .join('\n');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>How did we do?</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>How did we do?</h1>
<p role="status" aria-live="polite"></p>
<form method="post">
<fieldset>
<legend>How satisfied are you with the help you had?</legend>
${radios}
</fieldset>
<p><label>Anything you would like to add?<br><textarea name="comment" maxlength="2000"></textarea></label></p>
<p><button>Send</button></p>
</form>
<noscript><p>Please allow scripts on this page to send your answer.</p></noscript>
</main>
<script>${script}</script>
</body>
</html>
`;
}
