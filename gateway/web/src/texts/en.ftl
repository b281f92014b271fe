# SPDX-License-Identifier: EUPL-1.2

## The frame

language = Language
navigation = Main menu
skip = Skip to content
sign-in = Sign in
sign-out = Sign out
over-title = You have been signed out
over-lead = Sign in again to go on. What you had typed in this window is still here.
sign-in-first = Sign in to see this page
sign-in-first-lead = It is for people who have signed in.
state-live = Live
state-reconnecting = Reconnecting
state-offline = Offline
acting-for = For { $name }
acting-for-lead = You are acting for { $name }.
as-myself = As myself
account = Your account
act-as = Choose whom you act for
act-now = In use now
act-choose = Choose
act-ended = What you acted as has ended.
you-may = You may: { $what }.
stop-acting = Stop acting for them
stop-acting-lead = You see nothing of { $name } any more, at once. Only { $name } or the municipality can let you act again.
not-found-title = Page not found
not-found-lead = There is nothing here, or you may not see it.
to-start = Go to the start page
accessibility = Accessibility
welcome-title = Working together on help
welcome-lead = Municipalities, voluntary organisations and citizens work together here. You decide who sees what about you.
welcome-pilots = Anybody can read which AI pilots there are, without signing in.
nav-work = My work
nav-citizens = Citizens
nav-inbox = Inbox
nav-active = Active
nav-offers = Our offers
nav-now = What happens now
nav-messages = Messages
nav-consents = Consents
nav-looked = Who looked
nav-representatives = Who acts for me
nav-ask = Ask for help
nav-directory = Offers of help
nav-pilots = AI pilots
nav-news = News
nav-organisation = Our organisation
nav-people = People

## What many screens say

loading = Loading …
try-again = Try again
show-more = Show more
news =
    { $count ->
        [one] 1 new – show
       *[other] { $count } new – show
    }
found =
    { $count ->
        [one] 1 found
       *[other] { $count } found
    }
reference = If you contact support, give this reference: { $reference }
optional = { $label } (optional)
choose = Choose
any = No choice
yes = Yes
no = No
save = Save
edit = Edit
cancel = Cancel
continue = Continue
sending = Sending …
send-now = Send now
undo = Undo
undo-title = Not sent yet
undo-left =
    { $count ->
        [one] It is sent in 1 second.
       *[other] It is sent in { $count } seconds.
    }
undo-held = It waits while you are here.
form-wrong = Something needs your attention
title-wrong = Error: { $title }
fault-required = Fill in: { $label }
fault-date = { $label }: this day does not exist. Write day, month and year in numbers.
fault-number = { $label }: write a number that fits.
fault-email = Write an email address like name@example.org
fault-long = { $label }: this is too long.
fault-value = { $label }: this cannot be used.
date-day = Day
date-month = Month
date-year = Year
name = Name
name-withheld = Name not shared
withheld = Not shared with you
birth-date = Date of birth
phone = Phone
email = Email
address = Address
preferred-language = Preferred language
organisation = Organisation
note = Note
reason = Reason
remark = Words to go with it
remark-hint = The citizen and the municipality can read this.
the-offer = an offer of help
offer = Offer
citizen = Citizen
plan = Plan
goal = Goal
activity = Activity
referral = Referral
referrals = Referrals
timeline = What has happened
you = You
somebody = Somebody
since = since { $day }
from-to = { $from } to { $to }
minutes =
    { $count ->
        [one] 1 minute
       *[other] { $count } minutes
    }
waited =
    { $count ->
        [0] came today
        [one] waited 1 day
       *[other] waited { $count } days
    }

## Problems

problem-invalid = This could not be used as it is. Check what you have written.
problem-not-allowed = You may not do this.
problem-not-found = There is nothing here, or you may no longer see it.
problem-again = There was no answer just now. What you wrote is kept. Try again.
problem-exists = This exists already.
problem-consent-missing = The citizen has not consented to this.
problem-moved-on = This has moved on in the meantime. Look at it again.
problem-conflict = Somebody changed this in the meantime.
problem-no-capacity = There is no free place.
problem-offer-closed = This offer takes nobody new at present.
problem-case-closed = This is closed.
problem-code = This code is not valid, or no longer. Ask for a new one.
problem-linked = Your sign-in is already linked.
problem-organisation = Choose first as whom you act.
problem-validity = The time for this is over.
problem-citizens-word = Only the citizen can decide this, or somebody they have authorised.
problem-follows-referral = This follows a referral and moves with it.
problem-assessment = This offer needs an assessment first. Ask your municipality.
problem-inquiries = Your earlier requests for help are still open.
problem-full = There is no room for more of these.
problem-gate = Something that must exist first is still missing.
problem-missing = Missing: { $what }.
problem-imports = Five imports are open already. Run or cancel one of them first.
problem-withdrawal = Say first that so many records may be withdrawn.
problem-other = Something went wrong here. What you wrote is kept.

## Words of the contracts

