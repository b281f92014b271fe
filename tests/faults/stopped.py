#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""A process that is stopped (SIGSTOP) and goes on later: callers get an error in time, and what they repeat happens
once. A client that does not read what it asked for is dropped, and loses nothing when it comes back with its cursor."""
import signal
import socket
import time

import trial
from load import Load, Organisation
from samspil import Client, Instance, NOT_FINAL, Problem, Unanswered
from verify import Verifier

CALL_SECONDS, STALL_SECONDS = 2, 2
SETTINGS = {"gateway": {"call_rate": 0, "call_seconds": CALL_SECONDS, "stall_seconds": STALL_SECONDS,
                        "max_queue_bytes": 65536}}

# A call that needs the process: who does not run cannot answer it.
NEEDED = {
    "directory": ("directory.list_organisations", {}),
    "consents": ("consents.list_consents", {}),
    "cases": ("cases.list_cases", {}),
    "referrals": ("referrals.list_referrals", {"box": "outbox"}),
    "plans": ("plans.list_plans", {}),
    "disclosures": ("disclosures.read_feed", {}),
    "nats": ("cases.list_cases", {}),
    "gateway": ("cases.list_cases", {}),
}


def stop_for_a_while(instance: Instance, load: Load, process: str) -> None:
    procedure, arguments = NEEDED[process]
    somebody = Client(instance, load.homes[0].worker.subject, timeout=2 * CALL_SECONDS)
    instance.kill(process, signal.SIGSTOP)
    try:
        began = time.monotonic()
        try:
            somebody.call(procedure, **arguments)
            raise AssertionError(f"{procedure} was answered without {process}")
        except Problem as problem:
            assert problem.code in NOT_FINAL, f"{procedure} without {process}: {problem}"
        except Unanswered:
            assert process == "gateway", f"{procedure} without {process}: no answer at all"
        assert time.monotonic() - began < 3 * CALL_SECONDS
    finally:
        instance.kill(process, signal.SIGCONT)


def never_read(instance: Instance, client: Client) -> socket.socket:
    """Asks for the whole feed and takes nothing of it."""
    slow = socket.socket()
    slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    slow.connect(("127.0.0.1", instance.port))
    head = f"GET /feed HTTP/1.1\r\nHost: localhost\r\nAuthorization: {client.headers['Authorization']}\r\n\r\n"
    slow.sendall(head.encode())
    return slow


def read_rest(slow: socket.socket) -> list[int]:
    """What had come, up to where it was cut; only whole events count."""
    content = b""
    slow.settimeout(30)
    try:
        while piece := slow.recv(65536):
            content += piece
    except ConnectionResetError:
        pass
    events = content.split(b"\n\n")[:-1]
    return [int(line[4:]) for event in events for line in event.split(b"\n") if line.startswith(b"id: ")]


def check_slow(instance: Instance, load: Load, verifier: Verifier, reader: Organisation) -> None:
    slow = never_read(instance, reader.worker)
    load.go()
    trial.work(load, 300)
    load.pause()
    verifier.settle()
    seen = read_rest(slow)  # ends only because the gateway closed it
    slow.close()
    told = verifier.feeds[reader.id]
    assert seen == told[:len(seen)], "a slow client got something else than its feed"
    assert len(seen) < len(told), "a client that did not read was not dropped"
    for cursor, _ in reader.worker.feed(str(seen[-1]) if seen else ""):
        seen.append(cursor)
        if cursor == told[-1]:
            break
    assert seen == told, "a slow client that came back lacks something, or got something twice"


def main() -> None:
    options = trial.arguments(__doc__).parse_args()
    with trial.begin(options, SETTINGS) as (instance, load, verifier):
        for process in NEEDED:
            trial.work(load, 30)
            stop_for_a_while(instance, load, process)
            instance.wait_ready()
            load.pause()
            verifier.check_all(load)
            print(f"{process} was stopped: {trial.counts(load, verifier)}", flush=True)
            load.go()
        trial.work(load, 500)
        load.pause()
        check_slow(instance, load, verifier, load.homes[0])
        load.go()
        trial.end(instance, load, verifier)


if __name__ == "__main__":
    main()
