"""Once per episode and target, whatever happens in between."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from typing import cast

import pytest

from listen.brand import Settings
from listen.digest import Digest, build
from listen.errors import DeliveryUnknown, Undelivered, UsageError
from listen.model import Label
from listen.notice import Letter, Quiet, Target, ToldState, Topic
from listen.notifying import Bundle, Delivered, Telling, acknowledge, notify, snooze
from listen.notifying.episodes import spikes
from listen.protocols import Courier, Notices, Store, Volume
from listen.testing.memory_notices import MemoryNotices
from listen.window import Window
from tests.reading_world import NOW, SETTINGS, ReadingStore, mention, old_runs, state

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TODAY = NOW.date()
TEAM, CHAT = Target(name="team", mail=("a@x.example",)), Target(name="chat", chat="LISTEN_CHAT_X")


@dataclass
class Post:
    """Carries letters into a list; breaks as it is told."""

    letters: list[tuple[str, Letter]] = field(default_factory=list)
    fails: dict[str, Exception] = field(default_factory=dict)

    def deliver(self, letter: Letter, target: Target) -> int:
        error = self.fails.get(target.name)
        if error is None or isinstance(error, DeliveryUnknown):
            self.letters.append((target.name, letter))
        if error is not None:
            raise error
        return 0


@dataclass
class World:
    """One database, its book of notices, and the post."""

    store: ReadingStore
    notices: Notices = field(default_factory=MemoryNotices)
    post: Post = field(default_factory=Post)
    settings: Settings = SETTINGS
    windows: list[Window] = field(default_factory=list)

    def parts(self, now: datetime, topics: Collection[Topic] = tuple(Topic)) -> Telling:
        store = cast("Store", self.store)

        def digest_of(target: Target, window: Window) -> Digest:
            self.windows.append(window)
            return build(store, self.settings, now=now, window=window, unit=target.unit)

        def write(bundle: Bundle) -> Letter:
            names = " ".join(one.name for one in bundle.episodes)
            return Letter(key=bundle.key, subject=names, text=names, language="de", sent_at=now)

        return Telling(
            store=store,
            notices=self.notices,
            settings=self.settings,
            planned=set(self.store.states),
            digest_of=digest_of,
            write=write,
            courier=lambda _: cast("Courier", self.post),
            topics=topics,
        )

    def tell(
        self, now: datetime = NOW, targets: Collection[Target] = (TEAM,), topics: Collection[Topic] = tuple(Topic)
    ) -> list[Delivered]:
        return list(notify(self.parts(now, topics), list(targets), now=now))

    @property
    def said(self) -> list[tuple[str, str]]:
        return [(name, letter.subject) for name, letter in self.post.letters]

    def fails(self, place: str = "bau.example", *, failures: int = 3, hours: float = 3) -> str:
        one = state(place, error="source.timed_out", failures=failures, failing_hours=hours, host=place, seconds=30)
        self.store.states[one.key] = one
        return one.key

    def works(self, place: str = "bau.example") -> None:
        one = state(place)
        self.store.states[one.key] = one

    def is_loud(self, count: int = 40, *, days_ago: int = 0, query: str = "brand") -> None:
        day = TODAY - timedelta(days=days_ago)
        self.store.background.append(
            Volume(day=day, queries=(query,), label=Label.NEUTRAL, mentions=count, stories=count)
        )


@pytest.fixture
def quiet_world() -> World:
    """Nothing is to be told."""
    return World(ReadingStore(past_runs=old_runs()).with_usual(4, days=35))


def test_nothing_to_be_told_is_silence(quiet_world: World):
    assert quiet_world.tell() == []


def test_a_source_is_told_the_third_time_once_and_once_that_it_works_again(quiet_world: World):
    world = quiet_world
    world.fails(failures=2)
    assert world.tell() == []
    world.fails(failures=3)

    world.tell()
    world.tell(NOW + HOUR)
    world.fails(failures=9)
    world.tell(NOW + 2 * HOUR)

    ((_, told),) = world.said
    assert told.startswith("source-")
    world.works()
    world.tell(NOW + 3 * HOUR)
    world.tell(NOW + 4 * HOUR)
    assert [subject.partition("-")[0] for _, subject in world.said] == ["source", "mended"]
    world.fails(hours=0.5)
    world.tell(NOW + 5 * HOUR)
    assert world.said[-1][1].startswith("source-")
    assert world.said[-1][1] != told


def test_a_source_that_nobody_was_told_of_recovers_in_silence(quiet_world: World):
    quiet_world.fails(failures=2)
    quiet_world.tell()
    quiet_world.works()

    assert quiet_world.tell(NOW + HOUR) == []


def test_a_loud_day_is_told_once_and_goes_on_as_one_episode(quiet_world: World):
    world = quiet_world
    world.is_loud(days_ago=0)
    world.tell()
    world.is_loud(9)
    world.tell(NOW + HOUR)
    for days in (1, 2):
        world.is_loud(days_ago=-days)
        world.tell(NOW + days * DAY)

    ((_, told),) = world.said
    assert told.startswith("spike-")
    assert told.endswith(TODAY.isoformat())
    # A day in between, and it is another one.
    world.is_loud(days_ago=-5)
    world.tell(NOW + 5 * DAY)
    assert len(world.said) == 2


def test_an_episode_longer_than_a_week_keeps_its_name(quiet_world: World):
    for days in range(12):
        quiet_world.is_loud(120, days_ago=-days)
        quiet_world.tell(NOW + days * DAY)

    assert len(quiet_world.said) == 1


def test_a_spike_of_the_weekend_is_told_on_monday(quiet_world: World):
    target = replace(TEAM, days=(0, 1, 2, 3, 4))
    saturday = NOW - timedelta(days=3)
    quiet_world.is_loud(days_ago=3)

    assert [one.bundle for one in quiet_world.tell(saturday, [target])] == [None]
    quiet_world.tell(saturday + 2 * DAY, [target])
    assert len(quiet_world.said) == 1


def test_a_unit_hears_of_its_own_queries_only(quiet_world: World):
    quiet_world.is_loud(query="hose")

    quiet_world.tell(targets=[replace(TEAM, unit="lueftung"), replace(CHAT, unit="industrie")])

    assert [name for name, _ in quiet_world.said] == ["chat"]


def test_no_spike_is_told_in_the_first_week(quiet_world: World):
    quiet_world.store.past_runs = old_runs(days=3)
    quiet_world.is_loud()

    assert spikes(cast("Store", quiet_world.store), SETTINGS, now=NOW) == ()


def test_everything_new_goes_out_as_one_letter(quiet_world: World):
    quiet_world.is_loud()
    quiet_world.fails("a.example")
    quiet_world.fails("b.example")
    quiet_world.store.held = [mention(1, "ExampleVent?", hours=2, label=Label.CRITICISM, likes=50)]

    (done,) = quiet_world.tell()

    assert done.bundle is not None
    assert [one.topic for one in done.bundle.episodes] == [Topic.SPIKES, Topic.SOURCES, Topic.SOURCES, Topic.DIGEST]
    assert done.bundle.digest is not None


def test_quiet_hours_hold_back_and_their_end_brings_it_once(quiet_world: World):
    target = replace(TEAM, quiet=Quiet(start=time(18), end=time(7, 30)))
    quiet_world.fails("a.example")
    (held,) = quiet_world.tell(NOW, [target])
    assert (held.bundle, held.waits_until) == (None, NOW + timedelta(minutes=30))
    quiet_world.fails("b.example")

    quiet_world.tell(NOW + timedelta(minutes=30), [target])
    quiet_world.tell(NOW + timedelta(minutes=40), [target])

    assert len(quiet_world.said) == 1
    assert quiet_world.said[0][1].count("source-") == 2


class TestDigest:
    @pytest.fixture
    def world(self, quiet_world: World) -> World:
        quiet_world.store.held = [
            mention(number, f"ExampleVent {number}?", hours=2 + 20 * number, label=Label.CRITICISM, likes=80)
            for number in range(5)
        ]
        return quiet_world

    def test_once_a_day_not_before_six(self, world: World):
        night = NOW - timedelta(hours=1, minutes=1)
        assert world.tell(night) == []

        for hours in (0, 1, 5, 24, 25):
            world.tell(NOW + hours * HOUR)

        assert [subject for _, subject in world.said] == [
            f"digest-{TODAY.isoformat()}",
            f"digest-{(TODAY + DAY).isoformat()}",
        ]

    def test_it_waits_until_there_is_something_in_it(self, world: World):
        held, world.store.held = world.store.held, []
        assert world.tell() == []
        world.store.held = held

        world.tell(NOW + HOUR)

        assert len(world.said) == 1

    def test_after_days_off_it_reaches_back_to_the_last_one(self, world: World):
        world.tell(NOW)
        world.tell(NOW + 4 * DAY)
        world.tell(NOW + 40 * DAY)

        assert world.windows[0] == Window(since=TODAY - DAY, until=TODAY + DAY)
        assert world.windows[1] == Window(since=TODAY, until=TODAY + 5 * DAY)
        assert len(world.windows[2].days) == 7


def test_targets_are_told_apart_and_one_that_fails_holds_up_nobody(quiet_world: World):
    world = quiet_world
    world.fails()
    world.post.fails["team"] = Undelivered("notify.unreachable", host="mail.example", why="x")

    first = world.tell(targets=[TEAM, CHAT])
    world.post.fails.clear()
    world.tell(NOW + HOUR, targets=[TEAM, CHAT])
    world.tell(NOW + 2 * HOUR, targets=[TEAM, CHAT])

    assert [(one.target.name, one.is_sent, one.error is None) for one in first] == [
        ("team", False, False),
        ("chat", True, True),
    ]
    assert [name for name, _ in world.said] == ["chat", "team"]


def test_what_could_not_go_out_goes_with_what_came_since(quiet_world: World):
    quiet_world.fails("a.example")
    quiet_world.post.fails["team"] = Undelivered("notify.unreachable", host="mail.example", why="x")
    quiet_world.tell()
    quiet_world.post.fails.clear()
    quiet_world.fails("b.example")

    quiet_world.tell(NOW + HOUR)

    assert [subject.count("source-") for _, subject in quiet_world.said] == [2]


def test_a_letter_of_unknown_fate_goes_out_once_more_by_the_same_name(quiet_world: World):
    world = quiet_world
    world.fails("a.example")
    world.post.fails["team"] = DeliveryUnknown("notify.unknown", host="mail.example")
    world.tell()
    world.post.fails.clear()
    world.fails("b.example")

    world.tell(NOW + HOUR)
    world.tell(NOW + 2 * HOUR)

    keys = [letter.key for _, letter in world.post.letters]
    assert len(keys) == 3
    assert keys[0] == keys[1] != keys[2]
    assert world.said[1][1] == world.said[0][1]


class TestKilled:
    """The process dies at any step of telling; the next run goes on."""

    STEPS = ("begin", "deliver", "settle")

    @pytest.mark.parametrize("step", STEPS)
    @pytest.mark.parametrize("is_after", [False, True])
    def test_never_lost_and_at_most_once_more_by_the_same_name(self, quiet_world: World, step: str, is_after: bool):
        world = quiet_world
        world.fails("a.example")
        world.is_loud()
        victim = world.post if step == "deliver" else world.notices
        deed = getattr(victim, step)

        def killed(*words: object, **more: object) -> None:
            if is_after:
                deed(*words, **more)
            raise KeyboardInterrupt

        setattr(victim, step, killed)
        with pytest.raises(KeyboardInterrupt):
            world.tell()
        delattr(victim, step)

        for hours in (1, 2, 3):
            world.tell(NOW + hours * HOUR)

        keys = [letter.key for _, letter in world.post.letters]
        assert 1 <= len(keys) <= 2
        assert len(set(keys)) == 1
        assert {one.state for one in world.notices.told()} == {ToldState.TOLD}

    def test_what_is_over_meanwhile_is_not_told_any_more(self, quiet_world: World):
        world = quiet_world
        world.fails("a.example")
        world.post.deliver = lambda letter, target: (_ for _ in ()).throw(KeyboardInterrupt)  # type: ignore[method-assign]
        with pytest.raises(KeyboardInterrupt):
            world.tell()
        del world.post.deliver
        world.works("a.example")

        assert world.tell(NOW + HOUR) == []
        assert world.notices.told() == []


class TestSaid:
    @pytest.fixture
    def told(self, quiet_world: World) -> tuple[World, str]:
        quiet_world.fails("a.example")
        quiet_world.tell(targets=[TEAM, CHAT])
        return quiet_world, quiet_world.said[0][1]

    def test_acknowledged_is_not_told_again_until_it_is_over(self, told: tuple[World, str]):
        world, name = told
        assert acknowledge(world.parts(NOW), name, [TEAM], now=NOW) == ("team",)

        world.tell(NOW + 5 * DAY)
        assert len(world.said) == 2
        world.works("a.example")
        world.tell(NOW + 6 * DAY)
        assert world.said[-1][1].startswith("mended-")

    def test_snoozed_is_told_again_when_it_still_lasts(self, told: tuple[World, str]):
        world, name = told
        assert snooze(world.parts(NOW), name, [TEAM, CHAT], now=NOW, until=NOW + DAY) == ("team", "chat")

        world.tell(NOW + DAY - HOUR, targets=[TEAM])
        assert len(world.said) == 2
        world.tell(NOW + DAY, targets=[TEAM])
        world.tell(NOW + DAY + HOUR, targets=[TEAM])
        assert world.said[2:] == [("team", name)]

    def test_what_was_not_told_yet_can_be_acknowledged_too(self, quiet_world: World):
        quiet_world.is_loud()
        trial = list(notify(quiet_world.parts(NOW), [TEAM], now=NOW, is_trial=True))
        assert trial[0].bundle is not None
        (episode,) = trial[0].bundle.episodes

        acknowledge(quiet_world.parts(NOW), episode.name, [TEAM], now=NOW)

        assert quiet_world.tell(NOW + HOUR) == []

    def test_an_episode_that_nobody_knows_is_refused(self, told: tuple[World, str]):
        world, _ = told
        with pytest.raises(UsageError):
            acknowledge(world.parts(NOW), "spike-00000000-2026-01-01", [TEAM], now=NOW)


def test_a_trial_sends_and_remembers_nothing(quiet_world: World):
    quiet_world.fails()

    (done,) = notify(quiet_world.parts(NOW), [TEAM], now=NOW, is_trial=True)

    assert done.letter is not None
    assert (done.is_sent, quiet_world.said, quiet_world.notices.told()) == (False, [], [])


def test_only_the_topics_asked_for_are_told(quiet_world: World):
    quiet_world.fails()
    quiet_world.is_loud()

    quiet_world.tell(topics=[Topic.SPIKES])

    ((_, subject),) = quiet_world.said
    assert subject.startswith("spike-")


def test_names_hold_nothing_foreign(quiet_world: World):
    quiet_world.fails("<!channel> ../..\n@here")
    quiet_world.is_loud()

    quiet_world.tell()

    names = quiet_world.said[0][1].split(" ")
    assert len(names) == 2
    assert all(set(name) <= set("abcdefghijklmnopqrstuvwxyzT0123456789-") for name in names)
