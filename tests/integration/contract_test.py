#!/usr/bin/env python3
"""Does the real program answer as api/openapi.yaml says?

    tests/integration/contract_test.py build/release/src/main/atelier

Every operation gets a good call and bad ones. Each answer must have a status that its operation declares, the declared media type, a body
valid against the schema without a field the schema does not name, and the declared headers. The routes that the router knows (/metrics
names them all) and the contract's are the same. Prints every difference; exit status 1 where there is one.
"""
import base64
import gzip
import hashlib
import hmac
import http.client
import json
import pathlib
import re
import struct
import sys
import time
import urllib.parse
import xml.etree.ElementTree
import zlib

import jsonschema
import yaml

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from contract_shop import ROOT, Shop  # noqa: E402

CONTRACT = yaml.safe_load((ROOT / 'api/openapi.yaml').read_text())
# Said once for all operations in the contract's introduction: a wrong method, a body too large or of another type, too many, not now.
EVERYWHERE = {405, 413, 415, 429, 503}

differences = []
called = {}  # operationId → statuses seen


def differ(what):
    if what not in differences:
        differences.append(what)
        print('DIFFERS', what, flush=True)


def resolve(node):
    while isinstance(node, dict) and '$ref' in node:
        target = CONTRACT
        for part in node['$ref'].removeprefix('#/').split('/'):
            target = target[part]
        node = target
    return node


FORMATS = jsonschema.FormatChecker(formats=())


@FORMATS.checks('date-time')
def is_time(value):
    return not isinstance(value, str) or re.fullmatch(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z', value) is not None


@FORMATS.checks('date')
def is_day(value):
    return not isinstance(value, str) or re.fullmatch(r'\d{4}-\d\d-\d\d', value) is not None


RESOLVER = jsonschema.RefResolver.from_schema(CONTRACT)


def unnamed_fields(value, schema, at=''):
    """Fields of an answer that its schema does not name: a client cannot count on them, so they should not be there."""
    schema = resolve(schema)
    if isinstance(value, list):
        for i, one in enumerate(value[:3]):
            yield from unnamed_fields(one, schema.get('items', {}), f'{at}/{i}')
    if not isinstance(value, dict):
        return
    for choice in schema.get('oneOf', []):
        if resolve(choice).get('type') != 'null':
            yield from unnamed_fields(value, choice, at)
            return
    known, parts = {}, [schema]
    while parts:
        part = resolve(parts.pop())
        parts += part.get('allOf', [])
        known |= part.get('properties', {})
        if part.get('additionalProperties') is not None or (part.get('type') == 'object' and 'properties' not in part and 'allOf' not in part):
            return
    if not known:
        return
    for name, one in value.items():
        if name in known:
            yield from unnamed_fields(one, known[name], f'{at}/{name}')
        else:
            yield f'{at}/{name}'


def check_body(where, text, schema):
    try:
        value = json.loads(text)
    except ValueError as error:
        differ(f'{where}: the body is no JSON ({error})')
        return None
    validator = jsonschema.Draft202012Validator(schema, resolver=RESOLVER, format_checker=FORMATS)
    for error in list(validator.iter_errors(value))[:5]:
        differ(f'{where}: /{"/".join(str(p) for p in error.absolute_path)}: {error.message[:300]}')
    for field in list(unnamed_fields(value, schema))[:5]:
        differ(f'{where}: {re.sub("/[0-9]+", "/*", field)} stands in the answer and not in the contract')
    return value


OPERATIONS = {}
for path, entry in CONTRACT['paths'].items():
    for method in ('get', 'post', 'put', 'patch', 'delete'):
        if method in entry:
            OPERATIONS[entry[method]['operationId']] = (method.upper(), path, entry[method])


class Answer:
    def __init__(self, status, headers, body, value):
        self.status, self.headers, self.body, self.value = status, headers, body, value


class Caller:
    def __init__(self, port):
        self.port = port

    def send(self, method, target, body=None, headers=None):
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=30)
        try:
            connection.request(method, target, body, headers or {})
            response = connection.getresponse()
            return response.status, {k.lower(): v for k, v in response.getheaders()}, response.read()
        finally:
            connection.close()

    def call(self, operation, expect, parameters=None, query=None, body=None, headers=None, cookie=None, raw=None, media='application/json'):
        """One call of an operation; `expect` is the status it ought to have (one, or several)."""
        method, path, declared = OPERATIONS[operation]
        target = re.sub(r'{(\w+)}', lambda m: urllib.parse.quote(str((parameters or {})[m[1]]), safe=''), path)
        if query:
            target += '?' + urllib.parse.urlencode(query, doseq=True)
        sent = dict(headers or {})
        payload = raw
        if body is not None:
            payload = json.dumps(body)
        if payload is not None:
            sent.setdefault('Content-Type', media)
        if cookie:
            sent['Cookie'] = cookie
        status, got, text = self.send(method, target, payload, sent)
        where = f'{operation} {status}'
        called.setdefault(operation, set()).add(status)
        expected = {expect} if isinstance(expect, int) else set(expect)
        if status not in expected:
            differ(f'{operation}: {method} {target} {str(payload)[:120] if payload else ""} answered {status}, expected {expect}: {text[:300]!r}')
        answer = resolve(declared['responses'].get(str(status)))
        if answer is None:
            if status not in EVERYWHERE:
                differ(f'{operation}: {status} is not declared ({method} {target}): {text[:200]!r}')
                return Answer(status, got, text, None)
            answer = resolve({'$ref': '#/components/responses/BadRequest'})
        if 'x-correlation-id' not in got:
            differ(f'{where}: no X-Correlation-Id')
        for name in answer.get('headers', {}):
            if name.lower() not in got and name != 'Idempotency-Replayed':
                differ(f'{where}: no header {name}')
        value = None
        content = answer.get('content')
        media_type = got.get('content-type', '').split(';')[0]
        if not content:
            if text:
                differ(f'{where}: has a body ({len(text)} bytes) and ought to have none')
        elif media_type not in content:
            differ(f'{where}: is {media_type or "of no type"}, expected {" or ".join(content)}')
        elif media_type.endswith('json'):
            schema = content[media_type].get('schema')
            value = check_body(where, text, schema) if schema else json.loads(text)
            if status >= 400 and isinstance(value, dict) and value.get('status') != status:
                differ(f'{where}: the problem says status {value.get("status")}')
        if '304' in declared['responses'] and status == 200:
            self.check_etag(operation, method, target, sent, got)
        return Answer(status, got, text, value)

    def check_etag(self, operation, method, target, sent, got):
        for _ in range(3):  # an order that moves on just now is rightly another one
            again, newer, rest = self.send(method, target, None, sent | {'If-None-Match': got.get('etag', '"none"')})
            called[operation].add(again)
            if again == 304 and not rest:
                return
            got = newer
        differ(f'{operation}: If-None-Match with its own ETag answered {again}')

    def bad_bodies(self, operation, parameters=None, headers=None, cookie=None, good=None, media='application/json'):
        """What every operation with a JSON body refuses."""
        def send(raw, expect, kind=media):
            self.call(operation, expect, parameters, headers=headers, cookie=cookie, raw=raw, media=kind)
        send('{"unfinished":', 400)
        send('[]', 400)
        send(json.dumps((good or {}) | {'no_such_field': 1}), 400)
        send('\xff', 400)
        send('a=b', 415, 'application/x-www-form-urlencoded')


def picture(width=64, height=80):
    """A PNG drawn here."""
    def chunk(kind, data):
        return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
    rows = b''.join(b'\0' + bytes((x * 3 % 256, y * 2 % 256, 90) [i] for x in range(width) for i in range(3)) for y in range(height))
    return b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 2, 0, 0, 0)) + chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b'')


ADDRESS = {'country': 'FR', 'given_name': 'Claire', 'family_name': 'Martin', 'line1': '12 rue des Tilleuls', 'postal_code': '75003', 'city': 'Paris',
           'phone': '+33142685300'}
ERP_SECRET = 'whsec_' + base64.b64encode(b'a secret of thirty-two bytes, yes').decode()
NOTHING = 'e' + '0' * 26  # an id's body that nothing has


