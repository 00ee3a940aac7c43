"""The words instructions are made of, by the part they play. Adding a language is adding words here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from enum import IntFlag, auto
from types import MappingProxyType
from typing import Final


class Part(IntFlag):
    """The part a word can play in an instruction to an agent."""

    DROP = auto()
    """ignore, forget, disregard"""
    ABROAD = auto()
    """the same in other languages, where the order of words is freer"""
    PRIOR = auto()
    """previous, above, original"""
    ORDERS = auto()
    """instructions, prompt, directive: what an agent was told"""
    RULES = auto()
    """rules, task, context: what it was told, in words that mean other things too"""
    AGENT = auto()
    """assistant, AI, model"""
    YOU = auto()
    USER = auto()
    ACT = auto()
    """send, delete, pay: what tools do to the world"""
    SAY = auto()
    """answer, print, translate: what a model does with words"""
    REPLY = auto()
    """response, summary: what it is about to say"""
    URGENT = auto()
    TASK = auto()
    NEXT = auto()
    """following, new, additional: the task that is about to come"""
    SECRET = auto()
    HIDE = auto()
    """secretly, without telling"""
    QUESTION = auto()
    MUST = auto()
    ATTEND = auto()
    """attention, focus, prepare: what a lead-in asks for"""
    ATTACK = auto()
    """injection, jailbreak: the words of those who write about attacks"""
    PLEASE = auto()
    DUTY = auto()
    """tasks, duties, agenda: what the agent was doing"""
    ROLE = auto()
    CUE = auto()
    """mode, override, verified: words that a phrase of some kind turns on"""
    WHEN = auto()
    """before, instead: what puts one thing in front of another"""
    NEVER = auto()
    GRANT = auto()
    """asked, authorized: what somebody is said to have done already"""
    CHANGED = auto()
    AHEAD = auto()
    ONLY = auto()
    CODE = auto()
    MODE = auto()
    NOW = auto()
    PASSAGE = auto()
    """section, text, steps: what a lead-in says is about to come"""
    AMID = auto()


_P = Part
_WORDS: Final[Mapping[Part, str]] = MappingProxyType({
    _P.DROP: """ignore ignoring disregard disregarding forget override overriding overrule neglect discard bypass""",
    _P.DROP | _P.ABROAD: """
        ignoriere ignorieren ignorier vergiss vergesse vergessen missachte missachten
        ignorez ignorer oublie oubliez oublier
        ignora ignorar ignoren ignorad olvida olvidar olvide olvidate olvidad descarta descarte omite omita
        ignori ignorate ignorare dimentica dimenticare dimenticate dimentichi trascura trascurare
        esqueca esquecer esqueça desconsidere desconsiderar
        negeer negeren vergeet vergeten
        игнорируй игнорируйте игнорировать проигнорируй проигнорируйте забудь забудьте забыть
        ignoruj zignoruj zapomnij abaikan lupakan unut yok quen qua kalimutan""",
    _P.PRIOR: """previous previously prior above earlier preceding former foregoing initial original existing
        before past
        vorherige vorherigen vorige vorigen bisherige bisherigen obige obigen fruhere fruheren vorangegangenen
        precedent precedente precedentes precedents precedenti anterieures anterieurs avant
        anterior anteriores previas previos previa previo arriba
        vorige eerdere bovenstaande voorgaande
        предыдущие предыдущую прежние вышеуказанные выше прошлые
        poprzednie sebelumnya onceki truoc naunang""",
    _P.ORDERS: """instruction instructions prompt prompts directive directives guideline guidelines orders
        commands directions guidance""",
    _P.ORDERS | _P.ABROAD: """anweisung anweisungen instruktionen vorgaben befehle richtlinien
        consigne consignes
        instruccion instrucciones indicaciones directrices ordenes
        istruzione istruzioni direttive indicazioni
        instrucao instrucoes instruções diretrizes ordens
        instructies aanwijzingen opdrachten richtlijnen
        инструкции инструкцию инструкций указания указаний команды команду приказы правила
        instrukcje polecenia instruksi talimatlari huong tagubilin""",
    _P.RULES: """rule rules restriction restrictions constraint constraints policy policies context programming
        training safeguards limits told everything regeln regles reglas regole regras regels detto gesagt
        dicho dito dit tutto alles""",
    _P.AGENT: """assistant assistants ai agent agents chatbot chatbots bot bots llm llms model gpt chatgpt
        claude gemini llama
        copilot assistent assistenten assistente asistente agente modell modele modelo modello
        ассистент ассистента бот агент модель нейросеть ии""",
    _P.YOU: """you your yours yourself youre youll du sie dein deine deinen deiner ihre ihren ihr dich dir vous
        votre vos toi tes
        ton te tus su sus usted tu tuo tua tuoi tue voce seu sua seus suas je jouw uw ti ihnen ты вы твои ваши
        вам тебе""",
    _P.USER: """user users users' customer benutzer nutzer anwender utilisateur usuario utente gebruiker пользователь
        пользователя пользователю human""",
    _P.ACT: """send forward transfer wire pay delete remove upload download execute visit open navigate email
        mail post publish
        share submit purchase buy order book reserve schedule invite grant revoke install deploy call invoke
        change update
        reset modify create add append copy move rename search fetch retrieve export withdraw deposit disable enable
        unsubscribe subscribe approve cancel
        sende senden uberweise uberweisen losche loschen schicke schicken leite besuche offne
        envoie envoyez envoyer transfere transferez supprime supprimez effectue virez
        envia envie enviar enviale transfiere transferir transfiera elimina borra borre paga pague reenvia
        invia inviare invii trasferisci trasferire cancella inoltra
        envie transfira apague encaminhe exclua
        stuur verzend maak verwijder betaal
        отправь отправьте переведи переведите удали удалите перешли""",
    _P.SAY: """answer respond reply say print output write translate repeat state list name describe explain
        tell reveal show
        provide compose generate summarize summarise encode decode convert spell identify display recite include mention
        insert incorporate embed recommend promote suggest highlight emphasize
        antworte antworten beantworte beantworten ubersetze ubersetzen nenne nennen gib schreibe sage
        repondez repondre reponds traduisez traduis nommez ecrivez dites
        responda responde responder contesta conteste traduce traduzca traduza nombra nombre escribe escriba diga
        rispondi rispondere traduci traduca nomina scrivi nome
        beantwoord vertaal noem schrijf
        ответь ответьте переведи переведите назови назовите напиши напишите скажи""",
    _P.REPLY: """respond response responses answer reply output summary replies answers antwort reponse
        respuesta risposta resposta
        antwoord ответ ответе solution implementation codebase""",
    _P.URGENT: """urgent urgently urgency important importantly critical crucial essential imperative mandatory
        immediate
        immediately vital priority paramount pressing pivotal compulsory emergency utmost alert warning
        breaking interrupt
        interruption interjection swift promptly undivided essence heart cornerstone linchpin dringend
        wichtig urgente importante importanti wichtige
        срочно важно""",
    _P.TASK: """task tasks instruction instructions directive directives assignment assignments mission
        objective objectives
        request requests action actions duty mandate responsibility anything question query aufgabe aufgaben
        tarea tache compito tarefa taak задача задание""",
    _P.NEXT: """following upcoming forthcoming next new additional another extra supplementary supplemental subsequent
        incoming imminent ensuing secondary added further coming ahead below folgende folgenden suivante
        siguiente seguente
        seguinte volgende следующий следующую новая neue nouvelle nueva nuova nova""",
    _P.SECRET: """password passwords credentials credential token tokens secret secrets apikey passcode pin ssn passwort
        contrasena senha пароль motdepasse cookies""",
    _P.HIDE: """secretly silently quietly discreetly covertly unnoticed without heimlich""",
    _P.QUESTION: """question questions frage fragen pregunta preguntas domanda domande pergunta perguntas vraag
        вопрос вопросы
        query queries""",
    _P.MUST: """must should shall need needs require requires required have mussen muss debes debe doit devez deve devi
        должен нужно will""",
    _P.ATTEND: """attention focus prepare ready heed brace pause stop listen notice spotlight incorporate integrate
        prioritize tackle address execute commence undertake proceed embark gear switch pivot introducing introduction
        insertion expansion inclusion addition update addendum arises arisen emerged surfaced unveiled adherence adhere
        compliance comply follow complete perform carry handle awaits await demands demand needs interruption alert
        achtung atencion attenzione atencao""",
    _P.ATTACK: """injection injections injected jailbreak jailbreaks jailbreaking attacker attackers adversarial attack
        attacks malicious exploit exploits owasp redteam red-team vulnerability vulnerabilities phishing""",
    _P.PLEASE: """please bitte veuillez favor favore svp kindly alstublieft пожалуйста""",
    _P.DUTY: """task tasks duties workload agenda responsibilities workflow work tasklist list assignments queue plate
        schedule""",
    _P.ROLE: """system assistant user human developer ai""",
    _P.CUE: """pretend act behave mention mentioning reveal revealing disclose disclosing acknowledge
        acknowledging refer referring authorized authorised approved authorization verified official
        sanctioned legitimate
        boss developer administrator creator owner operator supervisor god longer""",
    _P.WHEN: """before prior after until order while once instead rather""",
    _P.NEVER: """not don t never without avoid shouldn mustn stop instead""",
    _P.GRANT: """asked told wants instructed authorized authorised approved requested requires needs consented
        confirmed given
        gave""",
    _P.CHANGED: """new real actual true only sole now changed updated replaced revised additional extra
        special supplementary""",
    _P.AHEAD: """about coming ahead horizon up come arisen emerged surfaced awaits await lie lies here there
        brace prepare
        ready tuned""",
    _P.ONLY: """only just exactly nothing""",
    _P.CODE: """code""",
    _P.MODE: """mode""",
    _P.NOW: """now longer""",
    _P.PASSAGE: """information instruction instructions directive directives directions guidance segment
        section part steps guidelines commands passage content text words task block""",
    _P.AMID: """addition alongside along top besides amid amidst middle midst flow interrupt interrupting pause atop""",
})  # fmt: skip

_PIECES: Final[Mapping[Part, str]] = MappingProxyType({
    _P.DROP | _P.ABROAD: """উপেক্ষা ভুলে अवहेलना تغاضى 忽略 忽视 无视 忘记 忘掉 不要理会 不理会 無視 忘れて 忘れろ 무시 잊어
        अनदेखा नज़रअंदाज़ नजरअंदाज भूल تجاهل انس ไม่สนใจ เพิกเฉย ละเว้น ลืม""",
    _P.PRIOR: """আগের 以前 之前 先前 上述 以上 上面 此前 前面 前の これまで 이전 위의 앞의 पिछले पूर्व पहले ऊपर
        السابقة أعلاه ก่อนหน้า ข้างต้น ทั้งหมด""",
    _P.ORDERS: """নির্দেশ 指令 指示 命令 提示 说明 規則 规则 ルール プロンプト 지시 명령 지침 निर्देश आदेश التعليمات
        تعليمات คำสั่ง คําสั่ง คำแนะนำ คําแนะนํา""",
    _P.SAY: "回答 翻译 翻訳 答えて 대답 번역 답변 उत्तर अनुवाद الإجابة أجب ترجم ตอบ แปล",
    _P.QUESTION: "问题 問題 質問 질문 प्रश्न السؤال سؤال คำถาม คําถาม",
    _P.PLEASE: "请 してください 주세요 कृपया الرجاء يرجى โปรด กรุณา",
    _P.NEXT: "以下 下列 次の 다음 निम्नलिखित التالي ต่อไปนี้",
    _P.AGENT: "人工智能 助手 アシスタント 人工知能 어시스턴트",
    _P.YOU: "আপনা आपके आपको अपने তোমার ของคุณ คุณ 당신 你 您 あなた",
    _P.RULES: "规则 规定 নিয়ম नियम 규칙 กฎ",
    _P.SECRET: "密码 パスワード 비밀번호 पासवर्ड كلمة المرور รหัสผ่าน",
})  # fmt: skip

_ACCENTS: Final = str.maketrans(
    {
        chr(c): base
        for c in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
        if (base := unicodedata.normalize("NFD", chr(c))[0]) != chr(c)
    }
)
_LEET: Final = str.maketrans("0123456789", "oizeasbtbg")


_ACCENTED: Final = re.compile("[\u00c0-\u024f\u1e00-\u1eff]")
_OTHER_SCRIPT: Final = re.compile("[^\x00-\u036f\u1e00-\u2fff]")


def unspaced(plain: str) -> int:
    """Collect the parts of the pieces of other scripts that a text holds."""
    parts = 0
    if not plain.isascii() and _OTHER_SCRIPT.search(plain):
        for piece, part in PIECES.items():
            if piece in plain:
                parts |= part
    return parts


def plainly(text: str) -> str:
    """Lower case without accents, character for character."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lowered.translate(_ACCENTS) if not lowered.isascii() and _ACCENTED.search(lowered) else lowered


