package import Corpus
package import Formats
package import PluginKit

/// What a plugin says of itself: its first line to the host, and what a workspace remembers of it.
package struct PluginDescription: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    case validator(ValidatorInfo)
    case exporter(ExporterInfo)
    case reader(ReaderInfo)
  }

  /// In which units the plugin counts places in a text.
  package enum Offsets: String, Sendable { case utf8, characters }

  /// Of the protocol; written down in Plugins/README.md.
  package static let protocolVersion = 1

  package let name: String
  package let version: String
  package let kind: Kind
  package let offsets: Offsets

  package init(_ plugin: Plugin) {
    name = plugin.name
    version = plugin.version
    offsets = .utf8
    kind =
      switch plugin.kind {
      case .validator(let info, _): .validator(info)
      case .exporter(let info, _): .exporter(info)
      case .reader(let info, _): .reader(info)
      }
  }

  package var summary: String {
    switch kind {
    case .validator(let info): info.summary
    case .exporter(let info): info.summary
    case .reader(let info): info.summary
    }
  }

  package var options: [OptionInfo] {
    switch kind {
    case .validator(let info): info.options
    case .exporter(let info): info.options
    case .reader(let info): info.options
    }
  }

  package var metrics: [Metric] {
    if case .validator(let info) = kind { info.metrics } else { [] }
  }

  /// The object of the hello line.
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.key("pe_plugin")
      json.integer(Self.protocolVersion)
      json.member("name", name)
      json.member("version", version)
      json.member("summary", summary)
      switch kind {
      case .validator(let info):
        json.member("kind", "validator")
        json.member("offsets", offsets.rawValue)
        json.key("metrics")
        json.array { json in for metric in info.metrics { metric.write(to: &json) } }
        info.manual.write(to: &json)
      case .exporter(let info):
        json.member("kind", "exporter")
        json.key("extensions")
        json.array { json in for ending in info.fileExtensions { json.string(ending) } }
        json.key("reads_back")
        json.flag(info.readsBack)
        json.key("needs_evidence")
        json.flag(info.needsEvidence)
        if info.needsTurns {
          json.key("needs_turns")
          json.flag(true)
        }
        if info.needsFields {
          json.key("needs_fields")
          json.flag(true)
        }
        info.manual.write(to: &json)
      case .reader(let info):
        json.member("kind", "reader")
        json.key("extensions")
        json.array { json in for ending in info.fileExtensions { json.string(ending) } }
        json.key("magic")
        json.array { json in
          // Bytes that are no text are asked for by their ending alone.
          for magic in info.magic.compactMap({ String(validating: $0, as: UTF8.self) }) {
            json.string(magic)
          }
        }
        json.key("rereads")
        json.flag(info.rereads)
        info.manual.write(to: &json)
      }
      json.key("options")
      json.array { json in
        for option in options {
          json.object { json in
            json.member("name", option.name)
            json.member("summary", option.summary)
            json.member("default", option.defaultValue)
          }
        }
      }
    }
  }

  package var json: String {
    var writer = JSONWriter()
    write(to: &writer)
    return writer.string
  }

  package init(json: String) throws {
    self = try JSONParser().parse(copying: json.utf8) { value in
      Result { () throws(PluginFailure) in try PluginDescription(value) }
    }.get()
  }

  /// Reads a hello. Throws with the member that is missing or wrong.
  package init(_ value: JSONValue) throws(PluginFailure) {
    guard value.isObject, let version = value["pe_plugin"]?.integer else {
      throw PluginFailure(
        "its first line is no hello",
        hint: "the first line is {\"pe_plugin\": 1, \"kind\": …}; see Plugins/README.md")
    }
    guard version == Self.protocolVersion else {
      throw PluginFailure(
        "it speaks version \(version) of the protocol and pe \(Self.protocolVersion)")
    }
    name = try value.required("name")
    self.version = try value.required("version")
    guard isPlainName(name) else {
      throw PluginFailure(
        "its name is '\(name)'", hint: "names are lower-case words and digits joined by _")
    }
    let summary = try value.required("summary")
    var options: [OptionInfo] = []
    if let list = value["options"] {
      for option in list.elements {
        options.append(
          OptionInfo(
            try option.required("name"), option["summary"]?.text?.string ?? "",
            default: option["default"]?.plain ?? ""))
      }
    }
    let manual = Manual(value["manual"])
    switch try value.required("kind") {
    case "validator":
      var metrics: [Metric] = []
      if let list = value["metrics"] {
        for metric in list.elements { metrics.append(try Metric(metric)) }
      }
      guard !metrics.isEmpty else { throw PluginFailure("its hello lists no metrics") }
      kind = .validator(
        ValidatorInfo(summary: summary, metrics: metrics, options: options, manual: manual))
      let unit = value["offsets"]?.text?.string ?? "utf8"
      guard let offsets = Offsets(rawValue: unit) else {
        throw PluginFailure("its offsets are '\(unit)'", hint: "there are: utf8, characters")
      }
      self.offsets = offsets
    case "exporter":
      var endings: [String] = []
      if let list = value["extensions"] {
        for ending in list.elements { endings.append(ending.text?.string ?? "") }
      }
      guard !endings.isEmpty, !endings.contains(where: { $0.isEmpty || $0.hasPrefix(".") }) else {
        throw PluginFailure("its hello lists no file extensions, each without the dot")
      }
      kind = .exporter(
        ExporterInfo(
          summary: summary, fileExtensions: endings, options: options,
          readsBack: value["reads_back"]?.kind == .yes,
          needsEvidence: value["needs_evidence"]?.kind == .yes,
          needsTurns: value["needs_turns"]?.kind == .yes,
          needsFields: value["needs_fields"]?.kind == .yes, manual: manual))
      offsets = .utf8
    case "reader":
      var endings: [String] = []
      if let list = value["extensions"] {
        for ending in list.elements { endings.append(ending.text?.string ?? "") }
      }
      guard !endings.isEmpty, !endings.contains(where: { $0.isEmpty || $0.hasPrefix(".") }) else {
        throw PluginFailure("its hello lists no file extensions, each without the dot")
      }
      var magic: [[UInt8]] = []
      if let list = value["magic"] {
        for text in list.elements { magic.append(Array((text.text?.string ?? "").utf8)) }
      }
      kind = .reader(
        ReaderInfo(
          summary: summary, fileExtensions: endings, magic: magic,
          rereads: value["rereads"]?.kind == .yes, options: options, manual: manual))
      offsets = .utf8
    case let other:
      throw PluginFailure(
        "its kind is '\(other)'", hint: "there are: validator, exporter, reader")
    }
    try checkLimits()
  }

  /// Throws when what it says of itself is more than can be kept.
  func checkLimits() throws(PluginFailure) {
    if case .validator(let info) = kind,
      let problem = NameRules.problem(validator: name, metrics: info.metrics.map(\.name))
    {
      throw PluginFailure(problem, hint: "Plugins/README.md tells the rules")
    }
    let names = [name, version] + options.map(\.name)
    let lines = [summary] + metrics.map(\.summary) + options.map(\.summary)
    guard names.allSatisfy({ $0.utf8.count <= NameRules.longestName }),
      lines.allSatisfy({ $0.utf8.count <= NameRules.longestLine }),
      options.count <= NameRules.mostMetrics
    else {
      throw PluginFailure(
        "a name, a summary or the options of '\(name.prefix(40))' are too long",
        hint:
          "names have up to \(NameRules.longestName) letters, summaries \(NameRules.longestLine)")
    }
  }
}

