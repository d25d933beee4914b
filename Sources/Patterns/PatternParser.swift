internal import Corpus

/// What may stand behind the items.
struct PatternFilters {
  var speaker = PatternDefinition.Speaker.assistant
  var turns = PatternDefinition.Turns.all
  var better: PatternDefinition.Better?
}

/// Reads a definition from left to right, part by part, over Unicode scalars: a character may
/// join a quote with what follows it.
struct PatternParser {
  private let scalars: [Unicode.Scalar]
  private var position = 0

  static let itemLimit = 500
  static let nameLimit = 60
  static let turnLimit = 1000

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  mutating func name() throws(PatternError) -> String {
    if let control = scalars.firstIndex(where: { $0.isLineOrControl }) {
      throw error(at: control, "a definition is one line of text; this sign cannot be seen in it")
    }
    skipSpaces()
    let start = position
    let name = take { !$0.isSpace && $0 != "=" }
    guard PatternParser.isName(name) else {
      throw error(
        at: start,
        name.isEmpty
          ? "the name is missing; write NAME = FUNCTION(…), such as warmth = density(\"glad\")"
          : "a name is lower-case words joined by _, at most \(PatternParser.nameLimit) letters, "
            + "such as advice_giving")
    }
    skipSpaces()
    guard take("=") else { throw error(at: position, "write = between the name and the function") }
    return name
  }

  mutating func function() throws(PatternError) -> PatternDefinition.Function {
    skipSpaces()
    let start = position
    let name = take { $0.properties.isAlphabetic || $0 == "_" }
    let known = PatternDefinition.Function.allCases.map(\.rawValue)
    guard let function = PatternDefinition.Function(rawValue: name) else {
      throw error(
        at: start,
        name.isEmpty
          ? "a function is missing; there are: \(nameList(known))"
          : unknownName("function", name, known: known))
    }
    skipSpaces()
    guard take("(") else {
      throw error(at: position, "write ( after \(name), as in \(name)(\"glad\")")
    }
    return function
  }

  /// The items up to and with the closing parenthesis.
  mutating func items() throws(PatternError) -> [PatternItem] {
    let start = position
    var items: [PatternItem] = []
    var places: [PatternItem.Content: Int] = [:]
    repeat {
      skipSpaces()
      if items.isEmpty, peek == ")" {
        throw error(
          at: position, "nothing to look for; write a \"phrase\" or a /pattern/ inside ()")
      }
      let place = position
      let item = try item()
      if let other = places.updateValue(items.count + 1, forKey: item.content) {
        throw error(at: place, "this is item \(other) again; leave one of them out")
      }
      items.append(item)
      if items.count > PatternParser.itemLimit {
        throw error(at: place, "there are more than \(PatternParser.itemLimit) items")
      }
      skipSpaces()
    } while take(",")
    guard take(")") else {
      throw error(
        at: position,
        position == scalars.count
          ? "the ( is not closed; write ) after the last item"
          : "write , between items and ) after the last")
    }
    guard items.contains(where: { $0.weight.thousandths != 0 }) else {
      throw error(at: start, "every weight is 0, so nothing would count")
    }
    return items
  }

  mutating func filters() throws(PatternError) -> PatternFilters {
    var filters = PatternFilters()
    var seen: Set<String> = []
    let known = ["role", "turns", "better"]
    while true {
      skipSpaces()
      if position == scalars.count { return filters }
      let start = position
      let name = take { !$0.isSpace && $0 != ":" }
      guard known.contains(name) else {
        throw error(at: start, unknownName("filter", name, known: known))
      }
      guard take(":") else { throw error(at: position, "write : after \(name)") }
      let valueStart = position
      let value = take { !$0.isSpace }
      guard seen.insert(name).inserted else { throw error(at: start, "\(name): stands here twice") }
      switch name {
      case "role": filters.speaker = try choice("role", value, at: valueStart)
      case "better": filters.better = try choice("direction", value, at: valueStart)
      default: filters.turns = try turns(value, at: valueStart)
      }
    }
  }

  private mutating func item() throws(PatternError) -> PatternItem {
    let content: PatternItem.Content
    switch peek {
    case "\"": content = .phrase(try phrase())
    case "/": content = .pattern(try pattern())
    case nil: throw error(at: position, "the ( is not closed; write an item and )")
    case ",", ")": throw error(at: position, "an item is missing between these signs")
    default:
      throw error(
        at: position,
        "an item begins with a straight \" or with /: write a \"phrase\" or a /pattern/")
    }
    skipSpaces()
    return PatternItem(content: content, weight: take("*") ? try weight() : .one)
  }

