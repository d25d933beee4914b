import PluginKit

/// What messages a text may stand in.
struct Narrowing: Sendable, Hashable {
  var role: Role?
  var fields: [SQLFragment] = []

  var isEmpty: Bool { role == nil && fields.isEmpty }

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
    return .joined(parts, by: "")
  }

  /// That some message of the conversation `c` is such a one.
  var someMessage: SQLFragment {
    if role == nil, fields.count == 1 {
      return SQLFragment(
        "c.id IN (SELECT x.conversation_id FROM metadata x WHERE x.position >= 0 AND ")
        + fields[0] + SQLFragment(")")
    }
    return SQLFragment(
      "EXISTS (SELECT 1 FROM message m WHERE m.id >= c.first_message"
        + " AND m.id < c.first_message + c.messages") + condition + SQLFragment(")")
  }
}

/// What a term narrows the texts of its group to.
enum NarrowingPart {
  case role(Role)
  /// The condition is on a row `x` of metadata.
  case field(key: String, SQLFragment)
}
