"""Fold copies: how quickly, and how rightly, beside rensa, datasketch and a pairwise comparison with difflib.

Run: python benchmarks/bench_folding.py [POSTS]

Posts are made up here (seeded): stories in German and English with copies as syndication makes them, among ordinary
posts on the same topic that are no copies: shared boilerplate, numbered series, headlines that differ in one word,
short complaints. A pair of posts counts as found when both end in the same story.
"""

import difflib
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from rensa import RMinHash, RMinHashLSH

from listen.folding import Folder, fold_prints

Item = tuple[str | None, str, str | None]
Labelled = tuple[int, str, Item]
"""Story, kind of copy, post."""

SEED = 7


def _pool(words: str) -> tuple[str, ...]:
    return tuple(words.replace("\n", "").split("|"))


# One sentence says one thing, a story is a handful of them: strangers share single sentences, as they do in life.
_SUBJECTS = _pool(
    "ExampleVent|Musterflex|OtherVent|der Hersteller|das Unternehmen|die Firma aus Gera|der Mittelständler|"
    "die Handwerkskammer|der Verband|das Institut|die Bauherrin|ein Monteur|die Architektin|der Händler|das Bauamt|"
    "the maker|the company|a fitter"
)
_VERBS = _pool(
    "stellt vor|erweitert|verkauft|prüft|testet|lobt|kritisiert|verspricht|liefert|verschiebt|baut|plant|eröffnet|"
    "schließt|übernimmt|zeigt|ruft zurück|montiert|untersucht|announces|opens|delays|recalls|presents"
)
_OBJECTS = _pool(
    "flexible Rohre|ein neues Werk|die Lüftungsanlage|den Schalldämpfer|eine Produktlinie|die Wärmerückgewinnung|"
    "das Lager|die Verträge|den Standort|eine Studie|die Norm|das Förderprogramm|die Filter|die Dunstabzugshaube|"
    "eine App|den Außendienst|the ducts|the plant|a silencer|the price list|a new filter"
)
_PLACES = _pool(
    "in Gera|in Köln|auf der Messe in Frankfurt|im Altbau|im Neubau|in der Schweiz|bei Hannover|im Keller|am Stadtrand|"
    "in Leeds|in Milan|im Dachgeschoss|an der Hochschule|in einem Musterhaus|auf der Baustelle|in Polen"
)
_REASONS = _pool(
    "wegen der Nachfrage|nach langer Pause|trotz hoher Preise|mit Blick auf die Norm|nach Kritik der Kunden|"
    "für den Export|auf Wunsch der Planer|im dritten Jahr in Folge|aus Sorge um das Klima|for the first time|"
    "nach einem Wechsel an der Spitze|despite the delay|unter neuer Leitung|mit Hilfe des Landes|gegen den Trend"
)
_SYLLABLES = _pool("ba|be|bo|da|de|di|fo|ga|ge|ha|ka|ke|la|le|li|lo|ma|me|mi|mo|na|ne|no|ra|re|ri|ro|sa|se|ta|te|ti|to")
_PAPERS = _pool("Handelsblatt|n-tv.de|Süddeutsche Zeitung|Beispielbote|FAZ.net|The Example Times|Bauwelt|heise online")
_LEAD_INS = ("UPDATE: ", "EILMELDUNG: ", "Breaking: ", "KORREKTUR: ", "UPDATE 2: ", "ROUNDUP: ", "dpa: ")
_BOILERPLATE = (
    "Über ExampleVent: Das Familienunternehmen mit Sitz in Gera entwickelt und fertigt flexible Lüftungsrohre für "
    "Handwerk und Industrie und beschäftigt rund vierhundert Menschen an drei Standorten."
)
_COMPLAINTS = _pool("zu laut|zu leise|undicht|viel zu teuer|super|schnell da|nicht da|kaputt|top|ok|dicht|zu kurz")


