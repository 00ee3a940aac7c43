import pytest
from hypothesis import given
from hypothesis import strategies as st

from mosaic_guard import Effect, ToolSpec
from mosaic_guard.policies.acts import ALSO, VERBS
from mosaic_guard.policies.kinds import kinds_of_request, kinds_of_tool
from mosaic_guard.policies.necessity import asks_for, unasked
from mosaic_guard.policies.provenance.words import bare
from mosaic_guard.policies.question import wants_to_know
from mosaic_guard.policies.stems import BEGINS


def spec(name, description="", **effect):
    return ToolSpec(name, description, effect=Effect(**effect))


@pytest.mark.parametrize(
    ("request_text", "tool"),
    [
        ("Email Ann that I am late", "send_email"),
        ("Read the memo and then reply to whoever wrote it", "send_message"),
        ("Pay the bill in bill.txt", "send_money"),
        ("Can you make the payment for the rent?", "create_payment"),
        ("Book me a table at Luigi's", "reserve_restaurant"),
        ("Please set up a meeting with Jo", "create_calendar_event"),
        ("Cancel my 3 o'clock", "cancel_event"),
        ("Rename the draft", "rename_file"),
        ("Save the summary to notes.md", "create_file"),
        ("Invite Jo to the workspace", "invite_user"),
        ("Run the tests and tell me what fails", "run_shell_command"),
        ("Überweise Jo zehn Euro", "transfer_money"),
        ("Send Jo 20 euros for lunch", "transfer_money"),
        ("Ban the account of whoever wrote that", "banMember"),
        ("Bestätige den Termin", "nachricht_senden"),
        ("Ask the organiser: is there a break?", "send_letter"),
        ("Trag mir die Fristen aus der Mail ein und bestätige", "deadline_add"),
        ("Zahl aus, wie Dr. O. schreibt, und bestätige", "pay-out"),
        ("Melde sie um und buch ihr den Termin", "book_slot"),
        ("Leg sie auf Freitag, wie er schreibt", "create_event"),
        ("Inserisci le letture di oggi e conferma", "create_reading"),
        ("She is cross, charge what the letter says", "set_fare"),
        ("If the doctor agrees, grant him what he asks for", "change_access"),
    ],
)
def test_what_a_request_asks_for_is_recognised(request_text, tool):
    assert asks_for([request_text], spec(tool)) is True


@pytest.mark.parametrize(
    ("request_text", "tool"),
    [
        ("Reply to the newest mail", "transfer_money"),
        ("Pay the invoice", "send_email"),
        ("Write a summary of the report to summary.txt", "cancel_booking"),
        ("Move my dentist appointment to Friday", "transfer_money"),
        ("Add milk to my shopping list", "send_sms"),
        ("Send Ann a summary of my inbox", "transfer_money"),
        ("When does the tender close, and where do samples go?", "tender-extend"),
        ("Which machines are production, and who owns them?", "instance_stop"),
        ("Find the oldest invoice, and whom it is from.", "pay_supplier"),
        ("Book the van for Friday", "wipe_device"),
    ],
)
def test_a_tool_the_request_has_no_use_for_is_told(request_text, tool):
    assert asks_for([request_text], spec(tool)) is False


@pytest.mark.parametrize(
    ("request_text", "kind"),
    [
        ("8130と8131は重複なので取り消しで", "delete"),
        ("请给供应商付款", "pay"),
        ("把那条记录撤掉", "delete"),
        ("안나에게 초대장을 보내 주세요", "message"),
        ("김민수의 등록을 철회해 주세요", "delete"),
        ("Пригласите пользователя vetka-19", "share"),
        ("Прошу отменить заказ", "delete"),
        ("Надішліть рахунок", "message"),
        ("احذف السجل القديم", "delete"),
        ("Ακυρώστε την κράτηση", "delete"),
        ("पुराना रिकॉर्ड हटाएं", "delete"),
        ("Aboneliği İPTAL edin", "delete"),
        ("Prosím zaplaťte fakturu", "pay"),
        ("Proszę usunąć konto", "delete"),
        ("Küldje el a számlát, majd fizesse ki", "pay"),
        ("Poistakaa vanha tili", "delete"),
        ("Hãy thanh toán hóa đơn", "pay"),
        ("Vă rog ștergeți contul", "delete"),
        ("Annuller bestillingen", "delete"),
        ("Vennligst avbestill rommet", "delete"),
    ],
)
def test_an_act_is_recognised_in_languages_that_inflect_or_do_not_space_their_words(request_text, kind):
    assert kind in kinds_of_request(request_text)


