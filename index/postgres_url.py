"""The address of an archive in PostgreSQL: postgresql://USER:PASSWORD@HOST:PORT/DATABASE?schema=NAME."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from index.errors import UsageError

SCHEMA = "dateline"  # what an archive's schema is called when the address names none


@dataclass(frozen=True, slots=True)
class PostgresUrl:
    """An address taken apart; `shown` is it without passwords, fit for messages and files."""

    conninfo: str = field(repr=False)
    schema: str
    shown: str

    @classmethod
    def parse(cls, url: str) -> PostgresUrl:
        """Raises UsageError, without the address, which may hold a password, for what is no such address."""
        import psycopg
        from psycopg.conninfo import conninfo_to_dict

        try:
            parts = urlsplit(url if url.startswith(("postgresql://", "postgres://")) else "")
            asked = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
            conninfo = urlunsplit(parts._replace(query=_query([(k, v) for k, v in asked if k != "schema"])))
            conninfo_to_dict(conninfo or "nothing")
        except (ValueError, psycopg.ProgrammingError) as error:
            raise UsageError(
                "DATELINE_STORE is no address of a PostgreSQL database. Give postgresql://USER:PASSWORD@HOST:PORT/DATABASE; "
                "special characters in the password as %XX, further archives of a database with ?schema=NAME."
            ) from error
        schema = dict(asked).get("schema", SCHEMA)
        if not re.fullmatch(r"[a-z_][a-z0-9_]{0,50}", schema) or schema.startswith("pg_"):
            raise UsageError(
                f"The schema {schema!r} in DATELINE_STORE is none: use small letters, digits and _, at most 50."
            )
        user, at, host = parts.netloc.rpartition("@")
        open_ = [(k, v) for k, v in asked if k not in ("schema", "password")] + [("schema", schema)]
        shown = urlunsplit(parts._replace(netloc=user.partition(":")[0] + at + host, query=_query(open_)))
        return cls(conninfo, schema, shown)


def _query(pairs: list[tuple[str, str]]) -> str:
    return urlencode(pairs, safe="/")
