"""What a good answer becomes, and which failure a bad one stands for."""

import gzip
import time
import tracemalloc
import zlib
from datetime import UTC, datetime, timedelta

import pytest
from conftest import NOW
from loopback import Call, cut, reply

from listen.errors import (
    Blocked,
    Gone,
    LoginNeeded,
    QueryRefused,
    RateLimited,
    SourceError,
    TimedOut,
    TooBig,
    Unreachable,
    Unreadable,
)
from listen.http.reading import read_body
from listen.protocols import Expect, Request, Validators

HTML = b"<!DOCTYPE html><html><body>Please log in</body></html>"


def failure(door, url, **request: object):
    with pytest.raises(SourceError) as raised:
        door.get(Request(url=url, **request))
    assert raised.value.message("de") != raised.value.message("en")
    assert raised.value.hint("de") is not None
    return raised.value


class TestAGoodAnswer:
    def test_it_carries_body_headers_and_the_servers_clock(self, serve, door):
        web = serve({"/feed": reply(body=b"<rss/>", Date="Mon, 23 Nov 2026 09:59:58 GMT", X_A="1", x_a="2")})

        answer = door(web).get(Request(url=web.url("/feed")))

        assert (answer.status, answer.body, answer.url) == (200, b"<rss/>", web.url("/feed"))
        assert answer.headers["x-a"] == "1, 2"
        assert answer.date == datetime(2026, 11, 23, 9, 59, 58, tzinfo=UTC)
        assert answer.moved_to is None
        assert not answer.is_unchanged

    def test_we_say_who_we_are_and_ask_for_gzip_only(self, serve, door):
        web = serve({"/": reply()})

        door(web, contact="https://examplevent.example/bot").get(Request(url=web.url(), expect=Expect.FEED))

        sent = web.asked[0].headers
        assert sent["user-agent"] == "listen/1.0 (+https://examplevent.example/bot)"
        assert sent["accept-encoding"] == "gzip"
        assert sent["accept"].startswith("application/atom+xml")
        assert sent["host"] == web.place
        assert "cookie" not in sent

    @pytest.mark.parametrize("contact", [None, "", "a\r\nX-Evil: 1", "räuber"])
    def test_a_contact_that_fits_no_header_is_left_out(self, serve, door, contact):
        web = serve({"/": reply()})

        door(web, contact=contact).get(Request(url=web.url()))

        assert web.asked[0].headers["user-agent"] == "listen/1.0"

    def test_parameters_are_encoded_once_and_keep_their_order(self, serve, door):
        web = serve({"/s": reply()})

        door(web).get(
            Request(url=web.url("/s?a=%20"), params=(("q", '"flex pipe" & ü'), ("a", "50%"), ("b", "\ud800")))
        )

        assert web.asked[0].target == "/s?a=%20&q=%22flex%20pipe%22%20%26%20%C3%BC&a=50%25&b=%3F"

    def test_own_headers_are_sent_but_not_those_that_are_the_doors_business(self, serve, door):
        web = serve({"/": reply()})

        door(web).get(
            Request(url=web.url(), headers={"X-Key": "k", "Host": "x", "Accept-Encoding": "br", "Accept": "a/b"})
        )

        sent = web.asked[0].headers
        assert (sent["x-key"], sent["host"], sent["accept-encoding"], sent["accept"]) == ("k", web.place, "gzip", "a/b")

    def test_one_connection_serves_many_questions(self, serve, door):
        web = serve({"/": reply(body=b"x"), "/gone": reply("404 Not Found", b"sorry")})
        asking = door(web)

        for path in ("/", "/gone", "/", "/"):
            if path == "/gone":
                failure(asking, web.url(path))
            else:
                asking.get(Request(url=web.url(path)))

        assert web.connections == 1

    def test_a_connection_that_the_server_closed_meanwhile_is_no_failure(self, serve, door, waits):
        web = serve({"/": [cut(reply(body=b"1")), reply(body=b"2")]})
        asking = door(web)

        asking.get(Request(url=web.url()))
        answer = asking.get(Request(url=web.url()))

        assert answer.body == b"2"
        assert waits.seconds == []

    def test_what_a_server_says_while_nobody_asked_is_not_the_next_answer(self, serve, door):
        def answer_then_complain(call: Call) -> None:
            call.send(reply(body=b"1"))
            time.sleep(0.05)
            call.send(reply("408 Request Timeout"))

        web = serve({"/": [answer_then_complain, reply(body=b"2")]})
        asking = door(web)

        asking.get(Request(url=web.url()))
        time.sleep(0.1)

        assert asking.get(Request(url=web.url())).body == b"2"

    def test_what_a_304_leaves_behind_does_not_become_the_next_answer(self, serve, door):
        web = serve({"/": [reply("304 Not Modified", Content_Length="0") + b"left over", reply(body=b"2")]})
        asking = door(web)
        asking.get(Request(url=web.url(), validators=Validators(etag='"a"')))

        assert asking.get(Request(url=web.url())).body == b"2"