role-caseworker = caseworker
role-coordinator = coordinator
role-leader = leader
role-project = project team
role-integrator = integrator
role-administrator = administrator
role-citizen = citizen
role-person = person
role-operator = operator
role-system = system
role-anonymous = not signed in
referral-requested = Waiting for an answer
referral-accepted = Accepted
referral-rejected = Declined
referral-cancelled = Taken back
referral-in-progress = Under way
referral-on-hold = Waiting list
referral-failed = Did not come about
referral-completed = Finished
consent-requested = Waiting for an answer
consent-given = Given
consent-refused = Refused
consent-withdrawn = Withdrawn
consent-expired = Expired
inquiry-answered = Answered
inquiry-waiting = Waiting
inquiry-taken = Taken up
inquiry-closed = Closed
inquirer-self = The citizen
inquirer-relative = A relative
inquirer-staff = A professional
why-urgent = it is urgent
why-health = it is about health
why-safety = it is about safety
why-children = children are affected
why-housing = it is about a place to live
why-debt = it is about debt
why-several-needs = there are several needs
why-unsure = you are not sure what would help
why-wants-caseworker = you want to talk to a caseworker
why-no-matching-offer = no offer fits by itself
why-case-closed = your case is closed, and a caseworker must open it again
signal-urgent = It is urgent
signal-health = It is about health
signal-safety = I do not feel safe
signal-children = Children are affected
signal-housing = It is about a place to live
signal-debt = It is about debt
signal-unsure = I am not sure what would help
signal-wants-caseworker = I want to talk to a caseworker
channel-meeting = Meeting
channel-home-visit = Home visit
channel-telephone = Phone
channel-video = Video
channel-letter = Letter
channel-email = Email
channel-message = Message
case-outcome-no-support = No support
case-outcome-information = Information
case-outcome-volunteer-support = Help by volunteers
case-outcome-ordinary-support = Ordinary support
case-outcome-individual-support = Individual support
case-outcome-moved = Moved away
case-outcome-deceased = Deceased
category-contact = name and contact details
category-referral = the reason for the referral
category-plan = the plan
category-notes = notes and messages
category-progress = how it goes
category-health = health
purpose-SocialWelfareProvision = help in everyday life
purpose-PublicServiceProvision = public services
purpose-SocialAssistanceManagement = social assistance
purpose-ServiceProvision = giving the service
purpose-ImprovePublicServices = better public services
purpose-ScientificResearch = research
priority-routine = Not urgent
priority-urgent = Urgent
priority-asap = As soon as possible
priority-stat = At once
method-conversation = In conversation
method-telephone = By phone
method-paper = On paper
method-digital = Digitally
reason-no-capacity = No free place
reason-not-eligible = Outside whom the offer is for
reason-wrong-service = Another offer would fit better
reason-already-helped = Has help already
reason-citizen-declined = The citizen said no
reason-not-reached = Could not be reached
reason-moved = Moved away
reason-consent-ended = The consent ended
reason-transferred = Passed on to another offer
reason-sent-by-mistake = Sent by mistake
reason-other = Another reason
relation-guardian = Guardian
relation-relative = Relative
relation-attorney = Lawyer or other professional
relation-friend = Friend or neighbour
relation-other = Somebody else
scope-case = see the case and who looked
scope-messages = read and write messages
scope-plan = work on the plan
scope-consent = give and withdraw consents
scope-referral = ask for help and take it back
outcome-helped = It helped
outcome-partly = It helped partly
outcome-not = It did not help
basis-public-task = as part of the municipality's task
basis-consent = with your consent
basis-own-data = on your behalf

## The caseworker

work-lead = What is late, what has to be done, and what others are asked for.
work-refer = Refer a citizen
work-overdue = Overdue
work-overdue-none = Nothing is overdue.
work-mine = Needs me
work-ours = Needs us
work-mine-none = Nothing waits for you.
work-waiting = Waiting for others
work-waiting-none = You wait for nobody.
scope = Whose cases
scope-mine = Mine
scope-all = All of { $who }
inquiry-row = Request for help
consent-row = Question about consent
inquiry-take = Take it up
inquiry-close = Answer and close
inquiry-answer = Your answer
inquiry-answer-hint = The person who asked can read this.
asked-at = Asked on
asked-by = Asked by
asked-contact = Can be reached at
why-caseworker = Why a caseworker
open-citizen = Go to the citizen
to-citizen = The citizen only
citizens-none = There are no open cases. Open one to begin.
citizens-none-mine = You are not responsible for any open case.
citizens-none-closed = No case has been closed.
citizens-none-closed-mine = None of your cases has been closed.
citizens-open = Open cases
citizens-closed = Closed cases
responsible = Responsible
responsible-me = { $name } (you)
responsible-nobody = nobody
take-over = Take over
hand-over = Hand over
hand-over-lead = Your colleague sees the case among their own at once. Citizens and organisations are not shown who is responsible.
hand-over-nobody = There is no other caseworker to hand over to.
colleague = Colleague
filter-name = Search by name
filter-none = Nobody of this name.
open-case = Open a case
open-case-lead = Write only what is needed to help.
close-case = Close the case
close-case-lead = Nothing new can be sent afterwards. The citizen can still read everything.
reopen-case = Open the case again
case-outcome = How did it end?
case-is-closed = Closed on { $day }
parts-of-case = Parts of the case
not-linked = The citizen cannot see this yet. Give them a code with which they sign in.
make-code = Make a code
invitation-code = Code: { $code }. It is valid until { $day }.
urgency = Urgency
referrals-none = No referrals yet.
consents-none-case = No consents yet. They are asked for when you refer.
contacts = Contacts
contacts-none = No contacts noted yet.
log-contact = Note a contact
contact-channel = How
contact-minutes = Minutes
contact-face = Face to face

## Referring

