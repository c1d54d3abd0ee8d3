"""The stages in order: a tuple one can read. Nothing here decides anything."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from takhrij.annotations import (
    Actor,
    Attribution,
    Chain,
    Claim,
    ClaimOrigins,
    Entity,
    Evidence,
    Finding,
    Incident,
    Mention,
    Munition,
    Place,
    Quantity,
    Quotation,
    RecordMatch,
    Searched,
    Sentence,
    Time,
    Verdict,
    Word,
)
from takhrij.checks import findings
from takhrij.claims.attributions import MOST, attributions
from takhrij.claims.chains import chains
from takhrij.claims.claims import claims
from takhrij.claims.incidents import incidents
from takhrij.claims.quotations import quotations
from takhrij.corpus.evidence import evidence, searches
from takhrij.corpus.library import Library
from takhrij.corpus.tellings import claim_origins
from takhrij.document import Document, Language, document_of
from takhrij.language.actors import actors
from takhrij.language.datelines import publication_date
from takhrij.language.entities import entities
from takhrij.language.gazetteer.home import default_gazetteer
from takhrij.language.gazetteer.lookup import Gazetteer
from takhrij.language.lemmas import open_dictionary
from takhrij.language.mentions import mentions
from takhrij.language.model import Model, Reading, own, readings
from takhrij.language.munitions import munitions
from takhrij.language.offices import offices
from takhrij.language.places import places
from takhrij.language.quantities import quantities
from takhrij.language.sentences import sentences
from takhrij.language.times import times
from takhrij.language.words import words
from takhrij.records.book import Book
from takhrij.records.matches import records
from takhrij.stages import Stage, check_order, run
from takhrij.verdicts import verdicts


@dataclass(frozen=True, slots=True)
class Resources:
    """What stages draw on besides the document. None: the user's own, opened when needed."""

    gazetteer: Gazetteer | None = None
    model: Model | None = None
    """The learned reader; None: the one installed with the program, if there is one."""
    rules_only: bool = False
    """Leave the learned reader out, even where there is one."""
    library: Library | None = None
    """The corpus in which evidence is looked for; None: none is."""
    book: Book | None = None
    """The incident records to compare with; None: none are."""

    @property
    def reader(self) -> Model | None:
        """The model that reads, or None where the rules stand alone."""
        return None if self.rules_only else self.model or own()


DEFAULT = Resources()
RULES = Resources(rules_only=True)


def stages(resources: Resources = DEFAULT) -> tuple[Stage, ...]:
    """Every stage, in the order they run."""
    return (
        Stage("readings", partial(readings, model=resources.reader), makes=Reading),
        Stage("sentences", sentences, makes=Sentence),
        Stage("words", words, makes=Word),
        Stage("places", partial(places, gazetteer=resources.gazetteer), makes=Place, needs=(Word,)),
        Stage("times", times, makes=Time),
        Stage("actors", actors, makes=Actor, needs=(Word,)),
        Stage("quantities", quantities, makes=Quantity, needs=(Time, Actor)),
        Stage("munitions", munitions, makes=Munition, needs=(Word,)),
        # What is named, from every layer above; a layer that finds such things belongs above.
        Stage(
            "entities",
            entities,
            makes=Entity,
            needs=(Word, Place, Time, Quantity, Actor, Munition),
        ),
        Stage("mentions", mentions, makes=Mention, needs=(Entity,)),
        Stage("quotations", quotations, makes=Quotation, needs=(Sentence,)),
        Stage(
            "attributions",
            attributions,
            makes=Attribution,
            needs=(Reading, Sentence, Word, Quotation),
        ),
        Stage("claims", claims, makes=Claim, needs=(Sentence, Word, Entity, Mention, Attribution)),
        Stage("chains", chains, makes=Chain, needs=(Claim, Attribution)),
        Stage("incidents", incidents, makes=Incident, needs=(Claim, Mention)),
        Stage(
            "checks",
            partial(findings, gazetteer=resources.gazetteer),
            makes=Finding,
            needs=(Claim, Chain, Incident, Quotation, Mention, Attribution),
        ),
        *_outside(resources),
        Stage("verdicts", verdicts, makes=Verdict, needs=(Claim, Chain, Incident, Finding)),
    )


def _outside(resources: Resources) -> Iterator[Stage]:
    """The stages that ask a corpus and its records, where one is given."""
    gazetteer, library, book = resources.gazetteer, resources.library, resources.book
    if library is not None:
        read = partial(passage, gazetteer=gazetteer)
        yield Stage(
            "evidence",
            partial(evidence, library=library, read=read),
            makes=Evidence,
            needs=(Claim, Incident, Mention),
        )
        yield Stage(
            "origins",
            partial(claim_origins, library=library),
            makes=ClaimOrigins,
            needs=(Claim, Chain, Evidence),
        )
    if book is not None:
        yield Stage(
            "records",
            partial(records, book=book),
            makes=RecordMatch,
            needs=(Claim, Incident, Mention),
        )
    if library is not None or book is not None:
        yield Stage("searches", searches, makes=Searched, needs=(Claim,))


_SLOTS = (Chain, Incident, Finding, Verdict)


def passage(document: Document, *, gazetteer: Gazetteer | None = None) -> Document:
    """A passage of another report with its claims and their slots, read by the rules alone."""
    known = stages(Resources(gazetteer=gazetteer, rules_only=True))
    return run(document, (stage for stage in known if stage.makes not in _SLOTS))


STAGES: tuple[Stage, ...] = stages()
check_order(STAGES)


def dated(document: Document) -> Document:
    """The document, with the day that its own dateline states where nothing else gives one."""
    if document.metadata.published is not None:
        return document
    found = publication_date(document.text, document.language)
    return document if found is None else document.with_metadata(published=found[0])


def read(
    document: Document,
    resources: Resources = DEFAULT,
    *,
    watch: Callable[[Sequence[Stage]], Iterable[Stage]] = iter,
) -> Document:
    """The document with every layer on it. `watch` may look at each stage as its turn comes."""
    return _noted(run(dated(document), watch(stages(resources))))


def _noted(document: Document) -> Document:
    """With a problem where attributions may have been left out."""
    if not document.has(Attribution) or len(document.layer(Attribution)) < MOST:
        return document
    said = f"attributions: {MOST:,} were kept, the most of one text; there may be more"
    return document.with_metadata(problems=(*document.metadata.problems, said))


def data_digests(resources: Resources = DEFAULT) -> dict[str, str]:
    """The digest of each body of data that decides something, as a case file names them."""
    found = {
        "gazetteer": (resources.gazetteer or default_gazetteer()).digest,
        "offices": offices().digest,
    }
    if resources.reader is not None:
        found["model"] = resources.reader.made_by
    return found


def prepare(resources: Resources = DEFAULT) -> None:
    """Load all that every document needs, for a run over many: processes made after share it.

    Python's collector of cyclic garbage then leaves what is loaded alone and looks more seldom:
    it took a sixth of such a run, going over data files and remembered words again and again.
    """
    data_digests(resources)
    for text, language in _SHORT:
        open_dictionary(language)
        read(document_of(text, language), resources)
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECT_AFTER)


_SHORT: tuple[tuple[str, Language], ...] = (
    ("قال الرئيس أحمد علي في دمشق يوم الأحد: «قتل 12 مدنيا».", "ar"),
    ("President John Smith said in London on Sunday: “12 civilians were killed”.", "en"),
)
"""Enough of each language that every data file is asked for once."""

_COLLECT_AFTER = (100_000, 20, 100)
"""Objects made, then rounds, before the collector looks at the young, the older, all."""
