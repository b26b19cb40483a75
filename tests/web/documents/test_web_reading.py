"""What was read is shown as it stands in the text, and rows give back the core's very records."""

from __future__ import annotations

import re

import pytest

import duixian
from duixian_web.documents.codec import decode, encode
from duixian_web.documents.models import Document, FigureRow
from duixian_web.documents.queries import core_reading, current_readings
from duixian_web.jobs.worker import run_waiting
from duixian_web.testing.library import REPORT, add_document

EXAMPLES = ("14th-five-year-plan-outline.md", "2024-work-report.html")


@pytest.mark.parametrize("name", EXAMPLES)
def test_records_outlast_json(name: str, root) -> None:
    """A document written as JSON and read back is equal."""
    document = duixian.read(root / "examples" / "district" / name).document
    assert decode(duixian.Document, encode(document)) == document


def test_rows_give_back_the_reading(cast, root) -> None:
    """Document, figures and promises are those the core read."""
    path = root / "examples" / "district" / "2024-work-report.html"
    from duixian_web.documents.commands import upload_document

    document, _ = upload_document(cast.officer, cast.district, name=path.name, data=path.read_bytes())
    run_waiting()
    document.refresh_from_db()
    assert core_reading(document.reading) == duixian.read(path)


def test_a_districts_readings_are_the_current_ones(cast, document) -> None:
    """Its departments' documents count, older versions and other districts do not."""
    add_document(cast.officer, cast.district, REPORT.replace("6%以上", "6%左右"))
    add_document(cast.reporter, cast.department, "2025年,学位增加900个。", name="教育.txt")
    add_document(cast.foreigner, cast.elsewhere, "增长7%。")
    texts = [reading.document.text for reading in current_readings(cast.district)]
    assert len(texts) == 2
    assert "6%左右" in texts[0]


def test_reading_again_changes_nothing(cast, document) -> None:
    """The same work done twice gives the same rows."""
    from duixian_web.documents.reading import read_document

    before = list(FigureRow.objects.values_list("pk", flat=True))
    read_document(f"{document.pk}:{duixian.__version__}")
    assert list(FigureRow.objects.values_list("pk", flat=True)) == before


def test_each_figure_is_marked_once_by_its_role(cast, document, as_user) -> None:
    """The marks are links made by the server, with the role's look; their words are the figure's."""
    body = as_user(cast.reader).get(f"/documents/{document.pk}/").content.decode()
    for row in FigureRow.objects.all():
        mark = re.search(rf'<a class="f {row.role}[^"]*" id="f{row.pk}"[^>]*>([^<]*)', body)
        assert mark is not None
        assert row.text.startswith(mark[1])
    assert 'class="p" id="p' in body


def test_a_figures_page_tells_how_it_was_read(cast, document, as_user) -> None:
    """Fields, quotation, neighbours and rules; the part for the script has no frame."""
    client = as_user(cast.reader)
    row = FigureRow.objects.get(text="326.5亿元")
    body = client.get(f"/documents/{document.pk}/figures/{row.pk}/").content.decode()
    assert "32,650,000,000" in body or "32650000000" in body
    assert "<mark>326.5亿元</mark>" in body
    assert "怎样读出" in body
    assert "更正</a>" not in body
    part = client.get(f"/documents/{document.pk}/figures/{row.pk}/?part=1").content.decode()
    assert "<html" not in part


def test_a_figure_is_found_in_its_own_document_only(cast, document, as_user) -> None:
    """A figure's number with another document's gives 404."""
    other = add_document(cast.officer, cast.district, "2025年,增长7%。", name="x.txt")
    row = FigureRow.objects.filter(reading=document.reading)[0]
    assert as_user(cast.reader).get(f"/documents/{other.pk}/figures/{row.pk}/").status_code == 404


def test_lists_are_filtered_and_sorted(cast, document, as_user) -> None:
    """By words, kind, place, year and state; a wrong value of the address filters nothing and breaks nothing."""
    add_document(cast.officer, cast.district, "2025年,增长7%。", name="小文件.txt")
    client = as_user(cast.reader)

    def names(**query: str) -> list[str]:
        body = client.get("/documents/", query).content.decode()
        return re.findall(r"<small>([^<]+\.txt)</small>", body)

    assert len(names()) == 2
    assert names(words="小文件") == ["小文件.txt"]
    assert names(year="2025", kind="work report") == [document.name]
    assert names(sort="figures")[0] == "小文件.txt"
    assert names(sort="-figures")[0] == document.name
    assert names(state="failed") == []
    assert len(names(sort="password", year="x", page="999")) == 2


def test_lists_ask_a_bounded_number_of_queries(cast, as_user, django_assert_max_num_queries) -> None:
    """Sixty documents cost as many queries as one."""
    from django.utils import timezone

    Document.objects.bulk_create(
        Document(
            organisation=cast.district, sha256=f"{n:064x}", name=f"{n}.txt", size=1, uploaded_at=timezone.now(), year=n
        )
        for n in range(60)
    )
    client = as_user(cast.reader)
    with django_assert_max_num_queries(10):
        assert client.get("/documents/").status_code == 200


def test_the_reading_page_asks_a_bounded_number_of_queries(
    cast, document, as_user, django_assert_max_num_queries
) -> None:
    """However many figures it marks."""
    client = as_user(cast.reader)
    with django_assert_max_num_queries(10):
        client.get(f"/documents/{document.pk}/")
