# SPDX-License-Identifier: EUPL-1.2
"""Runs the tests of this folder: an instance at which people sign in at a provider that the tests start."""
import argparse
import secrets
import sys
from pathlib import Path

import node
from samspil import PORTS, Instance, choose_port

FOLDER = Path(__file__).resolve().parent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tests", nargs="*", help="only these files")
    parser.add_argument("--build", help="where the product is built")
    parser.add_argument("--port", type=int, help="first port of the instance")
    options = parser.parse_args()
    if not node.is_there(FOLDER):
        return node.SKIPPED
    secret = secrets.token_urlsafe(16) + "+/%:&="
    port = options.port or choose_port()
    issuer = f"http://127.0.0.1:{port + PORTS - 1}"
    settings = {"gateway": {"oidc_issuer": issuer, "oidc_client_id": "samspil-app", "oidc_client_secret": secret,
                            "anonymous_rate": "1000"}}
    with Instance(build=options.build, port=port, settings=settings) as instance:
        return node.run_tests(FOLDER, options.tests, instance, SAMSPIL_ISSUER=issuer, SAMSPIL_CLIENT_SECRET=secret)


if __name__ == "__main__":
    sys.exit(main())
