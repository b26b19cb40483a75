"""A small report of the cast's district, uploaded and read.

In goes a cast; out comes the document with its figures and promises as rows.
"""

from __future__ import annotations

from typing import Final

import duixian
from duixian_web.accounts.models import Organisation, User
from duixian_web.documents.commands import upload_document
from duixian_web.documents.models import Document
from duixian_web.documents.reading import read_document

__all__ = ["REPORT", "add_document"]

REPORT: Final = """云溪区2025年政府工作报告

一、2024年工作回顾

2024年,全区地区生产总值达到326.5亿元,增长6.1%。新建中小学3所,新增学位4200个。

二、2025年主要目标

地区生产总值增长6%以上,城镇新增就业8000人。

三、2025年重点工作

建成云溪河滨水步道12公里,完成老旧小区改造20个。推进智慧停车建设。
"""
"""A made-up work report with figures of several roles and works that are promised."""


def add_document(
    actor: User, organisation: Organisation, text: str = REPORT, *, name: str = "云溪区2025年政府工作报告.txt"
) -> Document:
    """Upload a text for an organisation and read it at once."""
    document, _ = upload_document(actor, organisation, name=name, data=text.encode())
    # Read without the queue: other work that an upload brings about is not these tests' matter.
    read_document(f"{document.pk}:{duixian.__version__}")
    document.refresh_from_db()
    return document
