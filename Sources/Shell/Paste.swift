/// Text that the terminal brackets as pasted: between `ESC [ 200 ~` and `ESC [ 201 ~`.
struct Paste {
  private static let end: [Unicode.Scalar] = ["\u{1B}", "[", "2", "0", "1", "~"]
  private var scalars: [Unicode.Scalar] = []

  /// Takes the next character; true when the paste is complete.
  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    scalars.append(scalar)
    guard scalar == "~", scalars.suffix(Self.end.count).elementsEqual(Self.end) else {
      return false
    }
    scalars.removeLast(Self.end.count)
    return true
  }

  /// What goes into the line: newlines of any kind as LF, tabs kept, other control characters
  /// dropped, and no newline at the end, so that the last line waits for Enter like the others.
  var text: String {
    var result = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in scalars {
      if scalar == "\r" || (scalar == "\n" && previous != "\r") {
        result.append("\n")
      } else if scalar == "\t" || !DisplayText.isControl(scalar) {
        result.append(scalar)
      }
      previous = scalar
    }
    while result.last == "\n" { result.removeLast() }
    return String(result)
  }
}
