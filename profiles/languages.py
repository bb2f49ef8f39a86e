"""Tags of languages (BCP 47): the language, and where it matters, script and region.

The languages are those of ISO 639-1 and 639-2, without families of languages, and the
Chinese ones that are written: more than that is a slip more often than a language.
"""

from django_countries import countries

_LANGUAGE_CODES = """
aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv
cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho
hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku
kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn
no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm
sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi
vo wa wo xh yi yo za zh zu
ace ach ada ady afh ain akk ale alt ang anp arc arn arp arw ast awa bal ban bas bej
bem bho bik bin bla bra bua bug byn cad car ceb chb chg chk chm chn cho chp chr chy
cmn cnr cop crh csb dak dar del den dgr din doi dsb dua dum dyu efi egy eka elx enm
ewo fan fat fil fon frm fro frr frs fur gaa gay gba gez gil gmh goh gon gor got grb
grc gsw gwi hai hak haw hil hit hmn hsb hup iba ilo inh jbo jpr jrb kaa kab kac kam
kaw kbd kha kho kmb kok kos kpe krc krl kru kum kut lad lah lam lez lol loz lua lui
lun luo lus mad mag mai mak man mas mdf mdr men mga mic min mnc mni moh mos mul mus
mwl mwr myv nan nap nds new nia niu nog non nqo nso nwc nym nyn nyo nzi osa ota pag
pal pam pap pau peo phn pon pro raj rap rar rom rup sad sah sam sas sat scn sco sel
sga shn sid sma smj smn sms snk sog srn srr suk sus sux syc syr tem ter tet tig tiv
tkl tlh tli tmh tog tpi tsi tum tvl tyv udm uga umb und vai vot wal war was wuu xal
yao yap yue zap zbl zen zgh zun zza
"""
#: ISO 15924, as far as living languages are written so.
_SCRIPT_CODES = """
Adlm Arab Armn Beng Bopo Cans Cher Cyrl Deva Ethi Geor Grek Gujr Guru Hang Hani Hans
Hant Hebr Jpan Khmr Knda Kore Laoo Latn Mlym Mong Mymr Nkoo Olck Orya Sinh Syrc Taml
Telu Tfng Thaa Thai Tibt Vaii Yiii
"""
_LANGUAGES = frozenset(_LANGUAGE_CODES.split())
_SCRIPTS = frozenset(_SCRIPT_CODES.split())

#: What is wrong with any other text, and what to do.
NOT_A_LANGUAGE = "is not a language tag, such as en or pt-BR; look it up in ISO 639"


def is_language_tag(tag: str) -> bool:
    """Whether it is such as `en`, `zh-Hant` or `pt-BR`, in that spelling."""
    language, *rest = tag.split("-")
    if rest and rest[0] in _SCRIPTS:
        rest = rest[1:]
    if rest and _is_region(rest[0]):
        rest = rest[1:]
    return language in _LANGUAGES and not rest


def _is_region(subtag: str) -> bool:
    """A country of ISO 3166-1, or a part of the world by its number of UN M.49."""
    if subtag.isascii() and subtag.isdigit():
        return len(subtag) == 3
    return subtag.isupper() and subtag in dict(countries)
