"""Small papers with a capability of the tests, as a plugin that settings name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from broadsheet.defaults import PLUGINS
from broadsheet.plan.capability import Capability
from tests.support.small_paper import MakeSite, Paper


def maker_with(
    capability: type[Capability], site: MakeSite, folder: Path, patch: pytest.MonkeyPatch
) -> Callable[..., Paper]:
    """Return a maker of papers that have a capability. folder: where its plugin is written."""
    plugin = f"from {capability.__module__} import {capability.__name__} as CAPABILITY\n"
    name = f"plugged_{capability.__name__.lower()}"  # imported once in a process
    (folder / f"{name}.py").write_text(f"{plugin}\n\ndef register():\n    pass\n", "utf-8")
    patch.syspath_prepend(str(folder))

    def make(files: Mapping[str, str], **settings: Any) -> Paper:
        return site(files, PLUGINS=[*PLUGINS, name], **settings)

    return make
