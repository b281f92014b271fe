# SPDX-License-Identifier: EUPL-1.2

## The frame

language = Språk
navigation = Huvudmeny
skip = Gå till innehållet
sign-in = Logga in
sign-out = Logga ut
over-title = Du har loggats ut
over-lead = Logga in igen för att fortsätta. Det du hade skrivit i det här fönstret finns kvar.
sign-in-first = Logga in för att se sidan
sign-in-first-lead = Den är för dem som har loggat in.
state-live = Ansluten
state-reconnecting = Ansluter igen
state-offline = Ingen anslutning
acting-for = För { $name }
acting-for-lead = Du agerar för { $name }.
as-myself = Som mig själv
account = Ditt konto
act-as = Välj vem du agerar för
act-now = Används nu
act-choose = Välj
act-ended = Rollen du agerade i har upphört.
you-may = Du får: { $what }.
stop-acting = Sluta agera för personen
stop-acting-lead = Du kan från samma stund inte längre se något om { $name }. Bara { $name } eller kommunen kan låta dig agera igen.
not-found-title = Sidan finns inte
not-found-lead = Här finns inget, eller så får du inte se det.
to-start = Gå till startsidan
accessibility = Tillgänglighet
welcome-title = Tillsammans om hjälpen
welcome-lead = Här arbetar kommuner, frivilligorganisationer och invånare tillsammans. Du bestämmer vem som får se vad om dig.
welcome-pilots = Alla kan läsa om AI-försöken utan att logga in.
nav-work = Mitt arbete
nav-citizens = Invånare
nav-inbox = Inkorg
nav-active = Pågående
nav-offers = Våra erbjudanden
nav-now = Vad händer nu
nav-messages = Meddelanden
nav-consents = Samtycken
nav-looked = Vem har tittat
nav-representatives = Mina ombud
nav-ask = Be om hjälp
nav-directory = Erbjudanden om hjälp
nav-pilots = AI-försök
nav-news = Nytt
nav-organisation = Vår organisation
nav-people = Medarbetare

## What many screens say

loading = Hämtar …
try-again = Försök igen
show-more = Visa fler
news =
    { $count ->
        [one] 1 ny – visa
       *[other] { $count } nya – visa
    }
found =
    { $count ->
        [one] 1 träff
       *[other] { $count } träffar
    }
reference = Ange detta nummer om du kontaktar supporten: { $reference }
optional = { $label } (valfritt)
choose = Välj
any = Inget valt
yes = Ja
no = Nej
save = Spara
edit = Ändra
cancel = Avbryt
continue = Fortsätt
sending = Skickar …
send-now = Skicka nu
undo = Ångra
undo-title = Inte skickat än
undo-left =
    { $count ->
        [one] Det skickas om 1 sekund.
       *[other] Det skickas om { $count } sekunder.
    }
undo-held = Det väntar medan du är här.
form-wrong = Något behöver rättas
title-wrong = Fel: { $title }
fault-required = Fyll i: { $label }
fault-date = { $label }: den dagen finns inte. Skriv dag, månad och år med siffror.
fault-number = { $label }: skriv ett tal som passar.
fault-email = Skriv en e-postadress som namn@example.org
fault-long = { $label }: det är för långt.
fault-value = { $label }: det kan inte användas.
date-day = Dag
date-month = Månad
date-year = År
name = Namn
name-withheld = Namn inte delat
withheld = Inte delat med dig
birth-date = Födelsedatum
phone = Telefon
email = E-post
address = Adress
preferred-language = Önskat språk
organisation = Organisation
note = Anteckning
reason = Skäl
remark = Några ord om det
remark-hint = Invånaren och kommunen kan läsa det.
the-offer = ett erbjudande om hjälp
offer = Erbjudande
citizen = Invånare
plan = Plan
goal = Mål
activity = Aktivitet
referral = Remiss
referrals = Remisser
timeline = Vad har hänt
you = Du
somebody = Någon
since = sedan { $day }
from-to = { $from } till { $to }
minutes =
    { $count ->
        [one] 1 minut
       *[other] { $count } minuter
    }
waited =
    { $count ->
        [0] kom i dag
        [one] väntat 1 dag
       *[other] väntat { $count } dagar
    }

## Problems

problem-invalid = Det gick inte att använda som det är. Kontrollera det du har skrivit.
problem-not-allowed = Du får inte göra detta.
problem-not-found = Här finns inget, eller så får du inte längre se det.
problem-again = Det kom inget svar just nu. Det du skrev finns kvar. Försök igen.
problem-exists = Det finns redan.
problem-consent-missing = Invånaren har inte samtyckt till detta.
problem-moved-on = Detta har ändrats under tiden. Titta på det igen.
problem-conflict = Någon har ändrat detta under tiden.
problem-no-capacity = Det finns ingen ledig plats.
problem-offer-closed = Erbjudandet tar inte emot nya just nu.
problem-case-closed = Detta är avslutat.
problem-code = Koden gäller inte, eller inte längre. Be om en ny.
problem-linked = Din inloggning är redan kopplad.
problem-organisation = Välj först vem du agerar som.
problem-validity = Tiden för detta har gått ut.
problem-citizens-word = Det kan bara invånaren bestämma, eller någon som invånaren har gett rätt till det.
problem-follows-referral = Detta följer en remiss och ändras med den.
problem-assessment = Erbjudandet kräver först en bedömning. Fråga din kommun.
problem-inquiries = Dina tidigare förfrågningar om hjälp är fortfarande öppna.
problem-full = Det finns inte plats för fler.
problem-gate = Något som måste finnas först saknas ännu.
problem-missing = Saknas: { $what }.
problem-imports = Fem importer är redan öppna. Kör eller avbryt en av dem först.
problem-withdrawal = Säg först att så många poster får dras tillbaka.
problem-other = Något gick fel hos oss. Det du skrev finns kvar.

## Words of the contracts

