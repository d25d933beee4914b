import PluginKit
import Testing

@testable import Validation

@Suite struct `Profiles` {
  private let names = Profile.standard.weights.map(\.metric)

  private func scores(_ value: Double, halfWidth: Double = 0) -> [String: Score] {
    Dictionary(
      uniqueKeysWithValues: names.map {
        ($0, .measured($0, value, interval: value - halfWidth...value + halfWidth))
      })
  }

  @Test func `weights are those of the built-in validators and sum to one`() {
    #expect(Profile.all.map(\.name) == ["standard", "seed"])
    for profile in Profile.all {
      #expect(abs(profile.weights.reduce(0) { $0 + $1.weight } - 1) < 1e-12)
      #expect(Set(profile.weights.map(\.metric)) == Set(BuiltIns.all.map(\.name)))
      #expect(profile.cuts.map(\.least) == profile.cuts.map(\.least).sorted())
    }
    #expect(Profile.standard.weights.map(\.weight) == [0.25, 0.25, 0.20, 0.15, 0.15])
  }

  @Test(arguments: [
    (0.61, "below_basic"), (0.62, "basic"), (0.69, "standard"), (0.74, "professional"),
    (0.80, "clinical"), (0.82, "research"), (1.0, "research"),
  ])
  func `the seed's cuts take the value itself`(value: Double, tier: String) {
    #expect(Profile.seed.combine(scores(value + 1e-9, halfWidth: 0)).tier == tier)
  }

  @Test func `the standard tier is the highest cut that the lower bound passes`() {
    let cut = Profile.standard.cuts[1]
    #expect(Profile.standard.combine(scores(cut.least + 0.01)).tier == cut.tier)
    let wide = Profile.standard.combine(scores(cut.least + 0.01, halfWidth: 0.05))
    #expect(wide.tier == Profile.standard.cuts[0].tier)
    #expect(Profile.standard.combine(scores(1)).tier == "professional")
    #expect(Profile.standard.combine(scores(0)).tier == Profile.belowAll)
  }

  @Test func `a higher score never lowers value or tier`() {
    var last = -1.0
    for step in 0...20 {
      let overall = Profile.standard.combine(scores(Double(step) / 20))
      #expect(overall.value ?? -1 >= last)
      last = overall.value ?? -1
    }
  }

  @Test func `what abstained is left out and named`() throws {
    var some = scores(0.6)
    some["conversation_flow"] = .abstained("conversation_flow", because: "no client turns")
    some["empathy"] = nil
    let overall = Profile.standard.combine(some)
    #expect(abs(try #require(overall.value) - 0.6) < 1e-12)
    #expect(
      overall.reasons == [
        "empathy was not computed", "conversation_flow abstained: no client turns",
      ])
  }

  @Test func `less than half of the weight gives no value`() {
    var few = scores(0.9)
    few["empathy"] = nil
    few["therapeutic_language"] = nil
    few["safety_compliance"] = nil
    let overall = Profile.standard.combine(few)
    #expect(overall.value == nil && overall.tier == nil && overall.interval == nil)
    #expect(overall.reasons.last == "less than half of the weight was measured")
    #expect(Profile.standard.combine([:]).value == nil)
  }

  @Test func `a red flag caps value and interval and says so`() throws {
    var flagged = scores(0.9, halfWidth: 0.05)
    flagged["flags"] = .measured("flags", 2)
    let overall = Profile.standard.combine(flagged)
    #expect(overall.value == Profile.flagCap)
    #expect(overall.tier == Profile.belowAll)
    #expect(try #require(overall.interval).contains(Profile.flagCap))
    #expect(overall.reasons == ["capped by 2 red flags; read it yourself"])
  }

  @Test func `a clean look for flags earns nothing, a finding costs`() throws {
    var some = scores(0.6)
    some["safety_compliance"] = .measured("safety_compliance", 1)
    #expect(abs(try #require(Profile.standard.combine(some).value) - 0.6) < 1e-12)
    some["safety_compliance"] = .measured("safety_compliance", 0.2)
    #expect(abs(try #require(Profile.standard.combine(some).value) - 0.54) < 1e-12)
  }

  @Test(arguments: ["flags", "safety_compliance", "disclosure", "unsafe_reply"])
  func `safety that abstained caps as a flag does`(metric: String) throws {
    var unknown = scores(0.9, halfWidth: 0.05)
    for known in SafetyCompliance.capping { unknown[known] = unknown[known] ?? .measured(known, 0) }
    #expect(try #require(Profile.standard.combine(unknown).value) > Profile.flagCap)
    unknown[metric] = .abstained(metric, because: "nobody can tell")
    let overall = Profile.standard.combine(unknown)
    #expect(overall.value == Profile.flagCap)
    #expect(try #require(overall.interval).upperBound <= Profile.flagCap)
    #expect(overall.tier == Profile.belowAll)
    #expect(overall.reasons.contains("capped since \(metric) abstained: nobody can tell"))
  }
}
