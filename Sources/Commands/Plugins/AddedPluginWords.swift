import Engine
private import Foundation
import Outcomes
import PluginHost
import PluginKit

extension AddedPlugin {
  var measures: [Measure] {
    [
      Measure("name", text: description.name), Measure("version", text: description.version),
      Measure("build", text: String(code.prefix(8))),
      Measure("seconds", seconds, .seconds, isVolatile: true),
    ]
  }

  var notes: [String] {
    var notes = changeNotes
    if let keptBuild { notes.append(keptBuild.sentence) }
    if change == .isNew { notes.append(description.firstUse) }
    if let note = scores.note(description.name) { notes.append(note) }
    return notes
  }

  private var changeNotes: [String] {
    let name = description.name
    switch change {
    case .isNew: return ["\(name) \(description.version) is added: \(description.summary)"]
    case .isSame: return ["nothing changed: \(name) is build \(code.prefix(8)) as before"]
    case .isRebuilt(let before, let differences):
      var notes = ["\(name) is build \(code.prefix(8)), \(before.prefix(8)) before"]
      if let version = differences.versionBefore {
        notes.append("version \(description.version), \(version) before")
      }
      for (what, names) in [("metrics", differences.metrics), ("options", differences.options)] {
        let words = names.new.map { "+\($0)" } + names.gone.map { "−\($0)" }
        if !words.isEmpty { notes.append("\(what): " + words.joined(separator: " ")) }
      }
      return notes + ["'plugin trial \(name)' shows what moved"]
    }
  }
}

extension AddedPlugin.KeptBuild {
  fileprivate var sentence: String {
    let what = fileHolds.map { "holds build \($0.prefix(8)) now" } ?? "is gone"
    return "\((path as NSString).lastPathComponent) \(what); the kept \(asked) is used"
  }
}

extension PluginDescription {
  fileprivate var firstUse: String {
    switch kind {
    case .validator: "'validate --using \(name)' runs it"
    case .exporter(let info): "'export NAME.\(info.fileExtensions[0])' writes with it"
    case .reader(let info):
      "'load NAME.\(info.fileExtensions.first ?? "txt") --format \(name)' reads with it"
    }
  }
}

extension ScoresInSight {
  func note(_ name: String) -> String? {
    switch self {
    case .same: nil
    case .hidden:
      "its scores so far are another build's and out of sight: 'validate --using \(name)' computes "
        + "them anew"
    case .back: "what this build scored before is in sight again"
    }
  }
}
