"""Where the door does not go, what it does not say, and that it stops."""

import logging
import socket
import ssl
import threading
import time
from urllib.parse import quote

import pytest
from loopback import Loopback, cut, reply, slowly

from listen.errors import AddressRefused, Blocked, SourceError, TimedOut, TooBig, Unreachable
from listen.http import Surroundings
from listen.protocols import Request

KEY = "planted-key/1=="


def failure(door, url, **request: object):
    with pytest.raises(SourceError) as raised:
        door.get(Request(url=url, **request))
    return raised.value


def names(**table: str):
    """Return a resolver that knows these names (dots written as underscores) and counts nothing else as known."""

    def resolve(host: str, port: int) -> list[str]:
        try:
            return [address for address in table[host.replace(".", "_")].split() if address]
        except KeyError:
            raise socket.gaierror(socket.EAI_NONAME, "unknown") from None

    return resolve


class TestPrivateAddresses:
    @pytest.mark.parametrize(
        "host",
        [
            "127.0.0.1",
            "127.1",
            "2130706433",
            "0x7f.1",
            "0177.0.0.1",
            "localhost",
            "0.0.0.0",
            "[::1]",
            "[::ffff:127.0.0.1]",
            "[::ffff:7f00:1]",
            "[::127.0.0.1]",
            "[64:ff9b::7f00:1]",
            "[2002:7f00:1::]",
            "１２７.０.０.１",
            "①②⑦.0.0.1",
            "127。0。0。1",
            "127.0.0.1.",
            "LOCALHOST",
        ],
    )
    def test_no_spelling_of_this_machine_is_asked(self, serve, door, host):
        canary = serve()

        error = failure(door(), f"http://{host}:{canary.port}/")

        assert type(error) in (AddressRefused, Unreachable)
        assert canary.connections == 0

    def test_what_a_name_leads_to_counts_not_the_name(self, serve, door):
        canary = serve()
        world = Surroundings(resolve=names(harmless_example="127.0.0.1 10.0.0.1"))

        error = failure(door(world=world), f"http://harmless.example:{canary.port}/")

        assert error.key == "source.address_private"
        assert "allow_private" in error.hint()
        assert canary.connections == 0

    def test_a_name_that_changes_its_mind_gains_nothing(self, serve, door, monkeypatch):
        """The address that was checked is the one that is connected to; a second look-up would find the canary."""
        canary = serve()
        answers = iter([["192.0.2.1", "203.0.113.9"], ["127.0.0.1"], ["127.0.0.1"]])
        looked_up = []

        def resolve(host: str, port: int) -> list[str]:
            looked_up.append(host)
            return next(answers)

        connected = []
        monkeypatch.setattr("listen.http.guard.is_public", lambda address: address == "203.0.113.9")
        monkeypatch.setattr(socket.socket, "connect", lambda sock, address: connected.append(address))
        failure(door(world=Surroundings(resolve=resolve), total_s=0.3), f"http://rebinding.example:{canary.port}/")

        assert connected[0] == ("203.0.113.9", canary.port)
        assert {address for address, _ in connected} == {"203.0.113.9"}
        assert looked_up[:1] == ["rebinding.example"]

    def test_an_allowed_host_may_be_private_by_host_or_by_port(self, serve, door):
        web = serve({"/": reply(body=b"in")})

        by_host = door(allow_private=("127.0.0.1",)).get(Request(url=web.url()))
        by_name = door(
            allow_private=("intranet.example",), world=Surroundings(resolve=names(intranet_example="127.0.0.1"))
        )

        assert by_host.body == b"in"
        assert by_name.get(Request(url=f"http://intranet.example:{web.port}/")).body == b"in"


