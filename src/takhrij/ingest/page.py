"""What an HTML page says of itself: title, author, site, address and day of publication.

The day comes from the page's own metadata only. Dates that programs guess from the words of
an Arabic page are often wrong (htmldate reads "14 آذار 2017" as 1 January 2017).
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from takhrij.document import Metadata
from takhrij.ingest.markup import linked_data

for _library in ("trafilatura", "htmldate", "justext"):
    logging.getLogger(_library).addHandler(logging.NullHandler())  # their warnings aren't ours

_ISO_DAY = re.compile(r"\s*(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
MOST_NODES = 2_000
"""Values of linked data looked through."""

DATE_NAMES = (
    "article:published_time",
    "datepublished",
    "og:article:published_time",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "date",
)
"""Names under which pages state their day of publication, the surest first."""


def page_metadata(html: str, page: str) -> Metadata:
    """What is stated in the head, the linked data and the marked parts of a page.

    `html` is the page as received, `page` the same made safe to parse.
    """
    from trafilatura import load_html
    from trafilatura.metadata import (
        examine_meta,
        extract_author,
        extract_sitename,
        extract_title,
        extract_url,
    )

    tree = load_html(page)
    if tree is None:
        return Metadata()
    found, linked = examine_meta(tree), _linked(html)
    dates = [*linked.get("datePublished", ()), *_stated_dates(tree)]
    return Metadata(
        title=_one_line(found.title or extract_title(tree)),
        byline=_one_line(_first(linked, "author") or found.author or extract_author(tree)),
        publisher=_one_line(
            _first(linked, "publisher") or found.sitename or extract_sitename(tree)
        ),
        published=next(_days(dates), None),
        url=_one_line(found.url or extract_url(tree)),
    )


def _one_line(value: Any) -> str | None:
    return " ".join(str(value).split()) or None if value else None


def _first(linked: dict[str, list[str]], key: str) -> str | None:
    return next(iter(linked.get(key, ())), None)


def _days(stated: Iterable[str]) -> Iterator[date]:
    for value in stated:
        match = _ISO_DAY.match(value)
        if match is None:
            continue
        try:
            yield date(*map(int, match.groups()))
        except ValueError:  # a day that isn't in the calendar states nothing
            continue


def _stated_dates(tree: Any) -> list[str]:
    """Dates of meta elements and of a <time> that is marked as the publication, surest first."""
    stated: dict[str, str] = {}
    for element in tree.iter("meta", "time"):
        names = (element.get(key) for key in ("property", "name", "itemprop"))
        value = element.get("content") or element.get("datetime")
        for name in names:
            if name and value:
                stated.setdefault(name.lower(), value)
    return [stated[name] for name in DATE_NAMES if name in stated]


def _linked(html: str) -> dict[str, list[str]]:
    """Dates, authors and publishers of the page's linked data, in the order they stand."""
    found: dict[str, list[str]] = {}
    for content in linked_data(html):
        try:
            value = json.loads(content)
        except (ValueError, RecursionError):  # broken linked data is common; the page still reads
            continue
        for node in _nodes(value):
            for key in ("datePublished", "author", "publisher"):
                found.setdefault(key, []).extend(_names(node.get(key)))
    return found


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """The mappings in a JSON value, nearest first, MOST_NODES values looked at."""
    waiting = [value]
    for at in range(MOST_NODES):
        if at >= len(waiting):
            return
        node = waiting[at]
        if isinstance(node, dict):
            yield node
            waiting += node.values()
        elif isinstance(node, list):
            waiting += node


def _names(value: Any) -> list[str]:
    """A string, a mapping with a name, or a list of either, as strings."""
    values = value if isinstance(value, list) else [value]
    names = (one.get("name") if isinstance(one, dict) else one for one in values)
    return [name for name in names if isinstance(name, str)]
