/// What each table and column of the workspace file holds. A test compares it with the file.
package enum SchemaDoc {
  package struct Table: Sendable {
    package let name: String
    package let summary: String
    package let columns: [Column]
  }

  package struct Column: Sendable {
    package let name: String
    package let summary: String
  }

  package static let tables: [Table] = [
    table(
      "dataset", "One row for each corpus that was loaded.",
      ("id", "number in this workspace"),
      ("name", "what commands and queries call it"),
      ("path", "the file it was loaded from, or the folder that its files share"),
      ("file_sha256", "SHA-256 of that file, hexadecimal; of several, of their digests"),
      ("file_bytes", "size of that file, or of all of them"),
      ("format", "the dialect that was read"),
      ("mapping", "how its columns were read, as the load command wrote it"),
      ("loaded_at", "time of the load, UTC"),
      ("conversations", "how many it has"),
      ("messages", "how many they have together"),
      ("broken", "records that could not be read"),
      (
        "fingerprint",
        "sum modulo 2^128, over conversations, of the first 128 bits of SHA-256(content "
          + "digest, external id); the same whatever the order or the format of the file"
      )),
    table(
      "dataset_file",
      "One row for each file of a dataset. Its conversations are those with an id from "
        + "first_conversation to first_conversation + conversations - 1.",
      ("dataset_id", "dataset.id"),
      ("position", "order in the dataset, from 0"),
      ("path", "the file"),
      ("file_sha256", "SHA-256 of it, hexadecimal"),
      ("file_bytes", "its size"),
      ("format", "the dialect that was read"),
      ("mapping", "how its columns were read"),
      ("conversations", "how many came from it"),
      ("messages", "how many they have together"),
      ("broken", "records that could not be read"),
      ("clashes", "records whose id another file of the dataset has"),
      ("first_conversation", "conversation.id of the first"),
      ("first_broken", "broken_record.id of the first"),
      ("fingerprint", "the sum of dataset.fingerprint over its conversations")),
    table(
      "content", "One row for each different content; scores belong to contents.",
      ("id", "number in this workspace, in order of first appearance"),
      ("key", "64 bits of the SHA-256 of all that a validator may read")),
    table(
      "conversation", "One row for each conversation.",
      ("id", "number in this workspace"),
      ("dataset_id", "dataset.id"),
      ("external_id", "the name that the file gave it"),
      ("position", "place in its dataset, from 0, with gaps where a file was loaded anew"),
      ("messages", "number of messages"),
      ("text_bytes", "bytes of text of all messages, UTF-8"),
      ("content_id", "content.id"),
      (
        "first_message",
        "message.id of its first message; the others follow, so that its messages are those "
          + "with an id from first_message to first_message + messages - 1"
      )),
    table(
      "message",
      "One row for each message; ids ascend with conversation and position. There is no index by "
        + "conversation: conversation.first_message finds them faster.",
      ("id", "number in this workspace"),
      ("conversation_id", "conversation.id"),
      ("position", "place in the conversation, from 0"),
      ("role", "user, assistant, system, tool or other"),
      ("speaker", "the speaker's name in the file"),
      ("text", "what was said")),
    table(
      "metadata", "Named values of conversations and of messages.",
      ("conversation_id", "conversation.id"),
      ("position", "-1 for the conversation's own, else the message's position"),
      ("key", "the name"),
      ("value", "the value in its own type"),
      ("kind", "text, integer, number, flag (0 or 1), json or null")),
    table(
      "field", "Which metadata each dataset has.",
      ("dataset_id", "dataset.id"),
      ("level", "conversation or message"),
      ("key", "metadata.key"),
      ("kind", "metadata.kind"),
      ("position", "order of first appearance"),
      ("count", "how many values")),
    table(
      "broken_record", "Records of files that could not be read.",
      ("id", "number in this workspace"),
      ("dataset_id", "dataset.id"),
      ("line", "line of the file, from 1"),
      ("reason", "why")),
    table(
      "word_segment",
      "The index of words, made when first searched: ids of messages that lie near each other.",
      ("first", "the first message.id"),
      ("last", "the last")),
    table(
      "word_total", "What the index of words has of each role.",
      ("segment", "word_segment.first"),
      ("role", "message.role"),
      ("messages", "how many messages"),
      ("words", "how many words they have together")),
    table(
      "word_posting", "Which messages hold a word, for 'search' and queries.",
      ("segment", "word_segment.first"),
      ("word", "without case and accents, not stemmed"),
      ("classes", "messages alike in role, length and how often they hold it: how many"),
      ("postings", "the messages of each class, as distances")),
    table(
      "vector_links",
      "Which record of the file of vectors beside the workspace each message has, made by 'embed'.",
      ("stretch", "message.id / 16384, without remainder"),
      ("file", "the identity of that file"),
      ("done", "messages of the stretch that have a vector, or no word to make one of"),
      ("rows", "four bytes for each id: role and record")),
    table(
      "signature", "What scores were computed with: validator, version, options and code.",
      ("id", "number in this workspace, part of the name of its table of scores"),
      ("validator", "its name"),
      ("version", "its version"),
      ("options", "its options, name=value"),
      ("code_hash", "digest of its code or weights"),
      ("digest", "SHA-256 of all of these and of its columns"),
      ("created_at", "time of first use, UTC"),
      ("current", "1 when queries and the view read it")),
    table(
      "score_column", "The columns of each table of scores.",
      ("signature_id", "signature.id"),
      ("position", "order of columns, from 0"),
      ("name", "name of the column"),
      ("kind", "metric, low, high, label, or turn for a column of turns_N"),
      ("summary", "what it says"),
      ("lower", "least value of the range, for metrics"),
      ("upper", "greatest value of the range, for metrics"),
      ("direction", "higherIsBetter, lowerIsBetter or descriptive, for metrics")),
    table(
      "abstention", "Sets of reasons why metrics have no value; scores_N names them.",
      ("id", "number in this workspace"),
      ("reasons", "JSON: metric and reason")),
    table(
      "failure", "Contents on which a validator failed.",
      ("signature_id", "signature.id"),
      ("content_id", "content.id"),
      ("reason", "why")),
    table(
      "conversation_scores",
      "View: one row for each conversation, and one more column for each column of the current "
        + "signatures.",
      ("conversation_id", "conversation.id"),
      ("dataset", "dataset.name"),
      ("external_id", "conversation.external_id"),
      ("messages", "conversation.messages"),
      ("text_bytes", "conversation.text_bytes")),
    table(
      "plugin", "Validators and exporters that users added.",
      ("id", "number in this workspace, in order of adding"),
      ("name", "its name"),
      ("language", "swift, python, program, library or pattern"),
      ("path", "the file or folder of its source; empty for a pattern"),
      ("code", "the build in use: a hash of its source"),
      ("accepted", "the build that was accepted last; empty before the first"),
      ("description", "what it says of itself, JSON; for a pattern, its definition"),
      ("in_process", "1 when its code runs inside the program, not in workers"),
      ("saved_at", "when its source was saved, in seconds since 1970"),
      ("added_at", "time, UTC")),
    table(
      "plugin_failure", "Conversations that plugins failed on; the newest thousand of each.",
      ("id", "number in this workspace"),
      ("plugin", "the plugin's name"),
      ("code", "the build that failed"),
      ("conversation", "conversation.external_id"),
      ("reason", "why"),
      ("output", "the end of what its process wrote to standard error"),
      ("at", "time, UTC")),
    table(
      "model", "Models that were trained or imported.",
      ("id", "number in this workspace"),
      ("name", "its name, under which its scores are stored"),
      ("kind", "forest, logistic, ridge, naive-bayes or majority"),
      ("label", "what it was trained to tell"),
      ("features", "what it reads"),
      ("digest", "SHA-256 of file"),
      ("file", "the model, as 'model export' writes it"),
      ("created_at", "time of training or import, UTC")),
    table(
      "dataset_group", "What says, in a dataset, which conversations belong together.",
      ("dataset", "dataset.name"),
      ("rule", "a field, FIELD~PATTERN, or none")),
    table(
      "evaluation", "Evaluations whose predictions were kept.",
      ("name", "the model's name, or the one that was given"),
      ("label", "what was to be told"),
      ("classes", "JSON: the words of the label; empty for numbers"),
      ("division", "how the rows were divided into folds"),
      ("made_at", "time, UTC")),
    table(
      "prediction", "What was predicted of each row out of fold, beside its label.",
      ("evaluation", "evaluation.name"),
      ("conversation_id", "conversation.id"),
      ("position", "message.position; -1 for the conversation"),
      ("content_key", "content.key of then: what was loaded since has another"),
      ("truth", "its label"),
      ("predicted", "what a model said that had not seen it"),
      ("certainty", "probability of the predicted word; NULL for numbers")),
    table(
      "sketch", "What is kept of contents so that copies are found without reading them again.",
      ("content_id", "content.id"),
      ("text_key", "64 bits of the SHA-256 of its roles and texts"),
      ("word_hash", "hash of its words in order"),
      ("minhash", "64 values of 16 bits (MinHash of runs of three words); empty without words")),
    table(
      "copy_search", "Which datasets were searched for copies, whose marks are metadata.",
      ("dataset_id", "dataset.id"),
      ("span", "conversations, turns or templates"),
      ("settings", "what counted as a copy")),
    table(
      "imported_label", "Fields of datasets that 'labels import' joined to them.",
      ("dataset_id", "dataset.id"),
      ("level", "conversation or message"),
      ("key", "metadata.key"),
      ("replaces", "1 where it took the place of a field of the file's")),
    table(
      "imported_value", "Which values of metadata 'labels import' brought.",
      ("conversation_id", "conversation.id"),
      ("position", "metadata.position"),
      ("key", "metadata.key")),
    table(
      "evidence_mark", "What a person said of pieces of evidence that she read.",
      ("label", "what was seen, as 'why' and 'evidence' call it"),
      ("content_key", "content.key"),
      ("position", "message.position"),
      ("start", "where its words begin in the text, in bytes of UTF-8"),
      ("stop", "where they end"),
      ("is_right", "1 when what was seen is there, 0 when not"),
      ("validator", "who saw it: names and versions"),
      ("marked_at", "time, UTC")),
    table(
      "turn",
      "View: one row for each message with the names of its conversation; by dataset and id it takes "
        + "milliseconds.",
      ("dataset", "dataset.name"),
      ("id", "conversation.external_id"),
      ("position", "message.position"),
      ("role", "message.role"),
      ("speaker", "message.speaker"),
      ("text", "message.text"),
      ("labels", "the message's metadata: name=value, joined by '; '"),
      ("conversation_id", "conversation.id"),
      ("message_id", "message.id")),
    table(
      "evidence", "View: one row for each piece of evidence that a person marked.",
      ("dataset", "dataset.name, of the first conversation with the content"),
      ("id", "conversation.external_id"),
      ("position", "message.position"),
      ("role", "message.role"),
      ("label", "what was seen"),
      ("words", "where it was seen"),
      ("start", "where the words begin in the text, in bytes of UTF-8"),
      ("stop", "where they end"),
      ("is_right", "1 when it is there, 0 when not"),
      ("validator", "who saw it"),
      ("conversation_id", "conversation.id")),
    table(
      "selection", "Queries with a name, used as @name.",
      ("name", "its name"),
      ("query", "the query"),
      ("created_at", "time, UTC")),
    table(
      "recipe", "How files of a kind are read, under a name that 'load' takes.",
      ("name", "its name"),
      ("options", "what the person said of such files, JSON"),
      ("created_at", "time, UTC")),
    table(
      "profile", "Weights and cuts behind overall that were fitted to labels.",
      ("name", "its name"),
      ("definition", "weights, cuts and where they come from, JSON"),
      ("created_at", "time of fitting, UTC")),
    table(
      "session", "One row for each run of the program on this workspace.",
      ("id", "number in this workspace"),
      ("started_at", "time, UTC"),
      ("program", "name, version and platform of the program")),
    table(
      "step", "Commands of each session.",
      ("session_id", "session.id"),
      ("number", "order, from 1"),
      ("line", "the command as it was run"),
      ("status", "how it ended"),
      ("seconds", "how long it took"),
      ("started_at", "time, UTC"),
      ("script", "the step as a script holds it: command, checks, time")),
    table(
      "step_journal", "What each step read and wrote, for scripts that begin from nothing.",
      ("session_id", "session.id"),
      ("number", "step.number"),
      ("entry", "the names, as JSON")),
    table(
      "job", "Work that was submitted to the gateway, until its result is forgotten.",
      ("id", "24 hexadecimal digits"), ("owner", "the id of the key that submitted it"),
      ("kind", "quality_validation, export or analysis"),
      ("request", "what is to be done, as JSON"),
      ("idempotency_key", "the client's name for the submission, or nothing"),
      ("status", "queued, running, completed, failed or cancelled"),
      ("progress", "0 to 1, when it was last kept"), ("result", "what came of it, as JSON"),
      ("failure", "why it failed"), ("submitted_at", "seconds since 1970"),
      ("started_at", "seconds since 1970"), ("ended_at", "seconds since 1970")),
  ]

  /// The tables of scores, one for each signature, which differ from file to file.
  package static let scores = table(
    "scores_N", "Scores under signature N: one row for each content that was scored.",
    ("content_id", "content.id"),
    ("METRIC", "the metric's value; NULL where the validator abstained"),
    ("abstention_id", "abstention.id, where a metric has no value"),
    ("METRIC_low", "lower end of the 95 % interval, for metrics that have one"),
    ("METRIC_high", "upper end of it"),
    ("LABEL", "a word that the validator gives, such as the tier"))

  /// The tables of turns' scores, of signatures that have some.
  package static let turns = table(
    "turns_N", "Scores of single turns under signature N: one row for each turn that has one.",
    ("content_id", "content.id"),
    ("position", "message.position"),
    ("METRIC", "the turn's value; NULL where nothing can be said"))

  private static func table(
    _ name: String, _ summary: String, _ columns: (String, String)...
  ) -> Table {
    Table(
      name: name, summary: summary,
      columns: columns.map { Column(name: $0.0, summary: $0.1) })
  }

  /// Whether `name` is a table or view of the workspace, which commands alone may change or make.
  static func owns(_ name: String) -> Bool {
    name.lowercased().hasPrefix("scores_") || turnsNumber(name) != nil || names(name)
  }

  /// The N of `turns_N`.
  static func turnsNumber(_ name: String) -> Int64? {
    let name = name.lowercased()
    return name.hasPrefix("turns_") ? Int64(name.dropFirst(6)) : nil
  }

  /// The same without the tables of scores.
  static func names(_ name: String) -> Bool {
    let name = name.lowercased()
    return tables.contains { $0.name == name }
  }

  /// Whether a table of this name would stand where a statement means SQLite's function of rows.
  static func shadowsFunction(_ name: String) -> Bool {
    let name = name.lowercased()
    return name.hasPrefix("pragma_") || name.hasPrefix("json_") || name.hasPrefix("grdb_")
  }
}
