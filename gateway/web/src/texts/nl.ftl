# SPDX-License-Identifier: EUPL-1.2

## The frame

language = Taal
navigation = Hoofdmenu
skip = Naar de inhoud
sign-in = Inloggen
sign-out = Uitloggen
over-title = U bent uitgelogd
over-lead = Log opnieuw in om verder te gaan. Wat u in dit venster had getypt, is er nog.
sign-in-first = Log in om deze pagina te zien
sign-in-first-lead = Deze pagina is voor mensen die zijn ingelogd.
state-live = Verbonden
state-reconnecting = Opnieuw verbinden
state-offline = Geen verbinding
acting-for = Voor { $name }
acting-for-lead = U handelt voor { $name }.
as-myself = Als mezelf
account = Uw account
act-as = Kies voor wie u handelt
act-now = Nu in gebruik
act-choose = Kiezen
act-ended = De rol waarin u handelde is beëindigd.
you-may = U mag: { $what }.
stop-acting = Niet meer voor hen handelen
stop-acting-lead = U ziet direct niets meer van { $name }. Alleen { $name } of de gemeente kan u weer laten handelen.
not-found-title = Pagina niet gevonden
not-found-lead = Hier is niets, of u mag het niet zien.
to-start = Naar de startpagina
accessibility = Toegankelijkheid
welcome-title = Samen aan hulp werken
welcome-lead = Hier werken gemeenten, vrijwilligersorganisaties en inwoners samen. U bepaalt wie wat over u ziet.
welcome-pilots = Iedereen kan zonder inloggen lezen welke AI-proeven er zijn.
nav-work = Mijn werk
nav-citizens = Inwoners
nav-inbox = Postvak in
nav-active = Lopend
nav-offers = Ons aanbod
nav-now = Wat gebeurt er nu
nav-messages = Berichten
nav-consents = Toestemmingen
nav-looked = Wie heeft gekeken
nav-representatives = Wie handelt voor mij
nav-ask = Hulp vragen
nav-directory = Hulpaanbod
nav-pilots = AI-proeven
nav-news = Nieuws
nav-organisation = Onze organisatie
nav-people = Medewerkers

## What many screens say

loading = Laden …
try-again = Opnieuw proberen
show-more = Meer tonen
news =
    { $count ->
        [one] 1 nieuw – tonen
       *[other] { $count } nieuw – tonen
    }
found =
    { $count ->
        [one] 1 gevonden
       *[other] { $count } gevonden
    }
reference = Noem dit nummer als u hulp vraagt: { $reference }
optional = { $label } (niet verplicht)
choose = Kies
any = Geen keuze
yes = Ja
no = Nee
save = Opslaan
edit = Bewerken
cancel = Annuleren
continue = Verder
sending = Verzenden …
send-now = Nu verzenden
undo = Ongedaan maken
undo-title = Nog niet verzonden
undo-left =
    { $count ->
        [one] Het wordt over 1 seconde verzonden.
       *[other] Het wordt over { $count } seconden verzonden.
    }
undo-held = Het wacht zolang u hier bent.
form-wrong = Er moet iets worden aangepast
title-wrong = Fout: { $title }
fault-required = Vul in: { $label }
fault-date = { $label }: deze dag bestaat niet. Schrijf dag, maand en jaar in cijfers.
fault-number = { $label }: schrijf een passend getal.
fault-email = Schrijf een e-mailadres zoals naam@example.org
fault-long = { $label }: dit is te lang.
fault-value = { $label }: dit kan niet worden gebruikt.
date-day = Dag
date-month = Maand
date-year = Jaar
name = Naam
name-withheld = Naam niet gedeeld
withheld = Niet met u gedeeld
birth-date = Geboortedatum
phone = Telefoon
email = E-mail
address = Adres
preferred-language = Voorkeurstaal
organisation = Organisatie
note = Notitie
reason = Reden
remark = Toelichting
remark-hint = De inwoner en de gemeente kunnen dit lezen.
the-offer = een hulpaanbod
offer = Aanbod
citizen = Inwoner
plan = Plan
goal = Doel
activity = Activiteit
referral = Verwijzing
referrals = Verwijzingen
timeline = Wat er is gebeurd
you = U
somebody = Iemand
since = sinds { $day }
from-to = { $from } tot { $to }
minutes =
    { $count ->
        [one] 1 minuut
       *[other] { $count } minuten
    }
waited =
    { $count ->
        [0] kwam vandaag
        [one] 1 dag gewacht
       *[other] { $count } dagen gewacht
    }

## Problems

problem-invalid = Dit kon zo niet worden gebruikt. Controleer wat u hebt geschreven.
problem-not-allowed = U mag dit niet doen.
problem-not-found = Hier is niets, of u mag het niet meer zien.
problem-again = Er kwam nu geen antwoord. Wat u schreef is bewaard. Probeer het opnieuw.
problem-exists = Dit bestaat al.
problem-consent-missing = De inwoner heeft hiervoor geen toestemming gegeven.
problem-moved-on = Dit is intussen veranderd. Bekijk het opnieuw.
problem-conflict = Iemand heeft dit intussen gewijzigd.
problem-no-capacity = Er is geen plaats vrij.
problem-offer-closed = Dit aanbod neemt nu niemand nieuw aan.
problem-case-closed = Dit is afgesloten.
problem-code = Deze code is niet (meer) geldig. Vraag een nieuwe.
problem-linked = Uw inlog is al gekoppeld.
problem-organisation = Kies eerst namens wie u handelt.
problem-validity = De tijd hiervoor is voorbij.
problem-citizens-word = Alleen de inwoner kan dit bepalen, of iemand die daarvoor is gemachtigd.
problem-follows-referral = Dit volgt een verwijzing en verandert daarmee.
problem-assessment = Voor dit aanbod is eerst een beoordeling nodig. Vraag uw gemeente.
problem-inquiries = Uw eerdere hulpvragen staan nog open.
problem-full = Er is geen ruimte voor meer.
problem-gate = Er ontbreekt nog iets dat er eerst moet zijn.
problem-missing = Wat ontbreekt: { $what }.
problem-imports = Er staan al vijf importen open. Voer er eerst een uit of annuleer er een.
problem-withdrawal = Zeg eerst dat zoveel vermeldingen mogen worden ingetrokken.
problem-other = Er ging bij ons iets mis. Wat u schreef is bewaard.

## Words of the contracts

