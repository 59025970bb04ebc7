"""Every channel that shows conversations stands the suite, in the forms of the real services."""

from dataclasses import replace
from functools import partial
from typing import ClassVar

import conversations as told
import pytest
from services import MastodonServer

from listen.conversation import conversation, depths
from listen.dialogue import Thread
from listen.errors import Gone, LoginNeeded
from listen.model import Match, Mention, Post
from listen.sources.bluesky import Bluesky
from listen.sources.discourse import Discourse
from listen.sources.github import GitHub
from listen.sources.hackernews import HackerNews
from listen.sources.lemmy import Lemmy
from listen.sources.mastodon import Mastodon
from listen.sources.reddit import Reddit
from listen.sources.stackexchange import StackExchange
from listen.sources.wordpress import WordPress
from listen.testing.door import FakeFetcher
from listen.testing.threads import Conversation, ThreadConformance
from listen.testing.world import NOW
from tests.sources.channel_world import Pocket, settings_of


class Showing(ThreadConformance):
    channel: ClassVar[object] = Mastodon
    base = "https://mastodon.social"
    keys: ClassVar[dict[str, str]] = {}
    post = told.MASTODON
    serve = staticmethod(told.mastodon)
    parents = ("first", "second")

    def conversation(self):
        settings = settings_of(self.post.source, base=self.base, keys=Pocket(**self.keys))
        return Conversation(
            make=lambda: self.channel(settings),
            post=self.post,
            serve=self.serve,
            parents=self.parents,
            replies=("third", "fourth"),
            never=("secret", "elsewhere", "[deleted]"),
        )


class TestMastodon(Showing):
    pass


class TestBluesky(Showing):
    channel = Bluesky
    base = None
    post = told.BLUESKY
    serve = staticmethod(told.bluesky)


class TestReddit(Showing):
    channel = Reddit
    base = None
    keys: ClassVar[dict[str, str]] = {"client_id": "app", "client_secret": "s"}
    post = told.REDDIT
    serve = staticmethod(told.reddit)


class TestLemmy(Showing):
    channel = Lemmy
    base = "https://lemmy.world"
    post = told.LEMMY
    serve = staticmethod(told.lemmy)


class TestLemmyOfTheNextVersion(TestLemmy):
    serve = staticmethod(partial(told.lemmy, version="v4"))


class TestWordPress(Showing):
    channel = WordPress
    base = "https://blog.example"
    post = told.WORDPRESS
    serve = staticmethod(told.wordpress)


class TestWordPressWithoutSpeakingAddresses(TestWordPress):
    serve = staticmethod(partial(told.wordpress, has_speaking_addresses=False))


class TestDiscourse(Showing):
    channel = Discourse
    base = "https://forum.example"
    post = told.DISCOURSE
    serve = staticmethod(told.discourse)


class TestHackerNews(Showing):
    channel = HackerNews
    base = None
    post = told.HACKERNEWS
    serve = staticmethod(told.hackernews)


class TestGitHub(Showing):
    channel = GitHub
    base = None
    post = told.GITHUB
    serve = staticmethod(told.github)
    parents = ()


class TestStackExchange(Showing):
    channel = StackExchange
    base = None
    post = told.STACKEXCHANGE
    serve = staticmethod(told.stackexchange)
    parents = ("first",)


def test_the_answers_to_a_question_are_its_replies():
    by = {"display_name": "Ana", "link": "https://diy.stackexchange.com/users/1/ana"}

    def serve(request):
        said = {"question_id": 5, "answer_id": 9, "title": "first", "body": "<p>fits</p>", "owner": by}
        return {"items": [said], "has_more": True}

    shown = TestStackExchange().conversation()
    found = shown.make().thread(replace(shown.post, native_id="diy q5"), FakeFetcher(serve))

    assert [(one.native_id, one.author, one.reply_to_id) for one in found.replies] == [("diy a9", "Ana", "diy q5")]
    assert not found.is_whole


@pytest.mark.parametrize(
    ("world", "url"),
    [
        (TestMastodon, "https://home.example/@kim/111"),
        (TestBluesky, "https://bsky.app/profile/did:plc:kim/post/3k3"),
        (TestReddit, "https://www.reddit.com/r/hvac/comments/abc/x/b/"),
        (TestLemmy, "https://home.example/comment/77"),
        (TestWordPress, "https://blog.example/a/#comment-2"),
        (TestDiscourse, "https://forum.example/t/filter/50/3"),
        (TestGitHub, "https://github.com/kim/vents/issues/7"),
    ],
)
def test_a_link_alone_is_enough(world, url):
    """What a person recorded with `listen done --url` has no identity of the service's."""
    shown = world().conversation()
    if world is TestWordPress:
        post = replace(shown.post, native_id=url, url=url)
    else:
        post = replace(shown.post, native_id=url, url=url, conversation_id=None)

    found = shown.make().thread(post, FakeFetcher(shown.serve))

    assert [one.text for one in found.replies] == ["third", "fourth"]


def test_where_the_own_server_is_silent_ours_is_asked():
    """Some servers do not speak to strangers; ours may know the conversation."""

    def serve(request):
        if "own.example" not in request.url:
            return LoginNeeded("source.login_needed", host="home.example", status=401)
        if "/search" in request.url:
            return {"statuses": [MastodonServer().original()]}
        if request.url.endswith("/api/v1/statuses/9001/context"):
            return {"ancestors": [], "descendants": []}
        return Gone("source.not_found", host="x", url="x", is_final=False)

    source = Mastodon(settings_of("mastodon", base="https://own.example", keys=Pocket(**{"token@own.example": "t"})))

    assert source.thread(told.MASTODON, FakeFetcher(serve)) == Thread()


def mention(post):
    return Mention(id=1, post=post, matches=(Match(query="b"),), published_at=NOW, first_seen_at=NOW, day=NOW.date())


class Flooded:
    def __init__(self, parents=(), replies=()):
        self.parents, self.replies = parents, replies

    def thread(self, post, fetcher):
        return Thread(parents=self.parents, replies=self.replies)


def said(number, above=None):
    return Post(source="x", native_id=f"{number}", origin="o", url=None, title=None, text="t", reply_to_id=above)


def test_a_conversation_is_bounded_and_holds_each_post_once():
    middle = said(0)
    source = Flooded(
        [said(number) for number in range(1, 90)], [said(0), *[said(number % 2_000) for number in range(90, 5_000)]]
    )

    found = conversation(source, mention(middle), FakeFetcher(lambda _: {}))

    assert (len(found.parents), len(found.replies)) == (50, 300)
    assert found.parents[-1].native_id == "89"
    assert not found.is_whole
    assert "0" not in {one.native_id for one in found.replies}


def test_depth_ends_in_circles_too():
    replies = (said(1, "0"), said(2, "1"), said(3, "4"), said(4, "3"), said(5, "5"))

    assert depths(Thread(replies=replies)) == (0, 1, 1, 1, 0)


def test_a_channel_without_conversations_says_none():
    assert conversation(object(), mention(said(0)), FakeFetcher(lambda _: {})) is None
