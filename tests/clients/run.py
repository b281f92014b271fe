# SPDX-License-Identifier: EUPL-1.2
"""Runs the tests of this folder in Node, against an instance of the product."""
import argparse
import sys
from pathlib import Path

import node
from samspil import Instance

FOLDER = Path(__file__).resolve().parent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tests", nargs="*", help="only these files")
    parser.add_argument("--build", help="where the product is built")
    parser.add_argument("--port", type=int, help="first port of the instance")
    options = parser.parse_args()
    if not node.is_there(FOLDER):
        return node.SKIPPED
    with Instance(build=options.build, port=options.port) as instance:
        return node.run_tests(FOLDER, options.tests, instance)


if __name__ == "__main__":
    sys.exit(main())
