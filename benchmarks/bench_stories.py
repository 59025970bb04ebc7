"""Fold posts of networks: cross-posts, bridges, mirrors, quotations, links, translations; and their look-alikes.

Run: python benchmarks/bench_stories.py [POSTS]

All posts are made up here (seeded). For every kind of copy the share that was found is printed, for every kind of
look-alike the share that was folded wrongly; a pair of posts counts as found when both end in the same story.
"""

import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator

from bench_folding import World, _pool, judged

from listen.folding import Folder, Item, fold_prints

Labelled = tuple[int, str, Item]

SEED = 11
_THINGS = _pool("Rohr|Bogen|Schalldämpfer|Verteiler|Schelle|Muffe|Gitter|Filter|Ventil|Deckel")
_FAULTS = _pool("undicht|zu laut|verbogen|zerkratzt|zu kurz|gerissen|verschmutzt|falsch beschriftet|geknickt|lose")
_PLACES = _pool("im Bad|im Keller|in der Küche|im Flur|unterm Dach|im Schlafzimmer|im Büro|in der Werkstatt")
_OWN = _pool("So sieht das aus.|Na endlich!|Das wurde auch Zeit.|Lesen!|Sehr gut.|Hört, hört.|Das glaubt doch keiner.")
_OWN_EGO = _pool("Bei mir war es genauso.|Ich sehe das anders.|Wir hatten das letzte Woche auch.|My own one broke too.")
_TAGS = _pool("#Lüftung|#KWL|#Handwerk|#Neubau|#Haustechnik|#SHK|#Baustelle")
_TID = "234567abcdefghijklmnopqrstuvwxyz"


