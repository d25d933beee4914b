import PluginKit

/// Where the words of a text stand: their classes in each segment, of one role where it is given.
struct WordPlaces {
  typealias Entry = (word: IndexedWord, classes: [WordClass])

  let parts: [WordText.Part]
  /// By part, then by segment: the word, or those that a part with an open ending stands for.
  let entries: [[[Entry]]]
  /// By part: in how many messages it stands; for an open ending, at most in so many.
  let counts: [Int]

  init(_ text: WordText, _ role: Role?, _ lookup: WordLookup) throws {
    parts = text.parts
    entries = try parts.map { part in
      try lookup.segments.map { segment in
        if part.isPrefix {
          return try lookup.words(beginningWith: part.word, segment, role)
        }
        let classes = try lookup.classes(part.word, segment, role)
        return classes.isEmpty ? [] : [(part.word, classes)]
      }
    }
    counts = entries.map { segments in
      segments.joined().flatMap(\.classes).reduce(0) { $0 + $1.count }
    }
  }

  /// Whether a segment may have a message with all parts.
  func mayStand(in segment: Int) -> Bool {
    !entries.isEmpty && entries.allSatisfy { !$0[segment].isEmpty }
  }
}

/// Numbers for each message of a segment.
final class MessageScratch<Element: BitwiseCopyable> {
  let values: UnsafeMutableBufferPointer<Element>
  private let zero: Element

  init(_ zero: Element) {
    self.zero = zero
    values = .allocate(capacity: WordPostings.span)
    values.initialize(repeating: zero)
  }

  deinit { values.deallocate() }

  /// - Parameter count: messages that the segment has, or more.
  func clear(_ count: Int) {
    UnsafeMutableBufferPointer(rebasing: values[..<count]).update(repeating: zero)
  }
}

/// Puts the words together that an open ending stands for: how often a message has any of them.
final class PrefixUnion {
  private let times = MessageScratch<UInt8>(0)
  private let lengths = MessageScratch<UInt8>(0)
  private var touched: [Int32] = []

  /// Calls `body` with each message once. Linear in the messages of all words.
  func forEachMessage(
    _ entries: [WordPlaces.Entry], _ segment: WordLookup.Segment, _ lookup: WordLookup,
    _ body: (_ message: Int, _ times: Int, _ length: UInt8) -> Void
  ) throws {
    defer {
      for message in touched { times.values[Int(message)] = 0 }
      touched.removeAll(keepingCapacity: true)
    }
    for (word, classes) in entries {
      try lookup.withPostings(word, segment) { bytes in
        for one in classes {
          try WordPostings.forEachMessage(bytes, one) { message in
            if times.values[message] == 0 { touched.append(Int32(message)) }
            let (sum, isOver) = times.values[message].addingReportingOverflow(one.times)
            times.values[message] = isOver ? 255 : sum
            lengths.values[message] = one.length
          }
        }
      }
    }
    for message in touched {
      body(Int(message), Int(times.values[Int(message)]), lengths.values[Int(message)])
    }
  }
}
