# SPDX-License-Identifier: EUPL-1.2
"""The app by itself: its types against the contracts, its style, its logic, and what it weighs."""
import argparse
import shutil
import subprocess
import sys
from pathlib import Path

APP = Path(__file__).resolve().parent.parent.parent / "gateway/web"
SKIPPED = 77  # says so to meson
BUDGETS = {".js": 90_000, ".css": 45_000}  # bytes, gzipped, of all files of a kind


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--types", type=Path, required=True, help="samspil.d.ts of this build")
    parser.add_argument("--outdir", type=Path, required=True, help="where to build the app")
    options = parser.parse_args()
    if not shutil.which("node") or not (APP / "node_modules").is_dir():
        print("skipped: needs Node.js, and `npm ci` in gateway/web")
        return SKIPPED
    (APP / "generated").mkdir(exist_ok=True)
    shutil.copy(options.types, APP / "generated/samspil.d.ts")
    subprocess.run(["npm", "run", "check"], check=True, cwd=APP)
    subprocess.run(["npm", "test"], check=True, cwd=APP)
    subprocess.run(["npm", "run", "build", "--", "--outDir", options.outdir, "--emptyOutDir"], check=True, cwd=APP)
    for kind, budget in BUDGETS.items():
        weight = sum(path.stat().st_size for path in options.outdir.rglob(f"*{kind}.gz"))
        print(f"{kind}: {weight} of {budget} bytes")
        if weight > budget:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
