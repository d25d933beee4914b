extension ProjectTexts {
  static let research: [(name: String, text: String)] = [
    (
      "README.md",
      #"""
      # A study of conversations

      ```
      pip install 'pixelated-empathy-api[pandas]'
      pe --workspace study.sqlite run study.pe
      python study.py
      python -m unittest
      ```

      `talks.jsonl` is a sample: put your conversations in its place. `study.pe` loads and scores them, `study.py`
      makes a table of the scores, `scores.csv`. Before you conclude anything, hold the scores against labels of
      people on your own data: `pe agree overall YOUR_LABEL`.

      """#
    ),
    (
      "study.pe",
      #"""
      # What this study is made of, from the file to the scores.
      load talks.jsonl --name talks
      validate
      stats overall empathy safety_compliance

      """#
    ),
    ("talks.jsonl", talks),
    (
      "study.py",
      #"""
      """A table of the scores, a row a conversation."""

      import os
      import sys

      from pixelated_empathy import PixelatedEmpathyAPI, local


      def connect(workspace):
          """The gateway that the environment names, or the workspace on this machine."""
          return PixelatedEmpathyAPI() if os.environ.get("PE_GATEWAY") else local(workspace)


      def scores(api):
          return api.iter_conversations().to_pandas().set_index("id")


      def main(workspace="study.sqlite"):
          with connect(workspace) as api:
              table = scores(api)
          table.to_csv("scores.csv")
          print(table[["overall", "empathy", "safety_compliance"]].describe().round(3))


      if __name__ == "__main__":
          main(*sys.argv[1:])

      """#
    ),
    (
      "test_study.py",
      #"""
      import os
      import subprocess
      import tempfile
      import unittest
      from pathlib import Path

      import study

      HERE = Path(__file__).parent


      class StudyTest(unittest.TestCase):
          def test_the_study_gives_a_table_of_scores(self):
              with tempfile.TemporaryDirectory() as folder:
                  workspace = os.path.join(folder, "study.sqlite")
                  pe = os.environ.get("PE", "pe")
                  subprocess.run(
                      [pe, "--workspace", workspace, "run", str(HERE / "study.pe")],
                      check=True,
                      stdout=subprocess.DEVNULL,
                  )
                  with study.connect(workspace) as api:
                      table = study.scores(api)
              self.assertEqual(list(table.index), ["t-1", "t-2"])
              self.assertGreater(table.loc["t-1", "overall"], table.loc["t-2", "overall"])


      if __name__ == "__main__":
          unittest.main()

      """#
    ),
  ]
}