role-caseworker = handläggare
role-coordinator = samordnare
role-leader = chef
role-project = projektgrupp
role-integrator = integratör
role-administrator = administratör
role-citizen = invånare
role-person = person
role-operator = driftansvarig
role-system = system
role-anonymous = inte inloggad
referral-requested = Väntar på svar
referral-accepted = Accepterad
referral-rejected = Avböjd
referral-cancelled = Återkallad
referral-in-progress = Pågår
referral-on-hold = Väntelista
referral-failed = Blev inte av
referral-completed = Avslutad
consent-requested = Väntar på svar
consent-given = Givet
consent-refused = Nekat
consent-withdrawn = Återkallat
consent-expired = Utgånget
inquiry-answered = Besvarad
inquiry-waiting = Väntar
inquiry-taken = Påbörjad
inquiry-closed = Avslutad
inquirer-self = Invånaren själv
inquirer-relative = En anhörig
inquirer-staff = En yrkesperson
why-urgent = det är bråttom
why-health = det gäller hälsa
why-safety = det gäller trygghet
why-children = barn berörs
why-housing = det gäller boende
why-debt = det gäller skulder
why-several-needs = det finns flera behov
why-unsure = du är inte säker på vad som hjälper
why-wants-caseworker = du vill tala med en handläggare
why-no-matching-offer = inget erbjudande passar direkt
why-case-closed = ditt ärende är avslutat, och en handläggare måste öppna det igen
signal-urgent = Det är bråttom
signal-health = Det gäller hälsa
signal-safety = Jag känner mig inte trygg
signal-children = Barn berörs
signal-housing = Det gäller boende
signal-debt = Det gäller skulder
signal-unsure = Jag är inte säker på vad som hjälper
signal-wants-caseworker = Jag vill tala med en handläggare
channel-meeting = Möte
channel-home-visit = Hembesök
channel-telephone = Telefon
channel-video = Video
channel-letter = Brev
channel-email = E-post
channel-message = Meddelande
case-outcome-no-support = Inget stöd
case-outcome-information = Information
case-outcome-volunteer-support = Hjälp av volontärer
case-outcome-ordinary-support = Vanligt stöd
case-outcome-individual-support = Individuellt stöd
case-outcome-moved = Flyttat
case-outcome-deceased = Avliden
category-contact = namn och kontaktuppgifter
category-referral = skälet till remissen
category-plan = planen
category-notes = anteckningar och meddelanden
category-progress = hur det går
category-health = hälsa
purpose-SocialWelfareProvision = hjälp i vardagen
purpose-PublicServiceProvision = offentliga tjänster
purpose-SocialAssistanceManagement = ekonomiskt bistånd
purpose-ServiceProvision = att ge tjänsten
purpose-ImprovePublicServices = bättre offentliga tjänster
purpose-ScientificResearch = forskning
priority-routine = Inte brådskande
priority-urgent = Brådskande
priority-asap = Så snart som möjligt
priority-stat = Genast
method-conversation = I ett samtal
method-telephone = Per telefon
method-paper = På papper
method-digital = Digitalt
reason-no-capacity = Ingen ledig plats
reason-not-eligible = Utanför målgruppen
reason-wrong-service = Ett annat erbjudande passar bättre
reason-already-helped = Har redan hjälp
reason-citizen-declined = Invånaren tackade nej
reason-not-reached = Gick inte att nå
reason-moved = Flyttat
reason-consent-ended = Samtycket upphörde
reason-transferred = Skickad vidare till ett annat erbjudande
reason-sent-by-mistake = Skickad av misstag
reason-other = Annat skäl
relation-guardian = God man eller förvaltare
relation-relative = Anhörig
relation-attorney = Advokat eller annan yrkesperson
relation-friend = Vän eller granne
relation-other = Någon annan
scope-case = se ärendet och vem som har tittat
scope-messages = läsa och skriva meddelanden
scope-plan = arbeta med planen
scope-consent = ge och återkalla samtycken
scope-referral = be om hjälp och ta tillbaka det
outcome-helped = Det hjälpte
outcome-partly = Det hjälpte delvis
outcome-not = Det hjälpte inte
basis-public-task = som en del av kommunens uppgift
basis-consent = med ditt samtycke
basis-own-data = för din räkning

## The caseworker

work-lead = Det som är försenat, det som ska göras och det som andra har blivit ombedda om.
work-refer = Remittera en invånare
work-overdue = Försenat
work-overdue-none = Inget är försenat.
work-mine = Väntar på mig
work-ours = Väntar på oss
work-mine-none = Inget väntar på dig.
work-waiting = Väntar på andra
work-waiting-none = Du väntar inte på någon.
scope = Vems ärenden
scope-mine = Mina
scope-all = Alla i { $who }
inquiry-row = Förfrågan om hjälp
consent-row = Fråga om samtycke
inquiry-take = Ta upp den
inquiry-close = Svara och avsluta
inquiry-answer = Ditt svar
inquiry-answer-hint = Den som frågade kan läsa det.
asked-at = Frågades den
asked-by = Frågades av
asked-contact = Nås på
why-caseworker = Varför en handläggare
open-citizen = Gå till invånaren
to-citizen = Bara invånaren
citizens-none = Det finns inga öppna ärenden. Öppna ett för att börja.
citizens-none-mine = Du ansvarar inte för något öppet ärende.
citizens-none-closed = Inget ärende är avslutat.
citizens-none-closed-mine = Inget av dina ärenden är avslutat.
citizens-open = Öppna ärenden
citizens-closed = Avslutade ärenden
responsible = Ansvarig
responsible-me = { $name } (du)
responsible-nobody = ingen
take-over = Ta över
hand-over = Lämna över
hand-over-lead = Din kollega ser genast ärendet bland sina egna. Invånare och organisationer får inte se vem som är ansvarig.
hand-over-nobody = Det finns ingen annan handläggare att lämna över till.
colleague = Kollega
filter-name = Sök på namn
filter-none = Ingen med det namnet.
open-case = Öppna ett ärende
open-case-lead = Skriv bara det som behövs för att hjälpa.
close-case = Avsluta ärendet
close-case-lead = Sedan går det inte att skicka något nytt. Invånaren kan fortfarande läsa allt.
reopen-case = Öppna ärendet igen
case-outcome = Hur slutade det?
case-is-closed = Avslutat den { $day }
parts-of-case = Ärendets delar
not-linked = Invånaren kan inte se detta än. Ge invånaren en kod att logga in med.
make-code = Skapa en kod
invitation-code = Kod: { $code }. Den gäller till { $day }.
urgency = Hur brådskande
referrals-none = Inga remisser än.
consents-none-case = Inga samtycken än. De efterfrågas när du remitterar.
contacts = Kontakter
contacts-none = Inga kontakter antecknade än.
log-contact = Anteckna en kontakt
contact-channel = Hur
contact-minutes = Minuter
contact-face = Ansikte mot ansikte

## Referring

