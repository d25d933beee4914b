import Learning
import Testing

@testable import Estimators

/// What a label is, and what of it a model can be fitted to.
@Suite struct LabelTests {
  @Test func `values are numbers, words or missing, however they were written`() {
    #expect(LabelValue(" 3.50 ") == .number(3.5))
    #expect(LabelValue("N/A") == .missing && LabelValue("  ") == .missing)
    #expect(LabelValue("nanny") == .text("nanny"))
    #expect(LabelValue(.infinity) == .missing)
    #expect(LabelValue("inf") == .text("inf"))
    #expect(LabelValue(7).plainText == "7" && LabelValue(0.25).plainText == "0.25")
    #expect(LabelColumn(name: "x", values: [.number(2), .missing, .number(1)]).isNumeric)
    let mixed = LabelColumn(name: "x", values: [.text("b"), .number(10), .number(9), .text("a")])
    #expect(!mixed.isNumeric)
    #expect(mixed.levels == [.number(9), .number(10), .text("a"), .text("b")])
  }

  @Test(arguments: [
    ("rating>=2.5", 2.5, "yes"), ("rating>2.5", 2.5, "no"), ("rating<=2.5", 2.5, "yes"),
    ("rating<2.5", 2.5, "no"), ("rating=2.5", 2.5, "yes"), ("rating!=2.5", 2.5, "no"),
  ])
  func `a threshold is read by its longest sign`(_ text: String, _ value: Double, _ told: String)
    throws
  {
    let rule = try LabelRule(text)
    #expect(rule.column == "rating")
    #expect(rule.applied(to: .number(value)) == .text(told))
    #expect(rule.applied(to: .text("words")) == .missing)
    #expect(rule.positiveClass(among: ["no", "yes"]) == "yes")
  }

  @Test func `rules that cannot be are refused by kind`() throws {
    #expect(throws: EstimatorFault.noLabel) { try LabelRule("") }
    #expect(throws: EstimatorFault.badLabel("rating>=high")) { try LabelRule("rating>=high") }
    #expect(throws: EstimatorFault.badLabel(">=1")) { try LabelRule(">=1") }
    #expect(throws: EstimatorFault.positiveAndOrder) {
      try LabelRule("kind", positive: "warm", order: ["cold", "warm"])
    }
    #expect(throws: EstimatorFault.badOrder) { try LabelRule("kind", order: ["warm"]) }
    #expect(throws: EstimatorFault.badOrder) { try LabelRule("kind", order: ["a", "b", "a"]) }
    let absent = EstimatorFault.unknown(
      .value(ofColumn: "kind"), "hot", known: ["cold", "warm"])
    #expect(throws: absent) {
      try LabelRule("kind", positive: "hot").applied(to: [.text("warm"), .text("cold")])
    }
    #expect(throws: EstimatorFault.holdsWords(column: "kind", label: "kind>=1")) {
      try LabelRule("kind>=1").applied(to: [.text("warm"), .missing])
    }
    #expect(try LabelRule("kind>=1").applied(to: [.missing]) == [.missing])
  }

  @Test func `numbers of many levels are numbers where the model takes them`() throws {
    let set = made(40, label: ratings)
    guard case .numbers(let numbers) = try set.labelled(by: plan("forest", label: "rating")).target
    else {
      Issue.record("not numbers")
      return
    }
    #expect(numbers.count == 40)
    let middle = try #require(
      Summary.median(set.raw.compactMap(\.number)))
    #expect(
      throws: EstimatorFault.takesClassesAlone(
        kind: "naive-bayes", column: "rating", levels: Set(numbers).count, middle: middle)
    ) { try set.labelled(by: plan("naive-bayes", label: "rating")) }
    // Few levels are classes, unless the model takes numbers alone.
    let few = made(40) { .number(Double($0 % 3)) }
    guard case .classes(let labels) = try few.labelled(by: plan("forest", label: "level")).target,
      case .numbers = try few.labelled(by: plan("ridge", label: "level")).target
    else {
      Issue.record("levels are read otherwise")
      return
    }
    #expect(labels.classes == ["0", "1", "2"])
  }

  @Test func `what cannot be told apart is a fault with its facts`() throws {
    #expect(throws: EstimatorFault.noValues(column: "kind", rows: 5)) {
      try made(5) { _ in .missing }.labelled(by: plan())
    }
    #expect(throws: EstimatorFault.oneClass("warm", rows: 6, threshold: nil)) {
      try made(6) { _ in .text("warm") }.labelled(by: plan())
    }
    let high = EstimatorFault.Threshold(column: "rating", lowest: 1, highest: 6)
    #expect(throws: EstimatorFault.oneClass("no", rows: 6, threshold: high)) {
      try made(6) { .number(Double($0 + 1)) }.labelled(by: plan(label: "rating>=9"))
    }
    #expect(throws: EstimatorFault.takesNumbersAlone(kind: "ridge", label: "kind")) {
      try made(6).labelled(by: plan("ridge"))
    }
    #expect(throws: EstimatorFault.tooManyClasses(column: "kind", levels: 30)) {
      try made(30) { .text("id \($0)") }.labelled(by: plan())
    }
    #expect(throws: EstimatorFault.calibratesNumbers(label: "rating")) {
      try made(40, label: ratings).labelled(
        by: plan("ridge", label: "rating", calibrates: true))
    }
  }

  @Test func `classes are shown by their order, of two the positive last`() throws {
    let order = ClassOrder(["cold", "warm"], try LabelRule("kind", positive: "cold"))
    #expect(order.names == ["warm", "cold"] && !order.isMeant)
    #expect(order.probabilities([0.25, 0.75, 1, 0]) == [0.75, 0.25, 0, 1])
    let codes = order.labels(ClassLabels(["cold", "warm", "cold"])).codes
    #expect(codes == [1, 0, 1])
    let numbers = ClassOrder(["10", "2", "9"], try LabelRule("level"))
    #expect(numbers.names == ["2", "9", "10"] && numbers.isMeant)
  }
}

/// The textbook's median, to compare with.
private enum Summary {
  static func median(_ values: [Double]) -> Double? {
    let sorted = values.sorted()
    guard let first = sorted.dropFirst((sorted.count - 1) / 2).first,
      let second = sorted.dropFirst(sorted.count / 2).first
    else { return nil }
    return (first + second) / 2
  }
}