  private mutating func phrase() throws(PatternError) -> Phrase {
    let start = position
    position += 1
    let text = take { $0 != "\"" }
    guard take("\"") else {
      throw error(at: start, "the quote that opens here is not closed; write \" after the phrase")
    }
    do { return try Phrase(text) } catch {
      throw self.error(at: start + 1 + error.scalar, error.reason)
    }
  }

  /// Reads up to the next bare `/`, and gives the source with `\/` as `/`.
  private mutating func pattern() throws(PatternError) -> String {
    let start = position
    position += 1
    var source = ""
    // Where each byte of the source stands, for the offsets of the compiler's errors.
    var places: [Int] = []
    while let scalar = peek, scalar != "/" {
      if scalar == "\\", position + 1 < scalars.count {
        if scalars[position + 1] != "/" { append(scalar) }
        position += 1
      }
      append(scalars[position])
      position += 1
    }
    func append(_ scalar: Unicode.Scalar) {
      source.unicodeScalars.append(scalar)
      places += repeatElement(position, count: UTF8.width(scalar))
    }
    guard take("/") else {
      throw error(
        at: start, "the pattern that opens here is not closed; write / after it, and \\/ inside it")
    }
    if source.isEmpty { throw error(at: start, "the pattern is empty; write one between / and /") }
    if let next = peek, next.properties.isAlphabetic {
      throw error(
        at: position, "nothing stands after / but a weight: case counts only with (?-i) inside")
    }
    places.append(position - 1)
    let compiled: CompiledPattern
    do { compiled = try CompiledPattern(source, forSearch: false) } catch {
      throw self.error(
        at: places[min(error.offset, places.count - 1)], "in the pattern: \(error.message)")
    }
    guard !compiled.mayMatchEmpty else {
      throw error(
        at: start,
        "the pattern can match nothing at all, and so everywhere; make it need a character")
    }
    return source
  }

  private mutating func weight() throws(PatternError) -> Weight {
    skipSpaces()
    let start = position
    let text = take { !$0.isSpace && $0 != "," && $0 != ")" }
    guard let weight = Weight(text) else {
      throw error(
        at: start,
        "after * comes a number from -\(Weight.limit) to \(Weight.limit) with at most three "
          + "decimals, such as 2 or -0.5")
    }
    return weight
  }

  private func choice<Choice: CaseIterable & RawRepresentable<String>>(
    _ kind: String, _ value: String, at start: Int
  ) throws(PatternError) -> Choice {
    guard let choice = Choice(rawValue: value) else {
      throw error(at: start, unknownName(kind, value, known: Choice.allCases.map(\.rawValue)))
    }
    return choice
  }

  private func turns(_ value: String, at start: Int) throws(PatternError) -> PatternDefinition.Turns
  {
    let isFirst = value.hasPrefix("first")
    let digits = value.dropFirst(isFirst ? 5 : 4)
    guard isFirst || value.hasPrefix("last"), let count = Int(digits), digits.first != "+",
      (1...PatternParser.turnLimit).contains(count)
    else {
      throw error(
        at: start,
        "turns are first or last and a number from 1 to \(PatternParser.turnLimit), such as first3")
    }
    return isFirst ? .first(count) : .last(count)
  }

  static func isName(_ name: String) -> Bool {
    name.utf8.count <= nameLimit
      && name.utf8.first.map { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") } ?? false
      && name.split(separator: "_", omittingEmptySubsequences: false).allSatisfy { word in
        !word.isEmpty
          && word.utf8.allSatisfy {
            $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z")
              || $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9")
          }
      }
  }

  private var peek: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek == scalar else { return false }
    position += 1
    return true
  }

  private mutating func take(while holds: (Unicode.Scalar) -> Bool) -> String {
    var taken = ""
    while let scalar = peek, holds(scalar) {
      taken.unicodeScalars.append(scalar)
      position += 1
    }
    return taken
  }

  private mutating func skipSpaces() {
    while let scalar = peek, scalar.isSpace { position += 1 }
  }

  private func error(at position: Int, _ reason: String) -> PatternError {
    var before = ""
    before.unicodeScalars.append(contentsOf: scalars[..<min(position, scalars.count)])
    return PatternError(column: before.count + 1, reason: reason)
  }
}

extension Unicode.Scalar {
  fileprivate var isSpace: Bool { self == " " || self == "\t" }

  fileprivate var isLineOrControl: Bool {
    self != "\t" && properties.generalCategory == .control || self == "\u{2028}"
      || self == "\u{2029}"
  }
}
