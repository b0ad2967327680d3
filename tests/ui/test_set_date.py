"""`dateline articles set-date`: what it sets, what it says, and what it refuses."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from index.errors import UsageError
from qa.corpus import Corpus
from ui.cli import app


def test_a_date_is_set_listed_and_taken_back(archive: Corpus, tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text("Rebels take the city\n\nRebels took the city on Friday, the army said.")
    archive.add([story])
    where = ["--corpus", str(archive.folder)]

    def articles(*words: str) -> str:
        done = CliRunner().invoke(app, ["articles", *words])
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.stdout

    assert "story\t-\tunknown" in articles(*where)
    assert articles("set-date", "story", "13 August 2021", *where).startswith("story\t2021-08-13\tstated")
    assert "story\t2021-08-13\tstated" in articles(*where)
    for words, cause in (
        (("story", "2021-02-31"), "is no day"),
        (("story", "03/04/2021"), "can be 03 April 2021 or 04 March 2021"),
        (("other", "2021-08-13"), "No article 'other'"),
    ):
        try:
            articles(*where, "set-date", *words)
        except UsageError as error:
            assert cause in str(error)  # noqa: PT017 - the runner hands over what the command raised
        else:
            raise AssertionError(words)
    assert articles(*where, "set-date", "story", "none").startswith("story\t-\tunknown")