refer = Remittera
refer-find = Hitta ett erbjudande
refer-why = Varför detta erbjudande
refer-check = Kontrollera dina svar
refer-sent = Remissen är skickad
refer-sent-lead = Organisationen har den nu. Du ser svaret under Mitt arbete.
to-referral = Gå till remissen
search-offers = Vad skulle hjälpa?
search-hint = Till exempel: sällskap, skulder, språk
only-free = Bara med lediga platser
offers-none = Det finns inga erbjudanden än.
offers-none-fit = Inget erbjudande passar sökningen. Prova andra ord.
directory-lead = Erbjudanden från frivilligorganisationer, med lediga platser och väntetider.
places-label = Platser
wait-label = Väntetid
places =
    { $count ->
        [one] 1 ledig plats
       *[other] { $count } lediga platser
    }
places-none = Ingen ledig plats, väntelista
places-unknown = Lediga platser ej angivna
paused-until = Pausad till { $day }
wait-days =
    { $count ->
        [0] andra väntade mindre än en dag
        [one] andra väntade omkring 1 dag
       *[other] andra väntade omkring { $count } dagar
    }
wait-unknown = väntetid ännu okänd
for-whom = För vem:
choose-offer = Välj detta erbjudande
refer-reason = Varför remitterar du?
refer-reason-hint = Med egna ord. Organisationen och invånaren läser det.
refer-note = Bra att veta
refer-note-hint = Kräver samtycke till anteckningar.
refer-health = Om hälsa
refer-health-hint = Bara om det behövs för att hjälpa. Kräver samtycke till hälsa.
refer-priority = Hur brådskande är det?
refer-to = Remittera till
refer-shared = Vad som delas
refer-shared-lead = { $who } ser detta och inget annat.
refer-full = Det finns ingen ledig plats nu: remissen hamnar på väntelista.
refer-send = Skicka remissen
transfer = Skicka vidare till ett annat erbjudande
transfer-why = Varför skickas den vidare?
transfer-why-hint = Med egna ord. Invånaren kan läsa det, och även organisationen som har remissen nu, om den får se anteckningar.
transfer-from = Skickad vidare från
transfer-from-here = Remissen är här nu.
transfer-to-new = Gå till remissen som kom i stället
transfer-to-old = Gå till remissen som den här ersatte
change-offer = Byt erbjudande
change-words = Ändra orden
consent = Samtycke
consent-there = Invånaren har samtyckt. Gäller till { $day }.
consent-within = Kommunen ger själv den här hjälpen, så det behövs inget samtycke.
consent-lacking = Innan detta kan skickas måste invånaren samtycka till att dela: { $what }.
consent-text = { $who } får se detta om mig: { $what }. Jag kan när som helst återkalla det.
consent-ask = Fråga invånaren i invånarens app
consent-asked = Frågan är ställd. Sidan går vidare av sig själv när invånaren har svarat.
consent-record = Invånaren har sagt ja till mig
consent-method = Hur sades det?
consent-sees = Får se
consent-purpose = Till vad
consent-until = Gäller till
consent-ended = Upphörde

## A referral

standing-requested = Svar väntas senast { $day }.
standing-accepted = Första kontakt senast { $day }.
standing-accepted-late = Första kontakten skulle ha skett senast { $day }.
standing-on-hold =
    { $count ->
        [one] Omkring 1 dags väntan.
       *[other] Omkring { $count } dagars väntan.
    }
shared-with-you = Delat med er
referral-gone = Inte längre synlig
referral-gone-lead = Samtycket har återkallats eller gått ut, eller så har detta aldrig delats med dig.
messages-about = Meddelanden med invånaren och organisationen
messages-lead = Kommunen läser det du skriver här.
messages-none = Inga meddelanden än.
message = Ditt meddelande
message-to = Vem läser det?
to-municipality = Bara kommunen
to-municipality-and = Kommunen och { $who }
to-citizen-and = Invånaren och { $who }
send-message = Skicka meddelandet
sender-citizen = Invånaren
sender-representative = Invånarens ombud
thread-with = med { $who }
move-accept = Ta emot
move-accept-confirm = Bekräfta datumet
move-waitlist = Väntelista
move-waitlist-confirm = Sätt på väntelista
move-decline = Avböj
move-decline-confirm = Avböj med detta skäl
move-start = Hjälpen har börjat
move-start-confirm = Ja, den har börjat
move-complete = Avsluta med ett resultat
move-complete-confirm = Spara resultatet
move-fail = Det blev inte av
move-fail-confirm = Spara
move-recall = Återkalla
move-recall-confirm = Återkalla remissen
contact-date = När kontaktar ni invånaren senast?
contact-date-hint = Invånaren får veta denna dag.
expected-wait = Ungefär hur många dagar är väntetiden?
outcome = Hjälpte det?
decision-accept = Du tar emot, med kontakt senast { $day }.
decision-waitlist =
    { $count ->
        [one] Du sätter den på väntelista, omkring 1 dag.
       *[other] Du sätter den på väntelista, omkring { $count } dagar.
    }
decision-decline = Du avböjer: { $why }.
decision-recall = Du återkallar remissen.

## The coordinator

inbox-lead = Remisser som väntar på ert svar, äldst först.
inbox-none = Inget väntar på ert svar.
answer-by = svar senast { $day }
answer-overdue = svar skulle ha lämnats senast { $day }
active-lead = Invånare ni hjälper nu eller som står på er väntelista.
active-none = Ingen just nu. Det ni tar emot visas här.
offers-lead = Vad ni erbjuder och hur många platser som är lediga.
offers-own-none = Ni har inga erbjudanden än.
offer-new = Nytt erbjudande
offer-name = Erbjudandets namn
offer-description = Vad det är
offer-description-hint = Skriv för någon som inte känner er.
offer-for-whom = För vem
offer-languages = Språk
offer-assessment = Krävs först en bedömning av kommunen?
offer-withdraw = Avsluta erbjudandet
offer-withdraw-lead = Det går inte längre att hitta och tar inte emot nya remisser. Det som pågår fortsätter.
capacity = Platser
capacity-title = Platser: { $offer }
capacity-maximum = Platser totalt
capacity-available = Lediga platser nu
capacity-available-hint = Varje mottagen remiss tar en plats.
capacity-paused = Pausad till
capacity-paused-hint = Till dess kommer inga nya remisser.

## The citizen

now-requested = { $who } har blivit ombedd att hjälpa. Du får svar senast { $day }.
now-accepted = { $who } kommer att hjälpa. De kontaktar dig senast { $day }.
now-accepted-late = { $who } skulle kontakta dig senast { $day }. Om ingen har gjort det, skriv till kommunen under Meddelanden.
now-on-hold =
    { $count ->
        [one] Du står på väntelista hos { $who }, omkring 1 dag.
       *[other] Du står på väntelista hos { $who }, omkring { $count } dagar.
    }
