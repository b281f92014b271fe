/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "client.h"
#include "csv_table.h"
#include "directory_contract.h"
#include "error.h"
#include "json_lines.h"
#include "remark.h"

static void lines_of_containers(void **state)
{
    static const char text[] = "{\n"
                               " \"a [\\\" {\": [\n"
                               "  {\"x\": \"]\\\\\"}, [],\n"
                               "  {\n"
                               "   \"y\": {}}],\n"
                               " \"b\":\n"
                               "  [1, \"{\"]}";
    struct arena arena = {0};
    (void) state;
    json_t *document = json_loadb(text, sizeof(text) - 1, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(document);
    struct json_lines lines = json_lines_find(document, text, sizeof(text) - 1, &arena);
    const json_t *first = json_object_get(document, "a [\" {");
    assert_int_equal(lines.count, 7);
    assert_int_equal(json_line(&lines, document), 1);
    assert_int_equal(json_line(&lines, first), 2);
    assert_int_equal(json_line(&lines, json_array_get(first, 0)), 3);
    assert_int_equal(json_line(&lines, json_array_get(first, 1)), 3);
    assert_int_equal(json_line(&lines, json_array_get(first, 2)), 4);
    assert_int_equal(json_line(&lines, json_object_get(json_array_get(first, 2), "y")), 5);
    assert_int_equal(json_line(&lines, json_object_get(document, "b")), 7);
    assert_int_equal(json_line(&lines, json_array_get(json_object_get(document, "b"), 1)), 0);
    json_decref(document);
    arena_free(&arena);
}

/* A table as text: "line: cell|cell|" or "line: fault" for each row. */
struct told {
    char text[500];
};

static void tell(struct told *told, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void tell(struct told *told, const char *format, ...)
{
    size_t length = strlen(told->text);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(told->text + length, sizeof(told->text) - length, format, arguments);
    va_end(arguments);
}

static bool is_wanted(void *closure, size_t index, const char *name)
{
    (void) closure;
    (void) index;
    return strcmp(name, "no") != 0;
}

static void tell_line(void *closure, size_t line)
{
    tell(closure, "%zu: ", line);
}

static void tell_cell(void *closure, size_t index, const char *text, size_t size)
{
    tell(closure, "%zu=%.*s|", index, (int) size, text);
}

static void tell_end(void *closure, const char *fault)
{
    tell(closure, "%s\n", fault ? fault : "");
}

static int read_table(const char *text, struct told *told, struct arena *arena, const char **fault)
{
    *told = (struct told){0};
    *fault = NULL;
    return csv_table_read(&(struct csv_table){"rows.csv", is_wanted, tell_line, tell_cell, tell_end, told}, text,
                          strlen(text), arena, fault);
}

static void csv_tables(void **state)
{
    struct arena arena = {0};
    struct told told;
    const char *fault;
    (void) state;
    assert_int_equal(read_table("\xEF\xBB\xBF"
                                "a,no,b\r\n1,2,3\r\n\"x\ny\",,\"\"\"\"\r\n\r\n,,\n1,2\n4,5,6",
                                &told, &arena, &fault),
                     0);
    assert_string_equal(told.text, "2: 0=1|2=3|\n"
                                   "3: 0=x\ny|2=\"|\n"
                                   "6: 0=|2=|is empty\n"
                                   "7: 0=1|has more or fewer columns than the header\n"
                                   "8: 0=4|2=6|\n");
    assert_int_equal(read_table("a,b\n1,2\n3,\"4\n5,6\n", &told, &arena, &fault), -EBADMSG);
    assert_string_equal(fault, "rows.csv:3: the row that begins here is no CSV (check its quotes)");
    assert_int_equal(read_table("a,b\n1,2\n3", &told, &arena, &fault), -EBADMSG);
    assert_string_equal(fault, "rows.csv:3: the file ends in the middle of this row");
    assert_int_equal(read_table("\xFF\xFE"
                                "a",
                                &told, &arena, &fault),
                     -EBADMSG);
    assert_string_equal(fault, "rows.csv: is UTF-16, and must be UTF-8");
    arena_free(&arena);
}

static const char *id_of(const char *name, const char *state, struct arena *arena)
{
    struct directory_register_organisation in = {
        .command_id = "", .name = name, .type = COMMON_ORGANISATION_TYPE_AGENCY};
    client_identify(&directory_register_organisation_procedure, state, &in, arena);
    return in.command_id;
}

static void ids_follow_from_what_is_said(void **state)
{
    struct arena arena = {0};
    (void) state;
    const char *id = id_of("Aaby", "", &arena);
    assert_int_equal(strlen(id), 36);
    assert_int_equal(id[14], '8');
    assert_string_equal(id_of("Aaby", "", &arena), id);
    assert_string_not_equal(id_of("Aaby", "2", &arena), id);
    assert_string_not_equal(id_of("Naeby", "", &arena), id);
    arena_free(&arena);
}

static void remarks_are_told(void **state)
{
    struct arena arena = {0};
    struct remarks remarks = {.arena = &arena};
    struct remark remark = {.kind = REMARK_DROPPED,
                            .table = "record",
                            .place = {.file = "all.json", .line = 7, .pointer = "/2"},
                            .identifier = "17",
                            .field = "url",
                            .reason = "must be a URI"};
    char text[1000] = "", path[] = "/tmp/samspil-remarks-XXXXXX";
    (void) state;
    remark_add(&remarks, &remark);
    remark_add(&remarks, &remark);
    remark.kind = REMARK_UNCHANGED;
    remark.reason = "";
    remark_add(&remarks, &remark);
    remark_add(&remarks, &(struct remark){.kind = REMARK_REJECTED,
                                          .table = "record",
                                          .place = {.file = "all.json", .line = 9, .pointer = "/3"},
                                          .reason = "says \"no\""});
    FILE *to = fmemopen(text, sizeof(text), "w");
    remarks_print(&remarks, "directory", to);
    fclose(to);
    assert_string_equal(text, "  dropped, 2 ×: record url: must be a URI\n"
                              "rows rejected: 1, refused by the directory: 0\n"
                              "  rejected: all.json:9#/3: record without id: says \"no\"\n");
    close(mkstemp(path));
    assert_int_equal(remarks_write(&remarks, path), 0);
    FILE *file = fopen(path, "r");
    text[fread(text, 1, sizeof(text) - 1, file)] = '\0';
    fclose(file);
    unlink(path);
    assert_non_null(strstr(text, "\"unchanged\",\"all.json\",\"7\",\"/2\",\"record\",\"17\",\"url\",\"\"\r\n"));
    assert_non_null(
        strstr(text, "\"rejected\",\"all.json\",\"9\",\"/3\",\"record\",\"\",\"\",\"says \"\"no\"\"\"\r\n"));
    assert_int_equal(remarks_write(&remarks, "/nowhere/report.csv"), -ENOENT);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_of_containers),
        cmocka_unit_test(csv_tables),
        cmocka_unit_test(ids_follow_from_what_is_said),
        cmocka_unit_test(remarks_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
