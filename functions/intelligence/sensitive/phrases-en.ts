import type { SignTable } from './kinds.ts';

export const englishSigns: SignTable = {
  'complaint sure': `
    speak|talk to a human|person|someone|manager
    escalate
    i regret
    regret _ switching|signing|buying|ordering|choosing
    dont|not think _ right|fair|acceptable|ok|okay
    not|isnt|hardly fair
    not|isnt right that
    long enough
    gone on too long
    called me a
    wasted my|our
    cant|cannot go on like this
    not what i _ call
    taking my business|custom elsewhere
    switch|switching to _ competitor
    close my account because
    cancel* __ because __ service|support
    beyond a joke
    take _ seriously
    fobbed off
    passed around|from
    wild goose chase
    laughed at me
    shouted at me
    treat* me like
    treat* customers
    talked down
    make|raise|file|lodge|submit _ complaint
    formal complaint
    official complaint
    want|wish|like to complain
    need to complain
    complaint about|against
    my complaint
    unacceptable
    not acceptable
    disgust*
    disgrace*
    appalling|appalled
    outrag*
    ombudsman
    trading standards
    consumer protection
    small claims
    take legal action
    my solicitor|lawyer|attorney
    solicitor|lawyer will
    never buy|order|shop|use|deal|come _ again
    fed up
    sick and tired
    sick of
    not satisfied
    not good enough
    not happy with|about
    not impressed
    very|really|so|extremely|deeply|bitterly disappoint*
    i am|im disappoint*
    disappointed with|in|by
    worst _ service|experience|company
    terrible|horrible|awful|dreadful|shocking|abysmal|poor|bad service|experience|support|treatment|attitude
    expected better|more from
    expected better
    let me down
    waste of time|money
    treated _ badly|unfairly|rudely
    how i was treated
    hung up on me
    thanks for nothing
    speak|talk to _ manager|supervisor
    leave _ bad review
    one star review
    third|fourth|fifth|3rd|4th|5th time i|we _ write|writing|wrote|call|calling|called|ask|asking|contact*
    zero|no|one star|stars
    step backwards
    nobody|noone asked us|me
    taking my|our account|business|money|custom somewhere|elsewhere
    no word from you
    silence since
    ended the chat
    how hard can it
    do you even
    is it just me
    what a shame
    i am|im sick of
    shame on you
    ashamed of
    get back to me but|nobody|never
    nobody|noone got|gets|came|has got|ever back to
    deserve an apology|explanation
    hard to believe
    beggars belief
    a little courtesy|respect|decency
    at the back of the queue
    sort this out at last`,
  'complaint likely': `
    getting|is|this silly|stupid|absurd|crazy
    something different
    different __ every time
    every time _ tells|told|says|get
    round|around in circles
    in circles
    anyone _ read|reading|listening|listen
    does anybody|anyone
    did anybody|anyone
    for once
    yet again
    once more
    over and over
    fourth|fifth|sixth time
    rang __ rang
    called __ called
    emailed __ emailed
    two|three|four|five|several|many|countless times
    whole|entire day|morning|afternoon|saturday|weekend waiting
    waiting in
    all day
    no show
    nobody|no one told|informed|warned
    without telling|warning|asking|notice|consent
    cold food
    was promised
    were supposed
    supposed to be
    should have been
    should not be
    loyal customer*
    customer for _ years
    not how
    i expect
    expected
    is this a joke
    seriously
    embarrassing
    dont care
    couldnt care
    less than happy
    far from happy|impressed
    not great
    not ideal
    not on
    chase|chasing
    brushed off
    rubbish
    garbage
    crap
    appal*
    bot __ useless|circles|understand*
    misleading
    false advertising
    complain*
    dissatisf*
    unsatisf*
    unhappy
    disappoint*
    frustrat*
    annoyed|annoying
    angry|furious|livid
    ridiculous
    pathetic
    useless
    joke
    rude
    unprofessional
    unhelpful
    incompeten*
    terrible|horrible|awful|dreadful|abysmal
    had enough
    ignored|ignoring me
    nobody|noone|no _ one _ answer*|repl*|respond*|help*|call*|care*|gets
    no one _ answer*|repl*|respond*|help*|call*|cares
    never _ called|replied|answered|responded
    still no answer|reply|response|news|solution
    still not|havent|hasnt _ answer*|repl*|heard|solved|fixed|resolved|received
    still waiting
    been waiting
    waiting _ for _ days|weeks|months
    waited _ days|weeks|months|hours
    for weeks|months now
    third|fourth|fifth|second|2nd|3rd|4th time
    how many times
    how often do i
    how long do i
    why does it take
    take|takes|taking you so long
    again and again
    third|fourth|fifth|second _ mail|email|message|call|complaint|attempt
    although you promised
    you promised
    broken promise*
    lied to|lying to
    was|been|were lied|misled
    pass this on to your manager
    not _ want|expect from
    done with you
    demand _ apology|compensation|explanation
    what a mess|joke
    no excuse
    kept|keep _ waiting
    passed|sent from _ to
    worst
    scam*
    at the end of my patience
    losing my patience
    not what i paid for
    unfair*
    left _ parcel _ in the rain
    threw _ parcel|package
    still nothing
    anybody|anyone|somebody there|home
    disagree with
    any chance of
    any quality control
    weeks|months late
    waiting since
    no reply|answer|response
    useless reply|answer
    wasted
    in vain
    what for am
    losing patience
    waited _ weeks|months|days|hours
    on hold for`,
  'complaint hint': `
    times already
    poor
    bad
    shame
    not helpful
    too long
    wrong again
    again
    slow
    compensation
    manager`,
  'billing_dispute sure': `
    took|taken|taking|withdrew|deducted __ twice|again|another|instead
    took|taken __ pounds|quid|euros|dollars|payment|money __ already|another|again
    taken payment
    discount|voucher|code|coupon|credit __ not|never applied|working|accepted|deducted
    paid|charged|charging full price
    bill|invoice|charge|charges|price|payment|premium|fee __ jumped|doubled|tripled|gone|went|increased|higher|risen|unexpected*
    bill|invoice|statement __ explain|wrong|incorrect|mistake|never
    nothing|none of my money
    not seen __ money|refund
    seen nothing of _ money
    promised __ free
    fee|fees|charge __ never agreed|told|mentioned
    nobody told me _ charge|fee|cost
    still __ charg*|billing|debit*
    money __ returned _ not
    returned __ money
    charged|billed|debited|invoiced _ twice|double
    charged|billed|debited me|us _ twice|again
    double charge*
    charged|debited my card|account twice
    overcharg*
    charged too much
    unauthori*ed charge*|payment*|transaction*|debit*
    dont|not recogni* _ charge*|payment*|transaction*|debit*
    charge*|payment*|transaction* _ _ dont|not recogni*
    dispute _ charge*|bill|invoice|payment|amount
    chargeback
    invoice|bill|charge is|was wrong|incorrect
    wrong|incorrect invoice|bill|amount|price|charge
    still|keep|keeps take|taking|charge|charging|billing|debit|debiting
    still|keep _ take|taking|charging|billing|debit|debiting
    still charged|billed|debited
    charged|billed _ although|even|despite|after
    where is my refund|money
    wheres my refund|money
    refund has not|hasnt|never|still
    still|yet _ refund
    not|never|havent|hasnt _ refund*
    want|give|need my money back
    payment reminder although|but|even
    reminder although|but|even _ paid
    already paid _ reminder|invoice|bill
    billed _ instead of
    charged _ instead of
    direct debit _ too high
    amount _ _ does not|doesnt match
    charged|billed for something
    took money from
    took|taken|take _ quid|pounds|euros|dollars off|from me|us|my
    billed|charged|invoiced for _ we|i have|had|used|only
    debits|payments|charges|debit are|is still going|running|continuing
    why do|should i|we pay
    refund __ weeks|months
    weeks|months __ refund
    bill|invoice __ has been|was|already paid
    vat|tax __ wrong
    has|have collected another|again
    what _ charge|payment|debit for
    wrong|old price|rate|tax
    used _ you|bill billed|charged|put`,
  'billing_dispute likely': `
    charged|billed|debited twice
    why _ charged|billed|debited
    never ordered|agreed|signed|subscribed
    did not|didnt order|agree|authori*
    too high
    price _ does not|doesnt match
    extra|hidden|unexpected charge*|fee*|cost*
    waiting for _ refund
    been charged
    was|were charged _ cancel*
    cancelled _ _ charged
    refund _ not|missing
    different price
    already paid`,
  'service_failure sure': `
    froze|freezes|freezing
    black|blank|blue screen
    no input
    nothing happens|here|arrived
    says delivered
    declined
    ordered __ only|but got|received|came|arrived
    ordered __ and got|received
    since _ update
    keeps _ *ing
    wont|doesnt|dont|didnt turn|switch|charge|open|print|play|connect|respond|load|ring|send|sync
    flicker*
    buffering
    leaking
    short|missing one|two|a|an item|part|parts|screw|screws|chair
    empty box
    cut out|off|outs
    drops out
    stuck on|at|in
    smashed|dented|scratched|torn
    out of order
    cannot|cant|couldnt access|connect|open|use|make|send|receive|reach|get into
    stopped working
    not working
    isnt|doesnt|dont|wont|didnt work*
    does|do|will|did not work
    has|have|is|are|been|went|gone down
    outage
    power cut
    crash*
    never arrived|came|delivered|turned
    has not|hasnt|havent|didnt arrive*
    did not arrive
    not arrived
    not been delivered
    broken
    arrived|came|delivered damaged|smashed|broken|cracked|defective|faulty|dead
    smashed|cracked
    defective|faulty
    did not|didnt|never show* up
    did not|didnt|never turn* up
    no show
    wrong item|product|order|size|colour|color|model|article
    cannot|cant log|sign in
    can not log in
    unable to log|sign|access|connect|use
    no internet|signal|connection|hot|heating|power|electricity|water|service|reception|sound|picture
    keeps losing|dropping|freezing|crashing|disconnecting|restarting
    not loading
    wont|doesnt|isnt load*|start*|turn*|charge|connect*|open
    does|will not load|start|turn|charge|connect|open
    heating|boiler|system|server|website|app|site|network _ fail*
    has|have failed
    damaged
    does|do|did|will not turn|switch|boot|respond|print|connect
    timeout|timeouts
    times|timed|timing out
    white|grey|gray|empty page|screen|picture|window
    wheel|page|it just|only|keeps spins|spinning
    error 400|401|403|404|500|501|502|503|504
    return*|returning|get|getting|throws 500|502|503|504|errors
    no card|dial|phone|incoming payments|tone|calls|mails
    nobody|noone|no turned|showed|came
    handed to _ neighbour|neighbor
    days|weeks overdue|late
    half _ missing
    all|everything|charts|reports are|is blank
    came apart
    keeps logging`,
  'service_failure likely': `
    error message
    shows|get|getting|got|see an|only|just _ error
    lost|losing _ connection
    item|part|parts|half missing
    missing item*|part*
    late delivery
    freezes|frozen
    leak*
    malfunction*
    disconnect*
    cut off
    very slow`,
  'service_failure hint': `
    error
    fail*
    missing
    delayed|late
    slow
    problem*|issue*`,
  'vulnerable.life_event sure': `
    buried|bury my|our|him|her
    lost my husband|wife|mother|father|mum|mom|dad|son|daughter|partner|brother|sister|baby|child|home|house
    no longer with us
    cut my hours
    hours _ been cut
    care|caring|look|looking of|for|after my wife|husband|mother|father|mum|mom|dad|son|daughter|parents|partner
    my ex _ violent|threaten*|stalk*|control*
    stalk*
    afraid|scared of _ him|her|ex|husband|partner
    fire|flood _ destroyed
    passed away
    has|have|had|just|who died
    husband|wife|mother|father|mum|mom|dad|son|daughter|partner|brother|sister|parent|grandmother|grandfather|spouse|child|baby _ died|dead
    death of my|his|her|our|the
    death certificate
    bereave*
    funeral
    widow*
    probate
    executor of
    late husband|wife|mother|father|partner
    divorc*
    domestic abuse|violence
    violent partner|husband|ex|boyfriend|man|relationship
    he|she is|was violent|abusive
    abusive partner|husband|ex|relationship
    women's|womens|domestic refuge
    lost my job
    lost his|her job
    made redundant
    been laid off
    redundancy
    unemployed
    homeless
    miscarriage
    stillb*
    released from prison
    became|become a|his|her carer
    house burned|burnt
    lost everything
    late mothers|fathers|husbands|wifes|mother|father|mum|dad
    follows|following|stalks|watches me
    gone into a|nursing care|home
    down syndrome|downs`,
  'vulnerable.life_event likely': `
    separated from my
    my separation
    my ex must|may not
    left my husband|wife|partner
    out of work
    in prison
    power of attorney
    newborn
    baby is _ weeks|days old
    weeks|days old _ baby
    my carer
    i care for my
    evict*
    refugee*
    asylum`,
  'vulnerable.health sure': `
    since _ accident
    can only use one
    poor|bad|failing|my eyesight|hearing|sight|vision
    has|have|with ms|copd|als|adhd
    cant|cannot|can not hardly|barely|walk|see|hear|stand|leave the|get out
    my stroke|illness|heart|condition|seizures
    on the ward
    icu
    very ill|poorly|frail
    feel|am|im hopeless|desperate|suicidal|worthless
    no way out
    cry|crying|cried
    in tears
    too much at the moment|for me
    everything _ too much
    cant take _ anymore|more
    not coping
    at my wits end
    nervous breakdown
    suicid*
    kill|hurt|harm myself
    end my life
    end it all
    dont|not want to live
    no reason to live
    self harm*
    cant go on
    cannot go on
    i am|im|have|has|had|with cancer
    my cancer
    cancer treatment|patient|diagnos*
    chemo*
    terminal* ill*
    terminally
    dementia
    alzheimer*
    parkinson*
    multiple sclerosis
    stroke
    heart attack|failure
    am|is|in|from|to hospital
    in the hospital
    hospitali*
    intensive care
    palliative
    hospice
    i am|im|is|been blind|deaf|disabled|paralysed|paralyzed|bedridden|housebound|depressed
    partially sighted
    visually|hearing|sight impair*
    hard of hearing
    wheelchair user
    in a wheelchair
    my disability
    disability benefit*
    depression
    mental health
    mentally ill
    severe|bad|my|suffer* _ anxiety
    panic attack*
    bipolar
    schizo*
    ptsd
    autis*
    oxygen at home
    on|home|need oxygen
    ventilator
    dialysis
    life support
    medical equipment|device
    pacemaker
    seriously|very|critically|chronically ill
    chronic illness|pain|fatigue
    recovering from _ surgery|operation|stroke|illness
    addict*
    gambling problem|debt*
    off|on sick since|leave|pay
    feeding pump|tube
    dont|cant|cannot see the|a|any point
    see no point
    hip|knee replacement|operation
    cant|cannot lift|carry|bend|climb
    my speech|memory
    fall risk`,
  'vulnerable.health likely': `
    surgery
    operation
    diagnos*
    pregnan*
    i am|im _ ill|sick|unwell
    my illness|condition|disease
    medication
    epilep*
    diabet*
    breakdown
    stress*
    cant cope
    cannot cope
    overwhelmed
    care home
    nursing home`,
  'vulnerable.resilience sure': `
    down to my last
    last tenner|fiver|penny
    rent is due
    make ends meet
    money is gone
    run out of money
    no money|savings|income
    choose|choosing between
    skip* meals
    cold and hungry
    just me and the kids
    single mother|mum|father|dad|parent
    pay __ cant|cannot
    cant|cannot __ pay
    until _ get paid
    on my pension
    pension doesnt|isnt|does
    overdraft|overdrawn
    cant|cannot|couldnt|can't afford
    can not|no longer afford
    unable to pay
    cant|cannot pay this|the|my|it|you|anything|until
    cannot|cant|can not pay
    struggling to pay|make|cope|afford
    bailiff*
    debt collector*
    in debt
    my debts
    bankrupt*
    insolven*
    food bank*
    on|live|living on|off benefits
    universal credit
    no money left|for|until
    have _ pounds|euros|dollars left
    payment plan because
    financial difficult*|hardship|trouble
    behind with|on _ rent|payments|bills
    no heating and
    children are cold|hungry
    choose between _ and
    broke until
    loan shark*
    savings|money are|is|has|have gone|used|spent
    spread the payments|cost`,
  'vulnerable.resilience likely': `
    payment holiday
    pay in instalments|installments
    cut _ off my electricity|gas
    disconnect* my gas|electricity
    low income
    short of money
    money is tight
    until payday
    debt`,
  'vulnerable.capability sure': `
    pretending|pretended|claimed|claiming to be
    read|gave|told him|her|them the|my code|pin|password|details|number
    feel so|really stupid
    what day it is
    too small for me
    letters _ too small
    cant|cannot see the|it|your|this|anything
    forget|forgets|forgetting everything|things
    speak|talk to me instead
    never used a computer|smartphone
    i live alone
    on my own and
    doesnt|does not understand any
    not understand what i|this
    i am|im 75|76|77|78|79|80|81|82|83|84|85|86|87|88|89|90|91|92|93|94|95|96|97|98|99
    i am|im an old|elderly
    elderly
    dyslex*
    cant|cannot read|write
    dont|not know how to read
    learning disabilit*|difficult*
    large print
    braille
    sign language
    tricked me
    tricked into
    scammed
    got|been|was|were scammed|defrauded|conned|tricked
    victim of fraud|scam
    gave|giving _ my bank|card|pin|password
    do not|dont understand _ computer*|internet|technology|online
    not good with computers|technology
    dont|not have _ internet|computer|smartphone
    my english is not|bad|poor
    my daughter|son|carer|neighbour|neighbor used to|normally|usually helps|help
    memory problem*|loss
    i keep forgetting
    easily confused
    signed _ contract on the phone|doorstep
    pressured me into
    get|gets|getting|got muddled|confused|mixed
    is|hes|shes|aged 80|81|82|83|84|85|86|87|88|89|90|91|92|93|94|95|96|97|98|99
    gift cards __ caller|stranger|phoned|called
    caller|stranger __ gift cards
    not allowed to spend|leave|go|use
    in my head|language`,
  'vulnerable.capability likely': `
    confused by
    dont|not understand _ letter|letters|contract|bill
    on my behalf
    interpreter
    i forget
    fraud*
    with my age
    at my age
    easy language`,
  harmless: `
    no complaints
    error|mistake was on my side|mine
    my own mistake|fault
    killer deal|offer|price
    getting married
    back in stock
    read the complaint in
    deliver|ship|send to hospital|hospitals
    set up a direct debit
    cant|cannot complain
    not complaining
    complaints department _ apply
    opening in your complaints department
    complaints procedure|policy|form
    cancer charity|research|awareness
    battery _ _ died
    battery died
    phone|laptop|watch|battery|screen|tv|console died
    dying to
    to die for
    died down
    discount|offer|tariff _ pensioners|disabled|students
    wheelchair ramp|accessible|version
    stroke order|width|engine
    bring|brought down
    scroll|sit|calm|write|wrote|break|slow|download down
    broken down by|into
    is|are down to
    have|has|been working
    crash course
    fixed _ crash*
    crash* _ fixed
    update fixed _ crash
    no longer crash*
    error is gone
    when|if _ broken
    in case _ broken|damaged
    what happens when|if _ broken|damaged
    warranty if _ broken|damaged
    works|working again
    works|working now
    thank you again
    thanks again
    once again
    back again
    again soon
    again please
    pay in two
    blind spot|tasting|faith
    deaf ears
    window blind|blinds
    blood sugar diabetic
    stress test
    stress free
    operation hours|manual|mode
    no problem*|issue*
    problem* solved|fixed
    issue* solved|fixed|resolved
    never mind
    not bad
    bad luck
    too bad
    status page
    maintenance window
    debt collection|collector|collectors letter|agency|firm
    work|working in|at a|the hospital|clinic|care|nursing
    does|is it cover|covered broken|damaged|cracked|accidental
    no complaint*
    not _ complaint i just|only|wanted
    hearing protection
    i knocked|dropped|broke|spilled|lost
    came today|early
    a day early
    planned maintenance`,
};
