"""The ledger in the browser: what was said beside what was done, with people's judgements on top of the machine's."""
