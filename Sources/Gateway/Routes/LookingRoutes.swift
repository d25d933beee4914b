#if Gateway
import Corpus
import Engine
import Formats
import HTTPTypes
import PluginKit
import Workspace

extension RouteList {
  static let looking: [Route] = [
    Route(
      .get, "/v1/datasets", .key(.read), "The datasets, in order of loading",
      gives: "a list: name, counts, tiers and mean scores", isKept: true
    ) { call in
      let described = try await call.run { run in
        try ListDatasets().run(in: run).map { record in
          (record, try DescribeQuality(query: Filter.only(record.name)).run(in: run))
        }
      }
      return .list("\(described.count) datasets") { json in
        for (record, quality) in described {
          json.object { json in
            json.members(of: record)
            json.members(of: quality)
          }
        }
      }
    },
    Route(
      .get, "/v1/datasets/{name}", .key(.read), "One dataset with its fields",
      gives: "as in the list, and its fields and distributions", isKept: true
    ) { call in
      let name = call.places["name"] ?? ""
      let (described, quality) = try await call.run { run in
        (
          try DescribeDataset(name: name).run(in: run),
          try DescribeQuality(query: Filter.only(name)).run(in: run)
        )
      }
      return .data("dataset") { json in
        json.members(of: described.record)
        json.members(of: quality)
        json.objects("metrics", quality.columns) { $1.members(of: $0) }
        json.objects("fields", described.fields) { field, json in
          json.member("name", field.key)
          json.member("level", field.level.rawValue)
          json.member("kind", field.kind.rawValue)
          json.member("count", field.count)
        }
      }
    },
    Route(
      .get, "/v1/conversations", .key(.read), "Conversations that a query finds, a page at a time",
      parameters: filters + [
        RouteParameter("limit", .whole(0...1000), "conversations on a page; 100 unless said"),
        RouteParameter("offset", .whole(0...Int.max), "conversations passed over"),
        RouteParameter(
          "cursor", .text, "the next_cursor of the page before; pages keep their conversations"),
      ],
      gives: "conversations, total, has_more and next_cursor", isKept: true
    ) { call in
      let query = try await call.filter()
      let limit = try call.whole("limit", or: 100)
      let offset = try call.whole("offset", or: 0)
      var after: Int64 = 0
      if let cursor = call.text("cursor") {
        guard let place = Cursor(cursor), place.isOf(query) else {
          throw Problem.invalid("this cursor is of another query, or none", "cursor")
        }
        guard offset == 0 else {
          throw Problem.invalid("a cursor and an offset exclude each other", "offset")
        }
        after = place.number
      }
      let page = try await call.perform(
        PageConversations(query: query, after: after, offset: offset, limit: limit))
      return .data("\(page.rows.count) of \(page.count) conversations") { json in
        json.objects("conversations", page.rows) { $1.members(of: $0, page.columns) }
        json.member("total", page.count)
        json.member("limit", limit)
        json.member("offset", offset)
        json.member("has_more", page.next != nil)
        json.member("next_cursor", page.next.map { Cursor($0, of: query).text })
      }
    },
    Route(
      .get, "/v1/conversations/{id}", .key(.read),
      "One conversation: by id, by dataset/id (with %2F) or by its number",
      parameters: [RouteParameter("evidence", .flag, "with the words behind each score")],
      gives: "messages, metadata, scores, quality_metrics, and evidence where asked", isKept: true
    ) { call in
      let evidence = try call.flag("evidence")
      let shown = try await call.perform(
        ShowConversation(reference: call.places["id"] ?? "", withScores: true))
      return .data("conversation") { json in
        json.members(of: shown.stored)
        if let assessed = shown.assessed { json.members(of: assessed, evidence: evidence) }
      }
    },
    Route(
      .get, "/v1/quality/metrics", .key(.read), "How each metric is spread",
      parameters: filters + [
        RouteParameter("bins", .whole(1...200), "bars of a distribution; 20 unless said")
      ],
      gives: "conversations, tiers and metrics with figures and distribution", isKept: true
    ) { call in
      let quality = try await call.perform(
        DescribeQuality(query: try await call.filter(), bins: try call.whole("bins", or: 20)))
      return .data("\(quality.columns.count) metrics") { json in
        json.member("conversations", quality.conversations)
        json.tiers(quality.tiers)
        json.objects("metrics", quality.columns) { $1.members(of: $0) }
      }
    },
    Route(
      .post, "/v1/search", .key(.read), "Messages that hold words, best first by BM25",
      body: BodySchema(
        .init("query", #"{"type":"string","minLength":1}"#, isRequired: true),
        .init(
          "filters",
          #"{"type":"object","additionalProperties":false,"properties":{"dataset":{"type":"string"},"#
            + #""tier":{"type":"string"},"min_quality":{"type":"number","minimum":0,"maximum":1},"#
            + #""role":{"type":"string"}}}"#),
        .init("limit", #"{"type":"integer","minimum":0,"maximum":1000}"#),
        .init("offset", #"{"type":"integer","minimum":0,"maximum":10000}"#)),
      gives: "hits with their snippet, the words found in it, and their rank"
    ) { call in
      let (filter, limit, offset) = try call.readBody { body in
        (
          try Filter(body), try body.whole("limit", in: 0...1000) ?? 20,
          try body.whole("offset", in: 0...10_000) ?? 0
        )
      }
      let query = try await filter.query(in: call, isSearch: true)
      let found = try await call.perform(SearchMessages(query: query, limit: limit + offset))
      let hits = found.hits.dropFirst(offset)
      return .data("\(hits.count) hits") { json in
        json.key("hits")
        json.array { json in
          for (rank, hit) in zip((offset + 1)..., hits) {
            json.object { $0.members(of: hit, rank: rank) }
          }
        }
        json.key("total")
        if let total = found.total { json.integer(total) } else { json.null() }
      }
    },
    Route(
      .get, "/v1/statistics/overview", .key(.read), "The workspace in figures",
      gives: "totals, tiers and the figures of each metric", isKept: true
    ) { call in
      let (datasets, quality) = try await call.run { run in
        (try ListDatasets().run(in: run), try DescribeQuality(query: "").run(in: run))
      }
      return .data("overview") { json in
        json.member("total_datasets", datasets.count)
        json.member("total_conversations", quality.conversations)
        json.member("total_messages", datasets.reduce(0) { $0 + $1.messages })
        json.members(of: quality)
        json.objects("metrics", quality.columns) { $1.members(of: $0) }
      }
    },
    Route(
      .get, "/v1/formats", .key(.read), "Formats that can be exported",
      gives: "exporters with a line on each"
    ) { call in
      let formats = try await call.perform(ListFormats())
      return .data("\(formats.exporters.count) exporters") { json in
        json.objects("exporters", formats.exporters) { exporter, json in
          json.member("name", exporter.name)
          json.member("summary", exporter.info.summary)
          json.strings("file_extensions", exporter.info.fileExtensions)
        }
      }
    },
  ]
}

extension Filter {
  /// The conversations of one dataset.
  static func only(_ dataset: String) -> String {
    "dataset:\"" + dataset.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  /// Of a body with `query` and `filters`. Throws ``Problem``.
  init(_ body: JSONValue) throws {
    query = try body.string("query")
    guard let filters = body["filters"], !filters.isNull else { return }
    guard filters.isObject else {
      throw Problem.invalid("filters is an object, not \(filters.article)", "filters")
    }
    let known = ["dataset", "tier", "min_quality", "role"]
    for member in filters.members where !known.contains(member.key.string) {
      throw Problem.invalid(
        "there is no filter '\(Problem.shown(member.key.string))'", "filters",
        hint: "there are: \(known.joined(separator: ", "))")
    }
    dataset = try filters.string("dataset")
    tier = try filters.string("tier")
    leastQuality = try filters.number("min_quality", in: 0...1)
    role = try filters.string("role")
  }
}

extension JSONWriter {
  fileprivate mutating func members(of hit: SearchHit, rank: Int) {
    member("rank", rank)
    member("conversation_id", hit.externalID)
    member("number", Int(hit.conversationID))
    member("dataset", hit.dataset)
    member("message", hit.message)
    member("role", hit.role.rawValue)
    member("snippet", hit.snippet.text)
    objects("highlights", hit.snippet.ranges) { range, json in
      json.member("start", range.lowerBound)
      json.member("end", range.upperBound)
    }
    member("cut_before", hit.snippet.isCutBefore)
    member("cut_after", hit.snippet.isCutAfter)
  }
}

/// Where a page ended, and of which query: a cursor of another would skip what it should not.
struct Cursor {
  let number: Int64
  private let query: String

  init(_ number: Int64, of query: String) {
    self.number = number
    self.query = Digest(of: query).short
  }

  init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let number = Int64(parts[0], radix: 36), number >= 0,
      parts[1].utf8.count == 8
    else { return nil }
    self.number = number
    query = String(parts[1])
  }

  var text: String { String(number, radix: 36) + "-" + query }

  func isOf(_ query: String) -> Bool { self.query == Digest(of: query).short }
}
#endif
