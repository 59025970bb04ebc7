"""From mention to answer: prepared, written, looked at, sent once, recorded, done; at any point to be taken up again.

    prepare ─▶ (card: not you, not now) ─▶ hold ─▶ write ─▶ review ─▶ send ─▶ done
                                                              │  └▶ record (posted by hand, its link is given) ─▶ done
                                                              └▶ rests after a criticism, then on

What is kept on the way: the draft with the person, the claim with the desk and the person, the answer in the database
before it goes out (`listen.answering`). Each step looks first what is there, so that the same call goes on where a
killed one stopped. Nothing in a mention leads anywhere: it is only read.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, tzinfo
from hashlib import blake2b

from listen import dealing
from listen.answering import sending
from listen.brand import Settings
from listen.dialogue import WATCH_DAYS, Answer, AnswerState, Claim
from listen.drafting.advice import Advice, Level
from listen.drafting.checks import Case, check
from listen.drafting.cooling import Card, card_for
from listen.drafting.disclosure import sentence
from listen.drafting.earlier import Earlier, earlier
from listen.drafting.length import longest_in
from listen.drafting.venues import Venue, Venues
from listen.errors import HandedOn, Held, OutcomeUnknown, Resting, UsageError
from listen.intents import Intent
from listen.model import FindingKind, Label, Mention
from listen.naming import Names
from listen.protocols import Answering, Draft, Drawer, Fetcher, Store
from listen.text.clean import clean_text, for_terminal
from listen.text.urls import answer_link

__all__ = [
    "Prepared",
    "cleaned",
    "gate",
    "hold",
    "prepare",
    "record",
    "rests_until",
    "resumed",
    "review",
    "send",
    "settle",
]

_UNSETTLED = frozenset({AnswerState.SENDING, AnswerState.UNKNOWN})
_LONGEST_KEPT = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """All that a person needs to answer a mention.

    Attributes:
        mention: what is answered.
        card: says "not you, not now"; None when it may be answered.
        template: what the draft begins with: the disclosure in the language of the post.
        venue: where, and its house rules.
        earlier: our own earlier answers on the subject, the nearest first.
        answers: what was answered to this very mention already, oldest first.
        longest: characters of an answer, as the channel counts them; None without a limit.
        draft: what was written so far; None when nothing was.
        rest_minutes: so long a draft rests before it may be sent; 0 when it need not.
        case: what `review` holds a draft against.
    """

    mention: Mention
    card: Card | None
    template: str
    venue: Venue
    earlier: tuple[Earlier, ...]
    answers: tuple[Answer, ...]
    longest: int | None
    draft: Draft | None
    rest_minutes: int
    case: Case = field(repr=False)

    @property
    def number(self) -> int:
        """Return the mention's number."""
        return self.mention.id or 0

    @property
    def text(self) -> str:
        """Return what an editor shows first: the draft, else the template."""
        return self.template if self.draft is None else self.draft.text

    @property
    def unsettled(self) -> Answer | None:
        """Return the answer of which nobody knows whether it arrived; None when there is none."""
        return next((one for one in self.answers if one.state in _UNSETTLED), None)


def prepare(
    store: Store,
    settings: Settings,
    drawer: Drawer,
    number: int,
    *,
    now: datetime,
    venues: Venues,
    through: Answering | None = None,
    identify: Callable[[str], str | None] | None = None,
) -> Prepared:
    """Return what a person needs to answer a mention; reads only.

    Args:
        store: read.
        settings: the brand, its competitors, how answers are written.
        drawer: the person's own, with the draft so far.
        number: of the mention.
        now: aware UTC.
        venues: the house rules.
        through: the channel, when one can answer through it.
        identify: tells the language of a text; None leaves that check out.

    Raises:
        UsageError: there is no such mention.
    """
    mention = store.mention(number) if number > 0 else None
    if mention is None:
        raise UsageError("command.no_mention", number=number)
    venue = venues.of(mention.post)
    names = Names(settings.brand.name, [one.name for one in settings.competitors], settings.queries)
    template = sentence(settings, drawer.me(), mention.language)
    longest = through.longest_answer if through is not None else None
    longest = longest or longest_in(mention.post.source) or venue.longest
    card = card_for(mention, settings.answering)
    return Prepared(
        mention=mention,
        card=card,
        template=template,
        venue=venue,
        earlier=tuple(earlier(store, mention, names=names.written, today=now.date())),
        answers=tuple(store.desk.answers_to(number)),
        longest=longest,
        draft=drawer.draft(number),
        rest_minutes=settings.answering.second_look_minutes if card is None and _criticises(mention) else 0,
        case=Case(
            mention=mention,
            venue=venue,
            names=names,
            template=template,
            channel=mention.post.source,
            longest=longest,
            sites=settings.brand.sites,
            identify=identify,
        ),
    )


