"""Markdown to the plain text a reader sees. Offsets everywhere in Dateline refer to the text made here."""

from __future__ import annotations

import re

_MARKDOWN = re.compile(
    r"^\#{1,6}[ ]\S"  # an ATX heading
    r"|\[[^\]\n]{1,200}\]\([^)\s]{1,500}\)"  # a link
    r"|\*\*\S[^*\n]{0,200}\S\*\*"  # strong emphasis
    r"|\\[$*_#\[\]]",  # an escaped character
    re.MULTILINE,
)

_STAND_IN = re.compile("[\ue000-\ue002]")
_HIDDEN = str.maketrans("[]!", "\ue000\ue001\ue002")
_SHOWN = str.maketrans("\ue000\ue001\ue002", "[]!")
# Characters: the parser looks for the end of each bracket to the end of its paragraph.
_MOST_SOUGHT = 10_000_000


def looks_like_markdown(text: str) -> bool:
    """Whether a text file uses Markdown's headings, links, strong emphasis or escapes."""
    return _MARKDOWN.search(text) is not None


def markdown_to_plain(text: str) -> tuple[str, str]:
    """The plain text of a Markdown document, and its first heading ("" if it has none).

    Blocks are separated by blank lines, line breaks inside a paragraph are kept. Emphasis marks, link targets and
    backslash escapes go; images are replaced by nothing. Indented text is not code and HTML is not markup here: in
    news files both are accidents.
    """
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).disable(["code", "html_block", "html_inline", "entity"])
    sought = sum(block.count("[") * len(block) for block in text.split("\n\n"))
    if many := sought > _MOST_SOUGHT and not _STAND_IN.search(text):
        # Each bracket makes the parser try all of its rules, though none has brackets any more.
        parser.disable(["link", "image"])
        text = re.sub(r"\\([\[\]!])", r"\1", text).translate(_HIDDEN)
    blocks: list[str] = []
    title = ""
    in_heading = False
    for token in parser.parse(text):
        if token.type == "heading_open":
            in_heading = True
        elif token.type == "heading_close":
            in_heading = False
        elif token.type in {"fence", "code_block"}:
            blocks.append(token.content.rstrip("\n"))
        elif token.type == "inline":
            parts: list[str] = []
            for child in token.children or []:
                if child.type in {"softbreak", "hardbreak"}:
                    parts.append("\n")
                elif child.type != "image" and child.content:
                    parts.append(child.content)
            block = "".join(parts).strip()
            block = block.translate(_SHOWN) if many else block
            if block:
                blocks.append(block)
                if in_heading and not title:
                    title = " ".join(block.split())
    return "\n\n".join(blocks), title
