"""Injected text: families of wording, other languages, and how one is put into what a tool returns."""
