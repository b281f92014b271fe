# SPDX-License-Identifier: EUPL-1.2
"""Runs a folder's tests in Node, against an instance of the product."""
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from samspil import Instance

SKIPPED = 77  # says so to meson


def _major() -> int:
    """0 where there is no Node.js."""
    if not shutil.which("node"):
        return 0
    version = subprocess.run(["node", "--version"], check=True, stdout=subprocess.PIPE, text=True).stdout
    return int(version.removeprefix("v").split(".")[0])


def is_there(folder: Path) -> bool:
    """Whether the tests can run; if not, it has said so."""
    if _major() >= 20 and (folder / "node_modules").is_dir():
        return True
    print(f"skipped: this needs Node.js 20, and `npm install` in tests/{folder.name}")
    return False


def run_tests(folder: Path, names: Sequence[str], instance: Instance, **environment: str) -> int:
    """These, or all of the folder. They find the instance in SAMSPIL_URL and SAMSPIL_STATE."""
    tests = names or sorted(path.name for path in folder.glob("*.test.js"))
    return subprocess.run(["node", "--test", "--test-concurrency=1", *tests], check=False, cwd=folder,
                          env={**os.environ, "SAMSPIL_URL": instance.url, "SAMSPIL_STATE": str(instance.state),
                               **environment}).returncode
