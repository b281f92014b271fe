# SPDX-License-Identifier: EUPL-1.2
"""One static page of all procedures, events and types; it asks for nothing from anywhere."""

from html import escape

from .model import Enum

STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 64rem; margin: 0 auto; padding: 1rem; }
h2 { margin-top: 3rem; border-bottom: 1px solid; } h3 { margin-bottom: .25rem; }
code { font-family: ui-monospace, monospace; font-size: .9em; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; }
caption { text-align: left; font-weight: 600; }
th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid #8884; }
.note { color: GrayText; }
"""


def link(target):
    return f'<a href="#{target.service}.{target.name}"><code>{target.service}.{target.name}</code></a>'


def number(value):
    return f"{value:g}" if isinstance(value, float) else str(value)


def type_text(field):
    bounds = f"{number(field.minimum)}–{number(field.maximum)}"
    many = f"up to {number(field.maximum)}"
    return {
        "text": lambda: (field.format or "text") + f", {bounds} characters",
        "binary": lambda: f"bytes, {bounds}",
        "raw": lambda: "any object",
        "integer": lambda: f"integer, {bounds}",
        "number": lambda: f"number, {bounds}",
        "boolean": lambda: "true or false",
        "enum": lambda: link(field.target),
        "object": lambda: link(field.target),
        "set": lambda: f"set of {link(field.target)}",
        "objects": lambda: f"list of {link(field.target)}, {many}",
        "texts": lambda: f"list of {field.format or 'text'} of at most {field.item_maximum} characters, {many}",
    }[field.kind]()


def field_table(target, caption):
    if not target.fields:
        return f"<p>{escape(caption)}: nothing.</p>\n"
    rows = "".join(
        f"<tr><td><code>{f.name}</code></td><td>{type_text(f)}</td>"
        f"<td>{'required' if f.required else ''}{' ' + f.category if f.category else ''}</td>"
        f"<td>{escape(f.description)}</td></tr>\n" for f in target.fields)
    return (f"<table><caption>{escape(caption)}</caption><tr><th>field</th><th>type</th><th>required, category</th>"
            f"<th>meaning</th></tr>\n{rows}</table>\n")


def heading(anchor, title, note):
    return f'<h3 id="{anchor}"><code>{title}</code></h3>\n<p class="note">{note}</p>\n'


def procedure_text(procedure):
    note = (f"{procedure.kind}, version {procedure.version}; may call: {', '.join(procedure.roles)}"
            + (f"; representatives need the scope {procedure.scope}" if procedure.scope else "")
            + ("; reads are recorded" if procedure.personal else ""))
    problems = ", ".join(f"<code>{p}</code>" for p in procedure.problems) or "only those"
    return (heading(f"{procedure.service}.{procedure.name}", procedure.uri, note)
            + f"<p>{escape(procedure.description)}</p>\n" + field_table(procedure.input, "Input")
            + field_table(procedure.output, "Output")
            + f"<p>Problems, beyond those <a href=\"#problems\">always possible</a>: {problems}.</p>\n")


def event_text(event):
    concerned = (["the citizen", "the home municipality"] if event.data.find("citizen_id") else []) + event.concerns
    told = {"none": "told to nobody", "home": "told to the home municipality", "public": "told to everybody",
            "concerned": "told to " + ", ".join(concerned)
                         + (f"; to organisations only with consent for {event.needs}" if event.needs else "")
                         + (f"; to everybody if {event.public_if}" if event.public_if else "")}
    note = f"event, version {event.version}; {told[event.feed]}; subject token: {event.subject}"
    return (heading(f"{event.service}.{event.name}", event.uri, note)
            + f"<p>{escape(event.description)}</p>\n" + field_table(event.data, "Data"))


def type_section(target, versions):
    anchor = f"{target.service}.{target.name}"
    if isinstance(target, Enum):
        values = ", ".join(f"<code>{escape(v)}</code>" for v in target.values)
        return heading(anchor, anchor, "enum") + f"<p>{escape(target.description)}</p>\n<p>{values}</p>\n"
    note = f"type, version {versions[target]}" if target in versions else "type"
    return heading(anchor, anchor, note) + field_table(target, target.description)


def contract_text(contract):
    out = f'<h2 id="{contract.service}">{escape(contract.title)}</h2>\n<p>{escape(contract.description)}</p>\n'
    out += "".join(procedure_text(p) for p in contract.procedures)
    out += "".join(event_text(e) for e in contract.events)
    versions = {e.data: e.version for e in contract.envelopes}
    return out + "".join(type_section(t, versions) for t in [*contract.enums, *contract.objects])


def text(contracts):
    toc = "".join(f'<li><a href="#{c.service}">{escape(c.title)}</a></li>\n' for c in contracts.all())
    problems = "".join(
        f"<tr><td><code>{p['code']}</code></td><td>{p['status']}</td><td><code>{p['wamp']}</code></td>"
        f"<td>{escape(p['message'])}</td><td>{'always' if p['always'] else ''}</td></tr>\n" for p in contracts.problems)
    body = "".join(contract_text(c) for c in [*contracts.services, contracts.common])
    return f"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Samspil: procedures, events and types</title>
<style>{STYLE}</style>
<h1>Samspil: procedures, events and types</h1>
<p>Written from the contracts in <code>schemas/</code>. Categories (such as <code>contact</code>) say which consent
lets an organisation see a field.</p>
<ul>
{toc}<li><a href="#problems">Problems</a></li>
</ul>
{body}<h2 id="problems">Problems</h2>
<table><tr><th>code</th><th>HTTP</th><th>WAMP</th><th>meaning</th><th></th></tr>
{problems}</table>
</html>
"""
