import PluginKit

extension TherapeuticLanguage {
  static let manual = Manual(
    whatItDoes: """
      Codes each supporter turn (a volley: consecutive messages of one side) as question, \
      reflection, input or other, each with a weight, and sights helping skills in it: open and \
      closed questions, simple and complex reflections, affirmation, validation, support of the \
      client's choice, leave asked. A turn starts in the middle; skills earn, and telling, orders, \
      unasked advice, warning and confrontation cost. One question and one reflection count a \
      volley, and a sentence said before counts nothing. *curiosity* is what a head learned from comments \
      (GoEmotions) says of each turn. The score is the mean over turns.
      """,
    why: """
      Counts of these behaviours are how fidelity is coded by hand in motivational interviewing, \
      and the share of input among turns is the clearest single difference between sessions that \
      experts call good and poor.
      """,
    knownProblems: """
      Simple and complex reflections are told apart by new content only, so a share of complex \
      reflections must not be read from it. Input without advice words is often missed. Written \
      for motivational interviewing and near relatives: directive schools teach and structure more \
      and would score lower without being worse. The published thresholds (one reflection a \
      question is fair, two is good) are opinion and are not used. It abstains for fewer turns than \
      minimum_turns, so also for a single written reply.
      """,
    example: """
      supporter: What would be different if you slept well?      open question, earns
      supporter: You need to stop drinking coffee.               direct order, costs
      supporter: Would it be all right if I shared an idea?      leave asked, earns
      """,
    references: [
      "Moyers, Manuel, Ernst (2014). Motivational Interviewing Treatment Integrity Coding Manual "
        + "4.2.1 (revised). Unpublished manual.",
      "Hill (2020). Helping Skills: Facilitating Exploration, Insight, and Action. APA.",
      "Liu, Zheng, Demasi, Sabour, Li, Yu, Jiang, Huang (2021). Towards emotional support dialog "
        + "systems. ACL.",
    ])
}