def check_reads(api):
    who = {'market': 'fr', 'locale': 'fr'}
    api.call('list_markets', 200)
    for operation in ('get_home', 'list_categories', 'list_collections'):
        api.call(operation, 200, query=who)
        api.call(operation, 400, query={'market': 'atlantis', 'locale': 'fr'})
        api.call(operation, 400, query={'market': 'fr'})
    listing = api.call('list_items', 200, query=who | {'limit': 3}).value
    api.call('list_items', 200, query=who | {'limit': 3, 'cursor': listing['next_cursor'], 'sort': 'featured'})
    first = listing['items'][0]
    api.call('list_items', 200, query=who | {'category': first['category'], 'colour': [c['code'] for c in first['colours']], 'in_stock': 'true', 'sort': 'price_asc',
                                           'price_min': 0, 'price_max': 10**9})
    for wrong in ({'limit': 0}, {'limit': 'many'}, {'sort': 'best'}, {'in_stock': 'perhaps'}, {'price_min': -1}, {'cursor': 'x'}, {'category': 'c' * 201}):
        api.call('list_items', 400, query=who | wrong)
    api.call('list_items', 404, query=who | {'category': 'no/such'})
    api.call('list_items', 404, query=who | {'collection': 'none'})
    for market, locale in (('fr', 'fr'), ('jp', 'ja'), ('gb', 'en'), ('ch', 'de')):
        api.call('get_item', 200, {'id_or_handle': first['handle']}, {'market': market, 'locale': locale})
    api.call('get_item', 200, {'id_or_handle': first['id']}, who)
    api.call('get_item', 404, {'id_or_handle': 'no-such-item'}, who)
    api.call('get_item', 400, {'id_or_handle': first['handle']}, {'market': 'fr', 'locale': 'xx'})
    api.call('search_items', 200, query=who | {'q': 'manteau'})
    api.call('search_items', 200, query=who | {'q': 'mantaeu'})
    api.call('search_items', 200, query={'market': 'jp', 'locale': 'ja', 'q': 'コート', 'sort': 'price_desc'})
    api.call('search_items', 400, query=who)
    api.call('search_items', 400, query=who | {'q': 'x' * 1000})
    api.call('suggest', 200, query=who | {'q': 'man'})
    api.call('suggest', 400, query=who | {'q': ''})
    for country in ('FR', 'JP', 'CN', 'KR', 'IN', 'HK'):
        api.call('get_address_form', 200, {'country': country})
    assert 'BR' in api.call('list_address_countries', 200).value['countries']
    api.call('get_address_form', 200, {'country': 'BR'})
    api.call('get_address_form', 404, {'country': 'XX'})
    return first


def skus_of(api, handle, market='fr'):
    item = api.call('get_item', 200, {'id_or_handle': handle}, {'market': market, 'locale': 'fr'}).value
    return [v['sku'] for v in item['variants'] if v['availability'] != 'sold_out']


def find_stocked(api, market='fr'):
    for card in api.call('list_items', 200, query={'market': market, 'locale': 'fr', 'in_stock': 'true', 'limit': 20}).value['items']:
        for sku in skus_of(api, card['handle'], market):
            return sku
    raise SystemExit('nothing is in stock')


def ready_cart(api, sku, cookie=None, family_name='Martin'):
    cart = api.call('create_cart', 201, body={'market': 'fr', 'locale': 'fr'}, cookie=cookie).value
    at = {'cart_id': cart['id']}
    api.call('add_cart_line', 200, at, body={'sku': sku, 'quantity': 1})
    details = {'email': 'claire@example.com', 'shipping_address': ADDRESS | {'family_name': family_name}, 'billing_address': None, 'shipping_method': 'express', 'note': None}
    return api.call('put_checkout_details', 200, at, body=details).value


def check_cart(api, sku):
    api.bad_bodies('create_cart', good={'market': 'fr', 'locale': 'fr'})
    api.call('create_cart', (400, 422), body={'market': 'atlantis', 'locale': 'fr'})
    api.call('create_cart', (400, 422), body={'market': 'fr', 'locale': 'xx'})
    cart = api.call('create_cart', 201, body={'market': 'fr', 'locale': 'fr'}).value
    at, nowhere = {'cart_id': cart['id']}, {'cart_id': 'crt_' + NOTHING}
    api.call('get_cart', 200, at)
    api.call('get_cart', 200, at, {'locale': 'ja'})
    api.call('get_cart', 404, nowhere)
    api.call('get_cart', 404, {'cart_id': 'nonsense'})
    api.bad_bodies('add_cart_line', at, good={'sku': sku, 'quantity': 1})
    line = api.call('add_cart_line', 200, at, body={'sku': sku, 'quantity': 2}).value['lines'][0]
    once = {'Idempotency-Key': 'click-1'}
    assert api.call('add_cart_line', 200, at, body={'sku': sku, 'quantity': 1}, headers=once).value['lines'][0]['quantity'] == 3
    again = api.call('add_cart_line', 200, at, body={'sku': sku, 'quantity': 1}, headers=once)
    assert again.value['lines'][0]['quantity'] == 3, 'a repeat added once more'
    api.call('add_cart_line', 422, at, body={'sku': sku, 'quantity': 2}, headers=once)
    for wrong in ('two words', 'x' * 129, 'schlüssel'):
        api.call('add_cart_line', 400, at, body={'sku': sku, 'quantity': 1}, headers={'Idempotency-Key': wrong})
    api.call('add_cart_line', 200, at, body={'sku': sku, 'quantity': 20})
    api.call('add_cart_line', 404, nowhere, body={'sku': sku, 'quantity': 1})
    api.call('add_cart_line', (404, 422), at, body={'sku': 'no-such-sku', 'quantity': 1})
    for quantity in (0, -1, 21, 2**40):
        api.call('add_cart_line', (400, 422), at, body={'sku': sku, 'quantity': quantity})
    on = at | {'line_id': line['id']}
    api.bad_bodies('change_cart_line', on, good={'quantity': 1})
    api.call('change_cart_line', 200, on, body={'quantity': 1})
    api.call('change_cart_line', (400, 422), on, body={'quantity': 21})
    api.call('change_cart_line', 404, at | {'line_id': 'lin_999'}, body={'quantity': 1})
    api.call('change_cart', 200, at, body={'market': 'de', 'locale': 'de'})
    api.call('change_cart', 200, at, body={'locale': 'en'})
    api.bad_bodies('change_cart', at, good={'locale': 'en'})
    api.call('change_cart', (400, 422), at, body={'market': 'atlantis'})
    api.call('change_cart', 404, nowhere, body={'locale': 'en'})
    api.call('list_shipping_methods', 200, at)
    api.call('list_shipping_methods', 200, at, {'country': 'IT', 'locale': 'it'})
    api.call('list_shipping_methods', 404, nowhere)
    api.call('list_shipping_methods', 400, at, {'country': 'Italy'})
    api.bad_bodies('put_checkout_details', at, good={'email': 'a@b.fr'})
    api.call('put_checkout_details', 200, at, body={})
    wrong = api.call('put_checkout_details', 422, at, body={'email': 'nonsense', 'shipping_address': ADDRESS | {'postal_code': '7'}, 'shipping_method': 'balloon'}).value
    named = {e['field'] for e in wrong.get('errors', [])}
    for field in ('/email', '/shipping_address/postal_code', '/shipping_method'):
        if field not in named:
            differ(f'put_checkout_details 422 does not name {field}, only {sorted(named)}')
    api.call('put_checkout_details', 422, at, body={'note': 'n' * 501})
    api.call('put_checkout_details', 200, at, body={'note': '注' * 500})
    api.call('put_checkout_details', 404, nowhere, body={})
    api.call('remove_cart_line', 200, on)
    api.call('remove_cart_line', 404, on)


def pay_at_psp(shop, redirect_url, number):
    target = urllib.parse.urlparse(redirect_url).path
    return Caller(shop.psp_port).send('POST', target, urllib.parse.urlencode({'number': number}), {'Content-Type': 'application/x-www-form-urlencoded'})[0]


def wait_until(what, seconds=20):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        value = what()
        if value:
            return value
        time.sleep(0.1)
    return None


