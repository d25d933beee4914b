import Corpus
import Formats

/// What goes by while files are looked at and nothing is stored.
struct LoadTrial {
  var conversations = 0
  var messages = 0
  var broken = 0
  var samples: [Conversation] = []
  var conversationFields = Names()
  var turnFields = Names()

  mutating func add(_ batch: ReadBatch, samples most: Int) {
    conversations += batch.conversations.count
    broken += batch.broken.count
    samples += batch.conversations.prefix(max(0, most - samples.count))
    for conversation in batch.conversations {
      messages += conversation.messages.count
      conversationFields.add(conversation.metadata)
      for message in conversation.messages where !message.metadata.isEmpty {
        turnFields.add(message.metadata)
      }
    }
  }

  struct Names {
    private(set) var names: [String] = []
    private var seen: Set<String> = []

    mutating func add(_ metadata: Metadata) {
      for entry in metadata.entries where seen.insert(entry.key).inserted {
        names.append(entry.key)
      }
    }
  }
}
