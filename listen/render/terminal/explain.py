"""Why a mention is understood as it is: sentences a person can check, with the deciding words marked in the text."""

from collections.abc import Iterable, Iterator

from rich.text import Text

from listen.explaining import Explained, Judged, Place, Rule, Section, Sought
from listen.model import Evidence, Finding, Label, Probabilities, Sentiment
from listen.phrases import say
from listen.ranking import Term
from listen.records import OURS, Judgement, Subject
from listen.render import foreign, speech
from listen.render.cells import Lines, ends, fitting, fold, indent, table
from listen.render.screen import LABEL_STYLES, Screen
from listen.render.terminal import phrasing
from listen.render.terminal.ruling import place_rule

__all__ = ["explain_lines"]

_LONGEST_LINE = 100
_MARGIN = 2
_PASSAGE_CHARACTERS = 160
_NUMBERS_TOLD = 8
_WORDS_TOLD = 6
_SPAN_MINUTES, _SPAN_HOURS, _SPAN_DAYS = 60, 3_600, 86_400


def explain_lines(found: Explained, screen: Screen) -> Lines:
    """Return everything that is known of a mention, each with what made it so."""
    blocks = [
        ("text", _text(found, screen)),
        ("language", _said(_language(found, screen))),
        ("match", _said(_matches(found, screen))),
        ("feels", _said(_feels(found, screen))),
        ("wants", _said(_wants(found, screen))),
        ("region", _said(_regions(found, screen))),
        ("about_us", _said(_relevance(found, screen))),
        ("story", _said(_story(found, screen))),
        ("priority", _priority(found, screen)),
        ("digest", _said(_digest(found, screen))),
    ]
    room = min(screen.width, _LONGEST_LINE)
    lines = _title(found, screen)
    for key, block in blocks:
        lines.extend([Text(), Text(screen.say(f"explain.{key}"), style="bold")])
        lines.extend(line for one in block for line in indent(fold(one, room - _MARGIN), _MARGIN))
    return fitting(lines, screen.width, more=screen.show("…"))


def _said(sentences: Iterable[str]) -> list[Text]:
    return [Text(sentence) for sentence in sentences]


def _title(found: Explained, screen: Screen) -> Lines:
    mention = found.mention
    number = foreign.linked(Text(f"#{mention.id}"), mention.post.url, screen)
    label = found.judged.label
    shown = Text(f"{screen.sign(label)} {screen.word(label)}", style=f"bold {LABEL_STYLES[label]}".strip())
    who = foreign.voice_of(mention.post, screen)
    who.style = "dim"
    return [ends(Text("  ").join([number, shown]), who, screen.width), foreign.address(mention.post.url, screen)]


def _percent(share: float, screen: Screen) -> str:
    return screen.show(speech.percent(share, screen.lang))


def _signed(number: float, screen: Screen) -> str:
    return screen.show(speech.signed(number, screen.lang))


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _text(found: Explained, screen: Screen) -> list[Text]:
    """Return the analyzed text with matches and evidence marked, and what the marks mean."""
    if not found.text.strip():
        return [Text(screen.say("explain.no_words"), style="dim")]
    evidence = found.evidence if found.judged.is_placed else ()
    marks = [foreign.Mark(start=start, end=end, before="‹", after="›", style="bold") for start, end in found.targets]
    for one in evidence:
        sign, style = ("+", "green") if one.weight > 0 else ("−", "red")
        marks.append(
            foreign.Mark(start=one.start, end=one.end, before=f"({sign}", after=f"{sign})", style=f"bold {style}")
        )
    legend = screen.say("explain.legend" if evidence else "explain.legend_match")
    told = [Text(legend, style="dim")] if marks else []
    return [foreign.excerpts(found.text, marks, screen), *told]


def _language(found: Explained, screen: Screen) -> Iterator[str]:
    heard = found.heard
    named = phrasing.language(heard.language, screen)
    if heard.is_said:
        yield screen.say("explain.language_said", language=named)
    elif heard.language is None:
        yield screen.say("explain.language_open")
    elif heard.confidence is None:
        yield screen.say("explain.language_known", language=named)
    else:
        yield screen.say("explain.language_sure", language=named, percent=_percent(heard.confidence, screen))
    if heard.claimed is None:
        yield screen.say("explain.source_silent")
        return
    key = {True: "agrees", False: "differs", None: "claims"}[heard.agrees]
    yield screen.say(f"explain.source_{key}", claimed=foreign.plain(heard.claimed, screen))


