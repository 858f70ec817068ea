"""Content: loads it, decides what readers may see, answers queries about it, checks it."""
