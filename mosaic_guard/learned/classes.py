"""What kind of word a word is: the small words of each language as themselves, every other by its form.

Goals are endless; the frames they stand in are not. `wire the fee to` and `mail the list to` are the same row
of kinds.
"""

# ruff: noqa: RUF001 - words of other scripts
from __future__ import annotations

from typing import Final

from mosaic_guard.text.lexicon import WORDS, Part, plainly

_SMALL: Final = """
i you he she it we they me him her us them my your his its our their mine yours this that these those who whom which
what a an the some any no every each all both either neither of in on at to from by with about into onto over under
after before since until till during against between among through without within for as than like and or but nor so
yet if then else when while because though although unless whether where how why be am is are was were been being do
does did done doing have has had having will would shall should can could may might must ought cannot not never always
already just only also too even still again once soon now here there yes please kindly thanks thank dear hello hi let
lets make sure don t s re ll ve d m up down out off away back ago everyone anybody anyone somebody someone nobody
nothing something anything one two first next last later today tomorrow yesterday instead immediately usually often
want wants wanted need needs needed remember forget ask asks asked tell tells told
ich du er sie es wir ihr mich dich ihm ihn uns euch ihnen mein dein sein unser euer der die das den dem des ein eine
einen einem einer eines kein keine dieser diese dieses wer was welche und oder aber denn wenn weil dass ob als wie wo
wann warum in im an am auf aus bei beim mit nach von vom zu zum zur fur uber unter vor hinter durch gegen ohne um bis
seit bin bist ist sind war waren wird werden wurde wurden worden habe hat haben hatte kann konnen muss mussen soll
sollen sollte darf durfen mag mochte nicht nie immer schon noch nur auch sehr bitte danke ab an auf ein mit
weiter zuruck
je tu il elle on nous vous ils elles me te se le la les lui leur un une des du de au aux ce cet cette ces mon ton son
notre votre qui que quoi dont ou et mais donc or ni car si quand comme pour par sur sous dans avec sans chez vers est
sont etait ete etre ai as a avons avez ont avait sera doit devez peut pouvez faut ne pas jamais toujours deja
aussi plus
merci veuillez svp
yo tu el ella usted nosotros ustedes ellos mi ti nos los las un unos unas del al este esta estos estas ese esa
quien cual
y o pero sino porque cuando donde como para por con sin sobre entre hasta desde hacia es son era fue fueron ha
han habia
sera hay debe deben puede pueden no nunca siempre ya tambien muy favor gracias
io lui lei noi voi loro mio tuo suo nostro vostro il lo gli uno della dello dei degli delle nel nella sul sulla questo
questa chi che cui e ed ma perche quando dove di da con su per tra fra sono era stato stata ho hai abbiamo hanno deve
puo non mai sempre gia anche piu grazie favore
eu ele ela nos voce voces eles meu teu seu nosso os as um uma uns umas do da dos das no na nos nas ao aos este esta
quem qual e ou mas porque quando onde como para por com sem sobre entre ate desde foi foram sao esta tem tinha
deve pode
nao nunca sempre ja tambem muito obrigado
ik jij hij zij wij jullie mij jou hem hen mijn jouw zijn ons het een deze dit die dat wie wat en of maar want als dan
toen waar hoe waarom in op aan bij met naar van tot voor over onder door tegen zonder om is was waren werd
wordt worden
heb hebt heeft hebben had moet moeten kan kunnen mag zal niet nooit altijd al ook nog alstublieft graag
jag du han hon vi ni de mig dig honom henne oss er dem min din sin var den det en ett som och eller men for om nar dar
hur i pa av till fran med utan under over efter ar blev blir har hade ska skall kan maste bor inte aldrig alltid redan
jeg hun vi dere meg deg oss et og eller av til fra ikke blir ble skal ma bor
ja ty on ona my wy oni mnie ciebie jego jej nas was ich moj twoj ten ta to te kto co i lub albo ale bo gdy
kiedy gdzie jak
w we na do z ze od po przez dla bez pod nad przed jest sa byl byla bylo zostal zostala ma moze musi trzeba nie
nigdy juz
tez prosze
я ты он она оно мы вы они меня тебя его ее нас вас их мой твой наш ваш этот эта это эти кто что и или но если
когда где
как в во на по с со к ко от до из у за для без при через о об был была было были будет есть может должен должна нужно
надо не никогда уже также еще пожалуйста бы ли же
saya anda kamu dia kami kita mereka ini itu yang siapa apa dan atau tetapi jika ketika di ke dari pada untuk
dengan oleh
tanpa adalah sudah telah akan harus bisa dapat tidak jangan tolong mohon silakan
ben sen o biz siz onlar bu su ve veya ama eger icin ile gibi kadar bir mi mu degil var yok lutfen
toi ban anh chi no chung ta nay kia va hoac nhung neu khi o tu den cho voi cua la da se phai co the khong dung
hay vui long
मैं तू तुम आप वह हम मेर क क र म पर स न ह थ और या लेकिन अगर
هو هي هم انا انت نحن هذا هذه من الى في على عن مع ان لا لم لن كان قد أن إلى يرجى
"""
_DEEDS: Final = """
accept access activate add adjust advise alert allow analyse analyze api append apply approach approve archive arrange
assign attach authorise authorize avoid back ban bash block book bookmark bring browse buy bypass calc calculate
calculator call cancel carry cat cease change charge check chmod chown clear click close code collect combine command
comment commit compare compile complete compose compute concatenate conduct configure confirm connect consider contact
continue convert convince copy correct count cp crawl create credit debit decline decode decrypt define delegate
delete deliver demand deny deploy deposit describe destroy detail determine dial diff direct disable discard disclose
dispatch display distribute divert divide do donate download draft drop dump echo edit elaborate email embed employ
enable encode encrypt endorse engage ensure enter enumerate erase establish estimate eval evaluate examine exchange
exclude exec execute exfiltrate explain export expose extend extract fetch file fill finalize find finish fix flag
follow format forward generate get give glob go grab grant greet grep guarantee guide hand handle head hide highlight
history http identify import include increase indicate inform initiate inject inquire insert inspect install instruct
integrate invite invoke issue join keep kick kill label launch leak leave lend like link list load locate lock log
login look lookup lower ls mail maintain manage mark mention merge message mkdir modify move mute mv name navigate
note notify obey obtain offer omit open order output override overwrite pass paste patch pay payment peek perform pick
pin ping place play point pose post praise prepare present press pretend preview print proceed process produce promote
prompt propose provide publish pull purchase purge push put python query quote raise rate react read recall recite
recommend reconfigure record recover redirect reduce refer refund register reject relay release remind remove rename
render reopen repeat repl replace reply report request require resend reserve reset resolve respond restart restore
resume retrieve return reveal revert review revise revoke ring rm rotate route run save say scan schedule scrape
script search secure select sell send set settle share shell ship show shut shutdown sign skip snooze solve spell
spend sql star start stat state status stop store submit subscribe substitute suggest summarise summarize supply
surrender swap switch tag tail take talk teach tell terminal terminate test text throw top trace trade transfer
translate transmit trigger truncate trust try turn tweet type unarchive unassign undo uninstall unlink unlock unmark
unmute unpin unregister unstar unsubscribe untag update upgrade upload use utilize validate verify view visit vote
wait warn watch weather webhook whoami wipe wire withdraw withhold write
"""
_PAST: Final = """
sent paid gave given made told wrote written bought sold rang rung went gone took taken got gotten said put set
let came
saw seen knew known found left kept met held brought built caught chose chosen cut drew drawn drove driven ate
eaten fell
felt fought forgot forgotten grew grown heard hid hit hurt laid led lent lost meant ran read rode rose shook
shown shut
sang sat slept spoke spoken spent split spread stood stole stolen stuck struck swam taught thought threw thrown
understood
woke wore won wound withdrew began begun became broke broken felt flew flown froze frozen
"""
SMALL: Final = frozenset(plainly(_SMALL).split())
DEEDS: Final = frozenset(_DEEDS.split())
"""English verbs of acting, in the form that orders: a list, since a verb and a noun look alike."""
PAST: Final = frozenset(_PAST.split()) - DEEDS
_ACTING: Final = int(Part.ACT | Part.SAY)


def coarse(word: str, shown: str) -> str:
    """Name the kind of a word, spelled `plainly`; `shown` is how it stood in the text."""
    if word in SMALL:
        return word
    if word in DEEDS or WORDS.get(word, 0) & _ACTING:
        return "DEED"
    if word in PAST or (word.endswith("ed") and len(word) > 4 and shown.islower()):
        return "PAST"
    return _looks(word, shown)


def fine(word: str, shown: str) -> str:
    """The same with how a word ends, which in most languages tells what its sentence does with it."""
    kind = coarse(word, shown)
    if word in WORDS and kind != word:
        return f"{WORDS[word]}"
    return f"{kind}-{word[-2:]}" if kind in ("word", "DEED") else kind


def _looks(word: str, shown: str) -> str:
    if not word[0].isalnum():
        return word
    if word.isdigit():
        return "number" if len(word) < 5 else "digits"
    if not word.isalpha():
        return "mixed"
    if shown.isupper() and len(word) > 1:
        return "CAPITALS"
    if shown[0].isupper():
        return "Name"
    return "word" if len(word) > 3 else "short"
