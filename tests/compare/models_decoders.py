# SPDX-License-Identifier: Apache-2.0
"""Architectures of compare_models.py: decoders."""
FAMILIES = []
