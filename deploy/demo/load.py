# SPDX-License-Identifier: EUPL-1.2
"""Loads the invented data of demo.json through the front door, as the people in it would.

Each step of demo.json is one call: its `id` makes the command_id, so that a load that broke off can be repeated, and
names the answer for later steps: "{aaby.organisation_id}" is a field of the answer to step `aaby`, "{today+7}" a date.
`as` is who calls, `for` the organisation they act for where they have several.
"""
import datetime
import json
import re
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import configuration
from refusal import Refusal

STEPS = json.loads((Path(__file__).parent / "demo.json").read_text())["steps"]
RETRY_SECONDS = 30
PLACE = re.compile(r"\{(\w+)([.+-])(\w+)\}")


class Demo:
    def __init__(self, directory, url, today):
        self.directory, self.url, self.today = directory, url, today
        self.tokens, self.answers = {}, {}

    def token(self, subject):
        if subject not in self.tokens:
            command = [self.directory / "bin" / "samspil", "token", "--state", self.directory, "--as", subject]
            self.tokens[subject] = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
        return self.tokens[subject]

    def filled(self, value):
        if isinstance(value, dict):
            return {name: self.filled(item) for name, item in value.items()}
        if isinstance(value, list):
            return [self.filled(item) for item in value]
        return PLACE.sub(self.place, value) if isinstance(value, str) else value

    def place(self, match):
        name, operator, rest = match.groups()
        if operator == ".":
            return self.answers[name][rest]
        return (self.today + datetime.timedelta(days=int(operator + rest))).isoformat()

    def call(self, step):
        arguments = {"command_id": f"demo-{step['id']}", **self.filled(step["with"])}
        headers = {"Authorization": f"Bearer {self.token(step['as'])}", "Content-Type": "application/json"}
        if "for" in step:
            headers["Samspil-Organisation"] = self.filled(step["for"])
        request = urllib.request.Request(f"{self.url}/call/samspil.{step['call']}", json.dumps(arguments).encode(), headers)
        deadline = time.monotonic() + RETRY_SECONDS
        while step["id"] not in self.answers:
            try:
                with urllib.request.urlopen(request, timeout=RETRY_SECONDS) as answer:
                    self.answers[step["id"]] = json.load(answer)
            except urllib.error.HTTPError as error:
                if error.code != 503 or time.monotonic() > deadline:
                    raise Refusal(f"the demo's step {step['id']} was answered {error.code}: "
                                  f"{error.read().decode()}") from None
                time.sleep(0.1)  # it said: not at this moment
            except OSError as error:
                raise Refusal(f"the demo's step {step['id']} was not answered: {error}") from None


def load(directory, url):
    """Once in the life of an installation: what users changed afterwards stays."""
    mark = directory / "demo.json"
    state = configuration.read_json(mark) if mark.exists() else {"loaded": False, "day": str(datetime.date.today())}
    if state["loaded"]:
        return
    configuration.write(mark, json.dumps(state) + "\n")
    demo = Demo(directory, url, datetime.date.fromisoformat(state["day"]))
    for step in STEPS:
        demo.call(step)
    configuration.write(mark, json.dumps({**state, "loaded": True}) + "\n")