def _criticises(mention: Mention) -> bool:
    complains = any(one.value == Intent.COMPLAINT for one in mention.found(FindingKind.INTENT))
    return complains or mention.label in {Label.CRITICISM, Label.MIXED}


def cleaned(text: str) -> str:
    """Return a draft as it is shown, checked and sent: nothing invisible in it, blank lines at its ends left out."""
    return clean_text(for_terminal(text), limit=_LONGEST_KEPT)


def review(prepared: Prepared, text: str) -> tuple[Advice, ...]:
    """Return what is to be looked at in a draft, what holds it back first. Fast, and asks nobody."""
    return check(cleaned(text), prepared.case)


def rests_until(prepared: Prepared, draft: Draft | None, *, now: datetime) -> datetime | None:
    """Return until when a draft rests (aware UTC); None when it may be sent at `now`."""
    if not prepared.rest_minutes:
        return None
    until = (now if draft is None else draft.begun_at) + timedelta(minutes=prepared.rest_minutes)
    return until if until > now else None


def gate(
    prepared: Prepared,
    text: str,
    *,
    now: datetime,
    override: str | None = None,
    is_now: bool = False,
    is_card_known: bool = False,
    zone: tzinfo = UTC,
) -> tuple[Advice, ...]:
    """Return the advice on a draft that may be sent.

    Args:
        prepared: what is answered.
        text: the draft.
        now: aware UTC.
        override: why it is sent against a block; None without.
        is_now: the person wants no second look.
        is_card_known: the person saw the card, and answers all the same.
        zone: in which a clock time is said.

    Raises:
        OutcomeUnknown: an answer is on its way already.
        HandedOn: there is a card, and the person did not say that it is known.
        UsageError: the draft is empty, or something holds it back and no reason is given.
        Resting: it rests.
    """
    number = prepared.number
    if prepared.unsettled is not None:
        raise OutcomeUnknown("sending.on_its_way", number=number)
    advice = review(prepared, text)
    if any(one.name == "empty" for one in advice):
        raise UsageError("reply.empty", number=number)
    if prepared.card is not None and not is_card_known and override is None:
        raise HandedOn("reply.handed_on", number=number)
    if override is None and any(one.level is Level.BLOCK for one in advice):
        raise UsageError("reply.held_back", number=number)
    until = rests_until(prepared, prepared.draft, now=now)
    if until is not None and not is_now:
        raise Resting("reply.rests", number=number, until=f"{until.astimezone(zone):%H:%M}")
    return advice


def hold(store: Store, drawer: Drawer, number: int, *, now: datetime, zone: tzinfo = UTC) -> Claim:
    """Hold a mention for answering it; what the person holds already is held on.

    Raises:
        Held: somebody else holds it.
        UsageError: there is no such mention.
        OutputError: the person's folder cannot be written.
    """
    mine = dealing.yours(store, drawer, now=now).get(number)
    return mine or dealing.claim(store, drawer, number, now=now, zone=zone)


