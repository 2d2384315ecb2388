# SPDX-License-Identifier: Apache-2.0
"""Architectures of compare_models.py: encoders."""
import torch
import transformers

from model_family import Family, Golden, labels_for, padded_batch, random_mask

HEADS = {"base": "Model", "masked-lm": "ForMaskedLM", "sequence-classification": "ForSequenceClassification",
         "token-classification": "ForTokenClassification", "question-answering": "ForQuestionAnswering",
         "multiple-choice": "ForMultipleChoice"}
ACTIVATIONS = ["gelu", "gelu", "relu", "gelu_new", "silu", "gelu_pytorch_tanh", "gelu_fast", "quick_gelu", "tanh"]


def classes(stem, *more):
    names = HEADS | {"next-sentence-prediction": "ForNextSentencePrediction", "pretraining": "ForPreTraining"}
    return {head: getattr(transformers, stem + names[head]) for head in [*HEADS, *more]}


def labelled(rng, head):
    """Options that concern labels."""
    if head == "sequence-classification":
        return rng.choice([{"num_labels": 3}, {"num_labels": 1}, {"num_labels": 2}, {"num_labels": 5},
                           {"num_labels": 4, "problem_type": "multi_label_classification"},
                           {"num_labels": 3, "problem_type": "regression"}])
    return {"num_labels": rng.randint(2, 6)} if head == "token-classification" else {}


def bert_options(rng, head, embedding_size=False):
    heads = rng.choice([1, 2, 3, 4])
    options = {
        "vocab_size": rng.randint(20, 200), "hidden_size": heads * rng.choice([4, 7, 8, 16]),
        "num_hidden_layers": rng.randint(1, 3), "num_attention_heads": heads, "intermediate_size": rng.randint(5, 60),
        "hidden_act": rng.choice(ACTIVATIONS), "max_position_embeddings": rng.randint(30, 60),
        "type_vocab_size": rng.choice([1, 2, 2, 4]), "layer_norm_eps": rng.choice([1e-12, 1e-5]),
        "initializer_range": rng.choice([0.05, 0.3]), "classifier_dropout": rng.choice([None, 0.2]),
        "tie_word_embeddings": rng.random() < 0.8}
    if embedding_size:
        options["embedding_size"] = rng.choice([options["hidden_size"], 6, 20])
    return options | labelled(rng, head)


def inputs(rng, config, head, longest=None, types=True):
    """Ids with masks, types, positions and labels, each given or not."""
    pad = config.pad_token_id if config.pad_token_id is not None else -1
    longest = longest or config.max_position_embeddings - 2
    batch, length = rng.randint(1, 4), rng.choice([1, 2, 5, rng.randint(1, longest), longest])
    choices = rng.randint(2, 3) if head == "multiple-choice" else 1
    ids = torch.randint(0, config.vocab_size, (batch * choices, length))
    given = {"input_ids": ids}
    mask = random_mask(rng, batch * choices, length)
    if mask is not None:
        given["attention_mask"] = mask
        if pad >= 0 and rng.random() < 0.7:
            given["input_ids"] = ids.masked_fill(mask == 0, pad)
    if types and config.type_vocab_size and rng.random() < 0.5:
        given["token_type_ids"] = torch.randint(0, config.type_vocab_size, ids.shape)
    if rng.random() < 0.3:
        given["position_ids"] = torch.randint(0, longest, ids.shape)
    if head == "multiple-choice":
        given = {name: value.view(batch, choices, length) for name, value in given.items()}
    if rng.random() < 0.7:
        given |= encoder_labels(rng, head, config, (batch, length))
    return given


def encoder_labels(rng, head, config, shape):
    batch, length = shape
    if head == "multiple-choice":
        return {"labels": torch.randint(0, 2, (batch,))}
    if head == "next-sentence-prediction":
        return {"labels": torch.randint(0, 2, (batch,))}
    if head == "pretraining":
        if config.num_labels != 2: # the sentence-order loss of ALBERT wants two
            return {}
        if config.model_type == "electra":
            return {"labels": torch.randint(0, 2, shape)}
        second = "sentence_order_label" if config.model_type == "albert" else "next_sentence_label"
        return labels_for(rng, "masked-lm", config, shape) | {second: torch.randint(0, 2, (batch,))}
    return labels_for(rng, head, config, shape)