class TestRedirects:
    @pytest.mark.parametrize(
        ("hops", "moved"),
        [
            ([301], "/1"),
            ([308, 301], "/2"),
            ([301, 302], "/1"),
            ([302, 301], None),
            ([307], None),
            ([303, 301, 308], None),
            ([], None),
        ],
    )
    def test_the_address_moves_with_the_leading_permanent_ones(self, serve, door, hops, moved):
        pages = {f"/{n}": reply(f"{status} Moved", Location=f"/{n + 1}#part") for n, status in enumerate(hops)}
        web = serve({**pages, f"/{len(hops)}": reply(body=b"here")})

        answer = door(web).get(Request(url=web.url("/0")))

        assert answer.body == b"here"
        assert answer.url == web.url(f"/{len(hops)}")
        assert answer.moved_to == (None if moved is None else web.url(moved))

    def test_five_are_followed_and_six_are_not(self, serve, door):
        web = serve({**{f"/{n}": reply("302 Found", Location=f"/{n + 1}") for n in range(6)}, "/6": reply()})

        door(web).get(Request(url=web.url("/1")))

        assert failure(door(web), web.url("/0")).key == "source.too_many_redirects"

    def test_a_loop_ends(self, serve, door):
        web = serve({"/": reply("301 Moved", Location="/")})

        assert type(failure(door(web), web.url())) is TooBig
        assert len(web.asked) == 6

    @pytest.mark.parametrize(
        "location",
        ["ftp://a.example/", "file:///etc/passwd", "javascript:alert(1)", "http://", "http://a:0/", "http://a:99999/", "http://[::1",
         "http://user:pw@a.example/", "http://a\\b/", "//", "data:,x", "http://a\x01b/"],
    )  # fmt: skip
    def test_one_to_no_web_address_is_refused(self, serve, door, location):
        web = serve({"/": reply("302 Found", Location=location)})

        error = failure(door(web), web.url())

        assert type(error) in (AddressRefused, TooBig, Unreachable)

    @pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "[::ffff:127.0.0.1]", "0x7f000001"])
    @pytest.mark.parametrize("path", ["/", "/x?y"])
    def test_one_into_the_own_network_is_refused(self, serve, door, host, path):
        canary = serve()
        web = serve({"/": reply("302 Found", Location=f"http://{host}:{canary.port}{path}")})

        error = failure(door(web), web.url())

        assert (type(error), error.key) == (AddressRefused, "source.redirect_refused")
        assert "allow_private" not in error.hint()
        assert canary.connections == 0

    def test_an_allowed_machine_does_not_lend_its_other_ports(self, serve, door):
        canary = serve()
        web = serve({"/": reply("302 Found", Location=canary.url())})

        error = failure(door(allow_private=("127.0.0.1",)), web.url())

        assert error.key == "source.redirect_refused"
        assert canary.connections == 0

    def test_own_headers_and_keys_stay_with_the_first_host(self, serve, door):
        other = serve({"/": reply(body=b"there")})
        location = f"{other.url()}?q=pipe&key={quote(KEY, safe='')}&k2={quote(KEY, safe='')}"
        web = serve({"/": reply("302 Found", Location=location)})
        headers = {"Authorization": "Bearer planted-bearer", "X-Api-Key": "planted-header", "Cookie": "planted=1"}

        door(web, other).get(
            Request(url=web.url(), headers={**headers, "Accept-Language": "de"}, params=(("q", "pipe"), ("key", KEY)))
        )

        sent = other.asked[0]
        assert sent.target == "/?q=pipe"
        assert "planted" not in str(sent.headers)
        assert sent.headers["accept-language"] == "de"
        assert web.asked[0].headers["x-api-key"] == "planted-header"

    def test_a_key_that_hides_in_the_path_is_not_carried_off(self, serve, door):
        other = serve({})
        web = serve({"/": reply("302 Found", Location=other.url("/" + quote(KEY, safe="")))})

        assert failure(door(web, other), web.url(), params=(("key", KEY),)).key == "source.redirect_refused"
        assert other.connections == 0

    def test_they_go_along_on_the_same_host(self, serve, door):
        web = serve({"/": reply("302 Found", Location="/b"), "/b": reply()})

        door(web).get(Request(url=web.url(), headers={"X-Api-Key": "k"}))

        assert web.asked[1].headers["x-api-key"] == "k"

    def test_one_to_consent_or_login_is_a_wall(self, serve, door):
        web = serve({"/": reply("302 Found", Location="https://consent.google.com/ml?continue=x")})

        assert type(failure(door(web), web.url())) is Blocked

    def test_crossing_redirects_do_not_wait_for_each_other_for_ever(self, serve, door):
        one, two = serve(), serve()
        one.pages = {"/": slowly(reply("302 Found", Location=two.url("/end")), 0.05), "/end": slowly(reply(), 0.05)}
        two.pages = {"/": slowly(reply("302 Found", Location=one.url("/end")), 0.05), "/end": slowly(reply(), 0.05)}
        asking = door(one, two)
        statuses = []
        threads = [
            threading.Thread(target=lambda url=url: statuses.append(asking.get(Request(url=url)).status))
            for url in (one.url(), two.url())
        ]

        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=5)

        assert statuses == [200, 200]


