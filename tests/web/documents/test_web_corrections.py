"""Corrections stand on top of the machine's reading, and of two editors one is told."""

from __future__ import annotations

import threading

import pytest
from django.db import connections

from duixian.errors import InternalError
from duixian_web.audit_trail.models import Event
from duixian_web.documents.commands import Conflict, correct_figure
from duixian_web.documents.convert import FIELDS, field_text, figure_of
from duixian_web.documents.models import Correction, FigureRow
from duixian_web.documents.queries import core_reading
from duixian_web.testing.cast import make_cast
from duixian_web.testing.library import add_document

PAYLOAD = "<script>alert(1)</script>"


@pytest.fixture
def row(document) -> FigureRow:
    return FigureRow.objects.select_related("reading__document__organisation").get(text="326.5亿元")


def form(row: FigureRow, version: int = 0, reason: str = "原文如此", **values: str) -> dict[str, object]:
    machine = {name: field_text(figure_of(row), name) or "" for name in FIELDS}
    return {**machine, "version": version, "reason": reason, **values}


def address(row: FigureRow) -> str:
    return f"/documents/{row.reading.document_id}/figures/{row.pk}/correct/"


def test_a_correction_is_a_row_on_top(cast, row, as_user) -> None:
    """The machine's row is as it was; the page shows both; the reading handed on has the person's word."""
    client = as_user(cast.officer)
    response = client.post(address(row), form(row, period="2023", role="estimate"))
    assert response.status_code == 302
    made = list(Correction.objects.values_list("version", "field", "old", "new", "reason", "author"))
    assert made == [
        (1, "role", "actual", "estimate", "原文如此", cast.officer.pk),
        (2, "period", "2024", "2023", "原文如此", cast.officer.pk),
    ]
    row.refresh_from_db()
    assert (row.period, row.role) == ("2024", "actual")
    figure = core_reading(row.reading).figures[row.number]
    assert (str(figure.period), figure.role) == ("2023", "estimate")
    body = client.get(response.headers["Location"]).content.decode()
    assert "人工更正" in body
    assert "原文如此" in body
    assert 'class="f estimate checked"' in client.get(f"/documents/{row.reading.document_id}/").content.decode()
    event = Event.objects.get(action="figure.correct")
    assert event.after == '{"period":"2023","reason":"原文如此","role":"estimate"}'


def test_a_second_correction_stands_on_the_first(cast, row, as_user) -> None:
    """Only what differs from the state that stands is written."""
    client = as_user(cast.officer)
    client.post(address(row), form(row, period="2023"))
    client.post(address(row), form(row, version=1, period="2024", unit="万元"))
    assert list(Correction.objects.values_list("field", "old", "new")) == [
        ("period", "2024", "2023"),
        ("unit", "元", "万元"),
        ("period", "2023", "2024"),
    ] or list(Correction.objects.order_by("version").values_list("field", "new")) == [
        ("period", "2023"),
        ("unit", "万元"),
        ("period", "2024"),
    ]


def test_nothing_changed_writes_nothing(cast, row, as_user) -> None:
    """The form sent as it came leaves no row."""
    assert as_user(cast.officer).post(address(row), form(row)).status_code == 302
    assert Correction.objects.count() == 0


@pytest.mark.parametrize(
    "values",
    [
        {"value": "many"},
        {"value": ""},
        {"value": "1e9"},
        {"value": "NaN"},
        {"period": "last year"},
        {"role": "wish"},
        {"bound": "range"},
        {"high": "7"},
        {"indicator_id": "no-such-thing"},
        {"scope": ""},
        {"indicator": "长" * 201},
        {"reason": ""},
    ],
)
def test_wrong_values_are_refused(values: dict[str, str], cast, row, as_user) -> None:
    """The form comes back with the reason; nothing is written."""
    response = as_user(cast.officer).post(address(row), form(row, **values))
    assert response.status_code == 422
    assert "error-summary" in response.content.decode()
    assert Correction.objects.count() == 0