def _matches(found: Explained, screen: Screen) -> Iterator[str]:
    if not found.sought:
        yield screen.say("explain.no_match")
    for one in found.sought:
        yield _match(one, found.mention.post.source, screen)
        if one.query is None:
            yield screen.say("explain.not_configured")
            continue
        yield screen.say("explain.looked_for", expression=foreign.plain(one.query.expression, screen))
        if one.query.competitor is not None:
            yield screen.say("explain.of_rival", name=foreign.plain(one.query.competitor, screen))
        elif one.unit is not None:
            yield screen.say("explain.of_unit", unit=foreign.plain(one.unit, screen))


def _match(one: Sought, source: str, screen: Screen) -> str:
    query = foreign.plain(one.match.query, screen)
    if one.match.is_by_provider:
        return screen.say("explain.found_by_provider", query=query, source=foreign.plain(source, screen))
    words = ", ".join(foreign.plain(word, screen) for word in one.match.words)
    if not one.fields:
        return screen.say("explain.found_somewhere", query=query, words=words)
    fields = ", ".join(_field(name, screen) for name in one.fields)
    return screen.say("explain.found", query=query, words=words, fields=fields)


def _field(name: str, screen: Screen) -> str:
    known = say(f"explain.field_{name}", screen.lang, default=None)
    return screen.show(known) if known is not None else foreign.plain(name, screen)


def _feels(found: Explained, screen: Screen) -> Iterator[str]:
    judged = found.judged
    if judged.corrected is not None:
        yield _capital(screen.say("explain.feels_said", label=screen.word(judged.corrected)))
    if judged.sentiment is None:
        yield screen.say("explain.unscored")
    else:
        yield from _verdict_of(judged.sentiment, judged, screen)
        yield from _decided(judged.sentiment, judged, screen)
        yield from _opinions(found, screen)
        yield from _learned(judged.sentiment, judged, screen)
    for other in judged.others:
        yield screen.say(
            "explain.other_analyzer",
            analyzer=foreign.plain(other.analyzer, screen),
            label=screen.word(other.label),
            percent=_percent(other.confidence, screen),
        )
    yield from _judgements(found, Subject.SENTIMENT, screen)


def _verdict_of(sentiment: Sentiment, judged: Judged, screen: Screen) -> Iterator[str]:
    """Yield what the analyzer in charge says, how surely, and of what."""
    sure = _percent(sentiment.confidence, screen)
    analyzer = foreign.plain(sentiment.analyzer, screen)
    word = screen.word(sentiment.label)
    if judged.corrected is not None:
        yield screen.say("explain.analyzer_said", analyzer=analyzer, label=word, percent=sure)
    else:
        yield _capital(screen.say("explain.feels_sure", label=word, percent=sure, analyzer=analyzer))
    if sentiment.label is Label.UNCLEAR:
        yield screen.say("explain.unclear")
    overall = _signed(judged.overall or 0.0, screen)
    if judged.towards is None:
        yield screen.say("explain.overall", overall=overall)
    else:
        yield screen.say("explain.towards", towards=_signed(judged.towards, screen), overall=overall)


def _decided(sentiment: Sentiment, judged: Judged, screen: Screen) -> Iterator[str]:
    """Yield what the label was made of: how likely each is, and the words that weighed most."""
    if sentiment.probabilities is None:
        yield screen.say("explain.likely_unknown", analyzer=foreign.plain(sentiment.analyzer, screen))
    else:
        yield screen.say("explain.likely", **_three(sentiment.probabilities, screen))
    if not sentiment.evidence:
        yield screen.say("explain.decided_unknown")
        return
    yield screen.say("explain.decided", words=", ".join(_weighed(one, screen) for one in sentiment.evidence))
    if not judged.is_placed:
        yield screen.say("explain.moved")


def _learned(sentiment: Sentiment, judged: Judged, screen: Screen) -> Iterator[str]:
    """Yield what was learned from people's judgements; nothing when nothing was."""
    if sentiment.untaught is None or judged.untaught is None:
        return
    key = "explain.untaught" if judged.is_turned else "explain.untaught_same"
    yield screen.say(key, label=screen.word(judged.untaught), **_three(sentiment.untaught, screen))


def _three(found: Probabilities, screen: Screen) -> dict[str, str]:
    return {
        name: _percent(share, screen) for name, share in zip(("criticism", "neutral", "praise"), found, strict=True)
    }


def _weighed(one: Evidence, screen: Screen) -> str:
    return f"{foreign.plain(one.word, screen)} {_signed(one.weight, screen)}"


