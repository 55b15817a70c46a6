// French, Spanish and other messages by what a trained person sees in them: see examples.ts.

export const otherExamples = `
c Je suis très déçu de votre service
c Personne ne prend la peine de répondre
c J'ai appelé cinq fois, sans résultat
c Votre vendeuse a été désagréable avec moi
c C'est la dernière fois que je commande chez vous
c Estoy muy decepcionado con su servicio
c Nadie se toma la molestia de responder
c He llamado cinco veces y no sirve de nada
c La vendedora fue muy grosera conmigo
c Es la última vez que compro aquí
c Sono molto deluso del vostro servizio, nessuno risponde
c Ik ben erg teleurgesteld, niemand reageert
c Votre conseiller m'a raccroché au nez.
c Je vous écris pour la quatrième fois et personne ne me répond.
c Ya es la tercera vez que escribo y nadie me contesta.
c Toujours aucune réponse après un mois
c Votre service client est lamentable
c C'est honteux de traiter les clients ainsi
c Su atención al cliente es pésima
c Sigo sin respuesta después de un mes
c Es vergonzoso tratar así a los clientes
c Nadie se hace responsable
c Personne n'est responsable chez vous
c Je souhaite déposer une réclamation, je suis très mécontent.
c C’est la troisième fois que j’écris sans réponse.
c Quiero poner una queja por el trato recibido.
c Es inaceptable, llevo un mes esperando.
c Voglio fare un reclamo per il vostro servizio.
c Sono molto deluso, nessuno mi ha richiamato.
c Ik wil een klacht indienen over uw medewerker.
c Ik wacht al drie weken op antwoord, belachelijk.
c Quero fazer uma reclamação do atendimento.
c Estou farto, ninguém responde aos meus emails.
c Sigo esperando su respuesta
c J'attends toujours votre réponse
b Vous m'avez facturé un service que je n'ai pas commandé
b Le remboursement promis n'est pas arrivé sur mon compte
b J'ai payé deux fois la même facture
b Me han facturado un servicio que no he contratado
b El reembolso prometido no ha llegado a mi cuenta
b He pagado dos veces la misma factura
b Le montant prélevé ne correspond pas à ma facture.
b Je n'ai toujours pas reçu mon remboursement du 12 mars.
b Todavía no me han devuelto el dinero del pedido cancelado.
b Je conteste ce prélèvement
b La facture est trop élevée
b No estoy de acuerdo con este cobro
b La factura es demasiado alta
b Me cobraron el doble de lo acordado
b Vous avez augmenté le prix sans prévenir
b J’ai été débité deux fois pour la même commande.
b La facture est fausse.
b Me han cobrado dos veces.
b No reconozco este cargo en mi tarjeta.
b Mi avete addebitato un importo sbagliato.
b Aspetto ancora il rimborso.
b Er is dubbel afgeschreven van mijn rekening.
b Fui cobrado duas vezes na fatura.
f La machine ne s'allume plus
f Le colis n'est pas arrivé alors qu'il était prévu lundi
f Le site affiche une erreur quand je paie
f Il manque deux pièces dans le carton
f La lavadora no enciende
f La página da error al pagar
f Faltan dos piezas en la caja
f La lavatrice non si accende
f Impossible de me connecter depuis ce matin.
f No puedo entrar en mi cuenta, me sale un error.
f Il pacco non è mai arrivato.
f Je ne peux pas me connecter à mon compte
f L'application ne s'ouvre plus
f L'article est arrivé cassé
f No puedo iniciar sesión
f La aplicación no abre
f El artículo llegó roto
f El router solo tiene una luz roja
f La connexion coupe toutes les cinq minutes
f Internet ne fonctionne plus depuis hier.
f Mon colis n’est jamais arrivé.
f La aplicación no funciona.
f El paquete llegó roto.
f Il modem non funziona più.
f De televisie doet het niet meer.
f A internet caiu e não volta.
f Het pakket is nooit aangekomen.
v Mon père est mort et je dois fermer son compte
v J'ai perdu mon travail, je ne peux pas payer ce mois-ci
v Je suis malvoyant et je ne peux pas lire la lettre
v Ma mère a la maladie d'Alzheimer
v Mi padre ha muerto y tengo que cerrar su cuenta
v He perdido el trabajo y no puedo pagar este mes
v Soy ciega y no puedo leer la carta
v Mi madre tiene alzhéimer
v Ma femme est décédée le mois dernier, que dois-je vous envoyer ?
v Je suis à l'hôpital et je ne peux pas m'en occuper
v Je vis seule avec deux enfants et je n'ai plus d'argent
v Estoy en el hospital y no puedo ocuparme de esto
v Vivo sola con dos hijos y no tengo dinero
v Cuido de mi madre enferma día y noche
v Je m'occupe de ma mère malade jour et nuit
v Mon mari est décédé.
v J’ai perdu mon emploi et je ne peux pas payer.
v Mi madre falleció la semana pasada.
v Estoy en paro y no puedo pagar la factura.
v Mio padre è morto il mese scorso.
v Sono disabile e non posso uscire di casa.
v Mijn vrouw is overleden.
v Ik kan de rekening niet betalen, ik ben mijn baan kwijt.
v A minha mãe faleceu.
v Perdi o emprego e não consigo pagar.
- Quels sont vos horaires d'ouverture ?
- Je voudrais changer mon adresse
- Où puis-je trouver mon numéro de client ?
- Merci pour votre aide rapide
- Avez-vous ce produit en bleu ?
- Je souhaite résilier mon abonnement à la fin de l'année
- ¿Cuál es su horario de apertura?
- Quisiera cambiar mi dirección
- ¿Dónde encuentro mi número de cliente?
- Gracias por la ayuda rápida
- ¿Cómo puedo devolver unos zapatos?
- Quiero cancelar mi suscripción a fin de año
- Quali sono gli orari di apertura?
- Hoe kan ik mijn adres wijzigen?
- Bonjour, quand ma commande sera-t-elle livrée ?
- Merci beaucoup, tout est réglé !
- ¿Cuánto tarda el envío a Canarias?
- ¿Cómo cambio mi contraseña?
- Muchas gracias, ya está resuelto.
- Bonjour
- Cordialement
- Merci d'avance
- Pouvez-vous m'aider ?
- Hola
- Un saludo
- Gracias de antemano
- ¿Me pueden ayudar?
- El paquete llegó ayer, gracias
- Le colis est bien arrivé, merci
- J'ai une question sur ma commande
- Tengo una pregunta sobre mi pedido
- ¿Cuánto cuesta el envío?
- Combien coûte la livraison ?
- ¿Me puede enviar la factura de abril?
- Pouvez-vous m'envoyer une copie de la facture ?
- Pode enviar a fatura?
- Può inviarmi la fattura?
- Kunt u mij de factuur sturen?
- ¿Cómo puedo pagar con tarjeta?
- Comment payer par carte ?
- ¿Está disponible en otra talla?
- J'ai oublié mon mot de passe
- Olvidé mi contraseña
- Tout va bien, merci
- Todo bien, gracias
- Quando arriva il mio pacco?
- Wanneer komt mijn pakket?
- Gracias por todo
- Merci, tout fonctionne.
- ¿Puedo devolver el producto?
- Vorrei la fattura di marzo, grazie.
- Kan ik met twee kaarten betalen?
- Pode enviar a fatura de março?
- Oui, merci
- D'accord
- J'attends votre réponse
- Mardi me convient
- Sí, gracias
- De acuerdo
- Espero su respuesta
- El martes me viene bien
- Non, c'est tout
- No, eso es todo
- ¿A qué hora abren el domingo?
- Necesito una copia de la factura de marzo, gracias
- Quiero devolver los zapatos, ¿dónde los entrego?
- ¿Todavía quedan mesas para el sábado por la noche?
- Una mesa para cuatro a las nueve, en la terraza
- ¿La pantalla es de 13 o de 15 pulgadas?
- Me gustaría dar de baja la revista a fin de mes
- Cambio de dirección: ahora vivo en Calle Olmo 12
- ¿Cuánto cuesta la cuota mensual del gimnasio?
- El código postal es 28014
- Quisiera abrir una cuenta de ahorro para mi hija
- ¿Tienen leche sin lactosa?
- hola buenas, a que hora cierran hoy
- Confirmo la cita del martes a las diez
- ¿Puedo pasar la cita del dentista al jueves?
- Habitación doble con desayuno, del 3 al 6 de mayo
- ¿El hotel tiene aparcamiento?
- ¿Cuántas maletas entran en la tarifa básica?
- ¿Se puede llevar la bici en el tren regional?
- Necesito un coche con asiento infantil para dos días
- ¿Hay entradas reducidas para estudiantes en el museo?
- Quiero renovar el préstamo de dos libros
- ¿Qué documentos hacen falta para empadronarme?
- ¿Dónde descargo el formulario de matrícula?
- Mi hijo empieza tercero en septiembre, ¿qué libros compramos?
- ¿Podrían enviarme un presupuesto para pintar el salón?
- La cliente pregunta por el plazo de entrega del sofá
- El cliente recogerá el pedido mañana por la tarde
- Pedimos 40 cajas de guantes talla M, como siempre
- ¿Cuál es el pedido mínimo para el descuento por volumen?
- Sí, con tarjeta está bien
- Muchas gracias por la ayuda, muy amables
- La lectura del contador es 4821
- Quiero contratar la luz para un piso nuevo desde el lunes
- ¿Qué tarifa de móvil tiene más gigas?
- ¿Puedo conservar mi número si contrato con ustedes?
- ¿El seguro de hogar cubre también el trastero?
- Necesito el certificado del seguro para el banco
- como cambio el idioma de la aplicacion
- ¿El programa funciona también en tabletas?
- ¿Tienen crema solar factor 50 para niños?
- ¿La farmacia está de guardia este sábado?
- Entréguenlo en la portería, por favor
- todavia no se si quiero el azul o el verde
- ¿Cuántos días tengo para devolver un regalo?
- Prefiero el sillón sin reposabrazos
- Factura a nombre de la empresa, por favor
- ¿Venden tarjetas regalo?
- Quiero apuntarme a la clase de yoga de los lunes
- Anulo la reserva del viernes, hemos cambiado de planes
- ¿Tienen algún menú sin carne?
- ¿La cuota se cobra a principio o a fin de mes?
- El pedido es para recoger en tienda
- Ponga también dos cafés con leche y un zumo
- cuanto tarda el envio a canarias
- ¿De qué andén sale el tren de Sevilla?
- ¿Cuándo empieza la temporada del club de tenis?
- La señora desea cambiar la cita a la tarde
- Ya tengo el código, gracias
- Buenos días, quisiera información sobre los cursos de verano
- Pourriez-vous m'envoyer une copie de la facture d'avril ?
- Je voudrais résilier mon abonnement à la fin du mois
- Vous êtes ouverts le lundi de Pâques ?
- Une table pour deux vendredi à 20 h, s'il vous plaît
- Avez-vous encore des places pour le concert de samedi ?
- La livraison est-elle gratuite à partir de 50 euros ?
- Livraison au deuxième étage, code d'entrée 45B
- Je souhaite retourner un pull, comment imprimer l'étiquette ?
- bonjour, vous fermez a quelle heure ce soir
- Nouvelle adresse : 8 rue des Tilleuls, Nantes
- Est-ce que le petit déjeuner est compris ?
- Chambre pour trois personnes, du 12 au 15 juin
- Je confirme mon rendez-vous de jeudi matin
- On peut décaler le rendez-vous à la semaine prochaine ?
- Avez-vous ce jus de fruits sans sucre ajouté ?
- L'écran existe-t-il aussi en 27 pouces ?
- Quel forfait conseillez-vous pour deux lignes ?
- Comment garder mon numéro en changeant de forfait ?
- Le relevé du compteur est de 10 345
- J'emménage le 1er juillet, je voudrais ouvrir un contrat d'électricité
- Quels papiers faut-il pour ouvrir un compte joint ?
- Il me faudrait un RIB pour mon employeur
- Pouvez-vous m'envoyer une attestation d'assurance habitation ?
- Je veux ajouter mon fils comme conducteur sur le contrat
- Combien coûte un bagage en soute ?
- Je voudrais une place côté couloir
- Y a-t-il un train direct pour Lyon le dimanche ?
- Les chiens sont-ils admis à bord ?
- L'abonnement annuel de la salle, c'est combien ?
- A quelle heure commence le cours de pilates ?
- Comment exporter mes contacts dans un tableau ?
- Le logiciel existe en version d'essai ?
- Le médecin consulte-t-il aussi le samedi ?
- Je viens pour le certificat de sport de ma fille
- Avez-vous des brosses à dents pour enfants ?
- La cantine est ouverte le mercredi ?
- Où trouver la liste des fournitures de CM1 ?
- Pouvez-vous faire un devis pour une porte d'entrée ?
- Le carreleur peut passer mardi après 14 heures
- Je rends la voiture à la gare, pas à l'aéroport
- Boîte automatique si possible, merci
- Le musée est-il gratuit le premier dimanche ?
- Je voudrais prolonger le prêt de trois livres
- Quels sont les tarifs du club pour les juniors ?
- Merci de nous livrer 20 palettes la semaine 36
- Référence 7740, cent pièces, même adresse que d'habitude
- Comment prendre rendez-vous pour un passeport ?
- Où déposer le formulaire d'inscription sur les listes ?
- Le client demande les horaires du samedi
- La cliente passera chercher son colis demain
- Merci beaucoup, bonne journée à vous
- Oui, c'est bien ça, merci
- Non, je n'ai pas encore choisi la couleur
- Une pizza sans olives et une salade, à emporter
- la meme taille en noir, c'est possible
- Ce billet est-il remboursable si je change d'avis ?
- La facture peut être au nom de l'association ?
- J'annule la table de ce soir, nous viendrons une autre fois
- Le paiement en trois fois sans frais est-il proposé ?
- bonjour, avez vous des cartes cadeaux
- Mi serve una copia della fattura di febbraio
- Vorrei disdire l'abbonamento da fine mese
- A che ora chiudete stasera?
- Un tavolo per sei sabato alle 20:30
- Avete ancora camere libere per Ferragosto?
- Qual è la vostra politica di rimborso per i biglietti?
- Vorrei cambiare l'indirizzo di consegna: via dei Pini 4
- La consegna il sabato è possibile?
- Vorrei rendere un vestito, serve lo scontrino?
- Lo schermo è opaco o lucido?
- buongiorno, quanto costa la spedizione in sicilia
- Confermo l'appuntamento di mercoledì
- Possiamo spostare la visita di controllo al 20?
- Il dottore riceve anche di pomeriggio?
- Avete lo shampoo da mezzo litro?
- La farmacia è aperta la domenica mattina?
- Quali documenti servono per aprire un conto?
- Come cambio il PIN della carta?
- Mi mandate il certificato assicurativo in PDF?
- Un preventivo per una polizza moto, per favore
- L'autolettura del gas è 2310
- Vorrei intestare la luce a mia moglie
- Che offerte avete per internet in casa?
- Il codice fiscale lo mando per email
- La colazione è senza supplemento?
- Una pizza margherita e due birre, da asporto
- Per me senza cipolla, grazie
- Il bagaglio a mano quanto può pesare?
- Vorrei un posto finestrino
- C'è un treno per Bologna dopo le 18?
- Si può salire con il passeggino?
- Quanto costa un ingresso singolo in palestra?
- Vorrei iscrivermi al corso di nuoto
- Il programma c'è anche in italiano?
- come aggiungo un secondo utente
- A che ora inizia la riunione dei genitori?
- Dove trovo il modulo per la mensa?
- Mi fa un preventivo per le tende del terrazzo?
- L'elettricista può venire giovedì per montare il lampadario?
- Un'auto piccola per il fine settimana, ritiro in stazione
- Il museo ha visite guidate in inglese?
- Posso tenere il libro un'altra settimana?
- Quando si rinnova la tessera del club?
- Ordiniamo 500 etichette, formato A6
- Il listino aggiornato, per cortesia
- Come prenoto la carta d'identità?
- Gli uffici del comune sono aperti il giovedì?
- La cliente desidera un appuntamento per venerdì
- Il signore ritira il pacco domani
- Grazie mille, siete stati gentilissimi
- Sì, va benissimo alle undici
- non ho ancora deciso, ci penso e vi scrivo
- Annullo la prenotazione di domani, grazie
- La fattura elettronica va intestata alla ditta
- c'e questo maglione anche in taglia L
- Mag ik een kopie van de factuur van mei?
- Ik wil mijn lidmaatschap opzeggen per eind van de maand
- Hoe laat gaan jullie zondag open?
- Tafeltje voor twee vanavond om zeven uur, kan dat?
- Zijn er nog kaartjes voor zaterdagmiddag?
- Nieuw bezorgadres: Lindelaan 22, Zwolle
- Kan het pakket bij de buren worden afgegeven?
- Ik wil een jas retourneren, welk formulier heb ik nodig?
- Is het scherm groter dan bij het vorige model?
- Twee broodjes kaas zonder boter graag
- Wat kost sim only met 10 GB?
- Mijn meterstand is 15420
- Vanaf 1 augustus wonen we op een ander adres
- Hoe open ik een spaarrekening voor mijn zoon?
- Kunt u mij een jaaroverzicht sturen?
- Ik wil mijn nieuwe fiets meeverzekeren
- Tweepersoonskamer met ontbijt, twee nachten vanaf vrijdag
- Is er parkeerplaats bij het hotel?
- Mag mijn kind gratis mee in de trein?
- Van welk spoor vertrekt de trein naar Breda?
- Hoeveel handbagage mag ik meenemen?
- Graag een stoel aan het raam
- Is de sauna inbegrepen bij het abonnement?
- ik kom morgen naar de proefles
- Hoe zet ik de taal op Nederlands?
- Kan ik met één licentie op twee laptops werken?
- Kan mijn afspraak bij de tandarts naar dinsdag?
- Is de praktijk tussen kerst en nieuwjaar open?
- Verkopen jullie ook zonnebrand voor kinderen?
- Wanneer begint de herfstvakantie?
- Hierbij het ingevulde inschrijfformulier
- Graag een offerte voor een nieuwe schutting
- De schilder mag maandag om acht uur komen
- Busje huren voor zaterdag, van negen tot vijf
- Is het museum geschikt voor kleuters?
- Ik wil drie boeken verlengen
- Wat is de contributie voor jeugdleden?
- Graag 12 dozen kopieerpapier, levering week 40
- Hoe vraag ik een parkeervergunning aan?
- Mevrouw wil graag teruggebeld worden over de openingstijden
- Klant haalt de bestelling vrijdag op
- Hartelijk dank voor de snelle reactie
- ja hoor dat is prima
- Ik weet nog niet welke kleur het wordt
- Factuur graag op naam van de zaak
- Poproszę kopię faktury za kwiecień
- Chcę wypowiedzieć umowę z końcem miesiąca, przeprowadzam się
- O której zamykacie w sobotę?
- Stolik dla czterech osób na piątek, godzina 19
- Czy są jeszcze wolne pokoje na weekend?
- Nowy adres dostawy: ul. Lipowa 7, Lublin
- Ile kosztuje dostawa kurierem?
- Chciałabym zwrócić sukienkę, jak wydrukować etykietę?
- Czy ten laptop ma ekran dotykowy?
- Herbata bez cukru i szarlotka na wynos
- dzien dobry, czy macie to w rozmiarze 40
- Jaki abonament polecacie dla dwóch numerów?
- Podaję stan licznika: 6734
- Chcę przepisać umowę na prąd na żonę
- Jak założyć konto oszczędnościowe dla dziecka?
- Czy kartę mogę odebrać w oddziale?
- Proszę o potwierdzenie ubezpieczenia na przyszły rok
- Ile wyniesie składka za nowe auto?
- Czy śniadanie jest w cenie pokoju?
- Poproszę miejsce przy oknie
- Jaki bagaż mogę zabrać na pokład?
- O której odjeżdża pierwszy pociąg do Poznania?
- Czy w pociągu jest miejsce na rowery?
- Czy na siłownię można wejść z jednorazowym biletem?
- Zapisuję się na zajęcia we wtorki
- Jak dodać nowego użytkownika w programie?
- Czy jest wersja na tablet?
- Potwierdzam wizytę w środę o dziewiątej
- Czy mogę przełożyć wizytę na przyszły tydzień?
- Czy apteka jest czynna w niedzielę?
- Poproszę krem do rąk i pastę do zębów
- Kiedy jest zebranie w klasie drugiej?
- Skąd pobrać formularz na półkolonie?
- Proszę o wycenę szafy do przedpokoju
- Stolarz może przyjść w czwartek po szesnastej
- Samochód z automatem na trzy dni, odbiór na lotnisku
- Bilet rodzinny do muzeum, ile kosztuje?
- Chcę przedłużyć wypożyczenie dwóch książek
- Kiedy zaczynają się treningi w klubie?
- Zamawiamy 30 kartonów, dostawa na magazyn w Łodzi
- Jakie dokumenty są potrzebne do dowodu osobistego?
- Klientka pyta o godziny otwarcia w święta
- Klient prosi o fakturę na firmę
- Dziękuję bardzo, wszystko jasne
- jeszcze sie zastanowie nad kolorem i dam znac
- Podia enviar-me uma cópia da fatura de junho?
- Quero cancelar a assinatura no fim do mês, obrigado
- A que horas abrem amanhã?
- Mesa para cinco, domingo ao almoço
- Ainda há bilhetes para sexta-feira?
- Nova morada: Rua das Amendoeiras 15, Braga
- Qual é o prazo para devolver um presente?
- Vocês entregam aos sábados?
- Esse celular tem tela de quantas polegadas?
- ola, voces tem essa camisa no tamanho M
- Qual plano tem mais internet?
- A leitura do contador é 3987
- Quais documentos preciso para abrir uma conta?
- Preciso do comprovante do seguro do carro
- Quarto de casal com berço, duas noites
- Posso levar uma prancha de surf no avião?
- De que linha sai o comboio para Coimbra?
- Qual é o valor da mensalidade da academia?
- Onde mudo o idioma da minha conta?
- O código do cupom é só para a primeira compra?
- Queria remarcar a consulta para quinta de manhã
- A farmácia faz entregas ao domicílio?
- Onde encontro a ficha de matrícula?
- Faz orçamento para uma cozinha por medida?
- Carro de sete lugares para a semana da Páscoa
- O museu fecha à segunda-feira?
- Gostava de renovar o cartão da biblioteca
- Quanto paga um sócio júnior no clube?
- Encomendamos 200 garrafas, entrega no armazém
- Como marco hora para renovar o cartão de cidadão?
- A cliente quer saber se há estacionamento
- O senhor vem buscar a encomenda na terça
- Muito obrigada, foi muito simpático
- Sim, pode ser às três
- um cafe sem acucar e um pao de queijo
`;
