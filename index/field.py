"""What the fields of an article are called: in front matter, in the columns of tables, in `key: value` lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

NAMES: Final[dict[str, tuple[str, ...]]] = {
    "title": ("title", "headline", "heading", "hed", "head", "subject", "article_title"),
    "author": ("author", "authors", "byline", "by", "creator", "writer", "reporter", "reporters", "correspondent", "journalist",
               "written_by", "reported_by", "story_by"),
    "source": ("source", "publication", "publisher", "outlet", "paper", "newspaper", "site", "site_name", "sitename", "website",
               "magazine", "journal", "masthead", "newsroom", "broadcaster", "station", "news_agency", "agency", "wire",
               "published_in", "published_by", "domain"),
    "url": ("url", "link", "canonical_url", "source_url", "article_url", "web_url", "permalink", "canonical"),
    "published": ("published", "published_at", "publishedat", "published_on", "date_published", "datepublished", "date_publish",
                  "publish_date", "pub_date", "pubdate", "publication_date", "date_of_publication", "date", "published_date",
                  "first_published", "release_date", "released", "issued", "dated", "posted", "posted_on", "sent", "datetime",
                  "timestamp", "time", "created_at"),
    "updated": ("updated", "updated_at", "updated_on", "last_updated", "date_modified", "datemodified", "date_modify", "modified",
                "last_modified", "lastmod", "revised"),
    "section": ("section", "category", "categories", "topic", "rubric", "desk", "department"),
    "language": ("language", "lang"),
}  # fmt: skip
"""Names of fields, best first, as `plain` writes them."""


def plain(name: str) -> str:
    """A field's name as `NAMES` has it: in lower case, with "_" for spaces and hyphens."""
    return "_".join(name.strip().lower().replace("-", " ").replace("_", " ").split())


def said(metadata: Mapping[str, str], field: str) -> str:
    """What `metadata` says of one of our fields under any of its names; "" when it says nothing."""
    given = {plain(key): value for key, value in metadata.items() if value}
    return next((given[name] for name in NAMES[field] if name in given), "")
