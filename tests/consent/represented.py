# SPDX-License-Identifier: EUPL-1.2
"""Somebody who acts for the citizen reads, listens and writes on many connections while the citizen ends that.

After the answer nothing about the citizen may reach them any more, on any connection, and nothing that they do for the
citizen is done. What they read until then is in the citizen's list, with the representation by which they did.
"""
import argparse
import random
import time
from collections.abc import Callable

from people import (Citizen, Instance, Json, Place, Register, consenting, in_words, json_in, new_command_id, refer,
                    share_plan)
from wire import Connection, EventStream, HttpCaller, Loop, Outcome, WampCaller

TOPICS = [("samspil.feed", "exact")]
SCOPES = ["case", "messages", "plan", "consent", "referral"]
IN_FLIGHT = 4  # on the websocket
ACTIONS: tuple[tuple[str, Callable[[Citizen], Json]], ...] = (
    ("cases.get_case", lambda citizen: {"case_id": citizen.case_id}),
    ("cases.list_messages", lambda citizen: {"case_id": citizen.case_id}),
    ("plans.get_plan", lambda citizen: {"case_id": citizen.case_id}),
    ("plans.list_history", lambda citizen: {"case_id": citizen.case_id}),
    ("referrals.list_referrals", lambda citizen: {}),
    ("consents.list_consents", lambda citizen: {}),
    ("disclosures.list_timeline", lambda citizen: {"case_id": citizen.case_id}),
    ("disclosures.read_feed", lambda citizen: {"limit": 200}),
    ("disclosures.list_news", lambda citizen: {"name": "niece", "limit": 200}),
    ("plans.add_comment", lambda citizen: {"command_id": new_command_id(), "case_id": citizen.case_id,
                                           "text": f"Mark{citizen.number}plancomment"}),
    ("cases.send_message", lambda citizen: {"command_id": new_command_id(), "case_id": citizen.case_id,
                                            "text": f"Mark{citizen.number}message"}),
)
REFUSALS = {"not_authorized", "not_found", "lost"}


class Representative:
    """All connections of one who acts for one citizen."""

    def __init__(self, loop: Loop, place: Place, register: Register, citizen: Citizen, rng: random.Random):
        self.loop, self.register, self.citizen, self.random = loop, register, citizen, rng
        self.subject = f"representative-{citizen.number}"
        self.is_over = False
        self.answered = self.late = 0
        self.reads: set[str] = set()
        self.faults: list[str] = []
        self.representation_id = self.link(place)
        token = place.instance.token(self.subject)
        self.listener = WampCaller(loop, token, TOPICS, self.hears)
        self.stream = EventStream(loop, token, self.hears)
        self.callers: list[HttpCaller | WampCaller] = [HttpCaller(loop, token, self.hears) for _ in range(3)]
        self.callers.append(WampCaller(loop, token, [], self.hears))
        self.told: list[Connection] = [self.listener, self.stream, *self.callers]

    def link(self, place: Place) -> str:
        command = self.citizen.client.command
        added = command("cases.add_representative", case_id=self.citizen.case_id, name="Dora Daughter",
                        relation="relative", scopes=SCOPES)["representation_id"]
        code = command("cases.invite_representative", representation_id=added)["code"]
        place.client(self.subject).command("cases.accept_invitation", code=code)
        return str(added)

    def hears(self, connection: Connection, message: bytes) -> None:
        if self.is_over and self.citizen.number in self.register.named_in(message):
            self.faults.append(f"{connection.name} of {self.subject} was told about the citizen after the end: "
                               f"{json_in(message)[:600]!r}")

    def act(self, caller: HttpCaller | WampCaller) -> None:
        procedure, arguments = self.random.choice(ACTIONS)
        asked_after = self.is_over
        caller.call(procedure, arguments(self.citizen),
                    lambda outcome: self.acted(caller, procedure, asked_after, outcome))

    def acted(self, caller: HttpCaller | WampCaller, procedure: str, asked_after: bool, outcome: Outcome) -> None:
        if asked_after:
            assert outcome.code, f"{procedure} for somebody whom {self.subject} does not represent any more: {outcome}"
            self.late += outcome.code in REFUSALS
        elif not outcome.code:
            self.answered += 1
            if self.citizen.number in self.register.named_in(repr(outcome.body).encode()):
                self.reads.add(procedure)
        if caller.is_wanted:
            self.loop.after(0.001, lambda: self.act(caller) if caller.is_wanted else None)

    def is_listening(self) -> bool:
        return self.listener.is_subscribed and self.stream.is_open

    def close(self) -> None:
        for connection in self.told:
            connection.close()


def end_under_load(loop: Loop, place: Place, register: Register, number: int, rng: random.Random) -> float:
    """Returns how long the end took."""
    citizen = consenting(place, number)
    register.add(citizen)
    share_plan(place, citizen)
    refer(place, citizen)
    register.add_ids(citizen)
    who = Representative(loop, place, register, citizen, rng)
    loop.until(who.is_listening, "the representative listens")
    for caller in who.callers:
        for _ in range(IN_FLIGHT if isinstance(caller, WampCaller) else 1):
            who.act(caller)
    enough = rng.randrange(20, 80)
    loop.until(lambda: who.answered > enough and who.listener.events and who.stream.events, "they read and hear")

    decider = HttpCaller(loop, place.instance.token(citizen.client.subject))
    took: list[float] = []
    start = time.monotonic()

    def ended(outcome: Outcome) -> None:
        assert outcome.code == "", outcome
        took.append(time.monotonic() - start)
        for connection in who.told:
            connection.receive()
        who.is_over = True

    decider.call("cases.end_representation", {"command_id": new_command_id(),
                                              "representation_id": who.representation_id}, ended)
    loop.until(lambda: took, "the end is answered")
    place.caseworker.command("cases.send_message", case_id=citizen.case_id, text=f"Mark{number}message")
    loop.until(lambda: who.late > 20, "they are refused")
    decider.close()
    who.close()
    assert not who.faults, "\n".join(who.faults[:10])
    check_disclosures(citizen, who)
    return took[0]


def check_disclosures(citizen: Citizen, who: Representative) -> None:
    deadline = time.monotonic() + 20
    wanted = {f"samspil.{procedure}" for procedure in who.reads}
    citizen.client.close()
    while True:
        listed = citizen.client.query("disclosures.list_disclosures", limit=200)["disclosures"]
        seen = {item["what"] for item in listed if item.get("representation_id") == who.representation_id}
        if wanted <= seen:
            return
        assert time.monotonic() < deadline, f"the citizen does not see that {who.subject} read {wanted - seen}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=10, help="representations (%(default)s)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--build", help="where the product is built")
    parser.add_argument("--port", type=int, help="first port of the instance")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    with Instance(build=options.build, port=options.port) as instance:
        place, register, loop = Place(instance), Register(), Loop(instance.port)
        times = [end_under_load(loop, place, register, number, rng) for number in range(options.times)]
        print(f"{len(times)} representations ended while they were used: nothing about the citizen came after the answer")
        print(f"ends take effect in {in_words(times)}")


if __name__ == "__main__":
    main()
