# SPDX-License-Identifier: EUPL-1.2
"""The main() of a flow: tests of one class against an instance of the product of their own."""
import argparse
import shutil
import unittest
from collections.abc import Sequence
from typing import Any

from samspil import Instance

SKIPPED = 77  # says so to meson


def run(tests: type[unittest.TestCase], description: str | None, needs: Sequence[str] = (), **settings: Any) -> int:
    """The exit status. needs: programs, without which it is skipped; settings: of the Instance that the tests get."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--build", help="where the product is built")
    parser.add_argument("--port", type=int, help="first port of the instance")
    options = parser.parse_args()
    missing = [program for program in needs if not shutil.which(program)]
    if missing:
        print(f"skipped: needs {', '.join(missing)}")
        return SKIPPED
    with Instance(build=options.build, port=options.port, **settings) as tests.instance:  # type: ignore[attr-defined]
        result = unittest.TextTestRunner(verbosity=2).run(unittest.defaultTestLoader.loadTestsFromTestCase(tests))
    return 0 if result.wasSuccessful() else 1
