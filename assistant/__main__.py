"""`python -m assistant` is the command `eligo`."""

from assistant.cli import main

main()
