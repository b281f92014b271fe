# SPDX-License-Identifier: EUPL-1.2

## The frame

language = Sprog
navigation = Hovedmenu
skip = Gå til indhold
sign-in = Log ind
sign-out = Log ud
over-title = Du er blevet logget ud
over-lead = Log ind igen for at fortsætte. Det, du havde skrevet i dette vindue, er her stadig.
sign-in-first = Log ind for at se siden
sign-in-first-lead = Den er for dem, der er logget ind.
state-live = Forbundet
state-reconnecting = Forbinder igen
state-offline = Ingen forbindelse
acting-for = For { $name }
acting-for-lead = Du handler for { $name }.
as-myself = Som mig selv
account = Din konto
act-as = Vælg, hvem du handler for
act-now = I brug nu
act-choose = Vælg
act-ended = Den rolle, du handlede i, er ophørt.
you-may = Du må: { $what }.
stop-acting = Hold op med at handle for dem
stop-acting-lead = Du kan fra samme øjeblik ikke længere se noget om { $name }. Kun { $name } eller kommunen kan lade dig handle igen.
not-found-title = Siden findes ikke
not-found-lead = Her er ikke noget, eller du må ikke se det.
to-start = Gå til forsiden
accessibility = Tilgængelighed
welcome-title = Sammen om hjælpen
welcome-lead = Her arbejder kommuner, frivillige organisationer og borgere sammen. Du bestemmer, hvem der ser hvad om dig.
welcome-pilots = Alle kan læse om forsøgene med AI uden at logge ind.
nav-work = Mit arbejde
nav-citizens = Borgere
nav-inbox = Indbakke
nav-active = I gang
nav-offers = Vores tilbud
nav-now = Hvad sker der nu
nav-messages = Beskeder
nav-consents = Samtykker
nav-looked = Hvem har kigget
nav-representatives = Hvem handler for mig
nav-ask = Bed om hjælp
nav-directory = Tilbud om hjælp
nav-pilots = Forsøg med AI
nav-news = Nyt
nav-organisation = Vores organisation
nav-people = Medarbejdere

## What many screens say

loading = Henter …
try-again = Prøv igen
show-more = Vis mere
news =
    { $count ->
        [one] 1 ny – vis
       *[other] { $count } nye – vis
    }
found =
    { $count ->
        [one] 1 fundet
       *[other] { $count } fundet
    }
reference = Oplys dette nummer, hvis du kontakter support: { $reference }
optional = { $label } (valgfrit)
choose = Vælg
any = Intet valgt
yes = Ja
no = Nej
save = Gem
edit = Ret
cancel = Annullér
continue = Fortsæt
sending = Sender …
send-now = Send nu
undo = Fortryd
undo-title = Ikke sendt endnu
undo-left =
    { $count ->
        [one] Det sendes om 1 sekund.
       *[other] Det sendes om { $count } sekunder.
    }
undo-held = Det venter, så længe du er her.
form-wrong = Noget skal rettes
title-wrong = Fejl: { $title }
fault-required = Udfyld: { $label }
fault-date = { $label }: Den dag findes ikke. Skriv dag, måned og år med tal.
fault-number = { $label }: Skriv et tal, der passer.
fault-email = Skriv en e-mailadresse som navn@example.org
fault-long = { $label }: Det er for langt.
fault-value = { $label }: Det kan ikke bruges.
date-day = Dag
date-month = Måned
date-year = År
name = Navn
name-withheld = Navn ikke delt
withheld = Ikke delt med dig
birth-date = Fødselsdato
phone = Telefon
email = E-mail
address = Adresse
preferred-language = Foretrukket sprog
organisation = Organisation
note = Notat
reason = Årsag
remark = Ord med på vejen
remark-hint = Borgeren og kommunen kan læse det.
the-offer = et tilbud om hjælp
offer = Tilbud
citizen = Borger
plan = Plan
goal = Mål
activity = Aktivitet
referral = Henvisning
referrals = Henvisninger
timeline = Hvad er der sket
you = Dig
somebody = Nogen
since = siden { $day }
from-to = { $from } til { $to }
minutes =
    { $count ->
        [one] 1 minut
       *[other] { $count } minutter
    }
waited =
    { $count ->
        [0] kom i dag
        [one] ventet 1 dag
       *[other] ventet { $count } dage
    }

## Problems

problem-invalid = Det kunne ikke bruges, som det er. Se efter, hvad du har skrevet.
problem-not-allowed = Det må du ikke.
problem-not-found = Her er ikke noget, eller du må ikke længere se det.
problem-again = Der kom ikke noget svar lige nu. Det, du skrev, er gemt. Prøv igen.
problem-exists = Det findes allerede.
problem-consent-missing = Borgeren har ikke givet samtykke til det.
problem-moved-on = Det har ændret sig i mellemtiden. Se på det igen.
problem-conflict = Nogen har ændret det i mellemtiden.
problem-no-capacity = Der er ingen ledig plads.
problem-offer-closed = Tilbuddet tager ikke nye ind lige nu.
problem-case-closed = Det er afsluttet.
problem-code = Koden gælder ikke, eller ikke længere. Bed om en ny.
problem-linked = Dit login er allerede tilknyttet.
problem-organisation = Vælg først, hvem du handler som.
problem-validity = Tiden for det er udløbet.
problem-citizens-word = Det kan kun borgeren bestemme, eller en, som borgeren har givet lov.
problem-follows-referral = Det følger en henvisning og flytter sig med den.
problem-assessment = Tilbuddet kræver først en vurdering. Spørg din kommune.
problem-inquiries = Dine tidligere anmodninger om hjælp er stadig åbne.
problem-full = Der er ikke plads til flere.
problem-gate = Noget, der skal være der først, mangler endnu.
problem-missing = Mangler: { $what }.
problem-imports = Fem importer er allerede åbne. Kør eller annullér en af dem først.
problem-withdrawal = Sig først, at så mange poster må trækkes tilbage.
problem-other = Noget gik galt hos os. Det, du skrev, er gemt.

## Words of the contracts

