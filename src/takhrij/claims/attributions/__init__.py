"""Attributions: who is said to have said what, with the exact words of each part.

First each language's rules find source, cue and content; then speakers are resolved; then
kind, knowledge and the way one passed on another are judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from takhrij.annotations import Actor, Attribution, Knowledge, SourceKind
from takhrij.claims.attributions.arabic import arabic
from takhrij.claims.attributions.combine import combined, settings
from takhrij.claims.attributions.english import english
from takhrij.claims.attributions.english_carry import carried
from takhrij.claims.attributions.english_lines import dateline
from takhrij.claims.attributions.english_told import passed_on
from takhrij.claims.attributions.found import Found
from takhrij.claims.attributions.kinds import has_perceived, kind_of, knowledge_of
from takhrij.claims.attributions.learned import learned
from takhrij.claims.attributions.nesting import vias
from takhrij.claims.attributions.speakers import Speaker, speakers, words_of, written
from takhrij.claims.attributions.view import View, view
from takhrij.document import Document, Span
from takhrij.language.actors import party
from takhrij.language.actors.lexicon import folded_set, sides_of_states, warring
from takhrij.language.model import Reading

__all__ = ["attributions"]

_ARTICLES = frozenset({"the", "a", "an"})
_LIVING = frozenset({"named_person", "unnamed_person", "unknown"})
_OPENING = 4
"""Words at the start of a content in which a speaker's own seeing or hearing is looked for."""
MOST = 5000
"""More in one text are not news; the rest is left out, and the case says so."""


def attributions(document: Document) -> tuple[Attribution, ...]:
    """Every attribution found, in text order, ids a1 and on.

    The rules find them; where a model has read the document, it has its say too.
    """
    seen = view(document)
    found = sorted(_relayed(seen, _both(document, seen)), key=_order)[:MOST]
    named = speakers(seen, found)
    passed_on = vias(found)
    return tuple(
        _attribution(seen, number, item, speaker, via)
        for number, (item, speaker, via) in enumerate(zip(found, named, passed_on, strict=True))
    )


def _both(document: Document, seen: View) -> Iterable[Found]:
    """What the rules find, and the model as far as it has read the document."""
    rules = sorted(set(_once(_found(seen))), key=_order)
    if not document.has(Reading) or not document.layer(Reading):
        return rules
    chosen = settings(seen.language)
    (reading,) = document.layer(Reading)
    read = [item for item in rules if item.cue.end <= reading.until]
    unread = [item for item in rules if item.cue.end > reading.until]
    told = list(learned(seen, reading.told, chosen.least))
    return [*combined(read, told, chosen), *unread]


def _relayed(seen: View, found: Iterable[Found]) -> Iterable[Found]:
    """With who passed each on, an agency in the dateline, and accounts that run on.

    The Arabic rules have said so already.
    """
    if seen.language != "en":
        return found
    items = list(passed_on(seen, found))
    credited = (item for item in dateline(seen) if all(item.cue != o.cue for o in items))
    told = [*items, *credited]
    return [*told, *carried(seen, told)]


def _found(seen: View) -> Iterator[Found]:
    return arabic(seen) if seen.language == "ar" else english(seen)


def _once(found: Iterable[Found]) -> list[Found]:
    """Each cue and content once for each source; one with no source gives way to one with.

    Of two cues with one content and no source to the second ("he went on, saying that") the
    first counts.
    """
    kept: dict[tuple[Span, ...], list[Found]] = {}
    for item in sorted(found, key=_order):
        same = kept.setdefault(item.content, [])
        if item.source is None and any(not other.relay for other in same):
            continue
        same[:] = [other for other in same if not _gives_way(other, item)]
        same.append(item)
    return [item for same in kept.values() for item in same]


def _gives_way(one: Found, to: Found) -> bool:
    """Whether an attribution says nothing that the other of the same content doesn't."""
    if one.source is not None and one.source == to.source:
        return one.relay == to.relay or to.relay
    return one.source is None and one.cue == to.cue and one.relay == to.relay


def _order(item: Found) -> tuple[int, int, int, int, str]:
    """By the first word of any part, then cue, content and source."""
    source = item.source.start if item.source else item.cue.start
    first = min(item.cue.start, item.content[0].start, source)
    return first, item.cue.start, item.content[0].start, source, repr(item)


def _is_named(seen: View, speaker: Span | None) -> bool:
    """Whether a person's name is among the speaker's words.

    In English a capital says so too, unless it begins the phrase or belongs to a body.
    """
    if speaker is None:
        return False
    actors = seen.actors_in(speaker)
    if any(actor.type == "person" and actor.named for actor in actors):
        return True
    return seen.language == "en" and _has_capital(seen, speaker)


