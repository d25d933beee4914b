private import Glibc

/// The three mechanisms of empathy in peer support (EPITOME), 0…1 each, for one reply.
struct PeerMechanisms: Sendable {
  private(set) var reactions = 0.0
  private(set) var interpretations = 0.0
  private(set) var explorations = 0.0

  /// - Parameters:
  ///   - hits: the cues of the reply.
  ///   - sentences: its sentences.
  init(hits: ArraySlice<CueHit>, sentences: ArraySlice<Sentence>) {
    var warm = 0
    var mild = 0
    var shared = 0
    var guessed = 0
    for hit in hits {
      switch hit.cue {
      case .warmReaction: warm += 1
      case .mildReaction, .reassurance: mild += 1
      case .sharedExperience: shared += 1
      case .understanding, .inference: guessed += 1
      default: break
      }
    }
    var aboutSelf = 0
    var asked = 0.0
    for sentence in sentences where !sentence.isRepeated {
      if sentence.first > 0, sentence.content >= 1, !sentence.hasQuestionMark { aboutSelf += 1 }
      asked = max(asked, PeerMechanisms.exploration(sentence))
    }
    if warm > 0 {
      reactions = min(0.8 + 0.05 * Double(warm + mild), 1)
    } else if mild > 0 {
      reactions = min(0.4 + 0.1 * Double(mild - 1), 0.7)
    }
    interpretations =
      1 - exp(-0.5 * Double(shared) - 0.25 * Double(aboutSelf) - 0.15 * Double(guessed))
    explorations = asked
  }

  /// A question about the other's experience: specific when it has content or is about "you".
  private static func exploration(_ sentence: Sentence) -> Double {
    let strength = sentence.question
    guard strength > 0 else { return 0 }
    let isSpecific = sentence.second > 0 || sentence.shared > 0
    let isShort = sentence.count <= 18
    return strength * (0.45 + (isSpecific ? 0.35 : 0) + (isShort ? 0.2 : 0))
  }

  /// The best mechanism counts most. They exclude one another in human ratings (who tells of
  /// herself seldom asks), so they are not simply added.
  var combined: Double {
    let best = max(reactions, interpretations, explorations)
    let least = min(reactions, interpretations, explorations)
    let lesser = min(reactions, interpretations)
    let middle = max(lesser, min(max(reactions, interpretations), explorations))
    return min(0.15 + 0.55 * best + 0.25 * middle + 0.1 * least, 1)
  }
}
