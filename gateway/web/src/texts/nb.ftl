# SPDX-License-Identifier: EUPL-1.2

## The frame

language = Språk
navigation = Hovedmeny
skip = Gå til innholdet
sign-in = Logg inn
sign-out = Logg ut
over-title = Du er blitt logget ut
over-lead = Logg inn igjen for å fortsette. Det du hadde skrevet i dette vinduet, er her fortsatt.
sign-in-first = Logg inn for å se siden
sign-in-first-lead = Den er for dem som har logget inn.
state-live = Tilkoblet
state-reconnecting = Kobler til igjen
state-offline = Ingen tilkobling
acting-for = For { $name }
acting-for-lead = Du handler for { $name }.
as-myself = Som meg selv
account = Din konto
act-as = Velg hvem du handler for
act-now = I bruk nå
act-choose = Velg
act-ended = Rollen du handlet i, har opphørt.
you-may = Du kan: { $what }.
stop-acting = Slutt å handle for dem
stop-acting-lead = Du kan fra samme øyeblikk ikke lenger se noe om { $name }. Bare { $name } eller kommunen kan la deg handle igjen.
not-found-title = Siden finnes ikke
not-found-lead = Her er det ingenting, eller du har ikke lov til å se det.
to-start = Gå til forsiden
accessibility = Tilgjengelighet
welcome-title = Sammen om hjelpen
welcome-lead = Her arbeider kommuner, frivillige organisasjoner og innbyggere sammen. Du bestemmer hvem som ser hva om deg.
welcome-pilots = Alle kan lese om KI-forsøkene uten å logge inn.
nav-work = Mitt arbeid
nav-citizens = Innbyggere
nav-inbox = Innboks
nav-active = Pågår
nav-offers = Våre tilbud
nav-now = Hva skjer nå
nav-messages = Meldinger
nav-consents = Samtykker
nav-looked = Hvem har sett på
nav-representatives = Hvem handler for meg
nav-ask = Be om hjelp
nav-directory = Tilbud om hjelp
nav-pilots = KI-forsøk
nav-news = Nytt
nav-organisation = Vår organisasjon
nav-people = Medarbeidere

## What many screens say

loading = Henter …
try-again = Prøv igjen
show-more = Vis mer
news =
    { $count ->
        [one] 1 ny – vis
       *[other] { $count } nye – vis
    }
found =
    { $count ->
        [one] 1 funnet
       *[other] { $count } funnet
    }
reference = Oppgi dette nummeret hvis du kontakter brukerstøtte: { $reference }
optional = { $label } (valgfritt)
choose = Velg
any = Ikke valgt
yes = Ja
no = Nei
save = Lagre
edit = Endre
cancel = Avbryt
continue = Fortsett
sending = Sender …
send-now = Send nå
undo = Angre
undo-title = Ikke sendt ennå
undo-left =
    { $count ->
        [one] Det sendes om 1 sekund.
       *[other] Det sendes om { $count } sekunder.
    }
undo-held = Det venter mens du er her.
form-wrong = Noe må rettes
title-wrong = Feil: { $title }
fault-required = Fyll ut: { $label }
fault-date = { $label }: Den dagen finnes ikke. Skriv dag, måned og år med tall.
fault-number = { $label }: Skriv et tall som passer.
fault-email = Skriv en e-postadresse som navn@example.org
fault-long = { $label }: Det er for langt.
fault-value = { $label }: Det kan ikke brukes.
date-day = Dag
date-month = Måned
date-year = År
name = Navn
name-withheld = Navn ikke delt
withheld = Ikke delt med deg
birth-date = Fødselsdato
phone = Telefon
email = E-post
address = Adresse
preferred-language = Foretrukket språk
organisation = Organisasjon
note = Notat
reason = Grunn
remark = Noen ord om det
remark-hint = Innbyggeren og kommunen kan lese det.
the-offer = et tilbud om hjelp
offer = Tilbud
citizen = Innbygger
plan = Plan
goal = Mål
activity = Aktivitet
referral = Henvisning
referrals = Henvisninger
timeline = Hva har skjedd
you = Du
somebody = Noen
since = siden { $day }
from-to = { $from } til { $to }
minutes =
    { $count ->
        [one] 1 minutt
       *[other] { $count } minutter
    }
waited =
    { $count ->
        [0] kom i dag
        [one] ventet 1 dag
       *[other] ventet { $count } dager
    }

## Problems

problem-invalid = Dette kunne ikke brukes slik det er. Se over det du har skrevet.
problem-not-allowed = Du har ikke lov til dette.
problem-not-found = Her er det ingenting, eller du kan ikke lenger se det.
problem-again = Det kom ikke noe svar akkurat nå. Det du skrev, er bevart. Prøv igjen.
problem-exists = Dette finnes allerede.
problem-consent-missing = Innbyggeren har ikke samtykket til dette.
problem-moved-on = Dette har endret seg i mellomtiden. Se på det igjen.
problem-conflict = Noen har endret dette i mellomtiden.
problem-no-capacity = Det er ingen ledig plass.
problem-offer-closed = Tilbudet tar ikke imot nye nå.
problem-case-closed = Dette er avsluttet.
problem-code = Koden gjelder ikke, eller ikke lenger. Be om en ny.
problem-linked = Innloggingen din er allerede koblet til.
problem-organisation = Velg først hvem du handler som.
problem-validity = Tiden for dette er ute.
problem-citizens-word = Dette kan bare innbyggeren bestemme, eller noen de har gitt rett til det.
problem-follows-referral = Dette følger en henvisning og endres med den.
problem-assessment = Tilbudet krever først en vurdering. Spør kommunen din.
problem-inquiries = De tidligere forespørslene dine om hjelp er fortsatt åpne.
problem-full = Det er ikke plass til flere.
problem-gate = Noe som må finnes først, mangler ennå.
problem-missing = Mangler: { $what }.
problem-imports = Fem importer er allerede åpne. Kjør eller avbryt en av dem først.
problem-withdrawal = Si først at så mange poster kan trekkes tilbake.
problem-other = Noe gikk galt hos oss. Det du skrev, er bevart.

## Words of the contracts