role-caseworker = casusregisseur
role-coordinator = coördinator
role-leader = leidinggevende
role-project = projectteam
role-integrator = integrator
role-administrator = beheerder
role-citizen = inwoner
role-person = persoon
role-operator = technisch beheer
role-system = systeem
role-anonymous = niet ingelogd
referral-requested = Wacht op antwoord
referral-accepted = Aangenomen
referral-rejected = Afgewezen
referral-cancelled = Ingetrokken
referral-in-progress = Bezig
referral-on-hold = Wachtlijst
referral-failed = Niet doorgegaan
referral-completed = Afgerond
consent-requested = Wacht op antwoord
consent-given = Gegeven
consent-refused = Geweigerd
consent-withdrawn = Ingetrokken
consent-expired = Verlopen
inquiry-answered = Beantwoord
inquiry-waiting = Wacht
inquiry-taken = In behandeling
inquiry-closed = Afgesloten
inquirer-self = De inwoner zelf
inquirer-relative = Een naaste
inquirer-staff = Een professional
why-urgent = het is dringend
why-health = het gaat over gezondheid
why-safety = het gaat over veiligheid
why-children = het raakt kinderen
why-housing = het gaat over wonen
why-debt = het gaat over schulden
why-several-needs = er zijn meerdere vragen
why-unsure = u weet niet zeker wat helpt
why-wants-caseworker = u wilt met een medewerker praten
why-no-matching-offer = geen aanbod past direct
why-case-closed = uw dossier is gesloten en een medewerker moet het weer openen
signal-urgent = Het is dringend
signal-health = Het gaat over gezondheid
signal-safety = Ik voel me niet veilig
signal-children = Het raakt kinderen
signal-housing = Het gaat over wonen
signal-debt = Het gaat over schulden
signal-unsure = Ik weet niet zeker wat helpt
signal-wants-caseworker = Ik wil met een medewerker praten
channel-meeting = Gesprek
channel-home-visit = Huisbezoek
channel-telephone = Telefoon
channel-video = Video
channel-letter = Brief
channel-email = E-mail
channel-message = Bericht
case-outcome-no-support = Geen ondersteuning
case-outcome-information = Informatie
case-outcome-volunteer-support = Hulp van vrijwilligers
case-outcome-ordinary-support = Gewone ondersteuning
case-outcome-individual-support = Individuele ondersteuning
case-outcome-moved = Verhuisd
case-outcome-deceased = Overleden
category-contact = naam en contactgegevens
category-referral = de reden van de verwijzing
category-plan = het plan
category-notes = notities en berichten
category-progress = hoe het gaat
category-health = gezondheid
purpose-SocialWelfareProvision = hulp in het dagelijks leven
purpose-PublicServiceProvision = publieke diensten
purpose-SocialAssistanceManagement = bijstand
purpose-ServiceProvision = het geven van de hulp
purpose-ImprovePublicServices = betere publieke diensten
purpose-ScientificResearch = onderzoek
priority-routine = Niet dringend
priority-urgent = Dringend
priority-asap = Zo snel mogelijk
priority-stat = Meteen
method-conversation = In een gesprek
method-telephone = Telefonisch
method-paper = Op papier
method-digital = Digitaal
reason-no-capacity = Geen plaats vrij
reason-not-eligible = Valt buiten de doelgroep
reason-wrong-service = Een ander aanbod past beter
reason-already-helped = Heeft al hulp
reason-citizen-declined = De inwoner zag ervan af
reason-not-reached = Niet bereikt
reason-moved = Verhuisd
reason-consent-ended = De toestemming eindigde
reason-transferred = Doorgestuurd naar een ander aanbod
reason-sent-by-mistake = Per ongeluk verzonden
reason-other = Een andere reden
relation-guardian = Bewindvoerder of curator
relation-relative = Familielid
relation-attorney = Advocaat of andere professional
relation-friend = Vriend of buur
relation-other = Iemand anders
scope-case = het dossier zien en wie heeft gekeken
scope-messages = berichten lezen en schrijven
scope-plan = aan het plan werken
scope-consent = toestemmingen geven en intrekken
scope-referral = hulp vragen en dat weer intrekken
outcome-helped = Het hielp
outcome-partly = Het hielp gedeeltelijk
outcome-not = Het hielp niet
basis-public-task = als taak van de gemeente
basis-consent = met uw toestemming
basis-own-data = namens u

## The caseworker

work-lead = Wat te laat is, wat er te doen staat en wat aan anderen is gevraagd.
work-refer = Een inwoner verwijzen
work-overdue = Te laat
work-overdue-none = Niets is te laat.
work-mine = Wacht op mij
work-ours = Wacht op ons
work-mine-none = Niets wacht op u.
work-waiting = Wacht op anderen
work-waiting-none = U wacht op niemand.
scope = Wiens dossiers
scope-mine = Mijn dossiers
scope-all = Alle van { $who }
inquiry-row = Hulpvraag
consent-row = Vraag om toestemming
inquiry-take = Oppakken
inquiry-close = Antwoorden en afsluiten
inquiry-answer = Uw antwoord
inquiry-answer-hint = Wie het vroeg kan dit lezen.
asked-at = Gevraagd op
asked-by = Gevraagd door
asked-contact = Te bereiken via
why-caseworker = Waarom een medewerker
open-citizen = Naar de inwoner
to-citizen = Alleen de inwoner
citizens-none = Er zijn geen lopende dossiers. Open er een om te beginnen.
citizens-none-mine = U bent voor geen enkel lopend dossier verantwoordelijk.
citizens-none-closed = Er is geen dossier gesloten.
citizens-none-closed-mine = Geen van uw dossiers is gesloten.
citizens-open = Lopende dossiers
citizens-closed = Gesloten dossiers
responsible = Verantwoordelijk
responsible-me = { $name } (u)
responsible-nobody = niemand
take-over = Overnemen
hand-over = Overdragen
hand-over-lead = Uw collega ziet het dossier meteen tussen de eigen dossiers. Inwoners en organisaties zien niet wie verantwoordelijk is.
hand-over-nobody = Er is geen andere casusregisseur om het dossier aan over te dragen.
colleague = Collega
filter-name = Zoek op naam
filter-none = Niemand met deze naam.
open-case = Dossier openen
open-case-lead = Schrijf alleen wat nodig is om te helpen.
close-case = Dossier sluiten
close-case-lead = Daarna kan niets nieuws worden verzonden. De inwoner kan alles blijven lezen.
reopen-case = Dossier heropenen
case-outcome = Hoe is het afgelopen?
case-is-closed = Gesloten op { $day }
parts-of-case = Onderdelen van het dossier
not-linked = De inwoner kan dit nog niet zien. Geef een code om mee in te loggen.
make-code = Code maken
invitation-code = Code: { $code }. Geldig tot { $day }.
urgency = Urgentie
referrals-none = Nog geen verwijzingen.
consents-none-case = Nog geen toestemmingen. Die worden bij een verwijzing gevraagd.
contacts = Contacten
contacts-none = Nog geen contacten genoteerd.
log-contact = Contact noteren
contact-channel = Hoe
contact-minutes = Minuten
contact-face = In persoon

## Referring

refer = Verwijzen
refer-find = Aanbod zoeken
refer-why = Waarom dit aanbod
refer-check = Controleer uw antwoorden
refer-sent = De verwijzing is verzonden
refer-sent-lead = De organisatie heeft de verwijzing nu. Het antwoord ziet u onder Mijn werk.
to-referral = Naar de verwijzing
search-offers = Wat zou helpen?
search-hint = Bijvoorbeeld: gezelschap, schulden, taal
only-free = Alleen met vrije plaatsen
offers-none = Er is nog geen aanbod.
offers-none-fit = Geen aanbod past bij deze zoekopdracht. Probeer andere woorden.
directory-lead = Aanbod van vrijwilligersorganisaties, met vrije plaatsen en wachttijden.
places-label = Plaatsen
wait-label = Wachttijd
places =
    { $count ->
        [one] 1 plaats vrij
       *[other] { $count } plaatsen vrij
    }
