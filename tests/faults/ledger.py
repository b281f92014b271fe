# SPDX-License-Identifier: EUPL-1.2
"""What the product has promised: every command that was sent, until it has its final answer, and that answer."""
import threading
from dataclasses import dataclass, field
from typing import Any

from samspil import Client, Json, Problem, new_command_id

# Refusals that people who race for the same places, referrals and consents must expect. not_found, not_authorized: the
# gateway lost what this client has already seen when it was killed, and another process has not followed so far yet.
EXPECTED = frozenset({"no_capacity", "illegal_transition", "consent_missing", "not_found", "not_authorized",
                      "case_closed", "offer_paused", "version_conflict", "not_the_citizens_word", "already_exists",
                      "plan_full", "follows_referral", "too_many_inquiries"})


@dataclass(frozen=True)
class Done:
    client: Client
    procedure: str
    arguments: Json
    answer: Json


@dataclass
class Ledger:
    """By subject and command id. `lock` is notified of what was done."""
    lock: threading.Condition = field(default_factory=threading.Condition)
    sent: set[tuple[str, str]] = field(default_factory=set)
    done: dict[tuple[str, str], Done] = field(default_factory=dict)
    refused: dict[tuple[str, str], str] = field(default_factory=dict)
    conflicts: list[Done] = field(default_factory=list)  # edits of what had changed, with both versions in the answer

    def command(self, client: Client, procedure: str, repeated: bool = False, **arguments: Any) -> Json | None:
        """The answer, or None when it was refused for an EXPECTED reason. repeated: sent again after that."""
        command_id = new_command_id()
        key = (client.subject, command_id)
        with self.lock:
            self.sent.add(key)
        try:
            answer = client.command(procedure, command_id, **arguments)
        except Problem as problem:
            assert problem.code in EXPECTED, f"{procedure}: {problem}"
            with self.lock:
                self.refused[key] = problem.code
                if problem.code == "version_conflict":
                    self.conflicts.append(Done(client, procedure, arguments, problem.answer))
            return None
        self._enter(key, Done(client, procedure, arguments, answer))
        if repeated:
            self.repeat(key)
        return answer

    def _enter(self, key: tuple[str, str], done: Done) -> None:
        with self.lock:
            self.done[key] = done
            self.lock.notify_all()

    def once(self, client: Client, procedure: str, **arguments: Any) -> Json:
        """Sent a single time; raises Problem or Unanswered, after which it may or may not have happened."""
        key = (client.subject, new_command_id())
        with self.lock:
            self.sent.add(key)
        answer = client.call(procedure, key[1], **arguments)
        self._enter(key, Done(client, procedure, arguments, answer))
        return answer

    def must(self, client: Client, procedure: str, **arguments: Any) -> Json:
        answer = self.command(client, procedure, **arguments)
        assert answer is not None, f"{procedure} was refused"
        return answer

    def repeat(self, key: tuple[str, str]) -> None:
        done = self.done[key]
        again = done.client.command(done.procedure, key[1], **done.arguments)
        assert again == done.answer, f"{done.procedure} {key}: first {done.answer}, repeated {again}"
