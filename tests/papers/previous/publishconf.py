"""What differs for readers from pelicanconf.py."""

import os
import sys
from pathlib import Path

if str(Path(__file__).resolve().parent) not in sys.path:
    sys.path.insert(0, str(Path(__file__).resolve().parent))

from pelicanconf import *  # noqa: F403 - the same paper, with a few changes

SITEURL = os.environ.get("SITEURL", "https://previous.example")
OUTPUT_PATH = "published"
PRODUCTION = True  # a picture without a credit is an error

# Where `broadsheet publish` puts the site: a folder, or "host:folder".
# PUBLISH_TARGET = "www"
