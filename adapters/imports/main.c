/* SPDX-License-Identifier: EUPL-1.2 */
#include "imports.h"

int main(int argc, char **argv)
{
    return service_main(&imports, argc, argv);
}