class TestValidators:
    @pytest.mark.parametrize("etag", ['"a"', 'W/"a-gzip"', '""'])
    def test_they_come_back_and_are_sent_verbatim(self, serve, door, etag):
        modified = "Mon, 23 Nov 2026 09:00:00 GMT"
        web = serve({"/": [reply(ETag=etag, Last_Modified=modified), reply("304 Not Modified")]})
        asking = door(web)

        first = asking.get(Request(url=web.url()))
        second = asking.get(Request(url=web.url(), validators=first.validators))

        assert first.validators == Validators(etag=etag, last_modified=modified)
        assert web.asked[1].headers["if-none-match"] == etag
        assert web.asked[1].headers["if-modified-since"] == modified
        assert second.is_unchanged
        assert second.body == b""
        assert second.validators == first.validators

    def test_a_304_may_bring_new_ones(self, serve, door):
        web = serve({"/": reply("304 Not Modified", ETag='"new"')})

        answer = door(web).get(Request(url=web.url(), validators=Validators(etag='"old"', last_modified="x")))

        assert answer.validators.etag == '"new"'

    @pytest.mark.parametrize("etag", ["bare", '"' + "x" * 300 + '"', '"a" "b"', 'w/"a"', '"a\tb"'])
    @pytest.mark.parametrize(
        "modified", ["yesterday", "Mon, 23 Nov 2026 09:00:00 GMT; length=" + "1" * 60, "Mon, 99 Foo 2026"]
    )
    def test_ill_formed_ones_are_neither_kept_nor_sent(self, serve, door, etag, modified):
        web = serve({"/": reply(ETag=etag, Last_Modified=modified)})

        answer = door(web).get(
            Request(url=web.url(), validators=Validators(etag=etag, last_modified=modified + "\r\nX: 1"))
        )

        assert answer.validators is None
        assert not {"if-none-match", "if-modified-since", "x"} & set(web.asked[0].headers)

    def test_an_unchanged_that_nobody_asked_for_is_no_answer(self, serve, door):
        web = serve({"/": reply("304 Not Modified")})

        assert type(failure(door(web), web.url())) is Unreadable


