"""Answers as vLLM does, without a model: each token is one character, and any template or tokenizer can be had."""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TOKENIZER = {"eos_token": "<|end|>", "extra_special_tokens": ["[PAD]"], "added_tokens_decoder": {"0": "<|end|>"}}
Say = Callable[[str], str]


def obeys(pattern: str) -> str:
    if len(pattern) == 1:
        return pattern
    thoughts = "S\n<safety_thoughts>\nharm=low reversible=no intended=no attacked=no\n\n</safety_thoughts>\n"
    return f"{thoughts}V" if pattern.startswith("S") else "V"


def appends(messages: list[dict[str, str]]) -> str:
    return "".join(f"<{m['role']}>{m['content']}" for m in messages) + "<assistant>"


class Stub:
    def __init__(self, port: int = 0, key: str = "k") -> None:
        self.key = key
        self.say: Say = obeys
        self.template: Callable[[list[dict[str, str]]], str] = appends
        self.tokenizer: dict[str, Any] | None = TOKENIZER
        self.adapters: dict[str, str] | None = {}
        stub = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                stub._respond(self, {})

            def do_POST(self) -> None:
                stub._respond(self, json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

            def log_message(self, *_: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.root = f"http://127.0.0.1:{self.http.server_port}"

    def _respond(self, handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        allowed = not handler.path.startswith("/v1") or handler.headers["Authorization"] == f"Bearer {self.key}"
        status, answer = self._answer(handler.path, body) if allowed else (401, {"error": "Unauthorized"})
        data = json.dumps(answer).encode()
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)

    def _answer(self, path: str, body: dict[str, Any]) -> tuple[int, Any]:
        match path.removeprefix("/v1").strip("/"):
            case "health":
                return 200, ""
            case "chat/completions":
                return 200, self._completion(body)
            case "tokenize":
                return 200, {"tokens": [ord(c) for c in self.template(body["messages"])]}
            case "detokenize":
                return 200, {"prompt": "".join(map(chr, body["tokens"]))}
            case "tokenizer_info" if self.tokenizer is not None:
                return 200, self.tokenizer
            case "models":
                named = [{"id": "base-1"}, *({"id": name, "parent": "base-1"} for name in self.adapters or ())]
                return 200, {"data": named}
            case "load_lora_adapter" if self.adapters is not None:
                self.adapters[body["lora_name"]] = body["lora_path"]
                return 200, "Success"
            case "unload_lora_adapter" if self.adapters is not None:
                if self.adapters.pop(body["lora_name"], None):
                    return 200, "Success"
                return 404, {"error": {"message": f"{body['lora_name']} cannot be found."}}
        return 404, {"detail": "Not Found"}

    def _completion(self, body: dict[str, Any]) -> dict[str, Any]:
        text = self.say(body["structured_outputs"]["regex"])
        tokens = [{"token": c, "logprob": 0.0, "top_logprobs": []} for c in text]
        choice = {"message": {"content": text}, "finish_reason": "stop", "logprobs": {"content": tokens}}
        return {"choices": [choice], "model": body["model"]}


@contextmanager
def stub() -> Iterator[Stub]:
    served = Stub()
    thread = threading.Thread(target=served.http.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield served
    finally:
        served.http.shutdown()
        served.http.server_close()
        thread.join(5)


def main() -> None:
    """Stand for the `vllm` program."""
    words = sys.argv
    served = Stub(int(words[words.index("--port") + 1]), os.environ["VLLM_API_KEY"])
    if "--ignore-patterns" in words:
        served.say = lambda _: "hello"
    if "--die" in words:
        sys.exit("out of memory")
    if "--worker" in words and os.fork() == 0:  # as vLLM's own engine, which ends by force alone here
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        threading.Event().wait(60)
        os._exit(0)
    tempfile.mkdtemp(prefix="vllm_")  # it leaves much there when it is killed
    served.http.serve_forever()


if __name__ == "__main__":
    main()
