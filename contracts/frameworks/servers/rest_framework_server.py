"""Django with the middleware of a new project, and views of Django REST Framework that answer what they were given. It prints its port."""

import json
import sys

import django
from django.conf import settings
from django.core.servers.basehttp import WSGIRequestHandler, WSGIServer
from django.http import QueryDict

settings.configure(
    DEBUG=False,
    ALLOWED_HOSTS=["*"],
    SECRET_KEY="not a secret",
    ROOT_URLCONF=__name__,
    LOGGING_CONFIG=None,
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "rest_framework",
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
    USE_TZ=True,
    REST_FRAMEWORK={
        "DEFAULT_AUTHENTICATION_CLASSES": [],
        "DEFAULT_PERMISSION_CLASSES": [],
        "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
        "UNAUTHENTICATED_USER": None,
    },
)
django.setup()

from django.http import HttpResponse  # noqa: E402
from django.urls import re_path  # noqa: E402
from django.core.files.uploadedfile import UploadedFile  # noqa: E402
from rest_framework.parsers import FormParser, JSONParser, MultiPartParser  # noqa: E402
from rest_framework.views import APIView  # noqa: E402


def show(value):
    """Shows a value without altering any: numbers as text."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, (int, float)):
        return {"$number": repr(value)}
    if isinstance(value, QueryDict):
        return {name: show(values[0] if len(values) == 1 else values) for name, values in value.lists()}
    if isinstance(value, dict):
        return {name: show(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [show(each) for each in value]
    if isinstance(value, UploadedFile):
        return {"$file": value.name}
    raise TypeError(type(value))


class Echo(APIView):
    """One path: `name` says which, `takes` which methods."""

    name = ""
    takes = ()

    def answer(self, request, **parameters):
        method = "GET" if request.method == "HEAD" else request.method
        seen = {
            "operation": f"{method} {self.name}",
            "path": parameters,
            "query": show(request.query_params),
            "headers": {"x-probe": request.headers.get("x-probe")},
            "body": show(request.data),
        }
        return HttpResponse(json.dumps(seen), content_type="application/json")


def echo(pattern, name, methods, parsers):
    """A view with these methods and no others."""
    members = {method: (lambda self, request, **parameters: self.answer(request, **parameters)) for method in methods}
    view = type("View", (Echo,), {"name": name, "parser_classes": parsers, **members})
    return re_path(pattern, view.as_view())


FORMS = [JSONParser, FormParser, MultiPartParser]
urlpatterns = [
    # As the paths that answer with and without their last slash.
    echo(r"^echo/?$", "echo", ["get", "post"], FORMS),
    echo(r"^echo/(?P<id>[^/]+)/?$", "one echo", ["get", "patch", "delete"], [JSONParser]),
    # As those that redirect to the slash.
    echo(r"^echo/(?P<owner>[^/]+)/items/$", "items", ["get", "post"], [JSONParser]),
]


class Handler(WSGIRequestHandler):
    """Says nothing of single requests."""

    def log_message(self, *_arguments):
        pass


if __name__ == "__main__":
    from django.core.wsgi import get_wsgi_application

    class Server(WSGIServer):
        request_queue_size = 100

    server = Server(("127.0.0.1", 0), Handler)
    server.set_app(get_wsgi_application())
    print(f"port {server.server_port}", flush=True)
    server.serve_forever()