class TestLookingUp:
    def test_an_unknown_name_is_said_so_and_not_tried_twice(self, door, waits):
        error = failure(door(world=Surroundings(resolve=names(), sleep=waits)), "http://nowhere.example/")

        assert (type(error), error.key) == (Unreachable, "source.name_unknown")
        assert waits.seconds == []

    def test_a_resolver_that_hangs_is_left_behind(self, door):
        done = threading.Event()
        world = Surroundings(resolve=lambda host, port: done.wait(10) and ())
        began = time.monotonic()

        error = failure(door(world=world, total_s=0.3), "http://slow.example/")
        done.set()

        assert type(error) is TimedOut
        assert time.monotonic() - began < 1.0

    @pytest.mark.parametrize("trouble", [UnicodeError("x"), OSError("x"), socket.gaierror(-3, "x")])
    def test_any_trouble_of_the_resolver_is_an_unknown_name(self, door, trouble):
        def resolve(host: str, port: int) -> list[str]:
            raise trouble

        assert failure(door(world=Surroundings(resolve=resolve)), "http://a.example/").key == "source.name_unknown"

    def test_the_next_address_is_tried_when_one_is_dead(self, serve, door):
        web = serve({"/": reply(body=b"second")})
        world = Surroundings(resolve=names(two_example="127.0.0.99 127.0.0.1"))

        answer = door(allow_private=("two.example",), world=world).get(Request(url=f"http://two.example:{web.port}/"))

        assert answer.body == b"second"

    def test_nobody_listening_is_said_so(self, door):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = listener.getsockname()[1]

        error = failure(door(allow_private=("127.0.0.1",)), f"http://127.0.0.1:{port}/")

        assert error.key == "source.not_listening"

    def test_a_host_where_nobody_was_three_times_is_given_up_for_this_run(self, door, waits):
        looked_up = []

        def resolve(host: str, port: int) -> list[str]:
            looked_up.append(host)
            raise OSError

        asking = door(world=Surroundings(resolve=resolve, sleep=waits))
        for _ in range(10):
            assert failure(asking, "http://dead.example/").key == "source.name_unknown"

        assert len(looked_up) == 3


class TestPoliteness:
    def test_one_request_at_a_time_goes_to_a_host(self, serve, door):
        web = serve({"/": slowly(reply(), 0.02)})
        asking = door(web)
        threads = [threading.Thread(target=lambda: asking.get(Request(url=web.url()))) for _ in range(6)]

        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=5)

        assert len(web.asked) == 6
        assert web.most_at_once == 1

    def test_a_public_host_gets_a_pause_and_an_own_one_does_not(self, serve, door, waits, monkeypatch):
        web = serve({"/": reply()})
        monkeypatch.setattr("listen.http.guard.is_public", lambda address: True)
        stopped_clock = Surroundings(sleep=waits, monotonic=lambda: 100.0, resolve=names(public_example="127.0.0.1"))

        public = door(world=stopped_clock, pause_s=2.0)
        for _ in range(3):
            public.get(Request(url=f"http://public.example:{web.port}/"))
        own = door(web, world=stopped_clock, pause_s=2.0)
        for _ in range(3):
            own.get(Request(url=web.url()))

        assert waits.seconds == [2.0, 2.0]

    def test_a_slow_host_holds_nobody_else_up(self, serve, door):
        slow = serve({"/": slowly(reply(), 0.5)})
        quick = serve({"/": reply()})
        asking = door(slow, quick)
        thread = threading.Thread(target=lambda: asking.get(Request(url=slow.url())))
        thread.start()
        began = time.monotonic()

        asking.get(Request(url=quick.url()))

        assert time.monotonic() - began < 0.4
        thread.join()

    def test_a_thousand_hosts_do_not_take_a_thousand_descriptors(self, serve, door):
        web = serve({"/": reply()})
        table = {f"h{n}_example": "127.0.0.1" for n in range(100)}
        hosts = [name.replace("_", ".") for name in table]
        asking = door(allow_private=tuple(hosts), world=Surroundings(resolve=names(**table)))

        for host in hosts:
            asking.get(Request(url=f"http://{host}:{web.port}/"))

        assert len(asking._switchboard._sockets) == 64


