"""Word documents (.docx) and e-books (.epub): both are ZIP files with XML inside."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from urllib.parse import unquote

from index.errors import LoadError
from index.formats.archive import DAMAGED, check_zip
from index.formats.html import plain
from index.formats.record import MAX_ARTICLE, Blob, Failure, Options, Record, with_headline
from index.formats.text import decode
from index.formats.xml import parse_xml
from index.wordcount import length_in_words

_CONTAINER = "META-INF/container.xml"


def read_docx(blob: Blob, _options: Options) -> Iterator[Record | Failure]:
    """One article a document, paragraphs and tables in their order. Raises LoadError for a damaged or empty one."""
    import docx
    from docx.opc.exceptions import OpcError
    from docx.table import Table
    from lxml.etree import LxmlError

    raw = blob.read()
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            check_zip(packed, blob.path)
        document = docx.Document(io.BytesIO(raw))
        blocks: list[str] = []
        heading = ""
        for block in document.iter_inner_content():
            if isinstance(block, Table):
                blocks.extend(" | ".join(cell.text.strip() for cell in row.cells) for row in block.rows)
                continue
            blocks.append(block.text)
            style = (block.style.name or "").lower() if block.style is not None else ""
            if not heading and block.text.strip() and style.startswith(("title", "heading 1")):
                heading = " ".join(block.text.split())
        said = document.core_properties
        title, author = (said.title or "").strip(), (said.author or "").strip()
    except LoadError:
        raise
    except (OpcError, LxmlError, AttributeError, TypeError, AssertionError, RecursionError, *DAMAGED) as error:
        raise LoadError(f"{blob.path} is not a Word document that can be read: save it anew as .docx.") from error
    text = "\n\n".join(block.strip() for block in blocks if block.strip())
    if not text:
        raise LoadError(f"{blob.path} holds no text.")
    heading = heading or title
    metadata = {k: v for k, v in (("title", heading), ("author", author if author != "python-docx" else "")) if v}
    yield Record(blob.path, blob.relative, with_headline(heading, text), heading, metadata)


def read_epub(blob: Blob, _options: Options) -> Iterator[Record | Failure]:
    """One article a chapter that has text, in reading order; `path` ends in "!/" and the chapter's place in the book.

    Raises LoadError for a book that is damaged or protected.
    """
    raw = blob.read(4 * MAX_ARTICLE)
    try:
        book = zipfile.ZipFile(io.BytesIO(raw))
        check_zip(book, blob.path)
        names = set(book.namelist())
        if "META-INF/rights.xml" in names:
            raise LoadError(f"{blob.path} is protected against copying: only an unprotected e-book can be read.")
        root = parse_xml(book.read(_CONTAINER), blob.path)
        package = root.xpath("string(//*[local-name()='rootfile']/@full-path)")
        opf = parse_xml(book.read(str(package)), blob.path)
    except DAMAGED as error:
        raise LoadError(f"{blob.path} is not an e-book that can be read: save it anew as .epub.") from error

    def about(name: str) -> str:
        return " ".join(str(opf.xpath(f"string(//*[local-name()='metadata']/*[local-name()='{name}'])")).split())

    shared = {"author": about("creator"), "source": about("publisher") or about("title"), "published": about("date"),
              "language": about("language")[:2].lower()}  # fmt: skip
    items = {str(i.get("id")): i for i in opf.xpath("//*[local-name()='manifest']/*[local-name()='item']")}
    folder = posixpath.dirname(str(package))
    found = False
    for reference in opf.xpath("//*[local-name()='spine']/*[local-name()='itemref']"):
        item = items.get(str(reference.get("idref")))
        if (
            item is None
            or "html" not in (item.get("media-type") or "")
            or "nav" in (item.get("properties") or "").split()
        ):
            continue
        href = str(item.get("href") or "").partition("#")[0]
        name, as_written = (posixpath.normpath(posixpath.join(folder, h)) for h in (unquote(href), href))
        if name not in names and as_written in names:  # some programs write "%20" into the very name
            name = as_written
        try:
            markup = decode(book.read(name), f"{blob.path}!/{name}", declared=True)
            heading, name_of_page, text = _chapter(markup, f"{blob.path}!/{name}")
        except (LoadError, *DAMAGED) as error:
            yield Failure(f"{blob.path}!/{name}", f"{blob.path}!/{name} cannot be read: {error}")
            continue
        if length_in_words(text) < 30 and not heading:  # a cover, a blank page
            continue
        found = True
        if not heading and name_of_page != about("title"):
            heading = name_of_page
        metadata = {k: v for k, v in {**shared, "title": heading or about("title")}.items() if v}
        yield Record(
            f"{blob.path}!/{name}",
            f"{blob.relative}/{name}",
            with_headline(heading, text),
            metadata.get("title", ""),
            metadata,
        )
    if not found:
        raise LoadError(f"{blob.path} holds no chapter with text.")


def _chapter(markup: str, path: str) -> tuple[str, str, str]:
    """A chapter's first heading, the title in its head, and its text."""
    from lxml import html as parser
    from lxml.etree import LxmlError

    try:
        tree = parser.fromstring(markup.encode())
    except (LxmlError, ValueError) as error:
        raise LoadError(f"{path} is not XHTML that can be read.") from error
    first = next(iter(tree.iter("h1", "h2", "h3")), None)
    heading = " ".join(str(first.text_content()).split()) if first is not None else ""
    body = tree.find(".//body")
    title = " ".join(str(tree.findtext(".//head/title") or "").split())
    return heading, title, plain(parser.tostring(body if body is not None else tree, encoding="unicode"))
