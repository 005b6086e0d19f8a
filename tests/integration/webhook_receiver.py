#!/usr/bin/env python3
"""A subscriber: checks what Standard Webhooks and CloudEvents ask, and notes each event as a line of JSON.

    webhook_receiver.py <port> <file of notes> <secret, or - for none yet> [status]

Answers 204, or the status given; a forged or malformed message is answered 400 and noted as wrong. Shares no code with the sender.
"""
import base64
import hashlib
import hmac
import http.server
import json
import re
import sys
import time

PORT, NOTES, SECRET = int(sys.argv[1]), sys.argv[2], sys.argv[3]
STATUS = int(sys.argv[4]) if len(sys.argv) > 4 else 204


def wrong_with(headers, body):
    for name in ('webhook-id', 'webhook-timestamp', 'webhook-signature'):
        if not headers.get(name):
            return f'no {name}'
    if abs(time.time() - int(headers['webhook-timestamp'])) > 300:
        return 'timestamp'
    signed = f'{headers["webhook-id"]}.{headers["webhook-timestamp"]}.'.encode() + body
    if SECRET != '-':
        digest = hmac.new(base64.b64decode(SECRET.removeprefix('whsec_')), signed, hashlib.sha256).digest()
        if 'v1,' + base64.b64encode(digest).decode() not in headers['webhook-signature'].split(' '):
            return 'signature'
    if not headers.get('content-type', '').startswith('application/cloudevents+json'):
        return 'content-type'
    event = json.loads(body)
    for name in ('id', 'source', 'type', 'subject', 'time', 'dataschema', 'data'):
        if name not in event:
            return f'no {name}'
    if event['specversion'] != '1.0' or event['id'] != headers['webhook-id']:
        return 'specversion or id'
    if not re.fullmatch(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z', event['time']):
        return 'time'
    if any(not re.fullmatch('[a-z0-9]+', name) for name in event):
        return 'a name of an attribute'
    return None


class Receiver(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def do_POST(self):
        body = self.rfile.read(int(self.headers['content-length']))
        wrong = wrong_with(self.headers, body)
        with open(NOTES, 'ab') as notes:
            notes.write(json.dumps({'wrong': wrong, 'event': json.loads(body)}).encode() + b'\n')
        self.send_response(400 if wrong else STATUS)
        if STATUS in (301, 302, 307, 308):
            self.send_header('Location', f'http://127.0.0.1:{PORT}/elsewhere')
        self.send_header('Content-Length', '0')
        self.end_headers()

    def log_message(self, *_):
        pass


http.server.ThreadingHTTPServer.daemon_threads = True
http.server.ThreadingHTTPServer(('127.0.0.1', PORT), Receiver).serve_forever()
