/* SPDX-License-Identifier: EUPL-1.2 */
#include "pilots.h"

int main(int argc, char **argv)
{
    return service_main(&pilots, argc, argv);
}
