import GRDB

/// Takes marks of copies away that no longer hold when conversations go: those of the groups that
/// these were in. Else what is left of a group would still be called a copy of what is gone, and
/// `not copy:yes` would find none of it.
struct StaleMarks {
  /// Conversations elsewhere whose marks were taken away.
  private(set) var conversations = 0
  /// Datasets of which some were.
  private(set) var datasets: Set<Int64> = []

  /// Before the conversations go that `condition` is true of, on a conversation `c`.
  mutating func drop(
    before condition: String, _ arguments: [SQLValue], _ db: Database
  ) throws {
    let spans = try db.rows("SELECT DISTINCT span FROM copy_search") {
      CopySpan(rawValue: $0.text(0))
    }
    for span in spans.compactMap(\.self) {
      guard let group = span.group else {
        try dropTemplates(condition, arguments, db)
        continue
      }
      // A field of that name is a mark where its dataset was searched, and else the file's own.
      let place = span.level == .message ? ">= 0" : "= -1"
      let groups = """
        SELECT DISTINCT g.value FROM conversation c JOIN metadata g ON g.conversation_id = c.id
        JOIN copy_search s ON s.dataset_id = c.dataset_id AND s.span = '\(span.rawValue)'
        WHERE g.key = '\(group)' AND g.position \(place) AND (\(condition))
        """
      let places = try db.rows(
        """
        SELECT x.conversation_id, x.position, c.dataset_id FROM metadata x
        JOIN conversation c ON c.id = x.conversation_id
        JOIN copy_search s ON s.dataset_id = c.dataset_id AND s.span = '\(span.rawValue)'
        WHERE x.key = '\(group)' AND x.position \(place) AND x.value IN (\(groups))
          AND NOT (\(condition))
        """, arguments
      ) { ($0.integer(0), $0.integer(1), $0.integer(2)) }
      let remove = try Prepared(
        db,
        """
        DELETE FROM metadata WHERE conversation_id = ? AND position = ?
          AND key IN (\(span.fields.map { "'\($0)'" }.joined(separator: ", ")))
        """)
      for (conversation, position, dataset) in places {
        remove.bind(1, conversation)
        remove.bind(2, position)
        try remove.run()
        datasets.insert(dataset)
      }
      conversations += Set(places.map(\.0)).count
    }
  }

  /// In how many conversations a line is said is no longer so where some go that say it.
  private mutating func dropTemplates(
    _ condition: String, _ arguments: [SQLValue], _ db: Database
  ) throws {
    let isTouched = try db.integer(
      """
      SELECT EXISTS (SELECT 1 FROM conversation c JOIN metadata x ON x.conversation_id = c.id
        JOIN copy_search s ON s.dataset_id = c.dataset_id AND s.span = 'templates'
        WHERE x.key = 'template' AND x.position >= 0 AND (\(condition)))
      """, arguments)
    guard isTouched == 1 else { return }
    let marked = try db.rows(
      """
      SELECT DISTINCT x.conversation_id, c.dataset_id FROM metadata x
      JOIN conversation c ON c.id = x.conversation_id
      JOIN copy_search s ON s.dataset_id = c.dataset_id AND s.span = 'templates'
      WHERE x.key = 'template' AND x.position >= 0 AND NOT (\(condition))
      """, arguments
    ) { ($0.integer(0), $0.integer(1)) }
    let remove = try Prepared(
      db, "DELETE FROM metadata WHERE conversation_id = ? AND position >= 0 AND key = 'template'")
    for (conversation, dataset) in marked {
      remove.bind(1, conversation)
      try remove.run()
      datasets.insert(dataset)
    }
    conversations += marked.count
  }

  /// Tells the fields of the datasets anew, when all is said.
  func recount(_ db: Database) throws {
    for dataset in datasets.sorted() {
      for span in CopySpan.allCases {
        for field in span.fields { try Workspace.countField(field, span.level, dataset, db) }
      }
    }
  }
}

extension CopySpan {
  /// The field of it that says what belongs together.
  fileprivate var group: String? {
    switch self {
    case .conversations: "copy_group"
    case .turns: "turn_copy_group"
    case .templates: nil
    }
  }
}

/// What a load, or the going of a dataset, did beside the conversations.
package struct Aftermath: Sendable, Equatable {
  /// Conversations whose joined labels came back, and such as were labelled and are other now, or gone.
  package var labelsKept = 0
  package var labelsLost = 0
  /// Fields of labels that the files have by themselves now.
  package var labelsGaveWay: [String] = []
  /// Conversations elsewhere whose marks of copies no longer held.
  package var marksDropped = 0
  /// Whether conversations were added, or read anew, where others have been searched for copies.
  package var isUnsearched = false

  package init() {}
}
