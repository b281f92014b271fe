# SPDX-License-Identifier: EUPL-1.2
"""Who takes part in the tests of consent, and one citizen after another with marks by which every byte about them is found."""
import json
import re
import statistics
from dataclasses import dataclass, field
from typing import Any

from samspil import Client, Instance, Problem, new_command_id

CATEGORIES = ["contact", "referral", "notes", "progress"]
PLAN = ["plan"]
# The words of a plan begin so, which tells them from what else is said about the same citizen.
MARK = re.compile(rb"Mark(\d+)(plan)?[a-z]|([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})")
MARKER_EVENT = "samspil.consents.withdrawn"
MARKER_DATA = {"consent_id", "case_id", "citizen_id", "home_id", "organisation_id", "purpose", "categories", "given_by"}

Json = dict[str, Any]


class Place:
    """Two municipalities and two voluntary organisations, with members; the second of each has no part in anything."""

    def __init__(self, instance: Instance, coordinators: int = 4):
        self.instance = instance
        operator = Client(instance, "operator")
        self.home_id = self._organisation(operator, "Home", "municipality")
        self.other_home_id = self._organisation(operator, "Elsewhere", "municipality")
        self.ngo_id = self._organisation(operator, "Friends", "voluntary")
        self.other_ngo_id = self._organisation(operator, "Strangers", "voluntary")
        self._member(operator, self.home_id, "caseworker", "caseworker")
        self._member(operator, self.other_home_id, "other-caseworker", "caseworker")
        self._member(operator, self.other_ngo_id, "other-coordinator", "coordinator")
        self.coordinators = [f"coordinator-{i}" for i in range(coordinators)]
        for subject in self.coordinators:
            self._member(operator, self.ngo_id, subject, "coordinator")
        self.caseworker = Client(instance, "caseworker")
        self.coordinator = Client(instance, self.coordinators[0])
        self.offer_id = self.coordinator.command("directory.publish_offer", name="A visiting friend")["offer_id"]

    def _organisation(self, operator: Client, name: str, kind: str) -> str:
        return operator.command("directory.register_organisation", name=name, type=kind)["organisation_id"]

    def _member(self, operator: Client, organisation_id: str, subject: str, role: str) -> None:
        operator.command("directory.add_member", organisation_id=organisation_id, subject=subject, roles=[role])

    def client(self, subject: str) -> Client:
        return Client(self.instance, subject)

    def signed_in(self, subject: str, name: str) -> tuple[Client, Json]:
        """A citizen with a case of the home municipality."""
        opened = self.caseworker.command("cases.open_case", citizen_name=name, phone=f"+45 {name}")
        invited = self.caseworker.command("cases.invite_citizen", case_id=opened["case_id"])
        client = Client(self.instance, subject)
        client.command("cases.accept_invitation", code=invited["code"])
        return client, opened


@dataclass
class Citizen:
    """One who is referred with consent. Everything about them says who it is about."""
    number: int
    client: Client
    case_id: str
    citizen_id: str
    consent_id: str
    plan_consent_id: str = ""  # where the plan has one of its own
    referral_id: str = ""
    goal_id: str = ""
    has_withdrawn: bool = False
    has_closed_plan: bool = False
    reads: dict[str, int] = field(default_factory=dict)  # answered to the organisation, by procedure
    told: set[str] = field(default_factory=set)  # ids of events that reached it

    @property
    def ids(self) -> list[str]:
        return [self.case_id, self.citizen_id, self.consent_id, self.plan_consent_id, self.referral_id, self.goal_id]


def consenting(place: Place, number: int, plan_apart: bool = False) -> Citizen:
    """plan_apart: with a consent of its own for the plan."""
    client, opened = place.signed_in(f"citizen-{number}", f"Mark{number}name")

    def consent(categories: list[str]) -> str:
        consent_id = str(place.caseworker.command(
            "consents.request_consent", case_id=opened["case_id"], organisation_id=place.ngo_id,
            purpose="SocialWelfareProvision", categories=categories, text="I agree.", language="en")["consent_id"])
        client.command("consents.give_consent", consent_id=consent_id)
        return consent_id

    consent_id = consent(CATEGORIES if plan_apart else CATEGORIES + PLAN)
    return Citizen(number, client, opened["case_id"], opened["citizen_id"], consent_id,
                   consent(PLAN) if plan_apart else "")


