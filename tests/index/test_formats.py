"""Every format gives the same thing: an article with its headline, date, source and text, at a stable place."""

from __future__ import annotations

import gzip
import io
import json
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from evals.samplefile import FORMATS, HTML, LEAD, MBOX, MORE, ROW, TITLE, epub_bytes, pdf_bytes, tarred, zipped
from index.errors import LoadError, UsageError
from index.formats import tables
from index.formats.html import _site, page
from index.formats.pdf import join_pages
from index.formats.record import Failure, Options, Record
from index.formats.tables import parse_mapping
from index.language import language_of
from index.loaders import SourceFile, article_of, records


def found(
    folder: Path, name: str, content: str | bytes, **options: dict[str, str]
) -> tuple[list[Record], list[Failure]]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    everything = list(records(SourceFile(path, name), Options(**options)))  # type: ignore[arg-type]
    return [r for r in everything if isinstance(r, Record)], [f for f in everything if isinstance(f, Failure)]


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


def test_a_tar_file_whose_compression_is_damaged_in_its_header_is_named(tmp_path: Path) -> None:
    # The header says that an extra field follows, which lies in what cannot be unpacked.
    damaged = b"\x1f\x8b\x08\x04" + bytes(6) + b"\xff\x03" + b"\xed\x94Mo\xdb0" * 20
    with pytest.raises(LoadError, match="not a tar file that can be read"):
        found(tmp_path, "a.tar.gz", damaged)


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


def test_a_pdf_whose_catalogue_is_lost_is_not_searched_for_ever(tmp_path: Path) -> None:
    lost = pdf_bytes(LEAD).replace(b"/Catalog", b"/Nothing")
    lost = lost.replace(b"/Root 1 0 R", b"/Root 9 0 R").replace(b"/Size 6", b"/Size 60000")
    began = time.process_time()
    with pytest.raises(LoadError, match="not a PDF"):
        found(tmp_path, "a.pdf", lost.replace(b"endobj", b"endobj" + b" " * 100_000))
    assert time.process_time() - began < 4


def test_a_member_that_says_it_is_larger_than_its_zip_is_named_and_takes_no_memory(tmp_path: Path) -> None:
    content = bytearray(zipped({"a.txt": f"{TITLE}\n\n{LEAD}", "good.txt": f"{TITLE}\n\n{LEAD}"}))
    entry = content.index(b"PK\x01\x02")
    content[entry + 20 : entry + 24] = (1 << 30).to_bytes(4, "little")
    got, failures = found(tmp_path, "a.zip", bytes(content))
    assert [r.path for r in got] == [f"{tmp_path}/a.zip!/good.txt"]
    assert "a.txt is damaged: it says it is larger than the file" in failures[0].cause


def test_mails_with_impossible_dates_and_damaged_books_are_no_crash(tmp_path: Path) -> None:
    mail = FORMATS["a.eml"][0]()
    assert isinstance(mail, str)
    (record,), _ = found(tmp_path, "a.eml", mail.replace("13 Aug 2021", "13 Aug 4294967295"))
    assert record.text.count(LEAD) == 1
    book = bytearray(epub_bytes())
    at = book.index(b"META-INF/container.xml") + 30
    book[at : at + 8] = b"\xff" * 8
    with pytest.raises(LoadError, match="not an e-book"):
        found(tmp_path, "a.epub", bytes(book))


def test_brackets_and_heads_without_end_take_no_longer_than_they_are_long(tmp_path: Path) -> None:
    began = time.process_time()
    (record,), _ = found(tmp_path, "a.md", f"# {TITLE}\n\n{LEAD}\n\n" + "![[" * 50_000)
    assert LEAD in record.text
    assert "![[" in record.text
    (record,), _ = found(tmp_path, "a.md", f"# {TITLE}\n\n{LEAD}\n\n" + f"[{'a ' * 700}" * 700)
    assert "[a a" in record.text
    with pytest.raises(LoadError, match="tags"):
        found(tmp_path, "a.html", HTML.replace("</article>", "<p>" * 160_000 + "</article>"))
    (record,), _ = found(
        tmp_path, "a.html", HTML.replace("<head>", f'<head><meta name="author" content="{"<" * 400_000}">')
    )
    assert LEAD in record.text
    (record,), _ = found(tmp_path, "a.eml", "From: " + '"' * 70_000 + f"\nSubject: {TITLE}\n\n{LEAD}")
    assert LEAD in record.text
    with pytest.raises(LoadError, match="head is longer"):
        found(tmp_path, "a.eml", f"From: {'a ' * 200_000}\nSubject: x\n\n{LEAD}")
    assert time.process_time() - began < 8


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


