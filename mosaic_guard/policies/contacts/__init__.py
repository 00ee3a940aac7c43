"""Contacts in an answer that only untrusted text gave: whether the user wants to hear them, or an attacker wants it."""

from mosaic_guard.policies.contacts.source import Contacts, handed_on

__all__ = ["Contacts", "handed_on"]
