/// A page of help that belongs to no single command.
struct HelpTopic: Sendable {
  let name: String
  let summary: String
  let text: String

  static let all = [query, keys, scripts, scores, plugins, learning, exitCodes]

  static let query = HelpTopic(
    name: "query", summary: "how to say which conversations",
    text: """
      # Queries

      `show`, `sample`, `search`, `select`, `validate`, `stats`, `plot`, `report` and `export` take \
      the same query. Terms side by side must all hold.

      - `sleep` a message has the word; `"can not sleep"` the phrase; `睡不着`, `😀` what no spaces \
      or letters set apart, anywhere in a message
      - `~"nobody would notice"` in `search`: messages that say the like, nearest first
      - `role:user` the words stand in a message of that role (user, assistant, system, tool, other)
      - `dataset:annomi`, `id:ps-001`, `tier:professional`
      - `file:week1.csv`, `file:week*` what came from a file, or from those of a folder, that was loaded
      - `topic:sleep`, `topic:"weight loss"` a metadata field of the conversation or of a message
      - `overall>=0.8`, `flags>0`, `messages<4` a metric, a numeric field, a count; < <= > >= = !=
      - `topic in (sleep, grief)`, `messages 10..40`, `overall ..0.5` one of some values, a range with \
      both ends
      - `date 2024-01..2024-03`, `date:2024-02-05`, `date>2024-02`, `date>="2024-02-05 14:00Z"` days, \
      months and times, however the texts write them; what is no date is left out and told; \
      `has:topic`, `has:overall` that there is a value
      - `profile.age>30`, `tags:work` what nested values and lists hold
      - `turn.caring>=0.7` a turn's own score, where a validator or a model scores turns; with \
      `role:assistant`, words or fields of messages it is asked of one and the same message
      - `metadata.overall<3` the file's own field where a score has its name
      - `@good` a selection that `select` named
      - `a and b`, `a or b`, `not a`, `( )`; a leading `where` may stand there
      - `sql "length(external_id) > 8"` a condition on conversation_scores, in SQL

      A score's name alone (`show overall`) is asked about; in quotes it is a word like others. \
      From the system's own prompt put the query in single quotes: `pe show 'overall>=0.8'`.
      """)

  static let keys = HelpTopic(
    name: "keys", summary: "keys of the shell, and what a line may hold",
    text: """
      # Keys and lines

      - `TAB` completes; twice, it lists what is possible
      - `↑` `↓` lines of before that begin with what was typed; `Ctrl-R` searches them
      - `Ctrl-A` `Ctrl-E` begin and end of the line; `Ctrl-←` `Ctrl-→` a word
      - `Ctrl-W` `Ctrl-U` `Ctrl-K` delete the word, to the begin, to the end
      - `Ctrl-X Ctrl-E` opens the line in $VISUAL or $EDITOR; `edit` the last one
      - `Ctrl-L` or `clear` clears the screen; `Ctrl-C` stops a command, `Ctrl-D` leaves

      A line goes on in the next one while a quote or a parenthesis is open or when it ends in \\; an \
      empty line ends it.

      ```
      show overall>=0.7 | less        a program reads what the command gives
      stats overall by topic > t.csv  a file gets it: .csv .json .md, else as shown
      stats empathy >> t.txt          behind what the file holds; >! writes over it
      let cut = 0.7                   then: show overall>=${cut}
      let n = $conversations          a measure of the last result
      !ls                             a line for the system's shell
      ```

      In queries and in sql `>` compares; a file there has a folder or an ending: `> ./out`, \
      `> out.csv`. Scripts write files by `>` and start programs by `|` only with --allow-shell.
      """)

  static let scripts = HelpTopic(
    name: "scripts", summary: "scripts, notebooks, checks and replay",
    text: """
      # Scripts

      Plain text; the first character of a line decides.

      ```
      pe 1                         # the format's version
      # a comment
      load sample.jsonl            a command
      = conversations 48           a measure, compared to the precision written
      = overall.mean 0.61 +-2%     within a tolerance
      = flagged 3..5               within a range
      = table.tiers c3f9a1b2       a digest of a typed table
      load nowhere.jsonl
      ! no such file               the command is expected to fail so
      ~ 1.8s                       recorded, never checked
      ```

      A notebook is Markdown whose `pe` fences hold the same lines. `save FILE` writes the session \
      as a script, `run FILE` runs one here, `replay FILE` runs it in a fresh workspace and ends \
      with 0 when the results are the same or within, 1 on bad usage, 2 on drift, 3 on error, 4 \
      when data is missing or has changed, 130 when interrupted.
      """)

