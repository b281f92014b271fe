# SPDX-License-Identifier: EUPL-1.2
"""The Debian packages of packages.txt: which are missing, and their installation."""
import os
import shutil
import subprocess
import sys
from pathlib import Path

from refusal import Refusal


def listed(kinds):
    """Names of packages; not of those whose command is there already, from wherever."""
    lines = (line.split() for line in (Path(__file__).parent / "packages.txt").read_text().splitlines())
    return [line[1] for line in lines
            if line and line[0] in kinds and not (len(line) > 2 and shutil.which(line[2]))]


def missing(kinds):
    names = listed(kinds)
    query = subprocess.run(["dpkg-query", "--show", "--showformat=${Package} ${db:Status-Status}\n", *names],
                           capture_output=True, text=True, check=False)
    installed = {line.split()[0] for line in query.stdout.splitlines() if line.endswith(" installed")}
    return [name for name in names if name not in installed]


def install(kinds):
    names = missing(kinds)
    if not names:
        return
    if os.geteuid() != 0:
        raise Refusal("packages are missing, and only root may install them:\n"
                      f"    sudo apt-get install --no-install-recommends {' '.join(names)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update"], ["apt-get", "install", "--yes", "--no-install-recommends", *names]):
        if subprocess.run(command, env=environment, stdout=sys.stderr, check=False).returncode:
            raise Refusal(f"`{' '.join(command)}` failed, see above")


if __name__ == "__main__":
    try:
        install(sys.argv[1:])
    except Refusal as refusal:
        sys.exit(f"deploy/packages.py: {refusal}")
