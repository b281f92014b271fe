# SPDX-License-Identifier: EUPL-1.2
"""A register's file as a job on the server: uploaded in parts, checked, run, cancelled; each record once, whichever process
dies meanwhile."""
import base64
import json
import sys
import time
import unittest
from typing import Any

import flow
from samspil import Client, Instance, Json, Problem

PART = 50_000
ENDED = {"completed", "failed", "cancelled"}
SKOLEBY = "Skoleby Municipality"


def record(number: int, organisation: str = SKOLEBY, **more: Any) -> Json:
    return {"name": f"Invented system {number}", "organisation": organisation, "description": f"Sorts letters, {number}.",
            "phase": "Production", "url": f"https://register.example/{number}", **more}


def as_file(*records: Any) -> bytes:
    return json.dumps(list(records)).encode()


def councils(source: str, count: int) -> bytes:
    return as_file(*(record(number, f"Council {number % 10}, {source}") for number in range(count)))


def part(content: bytes) -> str:
    return "\0" + base64.b64encode(content).decode()


class Importer(Client):
    def upload(self, content: bytes, **more: Any) -> str:
        began: Json = {"register": "uk", "file_name": "records.json", "size_bytes": len(content), "source": "test", **more}
        import_id: str = self.command("imports.begin_import", **began)["import_id"]
        for offset in range(0, len(content), PART):
            self.command("imports.add_content", import_id=import_id, offset=offset, content=part(content[offset:offset + PART]))
        return import_id

    def look(self, import_id: str) -> Json:
        found: Json = self.query("imports.get_import", import_id=import_id)["import"]
        return found

    def wait(self, import_id: str, *states: str, within: float = 60) -> Json:
        deadline = time.monotonic() + within
        while (found := self.look(import_id))["state"] not in states:
            if found["state"] in ENDED or time.monotonic() > deadline:
                raise AssertionError(f"is not {states}: {found}")
            time.sleep(0.02)  # nobody tells a client of HTTP alone
        return found

    def check(self, content: bytes, **more: Any) -> Json:
        import_id = self.upload(content, **more)
        self.command("imports.check_import", import_id=import_id)
        return self.wait(import_id, "checked")

    def run(self, content: bytes, **more: Any) -> Json:
        checked = self.check(content, **more)
        self.command("imports.run_import", import_id=checked["import_id"])
        return self.wait(checked["import_id"], "completed")

    def rows(self, import_id: str, *kinds: str) -> list[Json]:
        rows: list[Json] = []
        after: Json = {}
        while True:
            page = self.query("imports.list_rows", import_id=import_id, limit=100, **({"kinds": kinds} if kinds else {}), **after)
            rows += page["rows"]
            if "next" not in page:
                return rows
            after = {"after": page["next"]}

    def pilots(self, source: str) -> list[Json]:
        pilots: list[Json] = []
        after: Json = {}
        while True:
            page = self.query("pilots.list_records", source_system=source, **after)
            pilots += page["pilots"]
            if "next" not in page:
                return pilots
            after = {"after": page["next"]}


def some(counts: Json, **expected: int) -> tuple[Json, Json]:
    """What is not zero, and what is expected not to be."""
    return {name: count for name, count in counts.items() if count}, expected