role-caseworker = saksbehandler
role-coordinator = koordinator
role-leader = leder
role-project = prosjektgruppe
role-integrator = integrator
role-administrator = administrator
role-citizen = innbygger
role-person = person
role-operator = driftsansvarlig
role-system = system
role-anonymous = ikke logget inn
referral-requested = Venter på svar
referral-accepted = Tatt imot
referral-rejected = Avslått
referral-cancelled = Trukket tilbake
referral-in-progress = I gang
referral-on-hold = Venteliste
referral-failed = Ble ikke noe av
referral-completed = Avsluttet
consent-requested = Venter på svar
consent-given = Gitt
consent-refused = Avslått
consent-withdrawn = Trukket tilbake
consent-expired = Utløpt
inquiry-answered = Besvart
inquiry-waiting = Venter
inquiry-taken = Tatt opp
inquiry-closed = Avsluttet
inquirer-self = Innbyggeren selv
inquirer-relative = En pårørende
inquirer-staff = En fagperson
why-urgent = det haster
why-health = det gjelder helse
why-safety = det gjelder trygghet
why-children = barn er berørt
why-housing = det gjelder bolig
why-debt = det gjelder gjeld
why-several-needs = det er flere behov
why-unsure = du er usikker på hva som hjelper
why-wants-caseworker = du vil snakke med en saksbehandler
why-no-matching-offer = ingen tilbud passer direkte
why-case-closed = saken din er avsluttet, og en saksbehandler må åpne den igjen
signal-urgent = Det haster
signal-health = Det gjelder helse
signal-safety = Jeg føler meg ikke trygg
signal-children = Barn er berørt
signal-housing = Det gjelder bolig
signal-debt = Det gjelder gjeld
signal-unsure = Jeg er usikker på hva som hjelper
signal-wants-caseworker = Jeg vil snakke med en saksbehandler
channel-meeting = Møte
channel-home-visit = Hjemmebesøk
channel-telephone = Telefon
channel-video = Video
channel-letter = Brev
channel-email = E-post
channel-message = Melding
case-outcome-no-support = Ingen støtte
case-outcome-information = Informasjon
case-outcome-volunteer-support = Hjelp fra frivillige
case-outcome-ordinary-support = Vanlig støtte
case-outcome-individual-support = Individuell støtte
case-outcome-moved = Flyttet
case-outcome-deceased = Død
category-contact = navn og kontaktopplysninger
category-referral = grunnen til henvisningen
category-plan = planen
category-notes = notater og meldinger
category-progress = hvordan det går
category-health = helse
purpose-SocialWelfareProvision = hjelp i hverdagen
purpose-PublicServiceProvision = offentlige tjenester
purpose-SocialAssistanceManagement = sosialhjelp
purpose-ServiceProvision = å gi tilbudet
purpose-ImprovePublicServices = bedre offentlige tjenester
purpose-ScientificResearch = forskning
priority-routine = Haster ikke
priority-urgent = Haster
priority-asap = Så snart som mulig
priority-stat = Straks
method-conversation = I en samtale
method-telephone = På telefon
method-paper = På papir
method-digital = Digitalt
reason-no-capacity = Ingen ledig plass
reason-not-eligible = Utenfor målgruppen
reason-wrong-service = Et annet tilbud passer bedre
reason-already-helped = Har allerede hjelp
reason-citizen-declined = Innbyggeren takket nei
reason-not-reached = Kunne ikke nås
reason-moved = Flyttet
reason-consent-ended = Samtykket opphørte
reason-transferred = Sendt videre til et annet tilbud
reason-sent-by-mistake = Sendt ved en feil
reason-other = En annen grunn
relation-guardian = Verge
relation-relative = Pårørende
relation-attorney = Advokat eller annen fagperson
relation-friend = Venn eller nabo
relation-other = En annen
scope-case = se saken og hvem som har sett på
scope-messages = lese og skrive meldinger
scope-plan = arbeide med planen
scope-consent = gi samtykker og trekke dem tilbake
scope-referral = be om hjelp og ta det tilbake
outcome-helped = Det hjalp
outcome-partly = Det hjalp delvis
outcome-not = Det hjalp ikke
basis-public-task = som del av kommunens oppgave
basis-consent = med ditt samtykke
basis-own-data = på dine vegne

## The caseworker

work-lead = Det som er forsinket, det som må gjøres, og det andre er bedt om.
work-refer = Henvis en innbygger
work-overdue = Over tiden
work-overdue-none = Ingenting er over tiden.
work-mine = Venter på meg
work-ours = Venter på oss
work-mine-none = Ingenting venter på deg.
work-waiting = Venter på andre
work-waiting-none = Du venter ikke på noen.
scope = Hvem sine saker
scope-mine = Mine
scope-all = Alle i { $who }
inquiry-row = Forespørsel om hjelp
consent-row = Spørsmål om samtykke
inquiry-take = Ta den opp
inquiry-close = Svar og avslutt
inquiry-answer = Svaret ditt
inquiry-answer-hint = Den som spurte, kan lese det.
asked-at = Spurt den
asked-by = Spurt av
asked-contact = Kan nås på
why-caseworker = Hvorfor en saksbehandler
open-citizen = Gå til innbyggeren
to-citizen = Bare innbyggeren
citizens-none = Det er ingen åpne saker. Åpne en for å begynne.
citizens-none-mine = Du er ikke ansvarlig for noen åpen sak.
citizens-none-closed = Ingen sak er avsluttet.
citizens-none-closed-mine = Ingen av dine saker er avsluttet.
citizens-open = Åpne saker
citizens-closed = Avsluttede saker
responsible = Ansvarlig
responsible-me = { $name } (deg)
responsible-nobody = ingen
take-over = Ta over
hand-over = Gi videre
hand-over-lead = Kollegaen din ser saken blant sine egne med en gang. Innbyggere og organisasjoner får ikke se hvem som er ansvarlig.
hand-over-nobody = Det er ingen annen saksbehandler å gi saken videre til.
colleague = Kollega
filter-name = Søk på navn
filter-none = Ingen med det navnet.
open-case = Åpne en sak
open-case-lead = Skriv bare det som trengs for å hjelpe.
close-case = Avslutt saken
close-case-lead = Etterpå kan ikke noe nytt sendes. Innbyggeren kan fortsatt lese alt.
reopen-case = Åpne saken igjen
case-outcome = Hvordan endte det?
case-is-closed = Avsluttet den { $day }
parts-of-case = Delene av saken
not-linked = Innbyggeren kan ikke se dette ennå. Gi innbyggeren en kode å logge inn med.
make-code = Lag en kode
invitation-code = Kode: { $code }. Den gjelder til { $day }.
urgency = Hastegrad
referrals-none = Ingen henvisninger ennå.
consents-none-case = Ingen samtykker ennå. De innhentes når du henviser.
contacts = Kontakter
contacts-none = Ingen kontakter notert ennå.
log-contact = Noter en kontakt
contact-channel = Hvordan
contact-minutes = Minutter
contact-face = Ansikt til ansikt

## Referring

