import Glibc
import PluginKit

/// How the text of a file is written in bytes, where that is not UTF-8.
struct TextEncoding: Sendable, Equatable {
  /// As messages call it and `--encoding` takes it.
  let name: String
  /// As iconv calls it.
  let library: String

  /// What a byte order mark says; nil for UTF-8 and where there is none.
  init?(mark head: some Collection<UInt8>) {
    if head.starts(with: [0xFF, 0xFE, 0, 0]) || head.starts(with: [0, 0, 0xFE, 0xFF]) {
      (name, library) = ("utf-32", "UTF-32")
    } else if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) {
      (name, library) = ("utf-16", "UTF-16")
    } else {
      return nil
    }
  }

  /// An encoding by any of its names; nil for UTF-8, which needs no reading. Throws for one that is
  /// not known.
  init?(named name: String) throws(FormatError) {
    let plain = name.lowercased().filter { $0 != "-" && $0 != "_" && $0 != " " }
    if plain == "utf8" { return nil }
    self.name = name.lowercased()
    library = TextEncoding.libraryNames[plain] ?? name.uppercased()
    let converter = iconv_open("UTF-8", library)
    guard converter != iconv_t(bitPattern: -1) else {
      throw FormatError(
        .badMapping, "there is no encoding '\(name)'",
        hint: nameHint(for: name.lowercased(), among: TextEncoding.usualNames))
    }
    iconv_close(converter)
  }

  private static let libraryNames = [
    "windows1252": "CP1252", "cp1252": "CP1252", "ansi": "CP1252", "latin1": "ISO-8859-1",
    "latin9": "ISO-8859-15", "mac": "MACINTOSH", "macroman": "MACINTOSH", "windows1251": "CP1251",
    "windows1250": "CP1250", "utf16": "UTF-16", "utf16le": "UTF-16LE", "utf16be": "UTF-16BE",
    "shiftjis": "CP932", "sjis": "CP932",
  ]

  private static let usualNames = [
    "utf-8", "windows-1252", "latin1", "utf-16", "macintosh", "windows-1250", "windows-1251",
    "iso-8859-15", "cp850", "gb18030", "big5", "shift_jis", "euc-kr",
  ]

  /// Throws when text has bytes beyond ASCII of which none are UTF-8: then it is in another encoding.
  static func check(_ bytes: [UInt8], path: String) throws(FormatError) {
    guard let first = bytes.firstIndex(where: { $0 >= 0x80 }) else { return }
    var wide = 0
    var stray = 0
    var strayC1 = 0
    var position = first
    while position < bytes.count {
      let byte = bytes[position]
      if byte < 0x80 {
        position += 1
        continue
      }
      let count = sequence(bytes[position...])
      // A sequence that the end of the sample cuts is neither.
      if count == 0, bytes.count - position < 4 { break }
      if count > 0 {
        wide += 1
        position += count
      } else {
        stray += 1
        if byte < 0xA0 { strayC1 += 1 }
        position += 1
      }
    }
    guard stray > wide else { return }
    if isDense(bytes) {
      throw FormatError(
        .notText,
        "\(path) is not in UTF-8; it looks like an encoding of a script other than Latin",
        hint:
          "--encoding NAME reads it: gb18030 or big5 for Chinese, shift_jis for Japanese, euc-kr "
          + "for Korean, windows-1251 for Cyrillic")
    }
    throw failure(path: path, name: strayC1 > 0 ? "windows-1252" : nil)
  }

  /// Whether bytes beyond ASCII stand together, as letters of Latin with an accent hardly ever do.
  private static func isDense(_ bytes: [UInt8]) -> Bool {
    var high = 0
    var together = 0
    for place in bytes.indices where bytes[place] >= 0x80 {
      high += 1
      let before = place > 0 && bytes[place - 1] >= 0x80
      if before || place + 1 < bytes.count && bytes[place + 1] >= 0x80 { together += 1 }
    }
    return high >= 8 && together * 10 >= high * 7
  }

  static func failure(path: String, name: String?) -> FormatError {
    FormatError(
      .notText,
      "\(path) is not in UTF-8; it looks like \(name ?? "windows-1252 or latin1")",
      hint: "--encoding \(name ?? "windows-1252") reads it so")
  }

  /// Bytes of the UTF-8 sequence that starts here; 0 for none.
  private static func sequence(_ bytes: ArraySlice<UInt8>) -> Int {
    guard let lead = bytes.first else { return 0 }
    let count =
      switch lead {
      case 0xC2...0xDF: 2
      case 0xE0...0xEF: 3
      case 0xF0...0xF4: 4
      default: 0
      }
    guard count > 0, bytes.count >= count else { return 0 }
    return bytes.dropFirst().prefix(count - 1).allSatisfy { $0 & 0xC0 == 0x80 } ? count : 0
  }
}
