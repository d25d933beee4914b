extension ProjectTexts {
  static let service: [(name: String, text: String)] = [
    (
      "README.md",
      #"""
      # A service that scores conversations

      ```
      pip install pixelated-empathy-api
      python service.py 8080
      curl -d '{"messages": [{"role": "user", "content": "I can not sleep."},
          {"role": "assistant", "content": "What keeps you awake?"}]}' http://127.0.0.1:8080/score
      python -m unittest
      ```

      It asks the gateway that PE_GATEWAY names (with PE_API_KEY), else `pe` on this machine, and keeps answers
      for an hour by the text of the conversation. It listens at this machine alone and logs no text.

      """#
    ),
    (
      "service.py",
      #"""
      """POST /score: a conversation in, its scores out."""

      import hashlib
      import json
      import os
      import sys
      import threading
      import time
      from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

      from pixelated_empathy import InvalidRequestError, PixelatedEmpathyAPI, PixelatedEmpathyAPIError, local

      MOST_BYTES = 1 << 20
      KEPT_FOR = 3600.0


      def connect():
          """The gateway that the environment names, or the program on this machine."""
          return PixelatedEmpathyAPI() if os.environ.get("PE_GATEWAY") else local(":memory:")


      class Scores:
          """Scores of conversations, each asked for once an hour."""

          def __init__(self, api, clock=time.monotonic):
              self.api, self.clock, self.kept, self.lock = api, clock, {}, threading.Lock()

          def of(self, conversation):
              text = json.dumps(conversation.get("messages"), sort_keys=True)
              key = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
              with self.lock:
                  known = self.kept.get(key)
              if known is not None and self.clock() - known[0] < KEPT_FOR:
                  return known[1]
              assessed = self.api.validate_conversation_quality(conversation, evidence=False)
              answer = {
                  "overall_quality": assessed.overall,
                  "tier": assessed.tier,
                  "quality_metrics": assessed["quality_metrics"],
                  "recommendations": assessed.recommendations,
              }
              with self.lock:
                  now = self.clock()
                  self.kept = {k: v for k, v in self.kept.items() if now - v[0] < KEPT_FOR}
                  self.kept[key] = (now, answer)
              return answer


      def handler(scores):
          class Handler(BaseHTTPRequestHandler):
              timeout = 10

              def do_POST(self):
                  if self.path != "/score":
                      return self.answer(404, {"error": "there is POST /score"})
                  try:
                      size = int(self.headers.get("Content-Length", ""))
                  except ValueError:
                      return self.answer(411, {"error": "Content-Length is needed"})
                  if not 0 <= size <= MOST_BYTES:
                      return self.answer(413, {"error": f"at most {MOST_BYTES} bytes"})
                  try:
                      conversation = json.loads(self.rfile.read(size))
                      if not isinstance(conversation, dict):
                          raise InvalidRequestError("a conversation is an object with messages")
                      self.answer(200, scores.of(conversation))
                  except (ValueError, InvalidRequestError) as error:
                      self.answer(400, {"error": str(error)})
                  except PixelatedEmpathyAPIError:
                      self.answer(502, {"error": "the conversation could not be scored now"})

              def answer(self, status, body):
                  data = json.dumps(body).encode()
                  self.send_response(status)
                  self.send_header("Content-Type", "application/json")
                  self.send_header("Content-Length", str(len(data)))
                  self.end_headers()
                  self.wfile.write(data)

              def log_message(self, format, *args):
                  sys.stderr.write(f"{self.command} {args[1] if len(args) > 1 else ''}\n")

          return Handler


      def serve(api, port):
          return ThreadingHTTPServer(("127.0.0.1", port), handler(Scores(api)))


      if __name__ == "__main__":
          with connect() as api:
              serve(api, int(sys.argv[1]) if len(sys.argv) > 1 else 8080).serve_forever()

      """#
    ),
    (
      "test_service.py",
      #"""
      import json
      import threading
      import unittest
      import urllib.error
      import urllib.request

      import service

      TALK = {
          "messages": [
              {"role": "user", "content": "I can not sleep since the move."},
              {"role": "assistant", "content": "Since the move you lie awake. What keeps you up?"},
          ]
      }


      class ServiceTest(unittest.TestCase):
          @classmethod
          def setUpClass(cls):
              cls.api = service.connect()
              cls.server = service.serve(cls.api, 0)
              threading.Thread(target=cls.server.serve_forever, daemon=True).start()

          @classmethod
          def tearDownClass(cls):
              cls.server.shutdown()
              cls.server.server_close()
              cls.api.close()

          def ask(self, body):
              url = f"http://127.0.0.1:{self.server.server_port}/score"
              try:
                  with urllib.request.urlopen(url, body, timeout=20) as answer:
                      return answer.status, json.load(answer)
              except urllib.error.HTTPError as error:
                  with error:
                      return error.code, json.load(error)

          def test_a_conversation_is_scored(self):
              status, scores = self.ask(json.dumps(TALK).encode())
              self.assertEqual(status, 200)
              self.assertIn("safety_score", scores["quality_metrics"])

          def test_what_is_none_is_told(self):
              for body in (b"[]", b"{", b'{"messages": "none"}'):
                  status, answer = self.ask(body)
                  self.assertEqual(status, 400)
                  self.assertTrue(answer["error"])

          def test_answers_are_kept_for_an_hour(self):
              asked, now = [], [0.0]

              class Counting:
                  def validate_conversation_quality(self, conversation, evidence):
                      asked.append(conversation)
                      return ServiceTest.api.validate_conversation_quality(conversation, evidence=evidence)

              scores = service.Scores(Counting(), clock=lambda: now[0])
              first = scores.of(TALK)
              self.assertEqual(scores.of(TALK), first)
              self.assertEqual(len(asked), 1)
              now[0] = service.KEPT_FOR + 1
              scores.of(TALK)
              self.assertEqual(len(asked), 2)


      if __name__ == "__main__":
          unittest.main()

      """#
    ),
  ]
}
