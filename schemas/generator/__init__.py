# SPDX-License-Identifier: EUPL-1.2
"""What generate.py is made of: contracts (the model and its rules), and one module per thing written from it."""