places-none = Geen plaats vrij, wachtlijst
places-unknown = Vrije plaatsen niet opgegeven
paused-until = Gepauzeerd tot { $day }
wait-days =
    { $count ->
        [0] anderen wachtten minder dan een dag
        [one] anderen wachtten ongeveer 1 dag
       *[other] anderen wachtten ongeveer { $count } dagen
    }
wait-unknown = wachttijd nog onbekend
for-whom = Voor wie:
choose-offer = Dit aanbod kiezen
refer-reason = Waarom verwijst u?
refer-reason-hint = In uw eigen woorden. De organisatie en de inwoner lezen het.
refer-note = Goed om te weten
refer-note-hint = Hiervoor is toestemming voor notities nodig.
refer-health = Over gezondheid
refer-health-hint = Alleen als het nodig is om te helpen. Hiervoor is toestemming voor gezondheid nodig.
refer-priority = Hoe dringend is het?
refer-to = Verwijzen naar
refer-shared = Wat wordt gedeeld
refer-shared-lead = { $who } ziet dit en niets anders.
refer-full = Er is nu geen plaats: de verwijzing komt op de wachtlijst.
refer-send = Verwijzing verzenden
transfer = Doorsturen naar een ander aanbod
transfer-why = Waarom wordt die doorgestuurd?
transfer-why-hint = In uw eigen woorden. De inwoner kan het lezen, en de organisatie die de verwijzing nu heeft ook, als zij notities mag zien.
transfer-from = Doorgestuurd van
transfer-from-here = De verwijzing is nu hier.
transfer-to-new = Naar de verwijzing die ervoor in de plaats kwam
transfer-to-old = Naar de verwijzing waarvoor deze in de plaats kwam
change-offer = Ander aanbod
change-words = Woorden wijzigen
consent = Toestemming
consent-there = De inwoner heeft toestemming gegeven. Geldig tot { $day }.
consent-within = De gemeente geeft deze hulp zelf, dus er is geen toestemming nodig.
consent-lacking = Voordat dit kan worden verzonden, moet de inwoner toestemmen in het delen van: { $what }.
consent-text = { $who } mag dit over mij zien: { $what }. Ik kan dit altijd intrekken.
consent-ask = De inwoner in de app vragen
consent-asked = Gevraagd. Deze pagina gaat vanzelf verder als de inwoner heeft geantwoord.
consent-record = De inwoner heeft ja tegen mij gezegd
consent-method = Hoe is het gezegd?
consent-sees = Mag zien
consent-purpose = Waarvoor
consent-until = Geldig tot
consent-ended = Beëindigd

## A referral

standing-requested = Antwoord verwacht uiterlijk { $day }.
standing-accepted = Eerste contact uiterlijk { $day }.
standing-accepted-late = Het eerste contact had uiterlijk { $day } moeten zijn.
standing-on-hold =
    { $count ->
        [one] Ongeveer 1 dag wachten.
       *[other] Ongeveer { $count } dagen wachten.
    }
shared-with-you = Met u gedeeld
referral-gone = Niet meer zichtbaar
referral-gone-lead = De toestemming is ingetrokken of verlopen, of dit is nooit met u gedeeld.
messages-about = Berichten met de inwoner en de organisatie
messages-lead = De gemeente leest wat u hier schrijft.
messages-none = Nog geen berichten.
message = Uw bericht
message-to = Wie leest het?
to-municipality = Alleen de gemeente
to-municipality-and = De gemeente en { $who }
to-citizen-and = De inwoner en { $who }
send-message = Bericht verzenden
sender-citizen = De inwoner
sender-representative = De vertegenwoordiger van de inwoner
thread-with = met { $who }
move-accept = Aannemen
move-accept-confirm = Datum bevestigen
move-waitlist = Wachtlijst
move-waitlist-confirm = Op de wachtlijst zetten
move-decline = Afwijzen
move-decline-confirm = Met deze reden afwijzen
move-start = De hulp is begonnen
move-start-confirm = Ja, begonnen
move-complete = Afronden met resultaat
move-complete-confirm = Resultaat opslaan
move-fail = Het is niet doorgegaan
move-fail-confirm = Opslaan
move-recall = Intrekken
move-recall-confirm = Verwijzing intrekken
contact-date = Wanneer neemt u uiterlijk contact op?
contact-date-hint = De inwoner krijgt deze dag te horen.
expected-wait = Hoeveel dagen duurt het wachten ongeveer?
outcome = Heeft het geholpen?
decision-accept = U neemt aan, met contact uiterlijk { $day }.
decision-waitlist =
    { $count ->
        [one] U zet de verwijzing op de wachtlijst, ongeveer 1 dag.
       *[other] U zet de verwijzing op de wachtlijst, ongeveer { $count } dagen.
    }
decision-decline = U wijst af: { $why }.
decision-recall = U trekt de verwijzing in.

## The coordinator

inbox-lead = Verwijzingen die op uw antwoord wachten, oudste eerst.
inbox-none = Niets wacht op uw antwoord.
answer-by = antwoord uiterlijk { $day }
answer-overdue = antwoord had uiterlijk { $day } moeten komen
active-lead = Inwoners die u nu helpt of die op uw wachtlijst staan.
active-none = Nu niemand. Wat u aanneemt verschijnt hier.
offers-lead = Wat u aanbiedt en hoeveel plaatsen er vrij zijn.
offers-own-none = U hebt nog geen aanbod.
offer-new = Nieuw aanbod
offer-name = Naam van het aanbod
offer-description = Wat het is
offer-description-hint = Schrijf voor iemand die u niet kent.
offer-for-whom = Voor wie
offer-languages = Talen
offer-assessment = Is eerst een beoordeling door de gemeente nodig?
offer-withdraw = Aanbod beëindigen
offer-withdraw-lead = Het wordt niet meer gevonden en neemt geen nieuwe verwijzingen aan. Wat loopt gaat door.
capacity = Plaatsen
capacity-title = Plaatsen: { $offer }
capacity-maximum = Plaatsen in totaal
capacity-available = Nu vrije plaatsen
capacity-available-hint = Elke aanname gebruikt er een.
capacity-paused = Gepauzeerd tot
capacity-paused-hint = Tot dan komen er geen nieuwe verwijzingen.

## The citizen

now-requested = { $who } is gevraagd te helpen. U krijgt uiterlijk { $day } antwoord.
now-accepted = { $who } gaat helpen. Zij nemen uiterlijk { $day } contact met u op.
now-accepted-late = { $who } zou uiterlijk { $day } contact opnemen. Is dat niet gebeurd, schrijf dan naar de gemeente onder Berichten.
now-on-hold =
    { $count ->
        [one] U staat op de wachtlijst van { $who }, ongeveer 1 dag.
       *[other] U staat op de wachtlijst van { $who }, ongeveer { $count } dagen.
    }
