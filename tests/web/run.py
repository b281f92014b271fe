# SPDX-License-Identifier: EUPL-1.2
"""Drives the built app in Chromium, against an instance of the product that has the demonstration's people.

What PROVIDER names is driven against another one, whose people sign in at a provider that the test starts.
"""
import argparse
import shutil
import sys
from pathlib import Path

import node
from samspil import PORTS, Instance, choose_port

FOLDER = Path(__file__).resolve().parent
SIGN_IN = FOLDER.parent / "signin"  # has the provider
PROVIDER = ("signin.test.js",)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tests", nargs="*", help="only these files")
    parser.add_argument("--build", type=Path, required=True, help="where the product is built, and the app in its web/")
    parser.add_argument("--port", type=int, help="first port of the instance")
    parser.add_argument("--no-screenshots", action="store_true", help="half the work, when nobody is going to look")
    options = parser.parse_args()
    if not node.is_there(FOLDER):
        return node.SKIPPED
    if not shutil.which("chromium") or not (options.build / "web/index.html").is_file():
        print("skipped: this needs chromium, and the app in web/ of the build (the test web_unit makes it)")
        return node.SKIPPED
    names = options.tests or sorted(path.name for path in FOLDER.glob("*.test.js"))
    port = options.port or choose_port()
    shown = {} if options.no_screenshots else {"SAMSPIL_SCREENSHOTS": str(options.build / "tests/web/screenshots")}
    failed = 0
    if here := [name for name in names if name not in PROVIDER]:
        failed |= run(here, port, options.build, {}, **shown)
    if (there := [name for name in names if name in PROVIDER]) and node.is_there(SIGN_IN):
        issuer = f"http://127.0.0.1:{port + PORTS - 1}"
        settings = {"oidc_issuer": issuer, "oidc_client_id": "samspil-app"}
        failed |= run(there, port, options.build, settings, SAMSPIL_ISSUER=issuer, **shown)
    return failed


def run(names: list[str], port: int, build: Path, settings: dict[str, str], **environment: str) -> int:
    with Instance(build=build, port=port, settings={"gateway": settings} if settings else None, demo=True) as instance:
        return node.run_tests(FOLDER, names, instance, **environment)


if __name__ == "__main__":
    sys.exit(main())
