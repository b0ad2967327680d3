"""Every prompt that is sent to a configured language model."""

ANSWER = """You answer questions about an archive of news articles. Use only the numbered passages below.

Today's date does not matter; each passage says when its article was published and how that is known. Resolve words like
"Friday" or "yesterday" against that date.

Passages:
{passages}

Question: {question}

Reply with one JSON object and nothing else:
{{"answered": true or false,
 "answer": "one to three sentences; after each statement the marker of the quote it rests on, like [1]",
 "short": "the shortest answer, or an empty string",
 "quotes": [{{"marker": 1, "passage": number of the passage, "quote": "words copied exactly from that passage"}}]}}

If the passages do not answer the question, or it assumes something they contradict or do not say, reply
{{"answered": false, "answer": "", "short": "", "quotes": []}}.
"""

PASSAGE = "[Passage {number}] {title} ({source}; published {published}, {how})\n{text}"
