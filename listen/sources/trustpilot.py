"""Trustpilot: reviews of the brand's own sites, through its official interface with a business key."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from listen.brand import Query, Settings
from listen.channel import Login, LoginField, Option, Words
from listen.errors import Unreadable
from listen.model import Engagement, Page, Post, Stream
from listen.protocols import Answer, Expect, Fetcher, Request
from listen.sources.shared.access import base_of, needed
from listen.sources.shared.answers import Json, count, read_json, table, tables, written
from listen.sources.shared.searching import our_names
from listen.sources.shared.walk import Batch, walk_down
from listen.text.clean import clean_line, clean_text
from listen.text.dates import read_date
from listen.text.urls import host_of, safe_link

__all__ = ["Trustpilot"]

_BASE = "https://api.trustpilot.com/v1"
_PER_PAGE = 100
_OVERLAP = timedelta(days=2)


class Trustpilot:
    """Reviews; implements `Source` and `Account`."""

    name = "trustpilot"
    title = "Trustpilot"
    is_on_by_default = False
    options = (
        Option(
            name="domains",
            about=Words("sites that are reviewed; else the brand's", "bewertete Seiten; sonst die der Marke"),
            is_many=True,
        ),
    )
    login = Login(
        fields=(LoginField(name="key", about=Words("API key", "API-Schlüssel")),),
        where=Words(
            "In the company's Trustpilot account: Integrations, API; it comes with a paid plan",
            "Im Trustpilot-Konto der Firma: Integrationen, API; gehört zu einem bezahlten Tarif",
        ),
        page="https://developers.trustpilot.com",
    )
    blind = (Words("reviews of other companies' sites", "Bewertungen anderer Firmen"),)

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        chosen = settings.source(self.name)
        self._base = base_of(settings, self.name, _BASE)
        self._host = host_of(self._base) or self._base
        self._domains = chosen.texts("domains") or settings.brand.sites
        self._pause_s = chosen.pause_s

    def streams(self, queries: Sequence[Query]) -> Iterable[Stream]:
        """Yield one stream a site; its reviews concern every query that looks here."""
        names = our_names(queries)
        start = self.name if self._base == _BASE else f"{self.name} {self._base}"
        for domain in self._domains:
            yield Stream(
                source=self.name,
                key=f"{start} {clean_line(domain)}",
                host=self._host,
                address=f"{self._base}/business-units",
                term=clean_line(domain),
                queries=names,
                place=f"{self.title}: {clean_line(domain)}",
            )

    def pages(self, stream: Stream, checkpoint: str | None, fetcher: Fetcher, *, since: datetime) -> Iterator[Page]:
        """Look up the site's number, then ask newest first."""
        found = read_json(self._ask(f"{stream.address}/find", (("name", stream.term or ""),), fetcher))
        number = written(found, "id") if isinstance(found, dict) else None
        if number is None or not number.isalnum():
            raise Unreadable("source.unreadable", host=self._host, why='no "id"')

        def ask(page: int | None) -> Batch[int]:
            which = page or 1
            params = (("perPage", str(_PER_PAGE)), ("page", str(which)), ("orderBy", "createdat.desc"))
            return _batch(self._ask(f"{stream.address}/{number}/reviews", params, fetcher), stream, which)

        yield from walk_down(ask, checkpoint, since=since, overlap=_OVERLAP)

    def account(self, fetcher: Fetcher, server: str | None = None) -> str:  # noqa: ARG002 (one server only)
        """Try the key; it has no name."""
        domain = next(iter(self._domains), "trustpilot.com")
        self._ask(f"{self._base}/business-units/find", (("name", domain),), fetcher)
        return clean_line(domain)

    def _ask(self, url: str, params: tuple[tuple[str, str], ...], fetcher: Fetcher) -> Answer:
        headers = {"apikey": needed(self._settings, self.name, "key")}
        return fetcher.get(Request(url=url, params=params, headers=headers, expect=Expect.JSON, pause_s=self._pause_s))


def _batch(answer: Answer, stream: Stream, number: int) -> Batch[int]:
    body = read_json(answer)
    if not isinstance(body, dict) or not isinstance(body.get("reviews"), list):
        raise Unreadable("source.unreadable", host=stream.host, why='no "reviews"')
    found = body["reviews"]
    posts = tuple(post for one in tables(found) if (post := _post(one, stream)) is not None)
    return Batch(
        posts=posts, seen=len(found), following=number + 1 if len(found) == _PER_PAGE else None, clock=answer.date
    )


def _post(review: Json, stream: Stream) -> Post | None:
    number, title, text = written(review, "id"), written(review, "title"), written(review, "text")
    if number is None or (title is None and text is None):
        return None
    name = written(table(review, "consumer"), "displayName")
    return Post(
        source="trustpilot",
        native_id=clean_line(number),
        origin="trustpilot",
        url=safe_link(f"https://www.trustpilot.com/reviews/{number}"),
        title=None if title is None else clean_line(title) or None,
        text=clean_text(text or ""),
        author=None if name is None else clean_line(name) or None,
        place=stream.place,
        published_at=read_date(review.get("createdAt")),
        edited_at=read_date(review.get("updatedAt")),
        language_hint=written(review, "language"),
        engagement=Engagement(score=count(review, "stars"), likes=count(review, "numberOfLikes")),
        # The reviewed site is the brand's, whatever a review says.
        matched_by=stream.queries,
    )
