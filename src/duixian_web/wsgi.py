"""The application as a WSGI callable, for waitress and other servers.

In goes a request's environment; out comes the response.
"""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

__all__ = ["application"]

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "duixian_web.settings")

application = get_wsgi_application()