now-in-progress = { $who } helpt u.
now-rejected = { $who } kan deze keer niet helpen: { $why }. Uw gemeente weet dit en zoekt iets anders.
now-completed = De hulp van { $who } is afgerond. { $how }
now-ended = De hulp van { $who } is gestopt of ingetrokken.
now-none = Er loopt niets. U kunt altijd om hulp vragen.
decline-help = Ik wil deze hulp niet
decline-help-lead = { $who } en uw gemeente krijgen bericht, en uw plaats komt vrij voor een ander. U kunt altijd opnieuw hulp vragen.
decline-help-confirm = Nee, dank u
now-asked =
    { $count ->
        [one] U wordt om een toestemming gevraagd.
       *[other] U wordt om { $count } toestemmingen gevraagd.
    }
now-answer = Lezen en antwoorden
next-step = Volgende stap
until-day = uiterlijk { $day }
consents-lead = U bepaalt wie wat over u ziet. U kunt een toestemming altijd intrekken.
consents-lead-others = Wie wat mag zien. U mag dit lezen, maar niet beslissen.
consents-none = U bent nog niet om toestemming gevraagd.
consents-requested = U wordt gevraagd
consents-given = Wie nu iets mag zien
consents-given-none = Geen organisatie ziet iets over u met uw toestemming.
consents-ended = Beëindigd
consent-free = Nee zeggen heeft geen nadelen voor uw dossier bij de gemeente.
consent-yes = Ja, ik geef toestemming
consent-no = Nee
withdraw = Intrekken
withdraw-title = Toestemming voor { $who } intrekken
withdraw-follows = Dit zijn de gevolgen:
withdraw-sees = { $who } ziet hier direct niets meer over u.
withdraw-referrals = Hulp die op deze toestemming rust kan stoppen.
withdraw-known = Wat { $who } al weet wordt hierdoor niet vergeten. U kunt vragen om het te wissen.
withdraw-done = Ingetrokken. Sinds { $time } ziet { $who } hier niets meer over u.
looked-lead = Elke keer dat iemand iets over u hoorde of las.
looked-none = Niemand heeft nog gekeken.
looked-read = Las: { $what }
looked-told = Kreeg te horen: { $what }
looked-somebody = een organisatie
looked-some-day = een afgesproken dag
looked-times =
    { $count ->
        [one] één keer
       *[other] { $count } keer op die dag
    }
looked-representative = Uw vertegenwoordiger
looked-cases = uw dossier
looked-consents = uw toestemmingen
looked-referrals = uw verwijzingen
looked-plans = uw plan
looked-disclosures = wat er in uw dossier gebeurde
export = Alles wat over u wordt bewaard, als pagina om te lezen of af te drukken
ask-lead = Schrijf wat u nodig hebt. U krijgt meteen antwoord.
ask-for = Wie heeft hulp nodig?
ask-for-self = Ik
ask-for-relative = Iemand die mij na staat
ask-name = Naam van wie hulp nodig heeft
ask-phone = Telefoon van wie hulp nodig heeft
ask-own-name = Uw eigen naam
ask-own-contact = Hoe kunnen wij u bereiken?
ask-own-contact-hint = Een telefoonnummer of e-mailadres.
ask-need = Waarmee hebt u hulp nodig?
ask-need-hint = In uw eigen woorden. U kunt het niet verkeerd zeggen.
ask-signals = Klopt hier iets van?
ask-signals-hint = Dan kijkt een medewerker ernaar.
ask-municipality = Welke gemeente?
ask-send = Hulp vragen
ask-offers = Dit zou kunnen helpen
ask-offers-lead = U kunt zelf contact opnemen, of vragen of zij contact met u opnemen.
ask-caseworker = Een medewerker kijkt ernaar
ask-caseworker-lead = Omdat: { $why }. Het antwoord ziet u hier.
ask-caseworker-relative = Omdat: { $why }. Er wordt contact met u opgenomen.
ask-meanwhile = Intussen past dit misschien:
has-place = Heeft een plaats vrij
refer-myself = Vraag om contact met mij
refer-myself-title = { $who } vragen om contact met u
refer-myself-lead = { $who } krijgt uw naam, hoe u te bereiken bent, en deze woorden van u:
refer-myself-consent = Met Ja geeft u hiervoor toestemming:
refer-myself-full = Misschien is er geen plaats vrij: u moet dan wachten.
refer-myself-send = Ja, vraag het
refer-myself-sent = Het is gevraagd. Het antwoord ziet u bij Wat gebeurt er nu.
own-inquiries = Wat u hebt gevraagd
inquiry-is-waiting = Een medewerker gaat ernaar kijken.
inquiry-is-taken = Een medewerker is ermee bezig.
inquiry-answer-given = Het antwoord
inquiry-offers =
    { $count ->
        [one] 1 vorm van hulp die misschien past
       *[other] { $count } vormen van hulp die misschien passen
    }
inquiry-over = Dit is niet meer nodig
call = Bel { $phone }
start-title = Welkom
start-have-code = Hebt u een code?
start-code = Code
start-code-hint = U kreeg die van een medewerker, of van iemand voor wie u gaat handelen.
start-code-send = Code gebruiken

## Representatives

representatives = Vertegenwoordigers
representatives-lead = Iemand die u vertrouwt kan hier voor u handelen. U bepaalt waarin, en u kunt er altijd een eind aan maken.
representatives-none = Niemand vertegenwoordigt de inwoner.
representatives-none-own = Niemand handelt voor u.
representatives-no-case = Dit kan als u een dossier bij uw gemeente hebt.
representatives-ended = Eerder
representative-add = Vertegenwoordiger toevoegen
representative-save = Toevoegen
representative-name = Naam
representative-relation = Wat is de relatie met de inwoner?
representative-relation-own = Wat is de relatie met u?
representative-scopes = Wat mogen zij doen?
representative-scopes-hint = Kies niet meer dan nodig is. Wat u niet kiest kunnen zij niet zien en niet doen.
representative-ground = Op welke grond
representative-ground-hint = Bijvoorbeeld een besluit van de rechter, of hoe de inwoner het u zei. De inwoner kan dit lezen.
representative-until = Laatste dag
representative-until-hint = Laat dit leeg als het doorgaat tot iemand er een eind aan maakt.
until-ended = tot iemand er een eind aan maakt
representative-who = Wie zij zijn
representative-may = Mag
representative-signed-in = Heeft ingelogd
representative-not-yet = Nog niet. Maak een code en geef die aan hen.
representative-end = Beëindigen
representative-end-title = { $name } handelt niet meer
representative-end-sees = { $name } ziet hier direct niets meer en kan niets meer doen.
representative-end-done = Wat { $name } heeft gedaan blijft zoals het is.
representative-end-again = Voeg hen opnieuw toe als zij weer mogen handelen.

## Courses of help

courses = Hulptrajecten
courses-none = Nog geen hulptraject. Dat is wat de statistiek telt, van de eerste dag tot de uitkomst.
course-start = Traject beginnen
course-end = Traject beëindigen
course-from = Eerste dag
course-to = Laatste dag
course-reason = Waarom het begint
course-reason-hint = De inwoner kan dit lezen.
course-running = Loopt

## News

news-lead = Wat anderen hebben gedaan, het laatste eerst.
news-unread =
    { $count ->
        [one] 1 ongelezen
       *[other] { $count } ongelezen
    }
