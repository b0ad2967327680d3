"""What the page does with one archive: answers, conversations that are kept, and the article beside them."""

from __future__ import annotations

import logging
import math
import os
import re
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from index.article import Published
from index.errors import CorpusError, DatelineError, UsageError
from index.place import identity
from qa.answer import Answer
from qa.answering import ask
from ui.article_view import Quote, article_html, no_article_html
from ui.conversation import conversation_html
from ui.examples import example_questions
from ui.history import DATABASE, History
from ui.markup import days_words
from ui.timeline_view import events_of, timeline_html
from ui.turn import Scope, Turn, as_kept, asked_as

if TYPE_CHECKING:
    from qa.corpus import Corpus

log = logging.getLogger(__name__)

# Answering is a few tens of milliseconds of pure computing, so more at once than there are processors gains nothing;
# streaming is mostly waiting, so many conversations may stream at once.
COMPUTING = threading.BoundedSemaphore(max(2, os.cpu_count() or 2))
STREAM_SECONDS = 0.3  # the longest that the text of an answer takes to appear
_FRAMES_PER_SECOND = 15
_CROWD = 3  # where more answers are waited for, each comes whole: drawing it bit by bit would keep the others waiting
_MOST_TIMELINES = 500  # that are kept
_EXAMPLE_ARTICLES = 60  # enough to draw examples from, whatever the archive's size