def tied_copies(prefix, out, bias, applies=lambda config: True):
    """As files written before safetensors: every name of a tied weight, buffers, a surplus pooler."""
    def restore(rng, model, head, weights):
        if head in ("masked-lm", "pretraining") and model.config.tie_word_embeddings and applies(model.config) and rng.random() < 0.5:
            words = f"{prefix}.embeddings.word_embeddings.weight"
            weights[f"{out}.weight"] = weights[words].clone()
            if bias and rng.random() < 0.5:
                weights[f"{out}.bias"] = weights[bias].clone()
            elif bias and rng.random() < 0.5:
                weights[f"{out}.bias"] = weights.pop(bias)
        if rng.random() < 0.5:
            weights[f"{prefix}.embeddings.position_ids" if head != "base" else "embeddings.position_ids"] = torch.arange(4)[None]
        if head == "base" and rng.random() < 0.3:
            weights = {f"{prefix}.{name}": value for name, value in weights.items()}
        return weights
    return restore


def old_norms(restore):
    """BERT's oldest files call the weights of a norm gamma and beta."""
    def changed(rng, model, head, weights):
        weights = restore(rng, model, head, weights)
        if rng.random() < 0.3:
            rename = lambda name: name.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta")
            weights = {rename(name): value for name, value in weights.items()}
        return weights
    return changed


def bert(rng, head):
    return transformers.BertConfig(**bert_options(rng, head))


def roberta(config_class):
    return lambda rng, head: config_class(**bert_options(rng, head), pad_token_id=rng.choice([1, 1, 0, 3]))


def distilbert(rng, head):
    options = bert_options(rng, head)
    return transformers.DistilBertConfig(
        vocab_size=options["vocab_size"], dim=options["hidden_size"], n_layers=options["num_hidden_layers"],
        n_heads=options["num_attention_heads"], hidden_dim=options["intermediate_size"], activation=options["hidden_act"],
        max_position_embeddings=options["max_position_embeddings"], sinusoidal_pos_embds=rng.random() < 0.3,
        initializer_range=options["initializer_range"], tie_word_embeddings=options["tie_word_embeddings"],
        **labelled(rng, head))


def albert(rng, head):
    options = bert_options(rng, head)
    del options["classifier_dropout"]
    options |= {"num_hidden_layers": rng.randint(1, 5), "embedding_size": rng.choice([6, 20, options["hidden_size"]])}
    if head == "pretraining":
        options["num_labels"] = rng.choice([2, 2, 3])
    return transformers.AlbertConfig(**options, num_hidden_groups=rng.randint(1, options["num_hidden_layers"]),
                                     inner_group_num=rng.choice([1, 1, 2]))


def electra(rng, head):
    return transformers.ElectraConfig(
        **bert_options(rng, head, embedding_size=True), summary_type=rng.choice(["first", "last", "mean", "cls_index"]),
        summary_use_proj=rng.random() < 0.7, summary_activation=rng.choice(["gelu", "tanh", ""]))


def mpnet(rng, head):
    options = bert_options(rng, head)
    for name in ("type_vocab_size", "classifier_dropout"):
        del options[name]
    return transformers.MPNetConfig(**options, pad_token_id=rng.choice([1, 1, 0]),
                                    relative_attention_num_buckets=rng.choice([32, 40]))


def mpnet_inputs(rng, config, head):
    return inputs(rng, config, head, config.max_position_embeddings - 2, types=False)


def deberta(rng, head):
    options = bert_options(rng, head, embedding_size=True)
    del options["classifier_dropout"]
    options["type_vocab_size"] = rng.choice([0, 0, 2])
    if rng.random() < 0.8:
        options |= {"relative_attention": True, "pos_att_type": rng.choice(["p2c|c2p", ["c2p", "p2c"], "c2p", ["p2c"], None]),
                    "share_att_key": rng.random() < 0.5, "max_relative_positions": rng.choice([-1, 12, 40]),
                    "position_buckets": rng.choice([-1, 8, 5, 16]), "norm_rel_ebd": rng.choice(["none", "layer_norm"])}
    if rng.random() < 0.4:
        options |= {"conv_kernel_size": rng.choice([1, 3, 5]), "conv_act": rng.choice(["gelu", "tanh"]),
                    "conv_groups": rng.choice([1, options["num_attention_heads"]])}
    if head == "masked-lm" and rng.random() < 0.5:
        options |= {"legacy": False, "embedding_size": options["hidden_size"], "tie_word_embeddings": True}
    return transformers.DebertaV2Config(**options, position_biased_input=rng.random() < 0.5,
                                        pooler_hidden_act=rng.choice(["gelu", "tanh"]))


