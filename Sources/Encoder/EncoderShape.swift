private import Foundation

/// What a BERT encoder is made of, as `config.json` beside its weights says.
package struct EncoderShape: Sendable, Equatable {
  /// Numbers of a token's state, and of the vector.
  package let width: Int
  package let layers: Int
  package let heads: Int
  /// Numbers between the two halves of a layer.
  package let inner: Int
  package let vocabulary: Int
  /// Places that have an embedding.
  package let positions: Int
  package let epsilon: Float
  /// Tokens of a text that are read, with the two around it.
  package let tokens: Int

  private struct Configuration: Decodable {
    let modelType: String
    let hiddenSize: Int
    let numHiddenLayers: Int
    let numAttentionHeads: Int
    let intermediateSize: Int
    let vocabSize: Int
    let maxPositionEmbeddings: Int
    let layerNormEps: Double
    let hiddenAct: String
    let positionEmbeddingType: String?
  }

  private struct Sentences: Decodable {
    let maxSeqLength: Int?
  }

  private struct Pooling: Decodable {
    let poolingModeMeanTokens: Bool
    let poolingModeClsToken: Bool?
    let poolingModeMaxTokens: Bool?
    let poolingModeMeanSqrtLenTokens: Bool?
  }

  private struct Casing: Decodable {
    let doLowerCase: Bool?
    let stripAccents: Bool?
    let tokenizeChineseChars: Bool?
  }

  /// Widest state, deepest stack; what is beyond is no encoder of sentences but a mistake.
  private static let widest = 4096
  private static let deepest = 64
  private static let longest = 8192
  private static let mostWords = 1 << 20

  /// Reads the files of configuration in `folder`. Throws where they ask for what is not computed
  /// here, rather than compute something else.
  package init(folder: String) throws(EncoderError) {
    let file = "config.json"
    guard let found: Configuration = try Self.read(folder, file) else {
      throw EncoderError(
        "\(folder) has no \(file)", hint: "it is the folder of a model as its authors publish it")
    }
    guard found.modelType == "bert", ["absolute", nil].contains(found.positionEmbeddingType),
      found.hiddenAct == "gelu"
    else {
      throw EncoderError(
        "\(file) describes another kind of encoder than BERT with absolute places and GELU "
          + "('\(found.modelType.prefix(40))', '\(found.hiddenAct.prefix(40))')",
        hint: "MiniLM and other encoders of sentences on BERT can be used")
    }
    width = found.hiddenSize
    layers = found.numHiddenLayers
    heads = found.numAttentionHeads
    inner = found.intermediateSize
    vocabulary = found.vocabSize
    positions = found.maxPositionEmbeddings
    epsilon = Float(found.layerNormEps)
    guard (1...Self.widest).contains(width), (1...Self.deepest).contains(layers), heads >= 1,
      width % heads == 0, (1...4 * Self.widest).contains(inner),
      (5...Self.mostWords).contains(vocabulary), (3...Self.longest).contains(positions),
      epsilon > 0, epsilon < 1
    else {
      throw EncoderError(
        "\(file) tells a shape that no encoder has: \(width) wide, \(layers) layers, \(heads) heads"
      )
    }
    let sentences: Sentences? = try Self.read(folder, "sentence_bert_config.json")
    tokens = max(3, min(positions, sentences?.maxSeqLength ?? positions))
    if let pooling: Pooling = try Self.read(folder, "1_Pooling/config.json") {
      guard pooling.poolingModeMeanTokens, pooling.poolingModeClsToken != true,
        pooling.poolingModeMaxTokens != true, pooling.poolingModeMeanSqrtLenTokens != true
      else {
        throw EncoderError(
          "its vectors are not the mean of its tokens, which is what is computed here",
          hint: "MiniLM-L6 is one whose vectors are")
      }
    }
    if let casing: Casing = try Self.read(folder, "tokenizer_config.json") {
      guard casing.doLowerCase != false, casing.stripAccents != false,
        casing.tokenizeChineseChars != false
      else {
        throw EncoderError(
          "its words keep their case or their accents, which is not how texts are read here",
          hint: "take the uncased form of the model")
      }
    }
  }

  private static func read<T: Decodable>(
    _ folder: String, _ file: String
  ) throws(EncoderError) -> T? {
    let path = folder + "/" + file
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size]) as? Int
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    guard let size, size < 1 << 20, let data = FileManager.default.contents(atPath: path),
      let value = try? decoder.decode(T.self, from: data)
    else {
      throw EncoderError(
        "\(path) is not the configuration of an encoder", hint: "it is damaged or incomplete")
    }
    return value
  }
}
