# SPDX-License-Identifier: EUPL-1.2
"""Many connections in one thread and on one clock: calls over HTTP, the feed by server-sent events, WAMP on websockets.

    loop = Loop(port)
    caller = HttpCaller(loop, token)
    caller.call("cases.get_case", {"case_id": case_id}, lambda outcome: …)
    loop.until(lambda: …, "the answer")

What arrived is only ever read by Connection.receive, which empties the socket: who has called it knows that everything
received until then has been seen. `on_message(connection, text)` sees each whole message, as bytes, before anybody acts on
it. Connections that end are opened again, as long as they are wanted.
"""
import base64
import json
import os
import selectors
import socket
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
HELLO, WELCOME, ABORT, CHALLENGE, AUTHENTICATE, ERROR, SUBSCRIBE, SUBSCRIBED, EVENT, CALL, RESULT = (
    1, 2, 3, 4, 5, 8, 32, 33, 36, 48, 50)
TEXT, PING, PONG = 0x81, 0x89, 0x8a  # whole frames of a websocket
REOPEN_SECONDS = 0.02


@dataclass(frozen=True)
class Outcome:
    """What a call came to. code: "" when it was done, "lost" when the connection ended before the answer."""
    code: str
    body: Json


LOST = Outcome("lost", {})
OnMessage = Callable[["Connection", bytes], None]
Then = Callable[[Outcome], None]


class Loop:
    """port: of the gateway that connections go to unless they name another."""

    def __init__(self, port: int):
        self.port = port
        self.selector = selectors.DefaultSelector()
        self.later: list[tuple[float, Callable[[], None]]] = []

    def turn(self, seconds: float) -> None:
        for key, mask in self.selector.select(seconds):
            if mask & selectors.EVENT_WRITE:
                key.data.flush()
            if mask & selectors.EVENT_READ:
                key.data.receive()
        now = time.monotonic()
        due = [act for at, act in self.later if at <= now]
        self.later = [(at, act) for at, act in self.later if at > now]
        for act in due:
            act()

    def after(self, seconds: float, act: Callable[[], None]) -> None:
        self.later.append((time.monotonic() + seconds, act))

    def until(self, condition: Callable[[], Any], what: str, seconds: float = 30) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                raise TimeoutError(f"{what}: not within {seconds} s")
            self.turn(0.05)


class Connection:
    def __init__(self, loop: Loop, name: str, on_message: OnMessage | None, port: int | None):
        self.loop, self.name, self.on_message, self.port = loop, name, on_message, port or loop.port
        self.socket: socket.socket | None = None
        self.input, self.output = bytearray(), bytearray()
        self.is_wanted, self.reopened = True, -1
        self.open()

    def open(self) -> None:
        self.input, self.output = bytearray(), bytearray()
        self.reopened += 1
        self.socket = socket.socket()
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            self.socket.connect(("127.0.0.1", self.port))
        except OSError:
            self.socket.close()
            self.socket = None
            self.open_later()
            return
        self.socket.setblocking(False)
        self.loop.selector.register(self.socket, selectors.EVENT_READ, self)
        self.opened()

    def open_later(self) -> None:
        self.loop.after(REOPEN_SECONDS, lambda: self.open() if self.is_wanted and self.socket is None else None)

    def close(self) -> None:
        self.is_wanted = False
        self.drop()

    def drop(self) -> None:
        if self.socket is None:
            return
        self.loop.selector.unregister(self.socket)
        self.socket.close()
        self.socket = None
        self.lost()
        if self.is_wanted:
            self.open_later()

    def stop_reading(self) -> None:
        """As a client does that is too slow. Nothing is sent meanwhile."""
        assert self.socket is not None and not self.output
        self.loop.selector.unregister(self.socket)

    def read_again(self) -> None:
        assert self.socket is not None
        self.loop.selector.register(self.socket, selectors.EVENT_READ, self)

    def send(self, data: bytes) -> None:
        self.output += data
        self.flush()

    def flush(self) -> None:
        if self.socket is None:
            return
        try:
            while self.output:
                del self.output[:self.socket.send(self.output)]
        except BlockingIOError:
            pass
        except OSError:
            self.drop()
            return
        events = selectors.EVENT_READ | (selectors.EVENT_WRITE if self.output else 0)
        self.loop.selector.modify(self.socket, events, self)

    def receive(self) -> None:
        """Everything that has arrived."""
        while self.socket is not None:
            try:
                data = self.socket.recv(1 << 18)
            except BlockingIOError:
                return
            except OSError:
                data = b""
            if not data:
                self.drop()
                return
            self.input += data
            while self.socket is not None and (message := self.take()) is not None:
                if self.on_message:
                    self.on_message(self, message)
                self.received(message)

    # What the protocols fill in.

    def opened(self) -> None:
        raise NotImplementedError

    def take(self) -> bytes | None:
        """The next whole message out of the input."""
        raise NotImplementedError

    def received(self, message: bytes) -> None:
        raise NotImplementedError

    def lost(self) -> None:
        raise NotImplementedError


