extension TextFeatures {
  /// What a file keeps of it: `kind`, `settings`, `limits`, and for words and characters `terms` (UTF-8
  /// end to end) with `lengths`, and `idf` when counts are weighed.
  package var sections: Sections {
    func flag(_ value: Bool) -> Int32 { value ? 1 : 0 }
    func limit(_ limit: TextFeatureOptions.DocumentLimit) -> [Double] {
      switch limit {
      case .count(let count): [0, Double(count)]
      case .share(let share): [1, share]
      }
    }
    var sections = Sections([
      "kind": .texts([options.kind.rawValue]),
      "settings": .integers([
        Int32(options.ngrams.lowerBound), Int32(options.ngrams.upperBound),
        Int32(options.buckets), flag(options.lowercase), flag(options.sublinear),
        flag(options.usesIDF), flag(options.smoothIDF), flag(options.normalised),
        flag(options.keepsMarks), flag(options.signs),
      ]),
      "limits": .doubles(
        limit(options.minDocuments) + limit(options.maxDocuments)
          + [Double(options.maxFeatures ?? 0), Double(documentCount)]),
    ])
    if let vocabulary {
      sections["terms"] = .bytes(Array(vocabulary.bytes.dropLast(8)))
      sections["lengths"] = .integers(
        (0..<vocabulary.count).map { Int32(vocabulary.starts[$0 + 1] - vocabulary.starts[$0]) })
    }
    if let idf { sections["idf"] = .doubles(idf) }
    return sections
  }

  /// Throws when the arrays do not fit together.
  package init(sections: Sections) throws {
    let (options, documentCount) = try TextFeatures.options(from: sections)
    let vocabulary = options.kind == .hashedWords ? nil : try Vocabulary(sections)
    let columnCount = vocabulary?.count ?? options.buckets
    var idf: [Double]?
    if options.usesIDF {
      let weights = try sections.doubles("idf")
      guard weights.count == columnCount, weights.allSatisfy({ $0.isFinite && $0 >= 0 }) else {
        throw Sections.damaged("its weights do not fit its \(columnCount) columns")
      }
      idf = weights
    }
    self.init(
      options: options, documentCount: documentCount, vocabulary: vocabulary, idf: idf)
  }

  private static func options(from sections: Sections) throws -> (TextFeatureOptions, Int) {
    let settings = try sections.integers("settings").map { Int($0) }
    let limits = try sections.doubles("limits")
    guard let name = try sections.texts("kind").first,
      let kind = TextFeatureOptions.Kind(rawValue: name)
    else { throw Sections.damaged("the kind of its text features is not known") }
    guard settings.count == 10, settings[0] >= 1, settings[0] <= settings[1],
      settings[3...].allSatisfy({ $0 == 0 || $0 == 1 }), limits.count == 6,
      limits.allSatisfy({ $0 >= 0 && $0 <= 1e15 }), limits[5] >= 1
    else { throw Sections.damaged("the settings of its text features are not valid") }
    func limit(_ first: Int) -> TextFeatureOptions.DocumentLimit {
      limits[first] == 0 ? .count(Int(limits[first + 1])) : .share(limits[first + 1])
    }
    var options = TextFeatureOptions(kind: kind)
    options.ngrams = settings[0]...settings[1]
    options.buckets = settings[2]
    options.lowercase = settings[3] == 1
    options.sublinear = settings[4] == 1
    options.usesIDF = settings[5] == 1
    options.smoothIDF = settings[6] == 1
    options.normalised = settings[7] == 1
    options.keepsMarks = settings[8] == 1
    options.signs = settings[9] == 1
    options.minDocuments = limit(0)
    options.maxDocuments = limit(2)
    options.maxFeatures = limits[4] == 0 ? nil : Int(limits[4])
    do { try options.check() } catch {
      throw Sections.damaged("the settings of its text features are not valid")
    }
    return (options, Int(limits[5]))
  }
}

extension Vocabulary {
  fileprivate init(_ sections: Sections) throws {
    let bytes = try sections.bytes("terms")
    let lengths = try sections.integers("lengths")
    guard !lengths.isEmpty, lengths.allSatisfy({ $0 > 0 }),
      lengths.reduce(0, { $0 + Int($1) }) == bytes.count
    else { throw Sections.damaged("the lengths of its terms do not add up") }
    var terms: [ArraySlice<UInt8>] = []
    terms.reserveCapacity(lengths.count)
    var start = 0
    for length in lengths {
      let term = bytes[start..<start + Int(length)]
      guard terms.last?.lexicographicallyPrecedes(term) ?? true else {
        throw Sections.damaged("its terms are not in order")
      }
      guard String(validating: term, as: UTF8.self) != nil else {
        throw Sections.damaged("a term is not UTF-8")
      }
      terms.append(term)
      start += Int(length)
    }
    self.init(sorted: terms)
  }
}