class Networks(World):
    """Makes posts with authors, links and addresses as networks give them."""

    def person(self) -> str:
        """Return the name of somebody new."""
        self.told += 1
        return f"{self.rng.choice(self.names).lower()}{self.told}"

    def said(self) -> str:
        """Return what somebody says of what they saw, in two or three sentences."""
        return " ".join(self.sentence() for _ in range(self.rng.randint(1, 3)))

    def complaint(self) -> str:
        """Return what is wrong with something."""
        pick = self.rng.choice
        # Equal posts of eight words and more are copies by definition: a name makes these their writer's own.
        return f"{pick(_THINGS)} von ExampleVent bei {self.person()} {pick(_PLACES)} ist leider {pick(_FAULTS)}"

    def toot(self, text: str, who: str, links: tuple[str, ...] = ()) -> Item:
        """Return a post of the Fediverse."""
        host, number = f"{self.rng.choice(self.names).lower()}.social", self.rng.randrange(10**17, 10**18)
        native = f"https://{host}/users/{who}/statuses/{number}"
        return Item(None, text, f"https://{host}/@{who}/{number}", f"@{who}@{host}", links, native)

    def skeet(self, text: str, who: str, links: tuple[str, ...] = (), key: str | None = None) -> Item:
        """Return a post of Bluesky."""
        key = key or "3" + "".join(self.rng.choices(_TID, k=12))
        native = f"at://did:plc:{who}/app.bsky.feed.post/{key}"
        url = f"https://bsky.app/profile/{who}.bsky.social/post/{key}"
        return Item(None, text, url, f"@{who}.bsky.social", links, native)

    def article(self) -> Item:
        """Return an article of a site."""
        return Item(self.headline(), self.body(), self.url(), "Redaktion", (), None, "de")

    def copies(self) -> Iterator[tuple[str, Item]]:  # noqa: C901, PLR0912, PLR0915 - one branch a kind
        """Yield a first post and a copy of it."""
        rng, who, text = self.rng, self.person(), self.said()
        kind = rng.choice(
            ("cross-post", "cross-post, cut", "bridge to the Fediverse", "bridge to Bluesky", "mirror of X", "repost",
             "quotation after a sentence", "quotation before a sentence", "quotation in marks", "headline quoted",
             "bare link", "link with headline", "link of a forum", "long word in a headline", "rewritten lead",
             "bridged article", "translation")
        )  # fmt: skip
        if kind == "cross-post":
            yield "first", self.toot(f"{text} {rng.choice(_TAGS)}", who)
            yield kind, self.skeet(text, who)
        elif kind == "cross-post, cut":
            text = f"{text} {self.sentence()}"
            first = self.toot(text, who)
            yield "first", first
            yield kind, self.skeet(f"{text[: rng.randint(100, 140)]}…", who, (first.url or "",))
        elif kind == "bridge to the Fediverse":
            first = self.skeet(text, who)
            yield "first", first
            yield kind, Item(
                None, f"{text} {self.url()}", f"https://bsky.brid.gy/r/{first.url}", f"@{who}.bsky.social@bsky.brid.gy",
                (), f"https://bsky.brid.gy/convert/ap/{first.native_id}",
            )  # fmt: skip
        elif kind == "bridge to Bluesky":
            first = self.toot(f"{text} {rng.choice(_TAGS)}", who)
            yield "first", first
            yield kind, self.skeet(f"{text}", f"{who}.somewhere.example.ap.brid.gy".partition(".")[0])
        elif kind == "mirror of X":
            number = rng.randrange(10**18, 2 * 10**18)
            yield "first", Item(None, text, f"https://x.com/{who}/status/{number}", f"@{who}", ())
            host = rng.choice(("nitter.example", "xcancel.com", "mobile.twitter.com", "tweets.example.org"))
            yield kind, Item(text[:80], text, f"https://{host}/{who}/status/{number}#m", f"@{who}", ())
        elif kind == "repost":
            yield "first", self.toot(text, who)
            yield kind, self.toot(f"{rng.choice(('RT', 'RT by', 'MT'))} @{who}: {text}", self.person())
        elif kind == "quotation after a sentence":
            yield "first", self.toot(text, who)
            yield kind, self.toot(f"{rng.choice(_OWN)} {text}", self.person())
        elif kind == "quotation before a sentence":
            yield "first", self.toot(text, who)
            yield kind, self.toot(f"{text} {rng.choice(_OWN)}", self.person())
        elif kind == "quotation in marks":
            yield "first", self.toot(text, who)
            yield kind, self.toot(f"Gelesen bei {self.person()}: „{text}“ – {rng.choice(_OWN)}", self.person())
        elif kind == "headline quoted":
            first = self.article()
            yield "first", first
            yield kind, self.toot(f"{first.title}. {rng.choice(_OWN)}", self.person())
        elif kind == "bare link":
            first = self.article()
            yield "first", first
            yield (
                kind,
                self.toot(
                    rng.choice(("Lesenswert:", "", "Neuer Artikel", "Read more:")), self.person(), (first.url or "",)
                ),
            )
        elif kind == "link with headline":
            first = self.article()
            yield "first", first
            yield kind, self.toot(f"{first.title} – {rng.choice(_OWN)} {first.url}", self.person(), (first.url or "",))
        elif kind == "link of a forum":
            first = self.article()
            yield "first", first
            yield (
                kind,
                Item(first.title, "", f"https://news.example/item?id={rng.randrange(10**8)}", who, (first.url or "",)),
            )
        elif kind == "long word in a headline":
            title = self.headline()
            yield "first", Item(title, "", self.url())
            words = title.split()
            words.insert(
                rng.randrange(2, len(words)), rng.choice(("überraschend", "offensichtlich", "voraussichtlich"))
            )
            yield kind, Item(" ".join(words), "", self.url())
        elif kind == "rewritten lead":
            first = self.article()
            yield "first", first
            rest = first.text.split(". ")[1:]
            yield kind, Item(first.title, ". ".join([self.sentence()[:-1], *rest]), self.url())
        elif kind == "bridged article":
            first = self.article()
            yield "first", first
            text = f"{first.title} {first.text[: rng.randint(150, 300)]}"
            yield kind, Item(None, text, f"https://fed.brid.gy/r/{first.url}", "@blog@web.brid.gy", ())
        else:
            year, first, second = rng.randrange(100, 999), rng.randrange(10, 99), rng.randrange(1_000, 9_999)
            name = f"{rng.choice(self.names)} {rng.choice(self.names)}"
            site = f"https://{rng.choice(self.names).lower()}{self.told}.example"
            yield "first", Item(
                f"ExampleVent baut Werk in {name}",
                f"In {name} entstehen {year} Stellen und {second} Quadratmeter für {first} Millionen, sagt {name}.",
                f"{site}/de/werk", None, (), None, "de",
            )  # fmt: skip
            yield kind, Item(
                f"ExampleVent to build a plant in {name}",
                f"{name} gets {year} jobs and {second} square metres of plant worth {first} million, says {name}.",
                f"{site}/en/plant", None, (), None, "en",
            )  # fmt: skip

    def look_alikes(self) -> Iterator[tuple[str, Item]]:  # noqa: C901, PLR0912 - one branch a kind
        """Yield posts that look alike and are different people's, or different things."""
        rng = self.rng
        kind = rng.choice(
            ("two complaints", "form letter", "other fault", "same here", "coupon of another shop", "series",
             "own story with a link", "own story with a quotation", "opinion with a link", "one author, two things",
             "other figures in another language", "same short words")
        )  # fmt: skip
        if kind == "two complaints":
            one = self.complaint()
            for fault in rng.sample(_FAULTS, 2):
                yield kind, self.toot(f"{one.rpartition(' ist leider ')[0]} ist leider {fault}", self.person())
        elif kind == "form letter":
            for _ in range(2):
                name = f"{rng.choice(self.names)} {rng.choice(self.names)}"
                yield kind, Item(
                    rng.choice(("Reklamation", None)),
                    f"Sehr geehrte Damen und Herren, hiermit reklamiere ich den bei Ihnen am Montag gekauften "
                    f"Artikel {rng.choice(_THINGS)} von ExampleVent. Ich habe ihn wie gezeigt {rng.choice(_PLACES)} "
                    f"montiert. Er ist {rng.choice(_FAULTS)} und ich bitte um Ersatz oder um mein Geld zurück. "
                    f"Mit freundlichen Grüßen {name}",
                    self.url(), self.person(), (),
                )  # fmt: skip
        elif kind == "other fault":
            text = f"{self.sentence()} {self.sentence()}"
            for fault in rng.sample(_FAULTS, 2):
                yield kind, self.skeet(f"{text} Am Ende war mein {rng.choice(_THINGS)} {fault}.", self.person())
        elif kind == "same here":
            words = rng.choice(("Same here!", "Bei mir auch!", "Danke!", "Kann ich bestätigen.", "+1"))
            for _ in range(2):
                yield kind, self.toot(words, self.person())
        elif kind == "coupon of another shop":
            text = f"Nur heute {rng.randrange(5, 60)} Prozent Rabatt auf Rohre von ExampleVent bei {self.person()}"
            for _ in range(2):
                yield kind, self.toot(text, self.person(), (self.url(),))
        elif kind == "series":
            who, week = self.person(), rng.randrange(1, 50)
            for number in (week, week + 1):
                yield (
                    kind,
                    self.toot(
                        f"Unser Bericht für Woche {number} ist da: alles über {who}, Rohre, Filter und Lüftung",
                        who,
                    ),
                )
        elif kind == "own story with a link":
            first = self.article()
            yield kind, first
            yield kind, self.toot(f"{self.complaint()} und das hilft auch nicht", self.person(), (first.url or "",))
        elif kind == "own story with a quotation":
            text = self.said()
            yield kind, self.toot(text, self.person())
            yield kind, self.toot(f"{rng.choice(_OWN_EGO)} {text}", self.person())
        elif kind == "opinion with a link":
            first = self.article()
            for words in ("Schrott, nie wieder", "Endlich mal leise und gut"):
                yield kind, self.toot(words, self.person(), (first.url or "",))
        elif kind == "one author, two things":
            who = self.person()
            for thing in rng.sample(_THINGS, 2):
                yield (
                    kind,
                    self.toot(
                        f"Mein {thing} von ExampleVent ist bei {who} schon wieder kaputt {rng.choice(_TAGS)}", who
                    ),
                )
        elif kind == "same short words":
            text = f"{rng.choice(_THINGS)} {rng.choice(_FAULTS)}"
            for _ in range(2):
                yield kind, self.skeet(text, self.person())
        else:
            site = f"https://{rng.choice(self.names).lower()}{self.person()}.example"
            text = "In Gera entstehen {} Stellen und {} Meter Halle für {} Millionen, sagt Ada Beispiel von ExampleVent"
            for language in ("de", "en"):
                figures = (rng.randrange(10, 9_999) for _ in range(3))
                yield (
                    kind,
                    Item("ExampleVent Gera", text.format(*figures), f"{site}/{language}/1", None, (), None, language),
                )