class World:
    """Makes stories and their copies; the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)  # noqa: S311 - made-up posts, not secrets
        self.told = 0
        self.names = ["".join(self.rng.choices(_SYLLABLES, k=3)).title() for _ in range(4_000)]

    def sentence(self) -> str:
        """Return one sentence."""
        pick = self.rng.choice
        words = f"{pick(_SUBJECTS)} {pick(_VERBS)} {pick(_REASONS)} {pick(_OBJECTS)} {pick(_PLACES)}"
        if self.rng.random() < 0.7:
            words += f", sagt {pick(self.names)} {pick(self.names)}"
        return words[0].upper() + words[1:] + "."

    def headline(self) -> str:
        """Return a headline without a source."""
        pick = self.rng.choice
        who, does = pick(_SUBJECTS[:9]), pick(_VERBS)
        return f"{who} {does} {pick(_OBJECTS)} {pick(_PLACES)} {pick(_REASONS)} in {pick(self.names)}"

    def body(self) -> str:
        """Return an article's text."""
        said = [self.sentence() for _ in range(self.rng.randint(4, 9))]
        if self.rng.random() < 0.3:
            said.append(_BOILERPLATE)
        return " ".join(said)

    def url(self) -> str:
        """Return an address that nobody else has."""
        return f"https://{self.rng.choice(self.names).lower()}.example/{self.rng.randrange(10**9)}"

    def story(self) -> Item:
        """Return the first post of a new story: a third headlines only, a third posts, a third articles."""
        kind = self.rng.random()
        if kind < 0.33:
            return f"{self.headline()} - {self.rng.choice(_PAPERS)}", "", self.url()
        if kind < 0.66:
            return None, " ".join(self.sentence() for _ in range(2)), self.url()
        return self.headline(), self.body(), self.url()

    def copy(self, item: Item) -> tuple[str, Item]:
        """Return a copy as somebody else would publish it, and its kind."""
        title, text, url = item
        if title is None:
            return self.social_copy(text)
        if not text:
            return self.headline_copy(title)
        return self.article_copy(title, text, url)

    def social_copy(self, text: str) -> tuple[str, Item]:
        """Return a copy of a post without a title."""
        kind = self.rng.choice(("repost", "cut repost", "other address", "other signs"))
        if kind == "repost":
            return kind, (None, f"RT @{self.rng.choice(self.names)}: {text}", self.url())
        if kind == "cut repost":
            return kind, (None, f"RT @{self.rng.choice(self.names)}: {text[: self.rng.randint(80, 110)]}…", self.url())
        if kind == "other address":
            return kind, (None, f"{text} {self.url()}", self.url())
        return kind, (None, text.replace(",", " –").upper(), self.url())

    def headline_copy(self, title: str) -> tuple[str, Item]:
        """Return a copy of a post that is a headline only."""
        bare = title.rsplit(" - ", 1)[0]
        kind = self.rng.choice(("other paper", "lead-in", "quotes", "added word", "no paper", "as a post"))
        edited = {
            "other paper": f"{bare} | {self.rng.choice(_PAPERS)}",
            "lead-in": f"{self.rng.choice(_LEAD_INS)}{title}",
            "quotes": "„" + bare.replace(" ", "“ ", 1) + f" – {self.rng.choice(_PAPERS)}",
            "added word": bare.replace(" in ", " jetzt in ", 1) + f" - {self.rng.choice(_PAPERS)}",
            "no paper": bare,
        }
        if kind == "as a post":
            return kind, (None, f"{bare} {self.url()}", self.url())
        return kind, (edited[kind], "", self.url())

    def article_copy(self, title: str, text: str, url: str | None) -> tuple[str, Item]:
        """Return a copy of an article."""
        kind = self.rng.choice(
            ("verbatim", "new headline", "paper and dateline", "teaser", "edited words", "sentence out", "sentence in",
             "same address", "headline only", "marked cut")
        )  # fmt: skip
        sentences = text.split(". ")
        place = self.rng.randrange(len(sentences))
        edited: dict[str, Item] = {
            "verbatim": (title, text, self.url()),
            "new headline": (self.headline(), text, self.url()),
            "paper and dateline": (f"{title} | {self.rng.choice(_PAPERS)}", f"Gera (dpa/th) - {text}", self.url()),
            "teaser": (title, " ".join(text.split()[:25]), self.url()),
            "edited words": (f"{self.rng.choice(_LEAD_INS)}{title}", self.edited(text), self.url()),
            "sentence out": (title, ". ".join(sentences[:place] + sentences[place + 1 :]), self.url()),
            "sentence in": (
                self.headline(), ". ".join([*sentences[:place], self.sentence()[:-1], *sentences[place:]]), self.url(),
            ),
            "same address": (self.reworded(title), self.edited(text), f"{url}?utm_source=feed"),
            "headline only": (f"{title} - {self.rng.choice(_PAPERS)}", "", self.url()),
            "marked cut": (title, f"{text[:260]} […]", self.url()),
        }  # fmt: skip
        return kind, edited[kind]

    def edited(self, text: str) -> str:
        """Return `text` with one word in 25 replaced."""
        words = text.split()
        for _ in range(max(1, len(words) // 25)):
            words[self.rng.randrange(len(words))] = self.rng.choice(self.names)
        return " ".join(words)

    def reworded(self, title: str) -> str:
        """Return `title` with one word replaced."""
        words = title.split()
        words[self.rng.randrange(1, len(words))] = self.rng.choice(self.names)
        return " ".join(words)

    def strangers(self) -> Iterable[tuple[str, Item]]:  # noqa: C901 - one branch a kind
        """Yield posts that look alike and tell different stories."""
        kind = self.rng.choice(
            ("complaint", "series", "turned", "boilerplate", "same headline", "home page", "comment")
        )
        self.told += 1
        name, week = f"{self.rng.choice(self.names)}{self.told}", self.rng.randrange(1, 51)
        if kind == "complaint":
            # One name makes them this writer's: equal short posts are copies by definition.
            for said in self.rng.sample(_COMPLAINTS, 3):
                yield kind, (None, f"Rohr von {name}: {said}", self.url())
        elif kind == "series":
            for number in (week, week + 1):
                yield (
                    kind,
                    (f"Lüftungsbericht {name} für Handwerk und Planung, Woche {number}", self.body(), self.url()),
                )
        elif kind == "turned":
            headline = self.headline()
            yield kind, (f"{headline} - {self.rng.choice(_PAPERS)}", "", self.url())
            words = headline.split()
            yield kind, (" ".join([*words[:3], "nicht", *words[3:]]) + f" - {self.rng.choice(_PAPERS)}", "", self.url())
            words[1] = "dementiert:"
            yield kind, (" ".join(words), "", self.url())
        elif kind == "boilerplate":
            for _ in range(2):
                yield kind, (self.headline(), f"{self.sentence()} {self.sentence()} {_BOILERPLATE}", self.url())
        elif kind == "same headline":
            headline = f"Neues aus der Welt der Lüftung von {name}"
            yield kind, (headline, self.body(), self.url())
            yield kind, (headline, self.body(), self.url())
        elif kind == "home page":
            for _ in range(2):
                yield kind, (self.headline(), self.sentence(), f"https://{name.lower()}.example/")
        else:
            for number in (1, 2):
                yield kind, (None, self.sentence(), f"https://{name.lower()}.example/thread#comment-{number}")


def made(posts: int, seed: int = SEED) -> list[Labelled]:
    """Return about `posts` labelled posts: a third copies, a third look-alikes, a third on their own."""
    world = World(seed)
    labelled: list[Labelled] = []
    story = 0
    while len(labelled) < posts:
        story += 1
        first = world.story()
        labelled.append((story, "first", first))
        for _ in range(world.rng.choice((0, 0, 0, 1, 2, 3))):
            kind, item = world.copy(first)
            labelled.append((story, kind, item))
        for kind, item in world.strangers():
            story += 1
            labelled.append((story, f"not: {kind}", item))
    # Copies come after the first, but not next to it.
    moved = [
        (place + world.rng.randrange(200) * (kind != "first"), place) for place, (_, kind, _) in enumerate(labelled)
    ]
    return [labelled[place] for _, place in sorted(moved)]


def judged(labelled: Sequence[Labelled], told: Sequence[int]) -> tuple[float, float, Counter[str], Counter[str]]:
    """Return precision and recall over pairs, the kinds of copies missed and the kinds of strangers folded."""
    truth, found, both = Counter[int](), Counter[int](), Counter[tuple[int, int]]()
    by_story: defaultdict[int, list[int]] = defaultdict(list)
    by_told: defaultdict[int, list[int]] = defaultdict(list)
    for place, ((story, _, _), tale) in enumerate(zip(labelled, told, strict=True)):
        truth[story] += 1
        found[tale] += 1
        both[story, tale] += 1
        by_story[story].append(place)
        by_told[tale].append(place)
    pairs = [sum(n * (n - 1) // 2 for n in counts.values()) for counts in (truth, found, both)]
    missed = Counter(
        labelled[place][1]
        for places in by_story.values()
        for place in places
        if told[place] != told[places[0]]
    )  # fmt: skip
    wrong = Counter(
        f"{labelled[places[0]][1]} / {labelled[place][1]}"
        for places in by_told.values()
        for place in places
        if labelled[place][0] != labelled[places[0]][0]
    )  # fmt: skip
    return pairs[2] / max(1, pairs[1]), pairs[2] / max(1, pairs[0]), missed, wrong


def ours(items: Sequence[Item]) -> list[int]:
    """Fold with listen, in pages of 200 posts as they come from a source."""
    folder = Folder()
    return [
        folder.fold(one)
        for start in range(0, len(items), 200)
        for one in fold_prints(items[start : start + 200])
    ]  # fmt: skip


def by_datasketch(items: Sequence[Item]) -> list[int]:
    """Fold the way its documentation shows: MinHash of words, LSH index, first hit."""
    from datasketch import MinHash, MinHashLSH  # type: ignore[import-not-found]  # a peer, not a dependency

    index = MinHashLSH(threshold=0.6, num_perm=64)
    told: list[int] = []
    for place, (title, text, _) in enumerate(items):
        sketch = MinHash(num_perm=64)
        sketch.update_batch([word.encode() for word in set(f"{title or ''} {text}".lower().split())])
        hits = index.query(sketch)
        told.append(min(hits) if hits else place)
        if not hits:
            index.insert(place, sketch)
    return told


def by_rensa(items: Sequence[Item]) -> list[int]:
    """Fold with the MinHash that listen rests on, called directly: words, LSH index, first hit."""
    index = RMinHashLSH(threshold=0.6, num_perm=64, num_bands=16)
    told: list[int] = []
    for place, (title, text, _) in enumerate(items):
        sketch = RMinHash(num_perm=64, seed=1)
        sketch.update(f"{title or ''} {text}".lower().split())
        hits = index.query(sketch)
        told.append(min(hits) if hits else place)
        if not hits:
            index.insert(place, sketch)
    return told


def by_difflib(items: Sequence[Item]) -> list[int]:
    """Compare each post with each story so far."""
    firsts: list[tuple[int, str]] = []
    told: list[int] = []
    for place, (title, text, _) in enumerate(items):
        words = f"{title or ''} {text}".lower()
        for first, other in firsts:
            matcher = difflib.SequenceMatcher(None, other, words, autojunk=False)
            if matcher.real_quick_ratio() > 0.8 and matcher.quick_ratio() > 0.8 and matcher.ratio() > 0.8:
                told.append(first)
                break
        else:
            told.append(place)
            firsts.append((place, words))
    return told


def measured(name: str, fold: Callable[[Sequence[Item]], list[int]], labelled: Sequence[Labelled]) -> float:
    """Print one line of figures; return posts per CPU second, for listen the best of three."""
    items = [item for _, _, item in labelled]
    fold(items[:50])
    spent = []
    for _ in range(3 if name.startswith("listen") else 1):
        started = time.process_time()
        told = fold(items)
        spent.append(time.process_time() - started)
    rate = len(items) / min(spent)
    precision, recall, missed, wrong = judged(labelled, told)
    print(f"{name:<32} {rate:>9,.0f} posts/s   precision {precision:.4f}   recall {recall:.4f}")
    if name.startswith("listen"):
        print(f"    missed: {dict(missed.most_common(8))}\n    folded wrongly: {dict(wrong.most_common(8))}")
    return rate


def main() -> None:
    """Measure all of them and print the ratios."""
    posts = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    labelled = made(posts)
    letters = sum(len(title or "") + len(text) for _, _, (title, text, _) in labelled) / len(labelled)
    print(f"{len(labelled):,} posts of {letters:.0f} characters on average")
    rate = measured("listen", ours, labelled)
    peer = measured("rensa, called directly", by_rensa, labelled)
    print(f"    listen is {rate / peer:.2f} times as fast")
    few = labelled[: max(1, len(labelled) // 5)]
    try:
        peer = measured(f"datasketch, {len(few):,} posts", by_datasketch, few)
    except ImportError:
        print("datasketch is not installed: left out")
    else:
        print(f"    listen is {rate / peer:.1f} times as fast")
    peer = measured("difflib, pairwise, 150 posts", by_difflib, labelled[:150])
    print(f"    listen is {rate / peer:.0f} times as fast (and pairwise grows with the square)")


if __name__ == "__main__":
    main()
