import PluginKit

/// What notes of the built-in readers are called.
package enum ReadMatter {
  /// An id that another record has; a number was put behind it.
  package static let takenID = "id of another record"
  /// An id that another file has; the file's name was put before it.
  package static let idOfOtherFile = "id of a record of another file"
  /// A record of the same id and content as another file's.
  package static let inOtherFile = "repeats a record of another file"
}

/// Notes by kind and words, of which there is a bounded number.
struct NoteList {
  private(set) var notes: [ReadNote] = []
  private static let limit = 64
  private static let others = "other reasons"

  /// Linear in the few kinds there are.
  mutating func add(_ kind: ReadNote.Kind, _ what: String, _ place: ReadNote.Place, times: Int = 1)
  {
    if let index = index(kind, what) { return notes[index].add(place, times: times) }
    let isFull = notes.count >= Self.limit
    let what = isFull ? Self.others : what
    if isFull, let index = index(kind, what) { return notes[index].add(place, times: times) }
    var note = ReadNote(kind, what)
    note.add(place, times: times)
    notes.append(note)
  }

  private func index(_ kind: ReadNote.Kind, _ what: String) -> Int? {
    notes.firstIndex { $0.kind == kind && $0.what == what }
  }
}

/// Turns by speaker. Corpora have two or three, which are found at once.
struct SpeakerTally {
  private var speakers: [ReadReport.Speaker] = []
  private var places: [Key: Int] = [:]
  private var others = 0

  private struct Key: Hashable {
    let name: String
    let role: Role
  }

  private static let nearest = 4

  mutating func count(_ name: String, _ role: Role) {
    for index in speakers.indices.prefix(Self.nearest)
    where speakers[index].role == role && speakers[index].name == name {
      speakers[index].turns += 1
      return
    }
    let key = Key(name: name, role: role)
    if let index = places[key] {
      speakers[index].turns += 1
    } else if speakers.count < ReadReport.namedSpeakers {
      places[key] = speakers.count
      speakers.append(ReadReport.Speaker(name, role, turns: 1))
    } else {
      others += 1
    }
  }

  func fill(_ report: inout ReadReport) {
    report.speakers = speakers
    report.otherTurns = others
  }
}
