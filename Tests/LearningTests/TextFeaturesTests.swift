import Corpus
import Matrices
import Testing

@testable import Learning

struct TextFeaturesTests {
  static let options: [String: TextFeatureOptions] = {
    func made(
      _ kind: TextFeatureOptions.Kind = .words, _ change: (inout TextFeatureOptions) -> Void
    ) -> TextFeatureOptions {
      var options = TextFeatureOptions(kind: kind)
      change(&options)
      return options
    }
    return [
      "plain": made { _ in },
      "ties": made { $0.maxFeatures = 37 },
      "ties of pairs": made {
        $0.maxFeatures = 60
        $0.ngrams = 1...2
      },
      "limits": made {
        $0.minDocuments = .count(2)
        $0.maxDocuments = .share(0.3)
        $0.sublinear = true
      },
      "limits as share and count": made {
        $0.minDocuments = .share(0.04)
        $0.maxDocuments = .count(12)
      },
      "case kept, not smooth": made {
        $0.lowercase = false
        $0.smoothIDF = false
        $0.maxFeatures = 90
      },
      "counts": made {
        $0.usesIDF = false
        $0.normalised = false
        $0.maxFeatures = 50
      },
      "triples": made {
        $0.ngrams = 2...3
        $0.maxFeatures = 40
      },
      "char": made(.characters) {
        $0.ngrams = 1...3
        $0.maxFeatures = 120
      },
      "char_wb": made(.wordCharacters) {
        $0.ngrams = 2...4
        $0.maxFeatures = 120
      },
      "char_wb long": made(.wordCharacters) {
        $0.ngrams = 6...7
        $0.maxFeatures = 80
      },
      "hash": made(.hashedWords) { $0.buckets = 512 },
      "hash with signs": made(.hashedWords) {
        $0.buckets = 300
        $0.signs = true
        $0.ngrams = 1...2
        $0.usesIDF = false
        $0.normalised = false
      },
      "hash pairs with marks": made(.hashedWords) {
        $0.ngrams = 1...2
        $0.keepsMarks = true
        $0.sublinear = true
      },
    ]
  }()

