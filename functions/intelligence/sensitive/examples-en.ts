// English messages by what a trained person sees in them: see examples.ts.

export const englishExamples = `
c I am not happy with how this was handled
c Very poor communication from your team
c Your colleague was impolite and impatient with me
c I feel ignored, nobody takes my concern seriously
c I was promised an answer and heard nothing
c This has dragged on for weeks and I am losing patience
c Every department sends me to another department
c I had to explain the whole story again and again
c What a waste of my time
c Your hotline never picks up
c I only receive automatic answers and no help
c After so many years as a customer I expected more
c I am shocked by the quality of your support
c The advice I got in the shop was wrong
c I will tell everyone to avoid your company
c I want a written apology from the management
c Your service has become worse and worse
c It makes me furious that nobody is responsible
c I am dissatisfied with the repair and with the workmanship
c That is no way to treat people
c The salesman misled me
c This was the last time I ordered here
c I am switching to another provider because of you
c I have complained about this before
c Your employee refused to help and laughed
c Waiting on hold for almost an hour is unacceptable
c It annoys me that the new app is so bad
c I find it outrageous and disrespectful
c You blamed me for your own mistake
c There is no phone number anywhere and the chatbot understands nothing
c One agent says yes, the next one says no, nobody knows anything
c You changed the terms without telling me
c I took a day off work for nothing
c Loyal customers are worse off than new ones, that is unfair
c The tone of your letter is arrogant and offensive
c I was treated like a criminal
c The premises were dirty and the staff were chatting instead of working
c I am tired of chasing you for an answer
c My request was simply closed without a solution
c Nobody apologised
c I will leave a one star review and contact the regulator
c Hopeless, every time it is the same story with you
c I regret choosing your company
c You do not keep your word
c I used to be a fan, now I am just disappointed
c It takes ages until somebody reacts
c The quality has gone downhill
c Your answer has nothing to do with my question
c I am being passed from pillar to post
c Such incompetence, did nobody read what I wrote
c Niemand hat sich entschuldigt
c I have asked politely several times and been fobbed off every single time
c Nobody at your dental practice apologised for the two hour delay
c You people never listen
c It is beyond me how a library can lose the same reservation four times
c I asked for a quiet room and you gave me one above the kitchen, and the desk just smiled
c My question from last Thursday remains unanswered
c Is it too much to ask for a reply?
c I would have thought that a premium customer gets at least an acknowledgement
c The gym is filthy and nobody seems to mind
c Your instructor was forty minutes late and then blamed the traffic on us
c What a joke of a help page
c I have been patient long enough
c It seems customers are just numbers to you
c I was kept on the line for half an hour only to be told to send a mail
c You said someone would visit within days, that was in February
c Clearly nobody read my previous e-mail
c The call handler talked over me and would not let me finish
c So much for your famous guarantee
c I do not appreciate being lectured by a chatbot
c I am appalled that you shared my number with a third party
c Third department today and no one feels responsible
c This whole process has been exhausting and needlessly complicated
c Another week has gone by without any sign of life from you
c Please explain why new members get a gift and we who stayed get nothing
c I am not angry, just tired of having to ask again and again
c Your apology sounds like it was written by a machine
c I want to speak to your manager about yesterday's incident
c If that is your idea of service I would rather not have any
c The waiter argued with us in front of the other guests
c I shall not be coming back
c We will be telling our friends to book somewhere else
c I am considering legal steps if there is no reply by Monday
c You have ignored both of my letters
c How long does a company need to answer one question
c Thanks for wasting my afternoon
c Brilliant, now I am back at the end of the queue
c Oh wonderful, the same useless reply a second time
c Sure, take your time, it has only been two months
c The nurse was short with me and I left feeling like a nuisance
c I feel misled by the salesperson, she left out the most important condition
c Your site promised same day answers. Ha.
c Since you took over, everything has become worse
c The menu change is a disaster for people with little time
c I find your advertising insulting to women
c You should be ashamed of how you treat the elderly
c I am really not happy at all with how this went
c It was a disappointing evening, the sound was bad and the seats were not the ones we chose
c Nobody bothered to let us know that the course was moved
c Must I really write a third letter before something moves?
c I had hoped for a bit more understanding from you
c Frankly I am losing faith in your firm
c All I hear are excuses
c I am being treated like a beggar although I only want what was agreed
c The garage kept my car for nine days and would not even say why
c why does noone answer the phone at your place
c worst experience ever tbh
c ur support is a joke
c i keep getting the same automated answer, its so annoying
c not one person could help me today
c You refuse to give me a straight answer
c This is the third time I write about the same thing and I still have nothing from you.
c still nothing. is anybody there??
c I was in your Leeds branch on Friday. The man at the counter rolled his eyes when I asked a question and carried on texting. I have been coming for eleven years and have never been spoken to like that.
c Dear Sir or Madam, thank you for your reply of 3 June. I am afraid I have to disagree with it. You write that I failed to respond, when I sent the documents you wanted on 12, 17 and 24 May. I would like this to be looked at by someone who was not involved so far, and I would like an answer in writing. Kind regards
c The new opening hours are no use to people who work. You used to care about that.
c After this I will be taking my account somewhere else.
c Why should I have to chase you for a promise that you made?
c My previous message was closed as "solved". It is not solved. Nobody even asked me.
c The redesign is a step backwards, everything I use every day is now three clicks further away and nobody asked us.
c Do you treat all your customers this way or is it just me?
c A little courtesy would go a long way. Your agent simply ended the chat while I was typing.
c Please find my complaint below. On 4 February your adviser assured me the transfer would take ten days. It took nine weeks, and in that time I made fourteen calls. I expect to hear how you intend to put this right.
c I'd give zero stars if I could.
c You keep sending me the same copy and paste text. Did a human being look at this?
c I was told Monday, then Wednesday, then Friday. Today is the Tuesday after.
c Great, another ticket number. That makes six. Any chance of a solution as well?
c I find it hard to believe that a company of your size has no one who can read a contract.
c Quality used to be so much better. The last three boxes went straight to the dog.
c Good evening, I have been meaning to write since the weekend. We had booked the function room for my mother's seventieth, months in advance, and when we arrived it was being used by another party. The manager, who I will say was polite, moved us to a corner of the bar next to the television. Nobody had told us beforehand. The food itself was fine and the waiter did his best. I would like to know how this could happen and what you propose. Yours E. Whitcombe
c I am at my wits' end with your helpline
c Every month the same circus
c Your people promised a solution twice, nothing came of it
c For a week I have been trying to get through to a person
c You take weeks to answer and then answer something else
c You only care about selling
c Being transferred five times is not support
c I don't feel valued as a customer
c It's simply not acceptable to be spoken to in that tone
c You moved my appointment three times without asking
c Reply times are a bad joke
c I am extremely unimpressed
c Never had such poor treatment from a bank
c The receptionist was impatient and made me feel stupid
c This is the last time I recommend you to anyone
c You lost a loyal customer today
c Do better
c I waited at home all day for nothing
c I expect compensation for the trouble
c You say you care, but nobody has got back to me
c Your agent promised to ring at noon. It is six.
c A month of mails and not one useful sentence
c It is really frustrating that I cannot reach a human
c I object to the way my application was handled
c Please take this as a formal protest
c Why is it always me who has to follow up?
c Congratulations on the slowest service in town
c Can somebody finally do something?
c Another pointless reply from your team
c I could have flown to the moon in the time it takes you to answer
c I am angry
c That annoys me a lot
c I am disappointed in you
c Your service is bad
c This is wrong and you know it
c I complain about the noise
c Nobody helps
c No one answers
c Why does nobody call back?
c How much longer must I wait?
c I have told you this three times already
c I keep telling you the same thing
c I get a different story each time
c I was ignored
c Your staff was unfriendly
c The tone was inappropriate
c You broke your promise
c I do not believe a word you say any more
c It is a scandal
c I won't put up with this
c Fix this or I am gone
c I will take my business to another bank
c Nobody at your firm seems to know what the other is doing
c I would have liked at least an apology
c Three calls, three different answers
c Your answer was rude and did not help
c I was told off like a schoolgirl
c It took you five weeks to send a form
c I have better things to do than wait on your hotline
c The quality of your products has gone down a lot
c You advertise fast help, I have yet to see it
c Once again no reply, once again I have to chase
c This is the opposite of good service
c Your waiter was impolite and the food came cold
c I feel taken for a ride
c Your new rules are unfair to families
c It's a pity that you do not keep your promises
c I am writing for the last time
c You have had my documents since spring and done nothing
c What is the point of your help desk if nobody helps?
c I was quite upset about the way I was spoken to
c I do hope you treat others better than me
c It beggars belief that nobody can tell me when
c Such a shame, I used to love your shop
c Please forward this to someone who cares
c another day, another excuse
c no help at all from your side
c On hold for forty minutes, then thirty more, then the line went dead
c You keep telling me my call is important, it clearly is not
c Your agent told me flatly that my problem cannot be solved and that was that
c I asked for a supervisor and was refused
c Nobody takes responsibility in your company
c First we are told to be patient, then we are told it is too late
c I was penalised for something that your own system prevented
c This is really bad business
c I have never been so cross with a company
c He did not even say hello while he served me
c Two people chatted behind the counter while the queue grew
c You hide your phone number so that nobody can reach you
c Your contact form is a black hole
c I am sent from the warehouse to the shop and back, each blames the other
c Your hotline costs money and helps nobody
c I wrote on Facebook, by mail and by post. Not a word.
c A machine thanks me for my mail and that is the last I hear
c The standard reply you sent has nothing to do with what I asked
c You told me a week. It is now two months.
c I was given wrong information twice
c You advise people to buy things that they do not need
c The manager laughed it off
c You make it impossible to cancel, that is not honest
c I have to say this was not my idea of a holiday
c The bed was hard, the breakfast cold and the staff bored
c My meal was sent back twice and still came wrong, no one said sorry
c You do not treat your regulars well any more
c This can't be how you want to run a business
c I was made to feel like a thief at the till
c It is not the first time that this happens with you
c I have asked nicely, now I ask firmly: when will somebody deal with my case?
c No apology, no explanation, nothing
c You closed my case without talking to me
c Why was I not told earlier?
c All your competitors manage this in a day
c I am writing to let you know how let down we feel
c My review will not be friendly
c I want this escalated
c If I do not hear from you by Friday I will go public
c You have wasted enough of my time
c I won't pay for such poor work
c I dread calling you
c For a company with your reputation this is weak
c Your courier treats parcels like footballs
c Not happy.
c Very poor.
c What a farce
c Absolute shambles from start to finish
c I expected at least a call back
c It is hard to stay polite
c I want to make a formal complaint about how I was treated in your shop.
c This is not good enough. Three calls and nobody has helped me.
c Your agent hung up on me. I am disgusted.
c I am not satisfied with the answer I got.
c I have been waiting for a reply for two weeks now.
c If this is not sorted I will go to the ombudsman.
c Honestly I expected better from you.
c Why does it take you so long to answer a simple question?
c The courier was rude and left my parcel in the rain.
c I will never buy from you again.
c My solicitor will be in touch.
c How many times do I have to explain this?
c Nobody called me back although you promised.
c A poor experience from start to finish, please pass this on to your manager.
c ok so this is getting silly now. rang on monday, rang on tuesday, every time someone tells me something different
c Your chat bot goes round in circles and I just want to speak to a human being for once
c I don’t think it’s right that loyal customers pay more than new ones.
c The lady on the phone basically called me a liar.
c Not what I would call customer service. Anyway, can you tell me when the part comes?
c I wasted my whole Saturday waiting in.
c I regret switching to you.
c Please escalate this, it has gone on long enough.
c I am still waiting for your reply
c Still waiting
c I have been waiting for an answer for a month
c Waiting since spring and no answer
c I wrote three times and heard nothing back
c I call and call and nobody answers
c My letters remain without an answer
c You promised to call and did not
c Your colleague told me it was sorted, it is not
c I was told someone would call, no one did
c This is my fourth message about this
c Third attempt: is anyone going to help me?
c How long do you expect me to wait?
c I should not have to write a second time
c I have explained this over and over
c Again I have to remind you
c I wait for weeks and then get a form letter
c Hello? I asked a question five days ago
cb For the second time you have taken the wrong amount, how hard can it be to get a bill right
cb I keep writing about this invoice and you keep sending reminders, it is outrageous
cb Still no refund after two months, and your staff hang up when I ask
cb You overcharge me and then you ignore me, I have had enough
cb It is a disgrace that you keep my deposit and do not even reply
cb So I pay for a gym that is closed and nobody thinks that is wrong?
cb Charged twice AGAIN. Do you even check your own systems?
cb It has been five weeks since you told me the refund was "on its way". I have phoned three times. Where is it?
cb I am sick of explaining every month that I am not on the premium plan, and every month the bill says premium.
cb Hello, as I wrote on the 2nd and on the 9th, this invoice has been paid. I have sent you the proof twice. Today a debt collection letter arrived. I consider this an insult and expect you to withdraw it and to confirm that in writing. Regards
cb I want my money and an apology for three months of excuses
cb You charged me twice and nobody answers my mails. This is unacceptable.
cf The rental car broke down twice and your hotline could not care less
cf Streaming stops every evening, I have reported it five times, nothing happens
cf The replacement blender is faulty too, I am losing patience
cf Another missed appointment, another day off work wasted
cf For weeks the lift has been out of order and you do nothing
cf You delivered the wrong sofa and now nobody answers the phone, shameful
cf The software is full of bugs and your support only sends links
cf Parcel two weeks late, no word from you, and the tracking page has not moved since. Not impressed.
cf Hi team, since Tuesday's release the export runs into a timeout for every account above 5,000 rows. We reported that on Tuesday, got "we are looking into it" on Wednesday and silence since. Month-end closing is tomorrow. I have to say this is not the support we were sold. Best
cf Ordered a birthday cake for Saturday. It came on Monday. My daughter cried. Thanks a lot.
cf You sent a replacement and the replacement does not turn on either. Is there any quality control?
cf The tap you repaired leaks again, that is poor work
cf The same fault for the fourth time, I want somebody competent now
cf The third broken router in a month, I am fed up!
cv I told your agent that I have cancer and she laughed and said everybody is ill sometimes
cv You keep calling my late father, please have some respect and stop it
cv My late husband got another one of your cheerful letters today. How often do I have to tell you that he is dead?
cv I told you twice that my wife has died and you still write to her. This is appalling.
b You withdrew the same amount two times
b The final bill is higher than the price I agreed to
b Please refund the amount you took by mistake
b I do not owe you this money
b The invoice contains things I did not order
b My contract has ended and you keep debiting me
b The promised credit is missing on my bill
b I was charged a fee that nobody mentioned
b I never authorised this payment
b You billed me for a month in which I was no customer
b The refund has not reached my bank account
b My voucher was not taken off the total
b I was asked to pay late fees although I paid on time
b Your price went up without notice
b I sent the goods back and the credit is still outstanding
b There is an unknown payment to your company on my card
b The meter reading on the bill cannot be right
b I am contesting the invoice
b Please reverse the debit
b The offer was cheaper than what you invoiced
b You charged the annual plan instead of the monthly one
b Two payments for one order
b The deposit was never paid back
b There is a second booking of the hotel on my card, please reverse it
b You invoiced me for a rental day that I did not use
b The insurance premium went up without any letter and the old amount was agreed until December
b I never signed up for the newsletter plus package that you bill
b The parking fine you passed on is not mine, I had handed the car back
b My credit note from the cancelled flight is still missing
b Please pay back the membership fee for July, I had already left
b The total in the mail was 54, my card says 61
b A subscription I did not take out appears on my phone bill
b You owe me 18 pounds from the last order
b The tip was added twice
b I have been paying for two lines although one was switched off in March
b The receipt shows a gift card that I did not buy
b The exchange rate you used is not the one that was shown at checkout
b We dispute position 4 of the invoice, the work was never done
b Water bill is three times the normal amount, that can't be right
b my bank says u tried to take the money two times this month
b Why was I asked for postage when it said free delivery?
b You debited the whole year instead of one month
b My student discount was not taken into account
b I was told there would be no cancellation charge, now there is one
b the refund you promised isnt on my card
b I returned the drill, your shop confirmed it, but the money has not been paid back
b Collection agency wrote to me about a bill that I settled long ago
b Please correct the invoice, the hours are not those that we agreed
b I paid cash in the shop and still got an invoice
b A payment to your company shows up on my statement and I have no idea what it is
b The booking fee was charged even though the concert was called off
b Your terminal booked 80 instead of 8
b hi, u took 15 quid off me yesterday, what for?
b My refund of 12 March hasn't arrived yet. Could you look into it?
b There's an entry from you on my credit card statement that means nothing to me. I have never had an account with you.
b We were billed for 12 seats, we have 9.
b Please take the 5 euro reminder fee off, the payment was on time, see attached slip.
b The VAT on invoice 778 is calculated at the wrong rate.
b I ended my membership in January and the direct debits are still going out.
b According to the meter we used 2,100 kWh. You have put down 3,400.
b Two of the items were cancelled by you, so why do I pay for all four?
b Dear accounts team, I have gone through the May statement with our bookkeeper. Items 1 to 6 are as agreed. Item 7, "onboarding package", is for a service we declined in our mail of 3 April, and item 9 appears on the April statement as well. Could you check both and send us a corrected statement? Thank you R. Adeyemi
b Took 40 from my account, I have no contract with you
b The bill should be 20, not 200
b You charged for two nights, we stayed one
b I have paid this already, please cancel the reminder
b Billed for extras that I never had
b I am still being charged after I left
b My money for the returned shoes has not come back
b The refund is overdue
b When will you finally pay me back the deposit?
b What is this charge of 12.99 for? I did not buy anything
b Why did you take 60 when the plan costs 40?
b Invoice 55 is for a colleague's order, not mine
b You have calculated the wrong tax
b We used less than you billed
b The counter on the bill does not match the one in the cellar
b You did not deduct my voucher
b One licence too many on the invoice
b There are two identical debits
b The card was debited for a stay that I had cancelled in time
b My bank shows a withdrawal by you that I know nothing about
b You have put me on the expensive plan and billed it
b The monthly fee is higher than in the contract
b You charge for delivery although I picked it up
b My deposit for the flat has not been returned
b The seat fee should not be on the bill
b You have collected twice for March
b I got a bill for a visit that never took place
b The 10 percent off are missing on the receipt
b There's a fee on it nobody told me about
b Please check the total, it does not add up
b You have my money and I have no goods, please pay it back
b I only owe half of what you ask for
b Why is there an admin fee on my invoice?
b The price on the shelf was 5, I paid 7
b still no money back from the tickets
b You kept a thousand as a penalty that nobody mentioned
b I have been billed for a service I declined
b Two withdrawals of the same sum on the same day
b The agreed price was 80, you want 95
b You raised my rate without notice, please bill the old one
b I want the fee for the missed flight back, you cancelled it
b My money is still with you six weeks after the return
b The account was closed in May and you billed June
b There are items on the bill which I do not know
b I got a dunning letter for an invoice that was settled in April
b The coupon was ignored at the till
b Please stop taking money from my account, I cancelled last year
b You refunded only half
b My bank reports a payment that I did not make
b Charged in dollars, offered in euros
b Late fee although I paid before the date
b You charged my card twice for the same order.
b There is a charge of 49.99 on my statement that I do not recognise.
b I cancelled in May but you still take the money every month.
b The invoice is wrong, I never ordered the premium plan.
b I dispute this bill.
b Where is my refund? You said five days.
b I was billed 120 instead of 80.
b Why have I been overcharged this month?
b I will ask my bank for a chargeback.
b I got a payment reminder although I have already paid.
b The direct debit you took was too high.
b The amount on the bill does not match the offer.
b Just checked my bank and you took 30 quid on the 2nd and another 30 on the 4th??
b the discount code was not applied, I paid full price
b I returned everything in January and have seen nothing of my money since.
b My bill jumped from 40 to 75 and nobody told me. Please explain.
b I was promised the first three months free but you have taken payment already.
bf The magazine has not come since May but you still collect the fee
bf You charged me for express shipping and it came after nine days
bf I paid for three tickets and only two were in the mail
bv I am on sick pay and you took the whole sum at once although we agreed on instalments
bv My mother is in a care home and you still debit her account for the gym
bv You have collected another 60 from my late mother's account although I sent the certificate in April.
bv My father died in April and you still debit his account.
f The dryer makes a grinding noise and stops
f Emails do not come through any more
f The technician was booked for nine and nobody came
f The box was empty when I opened it
f The order is incomplete, two items are missing
f Your system does not respond
f The door of the fridge does not close
f Payments fail at the checkout page
f The button does nothing
f The lamp went dark after one day
f We have been without power since midnight
f The line is dead
f The heater leaks water
f The alarm goes off for no reason
f The download stops halfway
f The installation failed and now nothing runs
f The delivered table has a crack
f The key does not fit the lock
f The picture is frozen and the sound is gone
f The pump does not start any more
f You delivered the wrong colour
f The appointment was missed by your installer
f The data in my account has disappeared
f The parcel was opened and the contents were gone
f The oven gets hot on one side only
f My watch loses ten minutes a day
f The speaker crackles and cuts out
f Calls drop after a few seconds
f Nobody can reach us, callers hear nothing
f The charger overheats and smells
f The scanner does not pull in the paper
f The camera records black videos
f The lock cannot be opened with the app
f The thermostat ignores what I set
f The export contains empty columns
f Search finds nothing although the entries are there
f After login I land on the login page again
f The courier gave it to a stranger
f The package was left at the wrong address
f Parts are missing from the kit
f I received a different model than I ordered
f The food was spoiled on arrival
f The wheel came off on the first ride
f The screen flickers and then turns black
f The machine beeps and shuts down
f The seam tore after one day
f Notifications do not reach my phone any more
f The reports show figures of another company
f Die Daten in meinem Konto sind verschwunden
f The dishwasher leaves everything wet and shows E24
f No water from the tap since six
f The ebook stops at page 40
f Streaming keeps buffering on all devices
f The rental car would not start this morning
f My new bike came with a bent wheel
f The ticket barcode is not accepted at the gate
f The lift in our building has been stuck since yesterday
f Your plugin throws an exception on startup
f The medicine box you sent is not the strength on the prescription
f The sofa arrived with a tear in the fabric
f The plants were dried out when they got here
f Nothing loads, only a grey screen
f We get no sound in the conference calls
f The fridge does not cool any more
f The zipper of the jacket is stuck
f The invitation link leads nowhere
f The meal kit came without the meat
f My booking has disappeared from the app
f The bin was not emptied on Monday
f Your driver never came to pick us up
f The file I download is corrupt
f uploads hang at 99 percent
f gps on the watch is off by two streets
f the vacuum wont charge anymore
f the webinar link did not work and we missed it
f The heating engineer was due this morning, no one came
f Our phones at the office are dead
f The keypad does not accept my code
f I was sent somebody else's order
f Our order has not turned up although the delivery date has passed
f The chair wobbles, one leg is shorter
f The pump stopped after two days
f The scanner reads every page twice
f The toy lost an arm right away
f SMS codes are not coming through
f The statements in online banking are empty since the weekend
f Alerts are sent hours too late
f We have had no gas since the works in the street
f Import aborts with an unknown error
f The book has pages missing
f The glasses were made with the wrong lenses
f Checkout rejects every card
f The washing machine leaks
f half of our team cannot open the shared folder
f The lock jams and I cannot get into my flat
f cant log in, says error 502
f Is there an outage in Bristol? Nothing works on our street.
f All charts are blank since this morning, for me and two colleagues.
f I press pay and the wheel just spins forever.
f Nobody turned up for the 10 o'clock installation appointment.
f The zip on the tent came apart the first night.
f Website gives me a white page when I add something to the basket.
f Half of the groceries were missing from today's delivery, among them the milk.
f Production is down, all API calls return 500. Please look right now.
f Your text messages with the code arrive ten minutes late, so they are expired when I type them.
f Door lock shows offline and will not open from the app.
f my parcel says it was "handed to neighbour" but neighbour has nothing
f Hi, our shop has had no card payments since 9:40. Provider confirms line is fine on their side.
f The kettle switched itself off and stays off
f It keeps restarting
f Nothing happens when I click on save
f I get a blank screen after the update
f We are offline again
f The video has no picture
f I was sent the wrong charger
f There was a hole in the box and two cups were gone
f The blinds came in the wrong width
f Nobody came to read the meter although it was agreed
f Your installer did not appear
f Half the order is not there
f It says out for delivery since Friday
f The package never made it here
f The heating does not get warm
f The remote control does not respond
f I cannot open the document that you sent
f I can't get into my account, the code is rejected
f Login fails with a server error
f The server returns 503 for all requests
f All our tills are down
f Printing does nothing since yesterday
f The song skips after ten seconds
f The lid does not close
f One wheel is missing
f The paint has come off after a week
f The blender smells burnt
f The taxi I had booked did not come
f Your app shows someone else's data
f Reports are empty
f The app hangs when I open the camera
f I cannot sign in any more since I changed my phone
f My account is locked for no reason
f The site does not load in any browser
f Nothing happens when I scan the code
f The order never came
f We are still without electricity
f It was supposed to arrive yesterday, nothing came
f The parcel is a week late
f You forgot the batteries
f The wrong book was in the envelope
f One glass was broken
f The table has a scratch
f The shoes fell apart after two weeks
f The bottle leaked all over the box
f There is no sound
f The picture flickers
f The door will not lock
f The device is dead
f The service is unavailable
f The system is down for all of us
f We cannot take orders at the moment because your system is not reachable
f The data has not been updated for three days
f The newsletter goes out twice to everyone because of a bug in your tool
f My train was cancelled and no replacement came
f My reservation was not known at the hotel
f My prescription was filled with the wrong pills
f The mail with the tickets has not come
f The cleaner did not come on Friday
f The internet is extremely slow
f The shower only gives cold water
f The gate at the car park did not open
f The tap in the kitchen drips since the plumber left
f The projector turns itself off during talks
f Our card terminal refuses every payment
f The door handle came off in my hand
f My subscription box was supposed to be here on the 3rd
f There is mould on the bread I bought this morning
f The tracking has been stuck for days
f The voucher code is rejected as invalid
f The link in your mail has expired before I could use it
f The calendar shows all meetings an hour late
f The train was so late that we missed our flight
f Our invoices cannot be created any more, the button is grey
f The video freezes every few minutes
f The battery drains within an hour
f The jacket lost its colour in the first wash
f The alarm rings at night for nothing
f Messages to our customers are not sent
f The shelf does not hold, the screws are too short
f Your installer left a hole in the wall
f The tyres were worn when I picked the car up
f The room had no heating and no hot water
f The fish was off
f I got two left shoes
f The second parcel never came
f The courier dropped it at the wrong house
f The map in the app is empty
f My saved addresses have vanished
f My balance shows zero although there is money on it
f We have been waiting for the engineer since eight
f The scooter stops in the middle of the road
f Deliveries arrive incomplete every week
f no signal at home since the storm
f the game crashes on level 4
f screen went black and thats it
f Phones have been showing SOS only since breakfast
f Total blackout in our village
f The connection drops every few minutes
f The router only shows a red light
f Download speed is a tenth of what was agreed
f The film stops and loads and stops again
f My contact form entries end in an error
f Five times the code was right and five times your site says wrong
f Everything I typed was gone after the server crashed
f The driver says he never got the parcel from you
f Ordered pizza at eight, it is ten and there is none
f The wardrobe came without doors
f The bench has a leg that is split
f The wall unit was put up crooked
f The switches were fitted in the wrong wall
f Wine was spilled on my suit by your waiter and the stain is still there
f Our flight was cancelled and the rebooking page is dead
f The cleaning was not done although it is on the schedule
f The lock on the locker failed and I could not get my clothes
f The pills in the box are crushed
f The new tyres lose air
f I cannot hear the other side on calls
f Our emails to you bounce
f Tickets are not in my mail although I paid
f The smoke alarm you fitted chirps all night
f Search shows no results whatever I type
f I got a blank PDF
f Your chat window closes by itself
f The card machine is out of order and we have to send guests away
f Your update broke our import
f Pages take a minute to open
f It is the wrong colour
f The cake was crushed on arrival
f Missing: two chairs and the screws
f The repair did not help, it is as before
f My internet has been down since this morning.
f The app crashes every time I open it.
f My parcel never arrived.
f The washing machine you delivered is broken.
f The engineer did not show up today.
f I cannot log in, it only shows an error.
f We have no hot water since your repair.
f Your website is not loading for any of our staff.
f You sent me the wrong item.
f The heating stopped working last night.
f The glass arrived smashed.
f My phone has no signal anywhere.
f telly just says no input since you guys updated the box
f We ordered six chairs and got five.
f Everything froze in the middle of my presentation, twice.
f The tracking says delivered but there is nothing here.
f card gets declined at every till, there is money on it
fv My oxygen concentrator was not delivered and I have enough for one night
fv The heating is off and I have a newborn and a fever
fv The heating has failed and my baby is three weeks old and I am recovering from surgery.
v My wife is dying and I cannot deal with this now
v Since my husband's death I am alone with everything
v I have been diagnosed with a serious illness
v I am recovering from an operation and cannot leave the bed
v I lost my income and cannot pay the instalments
v We can hardly buy food at the moment
v I owe money everywhere and do not know how to go on
v My son is autistic and changes frighten him
v My mother does not remember signing the contract
v I am looking after my sick father and have no time or strength
v I cannot see well enough to read your letters
v I am hard of hearing, please write instead of calling
v I do not understand the forms, I cannot read very well
v I am old and alone and nobody helps me with the computer
v My former partner threatens me and must not get my number
v We had to leave our house after the fire
v I am afraid all the time and cannot sleep
v I see no hope and do not want to be here any longer
v A stranger talked me into a transfer, I think I was cheated
v I am in treatment for addiction and need to limit my spending
v I am pregnant and without heating
v My child is seriously ill in hospital
v I live on a small pension and cannot manage the increase
v After the accident I am in a wheelchair
v My flat was flooded and I have lost everything
v I have difficulties learning and need things explained simply
v I am in a crisis and everything overwhelms me
v I came to this country last month and do not speak the language well
v My brother took his own life
v I need electricity for my breathing machine
v I am getting divorced and have no access to our account
v My hours were reduced and the rent takes everything
v I was diagnosed with MS in spring and everything takes me longer now
v I am a full time carer for my disabled daughter
v My partner controls all the money, please don't send letters home
v I'm in a refuge and need a new contract without my old address
v Grandad passed away, who do I speak to about his account
v My dad has Alzheimer's and keeps ordering things
v I cannot hear on the phone, can we do it by text
v I'm being made redundant next month and worried about the loan
v The flood took our ground floor and all the papers
v I'm severely depressed and did not manage to reply to your letters
v My hands shake because of Parkinson's, typing is hard
v We cannot heat the flat any longer, there is no money left after rent
v I do not read well, please explain it on the phone
v I am a widow of 82 and my son, who did all this, has moved away
v I am recovering from surgery and cannot come to the shop
v I had a miscarriage and need to cancel the baby course
v My house burned down on Sunday
v Someone I met online talked me into sending him money
v I've been sleeping in my car since the divorce
v I think about ending it
v I feel like I can't carry on, it is all too much
v I am in hospital with my little boy, please give me more time
v My wife has a brain tumour and only a few weeks left
v I'm on dialysis three times a week, evenings only please
v I'm dyslexic and your contract is a wall of text for me
v My benefits were stopped and I can't pay anything right now
v I'm deaf and use sign language
v I use a wheelchair, is there a step-free way to your office? The stairs were impossible for me
v I am going through bankruptcy and the official receiver handles my debts
v My husband hits me and reads my messages
v I've just come out of prison and have no bank account
v We are refugees from Ukraine and do not understand the letter
v My mum can no longer manage on her own, I will look after her affairs
v After my brain injury I mix things up
v I have a drinking problem and bought all this while drunk
v I have panic attacks and cannot use the phone
v My sister is terminally ill, we need to stop everything in her name
v Living on a small pension, the increase is more than I can bear
v I skip meals so that the children can eat
v My insulin must be kept cold, a power cut is dangerous for me
v I was tricked on the phone by a man who said he was from the bank
v I am blind, the pictures in your mail tell me nothing
v Please be patient, my memory is not what it was
v I'm seventeen and my mother, my only parent, just died
v i lost my job and dont know how to pay u
v im not coping at all since the funeral
v My wife died on the 3rd. The contract is in her name. What do I need to send you?
v I've been off sick since January and my savings are gone, is there any way to spread the payments?
v Please speak slowly when you call, I had a stroke last year and need a moment to follow.
v My son handles my post now because I get muddled with numbers these days.
v My ex knows my password and follows me around. I need my address taken out of the account today.
v We have a baby on a feeding pump, so please warn us before any power cut.
v honestly I don't see the point in anything any more
v Dad is 91 and a caller got him to install something on his computer and then to buy gift cards.
v I need to cancel my mother's subscription. She has gone into a nursing home with advanced Parkinson's and will not come back to the flat. I hold power of attorney and can send you a copy.
v I can't lift anything since my hip replacement, could the driver carry it in?
v my daughters boyfriend looks at all my post and my bank app and i am not allowed to spend anything, please only write to this address
v I'm ill and off work, my income is gone
v My savings are used up
v I can hardly lift my arm after the operation
v My back was operated on, I can't carry anything
v I have dementia, my wife writes this
v She is 87 and frightened of the phone
v He is 93 and gets confused
v My late mother was your customer
v My late father's account should be closed
v My dead husband still gets your letters
v My former boyfriend is stalking me, keep my address secret
v He follows me and reads my messages
v I'm not allowed to use my own money
v I don't see any point any more
v I don't know how to go on
v My child is fed by a tube and needs electricity day and night
v I depend on a breathing machine
v I have trouble reading because of my eyes
v I gave a caller my password and now I am scared
v I bought gift cards for a stranger who threatened me
v I live from hand to mouth
v I can't open letters any more, I am too afraid
v I have autism, phone calls are very hard for me
v I have just been told that it is cancer
v My baby was born far too early and we live at the hospital
v My house was repossessed
v I have lost my sight
v I can't work since my burnout and can't pay
v My wife has left and I am not well
v I have been told I have six months to live
v I live with bipolar disorder
v My autistic son cannot cope with strangers in the flat
v I cannot leave the house because of my illness
v My carer reads me your letters
v I am 79 and all alone
v I am too old for this internet stuff, my late husband always did it
v I am frail and had a fall last week
v My mother had a stroke and cannot speak
v Our daughter was killed in an accident
v My brother is in a coma
v I am the executor of my uncle's estate
v I lost everything in the fire
v I'm homeless at the moment
v I am in debt up to my neck
v The bailiff comes on Monday
v I can't feed my kids
v I only have ten pounds until the end of the month
v I can't pay this bill, I am out of work
v Can I pay less for a while? I am on benefits
v My ex must not learn my new number
v I am afraid of my husband
v I was cheated by a fake shop and my account is empty
v I fell for a scam
v I think my grandma was talked into this contract, she did not understand it
v I can't concentrate because of my medication
v I can't understand the letter, I have learning difficulties
v I feel so alone and don't want to go on
v I don't want to be here any more
v Nothing makes sense since she died
v I am grieving and can't deal with this now
v I have epilepsy and must not be without power
v I am pregnant and in hospital
v My wife has ALS, she speaks with a computer
v My uncle is blind and I write for him
v I had a heart attack in June and have to avoid stress
v My mother is bedridden and needs her alarm button
v I am in a psychiatric ward at the moment
v I've lost my partner and with him the income
v My hours were cut and I am behind with everything
v There is nothing left to eat and I get paid on the 30th
v I am a single mum and my card was declined for nappies
v I was in care as a child and cannot read this stuff
v My grandfather hardly understands what he signs any more
v A man at the door pressed my aunt to sign
v My stepfather opens my letters and takes my money
v My flat was burgled and I am scared to be alone
v I am undergoing radiotherapy
v My kidney was transplanted and I must not catch anything
v I have arthritis and cannot open the packaging
v Since the crash I have a brain injury
v I don't know why I should get up in the morning
v I hardly earn anything since the season ended and cannot keep up with the bills
v We are behind with the heating bill because my wages were cut
v I am two months behind with the rent
v My seasonal job is over and I have almost no income
v I have eaten nothing but bread for days
v I no longer see a way out
v I honestly do not know how much longer I can take this
v I am at the end of my strength
v He has a mental disability and was talked into this
v Flashing lights are dangerous for me, I have epilepsy
v I look after my mum day and night and cannot get to the phone
v I am seventeen and live by myself
v I came out of care last year and never had a bill before
v I can't do sums, please tell me simply what I owe
v I can't read the contract, the words are too difficult
v I left prison last week and start from zero
v I fled with my children and have only what we carry
v I drink too much and I sign things I regret
v My hearing has gone and the phone is no use to me
v I can't see the small letters any more
v Sickness has eaten up our savings
v My pay was halved and the loan is due
v I have a newborn and my husband is in intensive care
v I look after two parents with dementia
v My counsellor says I should tell you that I am ill
v I can't get out of bed, everything is black
v My memory is going
v I have had a breakdown
v I was scammed by someone posing as your support
v My brother is dead and I do not know what to do with his contract
v My husband passed away last month and I need to change the name on the account.
v I lost my job and cannot pay this month.
v I have cancer and am in hospital until June, can we postpone the appointment?
v I am blind and cannot use your website.
v I don’t want to live any more.
v My mother has dementia and signed a contract on the phone.
v I can’t afford the heating, my children are cold.
v The bailiffs are coming and I don’t know what to do.
v I left my partner because he was violent, he must not see my new address.
v I am 84 and I do not understand these computer things, my daughter used to help me.
v I suffer from severe anxiety and cannot talk on the phone.
v We are going through a divorce and I need a separate bill.
v I depend on oxygen at home, please tell me before you switch off the power.
v Somebody tricked me into giving them my bank details.
v I am dyslexic, could you send it in large print or read it to me?
v I live on benefits and have 5 pounds left until Friday.
v since the accident I can only use one hand, typing takes me ages sorry
v It’s just me and the kids now and I’m down to my last tenner
v I take care of my wife who has MS, so mornings are impossible.
v Mum doesn’t know what day it is any more, please talk to me instead of her
v Some man rang pretending to be you and I read him the code. I feel so stupid.
v honestly everything is too much at the moment, I sit and cry over these letters
v We buried our son on Thursday.
v They cut my hours and the rent is due, is there anything you can do
v I have poor eyesight, the letters on the bill are too small for me
- Which colours are available and what does it cost
- How do I change my delivery address
- Please send me a copy of the invoice
- I would like to book an appointment
- When does the shop open on Saturday
- I want to upgrade my plan
- Can I add a second user to the account
- Is there a warranty and where do I register it
- How do I reset my password
- I want to cancel my subscription at the end of the year
- Does the cable work with my laptop
- Do you ship abroad
- Where can I find my customer number
- How long does a refund usually take
- Please update my phone number
- I would like to order spare parts
- Can we pay by invoice as a company
- We are moving, how do we transfer the contract
- Thank you, everything works perfectly
- Great product, do you also sell accessories
- I am on holiday next week, please deliver later
- How many points do I have
- How do I set up a direct debit
- Please send two catalogues to our office
- My delivery was fast, I would like to order again
- Does the contract renew automatically
- Which documents do I need to sign up
- Could someone from sales call us about an offer
- What is included in the premium plan
- Can I book the training for my team online
- How do I connect the speaker with my phone
- Is there a manual for the camera in English
- What time does the course begin
- Can I donate to the charity you support
- When does the technician come
- Who is my contact person
- What are the dimensions and the weight
- I would like to work for you, do you have vacancies
- Where is my parcel, here is the tracking number
- I want to return the shoes, they are too small
- Is it possible to pay in instalments
- My son loves the toy, is there another one like it
- The assembly was easy, thank you for the quick delivery
- Kann man in Raten zahlen
- Could you book me in for the dentist next Tuesday?
- Do I need to bring my library card?
- What is the baggage allowance on this flight?
- Please add vegetarian meals to our booking
- How do I cancel a class in the app?
- I would like to upgrade my seat
- Which vaccines do I need?
- Is the gym open on bank holidays?
- Please find attached the signed form
- I have attached a photo as you asked
- My new phone number is below
- Could we get an extra key for the rental flat?
- Are pets allowed in the hotel?
- Please confirm that you have received my application
- I will come by at three to pick it up
- We would like to extend our stay by one night
- Is breakfast included?
- Where do I find the serial number?
- Is this dress true to size?
- When is the next sale?
- How many users does the licence cover?
- What does error 404 mean in your documentation?
- Is there a trial version?
- What happens to my data when I cancel?
- How do I download my invoice?
- What is the fee for an additional card?
- Will the price stay the same next year?
- Can I pay the bill with a gift card?
- If the item is defective, who pays for return shipping?
- What do I do if the parcel does not arrive?
- How would a refund be paid out?
- I would like to exchange the gloves for a bigger pair
- The coat does not suit me, how can I return it?
- I changed my mind and want to send the chair back
- Please cancel order 331, I ordered it by mistake
- I mistyped my mail address when I signed up
- I spilled coffee on my keyboard, do you repair them?
- My child broke the handle, can I order a new one?
- Thanks for the quick help yesterday
- All fine, you can close the ticket
- It arrived safe and sound, thank you
- The fix works, great job
- Your colleague Amir was fantastic
- We are very happy with the kitchen
- I love the new design
- Nothing to complain about, keep going
- I am not unhappy with it, I just need a bigger one
- No, I was not charged twice, that was my other card. Sorry!
- The invoice is correct, thank you for checking
- Could be worse, could be raining. When do you open?
- The problem has gone away by itself
- After the restart it all works
- No problem at all, Friday is fine too
- No need to hurry
- See you on Wednesday
- Good morning! Just confirming my appointment at nine
- yes please go ahead
- sounds good
- perfect thx
- I am waiting at the entrance, red jacket
- What time will the driver come tomorrow?
- Can you tell me the delivery date of order 8812?
- Has my order been dispatched yet?
- I have not received an order confirmation yet, did it go through?
- Please leave the parcel in the garage
- We are away in July, please hold the newspaper
- I'd love to see a dark mode
- It would help us if the export had a date column
- Suggestion: show the total on the first page
- Would be great if you offered a family plan
- I need an invoice for my tax return
- Please change the name on the invoice to our new company name
- Can you resend the activation mail?
- How long is the contract?
- I am looking for a birthday present for my mother
- My husband and I would like to book a table for Saturday
- My son starts school, which backpack do you recommend?
- My grandmother turns ninety and we would like to order a cake
- I am a nurse, is there a discount?
- We are a hospital and need an offer for forty beds
- Do you have shoes for diabetics?
- Is the restaurant wheelchair accessible?
- Which policy covers cancer screening?
- I study medicine and would like a student account
- Does the life insurance pay out in case of death?
- Is there a book about dealing with depression in your shop?
- We want to donate to the food bank through your app
- I would like to volunteer with the elderly, whom do I contact?
- I retired in May and would now like the senior ticket
- I am unemployed as of June, hooray, sabbatical! Can I pause the membership?
- What is the interest rate if I pay in twelve instalments?
- How do debts affect my credit application?
- Your competitor charges 10, can you match that?
- Please do not send the printed catalogue any more
- I would like to stop my subscription, I have no time for it now
- I am cancelling because I found a cheaper offer, thank you for the years
- Please delete my data
- How do I leave a review?
- I would like to talk to a consultant about a loan
- Could you forward this to the billing department?
- Can I speak with Mrs Jones again, she knows my case
- I called you yesterday and you asked me to send my customer number: 4471
- As discussed on the phone, here are the documents
- I have been a customer for ten years and would like to know about loyalty offers
- We are still waiting for our architect, so please keep the offer open
- Not yet decided, I need another week
- Is it normal that the battery takes three hours to charge?
- Why is the app asking for my location?
- Why do prices differ between the shop and the website?
- My old vacuum broke, which of yours is the quietest?
- The old router died, I bought a new one elsewhere. How do I set it up?
- After the storm our internet was gone, but now it is back. Thanks for the text message
- Dear team, thank you for your offer of last week. Before we decide we would like to know how long the training takes and who pays for travel. We have time until autumn
- Hello, we stayed with you in May and loved it. Could we have the same room in September? And is the pool heated then?
- Thank you so much, that sorted it!
- cheers, all good now
- Where is my parcel? Order 88213.
- Could you tell me when the second part of my order will be sent?
- I'd like to return the blue jumper, it is a bit small. How do I get a label?
- How do I change the e-mail address on my profile?
- Which payment methods do you take?
- This is not a complaint, I just wanted to say your driver was lovely.
- If I cancel within the trial, will I be charged?
- I forgot my username, which mail did I register with?
- Please deliver to my neighbour at number 12 if I am out.
- The parcel came today, a day early even. Great!
- Hello, please change the quantity from two to three if it has not left yet. Thank you and best regards Miriam
- Do you sell spare glass for the lamp? I knocked mine over.
- I gave the wrong house number, it should be 14b.
- I'd like to close my account, I no longer need it. Thanks for everything.
- What is the difference between the Basic and the Plus plan?
- Is there a warranty, and does it cover broken glass?
- I will be on holiday until the 20th, please do not call before then.
- Dear team, we are thinking about moving our forty licences to the enterprise plan. Could you let me know who our contact would be, whether single sign-on is part of it, and whether we can keep our data in Frankfurt? There is no hurry. Best wishes
- How can I turn off the notifications?
- Could I talk to someone about a bigger order for our wedding?
- My hairdresser uses your shampoo. Is it suitable for children?
- Is the hearing protection for kids in stock in yellow?
- I work in a hospital and would like a quote for 200 mugs.
- I'd like to pay by instalments over 12 months, the 0 percent offer on your site.
- Third order with you and again everything perfect.
- Still deciding between the two, will get back to you.
- Please exchange the shoes for size 42, I should have measured first.
- Hello, we are moving from Ashford to Canterbury on 14 June and would like to take our contract with us. The new flat has a fibre socket already, the previous tenant was with another company. Could you tell me whether the number stays the same, whether someone has to come round, and if there is a fee for it? If an appointment is needed, any weekday after four is fine. Many thanks in advance Jo
- Dear all, I just wanted to say how impressed I was. When the washing machine broke down in April I feared the worst, because I had read some bad reviews. But your technician came the next day, explained what was wrong, and it has not made a sound since. Please pass on my thanks, I will not go anywhere else. Best Hannah
- Just checking you got my documents from Monday. No need to call.
- Hi, what is the row limit of the CSV export, and does it fail or cut off when there are more? We plan a migration and would like to avoid errors. Thanks
- Hi, I saw on your status page that Saturday's maintenance window is two hours. Does that include the EU region?
- Hello
- Dear Sir or Madam,
- Dear team,
- Good morning,
- Kind regards
- Best wishes, Tom
- Yours sincerely
- Many thanks in advance
- Thanks for your time
- Thank you and have a nice weekend
- I look forward to hearing from you
- Looking forward to your answer
- Please let me know
- Could you help me with this?
- I have a question about my order
- I hope you are well
- My customer number is 20391
- My order number is 88-120
- Please see the photo attached
- If you need anything else, let me know
- You can reach me on my mobile after five
- Thank you for your quick reply
- Please get back to me when you have time
- I am writing about my subscription
- We have been with you since 2019
- Any weekday is fine
- Sent from my phone
- The order came on Tuesday as promised
- The parcel arrived early, lovely
- It got here in two days, impressive
- Everything in the box, nothing missing
- The technician was here this morning and all is well now
- Your driver was on time and friendly
- I gave you the wrong date of birth, it is the 4th
- I entered an old address by mistake, the street is Mill Lane
- I picked the wrong size, can I swap it?
- I have sent the papers on Monday
- I sent the form yesterday
- I transferred the amount this morning
- I have paid the bill, thank you for the reminder
- My daughter will pick up the order
- My children love the puzzle
- Is the cream suitable for babies?
- Is this game fit for children of six?
- My mother wants the same one
- My husband will sign for the parcel
- I need the account statement for my accountant
- I no longer need the second account, please close it
- I do not need the newsletter any more
- I do not want to renew, please confirm the end date
- I am moving in with my partner, so I do not need my own contract any longer
- We moved house, here is the new address
- We are a company of fifty and plan to switch to you in spring
- We run a small shop and would like to accept cards
- What are the limits of the free plan?
- Does the backup fail if the laptop is asleep?
- What happens to running jobs during maintenance?
- How are errors reported by the interface?
- When is the next maintenance?
- The status page mentions works on Sunday, will that affect us?
- Which screws do I need for a broken tile?
- Do you repair cracked screens and how much is it?
- Is accidental damage insured?
- What counts as late delivery in your terms?
- How do I report a lost card? Just in case, I am travelling soon
- How do I dispute a parking ticket? Is that something you handle?
- I wrote a good review for you yesterday
- I had a complaint in March, and you solved it very well
- It was not your fault, the post was on strike
- The delay did not bother us at all
- I was wrong, the amount is right
- Please ignore my last message, I found it
- Forget it, sorted
- Sorry, wrong window
- I was only curious
- Five stars from me
- Great app, one wish: a widget
- A small wish: could the font be bigger on the receipts?
- I like the new version better than the old one
- No hurry, I just want to understand how the points work
- Just to let you know that I will be late for my appointment
- I can't make it on Thursday, could we move the appointment?
- I am ill with a cold, can I move my haircut to next week?
- I am the new assistant at the surgery and would like to set up our account
- I work for a care home, who handles bulk orders?
- Our school would like to visit your factory
- May I bring my dog?
- Will you be at the fair in Leipzig?
- Hello, I bought a coffee machine from you in 2021 and it still makes wonderful coffee. I would like to buy the bigger model now. Does the old water filter fit? And is there a trade-in offer? Thank you, Ben
- Dear team, please find enclosed our signed agreement. We would like to begin on the first of the month. The invoice should go to our head office. The contact for all technical questions is my colleague. Kind regards
- Hi there, a friend recommended you. I am looking for a phone contract with a lot of data and no frills. I travel a lot in Europe. What would you suggest? Cheers
- Good afternoon, I am planning a trip for twelve people in October. We would need three rooms and a table for dinner. Could you send me an offer? Payment by invoice would be ideal. Best regards
- I am not angry
- I am not annoyed at all
- It is not defective, I just don't like the colour
- The screen is not cracked
- There is no error, I only ask
- You did nothing wrong
- The amount is not wrong
- No complaint from me
- It wasn't late
- I don't mind waiting
- That is no problem for us
- Super, now everything works again. Have a nice day!
- The error message has gone, everything runs again
- Working again, thanks
- The line is back
- It was my mistake, the cable was loose
- I have lost my password
- I forgot my PIN, how do I get a new one?
- I lost my loyalty card, can you send another?
- Please send the March invoice
- Can I have the invoice again as a PDF?
- When do I get the next bill?
- I paid by transfer yesterday
- My son is happy with the bike
- My daughter is proud of her new shoes
- My wife loved the flowers
- My father wants to upgrade his phone
- We have two children and look for a family plan
- How much is the monthly fee?
- How do I pay with my phone?
- Can I change the day on which you collect the payment?
- Which account do I transfer the money to?
- Does the price include tax?
- I would like to know what the item "basic fee" on the bill means
- How is the bill calculated?
- Please split the invoice into two
- I will pay on Friday
- How long does it take until the money is in my account when I return something?
- I sent the trousers back yesterday, just so you know
- My return is on its way
- Is my return already with you?
- Could you tell me the status of my order?
- Where can I see where my parcel is?
- I ordered on Sunday, when can I expect the delivery?
- Delivery next week is soon enough
- Can I pick up the parcel myself?
- Please ring at the back door
- The shop was lovely and the staff helped me a lot
- The nurse was so kind to my mother
- Thank you for the patience with my many questions
- Your service is a joy
- Best hotline ever
- I had a great stay, only wanted to ask for the recipe of the soup
- Loved the concert
- I usually hate forms, but yours was quick
- What a pleasant surprise
- Could you take a look at my draft?
- I need help choosing a mattress
- Which treadmill is good for bad knees?
- My eyes get tired, is there a bigger screen?
- I wear hearing aids, do the headphones fit over them?
- Do you sell walking sticks?
- My neighbour is old and I do the shopping for her, can I use her discount card?
- I am expecting a baby in May, which pram fits in a small car?
- We are getting divorced from our old supplier, ha ha, and want to switch
- I am dead tired, let's talk tomorrow
- This game is sick!
- I am dying to know when the new album is out
- I would kill for that recipe
- I work as a debt adviser and need your brochure
- I am a police officer, is there a discount?
- How do I set the thermostat to holiday mode?
- How can I export my contacts?
- Why is the light green?
- Why do I need to confirm my address?
- Why was my order split into two parcels?
- What does "pending" mean?
- Who signs the contract on your side?
- Whom do I tell that I am moving?
- Is your office open this afternoon?
- Do you have parking for disabled guests?
- Please wake us at seven
- Table for four at eight, please
- Could you warm up the room before we arrive?
- Two tickets for Saturday please
- Just wanted to say hi
- Happy new year to the whole team
- I have attached the receipt for the warranty registration
- The serial number is AB-221
- The correct spelling is Meyer with e-y
- Please use my work address from now on
- Please unlock the second user
- I need admin rights for my colleague
- Can you add two-factor login?
- I would like to test the beta
- We publish a magazine and would like to review your lamp
- Are you hiring?
- The shower head is lovely, does it come in black?
- Which car seat fits my bike?
- Do I need a code for the gate?
- The courier may leave it with the porter
- How do I turn the sensor off while I paint?
- Is the video available with subtitles?
- Does the tablet come with a charger?
- Please check whether my address is right
- Can I get a receipt?
- What do you charge for delivery?
- Is there a fee for paying by card?
- When do you collect the money?
- My bank details have changed
- The total is fine, thank you
- Can I cancel within two weeks?
- I'd like my deposit paid to my new account when I move out in June
- It took me a while to find the form, but here it is
- I told my friends about you
- You have helped me so often, now I have a small question
- Three calls and three friendly people, thank you
- No rush with the reply
- You have my documents now, let me know if something is needed
- I used to work in your shop, is Ellen still there?
- For the fourth time this year I order from you, because I like it
- My wife speaks three languages and would like to work for you
- My uncle and I would like to visit
- I run a home for the blind and need a quote for ten phones
- I am reading a book about grief, do you have the second volume?
- We are hungry for more: when is the next tasting?
- I have arthritis cream in my basket, can I combine it with my voucher?
- I broke up with my old bank, how do I join you?
- What is your phone number?
- Can I reach you on weekends?
- I was told to send this form to you
- Here is the number of the case: 55-31
- How long is the waiting time at the moment?
- I am on hold, may I ask here instead?
- Could I get a supervisor to sign the certificate?
- We want to hold our annual party at your place
- What did the manager recommend for the tasting?
- The bench fits perfectly
- The pizza was great
- Is the film in the original language?
- The stain came out, thanks for the tip
- I will write a review tomorrow, a good one
- What speed does the cheaper plan have?
- Which router do I need?
- How do I read the lights on the router?
- How do I import my contacts?
- Where do I enter the coupon?
- Is there a penalty for early repayment?
- What does the late fee amount to in general?
- I would like to close my gym membership next year
- Please send the contract in large format for our notice board
- I care for my garden, which fertiliser is best?
- I have a newborn niece and look for a gift
- Can minors open an account?
- Do you employ people with disabilities?
- I am learning English, do you have courses?
- No complaints at all, keep it up!
- Do you have an opening in your complaints department? I would like to apply.
- Can I get a refund if I return the shoes within 30 days?
- Please send me the invoice for March.
- Does the phone work with two SIM cards?
- What happens when the lamp is broken, is there a warranty?
- I would like to donate 10 euros to the cancer charity you support.
- The battery of my old phone died, which one fits?
- I am dying to try the new flavour!
- Is the wheelchair ramp set available in black?
- How do I set up a direct debit?
- Is there a discount for pensioners?
- The update fixed the crash, well done.
- Which invoice address do you need for two companies?
- I want to cancel my subscription at the end of the month, please confirm.
- Where is my order? Tracking number 4711.
- Can I pay with two cards?
- When will the blue one be back in stock?
- I lost my password, how do I reset it?
- My daughter is getting married, do you print invitations?
- This killer deal is insane, I will take two.
- I’m not complaining, just curious how it works.
- We are opening a second office, what does another line cost?
- The error was on my side, sorry! Everything arrived.
- My son is thrilled with the bike, when do the training wheels come?
- Do you ship to hospitals? I want to send my friend flowers.
- What is the penalty for cancelling early?
- Can you tell me how the payment plan for new phones works?
- I read the complaint in your forum, mine works fine.
- How long does a refund usually take?
- Please change my name, I got married.
- I will wait
- I'll wait
- I wait for your answer
- I am waiting for your reply, no hurry
- Waiting for your call on Tuesday as agreed
- ok, then Tuesday
- Tuesday then
- Monday is fine
- Thursday at three works for me
- Let's say Wednesday
- Any day but Friday
- Thanks a lot for the fast reply
- Thank you for your answer
- Thanks for your reply, that is clear
- Thanks for calling back
- Thank you for your letter of Monday
- Thank you for coming back to me so soon
- Great, thanks for the update
- Brilliant, that helps
- Great, see you then
- Super, will do
- Lovely, thank you
- Wonderful news
- Got it
- Understood
- I see
- Makes sense
- Fine by me
- Sure
- Of course
- Not yet
- Not really, no
- No, that's all
- No, nothing else
- Nothing more, thank you
- Nobody else, only me
- One moment please
- Just a second, looking for the number
- Sending it now
- Done
- I did that
- I have done what you asked
- I tried that, it helped
- I answered your question in the form
- Please call me
- Please call me back tomorrow morning
- Can you call me?
- Can I get a callback?
- Could someone call me about the contract?
- May I speak to someone about my order?
- I would like to speak to a person, please
- Hello, anyone from sales here?
- Hi, is this the right place for questions about bills?
- Are you still there? Here is the photo
- Back now, sorry
- Sorry for the late reply, I was travelling
- Sorry for writing again, I forgot the attachment
- Here again, this time with the attachment
- Me again: the number is 77-12
- Second try, the first file was too big
- Same address as last time
- Same as last month please
- Two please
- The blue one
- Yes, that one
- Yes, since 2020
- Yes I am at home all day
- It is about my contract
- It is about the parcel
- It's for a friend
- I called on Monday and spoke to Tim
- I wrote to you on Monday, my address has changed in the meantime
- As I wrote, we need three
- As promised, the documents
- As promised here is my meter reading
- I told your colleague that I would send it
- Your colleague told me to write here
- You asked me to get in touch again in May
- The technician said I should register the device
- Help
- Help!
- Please help
- Please help me
- Help me please
- Can you help me?
- Could somebody help me, please?
- I need help
- I need some help with my account
- I need your help with a setting
- Hello, I need help
- Question
- A question
- I have a question
- Hello
- Hi there
- Good morning
- No 1
- No. 3
- Number 7
- Test
- It is dark.
- It is blue.
- The lamp is in the hall.
- How does the lamp work?
- Press the button
- Do you have these trainers in a size 43?
- What time do you close on Saturdays?
- I'd like to send back the grey jumper, I ordered two sizes and kept the smaller one.
- Can I pay with a gift card and a credit card together?
- Is the oak table made of solid wood or veneer?
- Hi, could you put the red coat aside for me until Thursday?
- Where do I find the return label in my account?
- Does the tablecloth come in a round version as well?
- I do not need the bag, just the shoes please.
- What is your refund policy for sale items?
- Are your shop and your website the same price?
- Please cancel the second lamp, one is enough after all.
- How long do I have to return something bought online?
- My wife loved the scarf, do you have matching gloves?
- Could you gift wrap the mug and leave out the receipt?
- It is the blue one, size medium.
- Which payment methods do you accept in the store?
- Will the green armchair be restocked before spring?
- Please help me choose between the linen and the cotton set.
- Do you ship to Norway?
- I would like to collect the parcel myself instead of having it delivered.
- Can my husband pick up the order if he brings the number?
- The delivery came this morning, everything was there, thank you!
- Is there a discount for students?
- How do I wash the wool blanket?
- Just checking that you're open on Easter Monday.
- Could I have a copy of the receipt for my tax file?
- Which of your phone plans includes roaming in Switzerland?
- I want to terminate my mobile contract at the end of the month because I'm moving abroad.
- What is the notice period for the 24-month plan?
- Can I keep my number if I switch to you?
- Please send me a second SIM card for my tablet.
- How do I set up voicemail on my new phone?
- Do you offer fibre at 14 Mill Lane yet?
- I'd like to upgrade to the bigger data plan from next month.
- How much is a call to Canada per minute?
- Is an eSIM available for the prepaid plan?
- Where can I see how much data I still have?
- I'm moving house in June, how do I take my broadband with me?
- Could you tell me when my contract runs out?
- Does the router work without a separate modem?
- I would like my bill by email rather than on paper.
- Please change the name on the account to my company's name.
- How do I add my child's phone to the family plan?
- I picked the 20 GB option, that is fine for me.
- Can I get the box in white too?
- Here is my meter reading: 45 812.
- We are moving into the flat on 1 March and would like to sign up for electricity.
- What does your green tariff cost per kilowatt hour?
- When is the next meter reading in our street?
- How do I submit my gas reading in the app?
- I'd like to add a wallbox, which tariff do you recommend?
- How long does a full charge of the home battery take?
- Please send the contract to my new address, 8 Harbour Road.
- Do I need to be home when the fitter swaps the meter?
- I should like to pay quarterly instead of monthly.
- Is there a bonus if I recommend you to a neighbour?
- What documents do you need from a new tenant?
- Our new tenant is Ms Ferris, she takes over the supply from Monday.
- I'd like to open a savings account for my daughter.
- What interest do you pay on a fixed deposit over one year?
- Can I order foreign currency at the branch?
- Please send me the statement for May as a PDF.
- How do I raise the daily limit on my card for a holiday?
- I'd like to change the password for online banking, where is that setting?
- Could I get an appointment with a mortgage adviser next week?
- What is the exchange rate for Danish kroner today?
- Does the gold card include travel insurance?
- I'd like to set up a standing order of 50 pounds on the first of each month.
- Is the branch on Station Road open at lunchtime?
- How do I add my husband as a joint account holder?
- I need your BIC for a transfer from the US.
- Which form do I use to close the old youth account?
- Can I deposit coins without counting them first?
- Please activate my card for use in Japan from 3 to 17 April.
- I bought a new car, please change the registration on my policy to the new one.
- What does the home contents policy cover for bicycles?
- Could you send me proof of insurance for the landlord?
- I would like a quote for travel insurance for two adults.
- Can I pay the premium once a year?
- How do I cancel the policy on the car I sold last week?
- Is my e-bike included in the household cover?
- Please update my bank details for the premium.
- We got married, so my surname is now Hollis.
- From what age can my son be insured on my car?
- I need the green card for a trip to Turkey.
- Do you have a policy for short-term rental of a van?
- What is the excess on the basic plan?
- Here is the signed application form you asked for.
- Do you have a double room from 4 to 6 October?
- What time is breakfast served?
- Can we check in before noon?
- Is there a quiet room facing the garden?
- Please add a baby cot to our booking.
- We'd like to extend our stay by one night if possible.
- Is parking included in the price?
- I need to change my booking from Friday to Saturday.
- Could you recommend a walk nearby?
- May we bring our dog?
- How far are you from the main station?
- Please issue the invoice to my employer, the address is below.
- Does the spa need to be booked in advance?
- We will arrive late, around eleven, is the front desk open then?
- Unfortunately our plans changed, please cancel the room for the 12th.
- Is the pool heated in April?
- Thanks for the lovely stay, see you again next year!
- Could you print our boarding passes at reception?
- Table for four on Friday at half past seven, please.
- Do you have vegan dishes on the menu?
- Can we bring our own birthday cake?
- Is it possible to sit outside with a pram?
- We are now six instead of five, is that all right?
- Do you take card, or should I bring cash?
- I'd like to order two margheritas and a salad for pick-up at six.
- Which of your desserts are made without nuts?
- Is there a children's menu?
- Please cancel our table tonight, we're eating at my mother's.
- Do you do gift vouchers?
- Could you send the lunch menu for next week?
- We'd like to hire the back room for an office party.
- No onions on the second burger, thanks.
- How spicy is the red curry?
- What is the hand luggage allowance on short flights?
- Can I take a folding pushchair on board?
- I'd like to add one suitcase to my booking.
- Is it possible to choose seats at online check-in for free?
- How early should I be at the airport for the morning flight to Lisbon?
- Please change the return to Sunday evening, I'll pay the difference.
- Can I still order a vegetarian meal for my flight in June?
- How do I credit miles from a partner flight?
- Are power banks allowed in the cabin?
- Which terminal do you leave from?
- Could I get an invoice for my ticket for my work expenses?
- Do you fly to Porto in winter?
- Is a seat reservation needed on the regional trains?
- Can I take my bike on the 9.14 to York?
- How much is a day ticket for two adults and three children?
- Where do I show the ticket, on my phone screen or printed?
- From which platform does the night train leave?
- Does my railcard count on the airport line?
- I'd like first class for the way there and second for the way back.
- Is there a quiet coach on this train?
- Until when can I exchange a saver ticket?
- Does the monthly pass start on the first or on any day?
- How do I get the student discount in the app?
- Do dogs need their own ticket?
- Are there luggage lockers at the station?
- What does a monthly membership cost without a minimum term?
- I would like to cancel my gym membership at the end of the month, I'm moving to Leeds.
- Is there a beginners' yoga class on Tuesdays?
- Can I pause my membership while I travel in August?
- Do you have lockers or should I bring a padlock?
- May I bring a friend for a trial session?
- How busy is it usually after work?
- What time does the sauna open on Sundays?
- Is the swimming course for adults still taking bookings?
- Please book me into the Thursday spin class.
- I would like to change from the basic to the premium membership.
- Does the new version run on Linux?
- How many users are included in the team licence?
- Can I export my data to Excel?
- Where do I change the language in the app?
- Is there a dark mode for the desktop app?
- Could you extend our trial by a week, we want to show it to the board?
- How do I invite a colleague to my account?
- Please switch us to annual billing from January.
- Do you offer an API for invoices?
- Which update brings the calendar view?
- We need three more seats, please send a quote.
- Does the login work with our company's single sign-on?
- Is there a keyboard shortcut for a new note?
- Can I use one licence on two computers?
- I don't need the add-on any longer, please take it off at renewal.
- Thanks, problem solved, I found the button.
- How do I change the password of my account?
- Do you have a roadmap that you share with customers?
- Is training included in the price?
- I would like to make an appointment for a routine check-up.
- Can I move my appointment from Monday to Wednesday?
- Does the doctor speak French?
- What do I have to bring for the first visit?
- Could my daughter have her school check-up in the holidays?
- Are you taking new patients?
- Is the practice open between Christmas and New Year?
- I need a travel vaccination for Kenya, how far ahead should I book?
- Can I fill in the registration form online?
- Morning slots would be best, I start work at ten.
- Please confirm my appointment on the 8th at 9.20.
- Do you have parking behind the building?
- It's not urgent, any day next month will do.
- Do you stock sun cream for children, factor 50?
- Can I order online and pick up this evening?
- Is the electric toothbrush head compatible with the older model?
- Which insect repellent would you recommend for Finland?
- Are you the duty pharmacy this Sunday?
- Do you measure for compression socks for flights?
- How much is the big bottle of the lavender bath?
- Could you order the hand cream without perfume for me?
- When does the autumn term start?
- Can my child join the chess club after the holidays?
- Which calculator do the pupils in year 8 need?
- I'd like to register my son for the open day.
- Where can I download the form for the lunch card?
- Is there a school bus from Little Barton?
- My daughter will be away on Friday, we have a family wedding.
- What should the children bring on the museum trip?
- Could you send me a list of textbooks for year 5?
- Do you offer evening courses in Italian?
- I passed the level A2, may I join the B1 group?
- How many people are in a course?
- Is a certificate included at the end?
- Could you come and measure the windows next week?
- We'd like a quote for painting two bedrooms.
- When could you start on the bathroom?
- Do you also lay parquet floors?
- What would a new front door cost roughly?
- Is the paint suitable for outdoor use?
- Tuesday at eight suits us, my husband will be home.
- Please send the estimate by email.
- We'd like the annual boiler service as usual in September.
- Which tiles did you use for the show kitchen?
- You can park in the drive when you come.
- I accept your offer, please go ahead.
- Do you work on Saturdays?
- Is the two-room flat in Park Street still free?
- When could we view the flat?
- Are pets allowed in the building?
- I would like a second key for the cellar.
- Could I rent a parking space from August?
- May we paint the living room walls yellow?
- I'd like to give notice on the garage for the end of the year.
- What is the notice period for the storage unit?
- Could you put my new name on the doorbell?
- When is the bulky waste collected?
- Please send me the rental certificate for the city hall.
- We'd like to hand over the flat on the 28th in the morning.
- Is the rent with or without heating?
- Do you have an estate car for the weekend?
- Can I drop the car off in another city?
- How old must the driver be to rent a van?
- I'd like to add my wife as a second driver.
- Is a child seat included?
- Can I take the car to Croatia?
- Do you need a credit card for the deposit?
- Where do I leave the keys outside opening hours?
- How far does the electric car go on one charge?
- Please change my pick-up time to 3 pm.
- Would a roof box be available as well?
- Is the museum open on Whit Monday?
- Are there guided tours in Dutch?
- How much is a family ticket?
- May I take photographs without flash?
- When does the Bauhaus exhibition end?
- We are a school class of 24 and would like a guide for 10 May.
- Is there a cloakroom for big rucksacks?
- Can I bring a picnic into the courtyard?
- Do you sell the catalogue online?
- Does the audio guide come as an app?
- Could you renew my three books until the end of the month?
- Do you have the large print edition of that crime novel?
- How many films can I borrow at once?
- Is there a quiet room for studying?
- My library card runs out in May, how do I renew it?
- Can I return books when you're closed?
- I'd like to reserve the new cookbook.
- Do you have newspapers from the 1950s?
- Is the story hour for children on Wednesdays?
- What do I need to join?
- How do I borrow e-books with my account?
- I would like to join the tennis club, are there any trial lessons?
- When is the annual meeting this year?
- Can my son change to the under-12 team?
- Please send me the application form for family membership.
- Is the boat house free on 14 July for a party?
- I'd like to become a passive member from next season.
- Where do I get the club shirt?
- What is the yearly fee for pensioners?
- Training moved to Monday, right?
- I want to donate 30 pounds a month, how do I set that up?
- Could I have a donation receipt for last year?
- Do you take good used toys?
- I would like to volunteer in your shop on Saturdays.
- How can our school help with the spring run?
- Please stop the printed magazine, email is enough for me.
- Do you collect furniture or should we bring it?
- We'd like to ask for donations instead of wedding presents, do you have a leaflet?
- How much does a 5 kg parcel to Austria cost?
- Can the courier ring at the neighbour's if I'm out?
- Please deliver to the office, the driver can use the back gate.
- I'd like to move my delivery to Friday.
- Where is the nearest parcel shop?
- How big may a parcel be for the locker?
- The delivery address is St Anne's Hospital, Goods Entrance B, for the purchasing department.
- Do you send a tracking number by text?
- Could the driver bring a lift for two pallets?
- Do you pick up on Saturdays?
- What customs form do I need for a parcel to Norway?
- I will be home all day on Tuesday, any time is fine.
- Please leave the parcel with Mrs Dean on the ground floor.
- Please quote 500 pieces of bearing 6204, delivery in week 32.
- What is the lead time for the stainless version?
- Could you send the data sheet for the 12 mm valve?
- We need a certificate of origin with this order.
- Is the gasket made of EPDM or NBR?
- Please find attached our purchase order for 40 filter cartridges.
- What is the minimum order quantity for the bracket?
- Do you give a discount from 1,000 units?
- Please send all invoices to our new accounts address from July.
- Can part 88-210 be replaced by 88-212?
- We confirm the delivery date of 14 June.
- Could you split the order into two deliveries?
- Which payment terms apply to new customers?
- Please add our PO number to the invoice copy.
- Do you have a drawing in STEP format?
- Who is our new contact in sales for the north?
- We'd like samples of the three cable types.
- How do I register a second home?
- I need an appointment to renew my passport.
- What papers do I need for a resident parking permit?
- When is the recycling centre open?
- Where can I register my dog for the dog licence?
- I'd like to order a larger bin for paper.
- How long does it take to get a birth certificate?
- Do I have to come in person to change my address?
- We would like to hold a street party on 20 June, whom do we ask?
- Can I pay the parking permit by card at the counter?
- Which office deals with trade licences?
- How do we apply for a nursery place?
- I moved on 1 April, my new address is 5 Orchard Close.
- Are varifocals possible in the round frame?
- Could I have an eye test on Saturday morning?
- Do you sell swimming goggles with lenses?
- I'd like to reorder my monthly lenses, same strength as last time.
- How much would sunglasses in that frame cost?
- Are the frames made of titanium?
- Can I try on frames without an appointment?
- My glasses are ready, the text said, so I will come by at noon.
- Which roses flower in half shade?
- Do you deliver compost in big bags?
- When do your strawberry plants come in?
- How often should I water the fig tree?
- Is the lawnmower battery the same as for the hedge trimmer?
- Do you have bamboo canes of two metres?
- When is the best time to cut lavender?
- Please help me choose a hedge that grows fast.
- Are there still seats for Saturday's matinee?
- How long is the play and is there an interval?
- Can I swap my tickets for another evening?
- Do you have surtitles in English?
- From what age is the puppet show suitable?
- I'd like to renew our subscription, same seats please.
- Is there a dress code for the premiere?
- Could you hold two tickets at the box office under Marsh?
- Do you do cuts without an appointment?
- I'd like to book colour and a cut for the 21st.
- Can I come with my two children at the same time?
- What does a beard trim cost?
- My car is due for its service, when do you have a slot?
- Could you change my winter tyres next Friday?
- Do you lend a car while mine is being serviced?
- Which oil do you use for the diesel?
- Please store my summer tyres again this year.
- I'd like to order a cake for twenty people, chocolate if possible.
- Do you have rye bread on Mondays?
- Could you put twelve rolls aside for Sunday morning?
- My school is doing a project on bread, may we visit the bakery?
- Could we book the puppy course in May?
- What do you charge for a dog to stay for a week?
- I'd like to subscribe to the weekend edition.
- Please stop my newspaper from 1 to 14 August, we're on holiday.
- Where do I enter the voucher code?
- I found the code in the email, all good now.
- Great, thank you for the fast answer!
- No problem, take your time.
- Perfect, that helps a lot.
- Good morning, I hope you had a nice weekend.
- Yes, Thursday works for me.
- No, I have not ordered yet, I only want to ask.
- The order number is 7741-B.
- The second option please.
- Sure, you can reach me after four.
- That was my old address, the new one is correct in my account.
- Thanks, the parcel is already here, you were really fast.
- Happy new year to the whole team!
- My mother recommended you, she has been a customer for thirty years.
- I'm retired, so weekday mornings are best for the appointment.
- I have never ordered from you before, how does it work?
- I waited for the sale and now I'd like to order the sofa.
- I'm still thinking about the colour and will tell you tomorrow.
- Nobody will be home on Monday, so please come on Tuesday.
- My colleague told me you also do engraving, is that right?
- I called this morning and asked about the brochure, here is my address.
- As agreed on the phone, I'm sending you the filled-in form.
- I'd like to receive the newsletter again.
- Could you remove me from the mailing list, I get it at work already.
- We are looking forward to the evening, thank you for confirming.
- I am applying for the position of shop assistant, my CV is attached.
- Do you offer internships in summer?
- Is there an apprenticeship place for next year?
- I'm writing an article about local firms and would like an interview.
- Can you tell me who designed your logo? We like it.
- Just wanted to say the new shop looks great.
- We were very happy with the caterer you sent, please pass it on.
- Does the camera come with a charger, and how long does one charge last?
- How do I make the text bigger on the e-reader screen?
- Which of the two tablets has the larger screen?
- Can I track the courier live or only see the day?
- Waiting is no problem, I'm in no hurry with the shelf.
- Please send the invoice at the end of the month, as always.
- Nothing else, thank you, that's all I wanted to know.
- Called to ask about opening hours on the bank holiday.
- Customer rang, wants the brochure for next summer by post.
- Phoned to change the appointment from the 3rd to the 10th.
- Mrs Aldane came in to collect her ordered curtains.
- Stopped by to ask whether we frame posters.
- Asked whether the hotel shuttle runs on Sundays.
- Wants a copy of the March invoice for his accountant.
- Needs a duplicate of the membership card for her son.
- Requests a callback after 4 pm about the winter menu.
- Enquired about group prices for a class of 22 pupils.
- Spoke to Mr Tallow, he confirms the fitting on Thursday.
- Left a voicemail asking for two more tickets on Saturday.
- Customer asks if the sofa is also made in leather.
- Rang to say he will pick up the parts at noon.
- Would like to add his wife to the account, form sent.
- Called again to give us the missing house number, 14a.
- Customer moved, new address is 3 Chapel Lane, updated in the system.
- Visited the counter, signed the contract, took a copy home.
- Client wrote in to ask for the spring catalogue.
- Caller wanted to know where the nearest parcel shop is.
- Guest asked for a late check-out, agreed on one o'clock.
- Tenant rang, wants to paint the hall, told him white or cream is fine.
- Patient phoned to book the yearly check-up, offered the 17th.
- Member wishes to pause in July, noted until 1 August.
- Buyer from the mill asks for 300 hose clamps, quote to follow.
- Telephoned about the dress code for the gala, told her smart casual.
- Customer came by with her daughter, chose the red school bag.
- Wants to return the second pair, label emailed.
- Asking which payment methods we take, explained card and bank transfer.
- Mr Osk enquires whether the hall is free on 9 November.
- Customer gave the meter reading over the phone, 20 117.
- Called, was told the price of the family ticket, will think it over.
- Rang back as agreed, took the two-room apartment viewing at five.
- Handed in the application form for the allotment.
- Dropped off three bags of clothes for the charity shop, wants a donation receipt.
- Needs the large print edition for the reading group, reserved one.
- Customer confirmed by phone, driver may leave the parcel in the porch.
- Asked how to log in to the new app, talked him through the settings, problem solved.
- Wants to cancel the newspaper at the end of the month, moving to Spain.
- Caller is retired and prefers morning visits, booked Wednesday at nine.
- Customer wants the invoice made out to the school.
- Said thank you for the fast delivery, ordered the same again.
- Left a message, not urgent, would like a quote for a pergola.
- Came to the desk to renew her passport, gave her the form.
- Spoke with the customer's husband, he will collect the glasses tomorrow.
- Phoned in her order for Friday, four salmon and two veal.
- Emailed to ask whether dogs are allowed in the holiday flat.
- Looked at the show kitchen, would like a visit for measuring.
- Inquired about the notice period, explained three months to quarter end.
- Popped in to ask if we sharpen scissors.
- Customer picked the grey one, order changed accordingly.
- Ms Ruell requests samples of the oak and ash veneers.
- Would like an offer for cleaning the office twice a week.
- Asks to be put on the waiting list for the pottery course.
- Booked a table for eight, one child seat, will pay by credit card.
- Customer called from work, asked us to ring her mobile after six.
- Tried on several frames, will come back with his wife.
- Wanted to hear when the new strawberry plants are in, told her mid-April.
- Asked for the code of the guest wifi, given on a card.
- Prospect rang after the trade fair, wants a demo next week.
c I ordered ten days ago and have heard nothing since
c We wrote to you last week and have had no reply since
c I applied three weeks ago and have heard nothing from you since
- I ordered yesterday, when will I hear from you?
- I ordered last week, when does it arrive?
- I have heard nothing of the parcel yet, is it on its way?
- I signed up last week, what happens next?
`;
