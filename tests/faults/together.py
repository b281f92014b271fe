# SPDX-License-Identifier: EUPL-1.2
"""People of one case at once: they edit the same goals and activities of its plan, comment, check in, write to each
other; organisations come into the plan and leave it with their consent; others ask for help.

A few plans are shared by everybody, so that edits meet. Whoever edits names the version they know of, which may have
moved since; what comes of a conflict stands in the ledger.
"""
import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from ledger import EXPECTED
from samspil import Client, Problem, Unanswered, new_command_id

if TYPE_CHECKING:
    from load import Case, Load, Organisation

PLANS = 2
CATEGORIES = ["contact", "referral", "plan", "progress", "notes"]
STALE = 0.1  # the part of edits that name an earlier version than they could
OFFLINE = 0.1  # the part of edits that were written earlier
GOAL_STATUSES = ("accepted", "active", "on-hold", "completed", "rejected")
ACTIVITY_STATUSES = ("scheduled", "in-progress", "on-hold", "completed", "stopped")

Deed = Callable[[random.Random], None]


@dataclass
class Item:
    kind: str  # goal or activity
    id: str
    version: int  # the highest that anybody of us has heard of


@dataclass
class SharedPlan:
    """Everybody in `members` has joined for good; the guest comes and goes."""
    case: "Case"
    members: list["Organisation"]
    guest: "Organisation"
    items: list[Item] = field(default_factory=list)
    version: int = 0
    guest_consent: str = ""
    guest_lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def writers(self) -> list[Client]:
        return [self.case.citizen, self.case.home.worker, *(member.worker for member in self.members)]


def offline(rng: random.Random) -> dict[str, str]:
    if rng.random() >= OFFLINE:
        return {}
    then = datetime.now(timezone.utc) - timedelta(minutes=rng.randint(1, 300))
    return {"edited_at": then.strftime("%Y-%m-%dT%H:%M:%S.000Z")}


