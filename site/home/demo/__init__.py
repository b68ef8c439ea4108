"""The demonstration: example parties, accounts with a public password, and content."""
