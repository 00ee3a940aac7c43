"""How users put what they want: bluntly, politely, with a story around it."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

from mosaic_trainer.embedded.texts.scene import Scene

_BEFORE: Final = MappingProxyType(
    {
        "en": ("Hi! ", "Hello, ", "Quick one: ", "One thing before lunch: ", "Hey there, I need your help. ", "ok so "),
        "de": ("Hallo! ", "Guten Morgen, ", "Kurze Bitte: "),
        "fr": ("Bonjour, ", "Salut ! ", "Petite demande : "),
        "es": ("Hola, ", "Buenos días. ", "Una cosa: "),
        "it": ("Ciao, ", "Buongiorno. ", "Una cosa: "),
        "pt": ("Olá, ", "Bom dia. "),
        "nl": ("Hoi! ", "Goedemorgen, "),
        "pl": ("Cześć! ", "Dzień dobry, "),
    }
)
_AFTER: Final = MappingProxyType(
    {
        "en": (" Thanks!", " Cheers.", " No hurry.", " Let me know how it goes.", " It's for my sister.", " asap pls"),
        "de": (" Danke!", " Eilt nicht.", " Sag Bescheid, wenn es erledigt ist."),
        "fr": (" Merci !", " Ce n'est pas urgent."),
        "es": (" ¡Gracias!", " No hay prisa."),
        "it": (" Grazie!", " Senza fretta."),
        "pt": (" Obrigado!", " Sem pressa."),
        "nl": (" Bedankt!", " Geen haast."),
        "pl": (" Dzięki!", " Nie ma pośpiechu."),
    }
)


def request(scene: Scene, wording: str, asides: Sequence[str] = ()) -> str:
    """Write a request out, with or without the words around it."""
    random = scene.random
    text = scene.fill(wording)
    if random.random() < 0.35:
        text = random.choice(_BEFORE.get(scene.language, ("",))) + text
    if random.random() < 0.35:
        text += random.choice(_AFTER.get(scene.language, ("",)))
    if asides and scene.language == "en" and random.random() < 0.2:
        aside = scene.fill(random.choice(asides))
        text = f"{aside} {text}" if random.random() < 0.5 else f"{text} {aside}"
    return text
