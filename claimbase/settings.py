"""All settings, on one page. What an operator may change is read from the environment here.

Without any variable claimbase runs for local use; `CLAIMBASE_ENV=production` demands a secret key
and host names, and switches every protection on.
"""

from __future__ import annotations

import logging
from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from claimbase import env
from claimbase.embedded import addresses
from claimbase.local_secret import local_secret_key
from claimbase.logs import logging_settings

BASE_DIR = Path(__file__).resolve().parent.parent
ENVIRONMENT = env.choice("CLAIMBASE_ENV", "local", ("local", "production"))
PRODUCTION = ENVIRONMENT == "production"
DATA_DIR = Path(env.text("CLAIMBASE_DATA", str(BASE_DIR / ".data"))).expanduser().resolve()
DEBUG = env.flag("CLAIMBASE_DEBUG", default=False)

# --- Services: both named in the environment, or both embedded -------------------------------
_database_url = env.text("DATABASE_URL")
_redis_url = env.text("REDIS_URL")
if bool(_database_url) != bool(_redis_url):
    missing = "REDIS_URL" if _database_url else "DATABASE_URL"
    raise ImproperlyConfigured(
        f"{missing} is not set. Set both DATABASE_URL and REDIS_URL, or neither, to use the "
        "embedded PostgreSQL and Valkey."
    )
USES_EMBEDDED_SERVICES = not _database_url
if USES_EMBEDDED_SERVICES:
    _database_url = addresses(DATA_DIR).database_url
    _redis_url = addresses(DATA_DIR).redis_url
DATABASES = {"default": env.database(_database_url, env.integer("CLAIMBASE_DB_POOL", 8))}
REDIS_URL = env.redis_database(_redis_url, 0)
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": env.redis_database(_redis_url, 1),
        "KEY_PREFIX": "claimbase",
    }
}

# --- What analysts and operators tune --------------------------------------------------------
MAX_FILE_BYTES = env.integer("CLAIMBASE_MAX_FILE_MB", 25, least=1) * 1024 * 1024
MAX_UPLOAD_FILES = env.integer("CLAIMBASE_MAX_UPLOAD_FILES", 500, least=1)
MAX_UPLOAD_BYTES = env.integer("CLAIMBASE_MAX_UPLOAD_MB", 500, least=1) * 1024 * 1024
MAX_ZIP_BYTES = env.integer("CLAIMBASE_MAX_ZIP_MB", 50, least=1) * 1024 * 1024
MAX_UNPACKED_BYTES = env.integer("CLAIMBASE_MAX_UNPACKED_MB", 200, least=1) * 1024 * 1024
MAX_ZIP_RATIO = env.integer("CLAIMBASE_MAX_ZIP_RATIO", 100, least=2)
FETCH_SECONDS = env.integer("CLAIMBASE_FETCH_SECONDS", 30, least=1)
# Private networks that web addresses may lead to; without any, none.
FETCH_PRIVATE = env.networks("CLAIMBASE_FETCH_PRIVATE")
MAX_ATTEMPTS = env.integer("CLAIMBASE_MAX_ATTEMPTS", 3, least=1)
PARSE_SECONDS = env.integer("CLAIMBASE_PARSE_SECONDS", 60, least=1)
PARSE_MEMORY_MB = env.integer("CLAIMBASE_PARSE_MEMORY_MB", 1024, least=256)
STUCK_SECONDS = env.integer("CLAIMBASE_STUCK_SECONDS", 120, least=5)
REPEATED_LINE_ARTICLES = env.integer("CLAIMBASE_REPEATED_LINE_ARTICLES", 3, least=2)
# One text is a copy of another when this share of the shorter one's runs of five words stands in the
# other. Measured (tests/bench/copies.py): a report of its own that quotes a third of another shares
# 0.33; of copies that were edited throughout, one word in fifteen, 0.58 is the least.
COPY_SHARE = env.number("CLAIMBASE_COPY_SHARE", 0.5, least=0.1, most=1)
FIGURE_TOLERANCE = env.number("CLAIMBASE_FIGURE_TOLERANCE", 0.05, least=0, most=0.5)
FIGURE_MOMENT_DAYS = env.integer("CLAIMBASE_FIGURE_MOMENT_DAYS", 60, least=0)
# A folder with claim types of one's own (`*.toml`), beside those of claims/catalogue/types.
CATALOGUE = Path(own_types) if (own_types := env.text("CLAIMBASE_CATALOGUE")) else None
LINK_PLACE_SCORE = env.number("CLAIMBASE_LINK_PLACE", 0.5, least=0, most=1)
LINK_SUGGEST_SCORE = env.number("CLAIMBASE_LINK_SUGGEST", 0.3, least=0, most=1)
# Facets are counted among so many claims at most, those that changed last, and beyond this many a list
# says "10,000+": what a page costs ends there.
FACETS_COUNTED = env.integer("CLAIMBASE_FACETS_COUNTED", 30_000, least=100)
CLAIMS_COUNTED = env.integer("CLAIMBASE_CLAIMS_COUNTED", 10_000, least=100)
SPEAKER_SAME_SCORE = env.number("CLAIMBASE_SPEAKER_SAME", 0.85, least=0, most=1)
SPEAKER_SUGGEST_SCORE = env.number("CLAIMBASE_SPEAKER_SUGGEST", 0.6, least=0, most=1)

