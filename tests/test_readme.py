#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The README's tables of settings say what the programs' `help` says: test_readme.py README PROGRAM…"""
import re
import subprocess
import sys
from pathlib import Path


def settings(program):
    text = subprocess.run([program, "help"], check=True, stdout=subprocess.PIPE, text=True).stdout
    rows = (re.split(r"\s{2,}", line.strip(), maxsplit=3) for line in text.splitlines() if line.startswith("--"))
    for flag, _, default, meaning in rows:
        yield f"| `{flag[2:].replace('-', '_')}` | {'' if default == '-' else f'`{default}`'} | {meaning} |"


def main(readme, *programs):
    lines = set(Path(readme).read_text(encoding="utf-8").splitlines())
    expected = [row for program in programs for row in settings(program)]
    missing = [row for row in expected if row not in lines]
    for row in missing:
        print(f"not in {readme}: {row}", file=sys.stderr)
    return 1 if missing or not expected else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
