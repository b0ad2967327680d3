"""Every format gives the same thing: an article with its headline, date, source and text, at a stable place."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from index.errors import LoadError, UsageError
from index.formats.pdf import join_pages
from index.formats.record import Failure, Options, Record
from index.formats.tables import parse_mapping
from index.language import language_of
from index.loaders import SourceFile, article_of, records

TITLE = "Rebels take the river port"
LEAD = "Rebels took the river port of Varna on Friday after two weeks of siege, the defence ministry said."
MORE = "The garrison left the town in boats before dawn, and some four thousand people followed it to the other bank."
LAST = "Aid workers said that food would last for nine days at most if the bridge to the south stayed closed."
HTML = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{TITLE} - The Daily Example</title>
<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="The Daily Example">
<meta name="author" content="Jane Doe"><meta property="article:published_time" content="2021-08-13T10:00:00Z">
<link rel="canonical" href="https://daily.example.com/port"></head><body><nav><a href="/">Home</a><a href="/w">World</a></nav>
<article><h1>{TITLE}</h1><p>{LEAD}</p><p>{MORE}</p><p>{LAST}</p></article>
<footer><p>We use cookies to improve your experience.</p></footer></body></html>"""
RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Daily Example</title><item><title>{TITLE}</title>
<link>https://daily.example.com/port</link><guid>port-1</guid><dc:creator>Jane Doe</dc:creator>
<pubDate>Fri, 13 Aug 2021 10:00:00 GMT</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>{LEAD}</p><p>{MORE}</p>]]></content:encoded></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Daily Example</title><entry><title>{TITLE}</title>
<link rel="alternate" href="https://daily.example.com/port"/><id>port-1</id><published>2021-08-13T10:00:00Z</published>
<author><name>Jane Doe</name></author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{LEAD}</p>
<p>{MORE}</p></div></content></entry></feed>"""
MBOX = f"""From news@example.com Fri Aug 13 10:00:00 2021
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
ROW = {
    "headline": TITLE,
    "body": f"{LEAD}\n\n{MORE}",
    "date": "2021-08-13",
    "source": "The Daily Example",
    "byline": "Jane Doe",
}


def docx_bytes() -> bytes:
    import docx

    document = docx.Document()
    document.add_heading(TITLE, 0)
    for paragraph in ("13 August 2021", LEAD, MORE):
        document.add_paragraph(paragraph)
    document.core_properties.author = "Jane Doe"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


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
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return out.getvalue()


def tarred(members: dict[str, str], mode: str = "w:gz", links: dict[str, str] | None = None) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as packed:  # type: ignore[call-overload]
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content.encode())
            packed.addfile(info, io.BytesIO(content.encode()))
        for name, target in (links or {}).items():
            info = tarfile.TarInfo(name)
            info.type, info.linkname = tarfile.SYMTYPE, target
            packed.addfile(info)
    return out.getvalue()


def csv_text() -> str:
    return "headline;body;date;source;byline\n" + ";".join(f'"{v}"' for v in ROW.values()) + "\n"


def found(
    folder: Path, name: str, content: str | bytes, **options: dict[str, str]
) -> tuple[list[Record], list[Failure]]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    everything = list(records(SourceFile(path, name), Options(**options)))  # type: ignore[arg-type]
    return [r for r in everything if isinstance(r, Record)], [f for f in everything if isinstance(f, Failure)]


FORMATS: dict[str, tuple[Callable[[], str | bytes], str]] = {
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
    "a.jsonl.gz": (lambda: gzip.compress(json.dumps(ROW).encode()), "!/a.jsonl#1"),
    "a.csv": (csv_text, "#1"),
    "a.mbox": (lambda: MBOX, "#m1@example.com"),
    "a.eml": (lambda: MBOX.split("\n", 1)[1].split("\n\nFrom ")[0], ""),
    "a.rss": (lambda: RSS, "#port-1"),
    "a.xml": (lambda: ATOM, "#port-1"),
    "a.zip": (lambda: zipped({"x/b.html": HTML, "x/picture.png": b"\x89PNG", "__MACOSX/x/b.html": "x"}), "!/x/b.html"),
    "a.tar.gz": (lambda: tarred({"./x/b.html": HTML}), "!/x/b.html"),
    "b.tar": (lambda: tarred({"b.jsonl": json.dumps(ROW)}, "w"), "!/b.jsonl#1"),
    "c.zip": (lambda: zipped({"in/a.zip": zipped({"b.html": HTML})}), "!/in/a.zip!/b.html"),
}


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_gives_the_article(name: str, tmp_path: Path) -> None:
    content, place = FORMATS[name]
    got, _ = found(tmp_path, name, content())
    article = article_of(got[0], "x")
    assert article.title == TITLE
    assert str(article.published.day) == "2021-08-13"
    assert " ".join(article.text.split()).startswith(TITLE)
    flat = " ".join(article.text.split())
    assert flat.count(LEAD) == flat.count(MORE) == 1
    assert "cookies" not in flat
    assert article.path == str(tmp_path / name) + place
    assert article.language == "en"
    if not name.endswith((".mbox", ".eml")):
        assert article.author == "Jane Doe"
    if name not in {"a.txt", "a.md", "a.pdf", "a.docx"}:
        assert article.source == "The Daily Example"


