/// Made by `card make moderation-1680`; not to be edited.
enum Moderation1680Card {
  static let lines = #"""
    {"abstained":0,"corpus":"moderation-1680","date":"2026-11-26","figure":"auc","grouping":"by text","groups":0,"label":"speaks of danger to oneself or by others","metric":"disclosure_rank","n":5912,"rows":"turns","signature":"8f8a1cba","standing":"in domain","validator":"safety_compliance","value":0.9183}
    {"abstained":93,"before":0.788,"corpus":"moderation-1680","date":"2026-11-26","figure":"auc","grouping":"text","groups":773,"high":0.9229,"label":"self-harm","length":0.4946,"low":0.7289,"metric":"disclosure","n":773,"rows":"texts","signature":"8f8a1cba","signatureBefore":"8fa1484c","standing":"seen in training","validator":"safety_compliance","value":0.8336}
    {"abstained":93,"corpus":"moderation-1680","date":"2026-11-26","figure":"auc","grouping":"text","groups":773,"high":0.9977,"label":"self-harm","length":0.4946,"low":0.9828,"metric":"disclosure_rank","n":773,"rows":"texts","signature":"8f8a1cba","standing":"seen in training","validator":"safety_compliance","value":0.991}
    """#
}
