"""Text of unknown origin, made safe for the place where it is written.

A results file may come from anybody. So its texts are escaped at the door, where a file is read
(markdown_of): what is inside is Markdown, and whoever builds a sentence of it has nothing to
escape. The page's template escapes whatever is not marked as HTML (see triptych_page).
"""

import html
import json
import re

# Not seen, and obeyed: as in common/harness/escape.cpp; and surrogates, which no file can hold.
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e"
                    "\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff\ud800-\udfff]")
# By their numbers, for these are the same in every dialect of Markdown, and within a repr. A dollar
# or a backslash has an element of its own, or MathJax would take what follows for a formula.
MARKUP = {ord(sign): f"&#{ord(sign)};" for sign in "&<>`*[]|"} | {
    ord(sign): f"<span>&#{ord(sign)};</span>" for sign in "$\\"}
# What makes emphasis, unlike the line within a name; and what some make links of.
BY_PLACE = re.compile(r"(?<![^\W_])_|_(?![^\W_])|(?<=www)\.|:(?=//)")
WRITTEN = re.compile(r"\\([!-/:-@\[-`{-~])|</?span>|(&#?\w+;)")


def for_terminal(text):
    """What a terminal would obey, or nobody sees, as people can read it: \\x1b, \\u202e."""
    return UNSEEN.sub(_shown, text)


def for_markdown(text):
    """A stretch of Markdown within a line: no HTML, link, emphasis or formula; no end of a cell."""
    line = for_terminal(re.sub(r"\s+", " ", text))
    return BY_PLACE.sub(lambda sign: f"&#{ord(sign[0])};", line.translate(MARKUP))


def text_of(markdown):
    """What for_markdown was given, or the program's own (its escapes are backslashes, too)."""
    return WRITTEN.sub(lambda sign: sign[1] or html.unescape(sign[2] or ""), markdown)


def markdown_of(value):
    """A document as json.loads gives it, with for_markdown of all its texts and names."""
    if isinstance(value, str):
        return for_markdown(value)
    if isinstance(value, list):
        return [markdown_of(one) for one in value]
    if isinstance(value, dict):
        return {for_markdown(name): markdown_of(one) for name, one in value.items()}
    return value


def read_json(path):
    """The document in that file, its texts escaped, and again as it is. Raises OSError, or ValueError
    if it is none."""
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
