package import Corpus

/// Something to look at. Its numbers are in the outcome's tables and measures as well.
package enum Exhibit: Sendable {
  case transcript(Transcript)
  case histogram(Histogram)
  case scatter(Scatter)
  case groupedHistogram(GroupedHistogram)
  case groupedScatter(GroupedScatter)
  case curve(Curve)
  case hits([Hit])
  case concordance(Concordance)
  /// Prose in Markdown: help pages.
  case page(String)
  /// Text for another program, as it is: no line of it is wrapped or marked.
  case verbatim(String)
  /// The named table of the outcome, placed here rather than after the exhibits.
  case table(String)
}

/// A message that a search found.
package struct Hit: Sendable {
  /// The conversation's number in the workspace, which `show` takes.
  package let number: Int
  package let dataset: String
  package let id: String
  /// Index of the message, from 0.
  package let turn: Int
  package let role: Role
  /// The message or a part of it around the words found.
  package let snippet: String
  /// UTF-8 ranges in the snippet of the words found.
  package let marks: [Range<Int>]
  /// Why it stands where it does, in a few words; empty where there is one ranking.
  package let reason: String

  package init(
    number: Int, dataset: String, id: String, turn: Int, role: Role, snippet: String,
    marks: [Range<Int>], reason: String = ""
  ) {
    self.reason = reason
    self.number = number
    self.dataset = dataset
    self.id = id
    self.turn = turn
    self.role = role
    self.snippet = snippet
    self.marks = marks
  }
}