class TestStopping:
    @pytest.mark.parametrize("script", [lambda call: call.hang(), lambda call: call.drip(b"HTTP/1.1 200 OK\r\nA: b")])
    def test_everybody_who_waits_gives_up_at_once(self, serve, door, script):
        web = serve({"/": script})
        asking = door(web, total_s=10.0)
        errors = []
        threads = [threading.Thread(target=lambda: errors.append(failure(asking, web.url()))) for _ in range(3)]
        for thread in threads:
            thread.start()
        time.sleep(0.1)
        began = time.monotonic()

        asking.stop()
        for thread in threads:
            thread.join(timeout=5)

        assert [error.key for error in errors] == ["source.stopped"] * 3
        assert time.monotonic() - began < 1.0
        assert failure(asking, web.url()).key == "source.stopped"

    def test_who_pauses_between_two_tries_gives_up_too(self, serve, door):
        web = serve({"/": reply("500 Oops")})
        asking = door(web, total_s=30.0, world=Surroundings())
        threading.Timer(0.1, asking.stop).start()
        began = time.monotonic()

        assert failure(asking, web.url()).key == "source.stopped"
        assert time.monotonic() - began < 1.0

    def test_the_end_of_the_run_ends_every_request(self, serve, door):
        web = serve({"/": lambda call: call.hang()})
        asking = door(web, until=time.monotonic() + 0.2, total_s=30.0)

        assert failure(asking, web.url()).key == "source.run_over"
        assert failure(asking, web.url()).key == "source.run_over"

    def test_a_closed_door_leaves_no_socket_open(self, serve, door):
        web = serve({"/": reply()})
        asking = door(web)
        asking.get(Request(url=web.url()))

        asking.close()

        assert asking._switchboard._sockets == {}


class TestSecrets:
    @pytest.mark.parametrize(
        "page",
        [reply("404 Not Found"), reply("400 Bad", b'{"error": "planted"}'), reply("500 No"), cut(b"rubbish"),
         reply("302 Found", Location="http://127.0.0.1:1/?key=planted"), reply("302 Found", Location="http://planted@a/"),
         lambda call: call.hang(), reply("401 No"), reply("429 No"), reply(Content_Encoding="br")],
    )  # fmt: skip
    def test_no_key_gets_into_messages_logs_or_causes(self, serve, door, caplog, page):
        caplog.set_level(logging.DEBUG)
        logging.getLogger("httpcore.http11").setLevel(logging.NOTSET)
        web = serve({"/planted0123456789planted": page})

        error = failure(
            door(web, total_s=0.3),
            web.url("/planted0123456789planted?token=planted"),
            params=(("key", "planted"),),
            headers={"Authorization": "Bearer planted"},
        )

        said = [error.message(), error.message("de"), str(error.hint()), repr(error), *map(str, error.values.values())]
        cause = error.__cause__
        while cause is not None:
            said.append(repr(cause))
            cause = cause.__cause__
        assert not [words for words in said if "planted" in words]
        assert "planted" not in caplog.text

    @pytest.mark.parametrize("key", ["planted\r\nX: 1", "planted\x00", "plantedü€", " planted"])
    def test_a_damaged_key_is_named_not_quoted(self, serve, door, key):
        web = serve()

        error = failure(door(web), web.url(), headers={"Authorization": key})

        assert error.key == "source.key_unusable"
        assert "planted" not in repr((error, error.values, error.__cause__, error.__context__))
        assert web.connections == 0


