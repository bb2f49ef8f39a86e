"""What text and links may hold, and the forms in which they are compared.

The same rules guard the forms, the documents and the database, so they stand here once.
"""

import hashlib
import ipaddress
import re
import unicodedata
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

MAX_LINK_LENGTH = 2000
MAX_SLUG_LENGTH = 100
MAX_ID_LENGTH = 100
MAX_HOST_LENGTH = 253
MAX_MARKS = 30
#: Of a number that fits into 64 bits.
MAX_KEY_DIGITS = 18

#: Joiners that scripts such as Arabic, Devanagari and emoji need inside words.
_JOINERS = {"\u200c", "\u200d"}

_ID = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*", re.ASCII)
_SLUG = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_NOT_SLUG = re.compile(r"[\W_]+")
_TIME_CODE = re.compile(r"(?:(\d{1,2}):)?(\d{1,2}):(\d{2})", re.ASCII)
_DEFAULT_PORTS = {"http": 80, "https": 443}
#: An address in the path or query of another, as those of archives have.
_INNER = re.compile(r"https?(?::/|%3A)", re.IGNORECASE)
_NOTHING_STATED = {"not stated", "none stated", "nothing stated", "unstated"}
_TRACKING = re.compile(r"(?:utm_[a-z]+|fbclid|gclid)=", re.IGNORECASE)


class TextError(ValueError):
    """The text or link breaks a rule; the message says which and what to do."""


def _refused_character(text: str, allowed: str) -> str | None:
    """The first control or invisible formatting character, or None."""
    for character in text:
        category = unicodedata.category(character)
        if category in ("Cc", "Cf", "Cs", "Zl", "Zp") and not (
            character in allowed or character in _JOINERS
        ):
            return character
    return None


def clean_text(text: str, *, multiline: bool = False) -> str:
    """The text in NFC, trimmed; refuses control and bidirectional characters.

    Only a `multiline` text may hold line breaks. Raises TextError.
    """
    if not unicodedata.is_normalized("NFC", text):
        _check_marks(text)
        text = unicodedata.normalize("NFC", text)
    text = text.strip()
    refused = _refused_character(text, allowed="\n" if multiline else "")
    if refused == "\n":
        raise TextError("holds a line break; write it on one line")
    if refused is not None:
        name = unicodedata.name(refused, "control character")
        raise TextError(
            f"holds U+{ord(refused):04X} ({name.lower()}), which is not printable; "
            "remove it"
        )
    return text


def printable(text: str) -> str:
    """The text with spaces where `clean_text` would refuse a character.

    Line breaks stay, those of browsers as plain ones. For words that must not be lost
    for the sake of one character.
    """
    text = text.replace("\r\n", "\n")
    refused = {each for each in set(text) if _refused_character(each, allowed="\n")}
    return text.translate({ord(each): " " for each in refused}).strip()


def _check_marks(text: str) -> None:
    """Refuse what takes NFC quadratic time; Unicode advises 30 at most (UAX 15)."""
    run = 0
    for character in text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run > MAX_MARKS:
            raise TextError(f"has more than {MAX_MARKS} accents on one letter")


def clean_link(link: str) -> str:
    """The link, checked; raises TextError unless it is plain http or https.

    Refused are user info, backslashes, spaces, control and bidirectional characters,
    a missing or malformed host, and more than 2,000 characters.
    """
    link = link.strip()
    if len(link) > MAX_LINK_LENGTH:
        raise TextError(f"is longer than {MAX_LINK_LENGTH:,} characters")
    if "\\" in link:
        raise TextError("holds a backslash; browsers read it as a slash")
    refused = _refused_character(link, allowed="")
    if refused is not None or any(character.isspace() for character in link):
        raise TextError("holds a space, control or bidirectional character; remove it")
    parts = _split(link)
    if parts.scheme.lower() not in ("http", "https"):
        raise TextError("must begin with http:// or https://")
    if "@" in parts.netloc:
        raise TextError("holds a user name or password before the host; remove it")
    if not _is_host(parts.hostname):
        raise TextError("has no proper host, such as example.org")
    return link


def _split(link: str) -> SplitResult:
    try:
        parts = urlsplit(link)
        parts.port  # noqa: B018 -- reading it is what checks it
    except ValueError as error:
        raise TextError(f"is not a proper address: {error}") from error
    return parts


def _is_host(host: str | None) -> bool:
    if not host or len(host) > MAX_HOST_LENGTH:
        return False
    if ":" in host:
        try:
            ipaddress.ip_address(host)
        except ValueError:
            return False
        return True
    try:
        return "." in host and all(
            label and not label.startswith("-") and not label.endswith("-")
            for label in host.encode("idna").decode().removesuffix(".").split(".")
        )
    except UnicodeError:
        return False


def tidy_link(link: str) -> str:
    """A checked link as it is kept: as browsers spell it, without tracking parameters.

    Scheme and host are in lower case, a default port is left out, `.` and `..` in the
    path are resolved. It still leads to the same place on the same page: `www.`, the
    scheme and the fragment stay, and so does all of an address that holds another one.
    """
    parts = _split(link)
    netloc = _netloc(parts.hostname or "", parts, _DEFAULT_PORTS[parts.scheme])
    path, query = parts.path, parts.query
    if not _INNER.search(f"{path}?{query}"):
        path, query = _without_dots(path), _without_tracking(query)
    return urlunsplit((parts.scheme, netloc, path, query, parts.fragment))


