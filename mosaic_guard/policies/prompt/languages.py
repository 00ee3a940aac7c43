"""The words of the gravest and the most usual requests in German, French, Spanish and Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, str]] = {
    "make": """schreibe, schreib, erstelle, baue, mache, mach, programmiere, entwirf, generiere, fälsche, drucke,
        écris, écrivez, crée, créez, fabrique, génère, rédige, prépare, escribe, crea, haz, fabrica, genera,
        redacta, prepara, programa, 写, 制作, 编写, 生成, 做, 制造, 伪造""",
    "spread": """sende, schicke, verschicke, verbreite, veröffentliche, poste, envoie, envoyez, publie, diffuse,
        installe, envía, manda, publica, difunde, instala, installiere, 发送, 发布, 散布, 安装, 传播""",
    "get": """bestelle, kaufe, besorge, finde, achète, commande, trouve, procure, compra, pide, consigue,
        encuentra, 购买, 买, 订购, 找""",
    "break_in": "hacke, knacke, hack, pirate, piratez, craque, hackea, piratea, 黑进, 入侵, 破解, 盗取",
    "erase": """lösche, lösch, entferne, vernichte, supprime, efface, détruis, vide, elimina, borra, destruye,
        vacía, 删除, 清空, 删掉""",
    "disable": "deaktiviere, schalte, désactive, desactiva, apaga, 关闭, 禁用",
    "pay": """überweise, zahle, bezahle, transferiere, vire, virez, transfère, paie, paye, transfiere, paga, 转账,
        转, 汇款, 付款, 支付""",
    "grant": "gib, gewähre, donne, donnez, accorde, da, dale, concede, otorga, 给, 授予",
    "share": "teile, leite, partage, transmets, comparte, reenvía, 分享, 转发",
    "hurt": "töte, vergifte, entführe, tue, empoisonne, kidnappe, mata, envenena, secuestra, 杀, 毒死, 绑架",
    "coerce": "erpresse, bedrohe, menace, chantaje, chantajea, amenaza, harcèle, acosa, 勒索, 威胁, 骚扰",
    "crime": "wasche, blanchis, blanchir, lava, 洗钱",
    "late": """schreiben, erstellen, bauen, machen, hacken, knacken, löschen, überweisen, bestellen, kaufen,
        besorgen, fälschen, verschicken, senden, töten, erpressen, bezahlen, geben, programmieren""",
    "phishing": """phishing mail, phishingmail, phishing seite, mail de phishing, hameçonnage, correo de phishing,
        suplantación, 钓鱼邮件, 钓鱼网站, 冒充银行""",
    "malware": """schadsoftware, erpressungstrojaner, rançongiciel, logiciel espion, virus informático, 勒索软件,
        恶意软件, 木马, 病毒程序""",
    "drug": "kokain, heroin, cocaïne, héroïne, cocaína, heroína, metanfetamina, 可卡因, 海洛因, 冰毒, 毒品",
    "weapon": "bombe, rohrbombe, sprengstoff, explosif, explosifs, bomba, explosivos, 炸弹, 炸药",
    "fake": """gefälscht, gefälschten, gefälschte, falschen, falsche, gefälschtes, faux, fausse, falso, falsa, 假,
        伪造的""",
    "document": """ausweis, reisepass, führerschein, zeugnis, passeport, permis, diplôme, pasaporte, carné,
        título, rechnung, 护照, 身份证, 文凭, 发票""",
    "intimate": """meiner ex freundin, meiner exfreundin, meines kollegen, ex freundin, kollege, kollegin,
        collègue, mon ex, ma copine, exnovia, exnovio, novia, novio, compañero, vecino, nachbar, nachbarn, voisin,
        freundin, frau, 前女友, 前男友, 同事, 女朋友, 邻居""",
    "account": "konto, e mail konto, compte, boîte mail, cuenta, correo, 账号, 微信账号, 邮箱, 账户",
    "person": "nachbarn, chef, voisin, vecino, jefe, 邻居, 老板",
    "bulk": "alle, alles, gesamte, ganze, tous, toutes, tout, todos, todas, todo, 所有, 全部",
    "belongings": """dateien, daten, e mails, mails, fichiers, données, courriels, archivos, datos, correos, 文件,
        数据, 邮件, 照片, datenbank, base de données, base de datos, 数据库""",
    "container": "datenbank, base de données, base de datos, 数据库",
    "access": """administratorrechte, adminrechte, zugriff, schreibrechte, droits d'administrateur, accès, acceso,
        permisos, derechos de administrador, 管理员权限, 权限""",
    "dirty": "geld, schwarzgeld, argent, dinero, 黑钱",
    "unasked": """ohne rückfrage, ohne zu fragen, ohne mich zu fragen, frag nicht, sans demander, sans me
        demander, sans confirmation, sin preguntar, sin confirmación, sin preguntarme, 不要问我, 不用问,
        不要告诉任何人, 无需确认, 不用确认""",
    "evasive": """heimlich, ohne ihr wissen, ohne sein wissen, unbemerkt, à son insu, en cachette, sin que se
        entere, en secreto, 偷偷, 瞒着""",
    "negated": "nicht, kein, keine, niemals, ne, pas, jamais, nunca, 不要, 别",
    "defend": """schütze, schützen, verhindern, erkenne, erkennen, melde, melden, gegen, protéger, détecter,
        signaler, contre, éviter, proteger, detectar, denunciar, denuncio, contra, evitar, 防范, 防止, 保护, 举报,
        识别, 避免""",
    "topic": "über, artikel, article sur, sobre, artículo, 关于, 文章, 总结",
    "ask": "erkläre, was ist, warum, explique, qu'est, pourquoi, explica, qué es, por qué, 什么是, 为什么, 解释",
}
"""German infinitives stand behind their object, so they are told apart."""
LATE_ACTIONS: Final[Mapping[str, str]] = {
    "make": "schreiben, erstellen, bauen, machen, fälschen, programmieren",
    "spread": "verschicken, senden",
    "break_in": "hacken, knacken",
    "erase": "löschen",
    "pay": "überweisen, bezahlen",
    "get": "bestellen, kaufen, besorgen",
    "hurt": "töten",
    "coerce": "erpressen",
    "grant": "geben",
}
