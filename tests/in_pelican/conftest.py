"""What all tests of ordinary Pelican sites share."""

from tests.in_pelican.pelican_desk import build

__all__ = ["build"]
