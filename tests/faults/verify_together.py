# SPDX-License-Identifier: EUPL-1.2
"""Plans, and what else people do together in a case, replayed from the record and held against what they are shown.

The versions of an item have no holes; whoever was refused named one that had moved, and was told the right two; what
somebody gets from get_plan is what the record makes of it within their sight, and what their feed adds up to.
"""
import collections
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ledger import Done, Ledger
from load import Load, Organisation
from record import Event
from samspil import Client, Json, Problem
from together import SharedPlan

# What stands in an event beside the item that it is about.
ABOUT_THE_CHANGE = frozenset({"participant_ids", "former_ids", "change", "editor", "edited_at"})
ITEMS = {"goal_changed": "goal_id", "activity_changed": "activity_id", "plan_changed": "case_id"}
SAID = {"commented": "comment_id", "checked_in": "check_in_id"}
HIDDEN = {"plans.goal_hidden": "goal_id", "plans.activity_hidden": "activity_id"}

# What the activity that follows a referral comes to.
FOLLOWED = {"accepted": "scheduled", "in-progress": "in-progress", "on-hold": "on-hold", "completed": "completed",
            "failed": "stopped", "cancelled": "cancelled", "rejected": "cancelled"}
# With such a goal that somebody sees, a draft is an active plan to them.
TAKEN_ON = frozenset({"planned", "accepted", "active", "on-hold", "completed"})

Permitted = Callable[[str, str], bool]  # citizen, organisation: whether a consent for the plan is in force


def check(is_so: bool, text: str) -> None:
    if not is_so:
        raise AssertionError(text)


def item_of(data: Json) -> Json:
    return {name: value for name, value in data.items() if name not in ABOUT_THE_CHANGE}


def differs(shown: Json, item: Json) -> str:
    """In which field what is shown is something else; it may have more, which is counted and not stored."""
    for name in item.keys() | (shown.keys() & {"description", "note", "status_reason", "title", "next_action"}):
        if shown.get(name) != item.get(name):
            return f"{name}: {shown.get(name)!r} instead of {item.get(name)!r}"
    return ""


@dataclass
class Plan:
    citizen: str
    home: str
    members: set[str] = field(default_factory=set)  # organisations that have joined
    items: set[str] = field(default_factory=set)


@dataclass
class Fold:
    """What a client makes of its feed."""
    cursor: str = ""
    items: dict[str, Json] = field(default_factory=dict)