def unleeted(word: str) -> str:
    """Read digits as the letters they stand for."""
    return word.translate(_LEET)


def _table(words: Mapping[Part, str]) -> Mapping[str, int]:
    table: dict[str, int] = {}
    for part, listed in words.items():
        for word in plainly(listed).split():
            table[word] = table.get(word, 0) | int(part)
    return MappingProxyType(table)


WORDS: Final = _table(_WORDS)
"""Word → its parts; words as `plainly` spells them."""

PIECES: Final = _table(_PIECES)
"""Piece of a script that is written without spaces → its parts."""


def _letter(code: int) -> int:
    if code >= 0x80 or chr(code).isalpha():
        return code | 0x20 if 0x41 <= code <= 0x5A else code
    return b"oizeasbtbg"[code - 0x30] if 0x30 <= code <= 0x39 else 0x20


_TABLE: Final = bytes(_letter(c) for c in range(256))
_PARTS: Final[Mapping[bytes, int]] = MappingProxyType({word.encode(): parts for word, parts in WORDS.items()})
_WORDS_RAW: Final = frozenset(_PARTS)


def parts_of(text: str) -> int:
    """Collect the parts that the words of a text can play. Works on bytes, twenty times faster than word by word."""
    parts = 0
    if not text.isascii():
        text = plainly(text)
        parts = unspaced(text)
    for word in _WORDS_RAW.intersection(text.encode("utf-8", "surrogatepass").translate(_TABLE).split()):
        parts |= _PARTS[word]
    return parts