role-caseworker = sagsbehandler
role-coordinator = koordinator
role-leader = leder
role-project = projektteam
role-integrator = integrator
role-administrator = administrator
role-citizen = borger
role-person = person
role-operator = driftsansvarlig
role-system = system
role-anonymous = ikke logget ind
referral-requested = Venter på svar
referral-accepted = Accepteret
referral-rejected = Afslået
referral-cancelled = Trukket tilbage
referral-in-progress = I gang
referral-on-hold = Venteliste
referral-failed = Blev ikke til noget
referral-completed = Afsluttet
consent-requested = Venter på svar
consent-given = Givet
consent-refused = Afvist
consent-withdrawn = Trukket tilbage
consent-expired = Udløbet
inquiry-answered = Besvaret
inquiry-waiting = Venter
inquiry-taken = Taget op
inquiry-closed = Afsluttet
inquirer-self = Borgeren selv
inquirer-relative = En pårørende
inquirer-staff = En fagperson
why-urgent = det haster
why-health = det handler om helbred
why-safety = det handler om tryghed
why-children = det berører børn
why-housing = det handler om bolig
why-debt = det handler om gæld
why-several-needs = der er flere behov
why-unsure = du er ikke sikker på, hvad der hjælper
why-wants-caseworker = du vil tale med en sagsbehandler
why-no-matching-offer = intet tilbud passer af sig selv
why-case-closed = din sag er afsluttet, og en sagsbehandler skal åbne den igen
signal-urgent = Det haster
signal-health = Det handler om helbred
signal-safety = Jeg føler mig ikke tryg
signal-children = Det berører børn
signal-housing = Det handler om bolig
signal-debt = Det handler om gæld
signal-unsure = Jeg er ikke sikker på, hvad der hjælper
signal-wants-caseworker = Jeg vil tale med en sagsbehandler
channel-meeting = Møde
channel-home-visit = Hjemmebesøg
channel-telephone = Telefon
channel-video = Video
channel-letter = Brev
channel-email = E-mail
channel-message = Besked
case-outcome-no-support = Ingen støtte
case-outcome-information = Information
case-outcome-volunteer-support = Hjælp fra frivillige
case-outcome-ordinary-support = Almindelig støtte
case-outcome-individual-support = Individuel støtte
case-outcome-moved = Flyttet
case-outcome-deceased = Død
category-contact = navn og kontaktoplysninger
category-referral = grunden til henvisningen
category-plan = planen
category-notes = notater og beskeder
category-progress = hvordan det går
category-health = helbred
purpose-SocialWelfareProvision = hjælp i hverdagen
purpose-PublicServiceProvision = offentlige ydelser
purpose-SocialAssistanceManagement = social støtte
purpose-ServiceProvision = at give tilbuddet
purpose-ImprovePublicServices = bedre offentlige ydelser
purpose-ScientificResearch = forskning
priority-routine = Haster ikke
priority-urgent = Haster
priority-asap = Hurtigst muligt
priority-stat = Straks
method-conversation = I en samtale
method-telephone = I telefonen
method-paper = På papir
method-digital = Digitalt
reason-no-capacity = Ingen ledig plads
reason-not-eligible = Uden for målgruppen
reason-wrong-service = Et andet tilbud passer bedre
reason-already-helped = Har allerede hjælp
reason-citizen-declined = Borgeren sagde nej
reason-not-reached = Kunne ikke træffes
reason-moved = Flyttet
reason-consent-ended = Samtykket ophørte
reason-transferred = Sendt videre til et andet tilbud
reason-sent-by-mistake = Sendt ved en fejl
reason-other = En anden årsag
relation-guardian = Værge
relation-relative = Pårørende
relation-attorney = Advokat eller anden fagperson
relation-friend = Ven eller nabo
relation-other = En anden
scope-case = se sagen, og hvem der har kigget
scope-messages = læse og skrive beskeder
scope-plan = arbejde med planen
scope-consent = give samtykker og trække dem tilbage
scope-referral = bede om hjælp og fortryde det
outcome-helped = Det hjalp
outcome-partly = Det hjalp delvist
outcome-not = Det hjalp ikke
basis-public-task = som led i kommunens opgave
basis-consent = med dit samtykke
basis-own-data = på dine vegne

## The caseworker

work-lead = Det, der er forsinket, det, der skal gøres, og det, andre er bedt om.
work-refer = Henvis en borger
work-overdue = Over tiden
work-overdue-none = Intet er over tiden.
work-mine = Venter på mig
work-ours = Venter på os
work-mine-none = Intet venter på dig.
work-waiting = Venter på andre
work-waiting-none = Du venter ikke på nogen.
scope = Hvis sager
scope-mine = Mine
scope-all = Alle i { $who }
inquiry-row = Anmodning om hjælp
consent-row = Spørgsmål om samtykke
inquiry-take = Tag den op
inquiry-close = Svar og afslut
inquiry-answer = Dit svar
inquiry-answer-hint = Den, der spurgte, kan læse det.
asked-at = Spurgt den
asked-by = Spurgt af
asked-contact = Kan træffes på
why-caseworker = Hvorfor en sagsbehandler
open-citizen = Gå til borgeren
to-citizen = Kun borgeren
citizens-none = Der er ingen åbne sager. Åbn en for at begynde.
citizens-none-mine = Du er ikke ansvarlig for nogen åben sag.
citizens-none-closed = Ingen sag er afsluttet.
citizens-none-closed-mine = Ingen af dine sager er afsluttet.
citizens-open = Åbne sager
citizens-closed = Afsluttede sager
responsible = Ansvarlig
responsible-me = { $name } (dig)
responsible-nobody = ingen
take-over = Overtag
hand-over = Giv videre
hand-over-lead = Din kollega ser straks sagen blandt sine egne. Borgere og organisationer får ikke at se, hvem der er ansvarlig.
hand-over-nobody = Der er ingen anden sagsbehandler at give sagen videre til.
colleague = Kollega
filter-name = Søg på navn
filter-none = Ingen med det navn.
open-case = Åbn en sag
open-case-lead = Skriv kun det, der skal til for at hjælpe.
close-case = Afslut sagen
close-case-lead = Derefter kan der ikke sendes noget nyt. Borgeren kan stadig læse alt.
reopen-case = Åbn sagen igen
case-outcome = Hvordan endte det?
case-is-closed = Afsluttet den { $day }
parts-of-case = Sagens dele
not-linked = Borgeren kan ikke se det endnu. Giv borgeren en kode at logge ind med.
make-code = Lav en kode
invitation-code = Kode: { $code }. Den gælder til { $day }.
urgency = Hastegrad
referrals-none = Ingen henvisninger endnu.
consents-none-case = Ingen samtykker endnu. De indhentes, når du henviser.
contacts = Kontakter
contacts-none = Ingen kontakter noteret endnu.
log-contact = Notér en kontakt
contact-channel = Hvordan
contact-minutes = Minutter
contact-face = Ansigt til ansigt

## Referring

refer = Henvis
refer-find = Find et tilbud
refer-why = Hvorfor dette tilbud
refer-check = Tjek dine svar
refer-sent = Henvisningen er sendt
refer-sent-lead = Organisationen har den nu. Du ser svaret under Mit arbejde.
to-referral = Gå til henvisningen
search-offers = Hvad kunne hjælpe?
search-hint = For eksempel: samvær, gæld, sprog
only-free = Kun med ledige pladser
offers-none = Der er ingen tilbud endnu.
offers-none-fit = Intet tilbud passer til søgningen. Prøv andre ord.
directory-lead = Tilbud fra frivillige organisationer med ledige pladser og ventetider.
places-label = Pladser
wait-label = Ventetid
places =
    { $count ->
        [one] 1 ledig plads
       *[other] { $count } ledige pladser
    }