refer = Refer
refer-find = Find an offer
refer-why = Why this offer
refer-check = Check your answers
refer-sent = The referral is sent
refer-sent-lead = The organisation has it now. You see its answer under My work.
to-referral = Go to the referral
search-offers = What would help?
search-hint = For example: company, debt, language
only-free = Only with free places
offers-none = There are no offers yet.
offers-none-fit = No offer fits this search. Try other words.
directory-lead = Offers by voluntary organisations, with free places and waiting times.
places-label = Places
wait-label = Waiting time
places =
    { $count ->
        [one] 1 free place
       *[other] { $count } free places
    }
places-none = No free place, waiting list
places-unknown = Free places not stated
paused-until = Paused until { $day }
wait-days =
    { $count ->
        [0] others waited less than a day
        [one] others waited about 1 day
       *[other] others waited about { $count } days
    }
wait-unknown = waiting time not known yet
for-whom = For whom:
choose-offer = Choose this offer
refer-reason = Why do you refer?
refer-reason-hint = In your own words. The organisation and the citizen read it.
refer-note = Good to know
refer-note-hint = Needs a consent for notes.
refer-health = About health
refer-health-hint = Only if it is needed to help. Needs a consent for health.
refer-priority = How urgent is it?
refer-to = Refer to
refer-shared = What is shared
refer-shared-lead = { $who } will see this, and nothing else.
refer-full = There is no free place now: the referral goes on the waiting list.
refer-send = Send the referral
transfer = Pass on to another offer
transfer-why = Why is it passed on?
transfer-why-hint = In your own words. The citizen can read it, and the organisation that has the referral now if it may see notes.
transfer-from = Passed on from
transfer-from-here = The referral is here now.
transfer-to-new = Go to the referral that took its place
transfer-to-old = Go to the referral it took the place of
change-offer = Change the offer
change-words = Change the words
consent = Consent
consent-there = The citizen has consented. Valid until { $day }.
consent-within = The municipality gives this help itself, so no consent is needed.
consent-lacking = Before this can be sent, the citizen has to consent to sharing: { $what }.
consent-text = { $who } may see this about me: { $what }. I can withdraw this at any time.
consent-ask = Ask the citizen in their app
consent-asked = Asked. This page goes on by itself when the citizen has answered.
consent-record = The citizen has said yes to me
consent-method = How did they say it?
consent-sees = May see
consent-purpose = What for
consent-until = Until
consent-ended = Ended

## A referral

standing-requested = Answer expected by { $day }.
standing-accepted = First contact by { $day }.
standing-accepted-late = First contact was due by { $day }.
standing-on-hold =
    { $count ->
        [one] About 1 day to wait.
       *[other] About { $count } days to wait.
    }
shared-with-you = Shared with you
referral-gone = No longer visible
referral-gone-lead = The consent for this was withdrawn or has ended, or it was never shared with you.
messages-about = Messages with the citizen and the organisation
messages-lead = The municipality reads what you write here.
messages-none = No messages yet.
message = Your message
message-to = Who reads it?
to-municipality = The municipality only
to-municipality-and = The municipality and { $who }
to-citizen-and = The citizen and { $who }
send-message = Send the message
sender-citizen = The citizen
sender-representative = The citizen's representative
thread-with = with { $who }
move-accept = Accept
move-accept-confirm = Confirm the date
move-waitlist = Waiting list
move-waitlist-confirm = Put on the waiting list
move-decline = Decline
move-decline-confirm = Decline with this reason
move-start = The help has begun
move-start-confirm = Yes, it has begun
move-complete = Finish with an outcome
move-complete-confirm = Save the outcome
move-fail = It did not come about
move-fail-confirm = Save
move-recall = Take it back
move-recall-confirm = Take the referral back
contact-date = When will you contact the citizen at the latest?
contact-date-hint = The citizen is told this day.
expected-wait = About how many days is the wait?
outcome = Did it help?
decision-accept = You accept, with contact by { $day }.
decision-waitlist =
    { $count ->
        [one] You put it on the waiting list, about 1 day.
       *[other] You put it on the waiting list, about { $count } days.
    }
decision-decline = You decline: { $why }.
decision-recall = You take the referral back.

## The coordinator

inbox-lead = Referrals that wait for your answer, oldest first.
inbox-none = Nothing waits for your answer.
answer-by = answer by { $day }
answer-overdue = answer was due by { $day }
active-lead = Citizens you help now, or who are on your waiting list.
active-none = Nobody at present. What you accept appears here.
offers-lead = What you offer, and how many places are free.
offers-own-none = You have no offers yet.
offer-new = New offer
offer-name = Name of the offer
offer-description = What it is
offer-description-hint = Write for somebody who does not know you.
offer-for-whom = For whom
offer-languages = Languages
offer-assessment = Is an assessment by the municipality needed first?
offer-withdraw = End this offer
offer-withdraw-lead = It is found no more and takes no new referrals. What is under way goes on.
capacity = Places
capacity-title = Places: { $offer }
capacity-maximum = Places in all
capacity-available = Free places now
capacity-available-hint = Each acceptance takes one.
capacity-paused = Paused until
capacity-paused-hint = Until then there are no new referrals.

## The citizen

now-requested = { $who } has been asked to help. You get an answer by { $day }.
now-accepted = { $who } will help. They will contact you by { $day }.
now-accepted-late = { $who } wanted to contact you by { $day }. If nobody has, write to the municipality under Messages.
now-on-hold =
    { $count ->
        [one] You are on the waiting list of { $who }, for about 1 day.
       *[other] You are on the waiting list of { $who }, for about { $count } days.
    }
