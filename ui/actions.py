"""What the page's scripts may ask of the server besides answers: each takes whose request it is, and a dictionary.

Nothing that comes from a browser is trusted: texts are texts, numbers are numbers, and a conversation is its owner's.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import gradio as gr

from index.errors import DatelineError, UsageError
from qa.answering import parse_day
from ui import export
from ui.archive_view import articles_html, browse, sources
from ui.conversation import examples_html
from ui.evaluation_view import evaluation_html
from ui.intake import Intake
from ui.judgements import as_jsonl
from ui.markup import escape
from ui.rail import conversations_html
from ui.turn import Scope, Verdict
from ui.visitor import owner_of

if TYPE_CHECKING:
    from ui.desk import Desk

Asked = dict[str, Any]
_LONGEST_SEARCH = 200  # characters
_LONGEST_NAME = 1000  # characters of a file's path, whose end tells most


class Actions:
    """The actions over one desk."""

    def __init__(self, desk: Desk, uploads: Path, runs: Path) -> None:
        """`uploads` is the folder that Gradio puts uploads in, `runs` the one with the runs of evaluations."""
        self.desk = desk
        self.uploads = uploads.resolve()
        self.runs = runs
        self.intake = Intake(desk.corpus.folder, desk.writing)

    # --- conversations

    def conversations(self, owner: str, asked: Asked) -> str:
        """The list of the owner's conversations, those with a text in them if one is given."""
        text = _text(asked, "text")[:_LONGEST_SEARCH]
        found = self.desk.history.conversations(owner, self.desk.archive, text)
        html = conversations_html(found, _text(asked, "current"), text, date.today())
        kind, _, name = owner.partition(":")
        if kind != "user":
            return html
        return f'{html}<p class="signed-in">Signed in as {escape(name)}. <a href="logout">Sign out</a></p>'

    def rename(self, owner: str, asked: Asked) -> None:
        """Gives a conversation another title."""
        self.desk.history.rename(owner, _text(asked, "conversation"), _text(asked, "title"))

    def delete(self, owner: str, asked: Asked) -> None:
        """Removes a conversation."""
        self.desk.history.delete(owner, _text(asked, "conversation"))

    def document(self, owner: str, asked: Asked) -> dict[str, str]:
        """A conversation as a file to save: name, type and text."""
        conversation = self.desk.history.conversation(owner, self.desk.archive, _text(asked, "conversation"))
        if conversation is None:
            raise UsageError("There is no such conversation any more; it was deleted, perhaps in another window.")
        turns = self.desk.history.turns(owner, conversation.id)
        if asked.get("form") == "html":
            text, kind, suffix = export.html(conversation.title, turns), "text/html", "html"
        else:
            text, kind, suffix = export.markdown(conversation.title, turns), "text/markdown", "md"
        return {"name": export.file_name(conversation.title, suffix), "type": kind, "text": text}

    def judge(self, owner: str, asked: Asked) -> None:
        """Keeps what a reader says of an answer."""
        verdict = cast(Verdict, _text(asked, "verdict"))
        self.desk.history.judge(owner, _text(asked, "turn"), verdict, _text(asked, "expected"))

    def judgements(self, owner: str, _asked: Asked) -> dict[str, str]:
        """The owner's judgements as a file of questions."""
        judged = self.desk.history.judged(self.desk.archive, owner)
        text, left_out = as_jsonl(judged, self.desk.corpus)
        if not text:
            raise UsageError(
                "There is nothing to save yet: call answers right or wrong with the thumbs below them, and say what would "
                "have been right."
            )
        note = f"{left_out} left out, for what would be right is not known or not in the archive." if left_out else ""
        return {"name": "mine.jsonl", "type": "application/jsonl", "text": text, "note": note}

    def examples(self, _owner: str, _asked: Asked) -> str:
        """Example questions as HTML; the first time, they have to be found."""
        return examples_html(self.desk.examples())

    # --- articles

    def open_article(self, _owner: str, asked: Asked) -> str:
        """The article view, scrolled to a passage."""
        start, end, number = (_number(asked, name) for name in ("start", "end", "number"))
        whole = bool(asked.get("whole"))
        return self.desk.article(_text(asked, "article"), start, end, number or None, whole=whole)

    def browse(self, _owner: str, asked: Asked) -> str:
        """A page of the list of articles."""
        scope = scope_of(asked)
        text, offset = _text(asked, "text")[:_LONGEST_SEARCH], _number(asked, "offset")
        found, total = browse(self.desk.corpus, text, scope.source, scope.after, scope.before, offset)
        return articles_html(found, total, offset, text)

    def sources(self, _owner: str, _asked: Asked) -> str:
        """The archive's sources as options to choose from."""
        return "".join(f'<option value="{escape(name)}"></option>' for name in sources(self.desk.corpus))

    def add_files(self, owner: str, asked: Asked) -> int:
        """Starts to add files that were uploaded; the number of the job."""
        files = []
        for file in _list(asked, "files"):
            path = Path(str(file.get("path"))).resolve()
            if not path.is_relative_to(self.uploads) or not path.is_file():
                raise UsageError("An upload is not there any more: drop the files again.")
            files.append((str(file.get("name") or path.name)[-_LONGEST_NAME:], path))
        return self.intake.add(files, owner)

    def adding(self, owner: str, asked: Asked) -> dict[str, Any]:
        """How far a job of the owner's is."""
        job = self.intake.job(_number(asked, "job"), owner)
        return {
            "stage": job.stage, "done": job.done, "total": job.total, "finished": job.finished,
            "results": [{"name": name, "state": state, "note": note} for name, state, note in list(job.results)],
        }  # fmt: skip

    def correct(self, _owner: str, asked: Asked) -> str:
        """Puts an article's title or date right; the article as it is then."""
        try:
            article = self.desk.corpus.article(_text(asked, "article"))
        except UsageError as error:
            raise UsageError("This article is not in the archive any more: nothing was changed.") from error
        day, title = parse_day(_text(asked, "day"), "The date"), " ".join(_text(asked, "title").split())[:500]
        with self.desk.writing() as writer:
            if title != article.title and not asked.get("forget"):
                writer.set_title(article.id, title)
            if day != article.published.day or asked.get("forget"):
                writer.set_date(article.id, None if asked.get("forget") else day)
        return self.desk.article(article.id, _number(asked, "start"), _number(asked, "end"), None)

    # --- evaluation

    def evaluation(self, _owner: str, _asked: Asked) -> str:
        """The last runs of evaluations."""
        return evaluation_html(self.runs)


