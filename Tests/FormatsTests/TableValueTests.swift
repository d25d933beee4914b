import PluginKit
import Testing

@testable import Formats

/// What the cells of a column become.
struct TableValueTests {
  private func column(
    _ cells: [String], delimiter: String = ","
  ) throws -> (values: [MetadataValue?], report: ReadReport) {
    let rows = cells.enumerated().map { number, cell in
      ["q\(number)", "a", "\"" + cell.replacing("\"", with: "\"\"") + "\""]
        .joined(separator: delimiter)
    }
    let header = ["question", "answer", "x"].joined(separator: delimiter)
    let loaded = try Loaded(
      ([header] + rows).joined(separator: "\n") + "\n", name: "values.csv")
    return (loaded.conversations.map { $0.metadata["x"] }, loaded.report)
  }

  @Test(arguments: [
    (["0.50", "1.0", "2"], [0.5, 1, 2]),
    (["1,234.5", "7", "12,000,000.25"], [1234.5, 7, 12_000_000.25]),
    (["1e3", "2.5E-1", "-4"], [1000, 0.25, -4]), (["+0.5", " 1.5 ", ".25"], [0.5, 1.5, 0.25]),
    (["50%", "7 %", "-12.5%"], [0.5, 0.07, -0.125]),
    (["12,5", "1.234,75", "3"], [12.5, 1234.75, 3]),
  ])
  func `numbers in the spellings of spreadsheets`(
    _ cells: [String], _ numbers: [Double]
  ) throws {
    #expect(try column(cells).values == numbers.map { .number($0) })
  }

  @Test func `whole numbers stay whole`() throws {
    #expect(try column(["1,234", "+7", "0"]).values == [.integer(1234), .integer(7), .integer(0)])
    // A semicolon between cells goes with a comma in numbers.
    let german = try column(["1,234", "7,5"], delimiter: ";")
    #expect(german.values == [.number(1.234), .number(7.5)])
    #expect(german.report.notes.first?.what == "numbers in x read with a decimal comma")
  }

  @Test(arguments: [
    ["007", "12"], ["1234567890123456", "5"], ["1,23,4", "5"], ["1.2.3", "4"], ["12a", "13"],
    ["0x10", "1"], ["1e999", "2"], ["--5", "6"], ["5.", "6"],
  ])
  func `what is no number keeps its column text`(_ cells: [String]) throws {
    #expect(try column(cells).values == cells.map { .text($0) })
  }

  @Test(arguments: ["NA", "n/a", "NULL", "null", "NaN", "-", "#N/A", "None", " ", "–"])
  func `words for missing values leave a column of numbers one`(_ word: String) throws {
    let (values, report) = try column(["12", word, "20"])
    #expect(values == [.integer(12), nil, .integer(20)])
    let isBlank = word == " "
    #expect(report.notes.map(\.what) == (isBlank ? [] : ["words such as NA read as missing in x"]))
    #expect(report.notes.first?.first.first?.line == (isBlank ? nil : 3))
  }

  @Test func `words for missing values stay in a column of text, which is told`() throws {
    let (values, report) = try column(["low", "none", "high"])
    #expect(values == [.text("low"), .text("none"), .text("high")])
    #expect(report.notes.map(\.kind) == [.kept])
  }

  @Test func `a number's column that a few words make text is told`() throws {
    let cells = (0..<30).map { $0 == 17 ? "about 5" : String($0) }
    let (values, report) = try column(cells)
    #expect(values[0] == .text("0"))
    #expect(report.notes.first?.what == "x kept as text, for cells that are no numbers")
    #expect(report.notes.first?.first == [.init(line: 19)])
  }

  @Test func `true and false are flags`() throws {
    #expect(
      try column(["True", "false", "", "NA"]).values == [.flag(true), .flag(false), nil, nil])
    #expect(try column(["true", "maybe"]).values == [.text("true"), .text("maybe")])
  }

  @Test(arguments: [
    (["2024-05-01", "2023-12-31"], ["2024-05-01", "2023-12-31"]),
    (["1.5.2024", "31.12.2023 10:00"], ["2024-05-01", "2023-12-31 10:00"]),
    (["5/1/2024", "12/31/2023"], ["2024-05-01", "2023-12-31"]),
    (["31/12/2023", "01/05/2024"], ["2023-12-31", "2024-05-01"]),
    (["2024/5/1", "2023/12/31"], ["2024-05-01", "2023-12-31"]),
    (["5/1/2024", "6/2/2024"], ["5/1/2024", "6/2/2024"]),
    (["13/13/2024", "1/1/2024"], ["13/13/2024", "1/1/2024"]),
  ])
  func `dates are written so that they compare`(_ cells: [String], _ dates: [String]) throws {
    #expect(try column(cells).values == dates.map { .text($0) })
  }

  @Test func `dates that can be read two ways are told`() throws {
    let (_, report) = try column(["5/1/2024", "6/2/2024"])
    #expect(report.notes.map(\.kind) == [.ambiguous])
  }

  @Test func `the person says which number of a day is the month`() throws {
    let table =
      "chat_id,sent,speaker,text\nk,2/3/2024,client,b\nk,1/4/2024,coach,c\nk,3/1/2024,client,a\n"
    func read(_ map: [String: String]) throws -> Loaded {
      try Loaded(table, name: "t.csv", ReadOptions(map: map))
    }
    let unsaid = try read([:])
    #expect(unsaid.conversations[0].messages.map(\.text) == ["b", "c", "a"])
    #expect(unsaid.report.notes.contains { $0.what.contains("the order of the file stays") })
    let day = try read(["dates": "day-first"])
    #expect(day.conversations[0].messages.map(\.text) == ["a", "b", "c"])
    #expect(day.conversations[0].messages[0].metadata["sent"] == .text("2024-01-03"))
    let month = try read(["dates": "month-first"])
    #expect(month.conversations[0].messages.map(\.text) == ["c", "b", "a"])
    #expect(month.conversations[0].messages[2].metadata["sent"] == .text("2024-03-01"))
    let failure = #expect(throws: FormatError.self) { try read(["dates": "first"]) }
    #expect(failure?.message.contains("day-first or month-first") == true)
  }
}
