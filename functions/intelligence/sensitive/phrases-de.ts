import type { SignTable } from './kinds.ts';

export const germanSigns: SignTable = {
  'complaint sure': `
    mit einem menschen|mitarbeiter sprechen
    so kann|geht es|das nicht weiter*
    bereue
    im kreis
    nicht in ordnung
    nicht okay|ok|fair|gerecht
    unfair*
    vorgesetzte*
    eskalier*
    zur konkurrenz
    zum wettbewerber|mitbewerber
    wechsle den anbieter
    bodenlos*
    verschwendete* zeit
    zeitverschwendung
    muss ich mir nicht
    lasse _ nicht gefallen
    nicht mit mir
    ausgelacht
    angeschrien
    von oben herab
    wie ein* behandelt
    wuerde ich nicht _ kundenservice nennen
    beschwere*
    beschwer* _ ueber
    beschwerde einlegen|einreichen
    lege|reiche _ beschwerde
    meine|offizielle|formelle beschwerde
    reklamiere*
    frechheit
    unverschaemt*
    zumutung
    unzumutbar
    inakzeptabel
    nicht|nicht mehr akzeptabel|hinnehmbar
    nicht laenger hinnehmen
    katastrophe
    katastrophal*
    schlichtungsstelle
    verbraucherzentrale
    verbraucherschutz
    bundesnetzagentur
    rechtsanwalt*
    meinen|mein|meinem|zum|einen anwalt
    rechtliche schritte
    schnauze|nase voll
    reicht es mir
    mir reicht
    jetzt reicht
    nie wieder
    nicht zufrieden
    unzufrieden*
    enttaeuscht
    enttaeuschung
    enttaeuschend*
    so geht man nicht
    geht man nicht mit _ um
    unter aller sau
    unterirdisch*
    danke fuer nichts
    geduld _ am ende
    am ende meiner geduld
    hingehalten|vertroestet|abgewimmelt
    haette _ mehr erwartet
    mehr|besseres erwartet
    kundenfreundlich ist anders
    schlechter|schlechten|miserabler|mieser service|kundenservice|kundendienst
    im stich gelassen
    zum zweiten|dritten|vierten|fuenften|sechsten mal
    hoert|hoere|hoeren man|ich|wir keinen|nichts|kein ton
    aus der leitung geworfen|geflogen
    rueckschritt
    bin|sind ich|wir weg
    fuer gar nichts
    glanzleistung
    wer hat sich das
    fuer dumm verkauf*
    liest das _ wer|jemand|einer|keiner
    textbausteine
    vor allen leuten
    schaemen`,
  'complaint likely': `
    jedes mal
    etwas anderes
    irgendjemand
    irgendwer
    hat __ gelesen
    endlich
    umsonst
    ganzen tag|samstag|vormittag|nachmittag
    extra freigenommen
    urlaub genommen
    dreimal|viermal|fuenfmal|mehrfach|mehrmals|x-mal|zigmal
    zum x
    staendig
    andauernd
    dauernd
    permanent
    nicht informiert
    niemand __ informiert|gesagt|bescheid
    ohne ankuendigung|zustimmung|vorwarnung
    neukunden
    treue* kunde*
    seit jahren kunde*
    sollte eigentlich
    muesste doch
    kann doch nicht|wohl
    kann nicht sein
    geht gar nicht
    erwarte
    bin entsetzt|erstaunt|verwundert|fassungslos
    stuemper*
    schlamperei
    mist
    nervig
    eine schande
    irrefuehrend
    angeblich
    hinterher*
    abgespeist
    chatbot
    beschwerde*
    reklamation*
    aergere*
    aerger*
    veraergert
    wuetend
    empoert
    genervt
    nervt
    sauer
    schlecht behandelt
    unfreundlich*
    unhoeflich*
    inkompeten*
    unprofessionell*
    unserioes*
    laecherlich*
    peinlich
    ein witz
    armutszeugnis
    unglaublich*
    keine antwort
    keine rueckmeldung
    keine reaktion
    keiner|niemand _ antwort*|meldet|gemeldet|reagiert|hilft|zustaendig|geholfen|zurueckgerufen
    immer noch keine|nichts|nicht|kein|keinen
    noch immer keine|nichts|nicht|kein|keinen
    seit wochen|monaten
    seit _ wochen|monaten
    seit tagen
    warte _ seit
    warte immer
    warte nun
    wie oft
    wie lange _ noch|muss
    zum zweiten|dritten|vierten|fuenften|wiederholten mal
    meine zweite|dritte|vierte|fuenfte
    schon wieder
    dritte|vierte|zweite mail|email|nachricht|anruf|anfrage
    dritter|vierter|zweiter anruf|versuch
    versprochene* rueckruf|anruf|lieferung|gutschrift _ nie|nicht
    versprochen _ nicht
    trotz versprechen|zusage
    nicht eingehalten
    verlange|fordere _ entschaedigung|entschuldigung|stellungnahme|erklaerung
    vorgesetzten
    schlechte bewertung
    abgezockt|abzocke
    betrogen|betrug
    angelogen|belogen
    aufgelegt
    verarscht
    kein verstaendnis
    nicht verstehen warum
    veraeppelt
    miserabel
    mangelhaft
    funkstille
    nichts passiert
    nichts mehr gehoert
    keiner hoert|liest|hilft|antwortet
    toll gemacht
    prueft|kontrolliert das _ keiner|niemand
    so nicht vorgestellt
    vor _ tagen|wochen __ zugesagt|versprochen
    vergeblich gewartet|versucht
    im stich
    servicewueste
    fremdwort`,
  'complaint hint': `
    leider
    schlecht*
    wieder
    langsam
    schade
    vergeblich`,
  'billing_dispute sure': `
    eingezogen|abgebucht __ nur eine|einmal
    am __ und am __ eingezogen|abgebucht
    jeweils __ eingezogen|abgebucht|berechnet
    rabatt*|gutschein*|code|aktionspreis __ nicht abgezogen|beruecksichtigt|akzeptiert|eingeloest|angerechnet
    vollen preis
    rechnung|abschlag|beitrag|preis|betrag|gebuehr __ gestiegen|verdoppelt|hoeher|erhoeht|erklaer*|nachvollzieh*
    rechnung|abrechnung|mahnung|abbuchung __ falsch|nie|obwohl|trotz|stimmt|fehler*|vereinbart|bestellt
    geld bis heute|jetzt
    kein geld zurueck*|erhalten|bekommen
    nie vereinbart|zugestimmt|unterschrieben
    zurueckgeschickt __ geld
    retoure|ruecksendung|retourniert __ geld|gutschrift|erstattung
    kostenlos __ trotzdem|aber|doch
    *pauschale
    doppelt abgebucht|berechnet|belastet|bezahlt|eingezogen
    zweimal abgebucht|berechnet|belastet|eingezogen
    zwei mal abgebucht|berechnet
    zu viel berechnet|abgebucht|bezahlt|verlangt|eingezogen
    zuviel berechnet|abgebucht|bezahlt|verlangt
    rechnung stimmt nicht
    rechnung ist falsch|fehlerhaft|zu
    falsche*|fehlerhafte* rechnung|abbuchung|betrag
    betrag _ falsch
    falschen|falscher betrag
    widerspreche _ rechnung|abbuchung|forderung|mahnung
    widerspruch gegen
    lastschrift _ zurueck*
    zurueckbuchen|zurueckgebucht
    unberechtigte* abbuchung|forderung|lastschrift|mahnung
    mahnung _ _ obwohl|trotz
    mahnung _ bezahlt
    obwohl _ bezahlt|ueberwiesen
    obwohl _ gekuendigt
    trotz kuendigung
    trotz zahlung
    immer noch abgebucht
    weiterhin abgebucht
    buchen _ weiter|immer|trotzdem ab
    abbuchung _ nicht
    nie bestellt|abgeschlossen|beauftragt
    nicht bestellt
    geld _ zurueck
    erstattung _ nicht|nie
    erstattung fehlt
    wo bleibt _ erstattung|geld|gutschrift
    gutschrift _ nicht|nie
    keine erstattung|gutschrift
    nicht erstattet
    ueberhoeht*
    kenne ich nicht _ abbuchung
    wofuer _ abgebucht|eingezogen|berechnet
    erneut|wieder|weiter|weiterhin _ eingezogen|abgebucht
    lastschriften|abbuchungen|abbuchung|lastschrift _ laufen|laeuft weiter
    falsche*|falscher steuersatz|steuer|mehrwertsteuer
    sie rechnen|berechnen _ ab|aber
    berechnet _ haben _ nur
    seit _ wochen|monaten __ erstattung|rueckerstattung|gutschrift|rueckzahlung
    erstattung|rueckerstattung|rueckzahlung|gutschrift __ seit|noch wochen|monaten|nicht|aus
    statt _ euro`,
  'billing_dispute likely': `
    warum _ abgebucht|berechnet|bezahlen
    wieso _ abgebucht|berechnet
    zu hoch
    inkasso
    mahnung
    mahngebuehr*
    versteckte kosten|gebuehren
    nicht nachvollziehbar
    abgebucht
    anderer preis
    hoeher als
    warte _ erstattung|gutschrift|geld
    bereits bezahlt
    laengst bezahlt`,
  'service_failure sure': `
    zugestellt __ nichts|nicht
    hier|da ist|war|kam nichts
    nur noch schwarz*|leere|rauschen|fehler*|stoerung*
    bestellt __ bekommen|geliefert|erhalten
    bestellt __ nur|aber
    seit dem|letzten update
    abgelehnt
    haengt
    flackert
    ruckelt
    tropft
    tut sich nichts
    passiert nichts
    nichts passiert
    geht nicht an|mehr
    geht nichts
    *geht nicht
    bleibt schwarz|dunkel|stehen|haengen
    leere* seiten|paket|karton
    fehlt ein*
    unbrauchbar
    druckt|laedt|oeffnet|startet|sendet|zeigt|spielt|verbindet __ nicht|nur
    funktioniert|funktionieren|funktionierte _ nicht|nichts
    geht|gehen _ nicht|nichts mehr
    internet|telefon|handy|fernseher|app|website|webseite|seite|karte|geraet _ geht nicht
    geht nicht
    laeuft|laufen nicht
    klappt nicht
    ausfall
    *ausfall
    ausgefallen
    faellt _ aus
    stuerzt _ ab
    abgestuerzt
    kaputt*
    defekt*
    zerbrochen|zersplittert|gesprungen|zerkratzt|verbeult
    beschaedigt*
    nie|nicht angekommen|geliefert|eingetroffen|zugestellt|erhalten
    nicht erschienen|gekommen|aufgetaucht
    kam|ist niemand
    techniker _ nicht
    falsche* artikel|produkt|ware|groesse|farbe|modell|teil|lieferung
    falsches produkt|modell|teil
    falsch geliefert
    kann|koennen _ nicht einloggen|anmelden|zugreifen|telefonieren|oeffnen|nutzen
    nicht einloggen|anmelden
    login|anmeldung|einloggen _ nicht
    kein internet|empfang|signal|strom|netz|warmwasser|wasser|bild|ton
    keine verbindung|heizung
    nicht erreichbar
    laedt nicht
    startet nicht
    laesst sich nicht
    verbindung _ ab
    bricht _ ab
    reagiert nicht mehr
    tot geliefert
    stoerung
    komme|kommen|kommt nicht|nirgends ins|rein|hinein|in
    fehler 400|401|403|404|500|501|502|503|504
    liefern|liefert|gibt|geben|antwortet 500|502|503|504
    produktion|anlage|betrieb steht
    seit _ leer
    alle|alles _ leer
    niemand|keiner da
    es|war|ist _ niemand|keiner da|gekommen|erschienen
    fliege|werfe|wirft|fliegt _ aus der app
    fehlte|fehlten|fehlt die haelfte|einiges
    lag|lagen _ keine|kein bei
    ueberfaellig
    seit _ ueberfaellig
    auch das ersatzgeraet
    nachbarn __ weiss|hat von nichts
    ist|sind stumm
    eingedrueckt|auseinandergegangen
    statt _ geliefert
    reagiert nicht`,
  'service_failure likely': `
    fehlermeldung
    fehlt|fehlen
    unvollstaendig*
    mangel|maengel
    undicht
    verspaet*
    haengt sich auf
    friert ein
    eingefroren
    sehr langsam
    hat nicht geklappt`,
  'service_failure hint': `
    fehler
    problem*
    langsam
    wackelt`,
  'vulnerable.life_event sure': `
    beerdigt
    beigesetzt
    mann|frau|mutter|vater|sohn|tochter|kind|bruder|schwester|oma|opa verloren
    pflege mein*
    kuemmere mich um mein* mutter|vater|frau|mann
    stunden gekuerzt
    bedroht mich|uns
    angst vor mein*|ihm|ihr
    abgebrannt
    hochwasser
    verstorben*
    gestorben
    verstarb
    todesfall
    sterbeurkunde
    tod meines|meiner|seines|ihrer|unseres
    beerdigung
    witwe*
    nachlass
    erbengemeinschaft
    hinterblieben*
    trauer*
    ist|sind tot
    scheidung
    geschieden
    scheiden lassen
    getrennt lebend
    haben uns getrennt
    habe mich _ getrennt
    gewalttaetig*
    haeusliche* gewalt
    frauenhaus
    *alleinerziehend*
    arbeitslos*
    job|arbeit|arbeitsplatz|stelle verloren
    entlassen worden
    betriebsbedingt
    obdachlos*
    wohnungslos*
    fehlgeburt
    totgeburt
    haftentlass*
    vorsorgevollmacht
    gesetzliche* betreuer*
    betreuerin von
    toten|toter|verstorbener|verstorbenen mann|frau|mutter|vater|vaters|sohn
    lauert|stellt mir auf|nach
    auflauert
    ins|im heim gekommen|gezogen`,
  'vulnerable.life_event likely': `
    trennung
    gekuendigt worden
    kurzarbeit
    pflege _ mutter|vater|mann|frau|angehoerige*|kind
    pflegende*
    neugeboren*
    fluechtling*
    gefluechtet
    geflohen
    zwangsraeumung
    raeumungsklage
    im gefaengnis
    vormund*
    darf _ adresse nicht`,
  'vulnerable.health sure': `
    seit dem|meinem|einem unfall
    nur eine|noch eine hand
    intensiv
    sehe _ schlecht
    hoere _ schlecht
    kann _ laufen|gehen|sehen|hoeren|treppen nicht|kaum
    kaum _ laufen|gehen|sehen|hoeren
    waechst _ ueber den kopf
    alles zu viel
    zu viel fuer mich
    weine
    traenen
    am ende meiner kraft|kraefte
    hoffnungslos
    kein* ausweg
    suizid*
    selbstmord*
    umbringen
    nicht mehr leben
    leben nehmen
    leben beenden
    nicht mehr weiter
    keinen sinn mehr
    selbst verletz*
    krebs
    krebserkrank*
    brustkrebs|lungenkrebs|darmkrebs
    tumor
    chemo*
    demenz*
    dement*
    alzheimer*
    parkinson*
    multiple sklerose
    schlaganfall
    herzinfarkt
    krankenhaus
    klinik
    intensivstation
    reha
    palliativ*
    hospiz
    pflegebeduerftig*
    pflegegrad
    pflegeheim
    altenheim
    blind
    sehbehindert*
    gehoerlos*
    taub
    schwerhoerig*
    hoergeschaedigt*
    schwerbehindert*
    behindert
    behinderung
    rollstuhlfahrer*
    im rollstuhl
    auf _ rollstuhl
    gelaehmt
    bettlaegerig
    depress*
    psychisch*
    angststoerung*
    panikattacke*
    burnout
    bipolar*
    schizo*
    autis*
    beatmungsgeraet
    *beatmung*
    sauerstoffgeraet
    dialyse
    herzschrittmacher
    medizinische* geraet*
    schwer krank|erkrankt
    schwerkrank*
    chronisch krank*
    unheilbar
    suchtkrank*
    spielsucht
    *suechtig
    *operation darf|kann
    nach der|einer *operation
    darf|kann nichts|nicht _ heben|tragen|buecken
    ernaehrungspumpe|magensonde
    sturzgefaehrdet`,
  'vulnerable.health likely': `
    operation
    operiert
    krank
    krankheit
    erkrankt
    erkrankung
    diagnose
    schwanger*
    medikament*
    epilep*
    diabet*
    ueberfordert
    zusammenbruch
    nervlich am ende
    verzweifelt
    kann nicht mehr
    krankgeschrieben`,
  'vulnerable.resilience sure': `
    rente __ nicht
    reicht hinten
    bis zum|ende monatsende
    letzten|letzte euro|euros
    auf einmal zahlen|bezahlen
    konto gesperrt|gepfaendet
    weiss nicht wovon
    miete __ nicht
    am existenzminimum
    allein mit _ kindern
    zwei|drei|vier kindern
    kann|koennen _ nicht _ zahlen|bezahlen|leisten|begleichen|aufbringen
    kann|koennen _ raten _ nicht
    nicht mehr zahlen|bezahlen|leisten
    weiss nicht _ _ bezahlen|zahlen soll
    wie ich _ _ bezahlen|zahlen soll
    geld reicht nicht
    reicht das geld nicht
    kein geld mehr
    zahlungsunfaehig*
    gerichtsvollzieher*
    pfaendung*
    schuldnerberatung
    ueberschuldet
    meine schulden
    habe|haben schulden
    insolvenz*
    privatinsolvenz
    buergergeld
    hartz
    grundsicherung
    sozialhilfe
    arbeitslosengeld
    jobcenter
    wohngeld
    tafel angewiesen
    finanzielle* notlage|schwierigkeiten|not|engpass|probleme
    finanziell am ende
    nichts zu essen
    in der kaelte
    strom _ abgestellt|gesperrt
    stromsperre
    existenz*
    ersparte|ersparnisse _ weg|aufgebraucht|verbraucht`,
  'vulnerable.resilience likely': `
    ratenzahlung
    in raten
    stundung
    zahlungsaufschub
    schulden
    kleine rente
    geringes einkommen
    geld ist knapp
    knapp bei kasse`,
  'vulnerable.capability sure': `
    als _ ausgegeben
    ausgegeben als
    code|pin|tan|passwort|daten vorgelesen|gegeben|durchgegeben|verraten|genannt
    kleine schrift
    nicht entziffern
    welcher tag
    sprechen sie mit mir
    post _ nicht auf
    mache|oeffne die post|briefe nicht
    briefe nicht geoeffnet
    verstehe _ computer|technik|internet nicht
    lebe allein*
    nie einen computer
    durcheinander
    bin _ 75|76|77|78|79|80|81|82|83|84|85|86|87|88|89|90|91|92|93|94|95|96|97|98|99
    mit meinen 75|76|77|78|79|80|81|82|83|84|85|86|87|88|89|90|91|92|93|94|95|96|97|98|99
    75|76|77|78|79|80|81|82|83|84|85|86|87|88|89|90|91|92|93|94|95 jahre alt
    kenne mich _ nicht aus
    kein internet und kein
    habe kein|keinen computer|internet|smartphone|handy
    kann _ nicht lesen|schreiben
    analphabet*
    legasthen*
    lernbehinder*
    lernschwierigkeit*
    leichte* sprache
    grossdruck
    brailleschrift
    gebaerdensprache
    hereingelegt
    reingelegt
    betrueger* _ gefallen
    auf betrueger
    trickbetrueg*
    enkeltrick
    opfer _ betrug*
    kontodaten gegeben
    pin gegeben
    am telefon _ _ vertrag abgeschlossen
    an der haustuer
    unter druck gesetzt
    zum vertrag gedraengt
    vergesslich
    gedaechtnis*
    verstehe _ deutsch nicht|schlecht
    deutsch ist nicht|schlecht
    bringe|bringt|komme|kommt _ durcheinander
    sie|er|mutter|vater|oma|opa|tante ist 80|81|82|83|84|85|86|87|88|89|90|91|92|93|94|95|96|97|98|99
    gutscheinkarten|guthabenkarten`,
  'vulnerable.capability likely': `
    in meinem alter
    aeltere* dame|herr|frau
    senior*
    rentnerin|rentner
    dolmetscher*
    verstehe _ brief|schreiben|vertrag _ nicht
    verstehe das alles nicht
    fuer meine mutter|oma|grossmutter
    fuer meinen vater|opa|grossvater`,
  harmless: `
    nicht beschweren
    fehler _ bei mir
    mein fehler
    liefern|liefert|versenden _ krankenhaus|klinik
    ins|ans krankenhaus _ liefern|schicken
    kann mich nicht beschweren
    keine beschwerden
    nichts zu beschweren
    akku|handy|batterie|laptop|geraet|fernseher _ gestorben
    akku ist tot
    rabatt|ermaessigung|tarif|angebot|preis fuer|ab rentner|senioren|schwerbehinderte|behinderte|arbeitslose|60|65
    rabatt|ermaessigung|tarif fuer arbeitslose|rentner|senioren
    falls|wenn _ kaputt
    falls|wenn _ defekt
    falls|wenn _ beschaedigt*
    falls|wenn _ _ kaputt geht
    laeuft|geht|funktioniert wieder
    fehlermeldung ist weg
    stoerung|fehler|problem* behoben|weg|geloest
    kein problem
    bis _ wieder
    gerne|jederzeit wieder
    melde mich _ wieder
    wiedersehen
    morgen wieder
    nichts leider
    wann kommt _ techniker
    todmuede
    todsicher
    todesstern
    krebs rezept
    clinic
    geld zurueck garantie
    bekomme ich mein geld zurueck wenn
    kann ich _ geld zurueck
    schlecht lesbar
    nicht schlecht
    tut mir leid
    blind bestellt
    blind date
    operation gelungen
    kann ich in raten
    ist ratenzahlung
    bieten _ ratenzahlung
    darf man
    noch nicht entschieden
    statusseite
    wartung am
    arbeite in|im einem|einer|krankenhaus|klinik|pflegeheim|altenheim
    arbeite _ krankenhaus|klinik|pflegeheim|altenheim
    keine beschwerde ich wollte|nur
    gehoerschutz
    ich habe meine|mein umgestossen|fallen|zerbrochen
    schlimmste befuerchtet`,
};
