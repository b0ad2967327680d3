"""Lines of a web page that are not the story: player notices, sharing, subscriptions, contact lines."""

from __future__ import annotations

import re
from collections import Counter

Spans = list[tuple[int, int]]

# Each pattern must match a whole line (after stripping). They are the furniture of news pages in general.
_FURNITURE = re.compile(
    r"""(?ix)
    (?:please\s+)?(?:use|enable|upgrade|update)\b.{0,60}\b(?:browser|javascript|flash|cookies)\b.{0,80}
    | (?:we|by\s+(?:continuing|using|clicking)|(?:this|our)\s+(?:web)?site)\b.{0,60}\bcookies\b.{0,160}
    | (?:accept|manage|reject)\s+(?:all\s+)?cookies\b.{0,80}
    | (?:read|see|learn|find\ out|show)\s+more\b.{0,120}
    | (?:also\s+read|read\s+also|related|related\s+(?:articles?|stories|topics|content|news|links|coverage)|recommended
        |recommended\s+(?:stories|reading|for\s+you)|most\s+(?:read|popular|viewed)|trending(?:\s+now)?|what\s+to\s+read\s+next
        |more\s+on\s+this(?:\s+story)?|you\s+(?:may|might)\s+(?:also\s+)?like|don[’']t\s+miss)\s*(?::.{0,120})?
    | more\s+from\b.{0,40}[^.]
    | (?:advertisement|advertising|sponsored(?:\s+content)?|promoted|ad|story\s+continues\s+below(?:\s+advertisement)?
        |article\s+continues\s+(?:after|below)\b.{0,40})
    | (?:share|tweet|email|print|save|comments?|copy\s+link|whatsapp|facebook|twitter|linkedin|reddit|pinterest|flipboard)
        (?:[\s,|/·•]+(?:this|article|story|on|via|with|the|link|share|tweet|email|print|save|comments?|copy|whatsapp
        |facebook|twitter|x|linkedin|reddit|pinterest|flipboard|friends))*
    | (?:sign\s+up|subscribe|register|log\s*in|sign\s+in|donate|support\s+us|become\s+a\s+member)
        (?:\s+(?:to|for|now|here|today|with|free|and|or|our)\b.{0,160})?
    | (?:follow|like|join|find)\s+us\b.{0,120}
    | (?:follow|download)\s+(?:the\s+)?\S+(?:\s+\S+){0,6}\s+(?:on|from|via)\s+(?:twitter|facebook|instagram|youtube|telegram
        |whatsapp|the\s+app\s+store|google\s+play)\b.{0,80}
    | (?:©|\(c\)|copyright\b).{0,200}
    | all\s+rights\s+reserved\.?.{0,80}
    | (?:image|photo|picture|video|file\s+photo|photograph)\s*(?:credit|source|caption|by|:)\s*:?.{0,160}
    | (?:watch|listen)\s*(?:live|now|:).{0,120}
    | \d+\s+(?:comments?|shares?|min(?:ute)?s?\s+read)
    | (?:skip|jump)\s+to\s+(?:main\s+)?content
    | (?:https?://|www\.)\S+
    | [\w.-]+\.(?:com|org|net|co\.uk|news|info|tv)(?:/\S*)?
    | [\w.+-]+@[\w-]+\.[\w.]+
    | [-–—*_=•·|\s]{3,}
    """
)
_LEADS_TO_LINK = re.compile(r"(?i)\b(?:contact|visit|follow|subscribe|donate|more\s+information)\b")
_SENTENCE = re.compile(r"[\"'“‘«(]*[^\W_].*[.!?…][\"'”’»)]*")


def boilerplate_spans(text: str) -> Spans:
    """Spans of the lines of `text` that are page furniture (0-based, end exclusive, in order, not overlapping).

    A line is furniture when it has the form of one, when the same line of at least four words stands in the article
    twice or more, or when it leads up to a bare link ("To contact the paper visit:"). Of a sentence that stands twice
    (a quote printed large beside its paragraph) the first is kept.
    """
    lines: Spans = [m.span() for m in re.finditer(r"[^\n]+", text) if m.group().strip()]
    counts = Counter(" ".join(text[a:b].split()) for a, b in lines)
    flags = []
    kept: set[str] = set()
    for a, b in lines:
        line = " ".join(text[a:b].split())
        repeated = counts[line] > 1 and len(line.split()) >= 4 and (line in kept or not _SENTENCE.fullmatch(line))
        kept.add(line)
        flags.append(repeated or (len(line) <= 240 and _FURNITURE.fullmatch(line) is not None))
    for i in range(len(lines) - 1, 0, -1):
        # Walk back over at most two lines in front of a link or colon that announces it.
        line = text[lines[i - 1][0] : lines[i - 1][1]].strip()
        if flags[i] and not flags[i - 1] and len(line.split()) <= 15:
            announced = line.endswith(":") and _LEADS_TO_LINK.search(line)
            same_block = "\n\n" not in text[lines[i - 1][1] : lines[i][0]]
            leads = same_block and _LEADS_TO_LINK.search(line) and line[-1] not in ".!?"
            flags[i - 1] = bool(announced or leads or (same_block and _announces(text, lines, i)))
    return [(a, b) for (a, b), flag in zip(lines, flags, strict=True) if flag]


def _announces(text: str, lines: Spans, i: int) -> bool:
    """Whether line i-1 is the unfinished front of an announcement that goes on in line i ("To contact us and the")."""
    first = text[lines[i - 1][0] : lines[i - 1][1]].strip()
    second = text[lines[i][0] : lines[i][1]].strip()
    return second.endswith(":") and first[-1:] not in ".!?:" and _LEADS_TO_LINK.search(first + " " + second) is not None