now-in-progress = { $who } hjälper dig.
now-rejected = { $who } kan inte hjälpa den här gången: { $why }. Din kommun vet om det och letar efter något annat.
now-completed = Hjälpen från { $who } är avslutad. { $how }
now-ended = Hjälpen från { $who } har upphört eller återkallats.
now-none = Inget pågår. Du kan be om hjälp när som helst.
decline-help = Jag vill inte ha den här hjälpen
decline-help-lead = { $who } och din kommun får veta det, och din plats blir fri för någon annan. Du kan be om hjälp igen när som helst.
decline-help-confirm = Nej tack
now-asked =
    { $count ->
        [one] Du har fått en fråga om samtycke.
       *[other] Du har fått { $count } frågor om samtycke.
    }
now-answer = Läs och svara
next-step = Nästa steg
until-day = senast { $day }
consents-lead = Du bestämmer vem som ser vad om dig. Du kan när som helst återkalla ett samtycke.
consents-lead-others = Vem som får se vad. Du får läsa det men inte bestämma det.
consents-none = Du har inte fått någon fråga om samtycke än.
consents-requested = Du tillfrågas
consents-given = Vem som får se något nu
consents-given-none = Ingen organisation ser något om dig med ditt samtycke.
consents-ended = Upphörda
consent-free = Att säga nej är inte till nackdel för ditt ärende hos kommunen.
consent-yes = Ja, jag samtycker
consent-no = Nej
withdraw = Återkalla
withdraw-title = Återkalla samtycket för { $who }
withdraw-follows = Det innebär:
withdraw-sees = { $who } kan från samma stund inte längre se något om dig här.
withdraw-referrals = Hjälp som bygger på samtycket kan upphöra.
withdraw-known = Det { $who } redan vet glöms inte bort. Du kan be dem radera det.
withdraw-done = Återkallat. Sedan kl. { $time } kan { $who } inte längre se något om dig här.
looked-lead = Varje gång någon fick veta något om dig eller läste det.
looked-none = Ingen har tittat än.
looked-read = Läste: { $what }
looked-told = Fick veta: { $what }
looked-somebody = en organisation
looked-some-day = en avtalad dag
looked-times =
    { $count ->
        [one] en gång
       *[other] { $count } gånger den dagen
    }
looked-representative = Ditt ombud
looked-cases = ditt ärende
looked-consents = dina samtycken
looked-referrals = dina remisser
looked-plans = din plan
looked-disclosures = vad som hände i ditt ärende
export = Allt som finns sparat om dig, som en sida att läsa eller skriva ut
ask-lead = Skriv vad du behöver. Du får svar direkt.
ask-for = Vem behöver hjälp?
ask-for-self = Jag
ask-for-relative = Någon som står mig nära
ask-name = Namn på den som behöver hjälp
ask-phone = Telefon till den som behöver hjälp
ask-own-name = Ditt eget namn
ask-own-contact = Hur kan vi nå dig?
ask-own-contact-hint = Ett telefonnummer eller en e-postadress.
ask-need = Vad behöver du hjälp med?
ask-need-hint = Med egna ord. Det finns inget fel sätt att säga det.
ask-signals = Stämmer något av detta?
ask-signals-hint = Då tittar en handläggare på det.
ask-municipality = Vilken kommun?
ask-send = Be om hjälp
ask-offers = De här kan hjälpa
ask-offers-lead = Du kan kontakta dem själv eller be dem kontakta dig.
ask-caseworker = En handläggare tittar på det
ask-caseworker-lead = Därför att: { $why }. Du ser svaret här.
ask-caseworker-relative = Därför att: { $why }. De kontaktar dig.
ask-meanwhile = Under tiden kan dessa passa:
has-place = Har en ledig plats
refer-myself = Be dem kontakta mig
refer-myself-title = Be { $who } kontakta dig
refer-myself-lead = { $who } får ditt namn, hur du kan nås och de här orden från dig:
refer-myself-consent = Med Ja samtycker du till detta:
refer-myself-full = Det finns kanske ingen ledig plats: du kan få vänta.
refer-myself-send = Ja, be dem kontakta mig
refer-myself-sent = De är tillfrågade. Du ser svaret under Vad händer nu.
own-inquiries = Det du har bett om
inquiry-is-waiting = En handläggare tittar på det.
inquiry-is-taken = En handläggare arbetar med det nu.
inquiry-answer-given = Svaret
inquiry-offers =
    { $count ->
        [one] 1 erbjudande som kan passa
       *[other] { $count } erbjudanden som kan passa
    }
inquiry-over = Jag behöver det inte längre
call = Ring { $phone }
start-title = Välkommen
start-have-code = Har du en kod?
start-code = Kod
start-code-hint = Du har fått den av en handläggare, eller av någon du ska agera för.
start-code-send = Använd koden

## Representatives

representatives = Ombud
representatives-lead = Någon du litar på kan agera för dig här. Du bestämmer i vad och kan avsluta det när som helst.
representatives-none = Ingen är ombud för invånaren.
representatives-none-own = Ingen agerar för dig.
representatives-no-case = Det går när du har ett ärende hos din kommun.
representatives-ended = Tidigare
representative-add = Lägg till ett ombud
representative-save = Lägg till
representative-name = Ombudets namn
representative-relation = Vilken relation har de till invånaren?
representative-relation-own = Vilken relation har de till dig?
representative-scopes = Vad får de göra?
representative-scopes-hint = Välj inte mer än vad som behövs. Det du inte väljer kan de varken se eller göra.
representative-ground = På vilken grund
representative-ground-hint = Till exempel ett domstolsbeslut, eller hur invånaren sa det till dig. Invånaren kan läsa det.
representative-until = Sista dagen
representative-until-hint = Lämna tomt om det ska gälla tills någon avslutar det.
until-ended = tills någon avslutar det
representative-who = Vem de är
representative-may = Får
representative-signed-in = Har loggat in
representative-not-yet = Inte än. Skapa en kod och ge den till dem.
representative-end = Avsluta
representative-end-title = { $name } ska inte agera längre
representative-end-sees = { $name } kan från samma stund varken se eller göra något här.
representative-end-done = Det { $name } har gjort står kvar.
representative-end-again = Lägg till dem igen om de ska agera på nytt.

## Courses of help

courses = Hjälpinsatser
courses-none = Ingen hjälpinsats än. Det är vad statistiken räknar, från första dagen till resultatet.
course-start = Påbörja en insats
course-end = Avsluta insatsen
course-from = Första dagen
course-to = Sista dagen
course-reason = Varför den börjar
course-reason-hint = Invånaren kan läsa det.
course-running = Pågår

