"""A figure as SVG: its text is text, the same figure gives the same bytes, and its colours are the
page's CSS variables (with the colours themselves for readers that have no such variables)."""

import io
import re

from matplotlib import pyplot as plt

from triptych.look import VARIABLES

COLOUR = re.compile(r"\b(fill|stroke): (#[0-9a-f]{6})\b")
LONG = re.compile(r"(\b\d+\.\d\d)\d+\b")  # a hundredth of a point is less than a pixel
PLACES = re.compile(r' (?:d|x|y|x1|x2|y1|y2|transform|width|height)="[^"]*"')
FONT = re.compile(r"font: ((?:[\w]+ )*)([\d.]+px) 'DejaVu Sans'(?:, [^;\"]*)?")
# Fonts as wide as the one that matplotlib measures with (DejaVu Sans), where there are such.
FONTS = "'DejaVu Sans', Verdana, 'Bitstream Vera Sans', sans-serif"


def as_svg(figure, name):
    """Returns the figure as an <svg> element, and closes it. The ids in it begin with `name`, so
    that a page may contain many."""
    file = io.StringIO()
    with plt.rc_context({"svg.hashsalt": name, "svg.fonttype": "none"}):
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None,
                                                     "Format": None, "Type": None})
    plt.close(figure)
    text = file.getvalue()
    text = text[text.index("<svg"):]
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    text = re.sub(r"<!--.*?-->\n?", "", text, flags=re.DOTALL)
    text = PLACES.sub(lambda found: LONG.sub(r"\1", found[0]), text)
    text = COLOUR.sub(_variable, text)
    text = FONT.sub(lambda found: f"font-size: {found[2]}" + (
        "; font-weight: bold" if "bold" in found[1] or "700" in found[1] else ""), text)
    text = text.replace("<svg ", f'<svg style="font-family: {FONTS}" ', 1)
    text = re.sub(r' transform="rotate\(-?0 [^"]*\)"', "", text)
    text = re.sub(r"\s*\n\s*", " ", _own_ids(text, name).strip())
    return re.sub(r"<g></g>", "", re.sub(r"> <", "><", text))


def _variable(found):
    name = VARIABLES.get(found[2])
    return f"{found[1]}: var(--{name}, {found[2]})" if name else found[0]


def _own_ids(text, name):
    """Drops the ids that nothing refers to, and makes the others begin with `name`."""
    used = set(re.findall(r'(?:url\(|href=")#([^)"]+)', text))
    text = re.sub(r' id="([^"]+)"',
                  lambda found: f' id="{name}-{found[1]}"' if found[1] in used else "", text)
    return re.sub(r'(url\(|href=")#([^)"]+)', rf"\1#{name}-\2", text)
