#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints how much faster Vitrine is than Transformers on random weights of the real shapes, measured in turns in one run.

    bench_architectures.py [--vitrine build/release/vitrine] [--rounds N] [--threads N] [--only bert,memory,llama,beams]
                           [--python4 PYTHON] [--node FOLDER]

bert: loading, 1 × 128, 8 × 128 and 32 texts of mixed lengths of BERT-base, in float32 and bfloat16 (both against
Transformers' float32). memory: the peak of one forward pass against the size of the weights. llama: a token and a prefill
of 512 of a Llama of 135 million parameters; also against llama.cpp, where --node names a folder in which node-llama-cpp
is installed. beams: translation with four beams, T5-small and a Marian model (--python4: Transformers 4.57, whose
pipeline is the peer). Each figure is the median of the rounds. Exit status 1 when a ratio is below its bar.
"""
import argparse
import json
import os
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import time

import torch
import transformers

ROOT = pathlib.Path(__file__).resolve().parents[2]
PARTS = ["bert", "memory", "llama", "beams"]
SENTENCE = "the harbour was already dark when we came back and nobody had asked where the boat had been"


def seconds_of(function, rounds):
    function()
    seconds = []
    for _ in range(rounds):
        start = time.perf_counter()
        function()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


class Bench:
    def __init__(self, arguments):
        self.arguments, self.below = arguments, 0
        self.environment = dict(os.environ, OMP_NUM_THREADS=str(arguments.threads))

    def ours(self, name, folder, *options):
        command = [self.arguments.vitrine, "bench", name, "--model", folder, "--threads", self.arguments.threads, *options]
        done = subprocess.run([str(each) for each in command], check=True, capture_output=True, text=True)
        return json.loads(done.stdout.splitlines()[0])["value"]

    def compare(self, name, bar, peer, own, who="transformers"):
        """Both are functions that return seconds; called in turns."""
        pairs = [(peer(), own()) for _ in range(self.arguments.rounds)]
        theirs, mine = (statistics.median(side) for side in zip(*pairs))
        self.below += bar is not None and theirs / mine < bar
        print(f"{name:34} {who} {theirs * 1e3:9.2f} ms  vitrine {mine * 1e3:9.2f} ms  ratio {theirs / mine:5.2f}"
              f"  (bar {bar or '–'})", flush=True)


def save(folder, model, dtype=torch.float32):
    model.to(dtype).save_pretrained(folder)
    return model.float().eval()


def words_tokenizer(folder, vocab_size, **tokens):
    """A tokenizer of that many words; the last ones are the special tokens."""
    names = list(tokens.values())
    vocabulary = [*names, *SENTENCE.split(), *(f"w{i}" for i in range(vocab_size))]
    vocabulary = {word: i for i, word in enumerate(list(dict.fromkeys(vocabulary))[:vocab_size])}
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token=names[0]))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    end = tokens.get("eos_token")
    if end:
        tokenizer.post_processor = processors.TemplateProcessing(single=f"$A {end}", special_tokens=[(end, vocabulary[end])])
    transformers.PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=512, **tokens).save_pretrained(folder)
    path = folder / "tokenizer_config.json"  # under the name that 4.57 knows, too
    path.write_text(json.dumps(json.loads(path.read_text()) | {"tokenizer_class": "PreTrainedTokenizerFast"}))


def bench_bert(bench, work):
    folder = work / "bert"
    config = transformers.BertConfig()
    model = save(folder, transformers.BertModel(config))
    words_tokenizer(folder, 30522, unk_token="[UNK]", pad_token="[PAD]")
    rounds = 5
    bench.compare("BERT-base: load", 10, lambda: seconds_of(lambda: transformers.BertModel.from_pretrained(folder), rounds),
                  lambda: bench.ours("load", folder, "--rounds", rounds))
    for rows, length, bar in ((1, 128, 1.15), (8, 128, 1.15)):
        ids = torch.arange(rows * length).view(rows, length) * 7919 % config.vocab_size
        own = lambda *options: bench.ours("forward", folder, "--batch-size", rows, "--length", length, "--rounds", rounds, *options)
        peer = lambda: seconds_of(lambda: model(ids), rounds)
        bench.compare(f"BERT-base: {rows} × {length}, float32", bar, peer, own)
        bench.compare(f"BERT-base: {rows} × {length}, bfloat16", 3, peer, lambda: own("--dtype", "bfloat16"))
    rng = random.Random(7)
    texts = [" ".join(rng.choice(SENTENCE.split()) for _ in range(int(min(180, rng.lognormvariate(3.2, 0.8) + 3)))) for _ in range(32)]
    (work / "texts.txt").write_text("\n".join(texts))
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    peer = lambda: seconds_of(lambda: model(**{k: v for k, v in tokenizer(texts, padding=True, return_tensors="pt").items()
                                               if k != "token_type_ids"}), 3)
    own = lambda *options: bench.ours("batch", folder, "--file", work / "texts.txt", "--rounds", 3, *options)
    bench.compare("BERT-base: 32 texts, float32", 1.4, peer, own)
    bench.compare("BERT-base: 32 texts, bfloat16", 3, peer, lambda: own("--dtype", "bfloat16"))


def bench_memory(bench, work):
    """Peak memory of a process that loads and computes once, less that of one with a tiny model."""
    def peak(folder, dtype, length):
        code = ("import resource,subprocess,sys;subprocess.run(sys.argv[1:],check=True,stdout=subprocess.DEVNULL);"
                "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
        done = subprocess.run([sys.executable, "-c", code, bench.arguments.vitrine, "bench", "forward", "--model", str(folder),
                               "--length", str(length), "--rounds", "2", "--dtype", dtype, "--threads", str(bench.arguments.threads)],
                              check=True, capture_output=True, text=True)
        return int(done.stdout) * 1024
    tiny = work / "tiny"
    save(tiny, transformers.BertModel(transformers.BertConfig(hidden_size=8, num_hidden_layers=1, num_attention_heads=1,
                                                             intermediate_size=8, vocab_size=100)))
    made = {"BERT-base": (transformers.BertModel(transformers.BertConfig()), 128),
            "Llama 135M": (transformers.LlamaForCausalLM(llama_config()), 128)}
    for name, (model, length) in made.items():
        for stored in ("float32", "bfloat16"):
            folder = work / f"memory-{stored}"
            save(folder, model, getattr(torch, stored))
            for dtype in ("float32", "bfloat16"):
                size = model.num_parameters() * (4 if dtype == "float32" else 2)
                used = peak(folder, dtype, length) - peak(tiny, dtype, 8)
                bench.below += used > 1.2 * size
                print(f"{name}, stored in {stored}, in {dtype}: peak {used / 1e6:.0f} MB, weights {size / 1e6:.0f} MB, "
                      f"ratio {used / size:.2f} (bar 1.2)", flush=True)


def llama_config():
    return transformers.LlamaConfig(vocab_size=49152, hidden_size=576, intermediate_size=1536, num_hidden_layers=30,
                                    num_attention_heads=9, num_key_value_heads=3, max_position_embeddings=2048,
                                    tie_word_embeddings=True)


def write_gguf(model, path, dtype):
    """The same weights for llama.cpp, with a tokenizer of made-up tokens."""
    import gguf
    config = model.config
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_context_length(config.max_position_embeddings)
    writer.add_embedding_length(config.hidden_size)
    writer.add_block_count(config.num_hidden_layers)
    writer.add_feed_forward_length(config.intermediate_size)
    writer.add_head_count(config.num_attention_heads)
    writer.add_head_count_kv(config.num_key_value_heads)
    writer.add_layer_norm_rms_eps(config.rms_norm_eps)
    writer.add_rope_dimension_count(config.hidden_size // config.num_attention_heads)
    writer.add_rope_freq_base(10000.0)
    writer.add_vocab_size(config.vocab_size)
    writer.add_tokenizer_model("llama")
    # Bytes are tokens, too: llama.cpp looks for that of a line's end.
    writer.add_token_list(["<unk>", "<s>", "</s>", *(f"<0x{i:02X}>" for i in range(256)), *(f"t{i}" for i in range(259, config.vocab_size))])
    writer.add_token_scores([0.0] * config.vocab_size)
    writer.add_token_types([2, 3, 3, *([6] * 256), *([1] * (config.vocab_size - 259))])
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    names = {"self_attn.q_proj": "attn_q", "self_attn.k_proj": "attn_k", "self_attn.v_proj": "attn_v",
             "self_attn.o_proj": "attn_output", "mlp.gate_proj": "ffn_gate", "mlp.up_proj": "ffn_up",
             "mlp.down_proj": "ffn_down", "input_layernorm": "attn_norm", "post_attention_layernorm": "ffn_norm"}
    plain = {"model.embed_tokens.weight": "token_embd.weight", "model.norm.weight": "output_norm.weight"}
    for name, value in model.state_dict().items():
        if name == "lm_head.weight":
            continue
        target = plain.get(name)
        if target is None:
            _, _, layer, rest = name.split(".", 3)
            target = f"blk.{layer}.{names[rest.removesuffix('.weight')]}.weight"
        value = value.detach()
        if dtype == "bfloat16" and value.dim() == 2:
            writer.add_tensor(target, value.bfloat16().view(torch.uint8).numpy(), raw_shape=None,
                              raw_dtype=gguf.GGMLQuantizationType.BF16)
        else:
            writer.add_tensor(target, value.float().numpy())
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def bench_llama(bench, work):
    for dtype in ("float32", "bfloat16"):
        folder = work / f"llama-{dtype}"
        model = transformers.LlamaForCausalLM(llama_config()).to(getattr(torch, dtype)).eval()
        model.save_pretrained(folder)
        prompt = torch.arange(512).view(1, 512) * 7919 % 49152

        def peer_token(count=48):
            cache = model(prompt[:, :16], use_cache=True).past_key_values
            seconds, token = [], prompt[:, 16:17]
            for _ in range(count):
                start = time.perf_counter()
                out = model(token, past_key_values=cache, use_cache=True)
                token = out.logits[:, -1].argmax(-1, keepdim=True)
                seconds.append(time.perf_counter() - start)
            return statistics.median(seconds)
        own_token = lambda: bench.ours("decode", folder, "--dtype", dtype)
        own_prefill = lambda: bench.ours("prefill", folder, "--dtype", dtype, "--rounds", 5)
        bench.compare(f"Llama 135M: a token, {dtype}", 2, peer_token, own_token)
        bench.compare(f"Llama 135M: 512 tokens, {dtype}", None, lambda: seconds_of(lambda: model(prompt), 3), own_prefill)
        if bench.arguments.node:
            path = work / f"llama-{dtype}.gguf"
            write_gguf(model, path, dtype)

            def peer(key):
                done = subprocess.run(["node", ROOT / "tests/bench/bench_llama_cpp.mjs", bench.arguments.node, path,
                                       str(bench.arguments.threads), "512", "48"], check=True, capture_output=True, text=True)
                return json.loads(done.stdout.splitlines()[-1])[key]
            bench.compare(f"Llama 135M: a token, {dtype}", 1, lambda: peer("token"), own_token, "llama.cpp")
            bench.compare(f"Llama 135M: 512 tokens, {dtype}", 1, lambda: peer("prefill"), own_prefill, "llama.cpp")


PEER = """import json, statistics, sys, time, torch, transformers
folder, threads, rounds, text, length = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4], int(sys.argv[5])
transformers.logging.set_verbosity_error()
torch.set_num_threads(threads)
pipe = transformers.pipeline("text2text-generation", model=folder, device="cpu")
run = lambda: pipe(text, num_beams=4, max_new_tokens=length, min_new_tokens=length)
run()
seconds = []
for _ in range(rounds):
    start = time.perf_counter()
    run()
    seconds.append(time.perf_counter() - start)
