"""Content: loading it, what readers may see of it, and what can be asked and checked."""
