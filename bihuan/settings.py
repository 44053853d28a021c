"""The one settings file. Everything that differs between machines comes from `BIHUAN_*` variables.

Secrets come from the environment or from files named by `BIHUAN_*_FILE`; production refuses to start with a default one
(see `bihuan/kernel/access/checks.py`).
"""

import os
from pathlib import Path

import environ
from csp.constants import NONE, SELF

from bihuan.kernel import logs

env = environ.FileAwareEnv()
BASE_DIR = Path(__file__).resolve().parent.parent

DEMO: bool = env.bool("BIHUAN_DEMO", default=False)
DEBUG: bool = env.bool("BIHUAN_DEBUG", default=False)
PRODUCTION: bool = env.bool("BIHUAN_PRODUCTION", default=False)
DATA_DIR = Path(env.str("BIHUAN_DATA_DIR", default=str(BASE_DIR / "var")))
DEVELOPMENT_SECRET = "development-only-secret-never-in-production-0123456789abcdef"
SECRET_KEY: str = env.str("BIHUAN_SECRET_KEY", default=DEVELOPMENT_SECRET)
# Former secrets, while sessions and second factors made with them are still about.
SECRET_KEY_FALLBACKS: list[str] = env.list("BIHUAN_SECRET_KEY_FALLBACKS", default=[])
# Keys that must not change when SECRET_KEY is rotated: receipts (HMAC) and the phone column (HMAC).
RECEIPT_KEY: str = env.str("BIHUAN_RECEIPT_KEY", default=SECRET_KEY)
PHONE_KEY: str = env.str("BIHUAN_PHONE_KEY", default=SECRET_KEY)
# PEM file with the Ed25519 key that signs the journal's seals; kept outside the database.
SEAL_KEY_FILE = Path(env.str("BIHUAN_SEAL_KEY_FILE", default=str(DATA_DIR / "seal.pem")))
# The hash of new journal entries, "sha256" or "sm3"; each entry names its own.
JOURNAL_ALGORITHM: str = env.str("BIHUAN_JOURNAL_ALGORITHM", default="sha256")

FACES: list[str] = env.list("BIHUAN_FACES", default=["portal", "workbench", "dashboard", "api"])
ALLOWED_HOSTS: list[str] = env.list(
    "BIHUAN_ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]", "testserver"]
)
CSRF_TRUSTED_ORIGINS: list[str] = env.list("BIHUAN_TRUSTED_ORIGINS", default=[])

KERNEL_APPS = [
    f"bihuan.kernel.{part}"
    for part in [
        "access",
        "clock",
        "calendar",
        "journal",
        "notes",
        "duties",
        "approvals",
        "retention",
        "submissions",
        "numbering",
        "notices",
        "attachments",
        "search",
        "parameters",
        "jobs",
        "figures",
        "documents",
    ]
]
DOMAIN_APPS = [
    f"bihuan.domain.{name}"
    for name in [
        "organisations",
        "enterprises",
        "knowledge",
        "cases",
        "remedies",
        "insight",
        "services",
        "liaison",
        "walkthroughs",
        "supervision",
        "indicators",
    ]
]
FACE_APPS = [f"bihuan.faces.{name}" for name in ["portal", "workbench", "dashboard", "api"]]

INSTALLED_APPS = [
    "bihuan.faces.shared",  # first: its templates win over allauth's and Django's
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "django_filters",
    "ninja",
    *KERNEL_APPS,
    *DOMAIN_APPS,
    *FACE_APPS,
    "bihuan.jobs",
    "bihuan.simulation",
]

MIDDLEWARE = [
    "bihuan.faces.shared.middleware.NumberMiddleware",
    "bihuan.kernel.logs.middleware.RequestLogMiddleware",
    "bihuan.faces.shared.middleware.BodyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "bihuan.faces.shared.middleware.HeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "bihuan.kernel.access.middleware.LongestSessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "bihuan.kernel.access.middleware.OwnPasswordMiddleware",
    "bihuan.kernel.access.middleware.SecondFactorMiddleware",
    "bihuan.faces.shared.middleware.IdleMiddleware",
    "bihuan.faces.shared.middleware.EditionMiddleware",
    "bihuan.faces.shared.middleware.ActorMiddleware",
    "bihuan.faces.shared.middleware.RefusalMiddleware",
]
CSRF_FAILURE_VIEW = "bihuan.faces.shared.error_views.csrf_failure"
FORM_RENDERER = "bihuan.faces.shared.forms.renderer.Renderer"
SITE_NAME: str = env.str("BIHUAN_SITE_NAME", default="营商环境直通车")

ROOT_URLCONF = "bihuan.urls"
WSGI_APPLICATION = "bihuan.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "bihuan.faces.shared.context.page",
            ],
        },
    },
]

