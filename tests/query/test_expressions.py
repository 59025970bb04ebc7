"""Expressions are read as documented, and what cannot be read is refused at its place with the way out."""

import time
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from listen.errors import ExpressionError
from listen.query.language import DEPTH_LIMIT, EXPRESSION_LIMIT, TERMS_LIMIT, parse
from listen.query.tree import And, Domain, Field, Language, Near, Node, Not, Or, Origin, Part, Pattern, Term, terms


def word(text: str, **more: object) -> Term:
    return Term(parts=(Part(text=text),), written=text, **more)


A, B, C, D = map(word, "abcd")


@pytest.mark.parametrize(
    ("expression", "tree"),
    [
        pytest.param("a", A, id="word"),
        pytest.param("a b", And(nodes=(A, B)), id="a blank is AND"),
        pytest.param("a AND b", And(nodes=(A, B)), id="AND"),
        pytest.param("a OR b OR c", Or(nodes=(A, B, C)), id="OR"),
        pytest.param("a OR b c", Or(nodes=(A, And(nodes=(B, C)))), id="AND binds tighter than OR"),
        pytest.param("(a OR b) c", And(nodes=(Or(nodes=(A, B)), C)), id="parentheses"),
        pytest.param("a -b", And(nodes=(A, Not(node=B))), id="minus"),
        pytest.param("a –b", And(nodes=(A, Not(node=B))), id="dash of a word processor"),
        pytest.param("a NOT b", And(nodes=(A, Not(node=B))), id="NOT"),
        pytest.param("a AND NOT b", And(nodes=(A, Not(node=B))), id="AND NOT"),
        pytest.param("a -(b OR c)", And(nodes=(A, Not(node=Or(nodes=(B, C))))), id="excluded group"),
        pytest.param("-(-a)", Not(node=Not(node=A)), id="excluded exclusion"),
        pytest.param("a NEAR/3 b", Near(left=A, right=B, within=3), id="NEAR"),
        pytest.param("a ONEAR/3 b", Near(left=A, right=B, within=3, is_ordered=True), id="ordered NEAR"),
        pytest.param(
            "a NEAR/3 b NEAR/1 c", Near(left=Near(left=A, right=B, within=3), right=C, within=1), id="chain of NEAR"
        ),
        pytest.param("-a NEAR/3 b c", And(nodes=(Not(node=Near(left=A, right=B, within=3)), C)), id="NEAR before NOT"),
        pytest.param("title:a", word("a", field=Field.TITLE), id="title"),
        pytest.param("TITLE:a", word("a", field=Field.TITLE), id="field in capitals"),
        pytest.param(
            "title:(a OR b)",
            Or(nodes=(word("a", field=Field.TITLE), word("b", field=Field.TITLE))),
            id="field before a group",
        ),
        pytest.param("title:AND", word("and", field=Field.TITLE), id="no operators behind a colon"),
        pytest.param("tag:a", word("a", field=Field.TAG), id="tag"),
        pytest.param("#a", word("a", field=Field.TAG), id="hashtag is a tag"),
        pytest.param("@a", word("a", is_handle=True), id="handle"),
        pytest.param("author:a", word("a", field=Field.AUTHOR), id="author"),
        pytest.param("lang:DE", Language(code="de"), id="language"),
        pytest.param("source:Feed", Origin(name="feed"), id="source"),
        pytest.param("site:example.com", Domain(host="example.com", field=Field.SITE, written=""), id="site"),
        pytest.param(
            "link:https://www.Example.com/Shop/",
            Domain(host="example.com", path="/Shop", field=Field.LINK, written=""),
            id="link as copied",
        ),
        pytest.param(
            "link:müller.example",
            Domain(host="xn--mller-kva.example", field=Field.LINK, written=""),
            id="link with umlaut",
        ),
        pytest.param(
            '"flexible Rohre"', Term(parts=(Part(text="flexible"), Part(text="rohre")), written=""), id="phrase"
        ),
        pytest.param(
            "„flexible Rohre“",
            Term(parts=(Part(text="flexible"), Part(text="rohre")), written=""),
            id="phrase in German quotes",
        ),
        pytest.param("Lüftung", Term(parts=(Part(text="lueftung"),), written=""), id="folded"),
        pytest.param("rohr*", Term(parts=(Part(text="rohr", is_open_right=True),), written=""), id="star behind"),
        pytest.param("*rohr", Term(parts=(Part(text="rohr", is_open_left=True),), written=""), id="star before"),
        pytest.param(
            "Rohr-Set*",
            Term(parts=(Part(text="rohr"), Part(text="set", may_join=True, is_open_right=True)), written=""),
            id="hyphen",
        ),
        pytest.param("O'Neill", Term(parts=(Part(text="o"), Part(text="neill")), written=""), id="apostrophe"),
        pytest.param("=Vent", word("vent", exact="Vent"), id="exact word"),
        pytest.param(
            '="Example Vent"',
            Term(parts=(Part(text="example"), Part(text="vent")), exact="Example Vent", written=""),
            id="exact phrase",
        ),
        pytest.param("/ab+c/", Pattern(expression="ab+c"), id="pattern"),
        pytest.param(r"/a\/b (c|d)/", Pattern(expression="a/b (c|d)"), id="pattern with a slash and blanks"),
        pytest.param("title:/ab+c/", Pattern(expression="ab+c", field=Field.TITLE), id="pattern in a field"),
        pytest.param("10:30", Term(parts=(Part(text="10"), Part(text="30")), written=""), id="time of day"),
        pytest.param('"und" "AND"', And(nodes=(word("und"), word("and"))), id="quoted operators are words"),
        pytest.param("换气管", word("换气管"), id="Chinese"),
        pytest.param("😡", word("😡"), id="emoji"),
    ],
)
def test_expressions_are_read(expression, tree):
    assert parse(expression) == tree


