@_exported public import Corpus
