"""Which versions of the libraries are known to fit: our GRPO overrides private methods of TRL."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from mosaic_guard.errors import MissingExtraError
from mosaic_guard.installed import installed
from mosaic_trainer.grpo.errors import VersionError

NEEDED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "torch": ">=2.8",
        "trl": ">=1.16,<1.17",
        "peft": ">=0.21,<0.22",
        "transformers": ">=5.17,<5.24",
        "accelerate": ">=1.13,<1.16",
    }
)
SERVED: Final[Mapping[str, str]] = MappingProxyType({"vllm": ">=0.22,<0.32"})
"""Of the server, which may be installed somewhere else."""


def check_versions() -> Mapping[str, str]:
    """Give the versions that are installed.

    Raises:
        MissingExtraError: one is missing.
        VersionError: one is not supported; the message holds the command that mends it.
    """
    found = {name: installed(name) for name in (*NEEDED, *SERVED)}
    missing = next((name for name in NEEDED if not found[name]), None)
    if missing:
        raise MissingExtraError(missing, "rl")
    wrong = {n: r for n, r in {**NEEDED, **SERVED}.items() if found[n] and not fits(found[n], r)}
    if wrong:
        said = ", ".join(f"{name} {found[name]}" for name in wrong)
        mend = " ".join(f"'{name}{needed}'" for name, needed in wrong.items())
        msg = f"{said}: not supported by this trainer, which relies on how TRL works inside. Run: pip install {mend}"
        raise VersionError(msg)
    return {name: found[name] for name in found if found[name]}


def fits(found: str, needed: str) -> bool:
    """Tell whether a version is in a range; what a vendor appends (`+cpu`) doesn't count."""
    from packaging.specifiers import SpecifierSet
    from packaging.version import Version

    return Version(found).base_version in SpecifierSet(needed, prereleases=True)
