# SPDX-License-Identifier: EUPL-1.2
"""Who may write and read what on the bus, asked of a real nats-server with the configuration that deploy/up writes."""
import json
import re
import socket
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import configuration  # noqa: E402
import topology  # noqa: E402
from supervisor import find  # noqa: E402

PASSWORDS = {user: f"password-of-{user}" for user in topology.USERS}
RANDOM_PORT = -1

#            user           subject
MAY_PUBLISH = (
    ("referrals",   "samspil.event.referrals.some-case.requested"),
    ("referrals",   "samspil.event.access.referrals.read"),
    ("referrals",   "samspil.consents.report_position"),
    ("referrals",   "$JS.API.STREAM.CREATE.REFERRALS"),
    ("referrals",   "$JS.API.CONSUMER.CREATE.CONSENTS.some-consumer"),
    ("referrals",   "$JS.FC.CONSENTS.some-consumer.abc"),
    ("referrals",   "_INBOX.gateway.x.1"),
    ("consents",    "_INBOX.referrals.x.1"),
    ("consents",    "_INBOX.plans.x.1"),
    ("plans",       "samspil.event.plans.some-case.goal_changed"),
    ("plans",       "$JS.API.CONSUMER.CREATE.REFERRALS.some-consumer"),
    ("consents",    "_INBOX.gateway.x.1"),
    ("disclosures", "samspil.feed.referrals.requested"),
    ("disclosures", "samspil.event.disclosures.some-owner.feed_committed"),
    ("disclosures", "$JS.API.STREAM.CREATE.FEEDS"),
    ("disclosures", "$JS.API.STREAM.CREATE.ACCESS"),
    ("gateway",     "samspil.referrals.send_referral"),
    ("gateway",     "samspil.consents.report_position"),
    ("gateway",     "$JS.API.CONSUMER.CREATE.CONSENTS.some-consumer"),
    ("gateway",     "$JS.API.CONSUMER.CREATE.CASES.some-consumer.samspil.event.cases.*.citizen_linked"),
    ("gateway",     "$JS.API.STREAM.INFO.FEEDS"),
    ("gateway",     "$JS.API.STREAM.INFO.REFERRALS"),
    ("imports",     "samspil.event.imports.some-import.begun"),
    ("imports",     "samspil.pilots.register_pilot"),
    ("imports",     "samspil.directory.register_organisation"),
    ("imports",     "samspil.imports.next_job"),
    ("imports",     "_INBOX.imports.x.1"),
    ("pilots",      "_INBOX.imports.x.1"),
    ("directory",   "_INBOX.imports.x.1"),
    ("gateway",     "samspil.event.sessions.some-session.ended"),
    ("gateway",     "$JS.API.STREAM.CREATE.SESSIONS"),
    ("gateway",     "$JS.API.CONSUMER.CREATE.SESSIONS.some-consumer"),
    ("cli",         "$SRV.STATS"),
)
MAY_NOT_PUBLISH = (
    ("referrals",   "samspil.event.consents.some-case.given"),
    ("referrals",   "samspil.event.access.cases.read"),
    ("referrals",   "samspil.feed.referrals.requested"),
    ("referrals",   "samspil.live.referrals.requested"),
    ("referrals",   "samspil.referrals.accept_referral"),
    ("referrals",   "samspil.cases.open_case"),
    ("referrals",   "$JS.API.STREAM.CREATE.CONSENTS"),
    ("referrals",   "$JS.API.STREAM.UPDATE.CONSENTS"),
    ("referrals",   "$JS.API.STREAM.DELETE.REFERRALS"),
    ("referrals",   "$JS.API.STREAM.PURGE.REFERRALS"),
    ("referrals",   "$JS.API.CONSUMER.CREATE.ACCESS.some-consumer"),
    ("directory",   "$JS.API.CONSUMER.CREATE.CASES.some-consumer"),
    ("directory",   "$JS.API.CONSUMER.CREATE.PLANS.some-consumer"),
    ("plans",       "samspil.event.referrals.some-case.completed"),
    ("disclosures", "samspil.event.consents.some-case.withdrawn"),
    ("disclosures", "samspil.live.referrals.requested"),
    ("gateway",     "samspil.event.referrals.some-case.requested"),
    ("gateway",     "samspil.event.access.referrals.read"),
    ("gateway",     "samspil.feed.referrals.requested"),
    ("gateway",     "samspil.live.referrals.requested"),
    ("gateway",     "$JS.API.STREAM.CREATE.REFERRALS"),
    ("gateway",     "$JS.API.CONSUMER.CREATE.CASES.some-consumer"),
    ("gateway",     "$JS.API.CONSUMER.CREATE.CASES"),
    ("gateway",     "$JS.API.CONSUMER.CREATE.CASES.some-consumer.samspil.event.cases.>"),
    ("gateway",     "$JS.API.CONSUMER.CREATE.CASES.some-consumer.samspil.event.cases.*.opened"),
    ("gateway",     "$JS.API.CONSUMER.CREATE.FEEDS.some-consumer"),
    ("gateway",     "$JS.API.CONSUMER.CREATE.REFERRALS.some-consumer"),
    ("imports",     "samspil.event.pilots.some-pilot.pilot_registered"),
    ("imports",     "samspil.pilots.move_stage"),
    ("imports",     "samspil.directory.add_member"),
    ("imports",     "samspil.imports.begin_import"),
    ("imports",     "samspil.cases.open_case"),
    ("imports",     "$JS.API.CONSUMER.CREATE.PILOTS.some-consumer"),
    ("cases",       "_INBOX.imports.x.1"),
    ("gateway",     "$JS.API.STREAM.PURGE.SESSIONS"),
    ("directory",   "samspil.event.sessions.some-session.ended"),
    ("directory",   "$JS.API.CONSUMER.CREATE.SESSIONS.some-consumer"),
    ("cli",         "samspil.referrals.send_referral"),
    ("cli",         "samspil.event.referrals.some-case.requested"),
)
MAY_SUBSCRIBE = (
    ("referrals", "samspil.referrals.*"),
    ("referrals", "_INBOX.referrals.>"),
    ("gateway",   "samspil.live.>"),
    ("cli",       "_INBOX.cli.>"),
)
MAY_NOT_SUBSCRIBE = (
    ("referrals", ">"),
    ("referrals", "samspil.consents.*"),
    ("referrals", "samspil.event.consents.>"),
    ("referrals", "_INBOX.>"),
    ("referrals", "_INBOX.gateway.>"),
    ("gateway",   "samspil.event.>"),
    ("gateway",   "samspil.feed.>"),
    ("gateway",   "samspil.referrals.*"),
    ("cli",       "samspil.live.>"),
    ("cli",       "samspil.>"),
)


