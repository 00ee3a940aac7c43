# ruff: noqa: RUF001 - letters and marks of many languages
"""Questions and exclamations between people, so that a mark at the end tells nothing."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

QUESTIONS: Final = MappingProxyType(
    {
        "de": (
            "Wie war es in {city}?",
            "Kommst du am {date_text}?",
            "Hat {person} schon geantwortet?",
            "Schön, dass du da warst!",
            "Wer hat {file} angelegt?",
        ),
        "nl": (
            "Hoe was het in {city}?",
            "Kom je {date_text}?",
            "Wie heeft {file} gemaakt?",
            "Wat leuk!",
            "Is {code} al binnen?",
        ),
        "sv": ("Hur var det i {city}?", "Kommer du den {date_text}?", "Vem skapade {file}?", "Vad roligt!"),
        "fr": (
            "C'était comment, {city} ?",
            "Tu viens le {date_text} ?",
            "Qui a créé {file} ?",
            "Bravo à tous !",
            "Quand est arrivée la commande {code} ?",
        ),
        "es": (
            "¿Qué tal por {city}?",
            "¿Vienes el {date_text}?",
            "¿Quién creó {file}?",
            "¡Enhorabuena!",
            "¿Ha llegado ya {code}?",
        ),
        "it": (
            "Com'era {city}?",
            "Vieni il {date_text}?",
            "Chi ha creato {file}?",
            "Che bello!",
            "È arrivato l'ordine {code}?",
        ),
        "pt": (
            "Como foi em {city}?",
            "Vens em {date_text}?",
            "Quem criou {file}?",
            "Parabéns!",
            "A encomenda {code} já chegou?",
        ),
        "pl": (
            "Jak było w mieście {city}?",
            "Przyjdziesz {date_text}?",
            "Kto utworzył {file}?",
            "Gratulacje!",
            "Czy {code} już przyszło?",
        ),
        "ru": (
            "Как было в городе {city}?",
            "Ты придёшь {date_text}?",
            "Кто создал {file}?",
            "Поздравляем!",
            "Заказ {code} уже пришёл?",
        ),
        "tr": (
            "{city} nasıldı?",
            "{date_text} günü geliyor musun?",
            "{file} dosyasını kim yaptı?",
            "Tebrikler!",
            "{code} geldi mi?",
        ),
        "ja": (
            "{city}はどうでしたか。",
            "{date_text}に来ますか。",
            "{file}を作ったのは誰ですか？",
            "おめでとう！",
            "{code}はもう届きましたか？",
        ),
        "zh": ("{city}怎么样？", "你{date_text}来吗？", "谁创建了{file}？", "恭喜！", "{code}到了吗？"),
        "ko": (
            "{city}는 어땠어?",
            "{date_text}에 오나요?",
            "{file}은 누가 만들었나요?",
            "축하해!",
            "{code}은 도착했나요?",
        ),
        "ar": ("كيف كانت {city}؟", "هل ستأتي في {date_text}؟", "من أنشأ {file}؟", "مبارك!", "هل وصل {code}؟"),
        "hi": ("{city} कैसा था?", "क्या आप {date_text} को आएँगे?", "{file} किसने बनाई?", "बधाई हो!", "क्या {code} पहुँच गया?"),
        "vi": (
            "{city} thế nào?",
            "{date_text} bạn có đến không?",
            "Ai tạo {file}?",
            "Chúc mừng!",
            "{code} đã đến chưa?",
        ),
        "id": ("Bagaimana {city}?", "Kamu datang {date_text}?", "Siapa yang membuat {file}?", "Selamat!"),
    }
)
