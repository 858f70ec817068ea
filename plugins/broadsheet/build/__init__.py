"""A build: from content to files in the output folder, of which only what changed is written."""
