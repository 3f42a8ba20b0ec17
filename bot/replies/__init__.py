"""What the service says: English in domain.yml, translations in locales/, one catalogue a language."""
