"""The page on quality.

In goes what was measured; out comes Markdown, the same for the same measurements.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks import gdp_targets
from benchmarks import ledger as promises
from benchmarks.calibration import SURE, calibrate, sure_share
from benchmarks.coverage import Coverage
from benchmarks.peers import Peer, PeerResult, markdown_table
from benchmarks.scoring import FIELDS, Outcome, Score, tally

__all__ = ["AIM_OF_SPEED", "Measured", "page"]

AIM_OF_SPEED: Final = 300_000
"""Characters per second that a reading should reach on one core, in the median over a corpus."""

AIM_OF_SURE: Final = 0.95
AIM_OF_TARGETS: Final = 0.97
AIM_OF_RESULTS: Final = 0.95
AIM_OF_WRONG: Final = 0.01
AIM_OF_FOUND: Final = 0.95
AIM_OF_LINKED: Final = 0.90
AIM_OF_FALSE_LINKS: Final = 0.10
AIM_OF_VERDICTS: Final = 0.85

KINDS: Final = ("amount", "rate", "growth", "points", "multiple", "rank")
ROLES: Final = ("actual", "estimate", "target", "reference")

_LINKS_READ: Final = """\
Precision of links, 2026-11-22: 400 reports were drawn, from each at most one figure an indicator, of these 200 figures
(seed 20261123). Each was read in its sentence and judged once, against the catalogue's definition: 188 right, 8 wrong,
4 doubtful (a wider or narrower thing), so 94.0% are surely right and 95.9% of those that could be judged. A first
200 (seed 20261122: 183 right, 7 wrong, 10 doubtful) served to mend names; what the second showed was mended after it.
Rare indicators weigh more here than in a report; what is left comes mostly from phrases that lost their 新增 or 创建.
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """All measurements; ``None`` where one was not wanted.

    Args:
        outcomes: figures beside labels, by labelled file.
        cells: the growth table that was rebuilt.
        covered: coverage and speed over the corpus.
        peers: duixian and its peers.
        promises: promises judged by hand beside the ledger's lines.
    """

    outcomes: Mapping[str, Sequence[Outcome]]
    cells: Sequence[gdp_targets.Cell] | None
    covered: Coverage | None
    peers: Sequence[PeerResult | Peer] | None
    promises: Sequence[promises.Judged] | None = None


def page(measured: Measured) -> str:
    """Write the page."""
    everything = [outcome for outcomes in measured.outcomes.values() for outcome in outcomes]
    parts = [
        _HEAD,
        _aims(measured, everything),
        _scores({name: tally(outcomes) for name, outcomes in measured.outcomes.items()}),
        _calibration(everything),
    ]
    if measured.cells is not None:
        parts.append(_growth_table(measured.cells))
    if measured.promises is not None:
        parts.append(_promises(measured.promises))
    if measured.covered is not None:
        parts.append(_coverage(measured.covered))
        parts.append(_speed(measured.covered))
    if measured.peers is not None:
        parts.append(_peers(measured.peers))
    return "\n".join([*parts, _TAIL])


_HEAD: Final = """\
# Quality

How well a document is read is measured, not claimed: real reports labelled by hand, a scorer, and one command for
everybody. This page is written by that command; nobody edits it.

    python -m benchmarks.quality --labels LABELS --texts TEXTS --corpus REPORTS --growth-table TABLE \\
        --promises PROMISES --promise-reports REPORTS --peers

The labelled reports are real and stay outside this repository. duixian was made with them in sight: on reports it
has never seen expect somewhat lower numbers, and label a few of your own (see the end) before you rely on it.
"""

_TAIL: Final = """\
## Measure your own documents

1. Put a text into a folder, `mine/report.txt` (UTF-8).
2. Let duixian propose: `duixian read mine/report.txt --format jsonl -o labels/report.jsonl`.
3. Correct the proposals by hand, line by line: delete what is no figure, add what is missed, mend the fields. What a
   figure is and what its fields mean stands in [fields](reference/fields.md). Offsets count characters of the text.
   To label some paragraphs only, name them in `labels/report.json`: `[{"document": "report.txt", "start": 0,
   "end": 800}]`, and let each label name its `document`.
4. `python -m benchmarks.quality --labels labels --texts mine --output mine/quality.md` writes this page for them;
   `python -m benchmarks.scoring labels/report.jsonl --texts mine --errors` lists what differs.

Labels made from proposals inherit their mistakes where the eye is tired: label a page without proposals now and then,
and compare.
"""


