"""Whatever a text holds, it comes back from the page as a text, and never as an element or an attribute."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from listen.render.markup import Node, link, page, tag, to_html, to_xml
from listen.text.clean import for_terminal

HOSTILE = st.one_of(
    st.text(),
    st.sampled_from(
        [
            "</p><script>alert(1)</script>",
            '" onmouseover="alert(1)',
            "'><img src=x onerror=alert(1)>",
            "]]><!ENTITY x SYSTEM 'file:///etc/passwd'>",
            "&lt;b&gt; &amp;amp; &#0; &notit;",
            "<!--",
            "\x00\x0b\x1b[31m\ufffe\u202e",
        ]
    ),
)


@given(HOSTILE, HOSTILE)
def test_a_text_comes_back_as_it_was(text: str, value: str):
    made = tag("p", tag("b", text), title=value)

    for written, parsed in (
        (to_html(made), html.fromstring(f"<!DOCTYPE html><html><body>{to_html(made)}</body></html>").find(".//p")),
        (to_xml(made), etree.fromstring(to_xml(made).encode())),
    ):
        assert parsed is not None, written
        assert [one.tag for one in parsed.iter()] == ["p", "b"]
        assert (parsed.find("b").text or "") == for_terminal(text)
        assert dict(parsed.attrib) == {"title": for_terminal(value)}


@given(HOSTILE)
def test_a_page_holds_nothing_but_our_elements(text: str):
    made = page(text, tag("main", tag("h1", text), link(f"https://x.example/{text}", text)), lang="de", style="p {}")

    parsed = html.document_fromstring(made)
    names = {one.tag for one in parsed.iter()}
    assert names <= {"html", "head", "meta", "title", "style", "body", "main", "h1", "a", "span"}
    assert all(name in {"href", "rel"} for one in parsed.iter("a") for name in one.attrib)
    assert parsed.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0].startswith("default-src 'none'")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//x.example", "", None, "https://"])
def test_what_is_not_safe_to_click_is_no_link(url: str | None):
    assert to_html(link(url, "there")) == "<span>there</span>"


def test_a_link_tells_its_target_nothing():
    assert to_html(link("https://forum.example/1", "there")) == (
        '<a href="https://forum.example/1" rel="noopener noreferrer nofollow">there</a>'
    )


def test_only_places_in_the_page_itself_may_be_addresses_without_a_host():
    assert to_html(tag("a", "up", href="#m-7")) == '<a href="#m-7">up</a>'
    assert to_html(tag("a", "up", href="javascript:x")) == "<a>up</a>"
    assert (
        to_html(tag("img", alt="", src="https://user@x.example/a.png")) == '<img alt="" src="https://x.example/a.png">'
    )


@pytest.mark.parametrize(
    ("name", "attributes"),
    [("script", {}), ("p", {"onclick": "x"}), ("p", {"style": "x"}), ("p><b", {}), ("p", {"a b": "x"}), ("iframe", {})],
)
def test_code_cannot_be_written(name: str, attributes: dict[str, str]):
    with pytest.raises(ValueError, match=r".+"):
        tag(name, **attributes)


def test_a_style_sheet_asks_nobody():
    for style in ("</style><b>", "@import 'x'", "p {background: url(https://x.example)}"):
        with pytest.raises(ValueError, match="style"):
            page("t", lang="en", style=style)


def test_nothing_several_and_one_may_stand_in_an_element():
    nodes: Node = ["a", None, [tag("br"), ("b", [])]]

    assert to_html(tag("p", nodes, hidden=True, id=None, tabindex=0)) == '<p hidden tabindex="0">a<br>b</p>'
    assert to_xml(tag("p", nodes, xml__lang="de")) == '<p xml:lang="de">a<br/>b</p>'
    with pytest.raises(ValueError, match="br"):
        tag("br", "x")