news-unread-many = Meer dan { $count } ongelezen
news-new = Nieuw
news-mark = Alles als gelezen markeren
news-all-read = U hebt alles gelezen.
news-none = Er is nog niets gebeurd. Wat anderen doen verschijnt hier.
news-none-lately = De laatste tijd niets nieuws van anderen.
news-referral = Er is een verwijzing verstuurd: { $offer }
news-assigned = U bent nu verantwoordelijk voor een dossier
news-message = { $who } schreef een bericht
news-plan = { $who } heeft het plan gewijzigd
news-goal =
    { $change ->
        [proposed] { $who } heeft een doel voorgesteld
        [added] { $who } heeft een doel toegevoegd
        [accepted] { $who } heeft een voorgesteld doel aangenomen
       *[other] { $who } heeft een doel gewijzigd
    }
news-activity =
    { $change ->
        [added] { $who } heeft een activiteit aan het plan toegevoegd
       *[other] { $who } heeft een activiteit van het plan gewijzigd
    }
news-comment = { $who } gaf een opmerking bij het plan
news-check-in = { $who } vertelde hoe het gaat
news-proposal = { $who } wil meedoen aan een uitdaging
news-proposal-withdrawn = { $who } heeft het voorstel ingetrokken
news-proposal-answered = { $who } heeft een voorstel beantwoord
news-partner = { $who } heeft een organisatie bij een proef betrokken
news-stage = { $who } heeft een proef naar een andere fase gebracht
news-evidence = { $who } heeft bewijs vastgelegd
news-experience = { $who } heeft ervaring met een proef gedeeld
news-question = { $who } heeft een vraag over een proef gesteld
news-answer = { $who } heeft een vraag over een proef beantwoord
news-cited = { $who } bouwt voort op een van uw proeven
news-error = { $who } heeft een fout in de gegevens van een proef gemeld

## An organisation and its people

organisation-lead = U werkt hier als: { $roles }.
organisation-people = Wie hier werkt en wat ieder mag doen.
organisation-news = Wat er is gebeurd dat uw organisatie aangaat.
organisation-integrator = De programma's van uw organisatie lezen het nieuws met een eigen toegangssleutel. Het beheer geeft die uit.
people-title = Medewerkers van { $who }
members-lead = Wie voor uw organisatie kan inloggen en wat ieder mag doen. Een wijziging geldt direct.
members = Leden
member-add = Iemand toevoegen
member-subject = Inlognaam
member-subject-hint = Zoals uw inlogdienst hen noemt, vaak een e-mailadres.
member-roles = Wat mogen zij doen?
member-remove = Verwijderen
member-remove-title = { $name } verwijderen
member-remove-lead = { $name } ziet hier direct niets meer van uw organisatie. U kunt hen weer toevoegen.

## Accessibility

accessibility-lead = Iedereen moet deze app kunnen gebruiken. De app is gemaakt volgens WCAG 2.2, niveau AA.
accessibility-how = Waar u op kunt rekenen
accessibility-keyboard = Alles werkt met alleen het toetsenbord.
accessibility-zoom = U kunt vergroten tot 400%, eigen kleuren gebruiken en beweging uitzetten.
accessibility-readers = Koppen, velden en wat intussen verandert hebben woorden voor schermlezers, en de focus verspringt nooit vanzelf.
accessibility-time = Niets wat u schrijft gaat verloren doordat de tijd om is, en wat tien seconden lang ongedaan te maken is wacht zolang u erop staat.
accessibility-tested = Hoe het is getest
accessibility-tests = Voor elke uitgave controleert een programma (axe) elk scherm en elk dialoogvenster volgens WCAG 2.2, niveau A en AA, op een breed en een smal scherm: ook met fouten erin, met lege lijsten, conflicten en een verbroken verbinding.
accessibility-tests-keyboard = Een programma doet het hoofdwerk van casusregisseur, coördinator en inwoner met alleen het toetsenbord.
accessibility-tests-display = Hoog contrast (geforceerde kleuren), minder beweging en vergroting tot 200% worden ook getest; een breedte van 320 pixels is als 400%.
accessibility-limits = Bekende beperkingen
accessibility-limits-people = Een programma vindt maar een deel van de drempels. Mensen die dagelijks een schermlezer, spraakbesturing of eenvoudige taal gebruiken hebben dit nog niet getest.
accessibility-limits-browsers = De tests draaien in Chromium. Firefox en Safari testen wij niet.
accessibility-limits-lead = Wat mensen elkaar schrijven is in de taal die zij kozen. Die taal is alleen aangegeven waar ze bekend is: in toestemmingen en AI-proeven.
accessibility-tell = Laat het ons weten
accessibility-tell-lead = Werkt iets niet voor u, meld het dan aan uw gemeente of organisatie, ook per telefoon of op papier. Die moet antwoorden. Gebeurt dat niet, of helpt het antwoord niet, dan kunt u een klacht indienen:
accessibility-denmark = Denemarken: Digitaliseringsstyrelsen
accessibility-sweden = Zweden: Myndigheten för digital förvaltning (Digg)
accessibility-norway = Noorwegen: Tilsynet for universell utforming av ikt
accessibility-netherlands = Nederland: de Nationale ombudsman
accessibility-kingdom = Verenigd Koninkrijk: Equality Advisory and Support Service

## What has happened

event-other = Er is iets vastgelegd
event-cases-opened = Het dossier is geopend
event-cases-assigned = Een andere casusregisseur werd verantwoordelijk
event-cases-contact-logged = Een contact met { $who } is genoteerd
event-cases-closed = Het dossier is gesloten
event-cases-reopened = Het dossier is heropend
event-cases-representative-added = Er is een vertegenwoordiger toegevoegd
event-cases-representation-ended = Een vertegenwoordiging is beëindigd
event-cases-message-sent = Er is een bericht verzonden
event-cases-course-started = Een hulptraject is begonnen
event-cases-course-ended = Een hulptraject is beëindigd
event-cases-inquired = Er is om hulp gevraagd
event-cases-inquiry-taken = Een medewerker heeft de hulpvraag opgepakt
event-cases-inquiry-closed = De hulpvraag is beantwoord
event-consents-requested = Er is toestemming voor { $who } gevraagd
event-consents-given = Er is toestemming voor { $who } gegeven
event-consents-refused = Toestemming voor { $who } is geweigerd
event-consents-withdrawn = De toestemming voor { $who } is ingetrokken
event-consents-expired = De toestemming voor { $who } is verlopen
event-consents-withdrawal-effective = De intrekking voor { $who } is van kracht
event-referrals-requested = { $who } is gevraagd: { $offer }
event-referrals-accepted = { $who } nam aan, met contact uiterlijk { $day }
event-referrals-waitlisted = { $who } heeft een wachtlijst
event-referrals-rejected = { $who } wees af
event-referrals-started = De hulp van { $who } is begonnen
event-referrals-completed = De hulp van { $who } is afgerond
event-referrals-failed = De hulp van { $who } ging niet door
event-referrals-cancelled = De verwijzing naar { $who } is ingetrokken
event-referrals-transferred = De verwijzing naar { $who } is doorgestuurd
event-plans-plan-changed = Het plan is gewijzigd
event-plans-goal-changed = Een doel van het plan is gewijzigd
event-plans-activity-changed = Een activiteit van het plan is gewijzigd
event-plans-commented = Iemand gaf een opmerking bij het plan
event-plans-checked-in = De inwoner vertelde hoe het gaat
event-plans-participant-changed = De deelnemers aan het plan zijn gewijzigd

