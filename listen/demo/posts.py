"""What stands on the little web: posts of invented people about an invented brand, by place."""

from dataclasses import dataclass

from listen.demo.posts_de import GERMAN
from listen.demo.posts_en import ENGLISH
from listen.demo.written import Written

__all__ = ["PLACES", "Place", "posts_at"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A venue on the little web; `language` is what it claims, `site` the host that its links show."""

    name: str
    title: str
    language: str
    site: str


PLACES = {
    place.name: place
    for place in (
        Place(name="baublog", title="Wir bauen dann mal", language="de", site="wir-bauen-dann-mal.example"),
        Place(name="fachblatt", title="Fachblatt Lüftung & Klima", language="de", site="fachblatt-lueftung.example"),
        Place(name="kreisbote", title="Kreisbote Wirtschaft", language="de", site="kreisbote.example"),
        Place(name="luftikus", title="Luftikus – Neues aus dem Werk", language="de", site="luftikus.example"),
        Place(name="ductworks", title="Ductworks", language="en", site="ductworks.example"),
        Place(name="hackernews", title="Hacker News", language="en", site="news.ycombinator.com"),
        Place(name="mastodon", title="handwerk.example", language="de", site="handwerk.example"),
    )
}


def posts_at(place: str) -> tuple[Written, ...]:
    """Return a place's posts, newest first."""
    return tuple(sorted((one for one in (*GERMAN, *ENGLISH) if one.place == place), key=lambda one: one.hours_ago))
