# SPDX-License-Identifier: EUPL-1.2
"""What the fault tests have in common: an instance under load, and the final account."""
import argparse
import contextlib
import signal
import sys
from collections.abc import Iterator
from typing import Any

from load import Load
from samspil import Instance
from verify import Verifier

SKIPPED = 77  # exit status that Meson takes for it
SETTINGS = {"gateway": {"call_rate": 0}}


def arguments(text: str | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=text)
    parser.add_argument("--seed", type=int, default=1, help="of what is chosen at random (%(default)s)")
    parser.add_argument("--state", help="state directory to use, and to leave; one of its own when absent")
    parser.add_argument("--port", type=int, help="first of the ports to use; free ones when absent")
    parser.add_argument("--build", help="build directory; SAMSPIL_BUILD when absent")
    return parser


def skip(why: str) -> None:
    print(f"skipped: {why}")
    sys.exit(SKIPPED)


@contextlib.contextmanager
def begin(options: argparse.Namespace,
          settings: dict[str, dict[str, Any]] = SETTINGS) -> Iterator[tuple[Instance, Load, Verifier]]:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended from outside"))
    with Instance(options.state, options.port, options.build, settings) as instance:
        try:
            yield instance, Load(instance, options.seed), Verifier(instance)
        except BaseException:
            show_logs(instance)
            raise


def work(load: Load, commands: int, seconds: float = 120) -> None:
    """Until so many more commands have been done."""
    ledger = load.ledger
    with ledger.lock:
        until = len(ledger.done) + commands
        are_done = ledger.lock.wait_for(lambda: load.failures or len(ledger.done) >= until, seconds)
    if load.failures:
        raise load.failures[0]
    assert are_done, f"{commands} commands were not done within {seconds} s"


def show_logs(instance: Instance) -> None:
    for path in sorted((instance.state / "log").glob("*/current")):
        for line in path.read_text(errors="replace").splitlines()[-8:]:
            print(f"{path.parent.name}: {line}", file=sys.stderr)


def counts(load: Load, verifier: Verifier) -> str:
    heard = sum(len(each.seen) for each in load.listeners)
    return (f"{len(load.ledger.done)} commands done, {len(load.ledger.refused)} refused, "
            f"{len(load.ledger.conflicts)} of them as conflicts, "
            f"{sum(map(len, verifier.digests.values()))} events, {heard} heard live")


def end(instance: Instance, load: Load, verifier: Verifier) -> None:
    """The account at the end: everything once more, and every service made anew from the streams."""
    instance.wait_ready()
    load.pause()
    verifier.check_all(load)
    load.stop()
    verifier.check_unchanged()
    verifier.check_rebuild()
    print(f"all accounted for: {counts(load, verifier)}")