refer = Henvis
refer-find = Finn et tilbud
refer-why = Hvorfor dette tilbudet
refer-check = Sjekk svarene dine
refer-sent = Henvisningen er sendt
refer-sent-lead = Organisasjonen har den nå. Du ser svaret under Mitt arbeid.
to-referral = Gå til henvisningen
search-offers = Hva ville hjelpe?
search-hint = For eksempel: samvær, gjeld, språk
only-free = Bare med ledige plasser
offers-none = Det er ingen tilbud ennå.
offers-none-fit = Ingen tilbud passer til søket. Prøv andre ord.
directory-lead = Tilbud fra frivillige organisasjoner, med ledige plasser og ventetider.
places-label = Plasser
wait-label = Ventetid
places =
    { $count ->
        [one] 1 ledig plass
       *[other] { $count } ledige plasser
    }
places-none = Ingen ledig plass, venteliste
places-unknown = Ledige plasser ikke oppgitt
paused-until = Tar pause til { $day }
wait-days =
    { $count ->
        [0] andre ventet under en dag
        [one] andre ventet omtrent 1 dag
       *[other] andre ventet omtrent { $count } dager
    }
wait-unknown = ventetid ennå ukjent
for-whom = For hvem:
choose-offer = Velg dette tilbudet
refer-reason = Hvorfor henviser du?
refer-reason-hint = Med egne ord. Organisasjonen og innbyggeren leser det.
refer-note = Greit å vite
refer-note-hint = Krever samtykke til notater.
refer-health = Om helse
refer-health-hint = Bare hvis det trengs for å hjelpe. Krever samtykke til helse.
refer-priority = Hvor mye haster det?
refer-to = Henvis til
refer-shared = Hva som deles
refer-shared-lead = { $who } ser dette og ingenting annet.
refer-full = Det er ingen ledig plass nå: henvisningen kommer på venteliste.
refer-send = Send henvisningen
transfer = Send videre til et annet tilbud
transfer-why = Hvorfor sendes den videre?
transfer-why-hint = Med egne ord. Innbyggeren kan lese det, og det kan også organisasjonen som har henvisningen nå, hvis den får se notater.
transfer-from = Sendt videre fra
transfer-from-here = Henvisningen er her nå.
transfer-to-new = Gå til henvisningen som kom i stedet
transfer-to-old = Gå til henvisningen som denne erstattet
change-offer = Bytt tilbud
change-words = Endre ordene
consent = Samtykke
consent-there = Innbyggeren har samtykket. Gjelder til { $day }.
consent-within = Kommunen gir denne hjelpen selv, så det trengs ikke noe samtykke.
consent-lacking = Før dette kan sendes, må innbyggeren samtykke til å dele: { $what }.
consent-text = { $who } kan se dette om meg: { $what }. Jeg kan når som helst trekke det tilbake.
consent-ask = Spør innbyggeren i appen
consent-asked = Spurt. Siden går videre av seg selv når innbyggeren har svart.
consent-record = Innbyggeren har sagt ja til meg
consent-method = Hvordan ble det sagt?
consent-sees = Kan se
consent-purpose = Til hva
consent-until = Gjelder til
consent-ended = Opphørt

## A referral

standing-requested = Svar ventes senest { $day }.
standing-accepted = Første kontakt senest { $day }.
standing-accepted-late = Første kontakt skulle ha skjedd senest { $day }.
standing-on-hold =
    { $count ->
        [one] Omtrent 1 dags ventetid.
       *[other] Omtrent { $count } dagers ventetid.
    }
shared-with-you = Delt med dere
referral-gone = Ikke lenger synlig
referral-gone-lead = Samtykket er trukket tilbake eller utløpt, eller dette ble aldri delt med deg.
messages-about = Meldinger med innbyggeren og organisasjonen
messages-lead = Kommunen leser det du skriver her.
messages-none = Ingen meldinger ennå.
message = Meldingen din
message-to = Hvem leser den?
to-municipality = Bare kommunen
to-municipality-and = Kommunen og { $who }
to-citizen-and = Innbyggeren og { $who }
send-message = Send meldingen
sender-citizen = Innbyggeren
sender-representative = Innbyggerens representant
thread-with = med { $who }
move-accept = Ta imot
move-accept-confirm = Bekreft datoen
move-waitlist = Venteliste
move-waitlist-confirm = Sett på venteliste
move-decline = Avslå
move-decline-confirm = Avslå med denne grunnen
move-start = Hjelpen har begynt
move-start-confirm = Ja, den har begynt
move-complete = Avslutt med et resultat
move-complete-confirm = Lagre resultatet
move-fail = Det ble ikke noe av
move-fail-confirm = Lagre
move-recall = Trekk den tilbake
move-recall-confirm = Trekk henvisningen tilbake
contact-date = Når kontakter dere innbyggeren senest?
contact-date-hint = Innbyggeren får vite denne dagen.
expected-wait = Omtrent hvor mange dager er ventetiden?
outcome = Hjalp det?
decision-accept = Du tar imot, med kontakt senest { $day }.
decision-waitlist =
    { $count ->
        [one] Du setter den på venteliste, omtrent 1 dag.
       *[other] Du setter den på venteliste, omtrent { $count } dager.
    }
decision-decline = Du avslår: { $why }.
decision-recall = Du trekker henvisningen tilbake.

## The coordinator

inbox-lead = Henvisninger som venter på svar fra dere, eldste først.
inbox-none = Ingenting venter på svar fra dere.
answer-by = svar senest { $day }
answer-overdue = svar skulle vært gitt senest { $day }
active-lead = Innbyggere dere hjelper nå, eller som står på ventelisten.
active-none = Ingen akkurat nå. Det dere tar imot, vises her.
offers-lead = Hva dere tilbyr, og hvor mange plasser som er ledige.
offers-own-none = Dere har ingen tilbud ennå.
offer-new = Nytt tilbud
offer-name = Navn på tilbudet
offer-description = Hva det er
offer-description-hint = Skriv for noen som ikke kjenner dere.
offer-for-whom = For hvem
offer-languages = Språk
offer-assessment = Kreves det først en vurdering fra kommunen?
offer-withdraw = Avslutt tilbudet
offer-withdraw-lead = Det vises ikke lenger i søk og tar ikke imot nye henvisninger. Det som er i gang, fortsetter.
capacity = Plasser
capacity-title = Plasser: { $offer }
capacity-maximum = Plasser i alt
capacity-available = Ledige plasser nå
capacity-available-hint = Hver som tas imot, bruker en plass.
capacity-paused = Tar pause til
capacity-paused-hint = Fram til da kommer det ingen nye henvisninger.

## The citizen

now-requested = { $who } er bedt om å hjelpe. Du får svar senest { $day }.
now-accepted = { $who } vil hjelpe. De kontakter deg senest { $day }.
now-accepted-late = { $who } skulle kontakte deg senest { $day }. Hvis ingen har gjort det, skriv til kommunen under Meldinger.
now-on-hold =
    { $count ->
        [one] Du står på venteliste hos { $who }, omtrent 1 dag.
       *[other] Du står på venteliste hos { $who }, omtrent { $count } dager.
    }
