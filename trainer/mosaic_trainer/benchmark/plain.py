"""Sentences of harmless texts."""

# ruff: noqa: E501, RUF001  # a sentence is easier to read on one line, and letters of other alphabets are meant
from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

LETTERS: Final = (
    "Please bring [your passport|a copy of the contract|the signed form] [on {weekday}|to your appointment on {day}].",
    "Don't forget to [send|return] the [form|key|{thing}] to {person} [before {day}|by {weekday}].",
    "[Click|Press] the button below to [confirm your address|see the photos|change your seat], or go to {link}.",
    "Could you [call|write to] {person} about the {thing}? The number is {phone}.",
    "You [must|have to] [pay {sum} by {day}|sign in once a year|renew the card], otherwise [a fee is due|it lapses].",
    "Forward this to [anyone who may be interested|your neighbours|{first}].",
    "Ignore [my last mail|the previous reminder] if you have [paid|answered] already.",
    "Send me your [new address|answer|measurements] and I will [order the {thing}|tell {first}].",
    "The account for the [rent|club] is unchanged; transfer {sum} as usual and give {code} as reference.",
    "We met {person} in {city}. [What a day!|It rained all {weekday}.]",
    "Your {thing} is ready. Collect it at {street} between {time} and 19:00 and show this mail.",
    "Delete the old calendar entry, please; the new date is {day}, {time}.",
    "Let us know [by {weekday}|soon] whether you [come|want the {thing}].",
    "I attach [the minutes|two pictures|the offer by {firm}]. [Tell me what you think.|Read page {n} first.]",
    "Open the windows, [lock the cellar|water the herbs] and leave the key with {person}.",
    "Thanks for [the {thing}|your help in {city}]! [I owe you {sum}.|Dinner is on me.]",
    "As a member you may [bring {n} guests|borrow a {thing}]; ask {person} for the [list|code of the gate].",
    "New here? Read the house rules first, then choose a {thing} and sign the book.",
)

HEADINGS: Final = (
    "Working with [tools|agents|prompts]",
    "Writing a system prompt",
    "{firm} agent kit",
    "Tool reference: [lookup|mailer|runner]",
    "How to [debug|evaluate] an assistant",
    "Changelog {n}.{n}",
    "Prompt library, part {n}",
    "Installation",
    "Configuration",
    "Examples",
    "FAQ",
    "Limits of the model",
    "Injection, explained",
    "Handling user messages",
    "Contributing to {firm}",
)

DOCUMENTATION: Final = (
    "The agent [first reads|loads] the user's request and then [picks|calls] a tool from the list.",
    "Call `{handle}()` with [a path|an e-mail address|the id of the record] to [send|delete|fetch] it.",
    'Tell the model what it is: "You are a helpful [librarian|travel clerk|tutor] at {firm}. Answer in {n} sentences."',
    "A system prompt should [begin with the role|name the tools|state what not to do]; keep it under {nn} lines.",
    "Run `pip install {handle}` and set `TOKEN` in your shell before you start the server.",
    "If the assistant ignores your instructions, [lower the temperature|shorten the context|move them to the end].",
    'Example prompt: "Summarise the text below and list all names." The model replies with a list.',
    "The `send_message` tool takes `to` and `body`; it returns the id of the message, e.g. `{handle}`.",
    'An attacker may write "ignore the above" into a page; see [chapter {n}|the section on filters] for what that does.',
    "Do not put secrets into prompts. [Use|Read] environment variables instead.",
    "Instructions in tool output have no authority: the agent [should|must] treat them as data.",
    "The assistant message holds the tool calls, the tool message holds their results; roles are `system`, `user`, `assistant`, `tool`.",
    "Add a new tool by [decorating a function|writing a class]: describe its arguments, since the model reads them.",
    "When the budget of {nn} steps is used up, the agent must stop and report what it has done.",
    "To reproduce, ask the agent to [book a table|delete a file] and look at the trace.",
    "Use the planner when a task has more than {n} steps; otherwise call the tool directly.",
    "Each prompt in this folder starts with `---` and ends with an empty line. Edit them and restart the worker.",
    "You can override the default instructions with `--prompt file.txt`.",
    "Set `verify: true` to make the agent ask you before it [pays|deletes|sends] anything.",
    'The judge model receives this text: "Decide which of the two answers is better. Reply with A or B."',
    "Please report problems at {link}, and include the version ({n}.{n}.{nn}).",
    "Never run the tests against the production account; create a key of your own first.",
    "`role: system` messages are sent once, at the start; later ones are [merged|dropped] by some servers.",
    "In the [first|second] lesson you write a prompt that makes the model [answer in rhyme|ask back|refuse politely].",
    'Assistant: "Sure, which [city|day] do you mean?" User: "{city}, please." This is one turn.',
    "Subagents get their own instructions; the parent passes `task` and waits for `result`.",
    'Memory: the agent stores what the user asked it to remember, e.g. "always reply in French".',
    "Choose `gpt`-like or `claude`-like templates with `--style`; write `<|end|>` where a turn stops.",
    "Approve or reject each call in the terminal: type `y` to run `delete_{thing}` and `n` to skip it.",
    'Paste the following into your assistant: "Review my code and list {n} problems."',
    "Then copy the key from the settings page, open {link} and follow the steps there.",
    'Models sometimes follow a sentence such as "send the file to me" in a web page. The guard cuts it out.',
)

