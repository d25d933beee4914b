import Foundation
import PluginKit

/// A conversation with what people said of it.
struct CardCase: Sendable {
  let conversation: Conversation
  /// What is not divided: a video series, a seeker's post, a participant.
  let group: String
  /// By label; of the conversation.
  var labels: [String: Double] = [:]
  /// By label and message; of turns.
  var turnLabels: [String: [Int: Double]] = [:]
}

/// A label that metrics are held against.
struct CardLabel: Sendable {
  let name: String
  /// Of turns rather than conversations.
  var isOfTurns = false
  /// Whether it speaks of the whole: overall and every validator's main metric are held against it.
  var isOfAll = false
  /// Further metrics, where there are such.
  var metrics: [String] = []
  /// Descriptions whose high values speak for the lower label.
  var opposed: [String] = []
  /// How far people agree with each other, computed from the corpus.
  var human: Double?
}

/// A labelled corpus and what it is good for; see `Cards/` of Validation for how cards are made.
struct CardCorpus: Sendable {
  let name: String
  /// What a conversation of it is.
  let rows: String
  let grouping: String
  /// The label whose lower rows are attacked; nil where attacks mean nothing.
  var attacked: String?
  let read: @Sendable (_ folder: String) throws -> (cases: [CardCase], labels: [CardLabel])

  static let all = [
    annomi, epitome, esconv, ieval, mibot, diaSafety, crisis, moderation, goEmotions, sample,
  ]
}

package enum CardFault: Fault {
  case unknownCorpus(String, known: [String])
  /// A file of the corpus is not there, or is not what it should be.
  case badFile(String)
  /// No card has a metric of this name.
  case unknown(String, known: [String])
}

extension CardCorpus {
  static func bytes(_ folder: String, _ name: String) throws -> Data {
    guard let data = FileManager.default.contents(atPath: folder + "/" + name), !data.isEmpty else {
      throw CardFault.badFile(folder + "/" + name)
    }
    return data
  }

  static func json(_ folder: String, _ name: String) throws -> Any {
    do {
      return try JSONSerialization.jsonObject(with: bytes(folder, name))
    } catch is CocoaError {
      throw CardFault.badFile(folder + "/" + name)
    }
  }

  static func objects(_ folder: String, _ name: String) throws -> [[String: Any]] {
    guard let list = try json(folder, name) as? [[String: Any]] else {
      throw CardFault.badFile(folder + "/" + name)
    }
    return list
  }

  static func lines(_ folder: String, _ name: String) throws -> [[String: Any]] {
    try String(decoding: bytes(folder, name), as: UTF8.self).split(whereSeparator: \.isNewline)
      .compactMap { try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] }
  }

  /// Rows of a table with a header (RFC 4180), by column.
  static func table(_ folder: String, _ name: String) throws -> [[String: String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    let bytes = [UInt8](try bytes(folder, name))
    var place = 0
    func end() {
      row.append(String(decoding: field, as: UTF8.self))
      field.removeAll(keepingCapacity: true)
    }
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      switch byte {
      case UInt8(ascii: "\"") where isQuoted && place < bytes.count && bytes[place] == byte:
        field.append(byte)
        place += 1
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: ",") where !isQuoted: end()
      case UInt8(ascii: "\r") where !isQuoted: break
      case UInt8(ascii: "\n") where !isQuoted:
        end()
        rows.append(row)
        row = []
      default: field.append(byte)
      }
    }
    if !field.isEmpty || !row.isEmpty {
      end()
      rows.append(row)
    }
    guard let header = rows.first, rows.count > 1 else {
      throw CardFault.badFile(folder + "/" + name)
    }
    return rows.dropFirst().filter { $0.count == header.count }.map {
      Dictionary(zip(header, $0)) { first, _ in first }
    }
  }

  static func pair(
    _ id: String, _ seeker: String?, _ reply: String?, group: String, _ labels: [String: Double]
  ) -> CardCase {
    CardCase(
      conversation: Conversation(
        id: id,
        messages: (seeker.map { [Message(role: .user, text: $0)] } ?? [])
          + (reply.map { [Message(role: .assistant, text: $0)] } ?? [])),
      group: group, labels: labels)
  }
}
