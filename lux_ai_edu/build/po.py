"""The .po files of translators and the .mo files of learners, with Babel."""

import io
import re
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po

_WIDTH = 100
# What Babel takes for granted: it cuts off the first and the last sign of a text, quotes or not.
_LINE = re.compile(
    r'(#(?!~)|#~\|).*|((#~\s*)?((msgctxt|msgid|msgid_plural|msgstr(\[\d+\])?)\s*)?"(\\.|[^"\\])*"|#~)?'
)
_ENGLISH_NAMES = {"fr": "French", "de": "German", "lb": "Luxembourgish"}
_TO_REVIEW = "\n# A native speaker has yet to review this file: corrections are very welcome."


_BROKEN = 'A text stands between two ", and a quote inside it is written \\". Mend the line.'


class _Undated(Catalog):
    """A catalogue whose header holds no date and no tool's version, so that it prints the same each time."""

    def _headers(self) -> list[tuple[str, str]]:
        return [
            ("Language", str(self.locale_identifier)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit\n"),
        ]

    mime_headers = property(_headers)


@dataclass(frozen=True)
class Translation:
    """One .po file, brought up to date with the sentences of today.

    Args:
        catalogue: Babel's catalogue; changed sentences are *fuzzy* in it.
        faults: (line of the file, sentence) for each translation that cannot be used as it is.
    """

    catalogue: Catalog
    faults: list[tuple[int, str]] = field(default_factory=list)

    def agreed(self) -> dict[str, str]:
        """Return the translations a person has agreed to, by their English sentence."""
        return {str(m.id): str(m.string) for m in self.catalogue if m.id and m.string and not m.fuzzy}

    def po(self) -> bytes:
        """Return the bytes of the .po file."""
        stream = io.BytesIO()
        write_po(stream, self.catalogue, width=_WIDTH, include_lineno=False)
        return stream.getvalue().rstrip(b"\n") + b"\n"

    def mo(self, only: Container[str] | None = None) -> bytes:
        """Return the bytes of a .mo file with the agreed translations (`only`: of these sentences)."""
        chosen = _Undated(locale=self.catalogue.locale_identifier, fuzzy=False)
        for msgid, string in self.agreed().items():
            if only is None or msgid in only:
                chosen.add(msgid, string)
        stream = io.BytesIO()
        write_mo(stream, chosen)
        return stream.getvalue()


def merge(
    old: bytes,
    sentences: Iterable[tuple[str, str]],
    language: str,
    subject: str,
    faults: Callable[[str, str], list[str]],
) -> Translation:
    """Bring a .po file up to date.

    A changed sentence keeps its translation and becomes fuzzy.
    A translated sentence that is gone is kept as `#~`, and finds its translation there when it comes back.

    Args:
        old: the file's bytes, b"" for a new one.
        sentences: (English sentence, name of the file it stands in), in reading order.
        language: "fr", "de" or "lb".
        subject: what is translated, for the head of a new file.
        faults: names what a translation must keep and does not.
    """
    template = Catalog()
    for msgid, file in sentences:
        template.add(msgid, locations=[(file, 0)])
    head = f"# {_ENGLISH_NAMES[language]} translation of {subject}." + _TO_REVIEW * (language == "lb") + "\n#"
    catalogue = _Undated(locale=language, header_comment=head, fuzzy=False)
    found: list[tuple[int, str]] = []
    if old.strip():
        try:
            text = old.decode("utf-8-sig")
            for number, written in enumerate(text.split("\n"), 1):
                if not _LINE.fullmatch(written.strip()):
                    return Translation(catalogue, [(number, _BROKEN)])
            before = read_po(io.BytesIO(text.encode()), locale=language, abort_invalid=True)
        except (PoFileError, UnicodeDecodeError, ValueError) as error:
            line = getattr(error, "lineno", 0) + 1
            return Translation(catalogue, [(line, f"gettext cannot read this: {error}. Mend the line.")])
        if before.header_comment and "PROJECT" not in before.header_comment:  # Babel's, when there is none
            catalogue.header_comment = before.header_comment
        for message in [*before, *before.obsolete.values()]:
            if message.id and message.id not in catalogue:
                catalogue[message.id] = message
            if message.id in template and message.string and not message.fuzzy:
                for fault in faults(str(message.id), str(message.string)):
                    found.append((message.lineno or 1, f"{fault}. Write it as the English sentence does."))
    catalogue.update(template)
    for key in [key for key, message in catalogue.obsolete.items() if not message.string]:
        del catalogue.obsolete[key]
    return Translation(catalogue, found)


def completeness(po: bytes) -> tuple[int, int, int]:
    """Count the sentences of a .po file: translated, fuzzy (they wait for a person), and not translated."""
    messages = [message for message in read_po(io.BytesIO(po)) if message.id]
    fuzzy = sum(bool(message.string and message.fuzzy) for message in messages)
    missing = sum(not message.string for message in messages)
    return len(messages) - fuzzy - missing, fuzzy, missing
