// The features of the topic classifier: words and character 4-grams. N-grams cover German compounds
// ("Rücksendeetikett"), endings and typing errors without a stemmer for each language.
import { tokenise } from '../text/tokenise.ts';

const MAX_WORDS = 120;
const MIN_WORD_LENGTH = 3;
const NGRAM_LENGTH = 4;

const STOP_WORDS = new Set(
  `the and for you your with this that have has had was were are not but can could would will what when where
  how why who which from our they them there please thanks thank hello dear regards best kind any all get
  got just out its about into been than then also very still again did does dont cant want need like mine
  his her she him one two per via someone everyone anyone else week day month year last next find found time
  now new tell told call way thing things number der die das und ist ich sie wir mir mich mein meine meinen
  meinem meiner nicht ein eine einen einem einer mit von fuer auf den dem des zu zum zur bei aus nach wie
  was wann wer wird werden wurde war waren bin sind hat habe haben hatte kann koennen koennte moechte bitte
  danke hallo guten tag liebe gruesse mit freundlichen auch noch nur aber oder wenn dass ihr ihre ihren
  ihnen uns unser unsere mal schon sehr man vor einfach woche tag monat jahr letzte letzten naechste jetzt
  neue neuen gefunden finde ihrem ihrer unserer diese dieser dieses als um seit bis les des une est pas que
  qui mon mes vous nous pour dans avec sur par bonjour merci los las una por para con mis que como hola
  gracias del che non per con una del della mio mia sono ciao grazie het een van ik mijn voor niet met dat
  hoe kan dag bedankt com uma meu minha por para que nao ola obrigado`.split(/\s+/),
);

/**
 * Returns the distinct words of a text in alphabetical order, normalised, without numbers, addresses and stop
 * words.
 */
export function bagOfWords(text: string): string[] {
  const clean = text.replaceAll(/\S{0,200}[@/]\S{0,200}/g, ' ');
  const words = tokenise(clean)
    .tokens.map(({ word }) => word)
    .filter((word) => word.length >= MIN_WORD_LENGTH && /^[a-z]+$/.test(word) && !STOP_WORDS.has(word));
  return [...new Set(words)].slice(0, MAX_WORDS).toSorted();
}

/**
 * Returns the features of a word: the word after a `=`, and its 4-grams, with `_` for its beginning and end.
 */
export function wordFeatures(word: string): string[] {
  const marked = `_${word}_`;
  const ngrams = new Set<string>();
  for (let at = 0; at + NGRAM_LENGTH <= marked.length; at += 1)
    ngrams.add(marked.slice(at, at + NGRAM_LENGTH));
  return [`=${word}`, ...ngrams];
}
