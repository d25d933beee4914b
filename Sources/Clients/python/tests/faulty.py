"""A server that answers what a test says, byte for byte, and counts what it was asked."""

import json
import socket
import threading


def envelope(data, **headers):
    body = json.dumps({"success": True, "data": data, "message": "", "timestamp": ""}).encode()
    return answer(200, body, **headers)


def problem(status, code, message="so it is", details=None, **headers):
    error = {"code": code, "message": message, "details": details or {}, "request_id": "r-1"}
    body = json.dumps({"success": False, "error": error, "timestamp": ""}).encode()
    return answer(status, body, **headers)


def answer(status, body=b"", content_type="application/json", length=None, **headers):
    head = f"HTTP/1.1 {status} X\r\nContent-Type: {content_type}\r\n"
    head += f"Content-Length: {len(body) if length is None else length}\r\n"
    for name, value in headers.items():
        head += f"{name.replace('_', '-')}: {value}\r\n"
    return (head + "Connection: close\r\n\r\n").encode() + body


class Faulty:
    """answers: bytes, or a function of the request's head, one a request; the last again and again."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked = []
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def _serve(self):
        while True:
            try:
                client, _ = self.socket.accept()
            except OSError:
                return
            with client:
                data = b""
                while b"\r\n\r\n" not in data:
                    more = client.recv(65536)
                    if not more:
                        break
                    data += more
                head, _, body = data.partition(b"\r\n\r\n")
                wanted = 0
                for line in head.decode().split("\r\n"):
                    if line.lower().startswith("content-length:"):
                        wanted = int(line.split(":")[1])
                while len(body) < wanted:
                    body += client.recv(65536)
                if not head:
                    continue
                self.asked.append((head.decode(), body))
                given = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
                given = given(head.decode()) if callable(given) else given
                if given is not None:
                    client.sendall(given)
