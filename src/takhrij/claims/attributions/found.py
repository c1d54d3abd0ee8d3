"""What the rules of one language find: source, cue and content, before anything is resolved."""

from __future__ import annotations

from dataclasses import dataclass

from takhrij.annotations import Act
from takhrij.document import Span


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution as found. `person` is the verb's person, gender and number (3fs) or ''.

    `relay` marks the agency or paper that passed the content on; `impersonal` a report whose
    speaker is nobody in the text; `dropped` a verb whose subject was named before.
    """

    cue: Span
    content: tuple[Span, ...]
    source: Span | None
    act: Act = "state"
    person: str = ""
    negated: bool = False
    inferred: bool = False
    relay: bool = False
    impersonal: bool = False
    confidence: float = 1.0
    made_by: str = "rules"
    subject: Span | None = None
    """Of a participle: the subject of its sentence, where one was seen."""
