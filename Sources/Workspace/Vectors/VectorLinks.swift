import PluginKit

/// Which record of the file of vectors each message of a stretch of ids has, with its role: four
/// bytes a message, which is read without the messages.
struct VectorLinks {
  /// Ids in a stretch.
  static let span: Int64 = 16_384
  /// Records that links can tell apart.
  static let most = Int(isEmptyText) - 1

  private static let roleShift: UInt32 = 28
  private static let row: UInt32 = (1 << roleShift) - 1
  /// Nothing was made of the message yet.
  private static let isMissing: UInt32 = row
  /// The message has no word of which a vector could be made.
  private static let isEmptyText: UInt32 = row - 1

  private(set) var words: [UInt32]

  init() { words = [UInt32](repeating: Self.isMissing, count: Int(Self.span)) }

  /// Throws where the bytes are not those of a stretch.
  init(_ bytes: UnsafeBufferPointer<UInt8>) throws {
    guard bytes.count == 4 * Int(Self.span) else { throw VectorIndex.damaged }
    let raw = UnsafeRawBufferPointer(bytes)
    words = (0..<Int(Self.span)).map {
      UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self))
    }
  }

  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(4 * words.count)
    for word in words {
      for shift in stride(from: UInt32(0), to: 32, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: word >> shift))
      }
    }
    return bytes
  }

  /// The record of a message by its place in the stretch, of that role if one is given.
  @inline(__always)
  func row(_ place: Int, _ role: UInt32?) -> Int? {
    let word = words[place]
    guard word & Self.row < Self.isEmptyText, role == nil || word >> Self.roleShift == role else {
      return nil
    }
    return Int(word & Self.row)
  }

  func isMissing(_ place: Int) -> Bool { words[place] & Self.row == Self.isMissing }

  mutating func link(_ place: Int, _ role: Role, to row: Int?) {
    words[place] =
      Self.number(role) << Self.roleShift | (row.map { UInt32($0) } ?? Self.isEmptyText)
  }

  mutating func unlink(_ place: Int) { words[place] = words[place] & ~Self.row | Self.isMissing }

  /// Messages about which there is nothing more to do.
  var done: Int { words.count { $0 & Self.row != Self.isMissing } }

  static func number(_ role: Role) -> UInt32 {
    UInt32(Role.allCases.firstIndex(of: role) ?? Role.allCases.count)
  }
}
