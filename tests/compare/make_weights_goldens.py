#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes tests/data/weights: one small state dict as torch.save writes it in both of its forms, and the same tensors
as safetensors.

It has what real files have: a wrapper, entries that are no tensors, a parameter, tied weights, views with strides and
offsets, scalars, empty tensors and every element type.
"""
import pathlib
from collections import OrderedDict

import torch
from safetensors.torch import save_file

DATA = pathlib.Path(__file__).resolve().parents[2] / "tests/data/weights"


def main():
    DATA.mkdir(parents=True, exist_ok=True)
    base = torch.arange(24, dtype=torch.float32).reshape(4, 6) / 8
    state = OrderedDict()
    state["linear.weight"] = torch.nn.Parameter(base)
    state["tied.weight"] = base
    state["transposed"] = base.t()
    state["column"] = base[:, 2]
    state["block"] = base[1:3, 2:5]
    state["row"] = base[2]
    state["expanded"] = base[0, :3].expand(2, 3)
    state["one"] = base[1:2, 1:2]
    state["scalar"] = torch.tensor(0.1, dtype=torch.float64)
    state["empty"] = torch.zeros(0, 4)
    for name, dtype in [("half", torch.float16), ("bfloat", torch.bfloat16), ("bytes", torch.uint8), ("chars", torch.int8),
                        ("shorts", torch.int16), ("ints", torch.int32), ("longs", torch.int64), ("flags", torch.bool)]:
        state[name] = torch.tensor([[1, 0], [3, 100]]).to(dtype)
    state["_extra"] = b"bytes"
    state._metadata = OrderedDict({"": {"version": 1}})
    whole = {"epoch": 3, "loss": 0.25, "args": {"name": "golden", "sizes": (1, 2), "device": torch.device("cpu"),
             "dtype": torch.float32, "shape": base.shape}, "state_dict": state}
    torch.save(whole, DATA / "zip.bin")
    torch.save(whole, DATA / "legacy.bin", _use_new_zipfile_serialization=False)
    tensors = {name: value.detach().clone().contiguous() for name, value in state.items() if torch.is_tensor(value)}
    save_file(tensors, DATA / "expected.safetensors", metadata={"format": "pt"})


if __name__ == "__main__":
    main()
