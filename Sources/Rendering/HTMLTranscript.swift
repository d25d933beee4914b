import Corpus
import Outcomes

/// A conversation as HTML: evidence marked in the text, numbered, and listed under its turn.
enum HTMLTranscript {
  static func write(_ transcript: Transcript, to html: inout Markup) {
    html.element("article", ["class": "talk"]) { article in
      article.element("h3") { title in
        title.write(transcript.dataset + " " + transcript.id)
        if let tier = transcript.tier {
          title.write(" ")
          title.element("span", ["class": "tier"], text: tier)
        }
      }
      body(transcript, to: &article)
    }
  }

  /// A transcript behind a line that unfolds it.
  static func write(_ unfolding: ReportPage.Unfolding, to html: inout Markup) {
    let transcript = unfolding.transcript
    html.element("details", ["class": "talk", "id": unfolding.anchor]) { details in
      details.element("summary") { line in
        line.element("b", text: transcript.dataset + " " + transcript.id)
        if let tier = transcript.tier {
          line.write(" ")
          line.element("span", ["class": "tier"], text: tier)
        }
        for fact in unfolding.facts {
          line.write(" ")
          line.element("span", ["class": "fact"], text: fact)
        }
      }
      body(transcript, to: &details)
    }
    html.newline()
  }

  private static func body(_ transcript: Transcript, to html: inout Markup) {
    write(transcript.metadata, to: &html)
    if !transcript.scores.isEmpty { write(transcript.scores, to: &html) }
    var number = 0
    html.element("ol") { list in
      for turn in transcript.turns {
        list.newline()
        write(turn, numbersFrom: &number, to: &list)
      }
    }
  }

  /// Search hits as turns of their conversations.
  static func write(_ hits: [Hit], to html: inout Markup) {
    html.element("article", ["class": "talk"]) { article in
      article.element("ol") { list in
        for hit in hits {
          list.newline()
          list.element("li", ["class": hit.role.rawValue]) { item in
            item.element("div", ["class": "who"]) { who in
              who.element("span", text: String(hit.number))
              who.write(" " + hit.role.rawValue)
            }
            item.element("div", ["class": "said"]) { said in
              said.element("p") { write(hit.turnOfSnippet.pieces, [:], to: &$0) }
              said.element("p", ["class": "facts"], text: hit.place)
            }
          }
        }
      }
    }
  }

  private static func write(_ pairs: [(key: String, value: String)], to html: inout Markup) {
    guard !pairs.isEmpty else { return }
    html.element("p", ["class": "facts"]) { line in
      for (index, pair) in pairs.enumerated() {
        if index > 0 { line.write(" · ") }
        line.element("i", text: pair.key)
        line.write(" " + pair.value)
      }
    }
  }

  private static func write(
    _ turn: Transcript.Turn, numbersFrom number: inout Int, to list: inout Markup
  ) {
    let noted = turn.notedMarks
    var numbers: [Int: Int] = [:]
    for (index, _) in noted {
      number += 1
      numbers[index] = number
    }
    list.element("li", ["class": turn.role.rawValue]) { item in
      item.element("div", ["class": "who"]) { who in
        who.element("span", text: String(turn.index))
        who.write(" " + turn.speaker)
      }
      item.element("div", ["class": "said"]) { said in
        said.element("p") { Self.write(turn.pieces, numbers, to: &$0) }
        if !noted.isEmpty {
          said.element("ul") { Self.write(noted, numbers, to: &$0) }
        }
        Self.write(turn.metadata, to: &said)
      }
    }
  }

  private static func write(
    _ pieces: [MarkedPiece], _ numbers: [Int: Int], to html: inout Markup
  ) {
    for piece in pieces {
      guard let tone = piece.tone else {
        html.write(piece.text)
        continue
      }
      html.element("mark", ["class": tone.rawValue], text: piece.text)
      let ending = piece.closing.compactMap { numbers[$0] }.map { String($0) }
      if !ending.isEmpty { html.element("sup", text: ending.joined(separator: ",")) }
    }
  }

  private static func write(
    _ noted: [(index: Int, mark: Transcript.Mark)], _ numbers: [Int: Int], to html: inout Markup
  ) {
    for (index, mark) in noted {
      html.element("li", ["class": MarkTone(mark).rawValue]) { item in
        if let number = numbers[index] { item.element("sup", text: String(number)) }
        item.write(" " + mark.caption)
      }
    }
  }

  private static func write(_ scores: [Transcript.ScoreLine], to html: inout Markup) {
    html.element("table", ["class": "scores"]) { table in
      table.element("tbody") { body in
        for score in scores {
          body.element("tr") { row in
            row.element("th", ["scope": "row"], text: score.metric)
            row.element("td", ["class": "bar"]) { cell in
              guard score.isShare, let value = score.value else { return }
              cell.element("span") {
                $0.element("span", ["style": "width:\(px(value * 100))%"], text: "")
              }
            }
            row.element(
              "td", ["class": "num"], text: score.value.map(NumberText.metric) ?? "–")
            let aside = score.value == nil ? score.reason : score.interval?.words
            row.element("td", ["class": "aside"], text: aside ?? "")
          }
        }
      }
    }
  }
}
