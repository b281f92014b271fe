# SPDX-License-Identifier: EUPL-1.2
"""A citizen downloads everything about themselves; somebody represents them for a while; queries by GET; what anybody may
ask without signing in. With curl."""
import json
import subprocess
import sys
import unittest
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

import flow
from curl import Feed, Json, Person
from samspil import Instance

LARGEST_EXPORT = 200000
CURL_PARTIAL_FILE = 18
HOSTILE = "<script>alert('it')</script> & \"so on\"\n</html>"


class Caller(Person):
    """Somebody who may say as what they act."""

    def __init__(self, instance: Instance, subject: str, citizen_id: str | None = None):
        super().__init__(instance, subject)
        if citizen_id:
            self.curl += ["--header", f"Samspil-Citizen: {citizen_id}"]

    def get(self, address: str, *options: str) -> tuple[int, str]:
        """Status and body; the status is that of curl, negative, when the transfer was not complete."""
        made = subprocess.run([*self.curl, *options, "--write-out", "\n%{http_code}", f"{self.url}{address}"],
                              capture_output=True, text=True, check=False)
        body, status = made.stdout.rsplit("\n", 1)
        return -made.returncode or int(status), body

    def export(self) -> Json:
        status, body = self.get("/export")
        assert status == 200, f"{status} {body}"
        return json.loads(body)


class Page(HTMLParser):
    """The text of a page, and the names of its elements."""

    def __init__(self, text: str):
        super().__init__()
        self.text, self.elements = "", set[str]()
        self.feed(text)

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)


