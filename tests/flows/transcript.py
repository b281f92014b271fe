# SPDX-License-Identifier: EUPL-1.2
"""The README's transcripts, run as they stand there against the demonstration data: the one with curl and the one with wampy.

Only the address and where `samspil` is found are put in place of the README's.
"""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from samspil import SOURCE, Instance

SKIPPED = 77  # says so to meson
CLIENTS = SOURCE / "tests" / "clients"
CURL, PLAN, PILOTS = "## The main job, with curl", "## A shared plan", "## AI pilots"
WAMP = "## The same, live, with a WAMP client"
README_ADDRESS, README_PATH = "127.0.0.1:7700", "$HOME/.local/state/samspil/bin:/var/lib/samspil/bin"
COORDINATOR = "vera.coordinator@visiting.example"

# What is printed in this order: consent was missing, the steps as they come to the feed, the list, the withdrawal.
PRINTED = ('"code":"consent_missing"', "event: samspil.referrals.accepted", '"status":"completed"',
           "told samspil.referrals.requested consent", '"effective_at":', '"code":"not_found"', '"code":"version_conflict"',
           "samspil.plans.goal_changed", "Letters")


def transcript(heading: str) -> str:
    """The indented lines under a heading of the README."""
    section = (SOURCE / "README.md").read_text(encoding="utf-8").split(f"{heading}\n", 1)[1].split("\n## ", 1)[0]
    return "".join(f"{line[4:]}\n" for line in re.findall(r"^(?: {4}.*|)$", section, re.MULTILINE))


def run(command: list[str], **how: Any) -> str:
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=60, **how)
    assert done.returncode == 0, done.stdout
    return done.stdout


def curl(instance: Instance) -> None:
    with tempfile.TemporaryDirectory() as folder:
        samspil = Path(folder) / "samspil"
        samspil.write_text(f'#!/bin/sh\nexec {instance.state}/bin/samspil "$@" --state {instance.state}\n')
        samspil.chmod(0o755)
        pilots = [line for line in transcript(PILOTS).splitlines() if line.startswith("curl")]  # the others need files
        script = transcript(CURL) + transcript(PLAN) + "\n".join(pilots)
        assert README_ADDRESS in script and README_PATH in script, script
        script = script.replace(README_ADDRESS, f"127.0.0.1:{instance.port}").replace(README_PATH, folder)
        printed = run(["bash", "-c", f"set -eu\n{script}"])
    missing = [text for text in PRINTED if text not in printed]
    assert not missing, f"{missing} was not printed, but:\n{printed}"
    assert printed.index(PRINTED[0]) < printed.index('"effective_at":') < printed.rindex('"code":"not_found"'), printed


def wamp(instance: Instance) -> None:
    script = transcript(WAMP)
    assert README_ADDRESS in script, script
    script = script.replace(README_ADDRESS, f"127.0.0.1:{instance.port}")
    script += "console.log(argsDict.referrals.length);\nawait coordinator.disconnect();"
    printed = run(["node", "--input-type=module", "--eval", script], cwd=CLIENTS,
                  env={**os.environ, "TOKEN": instance.token(COORDINATOR)})
    assert int(printed.splitlines()[-1]) > 0, printed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", help="where the product is built")
    parser.add_argument("--port", type=int, help="first port of the instance")
    options = parser.parse_args()
    absent = [command for command in ("bash", "curl", "jq", "uuidgen", "node") if not shutil.which(command)]
    if absent or not (CLIENTS / "node_modules").is_dir():
        print(f"skipped: needs {', '.join(absent) or '`npm ci` in tests/clients'}")
        return SKIPPED
    with Instance(build=options.build, port=options.port, demo=True) as instance:
        curl(instance)
        wamp(instance)
    return 0


if __name__ == "__main__":
    sys.exit(main())
