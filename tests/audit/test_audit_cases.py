"""Each check does what its cases tell."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from duixian.audit import audit, derivation

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "audit.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_check_judges_its_case(case, report):
    """Rule, verdict and causes are those of the case."""
    found = audit([report(each["year"], each["text"]) for each in case["documents"]]).findings
    spoken = [finding for finding in found if finding.rule == case["rule"]]
    assert ({case["verdict"]} - {""}) == {finding.verdict for finding in spoken}
    for finding in spoken:
        assert set(case.get("causes", ())) <= {reason.code for reason in finding.explanations}
        assert finding.expression
        assert all(derivation(finding, lang=lang) for lang in ("zh", "en"))