def share_plan(place: Place, citizen: Citizen) -> None:
    """Something of everything that a plan and a case have for those who work together."""
    number, about = citizen.number, {"case_id": citizen.case_id}
    command = citizen.client.command
    command("plans.invite_participant", organisation_id=place.ngo_id, **about)
    citizen.goal_id = command("plans.add_goal", description=f"Mark{number}plangoal", **about)["goal_id"]
    command("plans.set_next_action", version=0, next_action={"text": f"Mark{number}plannext"}, **about)
    command("plans.add_comment", goal_id=citizen.goal_id, text=f"Mark{number}plancomment", **about)
    command("plans.add_check_in", goal_id=citizen.goal_id, score=4, words=f"Mark{number}plancheck", **about)
    command("cases.send_message", organisation_id=place.ngo_id, text=f"Mark{number}message", **about)


def refer(place: Place, citizen: Citizen) -> None:
    citizen.referral_id = place.caseworker.command(
        "referrals.send_referral", case_id=citizen.case_id, offer_id=place.offer_id,
        reason=f"Mark{citizen.number}reason", note=f"Mark{citizen.number}note")["referral_id"]


def without_markers(value: Any) -> Any:
    """The same without what may still be said: that the consent has ended, in ids."""
    if isinstance(value, dict):
        if value.get("type") == MARKER_EVENT and set(value.get("data", {})) <= MARKER_DATA:
            return None
        return {name: without_markers(item) for name, item in value.items()}
    return [without_markers(item) for item in value] if isinstance(value, list) else value


class Register:
    """Finds whom a message is about."""

    def __init__(self) -> None:
        self.citizens: list[Citizen] = []
        self.by_id: dict[bytes, Citizen] = {}

    def add(self, citizen: Citizen) -> None:
        assert citizen.number == len(self.citizens)
        self.citizens.append(citizen)
        self.add_ids(citizen)

    def add_ids(self, citizen: Citizen) -> None:
        self.by_id.update({known.encode(): citizen for known in citizen.ids if known})

    def named_in(self, text: bytes) -> set[int]:
        found = set()
        for number, _, known_id in MARK.findall(text):
            if number and int(number) < len(self.citizens):
                found.add(int(number))
            elif known_id in self.by_id:
                found.add(self.by_id[known_id].number)
        return found

    def plans_in(self, text: bytes) -> set[int]:
        """Of these, those of whose plan something is said."""
        found = set()
        for number, plan, known_id in MARK.findall(text):
            if plan and int(number) < len(self.citizens):
                found.add(int(number))
            elif known_id in self.by_id and self.by_id[known_id].goal_id.encode() == known_id:
                found.add(self.by_id[known_id].number)
        return found

    def told_in(self, text: bytes) -> set[int]:
        """Of these, those about whom more is said than that their consent has ended."""
        if not self.named_in(text):
            return set()
        return self.named_in(json.dumps(without_markers(json.loads(json_in(text)))).encode())


def json_in(message: bytes) -> bytes:
    """Of an HTTP response, a block of server-sent events, or a websocket message."""
    if message.startswith(b"HTTP/1.1"):
        return message.split(b"\r\n\r\n", 1)[1] or b"null"
    if message[:1] in b"[{":
        return message
    data = [line[6:] for line in message.splitlines() if line.startswith(b"data: ")]
    return data[0] if data else b"null"


def in_words(times: list[float]) -> str:
    """Seconds, as what they amount to."""
    ordered = sorted(times)
    return (f"median {statistics.median(ordered) * 1000:.1f} ms, "
            f"99th percentile {ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))] * 1000:.1f} ms, "
            f"longest {ordered[-1] * 1000:.1f} ms")
