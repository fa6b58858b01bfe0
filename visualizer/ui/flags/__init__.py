"""Flags: which unit knows what the subject is, and what breaks without it."""
