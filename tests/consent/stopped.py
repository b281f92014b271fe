# SPDX-License-Identifier: EUPL-1.2
"""A process that enforces consents stands still while the citizen withdraws; then the consents service itself does.

An enforcer that says nothing holds the answer up until its lease is over, and by then it refuses of its own accord: when
it wakes, what waited for it is not disclosed, and nothing else is until it has caught up. Without the consents service
nobody can vouch for a consent, so what rests on one is refused; what the home municipality does on its own ground goes on.

There is a second gateway for what has to go on while the first one stands still.
"""
import argparse
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from people import Citizen, Instance, Json, Place, Register, consenting, new_command_id, refer, share_plan
from samspil import PORTS
from wire import Connection, EventStream, HttpCaller, Loop, Outcome, WampCaller

LEASE, REPORT = 3.0, 1.0  # seconds
ENFORCERS = ("referrals", "cases", "plans", "disclosures", "gateway")
REFUSALS = {"not_found", "consent_unverifiable"}  # there is nothing, or it cannot be known now
TOPICS = [("samspil.feed", "exact")]
READS: dict[str, Callable[[Citizen], Json]] = {
    "referrals.get_referral": lambda citizen: {"referral_id": citizen.referral_id},
    "cases.get_case": lambda citizen: {"case_id": citizen.case_id},
    "plans.get_plan": lambda citizen: {"case_id": citizen.case_id},
    "referrals.list_referrals": lambda citizen: {"box": "inbox"},
    "disclosures.read_feed": lambda citizen: {"limit": 200},
}
ABOUT_ONE = ("referrals.get_referral", "cases.get_case", "plans.get_plan")  # the others answer without the citizen


