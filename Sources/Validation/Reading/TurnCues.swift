private import Glibc
package import PluginKit

/// Numbers that tell what a turn does, from its words and the turns before: what a learned head sees
/// beside the words themselves.
///
/// Of a supporter's turn all of them, by the same rules as the validators; of another's those that
/// need no rules (words, question marks, what was said before, whether it is a word of assent), the
/// rest 0.
package struct TurnCues: Sendable {
  package static let names = [
    "cue_words", "cue_words_before", "cue_first_turn", "cue_question_marks", "cue_ends_asking",
    "cue_question", "cue_open_question", "cue_reflection", "cue_reflection_stem", "cue_about_you",
    "cue_summary", "cue_you", "cue_i", "cue_feelings", "cue_content", "cue_echo", "cue_news",
    "cue_affirmation", "cue_advice", "cue_information", "cue_permission", "cue_social",
    "cue_minimal",
  ]

  private static let advice: CueSet = .only(.advice, .order, .suggestion, .warning, .urging)
  private static let information: CueSet = .only(.information, .agenda)

  private let reader: Reader

  package init() throws(PhraseMatcher.PhraseError) { reader = try Reader() }

  /// One row a message, in the order of ``names``: counts as ln(1 + n), shares and strengths 0…1.
  /// Linear in the words.
  package func rows(of conversation: Conversation) -> [[Double]] {
    let reading = reader.read(conversation).reading
    var rows: [[Double]] = []
    var before = 0
    var sentence = 0
    for (index, message) in conversation.messages.enumerated() {
      var turn = Turn(message)
      while sentence < reading.sentences.count, reading.sentences[sentence].message < index {
        sentence += 1
      }
      while sentence < reading.sentences.count, reading.sentences[sentence].message == index {
        turn.add(reading.sentences[sentence])
        sentence += 1
      }
      rows.append(turn.row(wordsBefore: before, isFirst: index == 0))
      before = turn.words
    }
    return rows
  }

  /// What is counted over the sentences of one message.
  private struct Turn {
    let words: Int
    private let marks: Int
    private let endsAsking: Bool
    private var question = 0.0
    private var isOpen = false
    private var reflection = 0.0
    private var cues = CueSet()
    private var second = 0
    private var first = 0
    private var feelings = 0
    private var content = 0.0
    private var shared = 0.0

    init(_ message: Message) {
      let all = message.words
      words = all.count { $0.isWord }
      marks = all.count { $0.kind == .question }
      endsAsking = all.last?.kind == .question
    }

    mutating func add(_ sentence: Sentence) {
      question = max(question, sentence.question)
      reflection = max(reflection, sentence.reflection)
      if sentence.question >= Questions.threshold, Questions.isOpen(sentence) { isOpen = true }
      cues.formUnion(sentence.cues)
      second += sentence.second
      first += sentence.first
      feelings += sentence.feelings
      content += sentence.content
      shared += sentence.shared
    }

    func row(wordsBefore: Int, isFirst: Bool) -> [Double] {
      func has(_ cue: Cue) -> Double { cues.contains(cue) ? 1 : 0 }
      func any(_ set: CueSet) -> Double { cues.isDisjoint(with: set) ? 0 : 1 }
      func count(_ number: Int) -> Double { log1p(Double(number)) }
      return [
        count(words), count(wordsBefore), isFirst ? 1 : 0, count(marks), endsAsking ? 1 : 0,
        question, isOpen ? 1 : 0, reflection, has(.reflectionStem), has(.youStatement),
        has(.summary), count(second), count(first), count(feelings), log1p(content),
        content > 0 ? shared / content : 0, log1p(max(0, content - shared)),
        has(.affirmation), any(TurnCues.advice), any(TurnCues.information), has(.permission),
        has(.social), words <= 4 && content < 1 && marks == 0 ? 1 : 0,
      ]
    }
  }
}