now-in-progress = { $who } is helping you.
now-rejected = { $who } cannot help this time: { $why }. Your municipality knows and looks for something else.
now-completed = The help by { $who } has ended. { $how }
now-ended = The help by { $who } has ended or was taken back.
now-none = Nothing is under way. You can ask for help at any time.
decline-help = I do not want this help
decline-help-lead = { $who } and your municipality are told, and your place is free for somebody else. You can ask for help again at any time.
decline-help-confirm = No, thank you
now-asked =
    { $count ->
        [one] You are asked for a consent.
       *[other] You are asked for { $count } consents.
    }
now-answer = Read and answer
next-step = Next step
until-day = by { $day }
consents-lead = You decide who sees what about you. You can withdraw a consent at any time.
consents-lead-others = Who may see what. You may read this, but not decide it.
consents-none = You have not been asked for a consent yet.
consents-requested = You are asked
consents-given = Who may see something now
consents-given-none = No organisation sees anything about you by your consent.
consents-ended = Ended
consent-free = Saying no has no disadvantage for your case with the municipality.
consent-yes = Yes, I consent
consent-no = No
withdraw = Withdraw
withdraw-title = Withdraw the consent for { $who }
withdraw-follows = This is what follows:
withdraw-sees = { $who } sees nothing about you here any more, at once.
withdraw-referrals = Help that rests on this consent may end.
withdraw-known = What { $who } already knows is not forgotten by this. You can ask them to delete it.
withdraw-done = Withdrawn. Since { $time } { $who } sees nothing about you here any more.
looked-lead = Each time somebody was told something about you, or read it.
looked-none = Nobody has looked yet.
looked-read = Read: { $what }
looked-told = Was told: { $what }
looked-somebody = an organisation
looked-some-day = an agreed day
looked-times =
    { $count ->
        [one] once
       *[other] { $count } times that day
    }
looked-representative = Your representative
looked-cases = your case
looked-consents = your consents
looked-referrals = your referrals
looked-plans = your plan
looked-disclosures = what happened in your case
export = Everything kept about you, as a page to read or print
ask-lead = Write what you need. You get an answer at once.
ask-for = Who needs help?
ask-for-self = I do
ask-for-relative = Somebody close to me
ask-name = Name of who needs help
ask-phone = Phone of who needs help
ask-own-name = Your own name
ask-own-contact = How can we reach you?
ask-own-contact-hint = A phone number or an email address.
ask-need = What do you need help with?
ask-need-hint = In your own words. There is no wrong way to say it.
ask-signals = Is any of this true?
ask-signals-hint = Then a caseworker looks at it.
ask-municipality = Which municipality?
ask-send = Ask
ask-offers = These could help
ask-offers-lead = You can contact them yourself, or ask them to contact you.
ask-caseworker = A caseworker will look at it
ask-caseworker-lead = Because: { $why }. You see the answer here.
ask-caseworker-relative = Because: { $why }. They will contact you.
ask-meanwhile = Meanwhile, these may fit:
has-place = Has a free place
refer-myself = Ask them to contact me
refer-myself-title = Ask { $who } to contact you
refer-myself-lead = { $who } gets your name, how to reach you, and these words of yours:
refer-myself-consent = With Yes you consent to this:
refer-myself-full = It is not known to have a free place: you may have to wait.
refer-myself-send = Yes, ask them
refer-myself-sent = They are asked. You see the answer under What happens now.
own-inquiries = What you have asked for
inquiry-is-waiting = A caseworker will look at it.
inquiry-is-taken = A caseworker is looking at it now.
inquiry-answer-given = The answer
inquiry-offers =
    { $count ->
        [one] 1 offer that may fit
       *[other] { $count } offers that may fit
    }
inquiry-over = I no longer need this
call = Call { $phone }
start-title = Welcome
start-have-code = Do you have a code?
start-code = Code
start-code-hint = You got it from a caseworker, or from somebody you are to act for.
start-code-send = Use the code

## Representatives

representatives = Representatives
representatives-lead = Somebody you trust can act for you here. You decide in what, and you can end it at any time.
representatives-none = Nobody represents the citizen.
representatives-none-own = Nobody acts for you.
representatives-no-case = This is possible when you have a case with your municipality.
representatives-ended = Earlier
representative-add = Add a representative
representative-save = Add
representative-name = Their name
representative-relation = What are they to the citizen?
representative-relation-own = What are they to you?
representative-scopes = What may they do?
representative-scopes-hint = Choose no more than is needed. What is not chosen they can neither see nor do.
representative-ground = On what ground
representative-ground-hint = For example a court's decision, or how the citizen said it to you. The citizen can read this.
representative-until = Last day
representative-until-hint = Leave it empty if it is to go on until somebody ends it.
until-ended = until somebody ends it
representative-who = Who they are
representative-may = May
representative-signed-in = Has signed in
representative-not-yet = Not yet. Make a code, and give it to them.
representative-end = End this
representative-end-title = { $name } is to act no more
representative-end-sees = { $name } sees and can do nothing here any more, at once.
representative-end-done = What { $name } has done stays as it is.
representative-end-again = To let them act again, add them again.

## Courses of help

courses = Courses of help
courses-none = No course of help yet. It is what statistics count, from the first day to the outcome.
course-start = Start a course
course-end = End the course
course-from = First day
course-to = Last day
course-reason = Why it begins
course-reason-hint = The citizen can read this.
course-running = Under way

## News

news-lead = What others have done, latest first.
news-unread =
    { $count ->
        [one] 1 unread
       *[other] { $count } unread
    }
