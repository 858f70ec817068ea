"""Rendering: renders the theme's templates with a page's inputs and nothing else."""
