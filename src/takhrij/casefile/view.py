"""A case as one interface language shows it: look-ups and phrases for the templates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from markupsafe import Markup

from takhrij.casefile import chain_graph, family_graph, marks, rests_on, timeline, values
from takhrij.casefile.article import Article
from takhrij.casefile.compared import Compared
from takhrij.casefile.interface import DIRECTIONS, Interface, Page, ltr, said, words
from takhrij.casefile.map import Maps, label, maps
from takhrij.casefile.spots import RADIUS_KM

Row = Mapping[str, Any]

OUTCOMES = ("inconsistent", "undetermined", "consistent")
TYPES = ("person", "organization", "group", "place", "time", "quantity", "munition", "document")


class View:
    """One case in one interface language. Ids in the page are prefixed with the language."""

    def __init__(self, case: Row, language: Interface) -> None:
        self.case = case
        self.language = language
        self.direction = DIRECTIONS[language]
        self.page = Page(words(language))
        self.article = str(case["document"]["language"])
        self.mentions = _by_id(case["mentions"])
        self.entities = _by_id(case["entities"])
        self.attributions = _by_id(case["attributions"])
        self.claims = _by_id(case["claims"])
        self.evidence = _by_id(case.get("evidence", ()))
        self.numbers = {claim["id"]: n for n, claim in enumerate(case["claims"], 1)}

    # --- parts of the page -------------------------------------------------------------------

    @cached_property
    def rests(self) -> rests_on.RestsOn:
        return rests_on.rests_on(self.case)

    @cached_property
    def sentences(self) -> list[Markup]:
        return rests_on.sentences(self.rests, self.page)

    @cached_property
    def paragraphs(self) -> tuple[marks.Paragraph, ...]:
        return marks.paragraphs(self.case)

    @cached_property
    def tree(self) -> chain_graph.Tree:
        return chain_graph.tree(self.case)

    @cached_property
    def maps(self) -> Maps:
        return maps(self.case, self.language)

    @cached_property
    def timeline(self) -> timeline.Timeline:
        return timeline.timeline(self.case)

    def family(self, family: Row) -> tuple[family_graph.Node, ...]:
        return family_graph.nodes(family)

    @property
    def own_families(self) -> list[Row]:
        """The families that this report is of; the others are of its evidence."""
        return [one for one in self.case["families"] if any(m.get("this") for m in _told(one))]

    # --- look-ups ------------------------------------------------------------------------------

    @cached_property
    def findings_on(self) -> Mapping[str, list[Row]]:
        """Findings by the claim that they are about, inconsistent ones first."""
        found = defaultdict(list)
        for finding in self.findings:
            for claim in finding["claims"]:
                found[claim].append(finding)
        return found

    @cached_property
    def findings(self) -> list[Row]:
        return sorted(self.case["findings"], key=lambda one: OUTCOMES.index(one["outcome"]))

    @cached_property
    def verdict_on(self) -> Mapping[str, Row]:
        return {verdict["claim"]: verdict for verdict in self.case.get("verdicts", ())}

    @cached_property
    def compared(self) -> Compared:
        """What other reports and records were looked through, and what they gave."""
        return Compared(self.case, self.language, self.page)

    @cached_property
    def claims_by(self) -> Mapping[str, list[str]]:
        """Claim ids by the attribution, mention or place that they use."""
        found = defaultdict(list)
        for claim in self.case["claims"]:
            used = [*claim["attributions"], *claim["where"]]
            for slot in ("when", "where_mentions", "actor", "affected", "how_many"):
                used += claim.get(slot, ())
            for key in dict.fromkeys(used):
                found[key].append(claim["id"])
        return found

    @cached_property
    def mentions_of(self) -> Mapping[str, list[Row]]:
        """Mentions by entity."""
        found = defaultdict(list)
        for mention in self.case["mentions"]:
            if mention["entity"]:
                found[mention["entity"]].append(mention)
        return found

    def loose(self, kind: str) -> list[Row]:
        """Mentions of a type that belong to no entity."""
        return [m for m in self.case["mentions"] if m["type"] == kind and not m["entity"]]

    def entities_of(self, kind: str) -> list[Row]:
        return [one for one in self.case["entities"] if one["type"] == kind]

    @property
    def types(self) -> list[str]:
        """The types of things that the article mentions."""
        return [kind for kind in TYPES if self.entities_of(kind) or self.loose(kind)]

    def slot(self, claim: Row, name: str) -> list[Row]:
        """The mentions in a slot of a claim."""
        keys = claim.get("where_mentions", ()) if name == "where" else claim[name]
        return [self.mentions[key] for key in keys if key in self.mentions]

    def quotes(self, finding: Row) -> list[str]:
        text = self.case["document"]["text"]
        return [text[span["start"] : span["end"]] for span in finding["spans"]]

    def quote(self, span: Row) -> str:
        return str(self.case["document"]["text"][span["start"] : span["end"]])

    def changed(self, family: Row, link: Row) -> list[Row]:
        """What changed along a link of a family, other wording aside."""
        return [
            one
            for one in family["changes"]
            if (one["from"], one["to"]) == (link["from"], link["to"]) and one["kind"] != "wording"
        ]

    # --- phrases -------------------------------------------------------------------------------

    def said(self, text: str) -> Markup:
        """Words of the article."""
        return said(text, self.article)

    def report(self, family: Row, key: str) -> Markup:
        """A member of a family by title, else by where it came from."""
        documents = {one["id"]: one for one in family.get("documents", ())}
        one = documents.get(key, {})
        return said(str(one.get("title") or one.get("source") or key), "auto")

    def reading(self, family: Row, key: str) -> str:
        """The direction of writing of a member's text."""
        documents = {one["id"]: one for one in family.get("documents", ())}
        return DIRECTIONS.get(documents.get(key, {}).get("language", ""), "auto")

    def percent(self, share: float) -> Markup:
        return ltr(f"{share:.0%}")

    def who(self, link: Mapping[str, Any]) -> Markup:
        """A hand of a chain; where nobody is given, that is said."""
        if link.get("standing") == "missing" or not link["who"]:
            return self.page.say("claims.missing_source")
        return self.said(link["who"])

    def standing(self, link: Mapping[str, Any]) -> str:
        return rests_on.link_standing(link)

    def message(self, finding: Row) -> Markup:
        return self._told(finding.get("messages", {}), finding["message"])

    def why(self, row: Row) -> Markup:
        """The reason given with a verdict or a family."""
        return self._told(row.get("whys", {}), row.get("why", ""))

    def _told(self, told: Mapping[str, str], otherwise: str) -> Markup:
        text = told.get(self.language)
        return self.page.isolated(text) if text is not None else said(otherwise, "en")

    def meaning(self, mention: Row) -> Markup:
        return values.meaning(mention, self.page)

    def interval(self, value: Row) -> Markup:
        return values.interval(value, self.page)

    def place(self, entity: Row) -> Markup:
        """A place's name in this language, marked with the language that it is in."""
        if self.language in entity["names"]:
            return said(label(entity, self.language), self.language)
        return self.said(entity["name"])

    def position(self, entity: Row) -> Markup:
        if entity["lat"] is None:
            return self.page.say("map.unplaced")
        return ltr(f"{entity['lat']:.4f}, {entity['lon']:.4f}")

    def doubt(self, entity: Row) -> Markup:
        """How far off a place may be, in words and kilometres."""
        precision = entity["precision"] or 1
        word = self.page.term("where_precision", precision)
        km = RADIUS_KM.get(precision)
        if km is None:
            return word
        return Markup("{} ({})").format(word, self.page.say("map.within", n=values.number(km)))

    def limits(self) -> list[Markup]:
        """What this reading left open, counted from the case."""
        page, case = self.page, self.case
        places = [one for one in case["entities"] if one["type"] == "place"]
        times = [one for one in case["mentions"] if one["type"] == "time"]
        counted = (
            ("places", [one for one in places if one["lat"] is None], places),
            ("ambiguous", [one for one in places if one.get("alternatives")], places),
            ("times", [one for one in times if _is_open(one["value"])], times),
            (
                "checks",
                [f for f in case["findings"] if f["outcome"] == "undetermined"],
                case["findings"],
            ),
            (
                "inferred",
                [a for a in case["attributions"] if a.get("inferred")],
                case["attributions"],
            ),
        )
        told = [
            page.say(f"limits.{key}", n=len(some), all=len(every))
            for key, some, every in counted
            if some
        ]
        return [*told, self._models()]

    def _models(self) -> Markup:
        makers = {one.get("made_by", "rules") for one in self.case["attributions"]}
        if makers <= {"rules"}:
            return self.page.say("limits.no_models")
        models = self.case["made_by"]["settings"].get("model", ", ".join(sorted(makers)))
        return self.page.say("limits.models", models=models)

    def about(self) -> list[tuple[Markup, Markup]]:
        """What is known of the report, as pairs of heading and value."""
        about, page = self.case["document"], self.page
        unknown = page.say("about.unknown")
        rows = [("publisher", "said"), ("byline", "said"), ("published", "ltr"), ("url", "ltr")]
        show = {"said": self.said, "ltr": ltr}
        found = [
            (page.say(f"about.{key}"), show[how](about[key]) if about.get(key) else unknown)
            for key, how in rows
            if about.get(key) or key != "url"
        ]
        found.append((page.say("about.source"), ltr(about["source"])))
        return found

    def aside(self, kind: str, key: str) -> Markup:
        """What stands beside an annotation besides what was read; the report has nothing there."""
        return Markup()

    # --- drawing -------------------------------------------------------------------------------

    def article_paragraphs(self) -> Iterator[tuple[bool, Markup]]:
        """Whether it belongs to the title, and the HTML of each paragraph, in order."""
        writer = Article(f"{self.language}-", self.page.words, self.numbers)
        for paragraph in self.paragraphs:
            yield paragraph.is_title, writer.paragraph(paragraph)

    def spot_number(self, entity: Row) -> str:
        """A place's number on the map; empty where it isn't drawn."""
        return self._spot_numbers.get(entity["id"], "")

    @cached_property
    def _spot_numbers(self) -> Mapping[str, str]:
        return {spot.key: str(spot.number) for spot in self.maps.spots}

    def x(self, at: float, width: float = 0.0) -> float:
        """A position on the time axis, which runs the way the page is read."""
        return round(100 - at - width, 2) if self.direction == "rtl" else at

    def claims_of(self, mentions: Iterable[str]) -> list[str]:
        found = dict.fromkeys(claim for key in mentions for claim in self.claims_by[key])
        return sorted(found, key=self.numbers.__getitem__)


def _is_open(value: Row) -> bool:
    return value.get("kind") == "date" and value["earliest"] is None and value["latest"] is None


def _by_id(rows: Iterable[Row]) -> dict[str, Row]:
    return {row["id"]: row for row in rows}


def _told(family: Row) -> list[Row]:
    documents: list[Row] = family.get("documents", [])
    return documents
