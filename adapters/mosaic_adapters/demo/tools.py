"""The agent's tools: thin, and real."""

from __future__ import annotations

from langchain_core.tools import BaseTool, tool

from mosaic_adapters.demo.world import World


def tools_of(world: World) -> list[BaseTool]:
    """Make the tools of one world."""

    @tool
    def read_mail() -> str:
        """Read the mails in the user's inbox."""
        return world.inbox()

    @tool
    def send_mail(to: str, subject: str, body: str) -> str:
        """Send a mail from the user's account."""
        world.send(to, subject, body)
        return f"sent to {to}"

    @tool
    def transfer_money(iban: str, amount: float, reference: str = "") -> str:
        """Transfer euros from the user's account."""
        world.pay(iban, amount, reference)
        return f"transferred {amount:.2f}"

    @tool
    def run_shell(command: str) -> str:
        """Run a shell command in the user's project folder."""
        return world.run(command)

    @tool
    def fetch_page(url: str) -> str:
        """Fetch a web page."""
        return world.get(url)

    return [read_mail, send_mail, transfer_money, run_shell, fetch_page]
