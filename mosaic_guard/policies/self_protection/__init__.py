"""The guard guards itself: a call that would reach its files, endpoints or code is refused."""

from mosaic_guard.policies.self_protection.source import CANARY, Protected, SelfProtection, installed_packages

__all__ = ["CANARY", "Protected", "SelfProtection", "installed_packages"]
