"""What the reference makes of texts with all-MiniLM-L6-v2.

    python3 -m venv venv && venv/bin/pip install torch transformers safetensors
    venv/bin/python Tests/Parity/minilm.py FOLDER            writes Tests/EncoderTests/Reference/minilm.json
    venv/bin/python Tests/Parity/minilm.py FOLDER TEXTS      writes 10,000 texts and their pieces to TEXTS

FOLDER is that of the encoder (`pe encoder` tells it). The reference is BertModel of transformers in
floats of 32 bits with BertWordPieceTokenizer of tokenizers and at most 256 tokens; a vector is the mean of the tokens'
states, of length 1, as sentence-transformers computes it. The 10,000 texts are drawn from a seed: runs
of scalars of one script each, words between them, and what tokenizers stumble over. The comparison with
this package is `PE_ENCODER=FOLDER PE_TEXTS=TEXTS swift test --filter MiniLMTests`.
"""

import json
import pathlib
import random
import sys

import torch
import transformers
from tokenizers import BertWordPieceTokenizer
from transformers import BertModel

PLACE = pathlib.Path(__file__).resolve().parent.parent / "EncoderTests" / "Reference" / "minilm.json"
TOKENS = 256

TEXTS = [
    "Nobody would notice if I were gone.",
    "If I disappeared tomorrow, who would even look up?",
    "I lie awake until four and then the alarm goes.",
    "Sleep just does not come any more.",
    "My mother calls every day and I let it ring.",
    "I have stopped picking up when mum phones.",
    "What would a good week look like for you?",
    "Tell me what you would want to be different.",
    "It sounds as if you are carrying all of this by yourself.",
    "You have had nobody to share that weight with.",
    "I got the job!",
    "They hired me, I start on Monday.",
    "We argue about money, always money.",
    "The rent is due and my account is empty.",
    "Every time I walk into the classroom my hands shake.",
    "Exams make me so nervous that I feel sick.",
    "Have you thought about ending your life?",
    "Are you safe tonight?",
    "I started running again and it helps a little.",
    "The dog makes me get out of bed at least.",
    "I drink more than I used to, most evenings.",
    "Three beers, then wine, then I do not remember.",
    "He says I am too sensitive, that I imagine things.",
    "She reads my messages and decides who I may meet.",
    "Thank you, that helped.",
    "ok",
    "ICH KANN NICHT SCHLAFEN – seit Wochen nicht mehr…",
    "No puedo dormir desde hace semanas.",
    "我已经好几个星期睡不着了。",
    "😔😔 idk anymore lol",
    "My father died in March and I have not cried once, which frightens me more than the funeral did, "
    "because everyone keeps telling me how strong I am and I only feel as if I were behind glass.",
    "word " * 400,
]

BLOCKS = [
    (0x21, 0x7E), (0xA1, 0x17F), (0x180, 0x24F), (0x250, 0x2AF), (0x300, 0x36F), (0x370, 0x3FF),
    (0x400, 0x52F), (0x530, 0x58F), (0x590, 0x5FF), (0x600, 0x6FF), (0x700, 0x74F), (0x900, 0x97F),
    (0x980, 0x9FF), (0xA00, 0xA7F), (0xB80, 0xBFF), (0xC00, 0xC7F), (0xD00, 0xD7F), (0xE00, 0xE7F),
    (0xE80, 0xEFF), (0xF00, 0xFFF), (0x1000, 0x109F), (0x10A0, 0x10FF), (0x1100, 0x11FF),
    (0x1200, 0x137F), (0x13A0, 0x13FF), (0x1780, 0x17FF), (0x1800, 0x18AF), (0x1E00, 0x1FFF),
    (0x2000, 0x206F), (0x2070, 0x20CF), (0x2100, 0x218F), (0x2190, 0x23FF), (0x2460, 0x27BF),
    (0x2E80, 0x2FDF), (0x3000, 0x30FF), (0x3100, 0x31BF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF),
    (0xA000, 0xA4CF), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFB00, 0xFDFF), (0xFE00, 0xFEFF),
    (0xFF00, 0xFFEF), (0x10000, 0x100FF), (0x10300, 0x1034F), (0x1D400, 0x1D7FF),
    (0x1F300, 0x1FAFF), (0x20000, 0x2A6DF), (0x2F800, 0x2FA1F), (0xE000, 0xE0FF), (0xE0100, 0xE01EF),
]
ODD = [
    "[CLS]", "[SEP]", "[MASK]", "[UNK]", "[PAD]", "[cls]", "##ing", "\u0000", "\u0007", "\u007f",
    "\u0085", "\u00ad", "\u200b", "\u200d", "\u2028", "\ufeff", "\ufffd", "\t", "\n", "\r\n",
    "\u00a0", "\u3000", "'s", "n't", "http://a.b/c?d=e", "x" * 99, "y" * 100, "z" * 101, "é" * 100,
    "e\u0301", "İ", "ẞ", "ﬁ", "ǅ", "K", "Å", ";", "`", "한글", "각", "👩‍👩‍👧", "🇩🇪", "1️⃣",
]


def drawn(count):
    random.seed(14)
    words = [word for text in TEXTS[:27] for word in text.split()]
    texts = []
    for number in range(count):
        parts = []
        for _ in range(random.randint(1, 12)):
            kind = random.random()
            if kind < 0.4:
                parts.append(random.choice(words))
            elif kind < 0.9:
                low, high = random.choice(BLOCKS)
                parts.append("".join(
                    chr(random.randint(low, high)) for _ in range(random.randint(1, 8))))
            else:
                parts.append(random.choice(ODD))
        texts.append(random.choice([" ", " ", "", "\n"]).join(parts))
    return texts


def main():
    folder = sys.argv[1]
    tokenizer = BertWordPieceTokenizer(folder + "/vocab.txt", lowercase=True)
    tokenizer.enable_truncation(TOKENS)

    def pieces(text):
        return tokenizer.encode(text).ids

    if len(sys.argv) > 2:
        with open(sys.argv[2], "w") as file:
            for text in drawn(10_000):
                file.write(json.dumps({"text": text, "ids": pieces(text)}) + "\n")
        return
    model = BertModel.from_pretrained(folder, add_pooling_layer=False).eval()
    expected = []
    for text in TEXTS:
        with torch.no_grad():
            states = model(input_ids=torch.tensor([pieces(text)])).last_hidden_state[0]
        vector = torch.nn.functional.normalize(states.mean(dim=0), dim=0)
        expected.append({
            "text": text, "ids": pieces(text), "vector": [round(x, 5) for x in vector.tolist()]})
    PLACE.parent.mkdir(exist_ok=True)
    made = {"torch": torch.__version__, "transformers": transformers.__version__, "texts": expected}
    PLACE.write_text(json.dumps(made, separators=(",", ":")).replace('{"text"', '\n{"text"') + "\n")


main()
