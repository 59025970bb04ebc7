"""One mention whole: what was said, why it is here, what we make of it, what happened to it."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from rich.cells import cell_len
from rich.text import Text

from listen.brand import Query
from listen.model import Evidence, FindingKind, Mention, Sentiment
from listen.ranking import Term, explain
from listen.render import foreign, speech
from listen.render.cells import Lines, fitting, fold, indent
from listen.render.screen import LABEL_STYLES, Screen
from listen.render.terminal import phrasing

__all__ = ["copies", "facts", "feels", "mention_lines", "rank"]

_LONGEST_LINE = 100
_STORY_TOLD = 8
_NO_QUERIES: Mapping[str, Query] = MappingProxyType({})


def mention_lines(
    mention: Mention,
    screen: Screen,
    *,
    story: Sequence[Mention] = (),
    scores: Sequence[Sentiment] = (),
    queries: Mapping[str, Query] = _NO_QUERIES,
) -> Lines:
    """Return everything known of `mention`.

    Args:
        mention: to be shown.
        screen: where.
        story: all mentions of its story, oldest first.
        scores: every analyzer's judgement, the one in charge first.
        queries: the saved queries by name, to explain the priority.
    """
    room = min(screen.width, _LONGEST_LINE)
    lines: Lines = []
    title = foreign.headline(mention, screen, has_signs=True)
    if title is not None:
        title.stylize("bold")
        lines.extend(fold(title, room))
    lines.extend(fold(foreign.address(mention.post.url, screen), screen.width))
    lines.append(Text())
    if mention.post.text:
        lines.extend(fold(foreign.whole(mention, screen), room))
    else:
        lines.append(Text(screen.say("render.no_text", source=foreign.plain(mention.post.source, screen)), style="dim"))
    lines.append(Text())
    told = [
        ("show_who", [_who(mention, screen)]),
        ("show_when", _when(mention, screen)),
        ("show_language", [_language(mention, screen)]),
        ("show_reactions", [_reactions(mention, screen)]),
        ("show_queries", _matches(mention, screen)),
        ("show_feels", feels(mention, screen)),
        ("show_relevance", _relevance(mention, screen)),
        ("show_scores", [_score(one, screen, is_first=one is scores[0]) for one in scores] if len(scores) > 1 else []),
        ("show_rank", rank(mention, screen, queries)),
        ("show_story", copies(mention, story, screen)),
        ("show_history", _history(mention, screen)),
    ]
    return fitting([*lines, *facts(told, screen)], screen.width, more=screen.show("…"))


def facts(told: Sequence[tuple[str, Sequence[Text]]], screen: Screen) -> Lines:
    """Return facts with their names in a column of their own."""
    named = [(screen.say(f"render.{key}"), values) for key, values in told if values]
    width = max(cell_len(name) for name, _ in named) + 2
    room = max(20, min(screen.width, _LONGEST_LINE + width) - width)
    lines: Lines = []
    for name, values in named:
        block = [line for value in values for line in fold(value, room)]
        first = Text.assemble((name, "dim"), " " * (width - cell_len(name)), block[0])
        lines.extend([first, *indent(block[1:], width)])
    return lines


def _who(mention: Mention, screen: Screen) -> Text:
    parts = [foreign.voice_of(mention.post, screen), Text(foreign.plain(mention.post.source, screen))]
    if mention.is_own:
        parts.append(Text(screen.say("render.own_post"), style="bold"))
    if mention.post.is_bot:
        parts.append(Text(screen.say("render.bot_post"), style="bold"))
    return Text(screen.show(" · ")).join(parts)


def _when(mention: Mention, screen: Screen) -> Lines:
    when = speech.moment(mention.published_at, screen.lang, zone=screen.zone)
    lines = [Text(f"{screen.show(when)} ({screen.age(mention.published_at)})")]
    if mention.is_date_guessed:
        lines.append(Text(screen.say("render.date_guessed"), style="dim"))
    claim = mention.post.published_claim
    if claim is not None:
        lines.append(Text(screen.say("render.date_claimed", claim=foreign.plain(claim, screen)), style="dim"))
    return lines


def _language(mention: Mention, screen: Screen) -> Text:
    name = phrasing.language(mention.language, screen)
    if mention.language is None or mention.language_confidence is None:
        return Text(name)
    sure = screen.show(speech.percent(mention.language_confidence, screen.lang))
    return Text(screen.say("render.language_sure", language=name, percent=sure))


def _reactions(mention: Mention, screen: Screen) -> Text:
    counted = mention.post.engagement
    told = [
        screen.say(f"render.{name}", n=count)
        for name in ("likes", "shares", "replies", "views", "score")
        if (count := getattr(counted, name)) is not None
    ]
    return Text(", ".join(told) if told else screen.say("render.reactions_unknown"))


def _matches(mention: Mention, screen: Screen) -> Lines:
    lines = []
    for match in mention.matches:
        query = foreign.plain(match.query, screen)
        if match.is_by_provider:
            source = foreign.plain(mention.post.source, screen)
            lines.append(Text(screen.say("render.found_by_provider", query=query, source=source)))
        else:
            words = ", ".join(foreign.plain(word, screen) for word in match.words)
            lines.append(Text(screen.say("render.found_by", query=query, words=words)))
    return lines


def feels(mention: Mention, screen: Screen) -> Lines:
    """Return what a person or an analyzer made of it, with the words that decided."""
    sentiment = mention.sentiment
    lines: Lines = []
    if mention.corrected is not None:
        said = f"{screen.sign(mention.corrected)} {screen.word(mention.corrected)}"
        lines.append(Text.assemble((said, LABEL_STYLES[mention.corrected]), ", ", screen.say("render.person_said")))
    if sentiment is None:
        return [*lines, Text(f"{screen.sign(None)} {screen.say('render.unscored_why')}")]
    lines.append(_score(sentiment, screen))
    if sentiment.evidence:
        words = Text(f"{screen.say('render.evidence')}: ")
        lines.append(words.append_text(Text(", ").join(_evidence(one, screen) for one in sentiment.evidence)))
    return lines


def _score(sentiment: Sentiment, screen: Screen, *, is_first: bool = False) -> Text:
    label = f"{screen.sign(sentiment.label)} {screen.word(sentiment.label)}"
    parts = [
        screen.say("render.sure", percent=screen.show(speech.percent(sentiment.confidence, screen.lang))),
        screen.say("render.polarity", polarity=screen.show(speech.signed(sentiment.polarity, screen.lang))),
    ]
    if sentiment.subjectivity is not None:
        share = screen.show(speech.percent(sentiment.subjectivity, screen.lang))
        parts.append(screen.say("render.subjectivity", percent=share))
    parts.append(foreign.plain(sentiment.analyzer, screen))
    if is_first:
        parts.append(screen.say("render.in_charge"))
    return Text.assemble((label, LABEL_STYLES[sentiment.label]), ", ", ", ".join(parts))


def _evidence(one: Evidence, screen: Screen) -> Text:
    style = "green" if one.weight > 0 else "red" if one.weight < 0 else ""
    weight = screen.show(speech.signed(one.weight, screen.lang))
    return Text(f"{foreign.plain(one.word, screen)} {weight}", style=style)


def _relevance(mention: Mention, screen: Screen) -> Lines:
    """Return whether it is about us, why it is left out, and what speaks for either; nothing where nothing is known."""
    lines = []
    if mention.dropped is not None:
        why = phrasing.dropped(mention.dropped, screen)
        lines.append(Text(screen.say("relevance.left_out", why=why), style="bold"))
    elif mention.is_ours:
        lines.append(Text(screen.say("relevance.said_ours")))
    for finding in mention.found(FindingKind.RELEVANCE):
        value = screen.say(f"relevance.value_{finding.value}")
        if finding.confidence is not None:
            key = "relevance.doubtful_sure" if finding.value == "doubtful" else "relevance.sure"
            percent = screen.show(speech.percent(finding.confidence, screen.lang))
            value = screen.say(key, value=value, percent=percent)
        lines.append(Text(value))
        if finding.evidence:
            words = Text(f"{screen.say('relevance.speaks')}: ")
            lines.append(words.append_text(Text(", ").join(_evidence(one, screen) for one in finding.evidence)))
    return lines


def rank(mention: Mention, screen: Screen, queries: Mapping[str, Query], *, besides: Iterable[Term] = ()) -> Lines:
    """Return the priority with every term that makes it, age included; `besides` are those of today's reader."""
    lines = [Text(screen.say("render.points", n=mention.priority))]
    for term in (*explain(mention, now=screen.now, queries=queries), *besides):
        sign = screen.show("+" if term.points > 0 else "−")
        lines.append(Text(f"{f'{sign}{abs(term.points)}':>4}  {phrasing.reason(term, screen)}"))
    return lines


