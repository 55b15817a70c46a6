// Whether a message says thank you and nothing else, so that it does not reopen a solved ticket.
import { type LanguageFinding, languageByWords } from './language/detect-language.ts';
import { detectSensitive } from './sensitive/detect-sensitive.ts';
import { languagesOf, scoreSentiment } from './sentiment/score-sentiment.ts';
import { ownWords } from './text/own-words.ts';
import { type Phrase, type PhraseLanguage, phraseFinder, phrasesOf } from './text/phrases.ts';
import { quote, type Words, wordsOf } from './text/words.ts';

export interface ThanksFinding {
  isThanks: boolean;
  reason: string;
}

/** `thanks` says it, `polite` goes with it (greetings, names of days), `more` asks or tells something further. */
type Says = 'thanks' | 'polite' | 'more';

const tables: Record<PhraseLanguage, Record<Says, string>> = {
  en: {
    thanks: `thanks | thank you | thank u | thx | ty | cheers | much appreciated | appreciate it | appreciated | works now | working now | works again | working again | works perfectly | works fine | all good | all sorted | sorted
      solved | resolved | that helped | helped a lot | that did it | did the trick | got it | perfect | great | brilliant | excellent | awesome | wonderful | lovely | ok | okay | will do | very kind | you saved | saved my day | made my day | fixed it | is fixed | arrived now | received it | well done`,
    polite:
      'hi | hello | dear | bye | regards | best wishes | best | have a nice|great|good|lovely | you too | same to you | no worries | no problem anymore | for your|the _ help|reply|answer|support|patience',
    more: `but | another | without | again | however | although | except | still | unfortunately | again not | another|one more|different|further _ question|problem|issue|thing | also | can you | could you | would you | will you | please | i need | i want | i would like | id like | how | what | when | where | why | which | who | is it | is there | are there | does | do you | did you | let me know | call me | send me | waiting | in advance | for nothing | not | never | dont | doesnt | isnt | cant | cannot | wont | refund | cancel* | wrong | until | unless | if | wondering | yet`,
  },
  de: {
    thanks: `danke | danke schoen | dankeschoen | vielen dank | herzlichen dank | besten dank | tausend dank | merci | hat geklappt | klappt jetzt | klappt wieder | funktioniert jetzt | funktioniert wieder | geht jetzt | geht wieder | laeuft wieder | laeuft jetzt | jetzt geht | jetzt funktioniert
      jetzt klappt | hat geholfen | sehr geholfen | geholfen | geloest | erledigt | alles gut | alles klar | passt | super | prima | perfekt | toll | klasse | spitze | wunderbar | ok | okay | in ordnung | angekommen | mega | top | lieb von ihnen | sehr nett`,
    polite:
      'hallo | liebe|lieber|liebes | guten tag|morgen|abend | gruss | gruesse | lg | mfg | vg | schoenen tag|abend|feierabend|wochenende | schoenes wochenende | ebenfalls | gleichfalls | bis dann | tschuess | fuer ihre|die|deine _ hilfe|antwort|unterstuetzung|geduld|rueckmeldung',
    more: `aber | ohne | schon wieder | jedoch | allerdings | trotzdem | leider | noch eine|ein|einen|immer|mal|etwas | ausserdem | auch noch | weitere* | frage | koennen sie | koennten sie | kannst du | koenntest du | wuerden sie | bitte | ich brauche | ich moechte | ich haette | ich will | wie | was | wann | wo | warum | wieso | welche* | wer | gibt es | ist es | haben sie | ob | im voraus | vorab | fuer nichts | nicht | kein* | nie | nur | rueckruf | rufen sie | schicken sie | senden sie | warte | falls | wenn | bis wann | erstattung | kuendig* | falsch* | problem | fehler | doch`,
  },
  fr: {
    thanks:
      'merci | merci beaucoup | parfait | super | genial | ca marche | ca fonctionne | resolu | c est bon | tout est bon | impeccable | nickel | ok',
    polite: 'bonjour | bonsoir | cordialement | bonne journee|soiree | salut | pour votre aide|reponse',
    more: 'mais | cependant | par contre | toujours | encore | pouvez vous | pourriez vous | s il vous plait | svp | je voudrais | j aimerais | comment | quand | ou | pourquoi | quel* | est ce que | d avance | pas | plus | jamais | question | probleme | remboursement | sauf | aussi',
  },
  es: {
    thanks:
      'gracias | muchas gracias | mil gracias | perfecto | genial | ya funciona | funciona | resuelto | solucionado | todo bien | excelente | vale | ok',
    polite:
      'hola | saludos | un saludo | buen dia | buenas tardes | buenos dias | por su|tu|la ayuda|respuesta',
    more: 'pero | sin embargo | aunque | todavia | aun | puede* | podria* | por favor | quiero | quisiera | necesito | como | cuando | donde | por que | cual* | de antemano | no | nunca | pregunta | problema | reembolso | tambien | otra | otro',
  },
  it: {
    thanks:
      'grazie | grazie mille | perfetto | ottimo | funziona | risolto | tutto ok | tutto bene | va bene | ok',
    polite:
      'ciao | buongiorno | buonasera | saluti | cordiali saluti | buona giornata | per il|la|vostro aiuto|risposta',
    more: 'ma | pero | tuttavia | ancora | potete | puo | potrebbe | per favore | vorrei | ho bisogno | come | quando | dove | perche | quale | in anticipo | non | mai | domanda | problema | rimborso | anche | altro | altra',
  },
  nl: {
    thanks:
      'bedankt | dank u|je | dankjewel | dankuwel | hartelijk dank | perfect | top | super | het werkt | werkt nu | werkt weer | opgelost | gelukt | prima | fijn | ok | oke',
    polite: 'hallo | hoi | groet* | met vriendelijke groet* | fijne dag|avond | voor uw|je|de hulp|antwoord',
    more: 'maar | echter | helaas | nog steeds | nog een | kunt u | kun je | zou u | alstublieft | graag | ik wil | ik heb nodig | hoe | wanneer | waar | waarom | welke | wat | alvast | bij voorbaat | niet | geen | nooit | vraag | probleem | terugbetaling | ook',
  },
  pt: {
    thanks:
      'obrigado | obrigada | muito obrigado|obrigada | perfeito | otimo | excelente | ja funciona | funciona | funcionou | resolvido | tudo certo | tudo bem | valeu | ok',
    polite:
      'ola | oi | cumprimentos | bom dia | boa tarde | boa noite | atenciosamente | pela ajuda|resposta',
    more: 'mas | porem | no entanto | ainda | pode* | poderia* | por favor | quero | queria | gostaria | preciso | como | quando | onde | por que | porque | qual | desde ja | nao | nunca | pergunta | problema | reembolso | tambem | outra | outro',
  },
};

