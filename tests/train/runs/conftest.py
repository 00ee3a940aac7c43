from tests.train.grpo.conftest import speaking

__all__ = ["speaking"]
