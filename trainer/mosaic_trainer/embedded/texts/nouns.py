# ruff: noqa: RUF001 - other alphabets have letters that look like Latin ones
"""Things that people write about, by language; English ones stand in `names`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final


def _nouns(topic: str, product: str, event: str) -> Mapping[str, tuple[str, ...]]:
    parts = {"topic": topic, "product": product, "event": event}
    return MappingProxyType({k: tuple(v.split("|")) for k, v in parts.items()})


NOUNS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = MappingProxyType(
    {
        "de": _nouns(
            "die Kundenliste|den Quartalsbericht|den Mietvertrag|die Lohntabelle|die Preisliste|die Fotos vom Dach",
            "Gutscheine|Laufschuhe|Druckerpatronen|Gartenstühle|Kaffeebohnen|Regenjacken",
            "die Mieterversammlung|die Budgetrunde|das Sommerfest|die Übergabe|die Probe|der Ortstermin",
        ),
        "nl": _nouns(
            "de klantenlijst|het kwartaalverslag|het huurcontract|de loonlijst|de prijslijst|de notulen",
            "cadeaubonnen|hardloopschoenen|inktpatronen|tuinstoelen|koffiebonen|regenjassen",
            "de bewonersvergadering|het budgetoverleg|het zomerfeest|de overdracht|de repetitie|het werkbezoek",
        ),
        "sv": _nouns(
            "kundlistan|kvartalsrapporten|hyresavtalet|lönelistan|prislistan|protokollet",
            "presentkort|löparskor|bläckpatroner|trädgårdsstolar|kaffebönor|regnjackor",
            "årsmötet|budgetmötet|sommarfesten|överlämningen|repetitionen|platsbesöket",
        ),
        "fr": _nouns(
            "la liste des clients|le rapport trimestriel|le bail|la grille des salaires|le tarif|le compte rendu",
            "cartes cadeaux|chaussures de course|cartouches d'encre|chaises de jardin|paquets de café|imperméables",
            "la réunion des locataires|la réunion de budget|la fête d'été|la remise des clés|la répétition|la visite",
        ),
        "es": _nouns(
            "la lista de clientes|el informe trimestral|el contrato de alquiler|la nómina|la lista de precios|el acta",
            "tarjetas regalo|zapatillas|cartuchos de tinta|sillas de jardín|paquetes de café|chubasqueros",
            "la junta de vecinos|la reunión de presupuesto|la fiesta de verano|la entrega|el ensayo|la visita de obra",
        ),
        "it": _nouns(
            "l'elenco clienti|la relazione trimestrale|il contratto d'affitto|il listino|il verbale|le buste paga",
            "buoni regalo|scarpe da corsa|cartucce|sedie da giardino|confezioni di caffè|impermeabili",
            "l'assemblea condominiale|la riunione di bilancio|la festa estiva|la consegna|la prova|il sopralluogo",
        ),
        "pt": _nouns(
            "a lista de clientes|o relatório trimestral|o contrato de arrendamento|a folha salarial|a ata|o preçário",
            "cartões-presente|ténis de corrida|tinteiros|cadeiras de jardim|pacotes de café|impermeáveis",
            "a reunião de condomínio|a reunião de orçamento|a festa de verão|a entrega|o ensaio|a visita à obra",
        ),
        "pl": _nouns(
            "listę klientów|raport kwartalny|umowę najmu|listę płac|cennik|protokół",
            "karty podarunkowe|buty do biegania|tusze|krzesła ogrodowe|paczki kawy|kurtki przeciwdeszczowe",
            "zebranie lokatorów|spotkanie budżetowe|festyn|odbiór|próba|wizja lokalna",
        ),
        "ru": _nouns(
            "список клиентов|квартальный отчёт|договор аренды|зарплатную ведомость|прайс-лист|протокол",
            "подарочных карт|пар кроссовок|картриджей|садовых стульев|пачек кофе|дождевиков",
            "собрание жильцов|бюджетное совещание|летний праздник|приёмка|репетиция|выезд на объект",
        ),
        "tr": _nouns(
            "müşteri listesini|çeyrek raporunu|kira sözleşmesini|maaş tablosunu|fiyat listesini|tutanağı",
            "hediye kartı|koşu ayakkabısı|yazıcı kartuşu|bahçe sandalyesi|kahve paketi|yağmurluk",
            "site toplantısı|bütçe toplantısı|yaz şenliği|teslim töreni|prova|saha ziyareti",
        ),
        "ja": _nouns(
            "顧客リスト|四半期報告書|賃貸契約書|給与表|価格表|議事録",
            "ギフトカード|ランニングシューズ|インクカートリッジ|庭用チェア|コーヒー豆|レインコート",
            "住民集会|予算会議|夏祭り|引き継ぎ|リハーサル|現地見学",
        ),
        "zh": _nouns(
            "客户名单|季度报告|租赁合同|工资表|价目表|会议纪要",
            "张礼品卡|双跑鞋|个墨盒|把花园椅|包咖啡豆|件雨衣",
            "业主大会|预算会议|夏日聚会|交接会|彩排|现场考察",
        ),
        "ko": _nouns(
            "고객 명단|분기 보고서|임대 계약서|급여표|가격표|회의록",
            "기프트 카드|운동화|잉크 카트리지|정원 의자|커피 원두|우비",
            "주민 회의|예산 회의|여름 축제|인수인계|리허설|현장 방문",
        ),
        "ar": _nouns(
            "قائمة العملاء|التقرير الفصلي|عقد الإيجار|كشف الرواتب|قائمة الأسعار|محضر الاجتماع",
            "بطاقات هدايا|أحذية رياضية|خراطيش حبر|كراسي حديقة|أكياس قهوة|معاطف مطر",
            "اجتماع السكان|اجتماع الميزانية|حفل الصيف|جلسة التسليم|البروفة|الزيارة الميدانية",
        ),
        "hi": _nouns(
            "ग्राहक सूची|तिमाही रिपोर्ट|किराया अनुबंध|वेतन सूची|मूल्य सूची|बैठक का विवरण",
            "गिफ्ट कार्ड|जूते|स्याही कार्ट्रिज|बगीचे की कुर्सियाँ|कॉफ़ी पैकेट|रेनकोट",
            "निवासियों की बैठक|बजट बैठक|ग्रीष्म उत्सव|हस्तांतरण|रिहर्सल|स्थल भ्रमण",
        ),
        "vi": _nouns(
            "danh sách khách hàng|báo cáo quý|hợp đồng thuê nhà|bảng lương|bảng giá|biên bản họp",
            "thẻ quà tặng|đôi giày chạy|hộp mực|ghế sân vườn|gói cà phê|áo mưa",
            "buổi họp cư dân|cuộc họp ngân sách|lễ hội mùa hè|buổi bàn giao|buổi tổng duyệt|chuyến khảo sát",
        ),
        "id": _nouns(
            "daftar pelanggan|laporan kuartal|kontrak sewa|daftar gaji|daftar harga|notulen rapat",
            "kartu hadiah|sepatu lari|tinta printer|kursi taman|bungkus kopi|jas hujan",
            "rapat warga|rapat anggaran|pesta musim panas|serah terima|gladi bersih|kunjungan lapangan",
        ),
    }
)
