"""XML parsed without the dangers: no entities expanded, nothing fetched, no huge trees."""

from __future__ import annotations

from typing import Any

from index.errors import LoadError


def parse_xml(raw: bytes, name: str) -> Any:
    """The root element (lxml) of a document, mended where it is not well-formed. Raises LoadError when it is no XML."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(raw, parser)
    except (etree.LxmlError, ValueError) as error:
        raise LoadError(f"{name} is not XML that can be read ({error}).") from error
    if root is None:
        raise LoadError(f"{name} is not XML that can be read.")
    return root