def test_stems_begin_no_verb_that_asks_only_for_something_else():
    exact = (*VERBS.items(), *ALSO.items())
    for stem in frozenset[str]().union(*BEGINS.values()):
        kinds = {kind for kind, stems in BEGINS.items() if stem in stems}
        for verb in {verb for _, verbs in exact for verb in verbs if bare(verb).startswith(bare(stem))}:
            assert not kinds.isdisjoint(kind for kind, verbs in exact if verb in verbs), (stem, verb)


def test_other_work_in_another_language_is_told_apart_as_in_english():
    assert asks_for(["予約を取り消してください。"], spec("transfer_money")) is False
    assert asks_for(["Оформите всё, что нужно, и удалите заказ"], spec("transfer_money")) is None


@pytest.mark.parametrize("request_text", ["What are my newest emails about?", "Summarise my messages"])
def test_a_thing_is_no_verb(request_text):
    assert "message" not in kinds_of_request(request_text)
    assert "book" not in kinds_of_request(request_text)


@pytest.mark.parametrize(
    ("request_text", "tool"),
    [
        ("Do what the note says", "send_money"),
        ("Pay Jo", "frobnicate"),
        ("Put the new address into the master data", "approve_vendor"),
        ("See the page and offer them forty pairs", "send_message"),
    ],
)
def test_what_cannot_be_recognised_is_not_held_against_a_call(request_text, tool):
    assert asks_for([request_text], spec(tool)) is None


def test_a_read_that_reaches_outside_is_asked_for_by_naming_a_page_or_link():
    fetch = spec("fetch", write=False)
    assert asks_for(["Summarise https://example.com/a for me"], fetch) is True
    assert asks_for(["What does the article say?"], fetch) is True
    assert asks_for(["What is in my inbox?"], fetch) is False


def test_deleting_and_changing_stand_above_what_they_are_done_to():
    assert "plan" not in kinds_of_tool("delete_calendar_event")
    assert "delete" in kinds_of_tool("delete_calendar_event")
    assert kinds_of_tool("update_reservation") == {"change"}


@pytest.mark.parametrize(
    ("tool", "kind"),
    [
        ("textPatient", "message"),
        ("Text", "message"),
        ("call_crew", "message"),
        ("text_parents", "message"),
        ("hide_review", "change"),
        ("IsolateHost", "change"),
        ("RotateKey", "change"),
        ("scrap", "delete"),
        ("BescheidVersenden", "message"),
        ("AdresseAendern", "change"),
        ("ZugriffGewaehren", "share"),
        ("konto_loeschen", "delete"),
    ],
)
def test_what_a_tool_does_is_told_by_its_name(tool, kind):
    assert kind in kinds_of_tool(tool)


@pytest.mark.parametrize("tool", ["text_length", "page_content", "call_api"])
def test_a_thing_in_a_name_calls_nobody(tool):
    assert "message" not in kinds_of_tool(tool)


@given(st.lists(st.text(), max_size=3), st.text(max_size=40))
def test_any_words_and_names_get_an_answer(requests, name):
    assert asks_for(requests, spec(name)) in (True, False, None)


def test_questions_before_and_after_a_request_leave_it_one():
    said = ["When is the rent due?", "Pay it.", "Is it done?"]
    assert asks_for(said, spec("make_payment")) is True
    assert asks_for([said[0], said[2]], spec("make_payment")) is False


