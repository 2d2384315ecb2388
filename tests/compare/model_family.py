# SPDX-License-Identifier: Apache-2.0
"""What compare_models.py knows of an architecture, and what families share."""
import dataclasses
import json
from typing import Callable, Optional

import torch


@dataclasses.dataclass
class Family:
    name: str
    classes: dict  # head → Transformers class
    config: Callable  # (rng, head) → a tiny config with whatever options it has
    inputs: Callable  # (rng, config, head) → dict of int64 tensors
    # (rng, model, head, weights) → the weights as older checkpoints name and store them; None: as saved
    restore: Optional[Callable] = None
    # (rng, dict) → the dict of config.json in other spellings; None: as saved
    respell: Optional[Callable] = None
    heads: dict = dataclasses.field(default_factory=dict)  # head → its name on the command line, where it differs

    def randomize(self, model, rng):
        """Norms and biases away from 1 and 0, so that a missing one shows."""
        for parameter in model.parameters():
            if parameter.dim() == 1:
                parameter.data += torch.randn_like(parameter) * 0.1

    def rewrite_config(self, rng, path):
        if self.respell:
            config = json.loads(path.read_text())
            path.write_text(json.dumps(self.respell(rng, config)))


def outputs_of(outputs):
    """The tensors of a Transformers output object by their names, tuples numbered."""
    tensors = {}
    for name, value in outputs.items():
        if isinstance(value, torch.Tensor):
            tensors[name] = value
        elif isinstance(value, tuple) and all(isinstance(each, torch.Tensor) for each in value):
            tensors |= {f"{name}.{i}": each for i, each in enumerate(value)}
    return tensors


def random_mask(rng, batch, length, kinds=("none", "right", "left", "right", "left", "holes")):
    """[batch, length] of 0 and 1, or None. No row without any token."""
    kind = rng.choice(kinds)
    if kind == "none":
        return None
    mask = torch.ones(batch, length, dtype=torch.long)
    for row in mask:
        count = rng.randint(1, length)
        if kind == "right":
            row[count:] = 0
        elif kind == "left":
            row[:length - count] = 0
        else:
            row[:] = torch.rand(length) < 0.7
            row[rng.randrange(length)] = 1
    return mask


def labels_for(rng, head, config, shape):
    """The labels that the class of this head takes, {} where it takes none."""
    batch, length = shape
    ids = lambda limit, *size: torch.randint(0, limit, size)
    if head in ("masked-lm", "causal-lm"):
        labels = ids(config.vocab_size, batch, length)
        labels[torch.rand(batch, length) < 0.5] = -100
        return {"labels": labels}
    if head == "token-classification":
        labels = ids(config.num_labels, batch, length)
        labels[torch.rand(batch, length) < 0.3] = -100
        return {"labels": labels}
    if head == "sequence-classification":
        if config.problem_type == "multi_label_classification":
            return {"labels": ids(2, batch, config.num_labels)}
        if config.num_labels == 1 or config.problem_type == "regression":
            return {"labels": ids(5, batch, config.num_labels)}
        return {"labels": ids(config.num_labels, batch)}
    if head == "question-answering":
        return {"start_positions": ids(length + 2, batch), "end_positions": ids(length + 2, batch)}
    return {}


def float_labels(inputs, config):
    """Transformers wants floats where several labels or numbers are meant."""
    if "labels" in inputs and (config.problem_type in ("regression", "multi_label_classification")
                               or config.num_labels == 1) and inputs["labels"].dim() == 2:
        return inputs | {"labels": inputs["labels"].float()}
    return inputs


@dataclasses.dataclass
class Golden:
    """One of make_architecture_goldens.py."""
    name: str
    model_class: type
    config: object
    inputs: dict


def padded_batch(vocab_size, length=7, **more):
    """Two rows, one padded at the left, one at the right."""
    generator = torch.Generator().manual_seed(5)
    mask = torch.ones(2, length, dtype=torch.long)
    mask[0, :2] = 0
    mask[1, -3:] = 0
    return {"input_ids": torch.randint(5, vocab_size, (2, length), generator=generator), "attention_mask": mask} | more
