import GRDB

/// The numbered steps that bring a file to the form that this program reads.
///
/// A step is never changed once released: a new form is a new step.
enum Schema {
  /// Tells our files from others, in the header of the file ("peWS").
  static let applicationID: UInt32 = 0x7065_5753
  static var version: Int { steps.count }

  /// Each step as statements that run one by one.
  static let steps: [[String]] = [
    first, plugins, models, groups, journal, turns, files, words, recipes, copies, evidence, jobs,
    vectors, labels, profiles, importedValues,
  ]

  /// Brings `db` from `user_version` to the newest form, inside the caller's transaction.
  static func migrate(_ db: Database, steps: [[String]] = Schema.steps) throws {
    let current = try db.integer("PRAGMA user_version")
    guard current <= steps.count else { throw newer(current) }
    guard current < steps.count else { return }
    for step in steps[current...] {
      for statement in step { try db.execute(sql: statement) }
    }
    try db.execute(sql: "PRAGMA user_version = \(steps.count)")
    try db.execute(sql: "PRAGMA application_id = \(applicationID)")
  }

  static func newer(_ found: Int) -> WorkspaceError {
    WorkspaceError(
      .newer,
      "this workspace has format \(found), and this program reads formats up to \(version)",
      hint: "open it with a newer pe")
  }

  /// Names of its indexes.
  static let indexes: Set = ["metadata_value", "broken_record_dataset", "plugin_failure_plugin"]

  /// Made anew after a bulk load: filling an index that is there costs more than sorting once.
  static let metadataIndex =
    "CREATE INDEX metadata_value ON metadata(key, value COLLATE NOCASE)"

  /// The index of words, made anew where another program took a part of it away: it holds nothing
  /// of its own.
  static let wordTables = [
    "word_segment": """
    CREATE TABLE word_segment (
      first INTEGER PRIMARY KEY,
      last INTEGER NOT NULL
    ) STRICT
    """,
    "word_total": """
    CREATE TABLE word_total (
      segment INTEGER NOT NULL,
      role TEXT NOT NULL,
      messages INTEGER NOT NULL,
      words INTEGER NOT NULL,
      PRIMARY KEY (segment, role)
    ) STRICT, WITHOUT ROWID
    """,
    "word_posting": """
    CREATE TABLE word_posting (
      segment INTEGER NOT NULL,
      word BLOB NOT NULL,
      classes BLOB NOT NULL,
      postings BLOB NOT NULL,
      PRIMARY KEY (segment, word)
    ) STRICT, WITHOUT ROWID
    """,
  ]

  /// Takes the place of SQLite's full-text index.
  private static let words =
    ["DROP TABLE IF EXISTS message_fts", "DROP TABLE search_index"]
    + wordTables.sorted { $0.key < $1.key }.map(\.value)

  /// Marks of people on evidence, and views that join what is joined most: they hold nothing, so
  /// a load does not wait for them.
  private static let evidence = [
    """
    CREATE TABLE evidence_mark (
      label TEXT NOT NULL,
      content_key INTEGER NOT NULL,
      position INTEGER NOT NULL,
      start INTEGER NOT NULL,
      stop INTEGER NOT NULL,
      is_right INTEGER NOT NULL,
      validator TEXT NOT NULL,
      marked_at TEXT NOT NULL,
      PRIMARY KEY (label, content_key, position, start, stop)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE VIEW turn AS
    SELECT d.name AS dataset, c.external_id AS id, m.position, m.role, m.speaker, m.text,
      (SELECT group_concat(x.key || '=' || x.value, '; ') FROM metadata x
        WHERE x.conversation_id = c.id AND x.position = m.position) AS labels,
      c.id AS conversation_id, m.id AS message_id
    FROM dataset d CROSS JOIN conversation c ON c.dataset_id = d.id
      CROSS JOIN message m ON m.id >= c.first_message AND m.id < c.first_message + c.messages
    """,
    """
    CREATE VIEW evidence AS
    SELECT d.name AS dataset, c.external_id AS id, e.position, m.role, e.label,
      CAST(substr(CAST(m.text AS BLOB), e.start + 1, e.stop - e.start) AS TEXT) AS words,
      e.start, e.stop, e.is_right, e.validator, c.id AS conversation_id
    FROM evidence_mark e CROSS JOIN content k ON k.key = e.content_key
      CROSS JOIN conversation c ON c.id =
        (SELECT min(id) FROM conversation WHERE content_id = k.id)
      CROSS JOIN dataset d ON d.id = c.dataset_id
      CROSS JOIN message m ON m.id = c.first_message + e.position
    """,
  ]

