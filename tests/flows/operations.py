# SPDX-License-Identifier: EUPL-1.2
"""What deploy/README.md tells operators to do: files are copied while the services run, an installation is restored from its
backup elsewhere, one without a demo stays so, and what is wrong is said before anything is changed."""
import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from samspil import SERVICES, SOURCE, Client, Instance

BACKUP = ("nats", "keys", "config", "instance.json", "demo.json")
ANNA = "anna.caseworker@aaby.example"


def cases(instance: Instance) -> object:
    return Client(instance, ANNA).call("cases.list_cases")


def files_are_sound_and_copied(instance: Instance, folder: Path) -> None:
    """While the services run."""
    for service in SERVICES:
        instance.run_verb(service, "check")
        instance.run_verb(service, "backup", str(folder / f"{service}.db"))
        assert (folder / f"{service}.db").stat().st_size > 0


def restored_elsewhere(instance: Instance, folder: Path) -> None:
    before = cases(instance)
    instance.stop()
    folder.mkdir()
    for name in BACKUP:
        source = instance.state / name
        (shutil.copytree if source.is_dir() else shutil.copy2)(source, folder / name)
    with Instance(state=folder, build=instance.build, demo=True) as restored:
        assert cases(restored) == before
        files_are_sound_and_copied(restored, folder)
    instance.start()
    assert cases(instance) == before


def refused_before_anything_changes(instance: Instance) -> None:
    own = instance.state / "config" / "local.ini"
    kept, written = own.read_text(encoding="utf-8"), (instance.state / "config" / "samspil.ini").read_text(encoding="utf-8")
    for wrong, said in (("[gateway]\nmax_calls = many\n", "max_calls: must be a number"), ("[gateway\n", "local.ini"),
                        ("[gateway]\nmax_cals = 1\n", "max_cals: there is no such setting")):
        own.write_text(wrong, encoding="utf-8")
        up = subprocess.run([SOURCE / "deploy" / "up", "--state", instance.state, "--no-install", "--build", instance.build],
                            check=False, stderr=subprocess.PIPE, text=True)
        assert up.returncode == 1 and said in up.stderr and "Traceback" not in up.stderr, up.stderr
    own.write_text(kept, encoding="utf-8")
    assert (instance.state / "config" / "samspil.ini").read_text(encoding="utf-8") == written
    assert cases(instance)


def without_a_demo_for_ever(build: str | None) -> None:
    with Instance(build=build) as instance:
        instance.demo = True  # as somebody who forgets the flag
        instance.start()
        assert Client(instance, "operator").call("directory.list_organisations") == {"organisations": []}
        assert "local_sign_in" not in (instance.state / "config" / "samspil.ini").read_text(encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", help="where the product is built")
    options = parser.parse_args()
    own = {"gateway": {"max_calls": 65}}
    with tempfile.TemporaryDirectory() as folder, Instance(build=options.build, demo=True, settings=own) as instance:
        files_are_sound_and_copied(instance, Path(folder))
        refused_before_anything_changes(instance)
        restored_elsewhere(instance, Path(folder) / "restored")
    without_a_demo_for_ever(options.build)
    return 0


if __name__ == "__main__":
    sys.exit(main())
