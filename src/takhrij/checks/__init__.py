"""Checks: each one a small function whose docstring is the sentence the reader sees."""
