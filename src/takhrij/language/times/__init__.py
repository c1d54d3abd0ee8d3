"""Times: when a text says things happened, as intervals of days.

Found by a grammar over kinds of words (grammar, items), read into slots, then resolved
against the day of publication or an earlier time of the text. See docs/times.md.
"""

from __future__ import annotations

from takhrij.language.times.layer import times

__all__ = ["times"]
