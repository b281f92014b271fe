/* SPDX-License-Identifier: EUPL-1.2 */
/* samspil import registers, samspil export registers: see adapters/registers. */
#include "registers.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "http.h"

static const char *source, *report, *output;
static bool dry_run, force, progress;

static const struct setting import_settings[] = {
    SETTING_TEXT("source", source, NULL,
                 "Name of the source; the register's own when absent. Keep it from import to import."),
    SETTING_TEXT("report", report, NULL, "Writes what became of each record, and other remarks, to this CSV file."),
    SETTING_SWITCH("dry_run", dry_run, "Says what would be done and does nothing."),
    SETTING_SWITCH("force", force, "Withdraws more than half of a register's records."),
    SETTING_SWITCH("progress", progress, "Shows the progress also when stderr is no terminal."),
    {0},
};

static const struct setting export_settings[] = {
    SETTING_TEXT("source", source, NULL,
                 "Name under which this register was imported; the register's own when absent."),
    SETTING_TEXT("report", report, NULL, "Writes what each record lacks for the register to this CSV file."),
    SETTING_TEXT("output", output, NULL, "Writes the records to this file; to stdout when absent."),
    {0},
};

static const struct register_format *format_of(const char *name)
{
    const struct register_format *format = register_format(name);
    if (!format)
        fprintf(stderr, "there is no register %s; there are: nl, uk\n", name);
    return format;
}

static int run_import(int argc, char **argv)
{
    (void) argc;
    const struct register_format *format = format_of(argv[0]);
    if (!format)
        return STATUS_USAGE;
    struct http *http = remarks_check(report) == 0 ? cli_open(CLI_OPERATOR) : NULL;
    if (!http)
        return STATUS_FAILED;
    struct client client = http_client(http);
    struct registers_result result;
    struct registers_options options = {
        .format = format,
        .path = argv[1],
        .system = source && source[0] ? source : NULL,
        .dry_run = dry_run,
        .force = force,
        .out = stdout,
        .progress = progress || isatty(STDERR_FILENO) ? stderr : NULL,
        .report = report,
    };
    int rc = registers_import(&options, &client, &result);
    http_close(http);
    if (rc)
        return STATUS_FAILED;
    return result.remarks[REMARK_REJECTED] + result.remarks[REMARK_REFUSED] > 0 ? STATUS_REJECTED : STATUS_DONE;
}

static int run_export(int argc, char **argv)
{
    (void) argc;
    const struct register_format *format = format_of(argv[0]);
    if (!format)
        return STATUS_USAGE;
    struct http *http = remarks_check(report) == 0 ? cli_open(CLI_OPERATOR) : NULL;
    if (!http)
        return STATUS_FAILED;
    FILE *out = output ? fopen(output, "w") : stdout;
    int rc = -EIO;
    if (!out) {
        fprintf(stderr, "%s: %s\n", output, strerror(errno));
    } else {
        struct client client = http_client(http);
        struct registers_result result;
        struct registers_options options = {
            .format = format, .system = source && source[0] ? source : NULL, .out = out, .report = report};
        rc = registers_export(&options, &client, stderr, &result);
    }
    if (output && out && fclose(out) != 0 && !rc) {
        fprintf(stderr, "%s: cannot be written\n", output);
        rc = -EIO;
    }
    http_close(http);
    return rc ? STATUS_FAILED : STATUS_DONE;
}

const struct verb verb_import_registers = {
    .name = "import registers",
    .least = 2,
    .most = 2,
    .arguments = "nl|uk FILE",
    .summary = "Brings the records of the Dutch algorithm register or of the UK ATRS (JSON or CSV) into the pilots, as "
               "operator unless --as.",
    .settings = import_settings,
    .run = run_import,
};

const struct verb verb_export_registers = {
    .name = "export registers",
    .least = 1,
    .most = 1,
    .arguments = "nl|uk",
    .summary = "Writes the public pilots as records of that register (JSON), as operator unless --as.",
    .settings = export_settings,
    .run = run_export,
};
