"""What `listen init` writes, the shipped file, and what is generated from the model."""

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import listen.config
from listen.config import SCHEMA_FILE, check, reference, schema, schema_text, template
from listen.text.clean import clean_line, for_terminal

ROOT = Path(__file__).parents[2]
SHIPPED = (ROOT / "queries.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", ["en", "de", "fr"])
@pytest.mark.parametrize(
    "brand", ["ExampleVent", 'O\'Vent & "Sons": #1', "Ä B", "X", "{brand}", "- x", "NO", "AND", "C++"]
)
def test_a_new_file_can_be_used_as_it_is(brand: str, lang: str):
    settings = check(template(brand, lang=lang, sites=("examplevent.example",)), file="queries.yaml", environ={})

    assert settings.brand.name == brand
    assert settings.brand.sites == ("examplevent.example",)
    assert len(settings.queries) == 1


@given(
    st.text(min_size=1, max_size=40)
    .map(lambda text: for_terminal(clean_line(text)))
    .filter(lambda text: any(map(str.isalnum, text)))
)
def test_any_brand_on_one_line_makes_a_file_that_can_be_used(brand: str):
    settings = check(template(clean_line(brand)), file="queries.yaml", environ={})

    assert settings.brand.name == clean_line(brand)


@pytest.mark.parametrize("lang", ["en", "de"])
def test_the_remarks_of_a_new_file_are_valid_too(lang: str):
    """Whoever takes the marks off the examples gets a file that works."""
    lines = template("ExampleVent", lang=lang).split("\n")
    head, body = lines[:9], lines[9:]
    examples = [line.replace("# ", "", 1) if _is_example(line) else line for line in body]

    settings = check("\n".join((*head, *examples)), file="queries.yaml", environ={})

    assert settings.units
    assert settings.feeds
    assert settings.competitors
    assert settings.http.contact is not None
    assert len(settings.queries) == 3


def _is_example(line: str) -> bool:
    bare = line.strip()
    return bare.startswith("# ") and (
        bare.endswith((":", "]", "}", "*", "feed", "example.com", "ventilation", "lueftung", ".", ")"))
        and (":" in bare.split()[1] or bare.split()[1] == "-" or bare.split()[1].endswith(":"))
    )


def test_both_languages_of_a_new_file_hold_the_same():
    german, english = (yaml.safe_load(template("ExampleVent", lang=lang)) for lang in ("de", "en"))

    assert {**german, "languages": None} == {**english, "languages": None}


def test_the_shipped_file_can_be_used():
    settings = check(SHIPPED, file="queries.yaml", environ={})

    assert settings.brand.name == "Westaflex"
    assert settings.source("googlenews").is_on is False
    assert len(settings.feeds) >= 5
    assert all(query.about for query in settings.queries if query.competitor is None)
    assert {unit.name for unit in settings.units} == {query.unit for query in settings.queries if query.unit}


def test_the_shipped_file_points_editors_to_the_schema():
    path = SHIPPED.split("\n")[0].partition("$schema=")[2]

    assert (ROOT / path).is_file()


def test_the_schema_file_is_fresh():
    made = Path(listen.config.__file__).with_name(SCHEMA_FILE).read_text(encoding="utf-8")

    assert made == schema_text()


def test_the_reference_page_is_fresh():
    assert (ROOT / "docs/reference/queries-yaml.md").read_text(encoding="utf-8") == reference()


def test_the_schema_knows_every_key_and_no_other():
    made = json.loads(schema_text())

    assert made == schema()
    assert made["additionalProperties"] is False
    assert set(yaml.safe_load(SHIPPED)) <= set(made["properties"])
    open_ended = {name for name, one in made["$defs"].items() if one["additionalProperties"] is not False}
    assert open_ended == {"SourceShape"}  # each source declares its own options


def test_every_key_is_explained():
    made = schema()
    definitions = made["$defs"]
    assert isinstance(definitions, dict)

    shapes = (made, *definitions.values())

    assert [
        key
        for shape in shapes
        for key, about in shape["properties"].items()
        if not {"description", "$ref"} & set(about)
    ] == []
