"""From bytes as received to a document."""