now-in-progress = { $who } hjelper deg.
now-rejected = { $who } kan ikke hjelpe denne gangen: { $why }. Kommunen din vet det og leter etter noe annet.
now-completed = Hjelpen fra { $who } er avsluttet. { $how }
now-ended = Hjelpen fra { $who } er avsluttet eller trukket tilbake.
now-none = Ingenting pågår. Du kan når som helst be om hjelp.
decline-help = Jeg vil ikke ha denne hjelpen
decline-help-lead = { $who } og kommunen din får beskjed, og plassen din blir ledig for en annen. Du kan når som helst be om hjelp igjen.
decline-help-confirm = Nei takk
now-asked =
    { $count ->
        [one] Du blir bedt om et samtykke.
       *[other] Du blir bedt om { $count } samtykker.
    }
now-answer = Les og svar
next-step = Neste steg
until-day = senest { $day }
consents-lead = Du bestemmer hvem som ser hva om deg. Du kan når som helst trekke et samtykke tilbake.
consents-lead-others = Hvem som kan se hva. Du kan lese det, men ikke bestemme det.
consents-none = Du er ikke bedt om samtykke ennå.
consents-requested = Du blir spurt
consents-given = Hvem som kan se noe nå
consents-given-none = Ingen organisasjon ser noe om deg med ditt samtykke.
consents-ended = Opphørt
consent-free = Et nei er ikke til ulempe for saken din hos kommunen.
consent-yes = Ja, jeg samtykker
consent-no = Nei
withdraw = Trekk tilbake
withdraw-title = Trekk tilbake samtykket for { $who }
withdraw-follows = Dette betyr:
withdraw-sees = { $who } kan fra samme øyeblikk ikke lenger se noe om deg her.
withdraw-referrals = Hjelp som bygger på samtykket, kan opphøre.
withdraw-known = Det { $who } allerede vet, blir ikke glemt. Du kan be dem slette det.
withdraw-done = Trukket tilbake. Siden kl. { $time } kan { $who } ikke lenger se noe om deg her.
looked-lead = Hver gang noen fikk vite noe om deg eller leste det.
looked-none = Ingen har sett på ennå.
looked-read = Leste: { $what }
looked-told = Fikk vite: { $what }
looked-somebody = en organisasjon
looked-some-day = en avtalt dag
looked-times =
    { $count ->
        [one] én gang
       *[other] { $count } ganger den dagen
    }
looked-representative = Representanten din
looked-cases = saken din
looked-consents = samtykkene dine
looked-referrals = henvisningene dine
looked-plans = planen din
looked-disclosures = hva som skjedde i saken din
export = Alt som er lagret om deg, som en side å lese eller skrive ut
ask-lead = Skriv hva du trenger. Du får svar med en gang.
ask-for = Hvem trenger hjelp?
ask-for-self = Det gjør jeg
ask-for-relative = Noen som står meg nær
ask-name = Navn på den som trenger hjelp
ask-phone = Telefon til den som trenger hjelp
ask-own-name = Ditt eget navn
ask-own-contact = Hvordan kan vi nå deg?
ask-own-contact-hint = Et telefonnummer eller en e-postadresse.
ask-need = Hva trenger du hjelp med?
ask-need-hint = Med egne ord. Det er ingen feil måte å si det på.
ask-signals = Stemmer noe av dette?
ask-signals-hint = Da ser en saksbehandler på det.
ask-municipality = Hvilken kommune?
ask-send = Be om hjelp
ask-offers = Disse kan hjelpe
ask-offers-lead = Du kan kontakte dem selv eller be dem kontakte deg.
ask-caseworker = En saksbehandler ser på det
ask-caseworker-lead = Fordi: { $why }. Du ser svaret her.
ask-caseworker-relative = Fordi: { $why }. De kontakter deg.
ask-meanwhile = I mellomtiden kan disse passe:
has-place = Har en ledig plass
refer-myself = Be dem kontakte meg
refer-myself-title = Be { $who } kontakte deg
refer-myself-lead = { $who } får navnet ditt, hvordan du kan nås, og disse ordene fra deg:
refer-myself-consent = Med Ja samtykker du til dette:
refer-myself-full = Det er kanskje ingen ledig plass: Du kan måtte vente.
refer-myself-send = Ja, be dem kontakte meg
refer-myself-sent = De er spurt. Du ser svaret under Hva skjer nå.
own-inquiries = Det du har bedt om
inquiry-is-waiting = En saksbehandler ser på det.
inquiry-is-taken = En saksbehandler arbeider med det nå.
inquiry-answer-given = Svaret
inquiry-offers =
    { $count ->
        [one] 1 tilbud som kan passe
       *[other] { $count } tilbud som kan passe
    }
inquiry-over = Jeg trenger det ikke lenger
call = Ring { $phone }
start-title = Velkommen
start-have-code = Har du en kode?
start-code = Kode
start-code-hint = Du har fått den av en saksbehandler, eller av noen du skal handle for.
start-code-send = Bruk koden

## Representatives

representatives = Representanter
representatives-lead = Noen du stoler på, kan handle for deg her. Du bestemmer i hva, og kan avslutte det når som helst.
representatives-none = Ingen representerer innbyggeren.
representatives-none-own = Ingen handler for deg.
representatives-no-case = Det er mulig når du har en sak hos kommunen din.
representatives-ended = Tidligere
representative-add = Legg til en representant
representative-save = Legg til
representative-name = Navn på representanten
representative-relation = Hvilken relasjon har de til innbyggeren?
representative-relation-own = Hvilken relasjon har de til deg?
representative-scopes = Hva kan de gjøre?
representative-scopes-hint = Velg ikke mer enn nødvendig. Det du ikke velger, kan de verken se eller gjøre.
representative-ground = På hvilket grunnlag
representative-ground-hint = For eksempel en rettsavgjørelse, eller hvordan innbyggeren sa det til deg. Innbyggeren kan lese det.
representative-until = Siste dag
representative-until-hint = La det stå tomt hvis det skal gjelde til noen avslutter det.
until-ended = til noen avslutter det
representative-who = Hvem de er
representative-may = Kan
representative-signed-in = Har logget inn
representative-not-yet = Ikke ennå. Lag en kode og gi den til dem.
representative-end = Avslutt
representative-end-title = { $name } skal ikke handle lenger
representative-end-sees = { $name } kan fra samme øyeblikk verken se eller gjøre noe her.
representative-end-done = Det { $name } har gjort, blir som det er.
representative-end-again = Legg dem til igjen hvis de skal handle på nytt.

## Courses of help

courses = Hjelpeforløp
courses-none = Ingen hjelpeforløp ennå. Det er det statistikken teller, fra første dag til resultatet.
course-start = Start et forløp
course-end = Avslutt forløpet
course-from = Første dag
course-to = Siste dag
course-reason = Hvorfor det begynner
course-reason-hint = Innbyggeren kan lese det.
course-running = Pågår

