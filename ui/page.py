"""The chat page as one Gradio app: conversations, the article that proves an answer, the archive, evaluations."""

from __future__ import annotations

import os

# Gradio phones home unless this is set before it is imported.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import json
import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.events import api
from gradio.utils import get_upload_folder

from index.errors import DatelineError, UsageError
from index.formats.record import MAX_ARTICLE as MAX_BYTES
from qa.answering import ask
from ui.actions import Actions, for_scripts, scope_of
from ui.conversation import spoken
from ui.desk import COMPUTING, Desk
from ui.history import is_id, new_id
from ui.markup import escape
from ui.open_pages import OpenPages
from ui.turn import Turn, as_kept
from ui.visitor import owner_of

ASSETS = Path(__file__).parent / "assets"
STREAMS = 32  # conversations that may be answered at once
_NOT_YOURS = (
    "The {} of this address cannot be shown: conversations are private, each to who had it. It may be somebody else’s, "
    "about another archive, or deleted."
)
RUNS = Path("runs")  # where `dateline eval` puts its runs


def build(desk: Desk) -> gr.Blocks:
    """The page over a desk, to be launched with `launch_settings()`."""
    corpus = desk.corpus
    actions = Actions(desk, Path(get_upload_folder()), RUNS)
    pages = OpenPages()
    frames = count()

    def numbered(html: str) -> str:
        """Gradio passes over a value that is as the one before, and the page's scripts may have changed what that one
        showed."""
        return f"{html}<!--{next(frames)}-->"

    def sent(**parts: str) -> str:
        """What changes with an answer that grows, in one value, for the page's scripts to put in its places: the `turn` or
        the `whole` conversation, the `proof` beside it, and what a screen reader is `said`."""
        return json.dumps({"number": next(frames), **parts})

    def answer_question(event: gr.EventData, request: gr.Request) -> Iterator[str]:
        """A question asked, asked again, or put right: what the page's scripts send as an event."""
        asked: dict[str, Any] = dict(event._data or {})
        owner, question = owner_of(request), str(asked.get("question") or "")
        named = str(asked.get("conversation") or "")
        known = is_id(named) and desk.history.conversation(owner, desk.archive, named) is not None
        conversation_id = named if known else new_id()
        pages.turn_to(request.session_hash, conversation_id)
        before = desk.history.turns(owner, conversation_id)
        action = str(asked.get("action") or "")
        # Only the last question is asked anew in its place; on an earlier one, later ones may rest.
        at_last = bool(before) and before[-1].id == asked.get("turn") and action in {"retry", "edit", "rephrase"}
        replaces = before[-1].id if at_last else ""
        typed = before[-1].question if action == "rephrase" and at_last else question
        understood = question if action == "rephrase" else ""
        shown = before[:-1] if at_last else before
        # Where the page shows what is kept, it is sent one turn and not all those before it with each frame.
        in_step = bool(before) and asked.get("shown") == [t.id for t in before]
        turn = Turn(question)
        try:
            scope = scope_of(asked)
            for turn in desk.reply(owner, conversation_id, typed, scope, understood=understood, replaces=replaces):
                # Who has turned to another conversation meanwhile stays there; the answer is kept in its own.
                if not pages.shows(request.session_hash, conversation_id):
                    continue
                if in_step:
                    html = desk.conversation(conversation_id, [turn], scope, first=len(shown) + 1)
                    yield sent(turn=html, **beside(turn))
                else:
                    yield sent(whole=desk.conversation(conversation_id, [*shown, turn], scope), **beside(turn))
        except UsageError as error:  # days that are none
            turn = Turn(as_kept(question), error=str(error))
            yield sent(whole=desk.conversation(conversation_id, [*shown, turn]), **beside(turn))
        if not pages.shows(request.session_hash, conversation_id):
            yield sent(said="Another conversation has its answer.") if turn.answer else sent()

    def beside(turn: Turn) -> dict[str, str]:
        """What changes with a turn as it grows, in the article's place and in what a screen reader is told."""
        if turn.error:
            return {"said": escape(turn.error)}
        if turn.answer is None:
            return {"said": "Searching the archive."}
        if turn.shown is not None:
            return {}
        return {"proof": desk.proof(turn.answer), "said": escape(spoken(turn.answer))}

    def stopped(event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        """Ends an answer that is being worked out; its question is offered again."""
        asked: dict[str, Any] = dict(event._data or {})
        owner, conversation_id = owner_of(request), str(asked.get("conversation") or "")
        conversation_id = conversation_id or pages.shown(request.session_hash)  # before the first frame it has no name
        desk.stop(conversation_id)
        turns, question = desk.history.turns(owner, conversation_id), as_kept(str(asked.get("question") or ""))
        if not turns or turns[-1].question != question:
            turns.append(
                Turn(question, error="Stopped. The question is in the box below, to be changed or asked again.")
            )
        html = desk.conversation(conversation_id, turns, scope_of(asked))
        return numbered(html), gr.skip(), numbered("Stopped.")

    def opened(event: gr.EventData, request: gr.Request) -> tuple[str, str, str]:
        """Another conversation, or a new one if none is named."""
        asked: dict[str, Any] = dict(event._data or {})
        html, proof, said = shown_conversation(request, str(asked.get("conversation") or ""), "")
        return numbered(html), numbered(proof), numbered(escape(said))

    def visited(request: gr.Request) -> tuple[str, str, str]:
        """A visit to an address: `conversation`, `answer` and `article` with `quote` name what to show."""
        owner, query = owner_of(request), request.query_params
        turn_id = query.get("answer", "")
        conversation_id = desk.history.conversation_of(owner, turn_id) if turn_id else query.get("conversation", "")
        html, proof, said = shown_conversation(request, conversation_id or "", turn_id)
        if article_id := query.get("article"):
            span = re.fullmatch(r"(\d{1,9})-(\d{1,9})", query.get("quote", ""))
            proof = desk.article(article_id, *((int(span[1]), int(span[2])) if span else (0, 0)), None)
        return numbered(html), numbered(proof), numbered(escape(said))

    def shown_conversation(request: gr.Request, conversation_id: str, linked: str) -> tuple[str, str, str]:
        owner = owner_of(request)
        conversation = desk.history.conversation(owner, desk.archive, conversation_id)
        pages.turn_to(request.session_hash, conversation.id if conversation else "")
        if conversation is None:
            notice = _NOT_YOURS.format("answer" if linked else "conversation") if linked or conversation_id else ""
            return desk.conversation("", [], notice=notice), desk.proof(None), notice or "New conversation."
        turns = desk.history.turns(owner, conversation.id)
        answers = [t.answer for t in turns if t.id == linked or not linked]
        html = desk.conversation(conversation.id, turns, conversation.scope, linked)
        return html, desk.proof(answers[-1] if answers else None), f"Conversation: {conversation.title}"

    def endpoint(question: str, history: list[list[str]] | None = None) -> dict[str, Any]:
        """Answers a question; `history` is earlier [question, answer] pairs. Returns Answer.as_dict()."""
        try:
            with COMPUTING:
                return ask(question, corpus=corpus, history=[(q, a) for q, a in history or []]).as_dict()
        except (DatelineError, ValueError) as error:
            raise gr.Error(str(error)) from error

    blocks: gr.Blocks
    with gr.Blocks(title="Dateline", fill_width=True, analytics_enabled=False) as blocks:
        _part("masthead", _asset("masthead.html"))
        with gr.Row(elem_id="desk", equal_height=False):
            with gr.Column(elem_id="rail", min_width=0):
                rail = _part(
                    "conversations", _asset("rail.html"), actions.conversations, actions.rename, actions.delete,
                    actions.document, actions.judgements,
                )  # fmt: skip
            with gr.Column(elem_id="talk", min_width=0):
                transcript = _part("transcript", desk.opening(), actions.judge, actions.examples)
                status = _part("status", "")
                frame = _part("frame", "", shown=False)
                composer = _part("composer", _asset("composer.html"), actions.sources)
            with gr.Column(elem_id="archive", min_width=0):
                _part("archive-panel", _asset("archive.html"), actions.browse, actions.sources, actions.add_files,
                      actions.adding)  # fmt: skip
            with gr.Column(elem_id="evaluation", min_width=0):
                _part("evaluation-panel", "", actions.evaluation)
            with gr.Column(elem_id="proof-column", min_width=0):
                proof = _part("proof-panel", desk.proof(None), actions.open_article, actions.correct)
        outputs = [transcript, proof, status]
        # The page has signs of its own. For Gradio’s, every part that may change is gone through with each message.
        unseen: dict[str, Any] = {"show_progress": "hidden", "show_progress_on": []}
        answering = composer.submit(
            answer_question,
            None,
            frame,
            **unseen,
            trigger_mode="multiple",  # "once" would drop a question asked while the last frame of an answer is on its way
            concurrency_limit=STREAMS,
            concurrency_id="answers",
            api_visibility="private",
        )
        quiet: dict[str, Any] = {**unseen, "queue": False, "api_visibility": "private"}
        composer.stop(stopped, None, outputs, cancels=[answering], **quiet)
        rail.select(opened, None, outputs, **quiet)
        blocks.load(visited, None, outputs, **quiet)
        api(endpoint, api_name="ask", concurrency_limit=STREAMS, concurrency_id="answers")
    return blocks


def launch_settings() -> dict[str, Any]:
    """What `Blocks.launch` needs so that the page looks as designed and nothing is fetched from anywhere else."""
    from ui.theme import theme

    return {
        "theme": theme(),
        "head": f"<style>{_asset('page.css')}</style><script>{_asset('page.js')}</script>",
        "max_file_size": MAX_BYTES,
        "footer_links": [],
        "share": False,
        "ssr_mode": False,
        "pwa": False,
        "mcp_server": False,
        "enable_monitoring": False,
        "run_history": False,
        "quiet": True,
    }


def _part(name: str, html: str, *functions: Any, shown: bool = True) -> gr.HTML:
    """A part of the page with its script from assets/, which may call `functions` on the server. One that is not
    `shown` is there for its script, which is given the HTML."""
    return gr.HTML(
        html,
        html_template="${value}" if shown else "<i hidden></i>",
        elem_id=name,
        js_on_load=_asset(f"{name}.js"),
        apply_default_css=False,
        server_functions=[for_scripts(function) for function in functions],
    )


def _asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")
