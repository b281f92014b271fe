# SPDX-License-Identifier: EUPL-1.2
"""The contracts (model.py), read from schemas/*.json and held to the rules of README.md.

Everything else in this package works on what load() returns and need not check anything again. All faults of all files
are collected, so that one run shows them all.
"""

import json
import re
from pathlib import Path

from .model import Contract, Contracts, Enum, Envelope, Event, Field, Object, Procedure

NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
ENUM_VALUE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.: -]*\Z")
PROCEDURE_KINDS = {"commands": "command", "queries": "query", "signals": "signal"}
FEEDS = ("none", "concerned", "home", "public")
# The longest text of each format, in characters, where the schema names no maxLength.
FORMATS = {"uuid": 36, "date-time": 40, "date": 10, "email": 254, "uri": 2048, "language": 35, "name": 64}
MAX_FIELDS = 64  # the decoder notes what it has seen in one 64-bit word
MAX_NAME = 63
MAX_DEPTH = 8  # of objects and lists in each other: half the codec's bound, since envelopes are put around messages
TELLER = "disclosures"  # the service that writes the feeds
FILE_KEYS = {"service", "title", "description", "stream", "follows", "reacts_to", "$defs", "commands", "queries",
             "signals", "events"}
PROCEDURE_KEYS = {"version", "description", "roles", "scope", "input", "output", "problems"}
QUERY_KEYS = {"personal", "export"}
EVENT_KEYS = {"version", "description", "subject", "feed", "concerns", "public_if", "needs", "data"}
OBJECT_KEYS = {"description", "type", "properties", "required"}
FIELD_KEYS = {
    "string": {"format", "minLength", "maxLength", "contentEncoding"},
    "integer": {"minimum", "maximum"},
    "number": {"minimum", "maximum"},
    "boolean": set(),
    "array": {"items", "minItems", "maxItems", "uniqueItems"},
    "object": set(),
}


class Faults(Exception):
    """What is wrong with the contracts: lines of 'file: path: what'."""

    def __init__(self):
        super().__init__()
        self.lines = []

    def add(self, file, path, what):
        self.lines.append(f"{file}: {path}: {what}" if path else f"{file}: {what}")

    def __str__(self):
        return "\n".join(self.lines)


def read_json(path, faults):
    def unique(pairs):
        keys = [key for key, _ in pairs]
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            faults.add(path.name, key, "stands twice in the same object")
        return dict(pairs)

    try:
        value = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=unique)
    except (OSError, ValueError) as error:
        faults.add(path.name, "", f"cannot be read: {error}")
        return {}
    if not isinstance(value, dict):
        faults.add(path.name, "", "must be an object")
        return {}
    return value


def is_integer(value):
    return isinstance(value, int) and not isinstance(value, bool)


