// How pressing a message is by its own words. What follows from it (priority, lane) is decided elsewhere.
import type { LanguageFinding } from './language/detect-language.ts';
import { languagesOf } from './sentiment/score-sentiment.ts';
import { isDeniedBefore, isDeniedBehind, isNegator } from './text/negation.ts';
import { longest, type Phrase, type PhraseLanguage, phraseFinder, phrasesOf } from './text/phrases.ts';
import { quote, type Words } from './text/words.ts';

export interface UrgencyFinding {
  level: 'none' | 'raised' | 'high';
  /** The words that said so, as they were written. */
  words: string[];
  reason: string;
}

/** `harmless` takes the urgency out of what it covers ("not urgent", "no rush", "today I bought"). */
type Says = 'high' | 'raised' | 'harmless';

const tables: Record<PhraseLanguage, Record<Says, string>> = {
  en: {
    high: `emergency | urgently | very|extremely|really|most urgent | life threatening | danger | dangerous | gas leak | smell gas | smell of gas
      smoke | on fire | caught fire | burning smell | sparks | sparking | electric shock | flooding | flooded | water everywhere | child locked | carbon monoxide
      outage | completely down | everything is down | system is down | production down | whole office | all our staff | all our users | cannot work | cant work
      business is standing still | losing money | losing customers | data breach | hacked | stolen card | card was stolen | fraud on my
      need _ today | needed today | before|by tonight | by end of today | by the end of the day | by close of business | within the hour | within _ hours | in an hour
      right now | immediately | medical | insulin | oxygen | ventilator | suicid* | boarding | flight leaves|is today | at the airport | stranded | locked out`,
    raised: `urgent | asap | as soon as possible | as fast as possible | as quickly as possible | at your earliest | quickly as | need _ tomorrow | by tomorrow | before tomorrow
      by|before|until monday|tuesday|wednesday|thursday|friday|saturday|sunday | deadline | time critical | time sensitive | running out of time | cannot wait | cant wait any
      this week | right away | straight away | at once | soonest | hurry | quickly please | pressing | wedding is | exam | today | last chance | still waiting | days already`,
    harmless:
      'not urgent | isnt urgent | no hurry | no rush | not in a hurry | whenever you can | when you have time | take your time | cant wait to | cannot wait to | only today i|did | bought|arrived|received|ordered|got|came _ today | today i|we bought|received|noticed|got | thanks|thank _ today | medical department | smoke grey|gray|detector*|free',
  },
  de: {
    high: `notfall | hoechste* dringend* | sehr|aeusserst|extrem|hoechst dringend | hochdringend | lebensgefahr* | gefahr | gefaehrlich* | gasgeruch | riecht _ nach gas | nach gas riecht | riecht nach gas | rauch | raucht | brennt | brandgeruch | verschmort* | funken | stromschlag
      ueberschwemm* | wasserschaden | steht unter wasser | *ausfall | totalausfall | komplett ausgefallen | alles steht still | niemand kann arbeiten | koennen nicht arbeiten | nicht arbeiten | ganze* buero|firma|betrieb | produktion steht
      gehackt | karte _ gestohlen | heute noch | noch heute | bis heute abend | bis heute | innerhalb _ stunde|stunden | in einer stunde | sofort | umgehend | unverzueglich | auf der stelle | insulin | sauerstoff | beatmung* | suizid* | am flughafen | ausgesperrt | gestrandet`,
    raised: `dringend* | eilig* | eilt | schnellstmoeglich* | so schnell wie moeglich | moeglichst schnell | so bald wie moeglich | baldmoeglichst | zeitnah* | asap | bis morgen | morgen frueh brauche
      bis|vor|spaetestens montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag | bis zum | frist | termindruck | deadline | kann nicht warten | nicht laenger warten | diese woche | pressiert | heute | schnelle* hilfe|antwort | hochzeit | pruefung`,
    harmless:
      'nicht dringend | nicht eilig | eilt nicht | keine eile | hat zeit | wann _ zeit haben | kein notfall | heute gekauft|angekommen|bekommen|erhalten|bestellt | heute _ gekauft|angekommen|bekommen|erhalten|bestellt | rauchmelder | rauchgrau | sofort geloest|geholfen|geklappt|funktioniert | sofort _ geloest|geholfen',
  },
  fr: {
    high: 'urgence | tres urgent | danger* | fuite de gaz | odeur de gaz | fumee | feu | panne generale | aujourd hui meme | immediatement | tout de suite | dans l heure',
    raised:
      'urgent* | au plus vite | des que possible | le plus vite possible | le plus tot possible | rapidement | avant demain | avant lundi|mardi|mercredi|jeudi|vendredi | d ici demain | aujourd hui',
    harmless: 'pas urgent | rien d urgent | pas presse',
  },
  es: {
    high: 'emergencia | muy urgente | peligro* | fuga de gas | huele a gas | humo | incendio | hoy mismo | inmediatamente | ahora mismo | de inmediato',
    raised:
      'urgente* | cuanto antes | lo antes posible | lo mas rapido posible | antes de manana | para manana | antes del lunes|martes|miercoles|jueves|viernes | hoy',
    harmless: 'no es urgente | no corre prisa | sin prisa',
  },
  it: {
    high: 'emergenza | molto urgente | pericol* | fuga di gas | odore di gas | fumo | incendio | oggi stesso | immediatamente | subito',
    raised:
      'urgent* | il prima possibile | al piu presto | quanto prima | entro domani | entro lunedi|martedi|mercoledi|giovedi|venerdi | oggi',
    harmless: 'non e urgente | non urgente | senza fretta',
  },
  nl: {
    high: 'noodgeval | zeer|heel|erg dringend | gevaar* | gaslek | gaslucht | rook | brand | vandaag nog | nog vandaag | onmiddellijk | meteen | direct',
    raised:
      'dringend* | spoed* | zo snel mogelijk | zsm | voor morgen | uiterlijk morgen | voor maandag|dinsdag|woensdag|donderdag|vrijdag | vandaag',
    harmless: 'niet dringend | geen haast | geen spoed',
  },
  pt: {
    high: 'emergencia | muito urgente | perig* | fuga de gas | vazamento de gas | cheiro a|de gas | fumo | fumaca | incendio | hoje mesmo | imediatamente | agora mesmo',
    raised:
      'urgente* | urgencia | o mais rapido possivel | o quanto antes | quanto antes | ate amanha | antes de segunda|terca|quarta|quinta|sexta | hoje',
    harmless: 'nao e urgente | sem pressa',
  },
};

