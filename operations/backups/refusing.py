"""What keeps a backup from being made, read or restored."""


class Refused(Exception):
    """A sentence for the operator: what is wrong, and what to do."""
