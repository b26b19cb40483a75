"""The ledger sets every promise beside its answer, whatever order the documents came in."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duixian.ledger.build import draw_ledger, standing
from duixian.ledger.dossier import gather


def _verdicts(ledger):
    return [(line.year, line.promise.text, line.judgement.verdict) for line in ledger.lines]


def _documents(make_report):
    return [
        make_report(2022, plan="粮食产量达到40亿斤。新建口袋公园30座。"),
        make_report(2023, "粮食产量达到41亿斤。", "粮食产量达到42亿斤,建成青石大桥。"),
        make_report(2024, "粮食产量41.5亿斤。青石大桥建成通车。", "粮食产量达到43亿斤。"),
    ]


def test_lines_are_in_order_of_year_and_text(make_report):
    """Each promise has its line: met, unreported, missed, met, open."""
    found = _verdicts(draw_ledger(_documents(make_report)))
    assert [
        (2022, "40亿斤", "met"),
        (2022, "30座", "unreported"),
        (2023, "42亿斤", "missed"),
        (2023, "建成青石大桥", "met"),
        (2024, "43亿斤", "open"),
    ] == found


@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_order_and_repetition_of_documents_change_nothing(make_report, data):
    """Any order of the documents, some of them given twice, gives the same ledger."""
    documents = _documents(make_report)
    again = data.draw(st.permutations([*documents, *data.draw(st.lists(st.sampled_from(documents), max_size=3))]))
    assert draw_ledger(again).lines == draw_ledger(documents).lines


def test_a_later_document_only_adds_or_changes_what_it_answers(make_report):
    """Lines that the new report does not speak of stay as they are."""
    documents = _documents(make_report)
    before = {line.id: line for line in draw_ledger(documents[:2]).lines}
    after = {line.id: line for line in draw_ledger(documents).lines}
    changed = {after[key].promise.text for key, line in before.items() if after[key] != line}
    assert {"42亿斤", "建成青石大桥"} == changed


def test_year_without_report_cannot_be_judged(make_report):
    """A promise whose year nobody reviews is undecidable, not unreported."""
    ledger = draw_ledger([make_report(2021, plan="粮食产量达到40亿斤。"), make_report(2024, "粮食产量41亿斤。")])
    assert [(2021, "40亿斤", "undecidable")] == _verdicts(ledger)
    (dossier,) = gather([each for found in ledger.dossiers for each in found.readings])
    assert standing(dossier, ledger.lines[0].promise) == "document-missing"


def test_put_off_again_after_it_was_due_is_missed(make_report):
    """What a later report promises for a later year was not done by the first."""
    ledger = draw_ledger(
        [
            make_report(2022, plan="青石大桥2022年建成通车。"),
            make_report(2023, "城市建设加快。", "青石大桥2024年建成通车。"),
            make_report(2024, "城市建设加快。", "青石大桥2026年建成通车。"),
        ]
    )
    first = ledger.lines[0]
    assert first.judgement.verdict == "missed"
    assert {"postponed"} == {change.kind for change in first.changes}


def test_income_with_the_economy_is_judged_beside_it(make_report):
    """同步 sets the growth of income beside that of the economy."""
    ledger = draw_ledger(
        [
            make_report(2023, plan="居民人均可支配收入增长与经济增长同步。"),
            make_report(2024, "地区生产总值增长5.1%。居民人均可支配收入增长5.6%。"),
        ]
    )
    (line,) = [line for line in ledger.lines if "同步" in line.promise.text]
    assert line.judgement.verdict == "met"
    assert line.result is not None
    assert line.result.text == "5.6%"


def test_every_line_has_reasons_and_a_stable_name(make_report):
    """No verdict without its reasons; names do not repeat."""
    ledger = draw_ledger(_documents(make_report))
    assert all(line.judgement.reasons for line in ledger.lines)
    assert len({line.id for line in ledger.lines}) == len(ledger.lines)
    assert ledger.document(ledger.lines[0].document).name == ledger.lines[0].name


def test_what_is_counted_every_year_does_not_answer_an_earlier_one(make_report):
    """Roads built in a later year say nothing of those promised before; the year's own report is silent."""
    ledger = draw_ledger(
        [
            make_report(2022, plan="改造乡村公路300公里。"),
            make_report(2023, "城市建设加快。"),
            make_report(2024, "改造乡村公路280公里。"),
        ]
    )
    assert [(2022, "300公里", "unreported")] == _verdicts(ledger)


def test_two_things_promised_and_one_told_is_a_part(make_report):
    """Of two buildings promised together, only one is reported."""
    ledger = draw_ledger(
        [
            make_report(2023, plan="建成开放望江科技馆、青年音乐厅。"),
            make_report(2024, "望江科技馆建成开放。"),
        ]
    )
    assert ["partly"] == [line.judgement.verdict for line in ledger.lines]


def test_of_things_counted_in_one_clause_each_has_its_own_answer(make_report):
    """A sentence that tells of flats and quarters says nothing of farmhouses."""
    ledger = draw_ledger(
        [
            make_report(2023, plan="改造棚户区1600套、农村危房630户、老旧小区100个。"),
            make_report(2024, "改造棚户区1700套、老旧小区110个。"),
        ]
    )
    assert {"1600套": "met", "630户": "unreported", "100个": "met"} == {
        line.promise.text: line.judgement.verdict for line in ledger.lines
    }
