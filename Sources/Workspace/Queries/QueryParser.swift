/// Reads the query language. Linear in the text, on its UTF-8 bytes.
///
/// ```
/// query      = ["where"] [any]
/// any        = every {"or" every}
/// every      = one {["and"] one}
/// one        = ("not" | "-") one | "(" any ")" | term
/// term       = "all" | "sql" quoted | "@" name
///            | (word | quoted) comparison (word | quoted) | (word | quoted) ["*"]
///            | (word | quoted) "in" "(" value {"," value} ")"
///            | (word | quoted) ["in" | ":" | "="] [word] ".." [word]
/// comparison = ":" | "<" | "<=" | ">" | ">=" | "=" | "!="
/// quoted     = '"' {any byte but '"', or '\' and a byte} '"'
/// ```
struct QueryParser {
  private var scanner: QueryScanner
  private var depth = 0

  /// Parentheses and negations within each other beyond this are refused.
  private static let deepest = 100

  static func parse(_ text: String) throws -> QuerySyntax {
    var parser = QueryParser(scanner: QueryScanner(text))
    parser.scanner.skipSpace()
    parser.scanner.takeKeyword("where")
    parser.scanner.skipSpace()
    if parser.scanner.isAtEnd { return .everything }
    let syntax = try parser.parseAny()
    if !parser.scanner.isAtEnd { throw parser.scanner.error("there is a ')' without its '('") }
    return syntax
  }

  private init(scanner: QueryScanner) { self.scanner = scanner }

  private mutating func parseAny() throws -> QuerySyntax {
    var parts = [try parseEvery()]
    while scanner.takeKeyword("or") {
      scanner.skipSpace()
      parts.append(try parseEvery())
    }
    return parts.count == 1 ? parts[0] : .or(parts)
  }

  private mutating func parseEvery() throws -> QuerySyntax {
    var parts = [try parseOne()]
    while true {
      scanner.skipSpace()
      if scanner.takeKeyword("and") {
        scanner.skipSpace()
      } else if scanner.isAtEnd || scanner.peek == UInt8(ascii: ")") || scanner.isKeyword("or") {
        break
      }
      parts.append(try parseOne())
    }
    return parts.count == 1 ? parts[0] : .and(parts)
  }

  private mutating func parseOne() throws -> QuerySyntax {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { throw scanner.error("the query is nested too deeply") }
    let start = scanner.position
    guard let byte = scanner.peek else {
      throw scanner.error("the query ends where a condition should stand")
    }
    switch byte {
    case UInt8(ascii: ")"):
      throw scanner.error("a condition should stand before this ')'")
    case UInt8(ascii: "("):
      scanner.position += 1
      scanner.skipSpace()
      let inner = try parseAny()
      guard scanner.peek == UInt8(ascii: ")") else {
        throw scanner.error("this '(' is never closed", at: start)
      }
      scanner.position += 1
      return inner
    case UInt8(ascii: "-"):
      scanner.position += 1
      guard let next = scanner.peek, !QueryScanner.isSpace(next) else {
        throw scanner.error(
          "'-' stands alone; it goes right before what is to be left out", at: start)
      }
      return .not(try parseOne())
    default: break
    }
    for keyword in ["and", "or"] where scanner.isKeyword(keyword) {
      throw scanner.error("a condition should stand before '\(keyword)'")
    }
    if scanner.takeKeyword("not") {
      scanner.skipSpace()
      return .not(try parseOne())
    }
    return try parseTerm(from: start)
  }

  private mutating func parseTerm(from start: Int) throws -> QuerySyntax {
    for kind in QueryTerms.all {
      scanner.position = start
      if let term = try kind.read(&scanner) { return .term(term, offset: start) }
    }
    throw scanner.error("a condition should stand here", at: start)
  }
}
