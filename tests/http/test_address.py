"""Addresses are read once and strictly, and never shown with what is secret in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.errors import AddressRefused
from listen.http.address import is_secret_name, read_address, redact
from listen.http.question import read_request
from listen.protocols import Request

WEIRD = st.lists(
    st.sampled_from(
        ["http://", "https://", "ftp://", "//", "a.example", "[::1]", "[", "]", "@", ":", ":0", ":70000", "/", "?", "#",
         "\\", "\x00", "\n", " ", "%", "ü", "１", "。", "ß", "xn--", "\ud800", "a" * 64, "=", "&", "key=planted"]
    ),
    max_size=8,
).map("".join) | st.text(max_size=60)  # fmt: skip


class TestReading:
    @pytest.mark.parametrize(
        ("url", "canonical"),
        [
            ("http://Blog.Example", "http://blog.example/"),
            ("https://blog.example:443/a?b#c", "https://blog.example/a?b"),
            ("http://blog.example:8080/lüfter?q=ß", "http://blog.example:8080/l%C3%BCfter?q=%C3%9F"),
            ("http://[::1]:80/", "http://[::1]/"),
            ("http://lüftung.example/", "http://xn--lftung-3ya.example/"),
            ("http://straße.example/", "http://xn--strae-oqa.example/"),
            ("http://１２７.０.０.１/", "http://127.0.0.1/"),
            ("http://a_b.example/%7e%zz", "http://a_b.example/%7e%zz"),
        ],
    )
    def test_a_web_address_has_one_form(self, url, canonical):
        assert read_address(url).url == canonical

    @pytest.mark.parametrize(
        "url",
        [
            "",
            "blog.example",
            "ftp://blog.example/",
            "file:///etc/passwd",
            "http://",
            "http:///x",
            "http://:80/",
            "http://a:0/",
            "http://a:65536/",
            "http://a:x/",
            "http://a:-1/",
            "http://user:planted@a/",
            "http://@a/",
            "http://a b/",
            "http://a/b c",
            "http://a\\b/",
            "http://a/\x00",
            "http://a/\nX: 1",
            "http://[::1",
            "http://[::1%25eth0]/",
            "http://[v1.x]/",
            "http://" + "a" * 64 + ".example/",
            "http://a..b/",
            "http://-a/",
            "http://a/" + "x" * 9000,
            "http://\ud800/",
            "http://a.example/\u2028",
            "javascript:alert(1)",
            "http://①②⑦.example:é/",
        ],
    )
    def test_anything_else_is_refused_in_words(self, url):
        with pytest.raises(AddressRefused) as raised:
            read_address(url)

        assert "planted" not in str(raised.value)

    @given(WEIRD, st.lists(st.tuples(st.text(max_size=5), st.text(max_size=5)), max_size=2))
    def test_nothing_but_a_refusal_ever_comes_out(self, url, params):
        try:
            address = read_request(Request(url=url, params=tuple(params))).address
        except AddressRefused:
            return
        assert read_address(address.url) == address
        assert address.url.isascii()
        assert not set(address.url) & set(" \r\n\t\x00")

    @given(WEIRD)
    def test_following_a_location_ends_in_an_address_or_a_refusal(self, location):
        try:
            there = read_address("https://a.example/x").follow(location)
        except AddressRefused:
            return
        assert there.scheme in {"http", "https"}
        assert there.host

    @pytest.mark.parametrize(
        ("location", "url"),
        [
            ("/b", "https://a.example/b"),
            ("b c", "https://a.example/x/b%20c"),
            ("?q=1", "https://a.example/x/y?q=1"),
            ("//b.example", "https://b.example/"),
            ("#top", "https://a.example/x/y"),
        ],
    )
    def test_a_relative_location_is_joined(self, location, url):
        assert read_address("https://a.example/x/y").follow(location).url == url


class TestRedacting:
    @pytest.mark.parametrize(
        ("url", "shown"),
        [
            ("https://a.example/feed", "https://a.example/feed"),
            (
                "https://a.example/2026/11/23/a-long-title-with-words",
                "https://a.example/2026/11/23/a-long-title-with-words",
            ),
            ("https://u:planted@a.example/", "https://a.example/"),
            ("https://a.example/?q=planted&key=planted", "https://a.example/?q=…&key=…"),
            ("https://a.example/?planted", "https://a.example/?…"),
            ("https://a.example/alerts/feeds/0123456789012345678/1", "https://a.example/alerts/feeds/…/1"),
            ("https://a.example/x#planted", "https://a.example/x"),
            ("https://[", "?"),
            ("http://a\x1b/\n", "http://a/"),
        ],
    )
    def test_keys_are_left_out(self, url, shown):
        assert redact(url) == shown

    @given(WEIRD)
    def test_it_never_raises_and_is_one_short_line(self, url):
        shown = redact(url)

        assert len(shown) <= 200
        assert "=planted" not in shown
        assert not set(shown) & set("\x00\n\r\t\x1b")

    @pytest.mark.parametrize(
        "name", ["key", "api_key", "apikey", "access_token", "client_secret", "X-Api-Key", "Authorization"]
    )
    def test_names_of_keys_are_known(self, name):
        assert is_secret_name(name)

    @pytest.mark.parametrize("name", ["q", "hl", "keyword", "tags", "page", "monkey_business", "author"])
    def test_other_names_are_not(self, name):
        assert not is_secret_name(name)
