"""Learners' HTML without what a browser could run.

nbgrader's own pages put a learner's Markdown and HTML in as they are, scripts too: in the formgrader they
would run as the teacher.
"""

from html import escape
from typing import Any

import bleach
from bleach.css_sanitizer import ALLOWED_CSS_PROPERTIES, CSSSanitizer
from jinja2 import pass_context
from nbconvert.filters.markdown_mistune import InvalidNotebook, IPythonRenderer, MarkdownWithMath

TAGS = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "div", "span", "blockquote", "pre", "code", "img"),
    *(
        "a",
        "b",
        "strong",
        "i",
        "em",
        "u",
        "s",
        "del",
        "ins",
        "mark",
        "small",
        "sub",
        "sup",
        "q",
        "abbr",
        "kbd",
    ),
    *("ul", "ol", "li", "dl", "dt", "dd", "figure", "figcaption"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
}
ATTRIBUTES = {
    *("alt", "title", "id", "class", "style", "role", "lang"),
    *("width", "height", "colspan", "rowspan", "scope"),
}
# A cursor can be a picture from elsewhere, the only such one of the properties that bleach allows.
_CSS = CSSSanitizer(allowed_css_properties=ALLOWED_CSS_PROPERTIES - {"cursor"})


def clean(html: object) -> str:
    """Keep text, tables and pictures of a piece of HTML; show every other tag as text.

    >>> clean("<b>bold</b><script>alert(1)</script>")
    '<b>bold</b>&lt;script&gt;alert(1)&lt;/script&gt;'
    >>> clean('<img src="https://example.org/a.png" onerror="alert(1)" alt="a">')
    '<img alt="a">'
    """
    text = html.decode() if isinstance(html, bytes) else str(html)
    return bleach.clean(
        text,
        tags=TAGS,
        attributes=_allowed,
        protocols={"http", "https", "mailto", "data"},
        css_sanitizer=_CSS,
    )


def _allowed(tag: str, name: str, value: str) -> bool:
    value = value.strip().lower()
    if name == "src":  # a picture from elsewhere would tell its server who reads this page, and when
        return value.startswith("data:image/")
    if name == "href":
        return value.startswith(("http:", "https:", "mailto:", "#"))
    return name in ATTRIBUTES


@pass_context
def markdown2html(context: Any, source: str) -> str:
    """Draw Markdown as nbconvert does, and clean the result."""
    attachments = context.get("cell", {}).get("attachments", {})
    renderer = IPythonRenderer(escape=False, attachments=attachments, anchor_link_text="¶")
    try:
        return clean(MarkdownWithMath(renderer=renderer).render(source))
    except InvalidNotebook:  # a picture was pasted into another cell; its text must still be read and marked
        return clean(f"<pre>{escape(source)}</pre>")