class Reader:
    """Reads one file. Faults are noted and reading goes on with the nearest thing that makes sense."""

    def __init__(self, file, schema, faults, common=None):
        self.file, self.schema, self.faults, self.common = file, schema, faults, common
        self.service = schema.get("service", "")
        self.defs, self.open = {}, []
        self.objects, self.envelopes = [], []

    def fault(self, path, what):
        self.faults.add(self.file, path, what)

    def mapping(self, value, path):
        if isinstance(value, dict):
            return value
        self.fault(path, "must be an object")
        return {}

    def keys(self, value, path, allowed, required=()):
        for key in value:
            if key not in allowed:
                self.fault(path, f"unknown key {key!r}")
        for key in required:
            if key not in value:
                self.fault(path, f"needs {key!r}")

    def described(self, value, path):
        text = value.get("description")
        if not isinstance(text, str) or not text.strip():
            self.fault(path, "needs a description")
            return ""
        return text

    def named(self, name, path):
        if not NAME.match(name) or len(name) > MAX_NAME:
            self.fault(path, f"names are snake_case of at most {MAX_NAME} characters")

    # Types

    def resolve(self, ref, path):
        """The Enum or Object that a $ref names."""
        if isinstance(ref, str) and ref.startswith("#/$defs/"):
            return self.define(ref.removeprefix("#/$defs/"), path)
        if isinstance(ref, str) and ref.startswith("common.json#/$defs/") and self.common:
            found = self.common.get(ref.removeprefix("common.json#/$defs/"))
            if found:
                return found
        self.fault(path, f"$ref {ref!r}: there is no such type (of this file, or common.json#/$defs/…)")
        return None

    def define(self, name, path):
        if name in self.open:
            self.fault(path, f"recursion: {' → '.join([*self.open, name])}")
            return None
        if name in self.defs:
            return self.defs[name]
        schema = self.mapping(self.schema.get("$defs", {}), "$defs").get(name)
        if schema is None:
            self.fault(path, f"there is no type #/$defs/{name}")
            return None
        where = f"$defs.{name}"
        schema = self.mapping(schema, where)
        self.named(name, where)
        self.open.append(name)
        if "enum" in schema:
            self.defs[name] = self.read_enum(name, schema, where)
        else:
            self.defs[name] = self.read_object(name, schema, where)
            self.objects.append(self.defs[name])
            if "version" in schema:
                self.envelopes.append(Envelope(self.service, name, self.version(schema, where), self.defs[name]))
        self.open.pop()
        return self.defs[name]

    def read_enum(self, name, schema, path):
        self.keys(schema, path, {"description", "type", "enum"})
        if schema.get("type", "string") != "string":
            self.fault(path, "an enum has strings")
        values = schema["enum"] if isinstance(schema["enum"], list) else []
        if not values or not all(isinstance(v, str) and ENUM_VALUE.match(v) for v in values):
            self.fault(path, "enum needs values of letters, digits, spaces and _ . : -")
            values = []
        enum = Enum(self.service, name, self.described(schema, path), values)
        constants = [enum.c_value(v) for v in values]
        if len(set(constants)) < len(constants) or enum.c_value("none") in constants:
            self.fault(path, "two values have the same name in C (NONE is taken: absent)")
        return enum

    def read_object(self, name, schema, path, outermost=False, input=False):
        """The type of an object with properties; outermost ones (input, output, data) are described by their owner."""
        schema = self.mapping(schema, path)
        extra = set() if self.common else {"version"}
        self.keys(schema, path, OBJECT_KEYS | extra, ("type", "properties"))
        if schema.get("type") != "object":
            self.fault(path, "must be an object type")
        description = schema.get("description", "") if outermost else self.described(schema, path)
        result = Object(self.service, name, description)
        properties = self.mapping(schema.get("properties", {}), f"{path}.properties")
        required = schema.get("required", [])
        if not isinstance(required, list) or len(set(map(str, required))) < len(required):
            self.fault(path, "required must be an array without repetition")
            required = []
        for key in required:
            if key not in properties:
                self.fault(path, f"requires {key!r}, which it has not")
        if len(properties) > MAX_FIELDS:
            self.fault(path, f"has more than {MAX_FIELDS} fields")
        for key, value in properties.items():
            where = f"{path}.properties.{key}"
            self.named(key, where)
            if key.startswith("has_") and key.removeprefix("has_") in properties:
                self.fault(where, "this name is taken in C")
            found = self.read_field(key, self.mapping(value, where), key in required, where)
            if found:
                result.fields.append(found)
                if found.category and found.required and not input:
                    self.fault(where, "has a category, so it may have to be withheld and cannot be required here")
        return result

    def read_field(self, name, schema, required, path):
        description = self.described(schema, path)
        category = schema.get("category")
        if category is not None and category not in self.categories():
            self.fault(path, f"category {category!r} is none of common.json")
            category = None
        made = Field(name, "", description, required, category)
        if "$ref" in schema:
            self.keys(schema, path, {"$ref", "description", "category"})
            made.target = self.resolve(schema["$ref"], path)
            made.kind = "enum" if isinstance(made.target, Enum) else "object"
            return made if made.target else None
        kind = schema.get("type")
        if kind not in FIELD_KEYS:
            self.fault(path, "enums stand in $defs and are used by $ref" if "enum" in schema else
                       f"needs a $ref or a type of {', '.join(FIELD_KEYS)}")
            return None
        if kind == "object" and "properties" in schema:
            self.fault(path, "object types stand in $defs and are used by $ref")
            return None
        self.keys(schema, path, {"type", "description", "category"} | FIELD_KEYS[kind])
        self.FIELD_READERS[kind](self, made, schema, path)
        return made if made.kind else None

    def categories(self):
        if self.common:
            return self.common["category"].values
        return self.schema.get("$defs", {}).get("category", {}).get("enum", [])

    def length_bounds(self, schema, path, low="minLength", high="maxLength", default=None):
        least, most = schema.get(low, 0), schema.get(high, default)
        if most is None:
            self.fault(path, f"needs {high}" + (" or a format" if high == "maxLength" else ""))
            most = 0
        elif not (is_integer(least) and is_integer(most) and 0 <= least <= most <= 1 << 31):
            self.fault(path, f"{low} and {high} must be integers, the first not above the second")
            return 0, 0
        return least, most

    def string_field(self, made, schema, path):
        encoding = schema.get("contentEncoding")
        if encoding not in (None, "binary"):
            self.fault(path, "contentEncoding can only be binary")
        made.kind = "binary" if encoding else "text"
        made.format = schema.get("format")
        if made.format is not None and (made.format not in FORMATS or encoding):
            self.fault(path, f"format must be one of {', '.join(FORMATS)}")
            made.format = None
        made.minimum, made.maximum = self.length_bounds(schema, path, default=FORMATS.get(made.format))

    def number_field(self, made, schema, path):
        made.kind = schema["type"]
        low, high = schema.get("minimum"), schema.get("maximum")
        accepted = is_integer if made.kind == "integer" else lambda v: is_integer(v) or isinstance(v, float)
        if not (accepted(low) and accepted(high) and low <= high):
            self.fault(path, f"needs minimum and maximum, {made.kind}s, the first not above the second")
            return
        if made.kind == "integer" and not -(1 << 63) <= low <= high < 1 << 63:
            self.fault(path, "an integer has 64 bits")
            return
        made.minimum, made.maximum = low, high

    def boolean_field(self, made, _schema, _path):
        made.kind = "boolean"

    def raw_field(self, made, _schema, _path):
        made.kind = "raw"

    def array_field(self, made, schema, path):
        items = self.mapping(schema.get("items"), f"{path}.items")
        default = None
        if "$ref" in items:
            self.keys(items, f"{path}.items", {"$ref"})
            made.target = self.resolve(items["$ref"], path)
            if isinstance(made.target, Enum):
                made.kind = "set"
                default = 32
                if schema.get("uniqueItems") is not True or len(made.target.values) > 32:
                    self.fault(path, "an array of an enum needs uniqueItems, and the enum at most 32 values")
            elif made.target:
                made.kind = "objects"
        elif items.get("type") == "string":
            made.kind = "texts"
            self.keys(items, f"{path}.items", {"type", "format", "minLength", "maxLength"})
            made.format = items.get("format")
            if made.format is not None and made.format not in FORMATS:
                self.fault(f"{path}.items", f"format must be one of {', '.join(FORMATS)}")
                made.format = None
            made.item_minimum, made.item_maximum = self.length_bounds(items, f"{path}.items",
                                                                      default=FORMATS.get(made.format))
        else:
            self.fault(f"{path}.items", "must be a $ref or a string")
        if made.kind != "set" and "uniqueItems" in schema:
            self.fault(path, "uniqueItems is only for arrays of an enum")
        made.minimum, made.maximum = self.length_bounds(schema, path, "minItems", "maxItems", default)

    FIELD_READERS = {"string": string_field, "integer": number_field, "number": number_field,
                     "boolean": boolean_field, "object": raw_field, "array": array_field}

    # Procedures and events

    def version(self, schema, path):
        version = schema.get("version")
        if not is_integer(version) or not 1 <= version <= 1000:
            self.fault(path, "needs a version from 1 to 1000")
            return 1
        return version

    def names_of(self, schema, key, known, path, what, need=False):
        names = schema.get(key, [])
        if not isinstance(names, list) or len(set(map(str, names))) < len(names) or (need and not names):
            self.fault(path, f"{key} must be {'a non-empty' if need else 'an'} array without repetition")
            return []
        for name in names:
            if name not in known:
                self.fault(path, f"{key}: {name!r} is no {what}")
        return [name for name in names if name in known]

    def one_of(self, schema, key, known, path):
        value = schema.get(key)
        if value is not None and value not in known:
            self.fault(path, f"{key}: {value!r} is none of common.json")
            return None
        return value

    def read_procedure(self, name, schema, kind, path, problems):
        self.named(name, path)
        extra = QUERY_KEYS if kind == "query" else set()
        self.keys(schema, path, PROCEDURE_KEYS | extra, ("input", "output"))
        description = self.described(schema, path)
        made = Procedure(
            self.service, name, kind, self.version(schema, path), description,
            self.names_of(schema, "roles", self.common["role"].values, path, "role of common.json", need=True),
            self.one_of(schema, "scope", self.common["scope"].values, path), schema.get("personal", False),
            schema.get("export", False),
            self.names_of(schema, "problems", problems, path, "problem of problems.json that is not always possible"),
            self.read_object(name, schema.get("input", {}), f"{path}.input", outermost=True, input=True),
            self.read_object(f"{name}_result", schema.get("output", {}), f"{path}.output", outermost=True),
            schema)
        made.input.description = made.input.description or f"Input of {made.uri}. {description}"
        made.output.description = made.output.description or f"Output of {made.uri}."
        for name in ("personal", "export"):
            if not isinstance(getattr(made, name), bool):
                self.fault(path, f"{name} must be true or false")
        command_id = made.input.find("command_id")
        if kind == "command" and not (command_id and command_id.kind == "text" and command_id.required):
            self.fault(f"{path}.input", "a command requires the string command_id")
        if made.input.free_fields():
            self.fault(f"{path}.input", "must say what every object in it may hold")
        for part, where in ((made.input, "input"), (made.output, "output")):
            if part.depth() > MAX_DEPTH:
                self.fault(f"{path}.{where}", f"is nested deeper than {MAX_DEPTH}")
        return made

    def read_event(self, name, schema, path):
        self.named(name, path)
        self.keys(schema, path, EVENT_KEYS, ("subject", "feed", "data"))
        description = self.described(schema, path)
        data = self.read_object(name, schema.get("data", {}), f"{path}.data", outermost=True)
        data.description = data.description or f"Data of the event {self.service}.{name}. {description}"
        made = Event(self.service, name, self.version(schema, path), description, schema.get("subject"),
                     schema.get("feed"), schema.get("concerns", []), schema.get("public_if"),
                     self.one_of(schema, "needs", self.categories(), path), data, schema)
        subject = data.find(made.subject)
        if not (subject and subject.kind == "text" and subject.format in ("uuid", "name")):
            self.fault(path, "subject must name a field of the data with format uuid or name")
        if made.feed not in FEEDS:
            self.fault(path, f"feed must be one of {', '.join(FEEDS)}")
        if not isinstance(made.concerns, list):
            self.fault(path, "concerns must be an array")
            made.concerns = []
        for name in made.concerns:
            found = data.find(name)
            if not (found and found.kind in ("text", "texts") and found.format == "uuid"):
                self.fault(path, f"concerns: {name!r} is no field of the data with format uuid, or list of such")
        if made.public_if is not None:
            found = data.find(made.public_if)
            if not (found and found.kind == "boolean" and made.feed == "concerned"):
                self.fault(path, "public_if must name a boolean of the data of an event with feed 'concerned'")
        if data.personal() or made.needs or made.feed == "home":
            for name in ("case_id", "citizen_id", "home_id"):
                found = data.find(name)
                if not (found and found.kind == "text" and found.format == "uuid"):
                    self.fault(path, f"is about a citizen, so it needs {name} (a uuid) among its data")
            if made.feed == "public" or made.public_if:
                self.fault(path, "has personal data, so its feed cannot be public")
        if data.depth() > MAX_DEPTH:
            self.fault(f"{path}.data", f"is nested deeper than {MAX_DEPTH}")
        return made

    def read(self, problems):
        for name in self.mapping(self.schema.get("$defs", {}), "$defs"):
            self.define(name, f"$defs.{name}")
        enums = [d for d in self.defs.values() if isinstance(d, Enum)]
        procedures, events = [], []
        for key, kind in PROCEDURE_KINDS.items():
            for name, schema in self.mapping(self.schema.get(key, {}), key).items():
                path = f"{key}.{name}"
                procedures.append(self.read_procedure(name, self.mapping(schema, path), kind, path, problems))
        for name, schema in self.mapping(self.schema.get("events", {}), "events").items():
            path = f"events.{name}"
            events.append(self.read_event(name, self.mapping(schema, path), path))
        made = Contract(self.service, self.schema.get("title", ""), self.described(self.schema, ""),
                        self.schema.get("stream", self.service.upper()), self.schema.get("follows", {}),
                        self.schema.get("reacts_to", {}), enums, self.objects, procedures, events, self.envelopes,
                        self.schema)
        self.check_tags(made)
        return made

    def check_tags(self, contract):
        """Types, inputs, outputs and events share one name space in C and in TypeScript."""
        tags = [o.name for o in contract.enums + contract.objects + [e.data for e in contract.events]]
        tags += [f"{o.name}_list" for o in contract.objects]
        for procedure in contract.procedures:
            tags += [procedure.input.name, procedure.output.name]
        for tag in sorted({tag for tag in tags if tags.count(tag) > 1}):
            self.fault("", f"{tag!r} is the name of two things (types, procedures, their _result, events)")