## News

news-lead = Vad andra har gjort, det senaste först.
news-unread =
    { $count ->
        [one] 1 oläst
       *[other] { $count } olästa
    }
news-unread-many = Fler än { $count } olästa
news-new = Ny
news-mark = Markera allt som läst
news-all-read = Du har läst allt.
news-none = Inget har hänt än. Det andra gör visas här.
news-none-lately = Inget nytt från andra på sista tiden.
news-referral = En remiss skickades: { $offer }
news-assigned = Du är nu ansvarig för ett ärende
news-message = { $who } skrev ett meddelande
news-plan = { $who } ändrade planen
news-goal =
    { $change ->
        [proposed] { $who } föreslog ett mål
        [added] { $who } lade till ett mål
        [accepted] { $who } antog ett föreslaget mål
       *[other] { $who } ändrade ett mål
    }
news-activity =
    { $change ->
        [added] { $who } lade till en aktivitet i planen
       *[other] { $who } ändrade en aktivitet i planen
    }
news-comment = { $who } kommenterade planen
news-check-in = { $who } berättade hur det går
news-proposal = { $who } vill delta i en utmaning
news-proposal-withdrawn = { $who } tog tillbaka sitt förslag
news-proposal-answered = { $who } svarade på ett förslag
news-partner = { $who } tog in en organisation i ett försök
news-stage = { $who } flyttade ett försök till en annan fas
news-evidence = { $who } registrerade belägg
news-experience = { $who } delade erfarenheter av ett försök
news-question = { $who } ställde en fråga om ett försök
news-answer = { $who } svarade på en fråga om ett försök
news-cited = { $who } byggde vidare på ett av era försök
news-error = { $who } rapporterade ett fel i uppgifterna om ett försök

## An organisation and its people

organisation-lead = Du arbetar här som: { $roles }.
organisation-people = Vem som arbetar här och vad var och en får göra.
organisation-news = Vad som har hänt som rör er organisation.
organisation-integrator = Er organisations program läser dess nyheter med en egen åtkomstnyckel. Driften lämnar ut den.
people-title = Medarbetare i { $who }
members-lead = Vem som kan logga in för er organisation och vad var och en får göra. En ändring gäller genast.
members = Medlemmar
member-add = Lägg till någon
member-subject = Inloggning
member-subject-hint = Så som er inloggningstjänst kallar dem, ofta en e-postadress.
member-roles = Vad får de göra?
member-remove = Ta bort
member-remove-title = Ta bort { $name }
member-remove-lead = { $name } kan från samma stund inte längre se något från er organisation här. Ni kan lägga till dem igen.

## Accessibility

accessibility-lead = Alla ska kunna använda den här appen. Den är byggd enligt WCAG 2.2, nivå AA.
accessibility-how = Vad du kan räkna med
accessibility-keyboard = Allt fungerar med bara tangentbordet.
accessibility-zoom = Du kan förstora till 400 %, använda egna färger och stänga av rörelse.
accessibility-readers = Rubriker, fält och det som ändras medan du är där har ord för skärmläsare, och fokus flyttar sig aldrig av sig självt.
accessibility-time = Inget du skriver går förlorat för att tiden tar slut, och det som kan ångras i tio sekunder väntar medan du är på det.
accessibility-tested = Hur den är testad
accessibility-tests = Före varje utgåva kontrollerar ett program (axe) varje skärm och varje dialog enligt WCAG 2.2, nivå A och AA, på bred och smal skärm: även med fel i dem, med tomma listor, konflikter och en bruten anslutning.
accessibility-tests-keyboard = Ett program utför handläggarens, samordnarens och invånarens huvuduppgift med bara tangentbordet.
accessibility-tests-display = Hög kontrast (tvingade färger), minskad rörelse och förstoring till 200 % testas också; en bredd på 320 pixlar motsvarar 400 %.
accessibility-limits = Kända begränsningar
accessibility-limits-people = Ett program hittar bara en del av hindren. Personer som dagligen använder skärmläsare, röststyrning eller lättläst språk har inte testat än.
accessibility-limits-browsers = Testerna körs i Chromium. Firefox och Safari testar vi inte.
accessibility-limits-lead = Det människor skriver till varandra är på det språk de valt. Det är märkt som det språket bara där det är känt: i samtycken och AI-försök.
accessibility-tell = Berätta för oss
accessibility-tell-lead = Om något inte fungerar för dig, berätta för din kommun eller organisation, också per telefon eller på papper. Den måste svara. Gör den inte det, eller hjälper inte svaret, kan du klaga:
accessibility-denmark = Danmark: Digitaliseringsstyrelsen
accessibility-sweden = Sverige: Myndigheten för digital förvaltning (Digg)
accessibility-norway = Norge: Tilsynet for universell utforming av ikt
accessibility-netherlands = Nederländerna: Nationale ombudsman
accessibility-kingdom = Storbritannien: Equality Advisory and Support Service

## What has happened

event-other = Något registrerades
event-cases-opened = Ärendet öppnades
event-cases-assigned = En annan handläggare blev ansvarig
event-cases-contact-logged = En kontakt med { $who } antecknades
event-cases-closed = Ärendet avslutades
event-cases-reopened = Ärendet öppnades igen
event-cases-representative-added = Ett ombud lades till
event-cases-representation-ended = Ett ombudskap upphörde
event-cases-message-sent = Ett meddelande skickades
event-cases-course-started = En hjälpinsats började
event-cases-course-ended = En hjälpinsats avslutades
event-cases-inquired = Hjälp efterfrågades
event-cases-inquiry-taken = En handläggare tog upp förfrågan
event-cases-inquiry-closed = Förfrågan besvarades
event-consents-requested = Samtycke för { $who } efterfrågades
event-consents-given = Samtycke för { $who } gavs
event-consents-refused = Samtycke för { $who } nekades
event-consents-withdrawn = Samtycket för { $who } återkallades
event-consents-expired = Samtycket för { $who } gick ut
event-consents-withdrawal-effective = Återkallelsen för { $who } gäller nu
event-referrals-requested = { $who } tillfrågades: { $offer }
event-referrals-accepted = { $who } tog emot, med kontakt senast { $day }
event-referrals-waitlisted = { $who } har väntelista
event-referrals-rejected = { $who } avböjde
event-referrals-started = Hjälpen från { $who } började
event-referrals-completed = Hjälpen från { $who } avslutades
event-referrals-failed = Hjälpen från { $who } blev inte av
event-referrals-cancelled = Remissen till { $who } återkallades
event-referrals-transferred = Remissen till { $who } skickades vidare
event-plans-plan-changed = Planen ändrades
event-plans-goal-changed = Ett mål i planen ändrades
event-plans-activity-changed = En aktivitet i planen ändrades
event-plans-commented = Någon kommenterade planen
event-plans-checked-in = Invånaren berättade hur det går
event-plans-participant-changed = Deltagarna i planen ändrades

