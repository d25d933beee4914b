#if Gateway
import Corpus
import Engine
import PluginKit
import Validation
import Workspace

extension JSONWriter {
  /// Its id, number, dataset, messages and metadata.
  mutating func members(of stored: StoredConversation) {
    member("id", stored.conversation.id)
    member("number", Int(stored.id))
    member("dataset", stored.dataset)
    objects("messages", stored.conversation.messages) { message, json in
      json.member("role", message.role.rawValue)
      if message.speaker != message.role.rawValue { json.member("speaker", message.speaker) }
      json.member("content", message.text)
      if !message.metadata.isEmpty { json.metadata(message.metadata) }
    }
    metadata(stored.conversation.metadata)
  }

  mutating func metadata(_ metadata: Metadata) {
    key("metadata")
    object { json in
      for entry in metadata.entries {
        json.key(entry.key)
        json.value(entry.value)
      }
    }
  }

  /// A conversation in a line of a list.
  mutating func members(
    of row: ConversationList.Row, _ columns: [ConversationList.Column]
  ) {
    member("id", row.id)
    member("number", Int(row.number))
    member("dataset", row.dataset)
    member("message_count", row.messages)
    member("opening", row.opening)
    let values = Array(zip(columns, row.values))
    let tier = values.first { $0.0.name == Overall.tierLabel }?.1
    key(Overall.tierLabel)
    value(tier ?? .null)
    key("quality_metrics")
    object { json in
      for (column, number) in values {
        guard let alias = ScoreNames.platform(column.name), number.number != nil else { continue }
        json.key(alias)
        json.value(number)
      }
      json.key(ScoreNames.tier)
      json.value(tier ?? .null)
    }
    key("scores")
    object { json in
      for (column, number) in values where column.isNumber {
        json.key(column.name)
        json.value(number)
      }
    }
  }

  mutating func value(_ value: SQLValue) {
    switch value {
    case .integer(let number): integer(number)
    case .real(let number): self.number(number)
    case .text(let text): string(text)
    case .null, .blob: null()
    }
  }
}
#endif
