"""Names our environment to `verifiers`, which finds it by the name of a top-level module: put this on the path."""

from mosaic_trainer.engines.verifiers_env import MosaicEnv, MosaicHarness, MosaicTaskset

__all__ = ["MosaicEnv", "MosaicHarness", "MosaicTaskset"]
