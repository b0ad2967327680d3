"""Web pages: the article's text and metadata, by trafilatura."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from index.errors import LoadError
from index.formats.pagehead import page_head
from index.formats.record import Blob, Failure, Options, Record, with_headline
from index.formats.text import decode
from index.wordcount import length_in_words

_LANG = re.compile(r"""(?i)<html\b[^>]{0,500}?\blang\s*=\s*["']?([a-z]{2,3})\b""")
_LEAST_WORDS = 10
_TAG = re.compile(
    r"</?(?:p|div|br|span|a|b|i|em|strong|ul|ol|li|h[1-6]|img|table|blockquote|figure)\b[^<>]{0,2000}>", re.I
)
_PARTS = ("h2", "h3", "h4", "ul", "ol", "blockquote", "table", "dl")
_MOST_OF_PAGE = 0.6  # the share of a page's words in paragraphs that stands in the element which holds the story
_MOST_LINKED = 0.5
_MOST_SITE_WORDS = 6
_LONG_VALUES = (re.compile(r'(?i)(\bcontent="[^"]{20000})[^"]*'), re.compile(r"(?i)(\bcontent='[^']{20000})[^']*"))
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# What trafilatura does with a page takes the square of the time that it has tags. A page of many is not read in two other ways
# as well, and one of very many is no page of news.
_MANY_TAGS, _MOST_TAGS = 10_000, 40_000
_UNSEEN = re.compile(r"(?i)\b(?:display\s*:\s*none|visibility\s*:\s*hidden)\b")


def read(blob: Blob, _options: Options) -> Iterator[Record | Failure]:
    """One article a page. Raises LoadError for a page without one (an index page, a login wall)."""
    yield page(decode(blob.read(), blob.path, declared=True), blob.path, blob.relative)


def page(markup: str, path: str, relative: str) -> Record:
    """The article of a web page. Raises LoadError for a page without one."""
    import trafilatura
    from lxml.etree import LxmlError

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it reports on stderr what is raised here
    # Trafilatura looks for tags in what meta tags say, which takes the square of the time that "<<<<<" is long.
    for long_value in _LONG_VALUES:
        markup = long_value.sub(r"\1", markup)
    tags = markup.count("<") - markup.count("</")
    if tags > _MOST_TAGS:
        raise LoadError(
            f"{path} has {tags:,} tags, and a page of news no more than {_MOST_TAGS:,}: save its article alone."
        )
    try:
        found = trafilatura.bare_extraction(
            markup,
            with_metadata=True,
            include_comments=False,
            fast=tags > _MANY_TAGS,
            # Only dates that the page declares: one guessed from its text would be taken for stated.
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except (LxmlError, ValueError, RecursionError) as error:
        raise LoadError(f"{path} is not a web page that can be read ({error}): save the page again.") from error
    # Where there is no article, trafilatura gives what words there are: the labels of links.
    if found is None or isinstance(found, dict) or length_in_words(found.text or "") < _LEAST_WORDS:
        raise LoadError(f"{path} holds no article text: it may be a list of links, or a page that needs a login.")
    tree = _tree(markup)
    said = page_head(tree) if tree is not None else {}
    body = found.text or ""
    if tree is not None and _loses(tree, body):
        again = trafilatura.bare_extraction(tree, with_metadata=False, include_comments=False, fast=tags > _MANY_TAGS)
        if again is not None and not isinstance(again, dict) and again.text and len(again.text) > len(body):
            body = again.text
    author = found.author or said.get("author", "")
    if said.get("author") and said.get("source") and said["source"] in author:  # a whole byline taken for names
        author = said["author"]
    known = {
        "title": found.title or said.get("title"),
        "author": author,
        "source": said.get("source") or _site(found.sitename) or found.hostname,
        "url": found.url,
        "published": found.date,
    }
    metadata = {key: " ".join(str(value).split()) for key, value in known.items() if value}
    declared = _LANG.search(markup[:5000])
    if declared:
        metadata["language"] = declared[1].lower()
    body = re.sub(r"\n+", "\n\n", body)
    title = metadata.get("title", "")
    return Record(path, relative, with_headline(title, body), title, metadata)


def _site(name: str | None) -> str:
    """The site that trafilatura names, unless that is a part of a headline with a dash or a bar in it."""
    return name if name and len(name.split()) <= _MOST_SITE_WORDS else ""


def _tree(markup: str) -> Any:
    """The page as lxml has it; None where it cannot be taken apart."""
    from lxml import html as parser
    from lxml.etree import LxmlError

    try:
        return parser.document_fromstring(markup)
    except (LxmlError, ValueError, RecursionError):
        return None


def _loses(tree: Any, text: str) -> bool:
    """Whether headings or lists of the story are missing in the `text` of a page without a container that says what it is;
    what holds the paragraphs is then made an `article`.

    Of such a page, trafilatura takes the paragraphs alone.
    """
    if tree.xpath("//article | //main | //*[@role='main' or contains(@itemprop, 'articleBody')]"):
        return False
    words = Counter[Any]()
    for paragraph in tree.iter("p"):
        told = length_in_words(paragraph.text_content())
        for holder in paragraph.iterancestors():
            words[holder] += told
    holder = next(tree.iter("body"), None)
    if holder is None or not words[holder]:
        return False
    most = _MOST_OF_PAGE * words[holder]
    while (inner := next((child for child in holder if words[child] >= most), None)) is not None:
        holder = inner
    if holder.tag not in ("body", "div", "section"):
        return False
    children = list(holder)
    first, last = _edges(children, words)
    parts = (part for child in children[first : last + 1] for part in child.iter(*_PARTS))
    if not any(_told(part) and not _in(part, text) for part in parts):
        return False
    if holder.tag == "body":
        from lxml.html import builder

        article = builder.ARTICLE(*children[first : last + 1])
        holder.insert(first, article)
        holder = article
    holder.tag = "article"
    # Of all names that trafilatura looks for this is among the first, so that it takes no part inside that is named "entry".
    holder.set("class", "post")
    return True


def _edges(children: list[Any], words: Mapping[Any, int]) -> tuple[int, int]:
    """Where the paragraphs in elements begin, with the headings and lists in front of them, and where they end; `words` are those of
    the paragraphs in an element."""
    at = [n for n, child in enumerate(children) if child.tag == "p" or words[child]]
    first = at[0]
    while first and children[first - 1].tag in ("h1", "h2", "h3", "ul", "ol"):
        first -= 1
    return first, at[-1]


def _told(element: Any) -> bool:
    """Whether an element has words, and few of them in links."""
    words = length_in_words(element.text_content())
    return words > 0 and sum(length_in_words(link.text_content()) for link in element.iter("a")) < _MOST_LINKED * words


def _in(element: Any, text: str) -> bool:
    opening = " ".join(element.text_content().split())[:40].split(" ")[:4]
    return " ".join(opening) in " ".join(text.split())


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
        element.tail = "\n\n" + _CONTROL.sub(
            "", element.tail or ""
        )  # such as "&#1;", which lxml reads and does not take
        element.text = "\n\n" + _CONTROL.sub("", element.text or "")
    for element in tree.iter("br"):
        element.tail = "\n" + _CONTROL.sub("", element.tail or "")
    text = re.sub(r"[^\S\n]+", " ", str(tree.text_content()))
    return re.sub(r"\s*\n\s*\n\s*", "\n\n", text).strip()
