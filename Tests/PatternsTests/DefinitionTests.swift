import Patterns
import PluginKit
import Testing

struct GoodDefinition: Sendable, CustomTestStringConvertible {
  let text: String
  let canonical: String
  var testDescription: String { text }

  init(_ text: String, _ canonical: String? = nil) {
    self.text = text
    self.canonical = canonical ?? text
  }

  static let table: [GoodDefinition] = [
    GoodDefinition(#"warmth = density("glad")"#),
    GoodDefinition(
      #"warmth = density("glad", "happy for you", /proud of (you|that)/) role:assistant"#,
      #"warmth = density("glad", "happy for you", /proud of (you|that)/)"#),
    GoodDefinition(
      "  a1_b2=share( \"Happy   For,YOU\"*1.0 ,\t\"x\"* 2.50 )role:user",
      #"a1_b2 = share("happy for you", "x"*2.5) role:user"#),
    GoodDefinition(
      #"w = count("but"*-0.5, "so"*0, "x"*1000, "y"*.125)"#,
      #"w = count("but"*-0.5, "so"*0, "x"*1000, "y"*0.125)"#),
    GoodDefinition(#"w = count("a"*-0, "b"*007)"#, #"w = count("a"*0, "b"*7)"#),
    GoodDefinition(
      #"w = count("I Don’t know…", "How ARE you ?")"#,
      #"w = count("i don't know.", "how are you?")"#),
    GoodDefinition(
      #"w = count("Apprec* That", "self-harm*", "don't*")"#,
      #"w = count("apprec* that", "self harm*", "don't*")"#),
    GoodDefinition(
      #"w = count("?", "?!", "Café", "ГОРЕ*", "\#u{1F622}\#u{1F622}")"#,
      #"w = count("?", "?!", "café", "горе*", "\#u{1F622} \#u{1F622}")"#),
    GoodDefinition(#"w = count(/a\/b\\/, /"quoted", yes/, /(?-i)OK/*3, /[)]/)"#),
    GoodDefinition(
      #"w = count(/é+\b/) better:higher turns:last3 role:any"#,
      #"w = count(/é+\b/) role:any turns:last3 better:higher"#),
    GoodDefinition(
      #"w = count("a") turns:first01 better:lower"#,
      #"w = count("a") turns:first1 better:lower"#),
    GoodDefinition("w = count(\"\u{301}x\")"),
  ]
}

@Test(arguments: GoodDefinition.table)
func `a definition has a normal form that reads back as the same`(
  definition: GoodDefinition
) throws {
  let parsed = try PatternDefinition(parsing: definition.text)
  #expect(parsed.canonical == definition.canonical)
  let again = try PatternDefinition(parsing: parsed.canonical)
  #expect(again == parsed)
  #expect(again.canonical == parsed.canonical)
}

@Test(arguments: PatternDefinition.examples)
func `every example of the help parses`(example: String) throws {
  let definition = try PatternDefinition(parsing: example)
  #expect(example.hasPrefix(definition.name + " = "))
  _ = try PatternValidator(definition)
}

struct BadDefinition: Sendable, CustomTestStringConvertible {
  let text: String
  let column: Int
  let part: String
  var testDescription: String { text }

  init(_ text: String, _ column: Int, _ part: String) {
    (self.text, self.column, self.part) = (text, column, part)
  }

  static let table: [BadDefinition] = [
    BadDefinition("", 1, "the name is missing"),
    BadDefinition("= count(\"a\")", 1, "the name is missing"),
    BadDefinition("Warmth = count(\"a\")", 1, "lower-case words joined by _"),
    BadDefinition("warm-th = count(\"a\")", 1, "lower-case words joined by _"),
    BadDefinition("warmth_ = count(\"a\")", 1, "lower-case words joined by _"),
    BadDefinition("1w = count(\"a\")", 1, "lower-case words joined by _"),
    BadDefinition("wärme = count(\"a\")", 1, "lower-case words joined by _"),
    BadDefinition("w", 2, "write = between"),
    BadDefinition("w count(\"a\")", 3, "write = between"),
    BadDefinition("w =", 4, "a function is missing; there are: density, share, count"),
    BadDefinition(
      "w = densty(\"a\")", 5, "no function 'densty'; did you mean 'density'? there are: density"),
    BadDefinition("w = count", 10, "write ( after count"),
    BadDefinition("w = count()", 11, "nothing to look for"),
    BadDefinition("w = count( )", 12, "nothing to look for"),
    BadDefinition("w = count(", 11, "not closed"),
    BadDefinition("w = count(\"a\"", 14, "not closed"),
    BadDefinition("w = count(\"a\",)", 15, "an item is missing"),
    BadDefinition("w = count(,\"a\")", 11, "an item is missing"),
    BadDefinition("w = count(\"a\" \"b\")", 15, "write , between items"),
    BadDefinition("w = count(glad)", 11, "begins with a straight \""),
    BadDefinition("w = count(“glad”)", 11, "begins with a straight \""),
    BadDefinition("w = count(\"é\", \"b)", 16, "the quote that opens here is not closed"),
    BadDefinition("w = count(\"\")", 12, "the phrase has no word"),
    BadDefinition("w = count(\" ,- \")", 12, "the phrase has no word"),
    BadDefinition("w = count(\"a|b\")", 13, "'|' has no meaning in a phrase"),
    BadDefinition("w = count(\"*\")", 12, "stands at the end of a word's beginning"),
    BadDefinition("w = count(\"é fe*l\")", 16, "stands at the end of a word's beginning"),
    BadDefinition("w = count(\"fe**\")", 14, "stands at the end of a word's beginning"),
    BadDefinition("w = count(\"a\"*x)", 15, "a number from -1000 to 1000"),
    BadDefinition("w = count(\"a\"*)", 15, "a number from -1000 to 1000"),
    BadDefinition("w = count(\"a\"*1.)", 15, "a number from -1000 to 1000"),
    BadDefinition("w = count(\"a\"*0.0001)", 15, "at most three decimals"),
    BadDefinition("w = count(\"a\"*1001)", 15, "a number from -1000 to 1000"),
    BadDefinition("w = count(\"a\"*99999999999999999999)", 15, "a number from"),
    BadDefinition("w = count(\"a\"*nan)", 15, "a number from"),
    BadDefinition("w = count(\"a\"*0, \"b\"*0)", 11, "every weight is 0"),
    BadDefinition("w = count(\"Glad\", \"glad\"*2)", 19, "this is item 1 again"),
    BadDefinition("w = count(/abc)", 11, "the pattern that opens here is not closed"),
    BadDefinition("w = count(/abc\\/)", 11, "the pattern that opens here is not closed"),
    BadDefinition("w = count(//)", 11, "the pattern is empty"),
    BadDefinition("w = count(/a(b/)", 15, "in the pattern: missing closing parenthesis"),
    BadDefinition("w = count(/\\/é[/)", 16, "in the pattern: missing terminating ]"),
    BadDefinition("w = count(/ab)?/)", 14, "in the pattern: unmatched closing parenthesis"),
    BadDefinition("w = count(/a**?)/)", 14, "in the pattern: quantifier does not follow"),
    BadDefinition("w = count(/a\\C/)", 15, "in the pattern: "),
    BadDefinition("w = count(/x*/)", 11, "can match nothing at all"),
    BadDefinition("w = count(/a|(?=b)/)", 11, "can match nothing at all"),
    BadDefinition("w = count(/a/i)", 14, "case counts only with (?-i) inside"),
    BadDefinition(
      "w = count(\"a\") rol:user", 16, "no filter 'rol'; did you mean 'role'? there are: role"),
    BadDefinition("w = count(\"a\") role", 20, "write : after role"),
    BadDefinition("w = count(\"a\") role:usr", 21, "no role 'usr'; did you mean 'user'?"),
    BadDefinition("w = count(\"a\") role:user role:any", 26, "role: stands here twice"),
    BadDefinition("w = count(\"a\") turns:3", 22, "first or last and a number"),
    BadDefinition("w = count(\"a\") turns:first0", 22, "first or last and a number"),
    BadDefinition("w = count(\"a\") turns:last-1", 22, "first or last and a number"),
    BadDefinition("w = count(\"a\") better:up", 23, "no direction 'up'"),
    BadDefinition("w = count(/a\nb/)", 13, "one line of text"),
    BadDefinition("w = count(\"a\u{0}\")", 13, "one line of text"),
  ]
}

@Test(arguments: BadDefinition.table)
func `a wrong definition is refused with its place and a remedy`(definition: BadDefinition) {
  let error = #expect(throws: PatternError.self) {
    try PatternDefinition(parsing: definition.text)
  }
  #expect(error?.column == definition.column)
  #expect(error?.reason.contains(definition.part) == true, "\(error?.reason ?? "")")
  #expect(error?.description == "column \(definition.column): \(error?.reason ?? "")")
}

@Test func `more items than the limit are refused`() {
  let items = (0..<501).map { "\"w\($0)\"" }.joined(separator: ",")
  #expect(throws: PatternError.self) { try PatternDefinition(parsing: "w = count(\(items))") }
}

@Test(arguments: [
  (#"w = density("a", /b/)"#, 0.0...100.0),
  (#"w = density("a"*2, "b"*-0.5)"#, -50.0...200.0),
  (#"w = density("a"*-1)"#, -100.0...0.0),
  (#"w = share("a"*2, "b"*-1)"#, 0.0...1.0),
  (#"w = count("a")"#, 0.0...1_000_000.0),
])
func `the metric declares the range that its weights span`(
  text: String, range: ClosedRange<Double>
) throws {
  let definition = try PatternDefinition(parsing: text)
  #expect(definition.metrics.map(\.range) == [range])
  #expect(definition.metrics.map(\.name) == ["w"])
  #expect(definition.name == "w")
}

@Test(arguments: [
  ("", Metric.Direction.descriptive), (" better:higher", .higherIsBetter),
  (" better:lower", .lowerIsBetter),
])
func `a metric describes unless a direction is given`(
  filter: String, direction: Metric.Direction
) throws {
  let definition = try PatternDefinition(parsing: "w = count(\"a\")" + filter)
  #expect(definition.metrics.map(\.direction) == [direction])
}

@Test(arguments: [
  (
    #"w = density("a", "b", /c/)"#,
    "hits of 2 phrases and 1 pattern per 100 words of the supporter's turns (role:assistant)"
  ),
  (
    #"w = share("a") role:user turns:last3"#,
    "share of the client's last 3 turns (role:user) with a hit of 1 phrase"
  ),
  (#"w = count(/a/*2) role:any"#, "weighted hits of 1 pattern in all turns (role:any)"),
])
func `the summary says what is counted and whose turns`(text: String, summary: String) throws {
  #expect(try PatternDefinition(parsing: text).summary == summary)
}
