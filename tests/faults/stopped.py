#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""A process that is stopped (SIGSTOP) and goes on later: callers get an error in time, and what they repeat happens
once."""
import signal
import time

import trial
from load import Load
from samspil import Client, Instance, NOT_FINAL, Problem, Unanswered

CALL_SECONDS = 2
SETTINGS = {"gateway": {"call_rate": 0, "call_seconds": CALL_SECONDS}}

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
        trial.end(instance, load, verifier)


if __name__ == "__main__":
    main()
