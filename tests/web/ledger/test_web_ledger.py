"""The ledger: drawn once, shown, narrowed, written as files, and judged by people."""

from __future__ import annotations

import csv
import io
import json
import threading

import openpyxl
import pytest
from django.db import connection

import duixian
from duixian_web.audit_trail.models import Event
from duixian_web.audit_trail.trail import verify
from duixian_web.ledger import commands
from duixian_web.ledger.drawing import redraw
from duixian_web.ledger.models import Opinion, Place, Promise, Source
from duixian_web.testing.ledger_world import SAID, TOLD, draw_small_ledger, small_readings

PAYLOAD = "<script>alert(1)</script>'\"><img src=x onerror=alert(1)>"


@pytest.fixture
def place(cast) -> Place:
    return draw_small_ledger(cast.district)


@pytest.fixture
def officer(cast, as_user):
    return as_user(cast.officer)


def line(words: str) -> Promise:
    return Promise.objects.get(clause__contains=words, year=2024)


def opinion(row: Promise, **values) -> dict[str, object]:
    return {"version": row.version, "deed": "overrule", "verdict": "partly", "reason": "部分完工", **values}


def test_lines_have_the_verdicts_of_the_core(place) -> None:
    """What was kept, missed and not told stands in the rows."""
    assert {row.clause[:6]: row.verdict for row in Promise.objects.filter(year=2024)} == {
        "生产总值增长": "met",
        "新建公园12": "unreported",
        "一般公共预算": "missed",
        "改造老旧小区": "met",
    }
    assert Source.objects.filter(place=place).count() == 2


def test_drawing_again_changes_nothing(cast, place) -> None:
    """The same documents give the same rows, and no row in the trail."""
    before = list(Promise.objects.values_list("pk", "version", "digest"))
    events = Event.objects.count()
    assert redraw(cast.district, small_readings()) == 0
    assert list(Promise.objects.values_list("pk", "version", "digest")) == before
    assert Event.objects.count() == events


def test_a_withdrawn_document_takes_its_results_along(cast, place) -> None:
    """The promise stays and is open again; promises of what was withdrawn keep their address."""
    late = Promise.objects.get(year=2025)
    redraw(cast.district, small_readings()[:1])
    assert line("生产总值").verdict == "open"
    late.refresh_from_db()
    assert not late.current
    assert Source.objects.filter(current=True).count() == 1
    redraw(cast.district, [])
    assert not Promise.objects.filter(current=True).exists()
    assert redraw(cast.district, small_readings()) > 0
    assert line("生产总值").verdict == "met"


def test_the_page_shows_both_sides(place, officer) -> None:
    """Promise, result, verdict and reasons stand on the page."""
    body = officer.get("/ledger/").content.decode()
    assert "新建公园<mark>12座</mark>" in body or "新建公园12座" in body
    assert "5.2%" in body
    assert "未兑现" in body


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 5),
        ("year=2024", 4),
        ("verdict=met", 2),
        ("verdict=missed&year=2024", 1),
        ("words=公园", 1),
        ("words=公园 预算", 0),
        ("form=outcome", 5),
        ("form=work", 0),
        ("checked=no", 5),
        ("checked=yes", 0),
        ("late=on", 0),
    ],
)
def test_lists_are_narrowed(place, officer, query, count) -> None:
    """Each filter narrows the page and its files in the same way."""
    assert officer.get(f"/ledger/?{query}").content.decode().count('<li class="line"') == count
    assert len(officer.get(f"/ledger/lines.json?{query}").json()) == count


@pytest.mark.parametrize("sort", ["order", "due", "verdict", "topic", "score"])
def test_lists_are_sorted(place, officer, sort) -> None:
    """Every order is answered."""
    assert officer.get(f"/ledger/?sort={sort}").status_code == 200


@pytest.mark.parametrize("query", ["year=x", "verdict=x", "place=9999999", "topic=<", "sort=pk"])
def test_unknown_filters_find_nothing(place, officer, query) -> None:
    """A filter that cannot be is told, not ignored."""
    assert '<li class="line"' not in officer.get(f"/ledger/?{query}").content.decode()
    assert officer.get(f"/ledger/lines.csv?{query}").status_code == 400


def test_files_hold_the_same_rows(place, officer) -> None:
    """JSON, CSV and Excel agree, row by row."""
    found = officer.get("/ledger/lines.json").json()
    rows = list(csv.DictReader(io.StringIO(officer.get("/ledger/lines.csv").content.decode("utf-8-sig"))))
    sheet = openpyxl.load_workbook(io.BytesIO(officer.get("/ledger/lines.xlsx").content)).active
    names, *cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row["id"] for row in rows] == [row["id"] for row in found] == [row[0] for row in cells]
    assert names == list(found[0]) == list(rows[0])
    assert found[0]["sha256"] == small_readings()[0].document.id


def test_pages_make_few_queries(place, officer, django_assert_max_num_queries) -> None:
    """However many lines there are, the queries are bounded."""
    with django_assert_max_num_queries(20):
        officer.get("/ledger/")


def test_an_overruled_verdict_stands_beside_the_machines(cast, place, officer) -> None:
    """Both are shown, in page and file; the trail has it; a new drawing keeps it."""
    row = line("新建公园")
    assert officer.post(f"/ledger/promises/{row.pk}/judge/", opinion(row)).status_code == 302
    row.refresh_from_db()
    assert (row.verdict, row.shown_verdict, row.checked, row.version) == ("unreported", "partly", "overruled", 2)
    body = officer.get(f"/ledger/promises/{row.pk}/").content.decode()
    assert "部分完工" in body
    assert "机器判断:未提及" in body
    event = Event.objects.get(action="promise.judge")
    assert (event.actor, event.organisation) == (cast.officer, cast.district)
    assert json.loads(event.after)["reason"] == "部分完工"
    redraw(cast.district, small_readings()[:1])
    row.refresh_from_db()
    assert (row.shown_verdict, row.verdict) == ("partly", "open")
    assert verify() == []


