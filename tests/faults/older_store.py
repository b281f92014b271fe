#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""nats-server comes back with an older store, as after a power cut before its fsync. The services have kept what they
recorded since then and complete their streams with it: first while they run on, then when they start anew as well."""
import shutil
import time
from pathlib import Path

import trial
from load import Load
from samspil import SERVICES, Instance


def bring_back(instance: Instance, older: Path, *with_it: str) -> None:
    """Ends nats-server, and what else is named, and starts all of it on the older store."""
    instance.halt(*with_it, "nats")
    shutil.rmtree(instance.state / "nats")
    shutil.copytree(older, instance.state / "nats")
    instance.resume("nats", *with_it)
    instance.wait_ready()


def check_reads_recorded(load: Load) -> None:
    """A read of personal data still comes to the citizen's eyes; nobody else has read a case by get_case."""
    case = load.cases[-1]

    def reads() -> int:
        page = case.citizen.query("disclosures.list_disclosures", limit=200)["disclosures"]
        return sum(each["what"] == "samspil.cases.get_case" for each in page)

    before = reads()
    case.home.worker.query("cases.get_case", case_id=case.id)
    deadline = time.monotonic() + 20
    while reads() <= before:
        assert time.monotonic() < deadline, "a read of a case is not in list_disclosures"
        time.sleep(0.05)  # reads are told to nobody's feed: only asking shows them


def main() -> None:
    options = trial.arguments(__doc__).parse_args()
    with trial.begin(options) as (instance, load, verifier):
        older = instance.state / "older"
        for with_it in ((), ("gateway", *SERVICES)):
            trial.work(load, 100)
            load.pause()
            verifier.check_all(load)
            instance.halt("nats")
            shutil.rmtree(older, ignore_errors=True)
            shutil.copytree(instance.state / "nats", older)
            instance.resume("nats")
            instance.wait_ready()
            load.go()
            trial.work(load, 100)
            load.pause()
            verifier.check_all(load)
            bring_back(instance, older, *with_it)
            check_reads_recorded(load)
            load.go()
            trial.work(load, 100)
            load.pause()
            verifier.check_all(load)
            verifier.check_unchanged()
            print(f"completed {'by services that started' if with_it else 'by running services'}: "
                  f"{trial.counts(load, verifier)}", flush=True)
            load.go()
        trial.end(instance, load, verifier)


if __name__ == "__main__":
    main()
