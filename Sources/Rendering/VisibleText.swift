/// How characters that would steer a terminal are shown instead.
package enum ControlSigns: Sendable {
  /// `␛` for an escape.
  case pictures
  /// `^[` for an escape.
  case carets
}

/// Text of others made safe to show: no byte of it moves a cursor, sets a colour or turns the
/// direction of what follows.
///
/// C0 controls and DEL become signs, C1 controls become U+FFFD (`?` with carets), direction
/// overrides and other invisible format characters are dropped; joiners of emoji and scripts stay.
/// Line ends (CR LF counts as one) become `newline`, tabs become `tab`. Linear.
package func visible(
  _ text: String, signs: ControlSigns = .pictures, newline: String = "\n", tab: String = " "
) -> String {
  let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
  if isPlain { return text }
  var result = String.UnicodeScalarView()
  var isAfterReturn = false
  for scalar in text.unicodeScalars {
    let followsReturn = isAfterReturn
    isAfterReturn = scalar == "\r"
    switch scalar.value {
    case 0x0A where followsReturn: continue
    case 0x0A, 0x0D, 0x85, 0x2028, 0x2029: result.append(contentsOf: newline.unicodeScalars)
    case 0x09: result.append(contentsOf: tab.unicodeScalars)
    case 0..<0x20, 0x7F:
      result.append(contentsOf: sign(for: scalar.value, signs))
    case 0x80...0x9F: result.append(signs == .pictures ? "\u{FFFD}" : "?")
    default:
      if !isInvisibleFormat(scalar) { result.append(scalar) }
    }
  }
  return String(result)
}

private func sign(for control: UInt32, _ signs: ControlSigns) -> String.UnicodeScalarView {
  switch signs {
  case .pictures:
    let picture = control == 0x7F ? 0x2421 : 0x2400 + control
    return String.UnicodeScalarView(Unicode.Scalar(picture).map { [$0] } ?? [])
  case .carets:
    return String.UnicodeScalarView(["^", Unicode.Scalar(UInt8(control ^ 0x40))])
  }
}

private func isInvisibleFormat(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0..<0xAD: false
  case 0xAD: true
  // Joiners, and the tags that spell the flags of nations without a state.
  case 0x200C, 0x200D, 0xE0020...0xE007F: false
  // Signs of Arabic and Syriac that are drawn.
  case 0x600...0x605, 0x6DD, 0x70F, 0x890...0x891, 0x8E2: false
  default: scalar.properties.generalCategory == .format
  }
}

/// The longest beginning of `text` that is at most `width` columns, and its columns.
package func prefix(_ text: some StringProtocol, columns width: Int) -> (text: String, width: Int) {
  var used = 0
  var end = text.startIndex
  for index in text.indices {
    let step = displayWidth(text[index])
    if used + step > width { break }
    used += step
    end = text.index(after: index)
  }
  return (String(text[..<end]), used)
}
