package import PluginKit

/// What a query says, before names are looked up.
package struct QueryTerm: Sendable {
  package enum Kind: Sendable, Equatable {
    case everything
    /// Words next to each other in one message; `isPrefix` leaves the last word's ending open.
    case text(String, isPrefix: Bool)
    case role(Role)
    /// A dataset, an id, a score, a label, a count or metadata, told apart when looked up.
    case comparison(name: String, Comparison, value: String)
    case selection(String)
    /// A condition in SQL over `conversation_scores`.
    case sql(String)
    /// Of one term.
    case not([QueryTerm])
    case and([QueryTerm])
    case or([QueryTerm])
  }

  package enum Comparison: String, Sendable, CaseIterable {
    case matches = ":"
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case notEqual = "!="
    case less = "<"
    case greater = ">"
    case equal = "="
  }

  package let kind: Kind
  /// Where it began, in bytes of UTF-8; not part of what it says.
  package let offset: Int
}

extension QueryTerm: Equatable {
  package static func == (a: QueryTerm, b: QueryTerm) -> Bool { a.kind == b.kind }
}

extension QueryTerm: CustomStringConvertible {
  /// The canonical form, which parses to an equal term.
  package var description: String {
    switch kind {
    case .everything: "all"
    case .text(let text, let isPrefix): Self.word(text) + (isPrefix ? "*" : "")
    case .role(let role): "role:\(role.rawValue)"
    case .comparison(let name, let comparison, let value):
      Self.name(name) + comparison.rawValue + Self.value(value)
    case .selection(let name): "@\(name)"
    case .sql(let condition): "sql \(Self.quoted(condition))"
    case .not(let terms): "not " + terms.map { $0.nested(isTight: true) }.joined()
    case .and(let terms): terms.map { $0.nested(isTight: true) }.joined(separator: " ")
    case .or(let terms): terms.map { $0.nested(isTight: false) }.joined(separator: " or ")
    }
  }

  /// In parentheses where it would otherwise come apart among its neighbours.
  private func nested(isTight: Bool) -> String {
    switch kind {
    case .and: isTight ? "(\(description))" : description
    case .or: "(\(description))"
    default: description
    }
  }

  static let keywords: Set<String> = ["and", "or", "not", "all", "sql", "where"]

  private static func word(_ text: String) -> String {
    isPlain(text) && !keywords.contains(text.lowercased()) ? text : quoted(text)
  }

  private static func name(_ text: String) -> String {
    isPlain(text.replacing(".", with: "_")) ? text : quoted(text)
  }

  private static func value(_ text: String) -> String {
    let isPlain =
      !text.isEmpty
      && text.utf8.allSatisfy {
        Self.isPlain($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "/")
          || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+")
      }
    return isPlain ? text : quoted(text)
  }

  private static func isPlain(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy(isPlain)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  /// Whether any part of it is looked up in the full-text index; selections are not opened.
  var usesText: Bool {
    switch kind {
    case .text: true
    case .not(let terms), .and(let terms), .or(let terms): terms.contains(where: \.usesText)
    default: false
    }
  }

  /// Names of the selections in it, without those that they use.
  var selections: Set<String> {
    switch kind {
    case .selection(let name): [name]
    case .not(let terms), .and(let terms), .or(let terms):
      terms.reduce(into: []) { $0.formUnion($1.selections) }
    default: []
    }
  }
}