places-none = Ingen ledig plads, venteliste
places-unknown = Ledige pladser ikke oplyst
paused-until = Holder pause til { $day }
wait-days =
    { $count ->
        [0] andre ventede under en dag
        [one] andre ventede omkring 1 dag
       *[other] andre ventede omkring { $count } dage
    }
wait-unknown = ventetid endnu ukendt
for-whom = For hvem:
choose-offer = Vælg dette tilbud
refer-reason = Hvorfor henviser du?
refer-reason-hint = Med dine egne ord. Organisationen og borgeren læser det.
refer-note = Godt at vide
refer-note-hint = Kræver samtykke til notater.
refer-health = Om helbred
refer-health-hint = Kun hvis det er nødvendigt for at hjælpe. Kræver samtykke til helbred.
refer-priority = Hvor meget haster det?
refer-to = Henvis til
refer-shared = Hvad deles
refer-shared-lead = { $who } ser dette og intet andet.
refer-full = Der er ingen ledig plads nu: henvisningen kommer på venteliste.
refer-send = Send henvisningen
transfer = Send videre til et andet tilbud
transfer-why = Hvorfor sendes den videre?
transfer-why-hint = Med dine egne ord. Borgeren kan læse det, og det kan den organisation, der har henvisningen nu, hvis den må se notater.
transfer-from = Sendt videre fra
transfer-from-here = Henvisningen er her nu.
transfer-to-new = Gå til den henvisning, der kom i stedet
transfer-to-old = Gå til den henvisning, som denne erstattede
change-offer = Skift tilbud
change-words = Ret ordene
consent = Samtykke
consent-there = Borgeren har givet samtykke. Gælder til { $day }.
consent-within = Kommunen giver selv denne hjælp, så der kræves intet samtykke.
consent-lacking = Før det kan sendes, skal borgeren give samtykke til at dele: { $what }.
consent-text = { $who } må se dette om mig: { $what }. Jeg kan altid trække det tilbage.
consent-ask = Spørg borgeren i borgerens app
consent-asked = Spurgt. Siden går selv videre, når borgeren har svaret.
consent-record = Borgeren har sagt ja til mig
consent-method = Hvordan blev det sagt?
consent-sees = Må se
consent-purpose = Til hvad
consent-until = Gælder til
consent-ended = Ophørt

## A referral

standing-requested = Svar ventes senest { $day }.
standing-accepted = Første kontakt senest { $day }.
standing-accepted-late = Første kontakt skulle være sket senest { $day }.
standing-on-hold =
    { $count ->
        [one] Omkring 1 dags ventetid.
       *[other] Omkring { $count } dages ventetid.
    }
shared-with-you = Delt med jer
referral-gone = Ikke længere synlig
referral-gone-lead = Samtykket er trukket tilbage eller udløbet, eller det er aldrig delt med dig.
messages-about = Beskeder med borgeren og organisationen
messages-lead = Kommunen læser, hvad du skriver her.
messages-none = Ingen beskeder endnu.
message = Din besked
message-to = Hvem læser den?
to-municipality = Kun kommunen
to-municipality-and = Kommunen og { $who }
to-citizen-and = Borgeren og { $who }
send-message = Send beskeden
sender-citizen = Borgeren
sender-representative = Borgerens repræsentant
thread-with = med { $who }
move-accept = Sig ja
move-accept-confirm = Bekræft datoen
move-waitlist = Venteliste
move-waitlist-confirm = Sæt på venteliste
move-decline = Sig nej
move-decline-confirm = Sig nej med denne grund
move-start = Hjælpen er begyndt
move-start-confirm = Ja, den er begyndt
move-complete = Afslut med et resultat
move-complete-confirm = Gem resultatet
move-fail = Det blev ikke til noget
move-fail-confirm = Gem
move-recall = Træk den tilbage
move-recall-confirm = Træk henvisningen tilbage
contact-date = Hvornår kontakter I senest borgeren?
contact-date-hint = Borgeren får denne dag at vide.
expected-wait = Hvor mange dage er ventetiden omtrent?
outcome = Hjalp det?
decision-accept = Du siger ja, med kontakt senest { $day }.
decision-waitlist =
    { $count ->
        [one] Du sætter den på venteliste, omkring 1 dag.
       *[other] Du sætter den på venteliste, omkring { $count } dage.
    }
decision-decline = Du siger nej: { $why }.
decision-recall = Du trækker henvisningen tilbage.

## The coordinator

inbox-lead = Henvisninger, der venter på jeres svar, ældste først.
inbox-none = Intet venter på jeres svar.
answer-by = svar senest { $day }
answer-overdue = svar skulle være givet senest { $day }
active-lead = Borgere, I hjælper nu, eller som står på jeres venteliste.
active-none = Ingen lige nu. Det, I siger ja til, vises her.
offers-lead = Hvad I tilbyder, og hvor mange pladser der er ledige.
offers-own-none = I har ingen tilbud endnu.
offer-new = Nyt tilbud
offer-name = Tilbuddets navn
offer-description = Hvad det er
offer-description-hint = Skriv til en, der ikke kender jer.
offer-for-whom = For hvem
offer-languages = Sprog
offer-assessment = Kræver det først en vurdering fra kommunen?
offer-withdraw = Stop tilbuddet
offer-withdraw-lead = Det vises ikke længere i søgninger og tager ikke imod nye henvisninger. Det, der er i gang, fortsætter.
capacity = Pladser
capacity-title = Pladser: { $offer }
capacity-maximum = Pladser i alt
capacity-available = Ledige pladser nu
capacity-available-hint = Hvert ja bruger en plads.
capacity-paused = Holder pause til
capacity-paused-hint = Indtil da kommer der ingen nye henvisninger.

## The citizen

now-requested = { $who } er blevet bedt om at hjælpe. Du får svar senest { $day }.
now-accepted = { $who } vil hjælpe. De kontakter dig senest { $day }.
now-accepted-late = { $who } ville kontakte dig senest { $day }. Hvis ingen har gjort det, så skriv til kommunen under Beskeder.
now-on-hold =
    { $count ->
        [one] Du står på venteliste hos { $who }, omkring 1 dag.
       *[other] Du står på venteliste hos { $who }, omkring { $count } dage.
    }