class Desk:
    """One archive, and the conversations about it. Every method takes whose conversation is meant: `owner`."""

    def __init__(self, corpus: Corpus) -> None:
        """Raises HistoryError when the file of conversations cannot be opened."""
        self.corpus = corpus
        self.history = History(corpus.settings.home / DATABASE)
        self.archive = str(corpus.folder.resolve())
        self._examples: list[str] | None = None
        self._examples_lock = threading.Lock()
        self._stopped: dict[str, set[threading.Event]] = {}  # a conversation may be open in several tabs
        self._crowd_at = -math.inf  # when many were last waiting
        self._record = identity(corpus.folder)
        self._timelines: dict[str, str] = {}
        self._closing = threading.Event()
        self._threads: list[threading.Thread] = []

    def examples(self) -> list[str]:
        """Questions that this archive answers; found once, on first use."""
        with self._examples_lock:
            if self._examples is None:
                try:
                    articles = self.corpus.articles()[:_EXAMPLE_ARTICLES]
                    self._examples = example_questions(articles, self._is_answered)
                except DatelineError as error:
                    log.warning("No example questions: %s", error)
                    self._examples = []
            return self._examples

    def close(self) -> None:
        """Ends what is being done in the background, and closes the file of conversations."""
        self._closing.set()
        for thread in self._threads:
            thread.join()
        self.history.close()

    def start(self) -> None:
        """Loads the models and finds the examples in the background, so that the first visitor need not wait."""
        self._threads.append(threading.Thread(target=self.examples, name="examples", daemon=True))
        self._threads[-1].start()

    def _is_answered(self, question: str) -> bool:
        return not self._closing.is_set() and ask(question, corpus=self.corpus).answered

    def summary(self) -> str:
        """What the archive holds, in a few words."""
        articles = self.corpus.articles()
        if not articles:
            return "The archive is empty: drop articles under “Archive”, or add them with `dateline index PATH`."
        days = [d for a in articles for d in (a.published.first_day, a.published.last_day) if d is not None]
        count = f"{len(articles):,} article{'s' if len(articles) != 1 else ''}"
        return f"{count}, {days_words(min(days), max(days))}." if days else f"{count}."

    # --- asking

    def reply(
        self,
        owner: str,
        conversation_id: str,
        question: str,
        scope: Scope,
        *,
        understood: str = "",
        replaces: str = "",
    ) -> Iterator[Turn]:
        """A question's turn as it grows: waiting, the text in a few frames, the whole answer or the error.

        `understood` is the standalone question as the reader has put it right; `replaces` the id of the last turn, whose
        place this one takes. An answer is kept as soon as it is there, whether or not anyone waits for its last frame;
        one that was stopped, or whose conversation was deleted meanwhile, is not.
        """
        turn = Turn(as_kept(question) or "(nothing)")
        yield turn
        before = self.history.turns(owner, conversation_id)
        earlier = [t for t in before if t.id != replaces]
        history = [(t.asked_as or t.question, t.answer.text) for t in earlier if t.answer is not None]
        stopped = threading.Event()
        self._stopped.setdefault(conversation_id, set()).add(stopped)
        came = time.monotonic()
        self._crowded(came)
        try:
            self._check_archive()
            with COMPUTING:
                answer = ask(
                    understood or question,
                    corpus=self.corpus,
                    history=[] if understood else history,
                    source=scope.source or None,
                    after=scope.after,
                    before=scope.before,
                )
            if stopped.is_set():
                return
            turn = replace(turn, answer=answer, asked_as=understood or asked_as(answer))
            turn = self.history.add(
                owner, self.archive, conversation_id, turn, scope, replaces=replaces, begun=bool(before)
            )
        except UsageError as error:
            yield Turn(turn.question, error=str(error))
            return
        except DatelineError as error:
            log.warning("%s", error)
            yield replace(turn, error=f"This could not be answered. {error}")
            return
        except Exception:
            yield replace(turn, error="This could not be answered: something broke. The log says what; try again.")
            raise
        finally:
            self._stopped[conversation_id].discard(stopped)
        words = [m.end() for m in re.finditer(r"\S+\s*", answer.text)]
        frames = 1 if self._crowded(came) else max(1, int(STREAM_SECONDS * _FRAMES_PER_SECOND))
        step = max(1, -(-len(words) // frames))
        for end in words[step - 1 : -1 : step]:
            yield replace(turn, shown=end)
            time.sleep(1 / _FRAMES_PER_SECOND)
        yield turn

    def _crowded(self, since: float) -> bool:
        """Whether many have been waiting at one moment since then (`time.monotonic()`): when the last of them has its
        answer, the pages of the others are still being drawn."""
        now = time.monotonic()
        if sum(map(len, tuple(self._stopped.values()))) > _CROWD:
            self._crowd_at = now
        return self._crowd_at >= since

    def stop(self, conversation_id: str) -> None:
        """Drops the answer that is being worked out in a conversation, if there is one."""
        for event in tuple(self._stopped.get(conversation_id, ())):
            event.set()

    def _check_archive(self) -> None:
        """Raises CorpusError when the archive is not the one that was opened: what is deleted can still be read by whoever
        has it open, and would be answered from until the next start."""
        if identity(self.corpus.folder) != self._record:
            raise CorpusError(
                f"The archive in {self.corpus.folder} was deleted, moved or replaced while this page was open. Put it "
                "back, or start Dateline anew with the archive that you mean; your conversations are kept."
            )

    @contextmanager
    def writing(self) -> Iterator[Corpus]:
        """The archive to be written to, on a connection of its own: whoever asks meanwhile does not wait for it."""
        self._check_archive()
        with type(self.corpus).open(self.corpus.folder, self.corpus.settings) as writer:
            writer.encoder = self.corpus.encoder  # loaded once
            writer.__dict__["vectors"] = self.corpus.vectors
            yield writer
        with self._examples_lock:
            self._examples = None
        self._timelines.clear()

    # --- showing

    def opening(self) -> str:
        """What stands on the page until it is known which conversation is meant."""
        return conversation_html((), {}, (), self.summary(), opening=True)

    def conversation(
        self,
        conversation_id: str,
        turns: Sequence[Turn],
        scope: Scope | None = None,
        linked: str = "",
        notice: str = "",
        *,
        first: int = 1,
    ) -> str:
        """A conversation as HTML, or its turns from the `first` one on; the welcome if there is no turn, below a `notice`
        if there is one."""
        published: dict[str, Published] = {}
        for article_id in {c.article_id for t in turns if t.answer for c in t.answer.citations}:
            try:
                published[article_id] = self.corpus.article(article_id).published
            except UsageError:  # taken out of the archive since
                continue
        plots = {t.id: self._timeline(t) for t in turns if t.id and t.shown is None}
        # Examples that are not found yet come after: nobody waits for them to see the page.
        welcome = ((), "") if turns else (self._examples or (), self.summary())
        return conversation_html(
            turns, published, *welcome, plots=plots, conversation_id=conversation_id, scope=scope, linked=linked,
            notice=notice, first=first,
        )  # fmt: skip

    def _timeline(self, turn: Turn) -> str:
        """The plot of an answer about time; worked out once."""
        if turn.id not in self._timelines and turn.answer is not None:
            if len(self._timelines) > _MOST_TIMELINES:
                self._timelines.clear()
            try:
                events = events_of(turn.asked_as or turn.question, turn.answer, self.corpus)
            except UsageError:  # an article was taken out of the archive since
                events = []
            self._timelines[turn.id] = timeline_html(events)
        return self._timelines.get(turn.id, "")

    def article(
        self,
        article_id: str,
        start: int,
        end: int,
        number: int | None,
        answer: Answer | None = None,
        *,
        whole: bool = False,
    ) -> str:
        """The article with the passage chosen, and the answer's other passages in it, highlighted; a very long one in
        part unless the `whole` is asked for."""
        try:
            article = self.corpus.article(article_id)
        except UsageError:
            return no_article_html(
                f"No article “{article_id}” is in this archive (any more). Under “Archive” is what it holds."
            )
        others = [c for c in answer.citations if c.article_id == article_id] if answer else []
        quotes = [Quote(c.start, c.end, c.number) for c in others if (c.start, c.end) != (start, end)]
        quotes.append(Quote(start, end, number, chosen=True))
        by_hand = article_id in self.corpus.store.days_by_hand()
        times = self.corpus.time_expressions(article_id)
        return article_html(article, quotes, times, whole=whole, dated_by_hand=by_hand)

    def proof(self, answer: Answer | None) -> str:
        """The article view after an answer: its first passage, or what to do to see one."""
        if answer is None or not answer.citations:
            return no_article_html("The article an answer rests on opens here, with the words highlighted.")
        first = answer.citations[0]
        return self.article(first.article_id, first.start, first.end, first.number, answer)
