import { ownProperty } from '../../platform/own-property.ts';
import { normaliseWord, type Token, type TokenisedText } from './tokenise.ts';

export interface LanguageFinding {
  /** ISO 639-1; absent if unknown. */
  tag?: string;
  /** 0 to 1. */
  confidence: number;
  /** Reliable enough to act on, for example to choose an agent. */
  reliable: boolean;
  reason: string;
}

/** Words that are frequent in one language and rare in the others. They decide what n-grams leave open. */
const FUNCTION_WORDS: Readonly<Record<string, ReadonlySet<string>>> = Object.fromEntries(
  Object.entries({
    en: `the is my you your please where when how what thanks thank have has was with and it this that can
      not still our would i am are to of hello be been do does did dont from at by if but or so just get
      got need want could will which who why there their they we us me him her his she he any all about
      after before because out up down off over back more new now very much help issue problem order
      refund account invoice charged delivery`,
    de: `der die das ist mein meine ich sie wir nicht bitte danke wo wann wie ein eine und mit habe wurde
      kann immer noch auf fuer von ihr ihnen mir mich den dem es hallo zu zum zur aus bei nach vom im am
      ob oder aber wenn dass weil als auch nur schon sehr mehr wieder jetzt heute morgen gestern haben hat
      hatte sind war waren wird werden koennen moechte brauche gibt geht keine kein mal uns ihre ihren
      diese dieser dieses vielen dank gruss gruesse rechnung bestellung vertrag paket geld zurueck warum
      welche wer was seit einen einem einer um hilfe frage`,
    fr: `le la les est mon ma je vous ne pas merci ou quand comment une et avec ai ete votre toujours pour
      mes nous bonjour sur du des un au aux dans en par ce cette ces son sa ses il elle ils que qui quoi
      pourquoi j suis sont sera etait etes avez avons faire fait bien tres plus jamais rien deja encore
      depuis svp cordialement facture commande colis compte probleme remboursement besoin voudrais peux
      pouvez aussi tout tous`,
    es: `han hemos dos este mes veces el la los mi mis yo no gracias donde cuando como una y con he ha por
      favor quiero esta desde todavia me hola que pedido de en un del al se su sus lo le les nos es son
      era fue muy mas pero porque quien cual hasta hace tengo tiene tienen puedo puede pueden necesito
      factura cuenta paquete respuesta reembolso dinero saludos buenos dias tardes ayuda posible hoy ayer
      manana nunca nadie ya estoy estan`,
    it: `il lo gli mio mia grazie dove quando come una e con ho non vorrei ancora per favore sono di che da
      mi ciao posso un uno del della dei delle al alla nel nella si se lei lui noi voi suo vostro vostra
      questo questa questi molto piu ma perche chi quale fino ha hanno abbiamo puo potete devo fattura
      conto pacco risposta rimborso soldi saluti buongiorno aiuto oggi ieri domani mai nessuno gia sto
      siete era`,
    nl: `de het een mijn ik jullie niet waar wanneer hoe en met heb bedankt nog steeds is graag aan van voor
      u dag kunt er op te bij om maar dan dat deze dit die naar uit over tot door we wij hij zij ze ons
      onze uw hun zijn was waren wordt worden kan kunnen wil willen moet hebben heeft had geen wel ook al
      weer mij me wat wie waarom welke lang factuur bestelling pakket rekening geld terug groet
      vriendelijke alvast`,
    pt: `o os meu minha eu nao obrigado obrigada onde quando como uma e com foi por favor quero ainda ja ola
      esta fui voces de um do da dos das no na nos nas ao se seu sua lhe isto este esse muito mais mas
      porque quem qual desde ate tenho tem temos posso pode podem preciso fatura conta encomenda resposta
      reembolso dinheiro cumprimentos bom dia boa tarde ajuda hoje ontem amanha nunca ninguem estou estao
      voce`,
    pl: 'jest moje moj nie prosze dziekuje gdzie kiedy jak sie od na czy mi w z do dzien dobry',
    sv: 'aer min mitt jag inte tack var naer hur och med har vill det en ett fran hej',
    tr: 've bir bu benim icin nerede ne zaman nasil tesekkurler degil merhaba iki',
    da: 'er min mit jeg ikke tak hvor hvornar hvordan og med har vil det en et fra hej',
    cs: 'je muj moje ne prosim dekuji kde kdy jak se na mi od dobry den',
  }).map(([language, words]) => [language, new Set(words.split(/\s+/))]),
);
const KNOWN_LANGUAGES = Object.keys(FUNCTION_WORDS);
const LANGUAGES_OF = new Map<string, string[]>();
for (const [language, words] of Object.entries(FUNCTION_WORDS)) {
  for (const word of words) LANGUAGES_OF.set(word, [...(LANGUAGES_OF.get(word) ?? []), language]);
}
/** Enough for a reliable result in under a millisecond. */
const MAX_LETTERS = 1500;
const RELIABLE = 0.6;
/** A sentence in the language scores at least this. */
const CLEAR_SCORE = 0.4;
const MAX_WORDS = 300;