def _opinions(found: Explained, screen: Screen) -> Iterator[str]:
    sentiment = found.judged.sentiment
    if sentiment is None or not sentiment.opinions:
        return
    yield screen.say("explain.opinions")
    for one in sentiment.opinions:
        passage = found.text[max(0, one.start) : max(0, one.end)]
        shown = passage if len(passage) <= _PASSAGE_CHARACTERS else f"{passage[:_PASSAGE_CHARACTERS]} …"
        values = {
            "sign": screen.sign(one.label),
            "label": screen.word(one.label),
            "percent": _percent(one.confidence, screen),
            "passage": foreign.plain(shown, screen),
        }
        if one.aspects:
            yield screen.say(
                "explain.opinion_of", aspects=", ".join(_aspect(name, screen) for name in one.aspects), **values
            )
        else:
            yield screen.say("explain.opinion", **values)


def _aspect(name: str, screen: Screen) -> str:
    known = say(f"aspect.{name}", screen.lang, default=None)
    return screen.show(known) if known is not None else foreign.plain(name, screen)


def _judgements(found: Explained, about: Subject, screen: Screen) -> Iterator[str]:
    for one in found.judgements:
        if one.about is not about:
            continue
        values = {"day": speech.day(one.judged_on, screen.lang), "verdict": _verdict(one, screen)}
        if one.is_confirmation:
            yield screen.say("explain.judgement_right", **values)
        elif one.because:
            yield screen.say("explain.judgement_because", because=foreign.plain(one.because, screen), **values)
        else:
            yield screen.say("explain.judgement", **values)


def _verdict(one: Judgement, screen: Screen) -> str:
    match one.about:
        case Subject.SENTIMENT if one.verdict in set(Label):
            return screen.word(Label(one.verdict))
        case Subject.RELEVANCE:
            return screen.say("explain.verdict_ours" if one.verdict == OURS else "explain.verdict_not_ours")
        case Subject.STORY:
            return screen.say("explain.verdict_story", number=foreign.plain(one.verdict, screen))
        case Subject.LANGUAGE:
            return screen.say("explain.verdict_language", language=phrasing.language(one.verdict, screen))
        case _:
            return foreign.plain(one.verdict, screen)


def _noticed(one: Finding, name: str, screen: Screen) -> str:
    """Return a finding with its confidence and the words that made it so."""
    there = [foreign.plain(each.word, screen) for each in one.evidence if each.start >= 0]
    elsewhere = [foreign.plain(each.word, screen) for each in one.evidence if each.start < 0]
    said = [
        screen.say(key, words=", ".join(dict.fromkeys(words[:_WORDS_TOLD])))
        for key, words in (("explain.said_there", there), ("explain.said_elsewhere", elsewhere))
        if words
    ]
    values = {"value": _capital(name), "words": "; ".join(said)}
    key = "noticed" if said else "noticed_bare"
    if one.confidence is None:
        return screen.say(f"explain.{key}", **values)
    return screen.say(f"explain.{key}_sure", percent=_percent(one.confidence, screen), **values)


def _named(key: str, value: str, screen: Screen) -> str:
    known = say(key, screen.lang, default=None)
    return screen.show(known) if known is not None else foreign.plain(value, screen)


def _wants(found: Explained, screen: Screen) -> Iterator[str]:
    if not found.intents:
        yield screen.say("explain.nothing_wanted")
    for one in sorted(found.intents, key=lambda each: -(each.confidence or 0.0)):
        yield _noticed(one, _named(f"intent.{one.value}", one.value, screen), screen)


def _regions(found: Explained, screen: Screen) -> Iterator[str]:
    if not found.regions:
        yield screen.say("explain.region_unknown")
    for one in found.regions:
        yield _noticed(one, phrasing.region(one.value, screen), screen)


def _relevance(found: Explained, screen: Screen) -> Iterator[str]:
    mention = found.mention
    if mention.is_ours is not None:
        yield screen.say("explain.ours_said" if mention.is_ours else "explain.not_ours_said")
    elif not found.relevance and mention.dropped is None:
        yield screen.say("explain.relevance_unknown")
    for one in found.relevance:
        yield _noticed(one, _named(f"relevance.value_{one.value}", one.value, screen), screen)
    if mention.dropped is not None:
        yield screen.say("explain.dropped", why=_why_dropped(mention.dropped, screen))
    yield from _judgements(found, Subject.RELEVANCE, screen)


