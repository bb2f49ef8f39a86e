from django.urls import path, register_converter
from django.urls.converters import IntConverter

from profiles.views import (
    about,
    associates,
    awards,
    cards,
    changes,
    compare,
    crawlers,
    documents,
    editions,
    history,
    organizations,
    portraits,
    position,
    profile,
    quotes,
    research,
    search,
    sources,
    topics,
)

app_name = "profiles"


class UnicodeSlugConverter:
    """A slug in any script; other text in its place is no such page."""

    regex = r"[\w-]{1,100}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class EditionNumberConverter(IntConverter):
    """A number as editions have it; others name no edition there could be."""

    regex = "[1-9][0-9]{0,8}"


class StableIdConverter(UnicodeSlugConverter):
    """The id of an entry, which never changes."""

    regex = r"[a-z0-9][a-z0-9._-]{0,99}"


register_converter(UnicodeSlugConverter, "uslug")
register_converter(StableIdConverter, "stableid")
register_converter(EditionNumberConverter, "edition")

urlpatterns = [
    path("", profile.person_list, name="person-list"),
    path("people.json", profile.person_list_json, name="person-list-json"),
    path("people.csv", profile.person_list_csv, name="person-list-csv"),
    path("people/<uslug:slug>/", profile.person_detail, name="person-detail"),
    path("changes.atom", changes.change_atom, name="change-atom"),
    path("people/<uslug:slug>.atom", changes.person_atom, name="person-atom"),
    path(
        "people/<uslug:slug>/editions/", editions.edition_list, name="person-editions"
    ),
    path(
        "people/<uslug:slug>/editions/<edition:number>/",
        editions.edition_detail,
        name="edition-detail",
    ),
    path(
        "people/<uslug:slug>/editions/<edition:number>/changes/",
        editions.edition_changes,
        name="edition-changes",
    ),
    path(
        "people/<uslug:slug>/editions/<edition:number>.json",
        editions.edition_json,
        name="edition-json",
    ),
    path(
        "people/<uslug:slug>/editions/<edition:number>.yaml",
        editions.edition_yaml,
        name="edition-yaml",
    ),
    path("quotes/", quotes.quote_list, name="quote-list"),
    path("quotes.json", quotes.quote_json, name="quote-json"),
    path("quotes.csv", quotes.quote_csv, name="quote-csv"),
    path("quotes.atom", quotes.quote_atom, name="quote-atom"),
    path("quotes/<stableid:quote_id>/", quotes.quote_detail, name="quote-detail"),
    path("people/<uslug:slug>/quotes/", quotes.quote_list, name="person-quotes"),
    path(
        "people/<uslug:slug>/quotes.json", quotes.quote_json, name="person-quotes-json"
    ),
    path("people/<uslug:slug>/quotes.csv", quotes.quote_csv, name="person-quotes-csv"),
    path(
        "people/<uslug:slug>/quotes.atom", quotes.quote_atom, name="person-quotes-atom"
    ),
    path("research/", research.research_list, name="research-list"),
    path("research.json", research.research_json, name="research-json"),
    path("research.csv", research.research_csv, name="research-csv"),
    path("research.bib", research.research_bib, name="research-bib"),
    path("research.ris", research.research_ris, name="research-ris"),
    path(
        "people/<uslug:slug>/research/",
        research.research_list,
        name="person-research",
    ),
    path(
        "people/<uslug:slug>/research.json",
        research.research_json,
        name="person-research-json",
    ),
    path(
        "people/<uslug:slug>/research.csv",
        research.research_csv,
        name="person-research-csv",
    ),
    path(
        "people/<uslug:slug>/research.bib",
        research.research_bib,
        name="person-research-bib",
    ),
    path(
        "people/<uslug:slug>/research.ris",
        research.research_ris,
        name="person-research-ris",
    ),
    path("timeline/", history.timeline, name="timeline"),
    path("timeline.json", history.timeline_json, name="timeline-json"),
    path("timeline.csv", history.timeline_csv, name="timeline-csv"),
    path("positions/", position.position_list, name="position-list"),
    path("positions.json", position.position_json, name="position-json"),
    path("positions.csv", position.position_csv, name="position-csv"),
    path(
        "people/<uslug:slug>/position/",
        position.position_detail,
        name="person-position",
    ),
    path("organizations/", organizations.organization_list, name="organization-list"),
    path(
        "organizations.json",
        organizations.organization_list_json,
        name="organization-list-json",
    ),
    path(
        "organizations.csv",
        organizations.organization_list_csv,
        name="organization-list-csv",
    ),
    path(
        "organizations/<uslug:slug>/",
        organizations.organization_detail,
        name="organization-detail",
    ),
    path(
        "organizations/<uslug:slug>.json",
        organizations.organization_json,
        name="organization-json",
    ),
    path("awards/", awards.award_list, name="award-list"),
    path("awards.json", awards.award_list_json, name="award-list-json"),
    path("awards.csv", awards.award_list_csv, name="award-list-csv"),
    path("awards/<uslug:slug>/", awards.award_detail, name="award-detail"),
    path("awards/<uslug:slug>.json", awards.award_json, name="award-json"),
    path("topics/", topics.topic_list, name="topic-list"),
    path("topics.json", topics.topic_list_json, name="topic-list-json"),
    path("topics.csv", topics.topic_list_csv, name="topic-list-csv"),
    path("topics/<uslug:slug>/", topics.topic_detail, name="topic-detail"),
    path("topics/<uslug:slug>.json", topics.topic_json, name="topic-json"),
    path("sources/", sources.source_list, name="source-list"),
    path("sources.json", sources.source_list_json, name="source-list-json"),
    path("sources.csv", sources.source_list_csv, name="source-list-csv"),
    path("sources/<stableid:source_id>/", sources.source_detail, name="source-detail"),
    path("sources/<stableid:source_id>.json", sources.source_json, name="source-json"),
    path("network/", associates.network, name="network"),
    path("network.json", associates.network_json, name="network-json"),
    path("network.csv", associates.network_csv, name="network-csv"),
    path("compare/", compare.compare, name="compare"),
    path("compare.json", compare.compare_json, name="compare-json"),
    path("compare.csv", compare.compare_csv, name="compare-csv"),
    path("search/", search.search, name="search"),
    path("search.json", search.search_json, name="search-json"),
    path("search/suggest/", search.search_suggest, name="search-suggest"),
    path("about/", about.about, name="about"),
    path(
        "portraits/<slug:name>/<int:width>.<slug:ending>",
        portraits.portrait_file,
        name="portrait-file",
    ),
    path("people/<uslug:slug>.json", documents.person_json, name="person-json"),
    path("people/<uslug:slug>.yaml", documents.person_yaml, name="person-yaml"),
    path("people/<uslug:slug>/card.png", cards.person, name="person-card"),
    path("people/<uslug:slug>/position.png", cards.position, name="position-card"),
    path("quotes/<stableid:quote_id>/card.png", cards.quote, name="quote-card"),
    path("dossier.schema.json", documents.dossier_schema, name="dossier-schema"),
    path("dossiers.zip", documents.dossier_archive, name="dossier-archive"),
    path("sitemap.xml", crawlers.sitemap_xml, name="sitemap"),
    path(
        "sitemap-<slug:section>.xml", crawlers.sitemap_section, name="sitemap-section"
    ),
    path("robots.txt", crawlers.robots, name="robots"),
    path("favicon.ico", crawlers.favicon, name="favicon"),
]
