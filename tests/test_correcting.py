"""From what people say to what listen says: stories that move and move back, lessons that reach recent mentions."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from listen.brand import Query
from listen.correcting import Wish, correct, undo
from listen.errors import UsageError
from listen.evaluating import against_people
from listen.learning.residual import LABELS
from listen.lessons import catch_up, take_up
from listen.model import Label, Match, Sentiment, Span, Text
from listen.protocols import Filter, Identified, Scored, Store, Subject
from listen.store.opening import open_store
from listen.store.upkeep import check
from listen.testing.memory import MemoryStore
from listen.understand import Understanding
from tests.store.world import NOW, STORY, delivery, folded, mention

TODAY = NOW.date()


class Shrug:
    """Finds everything neutral, and says how likely the rest is."""

    name = "shrug@1"
    languages = frozenset({"de"})

    def __init__(self) -> None:
        self.asked = 0

    def analyze(self, texts: Sequence[Text]) -> Sequence[Sentiment | None]:
        self.asked += len(texts)
        return [
            Sentiment(
                analyzer=self.name,
                polarity=-0.05,
                confidence=0.5,
                label=Label.NEUTRAL,
                probabilities=(0.275, 0.5, 0.225),
            )
            for _ in texts
        ]

    def sure_from(self, language: str) -> float:
        return 0.42


class Blind(Shrug):
    """Has no probabilities."""

    name = "blind@1"

    def analyze(self, texts: Sequence[Text]) -> Sequence[Sentiment | None]:
        return [replace(one, analyzer=self.name, probabilities=None) for one in super().analyze(texts) if one]


class German:
    name = "german only"

    def identify(self, texts):
        return [Identified(language="de", confidence=0.9) for _ in texts]


def understanding(analyzer: Shrug | None = None) -> Understanding:
    return Understanding(
        identifier=German(),
        analyzers={"de": (analyzer or Shrug(),)},
        queries={"brand": Query(name="brand", expression="Luftikus")},
    )


@pytest.fixture(params=["sqlite", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "memory":
        yield MemoryStore()
        return
    with closing(open_store(tmp_path / "listen.db", now=NOW)) as opened:
        yield opened
    assert check(tmp_path / "listen.db") == ()


def filled(store: Store, *texts: str, hours_ago: Sequence[float] | None = None) -> None:
    made = [
        mention(str(number), text, title=None, hours_ago=1 if hours_ago is None else hours_ago[number])
        for number, text in enumerate(texts)
    ]
    marked = [
        replace(one, matches=(Match(query="brand", words=("Luftikus",), spans=(Span(field="text", start=0, end=8),)),))
        for one in made
    ]
    parts = understanding()
    store.save([delivery(*(folded(one) for one in parts.judge(marked)))], now=NOW)


NOISES = ("pfeift nachts", "klappert im Wind", "brummt im Keller", "dröhnt beim Duschen")
JOYS = ("läuft flüsterleise", "sitzt auf Anhieb", "hält seit Jahren", "kam sofort an")
FACTS = ("steht im Katalog", "misst hundert Millimeter", "gibt es in Grau", "liegt im Regal")


def domain(store: Store, *, judged: int = 60) -> None:
    """Fill a store: complaints, praise and facts, of which `judged` are judged, and six that are not."""
    kinds = {Label.CRITICISM: NOISES, Label.PRAISE: JOYS, Label.NEUTRAL: FACTS}
    rows = []
    for number in range(judged + 6):
        label = LABELS[number % 3]
        rows.append((label, f"Luftikus Nummer{number} {kinds[label][number // 3 % 4]}"))
    filled(store, *(text for _, text in rows), hours_ago=[1] * (judged + 3) + [24 * 20] * 3)
    parts = understanding()
    for number, (label, _) in enumerate(rows[:judged], start=1):
        correct(store, parts, number, Wish(label=label.value), today=TODAY)


def labels(store: Store, numbers: Sequence[int]) -> list[Label | None]:
    found = [store.mention(number) for number in numbers]
    return [None if one is None or one.sentiment is None else one.sentiment.label for one in found]


RECENT, OLD = (61, 62, 63), (64, 65, 66)


def test_what_was_learned_reaches_recent_mentions_and_no_older_ones(store: Store):
    domain(store)
    parts = understanding()

    outcome = catch_up(store, parts, today=TODAY)

    assert outcome.is_refitted
    assert labels(store, RECENT) == [Label.CRITICISM, Label.NEUTRAL, Label.PRAISE]
    assert labels(store, OLD) == [Label.NEUTRAL] * 3
    told = store.mention(61)
    assert told.sentiment.untaught == (0.275, 0.5, 0.225)
    assert told.sentiment.probabilities[0] > 0.5
    assert told.sentiment.analyzer == "shrug@1"
    counted = {(one.label, one.mentions) for one in store.volumes(TODAY, TODAY + timedelta(days=1))}
    assert counted == {(Label.CRITICISM, 21), (Label.NEUTRAL, 21), (Label.PRAISE, 21)}


def test_learning_twice_changes_nothing(store: Store):
    domain(store)
    catch_up(store, understanding(), today=TODAY)
    before = list(store.mentions(Filter())), store.learned("sentiment")
    analyzer = Shrug()

    again = catch_up(store, understanding(analyzer), today=TODAY)

    assert (again.is_refitted, again.renewed) == (False, 0)
    assert (list(store.mentions(Filter())), store.learned("sentiment")) == before
    assert analyzer.asked == 0


def test_new_mentions_are_judged_with_what_was_learned(store: Store):
    domain(store)
    catch_up(store, understanding(), today=TODAY)
    parts = understanding()
    take_up(store, parts)

    (new,) = parts.judge([replace(mention("new", "Luftikus pfeift nachts", title=None), language="de")])
    (other,) = parts.judge(
        [replace(mention("new", "Luftikus pfeift nachts", title=None, queries=("hose",)), language="de")]
    )

    assert new.sentiment.label is Label.CRITICISM
    assert new.priority > other.priority
    assert (other.sentiment.label, other.sentiment.untaught) == (Label.NEUTRAL, None)


def test_taking_everything_back_gives_everything_back(store: Store):
    domain(store)
    catch_up(store, understanding(), today=TODAY)
    parts = understanding()
    take_up(store, parts)

    for number in range(1, 61):
        undo(store, lambda: parts, number)
    catch_up(store, parts, today=TODAY)

    assert parts.taught is None
    assert labels(store, range(1, 67)) == [Label.NEUTRAL] * 66
    assert all(one.sentiment.untaught is None for one in store.mentions(Filter()))
    assert store.judgements() == []


def test_the_order_in_which_people_judge_does_not_matter(tmp_path: Path):
    kept = []
    for turn in (1, -1):
        store = MemoryStore()
        kinds = (NOISES, FACTS, JOYS)
        filled(store, *(f"Luftikus Nummer{number} {kinds[number % 3][number // 3 % 4]}" for number in range(60)))
        for number in list(range(1, 61))[::turn]:
            correct(store, understanding(), number, Wish(label=LABELS[(number - 1) % 3].value), today=TODAY)
        catch_up(store, understanding(), today=TODAY)
        kept.append(store.learned("sentiment"))

    assert kept[0].weights
    assert (kept[0].weights, kept[0].fingerprint) == (kept[1].weights, kept[1].fingerprint)


def test_interrupted_while_telling_the_next_call_tells_the_rest(store: Store, monkeypatch: pytest.MonkeyPatch):
    domain(store)
    whole = type(store).rescore

    def cut(self: Store, rows: Iterator[Scored]) -> int:
        whole(self, [next(iter(rows))])
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(type(store), "rescore", cut)
        with pytest.raises(KeyboardInterrupt):
            catch_up(store, understanding(), today=TODAY)
    outcome = catch_up(store, understanding(), today=TODAY)

    assert not outcome.is_refitted
    assert labels(store, RECENT) == [Label.CRITICISM, Label.NEUTRAL, Label.PRAISE]
    assert catch_up(store, understanding(), today=TODAY).renewed == 0


@pytest.mark.parametrize("damaged", [b"listen residual 1\n", b"\x80\x04pickle", b"x" * 100])
def test_damaged_weights_are_never_used_and_made_again(store: Store, damaged: bytes):
    domain(store)
    catch_up(store, understanding(), today=TODAY)
    good = store.learned("sentiment")
    store.learn("sentiment", replace(good, weights=damaged, report="["))
    parts = understanding()

    take_up(store, parts)
    assert parts.taught is None
    outcome = catch_up(store, parts, today=TODAY)

    assert outcome.is_refitted
    assert store.learned("sentiment") == good


def test_much_to_learn_is_left_to_the_next_fetch(store: Store):
    domain(store)

    quick = catch_up(store, understanding(), today=TODAY, most=50, is_renewing=False)
    later = catch_up(store, understanding(), today=TODAY)

    assert not quick.is_refitted
    assert later.is_refitted


def test_another_analyzer_is_asked_anew_for_what_was_judged(store: Store):
    domain(store)
    parts = understanding()
    newer = type("Newer", (Shrug,), {"name": "shrug@2"})()
    parts.analyzers = {"de": (newer,)}

    outcome = catch_up(store, parts, today=TODAY)

    assert outcome.is_refitted
    assert parts.taught is not None
    assert newer.asked == 60


def test_an_analyzer_without_probabilities_teaches_nothing_and_breaks_nothing(store: Store):
    parts = understanding(Blind())
    store.save([delivery(*parts.judge([mention(str(n), f"Luftikus {n}", title=None) for n in range(12)]))], now=NOW)
    for number in range(1, 13):
        correct(store, parts, number, Wish(label="praise"), today=TODAY)

    outcome = catch_up(store, parts, today=TODAY)
    found = against_people(store, parts)

    assert outcome.renewed == 0
    assert parts.taught is None
    assert found.now.accuracy.hits == 0
    assert found.lesson.why == "few"


def test_figures_are_checked_with_what_others_taught(store: Store):
    domain(store)
    parts = understanding()
    catch_up(store, parts, today=TODAY)

    found = against_people(store, parts)

    assert (found.told.accuracy.hits, found.untaught.accuracy.hits) == (20, 20)
    assert 45 <= found.now.accuracy.hits <= 60
    assert found.queries[0].query == "brand"
    assert found.lesson.why == "used"
    assert against_people(store, parts, queries=["hose"]).now.answers == 0


def stories(store: Store, count: int) -> list[int | None]:
    found = [store.mention(number) for number in range(1, count + 1)]
    return [None if one is None else one.story_id for one in found]


COPIES = (STORY, f"UPDATE: {STORY}", "Luftikus pfeift.", STORY + " .", "Luftikus brummt.")


def test_a_story_moves_with_its_copies_and_goes_back_with_them(store: Store):
    filled(store, *COPIES)
    parts = understanding()
    before = stories(store, 5)

    correct(store, parts, 1, Wish(beside=3), today=TODAY)
    joined = stories(store, 5)
    undo(store, lambda: parts, 1)

    assert before == [1, 1, 3, 1, 5]
    assert joined == [3, 3, 3, 3, 5]
    assert stories(store, 5) == before


def test_one_copy_leaves_alone_and_comes_back(store: Store):
    filled(store, *COPIES)
    parts = understanding()

    correct(store, parts, 2, Wish(is_apart=True), today=TODAY)
    apart = stories(store, 5)
    correct(store, parts, 2, Wish(beside=5), today=TODAY)
    moved = stories(store, 5)
    undo(store, lambda: parts, 2)
    undo(store, lambda: parts, 2)

    assert apart == [1, 2, 3, 1, 5]
    assert moved == [1, 5, 3, 1, 5]
    assert stories(store, 5) == [1, 1, 3, 1, 5]


def test_who_stands_for_a_story_can_leave_it_and_come_back(store: Store):
    filled(store, *COPIES)
    parts = understanding()

    correct(store, parts, 1, Wish(is_apart=True), today=TODAY)
    apart = stories(store, 5)
    undo(store, lambda: parts, 1)

    assert apart == [1, 2, 3, 2, 5]
    assert stories(store, 5) == [1, 1, 3, 1, 5]
    shown = [one.id for one in store.mentions(Filter(is_folded=True))]
    assert sorted(shown) == [1, 3, 5]


def test_one_story_already_is_a_confirmation(store: Store):
    filled(store, *COPIES)

    done = correct(store, understanding(), 2, Wish(beside=4), today=TODAY)

    assert [one.is_confirmation for one in done.kept] == [True]
    assert stories(store, 5) == [1, 1, 3, 1, 5]


def test_several_things_are_said_at_once(store: Store):
    filled(store, *COPIES)

    done = correct(
        store,
        understanding(),
        3,
        Wish(label="criticism", is_ours=True, language="nl", because=" so \n so "),
        today=TODAY,
    )

    assert [one.about for one in done.kept] == [Subject.LANGUAGE, Subject.SENTIMENT, Subject.RELEVANCE]
    assert {one.because for one in done.kept} == {"so so"}
    assert [one.told for one in done.kept] == ["de", "neutral", "ours"]
    assert (done.after.label, done.after.language, done.after.is_ours) == (Label.CRITICISM, "nl", True)
    # No analyzer reads Dutch here; what a person said stays, and is sure.
    assert done.after.sentiment is None
    assert done.after.priority > done.before.priority


def test_what_was_said_before_is_not_kept_twice(store: Store):
    filled(store, "ExampleVent pfeift.")
    parts = understanding()

    for wish in (Wish(label="criticism"), Wish(label="criticism"), Wish(label="praise"), Wish(label="criticism")):
        correct(store, parts, 1, wish, today=TODAY)

    assert [one.verdict for one in store.judgements()] == ["criticism", "praise", "criticism"]


def test_what_listen_had_said_is_kept_through_second_thoughts(store: Store):
    filled(store, *COPIES)
    parts = understanding()

    for language in ("nl", "fr"):
        correct(store, parts, 3, Wish(language=language), today=TODAY)
    for is_ours in (False, True):
        correct(store, parts, 3, Wish(is_ours=is_ours), today=TODAY)

    assert [one.told for one in store.judgements()] == ["de", "de", "ours", "ours"]


def test_a_dropped_mention_can_be_confirmed_as_not_ours(store: Store):
    store.save([delivery(mention("1", "Luftikus, wo warst du?", dropped="namesake"))], now=NOW)

    done = correct(store, understanding(), 1, Wish(is_right=True), today=TODAY)

    assert [(one.about, one.verdict, one.is_confirmation) for one in done.kept] == [
        (Subject.RELEVANCE, "not_ours", True)
    ]
    with pytest.raises(UsageError):
        correct(store, understanding(), 1, Wish(is_right=True, is_ours=True), today=TODAY)


@pytest.mark.parametrize(
    "wish", [Wish(), Wish(label="angry"), Wish(is_right=True, label="praise"), Wish(beside=1), Wish(language="q")]
)
def test_nothing_is_kept_of_what_makes_no_sense(store: Store, wish: Wish):
    filled(store, "Luftikus pfeift.")

    with pytest.raises(UsageError):
        correct(store, understanding(), 1, wish, today=TODAY)

    assert store.judgements() == []