def send(
    store: Store,
    prepared: Prepared,
    text: str,
    *,
    source: Answering,
    fetcher: Fetcher,
    drawer: Drawer,
    now: datetime,
    override: str | None = None,
    is_now: bool = False,
    is_card_known: bool = False,
    zone: tzinfo = UTC,
) -> Answer:
    """Post a draft through the channel, once, and say that the mention is done; return the answer as POSTED.

    The draft is kept first, and forgotten when the answer is there. See `gate` for the rest of the arguments, and for
    what it raises besides.

    Raises:
        Held: somebody else holds the mention by now; the draft is kept.
        UsageError: somebody has answered it since it was prepared; the draft is kept.
        Unsent: the service has not got it; the draft is kept.
        OutcomeUnknown: nobody knows whether it arrived; the draft is kept, and `settle` looks.
    """
    text, number = cleaned(text), prepared.number
    prepared = replace(prepared, draft=drawer.keep_draft(number, text, now=now))
    given = resumed(store, prepared, drawer=drawer, now=now, zone=zone)
    if given is not None:
        return given
    _still_unanswered(store, prepared)
    gate(prepared, text, now=now, override=override, is_now=is_now, is_card_known=is_card_known, zone=zone)
    hold(store, drawer, number, now=now, zone=zone)
    if override is not None:
        drawer.keep_reason(number, override, today=now)
    answer = sending.send(
        store.desk,
        source,
        prepared.mention,
        text,
        key=sending.key_for(store.desk, drawer, number),
        now=now,
        fetcher=fetcher,
        outbox=drawer,
    )
    _done(store, drawer, number, now=now, zone=zone)
    return answer


def resumed(store: Store, prepared: Prepared, *, drawer: Drawer, now: datetime, zone: tzinfo = UTC) -> Answer | None:
    """Finish what a killed process left: the draft is there as an answer already. Return that; None when it is not.

    Without this, a draft that outlived its sending would be sent a second time.
    """
    if prepared.draft is None:
        return None
    text = cleaned(prepared.draft.text)
    given = (one for one in store.desk.answers_to(prepared.number) if one.state not in _UNSETTLED)
    found = next((one for one in given if one.text == text), None)
    if found is not None:
        _done(store, drawer, prepared.number, now=now, zone=zone)
    return found


def _still_unanswered(store: Store, prepared: Prepared) -> None:
    """Refuse when a colleague has answered while this was written: two answers of one house read badly."""
    known = {one.id for one in prepared.answers}
    if any(one.id not in known and one.state not in _UNSETTLED for one in store.desk.answers_to(prepared.number)):
        raise UsageError("reply.answered_meanwhile", number=prepared.number)


def settle(
    store: Store, prepared: Prepared, *, source: Answering, fetcher: Fetcher, drawer: Drawer, now: datetime
) -> Answer | None:
    """Look whether an answer arrived of which that is not known; return it, or None when it may be sent again.

    Raises:
        UsageError: nothing is open.
        OutcomeUnknown: it cannot be told yet.
    """
    open_one = prepared.unsettled
    if open_one is None:
        raise UsageError("reply.nothing_open", number=prepared.number)
    found = sending.settle(store.desk, source, open_one, prepared.mention, now=now, fetcher=fetcher, outbox=drawer)
    if found is not None:
        _done(store, drawer, prepared.number, now=now)
    return found


def record(
    store: Store,
    prepared: Prepared,
    text: str | None,
    url: str,
    *,
    drawer: Drawer,
    now: datetime,
    override: str | None = None,
    zone: tzinfo = UTC,
) -> Answer:
    """Keep the link of an answer that a person posted by hand, with its text, and say that the mention is done.

    Raises:
        UsageError: the link is no web address.
        Held: somebody else holds the mention.
    """
    link, number, today = answer_link(url), prepared.number, now.date()
    if link is None:
        raise UsageError("deal.no_link")
    if override is not None:
        drawer.keep_reason(number, override, today=now)
    if text and prepared.unsettled is None:
        # `finish` makes the same key of mention and link, so that it finds this one instead of a second.
        store.desk.begin_answer(
            Answer(
                mention_id=number,
                state=AnswerState.RECORDED,
                key=blake2b(f"{number} {link}".encode(), digest_size=16).hexdigest(),
                text=text,
                url=link,
                answered_on=today,
                watch_until=today + timedelta(days=WATCH_DAYS),
            )
        )
    dealt = dealing.finish(store, drawer, number, now=now, url=link, zone=zone)
    drawer.drop_draft(number)
    known = next((one for one in store.desk.answers_to(number) if one.url == link), dealt.answer)
    if known is None:
        raise UsageError("deal.no_link")
    return known


def _done(store: Store, drawer: Drawer, number: int, *, now: datetime, zone: tzinfo = UTC) -> None:
    """Say that a mention is done after its answer is there; whoever holds it, the answer is there."""
    with suppress(Held):
        dealing.finish(store, drawer, number, now=now, zone=zone)
    drawer.drop_draft(number)
