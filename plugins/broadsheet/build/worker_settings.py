"""The settings of workers: how many processes, or which cluster, do the work of a build."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from broadsheet.incremental.workers import Environment, Workers
from broadsheet.reporting.faults import Fault, setting_fault

_ADDRESS = re.compile(r"(?:tcp|tls)://(?:\[[0-9A-Fa-f:.]+\]|[^\s/:\[\]]+):(?P<port>\d{1,5})")


def read_workers(
    settings: Mapping[str, Any], preload: Sequence[str] = (), environment: Environment = dict
) -> tuple[Workers, list[Fault]]:
    """Return the workers that BUILD_WORKERS and BUILD_SCHEDULER ask for, and all faults.

    A setting at fault counts as not set. Nothing is started. preload, environment: see `Workers`.
    """
    faults = []
    count, scheduler = settings.get("BUILD_WORKERS"), settings.get("BUILD_SCHEDULER")
    if count is not None and (type(count) is not int or count < 0):
        what, mend = (
            f"“{count}” is no number of processes",
            "write one such as 2, or 0 for all cores",
        )
        faults.append(setting_fault("BUILD_WORKERS", what, mend))
        count = None
    if scheduler is not None and not _is_address(scheduler):
        what = f"“{scheduler}” is no address of a Dask scheduler"
        mend = "write one such as tcp://127.0.0.1:8786, or None to work on this machine"
        faults.append(setting_fault("BUILD_SCHEDULER", what, mend))
        scheduler = None
    return Workers(count, scheduler, preload, environment), faults


def _is_address(value: object) -> bool:
    found = _ADDRESS.fullmatch(value) if isinstance(value, str) else None
    return found is not None and 0 < int(found["port"]) < 65536
