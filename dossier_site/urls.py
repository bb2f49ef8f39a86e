from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("profiles.urls")),
]

handler400 = "profiles.views.errors.bad_request"
handler403 = "profiles.views.errors.permission_denied"
handler404 = "profiles.views.errors.not_found"
handler500 = "profiles.views.errors.server_error"
