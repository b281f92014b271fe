# SPDX-License-Identifier: EUPL-1.2
"""The gate on changes: released.json keeps a hash of every released procedure, event and envelope by name and version.

The hash covers what a peer can notice, with all types written out: fields, bounds, roles, problems. Titles and
descriptions may be improved at any time.
"""

import hashlib
import json

from .model import Object


def shape_of_object(target):
    return [shape_of_field(field) for field in target.fields]


def shape_of_field(field):
    shape = {key: value for key, value in vars(field).items() if key not in ("description", "target")}
    if isinstance(field.target, Object):
        shape["fields"] = shape_of_object(field.target)
    elif field.target:
        shape["values"] = field.target.values
    return shape


def shape_of(entry):
    """A procedure, event or envelope without its descriptions, and without what it does not say."""
    shape = {key: value for key, value in vars(entry).items()
             if key not in ("schema", "description", "export") and value is not None}
    return {key: shape_of_object(value) if isinstance(value, Object) else value for key, value in shape.items()}


def digest(entry):
    text = json.dumps(shape_of(entry), sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def entries(contracts):
    return [e for c in contracts.all() for e in (*c.envelopes, *c.procedures, *c.events)]


def read_released(path):
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def check(contracts, released, faults):
    """Notes what differs from its released version; returns the entries that are not yet released."""
    unreleased = []
    for entry in entries(contracts):
        file, versions = f"{entry.service}.json", released.get(entry.uri, {})
        latest = max(map(int, versions), default=0)
        if str(entry.version) not in versions:
            unreleased.append(entry)
        elif versions[str(entry.version)] != digest(entry):
            faults.add(file, entry.name, f"version {entry.version} is released and differs from it now: "
                                         f"change it back, or make this version {latest + 1}")
        if entry.version < latest:
            faults.add(file, entry.name, f"has version {entry.version}, but version {latest} is released")
    present = {entry.uri for entry in entries(contracts)}
    for uri in sorted(released.keys() - present):
        faults.add("released.json", uri, "is released, but its contract is gone")
    return unreleased


def enter(contracts, released, path):
    """Writes released.json with the entries that are not in it yet; returns those."""
    added = [entry for entry in entries(contracts) if str(entry.version) not in released.get(entry.uri, {})]
    for entry in added:
        released.setdefault(entry.uri, {})[str(entry.version)] = digest(entry)
    path.write_text(json.dumps(released, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return added