## The plan

nav-plan = Min plan
nav-plans = Planer
plans-lead = Planer ni deltar i.
plans-none = Ni deltar inte i någon plan än. Invånaren bestämmer vilka som gör det.
plan-goals =
    { $count ->
        [one] 1 mål
       *[other] { $count } mål
    }
plan-overdue =
    { $count ->
        [one] 1 försenad
       *[other] { $count } försenade
    }
plan-proposed =
    { $count ->
        [one] 1 föreslaget
       *[other] { $count } föreslagna
    }
plan-of = Plan för { $name }
plan-ours = Det här ska ni göra
plan-ours-none = Inget väntar på er här.
plan-edit = Titel och påminnelser
plan-title = Vad heter planen?
plan-rhythm = Antal dagar mellan gångerna man berättar hur det går
plan-rhythm-hint = Till exempel 7. Lämna tomt om det inte ska komma några påminnelser.
proposals-wait =
    { $count ->
        [one] 1 förslag väntar på svar.
       *[other] { $count } förslag väntar på svar.
    }
proposals-show = Gå dit
next-step-edit = Ändra nästa steg
next-step-none = Inget nästa steg än.
next-step-words = Vad som händer härnäst, i en mening
goals = Mål
goals-none = Inga mål än. Ett mål säger med egna ord vad som ska bli bättre.
goals-past = Tidigare mål
goal-add = Lägg till ett mål
goal-edit = Ändra orden
goal-words = Vad ska bli bättre?
goal-words-hint = Med invånarens egna ord.
goal-note = Vad är viktigt med det?
goal-due = Senast när
goal-proposal = Detta är ett förslag. Invånaren bestämmer om det blir ett mål.
goal-accept = Ja, jag tar det
goal-reject = Nej, inte detta
goal-reached = Det är uppnått
goal-give-up = Ge upp det
goal-take-back = Ta tillbaka förslaget
goal-achievement = Hur långt
goal-assess = Säg hur långt det har kommit
proposed-by = föreslaget av { $who }
visible-to = Vem ser det?
visibility-participants = Alla som deltar i planen
visibility-responsible = Bara den ansvariga
visibility-private = Bara invånaren och kommunen
visibility-own-participants = Alla som deltar i planen
visibility-own-responsible = Bara den ansvariga, du och kommunen
visibility-own-private = Bara du och kommunen
goal-proposed = Föreslaget
goal-planned = Planerat
goal-accepted = Antaget
goal-active = Pågår
goal-on-hold = Vilar
goal-completed = Uppnått
goal-cancelled = Uppgivet
goal-entered-in-error = Inlagt av misstag
goal-rejected = Inte antaget
achievement-in-progress = på väg
achievement-improving = blir bättre
achievement-worsening = blir sämre
achievement-no-change = oförändrat
achievement-achieved = uppnått
achievement-sustaining = håller
achievement-not-achieved = inte uppnått
achievement-no-progress = inga framsteg
achievement-not-attainable = går inte att nå
activities = Andra aktiviteter
activities-of-goal = Det här görs för målet
activities-none = Inget är planerat än.
activities-other-none = Inget annat är planerat.
activity-add = Lägg till en aktivitet
activity-edit = Ändra
activity-who = Vem gör det
activity-from-offers = Välj bland erbjudanden om hjälp
offer-to-plan = Lägg till i planen
offer-to-plan-lead = Det du väljer står i planen som en idé. Ingen blir ombedd om hjälp än.
activity-words = Vad görs?
activity-kind = Vilket slag
activity-goal = För vilket mål
activity-begin = Den har börjat
activity-done = Den är klar
activity-again = Ta upp det igen
activity-rest = Låt det vila
activity-cancel = Ställ in
activity-stop = Avbryt
activity-not-started = Inte börjat
activity-scheduled = Planerad
activity-in-progress = Pågår
activity-on-hold = Vilar
activity-completed = Klar
activity-cancelled = Inställd
activity-stopped = Stoppad
activity-unknown = Okänt
activity-entered-in-error = Inlagd av misstag
kind-volunteer-offer = Hjälp av volontärer
kind-network = Familj och vänner
kind-training = Träning
kind-welfare-technology = Tekniskt hjälpmedel
kind-individual-coaching = Personlig vägledning
kind-ad-hoc-help = Hjälp då och då
kind-self-care = På egen hand
conflict = Någon annan ändrade detta medan du skrev. Båda versionerna finns här; inget är förlorat.
conflict-theirs = Som det är nu
conflict-mine = Som du skrev det
conflict-use-mine = Använd mina ord
conflict-keep-theirs = Behåll som det är
check-in = Berätta hur det går
check-in-score = Hur går det, från 0 till 10?
check-in-score-hint = 0 är mycket dåligt, 10 är mycket bra.
check-in-words = Med dina egna ord
check-ins-none = Du kan berätta hur det går när du vill.
check-ins-none-theirs = Invånaren berättar hur det går när hen vill.
check-in-of-ten = { $score } av 10
check-ins-plot = Hur det går, från 0 till 10
next-check-in = Nästa gång: { $day }
how-it-goes = Hur det går
who-takes-part = Vilka deltar
participant-invited = inbjuden
participant-joined = deltar
participant-left = har lämnat
people-show = Se mer
people-change = Bjud in eller ändra
people-lead = Vilka som ser planen, med vilket samtycke, och vad de får göra.
people-home = Ärendets kommun deltar alltid.
people-since = Sedan
people-source = Kom med genom
source-invitation = en inbjudan
source-referral = en remiss
people-goals = Mål
people-goals-yes = Får godkänna och ändra mål åt invånaren
people-goals-yes-own = Får godkänna och ändra mål åt dig
people-goals-no = Får föreslå mål
people-goals-give = Låt dem ändra mål
people-goals-give-lead = { $who } får då godkänna förslag och ändra mål i invånarens ställe. Det kan alltid tas tillbaka.
people-goals-give-lead-own = { $who } får då godkänna förslag och ändra mål i ditt ställe. Du kan alltid ta tillbaka det.
people-goals-end = Låt dem inte längre ändra mål
people-goals-end-lead = { $who } får då bara föreslå mål. Det de har ändrat står kvar.
people-record = Anteckna vad invånaren sa
recorded-at = När sades det?
people-waiting = Inbjuden, men ser inget än: invånaren har inte samtyckt till att planen delas.
people-waiting-own = Inbjuden, men ser inget än: du har inte samtyckt till att planen delas.
people-consent-ask = Hämta in samtycket
people-consent = Samtycke till att dela
people-consent-title = Vad { $who } får se
people-sees-plan = De ser nästa steg, de mål och aktiviteter som är för alla i planen, och vilka som deltar. Det som är för färre förblir dolt.
people-sees-also = Får de också se
people-remove = Ta bort ur planen
people-leave = Lämna planen
people-remove-title = { $who } deltar inte längre
people-remove-sees = { $who } kan från samma stund inte längre se något av planen.
people-remove-stays = Det { $who } har skrivit och kommit överens om står kvar i planen.
people-remove-consent = Samtycket och hjälp genom remiss fortsätter. Ett samtycke återkallas under Samtycken.
people-invite = Bjud in en organisation
invite = Bjud in
invite-title = Bjud in { $who }
invite-lead = { $who } ser inget innan invånaren har samtyckt. Om samtycket saknas är det nästa steg.
invite-lead-own = { $who } ser inget innan du har samtyckt. Om samtycket saknas är det nästa steg.
invite-none = Ingen organisation med det namnet.
comments = Kommentarer
comment = Din kommentar
comment-readers = Vilka kan läsa den: { $who }
comment-send = Lägg till kommentaren
comments-none = Inga kommentarer än.
history = Vad har ändrats
history-none = Inget har ändrats än.
plan-on = Planen som den var en viss dag
plan-on-which = Vilken dag?
plan-on-show = Visa den
plan-on-day = Planen som den var den { $day }
plan-on-lead = Som den såg ut i slutet av dagen, av det du ser i dag.
plan-on-none = Det fanns inga mål då.
change-plan-reworded = Planens titel eller påminnelser ändrades
change-plan-status = Planens status ändrades
change-plan-planned = Nästa steg bestämdes
change-goal-added = Ett mål lades till
change-goal-proposed = Ett mål föreslogs
change-goal-accepted = Ett föreslaget mål antogs
change-goal-rejected = Ett föreslaget mål antogs inte
change-goal-reworded = Ett måls ord eller datum ändrades
change-goal-status = Ett måls status ändrades
change-goal-assessed = Det sades hur långt ett mål har kommit
change-goal-visibility = Vem som ser ett mål ändrades
change-activity-added = En aktivitet lades till
change-activity-reworded = En aktivitet ändrades
change-activity-status = En aktivitets status ändrades
change-activity-visibility = Vem som ser en aktivitet ändrades
change-activity-referral = En aktivitet följde sin remiss
change-participant-invited = { $organisation } bjöds in
change-participant-joined = { $organisation } kom med i planen
change-participant-left = { $organisation } är inte längre med i planen
change-participant-authorised = Det bestämdes om { $organisation } får ändra mål
change-written = skrivet { $day }
change-other = Något ändrades
print = Skriv ut
plot-summary = { $count } värden, från { $first } till { $last } den { $day }
show-as-table = Visa som tabell
day = Dag
value = Värde
baseline = Före
target = Mål