const split = (lines: string) => lines.split(/ \| |\n/).join('\n');
const find = phraseFinder<Says>(() => [
  ...Object.entries(tables).flatMap(([language, table]) =>
    Object.entries(table).flatMap(([says, lines]): Phrase<Says>[] =>
      phrasesOf(language as PhraseLanguage, says, says as Says, split(lines)),
    ),
  ),
  ...phrasesOf<Says>('any', 'face', 'thanks', '👍\n🙏\n😊\n🙂\n❤\n👌\n🎉\n😀\n😃\n😄\n✅\n🤝\n👏\n💯'),
]);

/** A sentence may say this much beside its thanks ("the new cable from your shop fits perfectly"). */
const WORDS_OF_ITS_OWN = 10;
/** A sentence this short needs no thanks of its own (a name, a greeting). */
const A_NAME = 3;
const LONGEST = 60;

/**
 * Whether a message is thanks alone. Every sentence must be thanks, politeness or a name; a question, a request, a "but", a
 * denial, a number, unhappiness or a sensitive sign makes it more than that. In doubt it is more: a thank-you that
 * reopens a ticket costs a click, a question that does not costs a customer.
 */
export function isThanks(message: string): ThanksFinding {
  const text = wordsOf(ownWords(message));
  const language = languageByWords(text);
  const more = reasonForMore(text, language);
  if (more) return { isThanks: false, reason: more };
  const said = spokenIn(text, language).find(({ phrase }) => phrase.says === 'thanks');
  return said
    ? { isThanks: true, reason: `says “${quote(text, said.from, said.to)}” and nothing further` }
    : { isThanks: false, reason: 'no words of thanks' };
}

function reasonForMore(text: Words, language: LanguageFinding): string | undefined {
  if (text.words.length === 0) return 'no words';
  if (text.words.length > LONGEST) return `${text.words.length} words are more than thanks`;
  if (text.ends.some((end) => end.includes('?'))) return 'asks a question';
  const number = text.words.find(({ word }) => /\d/.test(word));
  if (number) return `names a number, “${text.text.slice(number.from, number.to)}”`;
  const found = spokenIn(text, language);
  const further = found.find(
    ({ phrase, from, to }) =>
      phrase.says === 'more' &&
      !found.some(
        (other) =>
          other.phrase.says !== 'more' &&
          other.from <= from &&
          to <= other.to &&
          other.to - other.from > to - from,
      ),
  );
  if (further) return `says “${quote(text, further.from, further.to)}”`;
  const sentiment = scoreSentiment(text, language);
  if (sentiment.label === 'negative') return `unhappy: ${sentiment.reason}`;
  // By phrases alone: the model of likeness would double what an API loads that asks nothing else.
  const [sensitive] = detectSensitive(text, language, { sentiment, now: new Date(0) });
  if (sensitive) return `${sensitive.kind}: ${sensitive.reasons[0]}`;
  return unexplained(text, found);
}

function spokenIn(text: Words, language: LanguageFinding) {
  const spoken = languagesOf(language);
  // The thanks of another language are understood everywhere ("merci", "cheers", "ok"); its small words are not.
  return find(text).filter(
    ({ phrase }) => phrase.language === 'any' || phrase.says !== 'more' || spoken.includes(phrase.language),
  );
}

function unexplained(text: Words, found: ReturnType<typeof find>): string | undefined {
  const explained = new Set(
    found.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, index) => from + index)),
  );
  const sentences = Map.groupBy(
    text.words.map((word, at) => ({ ...word, at })),
    ({ sentence }) => sentence,
  );
  for (const words of sentences.values()) {
    const left = words.filter(({ at }) => !explained.has(at)).length;
    const allowed = left === words.length ? A_NAME : WORDS_OF_ITS_OWN;
    if (left > allowed)
      return `says more than thanks: “${quote(text, words[0]?.at ?? 0, (words.at(-1)?.at ?? 0) + 1).slice(0, 80)}”`;
  }
  return undefined;
}