class TestStatus:
    @pytest.mark.parametrize(
        ("status", "kind", "key"),
        [
            ("400 Bad Request", QueryRefused, "source.query_refused"),
            ("401 Unauthorized", LoginNeeded, "source.login_needed"),
            ("403 Forbidden", LoginNeeded, "source.login_needed"),
            ("404 Not Found", Gone, "source.not_found"),
            ("410 Gone", Gone, "source.gone"),
            ("422 Unprocessable", QueryRefused, "source.query_refused"),
            ("429 Too Many", RateLimited, "source.rate_limited"),
            ("500 Oops", Unreachable, "source.server_failed"),
            ("503 Later", Unreachable, "source.server_failed"),
            ("300 Choose", Unreadable, "source.unreadable"),
            ("301 Without Location", Unreadable, "source.unreadable"),
            ("999 Denied", Unreachable, "source.server_failed"),
        ],
    )
    def test_each_has_its_own_failure(self, serve, door, status, kind, key):
        web = serve({"/": reply(status)})

        error = failure(door(web), web.url())

        assert (type(error), error.key) == (kind, key)
        assert error.values["host"] == web.place

    def test_only_410_is_final(self, serve, door):
        web = serve({"/404": reply("404 Not Found"), "/410": reply("410 Gone")})
        asking = door(web)

        assert failure(asking, web.url("/404")).values["is_final"] is False
        assert failure(asking, web.url("/410")).values["is_final"] is True

    @pytest.mark.parametrize("body", [HTML, gzip.compress(HTML)], ids=["plain", "gzip"])
    def test_a_403_with_a_web_page_is_a_wall_but_with_a_key_it_is_the_key(self, serve, door, body):
        encoding = {"Content_Encoding": "gzip"} if body is not HTML else {}
        web = serve({"/": reply("403 Forbidden", body, **encoding)})
        asking = door(web)

        assert type(failure(asking, web.url())) is Blocked
        assert type(failure(asking, web.url(), headers={"Authorization": "Bearer planted"})) is LoginNeeded

    @pytest.mark.parametrize("status", ["200 OK", "403 Forbidden", "503 Later"])
    def test_a_challenge_is_a_wall_whatever_the_status(self, serve, door, status):
        web = serve({"/": reply(status, b"{}", CF_Mitigated="challenge", Retry_After="5")})

        assert type(failure(door(web), web.url())) is Blocked

    def test_the_short_name_of_an_error_is_told_but_no_sentence(self, serve, door):
        web = serve(
            {
                "/name": reply("400 Bad", b'{"error": "InvalidToken", "message": "secret"}'),
                "/words": reply("400 Bad", b'{"error": "the text of a post"}'),
                "/deep": reply("400 Bad", b"[" * 15_000),
            }
        )
        asking = door(web)

        assert (
            failure(asking, web.url("/name")).message()
            == f"{web.place} rejects what was asked (HTTP 400, InvalidToken)"
        )
        assert failure(asking, web.url("/words")).values["code"] is None
        assert failure(asking, web.url("/deep")).values["code"] is None

    def test_a_failure_is_known_by_its_status_even_when_its_page_breaks_off(self, serve, door):
        web = serve({"/": cut(reply("404 Not Found", b"x", Content_Length="99"))})

        assert type(failure(door(web), web.url())) is Gone


