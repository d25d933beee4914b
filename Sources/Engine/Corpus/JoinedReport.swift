import Formats
import PluginKit

/// What came up over several files.
struct JoinedReport {
  private var report = ReadReport()
  /// `a.csv:12`: where each note came up first.
  private var places: [[String]] = []
  private(set) var isEmpty = true

  var speakers: [ReadReport.Speaker] { report.speakers }
  /// Without the names of the files.
  var whole: ReadReport { report }

  /// Takes down what was done to all files together.
  mutating func add(_ note: ReadNote, in names: [String]) {
    report.notes.append(note)
    places.append(Array(names.prefix(ReadNote.places)))
  }

  mutating func add(_ other: ReadReport, _ name: String) {
    isEmpty = false
    for speaker in other.speakers {
      if let place = report.speakers.firstIndex(where: {
        $0.role == speaker.role && $0.name == speaker.name
      }) {
        report.speakers[place].turns += speaker.turns
      } else if report.speakers.count < ReadReport.namedSpeakers {
        report.speakers.append(speaker)
      } else {
        report.otherTurns += speaker.turns
      }
    }
    report.otherTurns += other.otherTurns
    for note in other.notes {
      let known = report.notes.firstIndex { $0.kind == note.kind && $0.what == note.what }
      let place = known ?? report.notes.count
      if known == nil {
        report.notes.append(ReadNote(note.kind, note.what))
        places.append([])
      }
      report.notes[place].add(note.first.first ?? ReadNote.Place(line: 0), times: note.count)
      for first in note.first where places[place].count < ReadNote.places {
        let line = first.line > 0 ? ":\(first.line)" : ""
        places[place].append("\(name)\(line)")
      }
    }
  }

  func reading(
    _ kinds: [LoadFiles.Kind], _ conversation: [String], _ turn: [String], roles: [String: Role],
    samples: [Conversation] = []
  ) -> LoadFile.Reading {
    LoadFile.Reading(
      detection: kinds.first?.detection ?? Detection(format: ""), report: report,
      conversationFields: conversation, turnFields: turn, roles: roles, samples: samples,
      notePlaces: places)
  }
}