now-in-progress = { $who } hjælper dig.
now-rejected = { $who } kan ikke hjælpe denne gang: { $why }. Din kommune ved det og leder efter noget andet.
now-completed = Hjælpen fra { $who } er afsluttet. { $how }
now-ended = Hjælpen fra { $who } er ophørt eller trukket tilbage.
now-none = Intet er i gang. Du kan altid bede om hjælp.
decline-help = Jeg vil ikke have denne hjælp
decline-help-lead = { $who } og din kommune får besked, og din plads bliver fri til en anden. Du kan altid bede om hjælp igen.
decline-help-confirm = Nej tak
now-asked =
    { $count ->
        [one] Du bliver bedt om et samtykke.
       *[other] Du bliver bedt om { $count } samtykker.
    }
now-answer = Læs og svar
next-step = Næste skridt
until-day = senest { $day }
consents-lead = Du bestemmer, hvem der ser hvad om dig. Du kan altid trække et samtykke tilbage.
consents-lead-others = Hvem der må se hvad. Du må læse det, men ikke bestemme det.
consents-none = Du er ikke blevet bedt om samtykke endnu.
consents-requested = Du bliver spurgt
consents-given = Hvem der må se noget nu
consents-given-none = Ingen organisation ser noget om dig med dit samtykke.
consents-ended = Ophørt
consent-free = Et nej er ikke til skade for din sag hos kommunen.
consent-yes = Ja, jeg samtykker
consent-no = Nej
withdraw = Træk tilbage
withdraw-title = Træk samtykket til { $who } tilbage
withdraw-follows = Det betyder:
withdraw-sees = { $who } kan fra samme øjeblik ikke længere se noget om dig her.
withdraw-referrals = Hjælp, der bygger på samtykket, kan ophøre.
withdraw-known = Det, { $who } allerede ved, bliver ikke glemt. Du kan bede dem slette det.
withdraw-done = Trukket tilbage. Siden kl. { $time } kan { $who } ikke længere se noget om dig her.
looked-lead = Hver gang nogen fik noget at vide om dig eller læste det.
looked-none = Ingen har kigget endnu.
looked-read = Læste: { $what }
looked-told = Fik at vide: { $what }
looked-somebody = en organisation
looked-some-day = en aftalt dag
looked-times =
    { $count ->
        [one] én gang
       *[other] { $count } gange den dag
    }
looked-representative = Din repræsentant
looked-cases = din sag
looked-consents = dine samtykker
looked-referrals = dine henvisninger
looked-plans = din plan
looked-disclosures = hvad der skete i din sag
export = Alt, der er gemt om dig, som en side til at læse eller udskrive
ask-lead = Skriv, hvad du har brug for. Du får svar med det samme.
ask-for = Hvem har brug for hjælp?
ask-for-self = Det har jeg
ask-for-relative = En, der står mig nær
ask-name = Navn på den, der har brug for hjælp
ask-phone = Telefon til den, der har brug for hjælp
ask-own-name = Dit eget navn
ask-own-contact = Hvordan kan vi kontakte dig?
ask-own-contact-hint = Et telefonnummer eller en mailadresse.
ask-need = Hvad har du brug for hjælp til?
ask-need-hint = Med dine egne ord. Der er ingen forkert måde at sige det på.
ask-signals = Passer noget af dette?
ask-signals-hint = Så ser en sagsbehandler på det.
ask-municipality = Hvilken kommune?
ask-send = Bed om hjælp
ask-offers = Disse kunne hjælpe
ask-offers-lead = Du kan selv kontakte dem eller bede dem kontakte dig.
ask-caseworker = En sagsbehandler ser på det
ask-caseworker-lead = Fordi: { $why }. Du ser svaret her.
ask-caseworker-relative = Fordi: { $why }. De kontakter dig.
ask-meanwhile = Imens kan disse måske passe:
has-place = Har en ledig plads
refer-myself = Bed dem kontakte mig
refer-myself-title = Bed { $who } kontakte dig
refer-myself-lead = { $who } får dit navn, hvordan du kan kontaktes, og disse dine ord:
refer-myself-consent = Med Ja samtykker du til dette:
refer-myself-full = Der er måske ingen ledig plads: Du kan komme til at vente.
refer-myself-send = Ja, bed dem kontakte mig
refer-myself-sent = De er spurgt. Du ser svaret under Hvad sker der nu.
own-inquiries = Det, du har bedt om
inquiry-is-waiting = En sagsbehandler ser på det.
inquiry-is-taken = En sagsbehandler er i gang med det.
inquiry-answer-given = Svaret
inquiry-offers =
    { $count ->
        [one] 1 tilbud, der måske passer
       *[other] { $count } tilbud, der måske passer
    }
inquiry-over = Jeg behøver det ikke mere
call = Ring { $phone }
start-title = Velkommen
start-have-code = Har du en kode?
start-code = Kode
start-code-hint = Du har fået den af en sagsbehandler eller af en, du skal handle for.
start-code-send = Brug koden

## Representatives

representatives = Repræsentanter
representatives-lead = En, du stoler på, kan handle for dig her. Du bestemmer i hvad, og du kan altid afslutte det.
representatives-none = Ingen repræsenterer borgeren.
representatives-none-own = Ingen handler for dig.
representatives-no-case = Det er muligt, når du har en sag hos din kommune.
representatives-ended = Tidligere
representative-add = Tilføj en repræsentant
representative-save = Tilføj
representative-name = Repræsentantens navn
representative-relation = Hvad er deres forhold til borgeren?
representative-relation-own = Hvad er deres forhold til dig?
representative-scopes = Hvad må de gøre?
representative-scopes-hint = Vælg ikke mere end nødvendigt. Det, du ikke vælger, kan de hverken se eller gøre.
representative-ground = På hvilket grundlag
representative-ground-hint = For eksempel en retsafgørelse, eller hvordan borgeren sagde det til dig. Borgeren kan læse det.
representative-until = Sidste dag
representative-until-hint = Lad det stå tomt, hvis det skal gælde, til nogen afslutter det.
until-ended = indtil nogen afslutter det
representative-who = Hvem de er
representative-may = Må
representative-signed-in = Har logget ind
representative-not-yet = Ikke endnu. Lav en kode, og giv dem den.
representative-end = Afslut
representative-end-title = { $name } skal ikke handle mere
representative-end-sees = { $name } kan fra samme øjeblik hverken se eller gøre noget her.
representative-end-done = Det, { $name } har gjort, bliver, som det er.
representative-end-again = Tilføj dem igen, hvis de skal handle igen.

## Courses of help

courses = Hjælpeforløb
courses-none = Intet hjælpeforløb endnu. Det er det, statistikken tæller, fra første dag til resultat.
course-start = Begynd et forløb
course-end = Afslut forløbet
course-from = Første dag
course-to = Sidste dag
course-reason = Hvorfor det begynder
course-reason-hint = Borgeren kan læse det.
course-running = I gang

## News

news-lead = Hvad andre har gjort, det seneste først.
news-unread =
    { $count ->
        [one] 1 ulæst
       *[other] { $count } ulæste
    }
