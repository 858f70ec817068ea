"""What an article is: its front matter, and how it is read."""
