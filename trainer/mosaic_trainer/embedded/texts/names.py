# ruff: noqa: SIM905, RUF001 - words are read more easily as words; Russian ones look like Latin
"""Names that values are made of."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

FIRST: Final = tuple(
    (
        "Agnes Bela Carmen Dorian Edith Farid Greta Hamid Ines Jorge Kavita Lars Mona Nils Oona Petra Quentin Rosa "
        "Stefan Tessa Umar Vera Wanda Xenia Yusuf Zora Albert Brigid Cosmo Delia Elias Freya Gideon Hilda Ivo "
        "Jolanta Kamal Lotte Marek Noor Otis Priya Ramon Saskia Theo Ulrich Viola Wilma Yara Zeno Amina Boris Clio "
        "Denise Emeka Flora Goran Harriet Imogen Jasper Katya Leopold Mirela Nestor Olga Pascal Renata Silas Tamsin "
        "Ursula Vikram Winston Ayumi Bodil Chidi Dalia Enzo Fatou Gareth Hyun Isolde Joaquin Kerstin Luca Maeve "
        "Nadia Orla Piotr Rahel Sunil Tove"
    ).split()
)
LAST: Final = tuple(
    (
        "Abel Brandt Castellan Duval Ekström Farkas Gruber Halloran Ibsen Jansen Kowal Lindqvist Moreau Novak Okafor "
        "Pereira Quist Rademaker Sandoval Tanaka Ueda Varga Whitcombe Xu Yildiz Zeller Aldana Bianchi Cormack Dahl "
        "Eberhardt Fontaine Gallo Haddad Iyer Jovanovic Kessler Laurent Mbeki Nakata Ortega Pavlov Quigley Rossi "
        "Sorensen Thorne Ulloa Vance Winter Yoon Ziegler Ashby Bello Choudhury Drummond Engel Ferrante Goldie Hoxha "
        "Ivanova Keane Lopez Maddox Nilsen Oduya Prasad Rourke Steiner Tesfaye Urbano Vasquez Weller Yamada Zhang"
    ).split()
)
NATIVE: Final = MappingProxyType(
    {
        "ru": "Ирина Соколова|Пётр Данилов|Ольга Миронова|Максим Лебедев|Вера Ильина|Антон Крылов".split("|"),
        "ja": "田中 葵|佐々木 健|小林 美咲|渡辺 翔太|中村 由紀|加藤 大輔".split("|"),
        "zh": "李晓梅|王志强|陈雨婷|赵国栋|周丽华|孙浩然".split("|"),
        "ko": "김서연|박지훈|이민정|최동현|정수빈|강태호".split("|"),
        "ar": "سارة الحداد|خالد منصور|ليلى عباس|يوسف النجار|هدى سليم|عمر فارس".split("|"),
        "hi": "अनिता शर्मा|राजेश वर्मा|सुनीता जोशी|विकास मेहता|पूजा नायर|दीपक गुप्ता".split("|"),
    }
)
ORGS: Final = tuple(
    (
        "Brookfield Dental|Nordlicht Energy|Halden Freight|Pinewood School|Castell & Sons|Meridian Optics|"
        "Bluefin Labs|Oakhurst Library|Tarn Logistics|Sable Insurance|Vero Textiles|Lumen Print|Harrow Estates|"
        "Quarry Lane Bakery|Amber Travel|Delta Plumbing|Kestrel Software|Ostrava Tools|Willow Clinic|Fjord Outdoor|"
        "Atlas Motors|Juniper Catering|Redgate Storage|Solis Solar|Cobalt Systems|Marlow Press|Tessera Design|"
        "Union Gym|Valley Growers|Wexford Council|Zephyr Cycles|Crane & Holt LLP|Ibex Mountain Club|Palma Foods"
    ).split("|")
)
CITIES: Final = tuple(
    (
        "Aarhus Bilbao Cork Dresden Évora Florence Ghent Haarlem Innsbruck Jena Kraków Leeds Malmö Nantes Oslo Porto "
        "Quimper Riga Seville Tallinn Utrecht Verona Wrocław York Zürich Austin Boise Calgary Denver Halifax Kyoto "
        "Lima Nairobi Perth Pune Santiago Taipei Tunis Montevideo Busan"
    ).split()
)
STREETS: Final = tuple(
    (
        "Mill Lane|Harbour Road|Lindenweg|Rue des Tilleuls|Calle Mayor|Via Roma|Station Street|Birch Avenue|"
        "Canal Street|Kirkegata|Orchard Close|Park Terrace|Gartenstraße|Avenida Central|Elm Drive|Bridge Street"
    ).split("|")
)
HOSTS: Final = tuple(
    (
        "brightmail fernhill postbox northway quillbox kappa-net mistral-web oakline papertrail rivermail sunfield "
        "tidepool umbra-mail vantage-co westgate zenmail cloudpine dovetail eastbank firstlight greyfox hillcrest "
        "inkwell jaybird keystone lakeside maplewood nightowl openfield pebble quicksilver roundhouse silverbirch "
        "tallship"
    ).split()
)
TLDS: Final = tuple(("com com com org net io co.uk de fr eu info biz app dev example ch pl").split())
WORDS: Final = tuple(
    (
        "amber basin cedar delta ember fjord grove harbor iris jade kelp lotus maple north ocean pearl quartz ridge "
        "stone tulip umber violet willow yarrow zenith beacon cobalt dusk echo fern glade hazel indigo juniper lark "
        "meadow nova orbit pine raven sage thistle upland vale wren apex brook crest dawn"
    ).split()
)
STEMS: Final = tuple(
    (
        "report invoice budget minutes contract photos backup notes agenda roster inventory proposal receipt summary "
        "plan statement draft payroll schedule forecast survey manual policy index clients keys archive slides"
    ).split()
)
TOPICS: Final = tuple(
    (
        "the quarterly report|the meeting notes|the latest invoice|the guest list|the budget draft|"
        "the signed contract|the customer list|our address book|the sales figures|the project plan|"
        "the delivery schedule|the salary table|the access codes|the travel itinerary|the board minutes|"
        "the photo archive|the test results|the price list|the tenancy agreement|the insurance papers|"
        "the inventory sheet|the survey answers|the bank statement|the training material|the floor plan|"
        "the maintenance log|the list of open orders|the medical certificate"
    ).split("|")
)
PRODUCTS: Final = tuple(
    (
        "desk lamps|printer cartridges|gift cards|running shoes|coffee beans|notebooks|garden chairs|headphones|"
        "phone cases|bicycle tubes|concert tickets|rain jackets|water filters|office chairs|seed packets|batteries|"
        "wool blankets|camping stoves|keyboards|storage boxes|wine glasses|yoga mats|power banks|picture frames"
    ).split("|")
)
EVENTS: Final = tuple(
    (
        "the planning call|the spring fair|the budget review|the team lunch|the board meeting|the kick-off|"
        "the site visit|the book club|the quarterly review|the staff party|the handover|the tenants' meeting|"
        "the product demo|the training day|the rehearsal|the safety drill"
    ).split("|")
)
COMMANDS: Final = tuple(
    (
        "rm -rf {dir}|chmod 777 {file}|systemctl restart {word}|git push --force origin {word}|tar czf {file} {dir}|"
        "docker rm -f {word}|scp {file} {host}:{dir}|kubectl delete pod {word}-{n}|crontab -r|"
        "pip install {word}-{word2}|cat {file}|ssh root@{host}|npm run {word}|userdel {word}|make deploy-{word}|"
        "mv {file} {dir}|python {file}|psql -c 'drop table {word}'|ufw disable|curl -O https://{host}/{word}|"
        "service {word} stop|ls -la {dir}"
    ).split("|")
)