def _netloc(host: str, parts: SplitResult, *default_ports: int) -> str:
    host = f"[{host}]" if ":" in host else host
    is_default = parts.port is None or parts.port in default_ports
    return host if is_default else f"{host}:{parts.port}"


def _without_dots(path: str) -> str:
    """The path with `.` and `..` resolved, as RFC 3986 says (5.2.4)."""
    first, *segments = path.split("/")
    kept: list[str] = []
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments and segments[-1] in (".", ".."):
        kept.append("")
    return "/".join([first, *kept])


def _without_tracking(query: str) -> str:
    return "&".join(pair for pair in query.split("&") if not _TRACKING.match(pair))


def normalise_link(link: str) -> str:
    """The form in which two addresses of one page are the same; "" stays "".

    Host in lower case and punycode without `www.`, scheme https, `.` and `..` resolved,
    no default port, fragment, tracking parameters or trailing slash. It is compared,
    never followed.
    """
    if not link:
        return ""
    parts = _split(link)
    host = parts.hostname or ""
    if ":" not in host:
        host = host.encode("idna").decode().removeprefix("www.").removesuffix(".")
    netloc = _netloc(host, parts, *_DEFAULT_PORTS.values())
    query = "&".join(filter(None, _without_tracking(parts.query).split("&")))
    path = parts.path
    if not _INNER.search(f"{path}?{parts.query}"):
        path = _without_dots(path)
    path = quote(path, safe="/%:@!$&'()*+,;=~-._").rstrip("/")
    return urlunsplit(("https", netloc, path, query, ""))


def moment_url(link: str, place: str) -> str:
    """The recording at a time code such as 1:02:47, or "" where the site has no way.

    YouTube and Vimeo take a moment in their addresses.
    """
    match = _TIME_CODE.fullmatch(place.strip())
    if match is None or not link:
        return ""
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    moment = hours * 3600 + minutes * 60 + seconds
    parts = _split(link)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    if host in ("youtube.com", "youtu.be"):
        kept = [pair for pair in parts.query.split("&") if pair[:2] not in ("t=", "")]
        query = "&".join([*kept, f"t={moment}s"])
        return urlunsplit(parts._replace(query=query, fragment=""))
    if host == "vimeo.com":
        return urlunsplit(parts._replace(fragment=f"t={moment}s"))
    return ""


def fold(text: str) -> str:
    """The text as it is compared: no case, no accents, single spaces."""
    decomposed = unicodedata.normalize("NFKD", _without_case(text))
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(plain.split())


def says_nothing_is_stated(words: str) -> bool:
    """Whether it is what people write where nothing was said, such as “Not stated.”"""
    return fold(words).strip(" .") in _NOTHING_STATED


def _without_case(text: str) -> str:
    """Mathematical and superscript capitals become plain letters first."""
    return unicodedata.normalize("NFKD", text).casefold()


def _without_latin_accents(text: str) -> str:
    """Latin letters lose their marks; the marks of other scripts are letters' parts."""
    plain: list[str] = []
    for character in unicodedata.normalize("NFKD", text):
        if unicodedata.combining(character) and plain and plain[-1].isascii():
            continue
        plain.append(character)
    return unicodedata.normalize("NFC", "".join(plain))


def slug_for(name: str) -> str:
    """A slug for a name in any script; never empty.

    Latin letters lose their accents; a name that has other letters keeps them, as
    addresses may hold any script. A name without letters or digits gets a short digest.
    """
    # lower(): Cherokee folds to capitals.
    plain = _without_latin_accents(_without_case(name).lower())
    folded = _NOT_SLUG.sub("-", plain).strip("-")
    slug = folded[:MAX_SLUG_LENGTH].strip("-")
    return slug or f"x-{hashlib.sha256(name.encode()).hexdigest()[:10]}"


def is_key(text: str) -> bool:
    """Whether it can be the key of a row: digits, and not more than databases hold."""
    return text.isascii() and text.isdigit() and len(text) <= MAX_KEY_DIGITS


def cut(text: str, length: int) -> str:
    """At most so many characters and an ellipsis, whole words where there are any."""
    if len(text) <= length:
        return text
    end = text.rfind(" ", length // 2, length + 1)
    return f"{text[: end if end > 0 else length].rstrip()}…"


def is_slug(text: str) -> bool:
    """Lower-case letters of any script and digits, in groups joined by hyphens."""
    return (
        len(text) <= MAX_SLUG_LENGTH
        and text == text.lower()
        and _SLUG.fullmatch(text) is not None
    )


def is_stable_id(text: str) -> bool:
    """Lower-case letters and digits in groups joined by `-`, `_` or `.`."""
    return len(text) <= MAX_ID_LENGTH and _ID.fullmatch(text) is not None


def initials(name: str) -> str:
    """The first letters of the first and the last word of a name."""
    words = name.split()
    ends = words[:1] + words[1:][-1:]
    return "".join(word[0].upper() for word in ends)
