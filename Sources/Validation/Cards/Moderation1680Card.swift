/// Made by `card make moderation-1680`; not to be edited.
enum Moderation1680Card {
  static let lines = #"""
    {"abstained":0,"corpus":"moderation-1680","date":"2026-11-26","figure":"auc","grouping":"by text","groups":0,"label":"speaks of danger to oneself or by others","metric":"disclosure_likelihood","n":5506,"rows":"turns","signature":"8fa1484c","standing":"in domain","validator":"safety_compliance","value":0.914}
    {"abstained":93,"corpus":"moderation-1680","date":"2026-11-26","figure":"auc","grouping":"text","groups":773,"high":0.8906,"label":"self-harm","length":0.4946,"low":0.6857,"metric":"disclosure","n":773,"rows":"texts","signature":"8fa1484c","standing":"seen in training","validator":"safety_compliance","value":0.788}
    {"abstained":93,"corpus":"moderation-1680","date":"2026-11-26","figure":"auc","grouping":"text","groups":773,"high":0.9999,"label":"self-harm","length":0.4946,"low":0.996,"metric":"disclosure_likelihood","n":773,"rows":"texts","signature":"8fa1484c","standing":"seen in training","validator":"safety_compliance","value":0.9984}
    """#
}
