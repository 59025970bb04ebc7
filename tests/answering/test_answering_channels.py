"""Every channel through which people answer stands the suite, in the forms of the real services."""

import json
from typing import ClassVar

import pytest
from services import (
    AT,
    BlueskyServer,
    DiscourseServer,
    LemmyServer,
    MastodonServer,
    RedditServer,
    WordPressServer,
)

from listen.dialogue import Sent
from listen.errors import LoginNeeded, QueryRefused, Unsent
from listen.plugging import ANSWERING
from listen.sources.bluesky.dialogue import record_key
from listen.testing.answering import AnsweringConformance, Service
from listen.testing.door import FakeFetcher

KEY = "k" * 32


class Standing(AnsweringConformance):
    server = MastodonServer
    options: ClassVar[dict[str, object]] = {}
    is_idempotent = False

    def service(self):
        server = self.server(**self.options)
        return Service(
            make=server.make,
            to=server.to,
            serve=server,
            is_posting=server.is_posting,
            answers=server.answers,
            is_idempotent=self.is_idempotent,
        )

    def keys(self):
        return self.server(**self.options).keys()


class TestMastodon(Standing):
    is_idempotent = True


class TestMastodonWithAWarning(Standing):
    options: ClassVar[dict[str, object]] = {"warning": "Lüftung", "visibility": "unlisted"}
    is_idempotent = True


class TestBluesky(Standing):
    server = BlueskyServer
    is_idempotent = True


class TestReddit(Standing):
    server = RedditServer


class TestLemmy(Standing):
    server = LemmyServer


class TestLemmyOfTheNextVersion(Standing):
    server = LemmyServer
    options: ClassVar[dict[str, object]] = {"version": "v4"}


class TestWordPress(Standing):
    server = WordPressServer
    is_idempotent = True


class TestWordPressWithoutSpeakingAddresses(Standing):
    server = WordPressServer
    options: ClassVar[dict[str, object]] = {"has_speaking_addresses": False}
    is_idempotent = True


class TestDiscourse(Standing):
    server = DiscourseServer
    is_idempotent = True


class TestDiscourseWithAUserKey(Standing):
    server = DiscourseServer
    options: ClassVar[dict[str, object]] = {"is_user_key": True}
    is_idempotent = True


def test_every_channel_stands_it():
    servers = (MastodonServer, BlueskyServer, RedditServer, LemmyServer, WordPressServer, DiscourseServer)

    assert {server.to.source for server in servers} == set(ANSWERING)


def answer(server, text="Guten Tag.", to=None):
    fetcher = FakeFetcher(server)
    return server.make(server.keys()).answer(to or server.to, text, key=KEY, fetcher=fetcher), fetcher


def unsent(server, text="Guten Tag."):
    with pytest.raises(Unsent) as raised:
        answer(server, text)
    assert server.answers() == []
    return raised.value


class TestMastodonManners:
    def test_who_is_answered_is_named_first(self):
        _, fetcher = answer(MastodonServer())

        said = json.loads(fetcher.asked[-1].body)
        assert said == {
            "status": "@kim@home.example Guten Tag.",
            "in_reply_to_id": "9001",
            "visibility": "public",
            "language": "de",
        }

    def test_who_is_named_already_is_not_named_twice(self):
        _, fetcher = answer(MastodonServer(), "Hallo @kim, guten Tag.")

        assert json.loads(fetcher.asked[-1].body)["status"] == "Hallo @kim, guten Tag."

    @pytest.mark.parametrize("visibility", ["private", "direct", None])
    def test_what_is_not_public_is_not_answered(self, visibility):
        error = unsent(MastodonServer(visibility=visibility))

        assert "not public" in error.message("en")

    def test_visibility_and_warning_of_the_post_are_kept(self):
        _, fetcher = answer(MastodonServer(visibility="unlisted", warning="Lüftung"))

        said = json.loads(fetcher.asked[-1].body)
        assert (said["visibility"], said["spoiler_text"]) == ("unlisted", "Lüftung")

    def test_an_edited_text_is_another_answer(self):
        server = MastodonServer()

        answer(server, "eins")
        answer(server, "zwei")

        assert len(server.answers()) == 2

    def test_it_says_who_answers(self):
        server = MastodonServer()

        assert server.make(server.keys()).answering_as(FakeFetcher(server)) == "@me@own.example"


