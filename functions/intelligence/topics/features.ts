// What a message looks like to the topic classifier: its words, and their parts of four letters. Parts carry German
// compounds ("Rücksendeetikett"), endings and typing errors without a stemmer for each language.
import { wordsOf } from '../text/words.ts';

const MOST_WORDS = 120;
const SHORTEST = 3;
const PART = 4;

const STOP_WORDS = new Set(
  `the and for you your with this that have has had was were are not but can could would will what when where how why who which
  from our they them there please thanks thank hello dear regards best kind any all get got just out its about into been than then also very
  still again did does dont cant want need like mine his her she him one two per via
  someone everyone anyone else week day month year last next find found time now new tell told call way thing things number
  der die das und ist ich sie wir mir mich mein meine meinen meinem meiner nicht ein eine einen einem einer mit von fuer auf den dem des
  zu zum zur bei aus nach wie was wann wer wird werden wurde war waren bin sind hat habe haben hatte kann koennen koennte moechte bitte danke
  hallo guten tag liebe gruesse mit freundlichen auch noch nur aber oder wenn dass ihr ihre ihren ihnen uns unser unsere mal schon sehr
  man vor einfach woche tag monat jahr letzte letzten naechste jetzt neue neuen gefunden finde ihrem ihrer unserer diese dieser dieses als um seit bis
  les des une est pas que qui mon mes vous nous pour dans avec sur par bonjour merci
  los las una por para con mis que como hola gracias del
  che non per con una del della mio mia sono ciao grazie
  het een van ik mijn voor niet met dat hoe kan dag bedankt
  com uma meu minha por para que nao ola obrigado`.split(/\s+/),
);

/** The telling words of a text: folded, without digits, names of addresses and words that stand everywhere; each once, in order of the alphabet. */
export function bagOf(text: string): string[] {
  const clean = text.replaceAll(/\S{0,200}[@/]\S{0,200}/g, ' ');
  const words = wordsOf(clean)
    .words.map(({ word }) => word)
    .filter((word) => word.length >= SHORTEST && /^[a-z]+$/.test(word) && !STOP_WORDS.has(word));
  return [...new Set(words)].slice(0, MOST_WORDS).toSorted();
}

/** Features of one word: itself (marked by `=`), and its parts of four letters with its beginning and end marked. */
export function featuresOf(word: string): string[] {
  const marked = `_${word}_`;
  const parts = new Set<string>();
  for (let at = 0; at + PART <= marked.length; at += 1) parts.add(marked.slice(at, at + PART));
  return [`=${word}`, ...parts];
}