def check_orders(api, shop, sku, customer):
    cart = ready_cart(api, sku)
    at, total = {'cart_id': cart['id']}, cart['totals']['total']
    good = {'expected_total': total, 'payment_means': 'card'}
    key = {'Idempotency-Key': 'contract-1'}
    empty = api.call('create_cart', 201, body={'market': 'fr', 'locale': 'fr'}).value
    api.call('place_order', 409, {'cart_id': empty['id']}, body=good, headers=key)
    api.call('place_order', 400, at, body=good)
    api.bad_bodies('place_order', at, key, good=good)
    api.call('place_order', (400, 422), at, body=good | {'payment_means': 'pebbles'}, headers=key)
    api.call('place_order', 404, {'cart_id': 'crt_' + NOTHING}, body=good, headers=key)
    api.call('place_order', 422, at, body=good | {'payment_method': 'shells'}, headers=key)
    changed = api.call('place_order', 409, at, body=good | {'expected_total': {'amount': 1, 'currency': 'EUR'}}, headers={'Idempotency-Key': 'other'}).value
    if changed and changed.get('code') != 'total_changed':
        differ(f'place_order with another total: code {changed.get("code")}')
    placed = api.call('place_order', 201, at, body=good, headers=key).value
    replay = api.call('place_order', 201, at, body=good, headers=key)
    if replay.value['order']['id'] != placed['order']['id'] or replay.headers.get('idempotency-replayed') != 'true':
        differ('place_order again under the same key is not the same order with Idempotency-Replayed')
    api.call('place_order', 422, at, body=good | {'expected_total': {'amount': 1, 'currency': 'EUR'}}, headers=key)
    api.call('place_order', 409, at, body=good, headers={'Idempotency-Key': 'tab-2'})
    api.call('add_cart_line', 409, at, body={'sku': sku, 'quantity': 1})
    api.call('change_cart_line', 409, at | {'line_id': 'lin_1'}, body={'quantity': 1})
    api.call('remove_cart_line', 409, at | {'line_id': 'lin_1'})
    api.call('put_checkout_details', 409, at, body={})
    api.call('change_cart', 409, at, body={'locale': 'en'})

    order, payment, token = placed['order']['id'], placed['payment'], {'token': placed['order_token']}
    if not payment['redirect_url']:
        differ('place_order without Prefer: respond-async has no redirect_url though the provider is there')
    on = {'order_id': order}
    api.call('get_order', 200, on, token)
    api.call('get_order', 404, on, {'token': 'wrong'})
    api.call('get_order', 404, on)
    api.call('get_order', 404, {'order_id': 'ord_' + NOTHING}, token)
    api.call('get_invoice', 404, on, token)  # not paid yet
    api.call('get_payment', 200, {'payment_id': payment['id']}, token)
    api.call('get_payment', 404, {'payment_id': payment['id']}, {'token': 'wrong'})
    api.call('get_payment', 404, {'payment_id': 'pay_' + NOTHING}, token)
    api.call('retry_payment', 409, on, token, {'payment_means': 'card'}, {'Idempotency-Key': 'r0'})
    if pay_at_psp(shop, payment['redirect_url'], '4000000000000002') != 402:
        differ('the sandbox did not decline its card for that')
    if not wait_until(lambda: api.call('get_order', 200, on, token).value['payment']['status'] == 'declined'):
        differ('a declined card is not shown as declined within 20 s')
    api.call('retry_payment', 400, on, token, {'payment_means': 'card'})
    api.call('retry_payment', 400, on, token, raw='{', headers={'Idempotency-Key': 'r1'})
    api.call('retry_payment', (400, 422), on, token, {'payment_means': 'pebbles'}, {'Idempotency-Key': 'r1'})
    api.call('retry_payment', 404, on, {'token': 'wrong'}, {'payment_means': 'card'}, {'Idempotency-Key': 'r1'})
    retried = wait_until(lambda: (lambda a: a.value if a.status == 201 else None)(
        api.call('retry_payment', (201, 409), on, token, {'payment_means': 'card'}, {'Idempotency-Key': 'r1'})))
    api.call('retry_payment', 422, on, token, {'payment_means': 'card', 'payment_method': 'sandbox'}, {'Idempotency-Key': 'r1'})
    api.call('retry_payment', 422, on, token, {'payment_means': 'card', 'payment_method': 'shells'}, {'Idempotency-Key': 'r2'})
    if not retried or not retried['redirect_url']:
        differ('a declined order cannot be paid again')
        return order
    pay_at_psp(shop, retried['redirect_url'], '4242424242424242')
    paid = wait_until(lambda: (lambda o: o if o['status'] in ('paid', 'in_preparation', 'collected', 'delivered') else None)(api.call('get_order', 200, on, token).value))
    if not paid:
        differ('an order that was paid is not shown as paid within 20 s')
    invoice = api.call('get_invoice', 200, on, token)
    if not invoice.body.startswith(b'%PDF-') or invoice.body != api.call('get_invoice', 200, on, token).body:
        differ('get_invoice is not the same PDF twice')
    api.call('get_invoice', 404, on, {'token': 'wrong'})
    api.call('get_invoice', 404, on)
    mine = ready_cart(api, sku, customer)
    api.call('place_order', 201, {'cart_id': mine['id']}, body={'expected_total': mine['totals']['total'], 'payment_means': 'card'},
             headers={'Idempotency-Key': 'mine', 'Prefer': 'respond-async'}, cookie=customer)
    listed = api.call('list_my_orders', 200, cookie=customer).value
    if len(listed['items']) != 1:
        differ(f'list_my_orders shows {len(listed["items"])} orders, expected the one that was placed signed in')
    api.call('list_my_orders', 401)
    return order


