"""What measures the product at sizes that no test has; each module a command.

They need the product's settings, and nothing of the desk. See the README.
"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dossier_site.settings")
django.setup()