# --- database -------------------------------------------------------------------------------------------------
# SQLite is the embedded default, PostgreSQL >= 15 the city's database; one code path, one alias.
# Every connection, lock and statement has its time limit.
THREADS: int = env.int("BIHUAN_THREADS", default=4)


def _database(url: str) -> dict[str, object]:
    config: dict[str, object] = env.db_url_config(url)
    config["ATOMIC_REQUESTS"] = False
    if str(config["ENGINE"]).endswith("sqlite3"):
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536;",
        }
        config["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
    else:
        config["ENGINE"] = "django.db.backends.postgresql"
        config["OPTIONS"] = {
            "pool": {"min_size": 1, "max_size": max(THREADS + 2, 4), "timeout": 10},
            "connect_timeout": 5,
            "options": "-c lock_timeout=10s -c statement_timeout=60s -c idle_in_transaction_session_timeout=60s",
        }
    return config


DATABASE_URL: str = env.str("BIHUAN_DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'bihuan.sqlite3'}")
DATABASES = {"default": _database(DATABASE_URL)}
if DATABASE_URL.startswith("sqlite") or not os.environ.get("BIHUAN_DATABASE_URL"):
    DATA_DIR.mkdir(parents=True, exist_ok=True)

# Attempts are counted here, so every process must see the same numbers; nothing else is kept in it (docs/decisions).
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "access_shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# --- language and time ----------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "bihuan" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# --- people ---------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "access.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "bihuan.kernel.access.passwords.KindsValidator"},
    {"NAME": "bihuan.kernel.access.passwords.NotTheFormerValidator"},
]
# Everybody with an account is staff. In production a second factor is demanded, elsewhere it is offered.
SECOND_FACTOR_REQUIRED: bool = env.bool("BIHUAN_SECOND_FACTOR_REQUIRED", default=PRODUCTION)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/work/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "bihuan.kernel.access.adapters.SignInAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
# Five wrong passwords close an account for a quarter of an hour; a whole office may share one address.
ACCOUNT_RATE_LIMITS = {"login_failed": "5/15m/key,100/15m/ip", "login": "120/m/ip"}
# How many proxies of ours stand in front: only then is X-Forwarded-For believed.
ALLAUTH_TRUSTED_PROXY_COUNT: int = env.int("BIHUAN_TRUSTED_PROXIES", default=0)
MFA_ADAPTER = "bihuan.kernel.access.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "闭环"
SESSION_COOKIE_AGE = 30 * 60
LONGEST_SESSION_SECONDS = 12 * 3600
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_ENGINE = "django.contrib.sessions.backends.db"

# --- transport and content security ---------------------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if PRODUCTION:
    SECURE_REDIRECT_EXEMPT = ["^healthz$", "^readyz$"]  # probes come from inside
    SECURE_SSL_REDIRECT = env.bool("BIHUAN_SSL_REDIRECT", default=True)
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "media-src": [SELF, "blob:"],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
        "base-uri": [SELF],
    }
}

# --- files ----------------------------------------------------------------------------------------------------
STATIC_URL = "static/"
# Collected once per release in production; elsewhere files are served from where they lie.
STATIC_ROOT = DATA_DIR / "static" if PRODUCTION else None
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(DATA_DIR / "files")},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_242_880
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
# The whole of a request: one video of the largest size that attachments take, and the form around it.
BODY_MEGABYTES: int = env.int("BIHUAN_BODY_MEGABYTES", default=220)
# How often one token may call the API in a minute, all processes together.
API_CALLS_PER_MINUTE: int = env.int("BIHUAN_API_CALLS_PER_MINUTE", default=6_000)

# --- mail -----------------------------------------------------------------------------------------------------
vars().update(env.email_url("BIHUAN_EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL: str = env.str("BIHUAN_FROM_EMAIL", default="bihuan@localhost")
# The city's SMS gateway: a class with `send(*, phone, text, uid)`, see kernel/notices/gateways.py.
SMS_GATEWAY: str = env.str(
    "BIHUAN_SMS_GATEWAY", default=f"bihuan.kernel.notices.gateways.{'RecordingSms' if DEMO else 'NoSms'}"
)

# Chat robots and an SMS gateway by apprise: an address with the place of the robot's key, or of the phone number. Empty: not offered.
# e.g. wecombot://{address}   dingtalk://{address}   feishu://{address}   for SMS any address of apprise with {address}
NOTICE_ROUTES: dict[str, str] = {
    channel: env.str(f"BIHUAN_NOTICE_{channel.upper()}", default="")
    for channel in ("wecom", "dingtalk", "feishu", "sms")
}

# --- log lines ------------------------------------------------------------------------------------------------
LOGGING = logs.config(
    json=PRODUCTION, level=env.str("BIHUAN_LOG_LEVEL", default="INFO" if PRODUCTION else "WARNING")
)
logs.configure()
SILENCED_SYSTEM_CHECKS: list[str] = []