class Imports(unittest.TestCase):
    instance: Instance
    operator: Importer
    tom: Importer

    @classmethod
    def setUpClass(cls) -> None:
        cls.operator = Importer(cls.instance, "operator")
        made = cls.operator.command("directory.register_organisation", name=SKOLEBY, type="municipality", country="DK")
        cls.operator.command("directory.add_member", **made, subject="tom", roles=["project"])
        cls.organisation_id = made["organisation_id"]
        other = cls.operator.command("directory.register_organisation", name="Elsewhere", type="municipality")
        cls.operator.command("directory.add_member", **other, subject="cleo", roles=["leader"])
        cls.tom = Importer(cls.instance, "tom")

    def refused(self, code: str, procedure: str, who: Importer | None = None, **arguments: Any) -> Json:
        with self.assertRaises(Problem) as refusal:
            (who or self.tom).command(procedure, **arguments)
        self.assertEqual(refusal.exception.code, code)
        return refusal.exception.answer

    def test_a_team_imports_what_is_its_own(self) -> None:
        mine = [record(number) for number in range(20)]
        content = as_file(*mine, record(100, "Elsewhere"), record(101, phase="Nonsense"), record(3), "no record",
                          record(102, organisation=None))
        checked = self.tom.check(content, source="own")
        import_id = checked["import_id"]
        self.assertEqual(*some(checked["counts"], accepted=20, registered=20, rejected=4, foreign=1))
        self.assertEqual(self.operator.pilots("own"), [])
        self.tom.command("imports.run_import", import_id=import_id)
        done = self.tom.wait(import_id, "completed")
        self.assertEqual(*some(done["counts"], accepted=20, registered=20, rejected=4, foreign=1))
        self.assertEqual((done["done"], done["count"]), (20, 20))
        pilots = self.operator.pilots("own")
        self.assertEqual({pilot["source"]["identifier"] for pilot in pilots}, {each["url"] for each in mine})
        self.assertEqual({pilot["organisation_id"] for pilot in pilots}, {self.organisation_id})
        rejected = self.tom.rows(import_id, "rejected")
        self.assertEqual([(row["pointer"], row.get("field"), row["why"]) for row in rejected], [
            ("/21", "phase", "unknown_word"), ("/22", "id", "twice"), ("/23", None, "no_object"),
            ("/24", "organisation", "missing")])
        self.assertEqual([row["name"] for row in self.tom.rows(import_id, "registered")], [each["name"] for each in mine])
        self.assertEqual([row["pointer"] for row in self.tom.rows(import_id)], [f"/{number}" for number in range(25)])

        again = self.tom.run(content, source="own")
        self.assertEqual(*some(again["counts"], accepted=20, unchanged=20, rejected=4, foreign=1))
        mine[0]["description"] = "Sorts them better."
        changed = self.tom.run(as_file(*mine[:-1]), source="own")
        self.assertEqual(*some(changed["counts"], accepted=19, updated=1, unchanged=18, withdrawn=1))
        self.assertEqual([row["reason"] for row in self.tom.rows(changed["import_id"], "updated")], ["summary"])

    def test_an_upload_goes_on_where_it_ended(self) -> None:
        content = as_file(record(1))
        begun: Json = {"register": "uk", "file_name": "a.json", "size_bytes": len(content)}
        import_id = self.tom.command("imports.begin_import", **begun)["import_id"]
        self.tom.command("imports.add_content", import_id=import_id, offset=0, content=part(content[:20]))
        seen = self.refused("version_conflict", "imports.add_content", import_id=import_id, offset=40,
                            content=part(content[40:]))
        self.assertEqual(seen["current"]["received_bytes"], 20)
        self.refused("illegal_transition", "imports.check_import", import_id=import_id)
        self.instance.kill("imports")
        self.instance.kill("gateway")
        self.refused("invalid_argument", "imports.add_content", import_id=import_id, offset=20, content=part(content))
        self.tom.command("imports.add_content", import_id=import_id, offset=20, content=part(content[20:]))
        self.tom.command("imports.check_import", import_id=import_id)
        self.tom.wait(import_id, "checked")
        self.refused("not_found", "imports.run_import", Importer(self.instance, "cleo"), import_id=import_id)
        self.refused("not_authorized", "imports.run_import", self.operator, import_id=import_id)
        self.refused("not_authorized", "imports.end_job", import_id=import_id)
        self.tom.command("imports.cancel_import", import_id=import_id)
        self.refused("illegal_transition", "imports.run_import", import_id=import_id)
        self.assertEqual(self.tom.look(import_id)["state"], "cancelled")

    def test_what_is_no_register_fails(self) -> None:
        for content, words in ((b"[{", "no.json:1:"), (b'{"a": 1}', "neither a list"),
                               (as_file({"a": 1}), "is it of this register")):
            import_id = self.tom.upload(content, file_name="no.json")
            self.tom.command("imports.check_import", import_id=import_id)
            failed = self.tom.wait(import_id, "failed")
            self.assertEqual(failed["fault"], "unreadable")
            self.assertIn(words, failed["detail"])

    def test_what_is_not_utf_8_is_rejected(self) -> None:
        content = f"name,organisation,phase,url\nBøger,{SKOLEBY},Production,https://register.example/300\n".encode("latin-1")
        checked = self.tom.check(content, file_name="latin.csv")
        self.assertEqual(*some(checked["counts"], rejected=1))
        self.assertEqual([row["name"] for row in self.tom.rows(checked["import_id"], "rejected")], ["B"])

    def test_a_drastic_withdrawal_is_said(self) -> None:
        self.tom.run(as_file(*map(record, range(200, 206))), source="drastic")
        checked = self.tom.check(as_file(record(200)), source="drastic")
        self.assertTrue(checked["drastic"])
        self.refused("withdrawal_unconfirmed", "imports.run_import", import_id=checked["import_id"])
        self.tom.command("imports.run_import", import_id=checked["import_id"], withdraw_many=True)
        done = self.tom.wait(checked["import_id"], "completed")
        self.assertEqual(*some(done["counts"], accepted=1, unchanged=1, withdrawn=5))
        self.assertEqual(sum(pilot["published"] for pilot in self.operator.pilots("drastic")), 1)

    def test_not_too_many_at_once(self) -> None:
        began: Json = {"register": "uk", "file_name": "a.json", "size_bytes": 1}
        cleo = Importer(self.instance, "cleo")
        ids = [cleo.command("imports.begin_import", **began)["import_id"] for _ in range(5)]
        self.refused("too_many_imports", "imports.begin_import", cleo, **began)
        self.assertEqual([each["import_id"] for each in cleo.query("imports.list_imports")["imports"]], ids[::-1])
        for import_id in ids:
            cleo.command("imports.cancel_import", import_id=import_id)

    def begin_run(self, source: str) -> tuple[str, int]:
        """A run of 3,000 records that has begun to have effect, and how many steps it has."""
        checked = self.operator.check(councils(source, 3000), source=source)
        self.assertEqual(*some(checked["counts"], accepted=3000, registered=3000, organisations=10))
        return self.begin(checked["import_id"])

    def begin(self, import_id: str) -> tuple[str, int]:
        self.operator.command("imports.run_import", import_id=import_id, withdraw_many=True)
        while not (found := self.operator.look(import_id)).get("done"):
            self.assertEqual(found["state"], "running")
        return import_id, found["count"]

    def test_exactly_once(self) -> None:
        import_id, steps = self.begin_run("killed")
        self.instance.halt("pilots")  # in the middle
        self.assertLess(self.operator.look(import_id)["done"], steps)
        self.instance.kill("imports")
        self.instance.resume("pilots")
        for process in ("gateway", "pilots", "imports", "nats", "directory", "imports"):
            self.instance.kill(process)
            time.sleep(0.2)  # so that something is done in between
        done = self.operator.wait(import_id, "completed", within=120)
        self.assertEqual((done["done"], done["count"]), (steps, steps))
        self.assertEqual(*some(done["counts"], accepted=3000, registered=3000, organisations=10))
        pilots = self.operator.pilots("killed")
        self.assertEqual({pilot["version"] for pilot in pilots}, {1})
        self.assertEqual(sorted(pilot["source"]["identifier"] for pilot in pilots),
                         sorted(f"https://register.example/{number}" for number in range(3000)))
        self.assertEqual(len(self.operator.rows(import_id, "registered")), 3000)

    def test_withdrawals_too(self) -> None:
        self.operator.run(councils("left", 3000), source="left")
        checked = self.operator.check(councils("left", 500), source="left")
        import_id, steps = self.begin(checked["import_id"])
        self.instance.halt("pilots")
        self.assertLess(self.operator.look(import_id)["done"], steps)
        self.instance.kill("imports")
        self.instance.resume("pilots")
        done = self.operator.wait(import_id, "completed")
        self.assertEqual(*some(done["counts"], accepted=500, unchanged=500, withdrawn=2500))
        self.assertEqual(len(self.operator.rows(import_id, "withdrawn")), 2500)
        self.assertEqual(sum(pilot["published"] for pilot in self.operator.pilots("left")), 500)

    def test_a_run_is_cancelled(self) -> None:
        import_id, steps = self.begin_run("cancelled")
        self.operator.command("imports.cancel_import", import_id=import_id)
        ended = self.operator.wait(import_id, "cancelled")
        self.assertLess(ended["done"], steps)
        self.assertEqual(len(self.operator.pilots("cancelled")), ended["counts"]["registered"])
        self.assertEqual(len(self.operator.rows(import_id, "registered")), ended["counts"]["registered"])


if __name__ == "__main__":
    sys.exit(flow.run(Imports, __doc__))
