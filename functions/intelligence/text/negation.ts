// Whether what is said is denied: "not happy", "kein Problem", "das hilft mir nicht".
import type { Word } from './words.ts';

const NEGATORS = new Set(
  `not no never without isnt arent dont doesnt didnt wasnt werent cant cannot couldnt wont wouldnt hasnt havent hadnt
  hardly neither nor nothing aint shouldnt
  nicht kein keine keinen keinem keiner keines nie niemals ohne weder kaum nichts
  pas jamais sans aucun aucune rien ni
  nunca sin ningun ninguna ninguno jamas tampoco
  non mai senza nessun nessuna nessuno
  niet geen nooit zonder
  nao sem nenhum nenhuma`.split(/\s+/),
);
/** These stand behind what they deny. */
const TRAILING = new Set(['nicht', 'niet', 'pas', 'nichts', 'nie', 'jamais']);
const REACH_BEFORE = 3;
const REACH_BEHIND = 4;
/** "not only", "nicht nur": no denial. "why not", "ob nicht": none either. */
const NO_DENIAL_BEFORE = new Set(['only', 'just', 'nur', 'seulement', 'solo', 'alleen', 'apenas']);

export const isNegator = (word: string): boolean => NEGATORS.has(word);

/** Whether a negation of the same clause stands before, within `reach` words. */
export function isDeniedBefore(words: readonly Word[], from: number, reach = REACH_BEFORE): boolean {
  const clause = words[from]?.clause;
  for (let at = from - 1; at >= Math.max(0, from - reach) && words[at]?.clause === clause; at -= 1) {
    if (isNegator(words[at]?.word ?? '') && !NO_DENIAL_BEFORE.has(words[at + 1]?.word ?? '')) return true;
  }
  return false;
}

/** Whether, as in German, a negation stands up to four words behind in the same clause. */
export function isDeniedBehind(words: readonly Word[], to: number): boolean {
  const clause = words[to - 1]?.clause;
  for (let at = to; at < to + REACH_BEHIND && words[at]?.clause === clause; at += 1) {
    if (TRAILING.has(words[at]?.word ?? '') && !NO_DENIAL_BEFORE.has(words[at + 1]?.word ?? '')) return true;
  }
  return false;
}
