# SPDX-License-Identifier: EUPL-1.2
"""The whole product for tests in Python: an instance that deploy/up starts, people who call it over HTTP, their feeds.

    with Instance() as instance:
        anna = Client(instance, "anna@aaby.example")
        opened = anna.command("cases.open_case", citizen_name="Ida")   # repeated until it has its final answer
        anna.call("cases.get_case", case_id=opened["case_id"])         # once; raises Problem or Unanswered
        for cursor, event in anna.feed(after="0"): ...

A client belongs to one thread at a time. An instance is stopped, and the state directory it made for itself removed,
also when the test dies.
"""
import configparser
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SOURCE = Path(os.environ.get("SAMSPIL_SOURCE") or Path(__file__).resolve().parents[2])
sys.path.append(str(SOURCE / "deploy"))
from topology import SERVICES  # noqa: E402

PROCESSES = ("nats", *SERVICES, "gateway")
PORTS = 16  # that an instance may use, from its first on
FIRST_PORTS = range(20000, 28000, PORTS)  # below the ports of outgoing connections

# How a process ends that nobody has told to: a bug, or what a sanitizer found (tests/run has it abort).
CRASHES = ("SIGABRT", "SIGBUS", "SIGFPE", "SIGILL", "SIGSEGV")

# Answers that say nothing about whether the command has happened, or that it has not but may: it is sent again.
NOT_FINAL = frozenset({"unavailable", "timeout", "not_caught_up", "consent_unverifiable", "consent_changed",
                       "rate_limited", "too_many_calls", "too_many_streams"})

Json = dict[str, Any]


class Problem(Exception):
    """The product's answer that it was not done."""

    def __init__(self, status: int, answer: Json):
        super().__init__(f"{status} {answer.get('code')}: {answer.get('message')} {answer.get('field', '')}".rstrip())
        self.status, self.answer = status, answer
        self.code: str = answer.get("code", "")

    @property
    def is_final(self) -> bool:
        return self.code not in NOT_FINAL


class Unanswered(Exception):
    """No answer, or half of one: whether it was done is not known."""


def new_command_id() -> str:
    return str(uuid.uuid4())


def is_free(port: int) -> bool:
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def choose_port() -> int:
    blocks = list(FIRST_PORTS)
    start = os.getpid() % len(blocks)
    for first in blocks[start:] + blocks[:start]:
        if all(is_free(port) for port in range(first, first + PORTS)):
            return first
    raise RuntimeError("no free range of ports")


def _has_stopped(pid: int) -> bool:
    """Each thread of it: on a busy machine the signal may reach one later than another."""
    threads = Path(f"/proc/{pid}/task").glob("*/stat")
    return all(stat.read_text().rpartition(")")[2].split()[0] == "T" for stat in threads)


