"""The case file: JSON, HTML and other forms."""
