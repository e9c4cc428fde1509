"""The errors that a user sees."""


class EligoError(Exception):
    """Something that a user can mend; the message is one French sentence, ready to be shown."""