class Instance:
    """settings: what goes into local.ini, such as {"gateway": {"call_rate": 0}}."""

    def __init__(self, state: str | Path | None = None, port: int | None = None, build: str | Path | None = None,
                 settings: dict[str, dict[str, Any]] | None = None, demo: bool = False):
        built = build or os.environ.get("SAMSPIL_BUILD")
        if not built:
            raise SystemExit("where is it built? SAMSPIL_BUILD, which meson sets, or --build")
        self.build, self.demo = Path(built).resolve(), demo
        self.port = port or choose_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.is_own = state is None
        self.state = Path(tempfile.mkdtemp(prefix="samspil-test-")) if state is None else Path(state).resolve()
        self.settings = settings or {}
        self.guardian: subprocess.Popen[bytes] | None = None
        self.tokens: dict[str, str] = {}

    def __enter__(self) -> "Instance":
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def start(self) -> None:
        if not self.guardian:
            self._guard()
        self._write_settings()
        command = [SOURCE / "deploy" / "up", "--state", self.state, "--port", str(self.port), "--no-install", "--build",
                   self.build, *([] if self.demo else ["--no-demo"])]
        said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
        assert said.endswith(f"\nready {self.url}\n"), said

    def stop(self) -> None:
        subprocess.run([SOURCE / "deploy" / "down", "--state", self.state], check=True, stdout=subprocess.DEVNULL)

    def close(self) -> None:
        """Stops what runs, and fails if any of it has crashed; the last use of it."""
        assert self.guardian and self.guardian.stdin
        try:
            self.stop()
            self._check_ends()
        finally:
            self.guardian.stdin.close()
            self.guardian.wait()

    def _check_ends(self) -> None:
        """The supervisor keeps how each of its processes ended, one line each."""
        for process in PROCESSES:
            said = subprocess.run(["s6-svdt", self._service(process)], check=True, capture_output=True, text=True).stdout
            if any(line.endswith(CRASHES) for line in said.splitlines()):
                log = (self.state / "log" / process / "current").read_text(errors="replace").splitlines()
                raise AssertionError("\n".join([f"{process} crashed:", said, "its log ends:", *log[-100:]]))

    def _guard(self) -> None:
        """A process of its own session that stops the instance when this one is gone, however it went."""
        script = 'cat >/dev/null; "$0/deploy/down" --state "$1" >/dev/null 2>&1; [ "$2" = keep ] || rm -rf "$1"'
        self.guardian = subprocess.Popen(["sh", "-c", script, SOURCE, self.state, "" if self.is_own else "keep"],
                                         stdin=subprocess.PIPE, start_new_session=True)

    def _write_settings(self) -> None:
        if not self.settings:
            return
        parser = configparser.RawConfigParser()
        parser.read_dict(self.settings)
        folder = self.state / "config"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(folder / "local.ini", "w", encoding="utf-8") as file:
            parser.write(file)

    # Its processes, by name: PROCESSES.

    def pid(self, process: str) -> int:
        """0 when it does not run at this moment."""
        command = ["s6-svstat", "-o", "pid", self._service(process)]
        return max(0, int(subprocess.run(command, check=True, capture_output=True, text=True).stdout))

    def kill(self, process: str, number: int = signal.SIGKILL) -> bool:
        """The supervisor starts it again. False when it did not run at this moment. Who is told to stop has stopped."""
        pid = self.pid(process)
        if not pid:
            return False
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            return False
        while number == signal.SIGSTOP and not _has_stopped(pid):
            time.sleep(0.001)  # the kernel tells nobody but the parent
        return True

    def halt(self, *processes: str) -> None:
        """Stops these in order and leaves them down."""
        folders = [self._service(process) for process in processes]
        for folder in folders:
            subprocess.run(["s6-svc", "-d", folder], check=True)
        subprocess.run(["s6-svwait", "-D", "-t", "30000", *folders], check=True)

    def resume(self, *processes: str) -> None:
        for process in processes:
            subprocess.run(["s6-svc", "-u", self._service(process)], check=True)

    def wait_up(self, *processes: str) -> None:
        """Until the supervisor has started these."""
        subprocess.run(["s6-svwait", "-u", "-t", "30000", *map(self._service, processes)], check=True)

    def _service(self, process: str) -> Path:
        return self.state / "run" / "service" / process

    def wait_ready(self, seconds: int = 60) -> None:
        subprocess.run([self.state / "bin" / "samspil", "wait-ready", "--state", self.state, "--timeout", str(seconds)],
                       check=True, stdout=subprocess.DEVNULL)

    def run_verb(self, service: str, *verb: str) -> None:
        """samspil-<service> rebuild and the like."""
        command = [self.state / "bin" / f"samspil-{service}", "--config", self.state / "config" / "samspil.ini", *verb]
        done = subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        assert done.returncode == 0, f"samspil-{service} {' '.join(verb)}: {done.stdout[-2000:]}"

    def password(self, user: str) -> str:
        return (self.state / "config" / "password" / user).read_text().strip()

    def database(self, service: str) -> Path:
        return self.state / "data" / f"{service}.db"

    @property
    def nats_port(self) -> int:
        return self.port + 2

    def token(self, subject: str) -> str:
        if subject not in self.tokens:
            command = [self.state / "bin" / "samspil", "token", "--state", self.state, "--as", subject,
                       "--ttl", "86400"]
            said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            self.tokens[subject] = said.strip()
        return self.tokens[subject]


