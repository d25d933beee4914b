import Engine
import Formats
import Outcomes
import PluginKit
import Workspace

extension LoadCommand {
  func tell(_ loaded: LoadFiles.Result) -> Outcome {
    let name = loaded.dataset
    var outcome = Outcome(command: Self.name)
    outcome.measures = [
      Measure("dataset", text: name), Measure("files", loaded.files),
      Measure("conversations", loaded.conversations), Measure("messages", loaded.messages),
    ]
    if loaded.broken > 0 { outcome.measures.append(Measure("broken", loaded.broken)) }
    if let fingerprint = loaded.fingerprint {
      outcome.measures.append(Measure("fingerprint", text: String(fingerprint.prefix(8))))
    }
    if loaded.reading != nil {
      outcome.measures.append(Measure("seconds", loaded.seconds, .seconds, isVolatile: true))
    }
    switch loaded.standing {
    case .new: break
    case .unchanged where !loaded.kept.isEmpty:
      outcome.notes.append("unchanged, as what is new cannot be read")
    case .unchanged: outcome.notes.append("unchanged: \(name) holds these files already")
    case .trial: outcome.notes.append("nothing is stored: this is how the files would be read")
    case .updated, .appended:
      var parts: [String] = []
      if !loaded.changed.isEmpty {
        parts.append("\(counted(loaded.changed)) changed and read anew")
      }
      if loaded.added > 0 { parts.append("\(loaded.added) added") }
      if !loaded.gone.isEmpty { parts.append("\(counted(loaded.gone)) gone, with what it held") }
      if loaded.unchanged > 0 { parts.append("\(loaded.unchanged) unchanged") }
      if !parts.isEmpty { outcome.notes.append("files: " + parts.joined(separator: "; ")) }
    }
    if loaded.reading != nil || loaded.kinds.count > 1 {
      outcome.notes += loaded.kinds.map {
        loaded.kinds.count > 1 ? "\($0.places): \($0.detection.sentence)" : $0.detection.sentence
      }
    }
    if let reading = loaded.reading {
      tell(reading, loaded.clashes, loaded.broken, of: name, in: &outcome)
    }
    outcome.notes += loaded.passedOver.sentences
    if !loaded.kept.isEmpty {
      let files = loaded.kept.count == 1 ? "this file holds" : "these files hold"
      outcome.notes.append(
        "\(files) what cannot be read now, and \(name) keeps what it held of them before: "
          + shortList(loaded.kept))
    }
    outcome.notes += loaded.aftermath.sentences
    return outcome
  }

  func tell(_ each: LoadEachFile.Result) -> Outcome {
    var outcome = Outcome(command: Self.name)
    outcome.measures = [
      Measure("datasets", each.loaded.count),
      Measure("conversations", each.loaded.reduce(0) { $0 + $1.conversations }),
      Measure("messages", each.loaded.reduce(0) { $0 + $1.messages }),
    ]
    var table = Table(
      "datasets",
      [
        .init("dataset", .text), .init("conversations", .integer), .init("messages", .integer),
        .init("broken", .integer), .init("fingerprint", .text), .init("read as", .text),
      ])
    for loaded in each.loaded {
      let way =
        switch loaded.standing {
        case .loadedAs(let other): "loaded already, as \(other)"
        case .unchanged: "unchanged"
        default: loaded.reading?.detection.sentence ?? ""
        }
      table.rows.append([
        .text(loaded.dataset), .integer(loaded.conversations), .integer(loaded.messages),
        .integer(loaded.broken), .text(String((loaded.fingerprint ?? "").prefix(8))), .text(way),
      ])
      guard let reading = loaded.reading else { continue }
      outcome.notes += (reading.notes(dataset: loaded.dataset) + loaded.aftermath.sentences)
        .map { "\(loaded.dataset): \($0)" }
    }
    outcome.tables = [table]
    outcome.notes += each.passedOver.sentences
    return outcome
  }

  private func counted(_ names: [String]) -> String {
    names.count == 1 ? names[0] : "\(names.count) (\(names[0]), …)"
  }
}

extension Aftermath {
  /// What became of labels and marks, each in a line.
  var sentences: [String] {
    var told: [String] = []
    func conversations(_ count: Int) -> String {
      count == 1 ? "1 conversation" : "\(count) conversations"
    }
    if labelsKept > 0 {
      told.append("labels stay with \(conversations(labelsKept)) whose texts are the same")
    }
    if labelsLost > 0 {
      told.append(
        "labels went with \(conversations(labelsLost)) that changed or are gone: 'labels import' joins them again"
      )
    }
    if !labelsGaveWay.isEmpty {
      told.append("the file's own \(nameList(labelsGaveWay)) takes the place of labels")
    }
    if marksDropped > 0 {
      told.append(
        "marks of copies no longer held for \(conversations(marksDropped)) and are taken away: "
          + "'dedup' looks again")
    }
    if isUnsearched {
      told.append("what was read now is not marked as copies or none: 'dedup' looks")
    }
    return told
  }
}

extension LoadFiles.Kind {
  /// `12 files, first a.csv, b.csv`
  var places: String {
    files == 1 ? first[0] : "\(files) files, first \(first.joined(separator: ", "))"
  }
}

extension LoadFiles.PassedOver {
  /// What was passed over, each kind in a line with its first places.
  var sentences: [String] {
    let listed = listed.groups.map {
      "passed over: \($0.reason.words): \(Self.places($0.count, $0.first))"
    }
    let failed = failed.map { group in
      group.count == 1
        ? "passed over: \(group.error.message)"
        : "passed over: \(Self.places(group.count, group.first)): as the first, "
          + group.error.message
    }
    guard let (name, other) = firstSame else { return listed + failed }
    let more = sameBytes > 1 ? " and \(sameBytes - 1) more" : ""
    return listed + failed
      + ["passed over: \(name)\(more) of the same bytes as another file, \(other)"]
  }

  private static func places(_ count: Int, _ first: [String]) -> String {
    count == 1 ? first[0] : "\(count), first \(first.joined(separator: ", "))"
  }
}

extension FolderListing.Omission {
  fileprivate var words: String {
    switch self {
    case .hidden: "hidden"
    case .document: "about the data"
    case .ending(let ending): ending.isEmpty ? "without an ending" : ".\(ending) files"
    case .empty: "empty"
    case .notPermitted: "may not be read"
    case .special: "no files but pipes or devices"
    case .link: "links that lead nowhere or back"
    case .tooDeep: "folders too deep within each other"
    case .vanished: "gone while the folder was read"
    }
  }
}
