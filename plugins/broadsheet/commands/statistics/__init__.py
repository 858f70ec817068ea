"""Statistics: what a paper has published, and what waits, in numbers for its editors."""
