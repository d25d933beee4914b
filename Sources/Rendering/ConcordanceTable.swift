import Outcomes

extension Concordance {
  /// For a page: a row a line.
  var table: Table {
    Table(
      title,
      [
        .init("place", .integer), .init("mark", .text), .init("where", .text),
        .init("before", .text), .init("words", .text), .init("after", .text),
      ],
      rows: lines.map { line in
        [
          .integer(line.place), line.isRight.map { .text($0 ? "right" : "wrong") } ?? .null,
          .text("\(line.dataset)/\(line.id) \(line.turn)"), .text(line.before), .text(line.words),
          .text(line.after),
        ]
      })
  }
}