extension JSONWriter {
  mutating func member(_ name: String, _ value: String) {
    key(name)
    string(value)
  }
}

extension JSONValue {
  /// A number of either form.
  var double: Double? { number ?? integer.map(Double.init) }

  /// Text, or a scalar as JSON writes it.
  var plain: String? { text?.string ?? (isScalar && !isNull ? compact : nil) }

  fileprivate func required(_ name: String) throws(PluginFailure) -> String {
    guard let text = self[name]?.plain, !text.isEmpty else {
      throw PluginFailure("its hello has no '\(name)'", hint: "see Plugins/README.md")
    }
    return text
  }
}

extension Metric.Direction {
  fileprivate var word: String {
    switch self {
    case .higherIsBetter: "higher"
    case .lowerIsBetter: "lower"
    case .descriptive: "neither"
    }
  }
}

extension Metric {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("name", name)
      json.member("summary", summary)
      json.key("range")
      json.array { json in
        json.number(range.lowerBound)
        json.number(range.upperBound)
      }
      json.member("better", direction.word)
      if let turns { json.member("turns", turns.rawValue) }
    }
  }

  fileprivate init(_ value: JSONValue) throws(PluginFailure) {
    let name = try value.required("name")
    guard isPlainName(name) else {
      throw PluginFailure(
        "a metric is called '\(name)'", hint: "names are lower-case words and digits joined by _")
    }
    var bounds: [Double] = []
    if let list = value["range"] {
      for bound in list.elements { bounds.append(bound.double ?? .nan) }
    } else {
      bounds = [0, 1]
    }
    guard bounds.count == 2, bounds[0] < bounds[1] else {
      throw PluginFailure("the range of metric '\(name)' is not two ascending numbers")
    }
    let direction: Direction
    switch value["better"]?.text?.string ?? "higher" {
    case "higher": direction = .higherIsBetter
    case "lower": direction = .lowerIsBetter
    case "neither": direction = .descriptive
    case let other:
      throw PluginFailure(
        "'better' of metric '\(name)' is '\(other)'", hint: "there are: higher, lower, neither")
    }
    var turns: TurnScope?
    if let word = value["turns"]?.text?.string {
      guard let scope = TurnScope(rawValue: word) else {
        throw PluginFailure(
          "'turns' of metric '\(name)' is '\(word)'",
          hint: "there are: supporter, seeker, everyone")
      }
      turns = scope
    }
    self.init(
      name, value["summary"]?.text?.string ?? "", range: bounds[0]...bounds[1],
      direction: direction, turns: turns)
  }
}

extension Manual {
  private static let names = ["what_it_does", "why", "known_problems", "example"]

  fileprivate func write(to json: inout JSONWriter) {
    guard self != Manual() else { return }
    json.key("manual")
    json.object { json in
      for (name, text) in zip(Self.names, [whatItDoes, why, knownProblems, example])
      where !text.isEmpty {
        json.member(name, text)
      }
      json.key("references")
      json.array { json in for reference in references { json.string(reference) } }
    }
  }

  fileprivate init(_ value: JSONValue?) {
    let texts = Self.names.map { value?[$0]?.text?.string ?? "" }
    var references: [String] = []
    if let list = value?["references"] {
      for reference in list.elements { references.append(reference.text?.string ?? "") }
    }
    self.init(
      whatItDoes: texts[0], why: texts[1], knownProblems: texts[2], example: texts[3],
      references: references)
  }
}
