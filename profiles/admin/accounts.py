"""Accounts and their roles: who works at the desk, and as what."""

from typing import TYPE_CHECKING, Any

from django.contrib.admin import display
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserCreationForm
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest

from profiles.admin.bases import site

_BEYOND_ROLES = {
    "fields": ["is_superuser", "user_permissions"],
    "description": "Only superusers see this. A role is enough for all work.",
}

site.unregister(User)


if TYPE_CHECKING:
    # Django's takes a parameter only for type checkers.
    Accounts = UserAdmin[User]
else:
    Accounts = UserAdmin


class AccountAdmin(Accounts):
    """Django's, in which nobody rises above the roles, or touches who stands there."""

    # Without the choice of other ways to sign in, which there are not.
    add_form = UserCreationForm
    list_display = ["username", "name", "roles", "is_active", "last_login"]
    list_filter = ["groups", "is_active"]
    filter_horizontal = ["user_permissions"]
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("Name", {"fields": ["first_name", "last_name", "email"]}),
        ("At the desk", {"fields": ["is_active", "is_staff", "groups"]}),
        ("Dates", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "classes": ["wide"],
                "fields": [
                    "username",
                    "first_name",
                    "last_name",
                    "groups",
                    "password1",
                    "password2",
                ],
            },
        )
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not _is_superuser(request):
            return fieldsets
        return [*fieldsets, ("Beyond the roles", _BEYOND_ROLES)]

    def formfield_for_manytomany(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name == "groups":
            kwargs |= {
                "widget": CheckboxSelectMultiple,
                "label": "Roles",
                "help_text": "Without one, nothing can be seen or done at the desk.",
            }
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_model(
        self, request: HttpRequest, obj: User, form: Any, change: bool
    ) -> None:
        if not change:
            obj.is_staff = True  # accounts are for the desk alone; readers have none
        super().save_model(request, obj, form, change)

    def has_change_permission(
        self, request: HttpRequest, obj: User | None = None
    ) -> bool:
        return super().has_change_permission(request, obj) and _may_touch(request, obj)

    def has_delete_permission(
        self, request: HttpRequest, obj: User | None = None
    ) -> bool:
        return super().has_delete_permission(request, obj) and _may_touch(request, obj)

    @display(description="Name")
    def name(self, user: User) -> str:
        return user.get_full_name()

    @display(description="Roles")
    def roles(self, user: User) -> str:
        roles = ", ".join(group.name for group in user.groups.all())
        return "superuser" if user.is_superuser else roles


def _is_superuser(request: HttpRequest) -> bool:
    return bool(request.user.is_superuser)


def _may_touch(request: HttpRequest, user: User | None) -> bool:
    return user is None or not user.is_superuser or _is_superuser(request)


site.register(User, AccountAdmin)
