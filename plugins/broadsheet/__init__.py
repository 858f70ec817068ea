"""Broadsheet: a folder of Markdown articles becomes a news site.

The folders here are the engine's packages and the capabilities, each a Pelican plugin.
"""

__version__ = "0.2.0"