@pytest.mark.parametrize(
    ("expression", "key", "at", "suggestion"),
    [
        pytest.param("", "empty", "", None, id="nothing"),
        pytest.param("  \n", "empty", "  \n", None, id="blanks"),
        pytest.param("a ADN b", "misspelled_operator", "ADN", "AND", id="misspelled AND"),
        pytest.param("a UND b", "misspelled_operator", "UND", "AND", id="German AND"),
        pytest.param("a && b", "misspelled_operator", "&&", "AND", id="AND of programmers"),
        pytest.param("a ODER b", "misspelled_operator", "ODER", "OR", id="German OR"),
        pytest.param("a oder b", "lowercase_operator", "oder", "OR", id="German or in small letters"),
        pytest.param("a and b", "lowercase_operator", "and", "AND", id="and in small letters"),
        pytest.param("a Nicht b", "lowercase_operator", "Nicht", "NOT", id="German not"),
        pytest.param('a "b c', "open_quote", '"b c', None, id="open quote"),
        pytest.param("a (b OR (c)", "open_group", "(", None, id="open parenthesis"),
        pytest.param("a b)", "stray_close", ")", None, id="stray parenthesis"),
        pytest.param("a ()", "empty_group", "()", None, id="empty group"),
        pytest.param("a AND", "operator_alone", "AND", None, id="nothing behind AND"),
        pytest.param("OR a", "operator_alone", "OR", None, id="nothing before OR"),
        pytest.param("a OR AND b", "operator_alone", "OR", None, id="two operators"),
        pytest.param("a NOT", "operator_alone", "NOT", None, id="nothing behind NOT"),
        pytest.param("a - b", "minus_alone", "-", None, id="minus alone"),
        pytest.param("a NEAR b", "bad_near", "NEAR", "NEAR/5", id="NEAR without a number"),
        pytest.param("a NEAR/0 b", "bad_near", "NEAR/0", "NEAR/1", id="NEAR of nothing"),
        pytest.param("a ONEAR/999 b", "bad_near", "ONEAR/999", "ONEAR/100", id="NEAR too far"),
        pytest.param("a NEAR/x b", "bad_near", "NEAR/x", "NEAR/5", id="NEAR and a letter"),
        pytest.param("a NEAR5 b", "bad_near", "NEAR5", "NEAR/5", id="NEAR without a slash"),
        pytest.param("a NEAR/3 (b c)", "near_operand", "b c", None, id="NEAR and AND"),
        pytest.param("a NEAR/3 #b", "near_operand", "#b", None, id="NEAR and a tag"),
        pytest.param("a NEAR/3 /b+/", "near_operand", "/b+/", None, id="NEAR and a pattern"),
        pytest.param("titel:a", "unknown_field", "titel:", "title:", id="German field"),
        pytest.param("autohr:a", "unknown_field", "autohr:", "author:", id="misspelled field"),
        pytest.param("zzz:a", "unknown_field", "zzz:", None, id="unheard-of field"),
        pytest.param("title: a", "field_empty", "title:", None, id="blank behind a field"),
        pytest.param("title:-a", "field_empty", "title:", None, id="minus behind a field"),
        pytest.param("title:(a author:b)", "field_in_field", "author:", None, id="field in a field"),
        pytest.param("https://x.example/y", "bare_address", "https://x.example/y", "link:x.example/y", id="address"),
        pytest.param("= a", "exact_alone", "=", None, id="exact nothing"),
        pytest.param("a +++", "nothing_to_find", "+++", None, id="signs only"),
        pytest.param('""', "nothing_to_find", '""', None, id="empty phrase"),
        pytest.param("*", "star_alone", "*", None, id="star alone"),
        pytest.param('"a * b"', "star_alone", '"a * b"', None, id="star alone in a phrase"),
        pytest.param("a*", "star_short", "a*", None, id="star and one letter"),
        pytest.param("ab*cd", "star_inside", "ab*cd", "ab*", id="star inside"),
        pytest.param("-a", "only_negative", "-a", None, id="only excluded"),
        pytest.param("-a -b", "only_negative", "-a -b", None, id="only exclusions"),
        pytest.param("a OR -b", "or_negative", "-b", None, id="excluded alternative"),
        pytest.param("a OR (-b -c)", "or_negative", "-b -c", None, id="alternative of exclusions"),
        pytest.param("-(a -b) OR c", "or_negative", "-(a -b", None, id="alternative that holds for nothing"),
        pytest.param("/a", "open_pattern", "/a", None, id="open pattern"),
        pytest.param("/(a/", "pattern_invalid", "/(a/", None, id="broken pattern"),
        pytest.param(r"/(a)\1/", "pattern_escape", r"/(a)\1/", None, id="reference back"),
        pytest.param("/a(?=b)/", "pattern_look_around", "/a(?=b)/", None, id="look ahead"),
        pytest.param("/(?<!a)b/", "pattern_look_around", "/(?<!a)b/", None, id="look behind"),
        pytest.param("/a{1001}/", "pattern_costly", "/a{1001}/", None, id="long repetition"),
        pytest.param("/((a{100}){100}){10}/", "pattern_costly", "/((a{100}){100}){10}/", None, id="nested repetition"),
        pytest.param("/a*/", "pattern_everything", "/a*/", None, id="pattern for everything"),
        pytest.param("tag:/a/", "pattern_field", "/a/", None, id="pattern in a tag"),
        pytest.param("site:a/b", "bad_host", "a/b", "site:a", id="path in site"),
        pytest.param("site:!", "bad_host", "!", None, id="no host"),
        pytest.param("lang:deutsch", "bad_language", "deutsch", "lang:de", id="language in words"),
        pytest.param("lang:de-AT", "bad_language", "de-AT", "lang:de", id="language with region"),
        pytest.param("lang:x", "bad_language", "x", None, id="no language"),
        pytest.param('source:"a b"', "bad_source", '"a b"', None, id="no source"),
        pytest.param("a (", "operand_missing", "", None, id="group not begun"),
        pytest.param("x" * (EXPRESSION_LIMIT + 1), "too_long", "x", None, id="too long"),
        pytest.param("a " * (TERMS_LIMIT + 1), "too_many_terms", "a", None, id="too many words"),
        pytest.param("(" * 200 + "a" + ")" * 200, "too_deep", "(", None, id="too deep"),
        pytest.param("a " + "NOT " * 200 + "b", "too_deep", "NOT", None, id="too many exclusions"),
        pytest.param("a" + " NEAR/2 a" * 200, "too_deep", "NEAR/2", None, id="too long a chain"),
        pytest.param('"' + "a " * 60 + '"', "phrase_long", '"' + "a " * 60 + '"', None, id="endless phrase"),
        pytest.param("/" + "a" * 501 + "/", "pattern_long", "/" + "a" * 501 + "/", None, id="endless pattern"),
    ],
)
def test_refusals_name_the_place_and_the_way_out(expression, key, at, suggestion):
    with pytest.raises(ExpressionError) as refused:
        parse(expression)
    error = refused.value

    assert error.key == f"query.{key}"
    assert expression[error.start : error.end] == at
    assert error.suggestion == suggestion
    for lang in ("en", "de"):
        assert error.message(lang)
        assert error.hint(lang)