def test_the_other_messages_and_chapters_follow_and_a_missing_chapter_is_named(tmp_path: Path) -> None:
    got, _ = found(tmp_path, "a.mbox", MBOX)
    assert [r.metadata["title"] for r in got] == [TITLE, "Rain expected"]
    _, failures = found(tmp_path, "a.epub", epub_bytes())
    assert "gone.xhtml" in failures[0].cause


def test_columns_can_be_named(tmp_path: Path) -> None:
    mapping = parse_mapping("title=kop, text=artikel.tekst,source=bron.naam")
    row = {"kop": TITLE, "artikel": {"tekst": [LEAD, MORE]}, "bron": {"naam": "De Krant"}, "text": "not this"}
    (record,), _ = found(tmp_path, "a.jsonl", json.dumps(row), mapping=mapping)
    assert (record.heading, record.metadata["source"]) == (TITLE, "De Krant")
    assert record.text == f"{TITLE}\n\n{LEAD}\n\n{MORE}"


def test_a_wrong_mapping_and_a_missing_column_are_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"headline=title.*FIELD=COLUMN"):
        parse_mapping("headline=title")
    rows = '{"a": 1, "b": "x"}\nnot json\n[1]\n' + json.dumps(ROW)
    got, failures = found(tmp_path, "a.jsonl", rows)
    assert [r.path.rpartition("#")[2] for r in got] == ["4"]
    assert "it has: a, b" in failures[0].cause
    assert "--map text=COLUMN" in failures[0].cause
    assert all(f"a.jsonl#{n}" in f.cause for n, f in enumerate(failures, 1))


def test_moments_and_markup_in_cells_are_read(tmp_path: Path) -> None:
    row = {
        "text": f"<p>{LEAD}</p><p>Bread &amp; water.</p>",
        "title": "T",
        "timestamp": 1628848800000,
        "authors": ["A B", "C D"],
    }
    (record,), _ = found(tmp_path, "a.json", json.dumps([row]))
    assert record.text == f"T\n\n{LEAD}\n\nBread & water."
    assert (record.metadata["published"], record.metadata["author"]) == ("2021-08-13", "A B, C D")


def test_members_that_lead_out_of_the_archive_are_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    story = f"{TITLE}\n\n{LEAD}"
    members = {"../up.txt": story, "/etc/abs.txt": story, "a/../../b.txt": story, "C:\\x.txt": story, "good.txt": story}
    got, failures = found(tmp_path, "a.zip", zipped(members))
    assert [r.path for r in got] == [f"{tmp_path}/a.zip!/good.txt"]
    assert len(failures) == 4
    assert all("leads out of the archive" in f.cause for f in failures)
    got, failures = found(
        tmp_path, "b.tgz", tarred({"../up.txt": story, "good.txt": story}, links={"l.txt": "/etc/passwd"})
    )
    assert [r.relative for r in got] == ["b.tgz/good.txt"]
    assert {f.path.rpartition("!/")[2] for f in failures} == {"../up.txt", "l.txt"}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.zip", "b.tgz"]


