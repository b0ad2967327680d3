"""Evidence that says the opposite of what a question takes for granted: "Why did he praise it?", "he condemned it"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

# What one side of a line says the other denies; words by their beginnings, with "-" where the word must end there.
_OPPOSITES: Final = tuple(
    (_side[0].split(), _side[1].split())
    for _side in (
        line.split(" / ")
        for line in (
            "prais laud- lauded hail- hailed welcom commend applaud / criticis criticiz criticism condemn denounc slam- slammed lambast deplor blast- blasted",
            "agree- agreed agrees accept consent- consented / refus reject rebuff oppos",
            "allow permit- permits permitted let- lets / forbid forbade banned- ban- barred- prevent- prevented prohibit",
            "refus declin forbid forbade forbidden bar- barred prevent- prevented / allow permitted- agreed- let- accepted-",
            "deny denies denied denying / acknowledg confirm admit",
            "admit- admits admitted acknowledg confess confirm- confirms confirmed / deny denies denied denying",
            "keep- keeps kept keeping stay- stays stayed staying remain retain / depart leav- leaving withdr pull- pulling pulled evacuat quit-",
            "resign resigned step- stepped abdicat surrender- surrendered / remain stay- stayed",
            "support- supports supported back- backs backed endors / oppos reject criticis criticiz condemn",
            "oppos- opposes opposed / support- supports supported back- backed endors",
            "convict guilty / acquit innocent cleared-",
            "acquit exonerat / convict guilty",
            "approv pass- passed / reject veto blocked- struck-",
            "reject veto / approv passed- accept",
            "succeed success / fail- failed failure fails",
            "fail- fails failed failure / succeed success",
            "postpon cancel / went- held-",
            "rais- raise- raised hike- hiked / cut- cuts cutting lower slash reduc",
            "cut- cuts cutting lower- lowered slash reduc / rais- raise- raised hike- hiked",
            "clos- close- closed closes shut- / open- opens opened reopen",
            "return- returns returned rejoin / resign quit- left- leaves- exit- exited",
            "open- opens opened reopen / clos- close- closed closes shut-",
            "start- started begin- began launch / stop- stopped halt ended-",
            "stop- stopped halt / start- started began- continu",
            "join- joins joined / quit- quits leave- left-",
            "increas grow- grew rise- rose soar / decreas shrink shrank fall- fell drop- dropped declin plung slump",
            "decreas shrink shrank fall- fell drop- dropped plung slump / increas grew- rise- rose soar",
            "free- freed releas / jail imprison execut",
            "protect defend / attack endanger abandon",
            "trust- trusted believ / distrust doubt",
            "love- loved adore like- liked / hate- hated dislik loath",
            "safe- safely / danger unsafe risky",
            "happy pleased delighted / angry furious unhappy upset sad- disappointed",
            "angry furious upset unhappy disappointed / happy pleased delighted",
        )
    )
)  # fmt: skip
_NEGATED: Final = re.compile(
    r"\b(?:not|never|no|without|cannot|nor|neither|didn|don|won|wouldn|isn|wasn|fail\w*|refus\w*|den(?:y|ie[sd]|ying))\b[^.;]{0,20}$",
    re.IGNORECASE,
)
_TO_COMMENT: Final = re.compile(r"\b(?:refus\w+|declin\w+) to (?:comment|speak|say anything)", re.IGNORECASE)
_COMMENTED: Final = re.compile(
    r"\b(?:said|says|told|statement|wrote|tweeted|remarked|commented|claimed|claiming)\b", re.IGNORECASE
)


def _pattern(words: list[str]) -> re.Pattern[str]:
    ends = (f"{word[:-1]}" if word.endswith("-") else f"{word}\\w*" for word in words)
    return re.compile(rf"\b(?:{'|'.join(ends)})\b", re.IGNORECASE)


_PAIRS: Final = tuple((_pattern(one), _pattern(other)) for one, other in _OPPOSITES)


def contradicts(question: str, evidence: str) -> bool:
    """Whether the evidence has a word for the opposite of what the question takes to have happened, and none for that."""
    for one, other in _asked(question):
        if not _affirmed(one, evidence) and _affirmed(other, evidence):
            return True
    return bool(_TO_COMMENT.search(question)) and _COMMENTED.search(evidence) is not None and not _TO_COMMENT.search(evidence)  # fmt: skip


@lru_cache(maxsize=64)
def _asked(question: str) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """The pairs whose first side the question affirms, and not the second; "refused to let" affirms only refusing."""
    return tuple((one, other) for one, other in _PAIRS if _affirmed(one, question) and not _affirmed(other, question))


def _affirmed(words: re.Pattern[str], text: str) -> bool:
    return any(not _NEGATED.search(text[: match.start()]) for match in words.finditer(text))
