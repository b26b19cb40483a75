"""Documents and their figures → promises: outcome targets and pieces of work, with due date, firmness and topic.

In goes a document with the figures read from it; out come its promises, in text order.
"""

from duixian.promises.read import read_promises
from duixian.promises.topics import Topic, topic_label, topics

__all__ = ["Topic", "read_promises", "topic_label", "topics"]
