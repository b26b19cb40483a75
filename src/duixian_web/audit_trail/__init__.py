"""The trail of all changes: written once, each row bound to the one before it by its hash."""
