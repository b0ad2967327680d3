"""Web pages: the article's text and metadata, by trafilatura."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

from index.errors import LoadError
from index.formats.record import Blob, Failure, Options, Record, with_headline
from index.formats.text import decode
from index.wordcount import length_in_words

_LANG = re.compile(r"""(?i)<html\b[^>]{0,500}?\blang\s*=\s*["']?([a-z]{2,3})\b""")
_LEAST_WORDS = 10
_TAG = re.compile(
    r"</?(?:p|div|br|span|a|b|i|em|strong|ul|ol|li|h[1-6]|img|table|blockquote|figure)\b[^<>]{0,2000}>", re.I
)
_UNSEEN = re.compile(r"(?i)\b(?:display\s*:\s*none|visibility\s*:\s*hidden)\b")


def read(blob: Blob, _options: Options) -> Iterator[Record | Failure]:
    """One article a page. Raises LoadError for a page without one (an index page, a login wall)."""
    yield page(decode(blob.read(), blob.path, declared=True), blob.path, blob.relative)


def page(markup: str, path: str, relative: str) -> Record:
    """The article of a web page. Raises LoadError for a page without one."""
    import trafilatura
    from lxml.etree import LxmlError

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it reports on stderr what is raised here
    try:
        found = trafilatura.bare_extraction(
            markup,
            with_metadata=True,
            include_comments=False,
            # Only dates that the page declares: one guessed from its text would be taken for stated.
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except (LxmlError, ValueError, RecursionError) as error:
        raise LoadError(f"{path} is not a web page that can be read ({error}): save the page again.") from error
    # Where there is no article, trafilatura gives what words there are: the labels of links.
    if found is None or isinstance(found, dict) or length_in_words(found.text or "") < _LEAST_WORDS:
        raise LoadError(f"{path} holds no article text: it may be a list of links, or a page that needs a login.")
    known = {
        "title": found.title,
        "author": found.author,
        "source": found.sitename or found.hostname,
        "url": found.url,
        "published": found.date,
    }
    metadata = {key: " ".join(str(value).split()) for key, value in known.items() if value}
    declared = _LANG.search(markup[:5000])
    if declared:
        metadata["language"] = declared[1].lower()
    body = re.sub(r"\n+", "\n\n", found.text or "")
    title = metadata.get("title", "")
    return Record(path, relative, with_headline(title, body), title, metadata)


def plain(markup: str) -> str:
    """The plain text of a fragment of HTML (a feed's entry, a mail's body), a paragraph a block.

    A text without tags comes back as it is.
    """
    if not _TAG.search(markup):
        import html

        return html.unescape(markup) if "&" in markup else markup
    from lxml import html as parser
    from lxml.etree import LxmlError

    try:
        tree = parser.fromstring(f"<div>{markup}</div>")
    except (LxmlError, ValueError):
        return re.sub(r"<[^<>]*>", " ", markup)
    for element in list(tree.iter("script", "style", "template", "noscript", "head")):
        element.drop_tree()
    for element in tree.xpath(".//*[@style or @hidden]"):  # the line that a mail shows in the list of mails only
        if element.get("hidden") is not None or _UNSEEN.search(element.get("style", "")):
            element.drop_tree()
    for element in tree.iter(
        "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "section"
    ):
        element.tail = "\n\n" + (element.tail or "")
        element.text = "\n\n" + (element.text or "")
    for element in tree.iter("br"):
        element.tail = "\n" + (element.tail or "")
    text = re.sub(r"[ \t\xa0]+", " ", str(tree.text_content()))
    return re.sub(r"\s*\n\s*\n\s*", "\n\n", text).strip()
