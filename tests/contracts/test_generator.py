# SPDX-License-Identifier: EUPL-1.2
"""The generator's rules and its release gate, on a small set of contracts that each test breaks in its own way."""

import contextlib
import copy
import io
import json
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "schemas"))
import generate

UUID = {"type": "string", "format": "uuid", "description": "An id."}
TEXT = {"type": "string", "maxLength": 10, "description": "A text."}

COMMON = {
    "service": "common", "title": "Common", "description": "Shared.",
    "$defs": {
        "role": {"description": "Roles.", "enum": ["caseworker", "citizen"]},
        "category": {"description": "Categories.", "enum": ["contact", "notes"]},
        "scope": {"description": "Scopes.", "enum": ["case", "messages"]},
        "place": {"description": "A place.", "type": "object", "properties": {"city": TEXT}, "required": []},
        "sender": {"description": "Who sends.", "type": "object", "required": ["role"],
                   "properties": {"role": {"$ref": "#/$defs/role", "description": "As what."}}},
        "parcel": {"description": "An envelope.", "version": 1, "type": "object", "required": ["sender"],
                   "properties": {"sender": {"$ref": "#/$defs/sender", "description": "Who."}}},
    },
}
PROBLEMS = {"problems": [
    {"code": "not_found", "status": 404, "always": True, "message": "Nothing there."},
    {"code": "case_closed", "status": 409, "message": "Closed."},
]}
VISITS = {
    "service": "visits", "title": "Visits", "description": "Visits.",
    "follows": {"homes": "*"},
    "$defs": {
        "status": {"description": "States.", "enum": ["planned", "in-progress"]},
        "visit": {
            "description": "A visit.", "type": "object", "required": ["visit_id"],
            "properties": {"visit_id": UUID, "status": {"$ref": "#/$defs/status", "description": "Its state."},
                           "note": {**TEXT, "category": "notes"},
                           "place": {"$ref": "common.json#/$defs/place", "description": "Where."}}},
    },
    "commands": {"plan_visit": {
        "version": 1, "description": "Plans.", "roles": ["caseworker"], "problems": ["case_closed"],
        "input": {"type": "object", "required": ["command_id", "note"],
                  "properties": {"command_id": TEXT, "note": {**TEXT, "category": "notes"}}},
        "output": {"type": "object", "properties": {"visit_id": UUID}, "required": ["visit_id"]}}},
    "queries": {"list_visits": {
        "version": 1, "description": "Lists.", "roles": ["citizen"], "personal": True,
        "input": {"type": "object", "properties": {}},
        "output": {"type": "object", "required": ["visits"], "properties": {
            "visits": {"type": "array", "maxItems": 5, "items": {"$ref": "#/$defs/visit"}, "description": "They."}}}}},
    "events": {"planned": {
        "version": 1, "description": "Planned.", "subject": "case_id", "feed": "concerned", "concerns": ["visitor_id"],
        "data": {"type": "object", "required": ["case_id", "citizen_id", "home_id"], "properties": {
            "case_id": UUID, "citizen_id": UUID, "home_id": UUID, "visitor_id": UUID,
            "visit": {"$ref": "#/$defs/visit", "description": "It."}}}}},
}
HOMES = {
    "service": "homes", "title": "Homes", "description": "Homes.",
    "events": {"built": {
        "version": 1, "description": "Built.", "subject": "home_id", "feed": "public",
        "data": {"type": "object", "properties": {"home_id": UUID}, "required": ["home_id"]}}},
}


class GeneratorTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.schemas = Path(self.folder.name)
        self.common, self.problems = copy.deepcopy(COMMON), copy.deepcopy(PROBLEMS)
        self.visits, self.homes = copy.deepcopy(VISITS), copy.deepcopy(HOMES)

        self.disclosures = None  # in most tests nobody is told of anything

    def write_schemas(self):
        for name in ("common", "problems", "visits", "homes", "disclosures"):
            if getattr(self, name):
                (self.schemas / f"{name}.json").write_text(json.dumps(getattr(self, name)), encoding="utf-8")

    def run_generate(self, *args):
        """Returns what it prints and, when it fails, with what words it ends."""
        output = io.StringIO()
        argv = ["generate.py", "--schemas", str(self.schemas), *map(str, args)]
        with mock.patch.object(sys, "argv", argv), contextlib.redirect_stdout(output):
            try:
                generate.main()
            except SystemExit as end:
                return output.getvalue(), end.code
        return output.getvalue(), None

    def passes(self, *args):
        self.write_schemas()
        output, fault = self.run_generate(*(args or ("check",)))
        self.assertIsNone(fault)
        return output

    def refuses(self, *texts, verb=("check",)):
        self.write_schemas()
        _, fault = self.run_generate(*verb)
        self.assertIsNotNone(fault, f"not refused, although: {texts}")
        for text in texts:
            self.assertIn(text, fault)

    @property
    def visit(self):
        return self.visits["$defs"]["visit"]

    @property
    def command(self):
        return self.visits["commands"]["plan_visit"]

    @property
    def event(self):
        return self.visits["events"]["planned"]


