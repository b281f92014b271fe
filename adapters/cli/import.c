/* SPDX-License-Identifier: EUPL-1.2 */
/* samspil import hsds: see adapters/hsds. */
#include <stdio.h>
#include <unistd.h>

#include "cli.h"
#include "hsds.h"
#include "http.h"

static const char *source, *report;
static bool dry_run, force, progress;

static const struct setting settings[] = {
    SETTING_TEXT("source", source, NULL,
                 "Name of the source; the path's last part when absent. Keep it from import to import."),
    SETTING_TEXT("report", report, NULL, "Writes rejected rows and other remarks to this CSV file."),
    SETTING_SWITCH("dry_run", dry_run, "Says what would be done and does nothing."),
    SETTING_SWITCH("force", force, "Withdraws more than half of a source's offers."),
    SETTING_SWITCH("progress", progress, "Shows the progress also when stderr is no terminal."),
    {0},
};

static int run(int argc, char **argv)
{
    (void) argc;
    struct http *http = remarks_check(report) == 0 ? cli_open(CLI_OPERATOR) : NULL;
    if (!http)
        return STATUS_FAILED;
    struct client client = http_client(http);
    struct hsds_result result;
    struct hsds_options options = {
        .path = argv[0],
        .system = source && source[0] ? source : NULL,
        .dry_run = dry_run,
        .force = force,
        .out = stdout,
        .progress = progress || isatty(STDERR_FILENO) ? stderr : NULL,
        .report = report,
    };
    int rc = hsds_import(&options, &client, &result);
    http_close(http);
    if (rc)
        return STATUS_FAILED;
    return result.remarks[REMARK_REJECTED] + result.remarks[REMARK_REFUSED] > 0 ? STATUS_REJECTED : STATUS_DONE;
}

const struct verb verb_import_hsds = {
    .name = "import hsds",
    .least = 1,
    .most = 1,
    .arguments = "PATH",
    .summary = "Brings the offers of an HSDS directory (3.0 JSON or CSV, 1.1 CSV) into the directory, as operator "
               "unless --as.",
    .settings = settings,
    .run = run,
};
