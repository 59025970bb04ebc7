"""What folding knows of networks: bridges, quotations, links, translations; and whom it never takes for a copy."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listen.folding import EXACT, Folder, Item, Kin, fold_prints, kinship, signatures
from listen.folding.identity import author_name, identity
from listen.folding.prints import unpacked

SAID = "Das neue Rohr von ExampleVent pfeift bei Wind die ganze Nacht. Der Händler weiß auch keinen Rat."
HEADLINE = "ExampleVent baut eine zweite Halle für Lüftungsrohre in Gera"
ARTICLE = (
    "Das Familienunternehmen aus Gera erweitert seine Fertigung für flexible Rohre. Am Gelände am Stadtrand entsteht "
    "bis zum Herbst eine zweite Halle, in der sechzig Menschen Arbeit finden sollen. Der Bürgermeister lobte das als "
    "gutes Zeichen, die Gewerkschaft mahnte faire Löhne an. Geheizt wird mit der Abwärme der Maschinen."
)
PAGE = "https://bote.example/gera/halle"
PRESS = Item(HEADLINE, ARTICLE, PAGE, "Redaktion", (), None, "de")


def toot(text: str, who: str = "anna", number: int = 112233445566778899, links: tuple[str, ...] = ()) -> Item:
    host = f"{who}.social"
    return Item(
        None,
        text,
        f"https://{host}/@{who}/{number}",
        f"@{who}@{host}",
        links,
        f"https://{host}/users/{who}/statuses/{number}",
    )


def skeet(text: str, who: str = "anna", key: str = "3kabcdefghij2", links: tuple[str, ...] = ()) -> Item:
    url = f"https://bsky.app/profile/{who}.bsky.social/post/{key}"
    return Item(None, text, url, f"@{who}.bsky.social", links, f"at://did:plc:{who}/app.bsky.feed.post/{key}")


def page(title: str, text: str, url: str, language: str) -> Item:
    return Item(title, text, url, None, (), None, language)


def way(one: Item, other: Item) -> Kin | None:
    """Compare both ways: the rule is symmetric, and what it finds the keys find, too."""
    a, b = fold_prints([one, other])
    found = kinship(a, b)

    assert kinship(b, a) == found
    assert found is None or set(a.keys) & set(b.keys), "a copy that no look-up would find"
    return found


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param(
            skeet(SAID),
            Item(None, "Ganz anders geschnitten", "https://bsky.brid.gy/r/https://bsky.app/profile/x/post/3kabcdefghij2"),
            Kin.SAME_POST,
            id="Bluesky's post in the Fediverse",
        ),
        pytest.param(
            skeet(SAID),
            Item(
                None, SAID, "https://odd.example/1", "@anna.bsky.social@bsky.brid.gy", (),
                "https://bsky.brid.gy/convert/ap/at://did:plc:anna/app.bsky.feed.post/3kabcdefghij2",
            ),
            Kin.SAME_POST,
            id="told by its identifier only",
        ),
        pytest.param(
            toot(f"{SAID} #Lüftung #KWL"), skeet(SAID, "anna"), Kin.CROSSPOST, id="same author, no hashtags there"
        ),
        pytest.param(
            toot(SAID), skeet(f"{SAID[:70]}…", "anna"), Kin.CUT, id="same author, cut for the shorter network"
        ),
        pytest.param(
            Item(None, SAID, "https://x.com/anna/status/1234567890123456789", "@anna"),
            Item("R to x", SAID[:40], "https://nitter.example/anna/status/1234567890123456789#m"),
            Kin.SAME_POST,
            id="mirror of X",
        ),
        pytest.param(
            Item(None, SAID, "https://a.social/@anna/112233445566", "@anna@a.social"),
            Item("anna", SAID[:30], "https://a.social/users/anna/statuses/112233445566"),
            Kin.SAME_POST,
            id="page and identifier of one toot",
        ),
        pytest.param(
            PRESS,
            Item(None, f"{HEADLINE} {ARTICLE[:200]}", f"https://fed.brid.gy/r/{PAGE}", "@bote@web.brid.gy"),
            Kin.SAME_POST,
            id="bridged article",
        ),
        pytest.param(toot(SAID), toot(f"RT @anna: {SAID}", "bert"), Kin.REPOST, id="repost"),
        pytest.param(toot(SAID), toot(f"🔁 @anna@anna.social: {SAID}", "bert"), Kin.REPOST, id="boost in words"),
        pytest.param(toot(SAID), toot(f"So ein Quatsch! {SAID}", "bert"), Kin.QUOTE, id="sentence before"),
        pytest.param(toot(SAID), toot(f"{SAID} Das glaubt doch keiner.", "bert"), Kin.QUOTE, id="sentence after"),
        pytest.param(toot(SAID), toot(f"Gefunden: „{SAID}“ – tja.", "bert"), Kin.QUOTE, id="in marks"),
        pytest.param(toot(SAID), toot(f"Na so was.\n\n{SAID}", "bert"), Kin.QUOTE, id="on a line of its own"),
        pytest.param(PRESS, toot(f"{HEADLINE}. Na endlich!", "bert"), Kin.QUOTE, id="headline quoted"),
        pytest.param(PRESS, toot("Lesenswert:", "bert", links=(PAGE,)), Kin.LINK, id="bare link"),
        pytest.param(
            PRESS, toot(f"Neu: {PAGE}?utm_source=x", "bert")._replace(links=None), Kin.LINK, id="link in the text only"
        ),
        pytest.param(PRESS, toot(f"{HEADLINE} Toll! {PAGE}", "bert", links=(PAGE,)), Kin.LINK, id="link with headline"),
        pytest.param(
            PRESS, Item(HEADLINE, "", "https://news.example/item?id=1", "bert", (PAGE,)), Kin.LINK, id="forum's link"
        ),
        pytest.param(
            Item(HEADLINE, "", None),
            Item(HEADLINE.replace("Halle", "überraschenderweise Halle"), "", None),
            Kin.HEADLINE,
            id="long word added in the middle of a headline",
        ),
        pytest.param(
            PRESS,
            PRESS._replace(text=f"Ganz neu begonnen hat diesen Text jemand. {ARTICLE.partition('. ')[2]}", url=None),
            Kin.EDITED,
            id="rewritten lead",
        ),
        pytest.param(
            Item(
                "Neues Werk in Gera", "ExampleVent schafft in Gera 120 Stellen auf 3400 Metern für 28 Millionen Euro.",
                "https://press.example/de/werk", None, (), None, "de",
            ),
            Item(
                "New plant in Gera", "ExampleVent creates 120 jobs in Gera on 3400 square metres for 28 million Euro.",
                "https://press.example/en/plant", None, (), None, "en",
            ),
            Kin.TRANSLATION,
            id="translation by the same publisher",
        ),
    ],
)  # fmt: skip
def test_copies_of_other_networks_fold(one: Item, other: Item, expected: Kin):
    assert way(one, other) == expected


FORM = (
    "Sehr geehrte Damen und Herren, hiermit reklamiere ich das bei Ihnen gekaufte Rohr von ExampleVent. Ich habe es "
    "wie beschrieben im Bad montiert. Es ist {} und ich bitte um Ersatz. Mit freundlichen Grüßen {}"
)
REVIEW = (
    "Das Rohr wurde pünktlich geliefert, die Montage war einfach und schnell erledigt, die Anleitung verständlich. "
    "Leider ist es nach zwei Wochen {} geworden und der Kundendienst meldet sich nicht."
)


JOB = (
    "Für unser Werk in {} suchen wir zum nächsten Ersten einen Monteur mit Erfahrung. Es warten geregelte "
    "Zeiten und ein Dienstwagen. Die Bewerbung geht an die Personalabteilung, gern mit einem kurzen Anschreiben."
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(toot("Same here!"), toot("Same here!", "bert"), id="two people's few words"),
        pytest.param(toot("Rohr zu laut"), toot("ROHR zu laut!!!", "bert"), id="two people's equal complaint"),
        pytest.param(
            toot("Neues Video online!", links=("https://v.example/a/1",)),
            toot("Neues Video online!", number=112233445566778900, links=("https://v.example/a/2",)),
            id="one author's two links",
        ),
        pytest.param(
            Item("Reklamation", FORM.format("undicht", "Ada Beispiel"), None, "Ada Beispiel"),
            Item("Reklamation", FORM.format("zu laut", "Bert Muster"), None, "Bert Muster"),
            id="form letters",
        ),
        pytest.param(
            Item(None, FORM.format("undicht", "Ada"), None), Item(None, FORM.format("laut", "Ada"), None),
            id="form letters, nobody named",
        ),
        pytest.param(
            Item("Bewertung", REVIEW.format("undicht"), None, "ada"),
            Item("Bewertung", REVIEW.format("laut"), None, "bert"),
            id="same product, other fault",
        ),
        pytest.param(
            toot(REVIEW.format("undicht")), toot(REVIEW.format("nicht undicht"), "bert"), id="turned in the middle"
        ),
        pytest.param(
            toot("Nur heute 20 Prozent Rabatt auf alle Rohre von ExampleVent", links=("https://a.example/x/1",)),
            toot("Nur heute 20 Prozent Rabatt auf alle Rohre von ExampleVent", "bert", links=("https://b.example/x/2",)),
            id="coupon of another shop",
        ),
        pytest.param(
            Item("20 Prozent Rabatt auf alle Rohre von ExampleVent nur heute", "", "https://a.example/x/1"),
            Item("20 Prozent Rabatt auf alle Rohre von ExampleVent nur heute - Rohrshop", "", "https://b.example/x/2"),
            id="coupon as a headline",
        ),
        pytest.param(
            toot("Bericht für Woche 31 ist da: alles über Rohre, Filter und Lüftung im Neubau"),
            toot("Bericht für Woche 32 ist da: alles über Rohre, Filter und Lüftung im Neubau", number=9876543210),
            id="series of posts",
        ),
        pytest.param(PRESS, toot("Schrott, nie wieder", "bert", links=(PAGE,)), id="opinion with a link"),
        pytest.param(
            toot("Schrott, nie wieder", links=(PAGE,)), toot("Endlich mal leise", "bert", links=(PAGE,)),
            id="two opinions with one link",
        ),
        pytest.param(
            PRESS, toot(f"{HEADLINE} – bei mir ist das Rohr undicht! {PAGE}", "bert", links=(PAGE,)),
            id="own story under a headline and link",
        ),
        pytest.param(toot(SAID), toot(f"Bei mir ist es genauso. {SAID}", "bert"), id="own story with a quotation"),
        pytest.param(toot(SAID), toot(f"{SAID} Unser Rohr auch!", "bert"), id="own story behind a quotation"),
        pytest.param(
            toot(f"Das finde ich anders, sagt der Monteur. {SAID}"),
            toot(f"Da irrt der Hersteller gewaltig. {SAID}", "bert"),
            id="two that quote the same",
        ),
        pytest.param(
            toot("Hallo zusammen, ich habe ein Problem mit meinem Rohr…"),
            toot("Hallo zusammen, ich habe ein Problem mit meinem Rohr: es ist im Bad undicht geworden", "bert"),
            id="greeting, cut by the source",
        ),
        pytest.param(
            toot("Guten Morgen aus der Werkstatt, heute wird gelüftet!"),
            toot("Guten Morgen aus der Werkstatt, heute wird gelüftet! Danach Muffen.", number=9876543210),
            id="one author's two mornings",
        ),
        pytest.param(
            toot("Das Rohr von ExampleVent im Bad pfeift nachts laut"),
            toot("Das Rohr von ExampleVent im Bad pfeift nachts nie laut", "bert"),
            id="a word added by another person",
        ),
        pytest.param(
            page("ExampleVent sucht Monteur in Gera", JOB.format("Gera"), "https://j.example/1/a", "de"),
            page("ExampleVent sucht Monteur in Jena", JOB.format("Jena"), "https://j.example/2/b", "de"),
            id="one job in two towns",
        ),
        pytest.param(
            toot("Mein Bogen von ExampleVent ist nach zwei Wochen schon kaputt #KWL"),
            toot("Mein Filter von ExampleVent ist nach zwei Wochen schon kaputt #KWL", number=112233445566778900),
            id="one author, two things",
        ),
        pytest.param(
            page("ExampleVent in Gera", "In Gera 120 Stellen, 3400 Meter, 28 Mio.", "https://p.example/de/1", "de"),
            page("ExampleVent in Gera now", "In Gera 130 jobs, 3400 metres, 28 m.", "https://p.example/en/1", "en"),
            id="other figures in another language",
        ),
        pytest.param(
            page("Rohre ab Lager", "Rohre DN 100, 125, 160 von ExampleVent ab Lager.", "https://a.example/de/1", "de"),
            page("Ducts in stock", "Ducts DN 100, 125, 160 by ExampleVent in stock.", "https://b.example/en/1", "en"),
            id="same sizes at two shops, two languages",
        ),
        pytest.param(
            toot(SAID, number=112233445566778899), toot("Etwas ganz anderes, was mit nichts zu tun hat", "bert",
                                                        number=112233445566778899),
            id="same number on two servers",
        ),
        pytest.param(
            Item(None, "Kommentar eins zum Film", "https://video.example/watch?v=abcdefghijk&lc=1", "a"),
            Item(None, "Kommentar zwei zum Film", "https://video.example/watch?v=abcdefghijk&lc=2", "b"),
            id="comments on one film",
        ),
    ],
)  # fmt: skip
def test_other_people_and_other_things_stay_apart(one: Item, other: Item):
    assert way(one, other) is None


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://twitter.com/anna_b/status/1234567890123456789?s=20", "x:1234567890123456789"),
        ("https://xcancel.com/i/web/status/1234567890123456789", "x:1234567890123456789"),
        ("https://bsky.app/profile/anna.example/post/3kabcdefghij2", "at:3kabcdefghij2"),
        ("at://did:plc:x/app.bsky.feed.post/3kabcdefghij2", "at:3kabcdefghij2"),
        ("https://bsky.brid.gy/convert/ap/at://did:plc:x/app.bsky.feed.post/3kabcdefghij2", "at:3kabcdefghij2"),
        ("https://bsky.brid.gy/r/at%3A%2F%2Fdid:plc:x%2Fapp.bsky.feed.post%2F3kabcdefghij2", "at:3kabcdefghij2"),
        ("https://fed.brid.gy/r/https:/bsky.app/profile/x/post/3kabcdefghij2", "at:3kabcdefghij2"),
        ("https://A.social/@anna/112233445566", "fediverse:a.social/112233445566"),
        ("https://a.social/users/anna/statuses/112233445566/activity", "fediverse:a.social/112233445566"),
        ("https://old.reddit.com/r/rohre/comments/1abc23/titel/", "reddit:1abc23"),
        ("https://redlib.example/r/rohre/comments/1abc23/titel/kx9y8z7", "reddit:kx9y8z7"),
        ("https://youtu.be/abcdefghijk?t=3", "video:abcdefghijk"),
        ("https://inv.example/watch?list=1&v=abcdefghijk", "video:abcdefghijk"),
        ("https://youtube.com/watch?v=abcdefghijk&lc=Ugx", None),
        ("https://blog.example/2026/status/12", None),
        ("https://blog.example/@anna/ein-text-123456", None),
        ("https://bsky.app/profile/anna.example", None),
        ("", None),
        ("https://bsky.brid.gy/" * 500, None),
        ("https://a.example/r/x/comments/" + "a" * 5_000, None),
    ],
    ids=lambda value: str(value)[:40],
)  # fmt: skip
def test_a_post_is_known_whatever_brings_it(address: str, expected: str | None):
    assert identity(address) == expected


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("@Anna_B@server.example", "annab"),
        ("@anna-b.bsky.social", "annab"),
        ("@anna.server.example.ap.brid.gy", "anna"),
        ("@anna.bsky.social@bsky.brid.gy", "anna"),
        ("u/anna", "anna"),
        ("Anna Beispiel (@anna_b)", "annab"),
        ("Anna Beispiel", "annabeispiel"),
        ("Redaktion", None),
        ("@a", None),
        ("", None),
        (None, None),
    ],
)
def test_an_author_has_one_name_on_every_network(author: str | None, expected: str | None):
    assert author_name(author) == expected


def test_the_very_same_words_come_before_what_is_only_alike():
    quoting = toot(f"So ein Quatsch! {SAID}", "bert")
    folder = Folder()

    told = [folder.fold(one) for one in fold_prints([toot(SAID), PRESS, quoting, quoting])]

    assert told == [0, 1, 0, 0]


POOL = (
    toot(SAID),
    skeet(SAID),
    toot(f"RT @anna: {SAID}", "bert"),
    toot("Same here!", number=9876543210),
    toot("Same here!", "bert", number=9876543211),
    PRESS,
    PRESS._replace(url="https://b.example/2"),
    Item(HEADLINE, "", "https://c.example/3"),
    Item(None, FORM.format("undicht", "Ada"), None),
    Item(None, FORM.format("laut", "Ada"), None),
)


@settings(max_examples=40)
@given(st.permutations(range(len(POOL))))
def test_who_is_a_copy_of_whom_does_not_depend_on_the_order(order: list[int]):
    """Promised where every copy is one of every other: same words, whatever the network."""
    prints = fold_prints(POOL)
    folder = Folder()

    told = {place: folder.fold(prints[place]) for place in order}

    together = [{0, 1, 2}, {5, 6}]
    for some in together:
        assert len({told[place] for place in some}) == 1
    assert len({told[place] for place in (0, 3, 4, 5, 8, 9)}) == 6


@given(
    st.lists(
        st.builds(
            Item,
            st.none() | st.text(max_size=60),
            st.text(max_size=200),
            st.none() | st.text(max_size=60),
            st.none() | st.text(max_size=30),
            st.none() | st.lists(st.text(max_size=40), max_size=3),
            st.none() | st.text(max_size=40),
            st.sampled_from((None, "de", "en", "")),
        ),
        min_size=1,
    )
)
def test_no_post_breaks_it_folding_twice_changes_nothing(items: list[Item]):
    prints = fold_prints(items)
    folder = Folder()

    first = [folder.fold(one) for one in prints]

    again = [folder.fold(one) for one in prints]
    assert [story for story, one in zip(again, prints, strict=True) if one.keys] == [
        story for story, one in zip(first, prints, strict=True) if one.keys
    ]
    assert all(len(one.keys) <= 15 and len(one.signature) <= 400 for one in prints)
    assert all(kinship(one, other) == kinship(other, one) for one in prints[:5] for other in prints)


@given(st.binary(max_size=600), st.integers(0, 255))
def test_stored_bytes_of_any_kind_are_read_or_left(packed: bytes, first: int):
    ours = fold_prints([PRESS, toot(SAID)])
    joined = ours[0].signature + ours[1].signature

    assert signatures(joined) == [ours[0].signature, ours[1].signature]
    assert signatures(joined + packed)[:2] == [ours[0].signature, ours[1].signature]
    for signature in signatures(ours[0].signature[:1] + packed):
        unpacked(signature)
    if first != joined[0]:
        assert signatures(bytes([first]) + joined[1:]) == [], "another version of the rule"


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("„“" * 1_500, id="quotation marks"),
        pytest.param("„" + "wort " * 600, id="a mark that never closes"),
        pytest.param("a. " * 1_000, id="sentences"),
        pytest.param("\n" * 3_000, id="lines"),
        pytest.param("#tag" * 700, id="hashtags"),
        pytest.param("@" * 3_000, id="handles"),
        pytest.param("RT @a: " * 400, id="reposts"),
        pytest.param("woche 31 " * 330, id="series"),
        pytest.param(" RT @" + "a" * 3_000, id="a handle without end"),
        pytest.param("12 " * 1_000, id="figures"),
        pytest.param("ich " * 700, id="me"),
        pytest.param("\ud800" * 1_000, id="half letters"),
    ],
)
def test_hostile_posts_cost_next_to_nothing(text: str):
    hostile = Item(text, text, text, text, (text, text, text), text, text[:5])

    for one in (hostile, hostile._replace(title=None), hostile._replace(title=None, text=text[:400])):
        (print_,) = fold_prints([one])
        assert not print_.keys or kinship(print_, print_) in EXACT


def test_a_crowd_of_look_alikes_is_folded_in_linear_time():
    rng = random.Random(3)
    items = [
        Item(None, FORM.format(rng.choice(("laut", "undicht", "kurz")), f"Person{n}"), None, f"person{n}")
        for n in range(3_000)
    ]
    folder = Folder()

    told = {folder.fold(one) for one in fold_prints(items)}

    assert len(told) == 3_000
