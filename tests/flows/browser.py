# SPDX-License-Identifier: EUPL-1.2
"""What a browser gets from an installation with demonstration data: the app's files, signing in without a password as one of
its people, and the session's cookie in place of a token."""
import http.client
import json
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import flow
from samspil import Instance

MAJA = "maja.coordinator@volunteers.example"  # of two organisations
RITA = "rita.relative@home.example"  # represents Ida


class Browser:
    """Keeps cookies and sends the Origin of the page it is on with what it posts."""

    def __init__(self, instance: Instance, origin: str | None = None):
        self.port, self.origin, self.cookies = instance.port, origin or instance.url, dict[str, str]()

    def send(self, method: str, path: str, body: str = "", **headers: str) -> tuple[http.client.HTTPResponse, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if method == "POST" and self.origin:
            sent["Origin"] = self.origin
        connection.request(method, path, body or None, sent)
        response = connection.getresponse()
        text = response.read().decode()
        for line in response.headers.get_all("Set-Cookie") or []:
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        connection.close()
        return response, text

    def sign_in(self, subject: str, back: str = "/") -> http.client.HTTPResponse:
        return self.send("POST", "/signin", urlencode({"subject": subject, "return": back}),
                         Content_Type="application/x-www-form-urlencoded")[0]

    def session(self) -> Any:
        response, text = self.send("GET", "/session")
        return json.loads(text) if response.status == 200 else response.status

    def choose(self, acts_as: str) -> tuple[int, Any]:
        response, text = self.send("POST", "/session", json.dumps({"acts_as": acts_as}), Content_Type="application/json")
        return response.status, json.loads(text)

    def call(self, procedure: str, **headers: str) -> tuple[int, Any]:
        response, text = self.send("POST", f"/call/samspil.{procedure}", "{}", Content_Type="application/json", **headers)
        return response.status, json.loads(text)


class InABrowser(unittest.TestCase):
    instance: Instance

    def test_the_app(self) -> None:
        browser = Browser(self.instance)
        for path in ("/", "/cases/1", "/../../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc/passwd"):
            response, text = browser.send("GET", path)
            self.assertEqual((response.status, text), (200, "<!doctype html>the app"), path)
            policy = response.headers["Content-Security-Policy"]
            self.assertTrue(policy.startswith("default-src 'self'; ") and "unsafe" not in policy, policy)
        response, text = browser.send("GET", "/assets/app-1a.js", Accept_Encoding="br")
        self.assertEqual((response.headers["Content-Encoding"], text), ("br", "as br"))
        self.assertIn("immutable", response.headers["Cache-Control"])
        response, text = browser.send("GET", "/assets/app-1a.js", Accept_Encoding="br", If_None_Match=response.headers["ETag"])
        self.assertEqual((response.status, text), (304, ""))
        self.assertEqual(browser.send("GET", "/assets/app-2b.js")[0].status, 404)
        self.assertEqual(browser.send("HEAD", "/")[0].headers["Content-Length"], "22")

    def test_signing_in_and_out(self) -> None:
        browser = Browser(self.instance)
        self.assertEqual(browser.session(), 401)
        _, page = browser.send("GET", "/signin?return=%2Fcases%3Fa%3Db")
        self.assertIn('value="/cases?a=b"', page)
        self.assertIn(f'value="{MAJA}"', page)
        self.assertIn("demonstration", page)
        self.assertEqual(browser.sign_in("anna.caseworker@aaby.example", "/cases?a=b").headers["Location"], "/cases?a=b")
        self.assertEqual(browser.session()["acting"]["roles"], ["caseworker"])
        self.assertEqual(browser.call("cases.list_cases")[0], 200)
        kept = dict(browser.cookies)
        response, _ = browser.send("POST", "/signout")
        self.assertEqual((response.status, response.headers["Location"]), (303, "/"))
        self.assertEqual(browser.session(), 401)
        browser.cookies = kept
        self.assertEqual(browser.session(), 401)

    def test_only_from_our_own_pages(self) -> None:
        for origin, status in ((self.instance.url, 200), ("https://other.example", 403), ("null", 403), (None, 403)):
            browser = Browser(self.instance)
            browser.sign_in("anna.caseworker@aaby.example")
            browser.origin = origin or ""
            self.assertEqual(browser.call("cases.list_cases")[0], status, origin)
            self.assertEqual(browser.choose("")[0], status, origin)
        browser.origin = "null"  # a form of a page that does not tell where it is
        self.assertEqual(browser.call("cases.list_cases", Sec_Fetch_Site="same-origin")[0], 200)
        stranger = Browser(self.instance, "https://other.example")
        self.assertEqual(stranger.sign_in("operator").status, 403)
        self.assertEqual(stranger.cookies, {})

    def test_back_to_our_own_paths_only(self) -> None:
        for back in ("https://other.example/", "//other.example", "/\\other.example", "javascript:x", "/a\r\nSet-Cookie: b=c"):
            self.assertEqual(Browser(self.instance).sign_in("operator", back).headers["Location"], "/", back)

    def test_choosing_what_to_act_as(self) -> None:
        browser = Browser(self.instance)
        browser.sign_in(MAJA)
        session = browser.session()
        self.assertEqual(session["problem"], "organisation_required")
        names = {choice["organisation_name"]: choice["acts_as"] for choice in session["choices"]}
        self.assertEqual(set(names), {"Language Mates (demo)", "Calm Youth (demo)"})
        self.assertEqual(browser.call("referrals.list_referrals")[1]["code"], "organisation_required")
        status, chosen = browser.choose(names["Calm Youth (demo)"])
        self.assertEqual((status, chosen["acting"]["organisation_id"]), (200, names["Calm Youth (demo)"]))
        self.assertEqual(browser.call("referrals.list_referrals")[0], 200)
        self.assertEqual(browser.choose("0190e3a0-0000-7000-8000-000000000000")[0], 403)
        self.assertEqual(browser.choose("x" * 37)[0], 400)
        self.assertEqual(browser.session()["acts_as"], names["Calm Youth (demo)"])
        browser.sign_in(RITA)
        self.assertIn("representation_id", browser.session()["acting"])

    def test_a_changed_cookie_is_none(self) -> None:
        browser = Browser(self.instance)
        browser.sign_in("operator")
        sealed = browser.cookies["samspil-session"]
        for at in (0, 40, len(sealed) - 2):
            browser.cookies["samspil-session"] = sealed[:at] + ("A" if sealed[at] != "A" else "B") + sealed[at + 1:]
            self.assertEqual(browser.session(), 401)
        browser.cookies["samspil-session"] = "x" * 6000
        self.assertEqual(browser.session(), 401)

    def test_nothing_personal_is_logged(self) -> None:
        browser = Browser(self.instance)
        browser.sign_in("karim.citizen@home.example")
        browser.send("GET", "/signin?return=%2Fkarim.citizen")
        self.assertEqual(browser.sign_in("").status, 400)
        log, deadline = "", time.monotonic() + 30
        while "the form names nobody" not in log:
            self.assertLess(time.monotonic(), deadline)
            log = (self.instance.state / "log" / "gateway" / "current").read_text()
        self.assertNotIn("karim", log)


    def test_settings_that_would_let_in_anybody(self) -> None:
        program = self.instance.state / "bin" / "samspil-gateway"
        keys = ["--session-keys", self.instance.state / "keys" / "session.keys"]
        issuer = ["--oidc-issuer", "https://id.example", "--oidc-client-id", "x"]
        for expected, arguments in (
                (0, ["--local-sign-in", *keys, "--public-url", "https://samspil.example"]),
                (0, [*issuer, *keys, "--public-url", "https://samspil.example"]),
                (1, [*issuer, *keys, "--public-url", "https://samspil.example", "--local-sign-in"]),
                (1, [*issuer, *keys]),
                (1, [*issuer, "--public-url", "https://samspil.example"]),
                (1, [*issuer, *keys, "--public-url", "samspil.example"]),
                (1, [*keys, "--public-url", "https://samspil.example", "--oidc-issuer", "http://id.example",
                     "--oidc-client-id", "x"])):
            checked = subprocess.run([program, "--jwks", "none", *arguments, "check"], check=False, capture_output=True)
            self.assertEqual(checked.returncode, expected, arguments)


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="samspil-web-") as folder:
        web = Path(folder)
        (web / "assets").mkdir()
        (web / "index.html").write_text("<!doctype html>the app")
        (web / "assets" / "app-1a.js").write_text("plain")
        (web / "assets" / "app-1a.js.br").write_text("as br")
        return flow.run(InABrowser, __doc__, settings={"gateway": {"web": folder}}, demo=True)


if __name__ == "__main__":
    sys.exit(main())
