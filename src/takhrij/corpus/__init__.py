"""What else has been said: search, families, records."""
