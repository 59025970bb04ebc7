"""Everything that can be shown, as plain lines, for golden files and for properties over all screens."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import relevance_world
from desk_screens import DESK_SCREENS
from reading_world import BRAND, NOW, SETTINGS, ZONE, ReadingStore, busy_day, mention, old_runs, region, sentiment
from rich.text import Text

from listen.brand import Query
from listen.correcting import Correction
from listen.digest import build, coverage, dropped
from listen.evaluating import AgainstFile, AgainstPeople, QueryFigures
from listen.evaluation import BadRow, Counted, Figures, Part
from listen.explaining import explain
from listen.health import Health, health
from listen.learning import Lesson
from listen.learning.lesson import Scores
from listen.model import Engagement, Evidence, Finding, FindingKind, Label, Mention, Opinion, Sentiment, Stream
from listen.protocols import Delivery, StreamState
from listen.records import Judgement, Subject
from listen.render.markdown.digest import digest_markdown
from listen.render.markdown.tables import listing_markdown, stats_markdown, status_markdown
from listen.render.screen import Screen
from listen.render.terminal.digest import digest_lines
from listen.render.terminal.dropped import dropped_lines
from listen.render.terminal.evaluation import against_file_lines, against_people_lines, skipped_lines
from listen.render.terminal.explain import explain_lines
from listen.render.terminal.health import health_lines
from listen.render.terminal.judged import correction_lines, judgement_lines
from listen.render.terminal.listing import listing_end, listing_lines, search_end
from listen.render.terminal.mention import mention_lines
from listen.render.terminal.stats import stats_lines
from listen.render.terminal.status import status_lines
from listen.render.terminal.story import story_lines
from listen.render.terminal.themes import themes_lines
from listen.stats import Per, stats
from listen.story import spread
from listen.talk import Talk
from listen.themes import Overheard, Theme, ThemeWord
from listen.window import last_days

TODAY = date(2026, 11, 24)
QUERIES = {query.name: query for query in SETTINGS.queries}


PLACED = {
    1039: (region("DE-BY", 0.8, "Augsburg", 54),),
    1045: (region("DE-NW", 0.7, "Musterstädter Anzeiger", -1), region("AT", 0.3, "anzeiger.example", -1)),
    1044: (region("DE-BY", 0.6, "toots.example", -1),),
}
"""Regions of some mentions of the busy day."""


def screen(width: int = 80, lang: str = "de", **values: bool) -> Screen:
    return Screen(width=width, lang=lang, now=NOW, zone=ZONE, **values)


def digest_of(store: ReadingStore, **options: object):
    return build(
        store,
        SETTINGS,
        **{
            "now": NOW,
            "window": last_days(2, today=TODAY),
            "switched_off": ("googlenews",),
            "analyzed": ("de", "en"),
            **options,
        },
    )


def digest_screen(shown: Screen) -> list[Text]:
    return digest_lines(digest_of(busy_day()), shown)


def empty_digest_screen(shown: Screen) -> list[Text]:
    return digest_lines(digest_of(ReadingStore()), shown)


def list_screen(shown: Screen) -> list[Text]:
    held = busy_day().held
    return [*listing_lines(held, shown), *listing_end(len(held), shown), *search_end("Flex", 2, shown)]


def show_screen(shown: Screen) -> list[Text]:
    one = busy_day().held[1]
    feels = sentiment(
        Label.CRITICISM,
        0.91,
        Evidence(word="crushed", start=34, end=41, weight=-0.62),
        Evidence(word="nothing", start=120, end=127, weight=-0.3),
    )
    one = replace(one, sentiment=feels, edited_at=NOW - timedelta(hours=2), story_size=2)
    other = mention(1061, "Crushed ends again.", author="@relay@other.example", place="other.example", hours=7)
    older = replace(feels, analyzer="english@1", subjectivity=0.4, confidence=0.66)
    return mention_lines(one, shown, story=(one, other), scores=(feels, older), queries=QUERIES)


def stats_screen(shown: Screen) -> list[Text]:
    window = last_days(10, today=TODAY)
    store = busy_day()
    store.held = [replace(one, findings=PLACED.get(one.id, ())) for one in store.held]
    return [line for per in Per for line in stats_lines(stats(store, SETTINGS, window=window, per=per, now=NOW), shown)]


def status_screen(shown: Screen) -> list[Text]:
    store = busy_day()
    rests_on = coverage(store.states, store.past_runs, now=NOW, gaps_since=NOW - timedelta(days=2))
    runs = [replace(old_runs()[0], ended_at=None), *store.past_runs]
    return status_lines(store.states.values(), rests_on, shown, total=12_345, runs=runs)


def figures(count: int, *, wrong: int) -> Figures:
    """Return invented figures: one of `wrong` answers is wrong, one of eleven unclear, one of seventeen mixed."""
    counted = Counted()
    labels = (Label.CRITICISM, Label.NEUTRAL, Label.PRAISE)
    for number in range(count):
        truth = labels[number % 7 % 3]
        told = labels[(labels.index(truth) + 1) % 3] if number % wrong == 0 else truth
        told = Label.UNCLEAR if number % 11 == 3 else told
        truth, told = (Label.MIXED, Label.MIXED) if number % 17 == 5 else (truth, told)
        counted.add(truth, sentiment(told, 0.35 if told is Label.UNCLEAR else 0.5 + number % 9 / 20))
    return counted.figures()


def eval_screen(shown: Screen) -> list[Text]:
    scores = [Scores(accuracy=one, macro_f1=one, log_loss=0.7, calibration_error=0.04) for one in (0.71, 0.8)]
    small = figures(23, wrong=3)
    found = AgainstPeople(
        told=figures(214, wrong=3),
        untaught=figures(214, wrong=4),
        now=figures(214, wrong=5),
        relevance=Part(hits=17, of=20),
        language=Part(hits=1, of=4),
        queries=(
            QueryFigures(
                query="brand",
                sentiment=figures(191, wrong=6),
                relevance=Part(hits=15, of=17),
                language=Part(hits=1, of=4),
            ),
            QueryFigures(query="hose", sentiment=small, relevance=Part(hits=2, of=3), language=Part(hits=0, of=0)),
        ),
        lesson=Lesson(why="used", judgements=214, before=scores[0], after=scores[1]),
    )
    few = replace(found, now=small, lesson=Lesson(why="only_errors", judgements=23))
    nothing = replace(found, now=figures(0, wrong=1), relevance=Part(hits=0, of=0), language=Part(hits=0, of=0))
    return [line for one in (found, few, nothing) for line in (*against_people_lines(one, shown), Text())]


def eval_file_screen(shown: Screen) -> list[Text]:
    found = AgainstFile(
        analyzers={"german@2": figures(1_944, wrong=4), "textblob@1": figures(1_944, wrong=2)},
        majority=figures(1_944, wrong=1),
        languages=("de", "en", None),
        rows=1_944,
        skipped={"no_label": 7, "no_utf8": 1},
        bad=(BadRow(line=4, why="no_utf8"), *(BadRow(line=line, why="no_label") for line in range(12, 19))),
        broken={},
    )
    empty = replace(found, analyzers={}, rows=0)
    return [*against_file_lines(found, shown), Text(), *skipped_lines(found, shown), *against_file_lines(empty, shown)]


def correct_screen(shown: Screen) -> list[Text]:
    before = busy_day().held[1]
    after = replace(before, corrected=Label.PRAISE, priority=12, story_id=1029)
    said = [
        (
            Subject.SENTIMENT,
            "praise",
            "criticism",
            "klingt böse, ist Ironie: „die leiseste Katastrophe“",
        ),
        (Subject.SENTIMENT, "criticism", "criticism", None),
        (Subject.RELEVANCE, "not_ours", "ours", None),
        (Subject.RELEVANCE, "ours", "ours", None),
        (Subject.LANGUAGE, "nl", None, None),
        (Subject.STORY, "1029", "1047", None),
        (Subject.STORY, "1047", "1029", None),
    ]
    kept = [
        Judgement(id=at, mention_id=1047, about=about, verdict=verdict, told=told, because=because, judged_on=TODAY)
        for at, (about, verdict, told, because) in enumerate(said, start=1)
    ]
    done = Correction(before=before, after=after, kept=tuple(kept))
    undone = [Correction(before=after, after=before, undone=one) for one in kept[::2]]
    return [
        *correction_lines(done, shown),
        *(line for one in undone for line in correction_lines(one, shown)),
        *judgement_lines(kept, shown),
        *judgement_lines([], shown),
    ]


def story_screen(shown: Screen) -> list[Text]:
    told = "ExampleVent baut in Beispielhausen eine zweite Halle. Dort sollen bis zum Herbst sechzig Menschen arbeiten."
    title = "ExampleVent baut eine zweite große Halle für Rohre in Beispielhausen"
    first = mention(1030, told, title=title, author="Redaktion", place="Branchenblatt", hours=52, language="de")
    page = "https://branchenblatt.example/halle"
    first = replace(first, post=replace(first.post, url=page))
    cut = " ".join(told.split()[:9]) + " […]"
    quote = mention(
        1044, f"{title}. Na endlich!", author="@joost@toots.example", source="mastodon", place=None, hours=20
    )
    quote = replace(quote, post=replace(quote.post, engagement=Engagement(likes=12, replies=1)))
    link = mention(1046, "Lesenswert:", author="@hvac_mira@toots.example", source="mastodon", place=None, hours=4)
    told_by = (
        first,
        mention(
            1028, cut, title=f"{title} - Beispielbote", author=None, place="Beispielbote", hours=50.5, language="de"
        ),
        mention(1035, told, title="Neue Arbeitsplätze", author=None, place="Kreisblatt", hours=30, label=Label.PRAISE),
        replace(quote, post=replace(quote.post, url="https://toots.example/@joost/4")),
        replace(link, post=replace(link.post, links=(page,), url="https://toots.example/@hvac_mira/5")),
        mention(1049, "Ganz etwas anderes.", author="moved", hours=2),
    )
    return story_lines(spread([replace(one, story_id=1028) for one in told_by], asked=1035), shown)


def themes_screen(shown: Screen) -> list[Text]:
    theme = Theme(
        key="lieferverzoegerung", label="Lieferverzögerungen", voices=1_204, usual=310.25, surprise=6.2, is_new=False,
        is_small=False, words=(ThemeWord(word="Hotline", voices=300), ThemeWord(word="warte", voices=280)),
        stories=1_300, praise=4, criticism=900, examples=(1047, 1050, 1027), weight=90.0,
    )  # fmt: skip
    some = (
        theme,
        replace(theme, key="muff", label="undichte Muffe", voices=14, usual=0.25, is_new=True, stories=14, praise=0,
                criticism=0, words=()),
        replace(theme, key="leis", label="leise im Schlafzimmer", voices=4, usual=9.0, surprise=-1.8, is_small=True,
                stories=4, praise=3, criticism=1, examples=(1042,)),
    )  # fmt: skip
    heard = Overheard(themes=some, voices=2_410, stories=2_600, has_usual=True)
    return themes_lines(
        Talk(brand=BRAND, window=last_days(7, today=TODAY), blocks=4, mentions=2_900, overheard=heard, unit="Lüftung"),
        shown,
    )


def themes_empty_screen(shown: Screen) -> list[Text]:
    heard = Overheard(themes=(), voices=1, stories=1, has_usual=False)
    return themes_lines(
        Talk(brand=BRAND, window=last_days(7, today=TODAY), blocks=0, mentions=1, overheard=heard), shown
    )


def explain_screen(shown: Screen) -> list[Text]:
    return explain_lines(explained(), shown)


def explained():
    """Return a judged, taught, placed complaint with a copy, an older analyzer's answer and a person's word."""
    store = busy_day()
    text = store.held[1].post.text
    words = {word: text.index(word) for word in ("crushed", "nothing")}
    feels = Sentiment(
        analyzer="builtin@1",
        polarity=-0.62,
        confidence=0.74,
        label=Label.CRITICISM,
        evidence=tuple(
            Evidence(word=word, start=start, end=start + len(word), weight=weight)
            for (word, start), weight in zip(words.items(), (-0.62, -0.3), strict=True)
        ),
        probabilities=(0.74, 0.14, 0.12),
        untaught=(0.38, 0.33, 0.29),
        overall=-0.41,
        opinions=(
            Opinion(
                label=Label.CRITICISM, start=43, end=len(text) - 28, polarity=-0.6, confidence=0.7, aspects=("service",)
            ),
        ),
    )
    findings = (
        Finding(
            kind=FindingKind.INTENT,
            value="complaint",
            confidence=0.86,
            evidence=(
                Evidence(word="switching suppliers", start=text.index("switching"), end=len(text) - 1, weight=1),
            ),
        ),
        region("DE-NW", 0.62, "toots.example", -1),
        Finding(kind=FindingKind.RELEVANCE, value="ours", confidence=0.93),
    )
    one = replace(store.held[1], sentiment=feels, findings=findings, story_size=2)
    one = replace(one, post=replace(one.post, language_hint="de-AT"))
    copy = replace(mention(1061, text, author="@relay@other.example", place="other.example", hours=7), story_id=1047)
    store.held[1] = one
    store.held.append(copy)
    store.scored[1047] = (feels, sentiment(Label.NEUTRAL, 0.51))
    store.judged.append(
        Judgement(
            id=4, mention_id=1047, about=Subject.SENTIMENT, verdict="criticism", told="criticism", judged_on=TODAY
        )
    )
    return explain(store, SETTINGS, 1047, now=NOW, analyzed=("de", "en"))


def left_out(number: int, text: str, reason: str, **values: object) -> Mention:
    finding = Finding(
        kind=FindingKind.RELEVANCE,
        value="namesake",
        confidence=0.953,
        evidence=(Evidence(word="Zirkus", start=4, end=10, weight=-0.75),),
    )
    made = mention(number, text, word="Luftikus", label=Label.NEUTRAL, **values)
    return replace(made, dropped=reason, findings=(finding,))


def dropped_store() -> ReadingStore:
    advert = Finding(kind=FindingKind.INTENT, value="advert", confidence=0.9)
    held = [
        left_out(71, "Der Zirkus Luftikus schlägt sein Zelt auf.", "namesake_about", hours=4, language="de"),
        left_out(72, "Zirkus Luftikus: die besten Bilder der Premiere.", "namesake_about", hours=6, language="de"),
        left_out(73, "Herr Luftikus kandidiert wieder.", "namesake_person", hours=8, language="de"),
        left_out(74, "My cousin is such a Luftikus.", "not_ours", hours=9),
        replace(mention(75, "ExampleVent ducts, buy now!", hours=2), findings=(advert,)),
        mention(76, "ExampleVent is on our roof.", hours=3),
    ]
    return ReadingStore(held=held, past_runs=old_runs())


def dropped_screen(shown: Screen) -> list[Text]:
    store = dropped_store()
    window = last_days(2, today=TODAY)
    found = dropped(store, SETTINGS, now=NOW, window=window, limit=1)
    foot = digest_lines(digest_of(store, hide=("advert", "job_ad")), shown)
    one = mention_lines(store.held[0], shown, queries=QUERIES)
    return [*dropped_lines(found, shown), Text(), *listing_lines(store.held[:1], shown), Text(), *one, Text(), *foot]


def health_screen(shown: Screen) -> list[Text]:
    return health_lines(health_found(), shown)


def health_found() -> Health:
    chosen = relevance_world.settings()
    texts = [*relevance_world.OURS_TEXTS, *relevance_world.THEIR_TEXTS]
    posts = [
        relevance_world.post(number, text, author="kernel news" if number > 12 else None)
        for number, text in enumerate(texts, 1)
    ]
    store = relevance_world.store_of(posts, chosen)
    for number in range(1, 7):
        relevance_world.mark(store, number, is_ours=True)
    for number in range(11, 18):
        relevance_world.mark(store, number, is_ours=False)
    gap = StreamState(
        key="mastodon luftikus",
        source="mastodon",
        host="toots.example",
        place="luftikus auf toots.example",
        gap_seen_at=NOW - timedelta(hours=1),
        gap_missed=40,
    )
    store.save([Delivery(state=gap)], now=NOW)
    asked = replace(
        chosen,
        queries=(
            *chosen.queries,
            Query(name="tippfehler", expression='luftikuss OR "after duct" OR =LUFTIKUS'),
            Query(name="topic", expression="duct", about="Ducts"),
        ),
    )
    stream = Stream(source="mastodon", key=gap.key, host=gap.host, address="https://toots.example", queries=("brand",))
    window = last_days(28, today=TODAY)
    return health(store, asked, now=NOW, window=window, streams=[stream])


SCREENS: dict[str, Callable[[Screen], list[Text]]] = {
    "digest": digest_screen,
    "dropped": dropped_screen,
    "digest-empty": empty_digest_screen,
    "correct": correct_screen,
    "eval": eval_screen,
    "eval-file": eval_file_screen,
    "explain": explain_screen,
    "health": health_screen,
    "list": list_screen,
    "show": show_screen,
    "stats": stats_screen,
    "status": status_screen,
    "story": story_screen,
    "themes": themes_screen,
    "themes-empty": themes_empty_screen,
    **DESK_SCREENS,
}


def markdown(shown: Screen) -> str:
    store = busy_day()
    rests_on = coverage(store.states, store.past_runs, now=NOW, gaps_since=NOW - timedelta(days=2))
    return "\n".join(
        [
            digest_markdown(digest_of(store), shown),
            listing_markdown(store.held[:3], shown),
            stats_markdown(stats(store, SETTINGS, window=last_days(3, today=TODAY), now=NOW), shown),
            status_markdown(tuple(store.states.values())[-3:], rests_on, shown, total=12_345),
        ]
    )