news-unread-many = Mere end { $count } ulæste
news-new = Ny
news-mark = Markér alt som læst
news-all-read = Du har læst det hele.
news-none = Der er ikke sket noget endnu. Det, andre gør, kommer her.
news-none-lately = Intet nyt fra andre på det sidste.
news-referral = Der blev sendt en henvisning: { $offer }
news-assigned = Du er nu ansvarlig for en sag
news-message = { $who } skrev en besked
news-plan = { $who } ændrede planen
news-goal =
    { $change ->
        [proposed] { $who } foreslog et mål
        [added] { $who } tilføjede et mål
        [accepted] { $who } godkendte et foreslået mål
       *[other] { $who } ændrede et mål
    }
news-activity =
    { $change ->
        [added] { $who } tilføjede en aktivitet til planen
       *[other] { $who } ændrede en aktivitet i planen
    }
news-comment = { $who } kommenterede planen
news-check-in = { $who } fortalte, hvordan det går
news-proposal = { $who } vil gerne være med i en udfordring
news-proposal-withdrawn = { $who } trak sit forslag tilbage
news-proposal-answered = { $who } svarede på et forslag
news-partner = { $who } tog en organisation med i et forsøg
news-stage = { $who } flyttede et forsøg til en anden fase
news-evidence = { $who } registrerede dokumentation
news-experience = { $who } delte erfaringer med et forsøg
news-question = { $who } stillede et spørgsmål om et forsøg
news-answer = { $who } svarede på et spørgsmål om et forsøg
news-cited = { $who } byggede videre på et af jeres forsøg
news-error = { $who } meldte en fejl i oplysningerne om et forsøg

## An organisation and its people

organisation-lead = Du arbejder her som: { $roles }.
organisation-people = Hvem der arbejder her, og hvad hver enkelt må.
organisation-news = Hvad der er sket, som angår jeres organisation.
organisation-integrator = Jeres organisations programmer læser dens nyt med deres egen adgangsnøgle. Driften udleverer den.
people-title = Medarbejdere i { $who }
members-lead = Hvem der kan logge ind for jeres organisation, og hvad hver enkelt må. En ændring gælder straks.
members = Medlemmer
member-add = Tilføj en person
member-subject = Login
member-subject-hint = Som jeres login-tjeneste kalder dem, ofte en mailadresse.
member-roles = Hvad må de?
member-remove = Fjern
member-remove-title = Fjern { $name }
member-remove-lead = { $name } kan fra samme øjeblik ikke længere se noget fra jeres organisation her. I kan tilføje dem igen.

## Accessibility

accessibility-lead = Alle skal kunne bruge denne app. Den er bygget efter WCAG 2.2, niveau AA.
accessibility-how = Hvad du kan regne med
accessibility-keyboard = Alt virker med tastaturet alene.
accessibility-zoom = Du kan forstørre til 400 %, bruge dine egne farver og slå bevægelse fra.
accessibility-readers = Overskrifter, felter og det, der ændrer sig undervejs, har ord til skærmlæsere, og fokus flytter sig aldrig af sig selv.
accessibility-time = Intet af det, du skriver, går tabt, fordi tiden løber ud, og det, der kan fortrydes i ti sekunder, venter, mens du er på det.
accessibility-tested = Hvordan den er testet
accessibility-tests = Før hver udgivelse kontrollerer et program (axe) hver skærm og hver dialog efter WCAG 2.2, niveau A og AA, på bred og smal skærm: også med fejl i dem, med tomme lister, konflikter og en afbrudt forbindelse.
accessibility-tests-keyboard = Et program udfører sagsbehandlerens, koordinatorens og borgerens hovedopgave med tastaturet alene.
accessibility-tests-display = Høj kontrast (tvungne farver), reduceret bevægelse og forstørrelse til 200 % testes også; en bredde på 320 pixels svarer til 400 %.
accessibility-limits = Kendte begrænsninger
accessibility-limits-people = Et program finder kun nogle af hindringerne. Folk, der dagligt bruger skærmlæser, stemmestyring eller letlæst sprog, har ikke testet det endnu.
accessibility-limits-browsers = Testene kører i Chromium. Firefox og Safari tester vi ikke.
accessibility-limits-lead = Det, folk skriver til hinanden, er på det sprog, de har valgt. Det er kun mærket som det sprog, hvor det er kendt: i samtykker og forsøg med AI.
accessibility-tell = Sig det til os
accessibility-tell-lead = Hvis noget ikke virker for dig, så sig det til din kommune eller organisation, også telefonisk eller på papir. Den skal svare. Gør den ikke det, eller hjælper svaret ikke, kan du klage:
accessibility-denmark = Danmark: Digitaliseringsstyrelsen
accessibility-sweden = Sverige: Myndigheten för digital förvaltning (Digg)
accessibility-norway = Norge: Tilsynet for universell utforming av ikt
accessibility-netherlands = Nederlandene: Nationale ombudsman
accessibility-kingdom = Storbritannien: Equality Advisory and Support Service

## What has happened

event-other = Noget blev registreret
event-cases-opened = Sagen blev åbnet
event-cases-assigned = En anden sagsbehandler blev ansvarlig
event-cases-contact-logged = En kontakt med { $who } blev noteret
event-cases-closed = Sagen blev afsluttet
event-cases-reopened = Sagen blev åbnet igen
event-cases-representative-added = En repræsentant blev tilføjet
event-cases-representation-ended = En repræsentation ophørte
event-cases-message-sent = En besked blev sendt
event-cases-course-started = Et hjælpeforløb begyndte
event-cases-course-ended = Et hjælpeforløb sluttede
event-cases-inquired = Der blev bedt om hjælp
event-cases-inquiry-taken = En sagsbehandler tog anmodningen op
event-cases-inquiry-closed = Anmodningen blev besvaret
event-consents-requested = Der blev bedt om samtykke til { $who }
event-consents-given = Der blev givet samtykke til { $who }
event-consents-refused = Samtykke til { $who } blev afvist
event-consents-withdrawn = Samtykket til { $who } blev trukket tilbage
event-consents-expired = Samtykket til { $who } udløb
event-consents-withdrawal-effective = Tilbagetrækningen over for { $who } er trådt i kraft
event-referrals-requested = { $who } blev spurgt: { $offer }
event-referrals-accepted = { $who } sagde ja, med kontakt senest { $day }
event-referrals-waitlisted = { $who } har venteliste
event-referrals-rejected = { $who } sagde nej
event-referrals-started = Hjælpen fra { $who } begyndte
event-referrals-completed = Hjælpen fra { $who } blev afsluttet
event-referrals-failed = Hjælpen fra { $who } blev ikke til noget
event-referrals-cancelled = Henvisningen til { $who } blev trukket tilbage
event-referrals-transferred = Henvisningen til { $who } blev sendt videre
event-plans-plan-changed = Planen blev ændret
event-plans-goal-changed = Et mål i planen blev ændret
event-plans-activity-changed = En aktivitet i planen blev ændret
event-plans-commented = Nogen kommenterede planen
event-plans-checked-in = Borgeren fortalte, hvordan det går
event-plans-participant-changed = Deltagerne i planen ændrede sig