def for_scripts(action: Callable[[str, Asked], Any]) -> Callable[[Asked, gr.Request], Any]:
    """The action as Gradio calls it; what was done wrong comes back as {"error": why}."""

    def called(asked: Asked, request: gr.Request) -> Any:
        try:
            if not isinstance(asked, dict):
                raise UsageError("The page asked for something in a form that is not known: load it anew.")
            return action(owner_of(request), asked)
        except DatelineError as error:
            return {"error": str(error)}

    called.__name__ = action.__name__
    # Gradio finds the request by this type, which is no name of this module's when annotations are texts.
    called.__annotations__ = {"asked": dict, "request": gr.Request}
    return called


def scope_of(asked: Asked) -> Scope:
    """The source and days in what a script sent. Raises UsageError for days that are none."""
    after, before = (parse_day(_text(asked, name), name) for name in ("after", "before"))
    return Scope(" ".join(_text(asked, "source").split())[:_LONGEST_SEARCH], after, before)


def _text(asked: Asked, name: str) -> str:
    return str(asked.get(name) or "")


def _number(asked: Asked, name: str) -> int:
    try:
        return max(0, int(asked.get(name) or 0))
    except (TypeError, ValueError) as error:
        raise UsageError(f"The page sent no number as {name}: load it anew.") from error


def _list(asked: Asked, name: str) -> list[dict[str, Any]]:
    value = asked.get(name)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
