"""Stems of verbs that ask for an action, of languages that inflect them or put no space between words.

Adding a language adds stems to all kinds at once: with some kinds alone, a request for the others would seem to ask for
something else.
"""

# ruff: noqa: RUF001 - words of other scripts
from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from mosaic_guard.policies.provenance.words import bare, fold
from mosaic_guard.verbs import vocabulary

INSIDE: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "message": vocabulary(
            "发送 发给 发邮件 发信 发消息 转发 转告 通知 回复 答复 寄给 写信 告知 發送 回覆 送っ 送信 送付 返信 "
            "返事 連絡 伝え 転送 보내 발송 전송 전달 통지 공지 답장 회신 연락 trả_lời أرسل ارسل إرسال راسل أبلغ "
            "ابلغ أخبر اكتب भेज सूचित लिख जवाब 메일로 メールで 提醒"
        ),
        "pay": vocabulary(
            "付款 支付 转账 轉帳 汇款 打款 付给 付清 缴费 退款 购买 报销 支払 払って 払い込 振込 振り込 送金 入金 "
            "返金 購入 결제 송금 이체 지불 납부 환불 입금 구매 지급 thanh_toán trả_tiền chuyển_khoản hoàn_tiền "
            "ادفع دفع تحويل سداد سدد اشتر भुगतान चुका ट्रांसफर खरीद रिफंड"
        ),
        "book": vocabulary("预订 预定 预约 订票 订位 订房 予約 예약 احجز حجز बुकिंग आरक्षित"),
        "plan": vocabulary(
            "安排 添加 加入 邀请 推迟 延期 改期 改到 追加 登録 手配 招待 入れて 設定 추가 등록 연기 미뤄 초대 옮겨 "
            "잡아 أضف اضف جدولة تأجيل دعوة जोड़ निर्धारित आमंत्रित स्थगित انقل"
        ),
        "change": vocabulary(
            "修改 更改 变更 變更 更新 改成 改为 改到 调整 设置 设为 换成 锁定 启用 禁用 停用 変更 修正 直して "
            "変えて 切り替え 設定 延長 調整 無効に 有効に 수정 변경 바꿔 업데이트 고쳐 조정 설정 연장 옮겨 잠금 "
            "عدّل تعديل تغيير غيّر تحديث حدّث बदल अपडेट संशोध انقل 标记 標記"
        ),
        "delete": vocabulary(
            "删除 刪除 取消 撤销 撤回 撤掉 撤下 删掉 清除 清空 注销 退订 解约 终止 移除 削除 取り消 取りやめ "
            "キャンセル 消して 解約 解除 停止 中止 退会 外して 취소 삭제 해지 철회 제거 중단 지워 탈퇴 해제 احذف "
            "حذف ألغ إلغاء امسح إزالة إيقاف हटा रद्द मिटा डिलीट"
        ),
        "make": vocabulary(
            "创建 新建 建立 添加 保存 记录 写入 生成 录入 登记 起草 作成 作って 登録 記録 追加 記入 書いて 入力 "
            "만들 작성 저장 생성 기록 등록 추가 입력 أنشئ إنشاء احفظ تسجيل أضف اكتب बनाएं बनाओ बनाइए बनाकर सहेज "
            "दर्ज जोड़ लिख أصدر 开具 発行 발급"
        ),
        "share": vocabulary(
            "分享 共享 授权 邀请 开通 发布 上传 添加 加入 共有 招待 招いて 付与 追加 公開 許可 공유 초대 부여 추가 "
            "게시 업로드 chia_sẻ شارك مشاركة امنح دعوة أضف साझा आमंत्रित अनुमति जोड़"
        ),
        "run": vocabulary(
            "运行 执行 部署 安装 重启 启动 実行 再起動 起動 インストール デプロイ 실행 설치 배포 재시작 재부팅 "
            "تشغيل تثبيت चलाएं चलाओ चलाइए इंस्टॉल"
        ),
        "approve": vocabulary(
            "批准 同意 审批 拒绝 驳回 承認 許可 却下 승인 허가 거절 반려 수락 وافق اعتمد ارفض موافقة स्वीकृत स्वीकार मंजूर"
        ),
    }
)
"""Stems that count wherever they stand: two letters of such a script are a word; `_` is a space."""

