import { ownProperty } from '../../platform/own-property.ts';
import { fold, type Words } from '../text/words.ts';

export interface LanguageFinding {
  /** ISO 639-1; absent when nothing can be said. */
  tag?: string;
  /** 0 to 1. */
  confidence: number;
  /** Whether to act on it, for instance to choose an agent by it. */
  reliable: boolean;
  reason: string;
}

/** Words that stand in most sentences of a language and hardly in the others': they settle what letters leave open. */
const TELLING: Readonly<Record<string, ReadonlySet<string>>> = Object.fromEntries(
  Object.entries({
    en: 'the is my you your please where when how what thanks thank have has was with and it this that can not still our would i am are to of hello be been do does did dont from at by if but or so just get got need want could will which who why there their they we us me him her his she he any all about after before because out up down off over back more new now very much help issue problem order refund account invoice charged delivery',
    de: 'der die das ist mein meine ich sie wir nicht bitte danke wo wann wie ein eine und mit habe wurde kann immer noch auf fuer von ihr ihnen mir mich den dem es hallo zu zum zur aus bei nach vom im am ob oder aber wenn dass weil als auch nur schon sehr mehr wieder jetzt heute morgen gestern haben hat hatte sind war waren wird werden koennen moechte brauche gibt geht keine kein mal uns ihre ihren diese dieser dieses vielen dank gruss gruesse rechnung bestellung vertrag paket geld zurueck warum welche wer was seit einen einem einer um hilfe frage',
    fr: 'le la les est mon ma je vous ne pas merci ou quand comment une et avec ai ete votre toujours pour mes nous bonjour sur du des un au aux dans en par ce cette ces son sa ses il elle ils que qui quoi pourquoi j suis sont sera etait etes avez avons faire fait bien tres plus jamais rien deja encore depuis svp cordialement facture commande colis compte probleme remboursement besoin voudrais peux pouvez aussi tout tous',
    es: 'han hemos dos este mes veces el la los mi mis yo no gracias donde cuando como una y con he ha por favor quiero esta desde todavia me hola que pedido de en un del al se su sus lo le les nos es son era fue muy mas pero porque quien cual hasta hace tengo tiene tienen puedo puede pueden necesito factura cuenta paquete respuesta reembolso dinero saludos buenos dias tardes ayuda posible hoy ayer manana nunca nadie ya estoy estan',
    it: 'il lo gli mio mia grazie dove quando come una e con ho non vorrei ancora per favore sono di che da mi ciao posso un uno del della dei delle al alla nel nella si se lei lui noi voi suo vostro vostra questo questa questi molto piu ma perche chi quale fino ha hanno abbiamo puo potete devo fattura conto pacco risposta rimborso soldi saluti buongiorno aiuto oggi ieri domani mai nessuno gia sto siete era',
    nl: 'de het een mijn ik jullie niet waar wanneer hoe en met heb bedankt nog steeds is graag aan van voor u dag kunt er op te bij om maar dan dat deze dit die naar uit over tot door we wij hij zij ze ons onze uw hun zijn was waren wordt worden kan kunnen wil willen moet hebben heeft had geen wel ook al weer mij me wat wie waarom welke lang factuur bestelling pakket rekening geld terug groet vriendelijke alvast',
    pt: 'o os meu minha eu nao obrigado obrigada onde quando como uma e com foi por favor quero ainda ja ola esta fui voces de um do da dos das no na nos nas ao se seu sua lhe isto este esse muito mais mas porque quem qual desde ate tenho tem temos posso pode podem preciso fatura conta encomenda resposta reembolso dinheiro cumprimentos bom dia boa tarde ajuda hoje ontem amanha nunca ninguem estou estao voce',
    pl: 'jest moje moj nie prosze dziekuje gdzie kiedy jak sie od na czy mi w z do dzien dobry',
    sv: 'aer min mitt jag inte tack var naer hur och med har vill det en ett fran hej',
    tr: 've bir bu benim icin nerede ne zaman nasil tesekkurler degil merhaba iki',
    da: 'er min mit jeg ikke tak hvor hvornar hvordan og med har vil det en et fra hej',
    cs: 'je muj moje ne prosim dekuji kde kdy jak se na mi od dobry den',
  }).map(([language, words]) => [language, new Set(words.split(' '))]),
);
const KNOWN = Object.keys(TELLING);
const LANGUAGES_OF = new Map<string, string[]>();
for (const [language, words] of Object.entries(TELLING)) {
  for (const word of words) LANGUAGES_OF.set(word, [...(LANGUAGES_OF.get(word) ?? []), language]);
}
/** Enough to be sure by, and short enough to cost under a millisecond. */
const LETTERS_READ = 1500;
const RELIABLE = 0.6;
/** A sentence of the language scores this or more, a chance likeness less. */
const CLEAR = 0.4;