news-unread-many = More than { $count } unread
news-new = New
news-mark = Mark all as read
news-all-read = You have read everything.
news-none = Nothing has happened yet. What others do appears here.
news-none-lately = Nothing new of others lately.
news-referral = A referral was sent: { $offer }
news-assigned = You are responsible for a case now
news-message = { $who } wrote a message
news-plan = { $who } changed the plan
news-goal =
    { $change ->
        [proposed] { $who } proposed a goal
        [added] { $who } added a goal
        [accepted] { $who } took on a proposed goal
       *[other] { $who } changed a goal
    }
news-activity =
    { $change ->
        [added] { $who } added an activity to the plan
       *[other] { $who } changed an activity of the plan
    }
news-comment = { $who } commented on the plan
news-check-in = { $who } said how it goes
news-proposal = { $who } proposes to take part in a challenge
news-proposal-withdrawn = { $who } took back its proposal
news-proposal-answered = { $who } answered a proposal
news-partner = { $who } brought an organisation into a pilot
news-stage = { $who } moved a pilot to another stage
news-evidence = { $who } logged evidence
news-experience = { $who } shared their experience with a pilot
news-question = { $who } asked a question about a pilot
news-answer = { $who } answered a question about a pilot
news-cited = { $who } built on one of your pilots
news-error = { $who } reported an error in the record of a pilot

## An organisation and its people

organisation-lead = You work here as: { $roles }.
organisation-people = Who works here, and what each may do.
organisation-news = What has happened that concerns your organisation.
organisation-integrator = Your organisation's programs read its news with a token of their own. The operator gives it out.
people-title = People of { $who }
members-lead = Who may sign in for your organisation, and what each may do. A change holds at once.
members = Members
member-add = Add somebody
member-subject = Sign-in
member-subject-hint = As your sign-in service names them, often an email address.
member-roles = What may they do?
member-remove = Remove
member-remove-title = Remove { $name }
member-remove-lead = { $name } sees nothing of your organisation here any more, at once. You can add them again.

## Accessibility

accessibility-lead = Everybody should be able to use this app. It is built to WCAG 2.2, level AA.
accessibility-how = What you can count on
accessibility-keyboard = Everything works with the keyboard alone.
accessibility-zoom = You can enlarge it to 400 %, use your own colours, and switch motion off.
accessibility-readers = Headings, fields and what changes while you are there have words for screen readers, and the focus never moves by itself.
accessibility-time = Nothing you write is lost when time runs out, and what can be undone for ten seconds waits while you are on it.
accessibility-tested = How it is tested
accessibility-tests = Before each release a program (axe) checks every screen and every dialog against WCAG 2.2, levels A and AA, on a wide and on a narrow display: also with errors in them, with empty lists, conflicts and a lost connection.
accessibility-tests-keyboard = A program does the main job of caseworker, coordinator and citizen with the keyboard alone.
accessibility-tests-display = High contrast (forced colours), reduced motion and enlargement to 200 % are tested too; a width of 320 pixels is like 400 %.
accessibility-limits = Known limits
accessibility-limits-people = A program finds only some of the obstacles. People who use screen readers, voice control or easy language every day have not tested this yet.
accessibility-limits-browsers = The tests run in Chromium. Firefox and Safari are not tested by us.
accessibility-limits-lead = What people write to each other is in the language they chose. It is marked as that language only where it is known: in consents and AI pilots.
accessibility-tell = Tell us
accessibility-tell-lead = If something does not work for you, tell your municipality or organisation, by phone or on paper too. It has to answer. If it does not, or its answer does not help, you can complain:
accessibility-denmark = Denmark: the Agency for Digital Government (Digitaliseringsstyrelsen)
accessibility-sweden = Sweden: the Agency for Digital Government (Digg)
accessibility-norway = Norway: the Authority for Universal Design of ICT (uutilsynet)
accessibility-netherlands = The Netherlands: the National Ombudsman (Nationale ombudsman)
accessibility-kingdom = The United Kingdom: the Equality Advisory and Support Service

## What has happened

event-other = Something was recorded
event-cases-opened = The case was opened
event-cases-assigned = Another caseworker became responsible
event-cases-contact-logged = A contact with { $who } was noted
event-cases-closed = The case was closed
event-cases-reopened = The case was opened again
event-cases-representative-added = A representative was added
event-cases-representation-ended = A representation ended
event-cases-message-sent = A message was sent
event-cases-course-started = A course of help began
event-cases-course-ended = A course of help ended
event-cases-inquired = Help was asked for
event-cases-inquiry-taken = A caseworker took up the request for help
event-cases-inquiry-closed = The request for help was answered
event-consents-requested = A consent for { $who } was asked for
event-consents-given = A consent for { $who } was given
event-consents-refused = A consent for { $who } was refused
event-consents-withdrawn = The consent for { $who } was withdrawn
event-consents-expired = The consent for { $who } expired
event-consents-withdrawal-effective = The withdrawal for { $who } has taken effect
event-referrals-requested = { $who } was asked: { $offer }
event-referrals-accepted = { $who } accepted, with contact by { $day }
event-referrals-waitlisted = { $who } has a waiting list
event-referrals-rejected = { $who } declined
event-referrals-started = The help by { $who } began
event-referrals-completed = The help by { $who } was finished
event-referrals-failed = The help by { $who } did not come about
event-referrals-cancelled = The referral to { $who } was taken back
event-referrals-transferred = The referral to { $who } was passed on
event-plans-plan-changed = The plan was changed
event-plans-goal-changed = A goal of the plan was changed
event-plans-activity-changed = An activity of the plan was changed
event-plans-commented = Somebody commented on the plan
event-plans-checked-in = The citizen said how it goes
event-plans-participant-changed = Who takes part in the plan changed

