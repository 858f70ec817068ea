"""The plan of the site: what capabilities add to it, and which files there will be."""
