"""A notebook's page of HTML has its pictures."""

import re
import unittest

from nbformat.v4 import new_code_cell, new_notebook, new_output
from triptych.notebook_page import notebook_page

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M 0 0 L 9 9"/></svg>'


class NotebookPage(unittest.TestCase):
    def test_pictures_are_images_with_their_alternative_text(self):
        cell = new_code_cell("draw()", outputs=[
            new_output("display_data", {"image/svg+xml": PICTURE, "text/plain": 'a "line"'},
                       metadata={"image/svg+xml": {"alt": 'a "line"'}})])
        page = notebook_page("drawn", new_notebook(cells=[cell]))
        images = re.findall(r"<img[^>]*data:image/svg\+xml;base64[^>]*>", page)
        self.assertEqual(len(images), 1)


if __name__ == "__main__":
    unittest.main()
