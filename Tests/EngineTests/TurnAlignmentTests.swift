import Corpus
import Testing

@testable import Engine

@Suite struct TurnAlignmentTests {
  private func talk(_ texts: [String]) -> [Message] {
    texts.enumerated().map {
      Message(role: $0.offset % 2 == 0 ? .user : .assistant, text: $0.element)
    }
  }

  @Test func `turns stand beside those they were made of`() {
    let first = talk(["hello there", "how are you today", "tired and low", "since when", "weeks"])
    let second = talk([
      "hello there", "how are you now", "tired and low", "since when is it", "bye",
    ])
    let turns = TurnAlignment(first, second).turns
    #expect(turns.map(\.first) == [0, 1, 2, 3, 4, nil])
    #expect(turns.map(\.second) == [0, 1, 2, 3, nil, 4])
    #expect(turns.map(\.isSame) == [true, false, true, false, false, false])
    #expect(
      turns[1].pieces == [
        .init(side: .both, text: "how are you"), .init(side: .first, text: "today"),
        .init(side: .second, text: "now"),
      ])
  }

  @Test func `nothing is lost on either side, whatever stands there`() {
    var random = SeededRandom(seed: 9)
    for _ in 0..<200 {
      func drawn() -> [Message] {
        (0..<Int(random.next() % 9)).map { _ in
          Message(
            role: random.next() % 2 == 0 ? .user : .assistant,
            text: (0..<random.next() % 5).map { _ in "w\(random.next() % 4)" }
              .joined(separator: " "))
        }
      }
      let (first, second) = (drawn(), drawn())
      let turns = TurnAlignment(first, second).turns
      #expect(turns.compactMap(\.first) == Array(first.indices))
      #expect(turns.compactMap(\.second) == Array(second.indices))
      for turn in turns {
        func words(_ other: TurnAlignment.Piece.Side) -> String {
          turn.pieces.filter { $0.side != other }.map(\.text).filter { !$0.isEmpty }
            .joined(separator: " ")
        }
        if let place = turn.first { #expect(words(.second) == first[place].text) }
        if let place = turn.second { #expect(words(.first) == second[place].text) }
      }
    }
  }

  @Test func `a conversation with itself is the same`() {
    let talk = talk(["a", "", "b c", "a"])
    let turns = TurnAlignment(talk, talk).turns
    #expect(turns.count == 4)
    #expect(turns.allSatisfy { $0.isSame })
    #expect(TurnAlignment([], []).turns.isEmpty)
  }
}
