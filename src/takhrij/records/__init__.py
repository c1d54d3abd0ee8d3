"""Incident records: read from data sets by a mapping, and matched with what a report claims."""
