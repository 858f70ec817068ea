"""What differs in production from pelicanconf.py."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from pelicanconf import *  # noqa: F403 - production is the preview with a few changes

SITEURL = os.environ.get("SITEURL", "https://previous.example")
OUTPUT_PATH = "published"
PRODUCTION = True
