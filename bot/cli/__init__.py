"""The command line: `smsup`."""
