// What messages of each sensitive kind sound like, and what ordinary ones do: for the part of the detection that
// generalises beyond the phrases. Written for Rapport, English and German.
import type { Topic } from '../topics/topic.ts';

const of = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => line.trim());

/** The class of ordinary messages. */
export const ORDINARY = 'ordinary';

export const sensitiveExamples: readonly Topic[] = [
  {
    id: 'complaint',
    name: 'complaint dissatisfaction beschwerde unzufriedenheit',
    examples: of(`
      I am not happy with how this was handled
      Very poor communication from your team
      Your colleague was impolite and impatient with me
      I feel ignored, nobody takes my concern seriously
      I was promised an answer and heard nothing
      This has dragged on for weeks and I am losing patience
      Every department sends me to another department
      I had to explain the whole story again and again
      What a waste of my time
      Your hotline never picks up
      I only receive automatic answers and no help
      After so many years as a customer I expected more
      I am shocked by the quality of your support
      The advice I got in the shop was wrong
      I will tell everyone to avoid your company
      I want a written apology from the management
      Your service has become worse and worse
      It makes me furious that nobody is responsible
      I am dissatisfied with the repair and with the workmanship
      That is no way to treat people
      The salesman misled me
      This was the last time I ordered here
      I am switching to another provider because of you
      I have complained about this before
      Your employee refused to help and laughed
      Waiting on hold for almost an hour is unacceptable
      It annoys me that the new app is so bad
      I find it outrageous and disrespectful
      You blamed me for your own mistake
      There is no phone number anywhere and the chatbot understands nothing
      One agent says yes, the next one says no, nobody knows anything
      You changed the terms without telling me
      I took a day off work for nothing
      Loyal customers are worse off than new ones, that is unfair
      The tone of your letter is arrogant and offensive
      I was treated like a criminal
      The premises were dirty and the staff were chatting instead of working
      I am tired of chasing you for an answer
      My request was simply closed without a solution
      Nobody apologised
      I will leave a one star review and contact the regulator
      Hopeless, every time it is the same story with you
      I regret choosing your company
      You do not keep your word
      I used to be a fan, now I am just disappointed
      It takes ages until somebody reacts
      The quality has gone downhill
      Your answer has nothing to do with my question
      I am being passed from pillar to post
      Such incompetence, did nobody read what I wrote
      Ich bin unzufrieden damit, wie das bearbeitet wurde
      Sie geben mir die Schuld für Ihren eigenen Fehler
      Nirgends steht eine Telefonnummer und der Chatbot versteht nichts
      Der eine sagt ja, der andere sagt nein, niemand weiß etwas
      Sie haben die Bedingungen geändert, ohne mir etwas zu sagen
      Ich habe mir umsonst einen Tag freigenommen
      Treue Kunden stehen schlechter da als neue, das ist unfair
      Der Ton Ihres Schreibens ist überheblich
      Ich wurde wie ein Verbrecher behandelt
      Das Personal hat sich unterhalten, statt zu arbeiten
      Ich bin es leid, Ihnen wegen einer Antwort hinterherzulaufen
      Meine Anfrage wurde einfach ohne Lösung geschlossen
      Niemand hat sich entschuldigt
      Ich hinterlasse eine schlechte Bewertung und wende mich an die Aufsicht
      Hoffnungslos, bei Ihnen ist es jedes Mal dasselbe
      Ich bereue, mich für Sie entschieden zu haben
      Sie halten Ihr Wort nicht
      Ich war immer begeistert, jetzt bin ich nur noch enttäuscht
      Es dauert ewig, bis jemand reagiert
      Die Qualität hat stark nachgelassen
      Ihre Antwort hat mit meiner Frage nichts zu tun
      Ich werde von einem zum anderen geschickt
      So viel Unfähigkeit, hat denn niemand gelesen, was ich schrieb
      Sehr schlechte Kommunikation von Ihrem Team
      Ihr Kollege war unhöflich und ungeduldig
      Ich fühle mich nicht ernst genommen
      Mir wurde eine Antwort versprochen und es kam nichts
      Das zieht sich seit Wochen und ich verliere die Geduld
      Eine Abteilung schickt mich zur nächsten
      Ich musste alles immer wieder neu erklären
      Reine Zeitverschwendung
      Bei der Hotline geht niemand ans Telefon
      Ich bekomme nur automatische Antworten und keine Hilfe
      Nach so vielen Jahren als Kundin habe ich mehr erwartet
      Ich bin entsetzt über die Qualität Ihrer Betreuung
      Die Beratung im Laden war falsch
      Ich werde allen von Ihrer Firma abraten
      Ich verlange eine schriftliche Entschuldigung der Geschäftsleitung
      Ihr Service wird immer schlechter
      Es macht mich wütend, dass niemand zuständig ist
      Mit der Arbeit des Handwerkers bin ich überhaupt nicht einverstanden
      So behandelt man keine Kunden
      Der Verkäufer hat mich getäuscht
      Das war meine letzte Bestellung bei Ihnen
      Ich wechsle wegen Ihnen den Anbieter
      Ich habe mich deswegen schon einmal beschwert
      Ihre Mitarbeiterin hat sich geweigert, mir zu helfen
      Fast eine Stunde in der Warteschleife, das geht nicht
      Mich ärgert, dass die neue App so schlecht ist
      Das finde ich respektlos und empörend`),
  },
  {
    id: 'billing_dispute',
    name: 'billing dispute wrong charge rechnung widerspruch abbuchung',
    examples: of(`
      You withdrew the same amount two times
      The final bill is higher than the price I agreed to
      Please refund the amount you took by mistake
      I do not owe you this money
      The invoice contains things I did not order
      My contract has ended and you keep debiting me
      The promised credit is missing on my bill
      I was charged a fee that nobody mentioned
      I never authorised this payment
      You billed me for a month in which I was no customer
      The refund has not reached my bank account
      My voucher was not taken off the total
      I was asked to pay late fees although I paid on time
      Your price went up without notice
      I sent the goods back and the credit is still outstanding
      There is an unknown payment to your company on my card
      The meter reading on the bill cannot be right
      I am contesting the invoice
      Please reverse the debit
      The offer was cheaper than what you invoiced
      You charged the annual plan instead of the monthly one
      Two payments for one order
      The deposit was never paid back
      Sie haben denselben Betrag zweimal eingezogen
      Die Endabrechnung ist höher als der vereinbarte Preis
      Bitte erstatten Sie den versehentlich abgebuchten Betrag
      Ich schulde Ihnen dieses Geld nicht
      Die Rechnung enthält Posten, die ich nicht bestellt habe
      Der Vertrag ist beendet und Sie ziehen weiter Geld ein
      Die versprochene Gutschrift fehlt auf meiner Rechnung
      Mir wurde eine Gebühr berechnet, die niemand erwähnt hat
      Diese Zahlung habe ich nie freigegeben
      Sie haben mir einen Monat berechnet, in dem ich kein Kunde war
      Die Rückzahlung ist nicht auf meinem Bankkonto eingegangen
      Der Gutschein wurde nicht von der Summe abgezogen
      Ich soll Verzugsgebühren zahlen, obwohl ich pünktlich überwiesen habe
      Der Preis wurde ohne Ankündigung erhöht
      Die Ware ist zurück, aber das Geld steht noch aus
      Auf meiner Karte ist eine unbekannte Zahlung an Ihre Firma
      Der Zählerstand auf der Abrechnung kann nicht stimmen
      Ich bestreite die Forderung
      Bitte machen Sie die Abbuchung rückgängig
      Im Angebot war es billiger als auf der Rechnung
      Sie haben das Jahresabo statt des Monatsabos berechnet
      Zwei Zahlungen für eine Bestellung
      Die Kaution wurde nie ausgezahlt`),
  },
  {
    id: 'service_failure',
    name: 'service failure fault defect störung defekt ausfall',
    examples: of(`
      The dryer makes a grinding noise and stops
      Emails do not come through any more
      The technician was booked for nine and nobody came
      The box was empty when I opened it
      The order is incomplete, two items are missing
      Your system does not respond
      The door of the fridge does not close
      Payments fail at the checkout page
      The button does nothing
      The lamp went dark after one day
      We have been without power since midnight
      The line is dead
      The heater leaks water
      The alarm goes off for no reason
      The download stops halfway
      The installation failed and now nothing runs
      The delivered table has a crack
      The key does not fit the lock
      The picture is frozen and the sound is gone
      The pump does not start any more
      You delivered the wrong colour
      The appointment was missed by your installer
      The data in my account has disappeared
      The parcel was opened and the contents were gone
      The oven gets hot on one side only
      My watch loses ten minutes a day
      The speaker crackles and cuts out
      Calls drop after a few seconds
      Nobody can reach us, callers hear nothing
      The charger overheats and smells
      The scanner does not pull in the paper
      The camera records black videos
      The lock cannot be opened with the app
      The thermostat ignores what I set
      The export contains empty columns
      Search finds nothing although the entries are there
      After login I land on the login page again
      The courier gave it to a stranger
      The package was left at the wrong address
      Parts are missing from the kit
      I received a different model than I ordered
      The food was spoiled on arrival
      The wheel came off on the first ride
      The screen flickers and then turns black
      The machine beeps and shuts down
      The seam tore after one day
      Notifications do not reach my phone any more
      The reports show figures of another company
      Der Trockner macht Geräusche und bleibt stehen
      Der Ofen wird nur auf einer Seite warm
      Meine Uhr geht jeden Tag zehn Minuten nach
      Der Lautsprecher knackt und setzt aus
      Gespräche brechen nach ein paar Sekunden ab
      Niemand kann uns anrufen, man hört nichts
      Das Ladegerät wird zu warm und riecht
      Der Scanner zieht das Papier nicht ein
      Die Kamera nimmt nur schwarze Videos auf
      Das Schloss lässt sich mit der App nicht öffnen
      Das Thermostat reagiert nicht auf meine Einstellung
      Der Export enthält leere Spalten
      Die Suche findet nichts, obwohl die Einträge da sind
      Nach dem Anmelden lande ich wieder auf der Anmeldeseite
      Der Kurier hat es einem Fremden gegeben
      Das Paket wurde an der falschen Adresse abgestellt
      Im Bausatz fehlen Teile
      Ich habe ein anderes Modell bekommen als bestellt
      Das Essen war bei Ankunft verdorben
      Bei der ersten Fahrt ist das Rad abgefallen
      Der Bildschirm flackert und wird dann schwarz
      Die Maschine piept und geht aus
      Die Naht ist nach einem Tag gerissen
      Benachrichtigungen kommen auf meinem Handy nicht mehr an
      Die Berichte zeigen Zahlen einer anderen Firma
      E-Mails kommen nicht mehr an
      Der Handwerker war für neun bestellt und keiner ist gekommen
      Der Karton war beim Öffnen leer
      Die Bestellung ist unvollständig, zwei Artikel fehlen
      Ihr System antwortet nicht
      Die Tür vom Kühlschrank schließt nicht
      Zahlungen scheitern an der Kasse
      Der Knopf macht nichts
      Die Lampe ist nach einem Tag ausgegangen
      Wir sind seit Mitternacht ohne Strom
      Die Leitung ist tot
      Aus der Heizung läuft Wasser
      Der Melder schlägt ohne Grund an
      Der Download bricht auf halber Strecke ab
      Die Installation ist gescheitert und jetzt läuft nichts
      Der gelieferte Tisch hat einen Riss
      Der Schlüssel passt nicht ins Schloss
      Das Bild ist eingefroren und der Ton ist weg
      Die Pumpe springt nicht mehr an
      Sie haben die falsche Farbe geliefert
      Ihr Monteur hat den Termin nicht eingehalten
      Die Daten in meinem Konto sind verschwunden
      Das Paket war offen und der Inhalt fehlte`),
  },
  {
    id: 'vulnerable',
    name: 'vulnerable customer illness bereavement debt krankheit trauer schulden',
    examples: of(`
      My wife is dying and I cannot deal with this now
      Since my husband's death I am alone with everything
      I have been diagnosed with a serious illness
      I am recovering from an operation and cannot leave the bed
      I lost my income and cannot pay the instalments
      We can hardly buy food at the moment
      I owe money everywhere and do not know how to go on
      My son is autistic and changes frighten him
      My mother does not remember signing the contract
      I am looking after my sick father and have no time or strength
      I cannot see well enough to read your letters
      I am hard of hearing, please write instead of calling
      I do not understand the forms, I cannot read very well
      I am old and alone and nobody helps me with the computer
      My former partner threatens me and must not get my number
      We had to leave our house after the fire
      I am afraid all the time and cannot sleep
      I see no hope and do not want to be here any longer
      A stranger talked me into a transfer, I think I was cheated
      I am in treatment for addiction and need to limit my spending
      I am pregnant and without heating
      My child is seriously ill in hospital
      I live on a small pension and cannot manage the increase
      After the accident I am in a wheelchair
      My flat was flooded and I have lost everything
      I have difficulties learning and need things explained simply
      I am in a crisis and everything overwhelms me
      I came to this country last month and do not speak the language well
      My brother took his own life
      I need electricity for my breathing machine
      I am getting divorced and have no access to our account
      My hours were reduced and the rent takes everything
      Meine Frau liegt im Sterben, ich kann mich jetzt nicht darum kümmern
      Seit dem Tod meines Mannes bin ich mit allem allein
      Bei mir wurde eine schwere Krankheit festgestellt
      Ich erhole mich von einer Operation und kann nicht aufstehen
      Ich habe mein Einkommen verloren und kann die Raten nicht bezahlen
      Wir können uns kaum noch Essen kaufen
      Ich habe überall Schulden und weiß nicht, wie es weitergehen soll
      Mein Sohn ist Autist und Veränderungen machen ihm Angst
      Meine Mutter erinnert sich nicht, dass sie den Vertrag unterschrieben hat
      Ich pflege meinen kranken Vater und habe keine Zeit und keine Kraft
      Ich sehe nicht gut genug, um Ihre Briefe zu lesen
      Ich höre schlecht, bitte schreiben Sie statt anzurufen
      Ich verstehe die Formulare nicht, ich kann nicht gut lesen
      Ich bin alt und allein und niemand hilft mir am Computer
      Mein früherer Partner bedroht mich und darf meine Nummer nicht bekommen
      Nach dem Brand mussten wir unser Haus verlassen
      Ich habe ständig Angst und kann nicht schlafen
      Ich habe keine Hoffnung mehr und möchte nicht mehr da sein
      Ein Fremder hat mich zu einer Überweisung überredet, ich glaube, ich wurde betrogen
      Ich bin wegen einer Sucht in Behandlung und muss meine Ausgaben begrenzen
      Ich bin schwanger und ohne Heizung
      Mein Kind liegt schwer krank im Krankenhaus
      Ich lebe von einer kleinen Rente und schaffe die Erhöhung nicht
      Nach dem Unfall sitze ich im Rollstuhl
      Meine Wohnung stand unter Wasser, ich habe alles verloren
      Mir fällt das Lernen schwer, bitte erklären Sie es einfach
      Ich stecke in einer Krise und alles überfordert mich
      Ich bin erst seit einem Monat im Land und spreche die Sprache nicht gut
      Mein Bruder hat sich das Leben genommen
      Ich brauche Strom für mein Atemgerät
      Ich lasse mich scheiden und habe keinen Zugang zu unserem Konto
      Meine Stunden wurden gekürzt und die Miete frisst alles auf`),
  },
  {
    id: ORDINARY,
    name: 'question order information frage bestellung auskunft',
    examples: of(`
      Which colours are available and what does it cost
      How do I change my delivery address
      Please send me a copy of the invoice
      I would like to book an appointment
      When does the shop open on Saturday
      I want to upgrade my plan
      Can I add a second user to the account
      Is there a warranty and where do I register it
      How do I reset my password
      I want to cancel my subscription at the end of the year
      Does the cable work with my laptop
      Do you ship abroad
      Where can I find my customer number
      How long does a refund usually take
      Please update my phone number
      I would like to order spare parts
      Can we pay by invoice as a company
      We are moving, how do we transfer the contract
      Thank you, everything works perfectly
      Great product, do you also sell accessories
      I am on holiday next week, please deliver later
      How many points do I have
      How do I set up a direct debit
      Please send two catalogues to our office
      My delivery was fast, I would like to order again
      Does the contract renew automatically
      Which documents do I need to sign up
      Could someone from sales call us about an offer
      What is included in the premium plan
      Can I book the training for my team online
      How do I connect the speaker with my phone
      Is there a manual for the camera in English
      What time does the course begin
      Can I donate to the charity you support
      When does the technician come
      Who is my contact person
      What are the dimensions and the weight
      I would like to work for you, do you have vacancies
      Where is my parcel, here is the tracking number
      I want to return the shoes, they are too small
      Is it possible to pay in instalments
      My son loves the toy, is there another one like it
      The assembly was easy, thank you for the quick delivery
      Welche Farben gibt es und was kostet das
      Wie ändere ich meine Lieferadresse
      Bitte schicken Sie mir eine Kopie der Rechnung
      Ich möchte gern einen Termin vereinbaren
      Wann öffnet das Geschäft am Samstag
      Ich möchte meinen Tarif wechseln
      Kann ich einen zweiten Benutzer anlegen
      Gibt es eine Garantie und wo melde ich sie an
      Wie setze ich mein Passwort zurück
      Ich möchte mein Abo zum Jahresende kündigen
      Passt das Kabel zu meinem Laptop
      Liefern Sie ins Ausland
      Wo finde ich meine Kundennummer
      Wie lange dauert eine Erstattung normalerweise
      Bitte aktualisieren Sie meine Telefonnummer
      Ich möchte Ersatzteile bestellen
      Können wir als Firma auf Rechnung zahlen
      Wir ziehen um, wie nehmen wir den Vertrag mit
      Danke, alles funktioniert bestens
      Tolles Produkt, gibt es auch Zubehör
      Ich bin nächste Woche im Urlaub, bitte später liefern
      Wie viele Punkte habe ich
      Wie richte ich eine Lastschrift ein
      Bitte schicken Sie zwei Kataloge in unser Büro
      Die Lieferung war schnell, ich möchte wieder bestellen
      Verlängert sich der Vertrag automatisch
      Welche Dokumente brauche ich für die Anmeldung
      Könnte uns jemand aus dem Vertrieb wegen eines Angebots anrufen
      Was ist im Premiumtarif enthalten
      Kann ich die Schulung für mein Team online buchen
      Wie verbinde ich den Lautsprecher mit meinem Handy
      Gibt es für die Kamera eine deutsche Anleitung
      Um wie viel Uhr beginnt der Kurs
      Wann kommt der Techniker
      Wird das auch nach Österreich geliefert
      Wer ist mein Ansprechpartner
      Welche Maße und welches Gewicht hat das Gerät
      Ich möchte bei Ihnen arbeiten, haben Sie offene Stellen
      Wo ist mein Paket, hier ist die Sendungsnummer
      Ich möchte die Schuhe zurückgeben, sie sind zu klein
      Kann man in Raten zahlen
      Mein Sohn liebt das Spielzeug, gibt es noch so eins
      Der Aufbau war einfach, danke für die schnelle Lieferung`),
  },
];
