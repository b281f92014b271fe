/* SPDX-License-Identifier: EUPL-1.2 */
#include "cases.h"

int main(int argc, char **argv)
{
    return service_main(&cases, argc, argv);
}
