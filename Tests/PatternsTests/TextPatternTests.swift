import Patterns
import Testing

@Suite struct TextPatternTests {
  @Test(arguments: [
    ("^\\w+", "Brief talk - 2", "Brief"), ("^part \\d+: \\K\\w+", "Part 3: Diet", "Diet"),
    ("the (?=in|ef)", "The Ineffective one", "The "), ("é+", "caféé", "éé"),
  ])
  func `what is matched first is the part, without regard to case`(
    source: String, text: String, part: String
  ) throws {
    #expect(try TextPattern(source).first(in: text) == part)
  }

  @Test func `nothing is found where nothing fits`() throws {
    let pattern = try TextPattern("\\d+")
    #expect(pattern.first(in: "no number") == nil && pattern.first(in: "") == nil)
    #expect(pattern.source == "\\d+")
  }

  @Test func `an expression that is none is refused with its place`() {
    let error = #expect(throws: PatternError.self) { try TextPattern("äb(") }
    #expect(error?.column == 4)
  }
}