## Imports

imports = Importer
import = Import
import-new = Importera från ett register
imports-lead = Hämta in det som ett offentligt register säger om systemen hos { $who }. Filen kontrolleras först: inget ändras förrän du säger till.
imports-lead-operator = Hämta in det som ett offentligt register säger, för alla organisationer i filen. Den kontrolleras först: inget ändras förrän du säger till.
imports-none = Inget har importerats ännu. Välj en fil ovan för att börja.
import-register = Register
import-from-nl = Det nederländska algoritmregistret
import-from-uk = Det brittiska registret (ATRS)
import-file = Fil
import-file-hint = JSON eller CSV, så som registret publicerar den; högst 32 MB.
import-file-own = En post är er när den nämner er organisation med det namn den har här.
import-file-size = Filen är tom eller större än 32 MB.
import-begin = Ladda upp och kontrollera
import-begun = Påbörjad
import-run-at = Importerad
import-uploading = Laddar upp: { $percent } %
import-go-on = Uppladdningen stannade vid { $percent } %. Välj { $file } igen för att fortsätta.
import-other-file = Det är en annan fil. Välj { $file } igen eller avbryt importen.
import-check = Kontrollera filen
import-checking = Filen kontrolleras. Du kan lämna sidan: det fortsätter.
import-checked = Filen har kontrollerats. Inget har ändrats ännu.
import-nothing = Det finns inget att importera: det som kan tas från filen finns redan här.
import-drastic =
    { $count ->
        [one] 1 post skulle inte längre vara offentlig: mer än hälften av det som kom från detta register. Är filen fullständig?
       *[other] { $count } poster skulle inte längre vara offentliga: mer än hälften av det som kom från detta register. Är filen fullständig?
    }
import-drastic-sure = Ja, dra tillbaka dem
import-run = Importera
import-running = Filen importeras. Du kan lämna sidan: det fortsätter.
import-cancelling = Importen stoppas. Det som har gjorts står kvar.
import-progress = { $done } av { $count } gjorda
import-completed = Importen är klar.
import-stopped = Importen stoppades efter { $done } av { $count } steg. Det som hade gjorts står kvar.
import-cancelled = Importen avbröts. Inget ändrades.
import-stop = Stoppa importen
import-cancel = Avbryt importen
import-would = Vad importen skulle göra
import-did = Vad som hände med raderna
import-organisations = Nya organisationer
import-show = Visa
import-all = Alla rader
import-not-taken = Tas inte över
import-rows-none = Det finns inget att säga om någon rad.
import-rows-none-fit = Det finns inga sådana rader.
import-line = rad { $line }
import-foreign = är en annan organisation: driften importerar dess poster
import-csv = Ladda ner det som inte tas över (CSV)
import-state-receiving = Laddas upp
import-state-checking = Kontrolleras
import-state-checked = Kontrollerad: väntar på dig
import-state-running = Importeras
import-state-completed = Klar
import-state-failed = Misslyckad
import-state-cancelled = Avbruten
import-fault-unreadable = Det är inte en fil som detta register publicerar den. Valde du rätt register?
import-fault-drastic = Mer än hälften av det som kom från detta register skulle ha dragits tillbaka. Inget ändrades: kontrollera filen igen.
import-fault-refused = Du får inte se det som filen måste jämföras med.
import-fault-broken = Filen kunde inte behandlas till slutet.
import-fault-expired = Ingen fortsatte med importen under ett dygn, så den avbröts. Inget ändrades.
import-row-rejected = Kan inte användas
import-row-refused = Avvisad
import-row-foreign = Från en annan organisation
import-row-registered = Ny
import-row-updated = Ändrad
import-row-withdrawn = Inte längre offentlig
import-row-unchanged = Oförändrad
import-row-dropped = Utan ett fält
import-row-defaulted = Med ett standardvärde
import-why-missing = saknas
import-why-twice = förekommer en andra gång
import-why-moved = är en annan än förut: en post flyttar inte
import-why-unknown-word = är ett ord som registret inte har
import-why-no-date = är inte ett datum
import-why-no-object = är inte en post
import-why-columns = Raden har fler eller färre kolumner än rubrikraden.
import-why-empty = är tom
import-why-form = är en lista där det borde stå en text, eller tvärtom
import-why-too-long = är längre eller mer än en post kan ha
import-why-no-value = är inget som detta fält kan innehålla
import-why-usual = anges inte: räknas som i bruk
import-why-version = är en annan version av formuläret: det som är gemensamt har tagits med
import-why-stage = flyttas av försökets egna organisationer

