"""What the server runs. It does not start on databases it could not serve from."""

import os

from django.core.wsgi import get_wsgi_application
from django.db import connections

from profiles.readiness import refuse_unready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dossier_site.settings")

application = get_wsgi_application()
refuse_unready()
connections.close_all()  # what follows is forked and threads; each opens its own
