"""From `module:attr` on the command line to the object it names."""

from __future__ import annotations

import importlib
import inspect
import os
import sys
from collections.abc import Callable
from contextlib import redirect_stdout

from mosaic_guard.errors import ConfigError
from mosaic_guard.nearest import nearest

_EXAMPLE = "Write module:attr, for example my_agent:agent, or folder/my_agent.py:agent."


def target(name: str) -> object:
    """Import what `module:attr` names; a function that needs no arguments is called.

    Raises:
        ConfigError: it can't be found, or importing or calling it failed.
    """
    found = named(name)
    if not inspect.isfunction(found):
        return found
    if needed := _needed(found):
        msg = f"{name} needs {', '.join(needed)}. Name a function without arguments, or the agent itself."
        raise ConfigError(msg)
    return _made(found, name)


def named(name: str) -> object:
    """Import what `module:attr` names, as it is.

    Raises:
        ConfigError: as `target`.
    """
    module_name, colon, path = name.rpartition(":")
    if not colon or not module_name or not path:
        msg = f"{name!r} names no object. {_EXAMPLE}"
        raise ConfigError(msg)
    found = _module(module_name)
    for step in path.split("."):
        if not hasattr(found, step):
            raise _missing(found, step, name)
        found = getattr(found, step)
    return found


def _module(name: str) -> object:
    folder, name = _placed(name)
    if folder not in sys.path:
        sys.path.insert(0, folder)  # as `python -m` would: the user's own module stands there
    try:
        with redirect_stdout(sys.stderr):  # what is asked for as JSON is nothing else
            return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name and not f"{name}.".startswith(f"{error.name}."):
            msg = f"{name} needs {error.name}, which is not installed. Install it, and try again."
        else:
            msg = f"there is no module {name!r} here ({folder}) or among what is installed. {_EXAMPLE}"
        raise ConfigError(msg) from error
    except (Exception, SystemExit) as error:  # it is the user's code that runs here
        msg = f"importing {name} failed: {type(error).__name__}: {error}. Fix it, or name another module."
        raise ConfigError(msg) from error


def _placed(name: str) -> tuple[str, str]:
    """A file is a module of its folder; a module's folder is the current one."""
    if not name.endswith(".py") and os.sep not in name:
        return os.getcwd(), name
    folder, file = os.path.split(os.path.abspath(name))
    return folder, file.removesuffix(".py")


def _missing(found: object, step: str, name: str) -> ConfigError:
    public = [n for n in dir(found) if not n.startswith("_")]
    where = getattr(found, "__name__", type(found).__name__)
    hint = nearest(step, public, f"It has: {', '.join(public[:12]) or 'nothing'}.")
    return ConfigError(f"{where} has no {step!r} (in {name!r}). {hint}")


def _needed(function: Callable[..., object]) -> list[str]:
    """Name the arguments without which a function can't be called."""
    parameters = inspect.signature(function).parameters.values()
    variadic = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    return [p.name for p in parameters if p.default is p.empty and p.kind not in variadic]


def _made(function: Callable[..., object], name: str) -> object:
    try:
        with redirect_stdout(sys.stderr):
            made = function()
            if inspect.iscoroutine(made):
                import asyncio  # only for factories that are async

                return asyncio.run(made)
    except (Exception, SystemExit) as error:  # it is the user's code that runs here
        msg = f"{name}() failed: {type(error).__name__}: {error}. Fix it, or name the agent itself."
        raise ConfigError(msg) from error
    return made