def test_the_picture_points_at_the_place():
    with pytest.raises(ExpressionError) as refused:
        parse("ExampleVent ADN Rohr")

    assert refused.value.picture() == "ExampleVent ADN Rohr\n            ^^^"


def test_places_take_no_part_in_comparisons():
    assert parse("a   b") == parse("a b")
    assert hash(parse("(a) b")) == hash(parse("a AND b"))


def test_nodes_know_their_place():
    tree = parse("foo OR -(bar baz) qux")

    assert [(one.written, one.start, one.end) for one in terms(tree)] == [
        ("foo", 0, 3),
        ("bar", 9, 12),
        ("baz", 13, 16),
        ("qux", 18, 21),
    ]


PIECES = [
    *"abÄ漢*()-–=/\\\"„“:#@'| \t&+.,", "AND", "OR", "NOT", "NEAR/3", "ONEAR/2", "NEAR", "title:", "lang:", "site:",
    "link:", "tag:", "source:", "author:", "de", "x.example/y", "und", "ADN", "a*", "/a+/", "/a{9}/", "(?:", "[",
    "\\pL", "{2,}", "\ud800", "\x00", "\u0301", "😡", "¼", "٣",
]  # fmt: skip


@given(st.one_of(st.lists(st.sampled_from(PIECES), max_size=25).map("".join), st.text(max_size=60)))
@example("link:[::1]")
@example("site:https://[")
@example("link:" + "." * 300)
@example("NEAR/٣")
@example("/\ud800+/")
def test_any_text_is_read_or_refused_in_words(expression):
    try:
        tree = parse(expression)
    except ExpressionError as error:
        assert 0 <= error.start <= error.end <= len(expression)
        assert error.message("en")
        assert error.message("de")
    else:
        assert isinstance(tree, Node)


@pytest.mark.parametrize(
    "expression",
    [
        pytest.param("(" * EXPRESSION_LIMIT, id="parentheses"),
        pytest.param("-" * EXPRESSION_LIMIT, id="minus signs"),
        pytest.param("/" + "\\" * (EXPRESSION_LIMIT - 1), id="backslashes"),
        pytest.param('"' * EXPRESSION_LIMIT, id="quotes"),
        pytest.param("title:" * (EXPRESSION_LIMIT // 6), id="fields"),
        pytest.param("a:" * (EXPRESSION_LIMIT // 2), id="colons"),
        pytest.param("*a" * (EXPRESSION_LIMIT // 2), id="stars"),
        pytest.param("/(((((((((a+)+)+)+)+)+)+)+)+)+b/", id="nested repetition of a pattern"),
        pytest.param("a OR " * (TERMS_LIMIT - 1) + "a", id="as many words as allowed"),
        pytest.param("(" * DEPTH_LIMIT + "a" + ")" * DEPTH_LIMIT, id="as deep as allowed"),
    ],
)
def test_hostile_expressions_take_no_time(expression):
    began = time.process_time()
    with suppress(ExpressionError):
        parse(expression)

    assert time.process_time() - began < 1
