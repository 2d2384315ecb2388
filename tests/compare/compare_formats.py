#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares how files of weights are read and written with PyTorch, safetensors and Transformers.

    compare_formats.py [--vitrine build/release/vitrine] [--rounds N] [--seed S] [--only PART]

Parts: states (random state dicts of torch.save in both forms and every pickle protocol that PyTorch reads), models (the
round trip of models through Transformers: one file, shards, other types; what is known of them before loading), hostile
(files that no program should open). Exit status 1 on any difference.
"""
import argparse
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import warnings
import zipfile
from collections import OrderedDict

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
warnings.filterwarnings("ignore")
import torch
import transformers
from safetensors import safe_open
from safetensors.torch import load_file

torch.set_num_threads(1)
ROOT = pathlib.Path(__file__).resolve().parents[2]
DTYPES = [torch.float32, torch.float16, torch.bfloat16, torch.float64, torch.int64, torch.int32, torch.int16, torch.int8,
          torch.uint8, torch.bool, torch.complex64, torch.uint16, torch.uint32, torch.float8_e4m3fn, torch.float8_e5m2]


class Report:
    def __init__(self):
        self.compared = self.different = 0

    def check(self, what, good, more=""):
        self.compared += 1
        if not good:
            self.different += 1
            print(f"DIFFERENT {what} {str(more)[:600]}")


def run(vitrine, *arguments):
    done = subprocess.run([vitrine, *map(str, arguments)], capture_output=True, text=True, timeout=120)
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr.strip()


def same(a, b):
    """Equal to the last bit, type and shape."""
    a, b = (each.detach().clone(memory_format=torch.contiguous_format) for each in (a, b))
    return a.dtype == b.dtype and a.shape == b.shape and bytes(a.flatten().view(torch.uint8).numpy()) == bytes(b.flatten().view(torch.uint8).numpy()) \
        if a.numel() else a.dtype == b.dtype and a.shape == b.shape


def random_tensor(rng):
    dtype = rng.choice(DTYPES)
    shape = [rng.randrange(0 if rng.random() < 0.1 else 1, 6) for _ in range(rng.randrange(4))]
    base = torch.randn(shape) * 10
    tensor = base.abs().to(dtype) if dtype in (torch.uint8, torch.uint16, torch.uint32) else base.to(dtype)
    kind = rng.random()
    if kind < 0.2 and tensor.dim() > 1:
        tensor = tensor.transpose(0, -1)
    elif kind < 0.3 and tensor.dim() > 0:
        tensor = tensor[1:]
    elif kind < 0.4 and tensor.dim() > 0:
        tensor = tensor[..., ::2]
    elif kind < 0.45 and tensor.dim() > 0 and tensor.shape[0] == 1:
        tensor = tensor.expand(3, *tensor.shape[1:])
    elif kind < 0.55 and dtype.is_floating_point and dtype.itemsize > 1:
        tensor = torch.nn.Parameter(tensor)
    return tensor


def random_state(rng):
    state = OrderedDict() if rng.random() < 0.7 else {}
    for i in range(rng.randrange(1, 12)):
        state[rng.choice(["layer.", "a.b.", "", "größe."]) + f"w{i}"] = random_tensor(rng)
        if state and rng.random() < 0.2:
            state[f"tied{i}"] = rng.choice([each for each in state.values() if torch.is_tensor(each)])
    if rng.random() < 0.2:
        state["_extra_state"] = rng.choice([None, b"bytes", {"a": 1}, (1, 2.5), True])
    wanted = {name: each for name, each in state.items() if torch.is_tensor(each)}
    kind = rng.random()
    whole = state
    if kind < 0.2:
        whole = {"epoch": 3, rng.choice(["state_dict", "model"]): state, "lr": 0.1, "big": 2 ** 70, "list": [1, "x", None]}
    elif kind < 0.3:
        whole = {"model": {"state_dict": state}}
    return whole, wanted


def compare_states(report, vitrine, rng, rounds, work):
    for i in range(rounds):
        whole, wanted = random_state(rng)
        folder = work / f"s{i}"
        folder.mkdir()
        (folder / "config.json").write_text('{"model_type": "made-up"}')
        file = folder / "pytorch_model.bin"
        zipped = rng.random() < 0.6
        protocol = rng.choice([2, 2, 2, 3, 4, 5])
        torch.save(whole, file, _use_new_zipfile_serialization=zipped, pickle_protocol=protocol)
        if zipped and rng.random() < 0.3:  # as an ordinary program packs it again
            with zipfile.ZipFile(file) as old, zipfile.ZipFile(work / "new.zip", "w", zipfile.ZIP_DEFLATED) as new:
                for name in old.namelist():
                    new.writestr(rng.choice(["archive", "archive"]) + name[name.index("/"):], old.read(name))
            (work / "new.zip").rename(file)
        what = f"state#{i} zip={zipped} protocol={protocol}"
        code, lines, errors = run(vitrine, "inspect", "model", "--model", folder, "--tensors")
        report.check(what, code == 0, errors)
        if code:
            continue
        report.check(what + " names", [line["name"] for line in lines[1:]] == list(wanted), [line["name"] for line in lines[1:]])
        out = folder / "out"
        code, _, errors = run(vitrine, "convert", "--model", folder, "--out", out)
        report.check(what + " convert", code == 0, errors)
        if code:
            continue
        found = load_file(out / "model.safetensors")
        for name, tensor in wanted.items():
            report.check(f"{what} {name} {tensor.dtype} {tuple(tensor.shape)} {tensor.stride()}", name in found and same(tensor, found[name]))


def tiny_models():
    t = transformers
    small = dict(vocab_size=64, hidden_size=16, num_hidden_layers=2, num_attention_heads=4, intermediate_size=24, max_position_embeddings=32)
    pairs = [(t.BertForMaskedLM, t.BertConfig(**small)), (t.BertModel, t.BertConfig(**small)),
             (t.BertForPreTraining, t.BertConfig(**small)), (t.RobertaForMaskedLM, t.RobertaConfig(**small)),
             (t.DistilBertForMaskedLM, t.DistilBertConfig(vocab_size=64, dim=16, n_layers=2, n_heads=4, hidden_dim=24, max_position_embeddings=32)),
             (t.AlbertForMaskedLM, t.AlbertConfig(**small, embedding_size=8)), (t.ElectraForMaskedLM, t.ElectraConfig(**small, embedding_size=8)),
             (t.ModernBertForMaskedLM, t.ModernBertConfig(**small, pad_token_id=0, bos_token_id=1, eos_token_id=2, cls_token_id=1, sep_token_id=2)),
             (t.GPT2LMHeadModel, t.GPT2Config(vocab_size=64, n_embd=16, n_layer=2, n_head=4, n_positions=32)),
             (t.LlamaForCausalLM, t.LlamaConfig(**small, num_key_value_heads=2)),
             (t.LlamaForCausalLM, t.LlamaConfig(**small, num_key_value_heads=2, tie_word_embeddings=True)),
             (t.Qwen3ForCausalLM, t.Qwen3Config(**small, num_key_value_heads=2, head_dim=8)),
             (t.GPTNeoXForCausalLM, t.GPTNeoXConfig(**small)), (t.OPTForCausalLM, t.OPTConfig(vocab_size=64, hidden_size=16, num_hidden_layers=2, num_attention_heads=4, ffn_dim=24, max_position_embeddings=32, word_embed_proj_dim=16)),
             (t.GemmaForCausalLM, t.GemmaConfig(**small, num_key_value_heads=1, head_dim=8)),
             (t.MambaForCausalLM, t.MambaConfig(vocab_size=64, hidden_size=16, num_hidden_layers=2)),
             (t.T5ForConditionalGeneration, t.T5Config(vocab_size=64, d_model=16, d_kv=8, d_ff=24, num_layers=2, num_decoder_layers=3, num_heads=2)),
             (t.BartForConditionalGeneration, t.BartConfig(vocab_size=64, d_model=16, encoder_layers=2, decoder_layers=3, encoder_attention_heads=2, decoder_attention_heads=4, encoder_ffn_dim=24, decoder_ffn_dim=24, max_position_embeddings=32)),
             (t.MarianMTModel, t.MarianConfig(vocab_size=64, d_model=16, encoder_layers=2, decoder_layers=2, encoder_attention_heads=2, decoder_attention_heads=2, encoder_ffn_dim=24, decoder_ffn_dim=24, max_position_embeddings=32, pad_token_id=63, decoder_start_token_id=63))]
    for make, config in pairs:
        torch.manual_seed(0)
        yield make(config).eval()


def cache_numbers(model):
    """Numbers of the keys and values of one token of the decoder, as Transformers holds them."""
    with torch.no_grad():
        if model.config.is_encoder_decoder:
            cache = model(input_ids=torch.tensor([[5, 6, 7]]), decoder_input_ids=torch.tensor([[5]]), use_cache=True).past_key_values.self_attention_cache
        else:
            cache = model(input_ids=torch.tensor([[5]]), use_cache=True).past_key_values
    return sum(layer.keys.numel() + layer.values.numel() for layer in cache.layers)


def compare_models(report, vitrine, rng, work):
    for number, model in enumerate(tiny_models()):
        what = type(model).__name__ + f"#{number}"
        reference = work / f"m{number}"
        model.save_pretrained(reference)
        wanted_names = set(load_file(reference / "model.safetensors"))
        # What old versions wrote: everything, tied weights too.
        old = work / f"o{number}"
        old.mkdir()
        (old / "config.json").write_text((reference / "config.json").read_text())
        state = model.state_dict()
        zipped = rng.random() < 0.5
        if rng.random() < 0.5:
            torch.save(state, old / "pytorch_model.bin", _use_new_zipfile_serialization=zipped)
        else:
            names, weight_map = list(state), {}
            half = len(names) // 2
            for part, some in enumerate((names[:half], names[half:])):
                file = f"pytorch_model-{part + 1:05}-of-00002.bin"
                torch.save({name: state[name] for name in some}, old / file, _use_new_zipfile_serialization=zipped)
                weight_map.update({name: file for name in some})
            (old / "pytorch_model.bin.index.json").write_text(json.dumps({"metadata": {"total_size": 1}, "weight_map": weight_map}))
        for source in (reference, old):
            out = work / f"{source.name}-out"
            sharded = rng.random() < 0.5
            code, lines, errors = run(vitrine, "convert", "--model", source, "--out", out, *(["--max-shard-size", "3KB"] if sharded else []))
            report.check(f"{what} convert {source.name}", code == 0, errors)
            if code:
                continue
            report.check(f"{what} files", (out / "model.safetensors.index.json").exists() == sharded, lines)
            names = set()
            for file in out.glob("*.safetensors"):
                with safe_open(file, "pt") as opened:
                    report.check(f"{what} metadata", opened.metadata() == {"format": "pt"}, opened.metadata())
                    names |= set(opened.keys())
            missing, surplus = wanted_names - names, names - wanted_names - {"final_logits_bias"}
            if "NeoX" in what and source is old:  # whose names in memory are not those of its files
                missing, surplus = missing - {"embed_out.weight"}, surplus - {"lm_head.weight"}
            surplus = {name for name in surplus if not name.endswith(("position_ids", "embed_positions.weights", "position_embeddings.weight", "embed_positions.weight"))}
            report.check(f"{what} {source.name} names", not missing and not surplus, f"missing {missing} surplus {surplus}")
            again, info = type(model).from_pretrained(out, output_loading_info=True, dtype=torch.float32)
            report.check(f"{what} loading", not info["missing_keys"] and not info["mismatched_keys"], info)
            report.check(f"{what} bit-equal", all(same(value, again.state_dict()[name]) for name, value in model.state_dict().items()))
            report.check(f"{what} generation config", (out / "generation_config.json").exists() == (source / "generation_config.json").exists())
        for dtype in ("bfloat16", "float16"):
            out = work / f"{number}-{dtype}"
            code, _, errors = run(vitrine, "convert", "--model", old, "--out", out, "--dtype", dtype)
            report.check(f"{what} {dtype}", code == 0, errors)
            again = type(model).from_pretrained(out, dtype="auto")
            wanted = getattr(torch, dtype)
            report.check(f"{what} {dtype} bit-equal", all(same(*(each.to(wanted) if value.is_floating_point() else each for each in (value, again.state_dict()[name])))
                                                         for name, value in model.state_dict().items() if name != "final_logits_bias"))
        for source in (reference, old):
            code, lines, errors = run(vitrine, "inspect", "model", "--model", source, "--tensors")
            report.check(f"{what} inspect", code == 0, errors)
            facts, stored = lines[0], lines[1:]
            # Marian computes its positions and does not save them.
            unsaved = sum(p.numel() for p in model.parameters() if not p.requires_grad) if source is reference else 0
            number = sum(p.numel() for p in model.parameters()) - unsaved
            report.check(f"{what} {source.name} parameters", facts["parameters"] == number, (facts["parameters"], number))
            report.check(f"{what} type", (facts["model_type"], facts["architecture"]) == (model.config.model_type, type(model).__name__))
            report.check(f"{what} tensors", facts["tensors"] == len(stored))
            tied = model.get_output_embeddings() is not None and model.get_output_embeddings().weight is model.get_input_embeddings().weight
            report.check(f"{what} {source.name} tied", facts["tied"] == tied, facts["tied"])
            if model.can_generate() and "Mamba" not in what:
                report.check(f"{what} cache", facts["kv_cache_bytes_per_token"] == 4 * cache_numbers(model), (facts["kv_cache_bytes_per_token"], 4 * cache_numbers(model)))


class Evil:
    def __reduce__(self):
        return os.system, ("touch /tmp/vitrine-was-executed",)


def compare_hostile(report, vitrine, rng, work):
    marker = pathlib.Path("/tmp/vitrine-was-executed")
    marker.unlink(missing_ok=True)
    folder = work / "hostile"
    folder.mkdir()
    (folder / "config.json").write_text('{"model_type": "made-up"}')
    file = folder / "pytorch_model.bin"

    def refused(what, part):
        code, lines, errors = run(vitrine, "inspect", "model", "--model", folder)
        report.check(what, code == 2 and not lines and part in errors and len(errors.splitlines()) == 1 and not marker.exists(), (code, errors))

    for zipped in (True, False):
        torch.save({"w": torch.ones(2), "x": Evil()}, file, _use_new_zipfile_serialization=zipped)
        refused(f"os.system zip={zipped}", "posix.system is not allowed")
        torch.save(torch.nn.Linear(2, 2), file, _use_new_zipfile_serialization=zipped)
        refused(f"a module zip={zipped}", "is not allowed" if zipped else "")
        torch.save({"w": torch.ones(2).to_sparse()}, file, _use_new_zipfile_serialization=zipped)
        refused(f"sparse zip={zipped}", "is not allowed")
        torch.save([torch.ones(2)], file, _use_new_zipfile_serialization=zipped)
        refused(f"a list zip={zipped}", "expected a dictionary of tensors")
    torch.jit.save(torch.jit.script(torch.nn.Linear(2, 2)), file)
    refused("TorchScript", "")
    torch.save({"w": torch.ones(2)}, file)
    whole = file.read_bytes()
    for _ in range(60):
        damaged = bytearray(whole)
        for _ in range(rng.randrange(1, 4)):
            damaged[rng.randrange(len(damaged))] = rng.randrange(256)
        file.write_bytes(bytes(damaged))
        code, _, errors = run(vitrine, "inspect", "model", "--model", folder)
        report.check("damaged", code in (0, 2), (code, errors))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--vitrine", default=str(ROOT / "build/release/vitrine"))
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=["states", "models", "hostile"])
    options = parser.parse_args()
    total = 0
    parts = {"states": lambda report, work: compare_states(report, options.vitrine, rng, options.rounds, work),
             "models": lambda report, work: compare_models(report, options.vitrine, rng, work),
             "hostile": lambda report, work: compare_hostile(report, options.vitrine, rng, work)}
    for name, part in parts.items():
        if options.only not in (None, name):
            continue
        rng, report = random.Random(options.seed), Report()
        torch.manual_seed(options.seed)
        with tempfile.TemporaryDirectory() as work:
            part(report, pathlib.Path(work))
        print(f"{name}: {report.compared} compared, {report.different} different")
        total += report.different
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
