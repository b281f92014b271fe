#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""A client that stops reading, over server-sent events and over a websocket: it is closed, others in the same fan-out
are not delayed meanwhile, and with its cursor it comes back and has missed nothing."""
import time
import urllib.request
from datetime import datetime

import trial
from load import Load, Organisation
from samspil import Instance
from verify import Verifier
from wire import Connection, EventStream, Loop, WampCaller

STALL_SECONDS = 3
SETTINGS = {"gateway": {"call_rate": 0, "stall_seconds": STALL_SECONDS, "max_queue_bytes": 65536}}
TOPICS = [("samspil.feed", "exact")]
KINDS = {"http", "websocket"}  # of connections, as the gateway's metrics have it


def ended_as_slow(instance: Instance) -> set[str]:
    """Kinds of connections of which the gateway has ended one because it took too little."""
    with urllib.request.urlopen(f"http://127.0.0.1:{instance.port + 1}/metrics", timeout=10) as answer:
        lines = answer.read().decode().splitlines()
    return {kind for kind in KINDS for line in lines if line.startswith(f'samspil_gateway_slow_total{{kind="{kind}"}}')}


def cursors(client: EventStream | WampCaller) -> list[int]:
    return [int(event["cursor"]) for event in client.events]


class Delays:
    """How late each event came, from when it was decided."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self.heard = 0

    def note(self, connection: Connection, _: bytes) -> None:
        assert isinstance(connection, WampCaller)
        for event in connection.events[self.heard:]:
            self.seconds.append(time.time() - datetime.fromisoformat(event["time"]).timestamp())
        self.heard = len(connection.events)


def fill(instance: Instance, load: Load, reader: Organisation, loop: Loop) -> None:
    """Much to read for this organisation, until the gateway has given up on both that do not read."""
    case = next(case for case in load.cases if case.home is reader)
    deadline = time.monotonic() + 60
    while (left := KINDS - ended_as_slow(instance)):
        assert time.monotonic() < deadline, f"clients that do not read are still connected: {left}"
        load.ledger.must(reader.worker, "cases.log_contact", case_id=case.id, channel="letter", minutes=1,
                         face_to_face=False, note="x" * 5000)
        loop.turn(0)


def main() -> None:
    options = trial.arguments(__doc__).parse_args()
    with trial.begin(options, SETTINGS) as (instance, load, verifier):
        trial.work(load, 100)
        load.pause()
        verifier.check_all(load)
        check(instance, load, verifier, load.homes[0])
        load.go()
        trial.end(instance, load, verifier)


def check(instance: Instance, load: Load, verifier: Verifier, reader: Organisation) -> None:
    token = instance.token(reader.worker.subject)
    told = verifier.feeds[reader.id]
    first = len(told)
    loop, delays = Loop(instance.port), Delays()
    streaming, subscribed = EventStream(loop, token), WampCaller(loop, token, TOPICS)
    quick = WampCaller(loop, token, TOPICS, delays.note)
    loop.until(lambda: quick.is_subscribed and subscribed.is_subscribed and len(streaming.events) == first, "all hear")
    load.go()
    loop.until(lambda: subscribed.events and len(streaming.events) > first, "they hear something")

    for client in (streaming, subscribed):
        client.stop_reading()
    fill(instance, load, reader, loop)
    load.pause()
    verifier.settle()
    assert len(subscribed.events) < len(told) - first and len(streaming.events) < len(told)
    loop.until(lambda: cursors(quick) == told[first:], "the quick one has heard everything")
    assert quick.reopened == 0, "the quick one was closed as well"
    assert max(delays.seconds) < STALL_SECONDS, f"an event came {max(delays.seconds):.1f} s late"

    for client in (streaming, subscribed):
        client.read_again()
    loop.until(lambda: cursors(subscribed)[-1:] == cursors(streaming)[-1:] == told[-1:], "the slow ones have caught up")
    assert cursors(streaming) == told, "over server-sent events something is missing, or came twice"
    assert cursors(subscribed) == told[first:], "over the websocket something is missing, or came twice"
    assert subscribed.reopened == streaming.reopened == 1, "they were not closed, or more than once"
    for client in (streaming, subscribed, quick):
        client.close()
    print(f"{len(told) - first} events; the quick one heard them within {max(delays.seconds) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
