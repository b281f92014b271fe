/* SPDX-License-Identifier: EUPL-1.2 */
#include "disclosures.h"

int main(int argc, char **argv)
{
    return service_main(&disclosures, argc, argv);
}
