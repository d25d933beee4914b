/// Made by `card make goemotions`; not to be edited.
enum GoemotionsCard {
  static let lines = #"""
    {"abstained":0,"corpus":"goemotions","date":"2026-11-26","figure":"auc","grouping":"by comment","groups":0,"label":"wishes well, comforts or offers help","metric":"caring","n":48836,"rows":"turns","signature":"097b7df1","standing":"in domain","validator":"empathy","value":0.9019}
    {"abstained":0,"corpus":"goemotions","date":"2026-11-26","figure":"auc","grouping":"by comment","groups":0,"label":"asks out of interest","metric":"curiosity","n":48836,"rows":"turns","signature":"feff2a28","standing":"in domain","validator":"therapeutic_language","value":0.9414}
    {"abstained":294,"corpus":"goemotions","date":"2026-11-26","figure":"auc","grouping":"comment","groups":5132,"high":0.6551,"label":"caring","length":0.52,"low":0.5804,"metric":"emotional_reactions","n":5132,"rows":"comments, development part","signature":"097b7df1","standing":"seen in training","validator":"empathy","value":0.615}
    {"abstained":294,"corpus":"goemotions","date":"2026-11-26","figure":"auc","grouping":"comment","groups":5132,"high":0.9881,"label":"caring","length":0.52,"low":0.9779,"metric":"caring","n":5132,"rows":"comments, development part","signature":"097b7df1","standing":"seen in training","validator":"empathy","value":0.9833}
    {"abstained":294,"corpus":"goemotions","date":"2026-11-26","figure":"auc","grouping":"comment","groups":5132,"high":0.8906,"label":"curiosity","length":0.4855,"low":0.8447,"metric":"explorations","n":5132,"rows":"comments, development part","signature":"097b7df1","standing":"seen in training","validator":"empathy","value":0.868}
    """#
}
