# SPDX-License-Identifier: EUPL-1.2
"""C from contracts: what services/runtime/contract.h and message.h promise."""

import textwrap

from .model import Enum, Object

WIDTH = 118
FORMAT_NAMES = {"uuid": "UUID", "date-time": "DATE_TIME", "date": "DATE", "email": "EMAIL", "uri": "URI",
                "language": "LANGUAGE", "name": "NAME"}
HAS_KINDS = ("integer", "number", "boolean")


def banner(source):
    return ("/* SPDX-License-Identifier: EUPL-1.2 */\n"
            f"/* Written by schemas/generate.py from schemas/{source}; change it there. */\n")


def quote(text):
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return '"' + "".join(c if ord(c) < 128 else "".join(f"\\{b:03o}" for b in c.encode()) for c in escaped) + '"'


def comment(text, indent=""):
    lines = textwrap.wrap(" ".join(text.split()).replace("*/", "* /").replace("/*", "/ *"), WIDTH - len(indent) - 6)
    if len(lines) == 1:
        return f"{indent}/* {lines[0]} */\n"
    return f"{indent}/*\n" + "".join(f"{indent} * {line}\n" for line in lines) + f"{indent} */\n"


def array(declaration, items):
    """A static const array, or nothing when there are no items: C17 has no empty arrays."""
    return f"static const {declaration}[] = {{\n" + "".join(f"    {i},\n" for i in items) + "};\n" if items else ""


def array_ref(name, items):
    return name if items else "NULL"


def double(value):
    return repr(float(value))


# Headers


def enum_text(enum):
    out = comment(enum.description) + f"enum {enum.c_name} {{\n    {enum.c_value('none')},\n"
    out += "".join(f"    {enum.c_value(v)}, /* {v} */\n" for v in enum.values)
    return out + f"}};\nextern const struct message_enum {enum.c_name}_enum;\n\n"


def has_member(field):
    return field.kind in HAS_KINDS and not field.required


def member(field):
    name, target = field.c_name, field.target
    note = ""
    if field.kind == "set":
        note = f"Set of enum {target.c_name}. "
    if field.category:
        note += f"[{field.category}] "
    out = comment(note + ("" if field.required else "Optional. ") + field.description, "    ")
    if has_member(field):
        out += f"    bool has_{name};\n"
    if field.kind == "object":
        c_type = f"struct {target.c_name} " if field.required else f"const struct {target.c_name} *"
    elif field.kind == "objects":
        c_type = f"struct {target.c_name}_list "
    elif field.kind == "enum":
        c_type = f"enum {target.c_name} "
    else:
        c_type = {"text": "const char *", "binary": "struct bytes ", "raw": "struct bytes ", "integer": "int64_t ",
                  "number": "double ", "boolean": "bool ", "set": "uint32_t ", "texts": "struct text_list "}[field.kind]
    return out + f"    {c_type}{name};\n"


def struct_text(target, name=None):
    name = name or target.c_name
    members = "".join(member(f) for f in target.fields) or "    char nothing; /* C has no empty structs */\n"
    out = comment(target.description) + f"struct {name} {{\n{members}}};\n"
    return out + f"extern const struct message_type {name}_type;\n\n"


def list_text(target):
    return (f"struct {target.c_name}_list {{\n    const struct {target.c_name} *items;\n    size_t count;\n}};\n\n")


def header(contract):
    is_common = contract.service == "common"
    out = banner(f"{contract.service}.json") + comment(f"{contract.title}. {contract.description}")
    out += "#pragma once\n\n" + ('#include "message.h"\n\n' if is_common else '#include "contract.h"\n\n')
    out += "".join(enum_text(e) for e in contract.enums)
    out += "".join(struct_text(o) + list_text(o) for o in contract.objects)
    for procedure in contract.procedures:
        name = procedure.c_name
        roles = " | ".join(f"1u << (COMMON_ROLE_{r.upper()} - 1)" for r in procedure.roles)
        out += struct_text(procedure.input) + struct_text(procedure.output)
        out += f"#define {name}_ROLES ({roles})\n#define {name}_KIND PROCEDURE_{procedure.kind.upper()}\n"
        out += f"extern const struct procedure {name}_procedure;\n\n"
    for event in contract.events:
        out += struct_text(event.data) + f"extern const struct event_contract {event.c_name}_event;\n\n"
    if not is_common:
        out += f"extern const struct contract {contract.service}_contract;\n"
    return out.rstrip("\n") + "\n"


# Tables


def enum_table(enum):
    return (array(f"char *const {enum.c_name}_names", [quote(v) for v in enum.values])
            + f"const struct message_enum {enum.c_name}_enum = {{\"{enum.service}.{enum.name}\", "
            f"{len(enum.values)}, {enum.c_name}_names}};\n\n")


