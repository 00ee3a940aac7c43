from __future__ import annotations

import tarfile
import zipfile
from email import message_from_bytes
from pathlib import Path

from tests.packaging.conftest import build

PACKAGES = {"mosaic_guard", "mosaic_adapters", "mosaic_trainer"}


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def metadata(wheel: Path) -> dict[str, list[str]]:
    (name,) = (n for n in contents(wheel) if n.endswith(".dist-info/METADATA"))
    message = message_from_bytes(contents(wheel)[name])
    return {key: message.get_all(key) or [] for key in message}


def test_the_wheel_holds_the_three_packages_and_nothing_else_at_top_level(wheel: Path) -> None:
    top_level = {name.split("/")[0] for name in contents(wheel)}
    assert {name for name in top_level if not name.endswith(".dist-info")} == PACKAGES
    assert len(top_level) == len(PACKAGES) + 1


def test_each_package_tells_type_checkers_that_it_is_typed(wheel: Path) -> None:
    assert {name for name in contents(wheel) if name.endswith("py.typed")} == {f"{name}/py.typed" for name in PACKAGES}


def test_the_wheel_carries_the_license_text(wheel: Path) -> None:
    (license_text,) = (data for name, data in contents(wheel).items() if name.endswith("licenses/LICENSE"))
    assert b"Version 2.0, January 2004" in license_text


def test_no_heavy_package_is_required_without_an_extra(wheel: Path) -> None:
    required = {line for line in metadata(wheel)["Requires-Dist"] if "extra ==" not in line}
    assert {line.split(">")[0].lower() for line in required} == {"pydantic", "pluggy", "pyyaml", "sqlalchemy"}


def test_the_source_archive_holds_all_that_a_change_has_to_pass(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"LICENSE", "Makefile", "constraints.txt", "tests/conftest.py", "tools/check_docs.py"} <= names
    assert not [name for name in names if "__pycache__" in name or ".sqlite" in name]


def test_the_wheel_built_from_the_source_archive_is_the_same(sdist: Path, wheel: Path, tmp_path: Path) -> None:
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    source = tmp_path / sdist.name.removesuffix(".tar.gz")
    assert contents(build(source, tmp_path / "dist", "wheel")) == contents(wheel)
