"""House rules: shipped ones, one's own before them, the most precise first; every complaint with its line."""

import pytest

from listen.config import check_venues, load_venues
from listen.drafting.venues import Permission, Venue, Venues
from listen.errors import ConfigError
from listen.wiring import source_names
from tests.drafting.drafting_world import mention


def of(venues, **post: object):
    return venues.of(mention(**post).post)


def test_the_shipped_entries_are_sound():
    venues = list(load_venues(None))

    assert len({one.name for one in venues}) == len(venues)
    assert {source for one in venues for source in one.sources} <= set(source_names())
    for one in venues:
        assert one.note("de")
        assert one.note("en")
        assert one.note("de") != one.note("en")
        assert one.checked or one.name == "default"


@pytest.mark.parametrize(
    ("post", "name"),
    [
        ({"source": "reddit", "place": "r/HVAC"}, "reddit-hvac"),
        ({"source": "reddit", "place": "R/hvac"}, "reddit-hvac"),
        ({"source": "reddit", "place": "r/cats"}, "reddit"),
        ({"source": "feed", "place": "r/HVAC", "url": "https://blog.example/x"}, "default"),
        ({"source": "hackernews", "url": "https://news.ycombinator.com/item?id=1"}, "hackernews"),
        ({"source": "stackexchange", "url": "https://diy.stackexchange.com/q/1"}, "stackexchange"),
        ({"source": "feed", "url": "https://www.haustechnikdialog.de/Forum/t/1"}, "haustechnikdialog"),
        ({"source": "hand", "url": "https://www.gutefrage.net/frage/x"}, "gutefrage"),
        ({"source": "feed", "url": "https://notgutefrage.net/frage/x"}, "default"),
        ({"source": "feed", "url": None}, "default"),
        ({"source": "mastodon", "url": "https://any.example/@x/1"}, "mastodon"),
    ],
)
def test_the_most_precise_entry_counts(post, name):
    assert of(load_venues(None), **post).name == name


def test_without_entries_one_has_to_look_first():
    venue = of(Venues())

    assert venue.is_unknown
    assert venue.note("de") is None


def test_ones_own_file_adds_and_replaces(tmp_path):
    file = tmp_path / "venues.yaml"
    file.write_text(
        "version: 1\nvenues:\n"
        "  gutefrage: {title: gutefrage, hosts: [gutefrage.net], companies: yes, note: We have a profile.}\n"
        "  intranet: {title: Intranet, hosts: [intra.example], links: NO, longest: 200}\n",
        encoding="utf-8",
    )
    venues = load_venues(file)

    ours = of(venues, source="hand", url="https://www.gutefrage.net/frage/x")
    assert (ours.companies, ours.note("de")) == (Permission.YES, "We have a profile.")
    assert of(venues, source="hand", url="https://intra.example/x").links is Permission.NO
    assert of(venues, source="hackernews", url=None).name == "hackernews"
    assert [one.name for one in load_venues(tmp_path / "none.yaml")] == [one.name for one in load_venues(None)]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("version: 1\nvenues:\n  x: {hosts: [a.example]}\n", 3, "title"),
        ("version: 1\nvenues:\n  x: {title: X, companies: maybe}\n", 3, "yes, some, no"),
        ("version: 1\nvenues:\n  x:\n    title: X\n    linkz: no\n", 5, '"links"'),
        ("version: 1\nvenues:\n  x: {title: X, longest: 0}\n", 3, "longest"),
        ("version: 1\nvenues:\n  x: {title: X, rules: javascript:alert(1)}\n", 3, "no web address"),
        ("version: 2\n", 1, "version"),
        ("version: 1\nvenues:\n  x: {title: X}\n  x: {title: Y}\n", 4, "x"),
        ("", None, ""),
        ("- a\n", None, ""),
    ],
)
def test_complaints_name_the_line(text, line, said):
    with pytest.raises(ConfigError) as caught:
        check_venues(text, file="venues.yaml")

    complaint = caught.value.complaints[0]
    assert line is None or complaint.line == line
    assert said in complaint.message("en")
    assert complaint.message("de")


def test_a_note_in_another_language_serves():
    venue = Venue(name="v", title="V", notes={"fr": "Lisez."})

    assert venue.note("de") == "Lisez."
