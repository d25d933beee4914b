#if Gateway
import Corpus
import Engine
import Workspace

extension JSONWriter {
  mutating func members(of record: DatasetRecord) {
    member("name", record.name)
    member("conversations", record.conversations)
    member("messages", record.messages)
    member("broken_records", record.broken)
    member("format", record.format)
    member("loaded_at", record.loadedAt)
    member("fingerprint", record.fingerprint)
  }

  /// `tiers` and the mean of the overall score.
  mutating func members(of quality: DescribeQuality.Result) {
    tiers(quality.tiers)
    key("quality_metrics")
    object { json in
      for column in quality.columns {
        guard let alias = ScoreNames.platform(column.summary.column) else { continue }
        json.member(alias, column.summary.summary?.mean)
      }
    }
  }

  mutating func tiers(_ tiers: [TierCount]) {
    key("tiers")
    object { json in
      for count in tiers { json.member(count.tier ?? "none", count.conversations) }
    }
  }

  mutating func members(of column: DescribeQuality.Column) {
    member("metric", column.summary.column)
    if let alias = ScoreNames.platform(column.summary.column) { member("alias", alias) }
    member("missing", column.summary.missing)
    if let summary = column.summary.summary {
      member("count", summary.count)
      member("mean", summary.mean)
      member("standard_deviation", summary.deviation)
      member("minimum", summary.minimum)
      member("lower_quartile", summary.lowerQuartile)
      member("median", summary.median)
      member("upper_quartile", summary.upperQuartile)
      member("maximum", summary.maximum)
    } else {
      member("count", 0)
    }
    key("distribution")
    object { json in
      json.key("edges")
      json.array { json in for edge in column.distribution.edges { json.number(edge) } }
      json.key("counts")
      json.array { json in for count in column.distribution.counts { json.integer(count) } }
    }
  }
}
#endif
