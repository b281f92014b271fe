/* SPDX-License-Identifier: EUPL-1.2 */
/* The command `samspil` against the running product. */
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <jansson.h>

#include "instance.h"
#include "scratch.h"

enum { LINE_SECONDS = 30 };

static struct instance *product;
static char program[4096];
static struct scratch folder;

static int set_up(void **state)
{
    (void) state;
    product = instance_start(0);
    snprintf(program, sizeof(program), "%s/bin/samspil", instance_state(product));
    setenv("SAMSPIL_STATE", instance_state(product), 1);
    scratch_make(&folder);
    return 0;
}

static int tear_down(void **state)
{
    (void) state;
    scratch_remove(&folder);
    instance_stop(product);
    return 0;
}

static void expect_import(const char *expected)
{
    char *said = RUN(program, "import", "hsds", folder.path, "--source", "test");
    if (strncmp(said, expected, strlen(expected)) != 0)
        fail_msg("the import said: %s", said);
    free(said);
}

static size_t count_offers(void)
{
    char *said = RUN(program, "call", "directory.search_offers", "limit=200", "--as", "operator");
    json_t *page = json_loads(said, 0, NULL);
    size_t count = json_array_size(json_object_get(page, "offers"));
    json_decref(page);
    free(said);
    return count;
}

/* Makes somebody a member of the imported organisation. */
static void add_coordinator(const char *subject)
{
    char *said = RUN(program, "call", "directory.list_organisations", "source_system=test", "--as", "operator");
    char organisation[64], who[64];
    json_t *page = json_loads(said, 0, NULL);
    const json_t *first = json_array_get(json_object_get(page, "organisations"), 0);
    snprintf(organisation, sizeof(organisation), "organisation_id=%s",
             json_string_value(json_object_get(first, "organisation_id")));
    snprintf(who, sizeof(who), "subject=%s", subject);
    free(RUN(program, "call", "directory.add_member", organisation, who, "roles=coordinator", "--as", "operator"));
    json_decref(page);
    free(said);
}

/* Before anything is done, not after it. */
static void expect_no_import_without_its_report(void)
{
    char *said;
    const char *const command[] = {program, "import", "hsds", folder.path, "--report", "/nonexistent/report.csv", NULL};
    assert_int_equal(command_run(command, COMMAND_OUTPUT_AND_ERRORS, &said), 1);
    assert_string_equal(said, "/nonexistent/report.csv: No such file or directory\n");
    free(said);
    assert_int_equal(count_offers(), 0);
}

static void offers_are_imported(void **state)
{
    (void) state;
    scratch_put(&folder, "organizations.csv", "id,name\no1,Naboskabet\n");
    scratch_put(&folder, "services.csv",
                "id,organization_id,name,status\ns1,o1,Besøgsven,active\ns2,o1,Cafe,active\ns3,o1,Tur,active\n");
    expect_no_import_without_its_report();
    expect_import("3 offers accepted: 3 published, 0 updated, 0 unchanged; 0 withdrawn\n"
                  "organisations: 1 registered, 0 updated\n");
    expect_import("3 offers accepted: 0 published, 0 updated, 3 unchanged; 0 withdrawn\n"
                  "organisations: 0 registered, 0 updated\n");
    assert_int_equal(count_offers(), 3);
    add_coordinator("carl");
    scratch_put(&folder, "services.csv", "id,organization_id,name,status\ns1,o1,Ven,active\ns2,o1,Cafe,active\n");
    expect_import("2 offers accepted: 0 published, 1 updated, 1 unchanged; 1 withdrawn\n");
    assert_int_equal(count_offers(), 2);
    scratch_put(&folder, "services.csv",
                "id,organization_id,name,status\ns1,o1,Besøgsven,active\ns2,o1,Cafe,active\ns3,o1,Tur,active\n");
    expect_import("3 offers accepted: 0 published, 2 updated, 1 unchanged; 0 withdrawn\n");
    assert_int_equal(count_offers(), 3);
}

static void expect_register(const char *register_name, const char *path, const char *expected)
{
    char *said = RUN(program, "import", "registers", register_name, path);
    if (strncmp(said, expected, strlen(expected)) != 0)
        fail_msg("the import said: %s", said);
    free(said);
}