def _why_dropped(key: str, screen: Screen) -> str:
    return _named(f"relevance.{key}", key, screen)


def _story(found: Explained, screen: Screen) -> Iterator[str]:
    story, telling = found.story, found.telling
    if len(story.tellings) == 1:
        yield screen.say("explain.alone")
        yield from _judgements(found, Subject.STORY, screen)
        return
    first = story.original
    if telling is story.tellings[0]:
        others = [f"#{one.mention.id}" for one in story.tellings[1:]]
        more = [screen.show("…")] if len(others) > _NUMBERS_TOLD else []
        told = ", ".join([*others[:_NUMBERS_TOLD], *more])
        yield screen.say("explain.original", n=len(story.tellings), others=told)
    elif telling.way is None:
        yield screen.say("explain.copy_unknown", number=first.id)
    else:
        # A share is said by the way itself where it is all there is to say.
        way = screen.say(f"story.{telling.way.value}", kept=telling.kept, whole=telling.whole)
        values = {"number": f"{telling.of}", "span": _span(telling.after.total_seconds(), screen), "way": way}
        if telling.share is None:
            yield screen.say("explain.copy", **values)
        else:
            yield screen.say("explain.copy_share", percent=_percent(telling.share, screen), **values)
    leader = found.leader
    yield screen.say("explain.leads") if leader is None else screen.say("explain.leader", number=f"{leader}")
    yield from _judgements(found, Subject.STORY, screen)


def _span(seconds: float, screen: Screen) -> str:
    if seconds < _SPAN_HOURS:
        return screen.say("story.span_minutes", n=max(0, round(seconds / _SPAN_MINUTES)))
    if seconds < _SPAN_DAYS:
        return screen.say("story.span_hours", n=round(seconds / _SPAN_HOURS))
    return screen.say("story.span_days", n=round(seconds / _SPAN_DAYS))


def _priority(found: Explained, screen: Screen) -> list[Text]:
    """Return every term in a column, what they add up to, and what the age takes off."""
    ranked = found.ranked
    rows = [_term(term, screen) for term in ranked.terms]
    rows.append(_total(ranked.sum, "sum", screen))
    if ranked.kept != ranked.sum:
        rows.append(_total(ranked.kept, "kept", screen))
    if ranked.is_stale:
        rows.append(_total(ranked.stored, "stored", screen))
    rows.extend(_term(term, screen) for term in (ranked.age, *ranked.besides) if term.points)
    rows.append(_total(ranked.today, "today", screen))
    lines = table(rows, right=frozenset({0}))
    return [*lines, Text(screen.say("explain.stale"))] if ranked.is_stale else lines


def _term(term: Term, screen: Screen) -> list[Text]:
    sign = "+" if term.points > 0 else "−"
    return [Text(screen.show(f"{sign}{abs(term.points)}")), Text(phrasing.whole_reason(term, screen))]


def _total(points: int, key: str, screen: Screen) -> list[Text]:
    return [
        Text(screen.show(f"{'−' if points < 0 else ''}{abs(points)}")),
        Text(screen.say(f"explain.{key}"), style="bold"),
    ]


def _digest(found: Explained, screen: Screen) -> Iterator[str]:
    yield from _place(found, found.place, "now", screen)
    if found.then is not None:
        yield from _place(found, found.then, "then", screen)


def _place(found: Explained, place: Place, when: str, screen: Screen) -> Iterator[str]:
    days = screen.show(speech.days_of(place.window, screen.lang, today=found.today))
    queries = ", ".join(foreign.plain(name, screen) for name in place.spikes)
    yield screen.say(
        f"explain.{when}_{place.section.value}", days=_lowered(days, screen), number=f"{place.number}", queries=queries
    )
    if place.rule is not None:
        yield _rule(found, place, place.rule, screen)
    if place.spikes and place.section is not Section.SPIKE:
        yield screen.say("explain.also_spike", queries=queries)
    if place.is_counted:
        yield screen.say("explain.counted_as", label=screen.word(place.counted))


def _lowered(days: str, screen: Screen) -> str:
    """Return days as they stand inside a sentence; names of weekdays keep their capital."""
    named = {screen.say("render.today"), screen.say("render.yesterday_and_today")}
    return f"{days[:1].lower()}{days[1:]}" if days in named else days


def _rule(found: Explained, place: Place, rule: Rule, screen: Screen) -> str:
    dropped = found.mention.dropped
    why = "" if dropped is None else _why_dropped(dropped, screen)
    return place_rule(rule, place, found.mention, screen, why=why)
