#!/usr/bin/env python3
"""What a mail program sees in .eml files, as a JSON list: headers decoded, parts, attachments, and everything that is wrong with them."""
import base64
import email
import email.policy
import json
import sys


def read(path):
    raw = open(path, 'rb').read()
    message = email.message_from_bytes(raw, policy=email.policy.default)
    wrong = [str(type(d).__name__) for part in message.walk() for d in part.defects]
    for number, line in enumerate(raw.split(b'\r\n')):
        if b'\n' in line or b'\r' in line:
            wrong.append(f'line {number} ends without CRLF')
        if len(line) > 998:
            wrong.append(f'line {number} has {len(line)} octets')
    head = raw[:raw.index(b'\r\n\r\n')]
    for line in head.split(b'\r\n'):
        if len(line) > 78 and not line.startswith(b'X-Test'):
            wrong.append(f'a header line has {len(line)} octets: {line!r}')
    names = [line.split(b':')[0].decode() for line in head.split(b'\r\n') if line and line[:1] not in b' \t']
    parts = {part.get_content_type(): part.get_content() for part in message.walk() if not part.is_multipart() and not part.get_filename()}
    return {
        'names': [n for n in names if not n.startswith('X-Test')],
        'test_to': message.get('X-Test-To', ''),
        'encrypted': message.get('X-Test-Encrypted', ''),
        'from': str(message['From']), 'to': str(message['To']), 'subject': str(message['Subject']), 'id': str(message['Message-ID']).strip(),
        'date': message['Date'].datetime.isoformat() if message['Date'] else '', 'language': str(message.get('Content-Language', '')),
        'text': parts.get('text/plain', '').replace('\r\n', '\n'), 'html': parts.get('text/html', '').replace('\r\n', '\n'),
        'attachments': [{'name': p.get_filename(), 'type': p.get_content_type(), 'bytes': base64.b64encode(p.get_payload(decode=True)).decode()}
                        for p in message.walk() if p.get_filename()],
        'wrong': wrong,
    }


print(json.dumps([read(path) for path in sys.argv[1:]]))
