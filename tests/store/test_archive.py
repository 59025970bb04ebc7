"""What every archive promises (`listen.protocols.Archive`), asked of each implementation."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from listen.model import Evidence, Label, Mention, Opinion, Span
from listen.protocols import Filter, Judgement, Store, Subject
from listen.retention import Aged, Deed, Deletion, Sought, Voucher
from listen.store.opening import open_store
from listen.store.upkeep import check
from listen.testing.memory import MemoryStore
from tests.store.world import NOW, STORY, delivery, finding, folded, match, mention, sentiment

TODAY = NOW.date()
LATER = NOW + timedelta(days=1)
LONG = "Vorspann ohne Belang. " * 30 + "ExampleVent pfeift im Flur, und keiner kommt. " + "Nachspann ohne Ende. " * 30


def long_mention(native_id: str = "1", text: str = LONG) -> Mention:
    at = text.index("ExampleVent")
    base = len("Ein Bericht\n")
    judged = replace(
        sentiment(Label.CRITICISM),
        evidence=(
            Evidence(word="pfeift", start=base + at + 12, end=base + at + 18, weight=-0.5),
            Evidence(word="Vorspann", start=base, end=base + 8, weight=-0.1),
        ),
        opinions=(Opinion(label=Label.CRITICISM, start=base + at, end=base + at + 18, polarity=-0.5, confidence=0.8),),
    )
    one = mention(native_id, text, judged=judged, findings=(finding(),))
    return replace(one, matches=(replace(match("brand"), spans=(Span(field="text", start=at, end=at + 11),)),))


def age(store: Store, deed: Deed, *, limit: int = 1000) -> Aged:
    return store.archive.age(deed, "feed", LATER, today=TODAY, limit=limit)


def stored(store: Store, number: int = 1) -> Mention:
    found = store.mention(number)
    assert found is not None
    return found


def test_an_author_becomes_the_same_pseudonym_wherever_the_same_voice_speaks(store: Store):
    other = mention("3")
    other = replace(other, post=replace(other.post, author="Bo Muster", author_url="https://bau.example/bo"))
    store.save([delivery(mention("1"), mention("2"), other)], now=NOW)

    assert age(store, Deed.AUTHOR_HIDDEN) == Aged(looked_at=3, taken=3)

    ada, ada_again, bo = (stored(store, number).post for number in (1, 2, 3))
    assert ada.author == ada_again.author != bo.author
    assert ada.author is not None
    assert ada.author.startswith("person-")
    assert (bo.author_url, "Muster" in str(bo)) == (None, False)


def test_only_what_is_old_enough_ages_and_only_once(store: Store):
    store.save([delivery(mention("1"), replace(mention("2"), first_seen_at=LATER))], now=NOW)
    before = stored(store, 2)

    assert [store.archive.overdue(deed, "feed", LATER) for deed in (Deed.AUTHOR_HIDDEN, Deed.AGED)] == [1, 1]
    age(store, Deed.AUTHOR_HIDDEN)
    once = stored(store, 1)

    assert age(store, Deed.AUTHOR_HIDDEN) == Aged()
    assert (stored(store, 1), stored(store, 2)) == (once, before)
    assert store.archive.overdue(Deed.AUTHOR_HIDDEN, "feed", LATER) == 0


def test_an_edit_brings_neither_the_author_nor_the_long_text_back(store: Store):
    store.save([delivery(long_mention())], now=NOW)
    age(store, Deed.AUTHOR_HIDDEN)
    age(store, Deed.TEXT_SHORTENED)
    edit = replace(long_mention(text=f"{LONG} Nachtrag."), fingerprint=b"two", edited_at=LATER)

    store.save([delivery(edit)], now=LATER)

    post = stored(store).post
    assert (post.author or "").startswith("person-")
    assert len(post.text) <= 280
    assert "ExampleVent pfeift" in post.text
    assert list(store.search("Nachtrag", Filter())) == []


def test_the_same_delivery_again_is_no_change_after_ageing(store: Store):
    store.save([delivery(long_mention())], now=NOW)
    age(store, Deed.AUTHOR_HIDDEN)
    age(store, Deed.TEXT_SHORTENED)
    before = stored(store)

    counts = store.save([delivery(long_mention())], now=LATER)

    assert (counts.new, counts.changed) == (0, 0)
    assert stored(store) == before


def test_a_shortened_text_keeps_the_match_in_view_and_its_evidence_where_it_stands(store: Store):
    store.save([delivery(long_mention())], now=NOW)

    assert age(store, Deed.TEXT_SHORTENED) == Aged(looked_at=1, taken=1)

    one = stored(store)
    (span,) = one.matches[0].spans
    assert one.post.text[span.start : span.end] == "ExampleVent"
    assert one.sentiment is not None
    shown = f"Ein Bericht\n{one.post.text}"
    assert [shown[word.start : word.end] for word in one.sentiment.evidence] == ["pfeift"]
    assert [shown[told.start : told.end] for told in one.sentiment.opinions] == ["ExampleVent pfeift"]
    assert [one.id for one in store.search("ExampleVent pfeift", Filter())] == [1]
    assert store.volumes(TODAY, LATER.date())[0].mentions == 1


def test_words_beyond_the_cut_are_no_longer_found(store: Store):
    store.save([delivery(long_mention(text=f"{LONG} Geheimwort"))], now=NOW)

    age(store, Deed.TEXT_SHORTENED)

    assert list(store.search("Geheimwort", Filter())) == []


def test_short_texts_stay_and_are_not_counted(store: Store):
    store.save([delivery(mention("1"))], now=NOW)
    before = stored(store)

    assert age(store, Deed.TEXT_SHORTENED) == Aged(looked_at=1, taken=0)
    assert (stored(store), store.archive.deletions(9)) == (before, [])


def test_old_posts_go_with_everything_that_hangs_on_them_and_the_counts_stay_right(store: Store):
    store.save([delivery(mention("1", judged=sentiment()), replace(mention("2"), first_seen_at=LATER))], now=NOW)
    store.judge(Judgement(mention_id=1, about=Subject.SENTIMENT, verdict="criticism", judged_on=TODAY))

    assert age(store, Deed.AGED) == Aged(looked_at=1, taken=1)

    assert (store.mention(1), store.total(), list(store.scores(1)), store.judgements()) == (None, 1, [], [])
    assert [one.mentions for one in store.volumes(TODAY, LATER.date())] == [1]
    assert store.known("feed", ["1"]) == {}


def test_a_story_goes_on_without_the_mention_that_began_it(store: Store):
    store.save([delivery(folded(mention("1", STORY, hours_ago=3)))], now=NOW)
    store.save([delivery(*(folded(replace(mention(n, STORY), first_seen_at=LATER)) for n in "23"))], now=LATER)
    assert [one.id for one in store.story(1)] == [1, 2, 3]

    age(store, Deed.AGED)
    store.save([delivery(folded(mention("4", STORY, hours_ago=0.5)))], now=LATER)

    assert [one.id for one in store.story(2)] == [2, 3, 4]
    assert [one.id for one in store.mentions(Filter(is_folded=True))] == [2]
    assert sum(one.stories for one in store.volumes(TODAY, LATER.date())) == 1


def test_a_number_is_never_used_twice(store: Store):
    store.save([delivery(mention("1"))], now=NOW)
    age(store, Deed.AGED)

    store.save([delivery(mention("1"))], now=NOW)

    assert [one.id for one in store.mentions(Filter())] == [2]


def test_batches_begin_with_the_longest_known(store: Store):
    ones = [replace(mention(str(n)), first_seen_at=NOW - timedelta(hours=n)) for n in range(5)]
    store.save([delivery(*ones)], now=NOW)

    assert age(store, Deed.AGED, limit=2) == Aged(looked_at=2, taken=2)
    assert sorted(one.post.native_id for one in store.mentions(Filter())) == ["0", "1", "2"]


def test_the_audit_counts_by_day_deed_and_source(store: Store):
    store.save([delivery(*(mention(str(n)) for n in range(3)), mention("9", source="mastodon"))], now=NOW)

    age(store, Deed.AUTHOR_HIDDEN, limit=2)
    age(store, Deed.AUTHOR_HIDDEN, limit=2)
    store.archive.drop([4], Deed.FORGOTTEN, today=TODAY)

    assert store.archive.deletions(9) == [
        Deletion(deleted_on=TODAY, deed=Deed.FORGOTTEN, source="mastodon", posts=1),
        Deletion(deleted_on=TODAY, deed=Deed.AUTHOR_HIDDEN, source="feed", posts=3),
    ]


SOUGHT: dict[str, Sought] = {
    "author": Sought(author="@ada beispiel"),
    "author at a source": Sought(author="Ada Beispiel", source="feed"),
    "page": Sought(author="http://bau.example/ada/"),
    "url": Sought(url="https://bau.example/1?utm_source=x"),
    "number": Sought(numbers=(1,)),
    "words": Sought(words="pfeift EXAMPLEVENT"),
}


@pytest.mark.parametrize("sought", SOUGHT.values(), ids=SOUGHT)
def test_what_was_forgotten_does_not_come_back(store: Store, sought: Sought):
    ada, bo = mention("1", "ExampleVent pfeift."), mention("2", "ExampleVent brummt.")
    ada = replace(ada, post=replace(ada.post, author_url="https://bau.example/ada"))
    bo = replace(bo, post=replace(bo.post, author="Bo Muster"))
    store.save([delivery(ada, bo)], now=NOW)

    found = store.archive.trace(sought)
    store.archive.bar(found.vouchers, today=TODAY)
    store.archive.drop(found.posts, Deed.FORGOTTEN, today=TODAY)

    assert found.posts == (1,)
    assert store.archive.barred([ada.post, bo.post]) == {("feed", "1")}
    counts = store.save([delivery(ada, bo)], now=LATER)
    assert counts.new == 0
    assert [one.post.native_id for one in store.mentions(Filter())] == ["2"]
    assert store.archive.trace(sought).posts == ()


def test_new_posts_of_a_forgotten_author_are_not_kept_either(store: Store):
    store.archive.bar([Voucher(kind="author", words=("", "ada beispiel"))], today=TODAY)

    assert store.save([delivery(mention("77", source="mastodon"))], now=NOW).new == 0


def test_a_pseudonymised_post_is_still_found_by_its_author(store: Store):
    store.save([delivery(mention("1"))], now=NOW)
    age(store, Deed.AUTHOR_HIDDEN)

    assert store.archive.trace(Sought(author="Ada Beispiel")).posts == (1,)
    assert store.archive.trace(Sought(author="Bo Muster")).posts == ()
    (held,) = store.archive.holdings([1, 5])
    assert (held.number, held.is_author_hidden, held.is_text_shortened) == (1, True, False)


def test_a_query_is_forgotten_with_what_only_it_found(store: Store):
    store.save([delivery(mention("1", queries=("hose",)), mention("2", queries=("brand", "hose")))], now=NOW)

    assert store.archive.trace(Sought(query="hose")).posts == (1,)


Step = Callable[[Store], object]
numbers = st.integers(1, 6)
texts = st.sampled_from(["ExampleVent pfeift.", LONG, STORY, f"{STORY} {LONG}"])
queries = st.sampled_from([("brand",), ("brand", "hose"), ()])
deeds = st.sampled_from([Deed.AUTHOR_HIDDEN, Deed.TEXT_SHORTENED, Deed.AGED])


def saving(native_id: int, text: str, names: tuple[str, ...], hours: int) -> Step:
    one = mention(str(native_id), text, queries=names, judged=sentiment(), fingerprint=text.encode()[:9])
    one = replace(one, first_seen_at=NOW - timedelta(hours=hours))
    return lambda store: store.save([delivery(one)], now=NOW)


steps = st.lists(
    st.one_of(
        st.builds(saving, numbers, texts, queries, st.integers(0, 3)),
        st.builds(
            lambda deed, hours, limit: (
                lambda store: store.archive.age(deed, "feed", NOW - timedelta(hours=hours), today=TODAY, limit=limit)
            ),
            deeds,
            st.integers(-1, 3),
            st.integers(1, 3),
        ),
        st.builds(lambda n: lambda store: store.archive.drop([n], Deed.FORGOTTEN, today=TODAY), numbers),
        st.builds(
            lambda n: (
                lambda store: store.archive.bar(
                    store.archive.trace(Sought(url=f"https://bau.example/{n}")).vouchers, today=TODAY
                )
            ),
            numbers,
        ),
    ),
    max_size=14,
)


def told(store: Store) -> object:
    """Return everything but the pseudonyms themselves, which differ with the salt."""
    found = []
    for number in range(1, 15):
        one = store.mention(number)
        if one is not None:
            name = "person" if (one.post.author or "").startswith("person-") else one.post.author
            found.append((replace(one, post=replace(one.post, author=name)), store.scores(number)))
    return (
        found,
        store.total(),
        sorted(store.volumes(TODAY - timedelta(days=9), LATER.date()), key=str),
        store.archive.deletions(99),
        store.archive.sources(),
        {one.id for one in store.search("ExampleVent", Filter())},
        store.archive.holdings(range(15)),
    )


@given(steps=steps)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_both_archives_agree_and_the_file_stays_whole(steps: list[Step], tmp_path_factory: pytest.TempPathFactory):
    path = tmp_path_factory.mktemp("agree") / "listen.db"
    ours, memory = open_store(path, now=NOW), MemoryStore()
    try:
        for step in steps:
            assert step(ours) == step(memory)
        assert told(ours) == told(memory)
    finally:
        ours.close()
    assert check(path) == ()
