# SPDX-License-Identifier: EUPL-1.2
"""The main job under load: people who open cases, consent, refer, answer, withdraw, all at once, over few places.

Every command is repeated with its id until it has a final answer, and every final answer is remembered: the ledger is
what the product has promised, and verify.py holds the record against it. Who does what follows from the seed; what
happens then depends on how the threads meet.
"""
import collections
import random
import threading
from dataclasses import dataclass, field
from typing import Any

from ledger import EXPECTED, Ledger
from samspil import Client, Instance, Json, Problem, Unanswered
from together import Together

PACE = 0.06  # seconds between two commands of one worker, at the most
MUNICIPALITIES, HELPERS, OFFERS_EACH = 2, 3, 2
LISTENING_CITIZENS = 3
REPEATED = 0.1  # the part of commands that is sent again after its answer
KEPT = 80  # cases and referrals that are still worked on
COLLEAGUE = "colleague@municipality.example"  # a caseworker of every municipality


@dataclass
class Organisation:
    id: str
    worker: Client  # its caseworker or coordinator
    offers: list[str] = field(default_factory=list)


@dataclass
class Pilot:
    id: str
    team: Client  # of its organisation
    evidence: list[str] = field(default_factory=list)


@dataclass
class Case:
    id: str
    citizen_id: str
    home: Organisation
    citizen: Client
    consents: list[tuple[str, Organisation]] = field(default_factory=list)


@dataclass
class Referral:
    id: str
    case: Case
    offer_id: str


class Listener(threading.Thread):
    """Reads a feed live, and after each break resumes behind the last entry it has seen."""

    def __init__(self, client: Client, recipient: str):
        super().__init__(daemon=True)
        self.client, self.recipient = client, recipient
        self.seen: list[int] = []
        self.failure: BaseException | None = None
        self.changed = threading.Condition()  # of `seen` and `failure`
        self.is_over = threading.Event()
        self.start()

    def run(self) -> None:
        while not self.is_over.is_set():
            try:
                for cursor, _ in self.client.feed(str(self.seen[-1]) if self.seen else "", idle=30):
                    assert not self.seen or cursor > self.seen[-1], f"cursor {cursor} behind {self.seen[-1]}"
                    with self.changed:
                        self.seen.append(cursor)
                        self.changed.notify_all()
            except Unanswered:
                pass
            except Problem as problem:
                if problem.is_final and problem.code not in EXPECTED:
                    self._fail(problem)
                    return
            except BaseException as failure:  # pylint: disable=broad-except
                self._fail(failure)
                return
            self.is_over.wait(0.1)  # as a well-behaved client does; nothing tells it when to try again

    def _fail(self, failure: BaseException) -> None:
        with self.changed:
            self.failure = failure
            self.changed.notify_all()

    def wait_for(self, cursors: list[int], seconds: float = 60) -> None:
        """Until it has seen the last of these."""
        def is_done() -> bool:
            return bool(self.failure or not cursors or (self.seen and self.seen[-1] >= cursors[-1]))

        with self.changed:
            has_come = self.changed.wait_for(is_done, seconds)
        if self.failure:
            raise self.failure
        assert has_come, f"{cursors[-1]} has not come in the feed of {self.recipient}"


