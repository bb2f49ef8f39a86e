"""Names of nationalities, which no library has; names of countries come from one."""

from django_countries import countries

_DEMONYMS = """
AD Andorran|AE Emirati|AF Afghan|AG Antiguan and Barbudan|AL Albanian|AM Armenian
AO Angolan|AR Argentine|AT Austrian|AU Australian|AZ Azerbaijani|BA Bosnian
BB Barbadian|BD Bangladeshi|BE Belgian|BF Burkinabe|BG Bulgarian|BH Bahraini
BI Burundian|BJ Beninese|BN Bruneian|BO Bolivian|BR Brazilian|BS Bahamian
BT Bhutanese|BW Botswanan|BY Belarusian|BZ Belizean|CA Canadian|CD Congolese
CF Central African|CG Congolese|CH Swiss|CI Ivorian|CL Chilean|CM Cameroonian
CN Chinese|CO Colombian|CR Costa Rican|CU Cuban|CV Cape Verdean|CY Cypriot
CZ Czech|DE German|DJ Djiboutian|DK Danish|DM Dominican (Dominica)|DO Dominican
DZ Algerian|EC Ecuadorian|EE Estonian|EG Egyptian|ER Eritrean|ES Spanish
ET Ethiopian|FI Finnish|FJ Fijian|FM Micronesian|FR French|GA Gabonese|GB British
GD Grenadian|GE Georgian|GH Ghanaian|GM Gambian|GN Guinean|GQ Equatoguinean
GR Greek|GT Guatemalan|GW Bissau-Guinean|GY Guyanese|HK Hongkonger|HN Honduran
HR Croatian|HT Haitian|HU Hungarian|ID Indonesian|IE Irish|IL Israeli|IN Indian
IQ Iraqi|IR Iranian|IS Icelandic|IT Italian|JM Jamaican|JO Jordanian|JP Japanese
KE Kenyan|KG Kyrgyz|KH Cambodian|KI I-Kiribati|KM Comorian|KN Kittitian and Nevisian
KP North Korean|KR South Korean|KW Kuwaiti|KZ Kazakh|LA Lao|LB Lebanese
LC Saint Lucian|LI Liechtensteiner|LK Sri Lankan|LR Liberian|LS Mosotho
LT Lithuanian|LU Luxembourgish|LV Latvian|LY Libyan|MA Moroccan|MC Monegasque
MD Moldovan|ME Montenegrin|MG Malagasy|MH Marshallese|MK Macedonian|ML Malian
MM Burmese|MN Mongolian|MR Mauritanian|MT Maltese|MU Mauritian|MV Maldivian
MW Malawian|MX Mexican|MY Malaysian|MZ Mozambican|NA Namibian|NE Nigerien
NG Nigerian|NI Nicaraguan|NL Dutch|NO Norwegian|NP Nepali|NR Nauruan
NZ New Zealander|OM Omani|PA Panamanian|PE Peruvian|PG Papua New Guinean
PH Filipino|PK Pakistani|PL Polish|PS Palestinian|PT Portuguese|PW Palauan
PY Paraguayan|QA Qatari|RO Romanian|RS Serbian|RU Russian|RW Rwandan|SA Saudi
SB Solomon Islander|SC Seychellois|SD Sudanese|SE Swedish|SG Singaporean
SI Slovenian|SK Slovak|SL Sierra Leonean|SM Sammarinese|SN Senegalese|SO Somali
SR Surinamese|SS South Sudanese|ST São Toméan|SV Salvadoran|SY Syrian|SZ Swazi
TD Chadian|TG Togolese|TH Thai|TJ Tajik|TL Timorese|TM Turkmen|TN Tunisian
TO Tongan|TR Turkish|TT Trinidadian and Tobagonian|TV Tuvaluan|TW Taiwanese
TZ Tanzanian|UA Ukrainian|UG Ugandan|US American|UY Uruguayan|UZ Uzbek
VA Vatican|VC Vincentian|VE Venezuelan|VN Vietnamese|VU Ni-Vanuatu|WS Samoan
XK Kosovar|YE Yemeni|ZA South African|ZM Zambian|ZW Zimbabwean
"""
_BY_CODE = {
    entry[:2]: entry[3:]
    for line in _DEMONYMS.split("\n")
    for entry in line.split("|")
    if entry
}


def demonym(code: str) -> str:
    """The adjective of a nationality by ISO 3166-1 code, else the country's name."""
    return _BY_CODE.get(code) or countries.name(code) or code
