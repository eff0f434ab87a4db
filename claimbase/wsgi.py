"""The WSGI application that gunicorn serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claimbase.settings")

application = get_wsgi_application()

# All modules of pages are loaded now rather than with the first request, and live as long as the
# process: the garbage collector need not look through them with every page.
assert get_resolver().url_patterns
gc.collect()
gc.freeze()
