// French, Spanish, Italian, Dutch and Portuguese: the plainest signs of each kind.
import type { SignTable } from './kinds.ts';

export const otherSigns: Record<'fr' | 'es' | 'it' | 'nl' | 'pt', SignTable> = {
  fr: {
    'complaint sure':
      'reclamation\nme plaindre\nporter plainte\nplainte\ninadmissible\ninacceptable\nscandaleu*\nhonteu*\nmecontent*\ndecu|decue\nras le bol\nen ai marre\nmediateur\nmon avocat\nplus jamais\nque choisir',
    'complaint likely':
      'toujours pas de reponse\nsans reponse\naucune reponse\npersonne ne repond|rappelle\ntroisieme|deuxieme|quatrieme fois\nattends _ depuis\ndepuis des semaines|mois\nimpoli*\nincompeten*\nlamentable\nfurieu*\nfrustr*\ninsatisfai*\nnul',
    'billing_dispute sure':
      'debite|preleve|facture|facturee deux fois\ndebite|preleve _ deux fois\nfacture _ fausse|erronee|incorrecte\nerreur de facturation\nerreur _ facture\nne reconnais pas\nconteste*\npas _ rembours*\nattends _ remboursement\nou est mon remboursement\ntrop percu\nprelevement non autorise\npreleve _ malgre\ntrop cher facture',
    'service_failure sure':
      'ne fonctionne|fonctionnent|marche|marchent plus|pas\nfonctionne|marche plus\nen panne\npanne\njamais arrive*|recu\npas arrive*|recu\ncasse*\nabime*\nendommage*\ndefectueu*\nmauvais article|produit|colis\nne peux pas _ connecter\nplante',
    'vulnerable.life_event sure':
      'decede*\ndeces\nmort|morte de\nest mort|morte\nenterrement\nveuf|veuve\nperdu mon emploi|travail|boulot\nau chomage\nlicencie*\ndivorc*\nviolences conjugales\nviolent',
    'vulnerable.health sure':
      'suicid*\nplus envie de vivre\nme tuer\ncancer\nhopital\nhospitalis*\nhandicap*\naveugle\nmalvoyant*\nsourd*\nmalentendant*\ndepressi*\nalzheimer\ngravement malade\ndialyse\nfauteuil roulant',
    'vulnerable.resilience sure':
      'peux pas|plus payer\npeux pas _ payer\npas les moyens\nhuissier*\nsurendett*\nrsa\nplus d argent\ndifficultes financieres',
    'vulnerable.capability sure':
      'ne sais pas lire\nillettre*\ndyslex*\nj ai 75|76|77|78|79|80|81|82|83|84|85|86|87|88|89|90 ans\npersonne agee\nescroque*\ncomprends rien\nlangue des signes',
  },
  es: {
    'complaint sure':
      'queja\nquejarme\nreclamacion\nhoja de reclamaciones\ninaceptable\nindignante\nverguenza\ndecepcionad*\nharto|harta\nmi abogado\nnunca mas\npesim*\ninsatisfech*\ndescontent*',
    'complaint likely':
      'nadie _ responde|contesta|llama|ayuda\nsin respuesta\ntodavia|aun no\nllevo _ esperando\nllevo _ semanas|meses|dias\ntercera|segunda|cuarta vez\nmal trato\nlamentable\nincompeten*\nmolest*\nenfadad*\nterrible|horrible',
    'billing_dispute sure':
      'cobrado dos veces\ncobrado|cargado _ dos veces\ndoble cobro\ncobro|cargo indebido\nno reconozco\nfactura _ incorrecta|equivocada|mal\nerror _ factura\ncobrado de mas\nno _ reembols*\nno _ devuelto\nesperando _ reembolso|devolucion\ndonde esta mi reembolso|dinero\nsiguen cobrando',
    'service_failure sure':
      'no funciona|funcionan\ndejo de funcionar\nsin internet|conexion|luz|senal\nno tengo conexion|internet|senal|luz\nnunca llego\nno _ llegado\nroto|rota|rotos\ndanad*\ndefectuos*\naveria*\narticulo|producto equivocado\nno puedo entrar|acceder|iniciar\nse cierra sola\nsolo|me da error',
    'vulnerable.life_event sure':
      'fallecio\nfallecid*\nha|han muerto\nmurio\nfuneral\nviudo|viuda\nen paro\ndesemplead*\nperdi mi trabajo|empleo\nperdi el trabajo|empleo\ndivorci*\nmaltrat*\nviolencia',
    'vulnerable.health sure':
      'suicid*\nno quiero vivir|seguir viviendo\ncancer\nhospital*\ndiscapaci*\nciego|ciega\nsordo|sorda\ndepresi*\nalzheimer\ndemencia\nsilla de ruedas\ngravemente enferm*\ndialisis',
    'vulnerable.resilience sure':
      'no puedo|podemos pagar\nno _ dinero para\nembargo\ndeudas\nayuda social\ndificultades economicas\nno llego a fin de mes',
    'vulnerable.capability sure':
      'no se leer\ntengo 75|76|77|78|79|80|81|82|83|84|85|86|87|88|89|90 anos\npersona mayor\nme enganaron\nestafa\nestafaron\nlengua de signos',
  },
  it: {
    'complaint sure':
      'reclamo\nlamentela\nlamentarmi\ninaccettabil*\nvergogn*\nscandalos*\ndelus*\nstufo|stufa\nmio avvocato\nmai piu\npessim*\ninsoddisfat*\nassociazione consumatori\nnon sono soddisfatt*\nschifo',
    'complaint likely':
      'nessuno _ risponde|richiamato|aiuta|risposto\nnessuna risposta\nsenza risposta\nancora nessun*\naspetto|attendo _ da _ settimane|giorni|mesi\nterza|seconda|quarta volta\nda settimane|mesi\nmaleducat*\nincompeten*\narrabbiat*\nterribil*|orribil*',
    'billing_dispute sure':
      'addebitat* due volte\naddebitat* _ due volte\ndoppio addebito\naddebitat* _ sbagliat*\naddebito _ non _ riconosco\nnon riconosco\nfattura _ sbagliata|errata\nerrore _ fattura\nimporto sbagliato|errato\naspetto|attendo _ rimborso\nnon _ rimbors*\ndove _ rimborso\ncontinuate a addebitare',
    'service_failure sure':
      'non funziona|funzionano\nsmesso di funzionare\nmai arrivat*\nnon _ arrivat*\nrotto|rotta|rotti\ndanneggiat*\ndifettos*\nguast*\nnon riesco _ accedere|entrare\nsenza internet|linea|corrente\nprodotto|articolo sbagliato\nsi blocca\nnon si accende',
    'vulnerable.life_event sure':
      'morto|morta\ndecedut*\ndecesso\nfunerale\nvedovo|vedova\nperso il lavoro\ndisoccupat*\nlicenziat*\ndivorzi*\nviolent*\nlutto',
    'vulnerable.health sure':
      'suicid*\nnon voglio piu vivere\ncancro|tumore\nospedale\nricoverat*\ndisabil*\ncieco|cieca\nnon vedente\nsordo|sorda\ndepress*\nalzheimer\ndemenza\nsedia a rotelle\ngravemente malat*\ndialisi',
    'vulnerable.resilience sure':
      'non posso|riesco pagare\nnon posso|riesco a pagare\nnon posso permettermi\nufficiale giudiziario\npignorament*\ndebiti\nreddito di cittadinanza\ndifficolta economic*|finanziari*',
    'vulnerable.capability sure':
      'non so leggere\nho 75|76|77|78|79|80|81|82|83|84|85|86|87|88|89|90 anni\nanzian*\ntruffat*\nmi hanno ingannat*\nlingua dei segni\nnon capisco niente',
  },
  nl: {
    'complaint sure':
      'klacht*\nwil klagen\nonacceptabel\nonaanvaardbaar\nschandalig*\nschande\nteleurgesteld\nbelachelijk*\nwoedend\nniet tevreden\nontevreden\nmijn advocaat\nnooit meer\nben het zat\nconsumentenbond\ngeschillencommissie\nwaardeloos|waardeloze',
    'complaint likely':
      'geen antwoord|reactie\nniemand _ reageert|belt|helpt|antwoordt\nnog steeds geen|niet\nwacht _ weken|dagen|maanden\nwacht al\nderde|tweede|vierde keer\nal weken\nonbeleefd*\nincompeten*\nboos\ngefrustreerd\nslechte service',
    'billing_dispute sure':
      'dubbel afgeschreven|betaald|gefactureerd\ntwee keer afgeschreven|betaald|gefactureerd\nfactuur klopt niet\nverkeerde factuur|bedrag\nfactuur _ niet correct\nherken _ niet\nbetwist*\nonterecht* afgeschreven|factuur|incasso\nte veel betaald|afgeschreven|berekend\ngeld _ terug\nnog _ terugbetaling\nwacht _ terugbetaling\nnog steeds afgeschreven\naanmaning',
    'service_failure sure':
      'werkt|werken _ niet\ndoet het niet\nkapot*\nbeschadigd*\ndefect*\nstoring\nnooit|niet aangekomen|ontvangen|geleverd|bezorgd\ngeen internet|verbinding|stroom|signaal\nverkeerde artikel|product|bestelling\nkan niet inloggen\nniet inloggen\nvalt _ uit\nloopt vast',
    'vulnerable.life_event sure':
      'overleden\noverlijden\ngestorven\nbegrafenis\nweduwe|weduwnaar\nbaan kwijt\nbaan verloren\nontslagen\nwerkloos\nscheiding\ngescheiden\nhuiselijk geweld\ngewelddadig*',
    'vulnerable.health sure':
      'zelfmoord\nsuicid*\nniet meer leven\nkanker\nziekenhuis\nblind\nslechtziend\ndoof\nslechthorend\ngehandicapt\nhandicap\nrolstoel\ndepressi*\ndementie\nalzheimer\nernstig ziek\ndialyse',
    'vulnerable.resilience sure':
      'kan _ niet betalen\nniet meer betalen\ngeen geld\ndeurwaarder\nschulden\nschuldhulp*\nbijstand\nvoedselbank\nfinanciele problemen',
    'vulnerable.capability sure':
      'kan niet lezen\nlaaggeletterd\nben 75|76|77|78|79|80|81|82|83|84|85|86|87|88|89|90\nopgelicht\noplichting\ngebarentaal\nbegrijp er niets van',
  },
  pt: {
    'complaint sure':
      'reclamacao\nquero reclamar\nqueixa\ninaceitavel\nvergonha\nabsurdo\ndecepcionad*\ndesiludid*\nfarto|farta\nmeu advogado\nnunca mais\npessim*\ninsatisfeit*\nprocon\nlivro de reclamacoes\ndescaso',
    'complaint likely':
      'ninguem _ responde|atende|ajuda|liga\nsem resposta\nainda nao\nestou a espera|aguardando _ semanas|dias|meses\nha semanas|meses\nterceira|segunda|quarta vez\nmal atendid*\nincompeten*\nirritad*\nzangad*\nhorrivel|terrivel',
    'billing_dispute sure':
      'cobrad* duas vezes\ncobrad* _ duas vezes\ncobranca indevida|duplicada\nnao reconheco\nfatura _ errada|incorreta\nerro _ fatura\ncobrad* a mais\nnao _ reembols*\naguardo|espero _ reembolso\nonde esta _ reembolso|dinheiro\ncontinuam a cobrar',
    'service_failure sure':
      'nao funciona|funcionam\nparou de funcionar\nsem internet|ligacao|luz|sinal\nnao tenho internet|sinal|luz\ninternet caiu\nnunca chegou\nnao chegou\nquebrad*\npartido|partida\ndanificad*\ndefeituos*\navaria*\nproduto errado\nnao consigo entrar|aceder|acessar',
    'vulnerable.life_event sure':
      'faleceu\nfalecid*\nmorreu\nmorte do|da\nfuneral\nviuvo|viuva\nperdi o emprego|trabalho\nperdi meu emprego\ndesempregad*\ndivorci*\nviolencia domestica\nviolent*',
    'vulnerable.health sure':
      'suicid*\nnao quero mais viver\ncancer|cancro\nhospital*\ndeficien*\ncego|cega\nsurdo|surda\ndepress*\nalzheimer\ndemencia\ncadeira de rodas\ngravemente doente\ndialise',
    'vulnerable.resilience sure':
      'nao consigo|posso pagar\nnao tenho dinheiro|como pagar\npenhora\ndividas\nbolsa familia\ndificuldades financeiras',
    'vulnerable.capability sure':
      'nao sei ler\ntenho 75|76|77|78|79|80|81|82|83|84|85|86|87|88|89|90 anos\nidos*\nfui burlad*|enganad*\nlingua gestual\nnao percebo nada',
  },
};
