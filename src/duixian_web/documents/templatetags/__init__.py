"""Tags of the pages of documents."""
