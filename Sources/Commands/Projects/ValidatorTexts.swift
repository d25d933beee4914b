extension ProjectTexts {
  static let validator: [(name: String, text: String)] = [
    (
      "README.md",
      #"""
      # A validator of your own

      ```
      pe plugin add kindness.py
      pe plugin test kindness
      pe validate --using kindness
      python -m unittest
      ```

      `kindness.py` is the validator, `kindness.cases.jsonl` what must hold of it. Save it while `pe` is open and
      the next command uses it. `Plugins/README.md` in pe's sources tells what a validator may say, and
      `pe agree kindness YOUR_LABEL` whether it says what people say.

      """#
    ),
    (
      "test_kindness.py",
      #"""
      import os
      import subprocess
      import tempfile
      import unittest
      from pathlib import Path

      HERE = Path(__file__).parent


      class KindnessTest(unittest.TestCase):
          def test_it_builds_and_its_cases_hold(self):
              pe = os.environ.get("PE", "pe")
              with tempfile.TemporaryDirectory() as folder:
                  workspace = os.path.join(folder, "w.sqlite")
                  env = {**os.environ, "PE_PLUGINS": folder}
                  for words in (["plugin", "add", str(HERE / "kindness.py")], ["plugin", "test", "kindness"]):
                      run = subprocess.run(
                          [pe, "--workspace", workspace, *words], env=env, capture_output=True, text=True
                      )
                      self.assertEqual(run.returncode, 0, run.stdout + run.stderr)


      if __name__ == "__main__":
          unittest.main()

      """#
    ),
  ]
}
