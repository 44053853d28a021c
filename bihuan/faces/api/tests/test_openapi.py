"""What the OpenAPI document says is what comes: seeded requests made from it find no server error and no undeclared answer."""

import logging
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from bihuan.domain.cases.models import Case
from bihuan.faces.api.site import api

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
EXAMPLES = 3
MODES = [schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE]


@pytest.fixture
def operations(calls) -> list[Any]:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())
    return [found.ok() for found in schema.get_all_operations()]


def aim(call: Any, number: str) -> None:
    """At a case that is there, in the version that it has: else most of what comes is 404 and 428."""
    if "number" in (call.path_parameters or {}):
        call.path_parameters["number"] = number
        version = Case.objects.filter(number=number).values_list("version", flat=True).get()
        call.headers = {**(call.headers or {}), "If-Match": f'"{version}"'}


def test_no_shape_of_the_document_bears_the_name_of_another():
    """Two shapes of one name would stand there as the one that came last."""
    shapes: dict[str, Any] = {}
    models = [
        model
        for _, router in api._routers
        for view in router.path_operations.values()
        for operation in view.operations
        for model in (*operation.response_models.values(), *operation.models)
        if hasattr(model, "model_json_schema")
    ]
    for model in models:
        for name, shape in model.model_json_schema().get("$defs", {}).items():
            assert shapes.setdefault(name, shape) == shape, name
    assert len(shapes) > 300


def test_requests_made_from_it_are_answered_as_it_says(calls, loop, operations):
    logging.disable(logging.CRITICAL)
    number = loop.until("dispatch").number
    secret = calls("zhao_min").defaults["HTTP_AUTHORIZATION"]
    failures: dict[str, str] = {}
    for operation in operations:
        for mode in MODES:
            try:
                _try_out(operation, mode, number, secret)
            except Unsatisfiable:  # nothing can be sent wrongly here
                continue
            except Exception as error:  # schemathesis groups its findings: all are told at the end
                failures[f"{operation.method} {operation.path} {mode.value}"] = _words_of(error)
    logging.disable(logging.NOTSET)
    assert not failures, "\n\n".join(f"{where}:\n{what}" for where, what in failures.items())


def _try_out(operation: Any, mode: Any, number: str, secret: str) -> None:
    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(call=operation.as_strategy(generation_mode=mode), aimed=st.booleans())
    def run(call: Any, aimed: bool) -> None:
        if aimed:
            aim(call, number)
        headers = {"Authorization": secret}
        response = call.call(headers=headers)
        call.validate_response(response, checks=CHECKS, headers=headers)

    run()


def _words_of(error: BaseException) -> str:
    inner = getattr(error, "exceptions", ())
    return "\n".join([str(error), *(_words_of(one) for one in inner)])[:1500]


def test_headers_are_declared(client, db):
    document = client.get("/api/v1/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    verb = document["paths"]["/api/v1/cases/{number}/accept"]["post"]
    assert {p["name"] for p in verb["parameters"]} == {"number", "If-Match", "Idempotency-Key"}
    assert "ETag" in verb["responses"]["200"]["headers"]
    assert {"400", "401", "403", "404", "409", "412", "415", "422", "428", "429"} <= set(verb["responses"])
    sent = document["components"]["schemas"]["CaseIn"]["properties"]["on_behalf_of"]
    assert {"type": "string"} in sent["anyOf"]