class Connection:
    """The bus' text protocol, as far as this needs it."""

    def __init__(self, port, user, password):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=10)
        self.lines = self.socket.makefile("rb")
        self.lines.readline()  # INFO
        options = {"verbose": False, "pedantic": False, "user": user, "pass": password, "headers": True}
        self.send(f"CONNECT {json.dumps(options)}")

    def send(self, line, payload=None):
        self.socket.sendall(line.encode() + b"\r\n" + (b"" if payload is None else payload + b"\r\n"))

    def publish(self, subject, payload=b"", reply=""):
        self.send(f"PUB {subject} {reply} {len(payload)}", payload)

    def refusal(self):
        """What the server has refused of all that was sent, None if nothing."""
        self.send("PING")
        refused = None
        for line in self.lines:
            if line.startswith(b"-ERR"):
                refused = line.decode()
            elif line.startswith(b"PONG"):
                break
        return refused

    def message(self):
        """Subject and payload of the next message."""
        for line in self.lines:
            match = re.match(rb"H?MSG (\S+) .*?(\d+)\r\n", line)
            if match:
                return match[1].decode(), self.lines.read(int(match[2]) + 2)[:-2]
        raise ConnectionError("the server closed the connection")

    def close(self):
        self.lines.close()
        self.socket.close()


