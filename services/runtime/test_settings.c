/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "settings.h"

static struct {
    const char *url, *password;
    int64_t readers;
    bool demo;
} settings;

static const struct setting common[] = {
    SETTING_TEXT("nats_url", settings.url, "nats://127.0.0.1:4222", "Where the bus is."),
    SETTING_SECRET("nats_password", settings.password, "The password there."),
    {0},
};
static const struct setting own[] = {
    SETTING_INTEGER("readers", settings.readers, 2, 1, 64, "Threads that answer queries."),
    SETTING_SWITCH("demo", settings.demo, "With invented data."),
    {0},
};
static const struct setting *const tables[] = {common, own, NULL};

/*
 * What is said on stderr goes to a file.
 */
static char said[4096];
static int rest;

static int load(int argc, const char *const *arguments)
{
    const char *argv[16] = {"referrals"};
    for (int i = 0; i < argc; i++)
        argv[i + 1] = arguments[i];
    FILE *file = tmpfile();
    assert_non_null(file);
    int kept = dup(STDERR_FILENO);
    dup2(fileno(file), STDERR_FILENO);
    int rc = settings_load("referrals", tables, argc + 1, (char **) (uintptr_t) argv, &rest);
    fflush(stderr);
    dup2(kept, STDERR_FILENO);
    close(kept);
    rewind(file);
    said[fread(said, 1, sizeof(said) - 1, file)] = '\0';
    fclose(file);
    return rc;
}

#define ARGUMENTS(...) ((const char *const[]){"" __VA_OPT__(, ) __VA_ARGS__})
#define LOAD(...) load((int) (sizeof(ARGUMENTS(__VA_ARGS__)) / sizeof(char *)) - 1, ARGUMENTS(__VA_ARGS__) + 1)

static char path[64];

static void write_file(const char *text)
{
    strcpy(path, "/tmp/samspil-settings-XXXXXX");
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    close(fd);
}

static int finish(void **state)
{
    (void) state;
    static const char *const variables[] = {"SAMSPIL_CONFIG", "SAMSPIL_NATS_URL", "SAMSPIL_READERS", "SAMSPIL_DEMO"};
    for (size_t i = 0; i < sizeof(variables) / sizeof(*variables); i++)
        unsetenv(variables[i]);
    if (path[0])
        unlink(path);
    path[0] = '\0';
    settings_free();
    return 0;
}

static void test_defaults(void **state)
{
    (void) state;
    assert_int_equal(0, LOAD());
    assert_string_equal(settings.url, "nats://127.0.0.1:4222");
    assert_null(settings.password);
    assert_int_equal(settings.readers, 2);
    assert_false(settings.demo);
    assert_int_equal(rest, 1);
    assert_string_equal(said, "");
}

static void test_later_sources_win(void **state)
{
    (void) state;
    write_file("[samspil]\nnats_url = from-file\nreaders = 3\n[referrals]\nreaders = 4\ndemo = yes\n"
               "[cases]\nunknown_here = 1\n");
    setenv("SAMSPIL_CONFIG", path, 1);
    assert_int_equal(0, LOAD());
    assert_string_equal(settings.url, "from-file");
    assert_int_equal(settings.readers, 4);
    assert_true(settings.demo);

    setenv("SAMSPIL_READERS", "5", 1);
    setenv("SAMSPIL_DEMO", "off", 1);
    assert_int_equal(0, LOAD());
    assert_int_equal(settings.readers, 5);
    assert_false(settings.demo);

    assert_int_equal(0, LOAD("--readers", "6", "--demo", "--nats-url=from-flag"));
    assert_int_equal(settings.readers, 6);
    assert_true(settings.demo);
    assert_string_equal(settings.url, "from-flag");
}

static void test_config_flag_wins_over_variable(void **state)
{
    (void) state;
    write_file("[referrals]\nreaders = 7\n");
    setenv("SAMSPIL_CONFIG", "/nowhere", 1);
    assert_int_equal(-EINVAL, LOAD());
    assert_string_equal(said, "referrals: /nowhere: cannot be read\n");
    assert_int_equal(0, LOAD("--config", path));
    assert_int_equal(settings.readers, 7);
}

