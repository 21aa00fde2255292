"""What is done when an answer has been sent, or whoever asked for it is gone."""

from collections.abc import Callable


def when_closed(response, then: Callable[[], None]) -> None:
    """Call `then` once, when the server closes a streamed answer."""
    close = response.close
    waiting = [then]

    def closing():
        try:
            close()
        finally:
            while waiting:
                waiting.pop()()

    response.close = closing