## The plan

nav-plan = Mijn plan
nav-plans = Plannen
plans-lead = Plannen waaraan u meedoet.
plans-none = U doet nog aan geen plan mee. De inwoner bepaalt wie meedoet.
plan-goals =
    { $count ->
        [one] 1 doel
       *[other] { $count } doelen
    }
plan-overdue =
    { $count ->
        [one] 1 te laat
       *[other] { $count } te laat
    }
plan-proposed =
    { $count ->
        [one] 1 voorgesteld
       *[other] { $count } voorgesteld
    }
plan-of = Plan van { $name }
plan-ours = Voor u te doen
plan-ours-none = Hier wacht niets op u.
plan-edit = Titel en herinneringen
plan-title = Hoe heet het plan?
plan-rhythm = Aantal dagen tussen de keren dat u vertelt hoe het gaat
plan-rhythm-hint = Bijvoorbeeld 7. Laat leeg als er geen herinneringen hoeven te komen.
proposals-wait =
    { $count ->
        [one] 1 voorstel wacht op antwoord.
       *[other] { $count } voorstellen wachten op antwoord.
    }
proposals-show = Erheen
next-step-edit = Volgende stap wijzigen
next-step-none = Nog geen volgende stap.
next-step-words = Wat er nu gebeurt, in één zin
goals = Doelen
goals-none = Nog geen doelen. Een doel zegt in eigen woorden wat beter moet worden.
goals-past = Eerdere doelen
goal-add = Doel toevoegen
goal-edit = Woorden wijzigen
goal-words = Wat moet beter worden?
goal-words-hint = In de eigen woorden van de inwoner.
goal-note = Wat is er belangrijk aan?
goal-due = Uiterlijk wanneer
goal-proposal = Dit is een voorstel. De inwoner bepaalt of het een doel wordt.
goal-accept = Ja, ik neem het op me
goal-reject = Nee, dit niet
goal-reached = Het is bereikt
goal-give-up = Opgeven
goal-take-back = Voorstel intrekken
goal-achievement = Hoe ver
goal-assess = Zeggen hoe ver het is
proposed-by = voorgesteld door { $who }
visible-to = Wie ziet het?
visibility-participants = Iedereen die aan het plan meedoet
visibility-responsible = Alleen wie verantwoordelijk is
visibility-private = Alleen de inwoner en de gemeente
visibility-own-participants = Iedereen die aan het plan meedoet
visibility-own-responsible = Alleen wie verantwoordelijk is, u en de gemeente
visibility-own-private = Alleen u en de gemeente
goal-proposed = Voorgesteld
goal-planned = Gepland
goal-accepted = Aangenomen
goal-active = Bezig
goal-on-hold = Rust
goal-completed = Bereikt
goal-cancelled = Opgegeven
goal-entered-in-error = Per ongeluk ingevoerd
goal-rejected = Niet aangenomen
achievement-in-progress = onderweg
achievement-improving = wordt beter
achievement-worsening = wordt slechter
achievement-no-change = geen verandering
achievement-achieved = bereikt
achievement-sustaining = houdt stand
achievement-not-achieved = niet bereikt
achievement-no-progress = geen vooruitgang
achievement-not-attainable = niet haalbaar
activities = Andere activiteiten
activities-of-goal = Wat ervoor wordt gedaan
activities-none = Er is nog niets gepland.
activities-other-none = Verder is er niets gepland.
activity-add = Activiteit toevoegen
activity-edit = Wijzigen
activity-who = Wie doet het
activity-from-offers = Kiezen uit aanbod van hulp
offer-to-plan = Aan het plan toevoegen
offer-to-plan-lead = Wat u kiest staat als idee in het plan. Er wordt nog niemand om hulp gevraagd.
activity-words = Wat wordt er gedaan?
activity-kind = Wat voor soort
activity-goal = Voor welk doel
activity-begin = Begonnen
activity-done = Klaar
activity-again = Weer oppakken
activity-rest = Laten rusten
activity-cancel = Afgelasten
activity-stop = Stoppen
activity-not-started = Niet begonnen
activity-scheduled = Gepland
activity-in-progress = Bezig
activity-on-hold = Rust
activity-completed = Klaar
activity-cancelled = Afgelast
activity-stopped = Gestopt
activity-unknown = Onbekend
activity-entered-in-error = Per ongeluk ingevoerd
kind-volunteer-offer = Hulp van vrijwilligers
kind-network = Familie en vrienden
kind-training = Training
kind-welfare-technology = Technisch hulpmiddel
kind-individual-coaching = Persoonlijke begeleiding
kind-ad-hoc-help = Hulp af en toe
kind-self-care = Zelf
conflict = Iemand anders wijzigde dit terwijl u schreef. Beide versies staan hier; er is niets verloren.
conflict-theirs = Zoals het nu is
conflict-mine = Zoals u het schreef
conflict-use-mine = Mijn woorden gebruiken
conflict-keep-theirs = Laten zoals het is
check-in = Vertel hoe het gaat
check-in-score = Hoe gaat het, van 0 tot 10?
check-in-score-hint = 0 is heel slecht, 10 is heel goed.
check-in-words = In uw eigen woorden
check-ins-none = U kunt altijd vertellen hoe het gaat.
check-ins-none-theirs = De inwoner vertelt hoe het gaat wanneer die dat wil.
check-in-of-ten = { $score } van 10
check-ins-plot = Hoe het gaat, van 0 tot 10
next-check-in = Volgende keer: { $day }
how-it-goes = Hoe het gaat
who-takes-part = Wie doen mee
participant-invited = uitgenodigd
participant-joined = doet mee
participant-left = doet niet meer mee
people-show = Meer zien
people-change = Uitnodigen of wijzigen
people-lead = Wie het plan ziet, met welke toestemming, en wat zij mogen.
people-home = De gemeente van dit dossier doet altijd mee.
people-since = Sinds
people-source = Kwam erbij door
source-invitation = een uitnodiging
source-referral = een verwijzing
people-goals = Doelen
people-goals-yes = Mag doelen voor de inwoner aannemen en wijzigen
people-goals-yes-own = Mag doelen voor u aannemen en wijzigen
people-goals-no = Mag doelen voorstellen
people-goals-give = Doelen laten wijzigen
people-goals-give-lead = { $who } mag dan namens de inwoner voorstellen aannemen en doelen wijzigen. Dit kan altijd worden teruggedraaid.
people-goals-give-lead-own = { $who } mag dan namens u voorstellen aannemen en doelen wijzigen. U kunt dit altijd terugdraaien.
people-goals-end = Doelen niet meer laten wijzigen
people-goals-end-lead = { $who } mag dan alleen nog doelen voorstellen. Wat is gewijzigd blijft staan.
people-record = Vastleggen wat de inwoner zei
recorded-at = Wanneer is het gezegd?
people-waiting = Uitgenodigd, maar ziet nog niets: de inwoner heeft geen toestemming gegeven om het plan te delen.
people-waiting-own = Uitgenodigd, maar ziet nog niets: u hebt geen toestemming gegeven om het plan te delen.
people-consent-ask = Toestemming vragen
people-consent = Toestemming om te delen
people-consent-title = Wat { $who } mag zien
people-sees-plan = Zij zien de volgende stap, de doelen en activiteiten die voor iedereen in het plan zijn, en wie meedoen. Wat voor minder mensen is, blijft verborgen.
people-sees-also = Mogen zij ook zien
people-remove = Uit het plan halen
people-leave = Niet meer meedoen
people-remove-title = { $who } doet niet meer mee
people-remove-sees = { $who } ziet direct niets meer van het plan.
people-remove-stays = Wat { $who } heeft geschreven en afgesproken blijft in het plan.
people-remove-consent = De toestemming en hulp via een verwijzing gaan door. Toestemming intrekken doet u onder Toestemmingen.
people-invite = Een organisatie uitnodigen
invite = Uitnodigen
invite-title = { $who } uitnodigen
invite-lead = { $who } ziet niets voordat de inwoner toestemming heeft gegeven. Ontbreekt die, dan is dat de volgende stap.
invite-lead-own = { $who } ziet niets voordat u toestemming hebt gegeven. Ontbreekt die, dan is dat de volgende stap.
invite-none = Geen organisatie met deze naam.
comments = Opmerkingen
comment = Uw opmerking
comment-readers = Wie kan dit lezen: { $who }
comment-send = Opmerking plaatsen
comments-none = Nog geen opmerkingen.
history = Wat er is gewijzigd
history-none = Er is nog niets gewijzigd.
plan-on = Het plan zoals het op een dag was
plan-on-which = Welke dag?
plan-on-show = Tonen
plan-on-day = Het plan zoals het was op { $day }
plan-on-lead = Zoals het aan het eind van die dag was, van wat u nu ziet.
plan-on-none = Er waren toen geen doelen.
change-plan-reworded = De titel of de herinneringen van het plan zijn gewijzigd
change-plan-status = De status van het plan is gewijzigd
change-plan-planned = De volgende stap is afgesproken
change-goal-added = Een doel is toegevoegd
change-goal-proposed = Een doel is voorgesteld
change-goal-accepted = Een voorgesteld doel is aangenomen
change-goal-rejected = Een voorgesteld doel is niet aangenomen
change-goal-reworded = De woorden of data van een doel zijn gewijzigd
change-goal-status = De status van een doel is gewijzigd
change-goal-assessed = Er is gezegd hoe ver een doel is
change-goal-visibility = Wie een doel ziet is gewijzigd
change-activity-added = Een activiteit is toegevoegd
change-activity-reworded = Een activiteit is gewijzigd
change-activity-status = De status van een activiteit is gewijzigd
change-activity-visibility = Wie een activiteit ziet is gewijzigd
change-activity-referral = Een activiteit volgde de verwijzing
change-participant-invited = { $organisation } is uitgenodigd
change-participant-joined = { $organisation } doet mee aan het plan
change-participant-left = { $organisation } doet niet meer mee aan het plan
change-participant-authorised = Er is bepaald of { $organisation } doelen mag wijzigen
change-written = geschreven op { $day }
change-other = Er is iets gewijzigd
print = Afdrukken
plot-summary = { $count } waarden, van { $first } tot { $last } op { $day }
show-as-table = Als tabel tonen
day = Dag
value = Waarde
baseline = Daarvoor
target = Doel

