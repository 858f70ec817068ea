"""Rendering: the theme's templates, closed to all but a page's inputs."""