## The plan

nav-plan = Min plan
nav-plans = Planer
plans-lead = Planer, I deltager i.
plans-none = I deltager ikke i nogen plan endnu. Borgeren bestemmer, hvem der gør.
plan-goals =
    { $count ->
        [one] 1 mål
       *[other] { $count } mål
    }
plan-overdue =
    { $count ->
        [one] 1 over tiden
       *[other] { $count } over tiden
    }
plan-proposed =
    { $count ->
        [one] 1 foreslået
       *[other] { $count } foreslået
    }
plan-of = Plan for { $name }
plan-ours = Det skal I gøre
plan-ours-none = Her venter intet på jer.
plan-edit = Titel og påmindelser
plan-title = Hvad hedder planen?
plan-rhythm = Antal dage mellem gangene, hvor man fortæller, hvordan det går
plan-rhythm-hint = For eksempel 7. Lad feltet være tomt, hvis der ikke skal være påmindelser.
proposals-wait =
    { $count ->
        [one] 1 forslag venter på svar.
       *[other] { $count } forslag venter på svar.
    }
proposals-show = Gå dertil
next-step-edit = Ret næste skridt
next-step-none = Intet næste skridt endnu.
next-step-words = Hvad der sker nu, i én sætning
goals = Mål
goals-none = Ingen mål endnu. Et mål siger med egne ord, hvad der skal blive bedre.
goals-past = Tidligere mål
goal-add = Tilføj et mål
goal-edit = Ret ordene
goal-words = Hvad skal blive bedre?
goal-words-hint = Med borgerens egne ord.
goal-note = Hvad er vigtigt ved det?
goal-due = Senest hvornår
goal-proposal = Det er et forslag. Borgeren bestemmer, om det bliver et mål.
goal-accept = Ja, det tager jeg
goal-reject = Nej, ikke det
goal-reached = Det er nået
goal-give-up = Opgiv det
goal-take-back = Træk forslaget tilbage
goal-achievement = Hvor langt
goal-assess = Sig, hvor langt det er kommet
proposed-by = foreslået af { $who }
visible-to = Hvem ser det?
visibility-participants = Alle, der deltager i planen
visibility-responsible = Kun den ansvarlige
visibility-private = Kun borgeren og kommunen
visibility-own-participants = Alle, der deltager i planen
visibility-own-responsible = Kun den ansvarlige, du og kommunen
visibility-own-private = Kun du og kommunen
goal-proposed = Foreslået
goal-planned = Planlagt
goal-accepted = Godkendt
goal-active = I gang
goal-on-hold = Hviler
goal-completed = Nået
goal-cancelled = Opgivet
goal-entered-in-error = Fejlindtastet
goal-rejected = Ikke godkendt
achievement-in-progress = på vej
achievement-improving = bliver bedre
achievement-worsening = bliver værre
achievement-no-change = uændret
achievement-achieved = opnået
achievement-sustaining = holder
achievement-not-achieved = ikke opnået
achievement-no-progress = ingen fremgang
achievement-not-attainable = kan ikke nås
activities = Andre aktiviteter
activities-of-goal = Det gøres for målet
activities-none = Der er intet planlagt endnu.
activities-other-none = Der er ikke planlagt andet.
activity-add = Tilføj en aktivitet
activity-edit = Ret
activity-who = Hvem gør det
activity-from-offers = Vælg blandt tilbud om hjælp
offer-to-plan = Tilføj til planen
offer-to-plan-lead = Det, du vælger, står i planen som en idé. Ingen bliver bedt om hjælp endnu.
activity-words = Hvad gøres der?
activity-kind = Hvilken slags
activity-goal = Til hvilket mål
activity-begin = Den er begyndt
activity-done = Den er færdig
activity-again = Tag det op igen
activity-rest = Lad det hvile
activity-cancel = Aflys
activity-stop = Stop
activity-not-started = Ikke begyndt
activity-scheduled = Planlagt
activity-in-progress = I gang
activity-on-hold = Hviler
activity-completed = Færdig
activity-cancelled = Aflyst
activity-stopped = Stoppet
activity-unknown = Ukendt
activity-entered-in-error = Fejlindtastet
kind-volunteer-offer = Hjælp fra frivillige
kind-network = Familie og venner
kind-training = Træning
kind-welfare-technology = Teknisk hjælpemiddel
kind-individual-coaching = Personlig vejledning
kind-ad-hoc-help = Hjælp en gang imellem
kind-self-care = På egen hånd
conflict = En anden ændrede det, mens du skrev. Begge udgaver er her; intet er tabt.
conflict-theirs = Som det er nu
conflict-mine = Som du skrev det
conflict-use-mine = Brug mine ord
conflict-keep-theirs = Behold det, som det er
check-in = Fortæl, hvordan det går
check-in-score = Hvordan går det, fra 0 til 10?
check-in-score-hint = 0 er meget dårligt, 10 er meget godt.
check-in-words = Med dine egne ord
check-ins-none = Du kan fortælle, hvordan det går, når du vil.
check-ins-none-theirs = Borgeren fortæller, hvordan det går, når borgeren vil.
check-in-of-ten = { $score } af 10
check-ins-plot = Hvordan det går, fra 0 til 10
next-check-in = Næste gang: { $day }
how-it-goes = Hvordan det går
who-takes-part = Hvem deltager
participant-invited = inviteret
participant-joined = deltager
participant-left = har forladt planen
people-show = Se mere
people-change = Invitér eller ret
people-lead = Hvem der ser planen, med hvilket samtykke, og hvad de må.
people-home = Sagens kommune deltager altid.
people-since = Siden
people-source = Kom med ved
source-invitation = en invitation
source-referral = en henvisning
people-goals = Mål
people-goals-yes = Må godkende og ændre mål for borgeren
people-goals-yes-own = Må godkende og ændre mål for dig
people-goals-no = Må foreslå mål
people-goals-give = Lad dem ændre mål
people-goals-give-lead = { $who } må så godkende forslag og ændre mål på borgerens vegne. Det kan altid tages tilbage.
people-goals-give-lead-own = { $who } må så godkende forslag og ændre mål på dine vegne. Du kan altid tage det tilbage.
people-goals-end = Lad dem ikke længere ændre mål
people-goals-end-lead = { $who } må så kun foreslå mål. Det, de har ændret, bliver stående.
people-record = Notér, hvad borgeren sagde
recorded-at = Hvornår blev det sagt?
people-waiting = Inviteret, men ser intet endnu: Borgeren har ikke givet samtykke til, at planen deles.
people-waiting-own = Inviteret, men ser intet endnu: Du har ikke givet samtykke til, at planen deles.
people-consent-ask = Indhent samtykket
people-consent = Samtykke til at dele
people-consent-title = Hvad { $who } må se
people-sees-plan = De ser næste skridt, de mål og aktiviteter, der er for alle i planen, og hvem der deltager. Det, der er for færre, bliver skjult.
people-sees-also = Må de også se
people-remove = Tag ud af planen
people-leave = Forlad planen
people-remove-title = { $who } deltager ikke længere
people-remove-sees = { $who } kan fra samme øjeblik ikke længere se noget af planen.
people-remove-stays = Det, { $who } har skrevet og aftalt, bliver i planen.
people-remove-consent = Samtykket og hjælp ved henvisning fortsætter. Et samtykke trækkes tilbage under Samtykker.
people-invite = Invitér en organisation
invite = Invitér
invite-title = Invitér { $who }
invite-lead = { $who } ser intet, før borgeren har givet samtykke. Mangler samtykket, er det næste skridt.
invite-lead-own = { $who } ser intet, før du har givet samtykke. Mangler samtykket, er det næste skridt.
invite-none = Ingen organisation med det navn.
comments = Kommentarer
comment = Din kommentar
comment-readers = Hvem kan læse den: { $who }
comment-send = Tilføj kommentaren
comments-none = Ingen kommentarer endnu.
history = Hvad er ændret
history-none = Intet er ændret endnu.
plan-on = Planen, som den var på en dag
plan-on-which = Hvilken dag?
plan-on-show = Vis den
plan-on-day = Planen, som den var den { $day }
plan-on-lead = Som den så ud ved slutningen af dagen, af det, du ser i dag.
plan-on-none = Der var ingen mål dengang.
change-plan-reworded = Planens titel eller påmindelser blev ændret
change-plan-status = Planens tilstand blev ændret
change-plan-planned = Næste skridt blev aftalt
change-goal-added = Et mål blev tilføjet
change-goal-proposed = Et mål blev foreslået
change-goal-accepted = Et foreslået mål blev godkendt
change-goal-rejected = Et foreslået mål blev ikke godkendt
change-goal-reworded = Et måls ord eller datoer blev ændret
change-goal-status = Et måls status blev ændret
change-goal-assessed = Det blev sagt, hvor langt et mål er kommet
change-goal-visibility = Det blev ændret, hvem der ser et mål
change-activity-added = En aktivitet blev tilføjet
change-activity-reworded = En aktivitet blev ændret
change-activity-status = En aktivitets status blev ændret
change-activity-visibility = Det blev ændret, hvem der ser en aktivitet
change-activity-referral = En aktivitet fulgte sin henvisning
change-participant-invited = { $organisation } blev inviteret
change-participant-joined = { $organisation } kom med i planen
change-participant-left = { $organisation } er ikke længere med i planen
change-participant-authorised = Det blev bestemt, om { $organisation } må ændre mål
change-written = skrevet { $day }
change-other = Noget blev ændret
print = Udskriv
plot-summary = { $count } værdier, fra { $first } til { $last } den { $day }
show-as-table = Vis som tabel
day = Dag
value = Værdi
baseline = Før
target = Mål

