"""A plugin of pytest that collects all tests and runs some, for a checkout with another paper."""

from __future__ import annotations

import pytest

CHOSEN = (
    "tests/paper/",
    "tests/whole_sites/test_halyard.py::test_a_story_page_has_its_parts",
    "tests/whole_sites/test_halyard.py::test_every_link_picture_feed_and_id_is_sound",
    "tests/commands/test_new_story.py",
    "tests/commands/test_tasks.py",
    "tests/fronts/test_standing_pages.py",
)
"""The tests of the own paper, and such of the product as would be the first to miss theirs."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out all that are not chosen."""
    others = [item for item in items if not item.nodeid.startswith(CHOSEN)]
    config.hook.pytest_deselected(items=others)
    items[:] = [item for item in items if item.nodeid.startswith(CHOSEN)]