def check_after_sale(api, shop, sku):
    """What customers and staff do about an order that was placed: cancel, refund, ship in parts, send back, call."""
    def bought(key, name='Martin'):
        cart = ready_cart(api, sku, family_name=name)
        placed = api.call('place_order', 201, {'cart_id': cart['id']}, body={'expected_total': cart['totals']['total'], 'payment_means': 'card'},
                          headers={'Idempotency-Key': key}).value
        return {'order_id': placed['order']['id']}, {'token': placed['order_token']}, placed

    def paid(key, name='Martin'):
        at, token, placed = bought(key, name)
        pay_at_psp(shop, placed['payment']['redirect_url'], '4242424242424242')
        return at, token, placed

    def comes_to(at, token, *statuses):
        return wait_until(lambda: (lambda o: o if o['status'] in statuses else None)(api.call('get_order', 200, at, token).value))

    key = lambda text: {'Idempotency-Key': text}
    ines = cookie_of(api.call('office_sign_in', 200, body={'user': 'ines', 'password': 'verrane-demo'}))
    matteo = cookie_of(api.call('office_sign_in', 200, body={'user': 'matteo', 'password': 'verrane-demo'}))

    # Cancelled by the customer before it is paid.
    at, token, _ = bought('as-1')
    api.call('cancel_order', 400, at, token, body={})
    api.call('cancel_order', 404, at, {'token': 'wrong'}, body={}, headers=key('c'))
    api.call('cancel_order', 400, at, token, raw='{"why":1}', headers=key('c'))
    api.call('cancel_order', 200, at, token, body={}, headers=key('c'))
    again = api.call('cancel_order', 200, at, token, body={}, headers=key('c'))
    if again.headers.get('idempotency-replayed') != 'true' or again.value['status'] != 'cancelled':
        differ('a cancellation again under its key is not the first answer')
    api.call('cancel_order', 409, at, token, body={}, headers=key('c2'))

    # Refunds, and a return; told in another language.
    at, token, placed = paid('as-2')
    line = {'sku': sku, 'quantity': 1}
    back = {'lines': [line | {'reason': 'changed_mind'}]}
    api.call('request_return', 409, at, token, body=back, headers=key('r0'))
    if not comes_to(at, token, 'delivered'):
        return differ('a paid order is not delivered within 20 s')
    french, japanese = (api.call('get_order', 200, at, token | {'locale': l}).value['lines'][0] for l in ('fr', 'ja'))
    if french['title'] == japanese['title'] and french['options'] == japanese['options']:
        differ('get_order?locale=ja tells what ?locale=fr tells')
    api.bad_bodies('request_return', at, key('r1'), good=back)
    api.call('request_return', 400, at, token, body=back)
    api.call('request_return', 404, at, {'token': 'wrong'}, body=back, headers=key('r1'))
    api.call('request_return', 422, at, token, body={'lines': [line | {'reason': 'bored', 'quantity': 0}]}, headers=key('r1'))
    api.call('request_return', 409, at, token, body={'lines': [line | {'reason': 'changed_mind', 'quantity': 9}]}, headers=key('r2'))
    api.call('request_return', 422, at, token, body={'lines': [{'sku': 'none', 'quantity': 1, 'reason': 'damaged'}]}, headers=key('r3'))
    asked = api.call('request_return', 201, at, token, body=back, headers=key('r4')).value
    refund = {'lines': [], 'shipping': {'amount': 100, 'currency': 'EUR'}, 'reason': 'A late parcel'}
    api.call('office_refund_order', 400, at, body=refund, cookie=ines)
    api.bad_bodies('office_refund_order', at, key('f0'), ines, good=refund)
    api.call('office_refund_order', 401, at, body=refund, headers=key('f0'))
    api.call('office_refund_order', 403, at, body=refund, headers=key('f0'), cookie=matteo)
    api.call('office_refund_order', 404, {'order_id': 'ord_' + NOTHING}, body=refund, headers=key('f0'), cookie=ines)
    api.call('office_refund_order', 422, at, body=refund | {'reason': ''}, headers=key('f0'), cookie=ines)
    api.call('office_refund_order', 409, at, body=refund | {'shipping': {'amount': 10**9, 'currency': 'EUR'}}, headers=key('f1'), cookie=ines)
    shipping = placed['order']['totals']['shipping']
    if shipping and shipping['amount'] >= 100:
        api.call('office_refund_order', 201, at, body=refund, headers=key('f2'), cookie=ines)
        api.call('office_refund_order', 422, at, body=refund | {'reason': 'Another'}, headers=key('f2'), cookie=ines)
    on = at | {'return_id': asked['returns'][0]['id']}
    received = {'lines': [{'sku': sku, 'sellable': 1, 'damaged': 0}], 'location': 'warehouse-lyon'}
    api.call('office_receive_return', 400, on, body=received, cookie=ines)
    api.bad_bodies('office_receive_return', on, key('v0'), ines, good=received)
    api.call('office_receive_return', 401, on, body=received, headers=key('v0'))
    api.call('office_receive_return', 403, on, body=received, headers=key('v0'), cookie=matteo)
    api.call('office_receive_return', 404, on | {'return_id': 'nonsense'}, body=received, headers=key('v0'), cookie=ines)
    api.call('office_receive_return', 422, on, body=received | {'location': 'moon'}, headers=key('v0'), cookie=ines)
    api.call('office_receive_return', 200, on, body=received, headers=key('v1'), cookie=ines)
    api.call('office_receive_return', 409, on, body=received, headers=key('v2'), cookie=ines)
    api.call('office_refuse_return', 409, on, body={'note': 'Worn'}, headers=key('v3'), cookie=ines)
    api.bad_bodies('office_refuse_return', on, key('v4'), ines, good={'note': 'Worn'})
    api.call('office_refuse_return', 401, on, body={'note': 'Worn'}, headers=key('v4'))
    paid_back = wait_until(lambda: (lambda o: o if o['refunds'] and all(r['status'] == 'refunded' for r in o['refunds']) else None)(api.call('get_order', 200, at, token).value))
    if not paid_back or paid_back['status'] != 'returned' or paid_back['payment']['status'] != 'refunded':
        differ(f'what was sent back is not paid back within 20 s: {paid_back and paid_back["status"]}')
    if len(api.call('office_list_orders', 200, query={'q': placed['order']['number']}, cookie=ines).value['items']) != 1:
        differ('an order is not found by its number')

    # Staff: a return refused, a parcel sent in parts, a cancellation that comes too late.
    api.call('office_request_return', 400, at, body=back, cookie=ines)
    api.call('office_request_return', 401, at, body=back, headers=key('w0'))
    api.call('office_request_return', 403, at, body=back, headers=key('w0'), cookie=matteo)
    api.call('office_request_return', 409, at, body=back, headers=key('w0'), cookie=ines)
    parcel = {'lines': [line], 'location': 'warehouse-lyon'}
    api.call('office_ship_order', 400, at, body=parcel, cookie=ines)
    api.call('office_ship_order', 401, at, body=parcel, headers=key('p0'))
    api.call('office_ship_order', 403, at, body=parcel, headers=key('p0'), cookie=matteo)
    api.call('office_ship_order', 409, at, body=parcel, headers=key('p0'), cookie=ines)
    api.call('office_ship_order', 422, at, body=parcel | {'location': 'moon'}, headers=key('p1'), cookie=ines)
    api.bad_bodies('office_ship_order', at, key('p2'), ines, good=parcel)
    why = {'reason': 'The customer called'}
    api.call('office_cancel_order', 400, at, body=why, cookie=ines)
    api.call('office_cancel_order', 401, at, body=why, headers=key('x0'))
    api.call('office_cancel_order', 403, at, body=why, headers=key('x0'), cookie=matteo)
    api.call('office_cancel_order', 409, at, body=why, headers=key('x0'), cookie=ines)
    api.call('office_cancel_order', 422, at, body={'reason': ''}, headers=key('x1'), cookie=ines)
    api.call('office_cancel_order', 404, {'order_id': 'ord_' + NOTHING}, body=why, headers=key('x1'), cookie=ines)

    at, token, _ = paid('as-4')
    if comes_to(at, token, 'in_preparation'):
        api.call('office_ship_order', 201, at, body=parcel, headers=key('p3'), cookie=ines)
    at, token, _ = bought('as-5')
    api.call('office_cancel_order', 200, at, body=why, headers=key('x2'), cookie=ines)

    # Nobody home: a task, another day, delivered.
    at, token, _ = paid('as-3', 'Nobody Home')
    if not comes_to(at, token, 'delivery_failed'):
        return differ('a parcel that nobody took is not shown within 20 s')
    api.call('list_tasks', 401)
    api.call('list_tasks', 400, query={'limit': 'x'}, cookie=ines)
    tasks = api.call('list_tasks', 200, query={'limit': 1}, cookie=ines).value['items']
    if not tasks or tasks[0]['order'] != at['order_id'] or not tasks[0]['phone']:
        return differ(f'the task for it is not the first in the list: {tasks}')
    task = {'task_id': tasks[0]['id']}
    nothing = {'task_id': 'tsk_' + NOTHING}
    agreed = {'outcome': 'rescheduled', 'deliver_on': '2026-11-27', 'address': None}
    api.call('get_task', 200, task, cookie=ines)
    api.call('get_task', 401, task)
    api.call('get_task', 404, nothing, cookie=ines)
    api.call('end_task', 409, task, body=agreed, headers=key('t0'), cookie=ines)
    for operation in ('claim_task', 'release_task', 'claim_task'):
        api.call(operation, 401, task)
        api.call(operation, 403, task, cookie=matteo)
        api.call(operation, 404, nothing, cookie=ines)
        api.call(operation, 200, task, cookie=ines)
    note = {'text': 'Rang twice, Friday is fine. 金曜日'}
    api.call('note_task', 400, task, body=note, cookie=ines)
    api.bad_bodies('note_task', task, key('n0'), ines, good=note)
    api.call('note_task', 401, task, body=note, headers=key('n0'))
    api.call('note_task', 422, task, body={'text': ''}, headers=key('n0'), cookie=ines)
    api.call('note_task', 200, task, body=note, headers=key('n1'), cookie=ines)
    if len(api.call('note_task', 200, task, body=note, headers=key('n1'), cookie=ines).value['notes']) != 1:
        differ('a note again under its key stands twice')
    api.bad_bodies('end_task', task, key('t1'), ines, good=agreed)
    api.call('end_task', 401, task, body=agreed, headers=key('t1'))
    for wrong in ({'outcome': 'forgotten'}, {'deliver_on': 'Friday'}, {'deliver_on': None}):
        api.call('end_task', 422, task, body=agreed | wrong, headers=key('t1'), cookie=ines)
    ended = api.call('end_task', 200, task, body=agreed, headers=key('t2'), cookie=ines).value
    if ended['state'] != 'done':
        differ(f'a task with an outcome is {ended["state"]}')
    api.call('end_task', 409, task, body=agreed, headers=key('t3'), cookie=ines)
    api.call('claim_task', 409, task, cookie=ines)
    if not comes_to(at, token, 'delivered'):
        differ('a rescheduled parcel is not delivered within 20 s')
    second = api.call('office_request_return', 201, at, body=back, headers=key('u1'), cookie=ines).value['return_records'][0]
    api.call('office_refuse_return', 200, at | {'return_id': second['id']}, body={'note': 'Worn'}, headers=key('u2'), cookie=ines)
    seen = api.call('office_get_order', 200, at, cookie=ines).value
    if [p['status'] for p in seen['parcels']] != ['rescheduled', 'delivered'] or seen['parcels'][1]['deliver_on'] != '2026-11-27':
        differ(f'the parcels of a rescheduled order are {seen["parcels"]}')


def cookie_of(answer):
    return answer.headers.get('set-cookie', '').split(';')[0]


