"""The chat page as one Gradio app: the conversation, and the article that proves it beside it."""

from __future__ import annotations

import os

# Gradio phones home unless this is set before it is imported.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import logging
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.events import api

from index.article import Published
from index.errors import DatelineError, UsageError
from qa.answer import Answer
from qa.answering import ask
from qa.corpus import Corpus
from ui.article_view import Quote, article_html, no_article_html
from ui.conversation import Turn, conversation_html, spoken
from ui.examples import example_questions
from ui.markup import days_words, escape

log = logging.getLogger(__name__)

ASSETS = Path(__file__).parent / "assets"

# Answering is a few tens of milliseconds of pure computing, so more at once than there are processors gains nothing;
# streaming is mostly waiting, so many conversations may stream at once.
_COMPUTING = threading.BoundedSemaphore(max(2, os.cpu_count() or 2))
STREAMS = 32
STREAM_SECONDS = 0.3  # the longest that the text of an answer takes to appear
_FRAMES_PER_SECOND = 25
_EXAMPLE_ARTICLES = 60  # enough to draw examples from, whatever the archive's size

Conversation = list[Turn]


class Page:
    """What the page does with one archive. It holds no conversation: each is in its visitor's own session."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self._examples: list[str] | None = None
        self._examples_lock = threading.Lock()

    def examples(self) -> list[str]:
        """Questions that this archive answers; found once, on first use."""
        with self._examples_lock:
            if self._examples is None:
                try:
                    articles = self.corpus.articles()[:_EXAMPLE_ARTICLES]
                    self._examples = example_questions(articles, lambda q: ask(q, corpus=self.corpus).answered)
                except DatelineError as error:
                    log.warning("No example questions: %s", error)
                    self._examples = []
            return self._examples

    def summary(self) -> str:
        """What the archive holds, in a few words."""
        articles = self.corpus.articles()
        if not articles:
            return "The archive is empty: add articles with `dateline index PATH`."
        days = [d for a in articles for d in (a.published.first_day, a.published.last_day) if d is not None]
        count = f"{len(articles):,} article{'s' if len(articles) != 1 else ''}"
        return f"{count}, {days_words(min(days), max(days))}." if days else f"{count}."

    def reply(self, question: str, conversation: Conversation) -> Iterator[Turn]:
        """A question's turn as it grows: waiting, the text in a few frames, the whole answer or the error."""
        turn = Turn(question.strip()[:500] or "(nothing)")
        yield turn
        history = [(t.question, t.answer.text) for t in conversation if t.answer is not None]
        try:
            with _COMPUTING:
                answer = ask(question, corpus=self.corpus, history=history)
        except UsageError as error:
            yield replace(turn, error=str(error))
            return
        except DatelineError as error:
            log.warning("%s", error)
            yield replace(turn, error=f"This could not be answered. {error}")
            return
        except Exception:
            yield replace(turn, error="This could not be answered: something broke. The log says what; try again.")
            raise
        words = [m.end() for m in re.finditer(r"\S+\s*", answer.text)]
        frames = max(1, int(STREAM_SECONDS * _FRAMES_PER_SECOND))
        step = max(1, -(-len(words) // frames))
        for end in words[step - 1 : -1 : step]:
            yield replace(turn, answer=answer, shown=end)
            time.sleep(1 / _FRAMES_PER_SECOND)
        yield replace(turn, answer=answer)

    def conversation(self, turns: Conversation) -> str:
        """The conversation as HTML."""
        cited = {c.article_id for t in turns if t.answer for c in t.answer.citations}
        published: dict[str, Published] = {}
        for article_id in cited:
            try:
                published[article_id] = self.corpus.article(article_id).published
            except UsageError:  # taken out of the archive since
                continue
        examples = [] if turns else self.examples()
        return conversation_html(turns, published, examples, "" if turns else self.summary())

    def article(self, article_id: str, start: int, end: int, number: int | None, answer: Answer | None = None) -> str:
        """The article with the passage chosen, and the answer's other passages in it, highlighted."""
        try:
            article = self.corpus.article(article_id)
        except UsageError as error:
            return no_article_html(str(error))
        others = [c for c in answer.citations if c.article_id == article_id] if answer else []
        quotes = [Quote(c.start, c.end, c.number) for c in others if (c.start, c.end) != (start, end)]
        quotes.append(Quote(start, end, number, chosen=True))
        return article_html(article, quotes, self.corpus.time_expressions(article_id))

    def proof(self, answer: Answer | None) -> str:
        """The article view after an answer: its first passage, or what to do to see one."""
        if answer is None or not answer.citations:
            return no_article_html("The article an answer rests on opens here, with the words highlighted.")
        first = answer.citations[0]
        return self.article(first.article_id, first.start, first.end, first.number, answer)


def build(corpus: Corpus) -> gr.Blocks:
    """The page over `corpus`, to be launched with `launch_settings()`."""
    page = Page(corpus)
    # The first visitor finds the models loaded and the examples chosen.
    threading.Thread(target=page.examples, name="examples", daemon=True).start()

    def answer_question(question: str, conversation: Conversation) -> Iterator[tuple[Any, ...]]:
        turn = Turn(question)
        for turn in page.reply(question, conversation):
            shown = [*conversation, turn]
            yield page.conversation(shown), conversation, "", gr.skip(), gr.skip()
        if turn.answer is None:  # an error is shown, and the question stays where it can be mended
            yield gr.skip(), conversation, question[:5000], gr.skip(), escape(turn.error)
            return
        done = [*conversation, turn]
        yield gr.skip(), done, gr.skip(), page.proof(turn.answer), escape(spoken(turn.answer))

    def chosen(conversation: Conversation, event: gr.EventData) -> Iterator[tuple[Any, ...]]:
        """An example question or a question to be asked again, chosen in the conversation."""
        question = str(getattr(event, "question", ""))
        yield from answer_question(question, conversation)

    def open_article(passage: dict[str, Any]) -> str:
        """The article view, for the page's script, which gives an article's id, start, end and a citation's number."""
        start, end, number = (int(passage.get(name) or 0) for name in ("start", "end", "number"))
        return page.article(str(passage.get("article")), start, end, number or None)

    def fresh() -> tuple[Any, ...]:
        return page.conversation([]), [], "", page.proof(None), "New conversation."

    def opened(request: gr.Request) -> tuple[str, str]:
        """A new visit; an address with ?article=…&quote=… opens that passage."""
        article_id = request.query_params.get("article")
        span = re.fullmatch(r"(\d{1,9})-(\d{1,9})", request.query_params.get("quote", ""))
        start, end = (int(span[1]), int(span[2])) if span else (0, 0)
        proof = page.article(article_id, start, end, None) if article_id else page.proof(None)
        return page.conversation([]), proof

    def endpoint(question: str, history: list[list[str]] | None = None) -> dict[str, Any]:
        """Answers a question; `history` is earlier [question, answer] pairs. Returns Answer.as_dict()."""
        try:
            with _COMPUTING:
                return ask(question, corpus=corpus, history=[(q, a) for q, a in history or []]).as_dict()
        except (DatelineError, ValueError) as error:
            raise gr.Error(str(error)) from error

    blocks: gr.Blocks
    with gr.Blocks(title="Dateline", fill_width=True, analytics_enabled=False) as blocks:
        conversation = gr.State([])
        gr.HTML(_asset("masthead.html"), elem_id="masthead", js_on_load=_asset("masthead.js"), apply_default_css=False)
        with gr.Row(elem_id="desk", equal_height=False):
            with gr.Column(elem_id="talk", min_width=0):
                transcript = gr.HTML(
                    conversation_html([], {}, [], page.summary()),
                    elem_id="transcript",
                    js_on_load=_asset("conversation.js"),
                    apply_default_css=False,
                )
                status = gr.HTML("", elem_id="status", apply_default_css=False, js_on_load=_asset("status.js"))
                with gr.Row(elem_id="composer", equal_height=True):
                    question = gr.Textbox(
                        placeholder="Ask the archive…",
                        label="Your question",
                        show_label=False,
                        container=False,
                        lines=1,
                        max_lines=5,
                        autofocus=True,
                        scale=1,
                        elem_id="question",
                    )
                    send = gr.Button("Ask", variant="primary", scale=0, min_width=84, elem_id="send")
                    new = gr.Button("New", scale=0, min_width=72, elem_id="new")
            with gr.Column(elem_id="proof-column", min_width=0):
                proof = gr.HTML(
                    page.proof(None),
                    elem_id="proof-panel",
                    js_on_load=_asset("proof.js"),
                    apply_default_css=False,
                    server_functions=[open_article],
                )
        outputs = [transcript, conversation, question, proof, status]
        streaming: dict[str, Any] = {
            "outputs": outputs,
            "show_progress": "hidden",
            "concurrency_limit": STREAMS,
            "concurrency_id": "answers",
            "api_visibility": "private",
        }
        gr.on([question.submit, send.click], answer_question, [question, conversation], **streaming)
        transcript.submit(chosen, [conversation], **streaming)
        quiet: dict[str, Any] = {"show_progress": "hidden", "queue": False, "api_visibility": "private"}
        new.click(fresh, None, outputs, **quiet)
        blocks.load(opened, None, [transcript, proof], **quiet)
        api(endpoint, api_name="ask", concurrency_limit=STREAMS, concurrency_id="answers")
    return blocks


def launch_settings() -> dict[str, Any]:
    """What `Blocks.launch` needs so that the page looks as designed and nothing is fetched from anywhere else."""
    from ui.theme import theme

    return {
        "theme": theme(),
        "head": f"<style>{_asset('page.css')}</style>",
        "footer_links": [],
        "share": False,
        "ssr_mode": False,
        "pwa": False,
        "mcp_server": False,
        "enable_monitoring": False,
        "run_history": False,
        "quiet": True,
    }


def _asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")