class RulesTest(GeneratorTest):
    def test_what_is_right_passes(self):
        self.passes()

    def field(self, **schema):
        self.visit["properties"]["field"] = {"description": "A field.", **schema}

    def test_fields(self):
        for schema, text in (
            ({"type": "string"}, "needs maxLength or a format"),
            ({"type": "string", "maxLength": 5, "minLength": 6}, "minLength and maxLength must be integers"),
            ({"type": "string", "format": "hostname"}, "format must be one of"),
            ({"type": "string", "maxLength": 5, "pattern": "x"}, "unknown key 'pattern'"),
            ({"type": "string", "maxLength": 5, "contentEncoding": "base64"}, "contentEncoding can only be binary"),
            ({"type": "integer", "minimum": 0}, "needs minimum and maximum"),
            ({"type": "integer", "minimum": 2, "maximum": 1}, "needs minimum and maximum"),
            ({"type": "integer", "minimum": 0, "maximum": 1.5}, "needs minimum and maximum"),
            ({"type": "integer", "minimum": 0, "maximum": 1 << 63}, "64 bits"),
            ({"type": "number", "maximum": 1.5}, "needs minimum and maximum"),
            ({"type": "array", "items": {"$ref": "common.json#/$defs/place"}}, "needs maxItems"),
            ({"type": "array", "maxItems": 2, "items": {"$ref": "#/$defs/status"}}, "needs uniqueItems"),
            ({"type": "array", "maxItems": 2, "items": {"type": "string"}}, "needs maxLength or a format"),
            ({"type": "array", "maxItems": 2, "items": {"type": "integer"}}, "must be a $ref or a string"),
            ({"type": "array", "maxItems": 2, "uniqueItems": True, "items": {"type": "string", "maxLength": 2}},
             "uniqueItems is only for arrays of an enum"),
            ({"type": "object", "properties": {}}, "object types stand in $defs"),
            ({"enum": ["a"]}, "enums stand in $defs"),
            ({"type": "null"}, "needs a $ref or a type"),
            ({"$ref": "#/$defs/nothing"}, "there is no type #/$defs/nothing"),
            ({"$ref": "homes.json#/$defs/home"}, "there is no such type"),
            ({"type": "boolean", "category": "diet"}, "category 'diet' is none"),
        ):
            with self.subTest(schema=schema):
                self.setUp()
                self.field(**schema)
                self.refuses("visits.json: $defs.visit.properties.field", text)

    def test_a_field_needs_a_description(self):
        del self.visit["properties"]["visit_id"]
        self.visit["properties"]["visit_id"] = {"type": "string", "format": "uuid"}
        self.refuses("$defs.visit.properties.visit_id: needs a description")

    def test_every_procedure_event_and_type_needs_a_description(self):
        for entry, path in ((self.command, "commands.plan_visit"), (self.event, "events.planned"), (self.visit, "$defs.visit")):
            entry["description"] = " "
            self.refuses(f"{path}: needs a description")

    def test_recursion(self):
        self.visit["properties"]["next"] = {"$ref": "#/$defs/visit", "description": "Next."}
        self.refuses("recursion: visit → visit")

    def test_required_fields_exist(self):
        self.visit["required"].append("elsewhere")
        self.refuses("requires 'elsewhere', which it has not")

    def test_what_may_be_withheld_is_not_required(self):
        self.visit["required"].append("note")
        self.refuses("$defs.visit.properties.note: has a category")

    def test_names(self):
        self.visits["commands"]["planVisit"] = self.visits["commands"].pop("plan_visit")
        self.refuses("commands.planVisit: names are snake_case")

    def test_types_and_messages_share_their_names(self):
        self.visits["$defs"]["planned"] = {"description": "States.", "enum": ["x"]}
        self.refuses("'planned' is the name of two things")

    def test_enum_values_that_are_the_same_in_c(self):
        self.visits["$defs"]["status"]["enum"] += ["in progress"]
        self.refuses("two values have the same name in C")

    def test_none_is_taken(self):
        self.visits["$defs"]["status"]["enum"] += ["none"]
        self.refuses("NONE is taken")

    def test_a_command_has_a_command_id(self):
        self.command["input"]["required"].remove("command_id")
        self.refuses("commands.plan_visit.input: a command requires the string command_id")

    def test_inputs_have_no_free_objects(self):
        self.command["input"]["properties"]["data"] = {"type": "object", "description": "Anything."}
        self.refuses("commands.plan_visit.input: must say what every object in it may hold")

    def test_roles_and_problems_exist(self):
        self.command["roles"].append("king")
        self.command["problems"] += ["not_found"]
        self.refuses("'king' is no role", "'not_found' is no problem of problems.json that is not always possible")

    def test_somebody_may_call(self):
        self.command["roles"] = []
        self.refuses("roles must be a non-empty array")

    def test_only_queries_are_personal(self):
        self.command["personal"] = True
        self.refuses("unknown key 'personal'")

    def test_the_subject_of_an_event(self):
        for subject in ("visit", "nothing", None):
            self.event["subject"] = subject
            self.refuses("subject must name a field of the data")

    def test_whom_an_event_concerns(self):
        self.event["concerns"] = ["visit"]
        self.refuses("concerns: 'visit' is no field of the data with format uuid")

    def test_a_list_of_organisations(self):
        self.event["data"]["properties"]["helper_ids"] = {"type": "array", "maxItems": 3, "description": "They.",
                                                          "items": {"type": "string", "format": "uuid"}}
        self.event["concerns"] = ["visitor_id", "helper_ids"]
        self.write_schemas()
        _, fault = self.run_generate("build", self.folder.name + "/built")
        self.assertIsNone(fault)
        text = (self.schemas / "built" / "visits_contract.c").read_text(encoding="utf-8")
        self.assertIn("{offsetof(struct visits_planned, visitor_id), false}", text)
        self.assertIn("{offsetof(struct visits_planned, helper_ids), true}", text)

    def test_scopes_and_needs_exist(self):
        self.command["scope"] = "everything"
        self.event["needs"] = "anything"
        self.refuses("scope: 'everything' is none of common.json", "needs: 'anything' is none of common.json")

    def test_what_makes_an_event_public(self):
        self.event["public_if"] = "visit"
        self.refuses("public_if must name a boolean", "its feed cannot be public")

    def test_only_queries_are_exported(self):
        self.visits["queries"]["list_visits"]["export"] = True
        self.passes()
        self.command["export"] = True
        self.refuses("unknown key 'export'")

    def test_a_personal_event_says_about_whom(self):
        for name in ("case_id", "citizen_id", "home_id"):
            self.setUp()
            self.event["subject"] = "visitor_id"
            del self.event["data"]["properties"][name]
            self.event["data"]["required"].remove(name)
            self.refuses(f"is about a citizen, so it needs {name}")

    def test_what_a_home_is_told_is_about_a_citizen(self):
        self.event["feed"] = "home"
        self.passes()
        del self.event["data"]["properties"]["home_id"]
        self.event["data"]["required"].remove("home_id")
        self.refuses("is about a citizen, so it needs home_id")

    def test_a_personal_event_is_not_public(self):
        self.event["feed"] = "public"
        self.refuses("its feed cannot be public")

    def test_followed_events_exist(self):
        self.visits["follows"] = {"homes": ["burnt"], "roads": "*"}
        self.refuses("homes has no event 'burnt'", "there is no other service 'roads'")

    def test_what_has_a_feed_is_told(self):
        self.disclosures = {"service": "disclosures", "title": "Feeds", "description": "Feeds.", "reacts_to": {"homes": "*"}}
        self.refuses("events.planned: nobody is told of it: 'visits' is not in disclosures.json's reacts_to")
        self.disclosures["reacts_to"]["visits"] = "*"
        self.passes()

    def test_the_file_is_called_like_the_service(self):
        self.visits["service"] = "visit"
        self.refuses("must be 'visits', as the file is called")

    def test_a_common_type_travels_in_a_message_or_has_a_version(self):
        del self.common["$defs"]["parcel"]["version"]
        self.refuses("common.json: $defs.parcel: is part of no message",
                     "common.json: $defs.sender: is part of no message")

    def test_versions_of_types(self):
        self.common["$defs"]["parcel"]["version"] = 0
        self.refuses("common.json: $defs.parcel: needs a version from 1 to 1000")
        self.setUp()
        self.visit["version"] = 1
        self.refuses("visits.json: $defs.visit: unknown key 'version'")

    def test_depth(self):
        inner = "place"
        for i in range(9):
            self.visits["$defs"][f"level{i}"] = {
                "description": "A level.", "type": "object", "required": [],
                "properties": {"inner": {"$ref": "common.json#/$defs/place" if i == 0 else f"#/$defs/{inner}",
                                         "description": "Inner."}}}
            inner = f"level{i}"
        self.event["data"]["properties"]["levels"] = {"$ref": f"#/$defs/{inner}", "description": "Deep."}
        self.refuses("is nested deeper than 8")

    def test_too_many_fields(self):
        self.visit["properties"].update({f"field{i}": TEXT for i in range(64)})
        self.refuses("has more than 64 fields")

    def test_a_key_that_stands_twice(self):
        self.write_schemas()
        text = json.dumps(self.visits)
        (self.schemas / "visits.json").write_text(text.replace('"title"', '"title": "x", "title"'), encoding="utf-8")
        self.assertIn("visits.json: title: stands twice", self.run_generate("check")[1])

    def test_all_faults_are_shown_at_once(self):
        self.visits["title"], self.command["version"], self.event["version"] = 1, 0, "1"
        self.refuses("visits.json: title must be text", "commands.plan_visit: needs a version", "events.planned: needs a version")


