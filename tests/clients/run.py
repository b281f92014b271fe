# SPDX-License-Identifier: EUPL-1.2
"""Runs the tests of this folder in Node, against an instance of the product."""
import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from samspil import Instance

FOLDER = Path(__file__).resolve().parent
SKIPPED = 77  # says so to meson


def node_major() -> int:
    """0 where there is no Node.js."""
    if not shutil.which("node"):
        return 0
    version = subprocess.run(["node", "--version"], check=True, stdout=subprocess.PIPE, text=True).stdout
    return int(version.removeprefix("v").split(".")[0])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tests", nargs="*", help="only these files")
    parser.add_argument("--build", help="where the product is built")
    parser.add_argument("--port", type=int, help="first port of the instance")
    options = parser.parse_args()
    if node_major() < 20 or not (FOLDER / "node_modules").is_dir():
        print("skipped: the clients of npm need Node.js 20, and `npm install` in tests/clients")
        return SKIPPED
    tests = options.tests or sorted(path.name for path in FOLDER.glob("*.test.js"))
    with Instance(build=options.build, port=options.port) as instance:
        return subprocess.run(["node", "--test", "--test-concurrency=1", *tests], check=False, cwd=FOLDER,
                              env={**os.environ, "SAMSPIL_URL": instance.url, "SAMSPIL_STATE": str(instance.state)}).returncode


if __name__ == "__main__":
    sys.exit(main())
