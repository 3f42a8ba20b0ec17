"""What a person can do: one command a file, found by scanning, and the grammar of exact texts."""
