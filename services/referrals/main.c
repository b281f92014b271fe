/* SPDX-License-Identifier: EUPL-1.2 */
#include "referrals.h"

int main(int argc, char **argv)
{
    return service_main(&referrals, argc, argv);
}
