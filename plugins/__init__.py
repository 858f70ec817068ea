"""Broadsheet's capabilities, one package each; every package is a Pelican plugin."""