## Imports

imports = Importen
import = Import
import-new = Importeren uit een register
imports-lead = Neem over wat een openbaar register zegt over de systemen van { $who }. Het bestand wordt eerst alleen gecontroleerd: er verandert niets totdat u het zegt.
imports-lead-operator = Neem over wat een openbaar register zegt, voor alle organisaties in het bestand. Het wordt eerst alleen gecontroleerd: er verandert niets totdat u het zegt.
imports-none = Er is nog niets geïmporteerd. Kies hierboven een bestand om te beginnen.
import-register = Register
import-from-nl = Het Algoritmeregister (Nederland)
import-from-uk = Het Britse register (ATRS)
import-file = Bestand
import-file-hint = JSON of CSV, zoals het register het publiceert; hooguit 32 MB.
import-file-own = Een vermelding is van u als zij uw organisatie noemt met de naam die zij hier heeft.
import-file-size = Het bestand is leeg of groter dan 32 MB.
import-begin = Uploaden en controleren
import-begun = Begonnen
import-run-at = Geïmporteerd
import-uploading = Uploaden: { $percent }%
import-go-on = Het uploaden is gestopt bij { $percent }%. Kies { $file } opnieuw om verder te gaan.
import-other-file = Dit is een ander bestand. Kies { $file } opnieuw of annuleer de import.
import-check = Het bestand controleren
import-checking = Het bestand wordt gecontroleerd. U kunt deze pagina verlaten: het gaat door.
import-checked = Het bestand is gecontroleerd. Er is nog niets veranderd.
import-nothing = Er is niets te importeren: wat uit het bestand kan worden overgenomen, is hier al.
import-drastic =
    { $count ->
        [one] 1 vermelding zou niet meer openbaar zijn: meer dan de helft van wat uit dit register kwam. Is het bestand volledig?
       *[other] { $count } vermeldingen zouden niet meer openbaar zijn: meer dan de helft van wat uit dit register kwam. Is het bestand volledig?
    }