  @Test(arguments: options.keys.sorted())
  func `features equal those of scikit-learn`(name: String) throws {
    let reference = try References.text()
    let expected = try #require(reference.cases[name])
    let options = try #require(Self.options[name])
    let (features, matrix) = try options.fitTransform(Documents(reference.documents))
    if options.kind != .hashedWords { #expect(features.terms == expected.terms) }
    #expect(matrix.columnCount == expected.columnCount)
    #expect(matrix.rowStarts == expected.rowStarts)
    #expect(matrix.columns == expected.columns)
    for (value, wanted) in zip(matrix.values, expected.values) {
      #expect(abs(Double(value) - wanted) <= 1e-6 * max(1, abs(wanted)))
    }
  }

  @Test func `every case of the reference is tested`() throws {
    #expect(try References.text().cases.keys.sorted() == Self.options.keys.sorted())
  }

  /// About 0.7 MB in documents of many lengths, some empty: several chunks.
  static let corpus: Documents = {
    var random = SeededRandom(seed: 5)
    var documents = Documents()
    for _ in 0..<700 {
      var text = ""
      for _ in 0..<Int.random(in: 0...300, using: &random) {
        let rank = Int(400 / Double.random(in: 0.5...400, using: &random))
        text += "w\(rank)é" + ["", "s", "ing?", "_x"][rank % 4] + " "
      }
      documents.append(text)
    }
    return documents
  }()

  @Test(arguments: ["ties", "ties of pairs", "char_wb", "hash pairs with marks"])
  func `one pass equals fit and transform, whatever the number of threads`(name: String) throws {
    let options = try #require(Self.options[name])
    let documents = options.kind == .wordCharacters ? Documents(Self.texts(40)) : Self.corpus
    let one = try options.fitTransform(documents, threads: 1)
    let three = try options.fitTransform(documents, threads: 3)
    let features = try options.fit(documents, threads: 2)
    #expect(one.features == three.features)
    #expect(one.matrix == three.matrix)
    #expect(one.features == features)
    #expect(try features.transform(documents, threads: 3) == one.matrix)
    #expect(one.matrix.rowCount == documents.count)
  }

  static func texts(_ count: Int) -> [String] {
    (0..<count).map { String(decoding: corpus.bytes[corpus[$0]], as: UTF8.self) }
  }

  @Test func `batches give the features of the whole`() throws {
    let options = try #require(Self.options["ties of pairs"])
    let texts = Self.texts(120)
    var counter = try TextFeatureCounter(options)
    for first in stride(from: 0, to: 120, by: 50) {
      try counter.add(Documents(Array(texts[first..<min(first + 50, 120)])))
    }
    #expect(try counter.features() == options.fit(Documents(texts)))
  }

  @Test(arguments: options.keys.sorted())
  func `sections give equal features`(name: String) throws {
    let options = try #require(Self.options[name])
    let features = try options.fit(Documents(Self.texts(12)))
    let again = try TextFeatures(sections: features.sections)
    #expect(again == features)
    #expect(again.terms == features.terms)
  }

  @Test func `damaged sections are refused`() throws {
    let good = try TextFeatureOptions().fit(Documents(["one two", "two three"])).sections
    func damage(_ name: String, _ array: Sections.Array?) {
      var sections = good
      sections[name] = array
      #expect(throws: LearningError.self) { try TextFeatures(sections: sections) }
    }
    for name in good.arrays.keys { damage(name, nil) }
    damage("kind", .texts(["sounds"]))
    damage("kind", .texts([]))
    damage("settings", .integers([2, 1, 16384, 1, 0, 1, 1, 1, 0, 0]))
    damage("settings", .integers([1, 1, 0, 1, 0, 1, 1, 1, 0, 0]))
    damage("settings", .integers([1, 1, 16384, 2, 0, 1, 1, 1, 0, 0]))
    damage("settings", .integers([1, 1]))
    damage("limits", .doubles([0, 1, 1, .nan, 0, 2]))
    damage("limits", .doubles([0, 1, 1, 1, 0, 0]))
    damage("lengths", .integers([3, 5, 4]))
    damage("lengths", .integers([3, 5, -3, 6]))
    damage("lengths", .integers([8, 3]))
    damage("terms", .bytes(Array("twoonethree".utf8)))
    damage("terms", .bytes([0xFF] + Array("nethreetwo".utf8)))
    damage("idf", .doubles([1, 1]))
    damage("idf", .doubles([1, .infinity, 1]))
  }

  @Test func `documents without a known term have empty rows`() throws {
    let features = try TextFeatureOptions().fit(Documents(["some words", "other words"]))
    let matrix = try features.transform(Documents(["", "none of it", "words"]))
    #expect(matrix.rowStarts == [0, 0, 0, 1])
    #expect(matrix.values == [1])
    #expect(try features.transform(Documents()).rowCount == 0)
  }

  @Test func `bytes that are not UTF-8 end a word and nothing else`() throws {
    var documents = Documents()
    for bytes: [UInt8] in [
      [0x61, 0x62, 0xFF, 0x63, 0x64], [0x61, 0x62, 0xE2, 0x82], [0xC0, 0x80, 0x61, 0x62],
      [0xED, 0xA0, 0x80, 0x63, 0x64, 0xF0],
    ] {
      bytes.withUnsafeBufferPointer { documents.append($0) }
    }
    #expect(try TextFeatureOptions().fit(documents).terms == ["ab", "cd"])
    #expect(try TextFeatureOptions(kind: .characters).fit(documents).terms.contains("\u{FFFD}"))
  }

  @Test func `no documents, no terms and contradicting limits are told`() throws {
    func message(_ options: TextFeatureOptions, _ texts: [String]) -> String? {
      do throws(LearningError) {
        _ = try options.fitTransform(Documents(texts))
        return nil
      } catch {
        #expect(error.hint != nil)
        return error.message
      }
    }
    var options = TextFeatureOptions()
    #expect(message(options, []) == "there are no documents to take features from")
    #expect(message(options, ["", "a ?"]) == "no term could be taken from 2 documents")
    options.minDocuments = .count(2)
    #expect(message(options, ["one", "two"]) == "no term is in 2.0 to 2.0 of 2 documents")
    options.maxDocuments = .count(1)
    #expect(message(options, ["one", "two"])?.contains("at least 2.0 and at most 1.0") == true)
  }

  @Test(
    arguments: [
      { $0.ngrams = 0...1 }, { $0.ngrams = 1...33 }, { $0.maxFeatures = 0 }, { $0.buckets = 0 },
      { $0.buckets = 1 << 27 }, { $0.minDocuments = .count(-1) }, { $0.maxDocuments = .share(1.5) },
      { $0.minDocuments = .share(.nan) },
    ] as [@Sendable (inout TextFeatureOptions) -> Void])
  func `options out of range are refused`(change: @Sendable (inout TextFeatureOptions) -> Void) {
    var options = TextFeatureOptions()
    change(&options)
    #expect(throws: LearningError.self) { try options.fit(Documents(["some text"])) }
  }

  @Test func `an interrupted fit and transform say so`() throws {
    let options = TextFeatureOptions()
    #expect(throws: LearningError.interrupted) {
      try options.fitTransform(Self.corpus, isCancelled: { true })
    }
    let features = try options.fit(Self.corpus)
    #expect(throws: LearningError.interrupted) {
      try features.transform(Self.corpus, isCancelled: { true })
    }
  }

  @Test func `the hash is MurmurHash3`() {
    func hash(_ text: String) -> UInt32 {
      Array(text.utf8).withUnsafeBufferPointer {
        $0.baseAddress.map { UInt32(bitPattern: MurmurHash.hash($0, length: text.utf8.count)) } ?? 0
      }
    }
    #expect(hash("abc") == 0xB3DD_93FA)
    #expect(hash("Hello, world!") == 0xC036_3E43)
    #expect(MurmurHash.bucket(of: .min, buckets: 300) == (2_147_483_647 - 299) % 300)
  }
}

/// A bucket keeps no words: those of the texts at hand that fall into it stand for it.
@Test(arguments: [false, true])
func `the words behind a hashed column are told, the most frequent first`(signs: Bool) throws {
  var options = TextFeatureOptions(kind: .hashedWords)
  options.buckets = 8
  options.signs = signs
  var documents = Documents()
  for text in ["sleep sleep sleep tired", "grief tired tired", "sleep worry"] {
    documents.append(text)
  }
  let features = try options.fit(documents)
  #expect(features.isHashed)
  let terms = features.terms(in: Set(0..<8), of: documents, most: 4)
  let words = terms.values.flatMap { $0 }.map { $0.replacing("−", with: "") }
  #expect(Set(words) == ["sleep", "tired", "grief", "worry"])
  for (bucket, words) in terms {
    for word in words {
      var one = Documents()
      one.append(word.replacing("−", with: ""))
      let row = try features.transform(one)
      #expect(row.columns == [Int32(bucket)])
      #expect((row.values[0] < 0) == word.hasPrefix("−"))
    }
  }
  #expect(features.terms(in: [], of: documents, most: 4).isEmpty)
  let counts = ["sleep": 4, "tired": 3, "grief": 1, "worry": 1]
  for words in terms.values {
    let own = words.compactMap { counts[$0.replacing("−", with: "")] }
    #expect(own == own.sorted(by: >))
  }
}
