"""A lively quarter around the invented brand Luftikus: hundreds of posts, two loud days, answers, what came back.

    python benchmarks/invented/month.py FOLDER

writes `queries.yaml` and `demo.db` there, judged and folded by the same code that judges real posts. The same seed
gives the same quarter; `docs/pictures/make_report.py` makes the pictures of the report from it.
"""

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from listen.brand import Settings
from listen.decide import fingerprint, is_own, when
from listen.demo.settings import queries_yaml
from listen.dialogue import Answer, AnswerState, Lesson, Reply
from listen.intents import Intent
from listen.model import Engagement, Label, Mention, Post
from listen.protocols import Delivery, Run, StreamState
from listen.query.matching import Matcher
from listen.store.sqlite import SqliteStore
from listen.wiring import settings_at, store_at, understanding

NOW = datetime(2026, 12, 1, 6, 0, tzinfo=UTC)
"""A Tuesday morning: November is over, and so is week 48."""

DAYS = 92
_SEED = 5
_SPIKES = {date(2026, 11, 12): ("whistle", 38), date(2026, 11, 24): ("hall", 24)}

_PEOPLE = [
    first + last
    for first in ("meister_", "haus_am_", "kathi_", "studi_", "bau_", "energie_", "dach_", "jan_", "grete_", "toni_")
    for last in ("olaf", "hang", "bau", "tga", "tagebuch", "jo", "spatz", "kalle", "lotte", "luft", "emmi", "falk")
]
_PLACES = (
    ("mastodon", "mastodon.example", "https://mastodon.example/@{author}/{number}"),
    ("mastodon", "bau.example", "https://bau.example/@{author}/{number}"),
    ("feed", "Wir bauen dann mal", "https://wir-bauen-dann-mal.example/{number}"),
    ("feed", "Fachblatt Lüftung & Klima", "https://fachblatt-lueftung.example/{number}"),
    ("feed", "Kreisbote Niederfelden", "https://kreisbote.example/{number}"),
    ("hackernews", "Hacker News", "https://news.example/item?id={number}"),
    ("reddit", "r/heimwerken", "https://reddit.example/r/heimwerken/{number}"),
    ("bluesky", "bsky.example", "https://bsky.example/{author}/post/{number}"),
)
_TOWNS = ("in Gütersloh", "in München", "bei Leipzig", "in Wien", "in Hamburg", "in Zürich", "in Augsburg", "")