def made(posts: int, seed: int = SEED) -> list[Labelled]:
    """Return about `posts` labelled posts; half of the copies come before their originals."""
    world = Networks(seed)
    labelled: list[Labelled] = []
    story = 0
    while len(labelled) < posts:
        story += 1
        labelled.extend((story, kind, item) for kind, item in world.copies())
        for kind, item in world.look_alikes():
            story += 1
            labelled.append((story, f"not: {kind}", item))
    places = list(range(len(labelled)))
    order = sorted(places, key=lambda place: (place + random.Random(place).randrange(100), place))  # noqa: S311
    return [labelled[place] for place in order]


def main() -> None:
    """Print the figures of every kind."""
    labelled = made(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
    folder = Folder()
    started = time.process_time()
    told = [
        folder.fold(one)
        for start in range(0, len(labelled), 200)
        for one in fold_prints([item for _, _, item in labelled[start : start + 200]])
    ]
    rate = len(labelled) / (time.process_time() - started)
    precision, recall, _, _ = judged([(story, kind, item[:3]) for story, kind, item in labelled], told)
    print(f"{len(labelled):,} posts: {rate:,.0f} posts/s   precision {precision:.4f}   recall {recall:.4f}")
    places: defaultdict[int, list[int]] = defaultdict(list)
    for place, (story, _, _) in enumerate(labelled):
        places[story].append(place)
    pairs, found, wrong = Counter[str](), Counter[str](), Counter[str]()
    crowd = Counter(told)
    for some in places.values():
        kind = next((labelled[place][1] for place in some if labelled[place][1] != "first"), "first")
        if kind.startswith("not: "):
            pairs[kind] += 1
            wrong[kind] += crowd[told[some[0]]] > 1
        else:
            pairs[kind] += 1
            found[kind] += len({told[place] for place in some}) == 1
    for kind, count in sorted(pairs.items()):
        if kind.startswith("not: "):
            print(f"    {kind[5:]:<36} {wrong[kind] / count:>7.2%} folded wrongly of {count:,}")
        else:
            print(f"    {kind:<36} {found[kind] / count:>7.2%} found of {count:,}")


if __name__ == "__main__":
    main()