/** What n-grams of letters say, by language: `detectAll` of tinyld. */
type Grams = (text: string, options: { only: string[] }) => { lang: string; accuracy: number }[];

/**
 * The language of a text, by n-grams of letters (tinyld, light profiles) and by the share of telling words. Short or
 * mixed text is answered with low confidence and `reliable: false`, never with a guess that looks sure. The profiles are
 * loaded with the first text, not with the function.
 */
export async function detectLanguage(text: Words): Promise<LanguageFinding> {
  const { detectAll } = await import('tinyld/light');
  return languageOf(text, detectAll);
}

/** By telling words alone: enough to tell apart the languages of our phrases, and at hand at once. */
export const languageByWords = (text: Words): LanguageFinding => languageOf(text, () => []);

/** The rule behind both. Pure. */
export function languageOf({ text, words }: Words, gramsOf: Grams): LanguageFinding {
  const letters = words.filter(({ word }) => /\p{L}/u.test(word)).slice(0, 300);
  if (letters.length === 0) return { confidence: 0, reliable: false, reason: 'no words' };
  const grams = new Map(
    gramsOf(textOf(text, letters), { only: KNOWN }).map(({ lang, accuracy }) => [lang, accuracy]),
  );
  const [best, second] = KNOWN.map((tag) => ({
    tag,
    score: (grams.get(tag) ?? 0) + 1.5 * tellingShare(tag, letters),
  })).toSorted((a, b) => b.score - a.score || a.tag.localeCompare(b.tag));
  if (!best || best.score === 0)
    return { confidence: 0, reliable: false, reason: 'no language that is known' };
  // One word is a word of several languages ("no", "si", "die"): which one is not known, whatever it looks like.
  if (letters.length < 2) return { confidence: 0, reliable: false, reason: `one word, perhaps ${best.tag}` };
  const margin = (best.score - (second?.score ?? 0)) / best.score;
  const length = letters.length / (letters.length + 1);
  const strength = Math.min(1, best.score / CLEAR);
  const confidence = round(Math.min(1, (0.45 + margin) * length * strength));
  return {
    tag: best.tag,
    confidence,
    reliable: confidence >= RELIABLE,
    reason: `letters and ${countTelling(best.tag, letters)} of ${letters.length} words speak for ${best.tag}${second && second.score > 0 ? `, next ${second.tag}` : ''}`,
  };
}

/** Without addresses and numbers, which have no language. */
function textOf(text: string, letters: Words['words']): string {
  return text
    .slice(0, letters.at(-1)?.to)
    .slice(0, LETTERS_READ)
    .replaceAll(/\S+/g, (word) => (/[@/\d]/.test(word) ? ' ' : word));
}

/** A word that several languages have is shared evidence. */
function tellingShare(tag: string, letters: Words['words']): number {
  const sum = letters.reduce((total, { word }) => {
    const having = LANGUAGES_OF.get(word) ?? [];
    return total + (having.includes(tag) ? 1 / having.length : 0);
  }, 0);
  return sum / letters.length;
}

function countTelling(tag: string, letters: Words['words']): number {
  return letters.filter(({ word }) => ownProperty(TELLING, tag)?.has(word)).length;
}

const round = (value: number) => Math.round(value * 100) / 100;

/** `de-AT` → `de`. */
export const baseLanguage = (tag: string): string => fold(tag.split('-')[0] ?? '');