_GERMAN = {
    "praise": (
        "Die Flexrohre von Luftikus sind {good} leise, {place} hört man im Schlafzimmer gar nichts mehr. Begeistert!",
        "Luftikus hat pünktlich geliefert {place}, alles dabei, sehr freundlicher Fahrer. Danke, so geht das!",
        "Muss man auch mal sagen: Montage der Luftikus-Verteiler {place} war super einfach, in einer Stunde fertig.",
        "Toller Service bei Luftikus: Ersatz für die Manschette kam {good} schnell und kostenlos. Hut ab.",
        "Die Luftikus-Rohre sind {good} stabil und dicht, Drucktest {place} sofort bestanden. Klasse Qualität.",
        "Luftikus, die Beratung {place} war hervorragend. Endlich jemand, der Druckverlust erklären kann.",
    ),
    "criticism": (
        "Der Lüfter von Luftikus ist {bad} laut, ab Stufe 3 pfeift es {place} im Bad. Sehr enttäuscht.",
        "Schon wieder Lieferverzug bei Luftikus {place}, sechs Wochen statt zwei. Der Trupp steht rum. Ärgerlich!",
        "Luftikus-Rohr {place} undicht, Kondenswasser in der Decke. Reklamation seit Wochen ohne Antwort. Nie wieder.",
        "Preise von Luftikus sind {bad} gestiegen, 30 Prozent teurer als letztes Jahr. Das ist Wucher.",
        "Die Anleitung von Luftikus ist {bad} schlecht, keine Maße, keine Kennlinien. So kann man nicht planen.",
        "Hotline von Luftikus: 40 Minuten Warteschleife {place}, dann aufgelegt. Unverschämt.",
    ),
    "question": (
        "Frage: Wer hat Luftikus DN 125 {place} verbaut, ab welcher Länge wird der Druckverlust ein Problem?",
        "Weiß jemand, wo man die Steckmuffen von Luftikus {place} kurzfristig bekommt? Händler hat nur DN 160.",
        "Passt das Luftikus Flachkanalsystem auf einen alten Stutzen von OtherVent, oder fehlt mir ein Reduzierstück?",
        "Für meine Bachelorarbeit suche ich Messwerte zu Luftikus Schalldämpfern. Wo kann ich die herunterladen?",
    ),
    "neutral": (
        "Heute {place} 40 Meter Luftikus-Rohr verlegt, morgen kommt der Estrich.",
        "Auf der Messe {place} am Stand von Luftikus gewesen, es gab Brezeln und einen Vortrag über Wärme.",
        "Luftikus und OtherVent im Vergleich: beide haben jetzt Flachkanäle mit 52 Millimetern Bauhöhe.",
    ),
    "rival": (
        "OtherVent hat {place} ein neues Gerät vorgestellt, 240 Kubikmeter in der Stunde.",
        "Das Rohr von OtherVent ist {bad} laut geworden nach zwei Jahren, schade.",
        "OtherVent liefert {place} innerhalb einer Woche, {good} zuverlässig.",
    ),
}
_ENGLISH = {
    "praise": (
        "We put Luftikus silencers into the office and they are {good} quiet. Great product, easy to fit.",
        "Luftikus support answered within a day and sent a new sleeve for free. Excellent service.",
    ),
    "criticism": (
        "The Luftikus web shop is {bad} slow and the documentation is terrible, no pressure curves at all.",
        "Luftikus quoted nine weeks for delivery and then missed it. Awful, we cancelled.",
    ),
    "question": (
        "Does anyone know whether Luftikus ships to Canada? Their site sends me in circles.",
        "What is the pressure drop of a Luftikus flex duct with two 90 degree bends?",
    ),
    "neutral": ("Notes from a visit to the Luftikus plant in Niederfelden: aluminium strips, wound all day long.",),
    "rival": ("OtherVent released a new heat recovery unit, specs in the link.",),
}
_GOOD = ("richtig", "angenehm", "erstaunlich", "wunderbar", "echt")
_BAD = ("viel zu", "unerträglich", "extrem", "furchtbar", "einfach")
_GOOD_EN = ("wonderfully", "really", "surprisingly")
_BAD_EN = ("painfully", "really", "terribly")
_WHISTLE = (
    "Das Pfeifen der neuen Luftikus-Ventile nervt {place} wirklich, {bad} laut. Video ist im Beitrag. #Luftikus",
    "Kann das bestätigen: unsere Luftikus-Ventile pfeifen auch {place}, {bad} unangenehm in der Nacht.",
    "Luftikus-Ventil pfeift ab Stufe 2 {place}. Hat jemand eine Lösung? Reklamation läuft, bin enttäuscht.",
    "Nochmal zum Pfeifen: bei uns half {place} nur, das Luftikus-Ventil auszubauen. Schlecht gemacht.",
)
_HALL = (
    "Der Rohrhersteller Luftikus erweitert sein Werk in Niederfelden um eine Halle für Flexrohre aus recyceltem "
    "Aluminium. Ab dem Frühjahr sollen dort 40 neue Arbeitsplätze entstehen, teilte das Unternehmen mit. Die Halle "
    "wird mit der Abwärme der Pressen geheizt, auf dem Dach liefert eine Solaranlage den Strom für die Nachtschicht. "
    "Bürgermeisterin Ilse Brandhorst sprach von einem guten Tag für die Stadt."
)
_WEIGHTS = {"praise": 26, "criticism": 22, "question": 20, "neutral": 18, "rival": 24}
_LESSONS = (
    ("noise", "Das Pfeifen kommt vom Ventil, nicht vom Rohr: erst nach dem Baujahr fragen, dann Dichtring anbieten."),
    ("delivery", "Wer nach einem Termin fragt, will einen Tag hören und keine Woche."),
    ("documentation", "Kennlinien gibt es, man findet sie nur nicht: den Link gleich mitschicken."),
)