## News

news-lead = Hva andre har gjort, det siste først.
news-unread =
    { $count ->
        [one] 1 ulest
       *[other] { $count } uleste
    }
news-unread-many = Mer enn { $count } uleste
news-new = Ny
news-mark = Merk alt som lest
news-all-read = Du har lest alt.
news-none = Ingenting har skjedd ennå. Det andre gjør, vises her.
news-none-lately = Ingenting nytt fra andre i det siste.
news-referral = En henvisning ble sendt: { $offer }
news-assigned = Du er nå ansvarlig for en sak
news-message = { $who } skrev en melding
news-plan = { $who } endret planen
news-goal =
    { $change ->
        [proposed] { $who } foreslo et mål
        [added] { $who } la til et mål
        [accepted] { $who } godtok et foreslått mål
       *[other] { $who } endret et mål
    }
news-activity =
    { $change ->
        [added] { $who } la til en aktivitet i planen
       *[other] { $who } endret en aktivitet i planen
    }
news-comment = { $who } kommenterte planen
news-check-in = { $who } fortalte hvordan det går
news-proposal = { $who } vil delta i en utfordring
news-proposal-withdrawn = { $who } trakk tilbake forslaget sitt
news-proposal-answered = { $who } svarte på et forslag
news-partner = { $who } tok en organisasjon med i et forsøk
news-stage = { $who } flyttet et forsøk til en annen fase
news-evidence = { $who } registrerte dokumentasjon
news-experience = { $who } delte erfaringer med et forsøk
news-question = { $who } stilte et spørsmål om et forsøk
news-answer = { $who } svarte på et spørsmål om et forsøk
news-cited = { $who } bygde videre på et av forsøkene deres
news-error = { $who } meldte en feil i opplysningene om et forsøk

## An organisation and its people

organisation-lead = Du arbeider her som: { $roles }.
organisation-people = Hvem som arbeider her, og hva hver enkelt kan gjøre.
organisation-news = Hva som har skjedd som angår organisasjonen deres.
organisation-integrator = Programmene til organisasjonen deres leser nytt med en egen tilgangsnøkkel. Driften deler den ut.
people-title = Medarbeidere i { $who }
members-lead = Hvem som kan logge inn for organisasjonen deres, og hva hver enkelt kan gjøre. En endring gjelder straks.
members = Medlemmer
member-add = Legg til noen
member-subject = Innlogging
member-subject-hint = Slik innloggingstjenesten deres kaller dem, ofte en e-postadresse.
member-roles = Hva kan de gjøre?
member-remove = Fjern
member-remove-title = Fjern { $name }
member-remove-lead = { $name } kan fra samme øyeblikk ikke lenger se noe fra organisasjonen deres her. Dere kan legge dem til igjen.

## Accessibility

accessibility-lead = Alle skal kunne bruke denne appen. Den er bygget etter WCAG 2.2, nivå AA.
accessibility-how = Hva du kan regne med
accessibility-keyboard = Alt virker med bare tastaturet.
accessibility-zoom = Du kan forstørre til 400 %, bruke egne farger og slå av bevegelse.
accessibility-readers = Overskrifter, felter og det som endrer seg underveis, har ord for skjermlesere, og fokus flytter seg aldri av seg selv.
accessibility-time = Ingenting du skriver, går tapt fordi tiden går ut, og det som kan angres i ti sekunder, venter mens du er på det.
accessibility-tested = Hvordan den er testet
accessibility-tests = Før hver utgave kontrollerer et program (axe) hvert skjermbilde og hver dialog etter WCAG 2.2, nivå A og AA, på bred og smal skjerm: også med feil i dem, med tomme lister, konflikter og brutt forbindelse.
accessibility-tests-keyboard = Et program utfører hovedoppgaven til saksbehandler, koordinator og innbygger med bare tastaturet.
accessibility-tests-display = Høy kontrast (tvungne farger), redusert bevegelse og forstørring til 200 % testes også; en bredde på 320 piksler tilsvarer 400 %.
accessibility-limits = Kjente begrensninger
accessibility-limits-people = Et program finner bare noen av hindringene. Folk som daglig bruker skjermleser, talestyring eller lettlest språk, har ikke testet ennå.
accessibility-limits-browsers = Testene kjøres i Chromium. Firefox og Safari tester vi ikke.
accessibility-limits-lead = Det folk skriver til hverandre, er på språket de har valgt. Det er merket som det språket bare der det er kjent: i samtykker og KI-forsøk.
accessibility-tell = Si fra til oss
accessibility-tell-lead = Hvis noe ikke virker for deg, si fra til kommunen eller organisasjonen din, også på telefon eller papir. Den må svare. Gjør den ikke det, eller hjelper ikke svaret, kan du klage:
accessibility-denmark = Danmark: Digitaliseringsstyrelsen
accessibility-sweden = Sverige: Myndigheten för digital förvaltning (Digg)
accessibility-norway = Norge: Tilsynet for universell utforming av ikt
accessibility-netherlands = Nederland: Nationale ombudsman
accessibility-kingdom = Storbritannia: Equality Advisory and Support Service

## What has happened

event-other = Noe ble registrert
event-cases-opened = Saken ble åpnet
event-cases-assigned = En annen saksbehandler ble ansvarlig
event-cases-contact-logged = En kontakt med { $who } ble notert
event-cases-closed = Saken ble avsluttet
event-cases-reopened = Saken ble åpnet igjen
event-cases-representative-added = En representant ble lagt til
event-cases-representation-ended = En representasjon opphørte
event-cases-message-sent = En melding ble sendt
event-cases-course-started = Et hjelpeforløp begynte
event-cases-course-ended = Et hjelpeforløp ble avsluttet
event-cases-inquired = Det ble bedt om hjelp
event-cases-inquiry-taken = En saksbehandler tok opp forespørselen
event-cases-inquiry-closed = Forespørselen ble besvart
event-consents-requested = Det ble bedt om samtykke for { $who }
event-consents-given = Samtykke for { $who } ble gitt
event-consents-refused = Samtykke for { $who } ble avslått
event-consents-withdrawn = Samtykket for { $who } ble trukket tilbake
event-consents-expired = Samtykket for { $who } utløp
event-consents-withdrawal-effective = Tilbaketrekkingen for { $who } har trådt i kraft
event-referrals-requested = { $who } ble spurt: { $offer }
event-referrals-accepted = { $who } tok imot, med kontakt senest { $day }
event-referrals-waitlisted = { $who } har venteliste
event-referrals-rejected = { $who } avslo
event-referrals-started = Hjelpen fra { $who } begynte
event-referrals-completed = Hjelpen fra { $who } ble avsluttet
event-referrals-failed = Hjelpen fra { $who } ble ikke noe av
event-referrals-cancelled = Henvisningen til { $who } ble trukket tilbake
event-referrals-transferred = Henvisningen til { $who } ble sendt videre
event-plans-plan-changed = Planen ble endret
event-plans-goal-changed = Et mål i planen ble endret
event-plans-activity-changed = En aktivitet i planen ble endret
event-plans-commented = Noen kommenterte planen
event-plans-checked-in = Innbyggeren fortalte hvordan det går
event-plans-participant-changed = Deltakerne i planen ble endret

