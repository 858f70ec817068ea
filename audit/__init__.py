"""The audit: Lighthouse on pages of a paper, and what they must reach. Begun by `inv audit`."""
