import PluginKit

extension ResponseAppropriateness {
  static let manual = Manual(
    whatItDoes: """
      Asks of each supporter turn whether it speaks of what was said before it, and whether it \
      keeps to a supporter's part. Relevance is the share of the reply's content words that the \
      client used in the two turns before, rare words counting double. Unasked advice, orders, \
      confrontation, warnings, early reassurance, making the trouble small, diagnosing and advice \
      on medicines cost, and so does a written reply that speaks of illness without a hedge. What is asked as a question is no \
      advice. Advice after leave was asked is an offer and costs nothing.
      """,
    why: """
      Behaviours that go against the manual of motivational interviewing, and the unsafe categories \
      of dialogue research, are matters of what is said to whom and can be pointed at in the text.
      """,
    knownProblems: """
      Shared words are a weak sign of relevance: a good reply in other words looks off topic, and an \
      echo looks on topic. Whether the supporter has the right to diagnose or to prescribe cannot be \
      known; a physician is counted like anyone else. It does not know whether what is said is true \
      or clinically right. Toxic agreement and bias are not looked for.
      """,
    example: """
      client: My sister has stopped answering my calls.
      supporter: You should take some melatonin.      off topic, unasked advice, medicine advice
      """,
    references: [
      "Moyers, Manuel, Ernst (2014). Motivational Interviewing Treatment Integrity Coding Manual "
        + "4.2.1 (revised). Unpublished manual.",
      "Sun, Xu, Deng, Cheng, Zheng, Zhou, Peng, Zhu, Huang (2022). On the safety of conversational "
        + "models: taxonomy, dataset, and benchmark. Findings of ACL.",
    ])
}