def _has_capital(seen: View, speaker: Span) -> bool:
    """Two capitals in a row that no body's name holds: "minister Ray Nolan", not "The mayor"."""
    bodies = [actor.span for actor in seen.actors_in(speaker) if actor.type != "person"]
    tokens = seen.tokens[seen.at(speaker.start) : seen.at(speaker.end)]
    named = (token for token in tokens if token.is_word and token.norm not in _ARTICLES)
    words = [Span(token.start, token.end) for token in named]
    free = [not any(body.overlaps(span) for body in bodies) for span in words]
    high = [span.of(seen.text)[0].isupper() and ok for span, ok in zip(words, free, strict=True)]
    return any(one and two for one, two in pairwise(high)) or (len(words) == 1 and high[0])


def _covered(seen: View, speaker: Span | None) -> frozenset[str]:
    """The speaker's words that belong to the name of a body or group."""
    if speaker is None:
        return frozenset()
    bodies = (actor for actor in seen.actors_in(speaker) if actor.type != "person")
    return frozenset(word for actor in bodies for word in words_of(seen, actor.span))


def _party(seen: View, speaker: Span | None) -> str | None:
    """The side of the first body named in the speaker's words that the data file has one for."""
    for actor in seen.actors_in(speaker) if speaker else ():
        side = party(actor.ref)
        if side is not None:
            return side
    return None


def _judged(seen: View, item: Found, who: Speaker) -> tuple[SourceKind, Knowledge]:
    """Kind and knowledge from the source's words, and from what it says it saw or heard itself."""
    speaker = who.span
    words = words_of(seen, speaker) if speaker else ()
    if speaker and _is_state(seen, speaker):
        return "official_body", "official"
    kind = kind_of(
        words,
        seen.language,
        named=_is_named(seen, speaker),
        covered=_covered(seen, speaker),
    )
    if who.issued:
        return "document", knowledge_of(words, kind, seen.language)
    kind = _of_body(seen, speaker, kind)
    said = words_of(seen, item.content[0])[:_OPENING]
    if kind in _LIVING and words and has_perceived(said, seen.language):
        return ("named_person" if kind == "named_person" else "unnamed_person"), "first_hand"
    knowledge = knowledge_of(words, kind, seen.language)
    if knowledge == "unknown" and speaker and _is_of_party(seen, speaker):
        return kind, "official"
    return kind, knowledge


def _is_of_party(seen: View, speaker: Span) -> bool:
    """An armed group speaks of its own acts as an army does, and so does a source in it: its name
    ends the speaker's words, after nothing or a word that says that the source belongs to it."""
    start, end = seen.at(speaker.start), seen.at(speaker.end)
    for actor in seen.actors_in(speaker):
        at, after = seen.at(actor.span.start), seen.at(actor.span.end)
        if after >= end and (_is_armed(actor) or _is_of_state(actor.ref)):
            before = at - 1 - (seen.norm(at - 1) == "the")
            joined = seen.text[seen.tokens[at].start] == "ب"
            within = seen.norm(before) in folded_set(seen.language, "sources", "within")
            return before < start or joined or within
    return False


_FEW = 3


def _is_state(seen: View, speaker: Span) -> bool:
    """A country, or the name of a place that stands for a government, and little else."""
    first, after = seen.at(speaker.start), seen.at(speaker.end)
    return after - first <= _FEW and speaker.start in seen.states


def _of_body(seen: View, speaker: Span | None, kind: SourceKind) -> SourceKind:
    """The kind of a body that the words leave open, from the layer of actors."""
    if speaker is None or kind not in ("unknown", "named_person", "organization"):
        return kind
    near = seen.actors_in(speaker)
    if kind == "organization" and not (near and _is_armed(near[0])):
        return kind
    if not near or not near[0].named or near[0].type == "person" or _is_named(seen, speaker):
        return kind
    if near[0].span.start > speaker.start + 1:
        return kind
    if near[0].type != "group" and _is_of_state(near[0].ref):
        return "official_body"
    return "group" if near[0].type == "group" or _is_armed(near[0]) else "organization"


def _is_armed(actor: Actor) -> bool:
    """An armed group, or an alliance that fights."""
    return actor.ref is not None and (actor.type == "group" or actor.ref in warring())


def _is_of_state(ref: str | None) -> bool:
    """A ministry or an army, or a body that is counted with a state, as its guards are."""
    return ":" in (ref or "") or party(ref) in sides_of_states()


def _attribution(
    seen: View, number: int, item: Found, who: Speaker, via: int | None
) -> Attribution:
    speaker = who.span
    kind, knowledge = _judged(seen, item, who)
    return Attribution(
        id=f"a{number + 1}",
        content=item.content,
        source=item.source,
        cue=None if item.inferred else item.cue,
        speaker=written(seen, speaker) if speaker else None,
        speaker_span=speaker,
        kind=kind,
        knowledge=knowledge,
        act=item.act,
        via=None if via is None else f"a{via + 1}",
        negated=item.negated,
        inferred=item.inferred,
        party=_party(seen, speaker),
        made_by=item.made_by,
        confidence=item.confidence,
    )
