/* SPDX-License-Identifier: EUPL-1.2 */
#include "directory.h"

int main(int argc, char **argv)
{
    return service_main(&directory, argc, argv);
}