def _aims(measured: Measured, outcomes: Sequence[Outcome]) -> str:
    sure, right = sure_share(outcomes)
    rows = [
        (
            f"figures of confidence {SURE} or more that are right as a whole",
            f"≥ {AIM_OF_SURE:.0%}",
            _percent(right, sure),
        )
    ]
    if measured.cells is not None:
        growth = gdp_targets.summary(measured.cells)
        targets, results, both = (growth[name] for name in ("target", "actual", "all"))
        rows += [
            (
                "targets of a researcher's table reproduced",
                f"≥ {AIM_OF_TARGETS:.0%}",
                f"{targets['right_value_share']:.1%}",
            ),
            ("results of it reproduced", f"≥ {AIM_OF_RESULTS:.0%}", f"{results['right_value_share']:.1%}"),
            ("wrong values in it", f"≤ {AIM_OF_WRONG:.0%}", f"{both['wrong_share']:.1%}"),
        ]
    if measured.promises is not None:
        told = promises.shares(measured.promises)
        rows += [
            ("promises found in reports judged by hand", f"≥ {AIM_OF_FOUND:.0%}", f"{told['found']:.1%}"),
            ("results linked rightly", f"≥ {AIM_OF_LINKED:.0%}", f"{told['linked']:.1%}"),
            ("links where no document answers", f"≤ {AIM_OF_FALSE_LINKS:.0%}", f"{told['false_links']:.1%}"),
            ("verdicts that are right", f"≥ {AIM_OF_VERDICTS:.0%}", f"{told['verdict']:.1%}"),
        ]
    if measured.covered is not None:
        speed = f"{measured.covered.median_speed:,.0f}"
        rows.append(("characters a second and core, median over the corpus", f"≥ {AIM_OF_SPEED:,}", speed))
    rows.append(("figures right as a whole, F1", "—", f"{tally(outcomes).whole_f1:.3f}"))
    return f"""\
## At a glance

{_table(["what", "aim", "measured"], rows)}
"""


def _scores(scores: Mapping[str, Score]) -> str:
    rows = [
        _score_row(name, score) for name, score in (*scores.items(), ("**all**", sum(scores.values(), start=Score())))
    ]
    return f"""\
## Labelled documents

*Precision* is the share of the figures read that are labelled, *recall* the share of the labels that were read, F1
their harmonic mean. The fields are judged on the figures found. *Whole F1* counts a figure only where value, unit,
kind, indicator, role and period are all right at once.

{_table(["document", "labels", "precision", "recall", "F1", *FIELDS, "whole F1"], rows)}

Value: within a thousandth. Bound: > and ≥ are one, < and ≤ too. Indicator: equal, or one inside the other, or sharing
60 % of their pairs of characters. Role: actual and estimate are one. Period: ends in the same year.
"""


def _score_row(name: str, score: Score) -> list[str]:
    numbers = (score.precision, score.recall, score.f1, *(score.accuracy(field) for field in FIELDS), score.whole_f1)
    return [name, str(score.labels), *(f"{number:.3f}" for number in numbers)]


def _calibration(outcomes: Sequence[Outcome]) -> str:
    rows = [
        [
            f"{band.low:.2f} – {band.high:.2f}",
            str(band.figures),
            "" if band.mean is None else f"{band.mean:.3f}",
            "" if band.share is None else f"{band.share:.3f}",
        ]
        for band in calibrate(outcomes)
    ]
    sure, right = sure_share(outcomes)
    found = sum(one.figure is not None for one in outcomes)
    summary = (
        f"{_percent(right, sure)} of the {sure} figures with a confidence of {SURE} or more are right as a whole; "
        f"they are {_percent(sure, found)} of all figures read."
    )
    return f"""\
## Confidence

Each figure bears a confidence: the chance that it is right as a whole. A band is calibrated where the share that is
right is near the mean confidence. Where the labels are those that the factors of confidence were set by, as for the
page in this repository, the table shows the fit; only labels of your own test it.

{_table(["confidence", "figures", "mean confidence", "right as a whole"], rows)}

{summary}
"""