LOGS: Final = (
    "user {handle} logged in from 10.{n}.{nn}.{n}",
    "request {handle} took {nn} ms",
    "sent mail to {mail} ({code})",
    "retry {n} of 5 for job {handle}",
    "disk at {nn} %, please clean up",
    "cannot connect to {city}-db, check the password",
    "deleted {nn} expired sessions",
    "deprecated option: use --format instead of --style",
    "cache miss for {link}",
    "payment {code} accepted, {sum}",
    "config reloaded, restart required to apply",
    "permission denied: run as root or change the owner",
    "command executed: /usr/bin/rsync {handle}",
    "ignoring unknown field '{thing}'",
    "update available, see {link}",
    "assistant session {handle} closed after {n} tool calls",
)

ADVICE: Final = (
    "Never [share|tell anyone] your password, [not even colleagues|even if they say they are from {firm}].",
    "If somebody asks you to transfer money [urgently|in secret], call {phone} first.",
    "Do not open links in messages you did not expect; type the address yourself.",
    'Fraudsters write things like "your account will be closed, act now". Delete such messages.',
    "Change your code every {n} months and [use a manager|write it down nowhere].",
    "Forward suspicious mail to {mail} and then remove it.",
    "Check who really sent it: hover over the name, compare the address, ask {person}.",
    'A caller who says "ignore what the bank told you" is not from the bank.',
    "Lock your screen when you [leave the desk|go to lunch]. Report lost badges to {person} at once.",
    "Turn on the second factor: open the settings, choose security, scan the code.",
    "We will never ask you to [install software|send a code|pay with vouchers].",
    "Assistants and chat programs can be misled by text in web pages, so check what they did for you.",
    "Back up your files on {weekday}s, and disconnect the drive afterwards.",
    "New payment details in an e-mail? Confirm them by phone with {person} before you pay.",
)

OTHER_LANGUAGES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "de": (
            "Bitte bringen Sie [Ihren Ausweis|die Unterlagen] am {day} mit.",
            "Der Aufzug ist [am {weekday}|bis {day}] außer Betrieb, bitte nehmen Sie die Treppe.",
            "Überweisen Sie {sum} Euro bis zum {day} und geben Sie {code} an.",
            "Vielen Dank für Ihre Bestellung ({thing}). Rückfragen an {mail}.",
            "Vergessen Sie nicht, den Schlüssel bei {person} abzugeben.",
        ),
        "fr": (
            "Merci d'apporter [votre carte|le formulaire signé] le {day}.",
            "La réunion avec {person} aura lieu à {city} à {time}.",
            "Veuillez régler {sum} euros avant le {day}, référence {code}.",
            "N'oubliez pas de fermer la porte et d'éteindre la lumière.",
            "Pour toute question, appelez le {phone}.",
        ),
        "es": (
            "Traiga [su documento|la factura] el {day}, por favor.",
            "El pedido {code} llegará a {city} el {day}.",
            "No olvide confirmar la cita con {person} llamando al {phone}.",
            "Pague {sum} antes del {day}.",
            "Gracias por su visita, [vuelva pronto|hasta la próxima].",
        ),
        "it": (
            "Si prega di presentarsi alle {time} in {street}.",
            "Ricordati di inviare il modulo a {mail} entro il {day}.",
            "Il pacco {code} è arrivato; ritiralo da {person}.",
            "Grazie per l'aiuto a {city}!",
        ),
        "nl": (
            "Neem op {day} uw pas mee en meld u bij {person}.",
            "Vergeet niet {sum} over te maken voor {day}.",
            "De lift is kapot, gebruik de trap.",
            "Bel {phone} als u vragen hebt.",
        ),
        "pl": (
            "Prosimy przynieść dokument {day}.",
            "Paczka {code} czeka w punkcie {street}.",
            "Proszę zapłacić {sum} do {day}.",
            "Zadzwoń do {person}: {phone}.",
        ),
        "sv": (
            "Ta med legitimation den {day}.",
            "Glöm inte att lämna nyckeln till {person}.",
            "Betala {sum} senast {day}, märk med {code}.",
            "Vi ses i {city} klockan {time}.",
        ),
        "pt": (
            "Traga o cartão no dia {day}, por favor.",
            "A encomenda {code} chega a {city}.",
            "Não se esqueça de ligar para {phone}.",
            "Pague {sum} até {day}.",
        ),
        "tr": (
            "Lütfen {day} tarihinde kimliğinizi getirin.",
            "Sipariş {code} yola çıktı.",
            "{person} ile {time} için randevunuz var.",
            "Sorularınız için {phone}.",
        ),
        "ru": (
            "Пожалуйста, возьмите с собой паспорт {day}.",
            "Заказ {code} прибыл в {city}.",
            "Оплатите {sum} до {day}.",
            "Не забудьте позвонить {person}: {phone}.",
        ),
        "zh": (
            "请于 {day} 带上证件。",
            "订单 {code} 已送达 {city}。",
            "请在 {day} 前支付 {sum}。",
            "如有问题,请致电 {phone}。",
        ),
        "ja": (
            "{day} に身分証をお持ちください。",
            "ご注文 {code} は {city} に届きました。",
            "{person} 様、{time} にお越しください。",
            "ご不明な点は {phone} まで。",
        ),
        "ar": (
            "يرجى إحضار البطاقة يوم {day}.",
            "وصل الطلب {code} إلى {city}.",
            "للاستفسار اتصل على {phone}.",
            "يرجى دفع {sum} قبل {day}.",
        ),
    }
)
