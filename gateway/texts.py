#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The words of the gateway's own pages, as tables in C, from texts/<language>.ftl (text.h says what they are for).

texts.py build OUT.h OUT.c    writes them
texts.py check                none is missing in any language, none is left over

A text is one line, `id = words`. Besides what the pages themselves say there are words for what they show: for each service,
query and field of an export, and for each value of an enum. Where the app has words for an enum, those are taken.
"""
import json
import re
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
SCHEMAS = FOLDER.parent / "schemas"
LANGUAGES = ("en", "da", "sv", "nb", "nl")

# How the ids of an enum's words begin; the app calls some by the same names (web/tests/texts.test.ts).
FAMILIES = {
    "cases.case_status": "case", "cases.channel": "channel", "cases.inquirer": "inquirer", "cases.inquiry_status": "inquiry",
    "cases.outcome": "case-outcome", "cases.participant_kind": "part", "cases.relation": "relation", "cases.route": "route",
    "cases.sender": "sender", "cases.signal": "signal", "cases.why": "why",
    "common.basis": "basis", "common.category": "category", "common.role": "role", "common.scope": "scope",
    "consents.given_by": "giver", "consents.method": "method", "consents.purpose": "purpose", "consents.status": "consent",
    "disclosures.kind": "disclosure",
    "plans.achievement": "achievement", "plans.activity_kind": "kind", "plans.activity_status": "activity",
    "plans.change": "change", "plans.editor_kind": "editor", "plans.goal_status": "goal", "plans.item_kind": "item",
    "plans.participant_source": "source", "plans.participant_status": "participant", "plans.party": "party",
    "plans.plan_status": "plan", "plans.trend_direction": "trend", "plans.visibility": "visibility",
    "referrals.outcome": "outcome", "referrals.priority": "priority", "referrals.reason_code": "reason",
    "referrals.requester": "requester", "referrals.status": "referral",
}


def read(path):
    """The texts of a file by id. Of the app's, which may go over several lines and name variables, only the plain ones."""
    return dict(re.findall(r"^([a-zA-Z][\w-]*) = ([^{}\n]+)$", path.read_text(encoding="utf-8"), re.MULTILINE))


def slug(text):
    return re.sub(r"[^a-zA-Z0-9]+", "-", text)


class Contracts:
    """What of the contracts is shown to people: by the name that C gives it (text_named), the id of its words."""

    def __init__(self):
        self.files = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(SCHEMAS.glob("*.json"))}
        self.named = {}
        self._value("common", {"$ref": "#/$defs/role"})
        for service, contract in self.files.items():
            for name, query in contract.get("queries", {}).items():
                if query.get("export"):
                    self.named[f"service-{service}"] = f"service-{service}"
                    self.named[f"procedure-{service}.{name}"] = f"procedure-{service}-{slug(name)}"
                    self._export(service, query["output"])

    def _export(self, service, output):
        """An answer: what of it document.c (page_of) shows."""
        content = [schema for name, schema in output["properties"].items() if name != "next"]
        self._value(service, content[0] if len(content) == 1 else output)

    def _value(self, service, schema):
        name = None
        while "$ref" in schema:
            file, name = schema["$ref"].split("#/$defs/")
            service = file.removesuffix(".json") or service
            schema = self.files[service]["$defs"][name]
        if "items" in schema:
            self._value(service, schema["items"])
        for value in schema.get("enum", ()):
            family = FAMILIES.get(f"{service}.{name}", f"{service}-{slug(name)}")
            self.named[f"{service}.{name}-{value}"] = f"{family}-{slug(value)}"
        for field, inner in schema.get("properties", {}).items():
            self.named[f"field-{field}"] = f"field-{slug(field)}"
            self._value(service, inner)


class Texts:
    def __init__(self):
        self.own = {language: read(FOLDER / "texts" / f"{language}.ftl") for language in LANGUAGES}
        self.app = {language: read(FOLDER / "web/src/texts" / f"{language}.ftl") for language in LANGUAGES}
        self.named = Contracts().named
        words = set(self.named.values())
        self.said = [text for text in self.own[LANGUAGES[0]] if text not in words]

    def words(self, language, text):
        return self.own[language].get(text) or self.app[language].get(text)

    def faults(self):
        sources = "\n".join(path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.c")))
        for language in LANGUAGES:
            own, lines = self.own[language], (FOLDER / "texts" / f"{language}.ftl").read_text(encoding="utf-8").splitlines()
            yield from (f"{language}: no text: {line}" for line in lines
                        if line and not line.startswith("#") and line.split(" = ")[0] not in own)
            yield from (f"{language}: missing: {text}" for text in (*self.said, *sorted(set(self.named.values())))
                        if not self.words(language, text))
            yield from (f"{language}: left over: {text}" for text in own
                        if text not in self.said and text not in self.named.values())
        yield from (f"nobody says {text}" for text in self.said if not re.search(rf"\b{constant(text)}\b", sources))


def constant(text):
    return "TEXT_" + text.upper().replace("-", "_")


def quoted(text):
    return json.dumps(text, ensure_ascii=False)


def row(texts, text):
    return ", ".join(quoted(texts.words(language, text)) for language in LANGUAGES)


def header(texts):
    return f"""/* Written by gateway/texts.py. */
#pragma once

enum language {{ {", ".join(f"LANGUAGE_{language.upper()}" for language in LANGUAGES)}, LANGUAGES }};

enum text {{
    {", ".join(map(constant, texts.said))}, TEXTS
}};
"""


def source(texts):
    named = [(name, text) for name, text in sorted(texts.named.items())
             if all(texts.words(language, text) for language in LANGUAGES)]
    said = "\n".join(f"    [{constant(text)}] = {{{row(texts, text)}}}," for text in texts.said)
    return f"""/* Written by gateway/texts.py. */
#include "text.h"

const char *const language_tags[LANGUAGES] = {{{", ".join(map(quoted, LANGUAGES))}}};

const char *const texts[TEXTS][LANGUAGES] = {{
{said}
}};

const struct named_text named_texts[] = {{
{"".join(f"    {{{quoted(name)}, {{{row(texts, text)}}}}},{chr(10)}" for name, text in named)}}};

const size_t named_text_count = {len(named)};
"""


def main():
    texts = Texts()
    if sys.argv[1] == "check":
        faults = list(texts.faults())
        print(*faults, sep="\n")
        return bool(faults)
    if absent := [text for text in texts.said for language in LANGUAGES if not texts.words(language, text)]:
        sys.exit(f"texts.py: missing in a language: {', '.join(absent)}")
    for path, made in zip(sys.argv[2:], (header(texts), source(texts)), strict=True):
        Path(path).write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
