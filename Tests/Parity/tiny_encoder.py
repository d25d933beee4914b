"""Writes Tests/EncoderTests/Tiny: an encoder of random weights and of MiniLM's kind, small enough to
be kept, with what the reference makes of some texts.

    python3 -m venv venv && venv/bin/pip install torch transformers safetensors tokenizers
    venv/bin/python Tests/Parity/tiny_encoder.py

The reference is BertModel of transformers in floats of 32 bits, its tokenizer BertWordPieceTokenizer
of tokenizers; a
text's vector is the mean of its tokens' states, of length 1. Widths are no multiples of 16, so that
remainders of vector instructions are reached.
"""

import json
import pathlib

import torch
from safetensors.torch import save_file
from tokenizers import BertWordPieceTokenizer
from transformers import BertConfig, BertModel

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "EncoderTests" / "Tiny"
TOKENS = 32
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
SIGNS = list("!\"'(),-.:;?/&%") + ["…", "–", "’", "。", "、", "¿"]
WIDE = list("睡不着我很累") + list("ßøабвгорусюльαβς") + ["ᄒ", "ᅡ", "ᆫ", "ह", "न", "😀", "あ", "か"]
WORDS = (
    "i you we they am are is was not no the a and of to in my your it that this what how do feel"
    " felt sleep night tired sad alone nobody notice gone help talk mother father work school friend"
    " cry cried anxious panic angry calm thank because when really want need know think hear"
).split()
PIECES = ["##" + piece for piece in LETTERS] + [
    "##ing", "##ed", "##s", "##ly", "##less", "##ness", "##ß", "##о", "##ο", "##ᅡ", "##ᆫ", "##न",
]

TEXTS = [
    "I feel so alone at night.",
    "Nobody would notice if I were gone",
    "What do you need?",
    "sleep",
    "Sleepless, tired and ANXIOUS – again…",
    "Größe ist nicht alles: ÄÖÜ äöü ß",
    "naïve café; İstanbul",
    "我睡不着。我很累、",
    "Я русский",
    "Αβγ ΣΑΣ",
    "한",
    "हन",
    "あがか",
    "😀 I am fine 😀😀",
    "don't can't won't o'clock",
    "[MASK] is not [SEP] it is [mask] [CLS]",
    "tabs\tand\nlines\r\nand\u00a0spaces\u2003here\u3000now",
    "con\u0000trol\u0007s and \u200bzero\u200d width \ufeff and \ufffd",
    "x" * 100,
    "x" * 101,
    "10% of 3/4 & (more) \"quoted\"",
    "...!!!???",
    "  ",
    "e\u0301 n\u0303 A\u030a",
    "\u212b \u212a \u037e \u2126 \ufb01 \u01c5",
    "I " * 60,
    "because " * 31,
    "wanting needed friends friendless calmly sadness",
    "a-b_c=d@e#f$g^h*i~j`k|l\\m{n}o[p]",
    "qqq zzz unknownwordwithmanyletters",
]


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    vocabulary = SPECIAL + list(LETTERS) + SIGNS + WIDE + WORDS + PIECES
    seen = set()
    vocabulary = [piece for piece in vocabulary if not (piece in seen or seen.add(piece))]
    (FOLDER / "vocab.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=len(vocabulary), hidden_size=24, num_hidden_layers=2, num_attention_heads=3,
        intermediate_size=40, max_position_embeddings=48, hidden_act="gelu",
        layer_norm_eps=1e-12, initializer_range=0.35)
    model = BertModel(config, add_pooling_layer=False).eval()
    with torch.no_grad():
        for name, values in model.named_parameters():
            if name.endswith("LayerNorm.weight"):
                values += 0.2 * torch.randn_like(values)
            elif name.endswith("bias"):
                values += 0.1 * torch.randn_like(values)
    weights = {name: values.contiguous() for name, values in model.state_dict().items()}
    save_file(weights, FOLDER / "model.safetensors", metadata={"format": "pt"})
    kept = [
        "model_type", "hidden_size", "num_hidden_layers", "num_attention_heads",
        "intermediate_size", "vocab_size", "max_position_embeddings", "layer_norm_eps",
        "hidden_act", "type_vocab_size",
    ]
    described = {key: config.to_dict()[key] for key in kept}
    (FOLDER / "config.json").write_text(json.dumps(described, indent=2) + "\n")
    (FOLDER / "sentence_bert_config.json").write_text(
        json.dumps({"max_seq_length": TOKENS, "do_lower_case": False}) + "\n")
    tokenizer = BertWordPieceTokenizer(str(FOLDER / "vocab.txt"), lowercase=True)
    tokenizer.enable_truncation(TOKENS)
    expected = []
    for text in TEXTS:
        ids = tokenizer.encode(text).ids
        with torch.no_grad():
            states = model(input_ids=torch.tensor([ids])).last_hidden_state[0]
        vector = torch.nn.functional.normalize(states.mean(dim=0), dim=0)
        expected.append(
            {"text": text, "ids": ids, "vector": [round(x, 6) for x in vector.tolist()]})
    lines = ",\n".join(json.dumps(one) for one in expected)
    (FOLDER / "expected.json").write_text("[\n" + lines + "\n]\n")


main()
