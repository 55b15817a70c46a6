// German messages by what a trained person sees in them: see examples.ts.

export const germanExamples = `
c Ich bin unzufrieden damit, wie das bearbeitet wurde
c Sie geben mir die Schuld für Ihren eigenen Fehler
c Nirgends steht eine Telefonnummer und der Chatbot versteht nichts
c Der eine sagt ja, der andere sagt nein, niemand weiß etwas
c Sie haben die Bedingungen geändert, ohne mir etwas zu sagen
c Ich habe mir umsonst einen Tag freigenommen
c Treue Kunden stehen schlechter da als neue, das ist unfair
c Der Ton Ihres Schreibens ist überheblich
c Ich wurde wie ein Verbrecher behandelt
c Das Personal hat sich unterhalten, statt zu arbeiten
c Ich bin es leid, Ihnen wegen einer Antwort hinterherzulaufen
c Meine Anfrage wurde einfach ohne Lösung geschlossen
c Ich hinterlasse eine schlechte Bewertung und wende mich an die Aufsicht
c Hoffnungslos, bei Ihnen ist es jedes Mal dasselbe
c Ich bereue, mich für Sie entschieden zu haben
c Sie halten Ihr Wort nicht
c Ich war immer begeistert, jetzt bin ich nur noch enttäuscht
c Es dauert ewig, bis jemand reagiert
c Die Qualität hat stark nachgelassen
c Ihre Antwort hat mit meiner Frage nichts zu tun
c Ich werde von einem zum anderen geschickt
c So viel Unfähigkeit, hat denn niemand gelesen, was ich schrieb
c Sehr schlechte Kommunikation von Ihrem Team
c Ihr Kollege war unhöflich und ungeduldig
c Ich fühle mich nicht ernst genommen
c Mir wurde eine Antwort versprochen und es kam nichts
c Das zieht sich seit Wochen und ich verliere die Geduld
c Eine Abteilung schickt mich zur nächsten
c Ich musste alles immer wieder neu erklären
c Reine Zeitverschwendung
c Bei der Hotline geht niemand ans Telefon
c Ich bekomme nur automatische Antworten und keine Hilfe
c Nach so vielen Jahren als Kundin habe ich mehr erwartet
c Ich bin entsetzt über die Qualität Ihrer Betreuung
c Die Beratung im Laden war falsch
c Ich werde allen von Ihrer Firma abraten
c Ich verlange eine schriftliche Entschuldigung der Geschäftsleitung
c Ihr Service wird immer schlechter
c Es macht mich wütend, dass niemand zuständig ist
c Mit der Arbeit des Handwerkers bin ich überhaupt nicht einverstanden
c So behandelt man keine Kunden
c Der Verkäufer hat mich getäuscht
c Das war meine letzte Bestellung bei Ihnen
c Ich wechsle wegen Ihnen den Anbieter
c Ich habe mich deswegen schon einmal beschwert
c Ihre Mitarbeiterin hat sich geweigert, mir zu helfen
c Fast eine Stunde in der Warteschleife, das geht nicht
c Mich ärgert, dass die neue App so schlecht ist
c Das finde ich respektlos und empörend
c Ich habe mehrfach höflich gefragt und werde jedes Mal abgewimmelt
c In der Praxis hat sich niemand für zwei Stunden Verspätung entschuldigt
c Sie hören einfach nicht zu
c Unbegreiflich, dass eine Bücherei viermal dieselbe Vormerkung verliert
c Meine Frage vom Donnerstag ist bis heute unbeantwortet
c Ist eine Antwort wirklich zu viel verlangt?
c Als Premiumkunde hätte ich wenigstens eine Eingangsbestätigung erwartet
c Das Studio ist verdreckt und keinen scheint es zu stören
c Ihr Trainer kam vierzig Minuten zu spät und gab uns die Schuld
c Was für eine lächerliche Hilfeseite
c Ich war lange genug geduldig
c Man ist für Sie offenbar nur eine Nummer
c Eine halbe Stunde am Telefon, nur um dann zu hören, ich solle eine Mail schreiben
c Es sollte binnen weniger Tage jemand kommen, das war im Februar
c Meine letzte Mail hat offensichtlich keiner gelesen
c Die Dame ließ mich nicht ausreden
c So viel zu Ihrer berühmten Garantie
c Ich lasse mich nicht von einem Chatbot belehren
c Ich bin fassungslos, dass Sie meine Nummer weitergegeben haben
c Dritte Abteilung heute und niemand fühlt sich verantwortlich
c Das Ganze war anstrengend und unnötig kompliziert
c Wieder ist eine Woche ohne Lebenszeichen von Ihnen vergangen
c Warum bekommen neue Mitglieder ein Geschenk und wir treuen gar nichts?
c Ich bin nicht böse, nur müde vom ständigen Nachfragen
c Ihre Entschuldigung klingt wie von einer Maschine
c Ich möchte mit der Leitung über den Vorfall von gestern sprechen
c Wenn das Ihr Verständnis von Service ist, dann gute Nacht
c Der Kellner hat vor den anderen Gästen mit uns gestritten
c Uns sehen Sie nicht wieder
c Wir werden allen Freunden abraten
c Ohne Antwort bis Montag schalte ich einen Anwalt ein
c Sie haben meine beiden Briefe ignoriert
c Wie lange braucht eine Firma für eine einzige Antwort
c Danke, dass Sie mir den Nachmittag gestohlen haben
c Bravo, jetzt bin ich wieder ganz hinten in der Schlange
c Wie schön, dieselbe nutzlose Antwort noch einmal
c Lassen Sie sich ruhig Zeit, es sind ja erst zwei Monate
c Die Schwester war barsch, ich kam mir wie ein Störenfried vor
c Ich fühle mich von der Verkäuferin getäuscht, das Wichtigste hat sie verschwiegen
c Seit der Übernahme ist alles schlechter geworden
c Ihre Werbung finde ich frauenfeindlich
c Schämen Sie sich, so mit alten Leuten umzugehen
c Ich bin alles andere als glücklich damit, wie das gelaufen ist
c Ein enttäuschender Abend, der Ton war mies und die Plätze waren nicht die gebuchten
c Niemand hielt es für nötig, uns über die Verlegung zu informieren
c Muss ich wirklich einen dritten Brief schreiben, damit sich etwas bewegt?
c Ich hätte mir mehr Verständnis von Ihnen gewünscht
c Ich verliere langsam das Vertrauen in Ihr Haus
c Ich höre immer nur Ausreden
c Die Werkstatt hat mein Auto neun Tage behalten und sagt nicht einmal warum
c warum geht bei euch keiner ans telefon
c schlimmste erfahrung überhaupt
c euer support ist ein witz
c immer die gleiche automatische antwort, das nervt so
c Kein einziger konnte mir heute helfen
c Sie weichen jeder klaren Antwort aus
c Wer kontrolliert eigentlich, was Ihre Leute am Telefon erzählen?
c Das dauert ja länger als ein Hausbau
c Für diesen Preis darf man wohl etwas mehr erwarten
c Ich schreibe Ihnen jetzt zum vierten Mal und bekomme nur Textbausteine zurück.
c Sehr geehrte Damen und Herren, mit Ihrer Antwort bin ich nicht einverstanden. Sie gehen auf keinen meiner Punkte ein. Ich bitte darum, dass sich jemand anderes den Vorgang ansieht, und erwarte eine schriftliche Stellungnahme bis zum 20. Mai. Mit freundlichen Grüßen
c Ihre Kollegin hat mich mitten im Satz aus der Leitung geworfen.
c Warum muss ich eigentlich alles dreimal erklären?
c hallo?? liest das hier überhaupt wer
c Mein Anliegen wurde als erledigt markiert, erledigt ist aber gar nichts.
c Wenn sich da nicht bald was tut, bin ich weg.
c Danke für gar nichts, wirklich eine Glanzleistung.
c Die Beratung war herablassend, ich kam mir vor wie ein kleines Kind.
c Die neue Oberfläche ist ein Rückschritt. Wer hat sich das ausgedacht?
c Früher war die Qualität deutlich besser, die letzten drei Lieferungen konnte man wegwerfen.
c Am Samstag wurde ich an der Kasse vor allen Leuten angeschrien, weil ich einen Bon umtauschen wollte. So etwas habe ich noch nicht erlebt.
c Kann mir mal jemand sagen, wozu ich Ihnen Unterlagen schicke, wenn sie niemand anschaut?
c Ihre Hotline treibt mich in den Wahnsinn
c Jeden Monat dasselbe Theater
c Zweimal wurde mir eine Lösung versprochen, daraus wurde nichts
c Seit einer Woche versuche ich, einen Menschen zu erreichen
c Sie brauchen Wochen und antworten dann auf etwas anderes
c Ihnen geht es nur ums Verkaufen
c Fünfmal verbunden zu werden ist keine Hilfe
c Ich fühle mich als Kundin nicht ernst genommen
c In diesem Ton lasse ich nicht mit mir reden
c Sie haben meinen Termin dreimal ungefragt verlegt
c Die Antwortzeiten sind ein schlechter Scherz
c So schlecht wurde ich noch bei keiner Bank behandelt
c Am Empfang war man ungeduldig und hat mich dumm dastehen lassen
c Empfehlen werde ich Sie niemandem mehr
c Heute haben Sie einen treuen Kunden verloren
c Den ganzen Tag umsonst zu Hause gewartet
c Für die Umstände erwarte ich eine Entschädigung
c Angeblich bin ich Ihnen wichtig, gemeldet hat sich keiner
c Ihr Mitarbeiter wollte um zwölf anrufen. Es ist sechs.
c Ein Monat Mails und kein einziger brauchbarer Satz
c Wirklich frustrierend, dass man keinen Menschen erreicht
c Ich protestiere gegen die Art, wie mein Antrag behandelt wurde
c Warum muss immer ich nachhaken?
c Glückwunsch zum langsamsten Service der Stadt
c Kann endlich mal jemand etwas tun?
c Noch so eine nichtssagende Antwort von Ihnen
c Die neue Version ist eine Verschlimmbesserung
c Die neue Seite ist völlig unübersichtlich, gefragt hat uns keiner
c Ich bin wütend
c Das ärgert mich sehr
c Ich bin enttäuscht von Ihnen
c Ihr Service ist schlecht
c Ich beschwere mich über den Lärm
c Niemand hilft
c Keiner antwortet
c Warum ruft niemand zurück?
c Wie lange soll ich noch warten?
c Das habe ich Ihnen schon dreimal gesagt
c Ich sage Ihnen immer wieder dasselbe
c Jedes Mal höre ich eine andere Geschichte
c Man hat mich ignoriert
c Ihr Personal war unfreundlich
c Der Ton war unangemessen
c Sie haben Ihr Versprechen gebrochen
c Ich glaube Ihnen kein Wort mehr
c Das ist ein Skandal
c Das lasse ich mir nicht bieten
c Klären Sie das, sonst bin ich weg
c Ich gehe zu einer anderen Bank
c Bei Ihnen weiß offenbar keiner, was der andere tut
c Eine Entschuldigung wäre das Mindeste gewesen
c Drei Anrufe, drei verschiedene Auskünfte
c Ihre Antwort war unhöflich und hat nicht geholfen
c Ich wurde zurechtgewiesen wie ein Schulkind
c Fünf Wochen haben Sie für ein Formular gebraucht
c Ich habe Besseres zu tun, als in Ihrer Warteschleife zu sitzen
c Die Qualität hat sehr nachgelassen
c Sie werben mit schneller Hilfe, davon habe ich nichts gemerkt
c Wieder keine Antwort, wieder muss ich nachfassen
c Das ist das Gegenteil von gutem Service
c Ihr Kellner war frech und das Essen kam kalt
c Ich fühle mich veräppelt
c Ihre neuen Regeln sind Familien gegenüber unfair
c Schade, dass Sie Ihre Versprechen nicht halten
c Ich schreibe Ihnen ein letztes Mal
c Seit dem Frühling haben Sie meine Unterlagen und tun nichts
c Wozu gibt es eine Hilfestelle, wenn niemand hilft?
c Ich hoffe, andere behandeln Sie besser
c Unglaublich, dass mir niemand einen Termin nennen kann
c Bitte leiten Sie das an jemanden weiter, den es kümmert
c neuer tag, neue ausrede
c von eurer seite null hilfe
c Vierzig Minuten Musik, dann noch einmal dreißig, dann war die Leitung tot
c Angeblich ist Ihnen mein Anruf wichtig, davon merke ich nichts
c Ihr Mitarbeiter meinte nur, das sei nicht zu lösen, und damit war Schluss
c Ich wollte den Vorgesetzten sprechen, das wurde mir verweigert
c Bei Ihnen ist nie jemand verantwortlich
c Erst soll ich Geduld haben, dann heißt es, es sei zu spät
c Service ist bei Ihnen ein Fremdwort
c Eine echte Servicewüste
c Man hat mich nicht einmal gegrüßt
c Zwei Verkäufer plauderten, während die Schlange länger wurde
c Sie verstecken Ihre Telefonnummer, damit man Sie nicht erreicht
c Ihr Kontaktformular ist ein schwarzes Loch
c Der Spediteur schiebt es auf Sie, Sie auf den Spediteur
c Ihre Hotline kostet Geld und hilft nicht
c Auf Mails reagieren Sie grundsätzlich nicht
c Eine Maschine bedankt sich für meine Mail, danach Stille
c Innerhalb einer Woche lieferbar, hieß es. Das war vor zwei Monaten.
c Zweimal habe ich falsche Auskünfte bekommen
c Sie drehen den Leuten Dinge an, die sie nicht brauchen
c Kündigen machen Sie einem unmöglich, das ist unehrlich
c So stelle ich mir keinen Urlaub vor
c Das Bett hart, das Frühstück kalt, das Personal gelangweilt
c Stammkunden zählen bei Ihnen nichts mehr
c An der Kasse behandelte man mich wie eine Diebin
c Das passiert bei Ihnen nicht zum ersten Mal
c Bisher war ich freundlich. Wann kümmert sich endlich jemand um meinen Fall?
c Keine Entschuldigung, keine Erklärung, nichts
c Sie haben meinen Fall geschlossen, ohne mit mir zu sprechen
c Warum sagt mir das keiner vorher?
c Andere schaffen das an einem Tag
c Meine Bewertung wird nicht nett ausfallen
c Wenn ich bis Freitag nichts höre, gehe ich an die Presse
c Sie haben genug von meiner Zeit verschwendet
c Für so schlechte Arbeit zahle ich nicht
c Mir graut schon vor dem nächsten Anruf bei Ihnen
c Für ein Haus mit Ihrem Ruf ist das schwach
c Ihr Bote wirft die Pakete wie Fußbälle
c Sehr schwach.
c So ein Affentheater
c Von vorn bis hinten ein Trauerspiel
c Wenigstens einen Rückruf hätte ich erwartet
c Es fällt schwer, höflich zu bleiben
c Kundenfreundlichkeit sieht anders aus
c Man wird hier für dumm gehalten
c Jeder erzählt etwas anderes
c Ihr Versprechen war nichts wert
c Ich möchte mich über Ihren Mitarbeiter beschweren.
c Das ist jetzt meine dritte Mail und ich habe immer noch keine Antwort.
c So geht man nicht mit Kunden um.
c Ich bin mit der Bearbeitung nicht zufrieden.
c Ich schalte jetzt meinen Anwalt ein.
c Seit drei Wochen werde ich nur vertröstet.
c Das ist eine bodenlose Frechheit.
c Ich werde mich an die Verbraucherzentrale wenden.
c Wie oft muss ich das noch erklären?
c Hiermit lege ich Beschwerde ein.
c Von einem Unternehmen wie Ihnen hätte ich mehr erwartet.
c Der versprochene Rückruf kam nie.
c Ihr Chatbot dreht sich im Kreis, ich möchte endlich mit einem Menschen sprechen.
c Jedes Mal erzählt mir jemand etwas anderes.
c Ich finde es nicht in Ordnung, dass Neukunden weniger zahlen.
c Hat bei Ihnen eigentlich irgendjemand meine Mail gelesen?
c Den ganzen Samstag umsonst zu Hause gesessen.
c Bitte leiten Sie das an Ihren Vorgesetzten weiter, so kann es nicht weitergehen.
c Ich bereue den Wechsel zu Ihnen.
c Ich warte immer noch auf Ihre Antwort
c Ich warte noch immer
c Seit einem Monat warte ich auf eine Antwort
c Seit dem Frühjahr warte ich, geantwortet hat keiner
c Dreimal geschrieben und nichts gehört
c Ich rufe ständig an und keiner geht ran
c Meine Briefe bleiben ohne Antwort
c Sie wollten anrufen und haben es nicht getan
c Ihr Kollege sagte, es sei geklärt, ist es aber nicht
c Es sollte sich jemand melden, gemeldet hat sich niemand
c Das ist meine vierte Nachricht in dieser Sache
c Dritter Versuch: Hilft mir jemand?
c Wie lange soll man bei Ihnen warten?
c Ich sollte nicht ein zweites Mal schreiben müssen
c Das habe ich nun oft genug erklärt
c Wieder muss ich Sie erinnern
c Erst wochenlang warten, dann ein Serienbrief
c Hallo? Vor fünf Tagen habe ich etwas gefragt
cb Zum zweiten Mal der falsche Betrag, was ist an einer Rechnung so schwer
cb Ich schreibe ständig wegen dieser Rechnung und Sie schicken ständig Mahnungen, eine Unverschämtheit
cb Nach zwei Monaten immer noch keine Erstattung, und am Telefon wird aufgelegt
cb Erst zu viel kassieren und dann nicht antworten, mir reicht es
cb Ich soll für ein geschlossenes Studio zahlen und keiner findet das falsch?
cb Seit sechs Wochen vertröstet man mich wegen meiner Rückerstattung. Langsam fühle ich mich für dumm verkauft.
cb Eine Mahnung für eine Rechnung, die Sie mir nie geschickt haben? Das ist doch ein schlechter Scherz.
cb Guten Tag, wie schon am 2. und 9. geschrieben ist diese Rechnung bezahlt, den Beleg haben Sie. Heute kam Post vom Inkassobüro. Ich finde das unverschämt und erwarte eine Bestätigung, dass die Sache vom Tisch ist.
cb Ich will mein Geld und eine Entschuldigung für drei Monate Ausreden
cb Zum zweiten Mal eine falsche Rechnung, das ist eine Zumutung.
cf Der Mietwagen blieb zweimal liegen und Ihrer Hotline ist das egal
cf Jeden Abend stockt der Stream, fünfmal gemeldet, nichts passiert
cf Der Ersatzmixer ist auch defekt, langsam verliere ich die Geduld
cf Wieder ein geplatzter Termin, wieder ein Urlaubstag weg
cf Seit Wochen steht der Aufzug und Sie tun nichts
cf Falsches Sofa geliefert und keiner geht ans Telefon, traurig
cf Paket seit zwei Wochen überfällig, von Ihnen hört man keinen Ton.
cf Auch das Ersatzgerät geht nicht an. Prüft das bei Ihnen keiner?
cf Die Torte war für Samstag bestellt und kam am Montag. Toll gemacht.
cf Der Hahn, den Sie repariert haben, tropft wieder, das ist Pfusch
cf Zum vierten Mal derselbe Fehler, jetzt will ich jemanden, der sich auskennt
cf Schon wieder kein Internet, ich habe die Nase voll!
cf Das Gerät kam kaputt an und Ihr Kundendienst ist eine Katastrophe.
cv Ich sagte Ihrer Mitarbeiterin, dass ich Krebs habe, und sie meinte lachend, jeder sei mal krank
cv Sie rufen immer noch für meinen verstorbenen Vater an, haben Sie denn kein Mitgefühl
cv Heute kam wieder Werbung an meinen toten Mann. Wie oft soll ich es noch sagen?
b Sie haben denselben Betrag zweimal eingezogen
b Die Endabrechnung ist höher als der vereinbarte Preis
b Bitte erstatten Sie den versehentlich abgebuchten Betrag
b Ich schulde Ihnen dieses Geld nicht
b Die Rechnung enthält Posten, die ich nicht bestellt habe
b Der Vertrag ist beendet und Sie ziehen weiter Geld ein
b Die versprochene Gutschrift fehlt auf meiner Rechnung
b Mir wurde eine Gebühr berechnet, die niemand erwähnt hat
b Diese Zahlung habe ich nie freigegeben
b Sie haben mir einen Monat berechnet, in dem ich kein Kunde war
b Die Rückzahlung ist nicht auf meinem Bankkonto eingegangen
b Der Gutschein wurde nicht von der Summe abgezogen
b Ich soll Verzugsgebühren zahlen, obwohl ich pünktlich überwiesen habe
b Der Preis wurde ohne Ankündigung erhöht
b Die Ware ist zurück, aber das Geld steht noch aus
b Auf meiner Karte ist eine unbekannte Zahlung an Ihre Firma
b Der Zählerstand auf der Abrechnung kann nicht stimmen
b Ich bestreite die Forderung
b Bitte machen Sie die Abbuchung rückgängig
b Im Angebot war es billiger als auf der Rechnung
b Sie haben das Jahresabo statt des Monatsabos berechnet
b Zwei Zahlungen für eine Bestellung
b Die Kaution wurde nie ausgezahlt
b Das Hotel ist auf meiner Karte zweimal gebucht, bitte eine stornieren
b Sie berechnen einen Miettag, den ich nicht genutzt habe
b Die Prämie wurde ohne Schreiben erhöht, vereinbart war der alte Betrag bis Dezember
b Das Zusatzpaket auf der Rechnung habe ich nie abgeschlossen
b Der Strafzettel, den Sie weiterreichen, betrifft mich nicht, das Auto war schon zurück
b Die Gutschrift für den stornierten Flug fehlt bis heute
b Bitte zahlen Sie den Beitrag für Juli zurück, da war ich schon ausgetreten
b In der Mail standen 54 Euro, von der Karte gingen 61 ab
b Auf meiner Handyrechnung ist ein Abo, das ich nicht abgeschlossen habe
b Sie schulden mir noch 18 Euro aus der letzten Bestellung
b Ich zahle für zwei Leitungen, eine ist seit März abgeschaltet
b Auf dem Bon ist eine Geschenkkarte, die ich nicht gekauft habe
b Position 4 der Rechnung bestreiten wir, die Arbeit wurde nie ausgeführt
b Die Wasserrechnung ist dreimal so hoch wie üblich, das kann nicht stimmen
b meine bank sagt ihr habt diesen monat zweimal abgebucht
b Warum wird Porto verlangt, wenn versandkostenfrei dabeistand?
b Sie haben das ganze Jahr statt eines Monats eingezogen
b Der Studentenrabatt wurde nicht berücksichtigt
b Es hieß, Stornieren sei kostenlos, jetzt soll ich eine Gebühr zahlen
b die zugesagte erstattung ist nicht auf meinem konto
b Bohrmaschine zurückgegeben, vom Laden bestätigt, Geld nicht zurückgezahlt
b Ein Inkassobüro schreibt mir wegen einer längst beglichenen Rechnung
b Bitte korrigieren Sie die Rechnung, die Stunden sind nicht die vereinbarten
b Bar bezahlt und trotzdem eine Rechnung bekommen
b Ihr Gerät hat 80 statt 8 Euro gebucht
b Die Vorverkaufsgebühr wurde berechnet, obwohl das Konzert abgesagt war
b Die Rückzahlung vom 12. März ist noch nicht da. Können Sie das bitte prüfen?
b wofür habt ihr gestern 15 euro abgebucht?
b Uns wurden zwölf Lizenzen berechnet, wir haben aber nur neun.
b Der Vertrag ist seit Januar beendet, die Lastschriften laufen trotzdem weiter.
b Bitte nehmen Sie die Mahngebühr heraus, ich habe pünktlich gezahlt.
b Auf Rechnung 778 ist der falsche Steuersatz ausgewiesen.
b Der Zähler zeigt 2.100 kWh, Sie rechnen 3.400 ab.
b Von meinem Konto gingen 40 weg, ich habe keinen Vertrag mit Ihnen
b Richtig wären 20 Euro, nicht 200
b Zwei Nächte berechnet, wir waren eine da
b Das habe ich schon bezahlt, bitte die Mahnung stornieren
b Es werden Extras berechnet, die ich nie hatte
b Es wird weiter abgebucht, obwohl ich ausgetreten bin
b Das Geld für die zurückgegebenen Schuhe ist nicht gekommen
b Die Erstattung ist überfällig
b Wann zahlen Sie mir endlich die Kaution zurück?
b Was ist das für eine Abbuchung über 12,99? Ich habe nichts gekauft
b Warum ziehen Sie 60 ein, wenn der Tarif 40 kostet?
b Rechnung 55 gehört zur Bestellung eines Kollegen, nicht zu meiner
b Sie haben die Steuer falsch berechnet
b Wir haben weniger verbraucht, als Sie berechnen
b Der Stand auf der Abrechnung passt nicht zu dem im Keller
b Der Gutschein wurde nicht abgezogen
b Eine Lizenz zu viel auf der Rechnung
b Es gibt zwei gleiche Abbuchungen
b Für eine rechtzeitig stornierte Übernachtung wurde meine Karte belastet
b Meine Bank zeigt eine Abbuchung von Ihnen, von der ich nichts weiß
b Sie haben mich in den teuren Tarif gesetzt und berechnet
b Der Monatsbeitrag ist höher als im Vertrag
b Sie berechnen Versand, obwohl ich selbst abgeholt habe
b Die Kaution für die Wohnung kam nicht zurück
b Die Platzgebühr gehört nicht auf die Rechnung
b Für März haben Sie zweimal eingezogen
b Ich bekam eine Rechnung für einen Besuch, der nie stattfand
b Die zehn Prozent fehlen auf dem Bon
b Da steht eine Gebühr, von der nie die Rede war
b Bitte prüfen Sie die Summe, das geht nicht auf
b Sie haben mein Geld und ich keine Ware, bitte zahlen Sie zurück
b Ich schulde nur die Hälfte von dem, was Sie fordern
b Warum ist eine Bearbeitungsgebühr auf der Rechnung?
b Am Regal standen 5 Euro, gezahlt habe ich 7
b immer noch kein geld zurück für die karten
b Sie haben tausend Euro als Strafe einbehalten, von der nie die Rede war
b Berechnet wurde eine Leistung, die ich abgelehnt hatte
b Am selben Tag zwei Abbuchungen derselben Summe
b Vereinbart waren 80, verlangt werden 95
b Der Tarif wurde ohne Mitteilung erhöht, bitte den alten berechnen
b Den Flug haben Sie gestrichen, ich möchte das Geld zurück
b Sechs Wochen nach der Rückgabe ist mein Geld noch bei Ihnen
b Das Konto wurde im Mai geschlossen, berechnet wurde auch Juni
b Auf der Rechnung sind Posten, die ich nicht kenne
b Ein Mahnschreiben für eine im April bezahlte Rechnung
b Bitte hören Sie auf abzubuchen, ich habe letztes Jahr gekündigt
b Sie haben nur die Hälfte erstattet
b Meine Bank meldet eine Zahlung, die ich nicht gemacht habe
b Säumnisgebühr, obwohl ich vor dem Termin gezahlt habe
b Mir wurde der Betrag doppelt abgebucht.
b Die Rechnung stimmt nicht, ich habe das nie bestellt.
b Ich widerspreche der Rechnung vom 3. März.
b Trotz Kündigung buchen Sie weiter ab.
b Ich habe eine Mahnung bekommen, obwohl ich längst bezahlt habe.
b Wann bekomme ich mein Geld zurück? Die Retoure ist vor vier Wochen angekommen.
b Diese Abbuchung kenne ich nicht.
b Sie haben mir zu viel berechnet.
b Ich habe die Lastschrift zurückgehen lassen, weil der Betrag falsch war.
b Die Erstattung ist immer noch nicht auf meinem Konto.
b Bei mir wurden am 2. und am 4. jeweils 30 Euro eingezogen, es war aber nur eine Bestellung.
b Der Rabattcode wurde nicht abgezogen, ich habe den vollen Preis gezahlt.
b Meine Rechnung ist plötzlich von 40 auf 75 Euro gestiegen, bitte um Erklärung.
b Zurückgeschickt im Januar, Geld bis heute keins da.
b Auf der Abrechnung steht eine Servicepauschale, die nie vereinbart war.
bf Die Zeitschrift kommt seit Mai nicht, der Beitrag wird weiter eingezogen
bf Für Expressversand gezahlt und erst nach neun Tagen bekommen
bf Drei Karten bezahlt, nur zwei waren im Umschlag
bv Ich bekomme Krankengeld und Sie haben alles auf einmal abgebucht, obwohl Raten vereinbart waren
bv Meine Mutter ist im Pflegeheim und ihr Konto wird weiter vom Studio belastet
bv Vom Konto meiner verstorbenen Mutter wurden erneut 60 Euro eingezogen, die Sterbeurkunde haben Sie seit April.
f Der Trockner macht Geräusche und bleibt stehen
f Der Ofen wird nur auf einer Seite warm
f Meine Uhr geht jeden Tag zehn Minuten nach
f Der Lautsprecher knackt und setzt aus
f Gespräche brechen nach ein paar Sekunden ab
f Niemand kann uns anrufen, man hört nichts
f Das Ladegerät wird zu warm und riecht
f Der Scanner zieht das Papier nicht ein
f Die Kamera nimmt nur schwarze Videos auf
f Das Schloss lässt sich mit der App nicht öffnen
f Das Thermostat reagiert nicht auf meine Einstellung
f Der Export enthält leere Spalten
f Die Suche findet nichts, obwohl die Einträge da sind
f Nach dem Anmelden lande ich wieder auf der Anmeldeseite
f Der Kurier hat es einem Fremden gegeben
f Das Paket wurde an der falschen Adresse abgestellt
f Im Bausatz fehlen Teile
f Ich habe ein anderes Modell bekommen als bestellt
f Das Essen war bei Ankunft verdorben
f Bei der ersten Fahrt ist das Rad abgefallen
f Der Bildschirm flackert und wird dann schwarz
f Die Maschine piept und geht aus
f Die Naht ist nach einem Tag gerissen
f Benachrichtigungen kommen auf meinem Handy nicht mehr an
f Die Berichte zeigen Zahlen einer anderen Firma
f E-Mails kommen nicht mehr an
f Der Handwerker war für neun bestellt und keiner ist gekommen
f Der Karton war beim Öffnen leer
f Die Bestellung ist unvollständig, zwei Artikel fehlen
f Ihr System antwortet nicht
f Die Tür vom Kühlschrank schließt nicht
f Zahlungen scheitern an der Kasse
f Der Knopf macht nichts
f Die Lampe ist nach einem Tag ausgegangen
f Wir sind seit Mitternacht ohne Strom
f Die Leitung ist tot
f Aus der Heizung läuft Wasser
f Der Melder schlägt ohne Grund an
f Der Download bricht auf halber Strecke ab
f Die Installation ist gescheitert und jetzt läuft nichts
f Der gelieferte Tisch hat einen Riss
f Der Schlüssel passt nicht ins Schloss
f Das Bild ist eingefroren und der Ton ist weg
f Die Pumpe springt nicht mehr an
f Sie haben die falsche Farbe geliefert
f Ihr Monteur hat den Termin nicht eingehalten
f Das Paket war offen und der Inhalt fehlte
f Der Geschirrspüler zeigt E24 und das Geschirr bleibt nass
f Seit sechs kommt kein Wasser aus dem Hahn
f Das E-Book bricht auf Seite 40 ab
f Der Stream lädt auf allen Geräten ewig nach
f Der Mietwagen sprang heute früh nicht an
f Das neue Rad kam mit einem verbogenen Reifen
f Der Strichcode der Karte wird am Einlass nicht erkannt
f Der Aufzug im Haus steckt seit gestern fest
f Ihr Plugin wirft beim Start eine Ausnahme
f Die Packung hat nicht die Stärke, die auf dem Rezept steht
f Das Sofa wurde mit einem Riss im Stoff gebracht
f Die Pflanzen waren bei der Ankunft vertrocknet
f Es lädt nichts, nur ein grauer Bildschirm
f In den Konferenzen haben wir keinen Ton
f Der Kühlschrank kühlt nicht mehr
f Der Einladungslink führt ins Leere
f In der Kochbox war kein Fleisch
f Meine Buchung ist aus der App verschwunden
f Die Tonne wurde am Montag nicht geleert
f Ihr Fahrer hat uns nicht abgeholt
f Die heruntergeladene Datei ist beschädigt
f uploads bleiben bei 99 prozent hängen
f das gps der uhr liegt zwei straßen daneben
f der staubsauger lädt nicht mehr
f der link zum webinar ging nicht, wir haben es verpasst
f Heute früh sollte der Heizungsbauer kommen, gekommen ist keiner
f Unsere Telefone im Büro sind tot
f Das Tastenfeld nimmt meinen Code nicht an
f Mir wurde die Bestellung von jemand anderem geschickt
f Der Liefertermin ist vorbei und es ist nichts da
f Der Stuhl wackelt, ein Bein ist kürzer
f Die SMS mit den Codes kommen nicht durch
f Die Auszüge im Online-Banking sind seit dem Wochenende leer
f Seit den Bauarbeiten in der Straße haben wir kein Gas
f Der Import bricht mit einem unbekannten Fehler ab
f In dem Buch fehlen Seiten
f Die Brille hat die falschen Gläser
f An der Kasse im Shop wird jede Karte abgelehnt
f die hälfte vom team kann den gemeinsamen ordner nicht öffnen
f Das Schloss klemmt und ich komme nicht in die Wohnung
f Komme nicht ins Konto, Fehler 502.
f Gibt es in Bochum eine Störung? Bei uns in der Straße geht gar nichts.
f Seit heute früh sind alle Diagramme leer, auch bei zwei Kollegen.
f Beim Bezahlen dreht sich nur das Rädchen, sonst tut sich nichts.
f Um zehn sollte jemand zum Einbau kommen, es war aber niemand da.
f In der heutigen Lieferung fehlte die Hälfte, unter anderem die Milch.
f Produktion steht, alle API-Aufrufe liefern 500. Bitte sofort schauen.
f der reißverschluss vom zelt ist in der ersten nacht auseinandergegangen
f Laut App an den Nachbarn übergeben, der weiß von nichts.
f Guten Morgen, heute sind die Regale angekommen, vielen Dank. Beim Auspacken haben wir gesehen, dass statt der Eichenböden Buche geliefert wurde und bei einem der Pakete eine Ecke eingedrückt ist. Fotos hängen an. Die Aufhängungen sind vollständig. Wie gehen wir vor? Beste Grüße Schreinerei Lohmann
f Der Wasserkocher geht von selbst aus
f Das Gerät startet dauernd neu
f Beim Klick auf Speichern tut sich nichts
f Nach dem Update nur noch ein leerer Bildschirm
f Wir sind schon wieder offline
f Das Video hat kein Bild
f Ich habe das falsche Ladegerät bekommen
f Im Karton war ein Loch und zwei Tassen waren weg
f Die Rollos haben die falsche Breite
f Zum Zählerablesen kam keiner, obwohl es vereinbart war
f Ihr Monteur ist nicht aufgetaucht
f Von der Bestellung ist nur die Hälfte da
f Seit Freitag steht da in Zustellung
f Das Päckchen ist hier nie angekommen
f Die Heizung wird nicht warm
f Die Fernbedienung reagiert nicht
f Das Dokument von Ihnen lässt sich nicht öffnen
f Ich komme nicht in mein Konto, der Code wird abgelehnt
f Die Anmeldung endet mit einem Serverfehler
f Der Server antwortet auf alles mit 503
f Alle unsere Kassen sind ausgefallen
f Seit gestern kann ich nicht mehr drucken
f Der Deckel schließt nicht
f Ein Rad fehlt
f Nach einer Woche blättert die Farbe ab
f Der Mixer riecht verbrannt
f Das vorbestellte Taxi kam nicht
f Ihre App zeigt fremde Daten
f Die Berichte sind leer
f Die App hängt, sobald ich die Kamera öffne
f Seit dem neuen Handy kann ich mich nicht mehr anmelden
f Mein Konto ist grundlos gesperrt
f Die Seite lädt in keinem Browser
f Beim Scannen passiert nichts
f Die Bestellung kam nie
f Wir sind immer noch ohne Strom
f Es sollte gestern kommen, gekommen ist nichts
f Das Paket ist eine Woche zu spät
f Die Batterien haben Sie vergessen
f Im Umschlag war das falsche Buch
f Ein Glas war zerbrochen
f Der Tisch hat einen Kratzer
f Die Schuhe sind nach zwei Wochen auseinandergefallen
f Die Flasche ist im Karton ausgelaufen
f Es kommt kein Ton
f Das Bild flackert
f Die Tür lässt sich nicht abschließen
f Das Gerät ist tot
f Der Dienst ist nicht verfügbar
f Das System steht bei uns allen
f Wir können gerade keine Bestellungen annehmen, Ihr System ist nicht erreichbar
f Die Daten sind seit drei Tagen nicht aktualisiert
f Mein Zug fiel aus und es kam kein Ersatz
f Im Hotel wusste niemand von meiner Reservierung
f In der Apotheke wurden mir die falschen Tabletten gegeben
f Die Mail mit den Karten ist nicht gekommen
f Am Freitag kam die Reinigung nicht
f Das Internet ist extrem langsam
f Aus der Dusche kommt nur kaltes Wasser
f Die Schranke im Parkhaus ging nicht auf
f Der Hahn in der Küche tropft, seit der Klempner da war
f Der Beamer schaltet sich mitten im Vortrag ab
f Unser Kartenterminal verweigert jede Zahlung
f Der Türgriff ist abgefallen
f Die Abobox hätte am 3. kommen sollen
f Auf dem Brot von heute früh ist Schimmel
f Die Sendungsverfolgung steht seit Tagen
f Der Gutscheincode wird als ungültig abgelehnt
f Der Link in Ihrer Mail war abgelaufen, bevor ich ihn nutzen konnte
f Der Kalender zeigt alle Termine eine Stunde zu spät
f Der Zug kam so spät, dass unser Flug weg war
f Wir können keine Rechnungen mehr erstellen, der Knopf ist grau
f Alle paar Minuten friert das Video ein
f Der Akku ist nach einer Stunde leer
f Die Jacke hat bei der ersten Wäsche die Farbe verloren
f Nachrichten an unsere Kunden werden nicht verschickt
f Das Regal hält nicht, die Schrauben sind zu kurz
f Ihr Monteur hat ein Loch in der Wand hinterlassen
f Die Reifen des Mietwagens waren abgefahren
f Im Zimmer gab es weder Heizung noch warmes Wasser
f Der Fisch war verdorben
f Ich habe zwei linke Schuhe bekommen
f Das zweite Päckchen ist nie gekommen
f Der Bote hat es am falschen Haus abgegeben
f Die Karte in der App ist leer
f Meine gespeicherten Adressen sind weg
f Mein Guthaben steht auf null, obwohl Geld drauf ist
f Seit acht warten wir auf den Monteur
f Der Roller bleibt mitten auf der Straße stehen
f kein empfang zuhause seit dem sturm
f das spiel stürzt in level 4 ab
f bildschirm schwarz und das wars
f Seit dem Frühstück nur Notrufe möglich
f Bei uns im Ort ist alles dunkel
f Die Verbindung reißt alle paar Minuten ab
f Der Router leuchtet nur rot
f Die Geschwindigkeit ist ein Zehntel der vereinbarten
f Der Film stockt, lädt und stockt wieder
f Ihr Kontaktformular endet mit einem Fehler
f Fünfmal war der Code richtig und fünfmal sagt die Seite falsch
f Nach dem Absturz war alles Getippte weg
f Der Spediteur sagt, er habe nichts bekommen
f Pizza um acht bestellt, jetzt ist zehn und es ist keine da
f Der Schrank kam ohne Türen
f Die Bank hat ein gespaltenes Bein
f Die Wandschränke hängen schief
f Die Schalter wurden in der falschen Wand eingebaut
f Ihr Kellner hat Wein auf meinen Anzug geschüttet
f Unser Flug ist gestrichen und die Umbuchungsseite tot
f Es wurde nicht geputzt, obwohl es im Plan steht
f Das Schließfach ging nicht auf, meine Kleider waren drin
f Die Tabletten in der Packung sind zerbröselt
f Die neuen Reifen verlieren Luft
f Bei Anrufen höre ich die andere Seite nicht
f Unsere Mails an Sie kommen zurück
f Die Karten sind nicht in meinem Postfach, obwohl ich gezahlt habe
f Der Rauchmelder piept die ganze Nacht
f Die Suche findet nichts, egal was ich eingebe
f Ich bekam ein leeres PDF
f Das Chatfenster schließt sich von allein
f Das Kartengerät ist außer Betrieb, wir müssen Gäste wegschicken
f Ihr Update hat unseren Import zerstört
f Jede Seite braucht eine Minute
f Es ist die falsche Farbe
f Die Torte war zerdrückt
f Es fehlen zwei Stühle
f Die Reparatur hat nichts gebracht, es ist wie vorher
f Seit gestern Abend haben wir einen Internetausfall.
f Die App stürzt ständig ab.
f Mein Paket ist nie angekommen.
f Die Waschmaschine läuft nicht mehr.
f Der Techniker ist nicht erschienen.
f Ich kann mich nicht einloggen, es kommt nur eine Fehlermeldung.
f Sie haben mir den falschen Artikel geschickt.
f Das Display ist gesprungen geliefert worden.
f Die Heizung ist ausgefallen.
f Der Server ist nicht erreichbar.
f Laut Sendungsverfolgung zugestellt, hier ist aber nichts.
f Sechs Stühle bestellt, fünf bekommen.
f Seit dem Update zeigt der Fernseher nur noch schwarz.
f Die Karte wird an jeder Kasse abgelehnt.
f Der Drucker druckt nur noch leere Seiten.
fv Mein Sauerstoffgerät wurde nicht geliefert und es reicht nur noch für eine Nacht
fv Die Heizung ist aus und ich habe ein Neugeborenes und Fieber
fv Der Notruf am Armband meiner Mutter reagiert nicht, sie ist 88 und sturzgefährdet.
v Meine Frau liegt im Sterben, ich kann mich jetzt nicht darum kümmern
v Seit dem Tod meines Mannes bin ich mit allem allein
v Bei mir wurde eine schwere Krankheit festgestellt
v Ich erhole mich von einer Operation und kann nicht aufstehen
v Ich habe mein Einkommen verloren und kann die Raten nicht bezahlen
v Wir können uns kaum noch Essen kaufen
v Ich habe überall Schulden und weiß nicht, wie es weitergehen soll
v Mein Sohn ist Autist und Veränderungen machen ihm Angst
v Meine Mutter erinnert sich nicht, dass sie den Vertrag unterschrieben hat
v Ich pflege meinen kranken Vater und habe keine Zeit und keine Kraft
v Ich sehe nicht gut genug, um Ihre Briefe zu lesen
v Ich höre schlecht, bitte schreiben Sie statt anzurufen
v Ich verstehe die Formulare nicht, ich kann nicht gut lesen
v Ich bin alt und allein und niemand hilft mir am Computer
v Mein früherer Partner bedroht mich und darf meine Nummer nicht bekommen
v Nach dem Brand mussten wir unser Haus verlassen
v Ich habe ständig Angst und kann nicht schlafen
v Ich habe keine Hoffnung mehr und möchte nicht mehr da sein
v Ein Fremder hat mich zu einer Überweisung überredet, ich glaube, ich wurde betrogen
v Ich bin wegen einer Sucht in Behandlung und muss meine Ausgaben begrenzen
v Ich bin schwanger und ohne Heizung
v Mein Kind liegt schwer krank im Krankenhaus
v Ich lebe von einer kleinen Rente und schaffe die Erhöhung nicht
v Nach dem Unfall sitze ich im Rollstuhl
v Meine Wohnung stand unter Wasser, ich habe alles verloren
v Mir fällt das Lernen schwer, bitte erklären Sie es einfach
v Ich stecke in einer Krise und alles überfordert mich
v Ich bin erst seit einem Monat im Land und spreche die Sprache nicht gut
v Mein Bruder hat sich das Leben genommen
v Ich brauche Strom für mein Atemgerät
v Ich lasse mich scheiden und habe keinen Zugang zu unserem Konto
v Meine Stunden wurden gekürzt und die Miete frisst alles auf
v Im Frühjahr bekam ich die Diagnose MS, alles dauert jetzt länger
v Ich pflege meine behinderte Tochter rund um die Uhr
v Mein Partner kontrolliert das ganze Geld, bitte keine Briefe nach Hause
v Ich bin im Frauenhaus und brauche einen neuen Vertrag ohne die alte Adresse
v Opa ist gestorben, an wen wende ich mich wegen seines Kontos
v Mein Vater hat Alzheimer und bestellt ständig Sachen
v Ich kann am Telefon nichts hören, geht es auch schriftlich
v Nächsten Monat verliere ich meine Stelle und mache mir Sorgen wegen des Kredits
v Das Hochwasser hat uns das Erdgeschoss und alle Papiere genommen
v Ich bin schwer depressiv und habe es nicht geschafft, auf Ihre Briefe zu antworten
v Wegen Parkinson zittern meine Hände, das Tippen fällt mir schwer
v Wir können nicht mehr heizen, nach der Miete bleibt kein Geld
v Ich kann nicht gut lesen, bitte erklären Sie es mir am Telefon
v Ich bin Witwe, 82, und mein Sohn, der das immer gemacht hat, ist weggezogen
v Nach der Operation kann ich nicht in den Laden kommen
v Ich hatte eine Fehlgeburt und muss den Babykurs absagen
v Am Sonntag ist unser Haus abgebrannt
v Ein Mann aus dem Internet hat mich überredet, ihm Geld zu schicken
v Seit der Scheidung schlafe ich im Auto
v Ich denke daran, Schluss zu machen
v Ich kann nicht mehr, es ist alles zu viel
v Ich bin mit meinem kleinen Sohn im Krankenhaus, bitte geben Sie mir mehr Zeit
v Meine Frau hat einen Hirntumor und nur noch wenige Wochen
v Ich muss dreimal in der Woche zur Dialyse
v Ich habe Legasthenie und komme mit dem Vertrag nicht zurecht
v Mir wurde die Unterstützung gestrichen, ich kann gerade gar nichts zahlen
v Mit dem Rollstuhl komme ich nicht in Ihre Filiale
v Ich bin in der Privatinsolvenz
v Mein Mann schlägt mich und liest meine Nachrichten
v Ich komme gerade aus der Haft und habe kein Konto
v Wir sind aus der Ukraine geflüchtet und verstehen den Brief nicht
v Meine Mutter kommt allein nicht mehr zurecht, ich übernehme ihre Angelegenheiten
v Seit der Hirnverletzung bringe ich Dinge durcheinander
v Ich bin alkoholkrank und habe das alles im Rausch bestellt
v Wegen Panikattacken kann ich nicht telefonieren
v Meine Schwester ist unheilbar krank, wir müssen alles in ihrem Namen beenden
v Von der kleinen Rente kann ich die Erhöhung nicht tragen
v Ich esse nichts, damit die Kinder satt werden
v Mein Insulin muss kühl bleiben, ein Stromausfall ist gefährlich für mich
v Am Telefon hat mich einer hereingelegt, der sich als Bankmitarbeiter ausgab
v Ich bin blind, die Bilder in Ihrer Mail sagen mir nichts
v Haben Sie bitte Geduld, mein Gedächtnis ist nicht mehr das alte
v hab meinen job verloren und weiß nicht wie ich euch bezahlen soll
v seit der beerdigung komm ich gar nicht mehr klar
v Ich bin hochbetagt und mit der Umstellung überfordert
v Meine Frau ist am 3. verstorben, der Vertrag läuft auf ihren Namen. Was brauchen Sie von mir?
v Bin seit Januar krankgeschrieben und das Ersparte ist weg. Kann ich in kleinen Beträgen zahlen?
v Bitte sprechen Sie am Telefon langsam, seit meinem Schlaganfall brauche ich länger.
v Um meine Post kümmert sich jetzt mein Sohn, ich bringe vieles durcheinander.
v Mein Ex kennt mein Passwort und lauert mir auf. Die Adresse muss heute noch raus.
v Bei uns lebt ein Kind mit Ernährungspumpe, bitte kündigen Sie Abschaltungen vorher an.
v ich weiß grad echt nicht mehr wozu das alles
v Mein Vater, 91, hat einem Anrufer geglaubt und Gutscheinkarten für ihn gekauft.
v Ich muss das Abo meiner Mutter kündigen. Sie ist mit fortgeschrittener Demenz ins Heim gekommen und kehrt nicht mehr in die Wohnung zurück. Eine Vollmacht liegt vor.
v Nach der Hüftoperation darf ich nichts heben, kann der Fahrer es reintragen?
v Sehr geehrte Damen und Herren, mein Betrieb musste im Winter schließen, seither fahre ich stundenweise Taxi. Nach Miete und Unterhalt bleiben mir etwa achtzig Euro im Monat. Ihre Forderung bestreite ich nicht, ich kann sie nur im Moment nicht aufbringen. Wäre es möglich, bis Oktober zu warten? Hochachtungsvoll
v Ich bin krank und ohne Einkommen
v Meine Ersparnisse sind aufgebraucht
v Nach der Operation kann ich den Arm kaum heben
v Mein Rücken wurde operiert, ich darf nichts tragen
v Ich habe Demenz, meine Frau schreibt für mich
v Sie ist 87 und hat Angst vor dem Telefon
v Er ist 93 und kommt durcheinander
v Meine verstorbene Mutter war Ihre Kundin
v Mein toter Mann bekommt noch immer Post von Ihnen
v Mein früherer Freund stellt mir nach, halten Sie meine Adresse geheim
v Er verfolgt mich und liest meine Nachrichten
v Ich darf über mein eigenes Geld nicht verfügen
v Ich sehe in nichts mehr einen Sinn
v Ich weiß nicht, wie es weitergehen soll
v Mein Kind wird über eine Sonde ernährt und braucht Tag und Nacht Strom
v Ich bin auf ein Atemgerät angewiesen
v Wegen meiner Augen fällt mir das Lesen schwer
v Ich habe einem Anrufer mein Passwort gesagt und habe jetzt Angst
v Ich habe für einen Fremden Guthabenkarten gekauft, er hat mir gedroht
v Ich lebe von der Hand in den Mund
v Ich traue mich nicht mehr, Briefe zu öffnen
v Ich bin Autistin, Telefonate sind sehr schwer für mich
v Heute habe ich erfahren, dass es Krebs ist
v Unser Baby kam viel zu früh und wir leben im Krankenhaus
v Ich habe mein Augenlicht verloren
v Seit dem Burnout kann ich nicht arbeiten und nicht zahlen
v Meine Frau ist gegangen und mir geht es nicht gut
v Die Ärzte geben mir noch sechs Monate
v Ich lebe mit einer bipolaren Störung
v Mein autistischer Sohn verträgt keine Fremden in der Wohnung
v Wegen meiner Krankheit kann ich nicht aus dem Haus
v Meine Betreuerin liest mir Ihre Briefe vor
v Ich bin 79 und ganz allein
v Für dieses Internet bin ich zu alt, das hat immer mein verstorbener Mann gemacht
v Ich bin gebrechlich und letzte Woche gestürzt
v Meine Mutter hatte einen Schlaganfall und kann nicht sprechen
v Unsere Tochter ist bei einem Unfall gestorben
v Mein Bruder liegt im Koma
v Ich kümmere mich um den Nachlass meines Onkels
v Bei dem Brand haben wir alles verloren
v Ich bin zurzeit wohnungslos
v Ich bin hoch verschuldet
v Am Montag kommt der Gerichtsvollzieher
v Ich kann meine Kinder nicht satt bekommen
v Bis zum Monatsende habe ich noch zehn Euro
v Ich kann diese Rechnung nicht bezahlen, ich bin arbeitslos
v Kann ich eine Zeit lang weniger zahlen? Ich lebe vom Amt
v Mein Ex darf meine neue Nummer nicht erfahren
v Ich habe Angst vor meinem Mann
v Ein falscher Shop hat mich betrogen, mein Konto ist leer
v Ich bin auf einen Betrüger hereingefallen
v Meiner Oma wurde der Vertrag aufgeschwatzt, sie hat ihn nicht verstanden
v Wegen der Medikamente kann ich mich nicht konzentrieren
v Ich verstehe den Brief nicht, ich habe Lernschwierigkeiten
v Ich bin so allein und will nicht mehr
v Seit sie tot ist, hat nichts mehr einen Sinn
v Ich trauere und kann mich jetzt nicht damit befassen
v Ich habe Epilepsie und darf nicht ohne Strom sein
v Ich bin schwanger und liege im Krankenhaus
v Meine Frau hat ALS, sie spricht mit einem Computer
v Mein Onkel ist blind, ich schreibe für ihn
v Im Juni hatte ich einen Herzinfarkt und soll Stress meiden
v Meine Mutter ist bettlägerig und braucht ihren Notrufknopf
v Ich bin gerade in der Psychiatrie
v Mit meinem Partner habe ich auch das Einkommen verloren
v Meine Stunden sind gekürzt und ich bin mit allem im Rückstand
v Wir haben nichts mehr zu essen und Geld kommt erst am 30.
v Ich bin alleinerziehend und die Karte ging nicht einmal für Windeln
v Mein Großvater versteht kaum noch, was er unterschreibt
v Ein Mann an der Haustür hat meine Tante zur Unterschrift gedrängt
v Mein Stiefvater öffnet meine Briefe und nimmt mein Geld
v Bei mir wurde eingebrochen und ich traue mich nicht allein zu sein
v Ich bekomme zurzeit Bestrahlung
v Ich bin transplantiert und darf mich nicht anstecken
v Ich habe Rheuma und bekomme die Verpackung nicht auf
v Seit dem Unfall habe ich einen Hirnschaden
v Ich weiß morgens nicht, wozu ich aufstehen soll
v Seit die Saison vorbei ist, verdiene ich kaum etwas und komme mit den Rechnungen nicht hinterher
v Mir wurde der Lohn gekürzt und ich bin mit der Heizung im Rückstand
v Mit der Miete bin ich zwei Monate im Rückstand
v Ich habe fast kein Einkommen mehr
v Seit Tagen esse ich nur noch Brot
v Ich sehe keinen Ausweg
v Ich halte das nicht mehr lange aus
v Ich bin am Ende meiner Kräfte
v Er ist geistig behindert und wurde dazu überredet
v Blinkendes Licht ist für mich gefährlich, ich habe Epilepsie
v Ich versorge meine Mutter Tag und Nacht und komme nicht ans Telefon
v Ich bin siebzehn und lebe allein
v Ich kann nicht rechnen, bitte sagen Sie mir einfach, was ich schulde
v Ich kann den Vertrag nicht lesen, die Wörter sind zu schwer
v Letzte Woche bin ich aus dem Gefängnis gekommen und fange bei null an
v Ich bin mit den Kindern geflohen und habe nur, was wir tragen konnten
v Ich trinke zu viel und unterschreibe Sachen, die ich bereue
v Ich höre nicht mehr, das Telefon nützt mir nichts
v Die kleinen Buchstaben sehe ich nicht mehr
v Die Krankheit hat unser Erspartes aufgefressen
v Mein Lohn wurde halbiert und der Kredit ist fällig
v Ich habe ein Neugeborenes und mein Mann liegt auf der Intensivstation
v Ich komme nicht aus dem Bett, alles ist schwarz
v Mein Gedächtnis lässt nach
v Ich hatte einen Zusammenbruch
v Einer, der sich als Ihr Support ausgab, hat mich betrogen
v Mein Bruder ist tot und ich weiß nicht, was mit seinem Vertrag wird
v Mein Mann ist vor zwei Wochen verstorben.
v Ich bin arbeitslos geworden und kann die Raten nicht mehr zahlen.
v Ich liege im Krankenhaus und kann mich gerade nicht kümmern.
v Ich bin gehörlos, bitte rufen Sie nicht an.
v Ich will nicht mehr leben.
v Meine Mutter ist dement und hat am Telefon einen Vertrag abgeschlossen.
v Ich weiß nicht, wie ich die Stromrechnung bezahlen soll, das Geld reicht nicht bis zum Monatsende.
v Der Gerichtsvollzieher steht vor der Tür.
v Ich bin vor meinem gewalttätigen Ex-Mann geflohen, er darf meine Adresse nicht erfahren.
v Ich bin 82 und kenne mich mit dem Computer nicht aus.
v Wegen meiner Depression habe ich die Briefe nicht geöffnet.
v Wir haben uns getrennt, ich bin jetzt alleinerziehend.
v Ich bin auf ein Beatmungsgerät angewiesen.
v Ich beziehe Bürgergeld und brauche eine Ratenzahlung.
v Seit dem Unfall kann ich nur eine Hand benutzen.
v Ich sitze hier mit zwei Kindern und weiß nicht mehr weiter.
v Mein Vater weiß nicht mehr, welcher Tag ist, bitte sprechen Sie mit mir.
v Da hat einer angerufen und sich als Sie ausgegeben, ich habe ihm den Code vorgelesen.
v Mir wächst gerade alles über den Kopf, ich mache die Post gar nicht mehr auf.
v Am Donnerstag haben wir unseren Sohn beerdigt.
v Ich sehe sehr schlecht und kann die kleine Schrift nicht entziffern.
v Die Rente reicht hinten und vorne nicht, muss ich das wirklich auf einmal zahlen?
v Meine Tochter liegt auf der Intensiv, bitte verschieben Sie den Termin.
- Welche Farben gibt es und was kostet das
- Wie ändere ich meine Lieferadresse
- Bitte schicken Sie mir eine Kopie der Rechnung
- Ich möchte gern einen Termin vereinbaren
- Wann öffnet das Geschäft am Samstag
- Ich möchte meinen Tarif wechseln
- Kann ich einen zweiten Benutzer anlegen
- Gibt es eine Garantie und wo melde ich sie an
- Wie setze ich mein Passwort zurück
- Ich möchte mein Abo zum Jahresende kündigen
- Passt das Kabel zu meinem Laptop
- Liefern Sie ins Ausland
- Wo finde ich meine Kundennummer
- Wie lange dauert eine Erstattung normalerweise
- Bitte aktualisieren Sie meine Telefonnummer
- Ich möchte Ersatzteile bestellen
- Können wir als Firma auf Rechnung zahlen
- Wir ziehen um, wie nehmen wir den Vertrag mit
- Danke, alles funktioniert bestens
- Tolles Produkt, gibt es auch Zubehör
- Ich bin nächste Woche im Urlaub, bitte später liefern
- Wie viele Punkte habe ich
- Wie richte ich eine Lastschrift ein
- Bitte schicken Sie zwei Kataloge in unser Büro
- Die Lieferung war schnell, ich möchte wieder bestellen
- Verlängert sich der Vertrag automatisch
- Welche Dokumente brauche ich für die Anmeldung
- Könnte uns jemand aus dem Vertrieb wegen eines Angebots anrufen
- Was ist im Premiumtarif enthalten
- Kann ich die Schulung für mein Team online buchen
- Wie verbinde ich den Lautsprecher mit meinem Handy
- Gibt es für die Kamera eine deutsche Anleitung
- Um wie viel Uhr beginnt der Kurs
- Wann kommt der Techniker
- Wird das auch nach Österreich geliefert
- Wer ist mein Ansprechpartner
- Welche Maße und welches Gewicht hat das Gerät
- Ich möchte bei Ihnen arbeiten, haben Sie offene Stellen
- Wo ist mein Paket, hier ist die Sendungsnummer
- Ich möchte die Schuhe zurückgeben, sie sind zu klein
- Mein Sohn liebt das Spielzeug, gibt es noch so eins
- Der Aufbau war einfach, danke für die schnelle Lieferung
- Hätten Sie nächsten Dienstag einen Zahnarzttermin frei?
- Muss ich den Bibliotheksausweis mitbringen?
- Wie viel Gepäck ist bei diesem Flug erlaubt?
- Bitte buchen Sie vegetarisches Essen dazu
- Wie sage ich einen Kurs in der App ab?
- Hat das Studio an Feiertagen offen?
- Anbei das unterschriebene Formular
- Hier das Foto, um das Sie gebeten haben
- Meine neue Telefonnummer steht unten
- Könnten wir einen zweiten Schlüssel für die Ferienwohnung bekommen?
- Sind Hunde im Hotel erlaubt?
- Bitte bestätigen Sie den Eingang meiner Bewerbung
- Ich komme um drei vorbei und hole es ab
- Wir würden gern eine Nacht länger bleiben
- Ist das Frühstück dabei?
- Wo finde ich die Seriennummer?
- Fällt das Kleid normal aus?
- Wie viele Nutzer deckt die Lizenz ab?
- Was bedeutet Fehler 404 in Ihrer Dokumentation?
- Gibt es eine Testversion?
- Was passiert mit meinen Daten, wenn ich kündige?
- Wie lade ich meine Rechnung herunter?
- Was kostet eine zweite Karte?
- Bleibt der Preis nächstes Jahr gleich?
- Kann ich die Rechnung mit einer Geschenkkarte zahlen?
- Wer trägt das Porto, wenn der Artikel defekt ist?
- Was mache ich, falls das Paket nicht ankommt?
- Wie würde eine Erstattung ausgezahlt?
- Ich möchte die Handschuhe gegen ein größeres Paar tauschen
- Der Mantel steht mir nicht, wie schicke ich ihn zurück?
- Ich habe es mir anders überlegt und gebe den Stuhl zurück
- Bitte stornieren Sie Bestellung 331, die war ein Versehen von mir
- Ich habe mich bei der Mailadresse vertippt
- Mir ist Kaffee über die Tastatur gelaufen, reparieren Sie so etwas?
- Mein Kind hat den Griff abgebrochen, kann ich einen neuen bestellen?
- Danke für die schnelle Hilfe gestern
- Alles bestens, das Ticket kann zu
- Gut angekommen, vielen Dank
- Ihr Kollege Amir war großartig
- Mit der Küche sind wir sehr zufrieden
- Das neue Design gefällt mir
- Nichts zu meckern, weiter so
- Nein, es wurde nicht doppelt abgebucht, das war meine andere Karte. Entschuldigung!
- Die Rechnung stimmt, danke fürs Prüfen
- Das Problem hat sich von selbst erledigt
- Nach dem Neustart geht alles
- Kein Problem, Freitag passt auch
- Es eilt nicht
- Bis Mittwoch
- Guten Morgen, nur zur Bestätigung: Termin um neun
- ja bitte machen
- klingt gut
- perfekt danke
- Ich warte am Eingang, rote Jacke
- Wann kommt der Fahrer morgen?
- Können Sie mir den Liefertermin von Bestellung 8812 sagen?
- Ist meine Bestellung schon unterwegs?
- Ich habe noch keine Bestellbestätigung, hat es geklappt?
- Bitte das Paket in die Garage legen
- Im Juli sind wir verreist, bitte die Zeitung so lange anhalten
- Ein dunkler Modus wäre toll
- Uns würde eine Datumsspalte im Export helfen
- Anregung: die Summe gleich auf der ersten Seite zeigen
- Ich brauche eine Rechnung für die Steuererklärung
- Bitte die Rechnung auf unseren neuen Firmennamen ausstellen
- Können Sie die Aktivierungsmail noch einmal senden?
- Wie lange läuft der Vertrag?
- Ich suche ein Geburtstagsgeschenk für meine Mutter
- Mein Mann und ich möchten für Samstag einen Tisch reservieren
- Mein Sohn kommt in die Schule, welchen Ranzen empfehlen Sie?
- Meine Großmutter wird neunzig, wir möchten eine Torte bestellen
- Ich bin Krankenschwester, gibt es da einen Rabatt?
- Wir sind eine Klinik und brauchen ein Angebot über vierzig Betten
- Haben Sie Schuhe für Diabetiker?
- Ist das Restaurant barrierefrei?
- Welcher Tarif enthält die Krebsvorsorge?
- Zahlt die Lebensversicherung im Todesfall sofort?
- Führen Sie Bücher über den Umgang mit Depressionen?
- Wir möchten über Ihre App an die Tafel spenden
- Seit Mai bin ich in Rente und hätte gern das Seniorenticket
- Wie hoch ist der Zins bei zwölf Raten?
- Ihr Mitbewerber verlangt 10 Euro, gehen Sie da mit?
- Bitte keinen gedruckten Katalog mehr schicken
- Ich möchte das Abo beenden, mir fehlt im Moment die Zeit
- Ich kündige, weil ich ein günstigeres Angebot habe, danke für die Jahre
- Wie gebe ich eine Bewertung ab?
- Ich möchte mit einem Berater über einen Kredit sprechen
- Könnten Sie das an die Buchhaltung weiterleiten?
- Kann ich noch einmal mit Frau Jansen sprechen, sie kennt meinen Fall
- Ich hatte gestern angerufen, Sie wollten meine Kundennummer: 4471
- Wie am Telefon besprochen die Unterlagen
- Ich bin seit zehn Jahren Kunde und möchte wissen, ob es Treueangebote gibt
- Wir warten noch auf unseren Architekten, bitte halten Sie das Angebot offen
- Ist es normal, dass der Akku drei Stunden lädt?
- Warum fragt die App nach meinem Standort?
- Mein alter Staubsauger ist hinüber, welcher von Ihren ist am leisesten?
- Nach dem Gewitter war das Internet weg, jetzt ist es wieder da. Danke für die SMS
- Liebes Team, danke für Ihr Angebot von letzter Woche. Bevor wir uns entscheiden, wüssten wir gern, wie lange die Schulung dauert und wer die Anreise zahlt. Wir haben Zeit bis zum Herbst
- Hallo, wir waren im Mai bei Ihnen und es war herrlich. Bekommen wir im September dasselbe Zimmer? Und ist der Pool dann geheizt?
- Vielen Dank, hat geklappt!
- Wo ist mein Paket? Bestellung 88213
- Wann wird der zweite Teil meiner Bestellung verschickt?
- Ich würde den blauen Pulli gern zurückgeben, er ist etwas klein. Woher bekomme ich das Etikett?
- Wie ändere ich die Mailadresse in meinem Profil?
- Das ist keine Beschwerde, ich wollte nur sagen, dass Ihr Fahrer sehr nett war.
- Wenn ich in der Probezeit kündige, wird dann etwas abgebucht?
- Ich weiß meinen Benutzernamen nicht mehr, mit welcher Mail bin ich angemeldet?
- Bitte beim Nachbarn in der 12 abgeben, falls ich nicht da bin.
- Das Paket kam heute schon, einen Tag früher als gedacht. Prima!
- Hallo, bitte die Menge von zwei auf drei ändern, falls es noch nicht raus ist. Viele Grüße Miriam
- Gibt es das Glas der Lampe als Ersatzteil? Ich habe meine umgestoßen.
- Ich habe die falsche Hausnummer angegeben, richtig ist 14b.
- Bitte löschen Sie mein Konto, ich brauche es nicht mehr. Danke für alles.
- Worin unterscheiden sich Basic und Plus?
- Wie lange gilt die Garantie und deckt sie auch Glasbruch ab?
- Bis zum 20. bin ich im Urlaub, bitte vorher nicht anrufen.
- Sehr geehrte Damen und Herren, wir überlegen, unsere vierzig Lizenzen auf den Firmentarif umzustellen. Wer wäre unser Ansprechpartner, gehört Single Sign-on dazu, und bleiben die Daten in Frankfurt? Es eilt nicht. Freundliche Grüße
- Wo schalte ich die Benachrichtigungen aus?
- Ich arbeite in einem Krankenhaus und hätte gern ein Angebot über 200 Becher.
- Ist der Gehörschutz für Kinder auch in Gelb lieferbar?
- Ich möchte die 0-Prozent-Finanzierung über zwölf Monate nutzen, geht das online?
- Schon die dritte Bestellung bei euch und wieder alles top.
- Bin noch unentschlossen, melde mich nächste Woche.
- Bitte tauschen Sie die Schuhe gegen Größe 42, ich hätte vorher messen sollen.
- Hallo, am 14. Juni ziehen wir von Ulm nach Kempten und möchten den Vertrag gerne mitnehmen. In der neuen Wohnung gibt es schon eine Glasfaserdose, der Vormieter war bei einem anderen Anbieter. Bleibt die Nummer dieselbe, muss jemand vorbeikommen, und kostet das etwas? Falls ein Termin nötig ist: werktags ab 16 Uhr passt immer. Vielen Dank im Voraus Jo
- Liebes Team, als im April die Waschmaschine kaputt ging, hatte ich nach manchen Bewertungen das Schlimmste befürchtet. Ihr Techniker war aber schon am nächsten Tag da, hat alles erklärt, und seitdem schnurrt sie. Geben Sie meinen Dank bitte weiter. Herzlich Hannah
- Sind meine Unterlagen vom Montag angekommen? Ein kurzes Ja reicht.
- Hallo, auf der Statusseite steht Wartung am Samstag. Betrifft das auch die Region Wien?
- Entschuldigung, falscher Betreff. Ich wollte nur fragen, ob mein Termin am Freitag bleibt.
- Hallo
- Sehr geehrte Damen und Herren,
- Liebes Team,
- Guten Morgen,
- Mit freundlichen Grüßen
- Viele Grüße, Tom
- Beste Grüße
- Vielen Dank im Voraus
- Danke für Ihre Zeit
- Danke und ein schönes Wochenende
- Ich freue mich auf Ihre Antwort
- Über eine Rückmeldung würde ich mich freuen
- Bitte geben Sie mir kurz Bescheid
- Können Sie mir dabei helfen?
- Ich habe eine Frage zu meiner Bestellung
- Ich hoffe, es geht Ihnen gut
- Meine Kundennummer ist 20391
- Meine Bestellnummer lautet 88-120
- Ein Foto hängt an
- Falls Sie noch etwas brauchen, melden Sie sich gern
- Sie erreichen mich mobil ab fünf
- Danke für die schnelle Antwort
- Melden Sie sich gern, wenn Sie Zeit haben
- Es geht um mein Abo
- Wir sind seit 2019 bei Ihnen
- Werktags passt immer
- Von meinem Handy gesendet
- Die Bestellung kam wie versprochen am Dienstag
- Das Päckchen war früher da als gedacht, schön
- Nach zwei Tagen war alles da, beeindruckend
- Alles im Karton, nichts fehlt
- Der Techniker war heute früh da und nun läuft es
- Ihr Fahrer war pünktlich und freundlich
- Ich habe das falsche Geburtsdatum angegeben, es ist der 4.
- Ich habe versehentlich die alte Adresse eingetragen, die Straße heißt Mühlweg
- Ich habe die falsche Größe gewählt, kann ich tauschen?
- Die Papiere habe ich am Montag abgeschickt
- Das Formular ging gestern raus
- Den Betrag habe ich heute früh überwiesen
- Die Rechnung ist bezahlt, danke für die Erinnerung
- Meine Tochter holt die Bestellung ab
- Meine Kinder lieben das Puzzle
- Ist die Creme für Babys geeignet?
- Ist das Spiel für Kinder ab sechs?
- Meine Mutter möchte das gleiche haben
- Mein Mann nimmt das Paket an
- Ich brauche den Kontoauszug für den Steuerberater
- Das zweite Konto brauche ich nicht mehr, bitte schließen
- Den Newsletter brauche ich nicht mehr
- Ich möchte nicht verlängern, bitte bestätigen Sie das Ende
- Ich ziehe mit meinem Partner zusammen und brauche keinen eigenen Vertrag mehr
- Wir sind umgezogen, hier die neue Anschrift
- Wir sind fünfzig Leute und wollen im Frühjahr zu Ihnen wechseln
- Wir haben einen kleinen Laden und möchten Karten annehmen
- Welche Grenzen hat der kostenlose Tarif?
- Schlägt die Sicherung fehl, wenn der Rechner schläft?
- Was geschieht mit laufenden Aufträgen während der Wartung?
- Wie meldet die Schnittstelle Fehler?
- Wann ist die nächste Wartung?
- Laut Statusseite wird am Sonntag gearbeitet, betrifft uns das?
- Welche Schrauben brauche ich für eine kaputte Fliese?
- Reparieren Sie gesprungene Bildschirme und was kostet das?
- Sind eigene Schäden mitversichert?
- Wie melde ich eine verlorene Karte? Nur vorsorglich, ich verreise bald
- Ich habe gestern eine gute Bewertung für Sie geschrieben
- Im März hatte ich eine Beschwerde, die haben Sie sehr gut gelöst
- Sie konnten nichts dafür, die Post hat gestreikt
- Die Verzögerung hat uns gar nicht gestört
- Ich lag falsch, der Betrag stimmt
- Meine letzte Nachricht bitte vergessen, ich habe es gefunden
- Hat sich erledigt
- Entschuldigung, falsches Fenster
- Reine Neugier
- Fünf Sterne von mir
- Tolle App, ein Wunsch: ein Widget
- Kleiner Wunsch: größere Schrift auf den Belegen
- Die neue Version gefällt mir besser als die alte
- Ich überlege noch und melde mich wieder
- Nächste Woche weiß ich mehr
- Nur zur Info, ich komme später zum Termin
- Am Donnerstag kann ich nicht, können wir den Termin verschieben?
- Ich bin erkältet, kann ich den Friseurtermin auf nächste Woche legen?
- Ich bin neu in der Praxis und möchte unser Konto einrichten
- Ich arbeite in einem Pflegeheim, wer ist für Großbestellungen zuständig?
- Unsere Schule möchte Ihr Werk besuchen
- Darf mein Hund mit?
- Kommen Sie auf die Messe nach Leipzig?
- Hallo, 2021 habe ich bei Ihnen eine Kaffeemaschine gekauft, die macht immer noch wunderbaren Kaffee. Nun hätte ich gern die größere. Passt der alte Filter? Und nehmen Sie die alte in Zahlung? Danke, Ben
- Liebes Team, anbei unser unterschriebener Vertrag. Wir möchten am Ersten beginnen. Die Rechnung geht bitte an die Zentrale. Ansprechpartnerin für alles Technische ist meine Kollegin. Freundliche Grüße
- Guten Tag, eine Freundin hat Sie empfohlen. Ich suche einen Handytarif mit viel Datenvolumen und sonst nichts. Ich reise viel in Europa. Was raten Sie mir? Herzliche Grüße
- Guten Tag, ich plane für Oktober eine Reise mit zwölf Personen. Wir bräuchten drei Zimmer und abends einen Tisch. Könnten Sie mir ein Angebot schicken? Zahlung auf Rechnung wäre ideal. Beste Grüße
- Ich bin nicht böse
- Ich ärgere mich überhaupt nicht
- Es ist nicht defekt, mir gefällt nur die Farbe nicht
- Der Bildschirm ist nicht gesprungen
- Es gibt keinen Fehler, ich frage nur
- Sie haben nichts falsch gemacht
- Der Betrag ist nicht falsch
- Keine Beschwerde meinerseits
- Es kam nicht zu spät
- Warten macht mir nichts aus
- Das ist für uns kein Problem
- Super, jetzt geht alles wieder. Schönen Tag!
- Die Fehlermeldung ist verschwunden, alles läuft wieder
- Funktioniert wieder, danke
- Die Leitung ist wieder da
- Mein Fehler, das Kabel war locker
- Ich habe mein Passwort verloren
- Ich habe meine PIN vergessen, wie bekomme ich eine neue?
- Ich habe meine Kundenkarte verloren, schicken Sie mir eine neue?
- Bitte schicken Sie die Rechnung für März
- Kann ich die Rechnung noch einmal als PDF haben?
- Wann kommt die nächste Rechnung?
- Ich habe gestern überwiesen
- Mein Sohn freut sich über das Rad
- Meine Tochter ist stolz auf ihre neuen Schuhe
- Meiner Frau haben die Blumen gefallen
- Mein Vater möchte ein neueres Handy
- Wir haben zwei Kinder und suchen einen Familientarif
- Wie hoch ist die Monatsgebühr?
- Wie zahle ich mit dem Handy?
- Kann der Einzugstag geändert werden?
- Auf welches Konto überweise ich?
- Ist die Steuer im Preis enthalten?
- Ich wüsste gern, was der Posten "Grundpreis" auf der Rechnung bedeutet
- Wie setzt sich die Rechnung zusammen?
- Bitte teilen Sie die Rechnung auf zwei auf
- Ich zahle am Freitag
- Wie lange dauert es, bis das Geld nach einer Rückgabe auf dem Konto ist?
- Die Hose habe ich gestern zurückgeschickt, nur zur Info
- Meine Retoure ist unterwegs
- Ist meine Retoure schon bei Ihnen?
- Können Sie mir den Stand meiner Bestellung sagen?
- Wo sehe ich, wo mein Paket ist?
- Sonntag bestellt, wann darf ich damit rechnen?
- Nächste Woche liefern reicht völlig
- Kann ich das Paket selbst abholen?
- Bitte hinten klingeln
- Der Laden war schön und man hat mir sehr geholfen
- Die Schwester war so lieb zu meiner Mutter
- Danke für die Geduld mit meinen vielen Fragen
- Ihr Service macht Freude
- Beste Hotline überhaupt
- Ein toller Aufenthalt, ich wollte nur nach dem Rezept der Suppe fragen
- Das Konzert war großartig
- Formulare mag ich sonst nicht, Ihres ging schnell
- Eine schöne Überraschung
- Könnten Sie einmal auf meinen Entwurf schauen?
- Ich brauche Hilfe bei der Wahl einer Matratze
- Welches Laufband schont die Knie?
- Meine Augen werden müde, gibt es einen größeren Bildschirm?
- Ich trage Hörgeräte, passen die Kopfhörer darüber?
- Verkaufen Sie Gehstöcke?
- Ich kaufe für meine Nachbarin ein, darf ich ihre Rabattkarte nutzen?
- Im Mai kommt unser Baby, welcher Kinderwagen passt in ein kleines Auto?
- Ich bin todmüde, lassen Sie uns morgen sprechen
- Ich arbeite als Schuldnerberater und brauche Ihre Broschüre
- Ich bin Polizist, gibt es einen Rabatt?
- Wie stelle ich das Thermostat auf Urlaub?
- Wie exportiere ich meine Kontakte?
- Warum leuchtet das Licht grün?
- Warum muss ich meine Adresse bestätigen?
- Warum kam meine Bestellung in zwei Paketen?
- Was heißt "in Bearbeitung"?
- Wer unterschreibt bei Ihnen den Vertrag?
- Wem melde ich den Umzug?
- Ist Ihr Büro heute Nachmittag besetzt?
- Gibt es Behindertenparkplätze?
- Bitte wecken Sie uns um sieben
- Einen Tisch für vier um acht, bitte
- Könnten Sie das Zimmer vor unserer Ankunft heizen?
- Zwei Karten für Samstag bitte
- Wollte nur mal Hallo sagen
- Ein frohes neues Jahr dem ganzen Team
- Anbei der Beleg für die Garantieanmeldung
- Die Seriennummer ist AB-221
- Richtig schreibt man es Meyer mit e-y
- Bitte nutzen Sie ab jetzt meine Büroadresse
- Bitte den zweiten Nutzer freischalten
- Meine Kollegin braucht Administratorrechte
- Ich würde gern die Beta testen
- Suchen Sie Leute?
- Der Duschkopf ist toll, gibt es ihn in Schwarz?
- Welcher Kindersitz passt auf mein Rad?
- Brauche ich für die Schranke einen Code?
- Der Bote darf es beim Pförtner lassen
- Wie schalte ich den Sensor aus, solange ich streiche?
- Gibt es das Video mit Untertiteln?
- Ist beim Tablet ein Ladegerät dabei?
- Bitte prüfen Sie, ob meine Adresse stimmt
- Bekomme ich einen Beleg?
- Was berechnen Sie für den Versand?
- Kostet Kartenzahlung extra?
- Wann ziehen Sie das Geld ein?
- Meine Bankverbindung hat sich geändert
- Die Summe stimmt, vielen Dank
- Kann ich innerhalb von zwei Wochen absagen?
- Wenn ich im Juni ausziehe, soll die Kaution bitte auf mein neues Konto
- Ich habe das Formular eine Weile gesucht, hier ist es
- Sie haben mir schon oft geholfen, heute nur eine kleine Frage
- Drei Anrufe und drei nette Menschen, danke
- Mit der Antwort hat es Zeit
- Sie haben jetzt alle Unterlagen, melden Sie sich, falls etwas fehlt
- Zum vierten Mal in diesem Jahr bestelle ich bei Ihnen, weil es mir gefällt
- Meine Frau spricht drei Sprachen und würde gern bei Ihnen arbeiten
- Mein Onkel und ich möchten Sie besuchen
- Ich leite ein Heim für Blinde und brauche ein Angebot über zehn Telefone
- Ich lese gerade ein Buch über Trauer, gibt es den zweiten Band?
- Wie ist Ihre Telefonnummer?
- Sind Sie am Wochenende erreichbar?
- Man sagte mir, ich solle das Formular an Sie schicken
- Hier die Nummer des Vorgangs: 55-31
- Wie lang ist die Wartezeit gerade?
- Ich bin in der Leitung, darf ich auch hier fragen?
- Wir möchten unsere Jahresfeier bei Ihnen machen
- Die Bank passt perfekt
- Die Pizza war toll
- Läuft der Film im Original?
- Der Fleck ist raus, danke für den Tipp
- Morgen schreibe ich eine Bewertung, eine gute
- Welche Geschwindigkeit hat der günstigere Tarif?
- Welchen Router brauche ich?
- Was sagen mir die Lämpchen am Router?
- Wo gebe ich den Gutschein ein?
- Kostet vorzeitiges Zurückzahlen etwas?
- Wie hoch sind Säumnisgebühren bei Ihnen grundsätzlich?
- Ich möchte das Fitnessstudio nächstes Jahr beenden
- Ich pflege meinen Garten, welcher Dünger ist gut?
- Meine Nichte ist neu geboren, ich suche ein Geschenk
- Dürfen Minderjährige ein Konto eröffnen?
- Ich lerne Deutsch, bieten Sie Kurse an?
- Da kann ich mich nicht beschweren, alles bestens.
- Bitte schicken Sie mir die Rechnung noch einmal.
- Kann ich auch auf Rechnung bestellen?
- Wie lange habe ich Garantie, falls etwas kaputt geht?
- Der Akku ist gestorben, welcher Ersatz passt?
- Gibt es einen Rabatt für Rentner?
- Wo finde ich die Kundennummer auf der Rechnung?
- Ich möchte meinen Vertrag zum Jahresende kündigen.
- Ich habe mein Passwort verloren.
- Die Fehlermeldung ist weg, alles läuft wieder.
- Wird das Kinderbett auch nach Österreich geliefert?
- Kann ich per Lastschrift zahlen?
- Wann kommt der Techniker?
- Ich bin todmüde, melde mich morgen wieder.
- Wir eröffnen ein zweites Büro, was kostet ein weiterer Anschluss?
- Der Fehler lag bei mir, alles ist da.
- Liefern Sie auch ins Krankenhaus? Ich möchte Blumen schicken.
- Wie lange dauert eine Erstattung normalerweise?
- Bieten Sie Ratenzahlung für neue Handys an?
- Mein Sohn freut sich riesig über das Rad.
- Welche Kündigungsfrist gilt bei mir?
- Ist das Kabel lang genug für zwei Meter?
- Ich warte
- Ich warte gern
- Ich warte auf Ihre Antwort
- Ich warte auf Ihren Anruf am Dienstag, wie abgemacht
- ok, dann Dienstag
- Dann Dienstag
- Montag passt
- Donnerstag um drei geht bei mir
- Sagen wir Mittwoch
- Jeder Tag außer Freitag
- Danke für die rasche Antwort
- Danke für Ihre Antwort
- Danke, jetzt ist es mir klar
- Danke für den Rückruf
- Danke für Ihr Schreiben vom Montag
- Na dann vielen Dank
- Danke fürs Bescheidgeben
- Super, das hilft
- Super, bis dann
- Toll, mache ich
- Prima, danke
- Schöne Nachricht
- Verstanden
- Ach so
- Leuchtet ein
- Von mir aus gern
- Klar
- Natürlich
- Noch nicht
- Nein, eigentlich nicht
- Nein, das war alles
- Nein, sonst nichts
- Nichts weiter, danke
- Niemand sonst, nur ich
- Einen Moment bitte
- Moment, ich suche die Nummer
- Schicke ich gleich
- Erledigt
- Habe ich gemacht
- Ich habe es so gemacht, wie Sie sagten
- Habe ich versucht, es hat geholfen
- Die Frage habe ich im Formular beantwortet
- Bitte rufen Sie mich an
- Bitte rufen Sie mich morgen früh zurück
- Können Sie mich anrufen?
- Kann ich einen Rückruf bekommen?
- Könnte mich jemand wegen des Vertrags anrufen?
- Ich möchte bitte mit jemandem sprechen
- Kann ich mit jemandem über meine Bestellung reden?
- Hallo, ist jemand vom Vertrieb da?
- Hi, bin ich hier richtig mit Fragen zur Rechnung?
- Sind Sie noch da? Hier das Foto
- Bin wieder da, sorry
- Entschuldigung für die späte Antwort, ich war verreist
- Entschuldigung, ich schreibe noch einmal, der Anhang fehlte
- Noch einmal ich, diesmal mit Anhang
- Ich noch mal: die Nummer ist 77-12
- Zweiter Versuch, die erste Datei war zu groß
- Gleiche Adresse wie beim letzten Mal
- Wie letzten Monat bitte
- Zwei bitte
- Den blauen
- Ja, genau den
- Ja, seit 2020
- Ja, ich bin den ganzen Tag zu Hause
- Es geht um meinen Vertrag
- Es geht um das Paket
- Ist für einen Freund
- Ich habe am Montag angerufen und mit Tim gesprochen
- Ich hatte Ihnen am Montag geschrieben, inzwischen hat sich meine Adresse geändert
- Wie geschrieben brauchen wir drei
- Wie versprochen die Unterlagen
- Wie versprochen mein Zählerstand
- Ihrem Kollegen habe ich gesagt, dass ich es schicke
- Ihr Kollege meinte, ich solle hierher schreiben
- Sie baten mich, mich im Mai wieder zu melden
- Der Techniker sagte, ich solle das Gerät anmelden
- Hilfe
- Hilfe!
- Bitte um Hilfe
- Bitte helfen Sie mir
- Ich brauche Hilfe
- Ich brauche Hilfe mit meinem Konto
- Können Sie mir helfen?
- Kann mir jemand helfen?
- Frage
- Eine Frage
- Ich habe eine Frage
- Hallo
- Guten Tag
- Nr. 3
- Nummer 7
- Es ist dunkel.
- Die Lampe steht im Flur.
- Wie geht die Lampe an?
- Haben Sie die Stiefel auch in Größe 38?
- Wie lange haben Sie am Samstag geöffnet?
- Ich schicke die kleinere Jacke zurück, die größere passt wunderbar.
- Kann ich im Laden auch mit Kreditkarte zahlen?
- Ist der Tisch aus Massivholz oder furniert?
- Legen Sie mir bitte den blauen Pullover bis Freitag zurück?
- Wo finde ich das Rücksendeetikett in meinem Konto?
- Eine Tüte brauche ich nicht, danke.
- Wie lange kann ich online gekaufte Ware zurückgeben?
- Gibt es die Tischdecke auch in rund?
- Bitte stornieren Sie die zweite Lampe, eine reicht uns doch.
- Meine Frau liebt den Schal, haben Sie dazu passende Handschuhe?
- Könnten Sie das Geschenk einpacken und die Quittung weglassen?
- Es ist die grüne, Größe L.
- Welche Zahlungsarten bieten Sie an?
- Liefern Sie auch nach Südtirol?
- Das Paket würde ich lieber selbst bei Ihnen abholen.
- Kann mein Mann die Bestellung mit der Nummer mitnehmen?
- Lieferung ist heute angekommen, alles dabei, vielen Dank!
- Gibt es bei Ihnen Rabatt für Studenten?
- Bitte helfen Sie mir bei der Auswahl, Leinen oder Baumwolle?
- Wie wäscht man die Wolldecke am besten?
- Bräuchte noch eine Kopie vom Kassenbon für die Steuer.
- Kostet das Regal im Geschäft genauso viel wie im Onlineshop?
- Woraus ist der Bezug gemacht?
- Wie sind Ihre Rückgabebedingungen bei reduzierter Ware?
- In welchem Tarif ist das Telefonieren in die Schweiz enthalten?
- Hiermit kündige ich meinen Handyvertrag zum Monatsende, da ich ins Ausland gehe.
- Welche Kündigungsfrist gilt beim Vertrag mit 24 Monaten?
- Kann ich meine Rufnummer zu Ihnen mitnehmen?
- Ich hätte gern eine zweite SIM-Karte fürs Tablet.
- Gibt es bei uns in der Mühlgasse 14 schon Glasfaser?
- Ab nächstem Monat möchte ich das größere Datenpaket.
- Wie nehme ich meinen Anschluss beim Umzug im Juni mit?
- Wann endet meine Vertragslaufzeit?
- Schicken Sie mir die Rechnung künftig bitte per E-Mail statt per Post.
- Wo sehe ich in der App, wie viel Datenvolumen noch übrig ist?
- Das Handy meines Kindes soll mit in den Familientarif.
- Gibt es die eSIM auch für Prepaid?
- Passt der Router auch ohne extra Modem?
- Wie richte ich die Mailbox auf dem neuen Handy ein?
- Zählerstand Strom: 38 204, abgelesen am Sonntag.
- Wir ziehen zum 1. März ein und möchten Strom anmelden.
- Was kostet bei Ihnen die Kilowattstunde im Ökotarif?
- Wann wird bei uns in der Straße das nächste Mal abgelesen?
- Wie gebe ich den Gasstand in der App ein?
- Welchen Tarif empfehlen Sie für eine Wallbox?
- Wie lange dauert eine volle Ladung des Heimspeichers?
- Muss ich beim Zählertausch zu Hause sein?
- Kann ich auch vierteljährlich statt monatlich zahlen?
- Welche Unterlagen brauchen Sie von einem neuen Mieter?
- Unsere Nachmieterin Frau Lohr übernimmt den Strom ab Montag.
- Bekomme ich eine Prämie, wenn ich eine Nachbarin werbe?
- Für meine Tochter würde ich gern ein Sparbuch eröffnen.
- Wie hoch sind die Zinsen für ein Jahr Festgeld?
- Kann ich in der Filiale Dollar bestellen?
- Den Kontoauszug vom Mai bitte als PDF.
- Wie stelle ich das Tageslimit der Karte für den Urlaub höher?
- An welcher Stelle ändere ich mein Passwort fürs Onlinebanking?
- Hätten Sie nächste Woche einen Beratungstermin zur Baufinanzierung?
- Enthält die goldene Karte eine Reiseversicherung?
- Bitte richten Sie einen Dauerauftrag über 50 Euro zum Ersten ein.
- Hat die Filiale am Bahnhof mittags offen?
- Wie trage ich meinen Mann als zweiten Kontoinhaber ein?
- Welches Formular brauche ich, um das alte Jugendkonto zu schließen?
- Meine Karte bitte vom 3. bis 17. April für Japan freischalten.
- Neues Auto gekauft, bitte das Kennzeichen im Vertrag ändern.
- Sind Fahrräder in der Hausratversicherung mit drin?
- Für den Vermieter brauche ich eine Versicherungsbestätigung.
- Was würde eine Reiseversicherung für zwei Erwachsene kosten?
- Ich zahle den Beitrag lieber einmal im Jahr, geht das?
- Das Auto habe ich verkauft, wie kündige ich die Police?
- Hier meine neue Bankverbindung für den Beitrag.
- Nach der Hochzeit heiße ich jetzt Kranz, bitte ändern.
- Ab welchem Alter darf mein Sohn mit meinem Auto fahren?
- Wie hoch ist die Selbstbeteiligung im Basistarif?
- Im Anhang der unterschriebene Antrag, um den Sie gebeten hatten.
- Brauche ich für die Türkei die grüne Karte?
- Ist vom 4. bis 6. Oktober noch ein Doppelzimmer frei?
- Ab wann gibt es Frühstück?
- Dürfen wir schon vor zwölf einchecken?
- Hätten Sie ein ruhiges Zimmer zum Garten?
- Stellen Sie uns bitte ein Babybett dazu.
- Wir würden gern eine Nacht verlängern.
- Ist der Parkplatz im Preis enthalten?
- Meine Buchung bitte von Freitag auf Samstag umlegen.
- Dürfen wir unseren Hund mitbringen?
- Wie weit ist es vom Hauptbahnhof zu Ihnen?
- Die Rechnung bitte auf meinen Arbeitgeber ausstellen, Adresse unten.
- Wir kommen erst gegen elf an, ist die Rezeption dann noch besetzt?
- Unsere Pläne haben sich geändert, bitte das Zimmer am 12. stornieren.
- Muss man das Spa vorher reservieren?
- Danke für den schönen Aufenthalt, bis nächstes Jahr!
- Können Sie uns eine Wanderung in der Nähe empfehlen?
- Einen Tisch für vier am Freitag um halb acht, bitte.
- Haben Sie auch vegane Gerichte?
- Dürfen wir eine eigene Geburtstagstorte mitbringen?
- Kann man mit Kinderwagen draußen sitzen?
- Wir sind jetzt sechs statt fünf, passt das?
- Nehmen Sie Karte oder lieber bar?
- Zwei Margherita und einen Salat zum Abholen um sechs.
- Welche Nachspeisen sind ohne Nüsse?
- Bitte den Tisch heute absagen, wir essen bei meiner Mutter.
- Kann ich bei Ihnen einen Gutschein kaufen?
- Schicken Sie mir die Mittagskarte für nächste Woche?
- Das Hinterzimmer bräuchten wir für eine Firmenfeier.
- Den zweiten Burger ohne Zwiebeln, danke.
- Wie scharf ist das rote Curry?
- Wie groß darf das Handgepäck sein?
- Darf der Buggy mit an Bord?
- Einen Koffer möchte ich noch dazubuchen.
- Kann ich den Sitzplatz beim Check-in kostenlos wählen?
- Wie früh sollte ich vor dem Flug nach Lissabon da sein?
- Den Rückflug bitte auf Sonntagabend ändern, die Differenz zahle ich.
- Gibt es vegetarisches Essen auf dem Flug im Juni?
- Sind Powerbanks in der Kabine erlaubt?
- Von welchem Terminal fliegen Sie ab?
- Eine Rechnung fürs Flugticket bräuchte ich für die Reisekosten.
- Fliegen Sie im Winter nach Porto?
- Braucht man im Regionalzug eine Reservierung?
- Darf mein Fahrrad im Zug um 9.14 Uhr mit?
- Was kostet eine Tageskarte für zwei Erwachsene und drei Kinder?
- Reicht das Ticket auf dem Handybildschirm oder muss ich es ausdrucken?
- Von welchem Gleis fährt der Nachtzug?
- Hin erste Klasse, zurück zweite, geht das?
- Gibt es in diesem Zug einen Ruhebereich?
- Bis wann lässt sich das Sparticket umtauschen?
- Gilt die Monatskarte ab dem Ersten oder ab Kauf?
- Brauchen Hunde eine eigene Fahrkarte?
- Sind am Bahnhof Schließfächer?
- Wie viel kostet die Mitgliedschaft ohne Mindestlaufzeit?
- Ich kündige meine Mitgliedschaft im Studio zum Monatsende, ich ziehe nach Kiel.
- Gibt es dienstags Yoga für Anfänger?
- Im August bin ich auf Reisen, kann ich so lange pausieren?
- Muss ich ein Vorhängeschloss mitbringen?
- Darf ich eine Freundin zum Probetraining mitnehmen?
- Wann macht die Sauna sonntags auf?
- Sind im Schwimmkurs für Erwachsene noch Plätze frei?
- Bitte für Spinning am Donnerstag eintragen.
- Von Basis auf Premium wechseln, wie geht das?
- Läuft die neue Version auch unter Linux?
- Wie viele Nutzer sind in der Teamlizenz dabei?
- Lassen sich die Daten nach Excel exportieren?
- Wo ändere ich in der App die Sprache?
- Gibt es für die App einen dunklen Modus?
- Können wir die Testphase um eine Woche verlängern, wir zeigen sie noch der Geschäftsführung?
- Wie lade ich eine Kollegin in mein Konto ein?
- Ab Januar bitte auf jährliche Abrechnung umstellen.
- Mit welchem Update kommt die Kalenderansicht?
- Wir brauchen drei weitere Plätze, bitte ein Angebot.
- Klappt der Login auch über unser Firmenkonto?
- Das Zusatzmodul brauchen wir nicht mehr, bitte zur Verlängerung herausnehmen.
- Danke, Problem gelöst, ich habe den Knopf gefunden.
- Ist die Schulung im Preis dabei?
- Ich hätte gern einen Termin für die normale Vorsorge.
- Kann ich meinen Termin von Montag auf Mittwoch schieben?
- Spricht der Arzt Französisch?
- Was muss ich zum ersten Besuch mitbringen?
- Nehmen Sie noch neue Patienten auf?
- Ist die Praxis zwischen den Jahren offen?
- Wann sollte ich die Reiseimpfung für Kenia machen lassen?
- Kann ich den Anmeldebogen online ausfüllen?
- Vormittags wäre gut, ich fange um zehn mit der Arbeit an.
- Bitte bestätigen Sie mir den Termin am 8. um 9.20 Uhr.
- Es eilt nicht, irgendein Tag im nächsten Monat reicht.
- Führen Sie Sonnencreme für Kinder mit Faktor 50?
- Kann ich online bestellen und heute Abend abholen?
- Haben Sie am Sonntag Notdienst?
- Passt der Bürstenkopf auch auf das ältere Modell?
- Welches Mückenspray empfehlen Sie für Finnland?
- Die Handcreme ohne Parfüm bitte für mich bestellen.
- Wann beginnt das neue Schuljahr?
- Welchen Taschenrechner brauchen die Kinder in Klasse 8?
- Darf mein Kind nach den Ferien in die Schach-AG?
- Wo gibt es das Formular für die Mensakarte?
- Meine Tochter fehlt am Freitag, wir sind auf einer Hochzeit.
- Was sollen die Kinder zum Ausflug mitbringen?
- Bieten Sie abends Italienischkurse an?
- A2 habe ich bestanden, darf ich in die B1-Gruppe?
- Bekommt man am Ende ein Zertifikat?
- Fährt ein Schulbus ab Oberdorf?
- Könnten Sie nächste Woche die Fenster ausmessen?
- Bitte ein Angebot für das Streichen von zwei Zimmern.
- Wann könnten Sie mit dem Bad anfangen?
- Verlegen Sie auch Parkett?
- Was kostet ungefähr eine neue Haustür?
- Dienstag um acht passt, mein Mann ist da.
- Die jährliche Wartung der Heizung wie immer im September, bitte.
- Sie können in der Einfahrt parken.
- Ich nehme Ihr Angebot an, legen Sie gerne los.
- Eignet sich die Farbe auch für außen?
- Arbeiten Sie auch samstags?
- Ist die Zweizimmerwohnung in der Parkstraße noch zu haben?
- Wann könnten wir die Wohnung anschauen?
- Sind Haustiere im Haus erlaubt?
- Einen zweiten Kellerschlüssel hätte ich gern.
- Ab August würde ich gern einen Stellplatz mieten.
- Dürfen wir das Wohnzimmer gelb streichen?
- Ich kündige die Garage zum Jahresende.
- Könnten Sie meinen neuen Namen an die Klingel machen?
- Wann wird der Sperrmüll abgeholt?
- Fürs Einwohneramt brauche ich die Wohnungsgeberbestätigung.
- Die Übergabe am 28. vormittags wäre uns recht.
- Ist das die Miete mit oder ohne Heizung?
- Haben Sie am Wochenende einen Kombi?
- Kann ich den Wagen in einer anderen Stadt abgeben?
- Wie alt muss der Fahrer für einen Transporter sein?
- Meine Frau soll als zweite Fahrerin eingetragen werden.
- Ist ein Kindersitz dabei?
- Darf ich mit dem Wagen nach Kroatien?
- Wo gebe ich außerhalb der Öffnungszeiten den Schlüssel ab?
- Wie weit kommt das Elektroauto mit einer Ladung?
- Abholung bitte erst um 15 Uhr.
- Hat das Museum am Pfingstmontag auf?
- Gibt es Führungen auf Niederländisch?
- Was zahlt man für die Familienkarte?
- Darf ich ohne Blitz fotografieren?
- Bis wann läuft die Bauhaus-Ausstellung?
- Wir sind eine Schulklasse mit 24 Kindern und hätten gern am 10. Mai eine Führung.
- Kann man große Rucksäcke irgendwo lassen?
- Verkaufen Sie den Katalog auch online?
- Bitte meine drei Bücher bis Monatsende verlängern.
- Haben Sie den Krimi auch als Großdruckausgabe?
- Wie viele Filme darf ich auf einmal ausleihen?
- Gibt es bei Ihnen einen ruhigen Raum zum Lernen?
- Kann ich Bücher auch zurückgeben, wenn geschlossen ist?
- Das neue Kochbuch bitte für mich vormerken.
- Ist mittwochs Vorlesestunde?
- Wie leihe ich mit meinem Konto E-Books aus?
- Ich würde gern in den Tennisverein eintreten, gibt es Schnupperstunden?
- Wann ist dieses Jahr die Mitgliederversammlung?
- Den Aufnahmeantrag für Familien bitte per Mail.
- Ist das Bootshaus am 14. Juli für eine Feier frei?
- Ab der nächsten Saison bin ich lieber passives Mitglied.
- Wo bekomme ich das Vereinstrikot?
- Training ist jetzt montags, richtig?
- Wie hoch ist der Jahresbeitrag für Rentner?
- Monatlich 30 Euro spenden, wie richte ich das ein?
- Die Spendenbescheinigung fürs letzte Jahr hätte ich gern.
- Nehmen Sie auch gut erhaltenes Spielzeug?
- Samstags würde ich gern ehrenamtlich bei Ihnen im Laden helfen.
- Wie kann unsere Schule beim Spendenlauf mitmachen?
- Das Heft brauche ich nicht mehr gedruckt, E-Mail genügt.
- Holen Sie Möbel ab oder sollen wir sie bringen?
- Was kostet ein Paket mit 5 kg nach Österreich?
- Der Kurier darf gern beim Nachbarn klingeln, wenn ich weg bin.
- Bitte ins Büro liefern, der Fahrer kann hinten reinfahren.
- Lieferung bitte erst am Freitag.
- Wo ist der nächste Paketshop?
- Wie groß darf ein Paket für das Schließfach sein?
- Lieferanschrift ist das Krankenhaus St. Anna, Wareneingang B, Abteilung Einkauf.
- Schicken Sie die Sendungsnummer per SMS?
- Kann der Fahrer für zwei Paletten eine Hebebühne mitbringen?
- Dienstag bin ich den ganzen Tag da, jede Uhrzeit passt.
- Das Paket gern bei Frau Dohm im Erdgeschoss abgeben.
- Welches Zollformular brauche ich für die Schweiz?
- Bitte um Angebot über 500 Stück Lager 6204, Lieferung KW 32.
- Welche Lieferzeit hat die Ausführung in Edelstahl?
- Schicken Sie uns bitte das Datenblatt zum 12-mm-Ventil?
- Zu diesem Auftrag brauchen wir ein Ursprungszeugnis.
- Ist die Dichtung aus EPDM oder NBR?
- Anbei unsere Bestellung über 40 Filterpatronen.
- Wie hoch ist die Mindestmenge beim Winkel?
- Gibt es ab 1000 Stück einen Staffelpreis?
- Rechnungen ab Juli bitte an unsere neue Buchhaltungsadresse.
- Lässt sich Teil 88-210 durch 88-212 ersetzen?
- Liefertermin 14. Juni bestätigen wir hiermit.
- Könnten Sie den Auftrag auf zwei Lieferungen aufteilen?
- Welche Zahlungsziele gelten für Neukunden?
- Wer ist im Vertrieb jetzt unser Ansprechpartner für den Norden?
- Drei Muster der Kabeltypen wären hilfreich.
- Wie melde ich einen Zweitwohnsitz an?
- Ich brauche einen Termin für einen neuen Reisepass.
- Welche Papiere braucht man für den Bewohnerparkausweis?
- Wann hat der Wertstoffhof auf?
- Wo melde ich meinen Hund an?
- Eine größere Papiertonne hätten wir gern.
- Wie lange dauert es mit der Geburtsurkunde?
- Muss ich zum Ummelden persönlich kommen?
- Am 20. Juni möchten wir ein Straßenfest machen, wen fragen wir?
- Kann ich den Ausweis am Schalter mit Karte bezahlen?
- Umgezogen zum 1. April, neue Anschrift: Obstweg 5.
- Welches Amt ist für die Gewerbeanmeldung zuständig?
- Geht in die runde Fassung auch eine Gleitsichtbrille?
- Wäre am Samstagvormittag ein Sehtest möglich?
- Meine Monatslinsen bitte nachbestellen, Stärke wie letztes Mal.
- Sind die Fassungen aus Titan?
- Kann man Brillen ohne Termin anprobieren?
- Laut SMS ist meine Brille fertig, ich komme mittags vorbei.
- Welche Rosen blühen im Halbschatten?
- Liefern Sie Komposterde in großen Säcken?
- Wann kommen die Erdbeerpflanzen rein?
- Wie oft gießt man einen Feigenbaum?
- Passt der Akku vom Rasenmäher auch in die Heckenschere?
- Helfen Sie mir bitte, eine Hecke zu finden, die schnell wächst.
- Haben Sie Bambusstäbe mit zwei Metern?
- Gibt es für die Nachmittagsvorstellung noch Karten?
- Wie lange dauert das Stück, und gibt es eine Pause?
- Kann ich meine Karten gegen einen anderen Abend tauschen?
- Ab welchem Alter ist das Puppentheater?
- Unser Abo bitte verlängern, gleiche Plätze wie bisher.
- Was zieht man zur Premiere an?
- Zwei Karten an der Abendkasse auf den Namen Marsch, bitte.
- Schneiden Sie auch ohne Termin?
- Farbe und Schnitt am 21., geht das?
- Was kostet bei Ihnen Bart trimmen?
- Mein Auto muss zur Inspektion, wann hätten Sie Zeit?
- Könnten Sie nächsten Freitag die Winterreifen aufziehen?
- Bekomme ich während der Inspektion einen Leihwagen?
- Die Sommerreifen bitte wieder bei Ihnen einlagern.
- Eine Torte für zwanzig Personen, gern mit Schokolade.
- Haben Sie montags Roggenbrot?
- Zwölf Brötchen für Sonntag früh zurücklegen, bitte.
- Der Welpenkurs im Mai, ist da noch ein Platz frei?
- Was nehmen Sie für eine Woche Hundepension?
- Die Wochenendausgabe würde ich gern abonnieren.
- Vom 1. bis 14. August bitte keine Zeitung, wir sind im Urlaub.
- Wo gebe ich den Gutscheincode ein?
- Code in der Mail gefunden, alles gut.
- Super, danke für die schnelle Antwort!
- Kein Problem, lassen Sie sich Zeit.
- Prima, das hilft mir sehr.
- Guten Morgen, ich hoffe, Sie hatten ein schönes Wochenende.
- Ja, Donnerstag passt mir gut.
- Nein, bestellt habe ich noch nicht, ich wollte nur fragen.
- Die Auftragsnummer lautet 7741-B.
- Die zweite Möglichkeit bitte.
- Ab vier bin ich zu erreichen.
- Das war meine alte Anschrift, im Konto steht schon die neue.
- Ein gutes neues Jahr dem ganzen Team!
- Meine Mutter ist seit dreißig Jahren Kundin und hat Sie empfohlen.
- Bin im Ruhestand, also sind Vormittage unter der Woche am besten.
- Bei Ihnen habe ich noch nie bestellt, wie läuft das?
- Auf den Schlussverkauf habe ich gewartet, jetzt nehme ich das Sofa.
- Über die Farbe denke ich noch nach, morgen sage ich Bescheid.
- Am Montag ist niemand zu Hause, kommen Sie bitte am Dienstag.
- Ein Kollege hat mir gesagt, dass Sie auch gravieren, stimmt das?
- Heute früh hatte ich wegen des Prospekts angerufen, hier meine Adresse.
- Wie am Telefon besprochen, anbei das ausgefüllte Formular.
- Den Newsletter hätte ich gern wieder.
- Wir freuen uns auf den Abend, danke für die Bestätigung.
- Ich bewerbe mich als Verkäuferin, mein Lebenslauf liegt bei.
- Bieten Sie im Sommer Praktika an?
- Gibt es nächstes Jahr einen Ausbildungsplatz?
- Wollte nur sagen, der neue Laden sieht toll aus.
- Wie lange hält die Kamera mit einer Ladung?
- Welches der beiden Tablets hat den größeren Bildschirm?
- Warten macht mir nichts, mit dem Regal habe ich keine Eile.
- Rechnung wie immer zum Monatsende, bitte.
- Das war schon alles, danke Ihnen.
- Rief an und fragte nach den Öffnungszeiten am Feiertag.
- Kundin hat angerufen, möchte den Sommerkatalog per Post.
- Hat angerufen und fragt, ob der Hotelbus auch sonntags fährt.
- Frau Brenk möchte ihre Adresse ändern, neue Anschrift Kapellenweg 3.
- Herr Tamm war da und hat die bestellten Vorhänge abgeholt.
- Kam vorbei und wollte wissen, ob wir Poster rahmen.
- Bittet um eine Kopie der Märzrechnung für den Steuerberater.
- Braucht für ihren Sohn einen zweiten Mitgliedsausweis.
- Wünscht Rückruf nach 16 Uhr zur Winterkarte.
- Erkundigt sich nach Gruppenpreisen für 22 Schüler.
- Mit Herrn Ulk gesprochen, Montage am Donnerstag ist ihm recht.
- Hinterließ auf dem Anrufbeantworter, dass sie zwei weitere Karten für Samstag möchte.
- Kunde fragt, ob es das Sofa auch in Leder gibt.
- Meldet sich telefonisch, holt die Teile um zwölf.
- Will seine Frau ins Konto eintragen lassen, Formular verschickt.
- Rief noch einmal an und gab die fehlende Hausnummer 14a durch.
- Kundin am Schalter, Vertrag unterschrieben, Kopie mitgegeben.
- Gast bat um späteres Auschecken, 13 Uhr vereinbart.
- Mieterin möchte den Flur streichen, Weiß oder Creme ist in Ordnung.
- Patient rief wegen der jährlichen Vorsorge an, Termin am 17. angeboten.
- Mitglied pausiert im Juli, bis 1. August vermerkt.
- Einkäufer der Mühle fragt 300 Schlauchschellen an, Angebot folgt.
- Anruferin wollte wissen, was man zur Gala trägt.
- War mit der Tochter im Laden, nimmt den roten Schulranzen.
- Möchte das zweite Paar zurückschicken, Etikett gemailt.
- Fragte nach Zahlungsarten, Karte und Überweisung erklärt.
- Herr Ocker fragt, ob der Saal am 9. November frei ist.
- Gab am Telefon den Zählerstand 20 117 durch.
- Ließ sich den Preis der Familienkarte sagen, überlegt noch.
- Rückruf wie vereinbart, Besichtigung um fünf zugesagt.
- Hat den Antrag für den Schrebergarten abgegeben.
- Brachte drei Säcke Kleidung, hätte gern eine Spendenquittung.
- Sucht für den Lesekreis die Großdruckausgabe, eine vorgemerkt.
- Kunde bestätigt am Telefon, der Fahrer darf das Paket auf die Veranda stellen.
- Wollte wissen, wie man sich in der neuen App anmeldet, gezeigt, Problem gelöst.
- Kündigt das Zeitungsabo zum Monatsende, zieht nach Spanien.
- Anrufer ist Rentner, hat lieber vormittags Zeit, Mittwoch neun Uhr eingetragen.
- Rechnung soll auf die Schule ausgestellt werden, so die Kundin.
- Bedankte sich für die schnelle Lieferung und bestellte das Gleiche noch einmal.
- Nachricht auf Band, nicht eilig, hätte gern ein Angebot für eine Pergola.
- War am Empfang wegen des neuen Reisepasses, Formular mitgenommen.
- Ehemann der Kundin kommt morgen und holt die Brille ab.
- Bestellte telefonisch für Freitag, viermal Lachs, zweimal Kalb.
- Schrieb uns, ob Hunde in der Ferienwohnung erlaubt sind.
- Hat sich die Musterküche angesehen, bittet um einen Aufmaßtermin.
- Fragte nach der Kündigungsfrist, drei Monate zum Quartal genannt.
- Schaute kurz rein, ob wir Scheren schleifen.
- Kunde nimmt die graue, Auftrag angepasst.
- Frau Ruhl erbittet Muster in Eiche und Esche.
- Interessent will ein Angebot für Büroreinigung, zweimal pro Woche.
- Möchte auf die Warteliste für den Töpferkurs.
- Tisch für acht reserviert, ein Kindersitz, zahlt mit Kreditkarte.
- Rief von der Arbeit aus an, bitte nach 18 Uhr mobil zurückrufen.
- Hat mehrere Fassungen probiert, kommt mit seiner Frau wieder.
- Wollte hören, wann die Erdbeerpflanzen da sind, Mitte April gesagt.
- Fragt nach dem Code fürs Gäste-WLAN, Kärtchen gegeben.
- Nach der Messe angerufen, wünscht nächste Woche eine Vorführung.
- Telefonat mit Frau Imhoff, sie nimmt den Kurs am Dienstag.
- Hat am Schalter gefragt, ob der Ausweis auch für Enkel gilt.
- Sprach vor wegen einer Hundemarke, Gebühr bar bezahlt.
- Gibt es das Ladekabel auch zwei Meter lang?
- Wie stelle ich die Schrift auf dem E-Reader größer?
- Hat der Laden an Heiligabend noch bis mittags auf?
- Wie verknüpfe ich die App mit einem zweiten Benutzerkonto?
- Bitte schicken Sie das Ersatzteil an meine Arbeitsstelle statt nach Hause.
- Mein Kind kommt im Herbst in die Schule, wann ist die Anmeldung?
- Dringend ist es nicht, aber ein Angebot bis Monatsende wäre schön.
- Kann ich den Kurs mit meiner Tochter zusammen besuchen?
- Großartig, dann bleibt es beim Termin am Montag.
- Stimmt so, der Rest war als Trinkgeld gedacht.
- Wie verfolge ich meine Sendung in der App?
- Ziehen im Mai um und brauchen zwanzig Umzugskartons.
- Den Rechnungsbetrag überweise ich heute, welche Nummer soll ich angeben?
- Ohne Milch und mit extra Honig, bitte.
- Kann meine Schwester mit meiner Kundenkarte einkaufen?
- Wie ändere ich in der App den Benutzernamen?
- Gern wieder denselben Techniker wie letztes Jahr, wenn er Zeit hat.
- Würden Sie mir sagen, wie lange die Widerrufsfrist ist?
- Haben Sie den Roman auch als Hörbuch?
- Für den Kindergeburtstag bräuchten wir am Samstag zwei Bahnen zum Bowlen.
c Ich habe letzte Woche bestellt und seitdem nichts gehört
c Wir haben vor zehn Tagen geschrieben und seither keine Nachricht bekommen
- Ich habe letzte Woche bestellt, wann kommt es an?
- Ich habe vom Paket noch nichts gehört, ist es unterwegs?
`;