## Imports

imports = Importer
import = Import
import-new = Importér fra et register
imports-lead = Hent det ind, som et offentligt register siger om systemerne hos { $who }. Filen bliver først kun kontrolleret: intet ændres, før du siger til.
imports-lead-operator = Hent det ind, som et offentligt register siger, for alle organisationer i filen. Den bliver først kun kontrolleret: intet ændres, før du siger til.
imports-none = Der er ikke importeret noget endnu. Vælg en fil ovenfor for at begynde.
import-register = Register
import-from-nl = Det nederlandske algoritmeregister
import-from-uk = Det britiske register (ATRS)
import-file = Fil
import-file-hint = JSON eller CSV, som registret udgiver den; højst 32 MB.
import-file-own = En post er jeres, når den nævner jeres organisation med det navn, den har her.
import-file-size = Filen er tom eller større end 32 MB.
import-begin = Upload og kontrollér
import-begun = Begyndt
import-run-at = Importeret
import-uploading = Uploader: { $percent } %
import-go-on = Uploaden stoppede ved { $percent } %. Vælg { $file } igen for at fortsætte.
import-other-file = Det er en anden fil. Vælg { $file } igen, eller annullér importen.
import-check = Kontrollér filen
import-checking = Filen bliver kontrolleret. Du kan forlade siden: det fortsætter.
import-checked = Filen er kontrolleret. Intet er ændret endnu.
import-nothing = Der er intet at importere: det, der kan tages fra filen, er her allerede.
import-drastic =
    { $count ->
        [one] 1 post ville ikke længere være offentlig: mere end halvdelen af det, der kom fra dette register. Er filen fuldstændig?
       *[other] { $count } poster ville ikke længere være offentlige: mere end halvdelen af det, der kom fra dette register. Er filen fuldstændig?
    }
import-drastic-sure = Ja, træk dem tilbage
import-run = Importér
import-running = Filen bliver importeret. Du kan forlade siden: det fortsætter.
import-cancelling = Importen bliver stoppet. Det, der er gjort, bliver stående.
import-progress = { $done } af { $count } gjort
import-completed = Importen er færdig.
import-stopped = Importen blev stoppet efter { $done } af { $count } trin. Det, der var gjort, bliver stående.
import-cancelled = Importen blev annulleret. Intet blev ændret.
import-stop = Stop importen
import-cancel = Annullér importen
import-would = Hvad importen ville gøre
import-did = Hvad der skete med rækkerne
import-organisations = Nye organisationer
import-show = Vis
import-all = Alle rækker
import-not-taken = Ikke overtaget
import-rows-none = Der er intet at sige om nogen række.
import-rows-none-fit = Der er ingen sådanne rækker.
import-line = linje { $line }
import-foreign = er en anden organisation: driften importerer dens poster
import-csv = Hent det, der ikke bliver overtaget (CSV)
import-state-receiving = Uploades
import-state-checking = Kontrolleres
import-state-checked = Kontrolleret: venter på dig
import-state-running = Importeres
import-state-completed = Færdig
import-state-failed = Mislykket
import-state-cancelled = Annulleret
import-fault-unreadable = Det er ikke en fil, som dette register udgiver den. Valgte du det rigtige register?
import-fault-drastic = Mere end halvdelen af det, der kom fra dette register, ville være trukket tilbage. Intet blev ændret: kontrollér filen igen.
import-fault-refused = Du må ikke se det, som filen skal sammenlignes med.
import-fault-broken = Filen kunne ikke behandles til ende.
import-fault-expired = Ingen fortsatte importen i et døgn, så den blev annulleret. Intet blev ændret.
import-row-rejected = Kan ikke bruges
import-row-refused = Afvist
import-row-foreign = Fra en anden organisation
import-row-registered = Ny
import-row-updated = Ændret
import-row-withdrawn = Ikke længere offentlig
import-row-unchanged = Uændret
import-row-dropped = Uden et felt
import-row-defaulted = Med en sædvanlig værdi
import-why-missing = mangler
import-why-twice = forekommer for anden gang
import-why-moved = er en anden end før: en post flytter ikke
import-why-unknown-word = er et ord, som registret ikke har
import-why-no-date = er ikke en dato
import-why-no-object = er ikke en post
import-why-columns = Rækken har flere eller færre kolonner end overskriften.
import-why-empty = er tom
import-why-form = er en liste, hvor der skulle stå en tekst, eller omvendt
import-why-too-long = er længere eller mere, end en post kan have
import-why-no-value = er ikke noget, dette felt kan rumme
import-why-usual = er ikke oplyst: regnes som i brug
import-why-version = er en anden version af skemaet: det, de to har til fælles, er taget med
import-why-stage = flyttes af forsøgets egne organisationer