## The plan

nav-plan = My plan
nav-plans = Plans
plans-lead = Plans you take part in.
plans-none = You take part in no plan yet. The citizen decides who does.
plan-goals =
    { $count ->
        [one] 1 goal
       *[other] { $count } goals
    }
plan-overdue =
    { $count ->
        [one] 1 overdue
       *[other] { $count } overdue
    }
plan-proposed =
    { $count ->
        [one] 1 proposed
       *[other] { $count } proposed
    }
plan-of = Plan for { $name }
plan-ours = Yours to do
plan-ours-none = Nothing waits for you here.
plan-edit = Title and reminders
plan-title = What is the plan called?
plan-rhythm = How many days between saying how it goes?
plan-rhythm-hint = For example 7. Leave it empty if there should be no reminders.
proposals-wait =
    { $count ->
        [one] 1 proposal waits for an answer.
       *[other] { $count } proposals wait for an answer.
    }
proposals-show = Go there
next-step-edit = Change the next step
next-step-none = No next step yet.
next-step-words = What happens next, in one sentence
goals = Goals
goals-none = No goals yet. A goal says what should be better, in your own words.
goals-past = Earlier goals
goal-add = Add a goal
goal-edit = Change the words
goal-words = What should be better?
goal-words-hint = In the citizen's own words.
goal-note = What matters about it?
goal-due = By when
goal-proposal = This is a proposal. The citizen decides whether it becomes a goal.
goal-accept = Yes, take it on
goal-reject = No, not this
goal-reached = It is reached
goal-give-up = Give it up
goal-take-back = Take the proposal back
goal-achievement = How far
goal-assess = Say how far it has come
proposed-by = proposed by { $who }
visible-to = Who sees it?
visibility-participants = Everybody who takes part in the plan
visibility-responsible = Only who is responsible
visibility-private = Only the citizen and the municipality
visibility-own-participants = Everybody who takes part in the plan
visibility-own-responsible = Only who is responsible, you and the municipality
visibility-own-private = Only you and the municipality
goal-proposed = Proposed
goal-planned = Planned
goal-accepted = Taken on
goal-active = Under way
goal-on-hold = Resting
goal-completed = Reached
goal-cancelled = Given up
goal-entered-in-error = Entered by mistake
goal-rejected = Not taken on
achievement-in-progress = on the way
achievement-improving = getting better
achievement-worsening = getting worse
achievement-no-change = no change
achievement-achieved = achieved
achievement-sustaining = holding
achievement-not-achieved = not achieved
achievement-no-progress = no progress
achievement-not-attainable = not attainable
activities = Other activities
activities-of-goal = What is done for it
activities-none = Nothing is planned for it yet.
activities-other-none = Nothing else is planned.
activity-add = Add an activity
activity-edit = Change this
activity-who = Who does it
activity-from-offers = Choose from offers of help
offer-to-plan = Add to the plan
offer-to-plan-lead = What you choose stands in the plan as an idea. Nobody is asked for help yet.
activity-words = What is done?
activity-kind = What kind
activity-goal = For which goal
activity-begin = It has begun
activity-done = It is done
activity-again = Take it up again
activity-rest = Let it rest
activity-cancel = Cancel it
activity-stop = Stop it
activity-not-started = Not begun
activity-scheduled = Planned
activity-in-progress = Under way
activity-on-hold = Resting
activity-completed = Done
activity-cancelled = Cancelled
activity-stopped = Stopped
activity-unknown = Not known
activity-entered-in-error = Entered by mistake
kind-volunteer-offer = Help by volunteers
kind-network = Family and friends
kind-training = Training
kind-welfare-technology = Technical aid
kind-individual-coaching = Personal guidance
kind-ad-hoc-help = Help now and then
kind-self-care = On one's own
conflict = Somebody else changed this while you wrote. Both versions are here; nothing is lost.
conflict-theirs = As it is now
conflict-mine = As you wrote it
conflict-use-mine = Use my words
conflict-keep-theirs = Keep it as it is
check-in = Say how it goes
check-in-score = How is it going, from 0 to 10?
check-in-score-hint = 0 is very bad, 10 is very good.
check-in-words = In your own words
check-ins-none = You can say how it goes whenever you like.
check-ins-none-theirs = The citizen says how it goes whenever they like.
check-in-of-ten = { $score } of 10
check-ins-plot = How it goes, from 0 to 10
next-check-in = Next time: { $day }
how-it-goes = How it goes
who-takes-part = Who takes part
participant-invited = invited
participant-joined = takes part
participant-left = has left
people-show = See more
people-change = Invite or change
people-lead = Who sees the plan, by what consent, and what they may do.
people-home = The municipality of this case always takes part.
people-since = Since
people-source = Came in by
source-invitation = an invitation
source-referral = a referral
people-goals = Goals
people-goals-yes = May accept and change goals for the citizen
people-goals-yes-own = May accept and change goals for you
people-goals-no = May propose goals
people-goals-give = Let them change goals
people-goals-give-lead = { $who } may then accept proposals and change goals in the citizen's place. This can be taken back at any time.
people-goals-give-lead-own = { $who } may then accept proposals and change goals in your place. You can take this back at any time.
people-goals-end = No longer let them change goals
people-goals-end-lead = { $who } may then only propose goals. What they have changed stays.
people-record = Record what the citizen said
recorded-at = When did they say it?
people-waiting = Invited, but sees nothing yet: the citizen has not consented to the plan being shared.
people-waiting-own = Invited, but sees nothing yet: you have not consented to the plan being shared.
people-consent-ask = Get the consent
people-consent = Consent to sharing
people-consent-title = What { $who } may see
people-sees-plan = They will see the next step, the goals and activities that are for everybody in the plan, and who takes part. What is for fewer people stays hidden.
people-sees-also = May they also see
people-remove = Take out of the plan
people-leave = Leave the plan
people-remove-title = { $who } no longer takes part
people-remove-sees = { $who } sees nothing of the plan any more, at once.
people-remove-stays = What { $who } has written and agreed stays in the plan.
people-remove-consent = The consent and help by referral go on. A consent is withdrawn under Consents.
people-invite = Invite an organisation
invite = Invite
invite-title = Invite { $who }
invite-lead = { $who } sees nothing before the citizen has consented to it. If the consent is missing, it is the next step.
invite-lead-own = { $who } sees nothing before you have consented to it. If the consent is missing, it is the next step.
invite-none = No organisation of this name.
comments = Comments
comment = Your comment
comment-readers = Who can read it: { $who }
comment-send = Add the comment
comments-none = No comments yet.
history = What has been changed
history-none = Nothing has been changed yet.
plan-on = The plan as it was on a day
plan-on-which = Which day?
plan-on-show = Show it
plan-on-day = The plan as it was on { $day }
plan-on-lead = As it stood at the end of that day, of what you see today.
plan-on-none = There were no goals then.
change-plan-reworded = The title or the reminders of the plan were changed
change-plan-status = The state of the plan was changed
change-plan-planned = The next step was agreed
change-goal-added = A goal was added
change-goal-proposed = A goal was proposed
change-goal-accepted = A proposed goal was taken on
change-goal-rejected = A proposed goal was not taken on
change-goal-reworded = The words or dates of a goal were changed
change-goal-status = How a goal stands was changed
change-goal-assessed = It was said how far a goal has come
change-goal-visibility = Who sees a goal was changed
change-activity-added = An activity was added
change-activity-reworded = An activity was changed
change-activity-status = How an activity stands was changed
change-activity-visibility = Who sees an activity was changed
change-activity-referral = An activity followed its referral
change-participant-invited = { $organisation } was invited
change-participant-joined = { $organisation } came into the plan
change-participant-left = { $organisation } is no longer in the plan
change-participant-authorised = It was decided whether { $organisation } may change goals
change-written = written { $day }
change-other = Something was changed
print = Print
plot-summary = { $count } values, from { $first } to { $last } on { $day }
show-as-table = Show as a table
day = Day
value = Value
baseline = Before
target = Target

