"""Building only what changed, and building that in parallel."""
