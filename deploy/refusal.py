# SPDX-License-Identifier: EUPL-1.2


class Refusal(Exception):
    """Why this cannot be done, in words for whoever typed the command."""