def check_customers(api):
    new = {'email': 'claire@example.com', 'password': 'a long password', 'given_name': 'Claire', 'family_name': 'Martin', 'locale': 'fr', 'market': 'fr'}
    api.bad_bodies('register_customer', good=new)
    api.call('register_customer', (400, 422), body=new | {'password': 'short'})
    api.call('register_customer', (400, 422), body=new | {'email': 'nonsense'})
    api.call('register_customer', (400, 422), body=new | {'market': 'atlantis'})
    cookie = cookie_of(api.call('register_customer', 201, body=new))
    api.call('register_customer', 409, body=new)
    api.call('get_me', 200, cookie=cookie)
    api.call('get_me', 401)
    api.call('get_me', 401, cookie='atelier_customer=nonsense')
    api.bad_bodies('sign_in_customer', good={'email': new['email'], 'password': new['password']})
    api.call('sign_in_customer', 401, body={'email': new['email'], 'password': 'wrong'})
    api.call('sign_in_customer', 401, body={'email': 'nobody@example.com', 'password': 'wrong'})
    other = cookie_of(api.call('sign_in_customer', 201, body={'email': new['email'], 'password': new['password']}))
    api.call('sign_out_customer', 204, cookie=other)
    api.call('sign_out_customer', 204)
    api.call('get_me', 401, cookie=other)
    return cookie


def check_documents(api, order, staff):
    nothing = {'order_id': 'ord_' + NOTHING}
    if order:
        on = {'order_id': order}
        listed = api.call('office_list_documents', 200, on, cookie=staff).value['items']
        if [d['kind'] for d in listed] != ['invoice']:
            differ(f'the documents of a paid order are {listed}, expected its invoice')
        for name in (name for d in listed for name in d['files']):
            api.call('office_get_document', 200, on | {'file': name}, cookie=staff)
        api.call('office_get_document', 404, on | {'file': 'MVFR-2026-999999.pdf'}, cookie=staff)
        api.call('office_get_document', 404, on | {'file': 'nonsense'}, cookie=staff)
        api.call('office_get_packing_slip', 200, on, cookie=staff)
    for operation, more in (('office_list_documents', {}), ('office_get_document', {'file': 'x.pdf'}), ('office_get_packing_slip', {})):
        api.call(operation, 404, nothing | more, cookie=staff)
        api.call(operation, 401, nothing | more)


def check_office(api, order):
    api.bad_bodies('office_sign_in', good={'user': 'matteo', 'password': 'verrane-demo'})
    api.call('office_sign_in', 401, body={'user': 'matteo', 'password': 'wrong'})
    matteo = cookie_of(api.call('office_sign_in', 200, body={'user': 'matteo', 'password': 'verrane-demo'}))
    ines = cookie_of(api.call('office_sign_in', 200, body={'user': 'ines', 'password': 'verrane-demo'}))
    api.call('office_me', 200, cookie=matteo)
    api.call('office_me', 401)

    page = api.call('office_list_items', 200, query={'limit': 2}, cookie=matteo).value
    api.call('office_list_items', 200, query={'cursor': page['next_cursor'], 'status': 'active', 'q': 'coat'}, cookie=matteo)
    api.call('office_list_items', 400, query={'status': 'lost'}, cookie=matteo)
    api.call('office_list_items', 401)

    words = api.call('office_vocabulary', 200, cookie=matteo).value
    assert 'shop-paris' in [one['code'] for one in words['locations']], 'pickers know the shops'
    api.call('office_vocabulary', 401)

    stored = api.call('upload_photo', 201, raw=picture(), media='image/png', cookie=matteo).value
    api.call('upload_photo', 415, raw=b'no picture', media='image/png', cookie=matteo)
    api.call('upload_photo', 401, raw=picture(), media='image/png')
    api.call('get_photo', 200, {'hash': stored['hash'], 'rendition': '160.jpg'})
    api.call('get_photo', 200, {'hash': stored['hash'], 'rendition': '320'}, headers={'Accept': 'image/avif,image/webp'})
    api.call('get_photo', 404, {'hash': stored['hash'], 'rendition': '161'})
    api.call('get_photo', 404, {'hash': '0' * 32, 'rendition': '160'})

    new = {'handle': 'contract-scarf', 'status': 'active', 'category': 'accessories/scarves', 'texts': {'en': {'title': 'Contract scarf'}},
           'variants': [{'sku': 'CONTRACT-1', 'ean': None, 'options': {}}], 'prices': {'EUR': {'amount': 12000}},
           'photos': [{'hash': stored['hash'], 'view': 'front', 'alt': {'en': 'A scarf'}}]}
    new['category'] = page['items'][0]['category']
    api.bad_bodies('create_item', cookie=matteo, good=new)
    api.call('create_item', 401, body=new)
    api.call('create_item', 403, body=new, cookie=ines)
    api.call('create_item', (400, 422), body=new | {'handle': 'Not A Handle'}, cookie=matteo)
    made = api.call('create_item', 201, body=new, cookie=matteo)
    api.call('create_item', 409, body=new, cookie=matteo)
    at, etag = {'item_id': made.value['id']}, made.headers.get('etag', '')
    got = api.call('office_get_item', 200, at, cookie=matteo)
    api.call('office_get_item', 404, {'item_id': 'itm_' + NOTHING}, cookie=matteo)
    api.call('office_get_item', 401, at)
    replacement = {k: v for k, v in got.value.items() if k not in ('id', 'version', 'updated_at', 'created_at')}
    replacement['texts']['en']['title'] = 'Contract scarf, longer'
    api.call('replace_item', 428, at, body=replacement, cookie=matteo)
    api.bad_bodies('replace_item', at, {'If-Match': etag}, matteo, good=replacement)
    replaced = api.call('replace_item', 200, at, body=replacement, headers={'If-Match': etag}, cookie=matteo)
    api.call('replace_item', 412, at, body=replacement | {'tags': ['x']}, headers={'If-Match': etag}, cookie=matteo)
    api.call('replace_item', 401, at, body=replacement, headers={'If-Match': etag})
    api.call('replace_item', 403, at, body=replacement, headers={'If-Match': etag}, cookie=ines)
    api.call('replace_item', 404, {'item_id': 'itm_' + NOTHING}, body=replacement, headers={'If-Match': etag}, cookie=matteo)
    merge = 'application/merge-patch+json'
    newer = replaced.headers.get('etag', '')
    api.call('change_item', 428, at, raw='{"status":"draft"}', media=merge, cookie=matteo)
    api.call('change_item', 400, at, raw='{"status":', media=merge, headers={'If-Match': newer}, cookie=matteo)
    api.call('change_item', (400, 422), at, raw='{"status":"lost"}', media=merge, headers={'If-Match': newer}, cookie=matteo)
    api.call('change_item', 412, at, raw='{"status":"draft"}', media=merge, headers={'If-Match': etag}, cookie=matteo)
    api.call('change_item', 200, at, raw='{"status":"draft"}', media=merge, headers={'If-Match': newer}, cookie=matteo)
    api.call('change_item', 401, at, raw='{}', media=merge, headers={'If-Match': newer})
    api.call('change_item', 404, {'item_id': 'itm_' + NOTHING}, raw='{}', media=merge, headers={'If-Match': newer}, cookie=matteo)

    movement = {'sku': 'CONTRACT-1', 'location': 'warehouse-lyon', 'kind': 'receipt', 'quantity': 5, 'to_location': None, 'reason': 'Delivery note 1'}
    locations = [p['code'] for p in json.loads((ROOT / 'demo/catalogue/locations.json').read_text())] if (ROOT / 'demo/catalogue/locations.json').exists() else []
    movement['location'] = next((c for c in locations if c.startswith('warehouse')), 'warehouse-lyon')
    api.call('record_stock_movement', 400, body=movement, cookie=matteo)
    api.bad_bodies('record_stock_movement', headers={'Idempotency-Key': 'm0'}, cookie=matteo, good=movement)
    api.call('record_stock_movement', 201, body=movement, headers={'Idempotency-Key': 'm1'}, cookie=matteo)
    api.call('record_stock_movement', 201, body=movement, headers={'Idempotency-Key': 'm1'}, cookie=matteo)
    counted = movement | {'kind': 'count', 'quantity': 3, 'reason': 'Count of November'}
    assert api.call('record_stock_movement', 201, body=counted, headers={'Idempotency-Key': 'c1'}, cookie=matteo).value['quantity'] == -2
    assert api.call('record_stock_movement', 201, body=counted, headers={'Idempotency-Key': 'c2'}, cookie=matteo).value['quantity'] == 0
    assert api.call('record_stock_movement', 201, body=counted, headers={'Idempotency-Key': 'c1'}, cookie=matteo).value['quantity'] == -2, 'a repeat'
    api.call('record_stock_movement', 422, body=counted | {'quantity': -1}, headers={'Idempotency-Key': 'c3'}, cookie=matteo)
    api.call('record_stock_movement', 422, body=movement | {'quantity': 6}, headers={'Idempotency-Key': 'm1'}, cookie=matteo)
    api.call('record_stock_movement', (404, 422), body=movement | {'sku': 'no-such'}, headers={'Idempotency-Key': 'm2'}, cookie=matteo)
    api.call('record_stock_movement', (404, 422), body=movement | {'location': 'moon'}, headers={'Idempotency-Key': 'm3'}, cookie=matteo)
    api.call('record_stock_movement', (409, 422), body=movement | {'kind': 'correction', 'quantity': -99}, headers={'Idempotency-Key': 'm4'}, cookie=matteo)
    api.call('record_stock_movement', 401, body=movement, headers={'Idempotency-Key': 'm5'})
    api.call('record_stock_movement', 403, body=movement, headers={'Idempotency-Key': 'm5'}, cookie=ines)
    api.call('office_stock', 200, query={'sku': ['CONTRACT-1']}, cookie=matteo)
    api.call('office_stock', 200, query={'limit': 3}, cookie=matteo)
    api.call('office_stock', 400, query={'limit': 'x'}, cookie=matteo)
    api.call('office_stock', 401)
    api.call('list_stock_movements', 200, query={'sku': 'CONTRACT-1'}, cookie=matteo)
    api.call('list_stock_movements', 400, cookie=matteo)
    api.call('list_stock_movements', 401, query={'sku': 'CONTRACT-1'})

    exported = api.call('export_items', 200, query={'locale': 'en', 'currency': 'EUR'}, cookie=matteo)
    api.call('export_items', 401)
    started = api.call('start_import', 202, query={'format': 'shopify-csv', 'currency': 'EUR'}, raw=exported.body, media='text/csv', cookie=matteo).value
    api.call('start_import', 400, query={'format': 'tablets'}, raw=b'x', media='text/csv', cookie=matteo)
    api.call('start_import', 415, query={'format': 'shopify-csv'}, raw=b'x', media='image/png', cookie=matteo)
    api.call('start_import', 401, query={'format': 'shopify-csv'}, raw=b'x', media='text/csv')
    api.call('start_import', 403, query={'format': 'shopify-csv'}, raw=b'x', media='text/csv', cookie=ines)
    if not wait_until(lambda: api.call('get_import', 200, {'import_id': started['id']}, cookie=matteo).value['status'] == 'done', 60):
        differ('an import of our own export is not done within 60 s')
    api.call('get_import', 404, {'import_id': 'imp_' + NOTHING}, cookie=matteo)
    api.call('get_import', 401, {'import_id': started['id']})

    api.call('office_list_orders', 200, cookie=ines)
    api.call('office_list_orders', 200, query={'market': 'fr', 'q': 'claire@example.com', 'limit': 1}, cookie=ines)
    api.call('office_list_orders', 400, query={'status': 'lost'}, cookie=ines)
    api.call('office_list_orders', 400, query={'limit': 'x'}, cookie=ines)
    api.call('office_list_orders', 401)
    if order:
        api.call('office_get_order', 200, {'order_id': order}, cookie=ines)
    api.call('office_get_order', 404, {'order_id': 'ord_' + NOTHING}, cookie=ines)
    api.call('office_get_order', 401, {'order_id': 'ord_' + NOTHING})
    check_documents(api, order, ines)
    api.call('office_sign_out', 204, cookie=ines)
    api.call('office_sign_out', 204)


