"""What the desk says instead of doing what it was asked."""


class RefusedError(Exception):
    """A step that cannot be taken; the message says why, and what to do."""


class ForbiddenError(RefusedError):
    """A step that somebody else has to take."""
