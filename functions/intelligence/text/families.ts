// Families of words: what customers say with many words, in several languages, is one thing to the likeness ("told", "assured",
// "zugesagt" are all a promise). A message in words that no example has is still recognised by its families and their order.
import { isNegator } from './negation.ts';

/** By family, its words as they are folded; `pre*` is a beginning. English, German, French, Spanish, and some more. */
const FAMILIES: Readonly<Record<string, string>> = {
  again:
    'again repeatedly anew another wieder erneut nochmal nochmals abermals wiederholt encore nouveau otra otro nuevamente ancora opnieuw novamente',
  ordinal:
    'second third fourth fifth sixth 2nd 3rd 4th 5th 6th zweite* dritte* vierte* fuenfte* sechste* deuxieme troisieme quatrieme cinquieme segunda segundo tercera tercer cuarta seconda terza quarta tweede derde terceira',
  times:
    'times twice thrice zweimal dreimal viermal fuenfmal mehrmals mehrfach zigmal oft fois veces volte keer vezes',
  period:
    'minute minutes hour hours day days week weeks fortnight month months year years minuten stunde stunden tag tage tagen woche wochen monat monate monaten jahr jahre jahren heure heures jour jours semaine semaines mois hora horas dia dias semana semanas mes meses giorni settimane mesi dagen weken maanden',
  weekday:
    'monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi lunes martes miercoles jueves viernes today yesterday heute gestern hoy ayer',
  wait: 'wait waiting waited warte* gewartet warteschleife hold attends attendre attente esper* aspett* wacht* aguard* espera*',
  still: 'still yet noch immer bisher bislang toujours todavia aun sigue siguen nog ainda',
  since: 'since ever seit seitdem seither depuis desde dal sinds',
  nobody:
    'nobody noone anyone anybody niemand keiner jemand irgendwer irgendjemand personne nadie nessuno niemand ninguem',
  nothing: 'nothing nichts rien nada niente niets silence funkstille zero nix gar',
  contact:
    'write writing wrote written mail mails mailed email* call calls called calling rang ring phone* phoned letter letters message* chat* ticket* schreib* geschrieb* schrieb mail mails anruf* angerufen rief telefon* brief* nachricht* chat anfrage* ecri* appel* courriel* escrib* escrit* llam* correo* scritt* chiamat* gebeld geschreven',
  answer:
    'answer* repl* respond* response react* feedback callback antwort* rueckmeld* rueckruf* zurueckruf* zurueckgerufen reagier* reaktion meld* gemeldet repon* rappel* contest* respuesta* rispost* rispond* antwoord* reactie resposta*',
  promise:
    'promis* assur* told said guarantee* versproch* versprech* zugesagt* zusage* hiess gesagt versicher* garantier* promet* dijeron assure* beloofd',
  staff:
    'agent agents staff employee* colleague* manager* supervisor adviser* advisor* assistant* driver* courier* technician* engineer* fitter receptionist salesman bot chatbot representative* mitarbeiter* kolleg* verkaeufer* fahrer* techniker* monteur* berater* beraterin sachbearbeiter* hotline empfang conseiller* employe livreur empleado* agente* tecnico medewerker* waiter nurse doctor clerk cashier salesperson saleswoman handler colleagues people team lady man guy woman dame herr kellner schwester arzt kassierer* personal leute mitarbeit* ansprechpartner* instructor trainer host',
  rude: 'rude* swore shout* yell* laugh* mock* hung arrogan* patronis* patroniz* dismissive unfriendly impolite sarcastic unhoeflich* unfreundlich* angeschrie* angebruellt ausgelacht lach* herablassend* ueberheblich* patzig* frech* beleidig* geflucht respektlos* schnippisch* impoli* maleducad* grosero* racc* snapped snap sneer* smirk* barked rolled sigh* insolent abrupt curt brusque condescend* barsch genervt* gelangweilt unverschaemt* blaffte schnauzte geaetzt veraechtlich',
  ignored:
    'ignor* overlook* chase chasing chased brushed fobbed hinhalt* hingehalten vertroest* abgewimmelt hinterher* abgespeist uebergangen ignor* dismissed stonewalled runaround pillar passed shoved forgotten vergessen ignoriert uebersehen weitergereicht weiterverbunden abgewuergt',
  upset:
    'disappoint* annoy* angry fed frustrat* upset furious unhappy dissatisf* unsatisf* shame* shock* insult* cheated fooled let regret* tired sick impressed entschaemt enttaeusch* aerger* veraergert wuetend sauer genervt nervt frustrier* unzufrieden* entsetzt empoert verarscht satt decu* mecontent* furieu* marre enfad* harto harta decepcion* indign* delus* stufo boos teleurgesteld farto offended insulted livid irritat* exasperat* fuming appalled dismayed unimpressed saddened hurt betrayed stressed empoer* fassungslos* verletzt gekraenkt beleidigt stinksauer frust geaergert bitter bereue enttaeuschung unmut',
  bad: 'bad badly poor poorly terrible awful horrible ridiculous pathetic useless joke unacceptable disgrac* appalling shambles mess worst worse unprofessional unfair hopeless nightmare absurd outrag* schlecht* katastroph* furchtbar* schlimm* unverschaemt* frechheit zumutung laecherlich* unmoeglich* armutszeugnis witz chaos peinlich* mies* lieblos unfair* dreist* inadmissible honte* nul nulle scandal* lamentable inaceptable pesim* verguenza vergogn* slecht* pessim* shoddy sloppy amateur* dire rubbish garbage crap lousy cheeky insolent shabby inexcusable intolerable miserable dismal substandard unreliable careless unbearable schlampig* stuemperhaft* unzumutbar* untragbar* miserabel inakzeptabel* unprofessionell* unzuverlaessig* respektlos* traurig* blamabel grottig mist skandal* theater zirkus circus',
  expect:
    'expect* better used deserve* erwart* besser frueher eigentlich vorgestellt attendais mieux mejor esperaba peggio',
  elsewhere:
    'elsewhere switch* competitor leaving goodbye konkurrenz wechsel* anbieter abschied ailleurs concurrence competencia',
  authority:
    'ombudsman regulator lawyer solicitor court review* stars press complain* grievance anwalt verbraucherzentrale bewertung* sterne gericht schlichtungsstelle beschwer* reklam* vorgesetzt* avocat plainte reclamation plaindre abogado queja* reclamacion reclamo klacht*',
  praise:
    'great brilliant super wonderful lovely fantastic congratulations bravo perfect excellent nice kind friendly helpful quick toll* klasse prima wunderbar* glueckwunsch perfekt* nett* freundlich* hilfreich* schnell* lob parfait genial excelente perfecto amable',
  thanks: 'thanks thank thx cheers danke* dank merci gracias grazie bedankt obrigado obrigada',
  refund:
    'refund* reimburs* credit credited erstatt* rueckerstattung* gutschrift* rueckzahlung* zurueckzahl* zurueckueberweis* rembours* reembols* devuelto devolucion rimbors* terugbetal* repay* repaid returned back zurueck zurueckgezahlt auszahlen ausgezahlt payout',
  money:
    'money cash deposit geld kaution argent dinero soldi denaro dinheiro pounds pound quid euro euros eur dollars gbp bucks',
  bill: 'invoice* bill bills billed statement rechnung* abrechnung* abschlag kontoauszug facture* factura* fattura* factuur fatura*',
  charge:
    'charg* debit* withdr* deduct* took taken collect* overcharg* abgebucht* abbuch* abzubuchen bucht eingezogen einzug belastet lastschrift* abgezogen berechnet kassiert preleve* prelevement* debite* cobr* cargo addebit* afgeschreven cobrad* billed invoiced charging billing deducting debited withdrew withdrawn abzieht abziehen buchen belasten gebucht kassieren verlangen verlangt fordern forderung claim demanded',
  pay: 'pay paid pays paying payment* zahl* bezahl* gezahlt ueberwies* ueberwiesen payer paye paiement pagar pagado pago pagare betalen',
  amount:
    'amount price* fee fees total rate tariff cost costs surcharge discount voucher betrag preis* gebuehr* kosten pauschale tarif summe rabatt* gutschein* montant frais importe tarifa',
  reminder: 'reminder* overdue collection mahn* inkasso* zahlungserinnerung relance recordatorio',
  double: 'twice double* duplicate* doppelt* zweimal duplicad* dubbel',
  wrong:
    'wrong* incorrect* mistake* mistaken* error* differ* match falsch* irrtuem* versehentlich stimmt faux fausse erron* correspond* equivocad* sbagliat* errat* verkeerd* errad* unknown unfamiliar unexplained unexpected unauthorised unauthorized unjustified unberechtigt* unbekannt* unerklaerlich* ungerechtfertigt* zuviel ueberhoeht* excessive inflated higher hoeher teurer more',
  instead:
    'instead although though despite rather but only statt stattdessen obwohl trotz trotzdem sondern nur aber malgre pourtant aunque nonostante',
  consent:
    'authori* agree* agreed ordered subscri* consent* approv* signed vereinbar* zugestimm* veranlasst autoris* autoriz* genehmig* unterschrieb* freigegeben bestellt beauftragt commande pedido',
  cancelled:
    'cancel* terminat* ended gekuendigt kuendig* beendet storniert widerruf* resili* annul* cancelad* anulad* disdett* opgezegd',
  works:
    'work works working worked function* respond* load* start* turn* connect* open* print* funktionier* geht gehen laeuft laufen klappt startet laedt oeffnet reagiert verbinde* fonctionn* marche funciona* enciende funziona* werkt',
  broken:
    'broken broke crack* smash* dent* dented torn tore scratch* damag* defect* faulty leak* dead burst snapped kaputt* defekt* gesprung* gebroch* abgebroch* zerbroch* zerrissen gerissen riss sprung beschaedig* undicht* verbeult* zerkratzt* verdorben schimmel* casse* abime* roto rota rotos rotas danad* rotto rotta rotti guast* kapot* wobbl* drip* rattl* wackel* tropf* klapper* ruptur* worn bent loose verbogen locker stumpf spoiled rotten mouldy stale burnt verbrannt verschimmelt schimmlig ausgelaufen vertrocknet abgefallen abgegangen aufgegangen fell ripped ragged stained dirty verschmutzt schmutzig fleck* kratzer',
  failure:
    'fail* crash* froze* freez* outage* error* timeout* offline blank spins spinning disconnect* unavailable glitch* stuck bug down ausfall* ausgefallen abstuerz* abgestuerzt stuerzt stoerung* fehlermeldung* haengt eingefroren panne erreur averia caido* errore storing hangs hung jam* klemm* skips flicker* flacker* buzz* beep* trips overheat* ueberhitz* refus* reject* declin* denied invalid expired unreachable abgelehnt verweigert ungueltig abgelaufen gesperrt locked blocked bricht brach abgebrochen abbruch weg verschwunden disappear* vanish* deleted geloescht gestoert stockt stuckt ruckel* laggy slow langsam lag silent stumm schwarz black dark dunkel dead tot kalt cold',
  product:
    'app website site page server internet wifi router modem phone machine boiler heating printer screen speaker fridge oven lamp card line connection system software portal login button service webseite seite netz telefon handy maschine heizung drucker bildschirm lautsprecher kuehlschrank ofen leitung verbindung anlage geraet* karte display fernseher logiciel aplicacion pagina telefono tap shower toilet door gate lift car bike watch tablet laptop keyboard mouse camera tv radio freezer toaster kettle dishwasher dryer hoover vacuum mattress bed sofa chair table desk shelf cupboard jacket coat shoes boots shirt dress bag tent toy battery charger cable plug sensor alarm thermostat key code terminal till dashboard report feed api account shop checkout video stream sound picture hahn dusche tuer aufzug auto rad uhr tastatur maus kamera radio herd kaffeemaschine spuelmaschine geschirrspueler waschmaschine trockner staubsauger matratze bett sofa stuhl tisch schrank regal jacke mantel schuhe hemd kleid tasche zelt spielzeug akku ladegeraet kabel stecker sensor melder thermostat schluessel code terminal kasse rechner bild ton strom wasser gas power electricity gas water',
  arrive:
    'arriv* deliver* came come comes received get got turned showed show angekommen kam kommt gekommen geliefert liefer* zugestellt erhalten bekommen eingetroffen erschienen arriv* recu livr* lleg* recib* entreg* arrivat* aangekomen chegou',
  parcel:
    'parcel* package* order orders delivery shipment box boxes item items tracking paket* bestellung* lieferung* sendung* artikel karton* colis commande livraison paquete* envio articulo pacco pakket encomenda',
  missing:
    'missing lack* without incomplete short half empty fehl* fehlt fehlte ohne unvollstaendig* haelfte leer leere manque* incomplet* falta* sin manca ontbreek* forgot forgotten nowhere lost verloren verschollen unauffindbar',
  late: 'late delay* overdue due supposed should verspaet* ueberfaellig* sollte spaet zugesagt retard devait retraso tenia ritardo yet lateness waiting postponed rescheduled verschoben verlegt geplatzt missed verpasst versaeumt',
  appointment: 'appointment* slot booked installation visit termin* einbau besuch montage rendez cita',
  access:
    'log logged login signin password access account anmeld* einlogg* einloggen zugang passwort konto connecter acceder entrar cuenta',
  cannot:
    'cant cannot couldnt unable impossible wont doesnt didnt kann koennen koennte unmoeglich impossible peux puedo podemos riesco',
  ill: 'cancer tumour tumor stroke illness ill hospital* surgery operation disease dementia alzheimer* parkinson* chemo* radiotherapy diagnos* heart disab* blind deaf impair* wheelchair depress* anxiety mental* autis* epilep* diabet* pregnan* dialysis oxygen ventilator krebs* schlaganfall krank* klinik operiert* demen* herz* behinder* gehoerlos* sehbehindert* schwerhoerig* rollstuhl psych* therapie sauerstoff* beatm* schwanger* malad* hopital handicap* enferm* discapac* malat* ospedale ziekenhuis ziek illness* sickness ulcer operation* op asthma copd ms als arthritis rheuma migraine* insulin pacemaker herzschrittmacher transplant coma koma unfall accident injury injured verletzung verletzt brain hirn* lung* lunge* leukaemia leukaemie leukemia burnout bulimi* anorexi* magersucht adhd adhs ptsd trauma* pflegegrad prothese sehkraft augenlicht eyesight sight hearing hoere',
  death:
    'died dying death dead passed funeral buried widow* deceased bereave* late gestorben verstorb* starb tod tot tote* toten beerdig* witwe* witwer trauer* sterbe* decede* deces mort morte falleci* muert* murio decedut* overleden faleceu suicide killed perished grief grieving bereft verlust urne grab grave estate nachlass erbe erben hinterblieben*',
  family:
    'husband wife mother mum mom father dad son daughter brother sister aunt uncle child children kids baby parent* partner nan grandmother grandfather mann frau mutter vater sohn tochter bruder schwester tante onkel kind kinder baby eltern oma opa femme mari mere pere fils fille marido mujer madre padre hijo hija moglie marito vrouw',
  aged: 'elderly old aged pension* 76 77 78 79 80 81 82 83 84 85 86 87 88 89 90 91 92 93 94 95 96 97 98 alt alte betagt* rentner* rente senior* hochbetagt*',
  poor: 'afford* debt* benefits unemploy* jobless redundan* laid rent broke bailiff* savings income hungry hunger food bankrupt* instal* schulden arbeitslos* buergergeld grundsicherung miete gerichtsvollzieher* erspart* einkommen hunger raten jobcenter insolven* kurzarbeit chomage dettes paro deudas embargo disoccupat* overdraft arrears insolvent unemployed unemployment penniless poverty welfare destitute evict* evicted repossess* homeless hartz amt pfaendung* gepfaendet verschuldet pleite mittellos obdachlos* wohnungslos* existenz* notlage zwangsraeumung raeumung pension tafel',
  violence:
    'violen* abus* threat* threaten* stalk* ex afraid scared fear police shelter gewalt* bedroh* verfolgt schlaegt angst frauenhaus stalk* polizei hits beats hit beaten controlling forbids verbietet kontrolliert geschlagen stellt missbrauch* misshand* verpruegelt gefluechtet geflohen fled refuge',
  confused:
    'confus* muddl* forget* memory understand vergess* vergesslich* gedaechtnis durcheinander verwirrt* verstehe versteht begreif* comprends entiendo mixes mixed disoriented verwirrung ueberfordert kompliziert illiterate dyslexi* legasthen* analphabet* lesen reading',
  tricked:
    'scam* trick* fraud* conned pretend* betrug* betrueger* betrogen hereingelegt reingelegt escroqu* estaf* truff* oplicht*',
  despair:
    'hopeless cope coping overwhelm* cry* crying tears desperate exhausted struggl* sinn hoffnungslos verzweifelt kraft weine weinen ueberfordert erschoepft zusammenbruch lonely alone allein einsam pointless meaningless sinnlos aufgeben helpless hilflos suicid* suizid* umbringen panic panik',
  care: 'care carer caring nursing attorney behalf guardian pflege* heim altenheim betreu* vollmacht vormund carers ward pflegekraft pflegedienst pflegen bedridden bettlaegerig frail gebrechlich',
  please:
    'please could would like bitte koennten wuerde moechte gerne gern pourriez voudrais podria quisiera',
  ask: 'how which what when where who wie was wann wo wer welche* woher worin comment quand quel* como cuando cuanto cual come quanto hoe wanneer',
  whether: 'if whether case wenn falls ob sofern indien',
  offer:
    'available stock size colour color warranty guarantee quote discount manual plan upgrade book order lieferbar vorraetig groesse farbe garantie angebot anleitung tarif buchen taille couleur talla color',
  change:
    'change update new move moving address aendern aendere neue neuen umzug umziehen ziehen adresse changer adresse cambiar direccion',
  fixed:
    'fixed solved sorted resolved behoben geloest erledigt geklappt repariert resolu* resuelt* solucionad*',
  own: 'myself mistakenly fault accidentally selbst versehen schuld purpose absichtlich',
};

const exact = new Map<string, string[]>();
/** Beginnings, by their first two letters: a word is compared with few of them. */
const beginnings = new Map<string, { start: string; family: string }[]>();
for (const [family, words] of Object.entries(FAMILIES)) {
  for (const word of new Set(words.split(' '))) {
    if (word.endsWith('*')) {
      const start = word.slice(0, -1);
      const key = start.slice(0, 2);
      beginnings.set(key, [...(beginnings.get(key) ?? []), { start, family }]);
    } else exact.set(word, [...(exact.get(word) ?? []), family]);
  }
}

/** The families of a folded word, a few at most; a number is one, and so is a negation. */
export function familiesOf(word: string): string[] {
  const found = new Set(exact.get(word));
  for (const { start, family } of beginnings.get(word.slice(0, 2)) ?? []) {
    if (word.startsWith(start)) found.add(family);
  }
  if (isNegator(word)) found.add('not');
  if (/^\d/.test(word)) found.add('number');
  return [...found];
}
