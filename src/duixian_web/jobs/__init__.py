"""Work that is done after the answer: a queue in the database, and the threads that empty it."""
