"""Attributions, claims and chains."""
