"""The proof-reader sees slips and forgotten targets of a draft, and nothing else's."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duixian.audit import derivation
from duixian.audit.echoes import without_echoes
from duixian.audit.explanations import explanations
from duixian.audit.facts import field_of
from duixian.audit.proofread import proofread
from duixian.audit.run import audit
from duixian.audit.settling import settling
from duixian.audit.slips import slip_findings
from duixian.errors import DefinitionError
from duixian.ledger.dossier import gather
from duixian.model import Reason
from duixian.reading import read_text

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "proofread.toml").read_text("utf-8"))["case"]


def made(year: int, review: str, plan: str = "", *, place: str = "栖梧区"):
    """Return the reading of a work report."""
    mayor = f"{place}人民政府区长\n\n" if place else ""
    text = (
        f"{year}年政府工作报告\n\n{mayor}({year}年1月10日)\n\n一、{year - 1}年工作回顾\n\n{review}\n\n"
        f"二、{year}年工作安排\n\n{plan or '做好各项工作。'}\n"
    )
    return read_text(text, name=f"{year}.txt")


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_proof_reader_judges_its_case(case) -> None:
    """Rule, verdict and words are those of the case."""
    earlier = [made(2024, **case["earlier"])] if "earlier" in case else []
    found = [each for each in proofread([made(2025, case["draft"])], earlier).findings if each.rule == case["rule"]]
    assert ({case["verdict"]} - {""}) == {each.verdict for each in found}
    for each in found:
        assert case.get("says", "") in derivation(each)
        assert derivation(each, lang="en")
        assert all(settling(each, lang=lang) for lang in ("zh", "en"))


def test_only_what_touches_the_draft_is_told() -> None:
    """A misfit inside last year's report is that report's."""
    earlier = made(2024, "审批环节由20个减少到12个，压缩45%。")
    draft = made(2025, "审批环节由12个减少到9个，压缩25%。")
    assert [each.verdict for each in audit([earlier]).findings] == ["contradiction"]
    assert {each.verdict for each in proofread([draft], [earlier]).findings} <= {"consistent"}
    assert all(
        draft.document.id in {figure.document for figure in each.figures}
        for each in proofread([draft], [earlier]).findings
    )


def test_a_draft_without_a_place_is_of_the_place_of_the_others() -> None:
    """A draft often does not name its place yet; where the others are of two places, nothing is guessed."""
    draft = made(2025, "一般公共预算收入53.5万元。", place="")
    one = made(2024, "一般公共预算收入50.2亿元。")
    other = made(2024, "一般公共预算收入80.2亿元。", place="柳溪区")
    assert "slip-magnitude" in {each.rule for each in proofread([draft], [one]).findings}
    assert "slip-magnitude" not in {each.rule for each in proofread([draft], [one, other]).findings}


def test_findings_do_not_depend_on_the_order_of_the_others() -> None:
    """Earlier documents may be named in any order."""
    others = [
        made(2023, "一般公共预算收入48.1亿元。"),
        made(2024, "一般公共预算收入50.2亿元。", "粮食产量达到42万吨以上。"),
    ]
    draft = made(2025, "一般公共预算收入53.5万元。")
    assert proofread([draft], others) == proofread([draft], others[::-1])


def test_one_set_of_figures_is_told_once() -> None:
    """Two checks that see the same figures in one way are one finding; others stay."""
    (found,) = audit([made(2025, "审批环节由20个减少到12个，压缩45%。")]).of("contradiction")
    same = replace(found, rule="other-check", figures=(*found.figures[1::-1], found.figures[2]))
    other = replace(found, relation="multiple")
    assert without_echoes([found, same, other]) == (found, other)


def rounded(value: Decimal, places: str) -> str:
    return f"{value.quantize(Decimal(places), rounding=ROUND_HALF_UP):f}"


@given(
    base=st.decimals(min_value="1", max_value="90", places=3),
    factor=st.decimals(min_value="0.8", max_value="1.1", places=4),
)
@settings(max_examples=60, deadline=None)
def test_rates_that_grew_as_told_are_no_slip(base: Decimal, factor: Decimal) -> None:
    """Whatever the true values, growth that follows from them within rounding is never called a slip."""
    level = base * factor
    growth = (factor - 1) * 100
    word = "提高" if growth >= 0 else "下降"
    earlier = made(2024, f"污水处理率{rounded(base, '0.1')}%。")
    draft = made(2025, f"污水处理率{rounded(level, '0.1')}%，比上年{word}{rounded(abs(growth), '0.1')}%。")
    assert list(slip_findings(field_of(gather([earlier, draft])[0]))) == []


@given(
    base=st.integers(min_value=1, max_value=99_999),
    times=st.decimals(min_value="0.001", max_value="1000", places=3),
)
@settings(max_examples=60, deadline=None)
def test_levels_less_than_a_thousandfold_apart_are_no_slip(base: int, times: Decimal) -> None:
    """Only a whole power of ten thousand gives a slip of 万 and 亿 away."""
    earlier = made(2024, f"快递业务量{base}万件。")
    draft = made(2025, f"快递业务量{rounded(base * times, '0.01')}万件。")
    assert list(slip_findings(field_of(gather([earlier, draft])[0]))) == []


def test_what_would_settle_it_is_told_for_every_cause() -> None:
    """A cause without a sentence of its own falls back on one that fits all."""
    (found,) = audit([made(2025, "审批环节由20个减少到12个，压缩45%。")]).of("contradiction")
    for code in explanations():
        reasons = (Reason(code),)
        assert settling(replace(found, explanations=reasons))
    assert settling(replace(found, verdict="consistent")) == ()


def test_a_block_without_a_language_is_refused(monkeypatch) -> None:
    """The data file names what it lacks."""
    from duixian.audit import settling as module

    monkeypatch.setattr(module, "tomllib", SimpleNamespace(loads=lambda _: {"repeat": {"zh": "核对。"}}))
    module._blocks.cache_clear()
    with pytest.raises(DefinitionError, match="repeat"):
        module._blocks()
    monkeypatch.undo()
    module._blocks.cache_clear()