def field_row(field, struct):
    row = [f'.name = "{field.name}"', f".name_length = {len(field.name)}", f".kind = MESSAGE_{field.kind.upper()}"]
    if field.format:
        row.append(f".format = FORMAT_{FORMAT_NAMES[field.format]}")
    if field.required:
        row.append(".required = true")
    if field.category:
        row.append(f".category = 1u << (COMMON_CATEGORY_{field.category.upper()} - 1)")
    row.append(f".offset = offsetof(struct {struct}, {field.c_name})")
    row.append(f".has_offset = offsetof(struct {struct}, has_{field.c_name})" if has_member(field)
               else ".has_offset = UINT16_MAX")
    for key in ("minimum", "maximum", "item_minimum", "item_maximum"):
        if getattr(field, key):
            row.append(f".{key} = {double(getattr(field, key))}")
    if isinstance(field.target, Enum):
        row.append(f".values = &{field.target.c_name}_enum")
    elif isinstance(field.target, Object):
        row.append(f".type = &{field.target.c_name}_type")
    return "{" + ", ".join(row) + "}"


def type_table(target, visible_name):
    name = target.c_name
    return (array(f"struct message_field {name}_fields", [field_row(f, name) for f in target.fields])
            + f"const struct message_type {name}_type = {{{quote(visible_name)}, sizeof(struct {name}), "
            f"{array_ref(f'{name}_fields', target.fields)}, {len(target.fields)}}};\n\n")


def offset(struct, name):
    return f"offsetof(struct {struct}, {name})" if name else "NO_OFFSET"


def procedure_table(procedure):
    name = procedure.c_name
    problems = [f"PROBLEM_{p.upper()}" for p in procedure.problems]
    command_id = "command_id" if procedure.kind == "command" else None
    out = type_table(procedure.input, f"{procedure.service}.{procedure.name}")
    out += type_table(procedure.output, f"{procedure.service}.{procedure.name}_result")
    out += array(f"enum problem {name}_problems", problems)
    return out + f"""const struct procedure {name}_procedure = {{
    .service = "{procedure.service}",
    .name = "{procedure.name}",
    .version = {procedure.version},
    .kind = {name}_KIND,
    .roles = {name}_ROLES,
    .scope = {f"COMMON_SCOPE_{procedure.scope.upper()}" if procedure.scope else "COMMON_SCOPE_NONE"},
    .personal = {str(procedure.personal).lower()},
    .exported = {str(procedure.export).lower()},
    .input = &{procedure.input.c_name}_type,
    .output = &{procedure.output.c_name}_type,
    .command_id = {offset(procedure.input.c_name, command_id)},
    .problems = {array_ref(f"{name}_problems", problems)},
    .problem_count = {len(problems)},
}};

"""


def event_table(event):
    name, data = event.c_name, event.data

    def known(key):
        return offset(data.c_name, key if key and data.find(key) else None)

    concerns = [f"{{{offset(data.c_name, c)}, {str(data.find(c).kind == 'texts').lower()}}}" for c in event.concerns]
    out = type_table(data, f"{event.service}.{event.name}")
    out += array(f"struct concern {name}_concerns", concerns)
    return out + f"""const struct event_contract {name}_event = {{
    .service = "{event.service}",
    .name = "{event.name}",
    .type = "{event.uri}",
    .version = {event.version},
    .feed = FEED_{event.feed.upper()},
    .data = &{data.c_name}_type,
    .subject = {offset(data.c_name, event.subject)},
    .case_id = {known("case_id")},
    .citizen_id = {known("citizen_id")},
    .home_id = {known("home_id")},
    .concerns = {array_ref(f"{name}_concerns", concerns)},
    .concern_count = {len(concerns)},
    .public_if = {known(event.public_if)},
    .needs = {f"COMMON_CATEGORY_{event.needs.upper()}" if event.needs else "COMMON_CATEGORY_NONE"},
}};

"""


def source(contract):
    service = contract.service
    out = banner(f"{service}.json") + f'#include "{service}_contract.h"\n\n'
    out += "".join(enum_table(e) for e in contract.enums)
    out += "".join(type_table(o, f"{service}.{o.name}") for o in contract.objects)
    if service == "common":
        return out.rstrip("\n") + "\n"
    out += "".join(procedure_table(p) for p in contract.procedures)
    out += "".join(event_table(e) for e in contract.events)
    procedures = [f"&{p.c_name}_procedure" for p in contract.procedures]
    events = [f"&{e.c_name}_event" for e in contract.events]
    out += array("struct procedure *const procedures", procedures) + array("struct event_contract *const events", events)
    return out + f"""const struct contract {service}_contract = {{
    .service = "{service}",
    .stream = "{contract.stream}",
    .title = {quote(contract.title)},
    .procedures = {array_ref("procedures", procedures)},
    .procedure_count = {len(procedures)},
    .events = {array_ref("events", events)},
    .event_count = {len(events)},
}};
"""


