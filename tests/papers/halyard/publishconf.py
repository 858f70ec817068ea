"""What differs in production from pelicanconf.py, for The Halyard of the tests."""

import os
import sys
from pathlib import Path

if str(Path(__file__).resolve().parent) not in sys.path:
    sys.path.insert(0, str(Path(__file__).resolve().parent))

from pelicanconf import *  # noqa: F403 - production is the preview with a few changes

SITEURL = os.environ.get("SITEURL", "https://halyard.example")
OUTPUT_PATH = "published"
PRODUCTION = True
