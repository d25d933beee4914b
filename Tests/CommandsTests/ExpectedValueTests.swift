import Engine
import Outcomes
import Testing

@testable import Commands

@Suite struct ExpectedValueTests {
  @Test(arguments: [
    ("48", 48, ExpectedValue.Match.same), ("48", 48.4, .same), ("48", 49, .different),
    ("0.61", 0.6149, .same), ("0.61", 0.6151, .different), ("0.61", 0.605, .same),
    ("-0.5", -0.52, .same), ("-0.5", -0.56, .different),
    ("3..5", 3, .within), ("3..5", 5, .within), ("3..5", 5.01, .different),
    ("0.61 +-2%", 0.62, .within), ("0.61 +-2%", 0.63, .different), ("0.61 +-2%", 0.61, .same),
    ("10 +-0.5", 10.5, .within), ("10 +-0.5", 10.6, .different),
    ("good", 1, .different),
  ])
  func `a number is held to the precision that was written`(
    text: String, actual: Double, match: ExpectedValue.Match
  ) throws {
    let expectation = try #require(ExpectedValue(text))
    #expect(expectation.match(.number(actual)) == match)
  }

  @Test(arguments: [
    ("9f2c41d0", "9f2c41d0", ExpectedValue.Match.same),
    ("9f2c41d0", "9f2c41d0aa55", .same),
    ("9f2c41d1", "9f2c41d0aa55", .different),
    ("9f2c", "9f2c41d0aa55", .different),
    ("12345678", "12345678", .same),
    ("01234567", "01234567", .same),
    ("peer-support", "peer-support", .same),
  ])
  func `a digest may be cut to eight digits`(
    text: String, actual: String, match: ExpectedValue.Match
  ) throws {
    #expect(try #require(ExpectedValue(text)).match(.text(actual)) == match)
  }

  @Test(arguments: ["", "0.61 +-", "0.61 +- x%", "x +-2%", "5..3"])
  func `what cannot be an expectation is no number`(text: String) {
    switch ExpectedValue(text) {
    case nil, .text: break
    case .some(let other): Issue.record("\(text) read as \(other)")
    }
  }

  @Test func `an accepted value keeps its written precision`() throws {
    #expect(try #require(ExpectedValue("0.61")).written(like: .number(0.66667)) == "0.67")
    #expect(try #require(ExpectedValue("48")).written(like: .number(50)) == "50")
    #expect(
      try #require(ExpectedValue("9f2c41d0")).written(like: .text("aabbccddeeff")) == "aabbccdd")
  }
}