class TestRateLimits:
    @pytest.mark.parametrize(
        ("headers", "wait_s"),
        [
            pytest.param({"Retry_After": "120"}, 120, id="seconds"),
            pytest.param({"Retry_After": "0"}, 1, id="zero"),
            pytest.param({"Retry_After": "Mon, 23 Nov 2026 10:05:00 GMT"}, 300, id="date"),
            pytest.param(
                {"Retry_After": "Mon, 23 Nov 2026 12:05:00 GMT", "Date": "Mon, 23 Nov 2026 12:00:00 GMT"},
                300,
                id="date on a clock that is two hours ahead",
            ),
            pytest.param({"Retry_After": "-5"}, 900, id="negative"),
            pytest.param({"Retry_After": "soon"}, 900, id="nonsense"),
            pytest.param({"Retry_After": "nan"}, 900, id="not a number"),
            pytest.param({"Retry_After": "9" * 40}, 86400, id="far future"),
            pytest.param({"Retry_After": "Fri, 31 Dec 9999 23:59:59 GMT"}, 86400, id="far date"),
            pytest.param({"Retry_After": "Sun, 22 Nov 2026 10:00:00 GMT"}, 900, id="past date"),
            pytest.param({}, 900, id="nothing"),
            pytest.param({"X_RateLimit_Reset": "2026-11-23T10:01:00.290188Z"}, 60.290188, id="Mastodon"),
            pytest.param({"X_RateLimit_Reset": str(int(NOW.timestamp()) + 90)}, 90, id="GoToSocial"),
            pytest.param({"RateLimit_Reset": str(int(NOW.timestamp()) + 90)}, 90, id="Bluesky"),
            pytest.param({"x_rate_limit_reset": str(int(NOW.timestamp()) + 90)}, 90, id="X"),
            pytest.param({"x_ratelimit_remaining": "0.0", "x_ratelimit_reset": "42"}, 42, id="Reddit"),
            pytest.param(
                {"X_Ratelimit_Perhour_Reset": "30", "X_Ratelimit_Perhour_Remaining": "9",
                 "X_Ratelimit_Perday_Reset": "7000", "X_Ratelimit_Perday_Remaining": "0"},
                7000,
                id="Tumblr: the used-up quota counts",
            ),
            pytest.param({"X_RateLimit_Reset": "2026-11-23T09:00:00Z"}, 900, id="reset in the past"),
            pytest.param({"RateLimit": '"default";r=0;t=33'}, 33, id="combined header"),
            pytest.param({"X_RateLimit_Reset": "T-"}, 900, id="no date"),
        ],
    )  # fmt: skip
    def test_the_wait_is_read_in_every_unit_and_never_slept(self, serve, door, waits, headers, wait_s):
        web = serve({"/": reply("429 Too Many", **headers)})

        error = failure(door(web), web.url())

        assert error.retry_at == NOW + timedelta(seconds=wait_s)
        assert error.retry_at.tzinfo is UTC
        assert waits.seconds == []

    def test_the_host_is_not_asked_again_in_this_run(self, serve, door):
        web = serve({"/": reply("429 Too Many", Retry_After="60")})
        other = serve({"/": reply()})
        asking = door(web, other)

        first = failure(asking, web.url())
        second = failure(asking, web.url("/elsewhere"))
        asking.get(Request(url=other.url()))

        assert (second.key, second.retry_at, second.values) == (first.key, first.retry_at, first.values)
        assert second is not first
        assert len(web.asked) == 1

    @pytest.mark.parametrize("status", ["503 Later", "403 Forbidden"])
    def test_other_refusals_for_now_count_too_when_they_say_until_when(self, serve, door, status):
        web = serve({"/": reply(status, Retry_After="60")})

        assert type(failure(door(web), web.url())) is RateLimited

    def test_a_used_up_quota_makes_a_403_a_matter_of_waiting(self, serve, door):
        web = serve({"/": reply("403 Forbidden", X_RateLimit_Remaining="0", X_RateLimit_Reset="60")})

        assert type(failure(door(web), web.url())) is RateLimited

    def test_a_refused_key_is_not_sent_again_but_others_may_ask(self, serve, door):
        web = serve({"/": reply("401 Unauthorized"), "/open": reply()})
        asking = door(web)
        key = {"Authorization": "Bearer planted"}

        failure(asking, web.url(), headers=key)
        failure(asking, web.url("/open"), headers=key)
        asking.get(Request(url=web.url("/open")))

        assert [call.target for call in web.asked] == ["/", "/open"]


