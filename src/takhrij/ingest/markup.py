"""HTML made safe to parse: nothing alive in it, nothing that makes a parser run for hours.

One pass from left to right reads each tag with its quotes as a browser does. Scripts, styles,
comments and drawings go; so do attributes that say nothing of the text. What only an attack
holds (a hundred thousand elements, hundreds deep) is refused in one line. Measured: a parser
needs 6 s for a tag of 20,000 attributes and 14 s for 20,000 bold words; here neither reaches it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from takhrij.errors import UnreadableInput

MOST_ELEMENTS = 20_000
"""A long news page has 5,000."""
DEEPEST = 200
"""Open elements within one another; real pages reach 40. The parser itself gives up at 256."""
LONGEST_VALUE = 2_000
"""Characters of an attribute; longer ones are pictures or data, not dates and names."""

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})((?:[^\"'>]++|\"[^\"]*+\"|'[^']*+')*+)>")
_ATTRIBUTE = re.compile(
    r"(?<![\w:-])([a-zA-Z][\w:-]{0,40})\s{0,9}=\s{0,9}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))"
)
_KEPT = frozenset(
    {"id", "class", "rel", "href", "name", "property", "content", "itemprop", "datetime", "lang"}
)
_SILENT = frozenset(
    {"script", "style", "svg", "math", "template", "noscript", "iframe", "object", "canvas"}
)
"""Elements whose content is no text of the report."""
_INLINE = frozenset(
    {"b", "i", "em", "strong", "u", "font", "small", "big", "mark", "s", "ins", "wbr", "tt"}
)
"""Elements that only change how words look: taken off, their words stay."""
_UNCOUNTED = frozenset(
    {"p", "li", "td", "th", "tr", "dt", "dd", "option", "thead", "tbody", "tfoot", "colgroup"}
    | {"br", "hr", "img", "input", "meta", "link", "area", "base", "col", "source", "track"}
    | {"embed", "param", "html", "head", "body"}
)
"""Elements that need no end tag, so an open one doesn't hold what follows."""
MOST_UNCLOSED = 50
"""Signs "<" that no ">" follows, after which the rest is read as words."""
READ_OF_A_TAG = 20_000
"""Characters of a tag in which its attributes are looked for."""
_LINKED_DATA = re.compile(r"application/ld\+json", re.I)


def tamed(html: str) -> str:
    """The same page with its text and structure, for a parser.

    Raises UnreadableInput if the page is deeper or larger than any real one.
    """
    count = _Count()
    pieces: list[str] = []
    at = 0
    for start, end, tag in _marks(html):
        pieces += [_words(html[at:start]), _kept(tag, count)]
        at = end
    return "".join([*pieces, _words(html[at:])])


def linked_data(html: str) -> tuple[str, ...]:
    """The contents of the page's JSON-LD scripts, which hold its date and publisher."""
    return tuple(
        html[tag.end() : end]
        for _, end, tag in _marks(html)
        if tag is not None and _name(tag) == "script" and _LINKED_DATA.search(tag.group(3))
    )


def _marks(html: str) -> Iterator[tuple[int, int, re.Match[str] | None]]:
    """Each tag, comment and declaration: its start, its end, and the tag if it is one.

    The end of a tag whose content is no text (a script) is where that content ends.
    """
    at = unclosed = 0
    while (start := html.find("<", at)) >= 0 and unclosed < MOST_UNCLOSED:
        tag = _TAG.match(html, start)
        if tag is not None:
            at = _end_of_content(html, tag)
            yield start, at, tag
        elif html.startswith(("<!", "<?"), start):
            at = _end_of_comment(html, start)
            yield start, at, None
        else:
            unclosed += html[start + 1 : start + 2].isalpha()
            at = start + 1


def _end_of_content(html: str, tag: re.Match[str]) -> int:
    name = _name(tag)
    if name not in _SILENT or tag.group(1):
        return tag.end()
    end = re.compile(f"</{name}", re.I).search(html, tag.end())
    return end.start() if end else len(html)


def _end_of_comment(html: str, start: int) -> int:
    mark = "-->" if html.startswith("<!--", start) else ">"
    end = html.find(mark, start + 2)
    return end + len(mark) if end >= 0 else len(html)


def _words(between: str) -> str:
    """What stands between tags; a "<" there is a sign, not the start of a tag."""
    return between.replace("<", "&lt;")


def _name(tag: re.Match[str]) -> str:
    return tag.group(2).lower()


def _kept(tag: re.Match[str] | None, count: _Count) -> str:
    """What is left of a tag: its name, and the attributes that may speak of the text."""
    if tag is None or (name := _name(tag)) in _INLINE:
        return ""
    if name in _SILENT:
        return " "
    count.add(name, closing=bool(tag.group(1)))
    return f"</{name}>" if tag.group(1) else f"<{name}{_attributes(tag.group(3))}>"


def _attributes(raw: str) -> str:
    found = _ATTRIBUTE.finditer(raw[:READ_OF_A_TAG])
    kept = {
        match.group(1).lower(): value.replace('"', "&quot;")
        for match in found
        if match.group(1).lower() in _KEPT
        and len(value := match.group(2) or match.group(3) or match.group(4) or "") <= LONGEST_VALUE
    }
    return "".join(f' {name}="{value}"' for name, value in kept.items())


class _Count:
    """How many elements there are and how many are open, refusing what no page needs."""

    def __init__(self) -> None:
        self.elements = 0
        self.depth = 0

    def add(self, name: str, *, closing: bool) -> None:
        self.elements += not closing
        if name not in _UNCOUNTED:
            self.depth = max(0, self.depth + (-1 if closing else 1))
        if self.elements > MOST_ELEMENTS:
            raise UnreadableInput(
                f"has over {MOST_ELEMENTS:,} HTML elements; save the article alone, as plain text"
            )
        if self.depth > DEEPEST:
            raise UnreadableInput(
                f"nests HTML elements over {DEEPEST} deep; save the article alone, as plain text"
            )
