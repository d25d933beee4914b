/// Made by `card make goemotions`; not to be edited.
enum GoemotionsCard {
  static let lines = #"""
    {"abstained":0,"before":0.9019,"corpus":"goemotions","date":"2026-11-26","figure":"auc","grouping":"by comment","groups":0,"label":"wishes well, comforts or offers help","metric":"caring","n":48836,"rows":"turns","signature":"0bd375e5","signatureBefore":"097b7df1","standing":"in domain","validator":"empathy","value":0.9019}
    {"abstained":0,"before":0.9414,"corpus":"goemotions","date":"2026-11-26","figure":"auc","grouping":"by comment","groups":0,"label":"asks out of interest","metric":"curiosity","n":48836,"rows":"turns","signature":"77ec9b1f","signatureBefore":"feff2a28","standing":"in domain","validator":"therapeutic_language","value":0.9414}
    {"abstained":282,"before":0.615,"corpus":"goemotions","date":"2026-11-26","figure":"auc","grouping":"comment","groups":5144,"high":0.6539,"label":"caring","length":0.521,"low":0.5796,"metric":"emotional_reactions","n":5144,"rows":"comments, development part","signature":"0bd375e5","signatureBefore":"097b7df1","standing":"seen in training","validator":"empathy","value":0.6151}
    {"abstained":282,"before":0.9833,"corpus":"goemotions","date":"2026-11-26","figure":"auc","grouping":"comment","groups":5144,"high":0.9882,"label":"caring","length":0.521,"low":0.9779,"metric":"caring","n":5144,"rows":"comments, development part","signature":"0bd375e5","signatureBefore":"097b7df1","standing":"seen in training","validator":"empathy","value":0.9833}
    {"abstained":282,"before":0.868,"corpus":"goemotions","date":"2026-11-26","figure":"auc","grouping":"comment","groups":5144,"high":0.892,"label":"curiosity","length":0.4865,"low":0.8442,"metric":"explorations","n":5144,"rows":"comments, development part","signature":"0bd375e5","signatureBefore":"097b7df1","standing":"seen in training","validator":"empathy","value":0.8681}
    """#
}
