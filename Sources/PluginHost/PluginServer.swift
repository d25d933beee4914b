import Corpus
import Formats
import Glibc
package import PluginKit

/// A worker process from the inside: one plugin that answers requests.
package struct PluginServer: ~Copyable {
  private let input: Int32
  private let output: Int32
  private let parser = JSONParser()
  private var lines = LineBuffer()
  private var answers = JSONWriter()
  private static let portion = 64 << 10

  /// Takes standard input and output for the protocol. What the plugin prints goes to standard
  /// error, and what it reads is empty.
  package init() {
    input = dup(STDIN_FILENO)
    output = dup(STDOUT_FILENO)
    dup2(STDERR_FILENO, STDOUT_FILENO)
    let empty = open("/dev/null", O_RDONLY)
    if empty >= 0 { dup2(empty, STDIN_FILENO) }
  }

  /// Serves the plugin until the host closes its end. The exit status.
  package consuming func serve(_ plugin: Plugin) -> Int32 {
    PluginDescription(plugin).write(to: &answers)
    answers.newline()
    do {
      switch plugin.kind {
      case .validator(let info, let make): try serve(info, make)
      case .exporter(_, let make): try serve(make)
      case .reader(_, let make): try read(with: make)
      }
    } catch let error as PluginFailure {
      return fail(error.message)
    } catch {
      return fail("\(error)")
    }
    return 0
  }

  private mutating func serve(
    _ info: ValidatorInfo, _ make: (PluginOptions) throws -> any Assessor
  ) throws {
    guard let line = try nextLine() else { return }
    let (start, withEvidence) = try parser.parse(padded: line) { value in
      (StartLine(value), value["evidence"]?.kind == .yes)
    }
    let assessor: any Assessor
    do {
      assessor = try make(start.options)
      answerReady()
    } catch {
      answer(error: error)
      return
    }
    let keys = AssessmentLine.Keys(info.metrics.map(\.name))
    var reader = ConversationLine.Reader()
    var number = 0
    while let line = try nextLine() {
      number += 1
      let conversation = try parser.parse(padded: line) { value throws(BrokenReason) in
        try reader.read(value, number: number)
      }
      do {
        // The words are needed by most validators, and by some several times.
        let assessment = try assessor.assess(conversation.segmented())
        AssessmentLine.write(
          assessment, id: conversation.id, withEvidence: withEvidence, keys: keys, to: &answers)
      } catch {
        AssessmentLine.write(failure: "\(error)", id: conversation.id, to: &answers)
      }
      answers.newline()
    }
  }

  private mutating func serve(_ make: (PluginOptions) throws -> any ExportWriter) throws {
    guard let line = try nextLine() else { return }
    let start = try parser.parse(padded: line) { StartLine($0) }
    var sink = AnswerSink()
    var writer: any ExportWriter
    do {
      writer = try make(start.options)
      try writer.begin(
        metrics: start.metrics, turnMetrics: start.turnMetrics, fields: start.fields, into: &sink)
      answerReady(text: try sink.text())
    } catch {
      answer(error: error)
      return
    }
    var reader = ExportLine.Reader(metrics: start.metrics)
    while let line = try nextLine() {
      let item = try parser.parse(padded: line) { value throws(BrokenReason) in
        try reader.read(value)
      }
      do {
        if let item {
          try writer.write(item, into: &sink)
        } else {
          try writer.finish(into: &sink)
        }
        let text = try sink.text()
        answers.object { $0.member("text", text) }
        answers.newline()
      } catch let refusal as ExportRefusal {
        answers.object { $0.member("refuse", refusal.description) }
        answers.newline()
      } catch {
        answer(error: error)
      }
    }
  }

  private mutating func read(
    with make: (PluginOptions) throws -> any CorpusReader
  ) throws {
    guard let line = try nextLine() else { return }
    let start = try parser.parse(padded: line) { StartLine($0) }
    var reader: any CorpusReader
    do {
      reader = try make(start.options)
      answerReady()
    } catch {
      answer(error: error)
      return
    }
    guard let line = try nextLine() else { return }
    let request = try parser.parse(padded: line) { value throws(BrokenReason) in
      try SniffLine(value)
    }
    do {
      let sniff = try reader.sniff(request.head)
      answers.object { $0.member("sniff", sniff.word) }
      answers.newline()
      if sniff == .no { return try flush() }
      let rest = try HostBytes.read(with: &reader) { answer in try exchange(answer) }
      rest.write(to: &answers)
      answers.newline()
    } catch let error as FormatError {
      answers.object { json in
        json.member("refuse", error.message)
        json.member("hint", error.hint)
      }
      answers.newline()
    } catch {
      answer(error: error)
    }
    _ = try nextLine()
  }

  private mutating func exchange(
    _ answer: ReaderLine.Answer?
  ) throws -> HostBytes.Request? {
    if let answer {
      answer.write(to: &answers)
      answers.newline()
    }
    guard let line = try nextLine() else { return nil }
    return try parser.parse(padded: line) { value throws(BrokenReason) in
      guard let text = value["bytes"]?.text else {
        return value["next"] == nil ? .finish : .next
      }
      guard let bytes = Base64.bytes(of: text.string.utf8) else {
        throw BrokenReason("its bytes are no Base64")
      }
      return .bytes(bytes)
    }
  }

  private mutating func answerReady(text: String = "") {
    answers.object { json in
      json.key("ready")
      json.flag(true)
      if !text.isEmpty { json.member("text", text) }
    }
    answers.newline()
  }

  private mutating func answer(error: any Error) {
    answers.object { $0.member("error", "\(error)") }
    answers.newline()
  }

  /// The next request. Answers go out before it waits, and while they are many.
  private mutating func nextLine() throws -> UnsafeBufferPointer<UInt8>? {
    if answers.bytes.count >= Self.portion { try flush() }
    while true {
      if let line = lines.next() { return line }
      try flush()
      let count = lines.fill(from: input)
      if count == 0 { return nil }
      if count < 0 && errno != EINTR {
        throw PluginFailure("the input cannot be read: \(String(cString: strerror(errno)))")
      }
      if lines.isTooLong { throw PluginFailure("a line of the input does not end") }
    }
  }

  private mutating func flush() throws {
    try answers.bytes.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let count = write(output, bytes.baseAddress.map { $0 + done }, bytes.count - done)
        if count > 0 { done += count } else if errno != EINTR { throw PluginFailure("no host") }
      }
    }
    answers.reset()
  }

  private func fail(_ message: String) -> Int32 {
    let text = "Error: \(message)\n"
    _ = text.withCString { write(STDERR_FILENO, $0, strlen($0)) }
    return 1
  }
}