## The plan

nav-plan = Min plan
nav-plans = Planer
plans-lead = Planer dere deltar i.
plans-none = Dere deltar ikke i noen plan ennå. Innbyggeren bestemmer hvem som gjør det.
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
        [one] 1 foreslått
       *[other] { $count } foreslått
    }
plan-of = Plan for { $name }
plan-ours = Dette skal dere gjøre
plan-ours-none = Ingenting venter på dere her.
plan-edit = Tittel og påminnelser
plan-title = Hva heter planen?
plan-rhythm = Antall dager mellom hver gang man forteller hvordan det går
plan-rhythm-hint = For eksempel 7. La feltet stå tomt hvis det ikke skal komme påminnelser.
proposals-wait =
    { $count ->
        [one] 1 forslag venter på svar.
       *[other] { $count } forslag venter på svar.
    }
proposals-show = Gå dit
next-step-edit = Endre neste steg
next-step-none = Ikke noe neste steg ennå.
next-step-words = Hva som skjer nå, i én setning
goals = Mål
goals-none = Ingen mål ennå. Et mål sier med egne ord hva som skal bli bedre.
goals-past = Tidligere mål
goal-add = Legg til et mål
goal-edit = Endre ordene
goal-words = Hva skal bli bedre?
goal-words-hint = Med innbyggerens egne ord.
goal-note = Hva er viktig ved det?
goal-due = Innen når
goal-proposal = Dette er et forslag. Innbyggeren bestemmer om det blir et mål.
goal-accept = Ja, det tar jeg
goal-reject = Nei, ikke dette
goal-reached = Det er nådd
goal-give-up = Gi det opp
goal-take-back = Trekk forslaget tilbake
goal-achievement = Hvor langt
goal-assess = Si hvor langt det har kommet
proposed-by = foreslått av { $who }
visible-to = Hvem ser det?
visibility-participants = Alle som deltar i planen
visibility-responsible = Bare den ansvarlige
visibility-private = Bare innbyggeren og kommunen
visibility-own-participants = Alle som deltar i planen
visibility-own-responsible = Bare den ansvarlige, du og kommunen
visibility-own-private = Bare du og kommunen
goal-proposed = Foreslått
goal-planned = Planlagt
goal-accepted = Godtatt
goal-active = I gang
goal-on-hold = Hviler
goal-completed = Nådd
goal-cancelled = Gitt opp
goal-entered-in-error = Lagt inn ved en feil
goal-rejected = Ikke godtatt
achievement-in-progress = på vei
achievement-improving = blir bedre
achievement-worsening = blir verre
achievement-no-change = uendret
achievement-achieved = oppnådd
achievement-sustaining = holder
achievement-not-achieved = ikke oppnådd
achievement-no-progress = ingen framgang
achievement-not-attainable = kan ikke nås
activities = Andre aktiviteter
activities-of-goal = Dette gjøres for målet
activities-none = Ingenting er planlagt ennå.
activities-other-none = Ingenting annet er planlagt.
activity-add = Legg til en aktivitet
activity-edit = Endre
activity-who = Hvem gjør det
activity-from-offers = Velg blant tilbud om hjelp
offer-to-plan = Legg til i planen
offer-to-plan-lead = Det du velger, står i planen som en idé. Ingen blir bedt om hjelp ennå.
activity-words = Hva gjøres?
activity-kind = Hva slags
activity-goal = For hvilket mål
activity-begin = Den har begynt
activity-done = Den er ferdig
activity-again = Ta det opp igjen
activity-rest = La det hvile
activity-cancel = Avlys
activity-stop = Avslutt
activity-not-started = Ikke begynt
activity-scheduled = Planlagt
activity-in-progress = I gang
activity-on-hold = Hviler
activity-completed = Ferdig
activity-cancelled = Avlyst
activity-stopped = Stoppet
activity-unknown = Ukjent
activity-entered-in-error = Lagt inn ved en feil
kind-volunteer-offer = Hjelp fra frivillige
kind-network = Familie og venner
kind-training = Trening
kind-welfare-technology = Teknisk hjelpemiddel
kind-individual-coaching = Personlig veiledning
kind-ad-hoc-help = Hjelp av og til
kind-self-care = På egen hånd
conflict = Noen andre endret dette mens du skrev. Begge utgavene er her; ingenting er tapt.
conflict-theirs = Slik det er nå
conflict-mine = Slik du skrev det
conflict-use-mine = Bruk mine ord
conflict-keep-theirs = Behold det slik det er
check-in = Fortell hvordan det går
check-in-score = Hvordan går det, fra 0 til 10?
check-in-score-hint = 0 er veldig dårlig, 10 er veldig bra.
check-in-words = Med dine egne ord
check-ins-none = Du kan fortelle hvordan det går når du vil.
check-ins-none-theirs = Innbyggeren forteller hvordan det går når det passer.
check-in-of-ten = { $score } av 10
check-ins-plot = Hvordan det går, fra 0 til 10
next-check-in = Neste gang: { $day }
how-it-goes = Hvordan det går
who-takes-part = Hvem deltar
participant-invited = invitert
participant-joined = deltar
participant-left = har forlatt planen
people-show = Se mer
people-change = Inviter eller endre
people-lead = Hvem som ser planen, med hvilket samtykke, og hva de kan gjøre.
people-home = Kommunen i denne saken deltar alltid.
people-since = Siden
people-source = Kom med ved
source-invitation = en invitasjon
source-referral = en henvisning
people-goals = Mål
people-goals-yes = Kan godta og endre mål for innbyggeren
people-goals-yes-own = Kan godta og endre mål for deg
people-goals-no = Kan foreslå mål
people-goals-give = La dem endre mål
people-goals-give-lead = { $who } kan da godta forslag og endre mål på vegne av innbyggeren. Det kan alltid tas tilbake.
people-goals-give-lead-own = { $who } kan da godta forslag og endre mål på dine vegne. Du kan alltid ta det tilbake.
people-goals-end = Ikke la dem endre mål lenger
people-goals-end-lead = { $who } kan da bare foreslå mål. Det de har endret, blir stående.
people-record = Noter hva innbyggeren sa
recorded-at = Når ble det sagt?
people-waiting = Invitert, men ser ingenting ennå: Innbyggeren har ikke samtykket til at planen deles.
people-waiting-own = Invitert, men ser ingenting ennå: Du har ikke samtykket til at planen deles.
people-consent-ask = Innhent samtykket
people-consent = Samtykke til å dele
people-consent-title = Hva { $who } kan se
people-sees-plan = De ser neste steg, målene og aktivitetene som er for alle i planen, og hvem som deltar. Det som er for færre, forblir skjult.
people-sees-also = Kan de også se
people-remove = Ta ut av planen
people-leave = Forlat planen
people-remove-title = { $who } deltar ikke lenger
people-remove-sees = { $who } kan fra samme øyeblikk ikke lenger se noe av planen.
people-remove-stays = Det { $who } har skrevet og avtalt, blir stående i planen.
people-remove-consent = Samtykket og hjelp ved henvisning fortsetter. Et samtykke trekkes tilbake under Samtykker.
people-invite = Inviter en organisasjon
invite = Inviter
invite-title = Inviter { $who }
invite-lead = { $who } ser ingenting før innbyggeren har samtykket. Mangler samtykket, er det neste steg.
invite-lead-own = { $who } ser ingenting før du har samtykket. Mangler samtykket, er det neste steg.
invite-none = Ingen organisasjon med det navnet.
comments = Kommentarer
comment = Din kommentar
comment-readers = Hvem kan lese den: { $who }
comment-send = Legg til kommentaren
comments-none = Ingen kommentarer ennå.
history = Hva er endret
history-none = Ingenting er endret ennå.
plan-on = Planen slik den var på en dag
plan-on-which = Hvilken dag?
plan-on-show = Vis den
plan-on-day = Planen slik den var { $day }
plan-on-lead = Slik den var ved slutten av dagen, av det du ser i dag.
plan-on-none = Det var ingen mål da.
change-plan-reworded = Planens tittel eller påminnelser ble endret
change-plan-status = Planens tilstand ble endret
change-plan-planned = Neste steg ble avtalt
change-goal-added = Et mål ble lagt til
change-goal-proposed = Et mål ble foreslått
change-goal-accepted = Et foreslått mål ble godtatt
change-goal-rejected = Et foreslått mål ble ikke godtatt
change-goal-reworded = Et måls ord eller datoer ble endret
change-goal-status = Statusen for et mål ble endret
change-goal-assessed = Det ble sagt hvor langt et mål har kommet
change-goal-visibility = Hvem som ser et mål, ble endret
change-activity-added = En aktivitet ble lagt til
change-activity-reworded = En aktivitet ble endret
change-activity-status = Statusen for en aktivitet ble endret
change-activity-visibility = Hvem som ser en aktivitet, ble endret
change-activity-referral = En aktivitet fulgte henvisningen sin
change-participant-invited = { $organisation } ble invitert
change-participant-joined = { $organisation } kom med i planen
change-participant-left = { $organisation } er ikke lenger med i planen
change-participant-authorised = Det ble bestemt om { $organisation } kan endre mål
change-written = skrevet { $day }
change-other = Noe ble endret
print = Skriv ut
plot-summary = { $count } verdier, fra { $first } til { $last } den { $day }
show-as-table = Vis som tabell
day = Dag
value = Verdi
baseline = Før
target = Mål