def deberta_inputs(rng, config, head):
    given = inputs(rng, config, head)
    # Its losses without problem_type are of another kind, and change the logits.
    if head == "sequence-classification" and (config.num_labels == 1 or config.problem_type is None):
        given.pop("labels", None)
    return given


def modernbert(rng, head):
    heads = rng.choice([1, 2, 3])
    every = rng.choice([2, 3])
    layers = rng.randint(1, 4)
    config = transformers.ModernBertConfig(
        vocab_size=rng.randint(20, 200), hidden_size=heads * rng.choice([4, 8, 16]), intermediate_size=rng.randint(5, 60),
        num_hidden_layers=layers, num_attention_heads=heads, hidden_activation=rng.choice(ACTIVATIONS),
        max_position_embeddings=rng.randint(30, 60), initializer_range=rng.choice([0.05, 0.3]),
        norm_eps=rng.choice([1e-5, 1e-12]), norm_bias=rng.random() < 0.5, attention_bias=rng.random() < 0.5,
        mlp_bias=rng.random() < 0.5, decoder_bias=rng.random() < 0.7, classifier_bias=rng.random() < 0.5,
        classifier_pooling=rng.choice(["cls", "mean"]), classifier_activation=rng.choice(["gelu", "relu"]),
        local_attention=rng.choice([4, 10, 128]), global_attn_every_n_layers=every, pad_token_id=rng.choice([0, 3]),
        tie_word_embeddings=rng.random() < 0.8,
        rope_parameters=rng.choice([None, {"full_attention": {"rope_type": "default", "rope_theta": 5000.0},
                                           "sliding_attention": {"rope_type": "linear", "factor": 2.0, "rope_theta": 700.0}}]),
        **labelled(rng, head))
    return config


def modernbert_spelling(rng, config):
    """The keys of Transformers 4, which the files on the Hub have."""
    rope = config["rope_parameters"]
    if rng.random() < 0.5 and rope["sliding_attention"]["rope_type"] == "default":
        del config["rope_parameters"]
        config["global_rope_theta"] = rope["full_attention"]["rope_theta"]
        config["local_rope_theta"] = rope["sliding_attention"]["rope_theta"]
        config["torch_dtype"] = config.pop("dtype", "float32")
    return config


def modernbert_inputs(rng, config, head):
    given = inputs(rng, config, head, types=False)
    if head == "multiple-choice" and "attention_mask" not in given: # the mean asks for it
        given["attention_mask"] = torch.ones_like(given["input_ids"])
    return given


def longformer(rng, head):
    options = bert_options(rng, head)
    del options["classifier_dropout"]
    window = rng.choice([4, 6, 8])
    return transformers.LongformerConfig(
        **options, pad_token_id=1, sep_token_id=rng.choice([2, 5]),
        attention_window=rng.choice([window, [rng.choice([window, 2 * window]) for _ in range(options["num_hidden_layers"])]]))


def longformer_inputs(rng, config, head):
    given = roberta_inputs(rng, config, head)
    shape = given["input_ids"].shape
    if head in ("question-answering", "multiple-choice"):
        ids = given["input_ids"].view(-1, shape[-1])
        ids[ids == config.sep_token_id] = 7
        if shape[-1] < 6 or rng.random() < 0.3:
            given["global_attention_mask"] = torch.randint(0, 2, shape)
        for row in ids if shape[-1] >= 6 else []:
            row[sorted(rng.sample(range(shape[-1]), 3))] = config.sep_token_id
    elif rng.random() < 0.6:
        given["global_attention_mask"] = (torch.rand(shape) < rng.choice([0.1, 0.5])).long()
    return given


def roberta_inputs(rng, config, head):
    return inputs(rng, config, head, config.max_position_embeddings - config.pad_token_id - 1)