def check_support(api, shop):
    sofia = cookie_of(api.call('office_sign_in', 200, body={'user': 'sofia', 'password': 'verrane-demo'}))
    matteo = cookie_of(api.call('office_sign_in', 200, body={'user': 'matteo', 'password': 'verrane-demo'}))
    api.call('list_payment_methods', 200, query={'market': 'fr'})
    api.call('list_payment_methods', 400)
    for operation, wrong in (('support_list_payments', {'state': 'lost'}), ('support_list_differences', {'kind': 'lost'})):
        api.call(operation, 200, cookie=sofia)
        api.call(operation, 200, query={'limit': 1}, cookie=sofia)
        api.call(operation, 400, query=wrong, cookie=sofia)
        api.call(operation, 400, query={'limit': 0}, cookie=sofia)
        api.call(operation, 400, query={'cursor': 'nonsense'}, cookie=sofia)
        api.call(operation, 401)
        api.call(operation, 403, cookie=matteo)
    day = time.strftime('%Y-%m-%d', time.gmtime())
    status, _, csv = Caller(shop.psp_port).send('GET', '/v1/reports/settlement?date=' + day, None, {'Authorization': 'Bearer ' + shop.secrets['ATELIER_PSP_SECRET_KEY']})
    if status != 200:
        differ(f'the sandbox has no settlement of today: {status}')
    at = {'provider': 'sandbox'}
    taken = api.call('support_take_settlement', 200, at, raw=csv, media='text/csv', cookie=sofia).value
    if taken['matched'] == 0 or taken['differences'] != 0:
        differ(f'a settlement of what was just paid does not match: {taken}')
    again = api.call('support_take_settlement', 200, at, raw=csv, media='text/csv', cookie=sofia).value
    if again['repeated'] != taken['lines'] or again['differences'] != 0:
        differ(f'a settlement that is read twice changes something: {again}')
    stray = csv.splitlines()[0] + b'\ntxn_stray,2026-11-23 09:30:00,capture,cs_nobody,nobody,EUR,12.50,0.44,12.06\n'
    api.call('support_take_settlement', 200, at, raw=stray, media='text/csv', cookie=sofia)
    wrong = api.call('support_take_settlement', 422, at, raw=csv.splitlines()[0] + b'\nx,yesterday,capture,c,p,EUR,1,0,1\n', media='text/csv', cookie=sofia).value
    if 'line 2' not in wrong['detail'] or 'created_utc' not in wrong['detail']:
        differ(f'a wrong row is not named: {wrong["detail"]}')
    api.call('support_take_settlement', 404, {'provider': 'nobody'}, raw=csv, media='text/csv', cookie=sofia)
    api.call('support_take_settlement', 415, at, raw=csv, media='application/json', cookie=sofia)
    api.call('support_take_settlement', 401, at, raw=csv, media='text/csv')
    api.call('support_take_settlement', 403, at, raw=csv, media='text/csv', cookie=matteo)


