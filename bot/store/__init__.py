"""What is kept: people, groups, inbox, outbox. Phone numbers and texts are sealed before they touch a table."""
