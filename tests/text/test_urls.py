"""Addresses: one form for repeats, one for clicking, one for showing."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from listen.text.urls import canonical, host_of, safe_link, shown_host, unwrapped

# Addresses as strangers write them: fragments of real ones with everything that has ever confused a parser.
PIECES = st.sampled_from(
    [
        "http://", "https://", "//", "javascript:", "blog.example", "EXAMPLE.org", "user:pw@", "@", "[::1]",
        "[", "]", ":80", ":443", ":0", ":99999", ":x", "/", "//", "/a/", "..", "?", "&", "utm_source=x", "oc=5", "#f",
        "%", "%7e", "%c3%bc", "%zz", "ü", "ß", "аррӏе.com", "\\", " ", "\t", "\n", "\x00", "\u202e",
        "'", '"', "<", "`", "\ud800", "１２７", "。", "a" * 70, "=", ";", ":",
    ]
)  # fmt: skip
ADDRESSES = st.lists(PIECES, max_size=9).map("".join) | st.text(max_size=40)


class TestCanonical:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            pytest.param("http://blog.example/a", "https://blog.example/a", id="scheme"),
            pytest.param("https://Blog.EXAMPLE/a", "https://blog.example/a", id="case of the host"),
            pytest.param("https://blog.example/a#comments", "https://blog.example/a", id="fragment"),
            pytest.param("https://blog.example:443/a", "http://blog.example:80/a", id="default ports"),
            pytest.param("https://blog.example/a/", "https://blog.example/a", id="trailing slash"),
            pytest.param("https://blog.example/", "https://blog.example", id="slash of the root"),
            pytest.param("https://blog.example/a?utm_source=x&utm_medium=y", "https://blog.example/a", id="utm"),
            pytest.param("https://blog.example/a?UTM_Source=x", "https://blog.example/a", id="utm in capitals"),
            pytest.param("https://blog.example/a?id=1&fbclid=x&gclid=y", "https://blog.example/a?id=1", id="click ids"),
            pytest.param("https://blog.example/a?mc_cid=1&mc_eid=2", "https://blog.example/a", id="mail ids"),
            pytest.param("https://blog.example/a?at_medium=rss&oc=5", "https://blog.example/a", id="at and oc"),
            pytest.param("https://blog.example/a?&&id=1&", "https://blog.example/a?id=1", id="empty pairs"),
            pytest.param("https://blog.example/%7euser", "https://blog.example/~user", id="needless escape"),
            pytest.param("https://blog.example/l%c3%bcfter", "https://blog.example/lüfter", id="escaped letters"),
            pytest.param("https://lüftung.example/", "https://xn--lftung-3ya.example", id="letters in the host"),
            pytest.param("https://me:secret@blog.example/a", "https://blog.example/a", id="user"),
            pytest.param("https://blog.example./a", "https://blog.example/a", id="dot of the root zone"),
        ],
    )
    def test_the_same_thing_has_one_form(self, one, other):
        assert canonical(one) is not None
        assert canonical(one) == canonical(other)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            pytest.param("https://blog.example/a", "https://blog.example/A", id="case of the path"),
            pytest.param("https://blog.example/?p=1", "https://blog.example/?p=2", id="parameter"),
            pytest.param("https://blog.example/a", "https://www.blog.example/a", id="another host"),
            pytest.param("https://blog.example:8080/a", "https://blog.example/a", id="another port"),
            pytest.param("https://blog.example/?octet=1", "https://blog.example/", id="name that only begins alike"),
            pytest.param("https://blog.example/a%2Fb", "https://blog.example/a/b", id="escaped slash"),
        ],
    )
    def test_different_things_stay_apart(self, one, other):
        assert canonical(one) != canonical(other)

    @pytest.mark.parametrize(
        "url",
        ["", "blog.example", "mailto:a@blog.example", "javascript:alert(1)", "http://", "http:///x", "https://a:0/",
         "https://a:99999/", "https://a:b/", "http://[::1", "http://a b/", "http://a\\b/", "https://a\x00b/"],
    )  # fmt: skip
    def test_what_is_no_web_address_has_none(self, url):
        assert canonical(url) is None

    @given(ADDRESSES)
    @example("http://a?%%")
    @example("http://[::1%25eth0]/")
    def test_it_is_idempotent_and_never_raises(self, url):
        once = canonical(url)

        assert once is None or canonical(once) == once
        assert once is None or once.isascii()


class TestSafeLink:
    @pytest.mark.parametrize(
        ("url", "link"),
        [
            pytest.param("  https://Blog.Example/a?b=1#c ", "https://blog.example/a?b=1#c", id="blanks around"),
            pytest.param("https://blog.example/l'eau", "https://blog.example/l%27eau", id="apostrophe"),
            pytest.param('https://blog.example/"onclick=x', "https://blog.example/%22onclick=x", id="quote"),
            pytest.param("https://bank.example@evil.example/", "https://evil.example/", id="user like a host"),
            pytest.param("https://blog.example/lüfter", "https://blog.example/lüfter", id="letters stay"),
        ],
    )  # fmt: skip
    def test_a_web_address_is_a_link(self, url, link):
        assert safe_link(url) == link

    @pytest.mark.parametrize(
        "url",
        ["", "x", "/relative", "javascript:alert(1)", "data:text/html,x", "ftp://blog.example/", "http:///x",
         "https://a b.example/", "https://a.example/x y", "https://a.example/\u202egpj", "https://a.example/\x1b[0m",
         "https://a.example\\@b.example/", "https://a.example:0/", "https://a.example:70000/", "https://[::1/",
         "https://a.example/\ud800", "https://" + "a" * 70 + ".example/ü ", "https://a.example/" + "x" * 2000,
         "https://a..example/", "https://-a.example/", "https://a\u00ad.example/"],
    )  # fmt: skip
    def test_anything_else_is_text(self, url):
        assert safe_link(url) is None

    @pytest.mark.parametrize(
        ("url", "base", "link"),
        [
            ("/a", "https://blog.example/x/y", "https://blog.example/a"),
            ("b?c", "https://blog.example/x/y", "https://blog.example/x/b?c"),
            ("//cdn.example/p", "https://blog.example/", "https://cdn.example/p"),
            ("https://other.example/", "https://blog.example/", "https://other.example/"),
            ("javascript:alert(1)", "https://blog.example/", None),
            ("/a", "no base", None),
            ("//[", "https://blog.example/", None),
        ],
    )
    def test_a_relative_one_needs_its_base(self, url, base, link):
        assert safe_link(url, base=base) == link

    @given(ADDRESSES)
    def test_it_is_idempotent_short_and_clean(self, url):
        link = safe_link(url)

        assert link is None or safe_link(link) == link
        assert link is None or (len(link) < 2000 and not set(link) & set(" \t\n\x00\"'<>`\\\u202e\ud800"))


class TestHosts:
    @pytest.mark.parametrize(
        ("url", "host"),
        [
            ("https://Blog.Example:8080/a", "blog.example"),
            ("https://user@blog.example/", "blog.example"),
            ("https://lüftung.example/", "xn--lftung-3ya.example"),
            ("http://[::1]:80/", "::1"),
            ("http://１２７.0.0.1/", "127.0.0.1"),
            ("mailto:a@b.example", None),
            ("http://a_b.example/", "a_b.example"),
        ],
    )
    def test_the_host_is_ascii(self, url, host):
        assert host_of(url) == host

    @pytest.mark.parametrize(
        ("url", "shown"),
        [
            pytest.param("https://lüftung.example/", "lüftung.example", id="umlaut"),
            pytest.param("https://xn--lftung-3ya.example/", "lüftung.example", id="umlaut, already ASCII"),
            pytest.param("https://пример.рф/", "пример.рф", id="one script"),
            pytest.param("https://аррӏе.com/", "xn--80ak6aa92e.com", id="Cyrillic under a Latin ending"),
            pytest.param("https://exаmple.com/", "xn--exmple-4nf.com", id="one Cyrillic letter"),
            pytest.param("https://bank.example@evil.example/", "evil.example", id="user like a host"),
            pytest.param("https://xn--a/", None, id="punycode of nothing"),
        ],
    )
    def test_mixed_scripts_are_shown_in_ascii(self, url, shown):
        assert shown_host(url) == (shown or "xn--a")

    @given(ADDRESSES)
    def test_neither_ever_raises(self, url):
        host_of(url)
        shown_host(url)


class TestUnwrapped:
    @pytest.mark.parametrize(
        ("url", "inner"),
        [
            pytest.param(
                "https://www.google.com/url?rct=j&sa=t&url=https://blog.example/a%3Fb%3D1%26c%3D2&ct=ga&usg=x",
                "https://blog.example/a?b=1&c=2",
                id="Google, half escaped",
            ),
            pytest.param(
                "https://www.google.com/url?rct=j&sa=t&url=https%3A%2F%2Fblog.example%2Fa%3Fb%3D1%26c%3D2&ct=ga",
                "https://blog.example/a?b=1&c=2",
                id="Google, escaped",
            ),
            pytest.param(
                "https://www.google.de/url?sa=t&url=https://blog.example/a?b=1&c=2&ct=ga&cd=x",
                "https://blog.example/a?b=1&c=2",
                id="Google, not escaped",
            ),
            pytest.param(
                "https://www.google.co.uk/url?q=https%3A%2F%2Fblog.example%2F", "https://blog.example/", id="q"
            ),
            pytest.param(
                "http://www.bing.com/news/apiclick.aspx?ref=FexRss&aid=&url=https%3a%2f%2fblog.example%2fa&c=1",
                "https://blog.example/a",
                id="Bing News",
            ),
            pytest.param(
                "https://alerts.talkwalker.com/r?u=https%3A%2F%2Fb.example%2F", "https://b.example/", id="Talkwalker"
            ),
        ],
    )  # fmt: skip
    def test_a_wrapped_link_is_taken_out(self, url, inner):
        assert unwrapped(url) == inner

    @pytest.mark.parametrize(
        "url",
        ["https://blog.example/url?url=https://other.example/", "https://www.google.com/search?q=https://a.example/",
         "https://www.google.com/url?url=javascript:alert(1)", "https://google.com.b.example/url?url=https://a.example",
         "https://www.google.com/url", "https://t.talkwalker.com/a?u=https://t.talkwalker.com/b", "not a link"],
    )  # fmt: skip
    def test_any_other_link_stays(self, url):
        assert unwrapped(url) == url

    @given(ADDRESSES)
    def test_it_never_raises(self, url):
        unwrapped("https://www.google.com/url?url=" + url)
        unwrapped(url)
