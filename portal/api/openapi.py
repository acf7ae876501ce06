"""The OpenAPI 3.1 description, made from the endpoints, the parameters and the shapes. Nothing is written twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, Protocol

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from portal import bootstrap
from portal.api import shapes
from portal.api.parameters import Parameter, parameters

ABOUT = (
    "Recorded crime by area and month, and estimates of crime reported and not recorded. Free to read, without a key. "
    "Every number is answered with its period, basis, caveats and sources; quote them with it. A value that cannot be "
    "known is null, never 0. `unrecorded` figures are modelled and carry a range."
)
REF = "#/components/schemas/{model}"
HEADERS = {
    "ETag": {
        "description": "Names this answer; send it back as If-None-Match.",
        "schema": {"type": "string"},
    },
    "RateLimit-Limit": {"description": "Requests a minute for one address.", "schema": {"type": "integer"}},
    "RateLimit-Remaining": {"description": "How many of them are left.", "schema": {"type": "integer"}},
    "RateLimit-Reset": {"description": "Seconds until the minute is over.", "schema": {"type": "integer"}},
    "Data-Note": {
        "description": "How old the newest month held is today, and whether newer ones have probably been published.",
        "schema": {"type": "string"},
    },
    "Cache-Control": {"description": "How long the answer may be kept.", "schema": {"type": "string"}},
}


class Described(Protocol):
    """What an endpoint must say of itself."""

    @property
    def path(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def summary(self) -> str: ...
    @property
    def shape(self) -> type[BaseModel]: ...
    @property
    def required(self) -> tuple[str, ...]: ...
    @property
    def optional(self) -> tuple[str, ...]: ...


def build_document(endpoints: Sequence[Described]) -> dict[str, Any]:
    models: list[type[BaseModel]] = [*dict.fromkeys(endpoint.shape for endpoint in endpoints), shapes.Error]
    sent: Literal["serialization"] = "serialization"
    _, schemas = models_json_schema([(model, sent) for model in models], ref_template=REF)
    licences = bootstrap.library().data.description["licenses"]
    licence = next(li for li in licences if li["name"].startswith("OGL"))
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "On the Record",
            "version": "1",
            "description": ABOUT,
            "license": {"name": licence["title"], "url": licence["path"]},
        },
        "servers": [{"url": "/api/v1"}],
        "paths": {endpoint.path: _path(endpoint) for endpoint in endpoints},
        "components": {"schemas": _by_public_name(schemas["$defs"])},
    }


def _by_public_name(schemas: dict[str, Any]) -> dict[str, Any]:
    """The schemas under the names that programs know, which the portal's own classes of those names do not share."""

    def renamed(part: Any) -> Any:
        if isinstance(part, dict):
            return {
                key: public_name(value)
                if key in ("$ref", "title") and isinstance(value, str)
                else renamed(value)
                for key, value in part.items()
            }
        return [renamed(one) for one in part] if isinstance(part, list) else part

    return {public_name(name): renamed(schemas[name]) for name in sorted(schemas, key=public_name)}


def public_name(name: str) -> str:
    """'Figure' of 'FigureShape'."""
    return name.removesuffix("Shape")


def _path(endpoint: Described) -> dict[str, Any]:
    operation = {
        "summary": endpoint.summary,
        "parameters": [
            *([_path_code()] if "{code}" in endpoint.path else []),
            *(_query(parameters()[name], True) for name in endpoint.required),
            *(_query(parameters()[name], False) for name in endpoint.optional),
        ],
        "responses": _responses(endpoint.shape),
    }
    return {"get": {"operationId": endpoint.name, **operation}}


def _query(parameter: Parameter, required: bool) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "in": "query",
        "required": required,
        "description": parameter.meaning,
        "schema": parameter.schema,
        "example": parameter.example,
    }


def _path_code() -> dict[str, Any]:
    area = parameters()["area"]
    return {
        "name": "code",
        "in": "path",
        "required": True,
        "description": "Code of one area; it may hold ':' and '+'.",
        "schema": area.schema,
        "example": area.example,
    }


def _responses(shape: type[BaseModel]) -> dict[str, Any]:
    def content(model: str) -> dict[str, Any]:
        return {"application/json": {"schema": {"$ref": REF.format(model=model)}}}

    return {
        "200": {
            "description": "The answer.",
            "headers": HEADERS,
            "content": content(public_name(shape.__name__)),
        },
        "304": {"description": "The answer you hold is still right."},
        "400": {
            "description": "The path holds a null or steps upward; refused, in plain text, before it is read."
        },
        **{
            status: {"description": meaning, "content": content("Error")}
            for status, meaning in (
                ("404", "Something named in the question is not here."),
                ("410", "The release named was withdrawn; the answer says when and why."),
                ("405", "Only reading is possible."),
                (
                    "429",
                    "This address has used its requests of the minute; Retry-After says how long to wait.",
                ),
                ("422", "A part of the question cannot be used."),
                ("500", "Something failed on our side."),
            )
        },
    }
