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
`;
