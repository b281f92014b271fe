#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The disk is full: first the services' (their SQLite files), then the one that nats-server keeps the streams on.
Whoever calls gets a clear error, nothing that was acknowledged is lost, and all goes on when there is room again."""
import errno
import os
import subprocess
import sys
import tempfile
import time
from argparse import Namespace
from pathlib import Path

import trial
from load import Load
from samspil import NOT_FINAL, Problem, Unanswered, new_command_id

SIZE = "256m"  # each service may have 32 MB in its write-ahead log
INSIDE = "SAMSPIL_TEST_MOUNTS"


def in_own_mounts() -> None:
    """Goes on in a mount namespace of its own: what is mounted there is gone with the last process in it."""
    if INSIDE in os.environ:
        return
    tried = subprocess.run(["unshare", "--mount", "true"], check=False, stderr=subprocess.DEVNULL)
    if os.geteuid() != 0 or tried.returncode:
        trial.skip("only root can mount a small file system")
    os.environ[INSIDE] = "1"
    os.execvp("unshare", ["unshare", "--mount", "--propagation", "private", sys.executable, *sys.argv])


def fill(folder: Path) -> Path:
    filler = folder / "filler"
    with open(filler, "wb", buffering=0) as file:
        try:
            for size in (65536, 4096, 1):
                try:
                    while True:
                        file.write(bytes(size))
                except OSError as error:
                    if error.errno != errno.ENOSPC:
                        raise
        finally:
            os.fsync(file.fileno())
    return filler


def wait_for_refusal(load: Load) -> Problem:
    """The first refusal that the full disk is the reason of. What was refused is sent again later, by whoever works."""
    operator = load.operator
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            load.ledger.once(operator, "directory.update_organisation", organisation_id=load.homes[0].id,
                             name=new_command_id(), type="municipality", description="x" * 2000)
        except Problem as problem:
            assert problem.code in NOT_FINAL, f"on a full disk: {problem}"
            return problem
        except Unanswered:
            pass
    raise AssertionError("nobody noticed that the disk is full")


def fill_and_free(options: Namespace, folder: Path) -> None:
    with trial.begin(options) as (instance, load, verifier):
        trial.work(load, 100)
        filler = fill(folder)
        refusal = wait_for_refusal(load)
        filler.unlink()
        if folder.name == "nats":
            # nats-server 2.9 hangs after a store has failed for want of room: JetStream answers nothing any more, and
            # an orderly end waits for it. Whoever runs the installation has to end it, and so do we.
            instance.kill("nats")
        instance.wait_ready()
        trial.work(load, 100)
        trial.end(instance, load, verifier)
        print(f"{folder.name} was full and answered: {refusal}", flush=True)


def one_disk(options: Namespace, name: str) -> None:
    """name: of the folder in the state directory that is on the small disk."""
    with tempfile.TemporaryDirectory(prefix="samspil-test-") as state:
        folder = Path(state) / name
        folder.mkdir(mode=0o700)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=700", "tmpfs", folder], check=True)
        try:
            options.state = state
            fill_and_free(options, folder)
        finally:
            subprocess.run(["umount", folder], check=True)


def main() -> None:
    options = trial.arguments(__doc__).parse_args()
    in_own_mounts()
    one_disk(options, "data")
    one_disk(options, "nats")


if __name__ == "__main__":
    main()
