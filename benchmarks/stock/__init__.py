"""The stock Rasa pipeline, trained on the same texts, to be measured beside ours."""
