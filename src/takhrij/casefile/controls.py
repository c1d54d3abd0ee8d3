"""Invisible characters made visible, so that no text can turn the page around.

Unicode's bidirectional controls (UAX 9), other format characters and control codes are
replaced by `⟨U+202E⟩` in whatever is shown. Joiners stay: Arabic and Persian need them.
"""

from __future__ import annotations

import re

HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)


def visible(text: str) -> str:
    """The text with every hidden control written out."""
    return HIDDEN.sub(lambda match: name(match.group()), text)


def name(character: str) -> str:
    return f"⟨U+{ord(character):04X}⟩"