# --- Who reads: the rules, a language model, or somebody's own class ---------------------------
READER = env.text("CLAIMBASE_READER", "rules")
LLM_URL = env.text("CLAIMBASE_LLM_URL")
LLM_MODEL = env.text("CLAIMBASE_LLM_MODEL")
LLM_KEY = env.text("CLAIMBASE_LLM_KEY")
LLM_SECONDS = env.integer("CLAIMBASE_LLM_SECONDS", 100, least=1)
LLM_CHARACTERS = env.integer("CLAIMBASE_LLM_CHARACTERS", 12_000, least=500)

# --- Django ----------------------------------------------------------------------------------
SECRET_KEY = env.text("CLAIMBASE_SECRET_KEY")
if not SECRET_KEY:
    if PRODUCTION:
        raise ImproperlyConfigured(
            "CLAIMBASE_SECRET_KEY is not set. Make one with: python -c "
            "'import secrets; print(secrets.token_urlsafe(50))'"
        )
    SECRET_KEY = local_secret_key(DATA_DIR)
ALLOWED_HOSTS = env.items(
    "CLAIMBASE_ALLOWED_HOSTS", () if PRODUCTION else ("localhost", "127.0.0.1", "[::1]")
)
CSRF_TRUSTED_ORIGINS = env.items("CLAIMBASE_CSRF_TRUSTED_ORIGINS")
ROOT_URLCONF = "claimbase.urls"
WSGI_APPLICATION = "claimbase.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

INSTALLED_APPS = [
    "claimbase",
    "claims",
    "sources",
    "accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_filters",
    "django_htmx",
    "django_structlog",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "knox",
    "pghistory",
    "pghistory.admin",
    "pgtrigger",
    "rest_framework",
    "template_partials",
    "whitenoise.runserver_nostatic",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "claimbase.errors.ErrorPagesMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.PreferencesMiddleware",
    "claimbase.errors.SignInAgainMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "claimbase.context.appearance",
            ],
        },
    }
]
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
if PRODUCTION:
    STATIC_ROOT = BASE_DIR / "staticfiles"
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
else:
    WHITENOISE_USE_FINDERS = True
    WHITENOISE_AUTOREFRESH = True
# Beside every file may stand one that tells about it. What is handed in is counted exactly later.
DATA_UPLOAD_MAX_NUMBER_FILES = 2 * MAX_UPLOAD_FILES + 100
DATA_UPLOAD_MAX_NUMBER_FIELDS = DATA_UPLOAD_MAX_NUMBER_FILES + 100
# A pasted text may be as long as a file.
DATA_UPLOAD_MAX_MEMORY_SIZE = MAX_FILE_BYTES + 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "claimbase.uploads.WholeUploadLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- Signing in ------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = [
    "accounts.backends.SignInBackend",
    "accounts.backends.RefusalNotes",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600
