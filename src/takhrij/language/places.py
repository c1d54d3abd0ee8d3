"""Places: the names in a text and what each may mean, best first.

Find, then resolve: `places_find` decides which words name a place, `places_resolve` what
they mean over the whole text, `places_settle` what is left open, `places_area` which part of
it the words around them single out.
"""

from __future__ import annotations

from takhrij.annotations import Place
from takhrij.document import Document
from takhrij.language.gazetteer.home import default_gazetteer
from takhrij.language.gazetteer.lookup import Gazetteer
from takhrij.language.places_area import described
from takhrij.language.places_find import found
from takhrij.language.places_resolve import resolved
from takhrij.language.places_settle import settled
from takhrij.language.places_text import Text


def places(document: Document, gazetteer: Gazetteer | None = None) -> tuple[Place, ...]:
    """The places that a text names, in order. Needs the Word layer.

    Without a gazetteer the user's own are used: the embedded world and what was imported.
    """
    text = Text(document, gazetteer or default_gazetteer())
    names = found(text)
    return described(text, settled(text, names, resolved(text, names)))
