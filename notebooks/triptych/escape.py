"""Text of unknown origin, made safe for the place where it is written.

A results file may come from an untrusted source. So all its texts are escaped where the file is
read (markdown_of): inside these modules they are Markdown, and code that builds a sentence of them
has nothing to escape. The page's template escapes all that is not marked as HTML (see page.py).
"""

import html
import json
import re
from functools import lru_cache

# Control characters and invisible ones, as in common/harness/escape.cpp; and surrogates, which no
# file can hold.
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e"
                    "\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff\ud800-\udfff]")
# As character references: they mean the same in every dialect of Markdown, and within a repr. A
# dollar sign or a backslash gets its own element, or MathJax would read a formula.
MARKUP = {ord(sign): f"&#{ord(sign)};" for sign in "&<>`*[]|"} | {
    ord(sign): f"<span>&#{ord(sign)};</span>" for sign in "$\\"}
# An underscore that makes emphasis (not one within a name), and parts of what becomes a link.
BY_PLACE = re.compile(r"(?<![^\W_])_|_(?![^\W_])|(?<=www)\.|:(?=//)")
WRITTEN = re.compile(r"\\([!-/:-@\[-`{-~])|</?span>|(&#?\w+;)")


def for_terminal(text):
    """The text with control characters and invisible ones written out: \\x1b, \\u202e."""
    return UNSEEN.sub(_shown, text)


@lru_cache(maxsize=4096)  # the same few names are in each entry of a file
def for_markdown(text):
    """The text as Markdown within a line: no HTML, link, emphasis or formula; no end of a table
    cell."""
    line = for_terminal(re.sub(r"\s+", " ", text))
    return BY_PLACE.sub(lambda sign: f"&#{ord(sign[0])};", line.translate(MARKUP))


def text_of(markdown):
    """The text that for_markdown() was given. Reads the program's Markdown too (it escapes with
    backslashes as well)."""
    return WRITTEN.sub(lambda sign: sign[1] or html.unescape(sign[2] or ""), markdown)


def markdown_of(value):
    """A document as json.loads returns it, with for_markdown() of all its texts and keys."""
    if isinstance(value, str):
        return for_markdown(value)
    if isinstance(value, list):
        return [markdown_of(one) for one in value]
    if isinstance(value, dict):
        return {for_markdown(name): markdown_of(one) for name, one in value.items()}
    return value


def read_json(path):
    """Returns the document in that file twice: with its texts escaped, and as it is. Raises
    OSError, or ValueError if the file has no JSON document."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        return markdown_of(document), document
    except RecursionError:
        raise ValueError("nested too deep") from None


def _shown(unseen):
    number = ord(unseen[0])
    if number <= 0xFF:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"
