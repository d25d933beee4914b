import Outcomes
import Testing

@testable import Commands

/// Queries without measure are answered or refused in our own words, and not repeated whole.
@Suite struct LongQueryTests {
  private func words(_ count: Int) -> String {
    (0..<count).map { "word\($0)" }.joined(separator: " or ")
  }

  @Test func `a long query is answered, a longer one refused`() async throws {
    let desk = try await learningDesk()
    let found = try await desk.work("show \(words(1_010)) or case")
    #expect(try #require(found.number("conversations")) == 60)
    let refused = try await desk.fail("show \(words(2_500))")
    #expect(refused.message.contains("more than 2000 conditions"))
    await desk.close()
  }

  @Test func `a script that fails at a long line names its begin`() async throws {
    let desk = try await learningDesk()
    let script = try desk.write("pe 1\nselect wide \(words(2_500))\n", to: "long.pe")
    let failure = try await desk.fail("run \(script)")
    #expect(failure.message.contains("word1 or") && failure.message.contains("…"))
    #expect(failure.message.contains("more than 2000 conditions"))
    #expect(failure.message.utf8.count < 500)
    await desk.close()
  }
}
