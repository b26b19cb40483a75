"""People, the organisations they work for, and what their roles let them do."""
