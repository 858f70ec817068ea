"""Views: the records that templates are given, and what makes them."""
