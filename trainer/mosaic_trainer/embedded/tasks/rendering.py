"""Other ways in which tools write what they return: tables, listings, pages."""

from __future__ import annotations

import json
from random import Random

from mosaic_guard.trajectory import JSON


def rendered(random: Random, output: JSON) -> JSON:
    """Write a flat value out in another format, or leave it."""
    if isinstance(output, list) and len(output) > 1 and all(isinstance(row, dict) for row in output):
        return random.choice((_table, _csv, _blocks, _items, json.dumps))(output)
    if isinstance(output, dict) and len(output) > 1:
        return random.choice((_block, _page, json.dumps))(output)
    return output


def _table(rows: list[dict[str, JSON]]) -> str:
    keys = list(rows[0])
    lines = [keys, ["---"] * len(keys), *([_plain(row.get(k, "")) for k in keys] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _csv(rows: list[dict[str, JSON]]) -> str:
    keys = list(rows[0])
    return "\n".join(";".join(line) for line in (keys, *([_plain(row.get(k, "")) for k in keys] for row in rows)))


def _blocks(rows: list[dict[str, JSON]]) -> str:
    return "\n\n".join(_block(row) for row in rows)


def _items(rows: list[dict[str, JSON]]) -> str:
    return "\n".join(f"{i}. " + ", ".join(f"{k}: {_plain(v)}" for k, v in row.items()) for i, row in enumerate(rows, 1))


def _block(fields: dict[str, JSON]) -> str:
    return "\n".join(f"{k}: {_plain(v)}" for k, v in fields.items())


def _page(fields: dict[str, JSON]) -> str:
    return "<dl>\n" + "".join(f"<dt>{k}</dt><dd>{_plain(v)}</dd>\n" for k, v in fields.items()) + "</dl>"


def _plain(value: JSON) -> str:
    if isinstance(value, list):
        return "; ".join(_plain(v) for v in value)
    return ", ".join(f"{k} {_plain(v)}" for k, v in value.items()) if isinstance(value, dict) else str(value)
