import Workspace

extension QueryOmission {
  /// What a comparison left out, in a line.
  var sentence: String {
    let values = count == 1 ? "1 value" : "\(count) values"
    switch reason {
    case .noNumber:
      return "\(values) of \(field) \(count == 1 ? "is no number" : "are no numbers") and left out"
    case .noDate:
      return "\(values) of \(field) \(count == 1 ? "is no date" : "are no dates") and left out"
    case .doubtfulDay:
      return "\(values) of \(field) may have the day or the month first and "
        + "\(count == 1 ? "is" : "are") left out"
    }
  }
}
