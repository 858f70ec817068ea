"""Making a new paper."""
