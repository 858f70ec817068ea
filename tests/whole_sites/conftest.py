"""Fixtures of the tests that build whole sites."""

from tests.support.halyard import halyard  # noqa: F401 - a fixture
