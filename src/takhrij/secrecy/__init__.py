"""What must stay secret, and what must be proved: keys, sealed folders, commitments."""
