from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class ProfilesConfig(AppConfig):
    name = "profiles"
    verbose_name = "Dossiers"


class DeskConfig(AdminConfig):
    """Django's admin, at the desk of our own making."""

    default_site = "profiles.desk.site.DeskSite"