## Pilots

nav-challenges = Utmaningar
pilots-lead = Vad som prövas med AI i den offentliga hjälpen, hur långt det har kommit och vad man har lärt sig.
pilots-search = Ord
search = Sök
pilots-none = Inga försök är publicerade än.
pilots-none-fit = Inget försök passar sökningen.
pilot = Försök
pilot-new = Registrera ett försök
pilot-new-lead = Det börjar som en idé. Du kan fylla i det steg för steg.
pilot-name = Försökets namn
pilot-summary = I korthet
pilot-summary-hint = Vad det gör, för någon som aldrig har hört talas om det.
pilot-published = Får alla läsa det?
pilot-record = Om detta försök
pilot-domain = Ämne
pilot-stage = Fas
pilot-risk = Risk enligt EU:s AI-förordning
pilot-supplier = Leverantör
pilot-website = Webbplats
pilot-evidence =
    { $count ->
        [one] 1 belägg
       *[other] { $count } belägg
    }
updated = ändrat { $day }
unpublished = Inte offentligt
stale = Inte bekräftat på länge
record-purpose = Syfte
record-affected = Vem som berörs
record-benefit = Nytta
record-alternatives = Övervägda alternativ
record-proportionality = Varför det är rimligt
record-legal-basis = Rättslig grund
record-risks = Risker
record-human-intervention = Vem bestämmer
record-appeals = Hur man klagar
record-data-description = Data som används
record-methods = Metoder
record-model-type = Modell
record-contact-email = Kontakt
stage-idea = Idé
stage-design = Utformning
stage-development = Utveckling
stage-pilot = Försök
stage-production = I bruk
stage-retired = Taget ur bruk
stage-stopped = Stoppat
stage-move = Flytta till en annan fas
stage-to = Till vilken fas?
stage-why = Varför?
stage-next = Vart det kan gå härifrån
stage-so-far = Hur det kom hit
stage-open = möjligt nu
stage-missing = saknas ännu: { $what }
gate-summary = en sammanfattning
gate-purpose = syftet
gate-contact = en kontaktadress
gate-lead = en ansvarig organisation
gate-legal-basis = den rättsliga grunden
gate-risk = riskklassen
gate-data = vilka uppgifter som används
gate-human-intervention = hur människor kan ingripa
gate-decision-maker = vem som beslutar
gate-impact-assessment = en konsekvensbedömning som går att läsa
gate-baseline = ett utgångsläge
gate-evaluation = en utvärdering
gate-decision = ett beslut
decided-by = Beslutat av
risk-high = Hög risk
risk-limited = Begränsad risk
risk-minimal = Minimal risk
domain-organisation = Organisation
domain-culture = Kultur
domain-economy = Ekonomi
domain-finance = Finans
domain-housing = Boende
domain-international = Internationellt
domain-migration = Migration
domain-environment = Miljö
domain-education = Utbildning
domain-public-order = Allmän ordning
domain-law = Rätt
domain-infrastructure = Infrastruktur
domain-social-security = Social trygghet
domain-traffic = Trafik
domain-work = Arbete
domain-health = Hälsa
pilot-outcome-worked = Det fungerade
pilot-outcome-partly = Det fungerade delvis
pilot-outcome-did-not = Det fungerade inte
pilot-outcome-unclear = Oklart
evidence = Belägg
evidence-none = Inga belägg registrerade än.
evidence-add = Registrera belägg
evidence-kind = Vilket slag
evidence-text = Vad man fann
evidence-n = Hur många fall det bygger på (n)
evidence-outcome = Resultat
evidence-replaced = Rättat av en senare post
evidence-baseline = Före
evidence-measurement = Mätning
evidence-incident = Incident
evidence-complaint = Klagomål
evidence-evaluation = Utvärdering
evidence-decision = Beslut
title = Titel
experiences = Erfarenheter
experiences-none = Ingen har delat erfarenheter än.
experience-add = Dela era erfarenheter
experience-worked = Vad som fungerade
experience-did-not = Vad som inte fungerade
experience-again = Skulle ni göra det igen?
again-yes = Ja
again-with-changes = Med ändringar
again-no = Nej
questions = Frågor
questions-none = Inga frågor än.
question-ask = Ställ en fråga
question-text = Din fråga
registers = Fullständighet för offentliga register
register-given = { $given } av { $asked } fält
register-nl-1-0 = Nederländernas algoritmregister
register-uk-atrs = Brittisk standard för algoritmer
register-eu-provider = EU:s databas, leverantör
register-eu-not-high-risk = EU:s databas, inte hög risk
register-eu-deployer = EU:s databas, tillhandahållare
error-report = Anmäl ett fel i uppgifterna
error-text = Vad är fel?
error-thanks = Tack. Försökets organisationer tittar på det.
challenges-lead = Problem som det söks partner till.
challenges-none = Det finns inga utmaningar än.
challenge-new = Lägg upp en utmaning
challenge-problem = Problemet
challenge-success = Hur det ser ut när det lyckas
challenge-open = Öppen
challenge-closed = Stängd
proposals = Förslag
proposals-none = Inga förslag som du får se än.
proposal-proposed = Väntar
proposal-accepted = Antaget
proposal-declined = Avböjt
proposal-withdrawn = Återtaget
propose = Föreslå att delta
propose-text = Vad ni kan bidra med
