# SPDX-License-Identifier: EUPL-1.2
"""Reads the record itself: the streams, message by message, from nats-server, without any code of the product."""
import json
import socket
import struct
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from samspil import Instance, Json

USER = "disclosures"  # may read every stream

# First byte of a MessagePack value whose length or content follows in so many bytes: how that is read.
NUMBERS = {0xCA: ">f", 0xCB: ">d", 0xCC: ">B", 0xCD: ">H", 0xCE: ">I", 0xCF: ">Q",
           0xD0: ">b", 0xD1: ">h", 0xD2: ">i", 0xD3: ">q"}
SIZED = {0xC4: ("bytes", ">B"), 0xC5: ("bytes", ">H"), 0xC6: ("bytes", ">I"),
         0xD9: ("text", ">B"), 0xDA: ("text", ">H"), 0xDB: ("text", ">I"),
         0xDC: ("list", ">H"), 0xDD: ("list", ">I"), 0xDE: ("map", ">H"), 0xDF: ("map", ">I")}
SINGLE = {0xC0: None, 0xC2: False, 0xC3: True}


def unpack(data: bytes, at: int = 0) -> tuple[Any, int]:
    """One MessagePack value, and where it ends."""
    first = data[at]
    at += 1
    if first < 0x80:
        return first, at
    if first >= 0xE0:
        return first - 0x100, at
    if first < 0xC0:
        kind, size = (("map", first & 0x0F) if first < 0x90 else ("list", first & 0x0F) if first < 0xA0
                      else ("text", first & 0x1F))
        return _unpack_sized(data, at, kind, size)
    if first in SINGLE:
        return SINGLE[first], at
    if first in NUMBERS:
        return struct.unpack_from(NUMBERS[first], data, at)[0], at + struct.calcsize(NUMBERS[first])
    kind, how = SIZED[first]
    return _unpack_sized(data, at + struct.calcsize(how), kind, struct.unpack_from(how, data, at)[0])


def _unpack_sized(data: bytes, at: int, kind: str, size: int) -> tuple[Any, int]:
    if kind == "text":
        return data[at:at + size].decode(), at + size
    if kind == "bytes":
        return data[at:at + size], at + size
    items = []
    for _ in range(size if kind == "list" else 2 * size):
        item, at = unpack(data, at)
        items.append(item)
    return (items if kind == "list" else dict(zip(items[::2], items[1::2]))), at


@dataclass(frozen=True)
class Event:
    stream: str
    sequence: int
    subject: str
    body: bytes
    head: Json
    data: Json

    @property
    def type(self) -> str:
        return self.head["type"].removeprefix("samspil.")


class Record:
    """A connection to the bus that reads streams. With `with`, or close() it."""

    def __init__(self, instance: Instance):
        self.socket = socket.create_connection(("127.0.0.1", instance.nats_port), timeout=30)
        self.file = self.socket.makefile("rb")
        self.inbox = f"_INBOX.{USER}.{uuid.uuid4().hex}"
        self.file.readline()  # INFO
        login = {"verbose": False, "headers": True, "no_responders": True, "user": USER,
                 "pass": instance.password(USER)}
        self._send(f"CONNECT {json.dumps(login)}", f"SUB {self.inbox}.answer 1")
        self.reads = 1

    def __enter__(self) -> "Record":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        self.file.close()
        self.socket.close()

    def _send(self, *lines: str) -> None:
        self.socket.sendall("".join(f"{line}\r\n" for line in lines).encode())

    def _messages(self) -> Iterator[tuple[int, str, str, bytes, bytes]]:
        """Number of the subscription, subject, reply, headers, body."""
        while line := self.file.readline():
            words = line.decode().split()
            if words[0] == "PING":
                self._send("PONG")
            elif words[0] == "-ERR":
                raise ConnectionError(line.decode().strip())
            elif words[0] in ("MSG", "HMSG"):
                sizes = 2 if words[0] == "HMSG" else 1
                size = int(words[-1])
                heading = int(words[-2]) if sizes == 2 else 0
                content = self.file.read(size + 2)[:size]
                reply = words[3] if len(words) == 4 + sizes else ""
                yield int(words[2]), words[1], reply, content[:heading], content[heading:]
        raise ConnectionError("nats-server closed the connection")

    def _request(self, subject: str, message: Json) -> Json:
        body = json.dumps(message)
        self._send(f"PUB {subject} {self.inbox}.answer {len(body)}", body)
        for subscription, _, _, heading, answer in self._messages():
            if subscription == 1:
                if heading.startswith(b"NATS/1.0 503"):
                    raise ConnectionError("no JetStream yet")
                return json.loads(answer)
        raise AssertionError

    def last(self, stream: str) -> int:
        answer = self._request(f"$JS.API.STREAM.INFO.{stream}", {})
        if "error" in answer:
            raise ConnectionError(answer["error"]["description"])
        return answer["state"]["last_seq"]

    def read(self, stream: str, after: int = 0) -> Iterator[Event]:
        """All events behind this sequence, as far as the stream goes at this moment."""
        last = self.last(stream)
        if last <= after:
            return
        self.reads += 1
        name, deliver = f"test{uuid.uuid4().hex}", f"{self.inbox}.{self.reads}"
        config = {"name": name, "deliver_subject": deliver, "ack_policy": "none", "deliver_policy": "by_start_sequence",
                  "opt_start_seq": after + 1, "flow_control": True, "idle_heartbeat": 5_000_000_000}
        answer = self._request(f"$JS.API.CONSUMER.CREATE.{stream}.{name}", {"stream_name": stream, "config": config})
        if "error" in answer:
            raise ConnectionError(answer["error"]["description"])
        self._send(f"SUB {deliver} {self.reads}")  # only now: it starts to deliver for a subscription that is new
        for subscription, subject, reply, _, body in self._messages():
            if subscription == self.reads and reply.startswith("$JS.FC."):
                self._send(f"PUB {reply} 0", "")
            elif subscription == self.reads and reply:
                # $JS.ACK.<stream>.<consumer>.<deliveries>.<stream sequence>.<consumer sequence>.<time>.<pending>
                sequence = int(reply.split(".")[5])
                yield _event(stream, sequence, subject, body)
                if sequence >= last:
                    break
        self._send(f"UNSUB {self.reads}", f"PUB $JS.API.CONSUMER.DELETE.{stream}.{name} 0", "")


def _event(stream: str, sequence: int, subject: str, body: bytes) -> Event:
    head, at = unpack(body)
    data, end = unpack(body, at)
    assert end == len(body), f"{stream} {sequence}: more than an envelope and its data"
    return Event(stream, sequence, subject, body, head, data)
