"""Stripe's forms as Prism can read them.

Stripe's bodies are forms of deep objects (line_items[0][price_data][currency]=eur). Prism 5 takes such names apart wrongly: an array of objects it refuses, and
an object that is not there it takes for one whose required fields are missing. So the schema of each form is rewritten to say the same about
the flat names: one pattern a value, and for the fields of an object, that its required ones come with them.
"""
import re


def leaves(schema, name):
    """(pattern of the flat name, schema of the value) for every value that a form may carry."""
    for option in schema.get("anyOf", []):
        yield from leaves(option, name)
    if schema.get("type") == "object":
        for field, inner in schema.get("properties", {}).items():
            yield from leaves(inner, name + re.escape(f"[{field}]"))
        if isinstance(schema.get("additionalProperties"), dict):
            yield name + r"\[[^\]]+\]", schema["additionalProperties"]
    elif schema.get("type") == "array":
        inner = schema.get("items", {})
        is_object = inner.get("type") == "object" or "anyOf" in inner
        yield from leaves(inner, name + (r"\[\d+\]" if is_object else r"\[\d*\]"))
    elif "type" in schema:
        yield name, {key: value for key, value in schema.items() if key in ("type", "enum", "maxLength", "format")}


def names(schema, name):
    """The flat name of every value that a form may carry, of arrays the first element's."""
    for option in schema.get("anyOf", []):
        yield from names(option, name)
    if schema.get("type") == "object":
        for field, inner in schema.get("properties", {}).items():
            yield from names(inner, f"{name}[{field}]")
    elif schema.get("type") == "array":
        yield from names(schema.get("items", {}), name + "[0]")
    elif "type" in schema:
        yield name


def needs(schema, name, found):
    """For every value inside an object that has required fields: who comes with it. (Not as allOf: Prism multiplies those out.)"""
    for option in schema.get("anyOf", []):
        needs(option, name, found)
    if schema.get("type") == "array":
        needs(schema.get("items", {}), name + "[0]", found)
    if schema.get("type") == "object":
        properties = schema.get("properties", {})
        required = [other for field in schema.get("required", []) for other in [f"{name}[{field}]"] if other in names(properties[field], other)]
        for present in names(schema, name) if required else ():
            found.setdefault(present, set()).update(required)
        for field, inner in properties.items():
            needs(inner, f"{name}[{field}]", found)


def flat(form):
    patterns, dependencies = {}, {}
    for field, schema in form.get("properties", {}).items():
        for pattern, value in leaves(schema, re.escape(field)):
            patterns.setdefault(f"^{pattern}$", value)
        needs(schema, field, dependencies)
    return {"type": "object", "additionalProperties": False, "patternProperties": patterns, "required": form.get("required", []),
            "dependencies": {name: sorted(required) for name, required in dependencies.items()}}


def flatten_forms(document):
    for operations in document["paths"].values():
        for operation in operations.values():
            form = operation.get("requestBody", {}).get("content", {}).get("application/x-www-form-urlencoded") if isinstance(operation, dict) else None
            if form:
                form["schema"] = flat(form["schema"])
                form.pop("encoding", None)
    return document


def to_openapi_3_1(value):
    """3.1 knows patternProperties; of 3.0 it lacks `nullable`."""
    if isinstance(value, list):
        return [to_openapi_3_1(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    value = {key: to_openapi_3_1(inner) for key, inner in value.items()}
    if value.get("openapi"):
        value["openapi"] = "3.1.0"
    if value.pop("nullable", None) is True:
        if isinstance(value.get("type"), str):
            value["type"] = [value["type"], "null"]
        if "enum" in value:
            value["enum"] = value["enum"] + [None]
        if "anyOf" in value:
            value["anyOf"] = value["anyOf"] + [{"type": "null"}]
        if "$ref" in value:
            value = {"anyOf": [{"$ref": value["$ref"]}, {"type": "null"}]}
    return value
