"""A page of HTML for a notebook, by nbconvert's own template."""

import base64

from markupsafe import Markup
from nbconvert import HTMLExporter


def notebook_page(name, notebook):
    """Returns the page of an executed notebook, with its pictures in it."""
    alts = {output.data["image/svg+xml"]: output.metadata.get("image/svg+xml", {}).get("alt", "")
            for cell in notebook.cells for output in cell.get("outputs", [])
            if "image/svg+xml" in output.get("data", {})}
    exporter = HTMLExporter()
    clean = exporter.environment.filters["clean_html"]
    # nbconvert 6 cleans pictures of all that makes them pictures. As an image, none can do harm; newer
    # versions do it so.
    exporter.register_filter("clean_html", lambda html: _image(html, alts[html]) if html in alts
                             else clean(html))
    page, _ = exporter.from_notebook_node(notebook, resources={"metadata": {"name": name}})
    return page


def _image(svg, alt):
    data = base64.b64encode(svg.encode()).decode()
    return Markup('<img alt="{}" src="data:image/svg+xml;base64,{}">').format(alt, data)
