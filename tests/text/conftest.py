"""Property tests of texts: the first call loads a model, so no example has a time limit."""

from hypothesis import settings

settings.register_profile("texts", deadline=None)
settings.load_profile("texts")
