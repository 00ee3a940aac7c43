"""Keys and values in one block with room to grow: a step of decoding writes a column, and copies nothing."""

from __future__ import annotations

import torch
from transformers.cache_utils import Cache, DynamicLayer


class RoomyLayer(DynamicLayer):  # type: ignore[misc]  # transformers is not installed where types are checked
    """One layer's part of the block."""

    def __init__(self, block: torch.Tensor, used: int) -> None:
        super().__init__()
        self._block, self._used = block, used
        self.dtype, self.device = block.dtype, block.device
        self.is_initialized = True
        self._show()

    def update(
        self, key_states: torch.Tensor, value_states: torch.Tensor, *_: object, **__: object
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Write what is new; give all there is."""
        end = self._used + key_states.shape[-2]
        self._block[0, :, :, self._used : end] = key_states
        self._block[1, :, :, self._used : end] = value_states
        self._used = end
        self._show()
        return self.keys, self.values

    def get_seq_length(self) -> int:
        """Count the columns in use."""
        return self._used

    def _show(self) -> None:
        self.keys, self.values = self._block[0, :, :, : self._used], self._block[1, :, :, : self._used]


def roomy(block: torch.Tensor, used: int) -> Cache:
    """Make a cache of a block [layers, keys and values, rows, heads, columns, size] whose first columns are in use."""
    return Cache(layers=[RoomyLayer(layer, used) for layer in block])
