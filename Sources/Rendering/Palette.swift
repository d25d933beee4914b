/// What a piece of text means; how it looks is the palette's.
package enum Style: Sendable, Hashable {
  case plain
  /// Rules, nulls, footers: there when looked for.
  case quiet
  case heading
  case error
  case code
  /// Evidence that raised a score.
  case earned
  /// Evidence that lowered a score.
  case cost
  /// What a search found.
  case hit
  case user
  case assistant
  case system
  case other
}

/// The only place of the room that knows terminal escape codes.
package struct Palette: Sendable {
  package let hasColour: Bool

  package init(hasColour: Bool) { self.hasColour = hasColour }

  /// `text` in the look of `style`; as it came without colour. `text` must be visible text.
  package func paint(_ text: String, _ style: Style) -> String {
    guard hasColour, !text.isEmpty, let code = Palette.code(style) else { return text }
    return "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }

  /// Select Graphic Rendition parameters (ECMA-48) within the eight colours every theme has.
  private static func code(_ style: Style) -> String? {
    switch style {
    case .plain: nil
    case .quiet, .system: "2"
    case .heading: "1"
    case .error: "31"
    case .code: "36"
    case .earned: "4;32"
    case .cost: "4;31"
    case .hit: "4;33"
    case .user: "36"
    case .assistant: "35"
    case .other: "34"
    }
  }
}
