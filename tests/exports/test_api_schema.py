"""The description is valid OpenAPI 3.1, and whatever is asked, the answers agree with it."""

import re
import warnings

import jsonschema
import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from drf_spectacular.validation import validate_schema
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

from .api_world import FACETS, LISTS, OTHERS, details, fill

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(scope="module")
def world(shared):
    fill(2)


@pytest.fixture
def schema(client, world) -> dict:
    return client.get("/api/schema/").json()


def answer_schema(schema: dict, path: str) -> dict:
    """Return the schema of what an address answers, with all that it refers to."""
    answer = schema["paths"][path]["get"]["responses"]["200"]["content"]["application/json"][
        "schema"
    ]
    return {**answer, "components": schema["components"]}


def test_the_description_is_valid(schema):
    assert schema["openapi"].startswith("3.1")
    validate_schema(schema)


def test_every_address_is_described(schema, client):
    told = client.get("/api/").json()["addresses"]
    known = set(schema["paths"])
    assert {address.removeprefix("http://testserver") for address in told.values()} < known
    assert {*LISTS, *FACETS} < known


def test_every_member_and_parameter_is_explained(schema):
    for path, methods in schema["paths"].items():
        for parameter in methods["get"]["parameters"]:
            assert parameter["description"], (path, parameter)
    for name, shape in schema["components"]["schemas"].items():
        for member, one in shape.get("properties", {}).items():
            assert one.get("title") or "$ref" in one, (name, member)


def test_every_answer_agrees_with_the_description(client, schema):
    for address in (*LISTS, *FACETS, *OTHERS, *details()):
        path = address.partition("?")[0]
        if path not in schema["paths"]:
            start, _, _ = path.rstrip("/").rpartition("/")
            path = next(known for known in schema["paths"] if known.startswith(f"{start}/{{"))
        jsonschema.validate(client.get(address).json(), answer_schema(schema, path))


def test_the_page_explains_every_address(client, schema):
    page = client.get("/api/docs/").content.decode()
    for path, methods in schema["paths"].items():
        assert f"<code>{path}</code>" in page
        for parameter in methods["get"]["parameters"]:
            assert f"<code>{parameter['name']}</code>" in page
    assert "<style" not in page
    # The site's own: the reader's scheme and type, suggestions, and the basket.
    scripts = re.findall(r'<script src="/static/([^"]*)"', page)
    assert scripts == ["reader-early.js", "suggestions.js", "reader.js", "basket.js"]


def test_requests_of_every_kind_are_answered_as_described(world):
    """Nobody can make up a signed mark, so those that should be good are left out.

    Nor can a schema say that the two axes of a matrix differ (`test_api_problems.py` does).
    """
    described = schemathesis.openapi.from_wsgi("/api/schema/", get_wsgi_application())
    described.config.generation.update(modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
    for result in described.get_all_operations():
        operation = result.ok()

        @given(case=operation.as_strategy())
        @settings(
            max_examples=12,
            derandomize=True,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def answered(case):
            if case.meta.generation.mode.is_positive:
                case.query.pop("cursor", None)
                if case.query.get("cols") == case.query.get("rows"):
                    case.query.pop("cols", None)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                # What is compressed on its way the tool would not read.
                case.call_and_validate(headers={"Accept-Encoding": "identity"})

        answered()
