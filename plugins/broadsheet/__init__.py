"""Broadsheet: a folder of Markdown articles becomes a news site.

The engine's rooms lie here, and beside them the capabilities: Pelican plugins, a folder each.
"""

__version__ = "0.2.0"
