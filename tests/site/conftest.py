"""Fixtures of the tests that build whole sites."""

from tests.support.demo import demo  # noqa: F401 - a fixture
