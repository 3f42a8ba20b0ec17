"""The edge: everything that comes in by HTTP."""
