/// Lists and dictionaries as Python prints them, in the words of JSON.
///
///     [{'role': 'user', 'content': "it's"}]  →  [{"role": "user", "content": "it's"}]
enum PythonLiteral {
  /// Linear; what is no literal gives text that is no JSON either.
  static func json(_ text: String) -> [UInt8] {
    var writer = Writer(text)
    return writer.written()
  }

  private struct Writer {
    private let source: [UInt8]
    private var position = 0
    private var json: [UInt8] = []

    init(_ text: String) { source = Array(text.utf8) }

    mutating func written() -> [UInt8] {
      json.reserveCapacity(source.count + 16)
      while position < source.count {
        let byte = source[position]
        switch byte {
        case UInt8(ascii: "'"), UInt8(ascii: "\""): addString(byte)
        case UInt8(ascii: "("):
          add(UInt8(ascii: "["))
        case UInt8(ascii: ")"), UInt8(ascii: "]"): close(UInt8(ascii: "]"))
        case UInt8(ascii: "}"): close(byte)
        case UInt8(ascii: "{"), UInt8(ascii: "["): add(byte)
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "_"):
          addWord()
        default:
          json.append(byte)
          position += 1
        }
      }
      return json
    }

    /// Arrays of NumPy are printed without commas between their elements.
    private mutating func add(_ byte: UInt8) {
      if let last = json.last(where: { !isSpace($0) }),
        last == UInt8(ascii: "}") || last == UInt8(ascii: "]")
      {
        json.append(UInt8(ascii: ","))
      }
      json.append(byte)
      position += 1
    }

    private mutating func close(_ byte: UInt8) {
      while let last = json.last, isSpace(last) { json.removeLast() }
      if json.last == UInt8(ascii: ",") { json.removeLast() }
      json.append(byte)
      position += 1
    }

    private mutating func addWord() {
      let start = position
      while position < source.count, isWordByte(source[position]) { position += 1 }
      let word = String(decoding: source[start..<position], as: UTF8.self)
      switch word {
      case "None", "nan", "NaN": json += "null".utf8
      case "True": json += "true".utf8
      case "False": json += "false".utf8
      case _ where word.utf8.count == 1 && position < source.count && isQuote(source[position]):
        break
      case "array" where position < source.count && source[position] == UInt8(ascii: "("):
        addArray()
      default: json += word.utf8
      }
    }

    /// `array([…], dtype=object)` is its list.
    private mutating func addArray() {
      position += 1
      let tail = Array(", dtype=object)".utf8)
      // The inner list is read by the loop; what closes the call is blanked out first.
      var depth = 1
      var index = position
      var quote: UInt8?
      while index < source.count, depth > 0 {
        let byte = source[index]
        if let open = quote {
          if byte == UInt8(ascii: "\\") { index += 1 } else if byte == open { quote = nil }
        } else if isQuote(byte) {
          quote = byte
        } else if byte == UInt8(ascii: "(") || byte == UInt8(ascii: "[") {
          depth += 1
        } else if byte == UInt8(ascii: ")") || byte == UInt8(ascii: "]") {
          depth -= 1
        }
        index += 1
      }
      guard depth == 0 else { return }
      let isTyped = index >= tail.count && source[(index - tail.count)..<index].elementsEqual(tail)
      let end = isTyped ? index - tail.count : index - 1
      guard end >= position else { return }
      var inner = Writer(String(decoding: source[position..<end], as: UTF8.self))
      json += inner.written()
      position = index
    }

    private func isQuote(_ byte: UInt8) -> Bool {
      byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"")
    }

    private func isWordByte(_ byte: UInt8) -> Bool {
      CellReading.isDigit(byte) || byte == UInt8(ascii: "_")
        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private mutating func addString(_ quote: UInt8) {
      json.append(UInt8(ascii: "\""))
      position += 1
      while position < source.count, source[position] != quote {
        let byte = source[position]
        position += 1
        if byte == UInt8(ascii: "\\") {
          addEscape()
        } else if byte == UInt8(ascii: "\"") {
          json += "\\\"".utf8
        } else if byte < 0x20 {
          addCode(UInt32(byte))
        } else {
          json.append(byte)
        }
      }
      position += 1
      json.append(UInt8(ascii: "\""))
    }

    private mutating func addEscape() {
      guard position < source.count else { return }
      let byte = source[position]
      position += 1
      switch byte {
      case UInt8(ascii: "n"), UInt8(ascii: "t"), UInt8(ascii: "r"), UInt8(ascii: "b"),
        UInt8(ascii: "f"), UInt8(ascii: "\\"), UInt8(ascii: "\""):
        json += [UInt8(ascii: "\\"), byte]
      case UInt8(ascii: "'"), UInt8(ascii: "/"): json.append(byte)
      case UInt8(ascii: "\n"): break
      case UInt8(ascii: "a"): addCode(7)
      case UInt8(ascii: "v"): addCode(11)
      case UInt8(ascii: "0"): addCode(0)
      case UInt8(ascii: "x"): addHexadecimal(2)
      case UInt8(ascii: "u"): addHexadecimal(4)
      case UInt8(ascii: "U"): addHexadecimal(8)
      default: json += [UInt8(ascii: "\\"), UInt8(ascii: "\\"), byte]
      }
    }

    private mutating func addHexadecimal(_ width: Int) {
      let digits = source[position...].prefix(width)
      let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
      guard digits.count == width, let code else {
        json += "\\u".utf8
        return
      }
      position += width
      if code >= 0x10000, let scalar = Unicode.Scalar(code) {
        json += Array(String(Character(scalar)).utf8)
      } else {
        addCode(code)
      }
    }

    private mutating func addCode(_ code: UInt32) {
      let digits = String(code, radix: 16)
      json += "\\u\(String(repeating: "0", count: max(0, 4 - digits.utf8.count)))\(digits)".utf8
    }
  }
}
