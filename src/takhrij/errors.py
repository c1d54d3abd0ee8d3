"""Everything Takhrij raises on purpose.

    TakhrijError
    ├── InputError            the user's: the input can't be used as it is
    │   ├── UnreadableInput   bytes that no reader could turn into text
    │   └── UsageError        an option, a name or a file that doesn't exist
    ├── ContractError         ours: a stage broke a promise
    │   ├── SpanError         a span that can't quote its own words
    │   ├── MissingLayer      a layer asked for before it was made
    │   └── DataFileError     a file of language data that doesn't hold what it must
    └── EnvironmentFault      the world's: disk, permission, a missing system program

Each message says what happened, where, and what would have worked.
"""


class TakhrijError(Exception):
    """Base of every error raised on purpose; `str(error)` is fit to show to a user."""


class InputError(TakhrijError):
    """The input can't be used as it is."""


class UnreadableInput(InputError):  # noqa: N818 - named for what the user sees
    """Bytes that no reader could turn into text."""


class UsageError(InputError):
    """An option, a name or a file that doesn't exist."""


class ContractError(TakhrijError):
    """A stage broke a promise: a bug in Takhrij, not in the input."""


class SpanError(ContractError):
    """A span that can't quote its own words."""


class MissingLayer(ContractError):  # noqa: N818
    """A layer asked for before it was made."""


class DataFileError(ContractError):
    """A file of language data that doesn't hold what it must."""


class EnvironmentFault(TakhrijError):  # noqa: N818
    """The world failed: disk, permission, a missing system program."""
