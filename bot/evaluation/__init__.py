"""How well a trained model understands texts that it never saw: measures, comparison of two models, the report."""
