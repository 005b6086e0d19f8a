"""Cuts a provider's specification down to the paths that the adapter uses, so that Prism starts in a second instead of a minute.

What is kept is as it stands in the specification. Of Stripe's answers, objects that the fake's answers never contain (customers, disputes, …) are
replaced by "anything": they would drag in the whole document. Stripe's forms are flattened (flat_forms.py).
"""
import json
import re

from flat_forms import flatten_forms, to_openapi_3_1

STRIPE_PATHS = {
    "/v1/checkout/sessions": ["post"],
    "/v1/checkout/sessions/{session}": ["get"],
    "/v1/checkout/sessions/{session}/expire": ["post"],
    "/v1/payment_intents/{intent}/capture": ["post"],
    "/v1/payment_intents/{intent}/cancel": ["post"],
    "/v1/refunds": ["post"],
}
STRIPE_SCHEMAS = ["checkout.session", "payment_intent", "charge", "refund", "error", "api_errors", "billing_details",
                  "payment_pages_checkout_session_automatic_tax"]
ADYEN_PATHS = {
    "/paymentLinks": ["post"],
    "/paymentLinks/{linkId}": ["get", "patch"],
    "/payments/{paymentPspReference}/captures": ["post"],
    "/payments/{paymentPspReference}/cancels": ["post"],
    "/payments/{paymentPspReference}/refunds": ["post"],
}
PAYPAL_PATHS = {
    "paypal-orders-v2.openapi.json": {
        "/v2/checkout/orders": ["post"],
        "/v2/checkout/orders/{id}": ["get"],
        "/v2/checkout/orders/{id}/authorize": ["post"],
        "/v2/checkout/orders/{id}/capture": ["post"],
    },
    "paypal-payments-v2.openapi.json": {
        "/v2/payments/authorizations/{authorization_id}/capture": ["post"],
        "/v2/payments/authorizations/{authorization_id}/void": ["post"],
        "/v2/payments/captures/{capture_id}": ["get"],
        "/v2/payments/captures/{capture_id}/refund": ["post"],
    },
    "paypal-webhooks-v1.openapi.json": {"/v1/notifications/verify-webhook-signature": ["post"]},
}
# Not in PayPal's specifications of these APIs, which only name it as their tokenUrl (RFC 6749 §4.4).
PAYPAL_TOKEN = {
    "post": {
        "security": [{"client": []}],
        "requestBody": {"required": True, "content": {"application/x-www-form-urlencoded": {"schema": {
            "type": "object", "additionalProperties": False, "required": ["grant_type"],
            "properties": {"grant_type": {"enum": ["client_credentials"], "type": "string"}}}}}},
        "responses": {
            "200": {"description": "a token", "content": {"application/json": {"schema": {
                "type": "object", "required": ["access_token", "token_type", "expires_in"],
                "properties": {"access_token": {"type": "string"}, "token_type": {"type": "string"}, "expires_in": {"type": "integer"}}}}}},
            "401": {"description": "refused", "content": {"application/json": {"schema": {"type": "object"}}}},
        },
    }
}


def load(folder, name):
    return json.loads((folder / name).read_text())


def references(value):
    return set(re.findall(r'"\$ref": "#/components/schemas/([^"]+)"', json.dumps(value)))


def with_paths(document, paths):
    """The document with these paths and methods only, and the schemas that they reach."""
    kept = {}
    for path, methods in paths.items():
        found = document["paths"][path]
        kept[path] = {key: value for key, value in found.items() if key in methods or key == "parameters"}
    document["paths"] = kept
    document.pop("webhooks", None)
    components = document["components"]
    components.pop("examples", None)
    schemas, reached = components["schemas"], {}
    waiting = references({key: value for key, value in document.items() if key != "components"} |
                         {key: value for key, value in components.items() if key != "schemas"})
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached[name] = schemas[name]
            waiting |= references(schemas[name])
    components["schemas"] = reached
    return document


def without_examples(value):
    """Examples may quote each other by name, and hold nobody to anything."""
    if isinstance(value, dict):
        return {k: without_examples(v) for k, v in value.items() if not (k == "examples" and isinstance(v, dict) and "type" not in v)}
    return [without_examples(v) for v in value] if isinstance(value, list) else value


def stripe(folder):
    document = load(folder, "stripe-2022-04.openapi.json")
    schemas = document["components"]["schemas"]
    for name in schemas:
        if name not in STRIPE_SCHEMAS:
            schemas[name] = {}
    return to_openapi_3_1(flatten_forms(with_paths(document, STRIPE_PATHS)))


def adyen(folder):
    return with_paths(without_examples(load(folder, "adyen-checkout-v72.openapi.json")), ADYEN_PATHS)


def paypal(folder):
    """PayPal's three documents as one: they share a host, and their schemas share names."""
    whole = None
    for number, (name, paths) in enumerate(PAYPAL_PATHS.items()):
        part = with_paths(without_examples(load(folder, name)), paths)
        text = re.sub(r'#/components/(schemas|parameters|responses|headers)/', rf'#/components/\1/part{number}-', json.dumps(part))
        part = json.loads(text)
        for kind in ("schemas", "parameters", "responses", "headers"):
            part["components"][kind] = {f"part{number}-{key}": value for key, value in part["components"].get(kind, {}).items()}
        if whole is None:
            whole = part
        else:
            whole["paths"] |= part["paths"]
            for kind in ("schemas", "parameters", "responses", "headers"):
                whole["components"][kind] |= part["components"][kind]
    # Prism looks whether a token is there; whether it is the right one is the provider's to say.
    whole["components"]["securitySchemes"]["Oauth2"] = {"type": "http", "scheme": "bearer"}
    whole["components"]["securitySchemes"]["client"] = {"type": "http", "scheme": "basic"}
    whole["paths"]["/v1/oauth2/token"] = PAYPAL_TOKEN
    return whole


PROVIDERS = {"stripe": stripe, "adyen": adyen, "paypal": paypal}
