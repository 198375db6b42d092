"""What can go wrong, and the exit code each kind ends with.

SolieuError            1  something failed; the message says what to do
├── InputError         1  one input cannot be read: the others of a batch still are
├── StoreError         1  the dataset cannot be opened, read or written
├── UsageError         2  unknown option, province, column, format
├── LowYieldError      3  done, but a source yielded less than its floor
└── LockedError       75  another run holds the dataset's lock
"""


class SolieuError(Exception):
    """One line for the user that says what to do; `exit_code` is what the process ends with."""

    exit_code = 1


class InputError(SolieuError):
    """An input that cannot be read or is no text."""


class StoreError(SolieuError):
    """A dataset that cannot be opened, read or written."""


class UsageError(SolieuError):
    """Something asked for that does not exist: a province, a column, a format."""

    exit_code = 2


class LowYieldError(SolieuError):
    """The run is done, but a source yielded less than its floor."""

    exit_code = 3


class LockedError(SolieuError):
    """Another run holds the dataset's lock."""

    exit_code = 75
