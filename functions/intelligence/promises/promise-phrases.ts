// How agents promise, in English and German: who commits, to what, and what only looks like a promise.
import type { PromiseKind } from '../../platform/contract/shared-kinds.ts';
import { phraseFinder, phrasesOf } from '../text/phrases.ts';

export { type PromiseKind, promiseKinds } from '../../platform/contract/shared-kinds.ts';

/** `commits` says that we will do it, `denies` that the sentence is no promise, a kind what is promised. */
export type PromiseWord = 'commits' | 'denies' | PromiseKind;

const lines = (text: string) => text.split(/ \| |\n/).join('\n');

export const findPromiseWords = phraseFinder<PromiseWord>(() => [
  ...phrasesOf<PromiseWord>(
    'en',
    'promise',
    'commits',
    lines(`i|we|he|she|they|someone|somebody|team|colleague|technician|engineer|driver|manager|specialist will | ill | well | im going to | i am|we are going to | were going to | you|it|that|this|refund|money|amount|order|parcel|package|replacement|technician|item|delivery will | youll | itll | shell | hell | theyll
      refund by | call you | get back to you | be back to you | you can expect | expect _ by|within|on|before | is scheduled | is booked | have|has scheduled|booked|arranged | i promise | we promise | guaranteed | guarantee
      i|we call|ring|phone|refund|reimburse|credit|transfer|pay|send|ship|dispatch|deliver|reply|answer|write|email|update|inform|let|get | you get|receive|hear | refund|money|amount|order|parcel|package|replacement|item|delivery|technician reaches|arrives|comes|leaves`),
  ),
  ...phrasesOf<PromiseWord>(
    'en',
    'promise',
    'denies',
    lines(
      'please | can you | could you | would you | do you | did you | if you could | you need to | you must | you have to | you should | i|we called | i|we sent | was|were | has been | have been | cannot promise | cant promise | cannot guarantee | cant guarantee | not be able | unable | wont | will not | would|does|is that|this work|suit | unfortunately not | if|when|once|unless|until you get|receive|hear | if|when|once|unless|until we get|receive|hear | you can return | you may return | you can send',
    ),
  ),
  ...phrasesOf<PromiseWord>(
    'en',
    'promise',
    'refund',
    lines('refund* | reimburs* | credit | credited | money back | transfer* | pay you | paid back'),
  ),
  ...phrasesOf<PromiseWord>(
    'en',
    'promise',
    'call',
    lines('call | call* you | ring you | ring | phone you | give you a call|ring | telephone'),
  ),
  ...phrasesOf<PromiseWord>(
    'en',
    'promise',
    'reply',
    lines(
      'get back | be back | back to you | come back to you | reply | answer | respond | update | let you know | hear from | email | e mail | write to you | write you | keep you posted | in touch | feedback | inform you | follow up',
    ),
  ),
  ...phrasesOf<PromiseWord>(
    'en',
    'promise',
    'delivery',
    lines(
      'deliver* | ship | shipped | shipping | dispatch* | arrive* | send* | sent | replacement | parcel | package | with you | reach you | technician | engineer',
    ),
  ),
  ...phrasesOf<PromiseWord>(
    'de',
    'promise',
    'commits',
    lines(`werde | werden | wird | ich|wir melde|melden|rufe|rufen|sende|senden|schicke|schicken|erstatte|erstatten|ueberweise|ueberweisen|liefern|liefere|kuemmere|kuemmern|antworte|antworten|gebe|geben|informiere|informieren|klaere|klaeren|pruefe|pruefen|veranlasse|veranlassen|schreibe|schreiben
      melde ich | melden wir | rufe ich | rufen wir | sende ich | senden wir | schicke ich | schicken wir | erstatten wir | ueberweisen wir | liefern wir | sie erhalten | sie bekommen | sie hoeren | erhalten sie | bekommen sie | hoeren sie | erfolgt | versprochen | verspreche | zugesagt | ist eingeplant | termin ist | kommt am | kommt | trifft _ ein`),
  ),
  ...phrasesOf<PromiseWord>(
    'de',
    'promise',
    'denies',
    lines(
      'bitte | koennen sie | koennten sie | haben sie | muessen sie | sie muessen | sie koennen | sollten sie | wurde | wurden | habe _ angerufen|geschickt|gesendet | haben _ angerufen|geschickt|gesendet | nicht versprechen | nicht garantieren | nicht zusagen | leider nicht | passt ihnen | waere ihnen | wuerde ihnen',
    ),
  ),
  ...phrasesOf<PromiseWord>(
    'de',
    'promise',
    'refund',
    lines(
      'erstatt* | rueckerstatt* | gutschrift | gutgeschrieben | gutschreiben | ueberweis* | ueberwiesen | geld zurueck | auszahl*',
    ),
  ),
  ...phrasesOf<PromiseWord>(
    'de',
    'promise',
    'call',
    lines('rufe* | rufen | anruf* | rueckruf | telefonisch | angerufen | zurueckruf* | telefonier*'),
  ),
  ...phrasesOf<PromiseWord>(
    'de',
    'promise',
    'reply',
    lines(
      'melde* | antwort* | rueckmeldung | bescheid | informier* | hoeren sie | sie hoeren | von uns | schreibe* | mail | email | auf sie zu',
    ),
  ),
  ...phrasesOf<PromiseWord>(
    'de',
    'promise',
    'delivery',
    lines(
      'liefer* | geliefert | versand | versend* | verschick* | schicke* | sende* | zustell* | zugestellt | paket | ersatz* | austausch* | techniker | kommt | trifft',
    ),
  ),
]);
