"""Environment → the settings of Django.

In go the variables that ``docs/reference/web.md`` describes, and nothing else; out come settings that are safe as they
stand. There is no debug mode: a page for visitors never tells about the inside.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF

import duixian
from duixian.errors import UsageError
from duixian_web.datafolder import DataFolder
from duixian_web.environment import Environment

_environment = Environment()

# ------------------------------------------------------------------------------------------ what the environment says

DATA_FOLDER = DataFolder(Path(_environment.text("DUIXIAN_DATA", "duixian-data")))
HTTPS = _environment.flag("DUIXIAN_HTTPS", default=False)
TRUSTED_PROXIES = _environment.number("DUIXIAN_PROXIES", 0, least=0, most=9)
WORKERS = _environment.number("DUIXIAN_WORKERS", 1, least=0, most=16)
THREADS = _environment.number("DUIXIAN_THREADS", 8, least=1, most=256)
MAX_UPLOAD_BYTES = _environment.number("DUIXIAN_MAX_UPLOAD_MB", 20, least=1, most=50) << 20

ALLOWED_HOSTS = list(_environment.hosts("DUIXIAN_HOSTS", ("localhost", "127.0.0.1", "[::1]")))
CSRF_TRUSTED_ORIGINS = list(_environment.origins("DUIXIAN_ORIGINS"))
TIME_ZONE = _environment.text("DUIXIAN_TIME_ZONE", "Asia/Shanghai")
SECRET_KEY = _environment.secret("DUIXIAN_SECRET_KEY") or DATA_FOLDER.secret_key()


def _database() -> dict[str, Any]:
    """Return the database's settings: ``DATABASE_URL``, else a file of the data folder."""
    url = _environment.secret("DATABASE_URL")
    if url is None:
        # IMMEDIATE: a transaction takes the one writer's place when it begins, so that what it read still holds when it
        # writes; without it two editors could both read the old state.
        options = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        }
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(DATA_FOLDER.database), "OPTIONS": options}
    if not url.startswith(("postgres://", "postgresql://")):
        # The address may hold a password, so only its scheme is told.
        raise UsageError("web-setting", name="DATABASE_URL", found=url.partition(":")[0], wanted="postgres://…")
    try:
        # Connections live as long as their thread: waitress keeps its threads.
        found: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True))
    except ValueError as error:
        raise UsageError("web-setting", name="DATABASE_URL", found="…", wanted="postgres://…") from error
    return found


DATABASES = {"default": _database()}

# ------------------------------------------------------------------------------------------------------- application

DEBUG = False
ROOT_URLCONF = "duixian_web.urls"
WSGI_APPLICATION = "duixian_web.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "pages:home"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "duixian_web.pages",
    "duixian_web.accounts",
    "duixian_web.audit_trail",
    "duixian_web.rate_limits",
    "duixian_web.jobs",
    "duixian_web.documents",
    "duixian_web.ledger",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "duixian_web.middleware.headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "duixian_web.middleware.client_address",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "duixian_web.middleware.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "duixian_web.middleware.no_store_when_signed_in",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "duixian_web.pages.navigation.navigation",
            ],
        },
    }
]

# ------------------------------------------------------------------------------------------------ accounts, sessions

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ("username", "name")}},
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
]
OTP_TOTP_ISSUER = "duixian"

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_NAME = "__Host-duixian" if HTTPS else "duixian"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"
CSRF_COOKIE_NAME = "__Host-duixian-csrf" if HTTPS else "duixian-csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "duixian_web.pages.views.csrf_failure"
LANGUAGE_COOKIE_NAME = "duixian-language"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# ---------------------------------------------------------------------------------------------------------- headers

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
X_FRAME_OPTIONS = "DENY"

# ---------------------------------------------------------------------------------------------------- uploads, files

DATA_UPLOAD_MAX_MEMORY_SIZE = 1 << 20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 100
FILE_UPLOAD_MAX_MEMORY_SIZE = 1 << 20
FILE_UPLOAD_HANDLERS = [
    "duixian_web.uploads.BoundedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

STATIC_URL = "/static/"
# Style that the core's own pages have as well.
STATICFILES_DIRS = [("core", str(Path(duixian.__file__).parent / "exports" / "templates"))]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 24 * 60 * 60  # a changed file has another address: see pages.templatetags

# ---------------------------------------------------------------------------------------------------------- language

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
USE_I18N = True
USE_TZ = True

# ----------------------------------------------------------------------------------------------------------- logging

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
