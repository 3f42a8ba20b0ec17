"""The heart: one inbound text to effects, whichever door it came by."""
