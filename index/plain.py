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

_MOST_BRACKETS = 2_000  # more are no prose, and the parser looks for the end of each to the end of its paragraph


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
    if text.count("[") > _MOST_BRACKETS:
        parser.disable(["link", "image"])
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
            if block:
                blocks.append(block)
                if in_heading and not title:
                    title = " ".join(block.split())
    return "\n\n".join(blocks), title
