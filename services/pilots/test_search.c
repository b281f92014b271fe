/* SPDX-License-Identifier: EUPL-1.2 */
/* How pilots are found: words, filters, pages, similar ones, whole records; and that a rebuild finds the same. */
#include "test_people.h"

static int set_up(void **state)
{
    (void) state;
    return people_set_up("test_search.db");
}

/* Names of what is found, separated by bars. */
static const char *names(const struct pilots_hit_list *hits)
{
    const char *all = "";
    for (size_t i = 0; i < hits->count; i++)
        all = arena_print(&arena, "%s%s%s", all, i ? "|" : "", hits->items[i].name);
    return all;
}

static const char *search(const struct common_principal *who, const struct pilots_search_pilots *in)
{
    struct pilots_search_pilots_result out;
    assert_int_equal(test_run(test, who, &pilots_search_pilots_procedure, in, &out), 0);
    return names(&out.pilots);
}
#define SEARCH(who, ...) search(who, &(const struct pilots_search_pilots){__VA_ARGS__})

static const struct pilots_supplier lab = {.name = "Lab Ærø"};
static const char *letters_id, *phone_id, *draft_id;

static void three_pilots(void)
{
    const char *tags[] = {"letters"};
    letters_id =
        register_record(&tom,
                        (struct pilots_record) RECORD("Letters", .supplier = &lab,
                                                      .domains = IN_SET(PILOTS_DOMAIN_WORK), .risk = PILOTS_RISK_HIGH),
                        true);
    phone_id = register_record(&cleo, (struct pilots_record) RECORD("Phone", .tags = {tags, 1}), true);
    draft_id = register_record(&tom, (struct pilots_record) RECORD("Draft", .methods = "Letters are read."), false);
}

static void test_words_and_who_sees_what(void **state)
{
    (void) state;
    three_pilots();
    assert_string_equal(SEARCH(&anybody, .text = NULL), "Phone|Letters");
    assert_string_equal(SEARCH(&tom, .text = NULL), "Draft|Phone|Letters");
    assert_string_equal(SEARCH(&importer, .text = NULL), "Draft|Phone|Letters");
    assert_string_equal(SEARCH(&tom, .text = "letter"), "Letters|Phone|Draft"); /* all say letters, name counts most */
    assert_string_equal(SEARCH(&anybody, .text = "AERO"), "");
    assert_string_equal(SEARCH(&anybody, .text = "ærø"), "Letters");
    assert_string_equal(SEARCH(&anybody, .text = "waits phone"), "Phone");
    assert_string_equal(SEARCH(&anybody, .text = "\" OR ("), "");
}

static void test_filters(void **state)
{
    (void) state;
    three_pilots();
    struct pilots_log_evidence_result logged;
    DO(&cleo, pilots_log_evidence, &logged, .pilot_id = phone_id, .kind = PILOTS_EVIDENCE_KIND_EVALUATION, .title = "E",
       .outcome = PILOTS_OUTCOME_DID_NOT);
    const char *const texts[] = {NULL, "letters"};
    for (size_t i = 0; i < 2; i++) {
        const char *text = texts[i];
        assert_string_equal(SEARCH(&anybody, .text = text, .domain = PILOTS_DOMAIN_WORK), "Letters");
        assert_string_equal(SEARCH(&anybody, .text = text, .risk = PILOTS_RISK_HIGH), "Letters");
        assert_string_equal(SEARCH(&anybody, .text = text, .risk = PILOTS_RISK_LIMITED), "");
        assert_string_equal(SEARCH(&anybody, .text = text, .stage = PILOTS_STAGE_PILOT), "");
        assert_string_equal(SEARCH(&anybody, .text = text, .country = "NL"), "Phone");
        assert_string_equal(SEARCH(&anybody, .text = text, .supplier = "LAB ÆRØ"), "Letters");
        assert_string_equal(SEARCH(&anybody, .text = text, .outcome = PILOTS_OUTCOME_DID_NOT), "Phone");
        assert_string_equal(SEARCH(&anybody, .text = text, .source_system = "nl"), "");
        assert_string_equal(SEARCH(&anybody, .text = text, .challenge_id = NOBODY), "");
        assert_string_equal(SEARCH(&tom, .text = text, .has_published = true, .published = false), "Draft");
        assert_string_equal(SEARCH(&anybody, .text = text, .organisation_id = CITY), "Phone");
        assert_string_equal(SEARCH(&anybody, .text = text, .has_stale = true, .stale = true), "");
    }
    test_clock(test, time_now_ms() + INT64_C(200) * 86400000);
    assert_string_equal(SEARCH(&anybody, .has_stale = true, .stale = true), "Phone|Letters");
    assert_string_equal(SEARCH(&anybody, .has_stale = true, .stale = false), "");
}

