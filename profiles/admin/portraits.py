from functools import partial
from typing import TYPE_CHECKING

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from profiles import portraits
from profiles.admin.rail import RailedAdmin
from profiles.databases import DESK
from profiles.models import Portrait
from profiles.pictures import MAX_BYTES, PictureError, Renditions, widths
from profiles.sweeping import drop_portrait
from profiles.views.portraits import picture_response

if TYPE_CHECKING:
    _FormBase = forms.ModelForm[Portrait]
else:
    _FormBase = forms.ModelForm


class PortraitForm(_FormBase):
    """A portrait with its upload, of which only harmless copies are kept."""

    upload = forms.FileField(
        required=False,
        label="Picture",
        help_text="JPEG, PNG or WebP, at most 8 MB and 25 million pixels. What the "
        "file says of place, time and camera is dropped.",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )

    class Meta:
        model = Portrait
        fields = ["alt_text", "credit", "licence"]

    def clean_upload(self) -> Renditions | None:
        upload = self.cleaned_data["upload"]
        if upload is None:
            if self.instance.pk is None:
                raise ValidationError("Choose the file of a picture.")
            return None
        try:
            # One byte too many is enough to be refused, and no more is read.
            return portraits.make(upload.read(MAX_BYTES + 1))
        except PictureError as error:
            raise ValidationError(str(error)) from error

    def save(self, commit: bool = True) -> Portrait:
        renditions: Renditions | None = self.cleaned_data["upload"]
        if renditions is not None:
            portrait, former = self.instance, self.instance.name
            portrait.name = portraits.keep(renditions)
            portrait.width, portrait.height = renditions.width, renditions.height
            if former:
                transaction.on_commit(partial(drop_portrait, former), using=DESK)
        return super().save(commit)


@admin.register(Portrait)
class PortraitAdmin(RailedAdmin):
    form = PortraitForm
    fields = ["person", "shown", "upload", "alt_text", "credit", "licence"]
    readonly_fields = ["shown"]
    autocomplete_fields = ["person"]
    list_display = ["person", "alt_text", "credit", "licence"]
    list_select_related = ["person"]
    search_fields = ["person__name", "credit"]

    @admin.display(description="On file")
    def shown(self, portrait: Portrait) -> str:
        """The picture that is kept, for whoever has to describe it."""
        if not portrait.name:
            return "No portrait yet."
        width = widths(portrait.width)[0]
        address = reverse(
            "admin:profiles_portrait_file", args=[portrait.name, width, "jpg"]
        )
        return format_html(
            '<img src="{}" width="{}" alt="{}">', address, width, portrait.alt_text
        )

    def get_urls(self) -> list[URLPattern]:
        """Pictures of drafts too, for those who may see them."""
        return [
            path(
                "of/<key:person_pk>/",
                self.admin_site.admin_view(self.of_person),
                name="profiles_portrait_of",
            ),
            path(
                "file/<slug:name>/<int:width>.<slug:ending>",
                self.admin_site.admin_view(self.picture),
                name="profiles_portrait_file",
            ),
            *super().get_urls(),
        ]

    def of_person(self, request: HttpRequest, person_pk: int) -> HttpResponseBase:
        """Leads to the page of a person's portrait, or to where one is added."""
        portrait = Portrait.objects.using(DESK).filter(person=person_pk).first()
        if portrait is not None:
            return redirect("admin:profiles_portrait_change", portrait.pk)
        return redirect(f"{reverse('admin:profiles_portrait_add')}?person={person_pk}")

    def picture(
        self, request: HttpRequest, name: str, width: int, ending: str
    ) -> HttpResponseBase:
        if not self.has_view_permission(request):
            raise PermissionDenied
        portrait = Portrait.objects.using(DESK).filter(name=name).first()
        if portrait is None:
            raise Http404("There is no portrait here.")
        return picture_response(request, portrait, width, ending)