MEDIA = 'xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'


def test_what_a_feed_says_of_its_pictures_is_not_the_article(tmp_path: Path) -> None:
    rss = f"""<rss version="2.0" {MEDIA}><channel><itunes:title>Podcast</itunes:title><title>The Daily Example</title><item>
<itunes:title>Episode 4</itunes:title><media:title>A boat</media:title><title>{TITLE}</title>
<media:description>A boat at the quay, seen from the northern bank on the morning after the town had changed hands.</media:description>
<media:content url="a.jpg"><media:credit>Somebody</media:credit></media:content><description>{LEAD}</description></item></channel></rss>"""
    (record,), _ = found(tmp_path, "a.rss", rss)
    assert record.text == f"{TITLE}\n\n{LEAD}"
    assert (record.heading, record.metadata["source"]) == (TITLE, "The Daily Example")


def test_a_vocabulary_with_an_impossible_name_does_not_break_a_feed(tmp_path: Path) -> None:
    item = f"<item xmlns='}}'><title>{TITLE}</title></item><item><title>{TITLE}</title><description>{LEAD}</description></item>"
    records, _ = found(tmp_path, "a.rss", f"<rss><channel><title>Post</title>{item}</channel></rss>")
    assert LEAD in records[-1].text


def test_the_source_of_an_atom_entry_is_the_title_of_the_feed_that_it_came_from(tmp_path: Path) -> None:
    source = "<source><id>x</id><title>The Wire</title><updated>2021-08-12</updated></source>"
    atom = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Planet</title><entry><title>{TITLE}</title>{source}
<content type="image/png">{"iVBOR w0KG" * 90}</content><summary>{LEAD}</summary></entry></feed>"""
    (record,), _ = found(tmp_path, "a.atom", atom)
    assert record.metadata["source"] == "The Wire"
    assert record.text == f"{TITLE}\n\n{LEAD}"
    rss = f'<rss><channel><item><title>T</title><source url="x">The Wire</source><description>{LEAD}</description></item></channel></rss>'
    (record,), _ = found(tmp_path, "a.rss", rss)
    assert record.metadata["source"] == "The Wire"


def test_the_longer_of_teaser_and_content_is_the_text_of_an_entry(tmp_path: Path) -> None:
    spaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns="http://purl.org/rss/1.0/"'
    for first, second in ((LEAD, f"{LEAD} {MORE}"), (f"{LEAD} {MORE}", "Rebels took …")):
        item = f"<item><title>T</title><content:encoded>{first}</content:encoded><description>{second}</description></item>"
        (record,), _ = found(
            tmp_path, "a.xml", f'<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" {spaces}>{item}</r:RDF>'
        )
        assert record.text == f"T\n\n{LEAD} {MORE}"


def test_a_row_of_more_cells_than_columns_is_named_and_not_cut(tmp_path: Path) -> None:
    rows = f'title,text\nA,Rebels took it, the ministry said\n\n,,\nB,"{LEAD}",,\nC,It rained all day.\n'
    got, failures = found(tmp_path, "a.csv", rows)
    assert [(r.heading, r.path.rpartition("#")[2]) for r in got] == [("B", "3"), ("C", "4")]
    assert [f.path.rpartition("#")[2] for f in failures] == ["1"]
    assert "the row has 3 cells for 2 columns" in failures[0].cause


def test_a_quotation_mark_that_is_not_closed_swallows_no_row_silently(tmp_path: Path) -> None:
    rows = 'title,text\nA,It rained.\nB,"It snowed.\nC,"It hailed."\nD,The sun shone.\nE,"It blew.\n'
    got, failures = found(tmp_path, "a.csv", rows)
    assert [r.heading for r in got] == ["A", "D"]
    assert [f.path.rpartition("#")[2] for f in failures] == ["2", "4"]
    assert "quotation marks" in failures[0].cause
    (record,), failures = found(tmp_path, "a.tsv", 'title\ttext\nA\t"It rained" said the mayor.\n')
    assert (record.text, failures) == ('A\n\n"It rained" said the mayor.', [])


def test_two_columns_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="two columns named 'text'"):
        found(tmp_path, "a.csv", "title,text,Text\nA,It rained.,It snowed.\n")


@pytest.mark.parametrize("line", ["sep=;", '"sep=;"', "SEP=;"])
def test_the_separator_that_a_table_names_is_used(line: str, tmp_path: Path) -> None:
    (record,), _ = found(tmp_path, "a.csv", f"{line}\r\ntitle;text, or so\r\nA;It rained, then it snowed.\r\n",
                         mapping={"text": "text, or so"})  # fmt: skip
    assert record.text == "A\n\nIt rained, then it snowed."


ALTERNATIVE = """From: The Daily Example <news@example.com>
Subject: {title}
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="b"

