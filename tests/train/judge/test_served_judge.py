"""The judge against a real server. The model is untrained: that it says nonsense in the right form is the point."""

from __future__ import annotations

import random
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from mosaic_trainer.judge.canary import JudgeUnfit, check
from mosaic_trainer.judge.llm import LlmJudge
from mosaic_trainer.judge.settings import JudgeSettings
from mosaic_trainer.preference.comparison import Comparison
from mosaic_trainer.preference.ranking import Ranking
from mosaic_trainer.preference.schedule import both_orders
from mosaic_trainer.preference.scoring import score
from mosaic_trainer.preference.settings import RewardSettings
from mosaic_trainer.preference.tier import Tier
from mosaic_trainer.rollout.serving import serving
from mosaic_trainer.rollout.settings import RolloutSettings

from mosaic_guard.serving.http import Address
from mosaic_guard.serving.naming import model_name
from tests.trainer.preference.made import TASK, group, verify_as

pytestmark = pytest.mark.skipif(not find_spec("vllm"), reason="needs a vLLM server")
FORM = '{"backend":"xgrammar","disable_any_whitespace":true}'
"""Or the likeliest of a model that knows nothing are blanks without end."""
SERVED = RolloutSettings(
    engine="server",
    max_reply_tokens=6,
    context_tokens=8192,
    options=("--enforce-eager", "--block-size", "32", "--structured-outputs-config", FORM),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import torch
    from mosaic_trainer.tiny.example import texts
    from mosaic_trainer.tiny.model import untrained
    from mosaic_trainer.tiny.scene import scene, tools
    from mosaic_trainer.tiny.tokenizer import tokenizer_from

    path, draw = tmp_path_factory.mktemp("model"), random.Random(0)
    tokenizer = tokenizer_from([text for _ in range(20) for text in texts(scene(tools(draw), draw))], size=1500)
    torch.manual_seed(0)
    untrained(tokenizer, SERVED.context_tokens).save_pretrained(path)
    tokenizer.save_pretrained(path)
    return path


@pytest.fixture(scope="module")
def server(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VLLM_CPU_KVCACHE_SPACE", "1")
        with serving(folder, 4, settings=SERVED, log=tmp_path_factory.mktemp("log") / "vllm.log") as server:
            yield server


@pytest.fixture
def judge(server: Address, folder: Path, tmp_path: Path) -> Iterator[LlmJudge]:
    settings = JudgeSettings(
        kind="llm",
        url=f"{server.root}/v1",
        model=model_name(str(folder)),
        max_tokens=1024,
        timeout_s=300,
        max_failed=1.0,  # some of its reasons never end
    )
    judge = LlmJudge(settings, tmp_path / "verdicts.jsonl", api_key=server.key)
    yield judge
    judge.close()


def test_every_verdict_is_in_the_form_that_was_asked_for(judge: LlmJudge) -> None:
    said = judge.compare(TASK, group(3), both_orders([(0, 1), (1, 2)]))
    given = [one for one in said if isinstance(one, Comparison)]  # of others the reason never ended
    assert given
    assert all(one.is_wellformed for one in given), given
    assert judge.counts.prompt_tokens > judge.counts.completion_tokens > 0


def test_a_list_is_ranked_whole_or_not_at_all(judge: LlmJudge) -> None:
    (said,) = judge.rank(TASK, group(3), [[2, 0, 1]])
    assert not isinstance(said, Ranking) or said.is_wellformed


def test_a_group_is_scored_by_it(judge: LlmJudge) -> None:
    verify = verify_as([Tier.VIOLATED, Tier.ACCEPTABLE, Tier.ACCEPTABLE])
    made = score(TASK, group(3), judge, settings=RewardSettings(), rng=random.Random(0), verify=verify)
    assert made.judge_calls == 2
    assert made.members[0].advantage < 0 < made.members[1].advantage + made.members[2].advantage


def test_a_model_that_knows_nothing_is_found_unfit(judge: LlmJudge) -> None:
    with pytest.raises(JudgeUnfit):
        check(judge, JudgeSettings(), random.Random(0))
