"""Which addresses are public, and what a private host may be asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.errors import AddressRefused
from listen.http.address import read_address
from listen.http.guard import Guard, is_public, numeric

PRIVATE = [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.127.255.254", "127.0.0.1", "127.255.255.255",
    "169.254.169.254",
    "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.0.9", "192.0.0.10", "192.0.2.1", "192.88.99.1", "192.168.1.1",
    "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::127.0.0.1", "::8.8.8.8", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1",
    "64:ff9b::808:808",
    "64:ff9b:1::1", "100::1", "2001::1", "2001:10::1", "2001:20::1", "2001:db8::1", "2002:7f00:1::", "2002:808:808::1",
    "3fff::1", "5f00::1", "fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "2a00::1%eth0",
    "", "nonsense", "1.2.3", "1.2.3.4.5", "::g",
]  # fmt: skip
PUBLIC = ["1.1.1.1", "8.8.8.8", "93.184.216.34", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450:4001::8a"]


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_not_the_open_internet_is_refused(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_the_open_internet_may_be_asked(address):
    assert is_public(address)


@given(st.ip_addresses(v=4).map(str), st.sampled_from(["::ffff:", "64:ff9b::", "::"]))
def test_no_ipv4_address_hides_in_an_ipv6_one(address, prefix):
    assert not is_public(prefix + address)


@given(st.text(max_size=30))
def test_reading_an_address_never_raises(text):
    is_public(text)


@pytest.mark.parametrize(
    ("host", "number"),
    [
        ("127.1", "127.0.0.1"),
        ("2130706433", "127.0.0.1"),
        ("0x7f000001", "127.0.0.1"),
        ("0x7f.1", "127.0.0.1"),
        ("0177.0.0.1", "127.0.0.1"),
        ("017700000001", "127.0.0.1"),
        ("0", "0.0.0.0"),
        ("8.8.8.8", "8.8.8.8"),
        ("::1", "::1"),
        ("blog.example", None),
        ("1.2.3.4.example", None),
        ("", None),
    ],
)
def test_every_spelling_of_a_number_is_seen(host, number):
    assert numeric(host) == number


class TestGuard:
    def test_only_public_addresses_of_a_name_are_left(self):
        guard = Guard(())

        assert guard.checked("blog.example", 443, ["10.0.0.1", "8.8.8.8", "::1"]) == ("8.8.8.8",)

    @pytest.mark.parametrize("found", [["10.0.0.1"], ["127.0.0.1", "fd00::1"], []])
    def test_a_name_with_none_is_refused(self, found):
        with pytest.raises(AddressRefused):
            Guard(()).checked("blog.example", 443, found)

    @pytest.mark.parametrize(
        ("entry", "host", "port", "is_allowed"),
        [
            ("intranet.example", "intranet.example", 443, True),
            ("Intranet.Example ", "intranet.example", 8080, True),
            ("intranet.example:8080", "intranet.example", 8080, True),
            ("intranet.example:8080", "intranet.example", 80, False),
            ("intranet.example", "evil.intranet.example", 80, False),
            ("127.0.0.1", "127.1", 80, False),
            ("[::1]:80", "::1", 80, True),
            ("::1", "::1", 80, True),
        ],
    )
    def test_a_private_host_is_allowed_as_written(self, entry, host, port, is_allowed):
        assert Guard((entry,)).is_allowed(host, port) is is_allowed

    @pytest.mark.parametrize(
        ("allowed", "here", "there", "may"),
        [
            (["intranet"], "http://intranet:8000/a", "http://intranet:8000/b", True),
            (["intranet"], "http://intranet:8000/", "http://intranet:8001/", False),
            (["intranet"], "http://intranet:8000/", "https://intranet/", True),
            (["intranet", "wiki"], "http://intranet/", "http://wiki/", True),
            (["intranet", "wiki:81"], "http://intranet/", "http://wiki:81/", True),
            (["intranet", "wiki"], "http://intranet/", "http://wiki:81/", False),
            (["intranet"], "http://blog.example/", "http://intranet/", False),
            (["intranet"], "http://intranet/", "http://blog.example/", True),
            ([], "http://blog.example/", "http://other.example:81/", True),
        ],
    )
    def test_a_redirect_opens_nothing_that_was_not_named(self, allowed, here, there, may):
        assert Guard(allowed).may_redirect(read_address(here), read_address(there)) is may

    @pytest.mark.parametrize(
        "host", ["localhost", "a.localhost", "printer.local", "x.internal", "127.1", "::1", "localhost."]
    )
    def test_behind_a_proxy_the_name_alone_must_do(self, host):
        with pytest.raises(AddressRefused):
            Guard(()).check_name(host, 80)
        Guard((host,)).check_name(host, 80)
        Guard(()).check_name("blog.example", 80)
