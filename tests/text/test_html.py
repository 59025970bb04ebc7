"""HTML becomes plain text once, and gives up its links, whatever it holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.text.html import links_in, to_text

SPOKEN = {
    "plain text": ("Das Rohr ist leise", "Das Rohr ist leise"),
    "plain lines stay lines": ("eins\nzwei\r\ndrei", "eins\nzwei\ndrei"),
    "lines of markup are blanks": ("<p>eins\nzwei</p>", "eins zwei"),
    "paragraphs": ("<p>a</p>\n\n<p>b</p>", "a\nb"),
    "breaks": ("a<br>b<br/>c<BR />d", "a\nb\nc\nd"),
    "list": ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
    "cells": ("<tr><td>a</td><td>b</td></tr><tr><td>c</td></tr>", "a b\nc"),
    "inline tags join": ("Flex<b>rohr</b>", "Flexrohr"),
    "prefixed tags": ("<xhtml:p>a</xhtml:p><xhtml:p>b</xhtml:p>", "a\nb"),
    "foreign tags go": ("<o:x>a</o:x> <my-box class=x>b</my-box>", "a b"),
    "preformatted": ("<pre>a\n  b</pre>c\nd", "a\nb\nc d"),
    "references": ("Rohr &amp; Dämmung &#8211; &auml; &nbsp; x", "Rohr & Dämmung – ä x"),
    "decoded once": ("&amp;lt;b&amp;gt; &amp;amp;", "&lt;b&gt; &amp;"),
    "decoded once between tags": ("<p>&amp;lt;</p>", "&lt;"),
    "escaped markup is text": ("&lt;script&gt;", "<script>"),
    "references out of range": ("&#1114112;&#xD800;&#x110000;", "\ufffd\ufffd\ufffd"),
    "numbers without end": ("&#" + "9" * 5000 + ";x", "\ufffdx"),
    "smaller than": ("U-Wert < 0,8", "U-Wert < 0,8"),
    "smaller than among tags": ("<p>U-Wert <0,8 und <3</p>", "U-Wert <0,8 und <3"),
    "a name in brackets": ("<antirez> says hi", "<antirez> says hi"),
    "source code": ("#include <stdio.h> vector<String> x", "#include <stdio.h> vector<String> x"),
    "a sum": ("if a<b and c>d then", "if a<b and c>d then"),
    "an address in brackets": ("see <https://a.example/>", "see <https://a.example/>"),
    "script": ("a<script>if (1<2) alert('</p>')</script>b", "ab"),
    "script, never closed": ("a<script>alert(1)", "a"),
    "script, closed at once": ("a<script src='x'/>b", "ab"),
    "style": ("<STYLE>p{}</STYLE>b", "b"),
    "comment": ("a<!-- <b> --!>b<!---->c<!-->d", "abcd"),
    "comment, never closed": ("a <!-- b", "a"),
    "word processor junk": ("<!--[if gte mso 9]><xml>junk</xml><![endif]-->a", "a"),
    "declaration": ("<!DOCTYPE html><?xml version='1.0'?>a", "a"),
    "CDATA inside": ("<![CDATA[hi <b>x</b>]]>", "hi x"),
    "tag cut at the end": ('read <a href="https://a.exam', "read"),
    "quoted bracket": ("<a title='a > b' href=x>c</a>", "c"),
    "quote that stays open": ('<a href="x>c</a>', "c"),
    "images are silent": ("<img src=x alt='A pipe'>b", "b"),
    "emoji images speak": ("gut <img class='wp-smiley' alt='🙂' src=x>", "gut 🙂"),
    "shortened link of a toot": (
        """<a href="https://www.a.example/long"><span class="invisible">https://www.</span>
<span class="ellipsis">a.example/lo</span><span class="invisible">ng</span></a>""".replace("\n", ""),
        "https://www.a.example/long",
    ),
}


@pytest.mark.parametrize(("html", "text"), SPOKEN.values(), ids=SPOKEN.keys())
def test_html_reads_as_a_person_sees_it(html, text):
    assert to_text(html) == text


LINKED = {
    "anchor": ('<a href="https://a.example/x?b=1&amp;c=2">x</a>', ("https://a.example/x?b=1&c=2",)),
    "what looks like a reference": (
        "<a href='https://a.example/?a=1&copy=2'>x</a>",
        ("https://a.example/?a=1&copy=2",),
    ),
    "bare": ("see https://a.example/x, or (https://b.example).", ("https://a.example/x", "https://b.example")),
    "text of an anchor is no link": (
        '<a href="https://a.example/long">https://a.example/lo…</a>',
        ("https://a.example/long",),
    ),
    "relative": ("<a class=x href=/c>x</a>", ("https://base.example/c",)),
    "each once": ("<a href=https://a.example/>x</a> https://a.example/", ("https://a.example/",)),
    "no scripts": ('<a href="javascript:alert(1)">x</a><a href="data:text/html,x">y</a>', ()),
    "data-href is not href": (
        '<a data-href="https://b.example/" href="https://a.example/">x</a>',
        ("https://a.example/",),
    ),
}


@pytest.mark.parametrize(("html", "links"), LINKED.values(), ids=LINKED.keys())
def test_links_are_found_absolute_and_once(html, links):
    assert links_in(html, base="https://base.example/a/b") == links


def test_links_are_bounded():
    flood = "".join(f"<a href=https://a.example/{number}>x</a>" for number in range(1000))

    assert len(links_in(flood)) == 200


@given(st.text())
def test_any_text_becomes_text(value):
    to_text(value)
    links_in(value, base="https://a.example/")


PIECES = "<p> </p> <a·href=' =\" <!-- --> <script> </script> < > & &lt; &#x a · <![CDATA[ ]]> <pre> ' \" <b·c> <svg />"
MARKUP = st.lists(st.sampled_from(PIECES.replace("·", "\n").split(" "))).map("".join)


@given(MARKUP)
def test_text_without_markup_and_references_stays_as_it_is(value):
    once = to_text(value)

    if not set(once) & {"<", "&"}:
        assert to_text(once) == once
    assert "\x1e" not in once


UNITS = (
    '< <!-- <a· <a·b=" <a·b=\'"> </ & &# &amp <p <svg> <script> <style/> <pre> <a·href=x> <![CDATA[ --> =" <a·= <x< '
    "<a·x=y· http:// <a·href='http://a"
)


@pytest.mark.timeout(20)
@pytest.mark.parametrize("unit", UNITS.split())
def test_a_megabyte_of_anything_is_read_in_linear_time(unit):
    """Each takes a fraction of a second; a reader that is quadratic in any of them would take minutes."""
    flood = unit.replace("·", " ") * (1_000_000 // len(unit))

    to_text(flood)
    links_in(flood)
