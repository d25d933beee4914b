#if Gateway
import Corpus
import Engine
import HTTPTypes
import Learning
import PluginKit
import Workspace

extension RouteList {
  static let learning: [Route] = [
    Route(
      .get, "/v1/validators", .key(.read), "The validators and what their numbers mean",
      gives: "name, version, metrics with range and direction, known problems"
    ) { call in
      let validators = try await call.perform(ListValidators())
      return .data("\(validators.count) validators") { json in
        json.objects("validators", validators) { entry, json in
          json.member("name", entry.name)
          json.member("version", entry.version)
          json.member("origin", entry.origin == "built-in" ? entry.origin : "plugin")
          json.member("summary", entry.info.summary)
          json.member("known_problems", entry.info.manual.knownProblems)
          json.objects("metrics", entry.info.metrics) { metric, json in
            json.member("name", metric.name)
            if let alias = ScoreNames.platform(metric.name) { json.member("alias", alias) }
            json.member("summary", metric.summary)
            json.key("range")
            json.array { json in
              json.number(metric.range.lowerBound)
              json.number(metric.range.upperBound)
            }
            json.member("direction", metric.direction.rawValue)
          }
        }
      }
    },
    Route(
      .get, "/v1/models", .key(.read), "The models that were trained",
      gives: "name, kind, label, features, digest"
    ) { call in
      let models = try await call.perform(ListModels())
      return .data("\(models.count) models") { json in
        json.objects("models", models) { model, json in
          json.member("name", model.name)
          json.member("kind", model.kind)
          json.member("label", model.label)
          json.member("features", model.features)
          json.member("digest", model.digest)
          json.member("bytes", model.bytes)
          json.member("created_at", model.createdAt)
        }
      }
    },
    Route(
      .get, "/v1/agreement", .key(.read), "How far columns of scores or labels say the same",
      parameters: [
        RouteParameter("columns", .words, "two or more: overall,mi_quality", isRequired: true),
        RouteParameter("query", .text, "which conversations"),
        RouteParameter("group", .text, "what is drawn as one for the intervals"),
        RouteParameter("positive", .text, "the word of a label that is told from all others"),
        RouteParameter("order", .words, "the words of a label from the lowest to the highest"),
      ],
      gives: "figures with 95 % intervals, and the same of the text's length alone", isKept: true
    ) { call in
      let columns = call.words("columns") ?? []
      let agreed = try await call.perform(
        Agree(
          columns: columns.map(ScoreNames.ours), query: call.text("query") ?? "",
          group: call.text("group"), positive: call.text("positive"),
          order: call.words("order") ?? []))
      return .data("\(agreed.compared) conversations compared") { json in
        json.member("compared", agreed.compared)
        json.member("missing", agreed.missing)
        json.member("groups", agreed.groups)
        json.objects("figures", agreed.figures) { $1.members(of: $0) }
        json.objects("length_only", agreed.ofLength) { $1.members(of: $0) }
      }
    },
    Route(
      .post, "/v1/predict", .key(.write),
      "Store what a model says of conversations as scores of its own",
      body: BodySchema(
        .init("model", #"{"type":"string"}"#, isRequired: true),
        .init("query", #"{"type":"string"}"#),
        .init("out_of_fold", #"{"type":"boolean"}"#)),
      gives: "what was computed, and the columns that hold it", writes: true
    ) { call in
      let operation = try call.readBody { body in
        Predict(
          name: try body.string("model") ?? "", query: try body.string("query") ?? "",
          isOutOfFold: try body.flag("out_of_fold") ?? false)
      }
      let predicted = try await call.perform(operation)
      return .data("\(predicted.computed) conversations predicted") { json in
        json.member("computed", predicted.computed)
        json.member("seen_in_training", predicted.seen)
        json.strings("columns", predicted.scores.names)
      }
    },
  ]
}

extension JSONWriter {
  fileprivate mutating func members(of figure: NamedInterval) {
    member("figure", "\(figure.name)")
    member("value", figure.interval.estimate)
    member("low", figure.interval.lower)
    member("high", figure.interval.upper)
    member("level", figure.interval.level)
  }
}
#endif
