"""External links: whether the links to other sites lead anywhere, asked on demand."""