## Imports

imports = Imports
import = Import
import-new = Import from a register
imports-lead = Bring in what a public register says of the systems of { $who }. The file is only checked at first: nothing changes until you say so.
imports-lead-operator = Bring in what a public register says, of all organisations in the file. It is only checked at first: nothing changes until you say so.
imports-none = Nothing has been imported yet. Choose a file above to begin.
import-register = Register
import-from-nl = The Dutch Algorithm Register
import-from-uk = The British register (ATRS)
import-file = File
import-file-hint = JSON or CSV, as the register publishes it; at most 32 MB.
import-file-own = A record is yours when it names your organisation as it is called here.
import-file-size = The file is empty or larger than 32 MB.
import-begin = Upload and check
import-begun = Begun
import-run-at = Imported
import-uploading = Uploading: { $percent } %
import-go-on = The upload stopped at { $percent } %. Choose { $file } again to go on.
import-other-file = This is another file. Choose { $file } again, or cancel the import.
import-check = Check the file
import-checking = The file is being checked. You can leave this page: it goes on.
import-checked = The file has been checked. Nothing has been changed yet.
import-nothing = There is nothing to import: what can be taken from the file is here already.
import-drastic =
    { $count ->
        [one] 1 record would no longer be public: more than half of what came from this register. Is the file complete?
       *[other] { $count } records would no longer be public: more than half of what came from this register. Is the file complete?
    }
import-drastic-sure = Yes, withdraw them
import-run = Import
import-running = The file is being imported. You can leave this page: it goes on.
import-cancelling = The import is being stopped. What has been done stays done.
import-progress = { $done } of { $count } done
import-completed = The import is done.
import-stopped = The import was stopped after { $done } of { $count } steps. What had been done stays done.
import-cancelled = The import was cancelled. Nothing was changed.
import-stop = Stop the import
import-cancel = Cancel the import
import-would = What the import would do
import-did = What became of the rows
import-organisations = New organisations
import-show = Show
import-all = All rows
import-not-taken = Not taken over
import-rows-none = There is nothing to say of any row.
import-rows-none-fit = There are no such rows.
import-line = line { $line }
import-foreign = is another one: the operator imports its records
import-csv = Download what is not taken over (CSV)
import-state-receiving = Uploading
import-state-checking = Being checked
import-state-checked = Checked: waits for you
import-state-running = Being imported
import-state-completed = Done
import-state-failed = Failed
import-state-cancelled = Cancelled
import-fault-unreadable = This is not a file as this register publishes it. Did you choose the right register?
import-fault-drastic = More than half of what came from this register would have been withdrawn. Nothing was changed: check the file again.
import-fault-refused = You may not see what this would have to be compared with.
import-fault-broken = This file could not be worked on to the end.
import-fault-expired = Nobody went on with this import for a day, so it was cancelled. Nothing was changed.
import-row-rejected = Not usable
import-row-refused = Refused
import-row-foreign = Of another organisation
import-row-registered = New
import-row-updated = Changed
import-row-withdrawn = No longer public
import-row-unchanged = Unchanged
import-row-dropped = Without a field
import-row-defaulted = With a usual value
import-why-missing = is missing
import-why-twice = occurs a second time
import-why-moved = is another one than before: a record does not move
import-why-unknown-word = is a word that the register does not have
import-why-no-date = is not a date
import-why-no-object = is not a record
import-why-columns = The row has more or fewer columns than the header.
import-why-empty = is empty
import-why-form = is a list where a text should be, or the other way round
import-why-too-long = is longer or more than a record can have
import-why-no-value = is not what this field can hold
import-why-usual = is not said: taken as in use
import-why-version = is of another version of the form: what the two share is taken
import-why-stage = is moved by the organisations of the pilot themselves