/// What the host says first.
private struct StartLine {
  let options: PluginOptions
  let metrics: [String]
  let turnMetrics: [String]
  let fields: [ExportField]

  init(_ value: JSONValue) {
    var options: [String: String] = [:]
    if let given = value["options"] {
      for member in given.members { options[member.key.string] = member.value.plain ?? "" }
    }
    self.options = PluginOptions(options)
    func names(_ list: JSONValue?) -> [String] {
      guard let list else { return [] }
      var names: [String] = []
      for name in list.elements { names.append(name.text?.string ?? "") }
      return names
    }
    metrics = names(value["metrics"])
    turnMetrics = names(value["turn_metrics"])
    var fields: [ExportField] = []
    if let list = value["fields"] {
      for field in list.elements {
        fields.append(
          ExportField(
            field["key"]?.text?.string ?? "", isOfMessages: field["of_messages"]?.kind == .yes,
            isText: field["is_text"]?.kind == .yes))
      }
    }
    self.fields = fields
  }
}

/// Collects what an exporter writes until it is sent.
private struct AnswerSink: ExportSink {
  private var bytes: [UInt8] = []

  mutating func write(_ bytes: [UInt8]) { self.bytes += bytes }

  /// Takes what was written since, when it is text.
  mutating func text() throws -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw PluginFailure("it wrote what is not UTF-8, which only exporters in-process may")
    }
    bytes = []
    return text
  }
}

/// The start of a file, as a host shows it.
private struct SniffLine {
  let head: FileHead

  init(_ value: JSONValue) throws(BrokenReason) {
    guard let text = value["sniff"]?.text, let bytes = Base64.bytes(of: text.string.utf8) else {
      throw BrokenReason("there is no start of a file")
    }
    var map: [String: String] = [:]
    if let given = value["map"] {
      for member in given.members { map[member.key.string] = member.value.plain ?? "" }
    }
    let isAsked = value["asked"]?.kind == .yes
    head = FileHead(
      path: value["path"]?.plain ?? "", bytes: bytes, isWhole: value["whole"]?.kind == .yes,
      options: ReadOptions(format: isAsked ? "" : nil, map: map), source: MemoryBytes(bytes))
  }
}

extension Sniff {
  fileprivate var word: String {
    switch self {
    case .no: "no"
    case .likely: "likely"
    case .certain: "certain"
    }
  }
}
