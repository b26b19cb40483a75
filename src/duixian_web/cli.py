"""The application's commands: ``duixian serve``, ``demo`` and ``web``.

In go options; out come a running server or a done deed. The command line of the core finds them by the entry points
``duixian.commands``; Django is loaded when one of them runs, not before.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import click

from duixian.errors import MissingExtraError, UsageError

__all__ = ["demo", "serve", "web"]

_NEEDED: Final = ("django", "csp", "waitress", "whitenoise", "dj_database_url", "argon2", "django_otp", "segno")


def _needs_extra(run: Callable[..., Any]) -> Callable[..., Any]:
    """Say which extra to install where a library is missing."""

    @wraps(run)
    def checked(*args: Any, **kwargs: Any) -> Any:
        if any(find_spec(name) is None for name in _NEEDED):
            raise MissingExtraError("web-missing-extra")
        return run(*args, **kwargs)

    return checked


_data = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="数据文件夹,默认为环境变量 DUIXIAN_DATA 或 duixian-data。The data folder.",
)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="监听的地址。The address to listen at.")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65_535),
    help="监听的端口,0为任意空闲端口。The port; 0 for any that is free.",
)
@_data
@_needs_extra
def serve(host: str, port: int, data: Path | None) -> None:
    """启动网页应用:数据放在一个文件夹里,无需另装数据库。

    Start the web application. All data stand in one folder; DATABASE_URL puts the database on PostgreSQL.

    \b
    例 Examples:
      duixian serve
      duixian serve --host 0.0.0.0 --port 80 --data /srv/duixian
    """
    from duixian_web import serving

    serving.prepare(data)
    from duixian_web.accounts.models import User

    if not User.objects.exists():
        click.echo("还没有账号,请先运行:duixian web createadmin\nNo account yet: run duixian web createadmin", err=True)
    serving.serve(host, port, ready=_say_ready)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="监听的地址。The address to listen at.")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65_535),
    help="监听的端口,0为任意空闲端口。The port; 0 for any that is free.",
)
@click.option(
    "--documents",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="要载入的文件夹,默认为源码中的示例地区。The folder to load; by default the example district.",
)
@_needs_extra
def demo(host: str, port: int, documents: Path | None) -> None:
    """启动演示:载入示例地区的文件,每种角色一个账号;停止后数据即删除。

    Start a demonstration with the example district loaded and an account of each role. Its data are thrown away.

    \b
    例 Examples:
      duixian demo
      duixian demo --documents 报告文件夹 --port 0
    """
    from duixian_web import demonstration

    demonstration.run(host, port, documents=documents, say=click.echo)


def _say_ready(address: str) -> None:
    click.echo(f"兑现已启动 duixian is running: {address}\n停止 stop: Ctrl+C")


@click.group()
def web() -> None:
    """网页应用的管理:数据库、管理员、审计。

    Manage the web application: database, administrators, audit trail.
    """


@web.command()
@_data
@_needs_extra
def migrate(data: Path | None) -> None:
    """把数据库升级到当前版本(serve 启动时也会做)。

    Bring the database to the form of this version; serve does so as well.
    """
    from duixian_web import serving

    serving.prepare(data)
    click.echo("数据库已是最新 The database is up to date.")


@web.command()
@click.option("--username", prompt="账号 user name", help="登录用的账号。The name to sign in with.")
@click.option("--name", prompt="姓名 name", help="姓名。The person's name.")
@click.option(
    "--organisation", prompt="地区 district", help="地区名称,没有则新建。The district; made if there is none."
)
@click.option("--code", default="", help="地区的六位行政区划代码。The district's GB/T 2260 code.")
@click.option(
    "--password-file",
    type=click.File(encoding="utf-8"),
    help="第一行是密码的文件,- 为标准输入;不给则询问。A file whose first line is the password.",
)
@_data
@_needs_extra
def createadmin(username: str, name: str, organisation: str, code: str, password_file: Any, data: Path | None) -> None:
    """建立一个管理员账号。

    Create an administrator of a district.
    """
    from duixian_web import serving

    serving.prepare(data)
    from django.core.exceptions import ValidationError
    from django.db import transaction

    from duixian_web.accounts import commands
    from duixian_web.accounts.models import Organisation

    if password_file is not None:
        password = password_file.readline().rstrip("\r\n")
    else:
        password = click.prompt("密码 password", hide_input=True, confirmation_prompt=True)
    try:
        with transaction.atomic():
            place = Organisation.objects.filter(name=organisation, kind="district").first()
            if place is None:
                place = commands.create_organisation(None, name=organisation, kind="district", code=code)
            commands.create_administrator(username=username, name=name, password=password, organisation=place)
    except ValidationError as error:
        raise UsageError("web-account", reason=" ".join(error.messages)) from error
    click.echo(f"已建立管理员 Created administrator: {username}")


@web.command("verify-trail")
@click.option(
    "--kept",
    metavar="序号:校验码",
    help="以前抄录的链尾(序号:校验码),核对它仍然成立。A head noted earlier (number:hash) that must still hold.",
)
@_data
@_needs_extra
def verify_trail(kept: str | None, data: Path | None) -> None:
    """核对审计记录的哈希链,指出被改动的行。

    Verify the hash chain of the audit trail; name the rows that were tampered with. Exit code 1 if there are any.
    """
    from duixian_web import serving

    number, _, digest = (kept or "").partition(":")
    if kept and not (number.isascii() and number.isdigit() and digest):
        raise click.BadParameter("12:3f5a…", param_hint="--kept")
    serving.prepare(data)
    from duixian_web.audit_trail.trail import head, verify

    faults = verify(kept=(int(number), digest) if kept else None)
    for fault in faults:
        click.echo(f"{fault.seq}\t{fault.kind}\t{_FAULTS[fault.kind]}")
    if faults:
        raise click.exceptions.Exit(1)
    end, end_hash = head()
    click.echo(f"审计记录完整 The audit trail is whole: {end}:{end_hash}")


@web.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--organisation", required=True, help="地区名称。The district's name.")
@_data
@_needs_extra
def draw(files: tuple[Path, ...], organisation: str, data: Path | None) -> None:
    """用一个地区的全部文件画出台账;没有列出的文件不再算数。

    Draw the ledger of a district over all its documents. Those that are not named no longer count; what people judged
    is kept. The same files give the same ledger.

    \b
    例 Examples:
      duixian web draw --organisation 云溪区 2024.docx 2025.pdf
    """
    from duixian import read
    from duixian_web import serving

    serving.prepare(data)
    from duixian_web.accounts.models import Organisation
    from duixian_web.ledger.drawing import redraw

    place = Organisation.objects.filter(name=organisation, kind="district").first()
    if place is None:
        raise click.BadParameter(organisation, param_hint="--organisation")
    changed = redraw(place, [read(file) for file in files])
    click.echo(f"台账已更新 {changed} 项 Lines written: {changed}")


_FAULTS: Final = {
    "changed": "这一行的内容被改动 this row's content was changed",
    "cut": "这一行不与上一行相接 this row does not follow the one before",
    "missing": "这一行缺失 this row is missing",
    "head": "链尾与记录不符 the chain does not end where it should",
}