static void test_the_index_follows_updates(void **state)
{
    (void) state;
    three_pilots();
    struct pilots_update_pilot_result updated;
    DO(&tom, pilots_update_pilot, &updated, .pilot_id = letters_id, .expected_version = 1,
       .record = {.name = "Parcels", .summary = "S", .purpose = "P", .contact_email = "a@town.example"});
    assert_string_equal(SEARCH(&anybody, .text = "parcels"), "Parcels");
    assert_string_equal(SEARCH(&anybody, .text = "letters"), "Phone");
    assert_string_equal(SEARCH(&anybody, .supplier = "Lab Ærø"), "");
}

static void test_pages(void **state)
{
    (void) state;
    for (int i = 0; i < 7; i++)
        register_record(&tom,
                        (struct pilots_record) RECORD(arena_print(&arena, "P%d", i), .methods = i % 2 ? "odd" : "even"),
                        true);
    const char *const texts[] = {NULL, "letters", "odd"};
    const size_t expected[] = {7, 7, 3};
    for (size_t i = 0; i < 3; i++) {
        struct pilots_search_pilots_result page = {.next = NULL};
        const char *all = SEARCH(&anybody, .text = texts[i]), *joined = "";
        size_t count = 0;
        do {
            GET(&anybody, pilots_search_pilots, &page, .text = texts[i], .after = page.next, .has_limit = true,
                .limit = 3);
            joined = arena_print(&arena, "%s%s%s", joined, count ? "|" : "", names(&page.pilots));
            count += page.pilots.count;
        } while (page.next);
        assert_int_equal(count, expected[i]);
        assert_string_equal(joined, all);
    }
    struct pilots_search_pilots_result page;
    assert_int_equal(ASK(&anybody, pilots_search_pilots, &page, .after = "1|x"), PROBLEM_INVALID_ARGUMENT);
}

static void test_similar_ones(void **state)
{
    (void) state;
    struct pilots_find_similar_result similar;
    const char *debt = register_record(
        &tom, (struct pilots_record){.name = "Early warning of debt", .summary = "Finds arrears", .purpose = "Help"},
        false);
    register_record(&cleo, (struct pilots_record) RECORD("Vroege hulp bij debt arrears", ), true);
    register_record(&cleo, (struct pilots_record) RECORD("Debt", ), true);
    register_record(&cleo, (struct pilots_record) RECORD("Letters", ), true);
    register_record(&cleo, (struct pilots_record) RECORD("Debt, hidden", ), false);
    GET(&tom, pilots_find_similar, &similar, .pilot_id = debt);
    assert_string_equal(names(&similar.pilots), "Vroege hulp bij debt arrears|Debt");
    GET(&tom, pilots_find_similar, &similar, .pilot_id = debt, .has_limit = true, .limit = 1);
    assert_int_equal(similar.pilots.count, 1);
    const char *alone = register_record(&tom, (struct pilots_record){.name = "Unheard"}, false);
    GET(&tom, pilots_find_similar, &similar, .pilot_id = alone);
    assert_int_equal(similar.pilots.count, 0);
}

static void test_whole_records(void **state)
{
    (void) state;
    three_pilots();
    struct pilots_list_records_result page = {.next = NULL};
    size_t count = 0;
    char *large = arena_zero(&arena, 5001);
    memset(large, 'x', 5000);
    for (int i = 0; i < 20; i++)
        register_record(&tom,
                        (struct pilots_record) RECORD("Large", .methods = large, .benefit = large, .risks = large,
                                                      .appeals = large),
                        true);
    do {
        GET(&importer, pilots_list_records, &page, .after = page.next);
        count += page.pilots.count;
        assert_true(page.pilots.count <= 16); /* ends early: when it has 256 KiB */
    } while (page.next);
    assert_int_equal(count, 23);
    GET(&anybody, pilots_list_records, &page, .organisation_id = CITY);
    assert_int_equal(page.pilots.count, 1);
    assert_string_equal(page.pilots.items[0].record.tags.items[0], "letters");
    assert_int_equal(page.pilots.items[0].organisations.count, 1);
    GET(&anybody, pilots_list_records, &page, .source_system = "nl");
    assert_int_equal(page.pilots.count, 0);
}

