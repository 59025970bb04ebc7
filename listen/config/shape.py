"""What may stand in queries.yaml: one model from which the check, the editors' schema and the reference page come.

pydantic stays in this folder; what it has checked leaves as the plain values of `listen.brand`.
"""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from listen.config import wording

__all__ = [
    "AnsweringShape",
    "BrandShape",
    "CoolingShape",
    "FeedShape",
    "FileShape",
    "HandOnShape",
    "HttpShape",
    "QueryShape",
    "SourceShape",
    "UnitShape",
]

VERSION = 1

Line = Annotated[str, AfterValidator(wording.line), Field(min_length=1)]
Name = Annotated[str, AfterValidator(wording.name)]
Address = Annotated[str, AfterValidator(wording.address), Field(json_schema_extra={"format": "uri"})]
Server = Annotated[str, AfterValidator(wording.server)]
Tag = Annotated[str, AfterValidator(wording.tag)]
Proxy = Annotated[str, AfterValidator(wording.proxy)]
Host = Annotated[str, AfterValidator(wording.host)]
Language = Annotated[str, AfterValidator(wording.language), Field(json_schema_extra={"pattern": "^[a-z]{2}$"})]
Region = Annotated[str, AfterValidator(wording.region), Field(json_schema_extra={"pattern": "^[A-Z]{2}$"})]
Zone = Annotated[str, AfterValidator(wording.zone)]
Expression = Annotated[str, AfterValidator(wording.expression)]
Sentence = Annotated[str, AfterValidator(wording.sentence)]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    @model_validator(mode="before")
    @classmethod
    def _without_empty_sections(cls, value: object) -> object:
        """Take a key with nothing behind it for a key that is not there: `feeds:` with all its lines commented out."""
        if isinstance(value, dict):
            return {key: below for key, below in value.items() if below is not None}
        return value


def _short(key: str, shape: type[_Shape]) -> BeforeValidator:
    """Let a plain text stand for a table with only `key`."""
    return BeforeValidator(
        lambda value: {key: value} if isinstance(value, str) else value, json_schema_input_type=str | shape
    )


_one_or_more = BeforeValidator(
    lambda value: [value] if isinstance(value, str) else value, json_schema_input_type=str | list[str]
)


class BrandShape(_Shape):
    """The brand, and what belongs to it: posts from there are kept, but not listened to."""

    name: Annotated[Line, Field(description="The brand as people write it.")]
    accounts: Annotated[
        dict[str, list[Line]],
        Field(description="Its own accounts, by source, as the source shows authors: `@name@server`, `name`."),
    ] = {}
    sites: Annotated[list[Host], Field(description="Host names of its own sites; subdomains are meant too.")] = []


class UnitShape(_Shape):
    """A business unit."""

    title: Annotated[Line | None, Field(description="How people call it; its name when missing.")] = None
    audiences: Annotated[
        list[Line], Field(description="Those it talks to: builders, architects, craftsmen, students …")
    ] = []
    aspects: Annotated[
        dict[Name, list[Line]],
        Field(description="Aspects that only this unit cares for, or that it words otherwise; see `aspects`."),
    ] = {}


class QueryShape(_Shape):
    """A saved search. `name: expression` is short for `name: {find: expression}`."""

    find: Annotated[Expression, Field(description="What is looked for, in the query language.")]
    unit: Annotated[Line | None, Field(description="Name of the unit that cares; everyone when missing.")] = None
    sources: Annotated[list[Line], Field(description="Where to look; in all sources that are on when missing.")] = []
    about: Annotated[Line | None, Field(description="One sentence that says what is meant.")] = None


class FeedShape(_Shape):
    """A feed, read once for all queries. An address alone is short for `{address: …}`."""

    address: Annotated[Address, Field(description="The feed, or a page that names its feed.")]
    title: Annotated[Line | None, Field(description="How people call it; the feed's own title when missing.")] = None
    unit: Annotated[Line | None, Field(description="Name of the unit that cares; everyone when missing.")] = None


class SourceShape(_Shape):
    """What is set for one source; anything missing has the source's own default.

    Further keys are the options that the source declares (`listen.channel.Option`); `loading` knows which there are.
    """

    model_config = ConfigDict(extra="allow", frozen=True, hide_input_in_errors=True)
    __pydantic_extra__: dict[str, Annotated[list[Line], _one_or_more]]

    enabled: Annotated[bool | None, Field(description="Whether it is asked at all.")] = None
    base: Annotated[
        Address | None, Field(description="Base address to ask instead of the public one: a mirror, a test server.")
    ] = None
    servers: Annotated[list[Server], Field(description="Servers to ask, for sources that have many (Mastodon).")] = []
    tags: Annotated[
        list[Tag], Field(description="Hashtags to follow besides those in the queries, without `#` (Mastodon).")
    ] = []
    options: Annotated[
        dict[str, Annotated[list[Line], _one_or_more]],
        Field(description="Further settings of a source that came as a plug-in; text, or lists of text."),
    ] = {}
    pause_s: Annotated[
        float | None,
        Field(
            ge=0,
            le=3600,
            allow_inf_nan=False,
            description="Seconds between two requests, for services with a pace of their own.",
        ),
    ] = None


