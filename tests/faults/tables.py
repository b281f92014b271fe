# SPDX-License-Identifier: EUPL-1.2
"""The tables of the services, read from their files, and how they are compared."""
import contextlib
import sqlite3
from collections.abc import Iterable
from typing import Any

from samspil import Instance

# Left out of the comparison with a rebuild: what is kept only until the stream is known safe; when a migration ran; how
# FTS5 cuts its index, which depends on the transactions; and of the positions up to where no reaction is due, of which
# the streams know only the last that led to an event.
INDEXES = ("offer_text", "pilot_text", "challenge_text")
NOT_REBUILT = frozenset({"runtime_outgoing", "runtime_migration",
                         *(f"{index}_{part}" for index in INDEXES for part in ("data", "idx"))})
COLUMNS_REBUILT = {"runtime_position": "stream, sequence"}


def first_difference(ones: Iterable[Any], others: Iterable[Any]) -> str:
    """Counts, and one of each that the other lacks."""
    ones, others = set(ones), set(others)
    surplus, missing = list(ones - others)[:1], list(others - ones)[:1]
    return f"{len(ones)} against {len(others)}; only here {surplus}, only there {missing}"


def open_database(instance: Instance, service: str) -> contextlib.closing[sqlite3.Connection]:
    return contextlib.closing(sqlite3.connect(f"file:{instance.database(service)}?mode=ro", uri=True))


def dump(instance: Instance, service: str) -> dict[str, list[tuple[Any, ...]]]:
    with open_database(instance, service) as database:
        names = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        select = {name: f'SELECT {COLUMNS_REBUILT.get(name, "*")} FROM "{name}"' for name in names}
        return {name: sorted(database.execute(select[name]), key=repr)
                for name in names if name not in NOT_REBUILT and not name.startswith("sqlite_")}
