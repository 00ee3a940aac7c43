"""The record of every run: events, their store, redaction and export."""