--b
Content-Type: text/plain; charset="utf-8"

{plain}
--b
Content-Type: text/html; charset="utf-8"

{html}
--b--
"""


def test_a_plain_part_that_only_points_to_the_html_is_not_the_text(tmp_path: Path) -> None:
    unseen = '<div style="font-size:1px; display: none">Boats, bread and a siege</div>'
    page = f"<html><body>{unseen}<p>{LEAD}</p><p>{MORE}</p></body></html>"
    mail = ALTERNATIVE.format(title=TITLE, plain="This email needs an HTML viewer.", html=page)
    (record,), _ = found(tmp_path, "a.eml", mail)
    assert record.text == f"{TITLE}\n\n{LEAD}\n\n{MORE}"
    (record,), _ = found(tmp_path, "b.eml", ALTERNATIVE.format(title=TITLE, plain=f"{LEAD}\n", html=page))
    assert record.text == f"{TITLE}\n\n{LEAD}"


@pytest.mark.parametrize("kind", ["mixed", "digest"])
def test_forwarded_messages_and_digests_are_read(kind: str, tmp_path: Path) -> None:
    part = "--c\nContent-Type: message/rfc822\n\n" if kind == "mixed" else "--c\n\n"
    inner = ALTERNATIVE.format(title="Rain expected", plain=LEAD, html=f"<p>{LEAD}</p>")
    head = f'Subject: Fwd: {TITLE}\nMIME-Version: 1.0\nContent-Type: multipart/{kind}; boundary="c"\n\n'
    second = f"{part}Subject: Snow expected\n\n{MORE}\n"
    (record,), _ = found(tmp_path, "a.eml", f"{head}{part}{inner}\n{second}--c--\n")
    assert record.text == f"Fwd: {TITLE}\n\nRain expected\n\n{LEAD}\n\nSnow expected\n\n{MORE}"


def test_a_sentence_with_a_clock_time_begins_no_message(tmp_path: Path) -> None:
    story = "From 6 in the morning the port was shelled, until at 12:30 a truce was called, the ministry said."
    got, _ = found(tmp_path, "a.mbox", MBOX.replace("It will rain", f"{story}\n\nIt will rain"))
    assert [r.metadata["title"] for r in got] == [TITLE, "Rain expected"]
    (record,), _ = found(tmp_path, "story", story)
    assert record.text == story


@pytest.mark.parametrize(
    "wrap",
    [
        lambda row: {"status": "ok", "response": {"total": 1, "results": [row]}},
        lambda row: {"took": 3, "hits": {"total": {"value": 1}, "hits": [{"_id": "7", "_source": row}]}},
        lambda row: {"feed": {"page": {"news": [row]}}},
        lambda row: {"a": row},
    ],
)
def test_a_list_of_articles_is_found_in_the_answer_around_it(
    wrap: Callable[[dict[str, str]], object], tmp_path: Path
) -> None:
    (record,), failures = found(tmp_path, "a.json", json.dumps(wrap(ROW)))
    assert (record.heading, record.text, failures) == (TITLE, f"{TITLE}\n\n{LEAD}\n\n{MORE}", [])


def test_columns_within_objects_can_be_named_and_are_named(tmp_path: Path) -> None:
    rows = json.dumps({"hits": {"hits": [{"_id": "7", "_source": {"kop": TITLE, "tekst": LEAD}}]}})
    _, failures = found(tmp_path, "a.json", rows)
    assert "it has: " in failures[0].cause
    assert "_source.tekst" in failures[0].cause
    (record,), _ = found(tmp_path, "a.json", rows, mapping={"text": "_source.tekst", "title": "_source.kop"})
    assert record.text == f"{TITLE}\n\n{LEAD}"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", f'kop,text\nA,"{LEAD}"\n'),
        ("a.json", json.dumps([{"kop": "A", "text": LEAD}])),
        ("a.jsonl", json.dumps({"kop": "A", "text": LEAD}) + "\n"),
    ],
)
def test_a_mapped_column_that_no_row_has_is_named(name: str, content: str, tmp_path: Path) -> None:
    got, failures = found(tmp_path, name, content, mapping={"title": "kopp"})
    assert len(got) == 1
    (failure,) = failures
    assert "no row has the column 'kopp' that is mapped to title (there are: kop, text)" in failure.cause
    assert found(tmp_path, name, content, mapping={"title": "kop"})[1] == []


def test_a_field_mapped_twice_is_refused() -> None:
    with pytest.raises(UsageError, match="'title' is mapped twice"):
        parse_mapping("title=kop,text=tekst,title=headline")


def test_a_text_with_a_nul_in_it_is_read_and_binary_content_is_not(tmp_path: Path) -> None:
    (record,), _ = found(tmp_path, "a.txt", f"{TITLE}\n\n{LEAD}\0\n\n{MORE} Ünder.")
    assert record.text == f"{TITLE}\n\n{LEAD}\n\n{MORE} Ünder."
    for content in (LEAD.encode() + bytes(20), LEAD.encode() * 5 + b"\0\xff\xfe\x80", bytes(range(256)) * 9):
        with pytest.raises(LoadError, match="not a text file"):
            found(tmp_path, "b.txt", content)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_byte_order_mark_is_read(encoding: str, tmp_path: Path) -> None:
    (record,), _ = found(tmp_path, "a.txt", f"{TITLE}\r\n\r\n{LEAD} “Ś”".encode(encoding))
    assert record.text == f"{TITLE}\n\n{LEAD} “Ś”"


def test_a_chapter_without_a_heading_is_called_what_its_head_says(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(epub_bytes())) as book:
        parts: dict[str, str | bytes] = {name: book.read(name) for name in book.namelist()}
    body = f"<body><p>{LEAD}</p><p>{MORE}</p></body></html>"
    parts["OPS/text/one a.xhtml"] = f"<html><head><title>The  Port</title></head>{body}"
    parts["OPS/gone.xhtml"] = f"<html><head><title>The Week</title></head>{body}"
    got, _ = found(tmp_path, "a.epub", zipped(parts))
    assert [(r.heading, r.text) for r in got] == [
        ("The Port", f"The Port\n\n{LEAD}\n\n{MORE}"),
        ("The Week", f"{LEAD}\n\n{MORE}"),  # what the book is called heads no chapter
    ]
    parts["OPS/gone.xhtml"] = "<html><head><title>Cover</title></head><body><p>The Week</p></body></html>"
    assert len(found(tmp_path, "b.epub", zipped(parts))[0]) == 1


def test_a_chapter_whose_very_name_has_a_percent_sign_is_found(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(epub_bytes())) as book:
        parts: dict[str, str | bytes] = {name.replace(" ", "%20"): book.read(name) for name in book.namelist()}
    got, _ = found(tmp_path, "a.epub", zipped(parts))
    assert [r.path for r in got] == [f"{tmp_path}/a.epub!/OPS/text/one%20a.xhtml"]


PARTS = "<h2>What we know tonight</h2><ul><li>Eleven people are safe, five more than before.</li></ul>"


@pytest.mark.parametrize(
    "frame",
    [
        "<body>{}</body>",
        "<body><nav><ul><li><a href='/a'>Home</a></li></ul></nav>{}</body>",
        "<body><div id='wrap'>{}</div></body>",
        "<body><div class='content'>{}</div></body>",
        "<body><article>{}</article></body>",
    ],
)
def test_headings_and_lists_of_a_page_are_read_whatever_holds_them(frame: str, tmp_path: Path) -> None:
    story = f"<h1>{TITLE}</h1><p>{LEAD * 3}</p>{PARTS}<p>{MORE * 3}</p>"
    more = "<h2>More news</h2><ul><li><a href='/x'>A ferry sank</a></li></ul></body>"
    page = f"<html><head><title>{TITLE}</title></head>{frame.format(story).replace('</body>', more)}</html>"
    (record,), _ = found(tmp_path, "a.html", page.encode())
    assert "What we know tonight" in record.text
    assert "Eleven people are safe" in record.text
    assert "Home" not in record.text
    assert "ferry" not in record.text
    assert record.text.count(TITLE) == 1


def test_the_entries_of_a_live_blog_are_read_with_their_hours_and_its_summary(tmp_path: Path) -> None:
    entries = "".join(
        f"<div class='entry'><h3>{hour}:05</h3><p>{said * 2}</p></div>" for hour, said in ((18, LEAD), (17, MORE))
    )
    page = (
        f"<html><head><title>{TITLE}</title></head><body><header><a href='/'>Home</a></header><div class='banner'>Our letter</div>"
        f"<h1>{TITLE}</h1><p class='meta'>By Ann Lee</p><div class='summary'>{PARTS}</div>{entries}"
        "<section class='more'><h2>More on this</h2><a href='/x'>Quiz: a ferry</a></section><footer>Imprint</footer></body></html>"
    )
    (record,), _ = found(tmp_path, "a.html", page)
    lines = record.text.split("\n\n")
    assert lines.index("What we know tonight") < lines.index("18:05") < lines.index("17:05")
    assert "Eleven people are safe" in record.text
    assert "ferry" not in record.text
    assert "Imprint" not in record.text


def test_control_characters_in_a_cell_of_html_go(tmp_path: Path) -> None:
    (record,), _ = found(tmp_path, "a.csv", f'title,body\n"{TITLE}","<p>{LEAD}&#1;</p><br>&#2;{MORE}"\n')
    assert LEAD in record.text
    assert MORE in record.text


def test_the_encoding_of_a_file_is_guessed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guesses: list[bytes] = []
    monkeypatch.setattr(tables, "guessed", lambda line: guesses.append(line) or "cp1252")
    lines = [json.dumps({"title": TITLE, "body": f"{LEAD} Café {n}"}, ensure_ascii=False) for n in range(9)]
    got, failures = found(tmp_path, "a.jsonl", "\n".join(lines).encode("cp1252"))
    assert len(got) == 9
    assert all("Café" in record.text for record in got)
    assert len(guesses) == 1
    assert not failures


LINKED = (
    '<script type="application/ld+json">{"@graph": [{"@type": ["NewsArticle"], "author": [{"name": "Ann Lee"}], '
    '"publisher": {"name": "The Vale Gazette"}}]}</script>'
)


@pytest.mark.parametrize(
    ("head", "byline", "source", "author"),
    [
        (f"<title>{TITLE} - The Vale Gazette</title>", "", "The Vale Gazette", ""),
        (f"<title>{TITLE}</title><meta name='newspaper' content='The Vale Gazette'>", "", "The Vale Gazette", ""),
        (f"<title>{TITLE}</title>{LINKED}", "", "The Vale Gazette", "Ann Lee"),
        (f"<title>{TITLE}</title>", "By Ann Lee, The Vale Gazette. Friday 3 May 2024", "The Vale Gazette", "Ann Lee"),
        (f"<title>{TITLE}</title><script type='application/ld+json'>{{broken</script>", "", "", ""),
    ],
)
def test_a_page_names_its_paper_in_many_places(
    head: str, byline: str, source: str, author: str, tmp_path: Path
) -> None:
    body = f"<h1>{TITLE}</h1><p class='byline'>{byline}</p><p>{LEAD * 3}</p><p>{MORE * 3}</p>"
    (record,), _ = found(tmp_path, "a.html", f"<html><head>{head}</head><body>{body}</body></html>".encode())
    assert (record.metadata.get("source", ""), record.metadata.get("author", "")) == (source, author)
    assert record.metadata["title"] == TITLE


def test_the_site_is_the_end_of_the_title_and_no_part_of_a_headline() -> None:
    told = "<p>The old mill in Ashford burned down on Monday night, and nobody was hurt, the fire brigade said.</p>"
    head = "<title>Old mill burns down for the second time in a year - The Ashford Ledger</title>"
    made = page(
        f"<html><head>{head}</head><body><h1>Ashford's old mill burns down</h1>{told * 3}</body></html>", "a", "a"
    )
    assert made.metadata["source"] == "The Ashford Ledger"
    assert (_site("Ashford Live"), _site("Old mill burns down for the second time"), _site(None)) == (
        "Ashford Live",
        "",
        "",
    )
