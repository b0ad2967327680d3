"""The smallest article in every format that is read: what tests of the readers and mutated files start from."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Callable
from typing import Final

TITLE: Final = "Rebels take the river port"
LEAD: Final = "Rebels took the river port of Varna on Friday after two weeks of siege, the defence ministry said."
MORE: Final = (
    "The garrison left the town in boats before dawn, and some four thousand people followed it to the other bank."
)
LAST: Final = "Aid workers said that food would last for nine days at most if the bridge to the south stayed closed."
HTML: Final = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{TITLE} - The Daily Example</title>
<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="The Daily Example">
<meta name="author" content="Jane Doe"><meta property="article:published_time" content="2021-08-13T10:00:00Z">
<link rel="canonical" href="https://daily.example.com/port"></head><body><nav><a href="/">Home</a><a href="/w">World</a></nav>
<article><h1>{TITLE}</h1><p>{LEAD}</p><p>{MORE}</p><p>{LAST}</p></article>
<footer><p>We use cookies to improve your experience.</p></footer></body></html>"""
RSS: Final = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Daily Example</title><item><title>{TITLE}</title>
<link>https://daily.example.com/port</link><guid>port-1</guid><dc:creator>Jane Doe</dc:creator>
<pubDate>Fri, 13 Aug 2021 10:00:00 GMT</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>{LEAD}</p><p>{MORE}</p>]]></content:encoded></item></channel></rss>"""
ATOM: Final = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Daily Example</title><entry><title>{TITLE}</title>
<link rel="alternate" href="https://daily.example.com/port"/><id>port-1</id><published>2021-08-13T10:00:00Z</published>
<author><name>Jane Doe</name></author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{LEAD}</p>
<p>{MORE}</p></div></content></entry></feed>"""
MBOX: Final = f"""From news@example.com Fri Aug 13 10:00:00 2021
From: The Daily Example <news@example.com>
Subject: {TITLE}
Date: Fri, 13 Aug 2021 10:00:00 +0000
Message-ID: <m1@example.com>
Content-Type: text/html; charset="utf-8"

<html><body><p>{LEAD}</p><p>{MORE}</p></body></html>

From news@example.com Sat Aug 14 10:00:00 2021
From: The Daily Example <news@example.com>
Subject: Rain expected
Message-ID: <m2@example.com>

It will rain on Sunday, the weather office said.
"""
ROW: Final = {
    "headline": TITLE,
    "body": f"{LEAD}\n\n{MORE}",
    "date": "2021-08-13",
    "source": "The Daily Example",
    "byline": "Jane Doe",
}


def docx_bytes() -> bytes:
    """A Word document."""
    import docx

    document = docx.Document()
    document.add_heading(TITLE, 0)
    for paragraph in ("13 August 2021", LEAD, MORE):
        document.add_paragraph(paragraph)
    document.core_properties.author = "Jane Doe"
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as packed:  # packed anew, without the time of day
        return zipped({name: packed.read(name) for name in packed.namelist()})


def pdf_bytes(*lines: str) -> bytes:
    """A PDF of one page, written by hand."""
    shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
    stream = f"BT /F1 10 Tf 40 780 Td {shown}ET".encode("latin-1")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + table + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(out)


def epub_bytes() -> bytes:
    """An e-book of two chapters, the second of which is missing."""
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
        "<dc:title>The Week</dc:title><dc:creator>Jane Doe</dc:creator><dc:publisher>The Daily Example</dc:publisher>"
        "<dc:date>2021-08-13</dc:date><dc:language>en</dc:language></metadata><manifest>"
        '<item id="a" href="text/one%20a.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="b" href="gone.xhtml" media-type="application/xhtml+xml"/>'
        '</manifest><spine><itemref idref="a"/><itemref idref="b"/></spine></package>'
    )
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>',
            "OPS/book.opf": opf,
            "OPS/text/one a.xhtml": f"<html><body><h1>{TITLE}</h1><p>{LEAD}</p><p>{MORE}</p></body></html>",
        }
    )


def zipped(members: dict[str, str | bytes]) -> bytes:
    """A ZIP file of these members (name -> content); the same bytes every time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in members.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(info, content)
    return out.getvalue()


def tarred(members: dict[str, str], *, packed: bool = True, links: dict[str, str] | None = None) -> bytes:
    """A tar file, `packed` by gzip, of these members, and of symbolic links (name -> target)."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content.encode())
            tar.addfile(info, io.BytesIO(content.encode()))
        for name, target in (links or {}).items():
            info = tarfile.TarInfo(name)
            info.type, info.linkname = tarfile.SYMTYPE, target
            tar.addfile(info)
    return gzip.compress(out.getvalue(), mtime=0) if packed else out.getvalue()


def csv_text() -> str:
    """A table of one article, separated by semicolons."""
    return "headline;body;date;source;byline\n" + ";".join(f'"{v}"' for v in ROW.values()) + "\n"


FORMATS: Final[dict[str, tuple[Callable[[], str | bytes], str]]] = {
    "a.txt": (lambda: f"{TITLE}\nBy Jane Doe\n13 August 2021\n\n{LEAD}\n\n{MORE}", ""),
    "a.md": (lambda: f"---\ndate: 2021-08-13\nauthor: Jane Doe\n---\n# {TITLE}\n\n{LEAD}\n\n{MORE}", ""),
    "a.html": (lambda: HTML, ""),
    "page": (lambda: HTML, ""),
    "a.pdf": (lambda: pdf_bytes(TITLE, "By Jane Doe", "13 August 2021", "", LEAD, MORE), ""),
    "a.docx": (docx_bytes, ""),
    "a.epub": (epub_bytes, "!/OPS/text/one a.xhtml"),
    "a.json": (lambda: json.dumps({"articles": [ROW]}), "#1"),
    "b.json": (lambda: json.dumps(ROW), "#1"),
    "a.jsonl": (lambda: json.dumps(ROW) + "\n", "#1"),
    "a.jsonl.gz": (lambda: gzip.compress(json.dumps(ROW).encode(), mtime=0), "!/a.jsonl#1"),
    "a.csv": (csv_text, "#1"),
    "a.mbox": (lambda: MBOX, "#m1@example.com"),
    "a.eml": (lambda: MBOX.split("\n", 1)[1].split("\n\nFrom ")[0], ""),
    "a.rss": (lambda: RSS, "#port-1"),
    "a.xml": (lambda: ATOM, "#port-1"),
    "a.zip": (lambda: zipped({"x/b.html": HTML, "x/picture.png": b"\x89PNG", "__MACOSX/x/b.html": "x"}), "!/x/b.html"),
    "a.tar.gz": (lambda: tarred({"./x/b.html": HTML}), "!/x/b.html"),
    "b.tar": (lambda: tarred({"b.jsonl": json.dumps(ROW)}, packed=False), "!/b.jsonl#1"),
    "c.zip": (lambda: zipped({"in/a.zip": zipped({"b.html": HTML})}), "!/in/a.zip!/b.html"),
}
"""File name -> (its bytes or text, what the article's path has after the file's)."""
