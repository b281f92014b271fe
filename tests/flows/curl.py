# SPDX-License-Identifier: EUPL-1.2
"""The main job as somebody does it who has nothing but curl: calls are POST /call/<procedure>, the feed is GET /feed."""
import json
import queue
import subprocess
import sys
import threading
import unittest
from typing import Any

import flow
from samspil import Instance, new_command_id

WAIT_SECONDS = 15
Json = dict[str, Any]


class Person:
    def __init__(self, instance: Instance, subject: str):
        self.url = instance.url
        self.curl = ["curl", "--silent", "--show-error", "--header", f"Authorization: Bearer {instance.token(subject)}"]

    def call(self, procedure: str, expected: int = 200, command_id: str | None = None, **arguments: Any) -> Json:
        """command_id: as the header that names one for a command which has none."""
        key = ["--header", f"Idempotency-Key: {command_id}"] if command_id else []
        said = subprocess.run([*self.curl, *key, "--header", "Content-Type: application/json", "--data", json.dumps(arguments),
                               "--write-out", "\n%{http_code}", f"{self.url}/call/samspil.{procedure}"],
                              check=True, capture_output=True, text=True).stdout
        body, status = said.rsplit("\n", 1)
        assert int(status) == expected, f"{procedure}: {status} {body}"
        return json.loads(body)

    def command(self, procedure: str, expected: int = 200, **arguments: Any) -> Json:
        return self.call(procedure, expected, new_command_id(), **arguments)

    def feed(self, after: str = "") -> "Feed":
        return Feed([*self.curl, "--no-buffer", *(["--header", f"Last-Event-ID: {after}"] if after else []), f"{self.url}/feed"])


class Feed:
    """curl of a feed, and the events in the order in which they are printed."""

    def __init__(self, command: list[str]):
        self.events: list[Json] = []
        self.printed: queue.Queue[Json] = queue.Queue()
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.reading = threading.Thread(target=self._read, daemon=True)
        self.reading.start()

    def _read(self) -> None:
        assert self.process.stdout
        identifier = kind = ""
        for line in self.process.stdout:
            name, _, value = line.rstrip("\n").partition(": ")
            if name == "id":
                identifier = value
            elif name == "event":
                kind = value
            elif name == "data":
                event = json.loads(value)
                assert (event["cursor"], event["type"]) == (identifier, kind), line
                self.printed.put(event)

    def expect(self, kind: str, **data: str) -> Json:
        while True:
            try:
                event = self.printed.get(timeout=WAIT_SECONDS)
            except queue.Empty:
                raise AssertionError(f"no {kind} came, only {[event['type'] for event in self.events]}") from None
            self.events.append(event)
            if event["type"] == f"samspil.{kind}" and data.items() <= event["data"].items():
                return event

    def close(self) -> None:
        self.process.terminate()
        self.process.wait()
        self.reading.join()
        assert self.process.stdout
        self.process.stdout.close()


class MainJob(unittest.TestCase):
    instance: Instance

    @classmethod
    def setUpClass(cls) -> None:
        operator = Person(cls.instance, "operator")
        members = (("Aaby", "municipality", "anna", "caseworker"), ("Visiting Friends", "voluntary", "vera", "coordinator"))
        for name, kind, subject, role in members:
            made = operator.command("directory.register_organisation", name=name, type=kind)
            operator.command("directory.add_member", **made, subject=subject, roles=[role])
            cls.ngo_id = made["organisation_id"]
        cls.anna, cls.vera = Person(cls.instance, "anna"), Person(cls.instance, "vera")
        cls.ida, cls.karim = Person(cls.instance, "ida"), Person(cls.instance, "karim")
        cls.offer_id = cls.vera.command("directory.publish_offer", name="A visiting friend")["offer_id"]

    def consented(self, citizen: Person, name: str) -> tuple[str, str]:
        case_id = self.anna.command("cases.open_case", citizen_name=name)["case_id"]
        citizen.command("cases.accept_invitation", code=self.anna.command("cases.invite_citizen", case_id=case_id)["code"])
        consent_id = self.anna.command(
            "consents.request_consent", case_id=case_id, organisation_id=self.ngo_id, purpose="SocialWelfareProvision",
            categories=["contact", "referral", "notes"], text="I agree.", language="en")["consent_id"]
        citizen.command("consents.give_consent", consent_id=consent_id)
        return case_id, consent_id

    def feed_of(self, person: Person, after: str = "") -> Feed:
        feed = person.feed(after)
        self.addCleanup(feed.close)
        return feed

    def test_main_job(self) -> None:
        case_id, consent_id = self.consented(self.ida, "Ida Invented")
        feeds = [self.feed_of(person) for person in (self.anna, self.vera, self.ida)]
        sent = self.anna.command("referrals.send_referral", case_id=case_id, offer_id=self.offer_id, reason="lives alone")
        referral_id = sent["referral_id"]
        steps = (("accept_referral", "accepted", {"contact_date": "2030-01-15"}), ("start_referral", "started", {}),
                 ("complete_referral", "completed", {"outcome": "helped"}))
        first = [feed.expect("referrals.requested", referral_id=referral_id) for feed in feeds][1]
        self.assertEqual(first["data"]["citizen_name"], "Ida Invented")
        for verb, event, arguments in steps:
            self.vera.command(f"referrals.{verb}", referral_id=referral_id, **arguments)
            for feed in feeds:
                feed.expect(f"referrals.{event}", referral_id=referral_id)

        # Who comes back with the last id gets what came after it, and nothing twice.
        resumed = self.feed_of(self.vera, first["cursor"])
        resumed.expect("referrals.completed", referral_id=referral_id)
        self.assertEqual([event["type"].rsplit(".", 1)[1] for event in resumed.events], ["accepted", "started", "completed"])

        self.vera.call("referrals.get_referral", referral_id=referral_id)
        self.assertEqual(self.vera.call("referrals.start_referral", 409, new_command_id(), referral_id=referral_id)["code"],
                         "illegal_transition")
        listed = self.ida.call("disclosures.list_disclosures", limit=200)["disclosures"]
        self.assertIn(("told", "samspil.referrals.completed", self.ngo_id),
                      [(item["kind"], item["what"], item.get("organisation_id")) for item in listed])

        self.assertIn("effective_at", self.ida.command("consents.withdraw_consent", consent_id=consent_id))
        self.assertEqual(self.vera.call("referrals.get_referral", 404, referral_id=referral_id)["code"], "not_found")
        self.anna.command("cases.log_contact", case_id=case_id, channel="letter", minutes=5, face_to_face=False)
        feeds[2].expect("cases.contact_logged", case_id=case_id)
        other_case, _ = self.consented(self.karim, "Karim Invented")
        feeds[1].expect("consents.withdrawn", case_id=case_id)
        heard = len(feeds[1].events)
        feeds[1].expect("consents.given", case_id=other_case)
        self.assertEqual([event["type"] for event in feeds[1].events[heard:]], ["samspil.consents.given"])
        self.anna.call("referrals.get_referral", referral_id=referral_id)

    def test_a_command_is_done_once(self) -> None:
        command_id = new_command_id()
        opened = [self.anna.call("cases.open_case", 200, command_id, citizen_name="Twice Asked") for _ in range(2)]
        self.assertEqual(opened[0], opened[1])
        self.assertEqual(self.anna.call("cases.open_case", 409, command_id, citizen_name="Somebody else")["code"],
                         "command_id_reused")


if __name__ == "__main__":
    sys.exit(flow.run(MainJob, __doc__, needs=["curl"]))