static void registers_go_in_and_out(void **state)
{
    char source[200], exported[200];
    (void) state;
    snprintf(source, sizeof(source), "%s/source.json", folder.path);
    snprintf(exported, sizeof(exported), "%s/exported.json", folder.path);
    scratch_put(&folder, "source.json",
                "[{\"id\": \"1\", \"title\": \"Post\", \"organisatie\": \"Veldmeer\", \"status\": \"in_gebruik\"},"
                " {\"id\": \"2\", \"title\": \"Zorg\", \"organisatie\": \"Veldmeer\", \"status\": \"ontwikkeling\"}]");
    expect_register("nl", source,
                    "2 records accepted: 2 registered, 0 updated, 0 unchanged; 0 withdrawn\n"
                    "organisations: 1 registered\n");
    expect_register("nl", source, "2 records accepted: 0 registered, 0 updated, 2 unchanged; 0 withdrawn\n");
    const char *const formats[] = {"nl", "uk"};
    for (size_t i = 0; i < 2; i++) {
        free(RUN(program, "export", "registers", formats[i], "--output", exported));
        expect_register(formats[i], exported,
                        "2 records accepted: 0 registered, 0 updated, 2 unchanged; 0 withdrawn\n"
                        "organisations: 0 registered\n");
    }
    scratch_put(&folder, "source.json",
                "[{\"id\": \"1\", \"title\": \"Post!\", \"organisatie\": \"Veldmeer\", \"status\": \"in_gebruik\"}]");
    expect_register("nl", source, "1 records accepted: 0 registered, 1 updated, 0 unchanged; 1 withdrawn\n");
    scratch_put(&folder, "source.json",
                "[{\"id\": \"1\", \"title\": \"Post\", \"organisatie\": \"Veldmeer\", \"status\": \"in_gebruik\"},"
                " {\"id\": \"2\", \"title\": \"Zorg\", \"organisatie\": \"Veldmeer\", \"status\": \"ontwikkeling\"}]");
    expect_register("nl", source, "2 records accepted: 0 registered, 2 updated, 0 unchanged; 0 withdrawn\n");
}

static void status_shows_every_process(void **state)
{
    (void) state;
    static const char *const processes[] = {"cases",   "consents", "directory", "disclosures", "gateway",
                                            "imports", "pilots",   "plans",     "referrals"};
    free(RUN(program, "wait-ready", "--timeout", "30"));
    char *said = RUN(program, "status");
    for (size_t i = 0; i < sizeof(processes) / sizeof(*processes); i++) {
        char line[32];
        snprintf(line, sizeof(line), "\n%s ", processes[i]);
        assert_non_null(strstr(said, line));
    }
    free(said);
}

/* A command whose output is read while it runs. */
struct reading {
    pid_t child;
    FILE *from;
};

static struct reading follow_feed(void)
{
    int ends[2];
    assert_return_code(pipe(ends), 0);
    struct reading reading = {.child = fork()};
    assert_true(reading.child >= 0);
    if (reading.child == 0) {
        dup2(ends[1], STDOUT_FILENO);
        execl(program, "samspil", "feed", "--public", "--follow", "--as", "carl", (char *) NULL);
        _exit(127);
    }
    close(ends[1]);
    reading.from = fdopen(ends[0], "r");
    setvbuf(reading.from, NULL, _IONBF, 0); /* so that poll knows of all there is */
    return reading;
}

/* The cursor of the next event; *type gets its type. */
static long next_event(struct reading *reading, char *type, size_t size)
{
    struct pollfd ready = {.fd = fileno(reading->from), .events = POLLIN};
    char *line = NULL;
    size_t capacity = 0;
    assert_int_equal(poll(&ready, 1, LINE_SECONDS * 1000), 1);
    assert_true(getline(&line, &capacity, reading->from) > 0);
    json_t *event = json_loads(line, 0, NULL);
    assert_non_null(event);
    snprintf(type, size, "%s", json_string_value(json_object_get(event, "type")));
    long cursor = strtol(json_string_value(json_object_get(event, "cursor")), NULL, 10);
    json_decref(event);
    free(line);
    return cursor;
}

static void the_feed_is_followed_past_a_crash(void **state)
{
    (void) state;
    struct reading reading = follow_feed();
    char type[80] = "";
    long last = 0, cursor;
    free(RUN(program, "call", "directory.register_organisation", "name=Before", "type=agency", "--as", "operator"));
    for (int seen = 0; seen < 2; last = cursor) { /* the import's, and this one */
        cursor = next_event(&reading, type, sizeof(type));
        assert_true(cursor > last);
        seen += strcmp(type, "samspil.directory.organisation_registered") == 0;
    }
    instance_kill(product, "gateway", SIGKILL);
    instance_wait_ready(product);
    free(RUN(program, "call", "directory.register_organisation", "name=After", "type=agency", "--as", "operator"));
    cursor = next_event(&reading, type, sizeof(type));
    assert_string_equal(type, "samspil.directory.organisation_registered");
    assert_true(cursor > last);
    kill(reading.child, SIGTERM);
    waitpid(reading.child, NULL, 0);
    fclose(reading.from);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(offers_are_imported),
        cmocka_unit_test(status_shows_every_process),
        cmocka_unit_test(the_feed_is_followed_past_a_crash),
        cmocka_unit_test(registers_go_in_and_out),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
