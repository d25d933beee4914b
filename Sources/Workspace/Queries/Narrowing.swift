import PluginKit

/// What messages a text may stand in.
struct Narrowing: Sendable, Hashable {
  var role: Role?
  var fields: [SQLFragment] = []
  var turns: [TurnCondition] = []

  var isEmpty: Bool { role == nil && fields.isEmpty && turns.isEmpty }

  /// Whether a role is all that it asks for, which the index of words knows.
  var isOfRoleAlone: Bool { fields.isEmpty && turns.isEmpty }

  /// ` AND …` on the message `m`.
  var condition: SQLFragment {
    var parts: [SQLFragment] = []
    if let role { parts.append(SQLFragment(" AND m.role = '\(role.rawValue)'")) }
    for field in fields {
      parts.append(
        SQLFragment(
          " AND EXISTS (SELECT 1 FROM metadata x WHERE x.conversation_id = m.conversation_id"
            + " AND x.position = m.position AND ") + field + SQLFragment(")"))
    }
    for turn in turns {
      parts.append(
        SQLFragment(
          """
           AND EXISTS (SELECT 1 FROM turns_\(turn.signature) t WHERE t.content_id =
            (SELECT content_id FROM conversation WHERE id = m.conversation_id)
            AND t.position = m.position AND
          """ + " ") + turn.condition + SQLFragment(")"))
    }
    return .joined(parts, by: "")
  }

  /// That some message of the conversation `c` is such a one.
  var someMessage: SQLFragment {
    if fields.isEmpty, let turn = turns.first, turns.allSatisfy({ $0.signature == turn.signature })
    {
      // The content's few turns are at hand, and tell which messages to look at.
      let all = SQLFragment.joined(turns.map(\.condition), by: " AND ")
      let table = "turns_\(turn.signature) t"
      guard let role else {
        return SQLFragment("c.content_id IN (SELECT t.content_id FROM \(table) WHERE ") + all
          + SQLFragment(")")
      }
      return SQLFragment(
        """
        EXISTS (SELECT 1 FROM \(table) JOIN message m ON m.id = c.first_message + t.position
        WHERE t.content_id = c.content_id AND m.role = '\(role.rawValue)' AND
        """ + " ") + all + SQLFragment(")")
    }
    if role == nil, turns.isEmpty, fields.count == 1 {
      return SQLFragment(
        "c.id IN (SELECT x.conversation_id FROM metadata x WHERE x.position >= 0 AND ")
        + fields[0] + SQLFragment(")")
    }
    return SQLFragment(
      "EXISTS (SELECT 1 FROM message m WHERE m.id >= c.first_message"
        + " AND m.id < c.first_message + c.messages") + condition + SQLFragment(")")
  }
}

/// A comparison with a score of turns, as a condition on a row `t` of their table.
struct TurnCondition: Sendable, Hashable {
  let signature: Int64
  let condition: SQLFragment
}

/// What a term narrows the texts of its group to.
enum NarrowingPart {
  case role(Role)
  /// The condition is on a row `x` of metadata.
  case field(key: String, SQLFragment)
  case turn(TurnCondition)
}
