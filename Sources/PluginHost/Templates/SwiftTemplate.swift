/// What `plugin new` writes in Swift; `__name__` and `__Name__` stand for the plugin's name.
enum SwiftTemplate {
  static let validator = #"""
    // A validator: it reads a conversation, gives it scores, and shows the words that earned them.
    //
    // Save this file and the shell builds it again. `plugin test __name__` checks it against the contract
    // and against __name__.cases.jsonl beside it.

    import PluginKit

    struct __Name__: Validator {
      // What the numbers mean. Metrics become columns that queries, plots and exports know by name.
      static let info = ValidatorInfo(
        summary: "share of supporter turns with a warm phrase",
        metrics: [
          // `turns` gives each turn a number too, `turn.__name__`; the conversation's is their mean.
          Metric(
            "__name__", "share of supporter turns with a warm phrase", range: 0...1,
            turns: .supporter)
        ],
        options: [
          OptionInfo("minimum_turns", "fewest supporter turns, or it abstains", default: "1")
        ],
        manual: Manual(
          whatItDoes: "Counts the supporter's turns that hold one of a few warm phrases.",
          why: "Say here why anyone should trust the number.",
          knownProblems: "A phrase can be said coldly, and warmth can be said in other words.",
          example: "validate --using __name__"))

      private let minimumTurns: Double
      private let phrases: PhraseMatcher

      init(_ options: PluginOptions) throws {
        minimumTurns = try options.number("minimum_turns", default: 1, in: 1...1000)
        // `a|b` is either word, `[a]` may be missing. Case and the kind of apostrophe do not matter.
        phrases = try PhraseMatcher([
          ("i'm [so] glad|sorry|proud", 0), ("proud of you", 0), ("i'm here for you", 0),
          ("thank you for telling|sharing", 0),
        ])
      }

      func assess(_ conversation: Conversation) -> Assessment {
        let turns = conversation.turns(of: .supporter)
        // No number is better than one that means nothing.
        guard Double(turns.count) >= minimumTurns else {
          return Assessment(scores: [.abstained("__name__", because: "too few supporter turns")])
        }
        var assessment = Assessment()
        for index in turns {
          let words = conversation.messages[index].words
          var isWarm = false
          phrases.forEachMatch(in: words) { match in
            isWarm = true
            // Places in a text are UTF-8 offsets, as the words have them.
            let first = words[match.words.lowerBound].range
            let last = words[match.words.upperBound - 1].range
            assessment.evidence.append(
              Evidence(
                metric: "__name__", message: index, range: first.lowerBound..<last.upperBound,
                contribution: 1 / Double(turns.count), label: "warm phrase"))
          }
          assessment.turns.append(TurnScore("__name__", of: index, isWarm ? 1 : 0))
        }
        return assessment
      }
    }

    // The version is part of what scores are kept under: change it when the scores change.
    let plugin = Plugin("__name__", version: "0.1") { options in try __Name__(options) }

    """#

  static let exporter = #"""
    // An exporter: it is given conversations with their scores, one at a time, and writes a file.
    //
    // Save this file and the shell builds it again. `plugin test __name__` checks it against the contract
    // and against __name__.cases.jsonl beside it.

    import PluginKit

    struct __Name__: Exporter {
      static let info = ExporterInfo(
        summary: "plain text, a transcript under a line with id and scores",
        fileExtensions: ["__name__.txt"],
        options: [
          OptionInfo("scores", "whether the scores are written", default: "true")
        ],
        // true asks for `item.evidence`, for which every conversation is assessed again.
        needsEvidence: false,
        manual: Manual(
          whatItDoes: "Writes each conversation as text, and refuses one without messages.",
          example: "export talk.__name__.txt"))

      private let withScores: Bool
      private var metrics: [String] = []

      init(_ options: PluginOptions) throws {
        withScores = try options.flag("scores", default: true)
      }

      /// Before the first conversation: a header belongs here.
      mutating func begin(metrics: [String], into sink: inout some ExportSink) throws {
        self.metrics = metrics
      }

      mutating func write(_ item: ScoredConversation, into sink: inout some ExportSink) throws {
        let conversation = item.conversation
        if conversation.messages.isEmpty {
          // Ends the export with this sentence and leaves no file.
          throw ExportRefusal("conversation '\(conversation.id)' has no messages")
        }
        var text = "# \(conversation.id)"
        if withScores {
          // A score is nil where its validator abstained.
          for (metric, score) in zip(metrics, item.scores) {
            if let score { text += " \(metric)=\(score)" }
          }
        }
        for message in conversation.messages { text += "\n\(message.speaker): \(message.text)" }
        try sink.write(text + "\n\n")
      }

      /// After the last conversation: a footer belongs here.
      mutating func finish(into sink: inout some ExportSink) throws {}
    }

    let plugin = Plugin("__name__", version: "0.1") { options in try __Name__(options) }

    """#

  static let reader = #"""
    // A reader: it is given the bytes of a file and gives the conversations in it.
    //
    // Save this file and the shell builds it again. `plugin test __name__` checks it against the contract
    // and against __name__.cases.jsonl beside it.

    import PluginKit

    struct __Name__: Reader {
      static let info = ReaderInfo(
        summary: "plain text, 'Name: text' lines under a line with an id",
        fileExtensions: ["__name__.txt"],
        options: [
          OptionInfo("supporter", "the name of who supports", default: "Supporter")
        ],
        manual: Manual(
          whatItDoes: "Reads '# id' lines as the start of a conversation, 'Name: text' as turns.",
          example: "load talk.__name__.txt"))

      private let supporter: String

      init(_ options: PluginOptions) throws {
        supporter = options["supporter"] ?? "Supporter"
      }

      /// Looks at the start of a file: is it one of these?
      func sniff(_ file: FileHead) -> Sniff {
        file.bytes.starts(with: "# ".utf8) ? .certain(Detection(format: "__name__")) : .no
      }

      /// A source gives bytes; LineCursor makes lines of them, with their numbers.
      func read(_ source: any ByteSource, into sink: inout some ConversationSink) throws {
        var lines = LineCursor(source)
        var current: (conversation: Conversation, line: Int)?
        var seen: [String: Int] = [:]
        while let line = try lines.next() {
          guard let text = line.text, !text.utf8.contains(0) else {
            // Set aside with its line and a reason that tells nothing of the text; the rest is read.
            try sink.addBroken(line: line.number, reason: "not UTF-8 text")
            continue
          }
          if text.hasPrefix("# ") {
            if let (conversation, line) = current { try sink.add(conversation, line: line) }
            // No two conversations of a file may have one id.
            let id = String(text.dropFirst(2))
            let count = seen[id, default: 0] + 1
            seen[id] = count
            current = (
              Conversation(id: count == 1 ? id : "\(id) \(count)", messages: []), line.number
            )
          } else if let colon = text.firstIndex(of: ":"), current != nil {
            let name = String(text[..<colon])
            var said = text[text.index(after: colon)...]
            while said.first == " " { said.removeFirst() }
            current?.conversation.messages.append(
              Message(
                role: name == supporter ? .assistant : .user, speaker: name, text: String(said)))
          } else if !text.allSatisfy(\.isWhitespace) {
            try sink.addBroken(line: line.number, reason: "no turn of a conversation")
          }
        }
        if let (conversation, line) = current { try sink.add(conversation, line: line) }
      }
    }

    let plugin = Plugin("__name__", version: "0.1") { options in try __Name__(options) }

    """#
}