def read_problems(path, faults):
    schema = read_json(path, faults)
    problems = schema.get("problems", [])
    codes = [p.get("code") for p in problems]
    for at, problem in enumerate(problems):
        where = f"problems[{at}]"
        if not isinstance(problem.get("code"), str) or not NAME.match(problem["code"]):
            faults.add(path.name, where, "needs a code in snake_case")
        elif codes.count(problem["code"]) > 1:
            faults.add(path.name, where, f"code {problem['code']!r} stands twice")
        if not isinstance(problem.get("message"), str) or not is_integer(problem.get("status")):
            faults.add(path.name, where, "needs a message and an HTTP status")
        if not isinstance(problem.get("always", False), bool):
            faults.add(path.name, where, "always must be true or false")
    return [dict(p, wamp=p.get("wamp", f"samspil.error.{p.get('code')}"), always=p.get("always", False))
            for p in problems]


def check_followed(contract, contracts, file, faults):
    """Replaces "*" and lists of names by lists of names that exist."""
    services = {c.service: c for c in contracts}
    for key in ("follows", "reacts_to"):
        resolved = {}
        value = getattr(contract, key)
        if not isinstance(value, dict):
            faults.add(file, key, 'must be an object such as {"consents": ["given"]}')
            value = {}
        for name, wanted in value.items():
            other = services.get(name)
            if not other or other is contract:
                faults.add(file, key, f"there is no other service {name!r}")
                continue
            known = [e.name for e in other.events]
            for event in wanted if isinstance(wanted, list) else []:
                if event not in known:
                    faults.add(file, f"{key}.{name}", f"{name} has no event {event!r}")
            if wanted != "*" and not isinstance(wanted, list):
                faults.add(file, f"{key}.{name}", 'must be a list of events or "*"')
            resolved[name] = known if wanted == "*" else [e for e in known if e in wanted]
        setattr(contract, key, resolved)


