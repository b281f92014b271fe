#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Writes code and documents from the contracts in this folder (README.md says what they look like).

generate.py build OUTDIR                  checks, then writes C, TypeScript, AsyncAPI and the reference page
generate.py check                         holds the contracts to the rules, and to what is released
generate.py release                       enters new versions into released.json
generate.py migrations OUT.c NAME FILE…   embeds a service's migrations/NNNN-*.sql
"""

import argparse
import re
import sys
from pathlib import Path

sys.dont_write_bytecode = True  # nothing is written beside the sources

from generator import asyncapi, c_code, reference, release, typescript
from generator.contracts import Faults, load

FOLDER = Path(__file__).resolve().parent


def write(path, text):
    """Leaves a file alone that is already right, so that nothing that includes it is compiled again."""
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def checked(folder):
    contracts, faults = load(folder), Faults()
    unreleased = release.check(contracts, release.read_released(folder / "released.json"), faults)
    if faults.lines:
        raise faults
    return contracts, unreleased


def build(folder, outdir):
    contracts, unreleased = checked(folder)
    files = c_code.files(contracts)
    files["samspil.d.ts"] = typescript.text(contracts)
    files["asyncapi.yaml"] = asyncapi.text(contracts)
    files["reference.html"] = reference.text(contracts)
    outdir.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        write(outdir / name, text)
    if unreleased:
        print(f"note: {len(unreleased)} procedures, events and envelopes are not yet released")


def check(folder):
    _, unreleased = checked(folder)
    for entry in unreleased:
        print(f"note: {entry.uri} version {entry.version} is not yet released")


def enter_release(folder):
    contracts, _ = checked(folder)
    path = folder / "released.json"
    for entry in release.enter(contracts, release.read_released(path), path):
        print(f"released {entry.uri} version {entry.version}")


def migrations(out, name, paths):
    faults = Faults()
    for number, path in enumerate(paths, start=1):
        if not re.fullmatch(rf"{number:04}-[a-z0-9-]+\.sql", path.name):
            faults.add(path.name, "", f"must be called {number:04}-….sql: migrations are numbered without a gap")
    if faults.lines:
        raise faults
    write(out, c_code.migrations(name, paths))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--schemas", type=Path, default=FOLDER, help="folder with the contracts (default: this one)")
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("build").add_argument("outdir", type=Path)
    verbs.add_parser("check")
    verbs.add_parser("release")
    embed = verbs.add_parser("migrations")
    embed.add_argument("out", type=Path)
    embed.add_argument("name")
    embed.add_argument("files", type=Path, nargs="+")
    args = parser.parse_args()
    try:
        if args.verb == "build":
            build(args.schemas, args.outdir)
        elif args.verb == "check":
            check(args.schemas)
        elif args.verb == "release":
            enter_release(args.schemas)
        else:
            migrations(args.out, args.name, args.files)
    except Faults as faults:
        sys.exit(f"{faults}\n{len(faults.lines)} faults in the contracts")


if __name__ == "__main__":
    main()
