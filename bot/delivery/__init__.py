"""The way out: outbox to carrier, receipts back. Nothing else talks to a carrier."""
