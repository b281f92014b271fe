/* SPDX-License-Identifier: EUPL-1.2 */
#include "test_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

int set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof(*fixture));
    scratch_make(&fixture->folder);
    snprintf(fixture->source, sizeof(fixture->source), "%s", scratch_path(&fixture->folder, "source.json"));
    snprintf(fixture->exported, sizeof(fixture->exported), "%s", scratch_path(&fixture->folder, "exported.json"));
    snprintf(fixture->report, sizeof(fixture->report), "%s", scratch_path(&fixture->folder, "report.csv"));
    fixture->services = test_services_new();
    *state = fixture;
    return 0;
}

int tear_down(void **state)
{
    struct fixture *fixture = *state;
    scratch_remove(&fixture->folder);
    test_services_free(fixture->services);
    free(fixture);
    return 0;
}

int import_with(struct fixture *fixture, struct registers_options options)
{
    struct client client = test_client(&fixture->services->client);
    memset(fixture->said, 0, sizeof(fixture->said));
    options.out = fmemopen(fixture->said, sizeof(fixture->said), "w");
    options.report = fixture->report;
    if (!options.path)
        options.path = fixture->source;
    if (!options.format)
        options.format = register_format("nl");
    int rc = registers_import(&options, &client, &fixture->result);
    fclose(options.out);
    return rc;
}

int import_text(struct fixture *fixture, const char *format, const char *text)
{
    scratch_put(&fixture->folder, "source.json", text);
    return import_with(fixture, (struct registers_options){.format = register_format(format)});
}

int export_as(struct fixture *fixture, const char *format)
{
    struct client client = test_client(&fixture->services->client);
    memset(fixture->said, 0, sizeof(fixture->said));
    FILE *summary = fmemopen(fixture->said, sizeof(fixture->said), "w");
    struct registers_options options = {
        .format = register_format(format), .out = fopen(fixture->exported, "w"), .report = fixture->report};
    assert_non_null(options.out);
    int rc = registers_export(&options, &client, summary, &fixture->result);
    fclose(options.out);
    fclose(summary);
    return rc;
}

void expect_counts(const struct fixture *fixture, size_t registered, size_t updated, size_t unchanged, size_t withdrawn)
{
    assert_int_equal(fixture->result.counts[STEP_REGISTER], registered);
    assert_int_equal(fixture->result.counts[STEP_UPDATE], updated);
    assert_int_equal(fixture->result.unchanged, unchanged);
    assert_int_equal(fixture->result.counts[STEP_WITHDRAW], withdrawn);
}

void expect_no_change_again(struct fixture *fixture, struct registers_options options)
{
    size_t commands = fixture->services->client.commands, records = fixture->result.records;
    assert_int_equal(import_with(fixture, options), 0);
    expect_counts(fixture, 0, 0, records, 0);
    assert_int_equal(fixture->services->client.commands, commands);
}

static char *text_of(const char *path)
{
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    size_t size = (size_t) ftell(file);
    rewind(file);
    char *text = calloc(1, size + 1);
    assert_int_equal(fread(text, 1, size, file), size);
    fclose(file);
    return text;
}

void expect_round_trip(struct fixture *fixture, const char *format)
{
    struct registers_options options = {.format = register_format(format), .path = fixture->exported};
    assert_int_equal(export_as(fixture, format), 0);
    assert_int_equal(fixture->result.records, fixture->services->pilot_count);
    expect_no_change_again(fixture, options);

    struct test_services *here = fixture->services;
    fixture->services = test_services_new();
    char *first = text_of(fixture->exported);
    assert_int_equal(import_with(fixture, options), 0);
    expect_counts(fixture, here->pilot_count, 0, 0, 0);
    assert_int_equal(export_as(fixture, format), 0);
    char *second = text_of(fixture->exported);
    assert_string_equal(first, second);
    free(first);
    free(second);
    test_services_free(fixture->services);
    fixture->services = here;
}

bool reports(const struct fixture *fixture, const char *row)
{
    char line[1024];
    bool found = false;
    FILE *file = fopen(fixture->report, "r");
    assert_non_null(file);
    while (fgets(line, sizeof(line), file)) {
        line[strcspn(line, "\r\n")] = '\0';
        found |= strcmp(line, row) == 0;
    }
    fclose(file);
    return found;
}
