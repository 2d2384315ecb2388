# SPDX-License-Identifier: Apache-2.0
"""Model cards with the Hub's metadata."""

METRICS = {"eval_accuracy": "accuracy", "eval_f1": "f1", "eval_exact_match": "exact_match", "eval_perplexity": "perplexity",
           "eval_precision": "precision", "eval_recall": "recall"}


def write(recipe, folder, events, by_hand):
    size = sum(path.stat().st_size for path in folder.iterdir() if path.suffix != ".md") / 1e6
    start = next(event for event in events if event["event"] == "start")
    end = next(event for event in events if event["event"] == "end")
    evaluation = [event for event in events if event["event"] == "eval"][-1]
    held_out = {name: evaluation[key] for key, name in METRICS.items() if key in evaluation}
    title = f"starter:{recipe.name}"
    lines = ["---", "license: apache-2.0", "language:", *(f"- {code}" for code in recipe.languages),
             "library_name: transformers", f"pipeline_tag: {recipe.pipelines[0]}", "tags:", "- vitrine", "- starter"]
    if "zero-shot-classification" in recipe.pipelines:
        lines.append("- nli")
    if recipe.config is None and recipe.name != "ner":
        lines += ["base_model:", "- sentence-transformers/all-MiniLM-L6-v2"]
    lines += ["model-index:", f"- name: {title}", "  results:", "  - task:", f"      type: {recipe.pipelines[0]}", "    dataset:",
              "      name: held-out rows of the same templates", "      type: generated", "    metrics:"]
    for name, value in held_out.items():
        lines += [f"    - type: {name}", f"      value: {value:.4g}"]
    if by_hand:
        lines += ["  - task:", f"      type: {recipe.pipelines[0]}", "    dataset:", "      name: sentences written by hand", "      type: handwritten",
                  "    metrics:"]
    for name, value in by_hand.items():
        lines += [f"    - type: {name}", f"      value: {value:.4g}"]
    lines += ["---", "", f"# {title}", "", f"{recipe.about} A small model that comes with Vitrine, so that the task runs without network: for "
              "trying things out and for teaching, not for work.", "", "| | |", "| --- | --- |",
              f"| Model | {start['parameters'] / 1e6:.2f} million parameters, bfloat16, {size:.1f} MB with its tokenizer |",
              f"| Trained | {start['max_steps']} steps in {end['train_runtime'] / 60:.0f} minutes on one thread, with `vitrine train` |",
              f"| Data | {recipe.data} Everything in them was written for this project. |"]
    lines += [f"| Score on 400 held-out rows | {', '.join(f'{name} {value:.3g}' for name, value in held_out.items())} |",
              f"| Score on what was written by hand | {', '.join(f'{name} {value:.2f}' for name, value in by_hand.items())} |",
              f"| Limits | {recipe.limits} The score on held-out rows says only that the templates were learned; the other one is the honest one, "
              "and its sample is small. |"]
    if recipe.freeze:
        lines.append("| Words | Its word vectors are those that all-MiniLM-L6-v2 has for each word alone, 128 principal components of them, and "
                     "were not trained: words that no example has lie beside their like. |")
    lines += ["", "To make it again from its seed:", "", "```", f"packaging/starters/make_starters.py --only {recipe.name}", "```", ""]
    (folder / "README.md").write_text("\n".join(lines), encoding="utf-8")