class TestBlueskyRecords:
    def test_the_record_says_what_it_answers_in_which_conversation(self):
        root = {"uri": "at://did:plc:kim/app.bsky.feed.post/3kroot", "cid": "bafyroot"}
        server = BlueskyServer(root=root)

        answer(server)

        (record,) = server.records.values()
        assert record["reply"] == {"root": root, "parent": {"uri": server.to.native_id, "cid": "bafykim"}}
        assert record["langs"] == ["en"]
        assert record["createdAt"] == AT

    def test_links_are_marked_by_bytes(self):
        server = BlueskyServer()
        text = "Für 😀 siehe https://examplevent.example/f7?a=ü."

        answer(server, text)

        (record,) = server.records.values()
        (facet,) = record["facets"]
        raw = text.encode()[facet["index"]["byteStart"] : facet["index"]["byteEnd"]]
        assert raw.decode() == facet["features"][0]["uri"] == "https://examplevent.example/f7?a=ü"

    def test_a_record_key_is_one_that_the_network_takes(self):
        keys = {record_key(f"{number}", "text") for number in range(500)}

        assert len(keys) == 500
        assert all(len(one) == 13 and one[0] in "234567abcdefghij" for one in keys)
        assert {letter for one in keys for letter in one} <= set("234567abcdefghijklmnopqrstuvwxyz")

    def test_where_replies_are_closed_nothing_goes_out(self):
        assert "no answers there any more" in unsent(BlueskyServer(is_locked=True)).message("en")

    def test_a_worn_out_session_is_renewed_before_anything_is_sent(self):
        server = BlueskyServer()
        keys = server.keys()
        keys.kept["session"] = '{"access": "old", "refresh": "old"}'

        sent = server.make(keys).answer(server.to, "Hi.", key=KEY, fetcher=FakeFetcher(server))

        assert isinstance(sent, Sent)
        assert len(server.records) == 1


class TestRedditRefusals:
    @pytest.mark.parametrize("code", ["THREAD_LOCKED", "RATELIMIT", "SUBREDDIT_NOTALLOWED"])
    def test_a_refusal_with_a_200_is_unsent(self, code):
        error = unsent(RedditServer(errors=[[code, "words of Reddit", "parent"]]))

        assert code in error.message("en")
        assert "words of Reddit" not in error.message("en")

    def test_line_breaks_stay_line_breaks(self):
        server = RedditServer()

        answer(server, "eins\nzwei\n\ndrei")

        assert server.answers() == ["eins  \nzwei\n\ndrei"]


class TestLemmyAccounts:
    def test_an_old_session_is_replaced(self):
        server = LemmyServer()
        keys = server.keys()
        keys.kept["session"] = "old"

        server.make(keys).answer(server.to, "Hi.", key=KEY, fetcher=FakeFetcher(server))

        assert (server.logins, keys.kept["session"]) == (1, "jwt")

    def test_a_wrong_password_is_a_matter_of_the_login(self):
        server = LemmyServer()
        keys = server.keys()
        keys.kept |= {"session": "old", "password": "wrong"}

        with pytest.raises(LoginNeeded):
            server.make(keys).answering_as(FakeFetcher(server))

    def test_where_a_thread_is_locked_nothing_goes_out(self):
        assert "HVAC" in unsent(LemmyServer(is_locked=True)).message("en")


class TestWhatWaitsForApproval:
    def test_a_held_comment_is_sent_and_a_second_one_is_the_same(self):
        server = WordPressServer(holds=True)

        first, _ = answer(server)
        again, _ = answer(server)

        assert first.native_id == "blog.example comment 20"
        assert "unseen" in again.native_id
        assert len(server.answers()) == 1

    def test_a_queued_post_is_sent(self):
        server = DiscourseServer(queues=True)

        sent, _ = answer(server)

        assert "unseen" in sent.native_id
        assert sent.url == server.to.url


def test_too_like_the_last_post_is_looked_for():
    server = DiscourseServer()
    first, _ = answer(server)

    again, _ = answer(server)

    assert again == first
    assert len(server.answers()) == 1


def test_too_like_the_last_post_and_not_it_is_unsent():
    server = DiscourseServer()

    with pytest.raises(Unsent):
        server.make(server.keys()).answer(server.to, "x", key=KEY, fetcher=FakeFetcher(refusing(server)))


def refusing(server):
    def serve(request):
        if server.is_posting(request):
            return QueryRefused("source.query_refused", host="forum.example", why="HTTP 422", status=422)
        return server(request)

    return serve