static void test_rest(void **state)
{
    (void) state;
    assert_int_equal(0, LOAD("--readers=3", "backup", "--readers", "9"));
    assert_int_equal(rest, 2);
    assert_int_equal(settings.readers, 3);
    assert_int_equal(0, LOAD("--", "--readers"));
    assert_int_equal(rest, 2);
}

static void test_wrong_flags(void **state)
{
    (void) state;
    static const struct {
        const char *arguments[2], *said;
    } cases[] = {
        {{"--nothing"}, "referrals: --nothing: there is no such flag\n"},
        {{"--readers"}, "referrals: --readers: needs a value\n"},
        {{"--readers", "0"}, "referrals: --readers: must be a number from 1 to 64\n"},
        {{"--readers", "65"}, "referrals: --readers: must be a number from 1 to 64\n"},
        {{"--readers", "3x"}, "referrals: --readers: must be a number from 1 to 64\n"},
        {{"--readers", ""}, "referrals: --readers: must be a number from 1 to 64\n"},
        {{"--readers", "99999999999999999999"}, "referrals: --readers: must be a number from 1 to 64\n"},
        {{"--demo=maybe"}, "referrals: --demo: must be true or false\n"},
        {{"--nats-password", "@/nowhere"}, "referrals: --nats-password: names a file that cannot be opened\n"},
        {{"--nats-password", "@/dev/null"}, "referrals: --nats-password: names a file that is empty\n"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        assert_int_equal(-EINVAL, load(cases[i].arguments[1] ? 2 : 1, cases[i].arguments));
        assert_string_equal(said, cases[i].said);
    }
}

static void test_wrong_files(void **state)
{
    (void) state;
    static const struct {
        const char *text, *said;
    } cases[] = {
        {"[samspil]\n\nnothing = 1\n", ":3: nothing: there is no such setting\n"},
        {"[referrals]\nreaders = many\nnothing = 1\n", ":2: readers: must be a number from 1 to 64\n"},
        {"[samspil\n", ":1: is no line of an INI file\n"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        write_file(cases[i].text);
        assert_int_equal(-EINVAL, LOAD("--config", path));
        assert_int_equal(0, strncmp(said, "referrals: /tmp/samspil-settings-", 33));
        assert_string_equal(strchr(said + 11, ':'), cases[i].said);
        unlink(path);
    }
}

static void test_wrong_variable(void **state)
{
    (void) state;
    setenv("SAMSPIL_READERS", "-1", 1);
    assert_int_equal(-EINVAL, LOAD());
    assert_string_equal(said, "referrals: SAMSPIL_READERS: must be a number from 1 to 64\n");
}

static void test_secret(void **state)
{
    (void) state;
    assert_int_equal(0, LOAD("--nats-password", "plain"));
    assert_string_equal(settings.password, "plain");
    write_file("hidden word\nand more\n");
    char argument[80];
    snprintf(argument, sizeof(argument), "@%s", path);
    assert_int_equal(0, LOAD("--nats-password", argument));
    assert_string_equal(settings.password, "hidden word");
}

static void test_print(void **state)
{
    (void) state;
    assert_int_equal(0, LOAD("--nats-password", "plain"));
    char text[4096] = "";
    FILE *file = fmemopen(text, sizeof(text), "w");
    assert_non_null(file);
    settings_print(tables, file);
    fclose(file);
    assert_non_null(strstr(text, "--nats-url "));
    assert_non_null(strstr(text, "SAMSPIL_NATS_URL "));
    assert_non_null(strstr(text, "nats://127.0.0.1:4222"));
    assert_non_null(strstr(text, "Threads that answer queries."));
    assert_null(strstr(text, "plain"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_defaults, finish),
        cmocka_unit_test_teardown(test_later_sources_win, finish),
        cmocka_unit_test_teardown(test_config_flag_wins_over_variable, finish),
        cmocka_unit_test_teardown(test_rest, finish),
        cmocka_unit_test_teardown(test_wrong_flags, finish),
        cmocka_unit_test_teardown(test_wrong_files, finish),
        cmocka_unit_test_teardown(test_wrong_variable, finish),
        cmocka_unit_test_teardown(test_secret, finish),
        cmocka_unit_test_teardown(test_print, finish),
    };
    return cmocka_run_group_tests_name("settings", tests, NULL, NULL);
}
