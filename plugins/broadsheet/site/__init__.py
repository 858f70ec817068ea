"""The site: the settings of the paper, addresses, outputs, and where a build may write."""
