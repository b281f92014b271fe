# SPDX-License-Identifier: EUPL-1.2
"""Many connections of an organisation read, listen and act while the citizen withdraws.

After the answer to the withdrawal nothing about that citizen may reach the organisation, on any connection; where it
was the consent for the plan alone, nothing of the plan. Everything runs in one thread: when the answer has been read,
each socket of the organisation is emptied, and from then on whatever arrives is too late. Only the last event, that the
consent has ended, may still come; it has ids and no words. Those whom no consent names hear nothing about these citizens
at any time, and each read that the organisation was answered is in the citizen's list.
"""
import argparse
import random
import time
from collections.abc import Callable

from people import (Citizen, Client, Instance, Json, Place, Problem, Register, consenting, in_words, json_in,
                    new_command_id, refer, share_plan)
from wire import Connection, EventStream, HttpCaller, Loop, Outcome, WampCaller

TOPICS = [("samspil.feed", "exact"), ("samspil.feed.referrals.", "prefix")]
READS = ("referrals.get_referral", "referrals.list_referrals", "cases.get_case", "cases.list_cases", "cases.list_contacts",
         "cases.list_messages", "plans.get_plan", "plans.list_plans", "plans.list_history", "plans.list_comments",
         "plans.list_check_ins")
IN_FLIGHT = 4  # on each websocket

# What the organisation does, again and again.
ACTIONS: tuple[tuple[str, Callable[[Citizen, str], Json]], ...] = (
    ("referrals.get_referral", lambda citizen, before: {"referral_id": citizen.referral_id}),
    ("referrals.list_referrals", lambda citizen, before: {"box": "inbox"}),
    ("cases.get_case", lambda citizen, before: {"case_id": citizen.case_id}),
    ("cases.list_cases", lambda citizen, before: {}),
    ("cases.list_contacts", lambda citizen, before: {"case_id": citizen.case_id}),
    ("cases.list_messages", lambda citizen, before: {"case_id": citizen.case_id}),
    ("plans.get_plan", lambda citizen, before: {"case_id": citizen.case_id}),
    ("plans.list_plans", lambda citizen, before: {}),
    ("plans.list_history", lambda citizen, before: {"case_id": citizen.case_id}),
    ("plans.list_comments", lambda citizen, before: {"case_id": citizen.case_id}),
    ("plans.list_check_ins", lambda citizen, before: {"case_id": citizen.case_id}),
    ("disclosures.list_timeline", lambda citizen, before: {"case_id": citizen.case_id}),
    ("plans.add_comment", lambda citizen, before: {"command_id": new_command_id(), "case_id": citizen.case_id,
                                                   "goal_id": citizen.goal_id,
                                                   "text": f"Mark{citizen.number}plancomment"}),
    ("plans.assess_goal", lambda citizen, before: {"command_id": new_command_id(), "goal_id": citizen.goal_id,
                                                   "version": 1, "achievement": "improving"}),
    ("cases.send_message", lambda citizen, before: {"command_id": new_command_id(), "case_id": citizen.case_id,
                                                    "text": f"Mark{citizen.number}message"}),
    ("consents.list_consents", lambda citizen, before: {"case_id": citizen.case_id}),
    ("disclosures.read_feed", lambda citizen, before: {"after": before, "limit": 200}),
    ("disclosures.list_news", lambda citizen, before: {"name": "hammer", "limit": 200}),
    ("referrals.accept_referral", lambda citizen, before: {"command_id": new_command_id(), "contact_date": "2030-01-15",
                                                           "referral_id": citizen.referral_id}),
    ("referrals.start_referral", lambda citizen, before: {"command_id": new_command_id(),
                                                          "referral_id": citizen.referral_id}),
    ("cases.log_contact", lambda citizen, before: {"command_id": new_command_id(), "case_id": citizen.case_id,
                                                   "channel": "telephone", "minutes": 5, "face_to_face": False,
                                                   "note": f"Mark{citizen.number}contact"}),
)


