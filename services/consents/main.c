/* SPDX-License-Identifier: EUPL-1.2 */
#include "consents.h"

int main(int argc, char **argv)
{
    return service_main(&consents, argc, argv);
}