class Load:
    """Workers that go until stopped. pause() returns when every command sent has its final answer."""

    def __init__(self, instance: Instance, seed: int, workers: int = 6):
        self.instance, self.seed, self.workers = instance, seed, workers
        self.ledger = Ledger()
        self.operator = Client(instance, "operator")
        self.lock = threading.Lock()
        self.cases: collections.deque[Case] = collections.deque(maxlen=KEPT)
        self.referrals: collections.deque[Referral] = collections.deque(maxlen=KEPT)
        self.listeners: list[Listener] = []
        self.may_go, self.is_over = threading.Event(), threading.Event()
        self.idle = threading.Semaphore(0)
        self.failures: list[BaseException] = []
        self.threads: list[threading.Thread] = []
        self._register()
        self.together = Together(self)
        self.listening = len(self.listeners)  # those who do from the beginning
        self.go()
        for number in range(workers):
            thread = threading.Thread(target=self._work, args=(number,), daemon=True)
            thread.start()
            self.threads.append(thread)

    def _register(self) -> None:
        self.homes: list[Organisation] = []
        self.helpers: list[Organisation] = []
        kinds = (("municipality", "caseworker", MUNICIPALITIES, self.homes),
                 ("voluntary", "coordinator", HELPERS, self.helpers))
        for kind, role, count, made in kinds:
            for number in range(count):
                subject = f"{role}{number}@{kind}.example"
                registered = self.ledger.must(self.operator, "directory.register_organisation",
                                              name=f"{kind} {number}", type=kind)
                organisation = Organisation(registered["organisation_id"], Client(self.instance, subject))
                self.ledger.must(self.operator, "directory.add_member", organisation_id=organisation.id,
                                 subject=subject, roles=[role])
                made.append(organisation)
        for helper in self.helpers:
            for number in range(OFFERS_EACH):
                offer = self.ledger.must(helper.worker, "directory.publish_offer", name=f"Help {number}",
                                         languages=["da"], categories=["loneliness"])
                helper.offers.append(offer["offer_id"])
                self.ledger.must(helper.worker, "directory.set_capacity", offer_id=offer["offer_id"], maximum=4,
                                 available=2)
        for home in self.homes:
            self.ledger.must(self.operator, "directory.add_member", organisation_id=home.id, subject=COLLEAGUE,
                             roles=["caseworker"])
        self.pilots = [self._register_pilot(home, number) for number, home in enumerate(self.homes)]
        for each in self.homes + self.helpers:
            self.listen(each.worker, each.id)

    def _register_pilot(self, home: Organisation, number: int) -> Pilot:
        """The first is for everybody to hear of, the others for their organisation."""
        team = Client(self.instance, f"project{number}@municipality.example")
        self.ledger.must(self.operator, "directory.add_member", organisation_id=home.id, subject=team.subject,
                         roles=["project"])
        record = {"name": f"Pilot {number}", "summary": "Invented.", "purpose": "A test.",
                  "contact_email": "pilots@municipality.example"}
        registered = self.ledger.must(team, "pilots.register_pilot", record=record, published=number == 0)
        return Pilot(registered["pilot_id"], team)

    # What one worker does.

    def _work(self, number: int) -> None:
        rng = random.Random(f"{self.seed}/{number}")
        deeds = {self._open: 6, self._consent: 10, self._send: 30, self._step: 40, self._capacity: 3, self._withdraw: 4,
                 self._look: 7, self._evidence: 5, self._assign: 3, **self.together.deeds}
        try:
            while not self.is_over.is_set():
                if not self.may_go.is_set():
                    self.idle.release()
                    self.may_go.wait()
                    continue
                rng.choices(list(deeds), list(deeds.values()))[0](rng)
                self.is_over.wait(rng.uniform(0, PACE))
        except BaseException as failure:  # pylint: disable=broad-except
            with self.ledger.lock:
                self.failures.append(failure)
                self.ledger.lock.notify_all()
            self.idle.release()

    def command(self, rng: random.Random, client: Client, procedure: str, **arguments: Any) -> Json | None:
        return self.ledger.command(client, procedure, rng.random() < REPEATED, **arguments)

    def listen(self, client: Client, recipient: str) -> None:
        with self.lock:
            self.listeners.append(Listener(client, recipient))

    def open_case(self, rng: random.Random, home: Organisation) -> Case | None:
        """With its citizen signed in."""
        opened = self.command(rng, home.worker, "cases.open_case", citizen_name="Ida Invented", phone="00000001")
        if not opened:
            return None
        citizen = Client(self.instance, f"{opened['citizen_id']}@home.example")
        invited = self.command(rng, home.worker, "cases.invite_citizen", case_id=opened["case_id"])
        if not invited or not self.command(rng, citizen, "cases.accept_invitation", code=invited["code"]):
            return None
        return Case(opened["case_id"], opened["citizen_id"], home, citizen)

    def _open(self, rng: random.Random) -> None:
        case = self.open_case(rng, rng.choice(self.homes))
        if not case:
            return
        with self.lock:
            self.cases.append(case)
            is_heard = len(self.listeners) < self.listening + LISTENING_CITIZENS
        if is_heard:
            self.listen(case.citizen, case.citizen_id)
        self._consent_for(rng, case)

    def _pick(self, rng: random.Random, among: collections.deque[Any]) -> Any:
        with self.lock:
            return rng.choice(among) if among else None

    def _consent(self, rng: random.Random) -> None:
        case = self._pick(rng, self.cases)
        if case:
            self._consent_for(rng, case)

    def _consent_for(self, rng: random.Random, case: Case) -> None:
        helper = rng.choice(self.helpers)
        categories = ["contact", "referral", "progress", *(["plan"] if rng.random() < 0.4 else [])]
        terms = {"purpose": "SocialWelfareProvision", "categories": categories, "text": "I agree.", "language": "en"}
        consent_id = None
        if rng.random() < 0.3:
            asked = self.command(rng, case.home.worker, "consents.request_consent", case_id=case.id,
                                  organisation_id=helper.id, **terms)
            if not asked:
                return
            consent_id = asked["consent_id"]
            if rng.random() < 0.2:
                self.command(rng, case.citizen, "consents.refuse_consent", consent_id=consent_id)
                return
        about = ({"consent_id": consent_id} if consent_id else
                 {"case_id": case.id, "organisation_id": helper.id, **terms})
        given = self.command(rng, case.citizen, "consents.give_consent", **about)
        if given:
            with self.lock:
                case.consents.append((given["consent_id"], helper))

    def _send(self, rng: random.Random) -> None:
        case = self._pick(rng, self.cases)
        if not case or not case.consents:
            return
        offer_id = rng.choice(rng.choice(case.consents)[1].offers)
        sent = self.command(rng, case.home.worker, "referrals.send_referral", case_id=case.id, reason="company",
                             offer_id=offer_id, accept_waiting_list=rng.random() < 0.3)
        if sent:
            with self.lock:
                self.referrals.append(Referral(sent["referral_id"], case, offer_id))

    def _step(self, rng: random.Random) -> None:
        referral = self._pick(rng, self.referrals)
        if not referral:
            return
        performers = [helper for _, helper in referral.case.consents]
        helper = rng.choice(performers or self.helpers).worker
        offers = rng.choice(performers or self.helpers).offers
        offer_id = rng.choice([offer_id for offer_id in offers if offer_id != referral.offer_id])
        who, verb, arguments = rng.choices((
            (helper, "accept", {"contact_date": "2030-01-02"}),
            (helper, "waitlist", {"expected_wait_days": 7}),
            (helper, "reject", {"code": "not_eligible"}),
            (helper, "start", {}),
            (helper, "complete", {"outcome": "helped"}),
            (helper, "fail", {"code": "not_reached"}),
            (rng.choice((referral.case.citizen, referral.case.home.worker)), "cancel", {}),
            (referral.case.home.worker, "transfer", {"offer_id": offer_id, "accept_waiting_list": True}),
        ), (30, 10, 8, 15, 15, 5, 8, 9))[0]
        stepped = self.command(rng, who, f"referrals.{verb}_referral", referral_id=referral.id, **arguments)
        if stepped and verb == "transfer":
            with self.lock:
                self.referrals.append(Referral(stepped["replaced_by"], referral.case, offer_id))

    def _assign(self, rng: random.Random) -> None:
        case = self._pick(rng, self.cases)
        if case:
            self.command(rng, case.home.worker, "cases.assign_case", case_id=case.id,
                         subject=rng.choice((case.home.worker.subject, COLLEAGUE)))

    def _capacity(self, rng: random.Random) -> None:
        helper = rng.choice(self.helpers)
        maximum = rng.randint(1, 5)
        self.command(rng, helper.worker, "directory.set_capacity", offer_id=rng.choice(helper.offers),
                      maximum=maximum, available=rng.randint(0, maximum))

    def _withdraw(self, rng: random.Random) -> None:
        case = self._pick(rng, self.cases)
        with self.lock:
            if not case or not case.consents:
                return
            consent_id = case.consents.pop(rng.randrange(len(case.consents)))[0]
        self.command(rng, case.citizen, "consents.withdraw_consent", consent_id=consent_id)

    def _evidence(self, rng: random.Random) -> None:
        """An entry of a pilot's log, or the correction of one, which perhaps another has corrected already."""
        pilot = rng.choice(self.pilots)
        with self.lock:
            corrected = rng.choice(pilot.evidence) if pilot.evidence and rng.random() < 0.3 else None
        logged = self.command(rng, pilot.team, "pilots.log_evidence", pilot_id=pilot.id, kind="measurement",
                               title="Counted", n=rng.randint(1, 100), **({"replaces": corrected} if corrected else {}))
        if logged:
            with self.lock:
                pilot.evidence.append(logged["evidence_id"])

    def _look(self, rng: random.Random) -> None:
        """Reads change nothing, but what they find may be refused, late or lost like any answer."""
        who = rng.choice(self.homes + self.helpers)
        try:
            who.worker.call("referrals.list_referrals", box="outbox" if who in self.homes else "inbox", limit=20)
            who.worker.call("disclosures.read_feed", limit=50)
        except Unanswered:
            pass
        except Problem as problem:
            assert not problem.is_final or problem.code in EXPECTED, f"reading: {problem}"

    # From outside.

    def go(self) -> None:
        self.may_go.set()

    def pause(self, seconds: float = 150) -> None:
        self.may_go.clear()
        for _ in range(self.workers):
            assert self.idle.acquire(timeout=seconds), "a command has no final answer"
            if self.failures:
                raise self.failures[0]

    def repeat_some(self, rng: random.Random, count: int) -> None:
        for key in rng.sample(list(self.ledger.done), min(count, len(self.ledger.done))):
            self.ledger.repeat(key)

    def stop(self) -> None:
        """After pause(): ends all threads."""
        self.is_over.set()
        self.may_go.set()
        for thread in self.threads:
            thread.join()
        for listener in self.listeners:
            listener.is_over.set()
