/* SPDX-License-Identifier: EUPL-1.2 */
#include "plans.h"

int main(int argc, char **argv)
{
    return service_main(&plans, argc, argv);
}
