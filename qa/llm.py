"""A configured language model composes the answer; every quote it gives is checked before anything is shown."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from index.article import Article, Passage
from index.errors import DatelineError
from index.settings import Settings
from qa import prompts
from qa.when import how_dated

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

log = logging.getLogger(__name__)

_MARKER = re.compile(r"\[(\d+)\]")


class LanguageModelError(DatelineError):
    """The configured language model did not answer, or not in the form asked for."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What the model wrote, with only the quotes that are verbatim in their passages: marker -> (passage, start, end),
    offsets into the article's text. Every marker in `text` has its quote."""

    answered: bool
    text: str
    short: str
    quotes: dict[int, tuple[Passage, int, int]]


def configured(settings: Settings) -> LLM | None:
    """The language model that the settings name, through LlamaIndex, or None."""
    if settings.llm_url is None or settings.llm_model is None:
        return None
    from llama_index.llms.openai_like import OpenAILike

    model: LLM = OpenAILike(
        model=settings.llm_model,
        api_base=settings.llm_url,
        api_key=settings.llm_api_key.get_secret_value(),
        is_chat_model=True,
        temperature=0.0,
        max_tokens=600,
        timeout=settings.llm_timeout,
        max_retries=1,
    )
    return model


def draft(llm: LLM, question: str, passages: Sequence[Passage], articles: dict[str, Article]) -> Draft:
    """Asks the model. Raises LanguageModelError when it cannot be reached or its reply is not what was asked for, or
    rests on quotes that are not in the passages."""
    blocks = []
    for number, passage in enumerate(passages, 1):
        article = articles[passage.article_id]
        blocks.append(
            prompts.PASSAGE.format(
                number=number,
                title=article.title,
                source=article.source or "source unknown",
                published=article.published.day or "unknown",
                how=how_dated(article),
                text=passage.text,
            )
        )
    prompt = prompts.ANSWER.format(passages="\n\n".join(blocks), question=question)
    try:
        reply = _complete(llm, prompt)
    except Exception as error:  # any provider's client may raise anything here
        raise LanguageModelError(
            f"The language model did not answer ({type(error).__name__}: {error}). Check DATELINE_LLM_URL and "
            "DATELINE_LLM_MODEL, or unset both for extractive answers."
        ) from error
    return check(reply, passages)


def check(reply: str, passages: Sequence[Passage]) -> Draft:
    """The Draft in a model's reply. A quote is looked for in the passage that it names, then in the others. One that differs from its passage only in white space or in the form of quotation
    marks is taken as the passage has it; any other difference drops the quote.

    Raises LanguageModelError for a reply that is not the JSON asked for, and for an answer with a statement whose
    marker has no verbatim quote, or with none at all.
    """
    raw = _json(reply)
    if not raw.get("answered"):
        return Draft(False, "", "", {})
    quotes: dict[int, tuple[Passage, int, int]] = {}
    for item in raw.get("quotes") or []:
        if not isinstance(item, dict):
            continue
        try:
            marker, number = int(item["marker"]), int(item["passage"])
        except (KeyError, TypeError, ValueError):
            continue
        # Models miscount passages; a quote that is verbatim in another one is still proof.
        for passage in [*passages[number - 1 : number], *passages]:
            if found := locate(str(item.get("quote", "")), passage):
                quotes[marker] = (passage, *found)
                break
    text = " ".join(str(raw.get("answer", "")).split())
    used = {int(m) for m in _MARKER.findall(text)}
    if not text or not used or used - quotes.keys():
        raise LanguageModelError("The language model's answer rests on words that its passages do not contain.")
    return Draft(True, text, " ".join(str(raw.get("short", "")).split()), {m: quotes[m] for m in sorted(used)})


def locate(quote: str, passage: Passage) -> tuple[int, int] | None:
    """Where `quote` stands in the passage, as offsets into the article's text, or None."""
    pieces = [re.escape(piece) for piece in re.split(r"[\s\"'“”‘’]+", quote) if piece]
    if sum(len(piece) for piece in pieces) < 3:
        return None
    match = re.search(r"[\s\"'“”‘’]+".join(pieces), passage.text)
    return (passage.start + match.start(), passage.start + match.end()) if match else None


def _complete(llm: LLM, prompt: str) -> str:
    from llama_index.core.llms import ChatMessage

    if llm.metadata.is_chat_model:
        return str(llm.chat([ChatMessage(role="user", content=prompt)]).message.content or "")
    return str(llm.complete(prompt).text)


def _json(reply: str) -> dict[str, Any]:
    start, end = reply.find("{"), reply.rfind("}")
    try:
        raw = json.loads(reply[start : end + 1])
    except json.JSONDecodeError as error:
        raise LanguageModelError("The language model did not reply with the JSON it was asked for.") from error
    if not isinstance(raw, dict):
        raise LanguageModelError("The language model did not reply with the JSON it was asked for.")
    return raw
