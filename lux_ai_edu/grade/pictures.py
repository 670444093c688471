"""Show SVG outputs as pictures that a screen reader can read: nbconvert gives them no text alternative."""

import base64
from html import escape

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode


class DescribePictures(Preprocessor):
    """Turn each SVG output into an image whose text alternative is the text that came with it."""

    def preprocess_cell(self, cell: NotebookNode, resources: dict, index: int) -> tuple[NotebookNode, dict]:
        """Describe the pictures in the outputs of one cell."""
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if "image/svg+xml" in data and "text/plain" in data:
                # In an img no script of the SVG runs.
                svg = base64.b64encode(data.pop("image/svg+xml").encode()).decode()
                alt = escape(data["text/plain"])
                data["text/html"] = f'<img alt="{alt}" src="data:image/svg+xml;base64,{svg}">'
        return cell, resources
