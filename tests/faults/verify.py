# SPDX-License-Identifier: EUPL-1.2
"""Holds the product against its promises, from the record itself.

The streams are read message by message and replayed here, by rules that stand below as data and owe nothing to the
product's code. What was read once is never read as anything else later; what was acknowledged stands in it exactly
once; life cycles are legal; no place is given twice; each event is told to each who must hear of it once, in order;
and the tables of every service are what a rebuild from the streams makes of them.
"""
import array
import collections
import hashlib
import json
import time
import uuid
from dataclasses import dataclass, field

from ledger import Ledger
from load import Load
from record import Event, Record
from samspil import SERVICES, SOURCE, Instance, Json
from tables import dump, first_difference, open_database
from verify_together import Together, check

SOURCES = ("DIRECTORY", "CASES", "CONSENTS", "REFERRALS", "PLANS", "PILOTS")
FEEDS = "FEEDS"

OPEN = frozenset({"requested", "accepted", "on-hold", "in-progress"})
TAKES, RELEASES = "takes a place unless it holds one", "releases its place"


def entry_id(source: Event, told: str) -> str:
    """That of the event, or for a view of it a UUIDv8 of that and the view's type."""
    if told == f"samspil.{source.type}":
        return source.head["id"]
    digest = bytearray(hashlib.blake2b(f"{source.head['id']}\0{told}".encode(), digest_size=16).digest())
    digest[6] = 0x80 | digest[6] & 0x0f
    digest[8] = 0x80 | digest[8] & 0x3f
    return str(uuid.UUID(bytes=bytes(digest)))


@dataclass(frozen=True)
class Move:
    before: frozenset[str]
    after: str
    place: str


# What may happen to a referral: FHIR Task as Samspil's contract has it.
MOVES = {
    "accepted": Move(frozenset({"requested", "on-hold"}), "accepted", TAKES),
    "waitlisted": Move(frozenset({"requested", "accepted", "on-hold"}), "on-hold", RELEASES),
    "rejected": Move(frozenset({"requested", "on-hold"}), "rejected", RELEASES),
    "started": Move(frozenset({"accepted", "on-hold"}), "in-progress", TAKES),
    "completed": Move(frozenset({"accepted", "on-hold", "in-progress"}), "completed", RELEASES),
    "failed": Move(frozenset({"accepted", "on-hold", "in-progress"}), "failed", RELEASES),
    "cancelled": Move(OPEN, "cancelled", RELEASES),
    "transferred": Move(frozenset({"requested", "accepted", "on-hold"}), "cancelled", RELEASES),
}

# What may happen to a consent; before its first event it is "".
CONSENT_MOVES = {
    "requested": ({""}, "requested"),
    "given": ({"", "requested"}, "given"),
    "refused": ({"requested"}, "refused"),
    "withdrawn": ({"given"}, "withdrawn"),
    "expired": ({"given"}, "expired"),
    "withdrawal_effective": ({"withdrawn"}, "withdrawn"),
}

# Events of a case that may come at other times than when it is open.
CASE_EVENTS = {
    "cases.opened": {""},
    "cases.citizen_linked": {"opened"},
    "cases.inquired": {"", "opened", "linked"},
}

# What an organisation is told instead of the event, by the field that names it.
VIEWS = {
    ("plans.activity_changed", "former_ids"): "plans.activity_hidden",
    ("plans.goal_changed", "former_ids"): "plans.goal_hidden",
    ("referrals.transferred", "performer_id"): "referrals.cancelled",
    ("referrals.transferred", "new_performer_id"): "referrals.requested",
}

@dataclass
class Referral:
    citizen: str
    performer: str
    offer: str
    status: str = "requested"
    place: int | None = None  # the capacity statement under which it holds one; 0: nothing was limited then
    version: int = 1


@dataclass
class Consent:
    citizen: str
    organisation: str
    categories: list[str]
    status: str = ""
    given: int = 0  # sequences in CONSENTS
    ended: int | None = None
    is_effective: bool = False

    def in_force(self, position: int) -> bool:
        return 0 < self.given <= position and (self.ended is None or self.ended > position)


@dataclass
class Capacity:
    offer: str
    maximum: int | None
    available: int | None


