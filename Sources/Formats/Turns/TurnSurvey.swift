/// Where the turns of each conversation stand in a file, and which values are the same in all turns
/// of each: 24 bytes a turn, and 12 a conversation and such value.
struct TurnSurvey {
  struct Place {
    let group: Int32
    fileprivate let line32: Int32
    let offset: Int64
    let length: Int

    var line: Int { Int(line32) }
  }

  /// One member of the records: what it was first in each conversation, as long as it is the same.
  fileprivate struct Field {
    var first: [UInt64] = []
    var counts: [Int32] = []
    var varies = false
  }

  private let columns: TurnColumns
  private let taken: Set<String>
  private let id: JSONName
  private let text: JSONName
  private var groups: [UInt64: Int32] = [:]
  private var sizes: [Int32] = []
  private var places: [Place] = []
  private var fields: [String: Field] = [:]
  private var damaged: Set<Int32> = []
  private var last: Int32?
  private var isAfterBroken = false

  init(_ columns: TurnColumns) {
    self.columns = columns
    id = JSONName(columns.id)
    text = JSONName(columns.text)
    taken = Set(
      [
        columns.id, columns.speaker, columns.text, columns.order, columns.reply?.own,
        columns.reply?.answered,
      ].compactMap(\.self))
  }

  /// Takes a turn down. Throws when it has no conversation or no text; a conversation that it is
  /// known to be of is then damaged.
  mutating func add(
    _ record: JSONValue, line: Int, offset: Int64, length: Int
  ) throws(BrokenReason) {
    guard record.isObject else { throw BrokenReason("the record is \(record.article)") }
    var name: String?
    var hasText = false
    for member in record.members {
      if member.key.matches(id) { name = name ?? MemberID.text(member.value) }
      if member.key.matches(text), !member.value.isNull { hasText = true }
    }
    guard let name else { throw BrokenReason("there is no '\(columns.id)'") }
    let key = QuickHash.of(name)
    let group = groups[key] ?? Int32(groups.count)
    if group == Int32(sizes.count) {
      groups[key] = group
      sizes.append(0)
    }
    // A turn lost between two of one conversation was most likely its own.
    if isAfterBroken, last == group { damaged.insert(group) }
    isAfterBroken = false
    last = group
    guard hasText else {
      damaged.insert(group)
      throw BrokenReason("there is no '\(columns.text)'")
    }
    sizes[Int(group)] += 1
    places.append(
      Place(group: group, line32: Int32(clamping: line), offset: offset, length: length))
    note(record, Int(group))
  }

  /// Says that a record could not be read at all.
  mutating func addBroken() { isAfterBroken = true }

  private mutating func note(_ record: JSONValue, _ group: Int) {
    for member in record.members {
      let name = member.key.string
      guard !taken.contains(name), fields[name] != nil || fields.count < 256 else { continue }
      // An empty hash stands for a conversation without the value.
      let hash = max(1, QuickHash.of(member.value.compact))
      fields[name, default: Field()].note(hash, group)
    }
  }

  /// Names whose values are the conversation's, not the turn's.
  func finished() -> Set<String> {
    Set(fields.filter { $0.value.isConstant(sizes) }.keys)
  }

  /// The places of each conversation in order of first appearance; within one as in the file.
  func conversations() -> [ArraySlice<Place>] {
    let sorted = places.enumerated().sorted {
      ($0.element.group, $0.offset) < ($1.element.group, $1.offset)
    }.map(\.element)
    return sorted.split { _ in false }.first.map { all in
      var slices: [ArraySlice<Place>] = []
      var start = all.startIndex
      for index in all.indices where index > start && all[index].group != all[start].group {
        slices.append(all[start..<index])
        start = index
      }
      slices.append(all[start...])
      return slices
    } ?? []
  }

  func isDamaged(_ places: ArraySlice<Place>) -> Bool {
    places.first.map { damaged.contains($0.group) } ?? false
  }
}

extension TurnSurvey.Field {
  fileprivate mutating func note(_ hash: UInt64, _ group: Int) {
    guard !varies else { return }
    if first.count <= group {
      first += repeatElement(0, count: group + 1 - first.count)
      counts += repeatElement(0, count: group + 1 - counts.count)
    }
    if first[group] == 0 { first[group] = hash }
    counts[group] += 1
    guard first[group] != hash else { return }
    varies = true
    first = []
    counts = []
  }

  /// Whether each conversation that has it has it in all its turns.
  fileprivate func isConstant(_ sizes: [Int32]) -> Bool {
    !varies && counts.indices.allSatisfy { counts[$0] == 0 || counts[$0] == sizes[$0] }
  }
}
