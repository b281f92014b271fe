#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Kills (-9) one process after another at random moments of the main job under load, and checks that nothing that was
acknowledged is lost and nothing happened twice. The supervisor starts again what was killed."""
import random
import time

import trial
from samspil import PROCESSES, Instance

ALL_AT_ONCE = "all"
KILLS_BETWEEN_CHECKS = 5
PAUSE = (0.05, 1.5)  # seconds from one kill to the next


def kill(instance: Instance, target: str) -> None:
    """At least one process: those that have just been killed may not be back yet."""
    processes = PROCESSES if target == ALL_AT_ONCE else (target,)
    while not sum(instance.kill(process) for process in processes):
        instance.wait_up(*processes)


def main() -> None:
    parser = trial.arguments(__doc__)
    parser.add_argument("--kills", type=int, default=20, help="how many (%(default)s)")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    with trial.begin(options) as (instance, load, verifier):
        killed = 0
        while killed < options.kills:
            for _ in range(min(KILLS_BETWEEN_CHECKS, options.kills - killed)):
                time.sleep(rng.uniform(*PAUSE))  # the load goes on meanwhile
                target = rng.choice((*PROCESSES, ALL_AT_ONCE))
                kill(instance, target)
                killed += 1
            instance.wait_ready()
            load.pause()
            verifier.check_all(load)
            load.repeat_some(rng, 20)
            print(f"{killed} kills: {trial.counts(load, verifier)}", flush=True)
            load.go()
        trial.end(instance, load, verifier)


if __name__ == "__main__":
    main()
