"""The command `eligo`."""