class Hammer:
    def __init__(self, instance: Instance, seed: int):
        self.random = random.Random(seed)
        self.place = Place(instance)
        self.loop = Loop(instance.port)
        self.register = Register()
        self.faults: list[str] = []
        self.answered = self.refused = 0
        self.times: dict[str, list[float]] = {"withdrawals": [], "withdrawals for the plan alone": []}
        self.current: Citizen | None = None
        self.before = ""  # place in the feed before the current citizen
        token = instance.token
        subjects = self.place.coordinators
        self.listeners = [WampCaller(self.loop, token(subject), TOPICS, self.hears) for subject in subjects]
        self.streams = [EventStream(self.loop, token(subject), self.hears) for subject in subjects[:3]]
        self.callers: list[HttpCaller | WampCaller] = [HttpCaller(self.loop, token(subject), self.hears) for subject in subjects]
        self.callers += [WampCaller(self.loop, token(subject), [], self.hears) for subject in subjects[:2]]
        self.told = [*self.listeners, *self.streams, *self.callers]
        self.strangers = self.open_strangers(instance)
        self.decider = HttpCaller(self.loop, token("nobody-yet"))
        self.loop.until(lambda: all(caller.is_subscribed for caller in [*self.listeners, *self.strangers_wamp])
                        and all(stream.is_open for stream in [*self.streams, *self.strangers_sse]), "all are connected")

    def open_strangers(self, instance: Instance) -> list[Connection]:
        """Another organisation, another citizen, another municipality: in the same fan-out, without a consent."""
        self.place.signed_in("other-citizen", "Somebody else")
        subjects = ("other-coordinator", "other-citizen", "other-caseworker")
        self.strangers_wamp = [WampCaller(self.loop, instance.token(subject), TOPICS, self.overhears) for subject in subjects]
        self.strangers_sse = [EventStream(self.loop, instance.token(subject), self.overhears) for subject in subjects]
        self.strange_callers = [HttpCaller(self.loop, instance.token(subject), self.overhears) for subject in subjects]
        return [*self.strangers_wamp, *self.strangers_sse, *self.strange_callers]

    # What arrives.

    def hears(self, connection: Connection, message: bytes) -> None:
        for number in self.register.told_in(message):
            if self.register.citizens[number].has_withdrawn:
                self.faults.append(f"{connection.name} was told about citizen {number} after the withdrawal: "
                                   f"{json_in(message)[:600]!r}")
        for number in self.register.plans_in(message):
            if self.register.citizens[number].has_closed_plan:
                self.faults.append(f"{connection.name} was told of citizen {number}'s plan after the withdrawal: "
                                   f"{json_in(message)[:600]!r}")

    def overhears(self, connection: Connection, message: bytes) -> None:
        for number in self.register.named_in(message):
            self.faults.append(f"{connection.name} of a stranger was told about citizen {number}: {json_in(message)[:600]!r}")

    # What the organisation does.

    def act(self, caller: HttpCaller | WampCaller) -> None:
        citizens = self.register.citizens
        citizen = self.current if self.random.random() < 0.9 or self.current is None else self.random.choice(citizens[-5:])
        if citizen is None:
            self.loop.after(0.01, lambda: self.act(caller))
            return
        procedure, arguments = self.random.choice(ACTIONS)
        caller.call(procedure, arguments(citizen, self.before), lambda outcome: self.acted(caller, procedure, outcome))

    def acted(self, caller: HttpCaller | WampCaller, procedure: str, outcome: Outcome) -> None:
        if outcome.code:
            self.refused += 1
        else:
            self.answered += 1
            if procedure in READS:
                for number in self.register.named_in(repr(outcome.body).encode()):
                    reads = self.register.citizens[number].reads
                    reads[procedure] = reads.get(procedure, 0) + 1
        if caller.is_wanted:
            self.act(caller)

    def act_as_stranger(self, caller: HttpCaller, citizen: Citizen) -> None:
        procedure, arguments = self.random.choice(ACTIONS)
        # Their own ids in the answer would be no disclosure, but there is no answer that has them.
        caller.call(procedure, arguments(citizen, ""), lambda outcome: None)

    # One citizen after another.

    def run(self, times: int) -> None:
        for caller in self.callers:
            for _ in range(IN_FLIGHT if isinstance(caller, WampCaller) else 1):
                self.act(caller)
        for number in range(times):
            self.withdraw_under_load(number)
        self.finish(times)

    def withdraw_under_load(self, number: int) -> None:
        place = self.place
        heard = {listener: len(listener.events) for listener in [*self.listeners, *self.streams]}
        citizen = consenting(place, number, plan_apart=number % 2 == 1)
        self.register.add(citizen)
        share_plan(place, citizen)
        refer(place, citizen)
        self.register.add_ids(citizen)
        self.before = str(max(int(listener.events[-1]["cursor"]) if listener.events else 0 for listener in self.listeners))
        self.current = citizen
        self.loop.until(lambda: all(self.knows(listener.events[since:], citizen) for listener, since in heard.items()),
                        f"everybody has heard of citizen {number}")
        self.loop.until(lambda: citizen.reads, f"somebody has read about citizen {number}")
        enough = self.answered + self.random.randrange(1, 150)
        self.loop.until(lambda: self.answered > enough, "some more answers")
        for caller in self.strange_callers:
            if caller.waiting is None:
                self.act_as_stranger(caller, citizen)

        self.decider.close()
        self.decider = HttpCaller(self.loop, place.instance.token(citizen.client.subject))
        start = time.monotonic()
        consent_id = citizen.plan_consent_id or citizen.consent_id
        self.decider.call("consents.withdraw_consent", {"command_id": new_command_id(), "consent_id": consent_id},
                          lambda outcome: self.withdrawn(citizen, start, outcome))
        self.loop.until(lambda: citizen.has_closed_plan, f"citizen {number}'s withdrawal is answered")
        if citizen.plan_consent_id:
            self.check_rest(citizen)
        place.caseworker.call("referrals.get_referral", referral_id=citizen.referral_id)  # the home municipality works on
        if self.faults:
            raise AssertionError("\n".join(self.faults[:10]))

    def check_rest(self, citizen: Citizen) -> None:
        """The plan is closed to the organisation, what the other consent permits is not."""
        coordinator, about = self.place.coordinator, {"case_id": citizen.case_id}
        for procedure in ("plans.get_plan", "plans.list_history", "plans.list_comments", "plans.list_check_ins"):
            try:
                coordinator.query(procedure, **about)
                raise AssertionError(f"{procedure} is answered without a consent for the plan")
            except Problem as problem:
                assert problem.code == "not_found", f"{procedure}: {problem}"
        assert coordinator.query("cases.list_messages", **about)["messages"]

    def knows(self, events: list[Json], citizen: Citizen) -> bool:
        return any(event.get("data", {}).get("referral_id") == citizen.referral_id for event in events)

    def withdrawn(self, citizen: Citizen, start: float, outcome: Outcome) -> None:
        """At the moment of the answer: what the kernel holds by now came before it."""
        assert outcome.code == "" and outcome.body["effective_at"], outcome
        kind = "withdrawals for the plan alone" if citizen.plan_consent_id else "withdrawals"
        self.times[kind].append(time.monotonic() - start)
        for connection in self.told:
            connection.receive()
        citizen.has_closed_plan = True
        citizen.has_withdrawn = not citizen.plan_consent_id

    def finish(self, number: int) -> None:
        """One more who does not withdraw: what reaches everybody after all that happened is seen to come."""
        last = consenting(self.place, number)
        self.register.add(last)
        share_plan(self.place, last)
        refer(self.place, last)
        self.register.add_ids(last)
        self.current = last
        self.loop.until(lambda: all(self.knows(listener.events, last) for listener in [*self.listeners, *self.streams]),
                        "the last one is heard of")
        for caller in self.callers:
            caller.is_wanted = False
        self.loop.until(lambda: not any(caller.waiting if isinstance(caller, HttpCaller) else caller.calls
                                        for caller in self.callers), "all calls are answered")
        self.check_disclosures()
        if self.faults:
            raise AssertionError("\n".join(self.faults[:10]))

    # The citizen's list.

    def check_disclosures(self) -> None:
        received = {event["id"] for listener in [*self.listeners, *self.streams] for event in listener.events}
        total = 0
        for citizen in self.register.citizens:
            total += sum(citizen.reads.values())
            deadline = time.monotonic() + 20
            while missing := self.missing_in(self.disclosures(citizen.client), citizen):
                assert time.monotonic() < deadline, f"citizen {citizen.number} does not see: {missing}"
        print(f"{total} answered reads, all in the citizens' lists; {len(received)} events heard")

    def missing_in(self, disclosures: list[Json], citizen: Citizen) -> dict[str, int]:
        listed: dict[str, int] = {}
        for item in disclosures:
            if item.get("organisation_id") == self.place.ngo_id:
                listed[item["what"]] = listed.get(item["what"], 0) + 1
        told = {event["id"]: event["type"] for listener in self.listeners for event in listener.events
                if citizen.case_id == event["subject"]}
        wanted = {f"samspil.{procedure}": count for procedure, count in citizen.reads.items()}
        for kind in told.values():
            wanted[kind] = wanted.get(kind, 0) + 1
        return {what: count - listed.get(what, 0) for what, count in wanted.items() if count > listed.get(what, 0)}

    def disclosures(self, client: Client) -> list[Json]:
        found: list[Json] = []
        after: Json = {}
        client.close()  # the gateway has ended what was idle for long
        while True:
            page = client.call("disclosures.list_disclosures", limit=200, **after)
            found += page["disclosures"]
            if "next" not in page:
                return found
            after = {"after": page["next"]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=20, help="withdrawals (%(default)s)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--build", help="where the product is built")
    parser.add_argument("--port", type=int, help="first port of the instance")
    options = parser.parse_args()
    with Instance(build=options.build, port=options.port) as instance:
        hammer = Hammer(instance, options.seed)
        start = time.monotonic()
        hammer.run(options.times)
        took = time.monotonic() - start
        print(f"{options.times} withdrawals under {hammer.answered} answered and {hammer.refused} refused calls in "
              f"{took:.1f} s: nothing that they closed came after the answer")
        for kind, times in hammer.times.items():
            print(f"{kind} take effect in {in_words(times)}")


if __name__ == "__main__":
    main()
