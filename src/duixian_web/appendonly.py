"""Rows that are written once and never changed or removed.

In goes a model; out comes one whose rows refuse ``save`` after the first, ``delete``, and the same upon whole queries.
"""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models

from duixian.errors import InternalError

__all__ = ["AppendOnly", "AppendOnlyRows"]


def _refuse(model: type[models.Model], what: str) -> NoReturn:
    raise InternalError("web-append-only", rows=model.__name__, what=what)


class AppendOnlyRows(models.QuerySet[Any]):
    """Queries that read and add, and refuse the rest."""

    def update(self, **_: Any) -> NoReturn:
        """Refuse."""
        _refuse(self.model, "update")

    def delete(self) -> NoReturn:
        """Refuse."""
        _refuse(self.model, "delete")

    def bulk_update(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse."""
        _refuse(self.model, "update")


class AppendOnly(models.Model):
    """A model whose rows are written once.

    Raises:
        InternalError: ``web-append-only``: a row was to be changed or removed; that is a defect of the caller.
    """

    objects = AppendOnlyRows.as_manager()

    class Meta:
        """No table of its own."""

        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new row; refuse to write it again."""
        if not self._state.adding:
            _refuse(type(self), "update")
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse."""
        _refuse(type(self), "delete")
