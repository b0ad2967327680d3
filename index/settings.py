"""Settings, read from the environment (`DATELINE_…`) or given in Python; unknown names are refused."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any, Literal

from platformdirs import user_cache_path, user_data_path
from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from index.errors import UsageError

PREFIX = "DATELINE_"


def _chroma_server(url: str | None) -> str | None:
    from index.vectors import address

    if url is not None:
        address(url)
    return url


class Settings(BaseSettings):
    """Every knob of Dateline. Field `x_y` is the environment variable `DATELINE_X_Y`."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    home: Path = Field(
        default_factory=lambda: user_data_path("dateline", appauthor=False),
        description="Where the default corpus lives.",
    )
    corpus: Path | None = Field(default=None, description="The archive when none is named; unset: the seed articles.")
    cache: Path = Field(
        default_factory=lambda: user_cache_path("dateline", appauthor=False),
        description="Where graphs made from model weights are kept; safe to delete.",
    )
    embed_model: str = Field(
        default="all-MiniLM-L6-v2",
        min_length=1,
        description="A sentence-transformers model: the bundled default, a folder, or a name in the local model cache.",
    )
    store: SecretStr | None = Field(
        default=None,
        description="PostgreSQL as the store of record, postgresql://USER:PASSWORD@HOST/DATABASE. Unset: the archive's folder.",
    )
    chroma: Annotated[str | None, AfterValidator(_chroma_server)] = Field(
        default=None,
        description="A Chroma server that holds the vectors, http://host:port. Unset: the archive's folder.",
    )
    parse_timeout: float = Field(
        default=120,
        gt=0,
        description="Seconds of processor time after which an article that cannot be read to the end is given up.",
    )
    dense_k: int = Field(default=25, ge=0, le=1000, description="Passages from the vectors; 0 switches them off.")
    lexical_k: int = Field(default=25, ge=0, le=1000, description="Passages from full-text search; 0 switches it off.")
    fusion: Literal["convex", "rrf"] = Field(
        default="convex",
        description="How both are fused: a weighed sum of scores (Bruch et al. 2023) or reciprocal ranks (Cormack et al. 2009).",
    )
    dense_weight: float = Field(default=0.45, ge=0, le=1, description="Share of the vectors in the convex fusion.")
    rrf_k: int = Field(default=60, ge=1, description="Constant of reciprocal rank fusion.")
    source_boost: float = Field(
        default=0.4,
        ge=0,
        description="Added to the score (0..1) of a source that the question names; 0 switches it off.",
    )
    day_boost: float = Field(
        default=0.2,
        ge=0,
        description="Added to the score (0..1) of articles from days that it names; 0 switches it off.",
    )
    clause_weight: float = Field(
        default=0.7, ge=0, description="Weight of the best clause of a long question beside the whole; 0: whole only."
    )
    clause_vectors: bool = Field(
        default=False,
        description="Whether clauses are searched for by vectors, too: 2 % more recall in twice the time.",
    )
    diversity: float = Field(
        default=0.02, ge=0, description="Taken off for each passage of the same source or article; 0 switches it off."
    )
    same_story: float = Field(
        default=0.8,
        gt=0,
        le=1,
        description="Share of common words from which a passage is a copy; 1 keeps all but exact copies.",
    )
    rerank: int = Field(
        default=0,
        ge=0,
        le=100,
        description="Passages of each clause that the reader judges before the LlamaIndex retriever orders them; 0: none.",
    )
    rerank_weight: float = Field(
        default=0.5, ge=0, description="What the reader's probability counts beside the score."
    )
    context_words: int = Field(
        default=160,
        ge=0,
        le=2000,
        description="A passage that the LlamaIndex retriever gives comes with the sentences around it, up to so many words; 0: alone.",
    )
    read_k: int = Field(default=10, ge=1, le=100, description="Fused passages that the reader reads.")
    threshold: float = Field(
        default=0.26, ge=0, le=1, description="Least confidence with which a question is answered and not declined."
    )
    llm_url: str | None = Field(default=None, description="OpenAI-compatible base URL, e.g. http://localhost:8080/v1.")
    llm_model: str | None = Field(default=None, description="Model name at that URL. Without both: extractive answers.")
    llm_api_key: SecretStr = Field(default=SecretStr("none"), description="API key for that URL, if it wants one.")
    llm_timeout: float = Field(default=60, gt=0, description="Seconds to wait for the language model.")


def load_settings(**overrides: Any) -> Settings:
    """The settings from the environment, with `overrides` on top.

    Raises UsageError naming the field and the cause for a value that does not fit, and for an environment variable
    that begins with DATELINE_ but is no setting (a typo would otherwise pass silently).
    """
    known = {PREFIX + name.upper() for name in Settings.model_fields} | {
        "DATELINE_DATA",
        "DATELINE_CHROMIUM",
        "DATELINE_DEBUG",
    }
    for name in os.environ:
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            raise UsageError(f"{name} is not a setting of Dateline. Settings: {', '.join(sorted(known))}.")
    try:
        settings = Settings(**overrides)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise UsageError(
            f"Setting {name!r} ({PREFIX}{name.upper()}) is wrong: {first['msg']}; got {first.get('input')!r}."
        ) from error
    if (settings.llm_url is None) != (settings.llm_model is None):
        raise UsageError(
            "A language model needs both DATELINE_LLM_URL and DATELINE_LLM_MODEL; only one of them is set."
        )
    return settings
