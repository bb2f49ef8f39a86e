"""Django's admin classes, which take parameters only for type checkers."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin

if TYPE_CHECKING:
    Admin = admin.ModelAdmin[Any]
    Inline = admin.TabularInline[Any, Any]
else:
    Admin = admin.ModelAdmin
    Inline = admin.TabularInline
