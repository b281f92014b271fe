# SPDX-License-Identifier: EUPL-1.2
"""Drives the built app in Chromium, against an instance of the product that has the demonstration's people."""
import argparse
import shutil
import sys
from pathlib import Path

import node
from samspil import Instance

FOLDER = Path(__file__).resolve().parent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tests", nargs="*", help="only these files")
    parser.add_argument("--build", type=Path, required=True, help="where the product is built, and the app in its web/")
    parser.add_argument("--port", type=int, help="first port of the instance")
    options = parser.parse_args()
    if not node.is_there(FOLDER):
        return node.SKIPPED
    if not shutil.which("chromium") or not (options.build / "web/index.html").is_file():
        print("skipped: this needs chromium, and the app in web/ of the build (the test web_unit makes it)")
        return node.SKIPPED
    with Instance(build=options.build, port=options.port, demo=True) as instance:
        return node.run_tests(FOLDER, options.tests, instance, SAMSPIL_SCREENSHOTS=str(options.build / "tests/web/screenshots"))


if __name__ == "__main__":
    sys.exit(main())