def take_response(data: bytearray) -> bytes | None:
    """An HTTP response with its body, as this gateway writes them."""
    end = data.find(b"\r\n\r\n")
    if end < 0:
        return None
    head = bytes(data[:end]).lower()
    if b"content-length: " not in head:
        size = end + 4
    else:
        size = end + 4 + int(head.split(b"content-length: ", 1)[1].split(b"\r\n", 1)[0])
    if len(data) < size:
        return None
    message = bytes(data[:size])
    del data[:size]
    return message


def status_of(response: bytes) -> int:
    return int(response[9:12])


def body_of(response: bytes) -> bytes:
    return response.split(b"\r\n\r\n", 1)[1]


class HttpCaller(Connection):
    """One call at a time on a connection that is kept."""

    def __init__(self, loop: Loop, token: str, on_message: OnMessage | None = None, port: int | None = None):
        self.token = token
        self.waiting: tuple[bytes, Then] | None = None
        super().__init__(loop, "http", on_message, port)

    def opened(self) -> None:
        if self.waiting:
            self.send(self.waiting[0])

    def call(self, procedure: str, arguments: Json, then: Then) -> None:
        assert self.waiting is None
        body = json.dumps(arguments).encode()
        head = (f"POST /call/samspil.{procedure} HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer {self.token}\r\n"
                f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n")
        self.waiting = (head.encode() + body, then)
        if self.socket is not None:
            self.send(self.waiting[0])

    def take(self) -> bytes | None:
        return take_response(self.input)

    def received(self, message: bytes) -> None:
        assert self.waiting
        body = json.loads(body_of(message))
        self.answer(Outcome("" if status_of(message) == 200 else body["code"], body))

    def lost(self) -> None:
        if self.waiting:
            self.answer(LOST)

    def answer(self, outcome: Outcome) -> None:
        assert self.waiting
        then, self.waiting = self.waiting[1], None
        then(outcome)


class EventStream(Connection):
    """GET /feed; resumes after the last cursor."""

    def __init__(self, loop: Loop, token: str, on_message: OnMessage | None = None):
        self.token, self.after, self.is_open = token, "", False
        self.events: list[Json] = []
        super().__init__(loop, "sse", on_message, None)

    def opened(self) -> None:
        self.is_open = False
        after = f"Last-Event-ID: {self.after}\r\n" if self.after else ""
        self.send(f"GET /feed HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer {self.token}\r\n{after}\r\n".encode())

    def take(self) -> bytes | None:
        if not self.is_open:
            return take_response(self.input)
        end = self.input.find(b"\n\n")
        if end < 0:
            return None
        block = bytes(self.input[:end + 2])
        del self.input[:end + 2]
        return block

    def received(self, message: bytes) -> None:
        if not self.is_open:
            if status_of(message) == 200:
                self.is_open = True
            else:
                self.drop()
            return
        fields = dict(line.split(": ", 1) for line in message.decode().splitlines() if ": " in line)
        if "data" in fields:
            self.after = fields["id"]
            self.events.append(json.loads(fields["data"]))

    def lost(self) -> None:
        self.is_open = False


class WampCaller(Connection):
    """Calls, several at a time, and the topics it is subscribed to. JSON."""

    def __init__(self, loop: Loop, token: str, topics: list[tuple[str, str]] | None = None,
                 on_message: OnMessage | None = None):
        self.token, self.topics = token, topics or []
        self.calls: dict[int, Then] = {}
        self.last_request = 0
        self.events: list[Json] = []
        self.resume = ""  # the last cursor before it was away
        self.subscriptions = 0
        self.is_upgraded = self.is_joined = False
        super().__init__(loop, "wamp", on_message, None)

    @property
    def is_subscribed(self) -> bool:
        return self.is_joined and self.subscriptions == len(self.topics)

    def opened(self) -> None:
        self.is_upgraded = self.is_joined = False
        self.subscriptions = 0
        key = base64.b64encode(os.urandom(16)).decode()
        self.send((f"GET /ws HTTP/1.1\r\nHost: gateway\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                   f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
                   f"Sec-WebSocket-Protocol: wamp.2.json\r\n\r\n").encode())

    def write(self, *message: Any) -> None:
        payload = json.dumps(message).encode()
        size = len(payload)
        length = struct.pack("!B", 0x80 | size) if size < 126 else struct.pack("!BH", 0x80 | 126, size)
        # The mask of zeros leaves the payload as it is.
        self.send(bytes((TEXT,)) + length + bytes(4) + payload)

    def request(self) -> int:
        self.last_request += 1
        return self.last_request

    def call(self, procedure: str, arguments: Json, then: Then) -> None:
        if not self.is_joined:
            self.loop.after(REOPEN_SECONDS, lambda: then(LOST))
            return
        request = self.request()
        self.calls[request] = then
        self.write(CALL, request, {}, f"samspil.{procedure}", [], arguments)

    def take(self) -> bytes | None:
        if not self.is_upgraded:
            return take_response(self.input)
        if len(self.input) < 2:
            return None
        start, size = 2, self.input[1] & 0x7f
        if size >= 126:
            start, layout = (4, "!H") if size == 126 else (10, "!Q")
            if len(self.input) < start:
                return None
            size = struct.unpack(layout, self.input[2:start])[0]
        if len(self.input) < start + size:
            return None
        frame = bytes(self.input[:start + size])
        del self.input[:start + size]
        if frame[0] == PING:
            self.send(bytes((PONG, 0x80 | size)) + bytes(4) + frame[start:])
            return self.take()
        return frame[start:] if frame[0] == TEXT else b""

    def received(self, message: bytes) -> None:
        if not self.is_upgraded:
            assert status_of(message) == 101, message
            self.is_upgraded = True
            self.write(HELLO, "samspil", {"roles": {"caller": {}, "subscriber": {}}, "authmethods": ["ticket"],
                                          "authid": "somebody"})
        elif not message:
            self.drop()  # it closes
        else:
            self.deal_with(json.loads(message))

    def deal_with(self, message: list[Any]) -> None:
        code = message[0]
        if code == CHALLENGE:
            self.write(AUTHENTICATE, self.token, {})
        elif code == WELCOME:
            self.is_joined = True
            for topic, match in self.topics:
                self.write(SUBSCRIBE, self.request(), {"match": match}, topic)
        elif code == SUBSCRIBED:
            self.subscriptions += 1
            if self.is_subscribed and self.resume:
                self.catch_up()
        elif code == EVENT:
            self.events.append(message[5])
        elif code == RESULT:
            self.calls.pop(message[1])(Outcome("", message[4] if len(message) > 4 else {}))
        elif code == ERROR and message[1] == CALL:
            self.calls.pop(message[2])(Outcome(message[6]["code"], message[6]))
        else:
            self.drop()

    def catch_up(self) -> None:
        """What came to the feed while it was away, as a client is told to do it."""
        self.call("disclosures.read_feed", {"after": self.resume, "limit": 200}, self.caught_up)

    def caught_up(self, outcome: Outcome) -> None:
        if outcome.code == "":
            self.events += outcome.body["events"]
            self.resume = outcome.body["cursor"] if outcome.body["more"] else ""
            if outcome.body["more"]:
                self.catch_up()
        elif self.is_joined:
            self.loop.after(REOPEN_SECONDS, lambda: self.catch_up() if self.is_joined else None)

    def lost(self) -> None:
        self.is_joined = False
        if self.events and not self.resume:
            self.resume = self.events[-1]["cursor"]  # what comes live before it has caught up is newer
        calls, self.calls = self.calls, {}
        for then in calls.values():
            then(LOST)