## Imports

imports = Importer
import = Import
import-new = Importer fra et register
imports-lead = Hent inn det et offentlig register sier om systemene til { $who }. Filen blir først bare kontrollert: Ingenting endres før du sier fra.
imports-lead-operator = Hent inn det et offentlig register sier, for alle organisasjoner i filen. Den blir først bare kontrollert: Ingenting endres før du sier fra.
imports-none = Ingenting er importert ennå. Velg en fil ovenfor for å begynne.
import-register = Register
import-from-nl = Det nederlandske algoritmeregisteret
import-from-uk = Det britiske registeret (ATRS)
import-file = Fil
import-file-hint = JSON eller CSV, slik registeret utgir den; høyst 32 MB.
import-file-own = En post er deres når den nevner organisasjonen deres med navnet den har her.
import-file-size = Filen er tom eller større enn 32 MB.
import-begin = Last opp og kontroller
import-begun = Begynt
import-run-at = Importert
import-uploading = Laster opp: { $percent } %
import-go-on = Opplastingen stoppet ved { $percent } %. Velg { $file } igjen for å fortsette.
import-other-file = Dette er en annen fil. Velg { $file } igjen, eller avbryt importen.
import-check = Kontroller filen
import-checking = Filen blir kontrollert. Du kan forlate siden: Det fortsetter.
import-checked = Filen er kontrollert. Ingenting er endret ennå.
import-nothing = Det er ingenting å importere: Det som kan tas fra filen, er her allerede.
import-drastic =
    { $count ->
        [one] 1 post ville ikke lenger være offentlig: mer enn halvparten av det som kom fra dette registeret. Er filen fullstendig?
       *[other] { $count } poster ville ikke lenger være offentlige: mer enn halvparten av det som kom fra dette registeret. Er filen fullstendig?
    }
import-drastic-sure = Ja, trekk dem tilbake
import-run = Importer
import-running = Filen blir importert. Du kan forlate siden: Det fortsetter.
import-cancelling = Importen blir stoppet. Det som er gjort, blir stående.
import-progress = { $done } av { $count } gjort
import-completed = Importen er ferdig.
import-stopped = Importen ble stoppet etter { $done } av { $count } trinn. Det som var gjort, blir stående.
import-cancelled = Importen ble avbrutt. Ingenting ble endret.
import-stop = Stopp importen
import-cancel = Avbryt importen
import-would = Hva importen ville gjøre
import-did = Hva som skjedde med radene
import-organisations = Nye organisasjoner
import-show = Vis
import-all = Alle rader
import-not-taken = Ikke overtatt
import-rows-none = Det er ingenting å si om noen rad.
import-rows-none-fit = Det er ingen slike rader.
import-line = linje { $line }
import-foreign = er en annen organisasjon: Driften importerer postene dens
import-csv = Last ned det som ikke blir overtatt (CSV)
import-state-receiving = Lastes opp
import-state-checking = Kontrolleres
import-state-checked = Kontrollert: venter på deg
import-state-running = Importeres
import-state-completed = Ferdig
import-state-failed = Mislyktes
import-state-cancelled = Avbrutt
import-fault-unreadable = Dette er ikke en fil slik dette registeret utgir den. Valgte du riktig register?
import-fault-drastic = Mer enn halvparten av det som kom fra dette registeret, ville blitt trukket tilbake. Ingenting ble endret: Kontroller filen igjen.
import-fault-refused = Du har ikke lov til å se det som filen må sammenlignes med.
import-fault-broken = Filen kunne ikke behandles ferdig.
import-fault-expired = Ingen fortsatte importen på et døgn, så den ble avbrutt. Ingenting ble endret.
import-row-rejected = Kan ikke brukes
import-row-refused = Avvist
import-row-foreign = Fra en annen organisasjon
import-row-registered = Ny
import-row-updated = Endret
import-row-withdrawn = Ikke lenger offentlig
import-row-unchanged = Uendret
import-row-dropped = Uten et felt
import-row-defaulted = Med en standardverdi
import-why-missing = mangler
import-why-twice = forekommer for annen gang
import-why-moved = er en annen enn før: En post flytter ikke
import-why-unknown-word = er et ord som registeret ikke har
import-why-no-date = er ikke en dato
import-why-no-object = er ikke en post
import-why-columns = Raden har flere eller færre kolonner enn overskriften.
import-why-empty = er tom
import-why-form = er en liste der det burde stå en tekst, eller omvendt
import-why-too-long = er lengre eller mer enn en post kan ha
import-why-no-value = er ikke noe dette feltet kan inneholde
import-why-usual = er ikke oppgitt: regnes som i bruk
import-why-version = er en annen versjon av skjemaet: det de to har felles, er tatt med
import-why-stage = flyttes av forsøkets egne organisasjoner