class Rights(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="samspil rights ")
        folder = Path(cls.folder.name)
        conf = folder / "nats.conf"
        conf.write_text(configuration.nats_conf(folder / "store", 1 << 26, RANDOM_PORT, RANDOM_PORT, PASSWORDS))
        cls.server = subprocess.Popen([find("nats-server"), "-c", conf, "--ports_file_dir", folder],
                                      stderr=subprocess.DEVNULL)
        ports_file = folder / f"nats-server_{cls.server.pid}.ports"
        deadline = time.monotonic() + 10
        while not (ports_file.exists() and ports_file.read_text()):
            if time.monotonic() > deadline:
                raise TimeoutError("nats-server did not become ready")
            time.sleep(0.01)  # the server tells its port by this file only
        cls.port = int(json.loads(ports_file.read_text())["nats"][0].rsplit(":", 1)[1])

    @classmethod
    def tearDownClass(cls):
        cls.server.terminate()
        cls.server.wait()
        cls.folder.cleanup()

    def connect(self, user, password=None):
        connection = Connection(self.port, user, PASSWORDS.get(user) if password is None else password)
        self.addCleanup(connection.close)
        return connection

    def refused(self, user, line, payload=None):
        connection = self.connect(user)
        connection.send(line, payload)
        return connection.refusal()

    def test_publish(self):
        for user, subject in MAY_PUBLISH:
            with self.subTest(user=user, subject=subject):
                self.assertIsNone(self.refused(user, f"PUB {subject} 0", b""))
        for user, subject in MAY_NOT_PUBLISH:
            with self.subTest(user=user, subject=subject):
                self.assertIn("Permissions Violation for Publish", self.refused(user, f"PUB {subject} 0", b"") or "")

    def test_subscribe(self):
        for user, subject in MAY_SUBSCRIBE:
            with self.subTest(user=user, subject=subject):
                self.assertIsNone(self.refused(user, f"SUB {subject} 1"))
        for user, subject in MAY_NOT_SUBSCRIBE:
            with self.subTest(user=user, subject=subject):
                self.assertIn("Permissions Violation for Subscription", self.refused(user, f"SUB {subject} 1") or "")

    def test_strangers(self):
        for user, password in (("referrals", "guess"), ("stranger", "guess"), ("", "")):
            with self.subTest(user=user):
                self.assertIn(b"Authorization Violation", self.connect(user, password).lines.readline())

    def test_a_feed_reaches_the_gateway(self):
        """Stored by disclosures, published again by the server to where nobody else may publish."""
        gateway, disclosures = self.connect("gateway"), self.connect("disclosures")
        gateway.send("SUB samspil.live.> 1")
        self.assertIsNone(gateway.refusal())
        disclosures.send("SUB _INBOX.disclosures.> 1")
        stream = {"name": "FEEDS", "subjects": ["samspil.feed.>", "samspil.event.disclosures.>"], "storage": "file",
                  "republish": {"src": "samspil.feed.>", "dest": "samspil.live.>"}}
        disclosures.publish("$JS.API.STREAM.CREATE.FEEDS", json.dumps(stream).encode(), "_INBOX.disclosures.1")
        self.assertNotIn("error", json.loads(disclosures.message()[1]))
        disclosures.publish("samspil.feed.referrals.requested", b"entry", "_INBOX.disclosures.2")
        self.assertEqual(json.loads(disclosures.message()[1])["seq"], 1)
        subject, payload = gateway.message()
        self.assertEqual(subject, "samspil.live.referrals.requested")
        self.assertTrue(payload.endswith(b"entry"))

    def test_a_filter_is_what_its_subject_says(self):
        """The right to read some of a stream cannot be used to read all of it."""
        cases, gateway = self.connect("cases"), self.connect("gateway")
        cases.send("SUB _INBOX.cases.> 1")
        stream = {"name": "CASES", "subjects": ["samspil.event.cases.>"], "storage": "file"}
        cases.publish("$JS.API.STREAM.CREATE.CASES", json.dumps(stream).encode(), "_INBOX.cases.1")
        self.assertNotIn("error", json.loads(cases.message()[1]))
        gateway.send("SUB _INBOX.gateway.> 1")
        linked = "samspil.event.cases.*.citizen_linked"
        for asked, granted in ((linked, True), ("samspil.event.cases.>", False), (None, False)):
            consumer = {"name": "some-consumer", "deliver_subject": "_INBOX.gateway.2", "ack_policy": "none"}
            request = {"stream_name": "CASES", "config": {**consumer, **({"filter_subject": asked} if asked else {})}}
            gateway.publish(f"$JS.API.CONSUMER.CREATE.CASES.some-consumer.{linked}", json.dumps(request).encode(),
                            "_INBOX.gateway.1")
            answer = json.loads(gateway.message()[1])
            with self.subTest(asked=asked):
                self.assertEqual("error" not in answer, granted, answer)


if __name__ == "__main__":
    unittest.main()
