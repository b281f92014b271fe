/* SPDX-License-Identifier: EUPL-1.2 */
#include "test_fixture.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof(*fixture));
    scratch_make(&fixture->folder);
    assert_true(asprintf(&fixture->report, "%s.report.csv", fixture->folder.path) > 0);
    fixture->directory = test_directory_new();
    *state = fixture;
    return 0;
}

int tear_down(void **state)
{
    struct fixture *fixture = *state;
    scratch_remove(&fixture->folder);
    unlink(fixture->report);
    test_directory_free(fixture->directory);
    free(fixture->report);
    free(fixture);
    return 0;
}

int import_with(struct fixture *fixture, struct hsds_options options)
{
    struct client client = test_client(&fixture->directory->client);
    options.out = fmemopen(fixture->said, sizeof(fixture->said), "w");
    options.report = fixture->report;
    if (!options.path)
        options.path = fixture->folder.path;
    if (!options.system)
        options.system = "test";
    int rc = hsds_import(&options, &client, &fixture->result);
    fclose(options.out);
    return rc;
}

int import(struct fixture *fixture)
{
    return import_with(fixture, (struct hsds_options){0});
}

void expect_counts(const struct fixture *fixture, size_t published, size_t updated, size_t unchanged, size_t withdrawn)
{
    assert_int_equal(fixture->result.counts[STEP_PUBLISH], published);
    assert_int_equal(fixture->result.counts[STEP_UPDATE], updated);
    assert_int_equal(fixture->result.unchanged, unchanged);
    assert_int_equal(fixture->result.counts[STEP_WITHDRAW], withdrawn);
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

void expect_no_change_again(struct fixture *fixture, struct hsds_options options)
{
    size_t commands = fixture->directory->client.commands, offers = fixture->result.offers;
    assert_int_equal(import_with(fixture, options), 0);
    expect_counts(fixture, 0, 0, offers, 0);
    assert_int_equal(fixture->directory->client.commands, commands);
}
