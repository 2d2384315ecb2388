// SPDX-License-Identifier: Apache-2.0
#include "backend/training/trainer_state.h"

#include "backend/core/file.h"
#include "backend/core/json_access.h"

namespace vitrine::training {

void TrainerState::appendLog(const core::OrderedJson& entry)
{
    logHistory.pop_back();
    if (logHistory.size() > 1) logHistory += ",\n    ";
    logHistory += core::dumpJson(entry) + ']';
}

std::string toJson(const TrainerState& state, const TrainingArguments& arguments, const StepPlan& plan)
{
    core::OrderedJson json{
        {"best_global_step",
         state.bestGlobalStep ? core::OrderedJson(state.bestGlobalStep) : core::OrderedJson()},
        {"best_metric", state.bestMetric ? core::OrderedJson(*state.bestMetric) : core::OrderedJson()},
        {"best_model_checkpoint", state.bestModelCheckpoint.empty()
                                      ? core::OrderedJson()
                                      : core::OrderedJson(state.bestModelCheckpoint)},
        {"epoch", state.epoch},
        {"eval_steps", plan.evalSteps},
        {"global_step", state.globalStep},
        {"is_hyper_param_search", false},
        {"is_local_process_zero", true},
        {"is_world_process_zero", true},
        {"log_history", nullptr},
        {"logging_steps", plan.loggingSteps},
        {"max_steps", plan.maxSteps},
        {"num_input_tokens_seen", 0},
        {"num_train_epochs", plan.epochs},
        {"save_steps", plan.saveSteps},
        {"stateful_callbacks", core::OrderedJson::object()},
        {"total_flos", 0.0},
        {"train_batch_size", arguments.perDeviceTrainBatchSize},
        {"trial_name", nullptr},
        {"trial_params", nullptr},
        {"vitrine",
         {{"loss_since_log", state.lossSinceLog},
          {"steps_since_log", state.stepsSinceLog},
          {"loss_total", state.lossTotal},
          {"loss_of_epoch", state.lossOfEpoch},
          {"seconds_before", state.secondsBefore},
          {"bad_evaluations", state.badEvaluations},
          {"evaluation_due", state.evaluationDue},
          {"epoch_ended", state.epochEnded},
          {"finished", state.finished}}}};
    // The history is text already: parsing and writing a long one again at each checkpoint would cost more.
    auto text = json.dump(2);
    constexpr std::string_view placeholder = "\"log_history\": null";
    text.replace(text.find(placeholder), placeholder.size(), "\"log_history\": " + state.logHistory);
    return text + '\n';
}

TrainerState readTrainerState(const std::filesystem::path& path)
{
    const auto text = core::parseOrderedJson(core::readFile(path), path.string());
    const core::Json json = core::parseJson(text.dump(), path.string());
    const core::JsonObject object(json, path.string());
    TrainerState state;
    state.globalStep = object.get<std::int64_t>("global_step");
    state.epoch = object.get<double>("epoch", 0);
    if (object.has("best_metric")) state.bestMetric = object.get<double>("best_metric");
    state.bestGlobalStep = object.get<std::int64_t>("best_global_step", 0);
    state.bestModelCheckpoint = object.get<std::string>("best_model_checkpoint", "");
    if (object.has("log_history")) {
        state.logHistory = "[]";
        for (const auto& entry : text["log_history"])
            state.appendLog(entry);
    }
    if (!object.has("vitrine")) return state;
    const auto own = object.object("vitrine");
    state.lossSinceLog = own.get<double>("loss_since_log", 0);
    state.stepsSinceLog = own.get<std::int64_t>("steps_since_log", 0);
    state.lossTotal = own.get<double>("loss_total", 0);
    state.lossOfEpoch = own.get<double>("loss_of_epoch", 0);
    state.secondsBefore = own.get<double>("seconds_before", 0);
    state.badEvaluations = own.get<std::int64_t>("bad_evaluations", 0);
    state.evaluationDue = own.get<bool>("evaluation_due", false);
    state.epochEnded = own.get<bool>("epoch_ended", false);
    state.finished = own.get<bool>("finished", false);
    return state;
}

} // namespace vitrine::training
