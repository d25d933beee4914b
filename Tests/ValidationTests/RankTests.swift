import PluginKit
import Testing

@testable import Validation

/// Ranks are shares of reference texts, and cuts divide what they were set on.
@Suite struct `Ranks and cuts` {
  @Test func `a rank is the share of the steps below`() {
    let steps: [Float] = [-2, 0, 1, 3, 3]
    #expect(Head.rank(-5, among: steps) == 0)
    #expect(Head.rank(-1, among: steps) == 0.125)
    #expect(Head.rank(0, among: steps) == 0.25)
    #expect(Head.rank(2, among: steps) == 0.625)
    #expect(Head.rank(3, among: steps) == 0.75)
    #expect(Head.rank(4, among: steps) == 1)
  }

  @Test func `heads that rank say so in their files, and damaged ranks are refused`() throws {
    let head = try #require(try BundledHeads.shared.get()["unsafe_reply"])
    #expect(head.ranks.count > 100 && head.fewestWords == 3)
    #expect(head.ranks == head.ranks.sorted())
    let error = try #require(head.card.rankError)
    #expect(error <= 0.05)
    let turned = Head(
      card: head.card, reads: head.reads, rarities: head.rarities, weights: head.weights,
      scales: head.scales, bias: head.bias, slope: head.slope, offset: head.offset,
      threshold: head.threshold, ranks: head.ranks.reversed())
    #expect(throws: HeadFault.damaged) { try Head(bytes: try turned.bytes()) }
  }

  @Test func `a turn too short to tell has no rank, and a plain disclosure a high one`() throws {
    let validator = try SafetyCompliance()
    func turns(_ client: String, _ supporter: String) -> [TurnScore] {
      let conversation = Conversation(
        id: "1",
        messages: [
          Message(role: .user, text: client), Message(role: .assistant, text: supporter),
        ])
      return validator.assess(conversation.segmented()).turns
    }
    let plain = turns("I want to kill myself and I have the pills here.", "Yeah.")
    #expect(!plain.contains { $0.metric == "unsafe_rank" })
    let told = try #require(plain.first { $0.metric == "disclosure_rank" })
    #expect(told.value > 0.98)
    let calm = turns("We went to the lake with the kids on Sunday.", "That sounds like a good day.")
    let other = try #require(calm.first { $0.metric == "disclosure_rank" })
    #expect(other.value < 0.9)
    #expect(calm.contains { $0.metric == "unsafe_rank" })
  }

  @Test func `signatures change with the weights of the heads that are read`() throws {
    var registry = Registry()
    try BuiltIns.register(in: &registry)
    func code(_ name: String) -> String {
      registry.validators.first { $0.name == name }?.code ?? ""
    }
    for head in try BundledHeads.shared.get().all {
      let digest = try #require(BundledHeads.digests[head.card.name])
      #expect(digest.count > 8)
      #expect(BuiltIns.all.contains { code($0.name).contains(digest) })
    }
    #expect(code("conversation_flow") == "built-in")
  }

  @Test func `a cut divides best, and says nothing of one kind alone`() {
    let numbers = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]
    let isHigher = [false, false, true, false, true, true]
    #expect(TierCut.between(numbers, isHigher: isHigher) == 0.25)
    #expect(TierCut.between(numbers, isHigher: numbers.map { _ in true }) == nil)
    #expect(TierCut.quantile([3, 1, 2], 0.5) == 2)
    #expect(TierCut.quantile([1, 2], 0.25) == 1.25)
    #expect(TierCut.quantile([], 0.5) == nil)
  }

  @Test func `a profile is what was kept, and what is none is refused`() throws {
    let kept = try Profile.standard.text()
    let read = try #require(Profile(name: "ours", text: kept))
    #expect(read.name == "ours" && read.cuts == Profile.standard.cuts)
    #expect(read.weights.map(\.weight) == Profile.standard.weights.map(\.weight))
    #expect(try read.text() == kept)
    #expect(Profile(name: "ours", text: kept.replacing("0.25", with: "0.35")) == nil)
    #expect(Profile(name: "ours", text: kept.replacing("\"empathy\"", with: "\"pathos\"")) == nil)
    #expect(Profile(name: "ours", text: "") == nil)
  }

  @Test func `what the interval does to a tier is said`() {
    let names = Profile.standard.weights.map(\.metric)
    func overall(_ half: Double) -> Overall {
      let value = Profile.standard.cuts[1].least + 0.01
      return Profile.standard.combine(
        Dictionary(
          uniqueKeysWithValues: names.map {
            ($0, .measured($0, value, interval: value - half...value + half))
          }))
    }
    #expect(overall(0).reasons.isEmpty)
    #expect(
      overall(0.3).reasons == [
        "the tier is of the interval's lower end; the value alone would be standard"
      ])
  }

  @Test func `a safety that abstains is among what the profile reads`() {
    #expect(Set(Profile.standard.reads).isSuperset(of: SafetyCompliance.capping))
    #expect(Set(Profile.standard.reads).count == Profile.standard.reads.count)
  }
}
