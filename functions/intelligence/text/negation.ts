// Tells whether words are negated: "not happy", "kein Problem", "das hilft mir nicht".
import type { Token } from './tokenise.ts';

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
/** Negators that follow what they negate. */
const TRAILING_NEGATORS = new Set(['nicht', 'niet', 'pas', 'nichts', 'nie', 'jamais']);
const REACH_BEFORE = 3;
const REACH_AFTER = 4;
/** A negator before one of these negates nothing: "not only", "nicht nur". */
const NON_NEGATING_FOLLOWERS = new Set(['only', 'just', 'nur', 'seulement', 'solo', 'alleen', 'apenas']);

export const isNegator = (word: string): boolean => NEGATORS.has(word);

/** Checks for a negator in the same clause, up to `reach` words before. */
export function isNegatedBefore(tokens: readonly Token[], from: number, reach = REACH_BEFORE): boolean {
  const clause = tokens[from]?.clause;
  for (let at = from - 1; at >= Math.max(0, from - reach) && tokens[at]?.clause === clause; at -= 1) {
    if (isNegator(tokens[at]?.word ?? '') && !NON_NEGATING_FOLLOWERS.has(tokens[at + 1]?.word ?? ''))
      return true;
  }
  return false;
}

/** Checks for a negator in the same clause, up to four words after, as in German. */
export function isNegatedAfter(tokens: readonly Token[], to: number): boolean {
  const clause = tokens[to - 1]?.clause;
  for (let at = to; at < to + REACH_AFTER && tokens[at]?.clause === clause; at += 1) {
    if (
      TRAILING_NEGATORS.has(tokens[at]?.word ?? '') &&
      !NON_NEGATING_FOLLOWERS.has(tokens[at + 1]?.word ?? '')
    )
      return true;
  }
  return false;
}