print(statistics.median(seconds))
"""


def bench_beams(bench, work):
    """40 new tokens by four beams; ours from the seconds that the run itself tells, the start of the process excluded."""
    if not bench.arguments.python4:
        return print("beams: skipped, --python4 names no interpreter with Transformers 4.57")
    length = 40
    t5 = transformers.T5Config(vocab_size=32128, decoder_start_token_id=0)  # small
    marian = transformers.MarianConfig(vocab_size=58101, d_model=512, encoder_layers=6, decoder_layers=6, encoder_attention_heads=8,
                                       decoder_attention_heads=8, encoder_ffn_dim=2048, decoder_ffn_dim=2048,
                                       max_position_embeddings=512, activation_function="swish", scale_embedding=True,
                                       pad_token_id=1, eos_token_id=2, decoder_start_token_id=1, forced_eos_token_id=None)
    for name, model in (("T5-small", transformers.T5ForConditionalGeneration(t5)), ("Marian", transformers.MarianMTModel(marian))):
        folder = work / name
        save(folder, model)
        words_tokenizer(folder, model.config.vocab_size, unk_token="<unk>", pad_token="<pad>", eos_token="</s>")
        text = (SENTENCE + " ") * 2

        def own():
            arguments = [bench.arguments.vitrine, "run", "text2text-generation", "--model", str(folder), "--details", "--threads",
                         str(bench.arguments.threads), "--dtype", "float32"]
            for key, value in (("num_beams", 4), ("max_new_tokens", length), ("min_new_tokens", length)):
                arguments += ["--set", f"{key}={value}"]
            done = subprocess.run(arguments, check=True, capture_output=True, text=True, input=(json.dumps(text) + "\n") * 6)
            return statistics.median(json.loads(line)["details"]["seconds"]["total"] for line in done.stdout.splitlines()[1:])

        def peer():
            done = subprocess.run([bench.arguments.python4, "-c", PEER, str(folder), str(bench.arguments.threads), "3", text, str(length)],
                                  check=True, capture_output=True, text=True, env=bench.environment)
            return float(done.stdout.splitlines()[-1])
        bench.compare(f"{name}: {length} tokens by 4 beams", 2, peer, own)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--vitrine", default=str(ROOT / "build/release/vitrine"))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--only", default=",".join(PARTS))
    parser.add_argument("--python4")
    parser.add_argument("--node")
    arguments = parser.parse_args()
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    torch.set_num_threads(arguments.threads)
    torch.set_grad_enabled(False)
    torch.manual_seed(1)
    bench = Bench(arguments)
    print(f"{arguments.threads} threads, torch {torch.__version__}, transformers {transformers.__version__}")
    with tempfile.TemporaryDirectory() as work:
        for part in arguments.only.split(","):
            globals()[f"bench_{part}"](bench, pathlib.Path(work))
    return 1 if bench.below else 0


if __name__ == "__main__":
    sys.exit(main())