  static let scores = HelpTopic(
    name: "scores", summary: "what the numbers mean and what they do not",
    text: """
      # Scores

      Five validators give a number from 0 to 1 each, or abstain with a reason; `overall` weighs \
      them by the profile, and the tier is the highest cut that the lower end of its interval \
      passes. Safety flags cap it. `why` shows the words behind a score.

      - No medical device and no risk assessment. No flag does not mean safe.
      - The rules were made for English, for text of peers and for transcripts of sessions.
      - Never rank clinicians or decide on employment with these numbers, and never show a score \
      to a person in crisis.
      - All is processed on this machine; conversation text is not logged.
      """)

  static let plugins = HelpTopic(
    name: "plugins", summary: "validators, exporters and readers of your own",
    text: """
      # Plugins

      A validator gives a conversation numbers and shows the words behind them; an exporter writes \
      conversations in a format of its own, and a reader reads them. Each is one file, in Swift, Python or any language.

      - `define NAME = share("phrase", /pattern/)` makes a validator without code
      - `plugin new NAME` writes a plugin to begin with; `plugin add FILE` builds and registers it
      - saving the file builds it anew; `plugin trial NAME` shows what moved
      - `plugin promote NAME` accepts the new build, `plugin reject NAME` goes back
      - `plugin test NAME` holds it to the contract and runs its cases
      - `validate --using NAME` scores; its metrics are columns like any other
      - `plugin log NAME` tells which conversations it failed on

      Plugins run in processes of their own: one that crashes, hangs (`set plugin-seconds`), takes \
      too much memory (`set plugin-memory`) or answers nonsense costs the conversation it did so on, \
      and nothing else. `Plugins/README.md` is the author's guide.
      """)

  static let learning = HelpTopic(
    name: "learning", summary: "labels, features, models and their evaluation",
    text: """
      # Learning

      - A label is a field or a score: `--label mi_quality`; a threshold on a number: \
      `--label 'overall>=0.8'`; one word against all others: `--positive good`; words that have an \
      order: `--order poor,mediocre,good`. \
      A number of at most ten values is classes, except to ridge.
      - Features: `tfidf` words weighed by rarity, `chars` pieces of words, `hash` words, pairs \
      of words and the marks ? and !, weighed by rarity, in 16,384 buckets (`signed-hash` with signs), `counts:questions,reflections` \
      metrics, `counts` all of them; joined by `+`.
      - `--text turns` makes a row of each message that has the label, with the message before it; \
      `cues` are then what the rules see in a turn. `predict` gives a conversation the share of its \
      turns that each class is expected to have.
      - Models: `forest` (100 trees), `logistic`, `ridge` for numbers, `naive-bayes`, `majority`.
      - `evaluate` before you believe: the division is repeated, stratified and grouped, so that \
      one speaker's conversations are never on both sides, nor copies of a text unless `--group` \
      says what belongs together. Intervals draw whole groups. `leak` is the share of tested rows \
      whose group, or nearly whose whole text, is in training; a part that is shared is not found.
      - `group DATASET FIELD` says once what belongs together in a dataset, for every command.
      - Read a figure beside its baselines: the most frequent class, the length of the text, stock \
      phrases of support, the rules' metrics. What is not above them was not learned.
      - With few groups the interval is wide, and likely still too narrow.
      - A model is a validator: `validate --using NAME`, `why ID NAME`, `help NAME`; one of turns \
      gives each turn its numbers, `turn.NAME_CLASS`. `evaluate NAME --errors` keeps what was \
      predicted of each row out of fold, and `errors NAME --true A --predicted B` opens a cell of the \
      confusions.
      - `predict` stores scores. Those of conversations that the model was trained on look better \
      than they are: `agree` says so, `split` keeps a part aside, `evaluate NAME --held-out` \
      measures on it, and `predict NAME --out-of-fold` lets no model predict what it has seen.
      - Probabilities that are to be read as such: `--calibrate`, and the calibration under `--plots`.
      """)

  static let exitCodes = HelpTopic(
    name: "exit-codes", summary: "exit codes and --json",
    text: """
      # Exit codes and JSON

      - 0 done; 1 wrong words; 2 a check did not hold; 3 tried and failed; 4 a file or workspace is \
      missing, locked or has changed; 130 interrupted.
      - `--json` on any command prints one JSON object on one line: command, status, measures, \
      labels, tables, artifacts, notes, error.
      - What programs read is whole: JSON, CSV, Markdown and files hold every row unless --limit says \
      otherwise. Tables for eyes end at 'set limit'; measures count what there is.
      - Output that cannot be written is an error, 3; a reader that has seen enough is none.
      """)
}