class TestProxies:
    def test_the_configured_one_is_asked_with_its_own_login_only(self, serve, door):
        proxy = serve({"http://blog.example/feed": reply(body=b"through")})

        answer = door(proxy=f"http://me:pw@{proxy.place}").get(Request(url="http://blog.example/feed"))

        assert answer.body == b"through"
        assert proxy.asked[0].headers["proxy-authorization"] == "Basic bWU6cHc="
        assert proxy.asked[0].headers["host"] == "blog.example"

    @pytest.mark.parametrize(
        "url", ["http://127.0.0.1/", "http://127.1/", "http://localhost/", "http://[::1]/", "http://nas.local/"]
    )
    def test_it_is_no_way_round_the_guard(self, serve, door, url):
        proxy = serve()

        assert type(failure(door(proxy=f"http://{proxy.place}"), url)) is AddressRefused
        assert proxy.connections == 0

    def test_own_hosts_are_asked_straight(self, serve, door):
        proxy, web = serve(), serve({"/": reply()})

        door(web, proxy=f"http://{proxy.place}").get(Request(url=web.url()))

        assert proxy.connections == 0

    def test_the_environment_counts_only_when_the_settings_say_so(self, serve, door):
        proxy = serve({"http://blog.example/": reply(body=b"through")})
        environ = {"HTTP_PROXY": f"http://{proxy.place}", "NO_PROXY": "localhost, .intra.example"}
        known = Surroundings(resolve=names())

        assert door(proxy="env", environ=environ).get(Request(url="http://blog.example/")).body == b"through"
        assert failure(door(environ=environ, world=known), "http://blog.example/").key == "source.name_unknown"
        assert (
            failure(door(proxy="env", environ=environ, world=known), "http://a.intra.example/").key
            == "source.name_unknown"
        )

    @pytest.mark.parametrize("proxy", ["socks5://a:1", "http://", "http://a:x", "http://[::1", "ü://", "http://ü:1"])
    def test_one_that_is_none_is_said_so(self, door, proxy):
        assert failure(door(proxy=proxy), "http://blog.example/").key == "source.proxy_invalid"

    def test_a_tunnel_that_is_refused_is_the_proxys_failure(self, serve, door):
        proxy = serve({"blog.example:443": reply("403 Forbidden")})

        assert failure(door(proxy=f"http://{proxy.place}"), "https://blog.example/").key == "source.proxy_failed"


class TestTls:
    @pytest.fixture
    def secure(self, serve, certificate):
        def start(pages: dict[str, bytes]) -> Loopback:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(certificate / "cert", certificate / "key")
            return serve(pages, wrap=lambda sock: context.wrap_socket(sock, server_side=True))

        return start

    @pytest.fixture
    def trusting(self, certificate):
        def trust() -> ssl.SSLContext:
            return ssl.create_default_context(cafile=certificate / "cert")

        return Surroundings(trust=trust, resolve=names(web_example="127.0.0.1", other_example="127.0.0.1"))

    def test_a_trusted_server_is_asked(self, secure, door, trusting, waits):
        web = secure({"/": reply(body=b"private")})
        asking = door(web, world=trusting)

        for _ in range(2):
            assert asking.get(Request(url=f"https://{web.place}/")).body == b"private"
        assert web.connections == 1

    def test_an_unknown_certificate_is_refused(self, secure, door):
        web = secure({"/": reply()})

        error = failure(door(web), f"https://{web.place}/")

        assert (type(error), error.key) == (Unreachable, "source.certificate_refused")
        assert web.asked == []

    def test_a_certificate_for_another_name_is_refused(self, secure, door, trusting):
        web = secure({"/": reply()})
        asking = door(allow_private=("other.example",), world=trusting)

        assert failure(asking, f"https://other.example:{web.port}/").key == "source.certificate_refused"

    def test_a_server_without_tls_is_not_asked_in_the_clear(self, serve, door):
        web = serve({"/": cut(reply())})

        assert failure(door(web, total_s=0.5), f"https://{web.place}/").key in {"source.tls_failed", "source.timed_out"}
        assert web.asked == []

    def test_a_handshake_that_never_ends_is_given_up(self, serve, door):
        web = serve({"/": reply()})
        began = time.monotonic()

        error = failure(door(web, total_s=0.3), f"https://{web.place}/")

        assert type(error) in (TimedOut, Unreachable)
        assert time.monotonic() - began < 1.0

    def test_no_redirect_leads_from_https_to_http(self, secure, serve, door, trusting):
        plain = serve({"/": reply()})
        web = secure({"/": reply("301 Moved", Location=plain.url())})

        assert failure(door(web, plain, world=trusting), f"https://{web.place}/").key == "source.redirect_refused"
        assert plain.connections == 0

    def test_trust_is_loaded_for_https_only_and_once(self, serve, secure, door, certificate):
        loads = []

        def trust() -> ssl.SSLContext:
            loads.append(1)
            return ssl.create_default_context(cafile=certificate / "cert")

        plain, web = serve({"/": reply()}), secure({"/": reply()})
        asking = door(plain, web, world=Surroundings(trust=trust))

        asking.get(Request(url=plain.url()))
        assert loads == []
        for _ in range(2):
            asking.get(Request(url=f"https://{web.place}/"))
        assert loads == [1]

    def test_the_systems_trust_checks_names_and_certificates(self):
        from listen.http.switchboard import system_trust

        context = system_trust()

        assert context.verify_mode is ssl.CERT_REQUIRED
        assert context.check_hostname
