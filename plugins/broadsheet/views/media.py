"""Media: for whom a body is printed."""

from __future__ import annotations

Medium = str
"""The name of a medium: `PAGE`, or that of a capability's own, such as "feed"."""

PAGE: Medium = "page"
"""The pages of the site."""
