"""Lines of a web page that are not the story: player notices, sharing, subscriptions, contact lines."""

from __future__ import annotations

import re
from collections import Counter

Spans = list[tuple[int, int]]

# Each pattern must match a whole line (after stripping). They are the furniture of news pages in general.
_FURNITURE = re.compile(
    r"""(?ix)
    (?:please\s+)?(?:use|enable|upgrade|update)\b.{0,60}\b(?:browser|javascript|flash|cookies)\b.{0,80}
    | to\s+(?:play|watch|view|see|hear|listen\s+to)\b.{0,60}\b(?:enable|upgrade|update|turn\s+on)\b.{0,60}
        \b(?:browser|javascript|flash)\b.{0,80}
    | (?:sorry,?\s+)?your\s+(?:web\s+)?browser\s+(?:does\s+not|doesn[’']t|is\s+not|isn[’']t|can\s?not|can[’']t)\s.{0,120}
    | this\s+(?:video|audio|clip|content|media)\s+(?:can\s?not|can[’']t|could\s+not)\s+be\s+(?:played|loaded|shown|displayed)
        (?:\s+(?:in|on)\s+your\s.{0,60})?[.!]?
    | this\s+(?:video|audio|clip|content|media)\s+is\s+(?:not|no\s+longer)\s+available(?:\s+(?:in|on)\s+your\s.{0,60})?[.!]?
    | (?:video|audio|media)\s+player\s+is\s+loading[.…]*
    | by\s+(?:continuing|using|clicking)\b.{0,60}\bcookies\b.{0,160}
    | (?:accept|manage|reject)\s+(?:all\s+)?cookies\b.{0,80}
    | (?:accept|reject|allow|decline)\s+all(?:\s*[|·•/&].{0,80}|\s+and\s+(?:close|continue))?
    | (?:your\s+)?(?:cookies?|privacy|consent|e-?mail|subscription)\s+(?:settings|preferences|policy|choices|options)
        (?:\s*[|·•/].{0,120})?
    | (?:update|manage|change)\s+(?:your\s+)?(?:(?:cookies?|privacy|consent|e-?mail|subscription)\s+)?(?:settings|preferences)
        (?:\s*[|·•/].{0,120})?
    | (?:view|read|open|see)\s+(?:(?:this|the)\s+)?(?:(?:e-?mail|newsletter|message)\s+)?(?:in|on)\s+(?:your|a|the)?\s*
        (?:web\s*)?browser\b.{0,20}
    | unsubscribe(?:\s+(?:from|here|at|now|instantly)\b.{0,120}|\s*[|·•/].{0,120})?[.!]?
    | the\s+post\s.{1,180}\s(?:appeared\s+first|first\s+appeared)\s+on\s.{1,80}
    | (?:read|see|learn|find\ out|show)\s+more\s*[:|>»→…].{0,120}
    | continue\s+reading(?:\s+(?:below|here|this\s|the\s(?:main|full|rest|story|article)).{0,60}|\s*[:“"].{0,120})?[\s.…>»→]*
    | (?:also\s+read|read\s+also|related|related\s+(?:articles?|stories|topics|content|news|links|coverage)|recommended
        |recommended\s+(?:stories|reading|for\s+you)|most\s+(?:read|popular|viewed)|trending(?:\s+now)?|what\s+to\s+read\s+next
        |more\s+on\s+this(?:\s+story)?|you\s+(?:may|might)\s+(?:also\s+)?like|don[’']t\s+miss)\s*(?::.{0,120})?
    | more\s+from\b.{0,40}[^.]
    | (?:advertisement|advertising|sponsored(?:\s+content)?|promoted|ad|story\s+continues\s+below(?:\s+advertisement)?
        |article\s+continues\s+(?:after|below)\b.{0,40})
    | (?:share|tweet|email|print|save|comments?|copy\s+link|whatsapp|facebook|twitter|linkedin|reddit|pinterest|flipboard)
        (?:[\s,|/·•]+(?:this|full|article|story|on|via|with|the|link|share|tweet|email|print|save|comments?|copy|whatsapp
        |facebook|twitter|x|linkedin|reddit|pinterest|flipboard|friends))*
    | (?:sign\s+up|subscribe|register|log\s*in|sign\s+in|donate|support\s+us|become\s+a\s+member)
    | (?:follow|like|join|find)\s+us
    | (?:follow|download)\s+(?:the\s+)?\S+(?:\s+\S+){0,6}\s+(?:on|from|via)\s+(?:twitter|facebook|instagram|youtube|telegram
        |whatsapp|the\s+app\s+store|google\s+play)\b.{0,80}
    | (?:©|(?:copyright\s*)?\(c\)\s*\d{4}|copyright\s*(?:©|:|\d{4}|by\s)).{0,200}
    | copyright(?:\s+(?:(?-i:[A-Z])\S*|of|and|the|&)){0,8}
    | all\s+rights\s+reserved\.?.{0,80}
    | (?:image|photo|picture|video|media|file\s+photo|photograph)\s*(?:credit|source|caption|copyright)s?
        (?:\s*[,:|–-].{0,200}|\s+(?-i:[A-Z@©“"]).{0,160})?
    | (?:image|photo|picture|video|file\s+photo|photograph)\s+by\s*:?\s+(?-i:[A-Z@])\S*(?:\s+\S+){0,10}(?<![.!?])
    | \(?(?:(?:additional|further)\s+)?(?:reporting|writing|editing)(?:\s+and\s+(?:reporting|writing|editing))?\s+by
        (?:[\s,;]+(?:(?-i:[^\W\d_a-z])[\w.’'-]*|(?-i:and|in|for|de|van|von|der|al)|&
        |(?:additional\s+)?(?:reporting|writing|editing)(?:\s+and\s+(?:reporting|writing|editing))?\s+by))+[\s.)]*
    | (?:watch|listen)\s*(?:live|now|:).{0,120}
    | \d+\s+(?:comments?|shares?|min(?:ute)?s?\s+read)
    | (?:skip|jump)\s+to\s+(?:main\s+)?content
    | (?:https?://|www\.)\S+
    | [\w.-]+\.(?:com|org|net|co\.uk|news|info|tv)(?:/\S*)?
    | [\w.+-]+@[\w-]+\.[\w.]+
    | [-–—*_=•·|\s]{3,}
    """
)
# Forms that news has, too: furniture unless somebody is told to have said it.
_ASKING = re.compile(
    r"""(?ix)
    (?:we|(?:this|our)\s+(?:web)?site)\b.{0,60}\b(?:use[sd]?|using|stor(?:e[sd]?|ing)|sets?|places?|requires?|needs?)\b.{0,60}
        \bcookies\b.{0,160}
    | (?:read|see|learn|find\ out|show)\s+more\b.{0,120}
    | (?:click|tap)\s+(?:here|below|(?:on\s+)?the\s+(?:link|button|image))\b.{0,120}
    | (?:sign\s+up|subscribe|register|log\s*in|sign\s+in|donate|support\s+us|become\s+a\s+member)
        \s+(?!to\s+vote\b)(?:to|for|now|here|today|with|free|and|or|our)\b.{0,160}
    | (?:follow|join|find)\s+us\s*(?:@|(?:on|at|in|here|today|now|for|by|via|and)\b).{0,120}
    | like\s+(?:and\s+follow\s+)?us\s+on\s+(?:facebook|twitter|instagram|youtube|social\s+media)\b.{0,80}
    | (?:image|photo|picture|video|file\s+photo|photograph)\s*:.{0,160}
    """
)
_TOLD = re.compile(
    r"(?i)\b(?:sa(?:id|ys)|told|tells|asked|urged|added|warned|announced|wrote|reported|claimed|insisted|according\s+to)\b"
)
# What is asked of visitors before they see a page is a paragraph.
_CONSENT = re.compile(
    r"(?is)we\s+value\s+your\s+privacy\b.{0,2000}|we(?:\s+and|,)\s+our\s+(?:\d[\d,.]*\s+)?(?:\w+\s+)?partners\b.{0,1000}"
    r"\b(?:cookies|device|consent|personal\s+data)\b.{0,1000}"
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
        flags.append(repeated or _is_furniture(line))
    for i in range(len(lines) - 1, 0, -1):
        # Walk back over at most two lines in front of a link or colon that announces it.
        line = text[lines[i - 1][0] : lines[i - 1][1]].strip()
        if flags[i] and not flags[i - 1] and len(line.split()) <= 15:
            announced = line.endswith(":") and _LEADS_TO_LINK.search(line)
            same_block = "\n\n" not in text[lines[i - 1][1] : lines[i][0]]
            leads = same_block and _LEADS_TO_LINK.search(line) and line[-1] not in ".!?"
            flags[i - 1] = bool(announced or leads or (same_block and _announces(text, lines, i)))
    return [(a, b) for (a, b), flag in zip(lines, flags, strict=True) if flag]


def _is_furniture(line: str) -> bool:
    """Whether a line has the form of page furniture."""
    if len(line) > 240:
        return _CONSENT.fullmatch(line) is not None
    asking = _ASKING.fullmatch(line) is not None and _TOLD.search(line) is None
    return asking or _FURNITURE.fullmatch(line) is not None or _CONSENT.fullmatch(line) is not None


def _announces(text: str, lines: Spans, i: int) -> bool:
    """Whether line i-1 is the unfinished front of an announcement that goes on in line i ("To contact us and the")."""
    first = text[lines[i - 1][0] : lines[i - 1][1]].strip()
    second = text[lines[i][0] : lines[i][1]].strip()
    return second.endswith(":") and first[-1:] not in ".!?:" and _LEADS_TO_LINK.search(first + " " + second) is not None
