from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from profiles.admin.bases import Admin
from profiles.models import Edition, Withdrawal


class KeptAdmin(Admin):
    """Records that are looked at here, and never written, changed or deleted."""

    list_select_related = ["person"]
    search_fields = ["person__name"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        return False


@admin.register(Edition)
class EditionAdmin(KeptAdmin):
    list_display = ["person", "number", "published_at", "summary", "approved_by"]
    list_select_related = ["person", "approved_by"]


@admin.register(Withdrawal)
class WithdrawalAdmin(KeptAdmin):
    list_display = ["person", "after_number", "withdrawn_at", "reason"]