def test_a_result_is_unlinked_and_another_linked(place, officer) -> None:
    """The result a person takes away stays visible as the machine's; the one linked is quoted from the source."""
    row = line("生产总值")
    officer.post(f"/ledger/promises/{row.pk}/judge/", opinion(row, deed="unlink", verdict="undecidable"))
    assert "被人工取消的结果" in officer.get(f"/ledger/promises/{row.pk}/").content.decode()
    row.refresh_from_db()
    source = Source.objects.get(year=2025)
    said = opinion(row, deed="link", verdict="met", source=source.pk, quotation="改造老旧小区30个")
    assert officer.post(f"/ledger/promises/{row.pk}/judge/", said).status_code == 302
    row.refresh_from_db()
    result = row.standing["result"]
    assert source.text[result["start"] : result["end"]] == "改造老旧小区30个"
    row.refresh_from_db()
    officer.post(f"/ledger/promises/{row.pk}/judge/", opinion(row, deed="revert", verdict=""))
    row.refresh_from_db()
    assert (row.shown_verdict, row.checked, row.standing) == ("met", "", None)
    assert Opinion.objects.filter(promise=row).count() == 3


@pytest.mark.parametrize(
    "values",
    [
        {"reason": ""},
        {"verdict": ""},
        {"verdict": "perfect"},
        {"deed": "erase"},
        {"deed": "link"},
        {"deed": "link", "quotation": "这里没有的话"},
        {"reason": "长" * 1001},
        {"version": ""},
    ],
)
def test_incomplete_opinions_are_refused(place, officer, values) -> None:
    """Each lack is told beside its field, and nothing is written."""
    row = line("新建公园")
    said = opinion(row, source=Source.objects.get(year=2025).pk, **values)
    assert officer.post(f"/ledger/promises/{row.pk}/judge/", said).status_code == 422
    assert not Opinion.objects.exists()


def test_sources_of_elsewhere_cannot_be_linked(cast, place, officer) -> None:
    """A document of another district is no choice."""
    other = draw_small_ledger(cast.elsewhere)
    row = Promise.objects.get(place=place, clause__contains="新建公园")
    said = opinion(row, deed="link", source=Source.objects.get(place=other, year=2025).pk, quotation="改造老旧小区30个")
    assert officer.post(f"/ledger/promises/{row.pk}/judge/", said).status_code == 422


def test_the_second_editor_sees_what_the_first_did(place, officer) -> None:
    """An opinion upon an older version is not written; the page shows both."""
    row = line("新建公园")
    officer.post(f"/ledger/promises/{row.pk}/judge/", opinion(row))
    response = officer.post(f"/ledger/promises/{row.pk}/judge/", opinion(row, verdict="missed", reason="没有开工"))
    assert response.status_code == 409
    assert "部分完工" in response.content.decode()
    assert "没有开工" in response.content.decode()
    assert Opinion.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_editors_at_once_one_wins(cast) -> None:
    """Whatever the timing, exactly one opinion is written."""
    draw_small_ledger(cast.district)
    row = line("新建公园")
    found: list[Opinion | None] = []

    def judge(verdict: str) -> None:
        found.append(commands.judge(cast.officer, row.pk, version=1, deed="overrule", verdict=verdict, reason="同时"))
        connection.close()

    threads = [threading.Thread(target=judge, args=(verdict,)) for verdict in ("met", "missed", "partly")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([each for each in found if each is not None]) == 1
    assert Opinion.objects.count() == 1


def test_words_of_documents_and_people_are_never_markup(cast, officer) -> None:
    """A text, a file name and a reason full of markup are shown as they are; cells are disarmed."""
    said = duixian.read_text(f"{SAID}新建{PAYLOAD}学校3所。\n=1+1新建桥梁2座。\n", name=f"{PAYLOAD}.txt")
    redraw(cast.district, [said, duixian.read_text(TOLD, name="2025.txt")])
    row = line("新建公园")
    officer.post(f"/ledger/promises/{row.pk}/judge/", opinion(row, reason=PAYLOAD))
    source = Source.objects.get(year=2024)
    for address in ("/ledger/", f"/ledger/promises/{row.pk}/", f"/ledger/documents/{source.pk}/?s=1-9"):
        body = officer.get(address).content.decode()
        assert "<script>alert" not in body
        assert "<img src=x" not in body
        assert "&lt;script&gt;alert" in body
    cells = [cell for row in csv.reader(io.StringIO(officer.get("/ledger/lines.csv").content.decode())) for cell in row]
    assert not [cell for cell in cells if cell.startswith("=")]


def test_a_citation_leads_back_to_the_source(place, officer) -> None:
    """It has the words, the file's hash, the place in it, and the address."""
    row = line("新建公园")
    body = officer.get(f"/ledger/promises/{row.pk}/").content.decode()
    assert f"SHA-256: {small_readings()[0].document.id}" in body
    assert f"http://testserver/ledger/promises/{row.pk}/" in body


@pytest.mark.parametrize("span", ["0-4", "4-2", "x", "-", "99999999-999999999", "1-99999999999999"])
def test_texts_are_marked_where_the_address_says(place, officer, span) -> None:
    """A span that cannot be marks nothing."""
    source = Source.objects.get(year=2024)
    response = officer.get(f"/ledger/documents/{source.pk}/?s={span}")
    assert response.status_code == 200
    assert ('<mark id="marked">2024</mark>' in response.content.decode()) == (span == "0-4")
