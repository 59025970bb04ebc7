"""A service is asked for no less than an expression wants, in its own language, and what may be missed is said."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listen.model import Post
from listen.query.judging import Holds, judge
from listen.query.language import parse
from listen.query.pushdown import Abilities, push_down, push_remarks, tag_terms
from listen.query.view import PostView

HACKER_NEWS = Abilities(source="hackernews", phrase=True, prefix=True)
GOOGLE_NEWS = Abilities(
    source="googlenews",
    phrase=True,
    or_=True,
    groups=True,
    max_terms=20,
    max_length=400,
    fields={"site": "site:{}"},
    or_brackets=True,
)
LEAST = Abilities(source="least", and_=False)
MOST = Abilities(
    source="most",
    phrase=True,
    or_=True,
    groups=True,
    not_=True,
    prefix=True,
    folds_umlauts=True,
    fields={"title": "intitle:{}", "author": "from:{}", "lang": "language:{}", "tag": "tag:{}", "site": "site:{}"},
)


def asked(expression: str, abilities: Abilities) -> list[str]:
    return [pushed.text for pushed in push_down(parse(expression), abilities)]


def remarked(expression: str, abilities: Abilities) -> list[str]:
    return [remark.message("en") for remark in push_remarks(parse(expression), abilities)]


@pytest.mark.parametrize(
    ("expression", "texts"),
    [
        pytest.param("ExampleVent", ["ExampleVent"], id="word"),
        pytest.param("examplevent*", ["examplevent*"], id="star"),
        pytest.param('"flexible Rohre"', ['"flexible Rohre"'], id="phrase"),
        pytest.param("ExampleVent OR OtherVent", ["ExampleVent", "OtherVent"], id="no OR: a request each"),
        pytest.param("ExampleVent Rohr", ["ExampleVent Rohr"], id="AND"),
        pytest.param("Rohr (laut OR leise)", ["Rohr laut", "leise Rohr"], id="OR inside AND"),
        pytest.param("(laut OR leise) (Bad OR Flur OR Herd)", ["laut", "leise"], id="no more requests than needed"),
        pytest.param("Rohr (Rohr OR laut)", ["Rohr"], id="alternatives that another one covers"),
        pytest.param("Lüftung", ["Lüftung", "Lueftung"], id="umlaut in both spellings"),
        pytest.param("Strasse", ["Strasse", "Straße"], id="ß for ss"),
        pytest.param("neue Quelle", ["Quelle neue"], id="ue that is no umlaut"),
        pytest.param("Café", ["Café", "Cafe"], id="accents on and off"),
        pytest.param("Rohr-Set", ['"Rohr Set"', "RohrSet"], id="hyphen both ways"),
        pytest.param("ExampleVent -Karriere", ["ExampleVent"], id="exclusions are not asked"),
        pytest.param("=Arc @kim", ["Arc kim"], id="signs are checked here"),
        pytest.param("Rohr NEAR/5 laut", ["Rohr laut"], id="NEAR is AND"),
        pytest.param("title:leise", ["leise"], id="title as a word"),
        pytest.param(
            "Rohr lang:de site:a.example link:b.example /dn/", ["Rohr"], id="what it cannot express is dropped"
        ),
        pytest.param('"OR else"', ['"or else"'], id="a word that is its operator"),
        pytest.param('"flexi* Rohr"', ["flexi* Rohr"], id="no star inside a phrase"),
        pytest.param("#rohr", ["rohr"], id="tag as a word"),
        pytest.param("#rohr OR Rohr", ["rohr", "Rohr"], id="tag beside the word"),
        pytest.param("#rohr Lärm*", ["Lärm*", "Laerm*"], id="the certain before the uncertain"),
        pytest.param("source:hackernews Rohr", ["Rohr"], id="its own source"),
        pytest.param("source:feed Rohr", [], id="another source"),
        pytest.param("Rohr -source:hackernews", [], id="its own source excluded"),
        pytest.param("(source:feed Rohr) OR laut", ["laut"], id="another source in one alternative"),
        pytest.param("author:kim", [], id="nothing it could look for"),
        pytest.param("Rohr OR author:kim", [], id="an alternative it could not look for"),
        pytest.param("Rohr (laut OR author:kim)", ["Rohr"], id="such an alternative beside a word"),
    ],
)
def test_hacker_news_is_asked_once_an_alternative(expression, texts):
    assert asked(expression, HACKER_NEWS) == texts


@pytest.mark.parametrize(
    ("expression", "texts"),
    [
        pytest.param("ExampleVent", ["ExampleVent"], id="word"),
        pytest.param("ExampleVent OR OtherVent", ["(ExampleVent OR OtherVent)"], id="OR"),
        pytest.param('ExampleVent OR "flexible Rohre"', ['(ExampleVent OR "flexible Rohre")'], id="OR with a phrase"),
        pytest.param("Rohr (laut OR leise)", ["((Rohr laut) OR (leise Rohr))"], id="groups"),
        pytest.param("Lüftung", ["(Lüftung OR Lueftung)"], id="umlaut in both spellings"),
        pytest.param("site:www.forum.example Rohr", ["site:forum.example Rohr"], id="site"),
        pytest.param("site:forum.example", ["site:forum.example"], id="site alone"),
        pytest.param("site:forum Rohr", ["Rohr"], id="a site that is no whole host"),
        pytest.param("examplevent*", ["examplevent"], id="star"),
    ],
)
def test_google_news_is_asked_in_groups(expression, texts):
    assert asked(expression, GOOGLE_NEWS) == texts


@pytest.mark.parametrize(
    ("expression", "abilities", "texts"),
    [
        pytest.param("Rohr laut", LEAST, ["laut"], id="one word a request"),
        pytest.param('"flexible Rohre"', LEAST, ["flexible"], id="no phrases"),
        pytest.param("Rohr -Karriere", MOST, ["Rohr -karriere"], id="exclusion"),
        pytest.param('Rohr -"zu laut"', MOST, ['Rohr -"zu laut"'], id="excluded phrase"),
        pytest.param("Rohr -Lüftung", MOST, ["Rohr"], id="no exclusion of what others may fold differently"),
        pytest.param("Rohr -laut*", MOST, ["Rohr"], id="no exclusion with a star"),
        pytest.param("Rohr -(laut leise)", MOST, ["Rohr"], id="no exclusion of a group"),
        pytest.param("Rohr -title:laut", MOST, ["Rohr"], id="no exclusion in a field"),
        pytest.param("Lüftung", MOST, ["Lüftung"], id="a service that folds umlauts itself"),
        pytest.param("title:laut", MOST, ["intitle:laut"], id="title"),
        pytest.param('author:"Kim Example"', MOST, ['from:"Kim Example"'], id="author"),
        pytest.param("#rohr*", MOST, ["tag:rohr*"], id="tag with a star"),
        pytest.param("Rohr lang:de", MOST, ["Rohr language:de"], id="language"),
        pytest.param("ab Rohr", Abilities(min_letters=3), ["Rohr"], id="short words are left out"),
        pytest.param('"ab Rohr"', Abilities(min_letters=3, phrase=True), ["Rohr"], id="short words of phrases, too"),
        pytest.param("#ab", Abilities(min_letters=3), [], id="short tags"),
        pytest.param("ab", Abilities(min_letters=3), [], id="nothing but a short word"),
        pytest.param("a OR b OR c", Abilities(or_=True, max_terms=2), ["a OR b", "c"], id="alternatives in portions"),
        pytest.param("Rohr laut leise", Abilities(max_terms=2), ["leise laut"], id="no more words than allowed"),
        pytest.param("Rohr laut leise Bad", Abilities(), ["leise Rohr laut"], id="three words tell enough"),
        pytest.param(
            '"flexible Rohre"', Abilities(phrase=True, max_length=12), ["flexible"], id="phrase cut to a word"
        ),
        pytest.param("x" * 30, Abilities(max_length=12), [], id="word longer than a request"),
        pytest.param("a OR b", Abilities(or_=True, or_sign="|"), ["a|b"], id="its own sign for OR"),
        pytest.param("*rohr", Abilities(whole_words=False), ["rohr"], id="parts of words"),
    ],
)
def test_other_services_are_asked_as_they_understand(expression, abilities, texts):
    assert asked(expression, abilities) == texts


@pytest.mark.parametrize(
    ("expression", "abilities", "remarks"),
    [
        pytest.param("Rohr", HACKER_NEWS, [], id="nothing lost"),
        pytest.param("examplevent*", HACKER_NEWS, [], id="star that it understands"),
        pytest.param("examplevent*", GOOGLE_NEWS, ["examplevent: the service finds whole words only"], id="star"),
        pytest.param("*rohr", HACKER_NEWS, ["rohr: the service finds whole words only"], id="star before"),
        pytest.param("#rohr", HACKER_NEWS, ["#rohr: the service is asked for the word"], id="tag"),
        pytest.param("Rohr lang:de", HACKER_NEWS, ["lang:de: the service cannot look for this"], id="language"),
        pytest.param("Rohr /dn/", HACKER_NEWS, ["/dn/: the service cannot look for this"], id="pattern"),
        pytest.param("Rohr -laut", HACKER_NEWS, ["-laut: the service is not asked to leave it out"], id="exclusion"),
        pytest.param("Rohr -laut", MOST, [], id="exclusion that it understands"),
        pytest.param(
            "author:kim",
            HACKER_NEWS,
            ["author:kim: the service cannot look for this", "the service cannot be asked for this query"],
            id="nothing left to ask",
        ),
        pytest.param("source:feed Rohr", HACKER_NEWS, [], id="another source is no loss"),
        pytest.param(
            '"flexible Rohre"',
            Abilities(phrase=True, max_length=12),
            ["the expression is longer than the service allows"],
            id="cut",
        ),
    ],
)
def test_remarks_say_what_may_be_missed(expression, abilities, remarks):
    said = remarked(expression, abilities)

    assert len(said) == len(remarks)
    for sentence, begins in zip(said, remarks, strict=True):
        assert sentence.startswith(begins)
    assert all(remark.message("de") for remark in push_remarks(parse(expression), abilities))


@pytest.mark.parametrize(
    ("expression", "tags"),
    [
        pytest.param("ExampleVent", ("examplevent",), id="word"),
        pytest.param("examplevent*", ("examplevent",), id="star"),
        pytest.param('"Example Vent"', ("examplevent",), id="phrase written together"),
        pytest.param("Rohr-Set", ("rohrset",), id="hyphen left out"),
        pytest.param("Lüftung", ("lüftung", "lueftung"), id="umlaut"),
        pytest.param("lueftung", ("lueftung", "lüftung"), id="umlaut written out"),
        pytest.param("Straße", ("straße", "strasse"), id="ß"),
        pytest.param("Café", ("café", "cafe"), id="accent"),
        pytest.param("ExampleVent OR OtherVent", ("examplevent", "othervent"), id="OR"),
        pytest.param("(laut OR leise) Rohr", ("rohr",), id="AND takes the side with fewest"),
        pytest.param("Rohr ExampleVent", ("examplevent",), id="AND takes the longest"),
        pytest.param("Rohr NEAR/3 (laut OR leise)", ("rohr",), id="NEAR"),
        pytest.param("Rohr -laut", ("rohr",), id="exclusions are no tags"),
        pytest.param("#RohrSet", ("rohrset",), id="tag"),
        pytest.param("DN125", ("dn125",), id="letters and digits"),
        pytest.param("2026", (), id="digits alone are no hashtag"),
        pytest.param("author:kim", (), id="author"),
        pytest.param("lang:de", (), id="language"),
        pytest.param("/rohr/", (), id="pattern"),
        pytest.param('"eins zwei drei vier"', (), id="a sentence is no hashtag"),
    ],
)
def test_tags_under_which_posts_may_be_found(expression, tags):
    assert tag_terms(parse(expression)) == tags


# What is asked (left) and how posts may write it. Nothing here is written more loosely than a service without any
# folding could find: that a service misses `Rohr-Set` when asked for `Rohrset` is in no expression's power.
_WRITINGS = {
    "ExampleVent": ("ExampleVent", "EXAMPLEVENT", "ExampleVent-Rohr", "@ExampleVent"),
    "examplevent*": ("ExampleVentschlauch", "Examplevents", "ExampleVent-Rohr"),
    "*rohr": ("Flexrohr", "Flex-Rohr", "Rohr"),
    "Lüftung": ("Lüftung", "LUEFTUNG", "lu\u0308ftung"),
    "Lueftung": ("Lüftung", "Lueftung"),
    "Straße": ("Straße", "STRASSE"),
    "Café": ("Café", "cafe"),
    "Rohr-Set": ("Rohr-Set", "Rohrset", "Rohr Set"),
    '"flexible Rohre"': ("flexible Rohre", "flexible, Rohre", "Flexible-Rohre"),
    '"Müllers ab flexi*"': ("Müllers ab flexibel", "Muellers ab Flexis"),
    "=Arc": ("Arc", "arc"),
    "@kim": ("@kim", "kim"),
    "#rohr": ("#rohr", "#Rohr"),
    "ab": ("ab", "AB"),
    "#ab": ("#ab",),
    "Wärmerückgewinnungsgerät": ("WÄRMERÜCKGEWINNUNGSGERÄT", "Waermerueckgewinnungsgeraet"),
    "DN125": ("DN125", "dn125"),
    "title:leise": ("leise", "Leise"),
    "title:laut*": ("lauter", "laut"),
    "author:kim": ("laut",),
    "tag:luft*": ("#lufthansel", "#luft"),
    "site:forum.example": ("Flur",),
    "link:shop.example/rohr": ("Bad",),
    "lang:de": ("der",),
    "source:svc": ("die",),
    "source:other": ("das",),
    "/dn ?1\\d+/": ("DN 125", "dn100"),
}

_LEAVES = sorted(_WRITINGS)
_NEAR_LEAVES = ["ExampleVent", "examplevent*", "Lüftung", "Rohr-Set", '"flexible Rohre"', "=Arc", "ab"]
_NOISE = ["Herd", "im", "Rohr", "arc"]


def _combined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    near = st.sampled_from(_NEAR_LEAVES)
    return st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda some: f"({' '.join(some)})"),
        st.lists(inner, min_size=2, max_size=4).map(lambda some: f"({' OR '.join(some)})"),
        st.tuples(inner, inner).map(lambda two: f"({two[0]} -{two[1]})"),
        st.tuples(near, near, near).map(lambda three: f"({three[0]} NEAR/4 ({three[1]} OR {three[2]}))"),
    )


EXPRESSIONS = st.recursive(st.sampled_from(_LEAVES), _combined, max_leaves=6)


@st.composite
def posts_for(draw: st.DrawFn, expression: str) -> Post:
    """Draw a post in which much of `expression` stands, in one writing or another."""
    wanted = [writing for leaf in _LEAVES if leaf in expression for writing in _WRITINGS[leaf]]
    pieces = st.tuples(st.sampled_from(wanted * 2 + _NOISE), st.sampled_from([" ", ", ", ". ", "\n"]))
    texts = st.lists(pieces, max_size=8).map(lambda rows: "".join(piece + gap for piece, gap in rows))
    return Post(
        source="svc",
        native_id="1",
        origin="svc",
        url=draw(st.sampled_from(["https://www.forum.example/1", "https://blog.example/1"])),
        title=draw(st.none() | texts),
        text=draw(texts),
        author=draw(st.sampled_from(["Kim Example", "Anna", None])),
        tags=draw(st.sampled_from([(), ("rohr",), ("Lüftung", "luftig")])),
        links=draw(st.sampled_from([(), ("https://shop.example/rohr/1",), ("https://examplevent.example/",)])),
    )


ABILITIES = st.builds(
    Abilities,
    source=st.just("svc"),
    phrase=st.booleans(),
    and_=st.booleans(),
    or_=st.booleans(),
    not_=st.booleans(),
    groups=st.booleans(),
    prefix=st.booleans(),
    whole_words=st.booleans(),
    folds_umlauts=st.booleans(),
    min_letters=st.integers(1, 3),
    max_terms=st.none() | st.integers(1, 5),
    max_length=st.none() | st.integers(15, 80),
    fields=st.sets(st.sampled_from(["title", "author", "tag", "site", "lang"])).map(
        lambda names: {name: f"{name}:{{}}" for name in names}
    ),
    or_brackets=st.booleans(),
)


class LiteralService:
    """Finds posts as a plain search box does: letter case aside, a word is a run of the very same letters.

    It reads the request as text, knows nothing of our trees, and refuses what it said it cannot do.
    """

    _SIGNS = re.compile(r'\(|\)|-?(?:[a-z]+:)?(?:"[^"]*"\*?|[^\s()"]+)')

    def __init__(self, abilities: Abilities) -> None:
        self.can = abilities

    def finds(self, request: str, post: Post, language: str | None) -> bool:
        assert self.can.max_length is None or len(request) <= self.can.max_length, request
        self.signs = self._SIGNS.findall(request)
        self.post, self.language, self.terms, self.depth = post, language, 0, 0
        found = self.any()
        assert not self.signs, request
        assert self.can.max_terms is None or self.terms <= self.can.max_terms, request
        return found

    def any(self) -> bool:
        found = self.all()
        while self.signs[:1] == ["OR"]:
            assert self.can.or_
            self.signs.pop(0)
            found |= self.all()
        return found

    def all(self) -> bool:
        found = [self.one()]
        while self.signs and self.signs[0] not in {"OR", ")"}:
            assert self.can.and_
            found.append(self.one())
        return all(found)

    def one(self) -> bool:
        sign = self.signs.pop(0)
        if sign == "(":
            self.depth += 1
            assert self.depth <= self.can.groups + self.can.or_brackets
            found = self.any()
            assert self.signs.pop(0) == ")"
            self.depth -= 1
            return found
        self.terms += 1
        if sign.startswith("-"):
            assert self.can.not_
            return not self.term(sign[1:])
        return self.term(sign)

    def term(self, sign: str) -> bool:
        name, colon, value = sign.rpartition(":")
        if name == "site":
            return f".{(self.post.url or '').split('/')[2]}".endswith(f".{value}")
        assert not colon or name in self.can.fields
        is_prefix = value.endswith("*")
        assert self.can.prefix or not is_prefix
        words = self.words(value.strip('*"'))
        if name == "lang":
            return self.language == value
        assert self.can.phrase or len(words) == 1
        assert min(map(len, words)) >= self.can.min_letters
        return any(self.stands(words, self.words(text), is_prefix=is_prefix) for text in self.texts(name))

    def texts(self, name: str) -> list[str]:
        post = self.post
        match name:
            case "title":
                return [post.title or ""]
            case "author":
                return [post.author or ""]
            case "tag":
                return [*post.tags, *re.findall(r"#(\w+)", f"{post.title}\n{post.text}")]
        return [post.title or "", post.text, "\n".join(post.tags), "\n".join(post.links)]

    def words(self, text: str) -> list[str]:
        small = unicodedata.normalize("NFC", text).lower()
        if self.can.folds_umlauts:
            for letter, plain in {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "é": "e"}.items():
                small = small.replace(letter, plain)
        return re.findall(r"[^\W_]+", small)

    def stands(self, words: list[str], text: list[str], *, is_prefix: bool) -> bool:
        if not self.can.whole_words:
            return " ".join(words) in " ".join(text)
        places = range(len(text) - len(words) + 1)
        if is_prefix:
            assert len(words) == 1
            return any(one.startswith(words[0]) for one in text)
        return any(text[at : at + len(words)] == words for at in places)


MISSED = {"query.push_whole_words", "query.push_tag", "query.push_nothing"}


@settings(max_examples=400)
@given(st.data(), EXPRESSIONS, ABILITIES)
def test_whatever_holds_is_asked_for(data, expression, abilities):
    tree = parse(expression)
    posts = data.draw(st.lists(posts_for(expression), min_size=1, max_size=5))
    language = data.draw(st.sampled_from(["de", "en", None]))
    requests = push_down(tree, abilities)
    remarks = {remark.key for remark in push_remarks(tree, abilities)}
    service = LiteralService(abilities)

    for post in posts:
        # Each request is read, not only up to the first that finds: the service must understand them all.
        is_found = sum(service.finds(request.text, post, language) for request in requests) > 0
        if judge(tree, PostView(post, language)).holds is Holds.YES:
            assert is_found or remarks & MISSED
