"""SIGTERM and SIGINT as a wish, not an accident: the article at hand is finished first."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGTERM, signal.SIGINT)


class StopRequestedError(BaseException):
    """Raised where work may stop; `exit_code` is the shell's for that signal (143 or 130).

    No `Exception`, so that nobody's handling of errors takes it for one.
    """

    def __init__(self, number: int):
        super().__init__(f"stopped by {signal.Signals(number).name}")
        self.exit_code = 128 + number


class StopSwitch:
    """Whether a stop was asked for, and whether this is a moment to obey it."""

    def __init__(self) -> None:
        self._asked: int | None = None
        self._halted = False
        self._shielded = False

    @property
    def is_on(self) -> bool:
        """Whether nothing more is to be begun."""
        return self._halted or self._asked is not None

    def halt(self) -> None:
        """Let nothing more begin, for whatever reason the run ends."""
        self._halted = True

    def ask(self, number: int, _frame: FrameType | None = None) -> None:
        """Note the wish (a signal handler); raise at once unless shielded."""
        self._asked = number
        self.check()

    def check(self) -> None:
        """Raise StopRequestedError if a stop was asked for, unless shielded."""
        if self._asked is not None and not self._shielded:
            raise StopRequestedError(self._asked)

    @contextmanager
    def shield(self, *, to_the_end: bool = False) -> Iterator[None]:
        """Let the work inside end before a stop is obeyed, or without obeying it any more."""
        self._shielded = True
        try:
            yield
        finally:
            self._shielded = False
        if not to_the_end:
            self.check()


@contextmanager
def stop_switch() -> Iterator[StopSwitch]:
    """Listen for the signals while inside; only the main thread can, elsewhere nothing is asked."""
    switch = StopSwitch()
    if threading.current_thread() is not threading.main_thread():
        yield switch
        return
    before = {number: signal.signal(number, switch.ask) for number in SIGNALS}
    try:
        yield switch
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
