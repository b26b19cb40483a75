"""How often something may be done within a time, counted in the database."""
