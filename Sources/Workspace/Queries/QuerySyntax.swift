/// What a query says, before names are looked up.
indirect enum QuerySyntax: Sendable {
  /// With where it began, in bytes of UTF-8, which is not part of what it says.
  case term(any QueryTerm, offset: Int)
  case not(QuerySyntax)
  case and([QuerySyntax])
  case or([QuerySyntax])

  static let everything = QuerySyntax.term(EverythingTerm(), offset: 0)

  /// The same with texts outside of *not* asking for nothing, as where they only rank.
  var withoutTexts: QuerySyntax {
    switch self {
    case .term(let term, let offset):
      term is TextTerm ? .term(EverythingTerm(), offset: offset) : self
    case .not: self
    case .and(let parts): .and(parts.map(\.withoutTexts))
    case .or(let parts): .or(parts.map(\.withoutTexts))
    }
  }

  /// Names of the selections in it, without those that they use.
  var selections: Set<String> {
    switch self {
    case .term(let term, _): Set(term.selection.map { [$0] } ?? [])
    case .not(let one): one.selections
    case .and(let parts), .or(let parts):
      parts.reduce(into: []) { $0.formUnion($1.selections) }
    }
  }
}

extension QuerySyntax: Equatable {
  static func == (a: QuerySyntax, b: QuerySyntax) -> Bool {
    switch (a, b) {
    case (.term(let a, _), .term(let b, _)): a.equals(b)
    case (.not(let a), .not(let b)): a == b
    case (.and(let a), .and(let b)), (.or(let a), .or(let b)): a == b
    default: false
    }
  }
}

extension QuerySyntax: CustomStringConvertible {
  /// The canonical form, which is read as equal syntax.
  var description: String {
    switch self {
    case .term(let term, _): term.text
    case .not(let one): "not " + one.nested(isTight: true)
    case .and(let parts): parts.map { $0.nested(isTight: true) }.joined(separator: " ")
    case .or(let parts): parts.map { $0.nested(isTight: false) }.joined(separator: " or ")
    }
  }

  /// In parentheses where it would otherwise come apart among its neighbours.
  private func nested(isTight: Bool) -> String {
    switch self {
    case .and: isTight ? "(\(description))" : description
    case .or: "(\(description))"
    default: description
    }
  }
}

/// How words of a query are written.
enum QuerySpelling {
  static func word(_ text: String) -> String {
    isPlain(text) && !QueryTerms.keywords.contains(text.lowercased()) ? text : quoted(text)
  }

  static func name(_ text: String) -> String {
    isPlain(text.replacing(".", with: "_")) ? text : quoted(text)
  }

  static func value(_ text: String) -> String {
    let isPlain =
      !text.isEmpty && !text.contains("..")
      && text.utf8.allSatisfy {
        Self.isPlain($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "/")
          || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+")
      }
    return isPlain ? text : quoted(text)
  }

  /// An end of a range, which must not run into its dots.
  static func end(_ text: String) -> String {
    text.hasSuffix(".") || text.hasPrefix(".") || text.contains("..") ? quoted(text) : value(text)
  }

  static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  static func isPlain(_ text: String) -> Bool {
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
}