## Pilots

nav-challenges = Utfordringer
pilots-lead = Hva som prøves med KI i den offentlige hjelpen, hvor langt det er kommet, og hva man lærte.
pilots-search = Ord
search = Søk
pilots-none = Ingen forsøk er publisert ennå.
pilots-none-fit = Ingen forsøk passer til søket.
pilot = Forsøk
pilot-new = Registrer et forsøk
pilot-new-lead = Det begynner som en idé. Du kan fylle det ut trinn for trinn.
pilot-name = Navn på forsøket
pilot-summary = Kort fortalt
pilot-summary-hint = Hva det gjør, for en som aldri har hørt om det.
pilot-published = Kan alle lese det?
pilot-record = Om dette forsøket
pilot-domain = Tema
pilot-stage = Fase
pilot-risk = Risiko etter EUs KI-forordning
pilot-supplier = Leverandør
pilot-website = Nettsted
pilot-evidence =
    { $count ->
        [one] 1 post i dokumentasjonen
       *[other] { $count } poster i dokumentasjonen
    }
updated = endret { $day }
unpublished = Ikke offentlig
stale = Ikke bekreftet på lenge
record-purpose = Formål
record-affected = Hvem som berøres
record-benefit = Nytte
record-alternatives = Vurderte alternativer
record-proportionality = Hvorfor det er forholdsmessig
record-legal-basis = Rettslig grunnlag
record-risks = Risikoer
record-human-intervention = Hvem bestemmer
record-appeals = Hvordan man klager
record-data-description = Data som brukes
record-methods = Metoder
record-model-type = Modell
record-contact-email = Kontakt
stage-idea = Idé
stage-design = Utforming
stage-development = Utvikling
stage-pilot = Forsøk
stage-production = I bruk
stage-retired = Tatt ut av bruk
stage-stopped = Stoppet
stage-move = Flytt til en annen fase
stage-to = Til hvilken fase?
stage-why = Hvorfor?
stage-next = Hvor det kan gå herfra
stage-so-far = Hvordan det kom hit
stage-open = mulig nå
stage-missing = mangler ennå: { $what }
gate-summary = et sammendrag
gate-purpose = formålet
gate-contact = en kontaktadresse
gate-lead = en ansvarlig organisasjon
gate-legal-basis = rettsgrunnlaget
gate-risk = risikoklassen
gate-data = hvilke data som brukes
gate-human-intervention = hvordan mennesker kan gripe inn
gate-decision-maker = hvem som bestemmer
gate-impact-assessment = en konsekvensvurdering som kan leses
gate-baseline = et utgangspunkt å måle fra
gate-evaluation = en evaluering
gate-decision = en beslutning
decided-by = Besluttet av
risk-high = Høy risiko
risk-limited = Begrenset risiko
risk-minimal = Minimal risiko
domain-organisation = Organisasjon
domain-culture = Kultur
domain-economy = Økonomi
domain-finance = Finans
domain-housing = Bolig
domain-international = Internasjonalt
domain-migration = Migrasjon
domain-environment = Miljø
domain-education = Utdanning
domain-public-order = Offentlig orden
domain-law = Rett
domain-infrastructure = Infrastruktur
domain-social-security = Sosial trygghet
domain-traffic = Trafikk
domain-work = Arbeid
domain-health = Helse
pilot-outcome-worked = Det virket
pilot-outcome-partly = Det virket delvis
pilot-outcome-did-not = Det virket ikke
pilot-outcome-unclear = Uklart
evidence = Dokumentasjon
evidence-none = Ingen dokumentasjon registrert ennå.
evidence-add = Registrer dokumentasjon
evidence-kind = Hva slags
evidence-text = Hva man fant
evidence-n = Hvor mange tilfeller det bygger på (n)
evidence-outcome = Resultat
evidence-replaced = Rettet av en senere post
evidence-baseline = Før
evidence-measurement = Måling
evidence-incident = Hendelse
evidence-complaint = Klage
evidence-evaluation = Evaluering
evidence-decision = Beslutning
title = Tittel
experiences = Erfaringer
experiences-none = Ingen har delt erfaringer ennå.
experience-add = Del erfaringene deres
experience-worked = Hva som virket
experience-did-not = Hva som ikke virket
experience-again = Ville dere gjort det igjen?
again-yes = Ja
again-with-changes = Med endringer
again-no = Nei
questions = Spørsmål
questions-none = Ingen spørsmål ennå.
question-ask = Still et spørsmål
question-text = Spørsmålet ditt
registers = Fullstendighet for offentlige registre
register-given = { $given } av { $asked } felt
register-nl-1-0 = Nederlands algoritmeregister
register-uk-atrs = Britisk standard for algoritmer
register-eu-provider = EUs database, leverandør
register-eu-not-high-risk = EUs database, ikke høy risiko
register-eu-deployer = EUs database, idriftsetter
error-report = Meld en feil i opplysningene
error-text = Hva er feil?
error-thanks = Takk. Organisasjonene i forsøket ser på det.
challenges-lead = Problemer det søkes partnere til.
challenges-none = Det er ingen utfordringer ennå.
challenge-new = Legg ut en utfordring
challenge-problem = Problemet
challenge-success = Hvordan det ser ut når det lykkes
challenge-open = Åpen
challenge-closed = Lukket
proposals = Forslag
proposals-none = Ingen forslag du kan se ennå.
proposal-proposed = Venter
proposal-accepted = Godtatt
proposal-declined = Avslått
proposal-withdrawn = Trukket tilbake
propose = Foreslå å delta
propose-text = Hva dere kan bidra med
