"""What is posted is posted once, and a host is asked no faster than it says."""

import pytest
from loopback import reply

from listen.errors import AddressRefused, LoginNeeded, QueryRefused, RateLimited, Unreachable
from listen.protocols import Expect, Request


def posted(url):
    return Request(url=url, body=b'{"a": 1}', expect=Expect.JSON)


class TestPosting:
    def test_the_body_arrives_whole_with_its_type(self, serve, door):
        web = serve({"/token": reply(body=b"{}")})

        door(web).get(posted(web.url("/token")))

        (call,) = web.asked
        assert call.method == "POST"
        assert call.headers["content-type"] == "application/json"
        assert call.headers["content-length"] == "8"
        assert call.body == b'{"a": 1}'

    def test_a_failure_is_never_posted_again(self, serve, door):
        web = serve({"/token": reply("503 Service Unavailable")})

        with pytest.raises(Unreachable):
            door(web).get(posted(web.url("/token")))

        assert len(web.asked) == 1

    def test_a_redirect_is_not_followed(self, serve, door):
        web = serve({"/token": reply("307 Temporary Redirect", Location="/other"), "/other": reply(body=b"{}")})

        with pytest.raises(AddressRefused):
            door(web).get(posted(web.url("/token")))

        assert [call.target for call in web.asked] == ["/token"]


class TestTheServicesOwnPace:
    def test_a_stated_limit_is_kept(self, serve, door, waits):
        web = serve({"/a": reply(body=b"{}")})
        asked = Request(url=web.url("/a"), expect=Expect.JSON, pause_s=60)

        with door(web) as one:
            one.get(asked)
            one.get(asked)

        assert any(seconds > 59 for seconds in waits.seconds)

    def test_a_quota_that_is_used_up_for_long_ends_the_questions(self, serve, door):
        web = serve({"/a": reply(body=b"{}", X_RateLimit_Remaining="0", X_RateLimit_Reset="3600")})

        with door(web) as one:
            one.get(Request(url=web.url("/a"), expect=Expect.JSON))
            with pytest.raises(RateLimited):
                one.get(Request(url=web.url("/a"), expect=Expect.JSON))

        assert len(web.asked) == 1

    def test_a_quota_that_is_full_again_soon_is_waited_for(self, serve, door, waits):
        web = serve({"/a": reply(body=b"{}", RateLimit_Remaining="0", RateLimit_Reset="8")})

        with door(web) as one:
            one.get(Request(url=web.url("/a"), expect=Expect.JSON))
            one.get(Request(url=web.url("/a"), expect=Expect.JSON))

        assert any(7 < seconds <= 8 for seconds in waits.seconds)


def test_a_refused_key_is_not_shown_again_but_a_new_one_is(serve, door):
    web = serve({"/a": reply("401 Unauthorized")})

    with door(web) as one:
        for token in ("old", "old", "new"):
            with pytest.raises(LoginNeeded):
                one.get(Request(url=web.url("/a"), headers={"Authorization": f"Bearer {token}"}, expect=Expect.JSON))

    assert [call.headers["authorization"] for call in web.asked] == ["Bearer old", "Bearer new"]


class TestDatedProofs:
    def test_headers_are_made_of_the_moment_and_seen_by_the_first_host_only(self, serve, door):
        other = serve({"/b": reply(body=b"{}")})
        web = serve({"/a": reply("302 Found", Location=other.url("/b"))})
        moments = []

        def signed(now):
            moments.append(now)
            return {"Authorization": "proof-of-now"}

        door(web, other).get(Request(url=web.url("/a"), expect=Expect.JSON, signed=signed))

        assert [call.headers.get("authorization") for call in web.asked] == ["proof-of-now"]
        assert [call.headers.get("authorization") for call in other.asked] == [None]
        assert moments[0].tzinfo is not None


class TestWhatServicesCallTheirErrors:
    @pytest.mark.parametrize(
        ("body", "code", "parameter"),
        [
            (b'{"error": "InvalidToken"}', "InvalidToken", None),
            (b'{"error": {"message": "no", "code": 190}}', "190", None),
            (b'{"error": {"code": 400, "status": "INVALID_ARGUMENT"}}', "INVALID_ARGUMENT", None),
            (b'{"error": {"code": true}}', None, None),
            (b'{"error": {"code": 99999999999999999999}}', None, None),
            (b'{"errors": [{"parameters": {"start_time": ["x"]}, "message": "no"}]}', None, "start_time"),
            (b'{"errors": [{"parameters": {"start time": 1}}]}', None, None),
            (b'{"errors": [5]}', None, None),
        ],
    )
    def test_short_names_and_numbers_are_passed_on(self, serve, door, body, code, parameter):
        web = serve({"/a": reply("400 Bad Request", body=body)})

        with pytest.raises(QueryRefused) as raised:
            door(web).get(Request(url=web.url("/a"), expect=Expect.JSON))

        assert (raised.value.values["code"], raised.value.values["parameter"]) == (code, parameter)

    def test_used_up_credit_wants_a_person(self, serve, door):
        web = serve({"/a": reply("402 Payment Required", body=b"{}")})

        with pytest.raises(LoginNeeded) as raised:
            door(web).get(Request(url=web.url("/a"), expect=Expect.JSON))

        assert raised.value.key == "source.no_credit"