def check_told(contracts, faults):
    """Holds whatever has a feed to be followed by the service that writes the feeds."""
    for teller in (c for c in contracts if c.service == TELLER):
        for contract in contracts:
            told = [e.name for e in contract.events if e.feed != "none"]
            if told and contract is not teller and contract.service not in teller.reacts_to:
                faults.add(f"{contract.service}.json", f"events.{told[0]}",
                           f"nobody is told of it: {contract.service!r} is not in {TELLER}.json's reacts_to")


def check_common(common, services, faults):
    """Holds every type of common.json to be part of something with a version, so that the gate on changes covers it."""
    messages = [e.data for e in common.envelopes]
    for contract in services:
        messages += [part for p in contract.procedures for part in (p.input, p.output)]
        messages += [e.data for e in contract.events]
    covered = {o for message in messages for o in message.contained()}
    for target in common.objects:
        if target not in covered:
            faults.add("common.json", f"$defs.{target.name}", "is part of no message: give it a version, or remove it")


def load(folder):
    """Reads all contracts of a folder. Raises Faults."""
    faults = Faults()
    folder = Path(folder)
    problems = read_problems(folder / "problems.json", faults)
    sometimes = [p["code"] for p in problems if not p["always"]]
    paths = sorted(p for p in folder.glob("*.json") if p.name not in ("problems.json", "common.json", "released.json"))

    def read(path, allowed, common):
        schema = read_json(path, faults)
        reader = Reader(path.name, schema, faults, common)
        reader.keys(schema, "", allowed, ("service", "title", "description"))
        if not isinstance(schema.get("title"), str):
            reader.fault("", "title must be text")
        reader.named(reader.service, "service")
        if reader.service != path.stem:
            reader.fault("service", f"must be {path.stem!r}, as the file is called")
        contract = reader.read(sometimes)
        return contract, reader

    common, reader = read(folder / "common.json", {"service", "title", "description", "$defs"}, None)
    for name in ("role", "category", "scope"):
        if not isinstance(reader.defs.get(name), Enum):
            reader.fault("$defs", f"needs the enum {name!r}")
    if faults.lines:
        raise faults
    services = [read(path, FILE_KEYS, reader.defs)[0] for path in paths]
    for contract in services:
        check_followed(contract, services, f"{contract.service}.json", faults)
    check_told(services, faults)
    check_common(common, services, faults)
    if faults.lines:
        raise faults
    return Contracts(common, services, problems)