class Together:
    def __init__(self, load: "Load"):
        self.load = load
        self.lock = threading.Lock()
        self.plans = [self._share(number) for number in range(PLANS)]

    @property
    def deeds(self) -> dict[Deed, int]:
        """With how often each is done."""
        return {self._add_goal: 5, self._edit_goal: 22, self._add_activity: 5, self._edit_activity: 22,
                self._edit_plan: 5, self._comment: 4, self._check_in: 3, self._look: 6, self._guest: 4,
                self._write: 5, self._course: 3, self._inquire: 3}

    def _share(self, number: int) -> SharedPlan:
        load, rng = self.load, random.Random(number)
        case = load.open_case(rng, load.homes[number % len(load.homes)])
        assert case
        plan = SharedPlan(case, load.helpers[:2], load.helpers[2])
        for member in plan.members:
            self._consent(plan, member)
            load.ledger.must(case.citizen, "plans.invite_participant", case_id=case.id, organisation_id=member.id)
        load.ledger.must(case.citizen, "plans.authorise_participant", case_id=case.id,
                         organisation_id=plan.members[0].id, edits_goals=True)
        load.listen(case.citizen, case.citizen_id)
        return plan

    def _consent(self, plan: SharedPlan, organisation: "Organisation") -> str:
        given = self.load.ledger.must(plan.case.citizen, "consents.give_consent", case_id=plan.case.id,
                                      organisation_id=organisation.id, purpose="SocialWelfareProvision",
                                      categories=CATEGORIES, text="I agree.", language="en")
        return str(given["consent_id"])

    # Edits.

    def _edit(self, rng: random.Random, plan: SharedPlan, item: Item, who: Client, procedure: str,
              **arguments: Any) -> None:
        version = item.version - (1 if item.version > 1 and rng.random() < STALE else 0)
        done = self.load.command(rng, who, f"plans.{procedure}", version=version, **{f"{item.kind}_id": item.id},
                                 **arguments, **offline(rng))
        if done:
            with self.lock:
                item.version = max(item.version, done["version"])

    def _add(self, rng: random.Random, kind: str, who: Client, plan: SharedPlan, /, **arguments: Any) -> None:
        if rng.random() < 0.5:
            arguments[f"{kind}_id"] = new_command_id()  # as who is offline must
        done = self.load.command(rng, who, f"plans.add_{kind}", case_id=plan.case.id, **arguments, **offline(rng))
        if done:
            with self.lock:
                plan.items.append(Item(kind, done[f"{kind}_id"], done["version"]))

    def _pick(self, rng: random.Random, kind: str) -> tuple[SharedPlan, Item | None]:
        """Mostly one of the youngest, so that several edit the same."""
        plan = rng.choice(self.plans)
        with self.lock:
            items = [item for item in plan.items if item.kind == kind][-2:]
            return plan, rng.choice(items) if items else None

    def _add_goal(self, rng: random.Random) -> None:
        plan = rng.choice(self.plans)
        self._add(rng, "goal", rng.choice(plan.writers), plan, description=f"Goal {rng.random()}")

    def _edit_goal(self, rng: random.Random) -> None:
        plan, goal = self._pick(rng, "goal")
        if not goal:
            return
        citizen, authorised, anybody = plan.case.citizen, plan.members[0].worker, rng.choice(plan.writers)
        speaker = rng.choice((citizen, authorised))
        who, procedure, arguments = rng.choices((
            (speaker, "update_goal", {"description": f"Reworded {rng.random()}"}),
            (speaker, "set_goal_status", {"status": rng.choice(GOAL_STATUSES), "reason": "It is time"}),
            (anybody, "assess_goal", {"achievement": rng.choice(("improving", "no-change", "achieved"))}),
            (citizen, "set_goal_visibility", {"visibility": rng.choice(("participants", "participants", "private"))}),
        ), (50, 20, 20, 10))[0]
        self._edit(rng, plan, goal, who, procedure, **arguments)

    def _add_activity(self, rng: random.Random) -> None:
        plan = rng.choice(self.plans)
        responsible = rng.choice(({"party": "citizen"},
                                  {"party": "organisation", "organisation_id": rng.choice(plan.members).id}))
        self._add(rng, "activity", rng.choice(plan.writers), plan, kind="training", description="Walks",
                  responsible=responsible)

    def _edit_activity(self, rng: random.Random) -> None:
        plan, activity = self._pick(rng, "activity")
        if not activity:
            return
        who, procedure, arguments = rng.choices((
            (rng.choice(plan.writers), "update_activity", {"description": f"Step {rng.random()}"}),
            (rng.choice(plan.writers), "set_activity_status", {"status": rng.choice(ACTIVITY_STATUSES)}),
            (plan.case.citizen, "set_activity_visibility",
             {"visibility": rng.choice(("participants", "participants", "responsible", "private"))}),
        ), (60, 30, 10))[0]
        self._edit(rng, plan, activity, who, procedure, **arguments)

    def _edit_plan(self, rng: random.Random) -> None:
        plan = rng.choice(self.plans)
        who, procedure, arguments = rng.choice((
            (plan.case.citizen, "update_plan", {"title": f"My plan {rng.random()}"}),
            (rng.choice(plan.writers), "set_next_action", {"next_action": {"text": f"Next {rng.random()}"}}),
        ))
        done = self.load.command(rng, who, f"plans.{procedure}", case_id=plan.case.id, version=plan.version,
                                 **arguments)
        if done:
            with self.lock:
                plan.version = max(plan.version, done["version"])

    # What is said.

    def _comment(self, rng: random.Random) -> None:
        plan, item = self._pick(rng, rng.choice(("goal", "activity")))
        about = {f"{item.kind}_id": item.id} if item else {}
        self.load.command(rng, rng.choice(plan.writers), "plans.add_comment", case_id=plan.case.id, text="Well done",
                          **about)

    def _check_in(self, rng: random.Random) -> None:
        plan, goal = self._pick(rng, "goal")
        about = {"goal_id": goal.id} if goal else {}
        self.load.command(rng, plan.case.citizen, "plans.add_check_in", case_id=plan.case.id,
                          score=rng.randint(0, 10), **about)

    def _write(self, rng: random.Random) -> None:
        plan = rng.choice(self.plans)
        member = rng.choice(plan.members)
        who, to = rng.choice(((plan.case.citizen, {}), (plan.case.citizen, {"organisation_id": member.id}),
                              (plan.case.home.worker, {}), (member.worker, {"organisation_id": member.id})))
        self.load.command(rng, who, "cases.send_message", case_id=plan.case.id, text="See you on Friday", **to)

    # What else goes on in a case.

    def _look(self, rng: random.Random) -> None:
        """Finds out what has happened since; reading may be refused or lost like anything."""
        plan = rng.choice(self.plans)
        try:
            seen = rng.choice(plan.writers).call("plans.get_plan", case_id=plan.case.id)
        except Unanswered:
            return
        except Problem as problem:
            assert not problem.is_final or problem.code in EXPECTED, f"get_plan: {problem}"
            return
        versions = {item[f"{kind}_id"]: item["version"]
                    for kind, items in (("goal", seen["goals"]), ("activity", seen["activities"])) for item in items}
        with self.lock:
            plan.version = max(plan.version, seen["plan"]["version"])
            for item in plan.items:
                item.version = max(item.version, versions.get(item.id, 0))

    def _guest(self, rng: random.Random) -> None:
        """Comes into the plan with a consent, leaves it with its end."""
        plan = rng.choice(self.plans)
        case, guest = plan.case, plan.guest
        if not plan.guest_lock.acquire(blocking=False):
            return
        try:
            if plan.guest_consent:
                self.load.ledger.must(case.citizen, "consents.withdraw_consent", consent_id=plan.guest_consent)
                plan.guest_consent = ""
            else:
                self.load.command(rng, case.citizen, "plans.invite_participant", case_id=case.id,
                                  organisation_id=guest.id)
                plan.guest_consent = self._consent(plan, guest)
        finally:
            plan.guest_lock.release()

    def _course(self, rng: random.Random) -> None:
        plan = rng.choice(self.plans)
        worker, case_id = plan.case.home.worker, plan.case.id
        try:
            courses = worker.call("cases.list_courses", case_id=case_id)["courses"]
        except (Problem, Unanswered):
            return
        running = [course for course in courses if "ended_on" not in course]
        if running:
            self.load.command(rng, worker, "cases.end_course", course_id=running[0]["course_id"],
                              outcome="ordinary support")
        else:
            self.load.command(rng, worker, "cases.start_course", case_id=case_id, reason="It got harder")

    def _inquire(self, rng: random.Random) -> None:
        """Somebody new, whose case begins with it; or somebody who has one."""
        if rng.random() < 0.5:
            plan = rng.choice(self.plans)
            self.load.command(rng, plan.case.citizen, "cases.inquire", by="self", need="Somebody to walk with",
                              case_id=plan.case.id)
            return
        home = rng.choice(self.load.homes)
        newcomer = Client(self.load.instance, f"newcomer-{rng.randrange(10**9)}@home.example")
        self.load.command(rng, newcomer, "cases.inquire", by="self", need="Help with loneliness",
                          municipality_id=home.id, citizen_name="Nils New",
                          signals=["urgent"] if rng.random() < 0.3 else [])
