"""Settings. What differs between machines comes from the environment.

With none set, a checkout runs on this machine alone, with debug and two SQLite files.
Naming DOSSIER_HOSTS opens it to others and turns debug off; from then on a strong
secret key is required. `python manage.py check --deploy` looks at the rest.
"""

from pathlib import Path

from dossier_site.environment import Environment, is_loopback

BASE_DIR = Path(__file__).resolve().parent.parent

env = Environment()

DATA_DIR = env.folder("DOSSIER_DATA_DIR", BASE_DIR / "data")
DATA_DIR.mkdir(parents=True, exist_ok=True)

# Who is served, and how

ALLOWED_HOSTS = env.words("DOSSIER_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
DEBUG = env.flag("DOSSIER_DEBUG", default=not env.is_set("DOSSIER_HOSTS"))
HTTPS = env.flag("DOSSIER_HTTPS", default=not DEBUG)
SECRET_KEY = env.secret("DOSSIER_SECRET_KEY")
# What absolute addresses begin with; "" takes the host of the request.
DOSSIER_ORIGIN = env.origin("DOSSIER_ORIGIN")

if any("*" in host for host in ALLOWED_HOSTS):
    env.refuse("DOSSIER_HOSTS holds “*”; name each host that is served.")
if DEBUG:
    # Sessions of a debug run last as long as its data folder stays where it is.
    SECRET_KEY = SECRET_KEY or f"debug only, never to be served: {DATA_DIR}"
    if not all(map(is_loopback, ALLOWED_HOSTS)):
        env.refuse(
            "DOSSIER_DEBUG is on, but DOSSIER_HOSTS names more than this machine."
        )
elif not SECRET_KEY:
    env.refuse(
        "DOSSIER_SECRET_KEY is missing; set it to 50 or more random characters, or "
        "name a file that holds them in DOSSIER_SECRET_KEY_FILE."
    )
elif len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 12:
    env.refuse(
        "DOSSIER_SECRET_KEY is weak; it needs 50 or more characters drawn at random."
    )

# Databases: see profiles/databases.py

DATABASES = {
    "default": env.database("DATABASE_URL", DATA_DIR / "desk.sqlite3"),
    "public": env.database("PUBLIC_DATABASE_URL", DATA_DIR / "public.sqlite3"),
}
# Tests of the reading room run without the desk's database.
DATABASES["public"]["TEST"] = {"DEPENDENCIES": []}
DATABASE_ROUTERS = ["profiles.databases.RoomRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Whether nobody approves their own changes. Turned off at a desk of one, whose
# editions say so.
DOSSIER_FOUR_EYES = env.flag("DOSSIER_FOUR_EYES", default=True)

env.raise_mistakes()

# The application

INSTALLED_APPS = [
    "profiles.apps.ProfilesConfig",
    "profiles.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_countries",
    "django_filters",
    "django_htmx",
    "django_tables2",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "dossier_site.headers.content_security_policy",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "dossier_site.urls"
WSGI_APPLICATION = "dossier_site.wsgi.application"

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
            ],
        },
    },
]

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

LANGUAGE_CODE = "en-gb"
# Britain’s way of typing days would be taken for another day elsewhere.
FORMAT_MODULE_PATH = "dossier_site.formats"
TIME_ZONE = "UTC"
USE_I18N = False
USE_TZ = True

# Static files

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        ),
    },
}
WHITENOISE_USE_FINDERS = DEBUG

# Safety

SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
}
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
# Other sites learn nothing; our own forms need it, or the desk refuses their origin.
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "profiles.admin.refused.out_of_date"
X_FRAME_OPTIONS = "DENY"
if env.flag("DOSSIER_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
env.raise_mistakes()

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