ALBERT_HEAD = ("predictions.decoder", "predictions.bias")
LM_HEAD = ("lm_head.decoder", "lm_head.bias")
FAMILIES = [
    Family("bert", classes("Bert", "next-sentence-prediction", "pretraining"), bert, inputs,
           old_norms(tied_copies("bert", "cls.predictions.decoder", "cls.predictions.bias"))),
    Family("distilbert", classes("DistilBert"), distilbert, lambda *a: inputs(*a, types=False),
           tied_copies("distilbert", "vocab_projector", None)),
    Family("roberta", classes("Roberta"), roberta(transformers.RobertaConfig), roberta_inputs, tied_copies("roberta", *LM_HEAD)),
    Family("xlm-roberta", classes("XLMRoberta"), roberta(transformers.XLMRobertaConfig), roberta_inputs,
           tied_copies("roberta", *LM_HEAD)),
    Family("camembert", classes("Camembert"), roberta(transformers.CamembertConfig), roberta_inputs,
           tied_copies("roberta", *LM_HEAD)),
    Family("albert", classes("Albert", "pretraining"), albert, inputs, tied_copies("albert", *ALBERT_HEAD)),
    Family("electra", classes("Electra", "pretraining"), electra, inputs, tied_copies("electra", "generator_lm_head", None)),
    Family("mpnet", classes("MPNet"), mpnet, mpnet_inputs, tied_copies("mpnet", *LM_HEAD)),
    Family("deberta-v2", classes("DebertaV2"), deberta, deberta_inputs,
           tied_copies("deberta", "cls.predictions.decoder", "cls.predictions.bias", lambda config: config.legacy)),
    Family("modernbert", classes("ModernBert"), modernbert, modernbert_inputs, respell=modernbert_spelling),
    Family("longformer", classes("Longformer"), longformer, longformer_inputs, tied_copies("longformer", *LM_HEAD)),
]


def golden(name, stem, ending, config_class, inputs=None, **options):
    """A masked-LM or other model of 8 numbers a token."""
    sizes = {"vocab_size": 30, "hidden_size": 8, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 12,
             "max_position_embeddings": 24, "initializer_range": 0.3, "pad_token_id": 1}
    return Golden(name, getattr(transformers, stem + ending), config_class(**sizes | options), inputs or padded_batch(30))


TYPES = {"token_type_ids": torch.tensor([[0, 0, 0, 0, 1, 1, 1], [0, 1, 1, 1, 0, 0, 0]])}
LABELS = {"labels": torch.tensor([[-100, -100, 7, 9, -100, 3, 12], [8, 29, -100, 1, -100, -100, -100]])}
GOLDENS = [
    golden("bert", "Bert", "ForPreTraining", transformers.BertConfig,
           padded_batch(30, **TYPES, **LABELS, next_sentence_label=torch.tensor([1, 0]))),
    golden("bert-question-answering", "Bert", "ForQuestionAnswering", transformers.BertConfig,
           padded_batch(30, start_positions=torch.tensor([2, 1]), end_positions=torch.tensor([4, 9]))),
    golden("bert-token-classification", "Bert", "ForTokenClassification", transformers.BertConfig,
           padded_batch(30, labels=LABELS["labels"].clamp(max=2)), num_labels=3),
    Golden("distilbert", transformers.DistilBertForMaskedLM,
           transformers.DistilBertConfig(vocab_size=30, dim=8, n_layers=2, n_heads=2, hidden_dim=12, initializer_range=0.3,
                                         max_position_embeddings=24), padded_batch(30, **LABELS)),
    golden("roberta", "Roberta", "ForMaskedLM", transformers.RobertaConfig, type_vocab_size=1),
    golden("xlm-roberta", "XLMRoberta", "ForSequenceClassification", transformers.XLMRobertaConfig,
           padded_batch(30, labels=torch.tensor([2, 0])), num_labels=3),
    golden("camembert", "Camembert", "ForMultipleChoice", transformers.CamembertConfig,
           {name: value[None] for name, value in padded_batch(30).items()} | {"labels": torch.tensor([1])}),
    golden("albert", "Albert", "ForMaskedLM", transformers.AlbertConfig, padded_batch(30, **TYPES), embedding_size=6,
           num_hidden_layers=4, num_hidden_groups=2),
    golden("electra", "Electra", "ForPreTraining", transformers.ElectraConfig,
           padded_batch(30, labels=torch.tensor([[0, 1, 0, 1, 0, 0, 1], [1, 1, 0, 0, 0, 0, 0]])), embedding_size=6),
    golden("mpnet", "MPNet", "ForMaskedLM", transformers.MPNetConfig),
    golden("deberta-v2", "DebertaV2", "ForMaskedLM", transformers.DebertaV2Config, relative_attention=True,
           pos_att_type="p2c|c2p", share_att_key=True, position_buckets=4, norm_rel_ebd="layer_norm", conv_kernel_size=3,
           position_biased_input=False, max_relative_positions=-1),
    Golden("modernbert", transformers.ModernBertForMaskedLM,
           transformers.ModernBertConfig(vocab_size=30, hidden_size=8, intermediate_size=12, num_hidden_layers=3,
                                         num_attention_heads=2, max_position_embeddings=24, local_attention=4,
                                         initializer_range=0.3, pad_token_id=1), padded_batch(30)),
    golden("longformer", "Longformer", "ForSequenceClassification", transformers.LongformerConfig, attention_window=4,
           sep_token_id=2),
]