class TestSecondTry:
    @pytest.mark.parametrize(
        "bad",
        [reply("500 Oops"), reply("502 Bad Gateway"), cut(b""), cut(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab"),
         reply(body=gzip.compress(b"x" * 999)[:-9], Content_Encoding="gzip")],
        ids=["500", "502", "hung up", "cut body", "cut gzip"],
    )  # fmt: skip
    def test_passing_trouble_gets_one_after_a_jittered_wait(self, serve, door, waits, bad):
        web = serve({"/": [bad, reply(body=b"fine")]})

        answer = door(web, total_s=30.0).get(Request(url=web.url()))

        assert answer.body == b"fine"
        assert waits.seconds == [1.5]

    def test_there_is_no_third(self, serve, door):
        web = serve({"/": reply("500 Oops")})

        assert type(failure(door(web, total_s=30.0), web.url())) is Unreachable
        assert len(web.asked) == 2

    @pytest.mark.parametrize("status", ["400 Bad", "401 No", "404 None", "410 Gone", "429 Slow", "418 Teapot"])
    def test_what_does_not_pass_gets_none(self, serve, door, status):
        web = serve({"/": reply(status)})

        failure(door(web, total_s=30.0), web.url())

        assert len(web.asked) == 1

    def test_none_when_the_time_is_nearly_used_up(self, serve, door, waits):
        web = serve({"/": reply("500 Oops")})

        failure(door(web, total_s=2.0), web.url())

        assert (len(web.asked), waits.seconds) == (1, [])


class TestKind:
    FEED = b"<?xml version='1.0'?><rss><channel/></rss>"

    @pytest.mark.parametrize(
        ("expect", "body", "content_type"),
        [
            pytest.param(Expect.FEED, FEED, "text/html", id="feed sent as a web page"),
            pytest.param(Expect.FEED, b"<br /><b>Warning</b>" + FEED, "text/html", id="feed after a PHP notice"),
            pytest.param(Expect.FEED, b"<!-- hi --><html-ish/>", "", id="something else"),
            pytest.param(Expect.FEED, b'{"version": "https://jsonfeed.org/version/1.1"}', "", id="JSON Feed"),
            pytest.param(Expect.FEED, b"<!DOCTYPE html><rss>", "", id="feed with a wrong doctype"),
            pytest.param(Expect.FEED, b"", "", id="nothing at all"),
            pytest.param(Expect.JSON, b' {"a": 1}', "text/html", id="JSON sent as a web page"),
            pytest.param(Expect.JSON, b"nonsense", "application/json", id="nonsense is for the source to judge"),
            pytest.param(Expect.ANY, HTML, "text/html", id="a page where anything may come"),
        ],
    )
    def test_what_may_be_right_passes(self, serve, door, expect, body, content_type):
        web = serve({"/": reply(body=body, Content_Type=content_type)})

        assert door(web).get(Request(url=web.url(), expect=expect)).body == body

    @pytest.mark.parametrize(
        ("expect", "body", "content_type"),
        [
            pytest.param(Expect.FEED, HTML, "application/rss+xml", id="page as feed"),
            pytest.param(Expect.FEED, b"\xef\xbb\xbf\r\n <HTML lang=de>", "", id="page with a byte order mark"),
            pytest.param(Expect.FEED, HTML.decode().encode("utf-16"), "", id="page in UTF-16"),
            pytest.param(Expect.FEED, b"<?xml version='1.0'?>\n<!-- x -->\n<!doctype HTML >", "", id="XHTML"),
            pytest.param(Expect.JSON, HTML, "application/json", id="page as JSON"),
            pytest.param(Expect.JSON, b"Just a moment", "Text/HTML; charset=utf-8", id="words as a page"),
        ],
    )
    def test_a_web_page_where_data_was_due_is_a_wall(self, serve, door, expect, body, content_type):
        web = serve({"/": reply(body=body, Content_Type=content_type)})

        assert type(failure(door(web), web.url(), expect=expect)) is Blocked


class TestBody:
    def test_gzip_in_several_members_with_padding_is_one_body(self, serve, door):
        packed = gzip.compress(b"one ") + gzip.compress(b"two") + b"\0" * 20
        web = serve({"/": reply(body=packed, Content_Encoding="GZIP")})

        assert door(web).get(Request(url=web.url())).body == b"one two"

    @pytest.mark.parametrize("encoding", ["gzip", "x-gzip"])
    def test_an_empty_body_needs_no_gzip(self, serve, door, encoding):
        web = serve({"/": reply(Content_Encoding=encoding)})

        assert door(web).get(Request(url=web.url())).body == b""

    @pytest.mark.parametrize("encoding", ["br", "zstd", "deflate", "gzip, gzip", "identity, gzip", "\xff\x1b[0m"])
    def test_an_encoding_that_was_not_asked_for_is_refused(self, serve, door, encoding):
        web = serve({"/": reply(body=zlib.compress(b"x"), Content_Encoding=encoding)})

        error = failure(door(web), web.url())

        assert type(error) is Unreadable
        assert error.message().isprintable()

    @pytest.mark.parametrize(
        "body",
        [
            b"no gzip at all",
            gzip.compress(b"x" * 99)[:-1],
            gzip.compress(b"x") + b"rubbish",
            gzip.compress(b"x")[:-4] + b"abcd",
            gzip.compress(b"") * 1_500,
        ],
        ids=["plain", "cut", "rubbish behind", "wrong length", "a thousand empty members"],
    )
    def test_damaged_gzip_is_a_broken_transfer(self, serve, door, body):
        web = serve({"/": reply(body=body, Content_Encoding="gzip")})

        assert failure(door(web), web.url()).key == "source.broken"

    @pytest.mark.parametrize(
        ("limit", "size"), [(1000, 1000), (1000, 1001)], ids=["the last byte allowed", "one byte too many"]
    )
    @pytest.mark.parametrize("how", ["plain", "chunked", "gzip"])
    def test_the_limit_is_exact_and_counts_decoded_bytes(self, serve, door, limit, size, how):
        body = b"x" * size
        page = {
            "plain": reply(body=body),
            "chunked": reply(body=b"%x\r\n%b\r\n0\r\n\r\n" % (size, body), Transfer_Encoding="chunked"),
            "gzip": reply(body=gzip.compress(body), Content_Encoding="gzip"),
        }[how]
        web = serve({"/": page})
        asking = door(web, max_bytes=limit)

        if size <= limit:
            assert asking.get(Request(url=web.url())).body == body
        else:
            assert failure(asking, web.url()).message() == f"the answer of {web.place} is larger than 1000 B"

    def test_a_bomb_costs_no_more_than_the_limit(self):
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        bomb = b"".join(packer.compress(bytes(1 << 20)) for _ in range(60)) + packer.flush()
        tracemalloc.start()

        with pytest.raises(TooBig):
            read_body([bomb], encoding="gzip", limit=1 << 20, host="blog.example")
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()

        assert peak < 8 << 20

    def test_an_announced_size_beyond_the_limit_is_not_even_read(self, serve, door):
        web = serve({"/": lambda call: (call.send(reply(Content_Length="9" * 12)), call.hang())})

        assert type(failure(door(web), web.url())) is TooBig

    @pytest.mark.parametrize(
        "raw",
        [
            b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nabc",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
            b"SSH-2.0-OpenSSH_9.2\r\n",
            b"\x16\x03\x01\x02\x00" * 9,
            b"HTTP/1.1 abc OK\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
            b"HTTP/1.1 200 OK\r\nA: \x00\r\n\r\n",
            b"",
            b"HTTP/1.1 200 OK\r\n",
            b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n",
            b"<html>not even HTTP",
        ],
    )
    def test_a_server_that_speaks_no_proper_http_is_a_failure_of_ours(self, serve, door, raw):
        web = serve({"/": cut(raw)})

        error = failure(door(web), web.url())

        assert type(error) in (Unreachable, Unreadable)

    def test_more_headers_than_anybody_needs_are_refused(self, serve, door):
        many = reply(**{f"X{n}": "1" for n in range(200)})
        endless = b"HTTP/1.1 200 OK\r\nA: " + b"x" * 200_000
        web = serve({"/many": many, "/endless": cut(endless)})
        asking = door(web)

        assert failure(asking, web.url("/many")).key == "source.too_many_headers"
        assert failure(asking, web.url("/endless")).key == "source.too_many_headers"


class TestTime:
    @pytest.mark.parametrize(
        "script",
        [
            pytest.param(lambda call: call.hang(), id="silent"),
            pytest.param(lambda call: call.drip(b"HTTP/1.1 200 OK\r\nX: y"), id="headers for ever"),
            pytest.param(
                lambda call: call.drip(b"HTTP/1.1 100 Continue\r\n\r\n" * 99), id="provisional answers for ever"
            ),
            pytest.param(
                lambda call: (call.send(b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n"), call.drip(b"x")),
                id="body in drips",
            ),
            pytest.param(
                lambda call: (
                    call.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
                    call.drip(b"1\r\nx\r\n" * 99),
                ),
                id="chunks in drips",
            ),
            pytest.param(
                lambda call: (call.send(b"HTTP/1.1 200 OK\r\n\r\n"), call.drip(b"x")), id="body without an end"
            ),
        ],
    )
    def test_the_whole_request_has_one_limit(self, serve, door, script):
        web = serve({"/": script})
        began = time.monotonic()

        error = failure(door(web, total_s=0.3), web.url())

        assert (type(error), error.values["seconds"]) == (TimedOut, "0.3")
        assert time.monotonic() - began < 1.0

    def test_redirects_draw_on_the_same_budget(self, serve, door):
        hop = lambda to: lambda call: (time.sleep(0.12), call.send(reply("302 Found", Location=to)))  # noqa: E731
        web = serve({f"/{n}": hop(f"/{n + 1}") for n in range(5)})
        began = time.monotonic()

        assert type(failure(door(web, total_s=0.3), web.url("/0"))) is TimedOut
        assert time.monotonic() - began < 1.0
