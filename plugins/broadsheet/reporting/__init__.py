"""Reporting: what users are told of faults, errors and progress, and how it is shown."""
