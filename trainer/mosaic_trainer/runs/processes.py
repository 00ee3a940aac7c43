"""The processes that `accelerate launch` started, of which one writes; or the one there is."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Processes:
    """All of them, as one of them sees them."""

    rank: int = 0
    count: int = 1

    @property
    def main(self) -> bool:
        """Whether this is the one that writes."""
        return self.rank == 0

    def gather(self, own: list[Any]) -> list[Any]:
        """Give every process what all of them hold."""
        if self.count == 1:
            return own
        from accelerate.utils import gather_object

        gathered: list[Any] = gather_object(own)
        return gathered

    def share(self, value: Any) -> Any:
        """Give every process what the main one has."""
        if self.count == 1:
            return value
        from accelerate.utils import broadcast_object_list

        return broadcast_object_list([value])[0]

    def wait(self) -> None:
        """Go on when all are here."""
        if self.count > 1:
            from accelerate import PartialState

            PartialState().wait_for_everyone()


def launched() -> Processes:
    """Find out which process this is."""
    import torch
    from accelerate import PartialState

    without = not torch.accelerator.is_available()
    if without:  # unless told so, neither it nor the trainer sees that there are others
        os.environ["ACCELERATE_USE_CPU"] = "true"
    state = PartialState(cpu=without)
    return Processes(state.process_index, state.num_processes)