def _yaml() -> str:
    text = queries_yaml("http://127.0.0.1:9")
    return text.replace("\ncompetitors:", "\nteam:\n  people: 12\n\ncompetitors:\n  Rohrwerk Nord: '\"Rohrwerk Nord\"'")


def _posts(chance: random.Random) -> Iterator[Post]:
    """Yield the posts of the quarter, oldest first."""
    number = 1_000
    for back in range(DAYS, 0, -1):
        day = (NOW - timedelta(days=back)).date()
        usual = (9 if day.weekday() < 5 else 4) + back % 3
        for _ in range(max(1, round(chance.gauss(usual, usual**0.5)))):
            number += 1
            yield _ordinary(chance, number, day)
        what, count = _SPIKES.get(day, ("", 0))
        for copy in range(count):
            number += 1
            yield _loud(chance, number, day, what, copy)
        if chance.random() < 0.3:
            number += 1
            yield _post(chance, number, day, "Rohrwerk Nord meldet ein gutes Quartal und stellt ein.", "de")


def _ordinary(chance: random.Random, number: int, day: date) -> Post:
    kind = chance.choices(list(_WEIGHTS), list(_WEIGHTS.values()))[0]
    language = "en" if chance.random() < 0.18 else "de"
    words = (_ENGLISH if language == "en" else _GERMAN)[kind]
    good, bad = (_GOOD_EN, _BAD_EN) if language == "en" else (_GOOD, _BAD)
    text = chance.choice(words).format(good=chance.choice(good), bad=chance.choice(bad), place=chance.choice(_TOWNS))
    tail = chance.choice(("", "", f" Nr. {number % 97}.", " #Lüftung", " #KWL", " #Hausbau"))
    return _post(chance, number, day, " ".join(text.split()).replace(" ,", ",").replace(" .", ".") + tail, language)


def _loud(chance: random.Random, number: int, day: date, what: str, copy: int) -> Post:
    if what == "hall" and copy < 18:
        post = _post(chance, number, day, _HALL, "de", place=4 if copy == 0 else chance.choice((2, 3, 4)))
        titles = (
            "Luftikus baut neue Halle in Niederfelden",
            "Rohrhersteller Luftikus wächst",
            "Luftikus erweitert Werk",
        )
        return replace(post, title=titles[copy % 3], author=None)
    text = chance.choice(_WHISTLE).format(place=chance.choice(_TOWNS), bad=chance.choice(_BAD))
    return _post(chance, number, day, f"{' '.join(text.split())} ({copy + 1})", "de", place=chance.choice((0, 1, 6, 7)))


def _post(chance: random.Random, number: int, day: date, text: str, language: str, *, place: int | None = None) -> Post:
    weights = (22, 10, 8, 6, 5, 4, 16, 12) if language == "de" else (3, 0, 0, 0, 0, 20, 2, 6)
    chosen = chance.choices(range(len(_PLACES)), weights)[0] if place is None else place
    source, where, address = _PLACES[chosen]
    author = chance.choice(_PEOPLE)
    at = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=chance.randrange(5 * 60, 22 * 60))
    return Post(
        source=source,
        native_id=f"{source}-{number}",
        origin=where,
        url=address.format(author=author, number=number),
        title=" ".join(text.split()[:6]) if source in {"feed", "reddit", "hackernews"} else None,
        text=text,
        author=author,
        place=where,
        published_at=at,
        engagement=Engagement(likes=int(chance.expovariate(0.12)), replies=chance.choice((0, 0, 1, 2, 5))),
    )


