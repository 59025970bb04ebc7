"""What `listen reply` shows: where an answer goes, the preview, what was kept, and what became of it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from listen.cli.session import Session

if TYPE_CHECKING:
    from listen.dialogue import Answer
    from listen.drafting.advice import Advice
    from listen.masking import Mask
    from listen.protocols import Answering
    from listen.replying import Prepared

__all__ = ["Telling"]


class Telling:
    """Tells of one answer.

    Args:
        session: surroundings.
        through: returns the channel, when one can answer through it.
        is_dry, is_now, as_json: as said on the command line.
        mask: covers the names of colleagues in what is shown of the mention.

    Attributes:
        account: as whom the person answers; None as long as nobody asked.
        has_no_login: the person has none for this channel.
    """

    def __init__(
        self,
        session: Session,
        through: "Callable[[], Answering | None]",
        *,
        is_dry: bool,
        is_now: bool,
        mask: "Mask",
        as_json: bool,
    ) -> None:
        self._session = session
        self._through = through
        self._is_dry = is_dry
        self._is_now = is_now
        self._mask = mask
        self._as_json = as_json
        self.account: str | None = None
        self.has_no_login = False

    @property
    def is_through(self) -> bool:
        """Return whether the answer goes out from here, with the person's own login."""
        return not self.has_no_login and self._through() is not None

    def _say(self, key: str, **values: object) -> str:
        return self._session.say(f"reply.{key}", **values)

    def by_hand(self, prepared: "Prepared") -> str:
        """Return that the person posts it on the page, and why."""
        post = prepared.mention.post
        if self.has_no_login:
            return self._say("where_no_login", channel=post.source)
        return self._say("where_by_hand", channel=self._session.clean(post.place or post.source))

    def _where(self, prepared: "Prepared") -> str:
        if not self.is_through:
            return self.by_hand(prepared)
        channel = str(getattr(self._through(), "title", prepared.mention.post.source))
        if self.account is None:
            return self._say("where_unknown", channel=channel)
        return self._say("where", channel=channel, account=self._session.clean(self.account))

    def preview(self, prepared: "Prepared", text: str, advice: "Sequence[Advice]") -> None:
        """Show the mention, what would go out, where, and the advice on it."""
        from listen.masking import everywhere
        from listen.render.terminal.reply import mention_lines, preview_lines
        from listen.replying import rests_until

        screen, told = self._session.screen(), everywhere(prepared, self._mask)
        self._session.show(mention_lines(told, screen), screen=screen)
        self._session.write("")
        shown = preview_lines(told, text, advice, screen.show(self._where(prepared)), screen)
        self._session.show(shown, screen=screen)
        until = rests_until(prepared, prepared.draft, now=self._session.clock())
        if until is not None and self._is_dry:
            self._session.tell(self._say("would_rest", n=prepared.rest_minutes))
        elif until is not None and not self._is_now:
            clock = f"{until.astimezone(self._session.zone):%H:%M}"
            self._session.tell(self._say("rests_now", until=clock))

    def only(self, prepared: "Prepared", text: str, advice: "Sequence[Advice]") -> None:
        """Show what a draft or a dry run came to."""
        outcome = "dry_run" if self._is_dry else "draft"
        if self._as_json:
            self.json(prepared, text, advice, outcome)
            return
        if self._is_dry:
            self.preview(prepared, text, advice)
            self._session.tell(self._say("would_send" if self.is_through else "would_copy"))
            self._session.tell(self._say("nothing_sent"))
            return
        from listen.render.terminal.reply import advice_lines

        screen = self._session.screen()
        self._session.show(advice_lines(advice, text, screen), screen=screen)
        self._session.tell(self._say("kept", number=prepared.number))

    def answered(
        self, prepared: "Prepared", text: str, advice: "Sequence[Advice]", answer: "Answer", outcome: str
    ) -> None:
        """Show that a mention is answered."""
        if self._as_json:
            self.json(prepared, text, advice, outcome, answer)
            return
        from listen.render.terminal.reply import answered_lines

        screen = self._session.screen()
        self._session.show(answered_lines(answer, screen), screen=screen)

    def json(
        self,
        prepared: "Prepared",
        text: str,
        advice: "Sequence[Advice]",
        outcome: str,
        answer: "Answer | None" = None,
    ) -> None:
        """Print it for programs."""
        from listen.render.json import dumps
        from listen.render.json_reply import reply_json
        from listen.replying import rests_until

        until = None if self._is_now else rests_until(prepared, prepared.draft, now=self._session.now)
        told = reply_json(
            prepared,
            text,
            advice,
            outcome=outcome,
            through=prepared.mention.post.source if self.is_through else None,
            rests_until=until if outcome in {"draft", "dry_run"} else None,
            answer=answer,
        )
        self._session.write(dumps(told))