def test_unknown_is_written_as_unknown(cast, row, as_user) -> None:
    """An emptied field is unknown, not an empty text."""
    as_user(cast.officer).post(address(row), form(row, indicator_id="", indicator=""))
    assert set(Correction.objects.values_list("field", "new")) == {("indicator", None), ("indicator_id", None)}


def test_the_second_editor_sees_both_versions(cast, row, as_user) -> None:
    """Whoever sends a form that is out of date gets 409 with both values, and may send again upon the new state."""
    client = as_user(cast.officer)
    client.post(address(row), form(row, period="2023"))
    response = client.post(address(row), form(row, period="2022", reason="我的理由"))
    assert response.status_code == 409
    body = response.content.decode()
    assert "有人刚改过" in body
    assert "2023" in body
    assert "2022" in body
    assert "我的理由" in body
    assert 'name="version" value="1"' in body
    assert Correction.objects.count() == 1
    assert client.post(address(row), form(row, version=1, period="2022")).status_code == 302
    assert Correction.objects.count() == 2


def race() -> list[str]:
    """Let two people correct one figure at the same moment."""
    cast = make_cast()
    document = add_document(cast.officer, cast.district)
    row = FigureRow.objects.filter(reading=document.reading)[0]
    other = cast.leader
    other.memberships.update(role="officer")
    barrier, answers = threading.Barrier(2), []

    def correct(user, text: str) -> None:
        mine = FigureRow.objects.select_related("reading__document__organisation").get(pk=row.pk)
        barrier.wait()
        try:
            correct_figure(user, mine, version=0, values={"indicator": text}, reason="r")
            answers.append("saved")
        except Conflict:
            answers.append("conflict")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=correct, args=args) for args in ((cast.officer, "甲"), (other, "乙"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


def test_of_two_editors_at_once_exactly_one_wins(transactional_db) -> None:
    """Both had seen the same state: one is saved, one gets the conflict."""
    assert race() == ["conflict", "saved"]
    assert Correction.objects.count() == 1


@pytest.mark.parametrize("deed", ["save", "delete", "update"])
def test_what_the_machine_read_cannot_be_changed(deed: str, row) -> None:
    """Neither a row nor a query changes figures."""
    deeds = {
        "save": row.save,
        "delete": row.delete,
        "update": lambda: FigureRow.objects.update(value="1"),
    }
    with pytest.raises(InternalError):
        deeds[deed]()


def test_a_doubt_is_closed_by_the_first_correction(cast, as_user) -> None:
    """The list counts figures in doubt that nobody looked at."""
    document = add_document(cast.officer, cast.district)
    row = FigureRow.objects.filter(reading=document.reading).order_by("number")[0]
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("UPDATE documents_figurerow SET doubtful = %s WHERE id = %s", [True, row.pk])
        cursor.execute("UPDATE documents_document SET open_doubts = 1")
    client = as_user(cast.officer)
    client.post(address(row), form(row, indicator="生产总值甲"))
    document.refresh_from_db()
    assert document.open_doubts == 0
    client.post(address(row), form(row, version=1, indicator="生产总值乙"))
    document.refresh_from_db()
    assert document.open_doubts == 0


def test_markup_in_corrections_is_text(cast, row, as_user) -> None:
    """Reason and values are shown as they were typed."""
    client = as_user(cast.officer)
    client.post(address(row), form(row, indicator=PAYLOAD, of=PAYLOAD, scope=PAYLOAD, unit=PAYLOAD, reason=PAYLOAD))
    figure = address(row).removesuffix("correct/")
    conflict = client.post(address(row), form(row, indicator=PAYLOAD + "x"))
    assert conflict.status_code == 409
    bodies = [client.get(each).content.decode() for each in (figure, f"{figure}?part=1", address(row))]
    bodies += [conflict.content.decode(), as_user(cast.administrator).get("/trail/").content.decode()]
    for body in bodies:
        assert PAYLOAD not in body
        assert "&lt;script&gt;" in body