/** Rates languages by character n-grams: `detectAll` of tinyld. */
type NgramDetector = (text: string, options: { only: string[] }) => { lang: string; accuracy: number }[];

/**
 * Detects the language of a text by character n-grams (tinyld, light profiles) and function words. Short or
 * mixed text gets a low confidence and `reliable: false`. The profiles are loaded with the first text, not
 * with the function.
 */
export async function detectLanguage(text: TokenisedText): Promise<LanguageFinding> {
  const { detectAll } = await import('tinyld/light');
  return decideLanguage(text, detectAll);
}

/**
 * Detects the language by function words alone. That is synchronous and enough for the languages with
 * phrases.
 */
export const detectLanguageByWords = (text: TokenisedText): LanguageFinding => decideLanguage(text, () => []);

/** Decides the language by both sources. Pure. */
export function decideLanguage(
  { text, tokens }: TokenisedText,
  detectNgrams: NgramDetector,
): LanguageFinding {
  const words = tokens.filter(({ word }) => /\p{L}/u.test(word)).slice(0, MAX_WORDS);
  if (words.length === 0) return { confidence: 0, reliable: false, reason: 'no words' };
  const accuracies = new Map(
    detectNgrams(withoutAddresses(text, words), { only: KNOWN_LANGUAGES }).map(({ lang, accuracy }) => [
      lang,
      accuracy,
    ]),
  );
  const [best, second] = KNOWN_LANGUAGES.map((tag) => ({
    tag,
    score: (accuracies.get(tag) ?? 0) + 1.5 * functionWordShare(tag, words),
  })).toSorted((a, b) => b.score - a.score || a.tag.localeCompare(b.tag));
  if (!best || best.score === 0)
    return { confidence: 0, reliable: false, reason: 'no language that is known' };
  // A single word may be of several languages ("no", "si", "die").
  if (words.length < 2) return { confidence: 0, reliable: false, reason: `one word, perhaps ${best.tag}` };
  const margin = (best.score - (second?.score ?? 0)) / best.score;
  const length = words.length / (words.length + 1);
  const strength = Math.min(1, best.score / CLEAR_SCORE);
  const confidence = round(Math.min(1, (0.45 + margin) * length * strength));
  const next = second && second.score > 0 ? `, next ${second.tag}` : '';
  return {
    tag: best.tag,
    confidence,
    reliable: confidence >= RELIABLE,
    reason: `letters and ${countFunctionWords(best.tag, words)} of ${words.length} words speak for ${best.tag}${next}`,
  };
}

/** Removes addresses and numbers, which have no language. */
function withoutAddresses(text: string, words: readonly Token[]): string {
  return text
    .slice(0, words.at(-1)?.to)
    .slice(0, MAX_LETTERS)
    .replaceAll(/\S+/g, (word) => (/[@/\d]/.test(word) ? ' ' : word));
}

/**
 * Computes the share of words that are function words of a language; one of several languages counts in part.
 */
function functionWordShare(tag: string, words: readonly Token[]): number {
  const sum = words.reduce((total, { word }) => {
    const languages = LANGUAGES_OF.get(word) ?? [];
    return total + (languages.includes(tag) ? 1 / languages.length : 0);
  }, 0);
  return sum / words.length;
}

function countFunctionWords(tag: string, words: readonly Token[]): number {
  return words.filter(({ word }) => ownProperty(FUNCTION_WORDS, tag)?.has(word)).length;
}

const round = (value: number) => Math.round(value * 100) / 100;

/** Returns the language of a tag: `de` for `de-AT`. */
export const baseLanguage = (tag: string): string => normaliseWord(tag.split('-')[0] ?? '');
