"""What the files of weights promise: equal in, equal out; damage is seen; nothing large is unpacked."""

import json
import zlib
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.analyzers.tables import MAGIC, load_table, read_table, table_bytes
from listen.errors import AnalyzerError

WHOLE = table_bytes({"language": "de"}, {"one": ((2, 3), 0.5, bytes(range(6))), "two": ((1,), 1.0, b"\xff")})


def said(**changed: object) -> bytes:
    """Return a small table whose head says something else."""
    head: dict[str, object] = {
        "bytes": 1,
        "crc32": zlib.crc32(b"a"),
        "head": {},
        "arrays": [{"name": "a", "shape": [1], "scale": 1.0}],
    }
    return MAGIC + json.dumps(head | changed).encode() + b"\n" + zlib.compress(b"a")


def test_what_was_written_is_read() -> None:
    table = read_table(WHOLE)

    assert table.head == {"language": "de"}
    assert table.arrays["one"].shape == (2, 3)
    assert list(table.arrays["one"].steps) == [0, 1, 2, 3, 4, 5]
    assert table.arrays["one"].scale == 0.5
    assert list(table.arrays["two"].steps) == [-1]


def test_equal_weights_make_equal_bytes() -> None:
    again = table_bytes({"language": "de"}, {"one": ((2, 3), 0.5, bytes(range(6))), "two": ((1,), 1.0, b"\xff")})

    assert again == WHOLE


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"cos\nsystem\n(S'true'\ntR.", id="a pickle"),
        pytest.param(MAGIC, id="only the first line"),
        pytest.param(MAGIC + b"{}\n", id="a head that says nothing"),
        pytest.param(MAGIC + b"[" * 200_000 + b"\n", id="a deep head"),
        pytest.param(MAGIC + b"null\n", id="no head"),
        pytest.param(WHOLE[:-1], id="cut off"),
        pytest.param(WHOLE[:-4] + b"aaaa", id="changed at its end"),
        pytest.param(said(bytes=-1), id="a negative size"),
        pytest.param(said(bytes=1 << 40), id="an enormous size"),
        pytest.param(said(bytes=True), id="a size that is none"),
        pytest.param(said(crc32=1), id="another checksum"),
        pytest.param(said(head=[]), id="a head that is a list"),
        pytest.param(said(arrays=[]), id="a body without arrays"),
        pytest.param(said(arrays=[{"name": "a", "shape": [2], "scale": 1.0}]), id="an array longer than the body"),
        pytest.param(said(arrays=[{"name": "a", "shape": [0], "scale": 1.0}]), id="an array without length"),
        pytest.param(said(arrays=[{"name": "a", "shape": [1.0], "scale": 1.0}]), id="a broken length"),
        pytest.param(said(arrays=[{"name": "a", "shape": [1], "scale": float("nan")}]), id="a scale that is none"),
        pytest.param(said(arrays=[{"name": 1, "shape": [1], "scale": 1.0}]), id="a name that is none"),
        pytest.param(said(arrays=[{"name": "a", "shape": [1], "scale": 1.0}] * 65), id="too many arrays"),
        pytest.param(said(arrays=3), id="arrays that are none"),
    ],
)
def test_what_is_no_table_is_refused(raw: bytes) -> None:
    with pytest.raises(ValueError, match=r"a|no"):
        read_table(raw)


def test_a_bomb_is_not_unpacked() -> None:
    bomb = said().split(b"\n", 2)
    raw = b"\n".join([*bomb[:2], zlib.compress(bytes(200_000_000), 9)])

    with pytest.raises(ValueError, match="damaged"):
        read_table(raw)


@given(st.binary(max_size=300) | st.builds(lambda cut, more: WHOLE[:cut] + more, st.integers(0, 400), st.binary()))
def test_no_bytes_break_the_reader(raw: bytes) -> None:
    try:
        assert read_table(raw).head == {"language": "de"}
    except ValueError:
        assert raw != WHOLE


def test_a_missing_and_a_damaged_file_are_analyzer_errors(tmp_path: Path) -> None:
    (tmp_path / "bad.table").write_bytes(b"nothing")

    for name in ("bad.table", "missing.table"):
        with pytest.raises(AnalyzerError) as caught:
            load_table(name, tmp_path)
        assert name in caught.value.message("de")


def test_shipped_tables_are_sound_and_small() -> None:
    tables = [one for one in files("listen.analyzers.tables").iterdir() if one.name.endswith(".table")]

    assert len(tables) >= 13
    assert sum(len(one.read_bytes()) for one in tables) < 10_000_000
    assert all(load_table(one.name).arrays for one in tables)
