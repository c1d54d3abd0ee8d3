"""Marked-up sentences for the tests of attributions.

`[S …]` source, `[Q …]` cue, `[C …]` content, as the one attribution of a sentence that is
asked for. Invented people and events.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile(r"\[([SQC]) ([^\[\]]*)\]")


@dataclass(frozen=True)
class Marked:
    """A plain text with the words of each part in it."""

    text: str
    source: str | None
    cue: str | None
    content: tuple[str, ...]


def marked(written: str) -> Marked:
    parts: dict[str, list[str]] = {"S": [], "Q": [], "C": []}
    for kind, words in _MARK.findall(written):
        parts[kind].append(words)
    text = _MARK.sub(lambda match: match.group(2), written)
    source, cue = (parts[kind][0] if parts[kind] else None for kind in "SQ")
    return Marked(text, source, cue, tuple(parts["C"]))


ARABIC = {
    "verb first, clause after إن": "[Q قال] [S مدير الميناء] إن [C السفينة وصلت سالمة].",
    "verb first with و": "[Q وأكد] [S الناطق باسم البلدية] أن [C الجسر مفتوح].",
    "who was told": "[Q وأبلغت] [S وزارة الصحة] السكان بأن [C الماء صالح].",
    "a side told": "[Q وأبلغ] [S المجلس التنفيذي للمنظمة] الجانب الآخر [C بانتهاء الزيارة].",
    "subject first": "لكن [S المدير] [Q قال] إن [C الجسر مغلق].",
    "said, and said once more": "وقال [S الحداد] [Q قال] في بداية الاجتماع إن [C الحريق أخمد].",
    "feminine, plural, imperfect": "[Q وتقول] [S مصادر طبية] إن [C المصابين بخير].",
    "hollow verb in the feminine": "[Q وأفادت] [S وكالة الساحل] بأن [C الحريق أخمد].",
    "weak verb in the plural": "[Q ونفى] [S قائد الشرطة] أن [C يكون الطريق قد أغلق].",
    "dropped subject": "[Q وأضاف] أن [C العمال غادروا المكان].",
    "participle": "وصل الوزير إلى الميناء، [Q مضيفا] أن [C العمل مستمر].",
    "participle with its preposition": "زار الوزير البلدة، [Q مشيرا إلى] أن [C الماء متوفر].",
    "noun phrase after إلى": "[Q وأشار] [S المركز] إلى [C ارتفاع عدد المصابين].",
    "noun phrase after the subject": "[Q وأعلنت] [S شرطة المدينة] [C مقتل عاملين].",
    "future": "[Q سيعلن] [S رئيس اللجنة] أن [C النتائج صحيحة].",
    "colon and guillemets": "[Q وقال] [S سامر الوادي]: «[C رأيت الدخان من بعيد]».",
    "curly marks without a colon": "[Q وتابع] “[C نزلنا إلى الشارع جميعا في الليل]”.",
    "according to, after": "[C أصيب ثلاثة عمال في الحريق]، [Q بحسب] [S مصدر طبي].",
    "according to, with ل": "[C أصيب ثلاثة عمال في الحريق]، [Q وفقا ل][S إدارة المشفى].",
    "according to, before": "[Q وبحسب] [S مصدر في البلدية]، [C أغلق الجسر يومين].",
    "as somebody said": "[C أصيب ثلاثة عمال في الحريق]، [Q حسبما أفادت] [S مصادر محلية].",
    "responsibility": "وقع الحريق بعد [C هجوم] [Q تبناه] [S تنظيم الظل].",
    "accusation": "[Q واتهم] [S رئيس النقابة] [C الشركة بإهمال السلامة].",
    "demand": "[Q وطالب] [S رئيس النقابة] [C بفتح تحقيق].",
    "warning": "[Q وحذر] [S خبير المياه] من [C نقص الوقود].",
    "it came in": "[Q وجاء في] [S بيان البلدية] أن [C الجسر سليم].",
    "a finding": "[Q وأظهر] [S تقرير الخبراء] أن [C السبب عطل كهربائي].",
    "a finding after a verb of many senses": "[Q وجد] [S تقرير الخبراء] أن [C السبب عطل كهربائي].",
    "responsibility, with the deed after": "[Q تبنى] [S تنظيم الظل] [C الهجوم].",
    "dateline of an agency": "سيدني - [S د.ب.أ]: [C أصيب ثلاثة عمال في حريق].",
    "impersonal": "[Q ويعتقد] أن [C السبب عطل كهربائي].",
    "quoted by a paper": "ونقلت صحيفة الساحل عن [S مدير الميناء] [Q قوله] إن [C السفينة غرقت].",
    "a letter": "أرسلت [S الشركة] [Q رسالة] إلى البلدية حول حقيقة أن [C المخزن آمن].",
    "apposition": "[Q وقال] [S سامر الوادي، مدير الميناء]، إن [C السفينة وصلت].",
    "quotation first": "«[C الجسر مغلق منذ يومين]»، [Q قال] [S مدير الميناء].",
    "quotation first, imperfect": "“[C الجسر مغلق منذ يومين]” [Q تقول] [S مصادر طبية].",
    "quotation first, more after": "«[C الجسر مغلق اليوم]»، [Q قال] [S المدير]، مضيفا أنه آمن.",
    "described, a deed": "[Q وصف] [S مدير الميناء] [C الحادث بأنه خطير].",
    "described, in the feminine": "[Q وصفت] [S وزارة الصحة] [C الوضع بأنه سيئ].",
    "described, with a name": "[Q ووصف] [S سامر الوادي] [C الهجوم بأنه جريمة].",
    "described, what": "[Q ووصف] [S المدير] [C ما حدث بأنه كارثة].",
    "described, another noun": "[Q ووصف] [S مدير الميناء] [C التقرير بأنه ناقص].",
}

ENGLISH = {
    "subject first, that": "[S The mayor] [Q said] [C that the bridge was closed].",
    "subject first, no that": "[S The mayor] [Q said] [C the bridge was closed].",
    "perfect tense with adverb": "[S Officials] [Q have repeatedly said] [C that it is safe].",
    "quotation first": "[C “We saw the smoke,”] [S Ann Lee] [Q said].",
    "quotation first, inverted": "[C “We saw the smoke,”] [Q said] [S Ann Lee].",
    "quotation goes on": "[C “We saw it,”] [S Ann Lee] [Q said]. [C “Then we ran.”]",
    "told somebody": "[S Ann Lee] [Q told] reporters [C that the road was open].",
    "clause first": "[C The road was open], [S Ann Lee] [Q said].",
    "participle": "[S He] opened the road, [Q adding] [C that more would follow].",
    "according to, after": "[C Two workers were hurt], [Q according to] [S the hospital].",
    "according to, before": "[Q According to] [S the hospital], [C two workers were hurt].",
    "apposition": "[S Ann Lee, the mayor of Port Ash], [Q said] [C the road was open].",
    "a finding": "[S The report] [Q found] [C that the cable was worn].",
    "whether": "[S The council] [Q asked] [C whether the road was safe].",
    "there were claims": "There were [Q claims] [C that the bridge had been mined].",
    "dateline of an agency in English": "DAMASCUS ([S Reuters]) - [C A fire broke out on Monday].",
    "dateline with a date": "PORT ASH, Oct 3 ([S AP]) — [C A bridge fell into the river].",
    "as saying": "Reuters quoted [S a doctor] as [Q saying] [C that nine were dead].",
}

NOBODY_SAYS = {
    "it is worth noting": ("ar", "يذكر أن المدينة تقع على البحر."),
    "in accordance with the law": ("ar", "أغلق المصنع أبوابه، وفقا للقانون المعمول به."),
    "an event shows": ("ar", "وأظهر الحادث أن الطريق ضيق."),
    "withholding a name": ("ar", "رفض المسؤول الكشف عن اسمه للصحفيين."),
    "a name in quotation marks": ("ar", "أغلقت صحيفة «الأيام» قال وقيل."),
    "plain telling": ("ar", "وصلت السفينة إلى الميناء صباح اليوم وأفرغت حمولتها."),
    "an agency in brackets after a clause": (
        "en",
        "Pictures of the bridge (Reuters) - all of them old - hang in the hall.",
    ),
    "plain telling in English": ("en", "The ship reached the port at dawn and was unloaded."),
}
