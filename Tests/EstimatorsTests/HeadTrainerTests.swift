import Estimators
import Learning
import Testing
import Validation

@Suite struct HeadTrainerTests {
  private static let card = Head.Card(
    name: "warm", says: "is warm", domain: "made up", sources: ["written here"],
    grouping: "by text", quiet: "cold sentences")

  private static let examples: [HeadExample] = (0..<160).map { number in
    let isWarm = number.isMultiple(of: 2)
    let opening = ["so", "well", "and", "then", "yes"][number % 5]
    let text =
      isWarm
      ? "\(opening) I am glad you came \(number / 7)" : "\(opening) the bus is late \(number / 7)"
    return HeadExample(
      text: text, context: "hello", isPositive: isWarm, group: "\(number / 4)", isQuiet: !isWarm)
  }

  @Test(arguments: [Head.Reads.supporter, .supporterAfterClient])
  func `the same examples give the same bytes, and those the same head`(reads: Head.Reads) throws {
    let trainer = HeadTrainer(reads: reads)
    let first = try trainer.train(Self.examples, card: Self.card)
    let second = try trainer.train(Self.examples, card: Self.card)
    #expect(try first.bytes() == second.bytes())
    let read = try Head(bytes: try first.bytes())
    for example in Self.examples.prefix(6) {
      #expect(read.probability(of: example) == first.probability(of: example))
    }
    #expect(first.card.examples == 160 && first.card.positives == 80)
    #expect(first.card.area > 0.99)
  }

  @Test func `it tells what it learned, and alarms on few quiet texts`() throws {
    let head = try HeadTrainer(reads: .supporter).train(Self.examples, card: Self.card)
    let warm = HeadExample(text: "I am glad you came", isPositive: true, group: "")
    let cold = HeadExample(text: "the bus is late", isPositive: false, group: "")
    #expect(head.probability(of: warm) > 0.8)
    #expect(head.probability(of: cold) < 0.2)
    let alarms = Self.examples.filter {
      !$0.isPositive && head.probability(of: $0) > head.threshold
    }
    #expect(Double(alarms.count) <= 80 * 0.1)
  }

  @Test func `examples of one kind are refused`() {
    let warm = Self.examples.filter(\.isPositive)
    #expect(throws: LearningError.self) {
      try HeadTrainer(reads: .supporter).train(warm, card: Self.card)
    }
  }

  @Test func `area and calibration are as they are defined`() {
    #expect(HeadTrainer.area([0.1, 0.4, 0.35, 0.8], [false, false, true, true]) == 0.75)
    #expect(HeadTrainer.area([1, 1], [true, false]) == 0.5)
    #expect(abs(HeadTrainer.calibrationError([0.25, 0.25], [true, false]) - 0.25) < 1e-12)
  }
}
