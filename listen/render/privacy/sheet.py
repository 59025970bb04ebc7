"""The facts become a sheet: for people who are spoken of, for the works council, for the record of processing."""

from collections.abc import Iterator

from listen.phrases import say
from listen.privacy import EMPLOYEES, Facts, Group, SourceKept, TableKept
from listen.render import foreign, speech
from listen.render.privacy.document import Document, Part, Points, Section, Table
from listen.render.screen import Screen

__all__ = ["explained", "sheet"]

_FEW = 8


def explained(table: str, column: str, said: str, lang: str) -> str:
    """Return what a column holds: in English as the schema says, else as the phrases do; "" where nobody says it."""
    if lang == "en" and said:
        return said
    return say(f"columns.{table}.{column}", lang, default=None) or said


def sheet(facts: Facts, screen: Screen) -> Document:
    """Return the whole sheet in the screen's language."""
    return _Sheet(facts, screen).document()


class _Sheet:
    """One sheet while it is made."""

    def __init__(self, facts: Facts, screen: Screen) -> None:
        self._facts = facts
        self._screen = screen

    def document(self) -> Document:
        brand = self._foreign(self._facts.brand)
        day = speech.day(self._screen.today, self._screen.lang)
        return Document(
            title=self._say("title", brand=brand),
            parts=(self._say("made", day=day),),
            sections=(
                self._section("purpose", *self._purpose()),
                self._section("people", Points(items=self._texts("people", 3))),
                self._section("from", *self._sources()),
                self._section("what", *self._what()),
                self._section("how_long", *self._how_long()),
                self._section("who_sees", *self._who_sees()),
                self._section("never", *self._never()),
                self._section("council", Points(items=self._texts("council", 5))),
                self._section("rights", self._rights()),
                self._section("security", Points(items=self._texts("security", 7))),
                self._section("record", self._record()),
                self._section("yours", Points(items=self._texts("yours", 5))),
                self._section("columns", *self._columns()),
            ),
        )

    def _say(self, key: str, **values: object) -> str:
        return self._screen.say(f"privacy.{key}", **values)

    def _texts(self, key: str, count: int) -> tuple[str, ...]:
        return tuple(self._say(f"{key}_{number}") for number in range(1, count + 1))

    def _foreign(self, text: str) -> str:
        return foreign.plain(text, self._screen)

    def _section(self, key: str, *parts: Part) -> Section:
        return Section(title=self._say(f"section_{key}"), parts=parts)

    def _table(self, rows: Iterator[tuple[str, ...]], *heads: str, caption: str = "") -> Table:
        return Table(head=tuple(self._say(f"head_{key}") for key in heads), rows=tuple(rows), caption=caption)

    def _purpose(self) -> Iterator[Part]:
        yield self._say("purpose_1")
        yield self._say("purpose_2")
        yield self._say("purpose_3")
        named = ", ".join(self._foreign(name) for name in self._facts.queries[:_FEW])
        more = self._screen.show("…") if len(self._facts.queries) > _FEW else ""
        yield self._say("purpose_queries", queries=f"{named} {more}".strip())

    def _sources(self) -> Iterator[Part]:
        yield self._say("from_text")
        rows = (
            (
                self._title(one),
                self._say("on" if one.is_on else "off"),
                self._screen.number(one.posts),
                self._days(one.days) + (f" ({self._say('terms')})" if one.ceiling is not None else ""),
            )
            for one in self._facts.sources
        )
        yield self._table(rows, "source", "asked", "posts", "kept")
        hosts = ", ".join(self._foreign(host) for host in self._facts.hosts)
        if hosts:
            yield self._say("from_hosts", hosts=hosts)

    def _title(self, source: SourceKept) -> str:
        return self._say("by_hand") if source.name == "hand" else self._foreign(source.title)

    def _days(self, days: int | None) -> str:
        return self._say("never_ends") if days is None else self._say("days", n=days)

    def _what(self) -> Iterator[Part]:
        rows = (
            (
                self._say(f"group_{group.value}"),
                self._say(f"group_{group.value}_whose"),
                self._say(f"group_{group.value}_why"),
                self._screen.number(
                    sum(one.rows for one in self._facts.tables if one.group is group and not _shadow(one))
                ),
            )
            for group in Group
        )
        yield self._table(rows, "what", "whose", "why", "rows")

    def _how_long(self) -> Iterator[Part]:
        keep = self._facts.keep
        rows = [
            (self._say("keep_authors"), self._days(keep.authors)),
            (self._say("keep_texts"), self._days(keep.texts)),
            (self._say("keep_mentions"), self._days(keep.mentions)),
            (self._say("keep_answers"), self._days(keep.answers)),
            (self._say("keep_claims"), self._say("keep_claims_how")),
            (self._say("keep_prints"), self._days(15)),
            (self._say("keep_samples"), self._days(30)),
            (self._say("keep_erased"), self._say("for_good")),
        ]
        yield self._table(iter(rows), "what", "kept")
        yield self._say("overdue", n=self._facts.overdue) if self._facts.overdue else self._say("not_overdue")
        yield self._say("gone_at_origin")
        if self._facts.deletions:
            told = (
                (
                    speech.day(one.deleted_on, self._screen.lang),
                    self._screen.say(f"keeping.deed_{one.deed.value}"),
                    "" if one.source is None else self._foreign(one.source),
                    self._screen.number(one.posts),
                )
                for one in self._facts.deletions
            )
            yield self._table(told, "day", "deed", "source", "posts", caption=self._say("last_deletions"))

    def _who_sees(self) -> Iterator[Part]:
        yield self._say("who_sees_text")
        rows = (
            (
                self._foreign(one.path),
                self._foreign(one.owner),
                one.mode,
                self._say("open_to_others" if one.is_open_to_others else "owner_only"),
            )
            for one in self._facts.files
        )
        yield self._table(rows, "file", "owner", "mode", "readable")
        told = ", ".join(self._foreign(name) for name in self._facts.recipients)
        yield self._say("recipients", names=told) if told else self._say("no_recipients")
        yield self._say("recipients_more")

    def _never(self) -> Iterator[Part]:
        yield Points(items=self._texts("never", 5))
        known = {(one.name, column) for one in self._facts.tables for column in one.columns}
        near = [name for name in EMPLOYEES if tuple(name.split(".")) in known]
        rows = ((name, self._say(f"near_{name.replace('.', '_')}")) for name in near)
        yield self._table(rows, "column", "why_not", caption=self._say("near"))
        counted = self._facts.is_team_counted
        people = self._say("people_unknown") if self._facts.people is None else self._screen.number(self._facts.people)
        yield self._say("team_counted" if counted else "team_not_counted", people=people)
        yield self._say("masked", n=self._facts.colleagues) if self._facts.colleagues else self._say("not_masked")

    def _rights(self) -> Table:
        rows = ((self._say(f"right_{number}"), self._say(f"right_{number}_how")) for number in range(1, 8))
        return self._table(rows, "right", "how")

    def _record(self) -> Table:
        on = ", ".join(self._title(one) for one in self._facts.sources if one.is_on)
        told = ", ".join(self._foreign(name) for name in self._facts.recipients) or self._say("record_nobody")
        keep = self._facts.keep
        ends = self._say(
            "record_ends_are",
            authors=self._days(keep.authors),
            texts=self._days(keep.texts),
            mentions=self._days(keep.mentions),
            answers=self._days(keep.answers),
        )
        values = {
            "name": self._say("record_name_is", brand=self._foreign(self._facts.brand)),
            "controller": "________________",
            "officer": "________________",
            "purposes": self._say("record_purposes_are"),
            "basis": self._say("record_basis_is"),
            "persons": self._say("record_persons_are"),
            "data": self._say("record_data_are"),
            "origin": on,
            "recipients": told,
            "third": self._say("record_third_is"),
            "ends": ends,
            "measures": self._say("record_measures_are"),
        }
        return self._table(((self._say(f"record_{key}"), value) for key, value in values.items()), "item", "entry")

    def _columns(self) -> Iterator[Part]:
        yield self._say("columns_text")
        for table in self._facts.tables:
            group = "" if table.group is None else self._say(f"group_{table.group.value}")
            caption = self._say("columns_of", table=self._foreign(table.name), group=group, n=table.rows)
            rows = (
                (column, foreign.plain(explained(table.name, column, said, self._screen.lang), self._screen))
                for column, said in table.columns.items()
            )
            yield self._table(rows, "column", "holds", caption=caption)


def _shadow(table: TableKept) -> bool:
    """Return whether a table has the rows of another one."""
    return table.name == "post_words"