/* Something of everything. */
static void fill(void)
{
    three_pilots();
    union {
        struct pilots_post_challenge_result challenge;
        struct pilots_update_challenge_result changed;
        struct pilots_close_challenge_result closed;
        struct pilots_answer_proposal_result answered;
        struct pilots_update_pilot_result updated;
        struct pilots_move_stage_result moved;
        struct pilots_follow_pilot_result followed;
        struct pilots_cite_pilot_result cited;
        struct pilots_confirm_record_result confirmed;
        struct pilots_answer_question_result answer;
        struct pilots_answer_error_result error;
    } out;
    struct pilots_propose_partnership_result proposal;
    struct pilots_start_pilot_result started;
    DO(&tom, pilots_post_challenge, &out.challenge, .title = "Debt", .problem = "P", .language = "en");
    const char *challenge = out.challenge.challenge_id;
    DO(&tom, pilots_update_challenge, &out.changed, .challenge_id = challenge, .expected_version = 1, .title = "Debts",
       .problem = "P", .language = "en");
    DO(&lea, pilots_propose_partnership, &proposal, .challenge_id = challenge, .text = "We");
    DO(&tom, pilots_answer_proposal, &out.answered, .proposal_id = proposal.proposal_id, .accept = true);
    const struct pilots_assignment lead = {LAB, PILOTS_RESPONSIBILITY_KIND_LEAD, "Head"};
    DO(&tom, pilots_start_pilot, &started, .challenge_id = challenge, .responsibilities = {&lead, 1});
    DO(&tom, pilots_close_challenge, &out.closed, .challenge_id = challenge, .reason = PILOTS_CLOSE_REASON_STARTED);
    DO(&tom, pilots_update_pilot, &out.updated, .pilot_id = letters_id, .expected_version = 1,
       .record = RECORD("Parcels", ));
    DO(&tom, pilots_move_stage, &out.moved, .pilot_id = letters_id, .to_stage = PILOTS_STAGE_STOPPED, .why = "W",
       .decided_by = "D");
    DO(&cleo, pilots_follow_pilot, &out.followed, .pilot_id = letters_id);
    DO(&cleo, pilots_cite_pilot, &out.cited, .pilot_id = letters_id, .citing_id = phone_id);
    DO(&cleo, pilots_confirm_record, &out.confirmed, .pilot_id = phone_id, .version = 1);

    struct pilots_define_indicator_result indicator;
    struct pilots_log_evidence_result first, second;
    DO(&tom, pilots_define_indicator, &indicator, .pilot_id = letters_id, .name = "Wait", .unit = "days");
    const struct pilots_number wait = {
        .name = "Wait", .value = 2.5, .unit = "days", .indicator_id = indicator.indicator_id};
    DO(&tom, pilots_log_evidence, &first, .pilot_id = letters_id, .kind = PILOTS_EVIDENCE_KIND_BASELINE, .title = "B",
       .numbers = {&wait, 1});
    DO(&tom, pilots_log_evidence, &second, .pilot_id = letters_id, .kind = PILOTS_EVIDENCE_KIND_BASELINE, .title = "C",
       .numbers = {&wait, 1}, .replaces = first.evidence_id);

    struct pilots_share_experience_result note;
    struct pilots_ask_question_result question;
    struct pilots_report_error_result report;
    DO(&tom, pilots_share_experience, &note, .pilot_id = letters_id, .language = "da", .again = PILOTS_AGAIN_NO);
    DO(&cleo, pilots_ask_question, &question, .pilot_id = letters_id, .language = "nl", .text = "Q");
    DO(&tom, pilots_answer_question, &out.answer, .question_id = question.question_id, .language = "da", .text = "A");
    DO(&anybody, pilots_report_error, &report, .pilot_id = letters_id, .text = "E");
    DO(&tom, pilots_answer_error, &out.error, .report_id = report.report_id, .corrected = false, .text = "N");
    test_follow(test, &directory_organisation_updated_event,
                &(const struct directory_organisation_updated){
                    .organisation_id = LAB, .name = "Labs", .type = COMMON_ORGANISATION_TYPE_AGENCY});
}

/* Something in every table; whether a rebuild gives the same, the tear-down asks. */
static void test_rebuild_gives_the_same(void **state)
{
    (void) state;
    fill();
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, people_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_words_and_who_sees_what),
        TEST(test_filters),
        TEST(test_the_index_follows_updates),
        TEST(test_pages),
        TEST(test_similar_ones),
        TEST(test_whole_records),
        TEST(test_rebuild_gives_the_same),
    };
    return cmocka_run_group_tests_name("search", tests, NULL, NULL);
}