BEGINS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "message": vocabulary(
            "отправ вышли перешл напиш ответь сообщи уведом надішл повідом передай στειλ αποστειλ απαντησ γραψ "
            "ενημερωσ ειδοποι προωθησ gönder yanıtla cevapla bildir bilgilendir pošli pošlete odešl zašli odpověz "
            "informuj upozorni oznam přepošl wyśli wysła prześli przesła odpisz powiad poinform przekaż zawiad "
            "küldj küldd válaszol értesít továbbít lähet kirjoita vastaa ilmoita trimit răspund anunță înștiint "
            "videresend besvar underret подтверд підтверд επιβεβαιωσ potvrď potvrdi potwierdz potwierdź vahvista "
            "onayla напомни нагадай ρωτησ przypomn připomeň připome hatırlat muistuta emlékeztet"
        ),
        "pay": vocabulary(
            "оплат заплат перевед перевест возмест выплат сплат переказ перерах πληρω εξοφλ μεταφερ επιστρεψ "
            "αγορασ καταβαλ ödeyi ödeme havale zaplat uhraď uhradi proplat zapłać zapłac opłać opłac przelej "
            "przelew zwróć wpłać wypłać fizes utald átutal térítsd vásárol kifizet befizet maksa siirrä ostaa "
            "hyvitä palauta plăteș plătiți virează ramburs achită cumpăr overfør refunder tilbagebetal "
            "tilbakebetal"
        ),
        "book": vocabulary("заброн κρατησ κλεισε rezerv zarezerw foglal lefoglal varaa varau reserver ombyt"),
        "plan": vocabulary(
            "заплан назнач перенес перенос добав приглас пригла запиш созда отлож додай запросі признач προγραμματ "
            "προσθεσ προσκαλ μεταφερ αναβαλ planla ertele davet naplán přidej přidat přesuň přesun pozvi pozvat "
            "odlož dodaj dodać przesuń przenieś zaproś ütemez hozzáad halaszd halaszt meghív beütemez lisää siirrä "
            "kutsu ajoita adaug programeaz planific tilføj udsæt planlæg przełóż przełoż "
            "átütemez"
        ),
        "change": vocabulary(
            "измен поменя смени замени обнов исправ перенес продли отключ заблок разблок переимен перемест отметь "
            "скоррект зміни онови виправ заміни αλλαξ τροποποι ενημερωσ διορθωσ μετακιν μεταφερ ανανεωσ ρυθμισ "
            "değiştir güncelle düzelt düzenle ertele ayarla změň změni uprav aktualizuj oprav nastav přesuň "
            "prodluž zablok odblok zmień zmieni popraw zaktualiz przesuń przedłuż változtat módosít frissít javíts "
            "cserél állíts áthelyez muuta päivitä korjaa vaihda siirrä aseta lukitse schimb actualizeaz corecteaz "
            "opdater oppdater ændr przełóż przełoż przenieś przenieść ombyt одобр утверд подтверд "
            "отклон затверд підтверд відхил εγκρι απορριψ επιβεβαιωσ schval potvrď potvrdi zamítn zatwierdz "
            "zatwierdź potwierdz potwierdź odrzuć jóváhagy elutasít hyväksy hylkää onayla reddet godkend godkjenn "
            "afvis"
        ),
        "delete": vocabulary(
            "отмен удали аннул сотри очист убери отзов отзыв сними отключ расторг прекрат скасу видали анулю "
            "прибери відклич ακυρω διαγραψ διαγραφ αφαιρεσ σβησ καταργησ iptal silin kaldır feshet çıkar sonlandır "
            "zruš smaž vymaž vymaza odstra stornuj odvol vypověz odhlas ukonči usuń usuną anuluj odwoł skasuj "
            "wypowiedz wycofaj zrezygn töröl töröld lemondd lemondja visszavon eltávolít megszüntet felmond peruuta "
            "peruta poista irtisano mitätöi șterge ștergeți anulea renunț dezabon rezilia annuller afbestil avbestill "
            "kanseller aflys avlys opsig"
        ),
        "make": vocabulary(
            "созда составь сохран запиш внеси добав зарегистр оформи подготов створ збереж додай δημιουργησ "
            "αποθηκευσ φτιαξ καταχωρ συνταξ προσθεσ γραψ oluştur kaydet hazırla ekleyi vytvoř ulož zapiš zaznam "
            "připrav sestav založ vyplň přidej utwórz stwórz zapisz zapisa zanotuj sporządź przygotuj wystaw "
            "készíts létrehoz mentsd rögzít hozzáad írjál tallenna laadi kirjaa lisää creeaz salveaz întocm "
            "înregistr adaug opret opprett tilføj напиш выпиши выдай випиши видай vystav kirjoita"
        ),
        "share": vocabulary(
            "подели приглас пригла предостав выдай разреш назнач опублик загруз поділи запросі надай μοιρασ "
            "κοινοποι προσκαλ παραχωρ paylaş davet yükle yayınla yetkilendir sdíle nasdíl pozvi uděl povol zveřejn "
            "přidej udostęp podziel zaproś przyznaj nadaj wypożycz megoszt meghív engedély jakaa kutsu myönnä "
            "julkaise partaj"
        ),
        "run": vocabulary(
            "запусти разверни выполни установи перезапус перезагруз викона εκτελεσ εγκαταστ τρεξε επανεκκιν "
            "çalıştır başlat spusť spusti nainstal nasaď restartuj uruchom zainstal wdróż wykonaj futtas telepít "
            "indítsd suorita käynnistä asenna rulează instaleaz reporneș"
        ),
        "approve": vocabulary(
            "одобр утверд согласуй подтверд отклон разреш схвал затверд підтверд відхил εγκρι απορριψ επιβεβαιωσ "
            "αποδεξ onayla reddet schval potvrď potvrdi zamítn povol zatwierdz zatwierdź potwierdz odrzuć zaakcept "
            "jóváhagy elfogad elutasít engedély hyväksy vahvista hylkää aprobați respinge godkend godkjenn afvis "
            "bekreft"
        ),
    }
)
"""Stems that count where a word begins with them; in Latin letters they are long enough to begin no other word."""


