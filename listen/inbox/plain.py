"""The inbox line by line: for screen readers, dumb terminals and pipes. The same letters, nothing is drawn or moved."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.text import Text

from listen.errors import ListenError
from listen.inbox.deeds import Told
from listen.inbox.house import Composing, House, Sheet
from listen.inbox.keys import key_of
from listen.inbox.lines import facts_of, help_lines, says_of, standing_words, told_line, wanted_words
from listen.inbox.page import page_lines
from listen.inbox.state import Row, Wanted, standing
from listen.inbox.visit import Doing, Visit, label_named, link_of, mute_kind
from listen.render import foreign
from listen.render.screen import Screen

if TYPE_CHECKING:
    from listen.dialogue import Thread
    from listen.model import Label

__all__ = ["Plain"]

_WIDTH = 100
_TOLD_AT_ONCE = 10
_SAID = 160
_ENDINGS = (".", "!", "?")
_STOPS = " ,;:.–-"
_MUTE_DAYS = 30
_YES = ("y", "j")
_UNSCORED = "unscored"


class Plain:
    """One visit, as a conversation in lines.

    Args:
        house: the surroundings.
        wanted: what is to be seen first.
        ask: returns the next line typed, given what to ask; None at the end.
        tell: writes one line.
    """

    def __init__(
        self, house: House, wanted: Wanted, *, ask: Callable[[str], str | None], tell: Callable[[str], None]
    ) -> None:
        self._visit = Visit(house, wanted)
        self._house = house
        self._ask_line = ask
        self._tell_line = tell
        self._threads: dict[int, Thread | None] = {}

    @property
    def _screen(self) -> Screen:
        # Styles are left out when lines become plain; without them, matched words would get signs that are read aloud.
        return replace(self._visit.screen(_WIDTH), has_styles=True, has_links=False)

    def _say(self, key: str, **values: object) -> str:
        return self._screen.say(f"inbox.{key}", **values)

    def _tell(self, *lines: str) -> None:
        for line in lines:
            self._tell_line(line.rstrip())

    def _tell_all(self, lines: Iterable[Text]) -> None:
        self._tell(*(line.plain for line in lines))

    def _ask(self, prompt: str) -> str | None:
        return self._ask_line(prompt)

    def run(self) -> None:
        """Tell the list, then do what is typed, until `q` or the end of the input."""
        self._visit.more()
        self._tell(self._say("plain_begin", brand=foreign.plain(self._house.settings.brand.name, self._screen)))
        self._tell_rows()
        while (line := self._ask(self._say("plain_prompt"))) is not None:
            typed = line.strip()
            if typed == "q":
                break
            try:
                self._do(typed)
            except ListenError as error:
                hint = error.hint(self._screen.lang)
                self._tell(foreign.plain(error.message(self._screen.lang), self._screen))
                if hint is not None:
                    self._tell(foreign.plain(hint, self._screen))
        self._tell(self._say("plain_end"))

    # telling
    def _tell_rows(self) -> None:
        inbox = self._visit.inbox
        if words := wanted_words(inbox.wanted, self._screen, self._house.settings):
            self._tell(self._say("only", what=words))
        if not inbox.rows:
            self._tell(self._say("nothing_found" if inbox.wanted.is_filtered else "empty"))
            return
        for place in range(inbox.at, min(inbox.at + _TOLD_AT_ONCE, len(inbox.rows))):
            self._tell(self._row(place))

    def _row(self, place: int) -> str:
        screen = self._screen
        row = self._visit.inbox.rows[place]
        says = _sentence(says_of(row, screen), screen)
        how, until = standing(row, screen.now)
        facts = [f"#{row.number}", *(fact.plain for fact in facts_of(row, screen, self._house.settings)[1:])]
        facts += [words for words in (standing_words(how, until, screen),) if words]
        label = screen.word(row.mention.label)
        return f"{place + 1}. {label}: {says} {', '.join(facts)}"

    def _read(self) -> None:
        row = self._selected()
        if row is None:
            return
        lines = page_lines(
            row,
            self._visit.details(row),
            self._screen,
            settings=self._house.settings,
            thread=self._threads.get(row.number),
            rules=() if self._house.rules is None else self._house.rules(row.mention),
            me=self._house.me,
        )
        self._tell_all(lines)

    def _selected(self) -> Row | None:
        if self._visit.inbox.selected is None:
            self._tell(self._say("empty"))
        return self._visit.inbox.selected

    # doing
    def _do(self, typed: str) -> None:
        letter, rest = (typed[:1], typed[1:].strip()) if typed else ("enter", "")
        number = typed.removeprefix("#")
        if number.isascii() and number.isdigit() and len(number) < 10:  # noqa: PLR2004 - more rows than anyone has
            self._go(int(number), is_mention=typed.startswith("#"))
            return
        key = key_of(letter)
        deed = None if key is None or not key.is_plain else getattr(self, f"_do_{key.name}", None)
        if deed is None:
            self._tell(self._say("plain_unknown", word=foreign.plain(typed, self._screen)))
            return
        deed(rest)

    def _go(self, number: int, *, is_mention: bool) -> None:
        inbox = self._visit.inbox
        while not is_mention and number > len(self._visit.inbox.rows) and self._visit.more():
            continue
        place = inbox.place_of(number) if is_mention else number - 1
        if place is None or not 0 <= place < len(self._visit.inbox.rows):
            self._tell(self._say("plain_which"))
            return
        self._visit.inbox = self._visit.inbox.moved_to(place)
        self._read()

    def _move(self, by: int) -> None:
        inbox = self._visit.inbox
        if inbox.at + by >= len(inbox.rows):
            self._visit.more()
        self._visit.inbox = self._visit.inbox.moved(by)
        if self._visit.inbox.rows:
            self._tell(self._row(self._visit.inbox.at))

    def _do_next(self, rest: str) -> None:
        self._move(_count(rest, 1))

    def _do_previous(self, rest: str) -> None:
        self._move(-_count(rest, 1))

    def _do_first(self, _rest: str) -> None:
        self._visit.inbox = self._visit.inbox.moved_to(0)
        self._tell_rows()

    def _do_last(self, _rest: str) -> None:
        self._move(len(self._visit.inbox.rows) - 1 - self._visit.inbox.at)

    def _do_read(self, _rest: str) -> None:
        self._read()

    def _do_help(self, _rest: str) -> None:
        self._tell_all(help_lines(self._screen, is_plain=True))

    def _do_search(self, rest: str) -> None:
        self._want(replace(self._visit.inbox.wanted, words=" ".join(rest.split())))

    def _do_filter(self, rest: str) -> None:
        wanted = Wanted(is_all=self._visit.inbox.wanted.is_all)
        for word in rest.split():
            name, equals, value = word.partition("=")
            known = _filtered(wanted, name, value) if equals and value else None
            if known is None:
                self._tell(self._say("plain_filter"))
                return
            wanted = known
        self._want(wanted)

    def _do_all(self, _rest: str) -> None:
        wanted = self._visit.inbox.wanted
        self._want(replace(wanted, is_all=not wanted.is_all))

    def _want(self, wanted: Wanted) -> None:
        self._visit.want(wanted)
        self._visit.inbox = self._visit.inbox.moved_to(0)
        self._tell_rows()

    def _do_reread(self, _rest: str) -> None:
        self._visit.reread()
        self._visit.inbox = self._visit.inbox.moved_to(0)
        self._tell_rows()

    def _deed(self, doing: Doing) -> None:
        before = self._visit.inbox.at
        told = doing(self._visit.deeds)
        self._visit.took(told)
        self._told(told)
        if self._visit.inbox.at != before:
            self._tell(self._row(self._visit.inbox.at))

    def _told(self, told: Told) -> None:
        self._tell(told_line(told, self._screen))

    def _do_claim(self, _rest: str) -> None:
        if (row := self._selected()) is not None:
            self._deed(lambda deeds: deeds.claim(row.number))

    def _do_release(self, _rest: str) -> None:
        if (row := self._selected()) is not None:
            self._deed(lambda deeds: deeds.release(row.number))

    def _do_snooze(self, rest: str) -> None:
        if (row := self._selected()) is not None:
            self._deed(lambda deeds: deeds.snooze(row.number, rest or "tomorrow"))

    def _do_done(self, rest: str) -> None:
        if (row := self._selected()) is not None:
            self._deed(lambda deeds: deeds.done(row.number, rest))

    def _do_not_ours(self, _rest: str) -> None:
        if (row := self._selected()) is not None:
            self._deed(lambda deeds: deeds.not_ours(row.number))

    def _do_mute(self, rest: str) -> None:
        name, _, days = rest.partition(" ")
        kind = mute_kind(name)
        if kind is None:
            self._tell(self._say("plain_mute"))
        elif (row := self._selected()) is not None:
            self._deed(lambda deeds: deeds.mute(row.number, kind, _count(days, _MUTE_DAYS)))

    def _do_label(self, rest: str) -> None:
        label = label_named(rest)
        if label is None:
            self._tell(self._say("plain_label"))
        elif (row := self._selected()) is not None:
            self._deed(lambda deeds: deeds.label(row.number, label.value))

    def _do_note(self, rest: str) -> None:
        if not rest:
            self._tell(self._say("plain_text", letter="n"))
        elif (row := self._selected()) is not None:
            self._deed(lambda deeds: deeds.note(row.number, rest))

    def _do_lesson(self, rest: str) -> None:
        if not rest:
            self._tell(self._say("plain_text", letter="L"))
        elif (row := self._selected()) is not None:
            self._deed(lambda deeds: deeds.lesson(row.number, rest))

    def _do_undo(self, _rest: str) -> None:
        told = self._visit.undo()
        self._tell(self._say("nothing_to_undo")) if told is None else self._told(told)

    def _do_open(self, _rest: str) -> None:
        if (row := self._selected()) is None:
            return
        link = link_of(row)
        if link is None:
            self._tell(self._say("no_link"))
        elif self._house.browse is None or not self._house.browse(link):
            self._tell(self._say("no_browser"), link)
        else:
            self._tell(self._say("opened"))

    def _do_copy(self, _rest: str) -> None:
        """Tell the link: there is no clipboard in a pipe."""
        if (row := self._selected()) is not None:
            self._tell(link_of(row) or self._say("no_link"))

    def _do_thread(self, _rest: str) -> None:
        if (row := self._selected()) is None:
            return
        found = self._visit.thread(row)
        if found is None:
            self._tell(self._say("thread_none"))
            return
        self._threads[row.number] = found
        self._read()

    # answering
    def _do_editor(self, _rest: str) -> None:
        self._answer(in_editor=True)

    def _do_reply(self, _rest: str) -> None:
        self._answer(in_editor=False)

    def _answer(self, *, in_editor: bool) -> None:
        row = self._selected()
        if row is None:
            return
        if self._house.composing is None:
            self._tell(self._say("no_composing"))
            return
        composing = self._house.composing(self._house.store)
        with composing.writing(row.number):
            self._compose(composing, row, in_editor=in_editor)

    def _compose(self, composing: Composing, row: Row, *, in_editor: bool) -> None:
        draft = composing.begin(row.number)
        self._visit.took(Told(key="writing", number=row.number))
        screen = self._screen
        if draft.card is not None:
            self._tell(*(foreign.plain(line, screen) for line in draft.card))
            return
        self._tell(*(foreign.plain(rule, screen) for rule in draft.rules))
        if draft.earlier:
            self._tell(
                self._say("earlier", n=len(draft.earlier)), *(foreign.plain(one, screen) for one in draft.earlier)
            )
        text = self._written(composing, draft, in_editor=in_editor)
        while self._asked_to_send(composing, draft, text):
            answer = (self._ask(self._reply_keys(composing, draft)) or "").strip()
            rests = composing.rests_until(draft) is not None
            if (answer in _YES and not rests) or (answer == "n" and rests):
                self._send(composing, row, draft, text, is_now=rests)
                return
            if answer != "e":
                break
            text = self._written(composing, draft, in_editor=in_editor)
        self._told(Told(key="draft_kept", number=row.number))

    def _reply_keys(self, composing: Composing, draft: Sheet) -> str:
        until = composing.rests_until(draft)
        if until is None:
            return f"{self._say('plain_reply_keys')} "
        return f"{self._say('preview_rests', until=self._screen.clock(until))} "

    def _written(self, composing: Composing, draft: Sheet, *, in_editor: bool) -> str:
        if in_editor and self._house.edit is not None:
            self._house.edit(composing.to_editor(draft, draft.text))
            return composing.from_editor(draft) or draft.text
        self._tell(self._say("plain_draft"), *draft.text.split("\n"), self._say("plain_write"))
        lines: list[str] = []
        while (line := self._ask("")) is not None and line.strip() != ".":
            lines.append(line.rstrip("\n"))
        text = "\n".join(lines).strip() or draft.text
        composing.keep(draft, text)
        return text

    def _asked_to_send(self, composing: Composing, draft: Sheet, text: str) -> bool:
        """Tell what would go out and what is to be said of it; return whether it may be sent so."""
        screen = self._screen
        key = "preview_copy" if draft.channel is None else "preview_post"
        channel = foreign.plain(draft.channel or "", screen)
        advice = composing.review(draft, text)
        self._tell(self._say(key, channel=channel, number=draft.number), *text.split("\n"))
        for one in advice:
            key = "plain_blocks" if one.is_blocking else "plain_advice"
            self._tell(self._say(key, text=foreign.plain(one.text, screen)))
        return not any(one.is_blocking for one in advice)

    def _send(self, composing: Composing, row: Row, draft: Sheet, text: str, *, is_now: bool) -> None:
        gone = composing.send(draft, text, override=None, is_now=is_now)
        self._tell(foreign.plain(gone.told, self._screen))
        if gone.is_posted:
            self._visit.took(Told(key="posted", number=row.number, goes_on=True))
            return
        if gone.url is not None:
            self._tell(gone.url)
        url = self._ask(self._say("ask_done"))
        if url is not None and url.strip():
            composing.record(draft, text, url, override=gone.override)
            self._visit.took(Told(key="done_answered", number=row.number, goes_on=True))
            self._tell(self._say("done_answered", number=f"#{row.number}"))


def _count(text: str, otherwise: int) -> int:
    typed = text.strip()
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else otherwise  # noqa: PLR2004


def _filtered(wanted: Wanted, name: str, value: str) -> Wanted | None:
    """Return the filters with one more; None when there is none of that name or value."""
    match name:
        case "unit":
            return replace(wanted, unit=value)
        case "audience":
            return replace(wanted, audience=value)
        case "language":
            return replace(wanted, languages=(*wanted.languages, value.casefold()))
        case "source":
            return replace(wanted, sources=(*wanted.sources, value))
        case "label":
            label = label_named(value)
            known: Label | None = None if value == _UNSCORED else label
            return None if label is None and value != _UNSCORED else replace(wanted, labels=(*wanted.labels, known))
        case _:
            return None


def _sentence(text: Text, screen: Screen) -> str:
    """Return the first words as a sentence: cut ones end with a sign that says so, whole ones with one mark."""
    plain, more = text.plain.strip(), screen.show("…")
    if len(plain) > _SAID:
        plain = plain[:_SAID].rsplit(None, 1)[0].rstrip(_STOPS)
        return f"{plain}{more}"
    return plain if plain.endswith((*_ENDINGS, more)) else f"{plain.rstrip(_STOPS)}."