class ReleaseTest(GeneratorTest):
    def setUp(self):
        super().setUp()
        self.passes("release")

    def test_what_is_not_released_is_only_noted(self):
        self.visits["commands"]["move_visit"] = self.command
        self.assertIn("samspil.visits.move_visit version 1 is not yet released", self.passes())

    def test_a_released_message_does_not_change(self):
        for change in (
            lambda: self.command["input"]["properties"].update(more=TEXT),
            lambda: self.command["roles"].append("citizen"),
            lambda: self.command.update(problems=[]),
            lambda: self.visits["$defs"]["status"]["enum"].append("done"),
            lambda: self.common["$defs"]["place"]["properties"]["city"].update(maxLength=11),
            lambda: self.event["data"]["required"].append("visitor_id"),
            lambda: self.event.update(feed="none"),
            lambda: self.common["$defs"]["parcel"]["properties"].update(more=TEXT),
            lambda: self.common["$defs"]["sender"]["properties"].update(more=TEXT),
            lambda: self.common["$defs"]["role"]["enum"].append("leader"),
        ):
            self.common, self.visits = copy.deepcopy(COMMON), copy.deepcopy(VISITS)
            change()
            self.refuses("version 1 is released and differs")

    def test_an_envelope_with_a_new_version(self):
        self.common["$defs"]["sender"]["properties"]["more"] = TEXT
        self.refuses("common.json: parcel: version 1 is released and differs")
        self.common["$defs"]["parcel"]["version"] = 2
        self.assertEqual("released samspil.common.parcel version 2\n", self.passes("release"))
        self.common["$defs"]["place"]["properties"]["more"] = TEXT
        self.refuses("visits.json: planned: version 1 is released and differs")

    def test_versions_stand_in_the_documents(self):
        self.common["$defs"]["parcel"]["version"] = 7
        self.passes("build", self.schemas / "out")
        for name, text in (("asyncapi.yaml", "x-version: 7"), ("reference.html", "type, version 7")):
            self.assertEqual((self.schemas / "out" / name).read_text(encoding="utf-8").count(text), 1)

    def test_descriptions_may_change(self):
        self.command["description"] = self.visit["properties"]["note"]["description"] = "Better words."
        self.passes()

    def test_a_new_version_passes_and_is_entered(self):
        self.command["version"] = 2
        self.command["input"]["properties"]["more"] = TEXT
        self.assertIn("samspil.visits.plan_visit version 2 is not yet released", self.passes())
        self.assertEqual("released samspil.visits.plan_visit version 2\n", self.passes("release"))
        self.assertEqual("", self.passes())
        self.command["version"] = 1
        self.refuses("version 2 is released")

    def test_what_is_released_stays(self):
        del self.visits["queries"]
        self.refuses("samspil.visits.list_visits: is released, but its contract is gone")

    def test_release_does_not_paper_over_a_change(self):
        self.command["roles"].append("citizen")
        self.refuses("version 1 is released and differs", verb=("release",))

    def test_build_writes_nothing_when_the_gate_is_shut(self):
        self.command["roles"].append("citizen")
        self.refuses("version 1 is released and differs", verb=("build", self.schemas / "out"))
        self.assertFalse((self.schemas / "out").exists())


