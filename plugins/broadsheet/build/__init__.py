"""A build: makes files in the output folder from content, and writes only what changed."""
