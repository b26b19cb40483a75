"""Commands of tests."""
