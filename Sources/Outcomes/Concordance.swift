package import Corpus

/// Words with what stands before and after them in their messages, a line each.
package struct Concordance: Sendable {
  package struct Line: Sendable {
    /// Its place among all, from 1.
    package let place: Int
    package let dataset: String
    package let id: String
    /// Index of the message, from 0.
    package let turn: Int
    package let role: Role
    package let before: String
    package let words: String
    package let after: String
    /// What a person said of it; nil for nothing.
    package let isRight: Bool?

    package init(
      place: Int, dataset: String, id: String, turn: Int, role: Role, before: String,
      words: String, after: String, isRight: Bool?
    ) {
      self.place = place
      self.dataset = dataset
      self.id = id
      self.turn = turn
      self.role = role
      self.before = before
      self.words = words
      self.after = after
      self.isRight = isRight
    }
  }

  package let title: String
  package let lines: [Line]

  package init(title: String, lines: [Line]) {
    self.title = title
    self.lines = lines
  }
}