def copies(mention: Mention, story: Sequence[Mention], screen: Screen) -> Lines:
    """Return who else tells the same story; nothing where nobody does."""
    if len(story) < 2:  # noqa: PLR2004  (a story of one is no story)
        return []
    lines = []
    for one in story[:_STORY_TOLD]:
        when = speech.moment(one.published_at, screen.lang, zone=screen.zone)
        line = Text(f"#{one.id}  {screen.show(when)}  ").append_text(foreign.voice_of(one.post, screen))
        if one.id == mention.id:
            line.append(f"  ({screen.say('render.story_this')})", style="dim")
        lines.append(line)
    if len(story) > _STORY_TOLD:
        lines.append(Text(screen.say("render.story_more", n=len(story) - _STORY_TOLD), style="dim"))
    return lines


def _history(mention: Mention, screen: Screen) -> Lines:
    def at(key: str, when: object) -> Text:
        return Text(screen.say(key, when=when))

    seen = screen.show(speech.moment(mention.first_seen_at, screen.lang, zone=screen.zone))
    lines = [at("render.first_seen", seen)]
    if mention.post.edited_at is not None:
        edited = speech.moment(mention.post.edited_at, screen.lang, zone=screen.zone)
        lines.append(at("render.edited_by_author", screen.show(edited)))
    if mention.edited_at is not None:
        lines.append(at("render.edited", screen.show(speech.moment(mention.edited_at, screen.lang, zone=screen.zone))))
    return lines