## Pilots

nav-challenges = Challenges
pilots-lead = What is tried with AI in public help, at which stage, and what was learned.
pilots-search = Words
search = Search
pilots-none = No pilots are published yet.
pilots-none-fit = No pilot fits this search.
pilot = Pilot
pilot-new = Register a pilot
pilot-new-lead = It begins as an idea. You can complete it step by step.
pilot-name = Name of the pilot
pilot-summary = In short
pilot-summary-hint = What it does, for somebody who has never heard of it.
pilot-published = Can everybody read it?
pilot-record = About this pilot
pilot-domain = Subject
pilot-stage = Stage
pilot-risk = Risk by the EU AI Act
pilot-supplier = Supplier
pilot-website = Website
pilot-evidence =
    { $count ->
        [one] 1 entry of evidence
       *[other] { $count } entries of evidence
    }
updated = changed { $day }
unpublished = Not public
stale = Not confirmed for long
record-purpose = Purpose
record-affected = Who is affected
record-benefit = Benefit
record-alternatives = Alternatives considered
record-proportionality = Why it is proportionate
record-legal-basis = Legal basis
record-risks = Risks
record-human-intervention = Who decides
record-appeals = How to complain
record-data-description = Data used
record-methods = Methods
record-model-type = Model
record-contact-email = Contact
stage-idea = Idea
stage-design = Design
stage-development = Development
stage-pilot = Pilot
stage-production = In use
stage-retired = Retired
stage-stopped = Stopped
stage-move = Move to another stage
stage-to = To which stage?
stage-why = Why?
stage-next = Where it can go from here
stage-so-far = How it came here
stage-open = possible now
stage-missing = still missing: { $what }
gate-summary = a summary
gate-purpose = the purpose
gate-contact = a contact address
gate-lead = an organisation in the lead
gate-legal-basis = the legal basis
gate-risk = the risk class
gate-data = which data is used
gate-human-intervention = how people can intervene
gate-decision-maker = who decides
gate-impact-assessment = an impact assessment that can be read
gate-baseline = a baseline
gate-evaluation = an evaluation
gate-decision = a decision
decided-by = Decided by
risk-high = High risk
risk-limited = Limited risk
risk-minimal = Minimal risk
domain-organisation = Organisation
domain-culture = Culture
domain-economy = Economy
domain-finance = Finance
domain-housing = Housing
domain-international = International
domain-migration = Migration
domain-environment = Environment
domain-education = Education
domain-public-order = Public order
domain-law = Law
domain-infrastructure = Infrastructure
domain-social-security = Social security
domain-traffic = Traffic
domain-work = Work
domain-health = Health
pilot-outcome-worked = It worked
pilot-outcome-partly = It worked partly
pilot-outcome-did-not = It did not work
pilot-outcome-unclear = Unclear
evidence = Evidence
evidence-none = No evidence logged yet.
evidence-add = Log evidence
evidence-kind = What kind
evidence-text = What was found
evidence-n = How many cases it rests on (n)
evidence-outcome = Result
evidence-replaced = Corrected by a later entry
evidence-baseline = Before
evidence-measurement = Measurement
evidence-incident = Incident
evidence-complaint = Complaint
evidence-evaluation = Evaluation
evidence-decision = Decision
title = Title
experiences = Experience
experiences-none = Nobody has shared their experience yet.
experience-add = Share your experience
experience-worked = What worked
experience-did-not = What did not
experience-again = Would you do it again?
again-yes = Yes
again-with-changes = With changes
again-no = No
questions = Questions
questions-none = No questions yet.
question-ask = Ask a question
question-text = Your question
registers = Completeness for public registers
register-given = { $given } of { $asked } fields
register-nl-1-0 = Dutch Algorithm Register
register-uk-atrs = UK algorithmic transparency standard
register-eu-provider = EU database, provider
register-eu-not-high-risk = EU database, not high risk
register-eu-deployer = EU database, deployer
error-report = Report an error in this record
error-text = What is wrong?
error-thanks = Thank you. The organisations of this pilot will look at it.
challenges-lead = Problems for which partners are sought.
challenges-none = There are no challenges yet.
challenge-new = Post a challenge
challenge-problem = The problem
challenge-success = What success would look like
challenge-open = Open
challenge-closed = Closed
proposals = Proposals
proposals-none = No proposals that you may see yet.
proposal-proposed = Waiting
proposal-accepted = Accepted
proposal-declined = Declined
proposal-withdrawn = Taken back
propose = Propose to take part
propose-text = What you could bring