# What a service itself includes


def followed_events(contract, contracts):
    services = {c.service: c for c in contracts.services}
    return [e for name, events in contract.follows.items() for e in services[name].events if e.name in events]


def dispatch_header(contract, contracts):
    service = contract.service
    out = banner(f"{service}.json")
    out += comment(f"The handlers that {service} defines, and the adapters between them and the runtime's tables.")
    included = sorted({service, *contract.follows, *contract.reacts_to})
    out += "#pragma once\n\n" + "".join(f'#include "{name}_contract.h"\n' for name in included)
    out += '#include "store.h"\n\n/* From its migrations/, ended by {0}. */\n'
    out += f"extern const struct migration {service}_migrations[];\n"
    if contract.reacts_to:
        out += "\n" + comment("Whose events it reacts to, as its contract says, ended by NULL.")
        out += f"extern const struct contract *const {service}_reacts_to[];\n"
    for procedure in contract.procedures:
        name = procedure.c_name
        out += "\n" + comment(procedure.description)
        out += (f"int {name}(struct call *call, const struct {name} *in, struct {name}_result *out);\n"
                f"int {name}_dispatch(struct call *call, const void *in, void *out);\n")
    for event in contract.events + followed_events(contract, contracts):
        name = event.c_name
        out += "\n" + comment(event.description)
        out += (f"int apply_{name}(struct store *store, const struct event *event, const struct {name} *data);\n"
                f"int apply_{name}_dispatch(struct store *store, const struct event *event, const void *data);\n")
        if event.service == service:
            out += f"""static inline int emit_{name}(struct call *call, const struct {name} *data)
{{
    return call_emit(call, &{name}_event, data);
}}
"""
    return out


def dispatch_source(contract, contracts):
    out = banner(f"{contract.service}.json") + f'#include "{contract.service}_dispatch.h"\n'
    for procedure in contract.procedures:
        name = procedure.c_name
        out += f"""
int {name}_dispatch(struct call *call, const void *in, void *out)
{{
    return {name}(call, in, out);
}}
"""
    if contract.reacts_to:
        others = "".join(f"    &{name}_contract,\n" for name in contract.reacts_to)
        out += f"\nconst struct contract *const {contract.service}_reacts_to[] = {{\n{others}    NULL,\n}};\n"
    for event in contract.events + followed_events(contract, contracts):
        out += f"""
int apply_{event.c_name}_dispatch(struct store *store, const struct event *event, const void *data)
{{
    return apply_{event.c_name}(store, event, data);
}}
"""
    return out


def problems_header(contracts):
    out = banner("problems.json") + "#pragma once\n\n/* What a procedure can answer instead of its result. */\n"
    out += "enum problem {\n    PROBLEM_NONE,\n"
    for problem in contracts.problems:
        out += f"    PROBLEM_{problem['code'].upper()}, /* {problem['status']}: {problem['message']} */\n"
    return out + "    PROBLEM_COUNT\n};\n"


def problems_source(contracts):
    out = banner("problems.json") + '#include "contract.h"\n\nconst struct problem_text problem_table[] = {\n    {0},\n'
    for p in contracts.problems:
        out += (f"    {{{quote(p['code'])}, {quote(p['message'])}, {quote(p['wamp'])}, {p['status']}, "
                f"{str(p['always']).lower()}}},\n")
    return out + "};\n"


def contracts_source(contracts):
    out = banner("") + '#include "contract.h"\n\n'
    out += "".join(f'#include "{c.service}_contract.h"\n' for c in contracts.services)
    out += "\nconst struct contract *const contracts[] = {\n"
    return out + "".join(f"    &{c.service}_contract,\n" for c in contracts.services) + "    NULL,\n};\n"


def files(contracts):
    """File name → text of everything in C."""
    out = {"problems.h": problems_header(contracts), "problems.c": problems_source(contracts),
           "contracts.c": contracts_source(contracts)}
    for contract in contracts.all():
        out[f"{contract.service}_contract.h"] = header(contract)
        out[f"{contract.service}_contract.c"] = source(contract)
    for contract in contracts.services:
        out[f"{contract.service}_dispatch.h"] = dispatch_header(contract, contracts)
        out[f"{contract.service}_dispatch.c"] = dispatch_source(contract, contracts)
    return out


def migrations(name, paths):
    """The SQL files of a service as the runtime's table."""
    out = f"""/* SPDX-License-Identifier: EUPL-1.2 */
/* Written by schemas/generate.py from the migrations of {name}; change those. */
#include "store.h"

extern const struct migration {name}_migrations[];

const struct migration {name}_migrations[] = {{
"""
    for path in paths:
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        out += f"    {{{quote(path.stem)},\n" + "".join(f"     {quote(line)}\n" for line in lines).rstrip("\n") + "},\n"
    return out + "    {0},\n};\n"
