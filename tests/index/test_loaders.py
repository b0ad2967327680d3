from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import LoadError, UsageError
from index.formats.text import decode
from index.loaders import SourceFile, find_files, load, slug
from index.plain import markdown_to_plain


def write(path: Path, content: str | bytes) -> SourceFile:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return SourceFile(path, path.name)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_common_encodings_are_read(encoding: str) -> None:
    text = "Der Präsident sagte am Freitag: „Wir bleiben“ – und die Märkte fielen. " * 8
    assert decode(text.encode(encoding), "x.txt") == text


def test_line_ends_become_one_kind() -> None:
    assert decode(b"a\r\nb\rc\n", "x") == "a\nb\nc\n"


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not a text file"),
        (bytes(range(256)) * 9, "not a text"),
    ],
)
def test_what_is_no_text_is_refused_with_its_name(raw: bytes, says: str) -> None:
    with pytest.raises(LoadError, match=says) as error:
        decode(raw, "strange.txt")
    assert "strange.txt" in str(error.value)


def test_markdown_becomes_what_a_reader_sees() -> None:
    text, title = markdown_to_plain(
        "# Rebels *advance*\n\nIt cost \\$143 billion, the *Moscow Times* wrote ([more](https://x.org))."
    )
    assert title == "Rebels advance"
    assert text == "Rebels advance\n\nIt cost $143 billion, the Moscow Times wrote (more)."


def test_plain_text_with_odd_characters_is_left_as_it_is(tmp_path: Path) -> None:
    body = "Prices * rose_ by 3 > 2\n\n    an indented line stays, too."
    assert load(write(tmp_path / "a.txt", body), "a").text == body


def test_front_matter_gives_title_source_and_author(tmp_path: Path) -> None:
    file = write(tmp_path / "a.md", "---\ntitle: Rebels\nsource: The Daily\nauthor: Jane Doe\n---\nThe city fell.")
    article = load(file, "a")
    assert (article.title, article.source, article.author, article.text) == (
        "Rebels",
        "The Daily",
        "Jane Doe",
        "The city fell.",
    )


def test_files_are_found_in_order_hidden_and_other_formats_passed_over(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "a.md", ".hidden.txt", "c.png", "sub/d.txt"):
        (tmp_path / name).write_text("x")
    assert [f.relative for f in find_files([tmp_path]).files] == ["a.md", "b.txt", "sub/d.txt"]


def test_a_missing_path_and_an_empty_folder_are_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        find_files([tmp_path / "nope"])
    with pytest.raises(UsageError, match="No text files"):
        find_files([tmp_path])


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert [f.relative for f in find_files([tmp_path]).files] == ["a.txt"]


@pytest.mark.parametrize(("relative", "expected"), [("a/b c?.txt", "b-c"), ("..txt", "article"), ("日本.txt", "日本")])
def test_ids_are_readable(relative: str, expected: str) -> None:
    assert slug(relative) == expected
