"""YAML as a tree with places: text stays as written, bombs are refused, every character knows where it stands."""

import time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from listen.config.document import List, Scalar, Table, dotted, read_document


def _keys(text: str) -> list[tuple[str, int | None, int | None]]:
    return [(one.key.removeprefix("config."), one.line, one.column) for one in read_document(text).complaints]


@pytest.mark.parametrize(
    "written", ["NO", "yes", "0123", "0x1F", "12:30", "1e3", ".5", "2026-11-23", "3.10", "_1", "NULL"]
)
def test_plain_words_stay_text_as_written(written: str):
    assert read_document(f"a: {written}\n").plain() == {"a": written}


@pytest.mark.parametrize("written", ["", "~", "null"])
def test_nothing_is_nothing_unless_it_stands_in_quotes(written: str):
    assert read_document(f'a: {written}\nb: "{written}"\n').plain() == {"a": None, "b": written}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('find: "a b" OR c\n', ("after_quote", 1, 13), id="text behind a closing quote"),
        pytest.param("find: 'a' OR c\n", ("after_quote", 1, 11), id="text behind a closing single quote"),
        pytest.param('a: "b\nc: d\n', ("open_quote", 1, 4), id="a quote never closed, told where it opens"),
        pytest.param("a:\n\tb: 1\n", ("tab", 2, 1), id="tab"),
        pytest.param("a: @name\n", ("needs_quotes", 1, 4), id="at sign"),
        pytest.param("a: *word\n", ("unknown_alias", 1, 4), id="leading star"),
        pytest.param("a: b: c\n", ("colon", 1, 5), id="two colons"),
        pytest.param("a: 1\nb: \0\n", ("control", 2, 4), id="NUL"),
        pytest.param("\x1b[31m", ("control", 1, 1), id="escape sequence"),
        pytest.param("a: \x85\ud800", ("control", 1, 5), id="half a character"),
        pytest.param("a: 1\n  b: 2\n", ("colon", 2, 4), id="indented too far"),
        pytest.param("a: 1\nfoo\nb: 2\n", ("no_colon", 3, 1), id="line without colon"),
        pytest.param("a: [1\nb: 2\n", ("broken", 2, 2), id="bracket never closed"),
        pytest.param("a: 1\nb: 2\na: 3\n", ("duplicate_key", 3, 1), id="key twice"),
        pytest.param("a: &x [*x]\n", ("alias_of_itself", 1, 8), id="alias of itself"),
        pytest.param("a: !!python/object/apply:os.system [x]\n", ("tag", 1, 4), id="python tag"),
        pytest.param("a: !!binary x\n", ("tag", 1, 4), id="binary tag"),
        pytest.param("a: &x {b: 1}\nc:\n  <<: *x\n", ("merge_key", 3, 3), id="merge key"),
        pytest.param("? [a, b]\n: c\n", ("key_is_no_text", 1, 3), id="list as a key"),
        pytest.param("a: 1\n---\nb: 1\n", ("two_documents", 2, 1), id="second document"),
        pytest.param("[" * 1000, ("too_deep", 1, 21), id="a thousand brackets"),
        pytest.param("- " * 1000, ("too_deep", 1, 41), id="a thousand dashes"),
    ],
)
def test_what_is_no_usable_yaml_is_told_with_its_place(text: str, expected: tuple[str, int, int]):
    assert _keys(text) == [expected]


def _bomb(width: int, levels: int, body: str) -> str:
    lines = [f"l0: &l0 [{', '.join([body] * width)}]"]
    lines += [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * width)}]" for n in range(1, levels)]
    return "\n".join(lines) + "\n"


@pytest.mark.timeout(5)
@pytest.mark.parametrize(
    ("text", "key"),
    [
        pytest.param(_bomb(9, 9, "x"), "too_much", id="a billion laughs"),
        pytest.param(_bomb(2, 19, "x"), "too_much", id="narrow and deep"),
        pytest.param("a: &a x\nb: [" + ", ".join(["*a"] * 200) + "]\n", "too_many_aliases", id="many aliases"),
        pytest.param(
            "".join(f"a{n}: &a{n} [{f'*a{n - 1}' if n else 'x'}]\n" for n in range(30)), "too_deep", id="a chain"
        ),
    ],
)
def test_aliases_cannot_multiply(text: str, key: str):
    begun = time.process_time()

    found = _keys(text)

    assert [one[0] for one in found] == [key]
    assert time.process_time() - begun < 1.0