class Client:
    """Somebody who calls. organisation: which of several they act for."""

    def __init__(self, instance: Instance, subject: str, organisation: str | None = None, timeout: float = 15):
        self.instance, self.subject, self.timeout = instance, subject, timeout
        self.headers = {"Authorization": f"Bearer {instance.token(subject)}", "Content-Type": "application/json"}
        if organisation:
            self.headers["Samspil-Organisation"] = organisation
        self.connections = threading.local()

    def _connection(self) -> http.client.HTTPConnection:
        connection = getattr(self.connections, "open", None)
        if connection is None:
            connection = http.client.HTTPConnection("127.0.0.1", self.instance.port, timeout=self.timeout)
            self.connections.open = connection
        return connection

    def close(self) -> None:
        """The connection of this thread."""
        connection = getattr(self.connections, "open", None)
        if connection is not None:
            connection.close()
            self.connections.open = None

    def call(self, procedure: str, command_id: str | None = None, **arguments: Any) -> Json:
        """Once. procedure without `samspil.`; a command needs its command_id."""
        if command_id:
            arguments["command_id"] = command_id
        body = json.dumps(arguments).encode()
        connection = self._connection()
        try:
            connection.request("POST", f"/call/samspil.{procedure}", body, self.headers)
            response = connection.getresponse()
            answer = json.loads(response.read())
        except (OSError, http.client.HTTPException, ValueError) as error:
            self.close()
            raise Unanswered(f"{procedure}: {error!r}") from None
        if response.will_close:
            self.close()
        if response.status != 200:
            raise Problem(response.status, answer)
        return answer

    def command(self, procedure: str, command_id: str | None = None, within: float = 120, **arguments: Any) -> Json:
        """Sends it, with the same id, until it has a final answer: the result, or a Problem that is_final."""
        return self.query(procedure, within, command_id=command_id or new_command_id(), **arguments)

    def query(self, procedure: str, within: float = 120, **arguments: Any) -> Json:
        """Asks until there is a final answer."""
        deadline, pause = time.monotonic() + within, 0.02
        while True:
            try:
                return self.call(procedure, **arguments)
            except Problem as problem:
                if problem.is_final:
                    raise
                last: Exception = problem
            except Unanswered as unanswered:
                last = unanswered
            if time.monotonic() > deadline:
                raise TimeoutError(f"{procedure} had no final answer within {within} s; the last: {last}")
            time.sleep(pause)  # as a well-behaved client does; nothing tells it when to try again
            pause = min(2 * pause, 0.5)

    def feed(self, after: str = "", public: bool = False, idle: float = 60) -> Iterator[tuple[int, Json]]:
        """The live feed by server-sent events, from after a cursor, until the connection ends: cursor, CloudEvent."""
        connection = http.client.HTTPConnection("127.0.0.1", self.instance.port, timeout=idle)
        headers = {name: value for name, value in self.headers.items() if name != "Content-Type"}
        if after:
            headers["Last-Event-ID"] = after
        try:
            connection.request("GET", "/feed?public=true" if public else "/feed", headers=headers)
            response = connection.getresponse()
            if response.status != 200:
                raise Problem(response.status, json.loads(response.read()))
            yield from _events(response)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise Unanswered(f"feed: {error!r}") from None
        finally:
            connection.close()

    def read_feed(self, after: str = "", public: bool = False) -> list[Json]:
        """All entries after the cursor, page by page."""
        entries: list[Json] = []
        more = True
        while more:
            page = self.query("disclosures.read_feed", limit=200, **({"after": after} if after else {}),
                             **({"public": True} if public else {}))
            entries += page["events"]
            after, more = page["cursor"], page["more"]
        return entries


def _events(response: http.client.HTTPResponse) -> Iterator[tuple[int, Json]]:
    """An event cut short by the end of the connection is none."""
    fields: dict[str, str] = {}
    while raw := response.readline():
        line = raw.decode().rstrip("\n")
        if line and not line.startswith(":"):
            name, _, value = line.partition(": ")
            fields[name] = value
        elif not line and "data" in fields and raw.endswith(b"\n"):
            yield int(fields["id"]), json.loads(fields["data"])
            fields = {}
