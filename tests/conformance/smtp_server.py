#!/usr/bin/env python3
"""A small SMTP server for tests (RFC 5321, STARTTLS, AUTH PLAIN and LOGIN, SMTPUTF8). Keeps each message as a file; prints its port.

    smtp_server.py FOLDER CERTIFICATE KEY {starttls,tls,plain}

A client has to sign in as "house" with "let me in". What a recipient is called tells how it goes: busy@ 451, nobody@ 550, later@ 451 after the
message, never@ 554 after the message, lost@ takes the message and hangs up without an answer, slow@ never answers.
"""
import base64
import pathlib
import socket
import ssl
import sys
import threading
import time

FOLDER, CERTIFICATE, KEY, MODE = sys.argv[1:5]
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(CERTIFICATE, KEY)
lock = threading.Lock()
count = 0


def keep(message, encrypted):
    global count
    with lock:
        count += 1
        fresh = pathlib.Path(FOLDER) / f'.{count:04}.new'
        fresh.write_bytes((b'X-Test-Encrypted: yes\r\n' if encrypted else b'X-Test-Encrypted: no\r\n') + message)
        fresh.rename(pathlib.Path(FOLDER) / f'{count:04}.eml')


class Session:
    def __init__(self, connection):
        self.connection, self.encrypted = connection, False
        if MODE == 'tls':
            self.encrypt()
        self.file = self.connection.makefile('rb')

    def encrypt(self):
        self.connection = context.wrap_socket(self.connection, server_side=True)
        self.encrypted = True

    def say(self, text):
        self.connection.sendall(text.encode() + b'\r\n')

    def line(self):
        line = self.file.readline()
        if not line:
            raise ConnectionError('the client is gone')
        return line.rstrip(b'\r\n').decode('utf-8', 'replace')

    def ask(self, prompt):
        self.say('334 ' + base64.b64encode(prompt.encode()).decode())
        return self.line()

    def sign_in(self, words):
        if words[1].upper() == 'PLAIN':
            given = words[2] if len(words) > 2 else self.ask('')
            _, user, password = base64.b64decode(given).decode().split('\0')
        else:
            user = base64.b64decode(words[2] if len(words) > 2 else self.ask('User')).decode()
            password = base64.b64decode(self.ask('Password')).decode()
        return user == 'house' and password == 'let me in'

    def run(self):
        signed_in, sender, recipient = MODE == 'plain', None, None
        self.say('220 smtp.test ready')
        while True:
            line = self.line()
            words = line.split(' ')
            verb = words[0].upper()
            if verb == 'EHLO':
                may_sign_in = self.encrypted or MODE == 'plain'
                self.say('250-smtp.test')
                if MODE == 'starttls' and not self.encrypted:
                    self.say('250-STARTTLS')
                if may_sign_in:
                    self.say('250-AUTH PLAIN LOGIN')
                self.say('250-8BITMIME')
                self.say('250 SMTPUTF8')
            elif verb == 'STARTTLS':
                self.say('220 go on')
                self.encrypt()
                self.file = self.connection.makefile('rb')
            elif verb == 'AUTH':
                signed_in = self.sign_in(words)
                self.say('235 welcome' if signed_in else '535 no')
            elif verb == 'MAIL':
                if not signed_in:
                    self.say('530 sign in first')
                    continue
                sender = line
                self.say('250 ok')
            elif verb == 'RCPT':
                recipient = line[line.index('<') + 1:line.index('>')]
                who = recipient.split('@')[0]
                self.say({'busy': '451 not now', 'nobody': '550 no such mailbox'}.get(who, '250 ok'))
            elif verb == 'DATA':
                self.say('354 go on')
                message = []
                while (data := self.file.readline()) != b'.\r\n':
                    if not data:
                        raise ConnectionError('the client is gone')
                    message.append(data[1:] if data.startswith(b'.') else data)
                who = recipient.split('@')[0]
                if who in ('later', 'never'):
                    self.say('451 later' if who == 'later' else '554 never')
                    continue
                if who == 'slow':
                    time.sleep(60)
                keep(f'X-Test-From: {sender}\r\nX-Test-To: {recipient}\r\n'.encode() + b''.join(message), self.encrypted)
                if who == 'lost':
                    self.connection.shutdown(socket.SHUT_RDWR)
                    return
                self.say('250 taken')
            elif verb == 'QUIT':
                self.say('221 bye')
                return
            else:
                self.say('250 ok')


def serve(connection):
    try:
        Session(connection).run()
    except (OSError, ConnectionError, ValueError):
        pass
    finally:
        connection.close()


listener = socket.create_server(('127.0.0.1', 0))
sys.stdout.write(f'{listener.getsockname()[1]}\n')
sys.stdout.flush()
threading.Thread(target=lambda: (sys.stdin.read(), __import__('os')._exit(0)), daemon=True).start()  # ends with the test
while True:
    accepted, _ = listener.accept()
    threading.Thread(target=serve, args=(accepted,), daemon=True).start()