const split = (lines: string) => lines.split(/ \| |\n/).join('\n');
const find = phraseFinder<Says>(() =>
  Object.entries(tables).flatMap(([language, table]) =>
    Object.entries(table).flatMap(([says, lines]): Phrase<Says>[] =>
      phrasesOf(language as PhraseLanguage, `urgency.${says}`, says as Says, split(lines)),
    ),
  ),
);

/** None, raised or high by the strongest words of the message; two different raised ones together are high. */
export function findUrgency(text: Words, language: LanguageFinding): UrgencyFinding {
  const spoken = languagesOf(language);
  const found = longest(
    find(text).filter(({ phrase }) => phrase.language === 'any' || spoken.includes(phrase.language)),
  ).filter(({ phrase, from, to }) => phrase.says !== 'harmless' && !isDenied(text.words, from, to));
  const high = found.filter(({ phrase }) => phrase.says === 'high');
  const raised = new Set(
    found.filter(({ phrase }) => phrase.says === 'raised').map(({ phrase }) => phrase.id),
  );
  const words = [...new Set(found.map(({ from, to }) => quote(text, from, to)))].slice(0, 5);
  const level = high.length > 0 || raised.size > 1 ? 'high' : raised.size > 0 ? 'raised' : 'none';
  const reason = level === 'none' ? 'no words of urgency' : words.map((word) => `“${word}”`).join(', ');
  return { level, words, reason };
}

function isDenied(words: Words['words'], from: number, to: number): boolean {
  if (words.slice(from, to).some(({ word }) => isNegator(word))) return false;
  return isDeniedBefore(words, from, 2) || (to - from === 1 && isDeniedBehind(words, to));
}