ACCOUNT_ADAPTER = "claimbase.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "claimbase: "
# Whoever asks for a new password for an unknown address gets no mail, and the same page.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
MFA_ADAPTER = "claimbase.accounts.MFAAdapter"
MFA_TOTP_ISSUER = "claimbase"
MFA_TOTP_TOLERANCE = 1
# Limits on sign-in count by address, which behind the proxy is the one it forwards for.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if PRODUCTION else 0
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

# --- Mail: links to set a password, notices on changes to an account --------------------------
_mail_url = env.text("CLAIMBASE_MAIL_URL")
SENDS_MAIL = bool(_mail_url)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("CLAIMBASE_MAIL_FROM", "claimbase@localhost")
EMAIL_TIMEOUT = 10
EMAIL_FILE_PATH = str(DATA_DIR / "mail")
if SENDS_MAIL:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    globals().update(env.mail(_mail_url))
else:
    # In production a link to set a password must not lie in a file: admins hand links over.
    EMAIL_BACKEND = (
        "django.core.mail.backends.dummy.EmailBackend" if PRODUCTION else "claimbase.mail.KeptMail"
    )

# --- Protections -----------------------------------------------------------------------------
# Who asked, and for what, is kept with what is written; reading writes nothing that has a history.
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
API_DOCS_CSP = {"script-src": [SELF, NONCE], "style-src": [SELF, "'unsafe-inline'"]}
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "claimbase.errors.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_SECURE = PRODUCTION
if PRODUCTION:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = env.flag("CLAIMBASE_SSL_REDIRECT", default=True)
    # The container's own probes speak plain HTTP.
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True

# --- Celery: a wake-up only; PostgreSQL holds the truth --------------------------------------
CELERY_BROKER_URL = env.celery_broker(_redis_url)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600}
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_DEFAULT_QUEUE = env.text("CLAIMBASE_QUEUE", "claimbase")
CELERY_TASK_TIME_LIMIT = 600
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 5
CELERY_WORKER_ENABLE_SOFT_SHUTDOWN_ON_IDLE = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "sources.tasks.sweep", "schedule": 30.0, "options": {"expires": 25}},
    "forget answers": {"task": "sources.tasks.forget_old_answers", "schedule": 3600.0},
}

# --- API -------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.authentication.BearerTokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "sources.api.schema.Schema",
    "DEFAULT_PAGINATION_CLASS": "sources.api.pagination.KeysetPagination",
    "EXCEPTION_HANDLER": "claimbase.refusals.exception_handler",
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.UserRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {"user": env.text("CLAIMBASE_API_RATE", "600/min")},
    "NUM_PROXIES": 1 if PRODUCTION else 0,
    "COERCE_DECIMAL_TO_STRING": True,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
KNOX_TOKEN_MODEL = "accounts.Token"  # noqa: S105 - a model
# Its own table would be made beside ours, and hold on to the people in it.
MIGRATION_MODULES = {"knox": None}
REST_KNOX = {"TOKEN_TTL": None, "TOKEN_PREFIX": "cb_"}
SPECTACULAR_SETTINGS = {
    "TITLE": "claimbase",
    "DESCRIPTION": "Claims, who makes them, and how many independent origins stand behind them.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "StatusEnum": "claims.models.claim.Status",
        "DecisionEnum": "claims.models.claim.DECISIONS",
        "SpeakerKindEnum": "claims.models.speaker.Speaker.Kind",
        "OriginKindEnum": "claims.models.origin.Origin.Kind",
        "ChallengeKindEnum": "claims.models.challenge.Challenge.Kind",
        "FlagKindEnum": "claims.models.assertion_flag.AssertionFlag.Kind",
        "ChangeKindEnum": "claims.models.editorial_change.EditorialChange.Kind",
        "SpeakerChangeKindEnum": "claims.models.speaker_change.SpeakerChange.Kind",
    },
}

# --- Logging ---------------------------------------------------------------------------------
DJANGO_STRUCTLOG_STATUS_4XX_LOG_LEVEL = logging.INFO
LOGGING = logging_settings(
    env.choice("CLAIMBASE_LOG_FORMAT", "json" if PRODUCTION else "console", ("console", "json")),
    env.text("CLAIMBASE_LOG_LEVEL", "INFO"),
)
