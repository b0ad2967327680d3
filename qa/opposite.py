"""Evidence that says the opposite of what a question takes for granted: "Why did he praise it?", "he condemned it"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from qa import verb
from qa.words import STOP_WORDS, content_words, stem, stems

# What one side of a line says the other denies; words by their beginnings, with "-" where the word must end there, "_"
# between words, and "~" where up to three may stand between.
_OPPOSITES: Final = tuple(
    (_side[0].split(), _side[1].split())
    for _side in (
        line.split(" / ")
        for line in (
            "prais laud- lauded hail- hailed welcom commend applaud thank- thanked / criticis criticiz criticism condemn denounc slam- slammed lambast deplor blast- blasted lament regret dishearten appall- appalled disgust- disgusted",
            "criticis criticiz criticism condemn denounc slam- slammed lambast deplor lament / prais laud- lauded hail- hailed welcom commend applaud thank- thanked",
            "agree- agreed agrees accept consent- consented / refus reject rebuff oppos turn~down- turned~down- turning~down- spurn",
            "turn~down- turned~down- / accept- accepts accepted agreed-",
            "accus accused blam / not_say- refused_to_say- declined_to_say- refus~to_blame-",
            "rais- raise- raised hike- hiked increas cut- cuts cutting reduc / unchanged left_as",
            "recaptur retak retook win~back- won~back- regain / fell- fall- fallen captur seize- seized overr lost-",
            "allow permit- permits permitted let- lets / forbid forbade banned- ban- barred- prevent- prevented prohibit",
            "refus declin forbid forbade forbidden bar- barred prevent- prevented / allow permitted- agreed- let- accepted-",
            "deny denies denied denying / acknowledg confirm admit",
            "admit- admits admitted acknowledg confess confirm- confirms confirmed / deny denies denied denying",
            "keep- keeps kept keeping stay- stays stayed staying remain retain being_left- be_left- are_left- were_left- was_left- left_behind- leave_behind- leaving_behind- / depart leav- leaving withdr pull- pulling pulled evacuat quit-",
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
            "happy pleased delighted / angry furious unhappy upset sad- disappointed dishearten horrified appalled dismayed disgrace terribl",
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


# "Why did Ray sign the deal?": who did it, and what; in the rest, what he said to be so.
_ASKS: Final = re.compile(
    r"^(?i:and |but |so )?(?i:why|how|when|where)\b.*?\b(?:did|does|do|will) (?P<who>(?:(?:the|a) (?:[a-z]+ )??[a-z]+|[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*)) (?P<rest>(?P<verb>[a-z]+)\b.*)$"
)
_CLAIMED: Final = re.compile(
    r"^(?:say|claim|warn|insist|argue|declare|announce|admit|confirm|think|believe|conclude|complain|state|maintain|assert|suggest) (?:.*\bthat )?"
    r".*?\b(?:is|are|was|were|will|would|has|had|have|can|could|should) (?:be |been )?(?P<what>[^?]+)"
)
_WHICH: Final = re.compile(
    r"^(?:and |but |so )?which (?:[\w’'-]+ ){0,2}?(?P<things>[a-z]{2,}[^\Wsui]s) (?!of\b)", re.IGNORECASE
)
_LIGHT: Final = frozenset(
    "be have do go come get make say tell give take want need think know feel see use let keep".split()
)
_EXPECTS: Final = frozenset({"expect", "believe"})
_DENIED: Final = re.compile(
    r"\b(?:not|never|cannot|\w+n[’']t|no)\b(?! (?:only|just|until|before|longer|more|less|matter)\b)(?: (?!(?:because|but|and|or|if|that|since|so)\b)[\w’'-]+){0,3} $",
    re.IGNORECASE,
)
_ANY_DENIAL: Final = re.compile(
    r"\b(?:not|never|no|without|cannot|nor|neither|\w+n[’']t|fail\w*|refus\w*|den(?:y|ie[sd]|ying)|reject\w*|declin\w*|doubt\w*|rul\w+ out|stop\w*|avoid\w*)\b",
    re.IGNORECASE,
)
# "Did not attend", "plead not guilty": what is denied.
_NOT: Final = re.compile(
    r"\b(?:did|does|do|was|were|is|are|has|have|had)(?:n[’']t\b| (?:[\w’'-]+ ){1,4}?not\b) (?:\w+ly )?(?P<word>[a-z]+)",
    re.IGNORECASE,
)
_GIVEN: Final = re.compile(
    r"\b(?:receiv\w*|accept\w*|get|got|given|awarded|take|took|taken|granted|handed)\b", re.IGNORECASE
)
_DECLINED: Final = re.compile(
    r"\b(?:declin|refus|reject|spurn)(?:ed|es|ing|s)? (?:an?|the|any|all|his|her|its|their) (?:[\w’'-]+ )??(?P<what>[a-z]+)\b(?! (?:to|that)\b)",
    re.IGNORECASE,
)
_UNTIL: Final = re.compile(r"[^.;]*\b(?:until|till|before|unless|without)\b", re.IGNORECASE)


def _pattern(words: list[str]) -> re.Pattern[str]:
    plain = (word.replace("_", " ").replace("~", r" (?:[\w’'-]+ ){0,3}?") for word in words)
    ends = (f"{word[:-1]}" if word.endswith("-") else f"{word}\\w*" for word in plain)
    return re.compile(rf"\b(?:{'|'.join(ends)})\b", re.IGNORECASE)


_PAIRS: Final = tuple((_pattern(one), _pattern(other)) for one, other in _OPPOSITES)


def contradicts(question: str, evidence: str) -> bool:
    """Whether the evidence has a word for the opposite of what the question takes to have happened, and none for that."""
    for one, other in _asked(question):
        if not _affirmed(one, evidence) and _affirmed(other, evidence):
            return True
    if _takes_denied(question, evidence) or _is_told(question, evidence) or _is_declined(question, evidence):
        return True
    return bool(_TO_COMMENT.search(question)) and _COMMENTED.search(evidence) is not None and not _TO_COMMENT.search(evidence)  # fmt: skip


def _takes_denied(question: str, evidence: str) -> bool:
    """Whether a question takes it that somebody did something, or for true what somebody said, and the evidence says of the same
    word wherever it has it that it is not so: "Why did Ray warn of a flood?", "There is no danger of a flood"."""
    words = _taken(question)
    said = [match for match in re.finditer(r"[^\W\d_]+", evidence) if words & _forms(match.group().lower())]
    return bool(said) and all(_is_denied(evidence, match) for match in said)


def _is_told(question: str, evidence: str) -> bool:
    """Whether a question takes it that something is not so, and the evidence says that it is and denies nothing: "Why did Lee plead
    not guilty?", "Lee pleaded guilty"."""
    denied = _NOT.search(question)
    if denied is None or _ANY_DENIAL.search(evidence) or denied["word"].lower() in STOP_WORDS | _LIGHT:
        return False
    wanted = _forms(denied["word"].lower())
    return any(wanted & _forms(word.lower()) for word in re.findall(r"[^\W\d_]+", evidence))


