import GRDB
import PluginKit

/// What was predicted of a row out of fold.
package struct KeptPrediction: Sendable, Equatable {
  /// The conversation's number.
  package let conversation: Int64
  /// Of the message; -1 for the conversation.
  package let position: Int
  package let truth: SQLValue
  package let predicted: SQLValue
  /// Probability of the predicted word; nil for numbers.
  package let certainty: Double?

  package init(
    conversation: Int64, position: Int, truth: SQLValue, predicted: SQLValue, certainty: Double?
  ) {
    self.conversation = conversation
    self.position = position
    self.truth = truth
    self.predicted = predicted
    self.certainty = certainty
  }
}

/// An evaluation whose predictions were kept.
package struct KeptEvaluation: Sendable, Equatable {
  package let name: String
  package let label: String
  /// How the rows were divided.
  package let division: String
  package let madeAt: String
  /// Whether it is of numbers.
  package let isOfNumbers: Bool
}

/// A prediction with the words that it was of.
package struct PredictedRow: Sendable, Equatable {
  package let dataset: String
  package let id: String
  package let prediction: KeptPrediction
  /// Of the turn; of a conversation its first message.
  package let role: String
  package let text: String
}

extension Workspace {
  /// Keeps an evaluation's predictions; those of its name before are replaced.
  package func keep(
    evaluation name: String, label: String, isOfNumbers: Bool, division: String,
    _ rows: [KeptPrediction]
  ) throws {
    try write { db in
      try db.run("DELETE FROM prediction WHERE evaluation = ?", [.text(name)])
      try db.run("DELETE FROM evaluation WHERE name = ?", [.text(name)])
      try db.run(
        "INSERT INTO evaluation VALUES (?, ?, ?, ?, \(Self.now))",
        [
          .text(name), .text(label), .text(isOfNumbers ? "numbers" : "words"), .text(division),
        ])
      for row in rows {
        try db.run(
          """
          INSERT INTO prediction
          SELECT ?, c.id, ?, k.key, ?, ?, ? FROM conversation c JOIN content k ON k.id = c.content_id
          WHERE c.id = ?
          """,
          [
            .text(name), .integer(row.position), row.truth, row.predicted,
            row.certainty.map { .real($0) } ?? .null, .integer(Int(row.conversation)),
          ])
      }
    }
    effectLog.makes(.evaluation(name))
  }

  /// In order of name.
  package func evaluations() throws -> [KeptEvaluation] {
    try read { db in
      try db.rows(
        "SELECT name, label, classes, division, made_at FROM evaluation ORDER BY name"
      ) {
        KeptEvaluation(
          name: $0.text(0), label: $0.text(1), division: $0.text(3), madeAt: $0.text(4),
          isOfNumbers: $0.text(2) == "numbers")
      }
    }
  }

  /// The words that an evaluation's labels and predictions are, in order.
  package func classes(of evaluation: KeptEvaluation) throws -> [String] {
    guard !evaluation.isOfNumbers else { return [] }
    return try read { db in
      try db.rows(
        """
        SELECT truth FROM prediction WHERE evaluation = ?1
        UNION SELECT predicted FROM prediction WHERE evaluation = ?1 ORDER BY 1
        """, [.text(evaluation.name)]
      ) { $0.text(0) }
    }
  }

  /// Rows that were predicted wrongly, or of one cell, worst first: the most certain, or those
  /// furthest off. What was loaded anew since with another text is left out.
  package func predictions(
    of evaluation: KeptEvaluation, truth: String?, predicted: String?, limit: Int?
  ) throws -> (rows: [PredictedRow], total: Int) {
    effectLog.reads(.evaluation(evaluation.name))
    return try read { db in
      var condition = SQLFragment(" WHERE p.evaluation = ?", [.text(evaluation.name)])
      if let truth {
        condition = condition + SQLFragment(" AND p.truth = ? COLLATE NOCASE", [.text(truth)])
      }
      if let predicted {
        condition =
          condition + SQLFragment(" AND p.predicted = ? COLLATE NOCASE", [.text(predicted)])
      }
      if truth == nil || predicted == nil {
        condition = condition + SQLFragment(" AND p.truth != p.predicted")
      }
      let from = SQLFragment(
        """
         FROM prediction p JOIN conversation c ON c.id = p.conversation_id
        JOIN content k ON k.id = c.content_id AND k.key = p.content_key
        """)
      let count = try Prepared(db, SQLFragment("SELECT count(*)") + from + condition)
      let total = try count.step() ? count.count(0) : 0
      let order = evaluation.isOfNumbers ? "abs(p.truth - p.predicted)" : "p.certainty"
      let statement = try Prepared(
        db,
        SQLFragment(
          """
          SELECT d.name, c.external_id, c.id, p.position, p.truth, p.predicted, p.certainty,
            m.role, m.text
          """) + from
          + SQLFragment(
            """
             JOIN dataset d ON d.id = c.dataset_id
            LEFT JOIN message m ON m.id = c.first_message + max(p.position, 0)
              AND c.messages > max(p.position, 0)
            """) + condition
          + SQLFragment(" ORDER BY \(order) DESC, c.id, p.position LIMIT \(limit ?? -1)"))
      var rows: [PredictedRow] = []
      while try statement.step() {
        rows.append(
          PredictedRow(
            dataset: statement.text(0), id: statement.text(1),
            prediction: KeptPrediction(
              conversation: statement.integer(2), position: statement.count(3),
              truth: statement.value(4), predicted: statement.value(5),
              certainty: statement.real(6)),
            role: statement.isNull(7) ? "" : statement.text(7),
            text: statement.isNull(8) ? "" : statement.text(8)))
      }
      return (rows, total)
    }
  }
}
