// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace vitrine::training {

/// One number of a run. A loss that is no number any more has the value NaN.
struct CurvePoint
{
    std::int64_t step = 0;
    double epoch = 0;
    double value = 0;
};

/// The curves of a run, each in the order of steps. Accuracy is a share, 0 … 1.
struct RunCurves
{
    std::vector<CurvePoint> trainLoss, evalLoss, evalAccuracy, gradientNorm;
};

/// Something worth saying about an epoch. `code` and `numbers` are kept, `text` is English.
struct Observation
{
    std::string code;
    std::string text;
    std::map<std::string, double> numbers;
};

/// What the curves of a run say together.
struct Verdict
{
    enum class Kind {
        TooEarly,
        Healthy,
        Overfitting,
        Underfitting,
        Erratic,
        Diverging,
        StillImproving,
    };
    Kind kind = Kind::TooEarly;
    std::string text; ///< English, one sentence with the numbers behind it
    std::string
        remedy; ///< a code: "wait", "none", "stop_earlier", "more_capacity", "lower_rate", "train_longer"
    /// Those that were measured, of: `start_loss`, `train_loss`, `eval_loss` (levels, averaged over a few
    /// points for the training loss), `best_step`, `best_epoch`, `best_eval_loss`, `rise` (of the last
    /// validation loss over the best, a share), `gap` (validation minus training loss), `late_gain` (the
    /// part of the whole fall that fell in the last quarter), `noise` (see diagnosis.cpp), `bad_step` (the
    /// first loss that is no number).
    std::map<std::string, double> numbers;
};

/// "overfitting", "still_improving", …
const char* verdictName(Verdict::Kind kind);

/// What happened in the last epoch of the curves, the most important first; may be empty.
std::vector<Observation> observeEpoch(const RunCurves& curves);

/// The verdict on the curves as they are now. Never fails: without enough points it is TooEarly.
Verdict judge(const RunCurves& curves);

} // namespace vitrine::training
