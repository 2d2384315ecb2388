#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares what `vitrine run` generates with the pipelines of Transformers, on tiny random models.

    compare_generation.py [--vitrine build/release/vitrine] [--python4 build/compare4/bin/python]
                          [--cases N] [--seed N] [--models llama,gpt2,t5,bart,marian,pegasus,led] [--keep FOLDER]

Decoders are compared with this Python's Transformers (5.23), encoder-decoder models with that of --python4 (4.57),
whose pipelines version 5 no longer has. Every case is a random set of generation settings on some prompts, in one
batch or several; the JSON must be equal. Exit status 1 where anything differs.
"""
import argparse
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
WORDS = "the cat sat on a mat and saw the dog run over the blue hill while rain fell in old town".split()
TASKS = {"llama": ["text-generation"], "gpt2": ["text-generation"],
         "t5": ["text2text-generation", "summarization", "translation_en_to_fr"],
         "bart": ["summarization", "text2text-generation"], "marian": ["translation", "text2text-generation"],
         "pegasus": ["summarization"], "led": ["summarization", "text2text-generation"]}
FORCES_ENDS = ("bart", "marian", "pegasus", "led")  # config: forced_eos_token_id


# --- Models: run by the Python whose Transformers is the oracle -----------------------------------------------

def make_tokenizer(folder, kind):
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers
    from transformers import PreTrainedTokenizerFast
    special = {"llama": ["<unk>", "<s>", "</s>"], "gpt2": ["<|endoftext|>"]}.get(kind, ["<pad>", "</s>", "<unk>", "<s>"])
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(vocab_size=300, special_tokens=special, show_progress=False,
                                  initial_alphabet=pre_tokenizers.ByteLevel.alphabet())
    tokenizer.train_from_iterator([" ".join(WORDS)] * 3, trainer)
    names = {"eos_token": "</s>", "pad_token": "<pad>", "unk_token": "<unk>"}
    if kind == "gpt2":
        names = {"eos_token": "<|endoftext|>", "bos_token": "<|endoftext|>"}
    elif kind == "llama":
        names = {"eos_token": "</s>", "bos_token": "<s>", "unk_token": "<unk>"}
        tokenizer.post_processor = processors.TemplateProcessing("<s> $A", special_tokens=[("<s>", 1)])
    else:
        tokenizer.post_processor = processors.TemplateProcessing("$A </s>", special_tokens=[("</s>", 1)])
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=64, **names).save_pretrained(folder)
    return tokenizer.get_vocab_size()


def make_models(folder, kinds):
    import torch
    import transformers
    torch.manual_seed(5)
    for kind in kinds:
        path = folder / kind
        vocabulary = make_tokenizer(path, kind)
        if kind == "llama":
            config = transformers.LlamaConfig(
                vocab_size=vocabulary, hidden_size=32, intermediate_size=48, num_hidden_layers=2, num_attention_heads=4,
                num_key_value_heads=2, max_position_embeddings=512, bos_token_id=1, eos_token_id=2, pad_token_id=0)
            model = transformers.LlamaForCausalLM(config)
        elif kind == "gpt2":
            config = transformers.GPT2Config(vocab_size=vocabulary, n_embd=32, n_layer=2, n_head=4, n_positions=400,
                                             bos_token_id=0, eos_token_id=0)
            model = transformers.GPT2LMHeadModel(config)
        elif kind == "t5":
            config = transformers.T5Config(
                vocab_size=vocabulary, d_model=32, d_kv=8, d_ff=48, num_layers=2, num_heads=4, pad_token_id=0,
                eos_token_id=1, decoder_start_token_id=0, task_specific_params={
                    "summarization": {"prefix": "sum: ", "min_length": 5, "no_repeat_ngram_size": 3, "num_beams": 3,
                                      "early_stopping": True, "length_penalty": 2.0},
                    "translation_en_to_fr": {"prefix": "en fr: ", "num_beams": 2, "max_length": 40}})
            model = transformers.T5ForConditionalGeneration(config)
        else:
            sizes = dict(vocab_size=vocabulary, d_model=32, encoder_layers=2, decoder_layers=2, encoder_attention_heads=4,
                         decoder_attention_heads=4, encoder_ffn_dim=48, decoder_ffn_dim=48, max_position_embeddings=300,
                         pad_token_id=0, eos_token_id=1, forced_eos_token_id=1)
            if kind == "bart":
                config = transformers.BartConfig(bos_token_id=3, decoder_start_token_id=1, **sizes)
                model = transformers.BartForConditionalGeneration(config)
            elif kind == "pegasus":
                config = transformers.PegasusConfig(decoder_start_token_id=0, **sizes)
                model = transformers.PegasusForConditionalGeneration(config)
            elif kind == "led":
                config = transformers.LEDConfig(bos_token_id=3, decoder_start_token_id=1, attention_window=4,
                                                max_encoder_position_embeddings=300, max_decoder_position_embeddings=120, **sizes)
                model = transformers.LEDForConditionalGeneration(config)
            else:
                config = transformers.MarianConfig(decoder_start_token_id=0, scale_embedding=True, **sizes)
                model = transformers.MarianMTModel(config)
        for name, parameter in model.named_parameters():
            if parameter.dim() > 1:
                torch.nn.init.normal_(parameter, std=0.6 if "embed" in name or "shared" in name or "wte" in name else 0.25)
        if kind in FORCES_ENDS:
            model.final_logits_bias.normal_()
        model.generation_config.transformers_version = transformers.__version__
        model.save_pretrained(path)


def oracle(cases_path, folder):
    import torch
    import transformers
    from transformers import pipeline
    torch.set_num_threads(1)
    torch.set_grad_enabled(False)
    transformers.logging.set_verbosity_error()
    pipes = {}
    for case in json.loads(pathlib.Path(cases_path).read_text()):
        key = (case["model"], case["task"])
        if key not in pipes:
            pipes[key] = pipeline(case["task"], model=str(folder / case["model"]), device="cpu")
        settings = dict(case["settings"])
        if "sequence_bias" in settings:
            settings["sequence_bias"] = {tuple(ids): bias for ids, bias in settings["sequence_bias"]}
        if "stop_strings" in settings:
            settings["tokenizer"] = pipes[key].tokenizer
        if "decoder_input_ids" in settings:
            settings["decoder_input_ids"] = torch.tensor(settings["decoder_input_ids"])
        results = []
        for prompt in case["prompts"]:
            try:
                result = pipes[key](prompt, **settings)
                results.append(json.loads(json.dumps(result, default=lambda tensor: tensor.tolist())))
            except Exception as error:  # its own errors are not compared
                results.append({"error": f"{type(error).__name__}: {error}"[:200]})
        print(json.dumps(results), flush=True)


# --- Cases ----------------------------------------------------------------------------------------------------

def random_case(rng, kind):
    task = rng.choice(TASKS[kind])
    size = 260
    decoder = task == "text-generation"

    def ids(least=5):
        return [rng.randrange(least, size) for _ in range(rng.randint(1, 3))]

    prompts = [" ".join(rng.choice(WORDS) for _ in range(rng.randint(1, 12))) for _ in range(3)]
    settings = {"max_new_tokens": rng.randint(1, 24)}
    if decoder:
        settings["do_sample"] = False
    if rng.random() < 0.55:
        settings["num_beams"] = rng.randint(2, 5)
        settings["num_return_sequences"] = rng.randint(1, settings["num_beams"])
        for name, value in (("length_penalty", rng.choice([-1.0, 0.0, 0.7, 2.0])),
                            ("early_stopping", rng.choice([True, False, "never"]))):
            if rng.random() < 0.5:
                settings[name] = value
    elif not decoder:
        settings["num_beams"] = 1
    options = {
        "repetition_penalty": lambda: rng.choice([0.7, 1.2, 2.0]), "no_repeat_ngram_size": lambda: rng.randint(1, 3),
        "encoder_repetition_penalty": lambda: rng.choice([0.8, 1.5]),
        "encoder_no_repeat_ngram_size": lambda: rng.randint(1, 3), "min_length": lambda: rng.randint(1, 20),
        "min_new_tokens": lambda: rng.randint(1, 12), "bad_words_ids": lambda: [ids(0) for _ in range(rng.randint(1, 4))],
        "suppress_tokens": lambda: [rng.randrange(4, size) for _ in range(20)],
        "begin_suppress_tokens": lambda: [rng.randrange(size) for _ in range(40)],
        "forced_bos_token_id": lambda: rng.randrange(4, size), "forced_eos_token_id": lambda: rng.randrange(4),
        "exponential_decay_length_penalty": lambda: [rng.randint(0, 8), rng.choice([1.05, 1.4])],
        "sequence_bias": lambda: [[ids(0), rng.choice([-4.0, 3.0, 8.0])] for _ in range(4)],
        "renormalize_logits": lambda: True, "remove_invalid_values": lambda: True,
        "eos_token_id": lambda: [rng.randrange(size) for _ in range(rng.randint(1, 12))],
        "max_length": lambda: rng.randint(30, 60)}
    if decoder:
        options |= {"stop_strings": lambda: [rng.choice(["t", "e ", "ca", " a", "ll", "he"]) for _ in range(2)],
                    "return_full_text": lambda: rng.random() < 0.5, "guidance_scale": lambda: rng.choice([0.5, 1.8])}
    for name in rng.sample(sorted(options), rng.randint(0, 4)):
        settings[name] = options[name]()
    if "forced_eos_token_id" in settings or "exponential_decay_length_penalty" in settings:
        settings.pop("suppress_tokens", None)
    if kind in FORCES_ENDS or task == "summarization":  # see below: they force or forbid ends by themselves
        settings.pop("exponential_decay_length_penalty", None)
    if "exponential_decay_length_penalty" in settings:  # 4.57 makes NaN of a forbidden end
        for name in ("min_length", "min_new_tokens", "begin_suppress_tokens", "bad_words_ids", "forced_bos_token_id",
                     "forced_eos_token_id", "no_repeat_ngram_size", "encoder_no_repeat_ngram_size"):
            settings.pop(name, None)
    if "num_beams" in settings:  # the library does not reorder what guidance remembers
        settings.pop("guidance_scale", None)
    if "num_beams" not in settings and decoder and rng.random() < 0.3:
        settings["prompt_lookup_num_tokens"] = rng.randint(1, 5)
        settings.pop("stop_strings", None)  # the library looks for them only at the end of a pass
        settings.pop("guidance_scale", None)  # whose state the library does not take back
    if rng.random() < 0.2 and "max_length" in settings:
        settings.pop("max_new_tokens")
    if rng.random() < 0.7 and "return_full_text" not in settings:
        settings["return_tensors"] = True
    return {"model": kind, "task": task, "prompts": prompts, "settings": settings, "batch": rng.choice([1, 3])}


def fixed_cases(kind):
    """The pipelines' own arguments and forms."""
    short, two = "the cat sat on", ["a dog", "old town in the rain, the cat saw it"]
    long = " ".join(WORDS * 3)
    decoder = TASKS[kind] == ["text-generation"]
    common = [({}, [short, two, [short]]), ({"num_beams": 3, "num_return_sequences": 2}, [short, two]),
              ({"clean_up_tokenization_spaces": True}, two), ({"num_beams": 2, "return_tensors": True}, [two, short]),
              ({"max_new_tokens": 1}, two), ({"truncation": True}, [long, short]), ({"stop_sequence": "ca"}, two),
              ({"return_tensors": False}, [short]), ({"min_length": 10, "eos_token_id": list(range(120))}, two),
              ({"top_k": None, "temperature": None, "max_new_tokens": 9}, [short]) if decoder else ({}, [""]),
              ({"max_length": 12, "max_new_tokens": None}, [short]), ({"num_beams": 4, "max_time": 100.0}, two),
              ({"min_new_tokens": 3, "num_beams": 1, "eos_token_id": [5, 90, 130, 131, 132]}, two)]
    if decoder:
        common += [({"return_full_text": False}, [short, two]), ({"prefix": "in old town "}, two),
                   ({"prefix": "in old ", "max_length": 30, "max_new_tokens": None}, two), ({}, ["", [""]]),
                   ({"handle_long_generation": "hole", "max_new_tokens": 20}, [long, short]),
                   ({"skip_special_tokens": False, "eos_token_id": list(range(100))}, two),
                   ({"add_special_tokens": False}, two), ({"stop_sequence": ["ca", "t"]}, two),
                   ({"max_length": 9}, [long, short]), ({"tokenizer_encode_kwargs": {"max_length": 5, "truncation": True}}, [long]),
                   ({"use_cache": False, "max_new_tokens": 5}, two), ({"return_text": True}, [short])]
        common = [({"do_sample": False, "max_new_tokens": 12} | settings, prompts) for settings, prompts in common]
    else:  # long texts of random models end in ties
        common += [({"decoder_input_ids": [ids], **more}, [short, two])
                   for ids in ([40, 70, 100], [0, 40, 70], [1, 40])
                   for more in ({"num_beams": 1}, {"num_beams": 3, "return_tensors": True},
                                {"num_beams": 2, "max_length": 15, "max_new_tokens": None, "no_repeat_ngram_size": 2})]
        common = [({"max_new_tokens": 40} | settings if settings else {}, prompts) for settings, prompts in common]
    return [{"model": kind, "task": task, "prompts": prompts, "settings": settings, "batch": batch}
            for task in TASKS[kind] for settings, prompts in common for batch in (1, 3)]


