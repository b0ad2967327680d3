"""The reader: finds the span of a passage that answers a question, and knows when there is none."""