  private static let plugins = [
    """
    CREATE TABLE plugin (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      language TEXT NOT NULL,
      path TEXT NOT NULL,
      code TEXT NOT NULL,
      accepted TEXT NOT NULL,
      description TEXT NOT NULL,
      in_process INTEGER NOT NULL,
      saved_at REAL NOT NULL,
      added_at TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE plugin_failure (
      id INTEGER PRIMARY KEY,
      plugin TEXT NOT NULL,
      code TEXT NOT NULL,
      conversation TEXT NOT NULL,
      reason TEXT NOT NULL,
      output TEXT NOT NULL,
      at TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX plugin_failure_plugin ON plugin_failure(plugin, id)",
  ]

  private static let models = [
    """
    CREATE TABLE model (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL,
      label TEXT NOT NULL,
      features TEXT NOT NULL,
      digest TEXT NOT NULL,
      file BLOB NOT NULL,
      created_at TEXT NOT NULL
    ) STRICT
    """
  ]

  private static let groups = [
    """
    CREATE TABLE dataset_group (
      dataset TEXT PRIMARY KEY,
      rule TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """
  ]

  private static let journal = [
    """
    CREATE TABLE step_journal (
      session_id INTEGER NOT NULL,
      number INTEGER NOT NULL,
      entry TEXT NOT NULL,
      PRIMARY KEY (session_id, number)
    ) STRICT, WITHOUT ROWID
    """
  ]

  /// The tables of turns' scores, which this form has first, are made with their signatures.
  private static let turns = [
    """
    CREATE TABLE evaluation (
      name TEXT PRIMARY KEY,
      label TEXT NOT NULL,
      classes TEXT NOT NULL,
      division TEXT NOT NULL,
      made_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE prediction (
      evaluation TEXT NOT NULL,
      conversation_id INTEGER NOT NULL,
      position INTEGER NOT NULL,
      content_key INTEGER NOT NULL,
      truth ANY NOT NULL,
      predicted ANY NOT NULL,
      certainty REAL,
      PRIMARY KEY (evaluation, conversation_id, position)
    ) STRICT, WITHOUT ROWID
    """,
  ]

  private static let files = [
    """
    CREATE TABLE dataset_file (
      dataset_id INTEGER NOT NULL,
      position INTEGER NOT NULL,
      path TEXT NOT NULL,
      file_sha256 TEXT NOT NULL,
      file_bytes INTEGER NOT NULL,
      format TEXT NOT NULL,
      mapping TEXT NOT NULL,
      conversations INTEGER NOT NULL,
      messages INTEGER NOT NULL,
      broken INTEGER NOT NULL,
      clashes INTEGER NOT NULL,
      first_conversation INTEGER NOT NULL,
      first_broken INTEGER NOT NULL,
      fingerprint TEXT NOT NULL,
      PRIMARY KEY (dataset_id, position)
    ) STRICT, WITHOUT ROWID
    """
  ]

  private static let recipes = [
    """
    CREATE TABLE recipe (
      name TEXT PRIMARY KEY,
      options TEXT NOT NULL,
      created_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """
  ]

  private static let profiles = [
    """
    CREATE TABLE profile (
      name TEXT PRIMARY KEY,
      definition TEXT NOT NULL,
      created_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """
  ]

  /// Which values came from tables of labels: a file may bring others of the same field. Of a field of
  /// labels as it was, all did.
  private static let importedValues = [
    """
    CREATE TABLE imported_value (
      conversation_id INTEGER NOT NULL,
      position INTEGER NOT NULL,
      key TEXT NOT NULL,
      PRIMARY KEY (conversation_id, position, key)
    ) STRICT, WITHOUT ROWID
    """,
    """
    INSERT INTO imported_value
    SELECT m.conversation_id, m.position, m.key FROM imported_label l
    JOIN conversation c ON c.dataset_id = l.dataset_id
    JOIN metadata m ON m.conversation_id = c.id AND m.key = l.key
      AND l.level = CASE WHEN m.position < 0 THEN 'conversation' ELSE 'message' END
    """,
  ]

  private static let copies = [
    """
    CREATE TABLE sketch (
      content_id INTEGER PRIMARY KEY,
      text_key INTEGER NOT NULL,
      word_hash INTEGER NOT NULL,
      minhash BLOB NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE copy_search (
      dataset_id INTEGER NOT NULL,
      span TEXT NOT NULL,
      settings TEXT NOT NULL,
      PRIMARY KEY (dataset_id, span)
    ) STRICT, WITHOUT ROWID
    """,
  ]

  /// Links of messages to the file of vectors beside the workspace.
  private static let vectors = [
    """
    CREATE TABLE vector_links (
      stretch INTEGER PRIMARY KEY,
      file TEXT NOT NULL,
      done INTEGER NOT NULL,
      rows BLOB NOT NULL
    ) STRICT
    """
  ]

  /// Fields that came from tables of labels. The index of words is made anew by the way that words are
  /// divided now.
  private static let labels = [
    """
    CREATE TABLE imported_label (
      dataset_id INTEGER NOT NULL,
      level TEXT NOT NULL,
      key TEXT NOT NULL,
      replaces INTEGER NOT NULL,
      PRIMARY KEY (dataset_id, level, key)
    ) STRICT, WITHOUT ROWID
    """,
    "DELETE FROM word_segment", "DELETE FROM word_total", "DELETE FROM word_posting",
  ]

  private static let first = [
    """
    CREATE TABLE dataset (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      path TEXT NOT NULL,
      file_sha256 TEXT NOT NULL,
      file_bytes INTEGER NOT NULL,
      format TEXT NOT NULL,
      mapping TEXT NOT NULL,
      loaded_at TEXT NOT NULL,
      conversations INTEGER NOT NULL,
      messages INTEGER NOT NULL,
      broken INTEGER NOT NULL,
      fingerprint TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE content (
      id INTEGER PRIMARY KEY,
      key INTEGER NOT NULL UNIQUE
    ) STRICT
    """,
    """
    CREATE TABLE conversation (
      id INTEGER PRIMARY KEY,
      dataset_id INTEGER NOT NULL,
      external_id TEXT NOT NULL,
      position INTEGER NOT NULL,
      messages INTEGER NOT NULL,
      text_bytes INTEGER NOT NULL,
      content_id INTEGER NOT NULL,
      first_message INTEGER NOT NULL,
      UNIQUE (dataset_id, external_id)
    ) STRICT
    """,
    """
    CREATE TABLE message (
      id INTEGER PRIMARY KEY,
      conversation_id INTEGER NOT NULL,
      position INTEGER NOT NULL,
      role TEXT NOT NULL,
      speaker TEXT NOT NULL,
      text TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE metadata (
      conversation_id INTEGER NOT NULL,
      position INTEGER NOT NULL,
      key TEXT NOT NULL,
      value ANY,
      kind TEXT NOT NULL,
      PRIMARY KEY (conversation_id, position, key)
    ) STRICT, WITHOUT ROWID
    """,
    metadataIndex,
    """
    CREATE TABLE field (
      dataset_id INTEGER NOT NULL,
      level TEXT NOT NULL,
      key TEXT NOT NULL,
      kind TEXT NOT NULL,
      position INTEGER NOT NULL,
      count INTEGER NOT NULL,
      PRIMARY KEY (dataset_id, level, key, kind)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE broken_record (
      id INTEGER PRIMARY KEY,
      dataset_id INTEGER NOT NULL,
      line INTEGER NOT NULL,
      reason TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX broken_record_dataset ON broken_record(dataset_id, line)",
    """
    CREATE VIRTUAL TABLE message_fts USING fts5(
      text, content='message', content_rowid='id',
      tokenize='unicode61 remove_diacritics 2')
    """,
    """
    CREATE TABLE search_index (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      indexed_through INTEGER NOT NULL
    ) STRICT
    """,
    "INSERT INTO search_index VALUES (1, 0)",
    """
    CREATE TABLE signature (
      id INTEGER PRIMARY KEY,
      validator TEXT NOT NULL,
      version TEXT NOT NULL,
      options TEXT NOT NULL,
      code_hash TEXT NOT NULL,
      digest TEXT NOT NULL UNIQUE,
      created_at TEXT NOT NULL,
      current INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE score_column (
      signature_id INTEGER NOT NULL,
      position INTEGER NOT NULL,
      name TEXT NOT NULL,
      kind TEXT NOT NULL,
      summary TEXT NOT NULL,
      lower REAL,
      upper REAL,
      direction TEXT,
      PRIMARY KEY (signature_id, position)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE abstention (
      id INTEGER PRIMARY KEY,
      reasons TEXT NOT NULL UNIQUE
    ) STRICT
    """,
    """
    CREATE TABLE failure (
      signature_id INTEGER NOT NULL,
      content_id INTEGER NOT NULL,
      reason TEXT NOT NULL,
      PRIMARY KEY (signature_id, content_id)
    ) STRICT, WITHOUT ROWID
    """,
    ScoreView.definition(of: []),
    """
    CREATE TABLE selection (
      name TEXT PRIMARY KEY,
      query TEXT NOT NULL,
      created_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE session (
      id INTEGER PRIMARY KEY,
      started_at TEXT NOT NULL,
      program TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE step (
      session_id INTEGER NOT NULL,
      number INTEGER NOT NULL,
      line TEXT NOT NULL,
      status TEXT NOT NULL,
      seconds REAL NOT NULL,
      started_at TEXT NOT NULL,
      script TEXT NOT NULL,
      PRIMARY KEY (session_id, number)
    ) STRICT, WITHOUT ROWID
    """,
  ]
}
