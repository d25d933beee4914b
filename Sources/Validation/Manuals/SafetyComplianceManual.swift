import PluginKit

extension SafetyCompliance {
  static let manual = Manual(
    whatItDoes: """
      Looks for red flags in the supporter's words: encouraging harm, method detail, naming means \
      when a client in distress asks for them, fostering dependency, hostility, turning away or \
      making small after a disclosure, and a disclosure passed over. Client disclosures (suicide, \
      self-harm, threat, abuse) and the answers to them are reported apart. There are three \
      outcomes: flags were found, none was found by these rules, or the talk cannot be assessed. \
      A flag caps the overall quality and asks for a person to read it. Smaller faults (diagnosing, \
      medicine advice, orders, confrontation) cost a little, by rate.
      """,
    why: """
      Guidance on safe messaging and rubrics for support by programs name these faults, and they are \
      too grave to be averaged away.
      """,
    knownProblems: """
      This is not a medical device and no risk assessment. No flag is not safe: hints, metaphors, \
      slang, spelling variants and other languages are missed, and so is everything said without \
      these words. It does not see delusion or mania and does not notice when a supporter plays \
      along. Talk about suicide in general, fiction and quotation raise disclosures that are none. \
      A dictionary of this kind finds most open ideation at the price of many false alarms. Never \
      show its result to a person in crisis, and never decide about a person by it.
      """,
    example: """
      client: Some days I want to kill myself.
      supporter: Have you tried a new hobby?      a question, but no word about it: answered in part
      supporter: Anyway.                          disclosure unanswered, a flag
      """,
    references: [
      "Bentley, Belli, et al. (2025). VERA-MH: Validation of Ethical and Responsible AI in Mental "
        + "Health.",
      "National Action Alliance for Suicide Prevention. Framework for Successful Messaging.",
      "Posner, Brown, Stanley, et al. (2011). The Columbia-Suicide Severity Rating Scale. American "
        + "Journal of Psychiatry 168. Background only: this program does not apply the scale.",
      "Moore, Grabb, Agnew, Klyman, Chancellor, Ong, Haber (2025). Expressing stigma and "
        + "inappropriate responses prevents LLMs from safely replacing mental health providers. "
        + "FAccT.",
    ])
}