def _mention(post: Post, matcher: Matcher, settings: Settings) -> Mention | None:
    matches = matcher.match(post, None)
    if not matches:
        return None
    seen = (post.published_at or NOW) + timedelta(hours=1)
    dating = when(post, now=seen, zone=ZoneInfo(settings.timezone))
    return Mention(
        post=post,
        matches=matches,
        is_own=is_own(post, settings.brand),
        is_date_guessed=dating.is_guessed,
        published_at=dating.at,
        first_seen_at=seen,
        day=dating.day,
        fingerprint=fingerprint(post),
    )


def make(folder: Path) -> tuple[Path, Path]:
    """Write the quarter into `folder`; return where queries.yaml and the database are."""
    folder.mkdir(parents=True, exist_ok=True)
    config, database = folder / "queries.yaml", folder / "demo.db"
    config.write_text(_yaml(), encoding="utf-8")
    settings = settings_at(config, {})
    chance = random.Random(_SEED)  # noqa: S311 - not for secrets
    store = store_at(database, now=NOW, read_only=False)
    matcher, parts = Matcher(settings.queries), understanding(settings)
    made = [one for post in _posts(chance) if (one := _mention(post, matcher, settings)) is not None]
    began = NOW - timedelta(days=DAYS + 1)
    store.end_run(Run(id=store.begin_run(began), started_at=began, ended_at=began, streams=6, new=0))
    for at in range(0, len(made), 200):
        some = made[at : at + 200]
        store.save([Delivery(state=_state(some[0].post.source), entries=tuple(parts.entries(some)))], now=NOW)
    store.end_run(Run(id=store.begin_run(NOW), started_at=NOW, ended_at=NOW, streams=6, new=len(made)))
    _answer(store, chance)
    store.close()
    return config, database


def _state(source: str) -> StreamState:
    return StreamState(
        key=f"{source} demo", source=source, host=f"{source}.example", checkpoint="1", last_success_at=NOW
    )


def _answer(store: SqliteStore, chance: random.Random) -> None:
    """Answer many of the questions and some of the criticism, let people come back, and write down three lessons."""
    from listen.protocols import Filter

    wanted = store.mentions(Filter(since=(NOW - timedelta(days=32)).date(), is_folded=True))
    asked = [
        one
        for one in wanted
        if one.label is Label.CRITICISM or any(found.value == Intent.QUESTION for found in one.findings)
    ]
    for number, mention in enumerate(asked):
        if chance.random() < 0.35 or mention.id is None:
            continue
        day = min(mention.day + timedelta(days=chance.choice((0, 0, 0, 1, 1, 2, 3, 6))), NOW.date())
        answer = store.desk.begin_answer(
            Answer(
                mention_id=mention.id, state=AnswerState.RECORDED, key=f"demo{number}", channel=mention.post.source,
                text="Ich arbeite bei Luftikus. Danke für den Hinweis!", answered_on=day,
            )
        )  # fmt: skip
        if answer is not None and chance.random() < 0.6:
            store.desk.keep_replies(answer, [_reply(chance, answer, number, day)], now=NOW)
    taught = [one.id for one in asked if one.id is not None]
    for place, (topic, text) in enumerate(_LESSONS):
        store.desk.add_lesson(
            Lesson(
                text=text, topic=topic, mention_id=taught[place * 7], learned_on=NOW.date() - timedelta(days=6 + place)
            )
        )


def _reply(chance: random.Random, answer: int, number: int, day: date) -> Reply:
    is_thanks = chance.random() < 0.6
    return Reply(
        answer_id=answer, native_id=f"back-{number}", is_asker=chance.random() < 0.8,
        published_at=datetime(day.year, day.month, day.day, 18, tzinfo=UTC), author="someone",
        text="Danke, hat geholfen!" if is_thanks else "Hilft mir nicht weiter.",
        label=Label.PRAISE if is_thanks else Label.CRITICISM, polarity=0.5 if is_thanks else -0.3,
        is_thanks=is_thanks, is_solved=is_thanks and chance.random() < 0.7, seen_on=day,
    )  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    """Make the quarter in the folder that is named."""
    config, database = make(Path(arguments[0]))
    print(f"{config}\n{database}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
