"""What an agent's own tool says of itself: that it gives a thing, that it reads, or neither."""

import pytest

from mosaic_guard.effects import infer
from mosaic_guard.tool import ToolSpec


def declared(name, args, description, origin="local"):
    return ToolSpec(name, description, {"properties": {arg: {"type": "string"} for arg in args.split()}}, origin=origin)


GIVES = [
    ("energyTariff", "", "Prices per hour."),
    ("member_card", "", "A member's card with contacts."),
    ("vehicle_card", "plate", "Everything the fleet system knows about a vehicle."),
    ("mail_read", "id", "Read a mail of the finance inbox."),
    ("order.show", "number", "An order with its seats."),
    ("supplier_card", "name", "Master data of a supplier."),
    ("oven_log", "oven", "Last lines of an oven's controller."),
    ("silo_log", "silo", "Sensor log of a silo."),
    ("page", "url", "A web page."),
    ("payees", "", "Saved payees."),
    ("order_details", "number", "Details of an order."),
    ("depotInfo", "city", "Depots of a city."),
    ("open_page", "url", "Read a page as text."),
    ("openLink", "link", "Opens a link."),
    ("drive.open", "file", "Open a file."),
    ("postfachLesen", "nachricht", "Eine Nachricht an das Haus lesen."),
    ("reservierungSuchen", "nummer", "Eine Reservierung nachschlagen."),
    ("satzung", "kennung", "Eine Satzung, ein Merkblatt oder ein Protokoll."),
    ("lire_page", "url", "Lire une page web."),
    ("notice", "produit", "La notice d'un médicament ou d'un appareil."),
    ("paginaUfficio", "url", "Apre la pagina di un ufficio o di un fornitore."),
]

DOES = [
    ("siren", "", "The siren on the roof."),
    ("panic_button", "", "The panic button."),
    ("garage_door", "", "The door of the garage."),
    ("konto_loeschen", "nummer", "Ein Konto."),
    ("rechnung", "nummer", "Eine Rechnung bezahlen."),
    ("booking", "room", "Booking of a room."),
    ("cancellation", "order", "The cancellation of an order."),
    ("approval", "request", "An approval of a request."),
    ("vents", "boiler", "Vents the boiler."),
    ("transfer", "account amount", "A transfer to an account."),
    ("payment", "account sum", "A payment to an account."),
    ("phone_call", "number", "A call to a number."),
    ("event", "title date", "An event in the calendar."),
    ("reminder", "text", "A reminder for the user."),
    ("thermostat", "room value", "The thermostat of a room."),
    ("front", "door", "Opens a door."),
    ("premium", "customer", "Opens an account."),
    ("parts", "part", "Orders parts from a supplier."),
    ("customers", "customer", "Mails a customer."),
    ("widgets", "room", "Widgets of a room. Removes those that are old."),
    ("customer_card", "id", "A customer's card; deletes old ones."),
    ("customer_card", "id", "A customer's card, and delete it."),
    ("mark_read", "id", "A mail of the inbox."),
    ("query", "sql", "Read from the warehouse."),
    ("prune_log", "machine", "The log of a machine."),
    ("frob_widgets", "", "Widgets."),
    ("list_share", "people", "Share a list of donors."),
    ("old_rows", "table", "Rows of a table.\nThis deletes those\nthat are old."),
    ("find_branches", "", "Find old branches and delete them."),
    ("nothing", "", ""),
]


@pytest.mark.parametrize(("name", "args", "description"), GIVES)
def test_a_tool_that_says_what_it_gives_only_reads(name, args, description):
    assert not infer(declared(name, args, description)).write


@pytest.mark.parametrize(("name", "args", "description"), DOES)
def test_a_tool_that_may_do_something_changes_something(name, args, description):
    assert infer(declared(name, args, description)).write


@pytest.mark.parametrize(("name", "args", "description"), GIVES)
def test_a_server_is_not_believed_what_it_says_of_its_tools(name, args, description):
    assert infer(declared(name, args, description, origin="mcp:x")).write


def test_what_reads_a_page_by_its_address_reaches_outside():
    assert infer(declared("open_page", "url", "Read a page as text.")).external