def _by_stem(table: Mapping[str, frozenset[str]]) -> Mapping[str, frozenset[str]]:
    kinds: dict[str, set[str]] = {}
    for kind, stems in table.items():
        for stem in stems:
            kinds.setdefault(bare(fold(stem)).replace("_", " "), set()).add(kind)
    return MappingProxyType({stem: frozenset(found) for stem, found in kinds.items()})


_INSIDE: Final = _by_stem(INSIDE)
_BEGINS: Final = _by_stem(BEGINS)
_FOUND: Final = re.compile("|".join(sorted(_INSIDE, key=len, reverse=True)))
_LENGTHS: Final = sorted({len(stem) for stem in _BEGINS})
_WORD: Final = re.compile(rf"[^\W\d_]{{{_LENGTHS[0]},}}")


def kinds_by_stem(folded: str) -> frozenset[str]:
    """Tell what kinds of action a folded text asks for by stems of verbs."""
    plain = folded if folded.isascii() else bare(folded)
    stems = {word[:length] for word in set(_WORD.findall(plain)) for length in _LENGTHS}
    found = [_BEGINS[stem] for stem in stems & _BEGINS.keys()]
    if not folded.isascii():
        found += [_INSIDE[stem] for stem in set(_FOUND.findall(plain))]
    return frozenset[str]().union(*found)
