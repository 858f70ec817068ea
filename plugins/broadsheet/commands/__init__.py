"""Commands: what the tasks call."""
