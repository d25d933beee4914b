/// Made by `card make goemotions`; not to be edited.
enum GoemotionsCard {
  static let lines = #"""
    {"abstained":0,"before":0.9019,"corpus":"goemotions","date":"2026-11-26","figure":"auc","grouping":"by comment","groups":0,"label":"wishes well, comforts or offers help","metric":"caring","n":48836,"rows":"turns","signature":"9c1acd98","signatureBefore":"0bd375e5","standing":"in domain","validator":"empathy","value":0.9019}
    {"abstained":0,"before":0.9414,"corpus":"goemotions","date":"2026-11-26","figure":"auc","grouping":"by comment","groups":0,"label":"asks out of interest","metric":"curiosity","n":48836,"rows":"turns","signature":"47719065","signatureBefore":"565d3ef5","standing":"in domain","validator":"therapeutic_language","value":0.9414}
    {"abstained":282,"before":0.6151,"corpus":"goemotions","date":"2026-11-26","figure":"auc","grouping":"comment","groups":5144,"high":0.6539,"label":"caring","length":0.521,"low":0.5796,"metric":"emotional_reactions","n":5144,"rows":"comments, development part","signature":"9c1acd98","signatureBefore":"0bd375e5","standing":"seen in training","validator":"empathy","value":0.6151}
    {"abstained":282,"before":0.9833,"corpus":"goemotions","date":"2026-11-26","figure":"auc","grouping":"comment","groups":5144,"high":0.9882,"label":"caring","length":0.521,"low":0.9779,"metric":"caring","n":5144,"rows":"comments, development part","signature":"9c1acd98","signatureBefore":"0bd375e5","standing":"seen in training","validator":"empathy","value":0.9833}
    {"abstained":282,"before":0.8681,"corpus":"goemotions","date":"2026-11-26","figure":"auc","grouping":"comment","groups":5144,"high":0.892,"label":"curiosity","length":0.4865,"low":0.8442,"metric":"explorations","n":5144,"rows":"comments, development part","signature":"9c1acd98","signatureBefore":"0bd375e5","standing":"seen in training","validator":"empathy","value":0.8681}
    """#
}
