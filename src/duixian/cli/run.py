"""One run over many documents: what is written, what is reported on stderr, and how it ends.

In go sources and a target; out come the written records, a message for each document that could not be read, and the
rows of the summary.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from duixian.batch import Outcome, Reader, Source, read_many, read_source
from duixian.cli.messages import show_error
from duixian.cli.output import Target, open_target
from duixian.cli.summary import SummaryRow
from duixian.documents.limits import Limits
from duixian.errors import DuixianError, Language
from duixian.exports.nouns import Item
from duixian.exports.options import ExportOptions
from duixian.exports.overview import overview
from duixian.model import Reading

__all__ = ["Run"]

_WIDTH: Final = 120
_LONG_BYTES: Final = 2_000_000
"""From so many bytes on, reading takes long enough for a progress bar and several processes."""


def _whole(reading: Reading) -> Reading:
    return reading


@dataclass(slots=True, kw_only=True)
class Run:
    """What one command reads and keeps.

    Args:
        lang: language of messages and tables.
        limits: bounds of each document.
        jobs: processes; ``None`` to decide by the work.
        bom: of csv.
        kept: what is kept of a reading.
        reader: what reads one source.

    Attributes:
        rows: what the summary tells, a row a document that was read.
        errors: why documents could not be read, by the name of the source.
        written: the file of each document, by its name, where each has its own.
    """

    lang: Language
    limits: Limits
    jobs: int | None
    bom: bool
    kept: Callable[[Reading], Reading] = _whole
    reader: Reader = read_source
    rows: list[SummaryRow] = field(default_factory=list, init=False)
    errors: dict[str, DuixianError] = field(default_factory=dict, init=False)
    written: Mapping[str, Path] = field(default_factory=dict, init=False)

    @property
    def failed(self) -> int:
        """How many documents could not be read."""
        return len(self.errors)

    def execute(
        self,
        sources: tuple[Source, ...],
        target: Target[Item] | None,
        gathered: Callable[[Iterator[Reading]], Iterator[Item]],
    ) -> None:
        """Read all sources and write what they hold; without a target only count.

        Args:
            sources: the documents.
            target: where to write, or ``None``.
            gathered: makes of the readings what is written: themselves one by one, or a ledger of all.
        """
        jobs = self.jobs or _default_jobs(sources)
        outcomes = read_many(sources, jobs=jobs, limits=self.limits, reader=self.reader)
        with closing(outcomes), _progress(sources) as advance:
            readings = self._readings(outcomes, advance)
            first = next(readings, None)
            # When nothing could be read, an older output is left as it is.
            if first is not None:
                self._write(gathered(chain((first,), readings)), target)

    def _readings(self, outcomes: Iterable[Outcome], advance: Progress | None) -> Iterator[Reading]:
        for outcome in outcomes:
            if advance is not None:
                advance.update(advance.task_ids[0], advance=1, description=outcome.source.name)
            if outcome.error is not None:
                self.errors[outcome.source.name] = outcome.error
                outcome.error.where = outcome.error.where or outcome.source.where
                show_error(outcome.error, self.lang)
            elif outcome.reading is not None:
                reading = self.kept(outcome.reading)
                counts = Counter[str](word for promise in reading.promises for word in (promise.form, promise.firmness))
                counts["promises"] = len(reading.promises)
                self.rows.append(SummaryRow(overview(reading), outcome.seconds, counts))
                yield reading

    def _write(self, items: Iterator[Item], target: Target[Item] | None) -> None:
        terminal = target is not None and target.path is None and sys.stdout.isatty()
        options = ExportOptions(
            lang=self.lang,
            bom=self.bom,
            width=shutil.get_terminal_size((_WIDTH, 50)).columns,
            colour=terminal and "NO_COLOR" not in os.environ,
        )
        if target is None:
            for _ in items:
                pass
        elif target.folder and target.path is not None and target.exporter.write_folder is not None:
            self.written = target.exporter.write_folder(items, target.path, options)
        else:
            with open_target(target) as out:
                target.exporter.write(items, out, options)


def _is_long(sources: tuple[Source, ...]) -> bool:
    """Tell whether reading may take more than a few seconds: much text, or what may be scans."""
    scans = any(source.path is not None and source.path.suffix.lower() == ".pdf" for source in sources)
    return scans or sum(source.size for source in sources) >= _LONG_BYTES


def _default_jobs(sources: tuple[Source, ...]) -> int:
    """One process for little work: starting others takes longer than the work itself."""
    return min(os.cpu_count() or 1, len(sources)) if _is_long(sources) else 1


@contextmanager
def _progress(sources: tuple[Source, ...]) -> Iterator[Progress | None]:
    """Show a bar on stderr, if that is a terminal and the work is long."""
    console = Console(stderr=True)
    if not console.is_terminal or not _is_long(sources):
        yield None
        return
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=console, transient=True, redirect_stdout=False) as progress:
        progress.add_task("", total=len(sources))
        yield progress
