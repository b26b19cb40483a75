"""What tests of the application use: its settings for tests, and the cast of people."""
