"""Speed and size against other generators, on the same stories. docs/benchmark.md tells more."""