def _is_declined(question: str, evidence: str) -> bool:
    """Whether a question takes it that somebody was given what the evidence says was declined: "What honour did Lee receive?",
    "Lee declined an honour"."""
    if _ANY_DENIAL.search(question) or not _GIVEN.search(question):
        return False
    asked = stems(content_words(question))
    return any(stem(match["what"]) in asked for match in _DECLINED.finditer(evidence))


def _forms(word: str) -> set[str]:
    """The stems of a word and of the verb of which it is the past or the participle: "won" is "win"."""
    plain = (verb.plain(word) if verb.is_past(word) else "", verb.plain_of_participle(word))
    return {stem(form) for form in (word, *plain) if form}


def _is_denied(evidence: str, word: re.Match[str]) -> bool:
    return _DENIED.search(evidence[: word.start()]) is not None and not _UNTIL.match(evidence, word.end())


@lru_cache(maxsize=64)
def _taken(question: str) -> frozenset[str]:
    """The stem of the first word of what a question takes to have been done or to be so, or of things that it asks which of;
    none where it denies anything."""
    if _ANY_DENIAL.search(question):
        return frozenset()
    if which := _WHICH.match(question):
        return frozenset({stem(which["things"])})
    asked = _ASKS.match(question)
    if asked is None:
        return frozenset()
    claimed = _CLAIMED.search(asked["rest"])
    words = content_words(claimed["what"]) if claimed else [asked["verb"]]
    if words and words[0] in _EXPECTS:
        return frozenset(stems(_EXPECTS))
    return frozenset({stem(words[0])} if words and words[0] not in _LIGHT else ())


@lru_cache(maxsize=64)
def _asked(question: str) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """The pairs whose first side the question affirms, and not the second; "refused to let" affirms only refusing."""
    return tuple((one, other) for one, other in _PAIRS if _affirmed(one, question) and not _affirmed(other, question))


def _affirmed(words: re.Pattern[str], text: str) -> bool:
    return any(not _NEGATED.search(text[: match.start()]) for match in words.finditer(text))
