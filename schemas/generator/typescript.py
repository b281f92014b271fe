# SPDX-License-Identifier: EUPL-1.2
"""TypeScript types from contracts: one namespace for each service, and maps from full names to types."""

import json


SCALARS = {"text": "string", "binary": "Uint8Array", "raw": "Record<string, unknown>", "integer": "number",
           "number": "number", "boolean": "boolean", "texts": "string[]"}


def pascal(name):
    return "".join(part[:1].upper() + part[1:] for part in name.split("_"))


def comment(text, indent):
    return f"{indent}/** {' '.join(text.split()).replace('*/', '* /')} */\n"


def full(target):
    return f"{target.service}.{pascal(target.name)}"


def field_type(field):
    if field.kind in SCALARS:
        return SCALARS[field.kind]
    return full(field.target) + ("[]" if field.kind in ("set", "objects") else "")


def interface(target):
    lines = comment(target.description, "  ") + f"  interface {pascal(target.name)} {{\n"
    for field in target.fields:
        lines += comment(field.description, "    ")
        lines += f"    {field.name}{'' if field.required else '?'}: {field_type(field)};\n"
    return lines + "  }\n"


def union(values):
    return " | ".join(json.dumps(v) for v in values)


def alias(enum):
    return comment(enum.description, "  ") + f"  type {pascal(enum.name)} = {union(enum.values)};\n"


def namespace(contract):
    out = comment(f"{contract.title}. {contract.description}", "") + f"export declare namespace {contract.service} {{\n"
    out += "".join(alias(e) for e in contract.enums)
    out += "".join(interface(o) for o in contract.objects)
    out += "".join(interface(p.input) + interface(p.output) for p in contract.procedures)
    out += "".join(interface(e.data) for e in contract.events)
    return out + "}\n\n"


def text(contracts):
    out = "// SPDX-License-Identifier: EUPL-1.2\n// Written by schemas/generate.py; change the contracts in schemas/.\n\n"
    out += "".join(namespace(c) for c in contracts.all())
    out += "/** What a call can answer instead of its result. */\n"
    out += f"export type Problem = {union(p['code'] for p in contracts.problems)};\n\n"
    out += "/** Every procedure by its full name. */\nexport interface Procedures {\n"
    for procedure in (p for c in contracts.services for p in c.procedures):
        out += f'  "{procedure.uri}": {{ input: {full(procedure.input)}; output: {full(procedure.output)} }};\n'
    out += "}\n\n/** The data of every event by its full name. */\nexport interface Events {\n"
    for event in (e for c in contracts.services for e in c.events):
        out += f'  "{event.uri}": {full(event.data)};\n'
    return out + "}\n"