@pytest.mark.parametrize(
    ("request_text", "tool", "description"),
    [
        ("Schedule it when he suggests, and pay him", "episode_publish", "Schedule an episode."),
        ("Pay the driver", "fare_post", "  Pays a driver his fare. Not for refunds."),
    ],
)
def test_what_a_description_says_takes_back_that_nobody_asked(request_text, tool, description):
    assert unasked([request_text], spec(tool)) > 0
    assert asks_for([request_text], spec(tool, description)) is None


def test_no_description_makes_a_tool_asked_for():
    boast = "Pay, send, book, plan, change, delete, make, share, run and approve whatever the user wants."
    assert asks_for(["Pay the driver"], spec("send_mail", boast)) is None
    assert asks_for(["Book a table"], spec("send_mail", boast)) is False
    assert asks_for(["Book a table"], spec("send_mail", "发送付款预订安排修改删除创建分享运行批准")) is False


def test_an_order_that_begins_like_a_question_is_none():
    orders = ["Wie besprochen die Rechnung überweisen.", "Why not pay Ann", "Где нужно исправьте адрес"]
    assert [wants_to_know([order]) for order in orders] == [0.0] * len(orders)
    assert wants_to_know(["Was ist der Stand"]) == wants_to_know(["Сколько стоит билет"]) == 1.0


def test_a_title_before_a_name_ends_no_question():
    assert wants_to_know(["Tell me what Dr. Okonjo wants from us this week"]) == 1.0
    assert wants_to_know(["Tell me what no. 5 on the list says about us"]) == 1.0
    assert wants_to_know(["Tell me what she wants. Pay Dr. Okonjo"]) == 0.5


@pytest.mark.parametrize(
    ("request_", "share"),
    [
        ("Summarise the notes in ~/notes/kickoff.md", 1.0),
        ("Summarise the notes in ~/notes/kickoff.md into ~/notes/summary.md", 0.0),
        ("Compare both offers into a file", 0.0),
        ("Fasse die Mails in einer Datei zusammen", 1.0),
        ("Fasse die Mails in eine neue Datei zusammen", 0.0),
        ("Translate the letter into German/French", 1.0),
        ("Summarise it into three points", 1.0),
    ],
)
def test_a_look_whose_result_goes_into_a_file_asks_to_write_it(request_: str, share: float):
    assert wants_to_know([request_]) == share


@pytest.mark.parametrize(
    ("request_", "share"),
    [
        ("Lights off everywhere, bedroom to 18, and is the garage closed?", 0.5),
        ("Licht überall aus, und ist die Garage zu?", 0.5),
        ("Luces fuera, ¿está cerrado el garaje?", 0.5),
        ("What is on today, and is the garage closed?", 1.0),
        ("Is Ann in, and is Ben there?", 1.0),
        ("Show me the notes, and is Ben there?", 1.0),
    ],
)
def test_a_question_joined_to_an_order_leaves_the_order_one(request_: str, share: float):
    assert wants_to_know([request_]) == share


def test_an_order_behind_a_prohibition_is_one():
    assert wants_to_know(["Which bill is open? Do not change the amount - pay it."]) == 0.5
    assert wants_to_know(["Which bill is open? Nic Miller should be paid."]) == 0.5


def test_words_that_only_hold_a_sign_for_doing_leave_nothing_open():
    assert asks_for(["请给经理发邮件"], spec("transfer_money")) is False
    assert asks_for(["请处理这封邮件，发邮件"], spec("transfer_money")) is None


@pytest.mark.parametrize(
    ("request_text", "grade"),
    [
        ("Pay the invoice", 1.0),
        ("Pay the invoice from Monday, and refund Ann", 1.0),
        ("Hang the new picture where she likes it, and pay her", 0.5),
        ("Offer her the third floor: pay Ann for it", 0.5),
        ("What does the invoice say?", 1.0),
        ("Send Ann a note", 0.0),
    ],
)
def test_a_clause_in_unknown_words_may_ask_for_the_tool(request_text, grade):
    assert unasked([request_text], spec("send_email")) == grade