@dataclass
class Source:
    """An event that must be told, and to whom it was."""
    event: Event
    # Recipient and type of what it was told: position in CONSENTS at which it was decided.
    told: dict[tuple[str, str], int] = field(default_factory=dict)
    is_complete: bool = False


def read_contracts() -> dict[str, Json]:
    """Events by type, without `samspil.`."""
    found = {}
    for path in (SOURCE / "schemas").glob("*.json"):
        contract = json.loads(path.read_text())
        for name, event in contract.get("events", {}).items():
            found[f"{contract['service']}.{name}"] = event
    return found


class Verifier:
    def __init__(self, instance: Instance):
        self.instance = instance
        self.contracts = read_contracts()
        self.digests = {stream: array.array("Q") for stream in (*SOURCES, FEEDS)}
        self.together = Together()
        self.event_ids: set[str] = set()
        self.answered: dict[tuple[str, str], tuple[str, Json | None]] = {}
        self.checked: set[tuple[str, str]] = set()
        self.cases: dict[str, str] = {}
        self.capacities: dict[int, Capacity] = {}
        self.offers: dict[str, list[int]] = collections.defaultdict(list)  # their statements, in order
        self.held: collections.Counter[tuple[str, int]] = collections.Counter()
        self.referrals: dict[str, Referral] = {}
        self.consents: dict[str, Consent] = {}
        self.consents_of: dict[tuple[str, str], list[Consent]] = collections.defaultdict(list)
        self.evidence: dict[str, str | None] = {}  # by what an entry was replaced
        self.sources: dict[str, dict[int, Source]] = {stream: {} for stream in SOURCES}  # what was not yet checked
        self.told_last = dict.fromkeys(SOURCES, 0)
        self.feeds: dict[str, list[int]] = collections.defaultdict(list)  # cursors by recipient

    # Reading.

    def update(self) -> None:
        """Reads what is new. FEEDS first: what was told of must then be found in the others."""
        with Record(self.instance) as record:
            told = list(record.read(FEEDS, len(self.digests[FEEDS])))
            for stream in SOURCES:
                for event in record.read(stream, len(self.digests[stream])):
                    self._note(event)
                    self.sources[stream][event.sequence] = Source(event)
                    getattr(self, f"_replay_{stream.lower()}")(event)
            for event in told:
                self._note(event)
                self._replay_feeds(event)

    def _note(self, event: Event) -> None:
        digests = self.digests[event.stream]
        where = f"{event.stream} {event.sequence}"
        check(event.sequence == len(digests) + 1, f"{where} follows {len(digests)}")
        digests.append(digest(event))
        check(event.head["id"] not in self.event_ids, f"{where}: the id of an earlier event")
        self.event_ids.add(event.head["id"])
        answered = event.head.get("answered")
        if answered:
            key = (event.head["actor"]["subject"], answered["command_id"])
            check(key not in self.answered, f"{where}: a command that has happened before: {key}")
            self.answered[key] = (f"{event.type.split('.')[0]}.{answered['procedure']}", answered.get("result"))

    def check_unchanged(self) -> None:
        """All streams once more from their beginning: nothing that was there has changed."""
        with Record(self.instance) as record:
            for stream, digests in self.digests.items():
                again = array.array("Q", (digest(event) for event in record.read(stream)))
                check(again[:len(digests)] == digests, f"{stream} is not what it was")

    # Replaying.

    def _replay_directory(self, event: Event) -> None:
        if event.type == "directory.capacity_set":
            data = event.data
            self.capacities[event.sequence] = Capacity(data["offer_id"], data.get("maximum"), data.get("available"))
            self.offers[data["offer_id"]].append(event.sequence)

    def _replay_cases(self, event: Event) -> None:
        case_id, before = event.data["case_id"], self.cases.get(event.data["case_id"], "")
        allowed = CASE_EVENTS.get(event.type, {"opened", "linked"})
        check(before in allowed, f"CASES {event.sequence}: {event.type} of a case that is {before or 'not there'}")
        self.cases[case_id] = {"cases.opened": "opened", "cases.citizen_linked": "linked",
                               "cases.closed": "closed"}.get(event.type, before)
        self.together.replay_cases(event)

    def _replay_plans(self, event: Event) -> None:
        self.together.replay_plans(event)

    def _replay_consents(self, event: Event) -> None:
        data, name = event.data, event.type.split(".")[1]
        consent = self.consents.get(data["consent_id"])
        if not consent:
            consent = Consent(data["citizen_id"], data["organisation_id"], data["categories"])
            self.consents[data["consent_id"]] = consent
            self.consents_of[consent.citizen, consent.organisation].append(consent)
        before, after = CONSENT_MOVES[name]
        where = f"CONSENTS {event.sequence}: {name} of one that is"
        check(consent.status in before, f"{where} {consent.status or 'not there'}")
        check(not consent.is_effective, f"{where} effectively withdrawn")
        consent.status = after
        if name == "given":
            consent.given = event.sequence
        elif name in ("withdrawn", "expired"):
            consent.ended = event.sequence
        consent.is_effective = name == "withdrawal_effective"

    def _replay_referrals(self, event: Event) -> None:
        name, data = event.type.split(".")[1], event.data
        if name == "requested":
            self._request(event, data["referral_id"], data["offer_id"], data["performer_id"])
            return
        referral, move = self.referrals.get(data["referral_id"]), MOVES[name]
        where = f"REFERRALS {event.sequence}: {name}"
        check(referral is not None, f"{where} of a referral that was never requested")
        assert referral
        check(referral.status in move.before, f"{where} from {referral.status}")
        referral.status = move.after
        referral.version += 1
        if move.place == RELEASES and referral.place is not None:
            self.held[referral.offer, referral.place] -= 1
            referral.place = None
        if move.place == TAKES:
            self._take(event, referral)
        if name == "transferred":
            self._request(event, data["replaced_by"], data["new_offer_id"], data["new_performer_id"])

    def _request(self, event: Event, referral_id: str, offer_id: str, performer_id: str) -> None:
        check(referral_id not in self.referrals, f"REFERRALS {event.sequence}: requested twice")
        referral = Referral(event.data["citizen_id"], performer_id, offer_id)
        self.referrals[referral_id] = referral
        if "capacity_sequence" in event.data:
            self._take(event, referral)

    def _take(self, event: Event, referral: Referral) -> None:
        """The place is one of the statement that its author knew as the latest, and was free."""
        where = f"REFERRALS {event.sequence}"
        known = {item["stream"]: item["sequence"] for item in event.head.get("after", [])}.get("DIRECTORY", 0)
        latest = max((sequence for sequence in self.offers[referral.offer] if sequence <= known), default=None)
        named = event.data.get("capacity_sequence")
        if referral.place is not None:
            check(named is None, f"{where}: takes a second place")
            return
        if named is None:
            limits = self.capacities.get(latest or 0, Capacity(referral.offer, None, None))
            check(limits.maximum is None and limits.available is None, f"{where}: goes on without a place")
            self.held[referral.offer, 0] += 1
            referral.place = 0
            return
        check(named == latest, f"{where}: a place of statement {named}, the latest it had followed is {latest}")
        capacity = self.capacities[named]
        self.held[referral.offer, named] += 1
        referral.place = named
        available = capacity.maximum if capacity.available is None else capacity.available
        check(self.held[referral.offer, named] <= (available or 0), f"{where}: more places held than available")
        in_all = sum(self.held[referral.offer, sequence] for sequence in (0, *self.offers[referral.offer]))
        check(capacity.maximum is None or in_all <= capacity.maximum, f"{where}: more places held than the maximum")

    def _replay_pilots(self, event: Event) -> None:
        if event.type != "pilots.evidence_logged":
            return
        evidence_id, replaced = event.data["evidence_id"], event.data.get("replaces")
        where = f"PILOTS {event.sequence}: evidence"
        check(evidence_id not in self.evidence, f"{where} logged twice")
        self.evidence[evidence_id] = None
        if replaced:
            check(replaced in self.evidence, f"{where} replaces what was never logged")
            check(self.evidence[replaced] is None, f"{where} replaces what was replaced before")
            self.evidence[replaced] = evidence_id

    def _replay_feeds(self, event: Event) -> None:
        if event.type != "disclosures.announced":
            return
        data, where = event.data, f"FEEDS {event.sequence}"
        stream, sequence = data["stream"], data["sequence"]
        last = self.told_last[stream]
        check(sequence >= last, f"{where}: told of {stream} {sequence} after {last}")
        self.told_last[stream] = sequence
        source = self.sources[stream].get(sequence)
        check(source is not None, f"{where}: told of {stream} {sequence} again, or of nothing")
        assert source
        check(data["type"] == f"samspil.{source.event.type}", f"{where}: {data['type']} is not what happened")
        source.is_complete = event.head["origin"]["last"]
        here = set()
        for addressee in data["addressees"]:
            recipient = addressee.get("recipient_id", addressee["recipient"])
            entry = data["contents"][addressee["content"]]["entry"]
            said = (recipient, entry["type"].removeprefix("samspil."))
            check(said not in source.told, f"{where}: {recipient} is told twice of {stream} {sequence}")
            check(recipient not in here, f"{where}: {recipient} is told two things with one cursor")
            check(entry["id"] == entry_id(source.event, entry["type"]), f"{where}: the entry is of another event")
            here.add(recipient)
            source.told[said] = data["consents"]
            self.feeds[recipient].append(event.sequence)

    # What must be so when nothing is under way.

    def lacking(self) -> str:
        """What has still to happen, in words; empty when everything has."""
        for stream, sources in self.sources.items():
            last = self.told_last[stream]
            late = [sequence for sequence, source in sources.items() if sequence > last or
                    (sequence == last and not source.is_complete)]
            if late:
                return f"{len(late)} events of {stream} from {late[0]} on are not told yet"
        for consent_id, consent in self.consents.items():
            if consent.status == "withdrawn" and not consent.is_effective:
                return f"the withdrawal of consent {consent_id} is not effective yet"
        for referral_id, referral in self.referrals.items():
            if referral.status in OPEN and not self._permitted(referral.citizen, referral.performer):
                return f"referral {referral_id} is still open without a consent"
        states = {referral_id: referral.status for referral_id, referral in self.referrals.items()}
        return self.together.lacking(states, self._may_see_plan)

    def _permitted(self, citizen: str, organisation: str, position: int | None = None, category: str = "") -> bool:
        at = len(self.digests["CONSENTS"]) if position is None else position
        return any(consent.in_force(at) and (not category or category in consent.categories)
                   for consent in self.consents_of[citizen, organisation])

    def _may_see_plan(self, citizen: str, organisation: str) -> bool:
        return self._permitted(citizen, organisation, category="plan")

    def settle(self, seconds: float = 60) -> None:
        deadline = time.monotonic() + seconds
        while True:
            try:
                self.update()
                lacking = self.lacking()
            except (ConnectionError, TimeoutError) as error:
                lacking = f"the bus cannot be read: {error!r}"
            if not lacking:
                return
            check(time.monotonic() < deadline, f"{seconds} s after the last command {lacking}")
            time.sleep(0.05)  # what is lacking is concluded from all streams: no single event tells that it came

    def check_told(self) -> None:
        """Everybody whom it concerns was told, and nobody else. What has been checked is forgotten."""
        for stream, sources in self.sources.items():
            for sequence, source in sources.items():
                expected = self._recipients(source)
                check(set(source.told) == expected,
                      f"{stream} {sequence} {source.event.type}: told to {sorted(source.told)}, not {sorted(expected)}")
            sources.clear()

    def _recipients(self, source: Source) -> set[tuple[str, str]]:
        """Who is to be told, and what: the event's type, or that of a view of it."""
        kind, data = source.event.type, source.event.data
        contract = self.contracts[kind]
        if contract["feed"] == "none":
            return set()
        if contract["feed"] == "home":
            return {(data["home_id"], kind)}
        if contract["feed"] == "public":
            return {("public", kind)}
        if "home_id" not in data:  # about no citizen: the lists of organisations that it names hear all of it
            everybody = {("public", kind)} if data.get(contract.get("public_if")) else set()
            return everybody | {(organisation, kind) for name in contract["concerns"] for organisation in data[name]}
        ends_consent = kind in ("consents.withdrawn", "consents.expired")
        organisations = {(organisation, VIEWS.get((kind, name), kind)) for name in contract["concerns"]
                         for organisation in named(data.get(name)) if organisation != data["home_id"]}
        decided = max(source.told.values(), default=0)
        told = {each for each in organisations if ends_consent or
                self._permitted(data["citizen_id"], each[0], source.told.get(each, decided),
                                self.contracts[each[1]].get("needs", ""))}
        return told | {(data["home_id"], kind), (data["citizen_id"], kind)}

    def check_ledger(self, ledger: Ledger) -> None:
        for key, done in ledger.done.items():
            if key in self.checked:
                continue
            check(key in self.answered, f"{done.procedure} {key} was acknowledged and is lost")
            procedure, result = self.answered[key]
            check(procedure == done.procedure, f"{key} is {procedure} in the record, not {done.procedure}")
            check(result in (None, done.answer), f"{procedure} {key}: answered {done.answer}, recorded {result}")
            self.checked.add(key)
        for key, code in ledger.refused.items():
            check(key not in self.answered, f"{key} was refused ({code}) and happened")
        for key in self.answered:
            check(key in ledger.sent, f"{key} happened, and nobody sent it")

    def check_tables(self) -> None:
        """The tables of referrals say what the replay does, and every service remembers each of its commands."""
        statuses = json.loads((SOURCE / "schemas" / "referrals.json").read_text())["$defs"]["status"]["enum"]
        with open_database(self.instance, "referrals") as database:
            found = database.execute("SELECT referral_id, status, place, version FROM referral")
            rows = {row[0]: row[1:] for row in found}
            found = database.execute("SELECT offer_id, capacity_sequence, held FROM place_count")
            held = {row[:2]: row[2] for row in found}
        expected = {referral_id: (statuses.index(each.status) + 1, each.place, each.version)
                    for referral_id, each in self.referrals.items()}
        check(rows == expected, f"referrals: {first_difference(rows.items(), expected.items())}")
        check(held == {key: count for key, count in self.held.items() if count}, "places held differ from the replay")
        with open_database(self.instance, "pilots") as database:
            logged = dict(database.execute("SELECT evidence_id, replaced_by FROM evidence"))
        check(logged == self.evidence, f"evidence: {first_difference(logged.items(), self.evidence.items())}")
        counts = collections.Counter(procedure.split(".")[0] for procedure, _ in self.answered.values())
        for service in SERVICES:
            with open_database(self.instance, service) as database:
                remembered, = database.execute("SELECT count(*) FROM runtime_command").fetchone()
            check(remembered == counts[service], f"{service} remembers {remembered} commands of {counts[service]}")

    def check_feeds(self, load: Load) -> None:
        """What those saw who listened all the time, and what read_feed says now, is what was told."""
        helpers = {helper.id for helper in load.helpers}
        for listener in load.listeners:
            told, name = self.feeds[listener.recipient], listener.recipient
            read = [int(entry["cursor"]) for entry in listener.client.read_feed()]
            listener.wait_for(read)
            if name in helpers:
                # What rested on a consent goes from the feed with it: seen while it was there, and perhaps not at all.
                unseen, unread = set(read) - set(listener.seen), set(listener.seen) - set(told)
                check(not unseen, f"feed of {name}: never heard live: {sorted(unseen)[:3]} of {len(unseen)}")
                check(not unread, f"feed of {name}: heard live, and never told: {sorted(unread)[:3]}")
                check(read == sorted(set(read)), f"read_feed of {name} is not in order")
            else:
                check(read == told, f"read_feed of {name}: {first_difference(read, told)}")
                check(listener.seen == told, f"feed of {name}: {first_difference(listener.seen, told)}")

    def check_all(self, load: Load) -> None:
        """With the load paused."""
        self.settle()
        self.check_told()
        self.check_ledger(load.ledger)
        self.check_tables()
        self.check_feeds(load)
        self.together.check_answers(load.ledger)
        self.together.check_plans(load, self._may_see_plan)

    def check_rebuild(self) -> None:
        """Ends gateway and services, makes every file anew, and compares."""
        self.instance.halt("gateway", *SERVICES)
        self.update()
        for service in SERVICES:
            before = dump(self.instance, service)
            self.instance.run_verb(service, "rebuild")
            after = dump(self.instance, service)
            check(before.keys() == after.keys(), f"{service}: other tables after a rebuild")
            for table, rows in before.items():
                difference = first_difference(rows, after[table])
                check(rows == after[table], f"{service}.{table} after a rebuild: {difference}")


def named(value: str | list[str] | None) -> list[str]:
    """Organisations, from a field that has one or several."""
    return value if isinstance(value, list) else [value] if value else []


def digest(event: Event) -> int:
    content = f"{event.sequence} {event.subject} ".encode() + event.body
    return int.from_bytes(hashlib.blake2b(content, digest_size=8).digest(), "big")
