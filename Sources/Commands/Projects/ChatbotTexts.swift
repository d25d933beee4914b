extension ProjectTexts {
  static let chatbot: [(name: String, text: String)] = [
    (
      "README.md",
      #"""
      # A chatbot whose replies are scored

      ```
      pip install pixelated-empathy-api
      python chatbot.py
      python -m unittest
      ```

      `reply` in `chatbot.py` is where your model goes. Each exchange is scored as the conversation stands:
      by the gateway that PE_GATEWAY names (with PE_API_KEY), else by `pe` on this machine. What was said is
      kept in `talks.jsonl`, which `pe load talks.jsonl` reads.

      The scores describe text. They are no risk assessment: that nothing was flagged does not mean that
      somebody is safe.

      """#
    ),
    (
      "chatbot.py",
      #"""
      """A chatbot, and what the validators say of its replies."""

      import json
      import os
      import sys

      from pixelated_empathy import PixelatedEmpathyAPI, local

      OPENINGS = {
          "sleep": "The nights are long for you. What goes through your mind when you lie awake?",
          "alone": "You are alone with it. Who would you wish to have there?",
          "afraid": "Something frightens you. What does the fear say?",
      }


      def reply(messages):
          """The answer to the last message. Put your model here."""
          said = messages[-1]["content"].lower()
          for word, answer in OPENINGS.items():
              if word in said:
                  return answer
          return f"You say: {messages[-1]['content'].rstrip('.!')}. What is that like for you?"


      def connect():
          """The gateway that the environment names, or the program on this machine."""
          return PixelatedEmpathyAPI() if os.environ.get("PE_GATEWAY") else local(":memory:")


      class Chat:
          def __init__(self, api, answer=reply):
              self.api, self.answer, self.messages = api, answer, []

          def say(self, text):
              """The reply, and the assessment of the conversation so far."""
              self.messages.append({"role": "user", "content": text})
              answer = self.answer(self.messages)
              self.messages.append({"role": "assistant", "content": answer})
              return answer, self.api.validate_conversation_quality({"messages": self.messages})


      def main():
          with connect() as api:
              chat = Chat(api)
              for line in sys.stdin:
                  if not line.strip():
                      continue
                  answer, assessed = chat.say(line.strip())
                  print(answer)
                  score = "too short to score" if assessed.overall is None else f"{assessed.overall:.2f}"
                  print(f"   overall {score}", *assessed.recommendations[:1], sep=" · ")
              if chat.messages:
                  with open("talks.jsonl", "a", encoding="utf-8") as file:
                      file.write(json.dumps({"messages": chat.messages}, ensure_ascii=False) + "\n")


      if __name__ == "__main__":
          main()

      """#
    ),
    (
      "test_chatbot.py",
      #"""
      import unittest

      from chatbot import Chat, connect


      class ChatTest(unittest.TestCase):
          def setUp(self):
              self.api = connect()
              self.addCleanup(self.api.close)

          def test_a_long_chat_has_scores(self):
              chat = Chat(self.api)
              for line in ("I can not sleep.", "I am alone with it.", "I am afraid of the rent.", "It is so much."):
                  answer, assessed = chat.say(line)
                  self.assertTrue(answer.endswith("?"))
              self.assertIsNotNone(assessed.overall)
              self.assertEqual(len(chat.messages), 8)

          def test_better_replies_score_higher(self):
              harsh = Chat(self.api, lambda messages: "Calm down. You should just stop it.")
              kind = Chat(self.api)
              for line in ("I can not sleep.", "I am alone with it.", "I am afraid of the rent.", "It is so much."):
                  worse, better = harsh.say(line)[1], kind.say(line)[1]
              self.assertLess(worse.overall, better.overall)


      if __name__ == "__main__":
          unittest.main()

      """#
    ),
  ]
}