class Together:
    def __init__(self) -> None:
        self.plans: dict[str, Plan] = {}
        self.versions: dict[str, list[Json]] = collections.defaultdict(list)  # of each goal, activity and plan
        self.activities: dict[str, str] = {}  # that follow referrals
        self.said: set[str] = set()
        self.courses: dict[str, str] = {}  # under way, by case
        self.inquiries: dict[str, tuple[bool, bool]] = {}  # by case: whether opened and linked must follow
        self.folds: dict[str, Fold] = collections.defaultdict(Fold)
        self.checked_conflicts = 0

    # Replaying.

    def replay_plans(self, event: Event) -> None:
        name, data, where = event.type.split(".")[1], event.data, f"PLANS {event.sequence}"
        plan = self.plans.setdefault(data["case_id"], Plan(data["citizen_id"], data["home_id"]))
        check(plan.citizen == data["citizen_id"] and plan.home == data["home_id"], f"{where}: of somebody else")
        if name in ITEMS:
            self._change(where, plan, name, data, event.head.get("answered", {}).get("result") or {})
        elif name in SAID:
            check(data[SAID[name]] not in self.said, f"{where}: said twice")
            self.said.add(data[SAID[name]])
        else:
            check(name == "participant_changed", f"{where}: what is {name}?")
            self._participant(plan, data)
        strangers = set(data.get("participant_ids", ())) - plan.members - {data.get("organisation_id")}
        check(not strangers, f"{where}: {name} names {strangers}, who have not joined")

    def _change(self, where: str, plan: Plan, name: str, data: Json, result: Json) -> None:
        item_id = data[ITEMS[name]]
        versions = self.versions[item_id]
        check(data["version"] == len(versions) + 1, f"{where}: version {data['version']} follows {len(versions)}")
        check(result.get("version", data["version"]) == data["version"], f"{where}: answered {result}")
        if name != "plan_changed":
            check((item_id in plan.items) == bool(versions), f"{where}: it belongs to another plan")
            plan.items.add(item_id)
        for organisation in data.get("participant_ids", ()):
            check(sees(data, organisation), f"{where}: {organisation} is told of what is {data.get('visibility')}")
        if "referral_id" in data and not versions:
            check(data["referral_id"] not in self.activities, f"{where}: the second activity of one referral")
            self.activities[data["referral_id"]] = item_id
        versions.append(item_of(data))

    def _participant(self, plan: Plan, data: Json) -> None:
        if data["status"] == "joined":
            plan.members.add(data["organisation_id"])
        else:
            plan.members.discard(data["organisation_id"])

    def replay_cases(self, event: Event) -> None:
        name, data, where = event.type.split(".")[1], event.data, f"CASES {event.sequence}"
        case_id = data["case_id"]
        if name == "message_sent":
            check(data["message_id"] not in self.said, f"{where}: sent twice")
            self.said.add(data["message_id"])
        elif name == "course_started":
            check(case_id not in self.courses, f"{where}: a second course at the same time")
            self.courses[case_id] = data["course_id"]
        elif name == "course_ended":
            check(self.courses.pop(case_id, "") == data["course_id"], f"{where}: a course that is not under way")
        elif name == "inquired":
            self.inquiries[case_id] = (data["opens_case"], data["links"])
        elif name in ("opened", "citizen_linked") and case_id in self.inquiries:
            opens, links = self.inquiries[case_id]
            self.inquiries[case_id] = (opens and name != "opened", links and name != "citizen_linked")

    # What must be so when nothing is under way.

    def lacking(self, referrals: dict[str, str], permitted: Permitted) -> str:
        """referrals: their states."""
        for case_id, owed in self.inquiries.items():
            if any(owed):
                return f"the inquiry that begins case {case_id} is not dealt with to its end"
        for referral_id, status in referrals.items():
            activity = self.activities.get(referral_id)
            if not activity and status in ("accepted", "on-hold", "in-progress", "completed", "failed"):
                return f"referral {referral_id} has no activity"
            if activity and self.versions[activity][-1]["status"] != FOLLOWED.get(status):
                return f"the activity of referral {referral_id}, which is {status}, has not followed"
        for case_id, plan in self.plans.items():
            for organisation in plan.members - {plan.home}:
                if not permitted(plan.citizen, organisation):
                    return f"{organisation} is still in the plan of case {case_id} without a consent"
        return ""

    def check_answers(self, ledger: Ledger) -> None:
        for done in ledger.done.values():
            if done.procedure.startswith("plans.") and "version" in done.arguments:
                check(done.answer["version"] == done.arguments["version"] + 1, f"{done.procedure}: {done.answer}")
        for conflict in ledger.conflicts[self.checked_conflicts:]:
            self._check_conflict(conflict)
        self.checked_conflicts = len(ledger.conflicts)

    def _check_conflict(self, conflict: Done) -> None:
        arguments, answer = conflict.arguments, conflict.answer
        item_id = next(arguments[name] for name in ("goal_id", "activity_id", "case_id") if name in arguments)
        versions, named = self.versions[item_id], arguments["version"]
        where = f"{conflict.procedure} of version {named} of {item_id} is refused"
        now = answer["current"]["version"]
        check(named < now <= len(versions), f"{where} because of version {now} of {len(versions)}")
        check(not differs(answer["current"], versions[now - 1]), f"{where} by a version {now} that is none")
        if "seen" in answer and named > 0:
            check(not differs(answer["seen"], versions[named - 1]), f"{where} against a version {named} that is none")

    # What is shown.

    def check_plans(self, load: Load, permitted: Permitted) -> None:
        for shared in load.together.plans:
            people: list[tuple[Client, Organisation | None]] = [
                (shared.case.citizen, None), (shared.case.home.worker, None),
                *((member.worker, member) for member in shared.members)]
            for client, organisation in people:
                self._check_fold(shared, client, organisation)
                self._check_shown(shared, client, organisation)
            self._check_guest(shared, permitted)

    def _visible(self, shared: SharedPlan, organisation: Organisation | None) -> dict[str, Json]:
        plan = self.plans[shared.case.id]
        items = {item: self.versions[item][-1] for item in plan.items}
        return {item: data for item, data in items.items() if not organisation or sees(data, organisation.id)}

    def _check_shown(self, shared: SharedPlan, client: Client, organisation: Organisation | None) -> None:
        shown = client.query("plans.get_plan", case_id=shared.case.id)
        visible, versions = self._visible(shared, organisation), self.versions[shared.case.id]
        self._compare(f"get_plan of {client.subject}", items_by_id(shown["goals"] + shown["activities"]), visible)
        plan = {"status": "draft", "version": 0} | (versions[-1] if versions else {})
        if plan["status"] == "draft" and any(item["status"] in TAKEN_ON for item in visible.values()
                                             if "goal_id" in item):
            plan["status"] = "active"
        difference = differs(shown["plan"], plan)
        check(not difference, f"the plan that {client.subject} sees: {difference}")

    def _check_fold(self, shared: SharedPlan, client: Client, organisation: Organisation | None) -> None:
        """As a client does it that has heard everything from the beginning."""
        fold = self.folds[f"{client.subject} {shared.case.id}"]
        for entry in client.read_feed(fold.cursor):
            fold.cursor = entry["cursor"]
            data, name = entry["data"], entry["type"].removeprefix("samspil.plans.")
            if data.get("case_id") != shared.case.id:
                continue
            if name in ("goal_changed", "activity_changed"):
                known = fold.items.get(data[ITEMS[name]])
                if not known or known["version"] < data["version"]:
                    fold.items[data[ITEMS[name]]] = item_of(data)
            elif "samspil.plans." in entry["type"] and f"plans.{name}" in HIDDEN:
                fold.items.pop(data[HIDDEN[f"plans.{name}"]], None)
        self._compare(f"the feed of {client.subject}", fold.items, self._visible(shared, organisation))

    def _check_guest(self, shared: SharedPlan, permitted: Permitted) -> None:
        guest, plan = shared.guest, self.plans[shared.case.id]
        if guest.id in plan.members and permitted(plan.citizen, guest.id):
            self._check_shown(shared, guest.worker, guest)
            return
        try:
            guest.worker.query("plans.get_plan", case_id=shared.case.id)
            raise AssertionError(f"{guest.worker.subject} sees a plan that it has left")
        except Problem as problem:
            check(problem.code == "not_found", f"get_plan of who has left: {problem}")

    def _compare(self, what: str, found: dict[str, Json], expected: dict[str, Json]) -> None:
        check(found.keys() == expected.keys(), f"{what}: {len(found)} items, not {len(expected)}: "
                                               f"{sorted(found.keys() ^ expected.keys())[:2]}")
        for item, data in expected.items():
            difference = differs(found[item], data)
            check(not difference, f"{what}: {item}: {difference}")


def sees(item: Json, organisation: str) -> bool:
    """Whether an organisation in the plan does."""
    visibility = item.get("visibility", "participants")
    responsible: Any = item.get("responsible", {})
    return visibility == "participants" or (visibility == "responsible" and
                                            responsible.get("organisation_id") == organisation)


def items_by_id(items: list[Json]) -> dict[str, Json]:
    return {str(item.get("activity_id") or item["goal_id"]): item for item in items}