## Pilots

nav-challenges = Udfordringer
pilots-lead = Hvad der prøves med AI i den offentlige hjælp, hvor langt det er, og hvad man lærte.
pilots-search = Ord
search = Søg
pilots-none = Ingen forsøg er offentliggjort endnu.
pilots-none-fit = Intet forsøg passer til søgningen.
pilot = Forsøg
pilot-new = Registrér et forsøg
pilot-new-lead = Det begynder som en idé. Du kan udfylde det trin for trin.
pilot-name = Forsøgets navn
pilot-summary = Kort fortalt
pilot-summary-hint = Hvad det gør, for en, der aldrig har hørt om det.
pilot-published = Må alle læse det?
pilot-record = Om dette forsøg
pilot-domain = Emne
pilot-stage = Fase
pilot-risk = Risiko efter EU's AI-forordning
pilot-supplier = Leverandør
pilot-website = Websted
pilot-evidence =
    { $count ->
        [one] 1 post i dokumentationen
       *[other] { $count } poster i dokumentationen
    }
updated = ændret { $day }
unpublished = Ikke offentligt
stale = Ikke bekræftet i lang tid
record-purpose = Formål
record-affected = Hvem det berører
record-benefit = Nytte
record-alternatives = Overvejede alternativer
record-proportionality = Hvorfor det er rimeligt
record-legal-basis = Retsgrundlag
record-risks = Risici
record-human-intervention = Hvem bestemmer
record-appeals = Hvordan man klager
record-data-description = Brugte data
record-methods = Metoder
record-model-type = Model
record-contact-email = Kontakt
stage-idea = Idé
stage-design = Udformning
stage-development = Udvikling
stage-pilot = Forsøg
stage-production = I brug
stage-retired = Taget ud af brug
stage-stopped = Stoppet
stage-move = Flyt til en anden fase
stage-to = Til hvilken fase?
stage-why = Hvorfor?
stage-next = Hvor det kan gå hen herfra
stage-so-far = Hvordan det kom hertil
stage-open = muligt nu
stage-missing = mangler endnu: { $what }
gate-summary = et resumé
gate-purpose = formålet
gate-contact = en kontaktadresse
gate-lead = en ansvarlig organisation
gate-legal-basis = retsgrundlaget
gate-risk = risikoklassen
gate-data = hvilke data der bruges
gate-human-intervention = hvordan mennesker kan gribe ind
gate-decision-maker = hvem der beslutter
gate-impact-assessment = en konsekvensanalyse, der kan læses
gate-baseline = et udgangspunkt at måle ud fra
gate-evaluation = en evaluering
gate-decision = en beslutning
decided-by = Besluttet af
risk-high = Høj risiko
risk-limited = Begrænset risiko
risk-minimal = Minimal risiko
domain-organisation = Organisation
domain-culture = Kultur
domain-economy = Økonomi
domain-finance = Finans
domain-housing = Bolig
domain-international = Internationalt
domain-migration = Migration
domain-environment = Miljø
domain-education = Uddannelse
domain-public-order = Offentlig orden
domain-law = Ret
domain-infrastructure = Infrastruktur
domain-social-security = Social sikring
domain-traffic = Trafik
domain-work = Arbejde
domain-health = Sundhed
pilot-outcome-worked = Det virkede
pilot-outcome-partly = Det virkede delvist
pilot-outcome-did-not = Det virkede ikke
pilot-outcome-unclear = Uklart
evidence = Dokumentation
evidence-none = Ingen dokumentation registreret endnu.
evidence-add = Registrér dokumentation
evidence-kind = Hvilken slags
evidence-text = Hvad man fandt
evidence-n = Hvor mange tilfælde det bygger på (n)
evidence-outcome = Resultat
evidence-replaced = Rettet af en senere post
evidence-baseline = Før
evidence-measurement = Måling
evidence-incident = Hændelse
evidence-complaint = Klage
evidence-evaluation = Evaluering
evidence-decision = Beslutning
title = Titel
experiences = Erfaringer
experiences-none = Ingen har delt erfaringer endnu.
experience-add = Del jeres erfaringer
experience-worked = Hvad der virkede
experience-did-not = Hvad der ikke virkede
experience-again = Ville I gøre det igen?
again-yes = Ja
again-with-changes = Med ændringer
again-no = Nej
questions = Spørgsmål
questions-none = Ingen spørgsmål endnu.
question-ask = Stil et spørgsmål
question-text = Dit spørgsmål
registers = Fuldstændighed for offentlige registre
register-given = { $given } af { $asked } felter
register-nl-1-0 = Nederlandenes algoritmeregister
register-uk-atrs = Britisk standard for algoritmer
register-eu-provider = EU's database, udbyder
register-eu-not-high-risk = EU's database, ikke høj risiko
register-eu-deployer = EU's database, idriftsætter
error-report = Meld en fejl i oplysningerne
error-text = Hvad er forkert?
error-thanks = Tak. Forsøgets organisationer ser på det.
challenges-lead = Problemer, der søges partnere til.
challenges-none = Der er ingen udfordringer endnu.
challenge-new = Opret en udfordring
challenge-problem = Problemet
challenge-success = Hvordan det ser ud, når det lykkes
challenge-open = Åben
challenge-closed = Lukket
proposals = Forslag
proposals-none = Ingen forslag, du må se, endnu.
proposal-proposed = Venter
proposal-accepted = Antaget
proposal-declined = Afslået
proposal-withdrawn = Trukket tilbage
propose = Foreslå at deltage
propose-text = Hvad I kan bidrage med
