# SPDX-License-Identifier: EUPL-1.2
"""The AsyncAPI 3 document: procedures (NATS request and reply; the same names are WAMP procedures), the event streams,
and the feed topics of the gateway."""

import json
import re

from .model import Enum

PLAIN = re.compile(r"[A-Za-z_$][A-Za-z0-9_./$-]*\Z")
WORDS = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}


def scalar(value):
    if isinstance(value, str) and PLAIN.match(value) and value.lower() not in WORDS:
        return value
    return json.dumps(value, ensure_ascii=False)


def yaml(value, indent=""):
    """Block style for what is nested, JSON for the rest (YAML 1.2 contains JSON)."""
    if isinstance(value, dict) and value:
        return "".join(f"{indent}{scalar(k)}:{nested(v, indent)}" for k, v in value.items())
    return "".join(f"{indent}-{nested(v, indent)}" for v in value)


def nested(value, indent):
    if isinstance(value, (dict, list)) and value:
        return "\n" + yaml(value, indent + "  ")
    return f" {scalar(value)}\n"


def schema_ref(target):
    return {"$ref": f"#/components/schemas/{target.service}.{target.name}"}


def field_schema(field, source):
    schema = {"description": field.description}
    if field.category:
        schema["x-category"] = field.category
    if field.kind in ("enum", "object"):
        return {"allOf": [schema_ref(field.target)], **schema}
    for key, value in source.items():
        if key not in ("description", "category", "items"):
            schema[key] = value
    if "items" in source:
        schema["items"] = schema_ref(field.target) if field.target else source["items"]
    return schema


def object_schema(target, source):
    properties = source.get("properties", {})
    schema = {"type": "object", "description": target.description}
    if target.fields:
        schema["properties"] = {f.name: field_schema(f, properties[f.name]) for f in target.fields}
    required = [f.name for f in target.fields if f.required]
    return {**schema, "required": required} if required else schema


def schemas(contracts):
    out = {}
    for contract in contracts.all():
        for target in [*contract.enums, *contract.objects]:
            source = contract.schema["$defs"][target.name]
            out[f"{target.service}.{target.name}"] = (
                {"type": "string", "description": target.description, "enum": target.values}
                if isinstance(target, Enum) else object_schema(target, source))
        for envelope in contract.envelopes:
            out[f"{envelope.service}.{envelope.name}"]["x-version"] = envelope.version
        entries = [(p.input, p.schema["input"]) for p in contract.procedures]
        entries += [(p.output, p.schema["output"]) for p in contract.procedures]
        entries += [(e.data, e.schema["data"]) for e in contract.events]
        out.update({f"{o.service}.{o.name}": object_schema(o, source) for o, source in entries})
    return out


def message(target, envelope, summary):
    return {"name": f"{target.service}.{target.name}", "summary": summary, "contentType": "application/msgpack",
            "headers": {"$ref": f"#/components/schemas/common.{envelope}"}, "payload": schema_ref(target)}


def server(name):
    return [{"$ref": f"#/servers/{name}"}]


def procedure_parts(procedure, channels, operations):
    key = f"{procedure.service}.{procedure.name}"
    channels[key] = {
        "address": procedure.uri, "description": procedure.description, "servers": server("bus") + server("gateway"),
        "messages": {"call": message(procedure.input, "call", procedure.description)}}
    channels[f"{key}.reply"] = {
        "address": None, "description": f"Reply to {procedure.uri}.",
        "messages": {"reply": message(procedure.output, "reply", "The result, unless the envelope has a problem.")}}
    operations[key] = {
        "action": "receive", "summary": procedure.description, "channel": {"$ref": f"#/channels/{key}"},
        "messages": [{"$ref": f"#/channels/{key}/messages/call"}],
        "x-kind": procedure.kind, "x-version": procedure.version, "x-roles": procedure.roles,
        **({"x-scope": procedure.scope} if procedure.scope else {}),
        "x-problems": procedure.problems,
        "reply": {"channel": {"$ref": f"#/channels/{key}.reply"},
                  "messages": [{"$ref": f"#/channels/{key}.reply/messages/reply"}]}}


def event_parts(event, channels, operations):
    key = f"event.{event.service}.{event.name}"
    channels[key] = {
        "address": f"samspil.event.{event.service}.{{{event.subject}}}.{event.name}", "description": event.description,
        "servers": server("bus"),
        "parameters": {event.subject: {"description": event.data.find(event.subject).description}},
        "messages": {"event": message(event.data, "event", event.description)}}
    operations[key] = {
        "action": "send", "summary": event.description, "channel": {"$ref": f"#/channels/{key}"},
        "messages": [{"$ref": f"#/channels/{key}/messages/event"}], "x-version": event.version, "x-feed": event.feed}


def feed_parts(contract, channels, operations):
    """The topics samspil.feed.<service>.<event>; a client subscribes to all of a service by prefix match."""
    events = [e for e in contract.events if e.feed != "none"]
    if not events:
        return
    key = f"feed.{contract.service}"
    channels[key] = {
        "address": f"samspil.feed.{contract.service}.{{event}}",
        "description": "WAMP topic; subscribe with match prefix to samspil.feed. and this service's name, or to "
                       "samspil.feed for everything. The EVENT's kwargs are a CloudEvent.",
        "servers": server("gateway"),
        "parameters": {"event": {"description": "Name of the event.", "enum": [e.name for e in events]}},
        "messages": {"entry": {"$ref": "#/components/messages/feed_entry"}}}
    operations[key] = {"action": "send", "summary": f"What {contract.service} tells its feed.",
                       "channel": {"$ref": f"#/channels/{key}"},
                       "messages": [{"$ref": f"#/channels/{key}/messages/entry"}]}


def document(contracts):
    channels = {"feed": {
        "address": "samspil.feed", "description": "WAMP topic: the own organisation's (or citizen's) whole feed, live.",
        "servers": server("gateway"), "messages": {"entry": {"$ref": "#/components/messages/feed_entry"}}}}
    operations = {"feed": {"action": "send", "summary": "Every entry of the own feed.",
                           "channel": {"$ref": "#/channels/feed"},
                           "messages": [{"$ref": "#/channels/feed/messages/entry"}]}}
    for contract in contracts.services:
        for procedure in contract.procedures:
            procedure_parts(procedure, channels, operations)
        for event in contract.events:
            event_parts(event, channels, operations)
        feed_parts(contract, channels, operations)
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "Samspil", "version": "1.0.0", "license": {"name": "EUPL-1.2"},
                 "description": "Procedures, events and feeds of Samspil. On the bus a message is two MessagePack maps "
                                "behind each other: the envelope (headers here) and the payload."},
        "defaultContentType": "application/msgpack",
        "servers": {
            "bus": {"host": "127.0.0.1:4222", "protocol": "nats", "description": "Inside: services and adapters."},
            "gateway": {"host": "127.0.0.1:8080", "pathname": "/ws", "protocol": "ws",
                        "description": "Outside: WAMP v2 (wamp.2.json, wamp.2.msgpack). Procedures also by "
                                       "POST /call/<procedure>."}},
        "channels": channels,
        "operations": operations,
        "components": {
            "schemas": schemas(contracts),
            "messages": {"feed_entry": {
                "name": "feed_entry", "summary": "An entry of a feed.", "contentType": "application/cloudevents+json",
                "payload": {"$ref": "#/components/schemas/common.cloud_event"}}}},
    }


def text(contracts):
    return ("# SPDX-License-Identifier: EUPL-1.2\n# Written by schemas/generate.py; change the contracts in schemas/.\n"
            + yaml(document(contracts)))