def check_till(api):
    api.bad_bodies('till_sign_in', good={'user': 'claire', 'password': 'verrane-demo'})
    api.call('till_sign_in', 401, body={'user': 'claire', 'password': 'wrong'})
    clerk = cookie_of(api.call('till_sign_in', 200, body={'user': 'claire', 'password': 'verrane-demo'}))
    api.call('till_me', 200, cookie=clerk)
    api.call('till_me', 401)
    api.call('current_till_session', 404, cookie=clerk)
    api.call('current_till_session', 401)
    begin = {'location': 'shop-paris', 'float': {'amount': 20000, 'currency': 'EUR'}}
    api.bad_bodies('open_till_session', cookie=clerk, good=begin)
    api.call('open_till_session', 401, body=begin)
    api.call('open_till_session', 403, body=begin | {'location': 'shop-tokyo'}, cookie=clerk)
    api.call('open_till_session', (400, 422), body=begin | {'float': {'amount': -1, 'currency': 'EUR'}}, cookie=clerk)
    session = api.call('open_till_session', 201, body=begin, cookie=clerk).value
    api.call('open_till_session', 409, body=begin, cookie=clerk)
    api.call('current_till_session', 200, cookie=clerk)
    api.call('till_me', 200, cookie=clerk)

    variant = None
    for card in api.call('list_items', 200, query={'market': 'fr', 'locale': 'fr', 'limit': 48}).value['items']:
        found = api.call('till_find_item', 200, {'code': card['handle']}, cookie=clerk).value
        variant = next((v for v in found['variants'] if v['in_shop'] > 1), None)
        if variant:
            break
    if not variant:
        return differ('no piece is on the shelf of the shop in Paris')
    api.call('till_find_item', 200, {'code': variant['sku']}, {'locale': 'ja'}, cookie=clerk)
    if variant['ean']:
        api.call('till_find_item', 200, {'code': variant['ean']}, cookie=clerk)
    api.call('till_find_item', 404, {'code': 'nothing-of-that-name'}, cookie=clerk)
    api.call('till_find_item', 401, {'code': variant['sku']})

    price = variant['price']
    note = {'amount': price['amount'] + 1000, 'currency': price['currency']}
    sale = {'session_id': session['id'], 'lines': [{'sku': variant['sku'], 'quantity': 1}],
            'payments': [{'means': 'cash', 'amount': price, 'tendered': note, 'terminal_reference': None}]}
    key = {'Idempotency-Key': 'sale-1'}
    api.call('record_sale', 400, body=sale, cookie=clerk)
    api.bad_bodies('record_sale', headers=key, cookie=clerk, good=sale)
    api.call('record_sale', 401, body=sale, headers=key)
    api.call('record_sale', 422, body=sale | {'payments': [{'means': 'cash', 'amount': {'amount': 1, 'currency': 'EUR'}, 'tendered': note}]}, headers={'Idempotency-Key': 's2'}, cookie=clerk)
    api.call('record_sale', (400, 422), body=sale | {'lines': []}, headers={'Idempotency-Key': 's3'}, cookie=clerk)
    many = {'amount': price['amount'] * 99, 'currency': price['currency']}
    api.call('record_sale', 409, body=sale | {'lines': [{'sku': variant['sku'], 'quantity': 99}], 'payments': [{'means': 'card', 'amount': many, 'terminal_reference': 'T1'}]},
             headers={'Idempotency-Key': 's4'}, cookie=clerk)
    sold = api.call('record_sale', 201, body=sale, headers=key, cookie=clerk).value
    again = api.call('record_sale', 201, body=sale, headers=key, cookie=clerk).value
    if sold and again and sold['id'] != again['id']:
        differ('record_sale again under the same key is another sale')
    if sold and sold['change']['amount'] != 1000:
        differ(f'change is {sold["change"]}, expected 1000')
    api.call('record_sale', 422, body=sale | {'lines': [{'sku': variant['sku'], 'quantity': 2}]}, headers=key, cookie=clerk)
    api.call('list_sales', 200, cookie=clerk)
    api.call('list_sales', 401)
    at = {'sale_id': sold['id']} if sold else {'sale_id': 'sal_' + NOTHING}
    for operation in ('get_sale', 'get_receipt_a4', 'get_receipt_80mm'):
        api.call(operation, 200, at, cookie=clerk)
        api.call(operation, 404, {'sale_id': 'sal_' + NOTHING}, cookie=clerk)
        api.call(operation, 401, at)
    back = {'session_id': session['id'], 'lines': [{'sku': variant['sku'], 'quantity': 1}], 'means': 'cash', 'terminal_reference': None, 'reason': 'too small'}
    again_key = {'Idempotency-Key': 'back-1'}
    api.call('refund_sale', 400, at, body=back, cookie=clerk)
    api.bad_bodies('refund_sale', at, again_key, clerk, good=back)
    api.call('refund_sale', 401, at, body=back, headers=again_key)
    api.call('refund_sale', 404, {'sale_id': 'sal_' + NOTHING}, body=back, headers=again_key, cookie=clerk)
    api.call('refund_sale', 422, at, body=back | {'lines': [{'sku': variant['sku'], 'quantity': 2}]}, headers=again_key, cookie=clerk)
    api.call('refund_sale', 422, at, body=back | {'means': 'card'}, headers=again_key, cookie=clerk)
    for _ in range(2):
        refunded = api.call('refund_sale', 201, at, body=back, headers=again_key, cookie=clerk).value
        if refunded and len(refunded['refunds']) != 1:
            differ('refund_sale again under the same key gives back twice')
    api.call('refund_sale', 422, at, body=back | {'reason': 'another'}, headers=again_key, cookie=clerk)
    api.call('get_receipt_80mm', 200, at, cookie=clerk)
    here = {'session_id': session['id']}
    count = {'counted': {'amount': 20000, 'currency': 'EUR'}, 'note': None}
    api.call('close_till_session', 400, here, body=count, cookie=clerk)
    api.bad_bodies('close_till_session', here, {'Idempotency-Key': 'c0'}, clerk, good=count)
    api.call('close_till_session', 401, here, body=count, headers={'Idempotency-Key': 'c1'})
    api.call('close_till_session', 404, {'session_id': 'tls_' + NOTHING}, body=count, headers={'Idempotency-Key': 'c1'}, cookie=clerk)
    closed = api.call('close_till_session', 200, here, body=count, headers={'Idempotency-Key': 'c1'}, cookie=clerk).value
    if closed and (closed.get('difference') or {}).get('amount') != 0:
        differ(f'the drawer is counted right and the difference is {closed.get("difference")}')
    api.call('close_till_session', (200, 409), here, body=count, headers={'Idempotency-Key': 'c2'}, cookie=clerk)
    api.call('till_sign_out', 204, cookie=clerk)
    api.call('till_sign_out', 204)


def check_webhooks(api, shop):
    def signed(secret, body, at=None):
        at = int(at or time.time())
        digest = hmac.new(secret.encode(), f'{at}.{body}'.encode(), hashlib.sha256).hexdigest()
        return {'Webhook-Signature': f't={at},v1={digest}'}
    for provider, secret, body in (('sandbox-psp', shop.secrets['ATELIER_PSP_WEBHOOK_SECRET'], '{"id":"evt_1","type":"payout.paid","data":{"object":{"id":"po_1"}}}'),
                                   ('sandbox-courier', shop.secrets['ATELIER_COURIER_WEBHOOK_SECRET'],
                                    '{"event":"e","shipment":"shp_1","delivery":"somebody-elses","step":"collected","reason":"","at":"2026-11-23T03:30:00Z"}')):
        at = {'provider': provider}
        api.call('take_webhook', 204, at, raw=body, headers=signed(secret, body))
        api.call('take_webhook', 401, at, raw=body, headers=signed('wrong', body))
        api.call('take_webhook', 401, at, raw=body, headers=signed(secret, body, time.time() - 3600))
        api.call('take_webhook', 401, at, raw=body)
        api.call('take_webhook', 400, at, raw='nonsense', headers=signed(secret, 'nonsense'))
    api.call('take_webhook', 404, {'provider': 'nobody'}, raw='{}', headers=signed('x', '{}'))


def check_subscribers(api):
    jonas = cookie_of(api.call('office_sign_in', 200, body={'user': 'jonas', 'password': 'verrane-demo'}))
    ines = cookie_of(api.call('office_sign_in', 200, body={'user': 'ines', 'password': 'verrane-demo'}))
    new = {'name': 'Warehouse Lyon', 'url': 'https://warehouse.invalid/hooks', 'types': ['house.order.', 'house.stock.'], 'from': 'now'}
    api.call('create_subscriber', 401, body=new)
    api.call('create_subscriber', 403, body=new, cookie=ines)
    api.call('list_subscribers', 403, cookie=ines)
    api.call('list_subscribers', 401)
    api.bad_bodies('create_subscriber', cookie=jonas, good=new)
    for wrong in ({'url': 'http://warehouse.invalid/'}, {'url': 'https://127.0.0.1/'}, {'url': 'https://[::1]/'}, {'url': 'https://169.254.169.254/latest'}, {'url': 'https://a:b@warehouse.invalid/'},
                  {'url': 'warehouse'}, {'types': ['order.paid']}, {'name': ''}, {'from': 'yesterday'}):
        api.call('create_subscriber', 422, body=new | wrong, cookie=jonas)
    made = api.call('create_subscriber', 201, body=new, cookie=jonas).value
    at = {'subscriber_id': made['id']}
    nobody = {'subscriber_id': 'sbr_' + NOTHING}
    if not made.get('secret'):
        differ('create_subscriber shows no secret')
    shown = api.call('get_subscriber', 200, at, cookie=jonas).value
    listed = api.call('list_subscribers', 200, cookie=jonas).value
    if 'secret' in shown or any('secret' in one for one in listed['items']):
        differ('a secret is shown twice')
    for operation, body in (('get_subscriber', None), ('change_subscriber', {'name': 'x'}), ('rotate_subscriber_secret', None), ('list_subscriber_attempts', None),
                            ('list_dead_letters', None), ('resend_dead_letters', {}), ('replay_events', {'from': 'now'}), ('delete_subscriber', None)):
        api.call(operation, 404, nobody, body=body, cookie=jonas)
        api.call(operation, 401, at, body=body)
        api.call(operation, 403, at, body=body, cookie=ines)
    api.call('change_subscriber', 200, at, body={'name': 'Warehouse', 'types': []}, cookie=jonas)
    api.call('change_subscriber', 422, at, body={'url': 'ftp://x'}, cookie=jonas)
    api.bad_bodies('change_subscriber', at, cookie=jonas)
    if api.call('rotate_subscriber_secret', 200, at, cookie=jonas).value['secret'] == made['secret']:
        differ('the new secret is the old one')
    api.call('list_subscriber_attempts', 200, at, cookie=jonas)
    api.call('list_dead_letters', 200, at, {'limit': 10}, cookie=jonas)
    api.call('list_dead_letters', 400, at, {'limit': 0}, cookie=jonas)
    api.call('list_dead_letters', 400, at, {'cursor': '!'}, cookie=jonas)
    for point in ('beginning', '2026-11-20T06:00:00Z', '1.0', 'now'):
        api.call('replay_events', 202, at, body={'from': point}, cookie=jonas)
    api.call('replay_events', 422, at, body={'from': 'noon'}, cookie=jonas)
    api.bad_bodies('replay_events', at, cookie=jonas)
    api.call('resend_dead_letters', 202, at, body={}, cookie=jonas)
    api.call('resend_dead_letters', 404, at, body={'at': '1.0'}, cookie=jonas)
    api.call('resend_dead_letters', 422, at, body={'at': 'first'}, cookie=jonas)
    api.call('change_subscriber', 200, at, body={'state': 'paused'}, cookie=jonas)
    api.call('replay_events', 409, at, body={'from': 'now'}, cookie=jonas)
    api.call('resend_dead_letters', 409, at, body={}, cookie=jonas)
    api.call('delete_subscriber', 204, at, cookie=jonas)
    api.call('get_subscriber', 404, at, cookie=jonas)


