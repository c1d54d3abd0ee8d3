"""Storage: originals, schema, custody."""
