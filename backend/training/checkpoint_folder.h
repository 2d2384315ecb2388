// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to libvitrine_torch.

#include "backend/training/trained_model.h"
#include "backend/training/trainer_state.h"

#include <filesystem>
#include <optional>
#include <string>

namespace vitrine::training {

/// Writes `checkpoint-N` aside, flushes it to disk and renames it: it is there whole or not at all. Model
/// and tokenizer in Hugging Face form, trainer_state.json, and optimizer.safetensors unless `optimizer` is
/// null. Throws Io (a full disk), and then leaves nothing.
void writeCheckpoint(const std::filesystem::path& folder, const TrainedModel& model, const AdamW* optimizer,
                     const std::string& state);

/// Weights, optimizer and state of a checkpoint. Throws InvalidFormat or NotFound naming the file.
TrainerState readCheckpoint(const std::filesystem::path& folder, TrainedModel& model, AdamW& optimizer);

/// `latest`: the newest whole checkpoint of the run, nothing if there is none; else that folder. Throws
/// NotFound for a folder that is none.
std::optional<std::filesystem::path> checkpointToResume(const std::filesystem::path& outputDir,
                                                        const std::string& resume);

/// Whether a run of that many steps has come to its end here.
bool isFinished(const std::filesystem::path& outputDir, std::int64_t maxSteps);

/// Keeps the newest `limit` checkpoints, and `best`.
void removeOldCheckpoints(const std::filesystem::path& outputDir, std::size_t limit, const std::string& best);

/// The most memory that this process has held.
std::int64_t peakMemoryBytes();

} // namespace vitrine::training