def check_erp(api, sku):
    def signed(text, secret=ERP_SECRET, at=None):
        at, name = str(int(at or time.time())), 'batch-1'
        digest = hmac.new(base64.b64decode(secret.removeprefix('whsec_')), f'{name}.{at}.{text}'.encode(), hashlib.sha256).digest()
        return {'webhook-id': name, 'webhook-timestamp': at, 'webhook-signature': 'v1,' + base64.b64encode(digest).decode()}

    def send(expect, records, **kind):
        text = json.dumps({'records': records})
        return api.call('apply_erp_batch', expect, raw=text, headers=signed(text, **kind)).value
    receipt = {'id': 'GRN-1', 'kind': 'receipt', 'sku': sku, 'location': 'warehouse-lyon', 'quantity': 2}
    batch = [receipt, receipt | {'id': 'GRN-2', 'location': 'atlantis'}, {'id': 'CNT-1', 'kind': 'count', 'sku': sku, 'location': 'shop-paris', 'quantity': 3},
             {'id': 'P-1', 'kind': 'price', 'handle': 'no-such-item', 'prices': {'EUR': {'amount': 1, 'compare_at': None}}}]
    first = send(200, batch)
    if [r['outcome'] for r in first['results']] != ['applied', 'refused', 'applied', 'refused'] or first['results'][1]['problems'][0]['field'] != '/records/1/location':
        differ(f'a batch gave {first}')
    if [r['outcome'] for r in send(200, batch)['results']] != ['repeated', 'refused', 'repeated', 'refused']:
        differ('a batch that was sent again is done again')
    send(401, batch, secret='whsec_' + base64.b64encode(b'x' * 32).decode())
    send(401, batch, at=time.time() - 3600)
    api.call('apply_erp_batch', 401, body={'records': batch})
    send(422, [])
    send(422, [receipt] * 1001)
    api.call('apply_erp_batch', 400, raw='{"records":', headers=signed('{"records":'))
    api.call('apply_erp_batch', 400, raw='{"records":[],"more":1}', headers=signed('{"records":[],"more":1}'))


def check_feeds(api):
    feed = api.call('get_google_feed', 200, {'feed': 'fr.xml'}).body
    root = xml.etree.ElementTree.fromstring(feed)
    if root.tag != 'rss' or root.find('channel/title') is None:
        differ('the feed is no RSS')
    api.call('get_google_feed', 200, {'feed': 'jp.xml'}, {'locale': 'ja'})
    packed = api.call('get_google_feed', 200, {'feed': 'fr.xml'}, headers={'Accept-Encoding': 'gzip'})
    if packed.headers.get('content-encoding') != 'gzip' or gzip.decompress(packed.body) != feed:
        differ('the feed in gzip is another')
    api.call('get_google_feed', 400, {'feed': 'fr.xml'}, {'locale': 'ko-KP'})
    api.call('get_google_feed', 404, {'feed': 'atlantis.xml'})
    api.call('get_google_feed', 404, {'feed': 'fr'})


DOCS_BUILT = (ROOT / 'web/apps/docs/dist/openapi.json').exists()


def check_system(api):
    api.call('health_live', 200)
    api.call('health_ready', 200)
    metrics = api.call('metrics', 200).body.decode()
    check_routes(metrics)
    if not DOCS_BUILT:
        print('SKIPPED /openapi.json and /docs: web/apps/docs is not built (tools/build web)')
        return
    shown = api.call('openapi', 200)
    if shown.value is not None and shown.value != CONTRACT:
        differ('/openapi.json is not what api/openapi.yaml says')
    status, headers, _ = api.send('GET', '/docs')
    if status in (301, 302, 307, 308):
        status, headers, _ = api.send('GET', headers['location'])
    called.setdefault('docs', set()).add(status)
    if status != 200 or not headers.get('content-type', '').startswith('text/html'):
        differ(f'/docs answers {status} {headers.get("content-type")}')


def check_routes(metrics):
    """Every route of the router stands in the contract and the other way round. Pages and files are no part of it."""
    known = set()
    for line in metrics.splitlines():
        if line.startswith('http_requests_total{'):
            labels = dict(re.findall(r'(\w+)="([^"]*)"', line))
            known.add((labels['method'], labels['route']))
    plain = lambda path: re.sub(r'{\w+}', '{}', path)  # a parameter's name is nobody's business
    served = {(m, plain(r)) for m, r in known if re.match(r'/(v1|feeds|media|webhooks|health|metrics|openapi)', r)}
    declared = {(m, plain(p)) for m, p, _ in OPERATIONS.values() if p != '/docs' and (DOCS_BUILT or p != '/openapi.json')}
    if not served:
        return differ('/metrics names no routes')
    for method, path in sorted(served - declared):
        differ(f'the router knows {method} {path}, the contract does not')
    for method, path in sorted(declared - served):
        differ(f'the contract has {method} {path}, the router does not')


def main():
    if len(sys.argv) != 2:
        sys.exit('usage: contract_test.py <atelier>')
    settings = {'ATELIER_ERP_SECRETS': ERP_SECRET}
    with Shop(sys.argv[1], settings=settings, courier_options=('--until-collected-ms', '1500', '--until-delivered-ms', '700')) as shop:
        api = Caller(shop.port)
        steps = [('reads', lambda: check_reads(api)), ('system', lambda: check_system(api)), ('webhooks', lambda: check_webhooks(api, shop)), ('subscribers', lambda: check_subscribers(api)), ('feeds', lambda: check_feeds(api)), ('till', lambda: check_till(api))]
        for name, step in steps:
            run_step(name, step)
        sku = run_step('stock', lambda: find_stocked(api))
        customer = run_step('customers', lambda: check_customers(api))
        order = None
        if sku:
            run_step('erp', lambda: check_erp(api, sku))
            run_step('cart', lambda: check_cart(api, sku))
            order = run_step('orders', lambda: check_orders(api, shop, sku, customer))
        run_step('office', lambda: check_office(api, order))
        if sku:
            run_step('after sale', lambda: check_after_sale(api, shop, sku))
        run_step('support', lambda: check_support(api, shop))
    for operation in OPERATIONS:
        if operation in ('openapi', 'docs') and not DOCS_BUILT:
            continue
        if not any(200 <= status < 300 for status in called.get(operation, ())):
            differ(f'{operation}: no good answer was seen')
    answers = sum(len(s) for s in called.values())
    print(f'{len(OPERATIONS)} operations, {answers} kinds of answers, {len(differences)} differences')
    return 1 if differences else 0


def run_step(name, step):
    try:
        return step()
    except (KeyError, TypeError, IndexError, AttributeError) as error:
        differ(f'{name}: what an answer lacks stopped this part: {type(error).__name__} {error} (line {error.__traceback__.tb_next.tb_next.tb_lineno if error.__traceback__.tb_next and error.__traceback__.tb_next.tb_next else "?"})')
        return None


if __name__ == '__main__':
    sys.exit(main())