class HttpShape(_Shape):
    """Limits and manners when asking others."""

    contact: Annotated[
        Line | None, Field(description="Mail or web address by which a server's owner can reach you.")
    ] = None
    allow_private: Annotated[list[Host], Field(description="Hosts inside your own network that may be asked.")] = []
    proxy: Annotated[
        Proxy | None,
        Field(description="Address of a proxy; `env` takes it from the environment; none when missing."),
    ] = None
    total_s: Annotated[
        float, Field(gt=0, le=600, allow_inf_nan=False, description="Seconds one request may take in all.")
    ] = 30.0
    pause_s: Annotated[
        float, Field(ge=0, le=3600, allow_inf_nan=False, description="Seconds between two requests to one host.")
    ] = 1.0
    max_bytes: Annotated[
        int, Field(ge=10_000, le=100 * 1024 * 1024, description="Bytes one answer may have, unpacked.")
    ] = 5 * 1024 * 1024
    lanes: Annotated[int, Field(ge=1, le=64, description="How many hosts are asked side by side.")] = 10


class HandOnShape(_Shape):
    """Whom to tell instead of answering: a name, an address, a telephone number; as it is to be shown."""

    press: Annotated[Line | None, Field(description="For journalists, insults and heated threads.")] = None
    legal: Annotated[Line | None, Field(description="For legal threats.")] = None
    safety: Annotated[Line | None, Field(description="For accidents, injuries, fire.")] = None


class CoolingShape(_Shape):
    """When nobody should answer at once: further words for each kind, `word*` for all that begin so.

    They are added to the built-in ones; an empty list switches a kind off.
    """

    insult: Annotated[list[Line] | None, Field(description="Insults.")] = None
    legal: Annotated[list[Line] | None, Field(description="Threats with lawyers and courts.")] = None
    journalist: Annotated[list[Line] | None, Field(description="Journalists who ask.")] = None
    accident: Annotated[list[Line] | None, Field(description="Accidents, injuries, fire, carbon monoxide.")] = None
    heated: Annotated[list[Line] | None, Field(description="Harsh words, in threads with many replies.")] = None


class AnsweringShape(_Shape):
    """How answers are written here (`listen reply`)."""

    disclosure: Annotated[
        dict[Language, Sentence],
        Field(
            description="The sentence that says for whom one works, by language, with `{brand}` and, at will, `{role}` "
            "(`listen me --role`); other languages have a built-in one."
        ),
    ] = {}
    hand_on: Annotated[HandOnShape, Field(description="Whom to tell instead of answering.")] = HandOnShape()
    cooling_off: Annotated[CoolingShape, Field(description="When nobody should answer at once.")] = CoolingShape()
    second_look_minutes: Annotated[
        int, Field(ge=0, le=1440, description="So long a draft rests after a criticism before it may be sent.")
    ] = 10


class FileShape(_Shape):
    """A whole queries.yaml."""

    version: Annotated[
        Literal[1],
        BeforeValidator(lambda value: VERSION if value == str(VERSION) else value),
        Field(description="Version of this format; 1."),
    ]
    brand: Annotated[
        BrandShape,
        _short("name", BrandShape),
        Field(description="The brand. A text alone is short for `{name: …}`."),
    ]
    languages: Annotated[
        list[Language],
        Field(min_length=1, description="Languages that people here can read (ISO 639-1), most important first."),
    ] = ["de", "en"]
    region: Annotated[Region, Field(description="Country (ISO 3166) for services that ask by edition.")] = "DE"
    timezone: Annotated[Zone, Field(description="A day of the digest is a day there (IANA name).")] = "Europe/Berlin"
    first_run_days: Annotated[
        int, Field(ge=1, le=3650, description="How many days a stream looks back when it is asked for the first time.")
    ] = 30
    units: Annotated[dict[Name, UnitShape], Field(description="Business units, by name.")] = {}
    queries: Annotated[
        dict[Name, Annotated[QueryShape, _short("find", QueryShape)]],
        Field(min_length=1, description="Saved searches, by name. A text alone is short for `{find: …}`."),
    ]
    feeds: Annotated[list[Annotated[FeedShape, _short("address", FeedShape)]], Field(description="Feeds to read.")] = []
    sources: Annotated[dict[str, SourceShape], Field(description="Settings, by source.")] = {}
    competitors: Annotated[
        dict[Name, Expression],
        Field(description="Named competitors: an expression that finds them; for share of voice only."),
    ] = {}
    analyzer: Annotated[
        Literal["builtin", "embed", "textblob", "vader"],
        Field(description="Who judges what posts feel like; `embed` judges best, and needs the extra of that name."),
    ] = "builtin"
    aspects: Annotated[
        dict[Name, list[Line]],
        Field(
            description="What praise and criticism are about, by words that tell it, `word*` for all that begin so; "
            "added to the built-in list, an empty list takes one away."
        ),
    ] = {}
    hide: Annotated[
        list[Literal["advert", "bot", "coupon", "job_ad", "job_seeking", "news"]],
        Field(description="What the digest leaves out, by intent; nothing when missing."),
    ] = []
    answering: Annotated[AnsweringShape, Field(description="How answers are written here.")] = AnsweringShape()
    http: Annotated[HttpShape, Field(description="Limits and manners when asking others.")] = HttpShape()