class OwnData(unittest.TestCase):
    instance: Instance

    @classmethod
    def setUpClass(cls) -> None:
        operator = Caller(cls.instance, "operator")
        made = operator.command("directory.register_organisation", name="Aaby", type="municipality")
        operator.command("directory.add_member", **made, subject="anna", roles=["caseworker"])
        cls.anna = Caller(cls.instance, "anna")

    def citizen(self, subject: str) -> tuple[Caller, str, str]:
        case_id = self.anna.command("cases.open_case", citizen_name=f"{subject} Invented")["case_id"]
        citizen = Caller(self.instance, subject)
        code = self.anna.command("cases.invite_citizen", case_id=case_id)["code"]
        linked = citizen.command("cases.accept_invitation", code=code)
        return citizen, case_id, linked["citizen_id"]

    def represent(self, citizen: Caller, case_id: str, subject: str, *scopes: str, **more: str) -> str:
        added = citizen.command("cases.add_representative", case_id=case_id, name=f"{subject} Invented", relation="relative",
                                scopes=scopes, **more)
        code = citizen.command("cases.invite_representative", representation_id=added["representation_id"])["code"]
        linked = Caller(self.instance, subject).command("cases.accept_invitation", code=code)
        self.assertEqual(linked["representation_id"], added["representation_id"])
        return linked["representation_id"]

    def test_everything_about_oneself(self) -> None:
        ida, case_id, citizen_id = self.citizen("ida")
        for number in range(120):  # more than a page
            ida.command("cases.send_message", case_id=case_id, text=f"{number} {HOSTILE}")
        document = ida.export()
        self.assertEqual((document["citizen_id"], document["case_id"], document["left_out"]), (citizen_id, case_id, []))
        self.assertNotIn("problem", document)
        messages = document["data"]["cases.list_messages"]
        self.assertEqual([message["text"] for message in messages],
                         [f"{number} {HOSTILE}" for number in reversed(range(120))])
        self.assertEqual([case["citizen_name"] for case in document["data"]["cases.get_case"]], ["ida Invented"])
        self.assertIn("disclosures.list_disclosures", document["data"])
        self.assertIn("plans.get_plan", document["data"])

        status, text = ida.get("/export?format=html", "--include")
        self.assertEqual(status, 200)
        head, body = text.split("\n\n", 1)
        self.assertRegex(head, r"content-disposition: attachment; filename=\"samspil-export\.html\"")
        self.assertRegex(head, r"content-security-policy: default-src 'none'; style-src 'sha256-[^']+';")
        self.assertNotIn(citizen_id, head)
        page = Page(body)
        self.assertEqual(page.text.count(HOSTILE), 120)
        self.assertFalse(page.elements & {"script", "img", "link", "iframe", "form", "a"})
        self.assertTrue(body.endswith("</html>\n"))

        status, head = ida.get("/export", "--head")
        self.assertEqual(status, 200)
        self.assertIn("samspil-export.json", head)
        self.assertEqual(self.anna.get("/export")[0], 403)
        self.assertEqual(Caller(self.instance, "nobody").get("/export")[0], 403)

    def command_line(self, subject: str, *flags: str) -> tuple[int, str]:
        made = subprocess.run([str(self.instance.state / "bin" / "samspil"), "export", "--as", subject, "--state",
                               str(self.instance.state), *flags], capture_output=True, text=True, check=False)
        return made.returncode, made.stdout

    def test_the_command_line_exports_too(self) -> None:
        ina, case_id, _ = self.citizen("ina")
        ina.command("cases.send_message", case_id=case_id, text=HOSTILE)
        for flags in ([], ["--html"]):
            status, text = self.command_line("ina", *flags)
            self.assertEqual(status, 0)
            self.assertIn("ina Invented", text)
        self.assertEqual(self.command_line("anna"), (1, ""))

    def test_what_is_not_everything_says_so(self) -> None:
        gerda, case_id, _ = self.citizen("gerda")
        for _ in range(LARGEST_EXPORT // 10000 + 1):
            gerda.command("cases.send_message", case_id=case_id, text="x" * 10000)
        status, body = gerda.get("/export")
        self.assertEqual(status, -CURL_PARTIAL_FILE)
        self.assertEqual(json.loads(body)["problem"]["code"], "export_too_large")
        self.assertEqual(self.command_line("gerda")[0], 1)
        self.assertEqual(self.command_line("gerda", "--html")[0], 1)

    def test_a_representative(self) -> None:
        karim, case_id, citizen_id = self.citizen("karim")
        representation_id = self.represent(karim, case_id, "rolf", "case", "messages")
        rolf, named = Caller(self.instance, "rolf"), Caller(self.instance, "rolf", citizen_id)
        for caller in (rolf, named):  # it is the only thing that rolf is
            self.assertEqual(len(caller.call("cases.list_cases")["cases"]), 1)
        rolf.command("cases.send_message", case_id=case_id, text="Karim asks")
        self.assertEqual(rolf.call("plans.get_plan", 403, case_id=case_id)["code"], "not_authorized")
        document = rolf.export()
        self.assertIn("plans.get_plan", document["left_out"])
        self.assertNotIn("plans.get_plan", document["data"])
        self.assertEqual(Caller(self.instance, "rolf", "person").call("cases.list_cases", 403)["code"], "not_authorized")

        # Once the end is answered, nothing more is said, to none of his connections.
        feed = Feed([*rolf.curl, "--no-buffer", f"{rolf.url}/feed"])
        self.addCleanup(feed.close)
        feed.expect("cases.message_sent", case_id=case_id)
        karim.command("cases.end_representation", representation_id=representation_id)
        self.assertEqual(named.call("cases.list_cases", 403)["code"], "not_authorized")
        self.assertEqual(named.get("/export")[0], 403)
        self.assertEqual(named.get("/feed")[0], 403)
        self.assertEqual(feed.process.wait(timeout=10), 0)

    def test_a_representation_that_ends_by_the_clock(self) -> None:
        tove, case_id, citizen_id = self.citizen("tove")
        end = datetime.now(UTC) + timedelta(seconds=3)
        self.represent(tove, case_id, "viggo", "case", valid_until=end.isoformat(timespec="milliseconds").replace("+00:00", "Z"))
        viggo = Caller(self.instance, "viggo", citizen_id)
        feed = Feed([*viggo.curl, "--no-buffer", f"{viggo.url}/feed"])
        self.addCleanup(feed.close)
        feed.expect("cases.opened", case_id=case_id)
        self.assertEqual(feed.process.wait(timeout=10), 0)
        self.assertGreaterEqual(datetime.now(UTC), end)
        self.assertEqual(viggo.call("cases.list_cases", 403)["code"], "not_authorized")

    def test_who_may_only_see_the_plan_hears_no_feed(self) -> None:
        lise, case_id, _ = self.citizen("lise")
        self.represent(lise, case_id, "petra", "plan")
        petra = Caller(self.instance, "petra")
        self.assertEqual(len(petra.call("plans.get_plan", case_id=case_id)["goals"]), 0)
        self.assertEqual(petra.get("/feed")[0], 403)
        self.assertEqual(petra.get("/export")[0], 403)

    def test_a_member_who_represents_somebody(self) -> None:
        mona, case_id, citizen_id = self.citizen("mona")
        self.represent(mona, case_id, "anna", "case")
        self.anna.call("cases.get_case", case_id=case_id)
        as_mona = Caller(self.instance, "anna", citizen_id)
        self.assertEqual(as_mona.call("cases.open_case", 403, citizen_name="X")["code"], "not_authorized")
        self.assertEqual([case["case_id"] for case in as_mona.call("cases.list_cases")["cases"]], [case_id])

    def test_queries_by_get(self) -> None:
        status, body = self.anna.get("/call/samspil.directory.list_organisations?type=municipality&limit=1", "--include")
        self.assertEqual(status, 200)
        head, json_text = body.split("\n\n", 1)
        self.assertIn("cache-control: no-store", head)
        self.assertEqual(len(json.loads(json_text)["organisations"]), 1)
        for address, status, code in (
                ("directory.list_organisations?limit=one", 400, "invalid_argument"),
                ("directory.list_organisations?unheard_of=1", 400, "invalid_argument"),
                ("cases.list_cases", 405, "personal_by_get"),
                ("cases.open_case?citizen_name=x", 405, "method_not_allowed")):
            answered, body = self.anna.get(f"/call/samspil.{address}")
            self.assertEqual((answered, json.loads(body)["code"]), (status, code), address)


    def test_without_signing_in(self) -> None:
        nobody = Caller(self.instance, "nobody")
        nobody.curl = ["curl", "--silent", "--show-error"]
        status, body = nobody.get("/call/samspil.pilots.search_pilots?text=x&limit=1", "--include")
        head, json_text = body.split("\n\n", 1)
        self.assertEqual((status, json.loads(json_text)), (200, {"pilots": []}))
        self.assertIn("cache-control: public, max-age=60", head)
        self.assertEqual(nobody.call("pilots.search_pilots"), {"pilots": []})
        _, body = self.anna.get("/call/samspil.pilots.search_pilots", "--include")
        self.assertIn("cache-control: no-store", body)
        for address in ("/call/samspil.directory.search_offers", "/feed", "/feed?public=true", "/export"):
            self.assertEqual(nobody.get(address)[0], 401, address)
        for procedure in ("directory.search_offers", "cases.list_cases", "cases.inquire", "unheard.of"):
            self.assertEqual(nobody.call(procedure, 401)["code"], "authentication_required")


if __name__ == "__main__":
    sys.exit(flow.run(OwnData, __doc__, needs=["curl"], settings={"gateway": {"max_export_bytes": LARGEST_EXPORT}}))
