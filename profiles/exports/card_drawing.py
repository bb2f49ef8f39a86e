"""Drawing share cards, in the look of the site: paper, ink and one signal colour.

The same card gives the same bytes: the font and the layout are the package's own, and
nothing of the day or the machine goes into the file.
"""

from io import BytesIO

from PIL import Image, ImageDraw
from PIL.ImageFont import FreeTypeFont

from profiles.choices import RiskLevel
from profiles.exports.cards import Card
from profiles.exports.lettering import Fitted, Weight, fitted, font

WIDTH, HEIGHT = 1200, 630

#: The light colours of static/css/tokens.css; a test holds them to it.
COLOURS = {
    "paper": "#f5f2ea",
    "ink": "#1c1b19",
    "ink-soft": "#56524a",
    "rule": "#d8d1c1",
    "signal": "#a8321f",
}

_MARGIN = 64
_INNER = WIDTH - 2 * _MARGIN
_RIGHT = WIDTH - _MARGIN
#: Between these the words stand; above is the masthead, below the evidence.
_TOP, _BOTTOM = 122, 468
_NAME_SIZES = (66, 56, 48, 40, 34)
_QUOTE_SIZES = (84, 76, 68, 60, 52, 46, 41, 37, 33, 30)
_PROSE_SIZES = (32, 30, 28)
_DETAIL_SIZES = (28,)
_CUT = "Cut to fit; all of it is at the address."


def draw(card: Card) -> bytes:
    """The card as a PNG of 1200 by 630 pixels."""
    return _Sheet(card).png()


class _Sheet:
    def __init__(self, card: Card) -> None:
        self.card = card
        self.image = Image.new("RGB", (WIDTH, HEIGHT), COLOURS["paper"])
        self.canvas = ImageDraw.Draw(self.image)
        self.is_cut = False

    def png(self) -> bytes:
        self._masthead()
        if self.card.is_quotation:
            self._quotation()
        else:
            self._account()
        self._evidence()
        self._foot()
        file = BytesIO()
        self.image.save(file, "PNG")
        return file.getvalue()

    # Pieces from the top to the bottom

    def _masthead(self) -> None:
        self._text(_MARGIN, 46, "Intelligence Dossier", font(Weight.SEMIBOLD, 28))
        self._right(46, self.card.kind, font(Weight.SEMIBOLD, 28), "signal")
        self._rule(96, "ink", 3)

    def _quotation(self) -> None:
        """The words as large as they can be, and whose they are below them."""
        by = self._fit(f"— {self.card.name}", Weight.SEMIBOLD, (36, 32, 28), 46)
        height = _BOTTOM - _TOP - by.height - 14
        words = self._fit(
            f"“{self.card.words}", Weight.REGULAR, _QUOTE_SIZES, height, closing="”"
        )
        y = self._lines(_TOP, words)
        self._lines(y + 14, by)

    def _account(self) -> None:
        """The name, what is to be known first, and as much of the prose as fits."""
        y = _TOP
        if self.card.epithet:
            y = self._stamp(y, self.card.epithet)
        name = self._fit(self.card.name, Weight.SEMIBOLD, _NAME_SIZES, 84)
        y = self._lines(y, name) + 6
        if self.card.has_scale:
            y = self._scale(y, self.card.level)
        if self.card.detail:
            detail = self._fit(self.card.detail, Weight.REGULAR, _DETAIL_SIZES, 76)
            y = self._lines(y, detail, "ink-soft") + 10
        words = self._fit(self.card.words, Weight.REGULAR, _PROSE_SIZES, _BOTTOM - y)
        self._lines(y, words)

    def _evidence(self) -> None:
        """Where it is from and when, how sure it is, and the grade in a box."""
        self._rule(484, "rule", 2)
        width = _INNER
        if self.card.grade is not None:
            width -= self._grade(str(self.card.grade)) + 24
        facts = self._fit(self.card.facts, Weight.SEMIBOLD, (28, 25), 40, width)
        self._lines(496, facts)
        status = self.card.status
        if self.card.grade is not None and not self.card.is_doubtful:
            status = f"{status}. {self.card.grade.words.capitalize()}"
        shown = self._fit(status, Weight.REGULAR, (25, 22), 36, width)
        self._lines(533, shown, "signal" if self.card.is_doubtful else "ink-soft")

    def _foot(self) -> None:
        face = font(Weight.REGULAR, 22)
        self._rule(577, "rule", 2)
        note = " ".join(filter(None, [_CUT if self.is_cut else "", self.card.note]))
        room = _INNER - (round(face.getlength(note)) + 32 if note else 0)
        address = fitted(self.card.address, Weight.REGULAR, (22,), room, 30)
        self._right(587, note, face, "signal")
        self._lines(587, address, "ink-soft")

    def _stamp(self, y: int, words: str) -> int:
        """The epithet as it is stamped on a dossier's page."""
        shown = self._fit(words.upper(), Weight.SEMIBOLD, (22,), 30, _INNER - 28)
        line = shown.lines[0]
        right = _MARGIN + shown.face.getlength(line) + 28
        self.canvas.rectangle((_MARGIN, y, right, y + 40), None, COLOURS["signal"], 3)
        self._text(_MARGIN + 14, y + 5, line, shown.face, "signal")
        return y + 50

    def _scale(self, y: int, level: RiskLevel | None) -> int:
        """The four levels as boxes, that of the person and those below it filled."""
        levels = list(RiskLevel)
        reached = levels.index(level) if level is not None else -1
        for index in range(len(levels)):
            left = _MARGIN + index * 60
            box = (left, y + 10, left + 50, y + 28)
            fill = COLOURS["signal"] if index <= reached else None
            self.canvas.rectangle(box, fill, COLOURS["ink"], 2)
        words = "not stated" if level is None else level.label
        self._text(
            _MARGIN + 260, y - 1, f"Perceived risk: {words}", font(Weight.SEMIBOLD, 28)
        )
        return y + 50

    def _grade(self, words: str) -> int:
        """The grade in a box at the right; its width is returned."""
        face = font(Weight.SEMIBOLD, 40)
        width = round(face.getlength(words)) + 36
        left = _RIGHT - width
        self.canvas.rectangle((left, 498, _RIGHT, 564), None, COLOURS["ink"], 3)
        self._text(left + 18, 503, words, face)
        return width

    # Strokes

    def _fit(
        self,
        words: str,
        weight: Weight,
        sizes: tuple[int, ...],
        height: int,
        width: int = _INNER,
        closing: str = "",
    ) -> Fitted:
        found = fitted(words, weight, sizes, width, height, closing)
        self.is_cut = self.is_cut or found.is_cut
        return found

    def _lines(self, y: int, lines: Fitted, colour: str = "ink") -> int:
        for index, line in enumerate(lines.lines):
            self._text(_MARGIN, y + index * lines.spacing, line, lines.face, colour)
        return y + lines.height

    def _text(
        self, x: float, y: int, words: str, face: FreeTypeFont, colour: str = "ink"
    ) -> None:
        self.canvas.text((x, y), words, COLOURS[colour], face)

    def _right(self, y: int, words: str, face: FreeTypeFont, colour: str) -> None:
        self._text(_RIGHT - face.getlength(words), y, words, face, colour)

    def _rule(self, y: int, colour: str, height: int) -> None:
        self.canvas.rectangle((_MARGIN, y, _RIGHT - 1, y + height - 1), COLOURS[colour])
