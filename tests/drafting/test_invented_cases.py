"""What the rules on posts and drafts have learned stays learned: the invented cases, of which few may be told wrong."""

import importlib.util
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def bench():
    spec = importlib.util.spec_from_file_location("eval_drafting", BENCHMARKS / "eval_drafting.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("rest", ["", ".second", ".third", ".fourth"])
@pytest.mark.parametrize("kind", ["cooling", "drafts"])
def test_nearly_every_invented_case_is_told_right(bench, kind, rest):
    told = bench.cooling_cases if kind == "cooling" else bench.draft_cases
    cases = told(f"{kind}{rest}.tsv")
    wrong = [text for wanted, got, text in cases if wanted != got]

    assert len(cases) > 20
    assert len(wrong) <= 2, wrong
