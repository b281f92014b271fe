# SPDX-License-Identifier: EUPL-1.2
"""What a contract consists of, as objects: made by contracts.py, used by whatever writes code or documents of them."""

import re
from dataclasses import dataclass, field

C_WORDS = set(
    "auto bool break case char const continue default do double else enum extern float for goto if inline int long "
    "register restrict return short signed sizeof static struct switch typedef union unsigned void volatile while "
    "true false NULL asm typeof errno stdin stdout stderr".split()
)


@dataclass(eq=False)
class Named:
    service: str
    name: str

    @property
    def uri(self):
        return f"samspil.{self.service}.{self.name}"

    @property
    def c_name(self):
        return f"{self.service}_{self.name}"


@dataclass(eq=False)
class Enum(Named):
    description: str
    values: list

    def c_value(self, value):
        return re.sub(r"[^A-Z0-9]", "_", f"{self.c_name}_{value}".upper())


@dataclass(eq=False)
class Object(Named):
    description: str
    fields: list = field(default_factory=list)

    def find(self, name):
        return next((f for f in self.fields if f.name == name), None)

    def personal(self):
        """Whether a field of it, however deep, has a category."""
        return any(f.category or (isinstance(f.target, Object) and f.target.personal()) for f in self.fields)

    def depth(self):
        """How deep objects and lists stand in each other."""
        return 1 + max((f.depth() for f in self.fields), default=0)

    def contained(self):
        """It and the objects in it, however deep."""
        inner = [o for f in self.fields if isinstance(f.target, Object) for o in f.target.contained()]
        return {self, *inner}

    def free_fields(self):
        """Whether a field of it, however deep, may hold any object."""
        return any(f.kind == "raw" or (isinstance(f.target, Object) and f.target.free_fields()) for f in self.fields)


@dataclass(eq=False)
class Field:
    name: str
    kind: str  # as in enum message_kind, in lower case
    description: str
    required: bool
    category: str | None = None
    format: str | None = None
    minimum: float = 0
    maximum: float = 0
    item_minimum: int = 0  # texts: characters of an item
    item_maximum: int = 0
    target: object = None  # Enum or Object

    @property
    def c_name(self):
        return f"{self.name}_" if self.name in C_WORDS else self.name

    def depth(self):
        inner = self.target.depth() if isinstance(self.target, Object) else 0
        return inner + (self.kind in ("set", "objects", "texts"))


@dataclass(eq=False)
class Procedure(Named):
    kind: str
    version: int
    description: str
    roles: list
    scope: str | None  # of a representation, without which a representative may not call it
    personal: bool
    export: bool  # whether its answers belong to what citizens download about themselves
    problems: list
    input: Object
    output: Object
    schema: dict


@dataclass(eq=False)
class Event(Named):
    version: int
    description: str
    subject: str
    feed: str
    concerns: list
    public_if: str | None  # the field that makes it public
    needs: str | None  # the category without which an organisation is told nothing of it
    data: Object
    schema: dict


@dataclass(eq=False)
class Envelope(Named):
    """A type of common.json that travels by itself, so that it is released by itself."""

    version: int
    data: Object


@dataclass(eq=False)
class Contract:
    service: str
    title: str
    description: str
    stream: str
    follows: dict  # service: [event names]
    reacts_to: dict
    enums: list
    objects: list  # those of $defs, each after those it contains
    procedures: list
    events: list
    envelopes: list  # of common.json only
    schema: dict


@dataclass(eq=False)
class Contracts:
    common: Contract
    services: list
    problems: list  # of problems.json

    def all(self):
        return [self.common, *self.services]

    def schema_of(self, target):
        """The $defs entry that an Enum or Object was read from."""
        return next(c for c in self.all() if c.service == target.service).schema["$defs"][target.name]
