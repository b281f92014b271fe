# SPDX-License-Identifier: EUPL-1.2
"""People of a case, with curl: somebody asks for help and begins without a caseworker; somebody else's need reaches one;
a relative reads and writes for the citizen within what they were given, until it ends."""
import sys
import unittest

import flow
from curl import Feed, Json, Person
from samspil import Instance, new_command_id


def offers_of(answer: Json) -> list[str]:
    return [offer["offer_id"] for offer in answer["offers"]]


class Together(unittest.TestCase):
    instance: Instance

    @classmethod
    def setUpClass(cls) -> None:
        operator = Person(cls.instance, "operator")
        members = (("Aaby", "municipality", "anna", "caseworker"), ("Bakkeby", "municipality", "bodil", "caseworker"),
                   ("Visiting Friends", "voluntary", "vera", "coordinator"))
        cls.ids = {}
        for name, kind, subject, role in members:
            made = operator.command("directory.register_organisation", name=name, type=kind)
            operator.command("directory.add_member", **made, subject=subject, roles=[role])
            if subject == "anna":
                operator.command("directory.add_member", **made, subject="bo", name="Bo", roles=[role])
            cls.ids[name] = made["organisation_id"]
        cls.anna, cls.bodil, cls.vera = (Person(cls.instance, subject) for _, _, subject, _ in members)
        offer = {"description": "A volunteer comes by for company.", "categories": ["loneliness"]}
        cls.visits = cls.vera.command("directory.publish_offer", name="A visiting friend", **offer)["offer_id"]
        cls.assessed = cls.vera.command("directory.publish_offer", name="A companion for the long days of loneliness",
                                        assessment_required=True, **offer)["offer_id"]

    def feed_of(self, person: Person, after: str = "") -> Feed:
        feed = person.feed(after)
        self.addCleanup(feed.close)
        return feed

    def ask(self, person: Person, need: str, **more: object) -> Json:
        return person.command("cases.inquire", by="self", need=need, municipality_id=self.ids["Aaby"], citizen_name="Invented", **more)

    def test_a_simple_need_starts_without_waiting(self) -> None:
        ida, feed = Person(self.instance, "ida"), self.feed_of(self.anna)
        command_id, question = new_command_id(), {
            "by": "self", "need": "I am lonely, and would like company", "municipality_id": self.ids["Aaby"],
            "citizen_name": "Ida Invented", "phone": "+45 00 00 00 01"}
        answer = ida.call("cases.inquire", 200, command_id, **question)
        self.assertEqual((answer["route"], answer["why"], offers_of(answer)), ("offers", [], [self.visits]))
        self.assertEqual(ida.call("cases.inquire", 200, command_id, **question), answer)

        # Who asked is the citizen of that case from the answer on, and nobody had to do anything for it.
        [case] = ida.call("cases.list_cases")["cases"]
        self.assertEqual((case["case_id"], case["citizen_name"], case["linked"]), (answer["case_id"], "Ida Invented", True))
        given = {"case_id": case["case_id"], "organisation_id": self.ids["Visiting Friends"], "purpose": "SocialWelfareProvision",
                 "categories": ["contact", "referral"], "text": "They may know.", "language": "en"}
        ida.command("consents.give_consent", **given)
        sent = {"case_id": case["case_id"], "reason": "The days are long."}
        self.assertEqual(ida.command("referrals.send_referral", 409, offer_id=self.assessed, **sent)["code"], "assessment_required")
        referral_id = ida.command("referrals.send_referral", offer_id=self.visits, **sent)["referral_id"]
        self.vera.command("referrals.accept_referral", referral_id=referral_id, contact_date="2030-01-15")
        started = self.vera.command("referrals.start_referral", referral_id=referral_id)
        self.assertEqual(started["status"], "in-progress")

        # The municipality was told, and nothing waits for it.
        for event in ("cases.inquired", "cases.opened", "referrals.requested"):
            feed.expect(event, case_id=case["case_id"])
        listed = self.anna.call("cases.list_inquiries", case_id=case["case_id"])["inquiries"]
        self.assertEqual([(one["inquiry_id"], one["status"]) for one in listed], [(answer["inquiry_id"], "answered")])

    def test_nobody_invents_people(self) -> None:
        olga, relative = Person(self.instance, "olga"), {
            "by": "relative", "need": "My mother is lonely, and would like company", "citizen_name": "Invented",
            "municipality_id": self.ids["Aaby"]}
        for _ in range(5):  # each is answered with offers, and is one more case for the municipality
            self.assertEqual(olga.command("cases.inquire", **relative)["route"], "offers")
        self.assertEqual(olga.command("cases.inquire", 409, **relative)["code"], "too_many_inquiries")

    def test_what_is_more_reaches_a_caseworker(self) -> None:
        karim, feed = Person(self.instance, "karim"), self.feed_of(self.anna)
        answer = self.ask(karim, "I am lonely, and letters about money pile up", signals=["debt", "several_needs"])
        self.assertEqual((answer["route"], answer["why"], offers_of(answer)),
                         ("caseworker", ["debt", "several_needs"], [self.visits]))
        told = feed.expect("cases.inquired", inquiry_id=answer["inquiry_id"])["data"]
        self.assertEqual(told["need"], "I am lonely, and letters about money pile up")
        waiting = self.anna.call("cases.list_inquiries", status=["waiting"])["inquiries"]
        self.assertEqual([one["inquiry_id"] for one in waiting], [answer["inquiry_id"]])
        self.assertEqual(self.bodil.call("cases.list_inquiries")["inquiries"], [])
        self.assertEqual(self.bodil.command("cases.take_inquiry", 404, inquiry_id=answer["inquiry_id"])["code"], "not_found")

        self.anna.command("cases.take_inquiry", inquiry_id=answer["inquiry_id"])
        theirs = self.feed_of(karim)
        theirs.expect("cases.inquiry_taken", inquiry_id=answer["inquiry_id"])
        self.anna.command("cases.send_message", case_id=answer["case_id"], text="Shall we look at the letters on Tuesday?")
        theirs.expect("cases.message_sent", case_id=answer["case_id"])
        karim.command("cases.send_message", case_id=answer["case_id"], text="Yes.")
        texts = [one["text"] for one in self.anna.call("cases.list_messages", case_id=answer["case_id"])["messages"]]
        self.assertEqual(texts, ["Yes.", "Shall we look at the letters on Tuesday?"])
        self.anna.command("cases.close_inquiry", inquiry_id=answer["inquiry_id"], answer="We met.")
        [closed] = karim.call("cases.list_inquiries")["inquiries"]
        self.assertEqual((closed["status"], closed["answer"]), ("closed", "We met."))

    def test_one_caseworker_is_responsible_and_hands_over(self) -> None:
        lena, bo = Person(self.instance, "lena"), Person(self.instance, "bo")
        answer = self.ask(lena, "Letters about money pile up", signals=["debt"])
        case_id, feed = answer["case_id"], self.feed_of(bo)
        self.assertNotIn("responsible", self.anna.call("cases.get_case", case_id=case_id)["case"])
        self.assertIn(answer["inquiry_id"], self.own_inquiries(bo))

        self.anna.command("cases.take_inquiry", inquiry_id=answer["inquiry_id"])
        self.assertEqual(bo.call("cases.get_case", case_id=case_id)["case"]["responsible"], {"subject": "anna"})
        self.assertNotIn(answer["inquiry_id"], self.own_inquiries(bo))
        terms = {"case_id": case_id, "organisation_id": self.ids["Visiting Friends"], "purpose": "SocialWelfareProvision",
                 "categories": ["contact", "referral"], "text": "I agree.", "language": "en"}
        lena.command("consents.give_consent", **terms)
        sent = self.anna.command("referrals.send_referral", case_id=case_id, offer_id=self.visits, reason="Company")

        [colleague] = [one for one in self.anna.call("directory.list_colleagues")["colleagues"] if one["subject"] == "bo"]
        self.assertEqual(colleague["name"], "Bo")
        self.anna.command("cases.assign_case", case_id=case_id, subject="bo")
        self.assertEqual(feed.expect("cases.assigned", case_id=case_id)["data"]["subject"], "bo")
        for person, is_theirs in ((bo, True), (self.anna, False)):
            referrals = person.call("referrals.list_referrals", box="mine")["referrals"]
            cases = person.call("cases.list_cases", mine=True)["cases"]
            consents = person.call("consents.list_consents", mine=True)["consents"]
            self.assertEqual(sent["referral_id"] in [one["referral_id"] for one in referrals], is_theirs)
            self.assertEqual(case_id in [one["case_id"] for one in cases], is_theirs)
            self.assertEqual(case_id in [one["case_id"] for one in consents], is_theirs)
            self.assertEqual(answer["inquiry_id"] in self.own_inquiries(person), is_theirs)

        # Neither the citizen nor the organisation reads whose it is.
        for person in (lena, self.vera):
            self.assertNotIn("responsible", person.call("cases.get_case", case_id=case_id)["case"])
        self.assertNotIn("samspil.cases.assigned", [one["type"] for one in lena.call("disclosures.read_feed")["events"]])
        self.anna.command("cases.close_inquiry", inquiry_id=answer["inquiry_id"])

    @staticmethod
    def own_inquiries(person: Person) -> list[str]:
        return [one["inquiry_id"] for one in person.call("cases.list_inquiries", mine=True)["inquiries"]]

    def test_who_asks_for_a_relative_gets_the_answer_only(self) -> None:
        answer = Person(self.instance, "sara").command(
            "cases.inquire", by="relative", need="My father needs somebody to talk with in his loneliness", citizen_name="Mr Invented",
            municipality_id=self.ids["Bakkeby"], inquirer_name="Sara", inquirer_contact="+45 00 00 00 09")
        self.assertEqual((offers_of(answer), answer.get("case_id")), ([self.visits], None))
        [told] = self.bodil.call("cases.list_inquiries")["inquiries"]
        self.assertEqual((told["inquirer_name"], told["by"]), ("Sara", "relative"))
        [case] = self.bodil.call("cases.list_cases")["cases"]
        self.assertEqual((case["citizen_name"], case["linked"]), ("Mr Invented", False))
        self.bodil.command("cases.close_inquiry", inquiry_id=told["inquiry_id"])

    def test_a_representative_acts_within_scope_until_it_ends(self) -> None:
        lone, rita = Person(self.instance, "lone"), Person(self.instance, "rita")
        case_id = self.ask(lone, "I am lonely")["case_id"]
        added = lone.command("cases.add_representative", case_id=case_id, name="Rita Invented", relation="relative",
                             scopes=["case", "messages"])
        self.assertEqual(rita.call("cases.get_case", 403, case_id=case_id)["code"], "not_authorized")
        code = lone.command("cases.invite_representative", **added)["code"]
        self.assertEqual(rita.command("cases.accept_invitation", code=code)["representation_id"], added["representation_id"])

        [own] = rita.call("cases.list_own_representations")["representations"]
        self.assertEqual((own["case_id"], own["citizen_name"]), (case_id, "Invented"))
        self.assertEqual(rita.call("cases.get_case", case_id=case_id)["case"]["citizen_name"], "Invented")
        rita.command("cases.send_message", case_id=case_id, text="She cannot come on Tuesday.")
        [message] = self.anna.call("cases.list_messages", case_id=case_id)["messages"]
        self.assertEqual((message["sender"], message["text"]), ("representative", "She cannot come on Tuesday."))
        refused = {"referrals.send_referral": {"case_id": case_id, "offer_id": self.visits, "reason": "x"},
                   "cases.add_representative": {"case_id": case_id, "name": "Otto", "relation": "other", "scopes": ["case"]}}
        for procedure, arguments in refused.items():
            self.assertEqual(rita.command(procedure, 403, **arguments)["code"], "not_authorized", procedure)

        # What she looked at is on record.
        listed = lone.call("disclosures.list_disclosures", limit=200)["disclosures"]
        self.assertIn(("read", "samspil.cases.get_case", "own_data"), [(one["kind"], one["what"], one["basis"]) for one in listed])

        feed = self.feed_of(rita)
        feed.expect("cases.message_sent", case_id=case_id)
        lone.command("cases.end_representation", **added)
        feed.process.wait(timeout=15)  # the product ends it
        self.assertEqual(rita.call("cases.get_case", 403, case_id=case_id)["code"], "not_authorized")
        self.assertEqual(rita.command("cases.send_message", 403, case_id=case_id, text="Still here?")["code"], "not_authorized")
        self.assertEqual(rita.call("cases.list_own_representations")["representations"], [])


if __name__ == "__main__":
    sys.exit(flow.run(Together, __doc__, needs=["curl"]))