def _growth_table(cells: Sequence[gdp_targets.Cell]) -> str:
    names = {"target": "targets for the report's year", "actual": "results of the year before", "all": "both"}
    rows = []
    for name, counts in gdp_targets.summary(cells).items():
        shares = (counts["right_value_share"], counts["right_share"], counts["wrong_share"])
        rows.append([names[name], str(counts["stated"]), *(f"{share:.1%}" for share in shares)])
    reports = len({(cell.place, cell.year) for cell in cells})
    return f"""\
## A researcher's table, rebuilt

For {reports} annual reports people wrote down the target for the growth of gross product and the growth reported for
the year before. [`gdp_targets.py`](../benchmarks/gdp_targets.py) looks them up in the panel that `duixian panel` makes.
*Reproduced* is the share of the values people found; *wrong* the share of the values made that differ from theirs,
values where they found none included.

{_table(["", "stated", "reproduced", "with the same bound", "wrong"], rows)}
"""


def _promises(judged: Sequence[promises.Judged]) -> str:
    rows = []
    for verdict in (*promises.SAME_VERDICT, "other"):
        group = [each for each in judged if _verdict_group(each) == verdict]
        if not group:
            continue
        right = sum(each.verdict_right for each in group)
        rows.append(
            [
                verdict,
                str(len(group)),
                _percent(sum(each.line is not None for each in group), len(group)),
                _percent(sum(each.linked for each in group), len(group)),
                "not scored" if verdict == "other" else _percent(right, len(group)),
            ]
        )
    told = promises.shares(judged)
    years = sorted({int(each.label["target_report"]) for each in judged})
    return f"""\
## Promises and verdicts

{len(judged)} targets of the reports of {years[0]} to {years[-1]} were judged by hand: which figure of a later report
answers, and whether the target was met. [`ledger.py`](../benchmarks/ledger.py) sets the ledger of these reports beside
them. It has {told["found"]:.1%} of the targets; of those that a report answers with a number, {told["linked"]:.1%} are
linked to the right one; of those that none answers, {told["false_links"]:.1%} are linked to one all the same; of the
verdicts {told["verdict"]:.1%} agree.

{_table(["verdict by hand", "targets", "found", "linked rightly, or rightly not", "verdict agrees"], rows)}

*missed* agrees with `missed` and `partly`, *unreported* with `unreported`, `undecidable` and `open`; *other* is what is
not clear even to a person, and is not scored. The labels were in sight while the rules were written.
"""


def _verdict_group(judged: promises.Judged) -> str:
    verdict = judged.label["verdict"]
    return verdict if verdict in promises.SAME_VERDICT else "other"


def _coverage(covered: Coverage) -> str:
    groups = ["all", *(f"kind {kind}" for kind in KINDS), *(f"role {role}" for role in ROLES)]
    unlinked = covered.unlinked.total()
    once = sum(count == 1 for count in covered.unlinked.values())
    rows = [[group, f"{covered.figures[group]:,}", f"{covered.share(group):.1%}"] for group in groups]
    return f"""\
## Indicators

{covered.documents} reports of the corpus, evenly spread, hold {covered.figures["all"]:,} figures; {covered.share():.0%}
of them are led to one of {len(covered.indicators)} indicators of the [catalogue](reference/indicators.md) that occur.
A link is made only where it is sure, for a wrong one costs more than none; {_percent(once, unlinked)} of the figures
without one measure something whose name occurs only once in all these reports.

{_LINKS_READ}
{_table(["figures", "count", "with indicator id"], rows)}
"""


def _speed(covered: Coverage) -> str:
    median = covered.median_speed
    return f"""\
## Speed

Text in, figures and promises out, one core, without character recognition: {median:,.0f} characters per second in the
median over the documents above, on the machine that wrote this page. `python -m benchmarks.linear_time` shows that time
grows in line with length, also for hostile texts.
"""


def _peers(results: Sequence[PeerResult | Peer]) -> str:
    return f"""\
## Beside other libraries

Two libraries that find numbers in Chinese texts read the same labelled texts in the same run: Microsoft's
Recognizers-Text for Chinese and JioNLP's extraction of money. Speed is a ratio of medians and so does not depend on
the machine much. They do less: they find numbers with values, but not what is measured, when, of whom, and whether it
was promised or done; and they take dates and numbers of meetings for numbers, as they should, which lowers their F1.
Compare the labels *found* and the share of them with the *right value* (signs aside). JioNLP is judged on money only.

{markdown_table(results)}
"""


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---", *["--:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _percent(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "none"