@pytest.mark.timeout(20)
@pytest.mark.parametrize("piece", ["[", "{", "- ", "a: ", "&a ", '"', "? ", "a: {b: ", "#\n", "\n", "a:\n "])
def test_a_megabyte_of_one_thing_is_read_or_refused_soon(piece: str):
    begun = time.process_time()

    read_document(piece * (300_000 // len(piece)))

    assert time.process_time() - begun < 5.0


def test_several_complaints_come_together():
    assert [one[0] for one in _keys("a: 1\na: 2\nb: 1\nb: 2\nc: @x\n")] == [
        "duplicate_key",
        "duplicate_key",
        "needs_quotes",
    ]


@given(st.text())
def test_no_text_makes_it_raise(text: str):
    document = read_document(text)

    assert document.root is not None or document.complaints or not str(document.plain() or "").strip()


@given(
    st.recursive(
        st.text("ab *&#'\":-\n\tä", max_size=8),
        lambda inner: st.lists(inner) | st.dictionaries(st.text("abc", min_size=1), inner),
        max_leaves=10,
    )
)
def test_what_pyyaml_writes_is_read_back(value: object):
    text = yaml.dump(value, Dumper=_NoAliases, allow_unicode=True, default_style='"')

    assert read_document(text).plain() == value


class _NoAliases(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:
        return True


_STYLES = {
    "plain": "find: one AND (two OR drei) three\n",
    "plain over lines": "find: one AND\n    (two OR\n  drei)   three\n",
    "single quotes": "find: 'one AND (it''s OR two) drei three'\n",
    "single quotes over lines": "find: 'one\n  AND it''s (two\n\n    OR drei) three'\n",
    "double quotes": 'find: "one AND \\"x\\" \\u00e4\\x41 (two OR\\tdrei) three"\n',
    "double quotes over lines": 'find: "one AND \\\n   (two OR\n   drei) three"\n',
    "literal block": "find: |\n    one AND\n      (two OR\n    drei) three\n",
    "folded block": "find: >- # remark\n  one AND\n  (two\n\n\n  OR drei) three\n",
    "block with an explicit indent": "find: |2-\n  one AND\n   (two OR\n  drei) three\n",
    "with an anchor": "find: &it one AND (two OR drei) three\n",
    "with an anchor and quotes": "find: &it 'one AND (two OR drei) three'\n",
    "in a flow table": "find: one AND (two OR drei) three\n",
}


@pytest.mark.parametrize("text", _STYLES.values(), ids=_STYLES)
@pytest.mark.parametrize("word", ["one", "two", "drei", "three"])
def test_each_word_of_a_scalar_is_found_where_it_stands(text: str, word: str):
    node = read_document(text).node(("find",))
    assert isinstance(node, Scalar)

    place = node.place_of(node.text.index(word))

    assert text.split("\n")[place.line - 1][place.column - 1 :].startswith(word)


@pytest.mark.parametrize("text", _STYLES.values(), ids=_STYLES)
def test_every_offset_has_a_place_inside_the_file_and_they_never_go_back(text: str):
    node = read_document(text).node(("find",))
    assert isinstance(node, Scalar)

    places = [node.place_of(offset) for offset in range(len(node.text) + 1)]

    assert places == sorted(places)
    assert all(one.column <= len(text.split("\n")[one.line - 1]) + 1 for one in places)


def test_a_value_reached_through_an_alias_is_shown_where_it_is_written():
    document = read_document("a: &x\n  b: 1\nc: *x\n")

    assert document.place(("c", "b")) == document.place(("a", "b"))


def test_the_nearest_thing_around_stands_in_for_a_place_that_is_not_there():
    document = read_document("a:\n  b: 1\n")

    assert document.place(("a", "nothing", 3)) == document.key_place(("a",))
    assert document.place(("nothing",)) is None


def test_paths_are_written_as_people_write_them():
    assert dotted(("feeds", 0, "address")) == "feeds[0].address"


def test_tables_and_lists_keep_the_order_of_the_file():
    document = read_document("z: 1\na: [3, 1, 2]\n")

    assert isinstance(document.root, Table)
    assert list(document.root.values) == ["z", "a"]
    assert isinstance(document.node(("a",)), List)
    assert document.plain() == {"z": "1", "a": ["3", "1", "2"]}
