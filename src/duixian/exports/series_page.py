"""Series as one web page: a chart and a table for each, stated, derived and contradicting values apart.

In go drawn series; out comes a page complete in itself. Nothing is loaded from elsewhere, and a content security policy
forbids it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO, Final

from duixian.errors import UsageError
from duixian.exports.labels import label, labels
from duixian.exports.options import ExportOptions
from duixian.exports.pages import frame, template
from duixian.exports.series import DrawnSeries
from duixian.exports.series_views import SeriesViews

__all__ = ["MAX_POINTS", "write_series_page"]

MAX_POINTS: Final = 20_000
"""So many years of series a browser shows; more belong into a table."""


def write_series_page(drawn: Iterable[DrawnSeries], out: BinaryIO, options: ExportOptions) -> None:
    """Write the page of some series.

    Raises:
        UsageError: they have more than :data:`MAX_POINTS` years in all (code ``series-too-long``).

    Example:
        >>> from io import BytesIO
        >>> out = BytesIO()
        >>> write_series_page([DrawnSeries((), ())], out, ExportOptions())
        >>> out.getvalue().decode()[:15]
        '<!doctype html>'
    """
    for each in drawn:
        count = sum(len(found.points) for found in each.series)
        if count > MAX_POINTS:
            raise UsageError("series-too-long", count=count, most=MAX_POINTS)
        views = SeriesViews(each, options.lang)
        found = list(views.series())
        page = template("series.html").stream(
            **frame("series", options),
            w={word: said[options.lang] for word, said in labels()["series_page"].items()},
            words=lambda name, word: label(name, word, options.lang),
            title=_title(each, options),
            series=found,
            documents=views.documents(),
        )
        page.enable_buffering(200)
        page.dump(out, encoding="utf-8", errors="replace")


def _title(drawn: DrawnSeries, options: ExportOptions) -> str:
    words = {name: said[options.lang] for name, said in labels()["series_page"].items()}
    places = list(dict.fromkeys(found.place for found in drawn.series if found.place))
    if len(places) == 1:
        return f"{places[0]} {words['title']}" if options.lang == "en" else f"{places[0]}{words['title']}"
    return f"{words['title']} · {words['places'].format(count=len(places))}" if places else words["title"]
