"""The pages of documents: list, upload, the text with its marks, the original.

In goes a request; out comes the page.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

import duixian
from duixian.errors import DuixianError
from duixian_web.accounts.access import guarded
from duixian_web.accounts.permissions import holds, permitted
from duixian_web.documents.commands import reread_document, upload_document
from duixian_web.documents.forms import ListForm, UploadForm
from duixian_web.documents.marking import marked_text
from duixian_web.documents.queries import documents, listed_documents, places_and_years, versions_of
from duixian_web.documents.store import kept
from duixian_web.pages.paging import page_of
from duixian_web.pages.templatetags.duixian import interface_language
from duixian_web.rate_limits.limits import UPLOADS_PER_USER, take, too_many

__all__ = ["document_list", "document_page", "original", "reread", "upload"]


@guarded("document.view")
def document_list(request: HttpRequest) -> HttpResponse:
    """List documents; filtered, sorted, page by page, all of it in the address."""
    user: Any = request.user
    form = ListForm(*places_and_years(user), request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    context = {
        "form": form,
        "page": page_of(request, listed_documents(user, wanted)),
        "sort": wanted.get("sort") or "-uploaded",
        "may_upload": holds(user, "document.upload"),
        "language": interface_language(),
    }
    return render(request, "documents/list.html", context)


@guarded("document.upload", "GET", "POST")
def upload(request: HttpRequest) -> HttpResponse:
    """Take one or many files; answers in JSON where the page's script asks."""
    user: Any = request.user
    as_json = request.headers.get("Accept", "").startswith("application/json")
    if request.method == "GET":
        return render(request, "documents/upload.html", {"form": UploadForm(user)})
    posted, files = request.POST, request.FILES
    # Told only once the body has been read.
    if getattr(request, "upload_refused", False):
        return _refused(request, _("文件太大,没有上传。"), 413, as_json=as_json)
    form = UploadForm(user, posted, files)
    if not form.is_valid():
        if as_json:
            return _refused(
                request, " ".join(str(each) for rows in form.errors.values() for each in rows), 422, as_json=True
            )
        return render(request, "documents/upload.html", {"form": form}, status=422)
    answers = []
    for file in form.cleaned_data["files"]:
        wait = take(UPLOADS_PER_USER, str(user.pk))
        if wait:
            return too_many(request, wait)
        try:
            made = upload_document(user, form.cleaned_data["organisation"], name=file.name or "", data=file.read())
        except DuixianError as error:
            answers.append({"name": file.name, "error": error.text(interface_language())})
        else:
            address = reverse("documents:page", args=(made[0].pk,))
            answers.append({"name": made[0].name, "url": address, "new": made[1]})
    if as_json:
        return JsonResponse({"files": answers})
    return _told(request, answers)


@guarded("document.view")
def document_page(request: HttpRequest, document: int) -> HttpResponse:
    """Show a document's text as published, its figures and promises marked."""
    user: Any = request.user
    found = get_object_or_404(documents(user).select_related("organisation", "reading"), pk=document)
    may_reread = permitted(user, "document.reread", found.organisation)
    newer = found.reading is not None and found.reading.reader != duixian.__version__
    context = {
        "document": found,
        "versions": versions_of(user, found)[:20],
        "may_reread": may_reread and (found.state == found.State.FAILED or newer),
        "text": None if found.reading is None else marked_text(found.reading),
        "language": interface_language(),
        "error": found.error(interface_language()),
    }
    return render(request, "documents/page.html", context)


@guarded("document.reread", "POST")
def reread(request: HttpRequest, document: int) -> HttpResponse:
    """Have a document read anew."""
    user: Any = request.user
    found = get_object_or_404(documents(user).select_related("organisation"), pk=document)
    reread_document(user, found)
    messages.success(request, _("已排队重新读取。"))
    return redirect("documents:page", document=found.pk)


@guarded("document.view")
def original(request: HttpRequest, document: int) -> HttpResponse:
    """Hand out the file as it was uploaded; as a download, whatever it is."""
    user: Any = request.user
    found = get_object_or_404(documents(user), pk=document)
    headers = {"Content-Disposition": content_disposition_header(True, found.name) or "attachment"}  # noqa: FBT003
    return HttpResponse(kept(found.sha256), content_type="application/octet-stream", headers=headers)


def _refused(request: HttpRequest, said: str, status: int, *, as_json: bool) -> HttpResponse:
    if as_json:
        return JsonResponse({"error": said}, status=status)
    messages.error(request, said)
    user: Any = request.user
    return render(request, "documents/upload.html", {"form": UploadForm(user)}, status=status)


def _told(request: HttpRequest, answers: list[dict[str, Any]]) -> HttpResponse:
    """Tell what became of the files; of a single one go to its page."""
    for answer in answers:
        if "error" in answer:
            messages.error(request, answer["error"])
    known = [answer for answer in answers if answer.get("new") is False]
    if known:
        messages.info(request, _("已经有了,没有重复保存:") + " ".join(answer["name"] for answer in known))
    new = sum(answer.get("new") is True for answer in answers)
    if new:
        messages.success(request, ngettext("已上传 %(n)s 份文件。", "已上传 %(n)s 份文件。", new) % {"n": new})
    if len(answers) == 1 and "url" in answers[0]:
        return redirect(answers[0]["url"])
    return redirect("documents:upload" if not new and not known else "documents:list")