import-drastic-sure = Ja, trek ze in
import-run = Importeren
import-running = Het bestand wordt geïmporteerd. U kunt deze pagina verlaten: het gaat door.
import-cancelling = De import wordt gestopt. Wat gedaan is, blijft gedaan.
import-progress = { $done } van { $count } gedaan
import-completed = De import is klaar.
import-stopped = De import is gestopt na { $done } van { $count } stappen. Wat gedaan was, blijft gedaan.
import-cancelled = De import is geannuleerd. Er is niets veranderd.
import-stop = De import stoppen
import-cancel = De import annuleren
import-would = Wat de import zou doen
import-did = Wat er met de rijen is gebeurd
import-organisations = Nieuwe organisaties
import-show = Toon
import-all = Alle rijen
import-not-taken = Niet overgenomen
import-rows-none = Er is over geen enkele rij iets te zeggen.
import-rows-none-fit = Zulke rijen zijn er niet.
import-line = regel { $line }
import-foreign = is een andere organisatie: het beheer importeert de vermeldingen daarvan
import-csv = Download wat niet wordt overgenomen (CSV)
import-state-receiving = Wordt geüpload
import-state-checking = Wordt gecontroleerd
import-state-checked = Gecontroleerd: wacht op u
import-state-running = Wordt geïmporteerd
import-state-completed = Klaar
import-state-failed = Mislukt
import-state-cancelled = Geannuleerd
import-fault-unreadable = Dit is geen bestand zoals dit register het publiceert. Hebt u het juiste register gekozen?
import-fault-drastic = Meer dan de helft van wat uit dit register kwam, zou zijn ingetrokken. Er is niets veranderd: controleer het bestand opnieuw.
import-fault-refused = U mag niet zien waarmee dit moet worden vergeleken.
import-fault-broken = Dit bestand kon niet tot het einde worden verwerkt.
import-fault-expired = Niemand is binnen een dag met deze import verdergegaan, dus is hij geannuleerd. Er is niets veranderd.
import-row-rejected = Niet bruikbaar
import-row-refused = Geweigerd
import-row-foreign = Van een andere organisatie
import-row-registered = Nieuw
import-row-updated = Gewijzigd
import-row-withdrawn = Niet meer openbaar
import-row-unchanged = Ongewijzigd
import-row-dropped = Zonder een veld
import-row-defaulted = Met een standaardwaarde
import-why-missing = ontbreekt
import-why-twice = komt een tweede keer voor
import-why-moved = is een andere dan eerst: een vermelding verhuist niet
import-why-unknown-word = is een woord dat het register niet kent
import-why-no-date = is geen datum
import-why-no-object = is geen vermelding
import-why-columns = De rij heeft meer of minder kolommen dan de kopregel.
import-why-empty = is leeg
import-why-form = is een lijst waar een tekst hoort, of andersom
import-why-too-long = is langer of meer dan een vermelding kan hebben
import-why-no-value = is niet wat dit veld kan bevatten
import-why-usual = is niet vermeld: geldt als in gebruik
import-why-version = is een andere versie van het formulier: wat beide delen is overgenomen
import-why-stage = wordt door de organisaties van de proef zelf gewijzigd

## Pilots

nav-challenges = Uitdagingen
pilots-lead = Wat er met AI in publieke hulp wordt geprobeerd, in welke fase, en wat er is geleerd.
pilots-search = Woorden
search = Zoeken
pilots-none = Er zijn nog geen proeven gepubliceerd.
pilots-none-fit = Geen proef past bij deze zoekopdracht.
pilot = Proef
pilot-new = Proef registreren
pilot-new-lead = Het begint als idee. U kunt het stap voor stap aanvullen.
pilot-name = Naam van de proef
pilot-summary = In het kort
pilot-summary-hint = Wat het doet, voor iemand die er nog nooit van heeft gehoord.
pilot-published = Mag iedereen het lezen?
pilot-record = Over deze proef
pilot-domain = Onderwerp
pilot-stage = Fase
pilot-risk = Risico volgens de EU-AI-verordening
pilot-supplier = Leverancier
pilot-website = Website
pilot-evidence =
    { $count ->
        [one] 1 bewijsstuk
       *[other] { $count } bewijsstukken
    }
updated = gewijzigd { $day }
unpublished = Niet openbaar
stale = Lang niet bevestigd
record-purpose = Doel
record-affected = Wie het raakt
record-benefit = Nut
record-alternatives = Overwogen alternatieven
record-proportionality = Waarom het in verhouding is
record-legal-basis = Wettelijke grondslag
record-risks = Risico's
record-human-intervention = Wie beslist
record-appeals = Hoe u bezwaar maakt
record-data-description = Gebruikte gegevens
record-methods = Methoden
record-model-type = Model
record-contact-email = Contact
stage-idea = Idee
stage-design = Ontwerp
stage-development = Ontwikkeling
stage-pilot = Proef
stage-production = In gebruik
stage-retired = Buiten gebruik
stage-stopped = Gestopt
stage-move = Naar een andere fase
stage-to = Naar welke fase?
stage-why = Waarom?
stage-next = Waar het heen kan
stage-so-far = Hoe het hier kwam
stage-open = nu mogelijk
stage-missing = ontbreekt nog: { $what }
gate-summary = een samenvatting
gate-purpose = het doel
gate-contact = een contactadres
gate-lead = een organisatie die leidt
gate-legal-basis = de wettelijke grondslag
gate-risk = de risicoklasse
gate-data = welke gegevens gebruikt worden
gate-human-intervention = hoe mensen kunnen ingrijpen
gate-decision-maker = wie beslist
gate-impact-assessment = een effectbeoordeling die te lezen is
gate-baseline = een nulmeting
gate-evaluation = een evaluatie
gate-decision = een besluit
decided-by = Besloten door
risk-high = Hoog risico
risk-limited = Beperkt risico
risk-minimal = Minimaal risico
domain-organisation = Organisatie
domain-culture = Cultuur
domain-economy = Economie
domain-finance = Financiën
domain-housing = Wonen
domain-international = Internationaal
domain-migration = Migratie
domain-environment = Milieu
domain-education = Onderwijs
domain-public-order = Openbare orde
domain-law = Recht
domain-infrastructure = Infrastructuur
domain-social-security = Sociale zekerheid
domain-traffic = Verkeer
domain-work = Werk
domain-health = Gezondheid
pilot-outcome-worked = Het werkte
pilot-outcome-partly = Het werkte deels
pilot-outcome-did-not = Het werkte niet
pilot-outcome-unclear = Onduidelijk
evidence = Bewijs
evidence-none = Nog geen bewijs vastgelegd.
evidence-add = Bewijs vastleggen
evidence-kind = Wat voor soort
evidence-text = Wat er gevonden is
evidence-n = Op hoeveel gevallen het rust (n)
evidence-outcome = Resultaat
evidence-replaced = Gecorrigeerd door een latere regel
evidence-baseline = Vooraf
evidence-measurement = Meting
evidence-incident = Incident
evidence-complaint = Klacht
evidence-evaluation = Evaluatie
evidence-decision = Besluit
title = Titel
experiences = Ervaringen
experiences-none = Niemand heeft nog ervaringen gedeeld.
experience-add = Deel uw ervaringen
experience-worked = Wat werkte
experience-did-not = Wat niet werkte
experience-again = Zou u het weer doen?
again-yes = Ja
again-with-changes = Met aanpassingen
again-no = Nee
questions = Vragen
questions-none = Nog geen vragen.
question-ask = Een vraag stellen
question-text = Uw vraag
registers = Volledigheid voor openbare registers
register-given = { $given } van { $asked } velden
register-nl-1-0 = Algoritmeregister
register-uk-atrs = Britse standaard voor algoritmen
register-eu-provider = EU-databank, aanbieder
register-eu-not-high-risk = EU-databank, geen hoog risico
register-eu-deployer = EU-databank, gebruiksverantwoordelijke
error-report = Meld een fout in deze gegevens
error-text = Wat klopt er niet?
error-thanks = Dank u. De organisaties van deze proef kijken ernaar.
challenges-lead = Problemen waarvoor partners worden gezocht.
challenges-none = Er zijn nog geen uitdagingen.
challenge-new = Uitdaging plaatsen
challenge-problem = Het probleem
challenge-success = Hoe succes eruitziet
challenge-open = Open
challenge-closed = Gesloten
proposals = Voorstellen
proposals-none = Nog geen voorstellen die u mag zien.
proposal-proposed = Wacht
proposal-accepted = Aangenomen
proposal-declined = Afgewezen
proposal-withdrawn = Ingetrokken
propose = Voorstellen om mee te doen
propose-text = Wat u kunt bijdragen
