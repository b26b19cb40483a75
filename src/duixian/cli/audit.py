"""The command ``duixian audit``.

In go files and folders, and with ``--with`` others to compare them with; out come the figures that do not fit, with
their derivation, as tables, records, a web page or comments in a copy of the draft.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, get_args

import click

from duixian.audit import audit as audit_readings
from duixian.audit.echoes import without_echoes
from duixian.audit.proofread import proofread
from duixian.audit.run import Audit
from duixian.batch import Source, find_sources
from duixian.cli.output import Target
from duixian.cli.reading_options import reading_options, run_of, sources_of, target_of
from duixian.cli.summary import print_audit_summary
from duixian.errors import DocumentError, UsageError
from duixian.exports.audit import Audited
from duixian.exports.registry import AUDIT_EXPORTERS, DERIVED_EXPORTERS
from duixian.model import Finding, Reading, Relation

__all__ = ["audit"]

_SUMMARY: Final = (
    "打印各种结论的处数;没有 --format 和 -o 时只打印概况。"
    "Print the counts of verdicts by relation; without --format and -o nothing else."
)
_FAILING: Final = {"contradiction": ("contradiction",), "tension": ("contradiction", "tension")}


@click.command()
@click.option(
    "--with",
    "beside",
    multiple=True,
    metavar="文件|文件夹",
    help="宣读前核对:把前面的稿子同这些文件(上年报告、规划、计划执行报告)对照,只列涉及稿子的发现,包括上年定下而稿子没有说到的目标;"
    "可重复。Proof-read: compare the drafts named before with these documents and show only what touches the drafts, "
    "targets they forget included; may be repeated.",
)
@click.option("--all", "every", is_flag=True, help="相符的也列出。Show also what fits.")
@click.option(
    "--relation",
    "relations",
    multiple=True,
    type=click.Choice(get_args(Relation)),
    metavar="关系",
    help="只要这种关系,可重复。Only this relation; may be repeated.",
)
@click.option(
    "--derived",
    is_flag=True,
    help="改为列出文中没有说、由其他数据推得的数;网页则一并列出。"
    "List instead the values that follow without being stated; a web page shows both.",
)
@click.option(
    "--fail-on",
    type=click.Choice(list(_FAILING)),
    help="有矛盾(contradiction)、或有矛盾或存疑(tension)时退出码为 1;不写则发现什么都是 0。"
    "Exit with 1 if there is a contradiction, or also a tension; without it findings leave the exit code 0.",
)
@reading_options(AUDIT_EXPORTERS, summary=_SUMMARY)
@click.pass_context
def audit(ctx: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """核算:文件里的数据能不能同时成立,哪里对不上,怎样推出来的。

    Check by arithmetic whether the figures of documents can all be true together, and show what cannot with its
    derivation. With --with, or for a Word draft written as comments (-o NAME.docx), it proof-reads a draft.

    \b
    例 Examples:
      duixian audit 报告文件夹
      duixian audit 报告文件夹 --format html -o 核算.html
      duixian audit 稿子.docx --with 往年文件 -o 稿子-批注.docx
      duixian audit 稿子.docx --with 往年文件 --fail-on contradiction
      duixian audit 报告文件夹 --derived --format xlsx -o 推得.xlsx
    """
    run = run_of(options)
    sources = sources_of((*paths, *options["beside"]), options)
    target = _target(target_of(options, sources, AUDIT_EXPORTERS), derived=options["derived"])
    drafts = _drafts(paths, sources, options, target)
    found: list[Finding] = []

    def gathered(readings: Iterator[Reading]) -> Iterator[Audited]:
        whole = tuple(readings)
        own = [each for each in whole if drafts is None or each.document.name in drafts]
        if not own:
            raise DocumentError("draft-unreadable", where=", ".join(paths))
        rest = [each for each in whole if drafts is not None and each.document.name not in drafts]
        kept = _wanted(audit_readings(whole) if drafts is None else proofread(own, rest), options)
        found.extend(kept.findings)
        single = own[0] if drafts is not None and len(own) == 1 else None
        draft = None if single is None else single.document.id
        yield Audited(kept, whole, draft, None if single is None else _data(single, sources, target))

    run.execute(sources, target, gathered)
    if options["summary"]:
        print_audit_summary(found, lang=run.lang, stderr=target is not None and target.path is None)
    failing = any(each.verdict in _FAILING.get(options["fail_on"] or "", ()) for each in found)
    ctx.exit(1 if run.failed or failing else 0)


def _wanted(whole: Audit, options: dict[str, Any]) -> Audit:
    """Return what is asked for; what fits and what is derived only when it is."""
    relations = options["relations"]
    findings = tuple(
        each
        for each in without_echoes(whole.findings)
        if (options["every"] or each.verdict != "consistent") and (not relations or each.relation in relations)
    )
    return replace(whole, findings=findings, derived=whole.derived if options["derived"] else ())


def _target(target: Target[Audited] | None, *, derived: bool) -> Target[Audited] | None:
    """Return the target with the exporter of derived values, where they are asked for in a table.

    Raises:
        UsageError: the format does not hold them (code ``derived-format``).
    """
    if target is None or not derived or target.exporter.name == "html":
        return target
    named = {each.name: each for each in DERIVED_EXPORTERS}
    if target.exporter.name not in named:
        raise UsageError("derived-format", format=target.exporter.name, names=", ".join((*named, "html")))
    return replace(target, exporter=named[target.exporter.name])


def _drafts(
    paths: tuple[str, ...], sources: Sequence[Source], options: dict[str, Any], target: Target[Audited] | None
) -> frozenset[str] | None:
    """Return the names of the drafts; ``None`` where documents are checked against each other without one.

    Raises:
        UsageError: comments are asked for and there is not exactly one draft.
    """
    commented = target is not None and target.exporter.name == "docx"
    if not options["beside"] and not commented:
        return None
    own = find_sources([Path(path) for path in paths if path != "-"])
    real = {os.path.realpath(source.path) for source in own if source.path is not None}
    names = frozenset(
        source.name
        for source in sources
        if ("-" in paths if source.path is None else os.path.realpath(source.path) in real)
    )
    if commented and len(names) != 1:
        raise UsageError("comments-need-draft")
    return names


def _data(draft: Reading, sources: Sequence[Source], target: Target[Audited] | None) -> bytes | None:
    """Return the bytes of the draft's file, where the format needs them."""
    if target is None or target.exporter.name != "docx":
        return None
    source = next(each for each in sources if each.name == draft.document.name)
    return source.data if source.path is None else source.path.read_bytes()