@contextmanager
def second_gateway(instance: Instance) -> Iterator[int]:
    """Its port."""
    port = instance.port + PORTS - 2  # the last of its range, which no process has
    command = [instance.state / "bin" / "samspil-gateway", "--config", instance.state / "config" / "samspil.ini",
               "--port", str(port), "--monitor-port", str(port + 1)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        assert process.stdout and any('"ready"' in line for line in process.stdout), "the second gateway does not start"
        yield port
    finally:
        process.terminate()
        process.communicate()


@contextmanager
def standing_still(instance: Instance, process: str) -> Iterator[None]:
    assert instance.kill(process, signal.SIGSTOP), f"{process} does not run"
    try:
        yield
    finally:
        instance.kill(process, signal.SIGCONT)


class Scene:
    """Connections of the organisation, and whether something reaches them about somebody who has withdrawn."""

    def __init__(self, instance: Instance, other_port: int):
        self.instance = instance
        self.place, self.register = Place(instance, coordinators=1), Register()
        self.loop = Loop(instance.port)
        self.faults: list[str] = []
        token = instance.token(self.place.coordinators[0])
        self.listener = WampCaller(self.loop, token, TOPICS, self.hears)
        self.stream = EventStream(self.loop, token, self.hears)
        self.callers = [HttpCaller(self.loop, token, self.hears) for _ in READS]
        self.aside = [HttpCaller(self.loop, token, self.hears, other_port) for _ in range(2)]
        self.told: list[Connection] = [self.listener, self.stream, *self.callers, *self.aside]
        self.other_port = other_port

    def hears(self, connection: Connection, message: bytes) -> None:
        for number in self.register.told_in(message):
            if self.register.citizens[number].has_withdrawn:
                self.faults.append(f"{connection.name} was told about citizen {number} after the withdrawal: {message[:600]!r}")

    def referred(self) -> Citizen:
        """All who are connected hear of it live."""
        self.loop.until(lambda: self.listener.is_subscribed and self.stream.is_open, "all are connected")
        citizen = self.refer()
        self.loop.until(lambda: self.knows(self.listener, citizen) and self.knows(self.stream, citizen), "all have heard")
        return citizen

    def refer(self) -> Citizen:
        citizen = consenting(self.place, len(self.register.citizens))
        self.register.add(citizen)
        share_plan(self.place, citizen)
        refer(self.place, citizen)
        self.register.add_ids(citizen)
        return citizen

    def knows(self, hearer: WampCaller | EventStream, citizen: Citizen) -> bool:
        return any(event.get("data", {}).get("referral_id") == citizen.referral_id for event in hearer.events)

    def ask(self, citizen: Citizen) -> dict[str, Outcome]:
        """Reads about the citizen, all at once; what each comes to appears under its name."""
        outcomes: dict[str, Outcome] = {}
        for caller, (procedure, arguments) in zip(self.callers, READS.items(), strict=True):
            caller.call(procedure, arguments(citizen), partial(outcomes.__setitem__, procedure))
        return outcomes

    def codes(self, citizen: Citizen) -> dict[str, str]:
        """What each read comes to."""
        outcomes = self.ask(citizen)
        self.loop.until(lambda: len(outcomes) == len(READS), "all are answered")
        return {procedure: outcome.code for procedure, outcome in outcomes.items()}

    def act_aside(self, citizen: Citizen) -> list[Outcome]:
        """Makes events that the organisation is to be told of."""
        outcomes: list[Outcome] = []
        self.aside[0].call("referrals.accept_referral", {"command_id": new_command_id(), "contact_date": "2030-01-15",
                                                         "referral_id": citizen.referral_id}, outcomes.append)
        self.aside[1].call("cases.log_contact", {"command_id": new_command_id(), "case_id": citizen.case_id,
                                                 "channel": "telephone", "minutes": 5, "face_to_face": False,
                                                 "note": f"Mark{citizen.number}contact"}, outcomes.append)
        return outcomes

    def withdraw(self, citizen: Citizen) -> list[float]:
        """At the other gateway. The list gets the seconds that it took, when it is answered."""
        took: list[float] = []
        start = time.monotonic()
        caller = HttpCaller(self.loop, self.instance.token(citizen.client.subject), port=self.other_port)
        arguments = {"command_id": new_command_id(), "consent_id": citizen.consent_id}

        def answered(outcome: Outcome) -> None:
            assert outcome.code == "" and outcome.body["effective_at"], outcome
            took.append(time.monotonic() - start)
            for connection in self.told:
                connection.receive()
            citizen.has_withdrawn = True
            caller.close()

        caller.call("consents.withdraw_consent", arguments, answered)
        return took

    def check(self) -> None:
        if self.faults:
            raise AssertionError("\n".join(self.faults[:10]))


def stopped_enforcer(scene: Scene, process: str) -> None:
    citizen = scene.referred()
    with standing_still(scene.instance, process):
        waiting = scene.ask(citizen)
        acted = scene.act_aside(citizen)
        asleep = {"referrals": 1, "cases": 1}.get(process, 0)
        scene.loop.until(lambda: len(acted) >= len(scene.aside) - asleep, "what can be done has been")
        took = scene.withdraw(citizen)
        scene.loop.until(lambda: took, "the withdrawal is answered", 3 * LEASE)
        # The lease counts from its last report, which may have been a whole interval ago.
        assert LEASE - REPORT - 0.5 < took[0] < LEASE + 1, f"{process} stood still, and it took effect in {took[0]:.2f} s"
    scene.loop.until(lambda: len(waiting) == len(READS) and len(acted) == len(scene.aside), "what waited is answered")
    codes = scene.codes(citizen)
    assert {codes[procedure] for procedure in ABOUT_ONE} <= REFUSALS, f"{process} woke and answered {codes}"
    # The stream resumes where it was cut off, so this comes after whatever else there is to come.
    later = scene.refer()
    scene.loop.until(lambda: scene.knows(scene.stream, later), "the stream goes on")
    codes = scene.codes(citizen)
    assert {codes[procedure] for procedure in ABOUT_ONE} == {"not_found"}, f"{process} caught up and answered {codes}"
    scene.check()
    print(f"{process} stood still: the withdrawal took effect after {took[0]:.2f} s, and nothing came when it woke")


def stopped_consents(scene: Scene) -> None:
    citizen = scene.referred()
    place = scene.place
    with standing_still(scene.instance, "consents"):
        start = time.monotonic()
        while set(scene.codes(citizen).values()) != {"consent_unverifiable"}:
            assert time.monotonic() < start + LEASE + 1, "without the consents service it is still answered"
        after = time.monotonic() - start
        seen = place.caseworker.call("referrals.get_referral", referral_id=citizen.referral_id)
        assert seen["referral"]["citizen_name"] == f"Mark{citizen.number}name"
        place.caseworker.command("cases.log_contact", case_id=citizen.case_id, channel="telephone", minutes=5,
                                 face_to_face=False)
    deadline = time.monotonic() + 2 * LEASE
    while any(scene.codes(citizen).values()):
        assert time.monotonic() < deadline, "it is not answered again"
    scene.referred()
    scene.check()
    print(f"consents stood still: refused from {after:.2f} s on, while the home municipality went on")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", help="where the product is built")
    parser.add_argument("--port", type=int, help="first port of the instance")
    options = parser.parse_args()
    with Instance(build=options.build, port=options.port) as instance, second_gateway(instance) as other_port:
        scene = Scene(instance, other_port)
        for process in ENFORCERS:
            stopped_enforcer(scene, process)
        stopped_consents(scene)


if __name__ == "__main__":
    main()
