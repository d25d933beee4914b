/// Made by `card make epitome`; not to be edited.
enum EpitomeCard {
  static let lines = #"""
    {"abstained":1,"corpus":"epitome","date":"2026-11-26","figure":"spearman","grouping":"seeker's post","groups":1814,"high":0.2884,"label":"emotional reactions","length":0.086,"low":0.2065,"metric":"empathy","n":1834,"rows":"peers' replies","signature":"097b7df1","standing":"in domain","validator":"empathy","value":0.252}
    {"abstained":1,"corpus":"epitome","date":"2026-11-26","figure":"spearman","grouping":"seeker's post","groups":1814,"high":0.6087,"label":"emotional reactions","length":0.086,"low":0.524,"metric":"emotional_reactions","n":1834,"rows":"peers' replies","signature":"097b7df1","standing":"in domain","validator":"empathy","value":0.5698}
    {"abstained":1,"corpus":"epitome","date":"2026-11-26","figure":"spearman","grouping":"seeker's post","groups":1814,"high":0.452,"label":"emotional reactions","length":0.086,"low":0.3761,"metric":"caring","n":1834,"rows":"peers' replies","signature":"097b7df1","standing":"in domain","validator":"empathy","value":0.4174}
    {"abstained":1,"corpus":"epitome","date":"2026-11-26","figure":"spearman","grouping":"seeker's post","groups":1814,"high":0.2424,"label":"interpretations","length":0.2778,"low":0.1582,"metric":"empathy","n":1834,"rows":"peers' replies","signature":"097b7df1","standing":"in domain","validator":"empathy","value":0.2032}
    {"abstained":1,"corpus":"epitome","date":"2026-11-26","figure":"spearman","grouping":"seeker's post","groups":1814,"high":0.6424,"label":"interpretations","length":0.2778,"low":0.5868,"metric":"interpretations","n":1834,"rows":"peers' replies","signature":"097b7df1","standing":"in domain","validator":"empathy","value":0.6164}
    {"abstained":1,"corpus":"epitome","date":"2026-11-26","figure":"spearman","grouping":"seeker's post","groups":1814,"high":0.456,"label":"explorations","length":-0.0831,"low":0.3873,"metric":"empathy","n":1834,"rows":"peers' replies","signature":"097b7df1","standing":"in domain","validator":"empathy","value":0.4236}
    {"abstained":1,"corpus":"epitome","date":"2026-11-26","figure":"spearman","grouping":"seeker's post","groups":1814,"high":0.7797,"label":"explorations","length":-0.0831,"low":0.7184,"metric":"explorations","n":1834,"rows":"peers' replies","signature":"097b7df1","standing":"in domain","validator":"empathy","value":0.7502}
    """#
}
