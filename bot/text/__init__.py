"""What a text is: digits, folding, language, Zawgyi, phones, segments. Pure functions, no database, no network."""