def run(vitrine, folder, case):
    command = [vitrine, "run", case["task"], "--model", str(folder / case["model"]), "--threads", "1",
               "--set", f"batch_size={case['batch']}"]
    for name, value in case["settings"].items():
        command += ["--set", f"{name}={json.dumps(value)}"]
    done = subprocess.run(command, text=True, capture_output=True,
                          input="".join(json.dumps(prompt) + "\n" for prompt in case["prompts"]))
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return lines if len(lines) == len(case["prompts"]) else [{"error": done.stderr[-300:]}] * len(case["prompts"])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--vitrine", default=str(ROOT / "build/release/vitrine"))
    parser.add_argument("--python4", default=str(ROOT / "build/compare4/bin/python"))
    parser.add_argument("--cases", type=int, default=60, help="of each model")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--models", default=",".join(TASKS))
    parser.add_argument("--keep")
    parser.add_argument("--make", help=argparse.SUPPRESS)
    parser.add_argument("--oracle", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    kinds = arguments.models.split(",")
    if arguments.make:
        return make_models(pathlib.Path(arguments.make), kinds)
    if arguments.oracle:
        return oracle(arguments.oracle, pathlib.Path(arguments.keep))
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(arguments.keep or scratch)
        folder.mkdir(exist_ok=True)
        compared = wrong = errors = 0
        for python, group in ((sys.executable, ["llama", "gpt2"]), (arguments.python4, ["t5", "bart", "marian", "pegasus", "led"])):
            group = [kind for kind in group if kind in kinds]
            if not group:
                continue
            if not pathlib.Path(python).exists():
                print(f"skipped {', '.join(group)}: {python} is not there")
                continue
            own = [python, __file__, "--models", ",".join(group)]
            environment = {**os.environ, "TRANSFORMERS_VERBOSITY": "error"}
            subprocess.run(own + ["--make", str(folder)], check=True, env=environment, stderr=subprocess.DEVNULL)
            rng = random.Random(arguments.seed)
            cases = [case for kind in group for case in fixed_cases(kind)]
            cases += [random_case(rng, kind) for kind in group for _ in range(arguments.cases)]
            (folder / "cases.json").write_text(json.dumps(cases))
            done = subprocess.Popen(own + ["--oracle", str(folder / "cases.json"), "--keep", str(folder)],
                                    env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            for case in cases:
                found = run(arguments.vitrine, folder, case)
                expected = json.loads(done.stdout.readline())
                for prompt, ours, theirs in zip(case["prompts"], found, expected):
                    if isinstance(theirs, dict) and "error" in theirs:
                        errors += 1
                        if not (isinstance(ours, dict) and "error" in ours):
                            print("library:", theirs["error"], "\n  settings:", json.dumps(case["settings"]))
                        continue
                    compared += 1
                    if ours != theirs:
                        wrong += 1
                        print(f"{case['model']} {case['task']} batch {case['batch']}: {prompt!r}\n  settings: "
                              f"{json.dumps(case['settings'])}\n  ours   {json.dumps(ours)[:600]}\n  theirs "
                              f"{json.dumps(theirs)[:600]}")
            done.wait()
        print(f"{compared} results compared, {wrong} differ; the library refused {errors}")
        return 1 if wrong or not compared else 0


if __name__ == "__main__":
    sys.exit(main())
