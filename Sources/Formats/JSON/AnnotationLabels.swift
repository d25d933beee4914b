import Corpus

/// What annotators said, as the programs that they worked with export it: found by question, so that
/// a label can be asked for by its name. The whole export is kept beside it.
enum AnnotationLabels {
  private static let annotations = JSONName("annotations")
  private static let responses = JSONName("responses")

  /// Adds the labels of Label Studio's `annotations` and Argilla's `responses`; nothing for any
  /// other member.
  static func add(
    _ name: JSONText, _ value: JSONValue, to metadata: inout Metadata
  ) throws(BrokenReason) {
    guard !value.isScalar else { return }
    var answers: [(question: String, values: [JSONValue])] = []
    func answer(_ question: String, _ value: JSONValue) {
      if let index = answers.firstIndex(where: { $0.question == question }) {
        answers[index].values.append(value)
      } else {
        answers.append((question, [value]))
      }
    }
    if name.matches(annotations) {
      for annotation in value.elements {
        for result in annotation.list("result") {
          guard let question = result["from_name"]?.text, let value = result["value"] else {
            continue
          }
          for label in labels(of: value) { answer(question.string, label) }
        }
      }
    } else if name.matches(responses) {
      if value.isObject {
        for member in value.members {
          for response in member.value.elements {
            if let value = response["value"] { answer(member.key.string, value) }
          }
        }
      } else {
        for response in value.elements {
          for member in response.entries("values") {
            if let value = member.value["value"] { answer(member.key.string, value) }
          }
        }
      }
    }
    for (question, values) in answers.prefix(MetadataReader.maximumFlattened) {
      try MetadataReader.insert(question, plain(values), into: &metadata)
    }
  }

  /// A result's own: the choices, the rating, the text; not the place that it is about.
  private static func labels(of value: JSONValue) -> [JSONValue] {
    for kind in ["choices", "labels", "text", "rating", "number", "taxonomy", "datetime"] {
      guard let found = value[kind] else { continue }
      return found.isArray ? Array(found.elements) : [found]
    }
    return []
  }

  private static func plain(_ values: [JSONValue]) throws(BrokenReason) -> MetadataValue {
    if values.count == 1 { return try MetadataReader.plain(values[0]) }
    var writer = JSONWriter()
    writer.array { writer in
      for value in values { writer.raw(value.compact) }
    }
    return .json(writer.string)
  }
}
