public import PluginKit

/// What every plugin has to keep, as checks that any test library or program can run.
///
///     #expect(PluginContract(plugin).check().isEmpty)
///
/// A validator gives one score for each metric it declared, within its range, or abstains with a
/// short reason; its evidence lies inside the text and on character boundaries; the same
/// conversation gives the same assessment, whatever was assessed before it; an option said aloud
/// at its default changes nothing; and no conversation ends it, however odd. An exporter gives the
/// same bytes for the same corpus, and may refuse a conversation with ``ExportRefusal``. A reader
/// gives the same conversations for the same bytes, in whatever pieces they come, each with an id of
/// its own, or refuses the file with ``FormatError``; no bytes end it.
public struct PluginContract: Sendable {
  private let plugin: Plugin

  public init(_ plugin: Plugin) { self.plugin = plugin }

  /// The rules that the plugin breaks, in order; empty when it keeps the contract.
  ///
  /// - Parameters:
  ///   - options: what it is made with.
  ///   - conversations: what it has to survive; the factory's samples and hostile set by default.
  public func check(
    options: PluginOptions = PluginOptions(),
    on conversations: [Conversation] = ConversationFactory.sample + ConversationFactory.hostile
  ) -> [ContractViolation] {
    var list = ViolationList()
    list.require(isPlainName(plugin.name), "the name is plain", "'\(plugin.name)'")
    list.require(!plugin.version.isEmpty, "there is a version", "it is empty")
    switch plugin.kind {
    case .validator(let info, let make):
      list.require(!info.summary.isEmpty, "there is a summary", "it is empty")
      if let problem = NameRules.problem(
        validator: plugin.name, metrics: info.metrics.map(\.name))
      {
        list.require(false, "its names can be kept", problem)
      }
      checkValidator(info, make, options, on: conversations, &list)
    case .exporter(let info, let make):
      list.require(!info.summary.isEmpty, "there is a summary", "it is empty")
      checkExporter(info, make, options, on: conversations, &list)
    case .reader(let info, let make):
      list.require(!info.summary.isEmpty, "there is a summary", "it is empty")
      checkReader(info, make, options, &list)
    }
    return list.violations
  }
}