def test_a_bomb_is_named_and_does_not_unpack(tmp_path: Path) -> None:
    bomb = "0" * 30_000_000
    got, failures = found(tmp_path, "a.zip", zipped({"bomb.txt": bomb, "good.txt": f"{TITLE}\n\n{LEAD}"}))
    assert len(got) == 1
    assert "bomb" in failures[0].cause
    _, failures = found(tmp_path, "b.tar.gz", tarred({"bomb.txt": bomb}))
    assert "looks like a bomb" in failures[0].cause
    with pytest.raises(LoadError, match="looks like a bomb"):
        found(tmp_path, "c.txt.gz", gzip.compress(bomb.encode()))
    document = zipped({"word/document.xml": bomb, "[Content_Types].xml": "x"})
    with pytest.raises(LoadError, match="looks like a bomb"):
        found(tmp_path, "d.docx", document)
    nest = zipped({"good.txt": "x"})
    for _ in range(5):
        nest = zipped({"a.zip": nest})
    _, failures = found(tmp_path, "e.zip", nest)
    assert "archives deep" in failures[0].cause


def test_an_entity_bomb_is_not_expanded_and_files_are_not_fetched(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("TOPSECRET")
    xml = f"""<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file://{tmp_path}/secret">]>
<rss><channel><item><title>Laugh</title><description>Here &b; and &c; it ends.</description></item></channel></rss>"""
    (record,), _ = found(tmp_path, "a.xml", xml)
    assert "TOPSECRET" not in record.text
    assert "haha" not in record.text


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.pdf", b"%PDF-1.7\n" + b"junk" * 50, "not a PDF"),
        ("b.pdf", pdf_bytes(), "no text layer"),
        ("a.docx", b"PK\x03\x04" + b"junk" * 50, "not a Word document"),
        ("a.epub", zipped({"x": "y"}), "not an e-book"),
        ("a.zip", b"junk", "not a ZIP file"),
        ("a.tar", b"junk" * 300, "not a tar file"),
        ("a.gz", b"junk", "not a compressed file"),
        ("a.json", b"{", "not JSON"),
        ("b.json", b"3", "neither an object"),
        ("a.csv", b"title,body\n", "no rows"),
        ("a.mbox", b"Dear all,\n", "not a mailbox"),
        ("a.eml", b"Subject: x\n\n", "no text"),
        ("a.xml", b"<note><to>x</to></note>", "no RSS or Atom"),
        ("a.rss", b"no xml", "not XML"),
        ("a.html", b"<html><body><a href='/'>Home</a></body></html>", "no article"),
        ("a.txt", b"", "empty"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(name: str, content: bytes, says: str, tmp_path: Path) -> None:
    with pytest.raises(LoadError, match=says) as error:
        found(tmp_path, name, content)
    assert name in str(error.value)


def test_pages_are_joined_without_their_heads_and_with_broken_words_mended() -> None:
    page = "The Daily Example 13 August\n{}\nPage {}"
    pages = [
        page.format(
            "The rebels took the river port on Friday, and the garri-\nson left the town in its boats before dawn broke.",
            1,
        ),
        page.format("Aid workers said that food would last for nine days, and\nthat the bridge was closed.", 2),
        page.format("It will rain on Sunday.", 3),
    ]
    text = join_pages(pages)
    assert "the garrison left" in text
    assert "nine days, and that the bridge" in text
    assert "Page" not in text
    assert "Daily Example" not in text


def test_the_encoding_a_page_declares_is_believed(tmp_path: Path) -> None:
    page = HTML.replace("utf-8", "windows-1251").replace(
        LEAD, "Повстанцы заняли речной порт в пятницу, сообщило министерство обороны."
    )
    (record,), _ = found(tmp_path, "a.html", page.encode("windows-1251"))
    assert "Повстанцы заняли речной порт" in record.text


def test_languages_are_told_apart() -> None:
    assert (
        language_of("Die Rebellen nahmen am Freitag die Hafenstadt ein, sagte das Ministerium in der Hauptstadt.")
        == "de"
    )
    assert (
        language_of(
            "反政府勢力は金曜日、二週間にわたる包囲の末に川沿いの港町を占領したと国防省が発表した。首都では警戒が続き、住民は避難を始めている。"
        )
        == "ja"
    )
    assert language_of("Yes", "fr-CA") == "fr"
    assert language_of("") == ""


def test_odd_characters_survive(tmp_path: Path) -> None:
    odd = f"\u202eRight to left\u202c and astral 𝒳 😀 and nul \0 here.\n\n{LEAD}"
    (record,), _ = found(tmp_path, "a.jsonl", json.dumps({"text": odd + "\ud800", "title": "T"}))
    article = article_of(record, "x")
    assert "😀" in article.text
    assert "\0" not in article.text
    article.text.encode()