class BuildTest(GeneratorTest):
    def test_the_same_again_leaves_the_files_alone(self):
        out = self.schemas / "out"
        self.passes("build", out)
        before = {path: path.stat().st_mtime_ns for path in out.iterdir()}
        self.visits["description"] = "Other words."
        self.passes("build", out)
        changed = {path.name for path, time in before.items() if path.stat().st_mtime_ns != time}
        self.assertIn("visits_contract.h", changed)
        self.assertNotIn("homes_contract.h", changed)

    def test_handlers_and_what_is_applied(self):
        self.passes("build", self.schemas / "out")
        text = (self.schemas / "out" / "visits_dispatch.h").read_text(encoding="utf-8")
        for part in (
            "int visits_plan_visit(struct call *call, const struct visits_plan_visit *in, struct visits_plan_visit_result *out);",
            "int apply_homes_built(struct store *store, const struct event *event, const struct homes_built *data);",
            "static inline int emit_visits_planned(struct call *call, const struct visits_planned *data)",
        ):
            self.assertIn(part, text)
        self.assertNotIn("emit_homes_built", text)


class MigrationsTest(GeneratorTest):
    def migrate(self, *names):
        paths = [self.schemas / name for name in names]
        for path in paths:
            path.write_text('CREATE TABLE a (b TEXT DEFAULT "\\ø");\n', encoding="utf-8")
        return self.run_generate("migrations", self.schemas / "out.c", "visits", *paths)[1]

    def test_numbers_are_without_gap(self):
        self.assertIn("must be called 0002-", self.migrate("0001-first.sql", "0003-third.sql"))

    def test_sql_becomes_text(self):
        self.assertIsNone(self.migrate("0001-first.sql", "0002-second.sql"))
        text = (self.schemas / "out.c").read_text(encoding="utf-8")
        self.assertIn(r'"CREATE TABLE a (b TEXT DEFAULT \"\\\303\270\");\n"', text)
        self.assertLess(text.index("0001-first"), text.index("0002-second"))


if __name__ == "__main__":
    unittest.main()
