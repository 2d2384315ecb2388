// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/training/training_view.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace vitrine::widgets {
namespace {

using training::RunState;
using training::Verdict;

struct Numbers
{
    const std::map<std::string, double>& values;

    bool has(const char* name) const { return values.contains(name); }
    double value(const char* name) const
    {
        const auto found = values.find(name);
        return found == values.end() ? NAN : found->second;
    }
    QString loss(const char* name) const { return QLocale().toString(value(name), 'f', 3); }
    QString percent(const char* name) const
    {
        return QLocale().toString(std::abs(value(name)) * 100, 'f', 0);
    }
    QString whole(const char* name) const { return QLocale().toString(qint64(std::llround(value(name)))); }
};

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(TrainingText)

public:
    static QString state(RunState state)
    {
        switch (state) {
        case RunState::Waiting:
            return tr("Not started");
        case RunState::Running:
            return tr("Running");
        case RunState::Finished:
            return tr("Finished");
        case RunState::EarlyStopped:
            return tr("Stopped early");
        case RunState::Stopped:
            return tr("Stopped");
        case RunState::Failed:
            return tr("Failed");
        case RunState::Died:
            return tr("Broken off");
        }
        return {};
    }

    static QString title(Verdict::Kind kind)
    {
        switch (kind) {
        case Verdict::Kind::TooEarly:
            return tr("Too early to say");
        case Verdict::Kind::Healthy:
            return tr("Healthy");
        case Verdict::Kind::Overfitting:
            return tr("Overfitting");
        case Verdict::Kind::Underfitting:
            return tr("Underfitting");
        case Verdict::Kind::Erratic:
            return tr("Erratic");
        case Verdict::Kind::Diverging:
            return tr("Diverging");
        case Verdict::Kind::StillImproving:
            return tr("Still improving");
        }
        return {};
    }

    static QString meaning(Verdict::Kind kind, const Numbers& n)
    {
        switch (kind) {
        case Verdict::Kind::TooEarly:
            return tr("A verdict needs a few steps and at least two evaluations.");
        case Verdict::Kind::Healthy:
            return tr("Both losses fell and levelled off: training %1, validation %2, which lie %3 apart.")
                .arg(n.loss("train_loss"), n.loss("eval_loss"), n.loss("gap"));
        case Verdict::Kind::Overfitting:
            if (n.value("rise") > 0.05)
                return tr("The validation loss was best at step %1 (%2) and has risen by %3 % since, while "
                          "the "
                          "training loss went to %4: the model learns these rows by heart.")
                    .arg(n.whole("best_step"), n.loss("best_eval_loss"), n.percent("rise"),
                         n.loss("train_loss"));
            return tr("The validation loss stays at %1 while the training loss went to %2: what the model "
                      "still "
                      "learns holds for these rows only.")
                .arg(n.loss("eval_loss"), n.loss("train_loss"));
        case Verdict::Kind::Underfitting:
            return tr("The training loss went only from %1 to %2 and levelled off: the model has hardly "
                      "begun to "
                      "fit.")
                .arg(n.loss("start_loss"), n.loss("train_loss"));
        case Verdict::Kind::Erratic:
            return tr("The losses jump up and down; the noise of the training loss is %1 % of its start.")
                .arg(n.percent("noise"));
        case Verdict::Kind::Diverging:
            if (n.has("bad_step"))
                return tr("From step %1 on the loss is not a number any more: the weights ran away.")
                    .arg(n.whole("bad_step"));
            return tr("The training loss rises: it began at %1 and is %2 now.")
                .arg(n.loss("start_loss"), n.loss("train_loss"));
        case Verdict::Kind::StillImproving:
            return tr("The validation loss is %1 and still falls: %2 % of its fall came in the last quarter.")
                .arg(n.loss("eval_loss"), n.percent("late_gain"));
        }
        return {};
    }

    static QString remedy(const std::string& code)
    {
        if (code == "wait") return tr("Wait for the next evaluations.");
        if (code == "none") return tr("Nothing to do. Look at the wrong predictions next.");
        if (code == "stop_earlier")
            return tr("Stop early and keep the best checkpoint, use more weight decay, or add more rows.");
        if (code == "more_capacity")
            return tr("Train longer, try a higher learning rate or a larger model, and check the labels.");
        if (code == "lower_rate")
            return tr("Lower the learning rate, take larger batches, clip the gradients.");
        if (code == "train_longer") return tr("Train for more epochs.");
        return {};
    }

    static QString observation(const training::Observation& seen)
    {
        const Numbers n{seen.numbers};
        const std::string& code = seen.code;
        const auto percent = [&] { return QLocale().toString(std::abs(n.value("percent")), 'f', 0); };
        const auto accuracy = [&] { return QLocale().toString(n.value("to") * 100, 'f', 1); };
        if (code == "validation_loss_rose")
            return tr("Validation loss rose by %1 % to %2.").arg(percent(), n.loss("to"));
        if (code == "validation_loss_fell")
            return tr("Validation loss fell by %1 % to %2.").arg(percent(), n.loss("to"));
        if (code == "validation_loss_level") return tr("Validation loss stayed at %1.").arg(n.loss("to"));
        if (code == "accuracy_up" || code == "accuracy_down") {
            const QString points = QLocale().toString(std::abs(n.value("points")), 'f', 1);
            return (code == "accuracy_up" ? tr("Accuracy up %1 points to %2 %.")
                                          : tr("Accuracy down %1 points to %2 %."))
                .arg(points, accuracy());
        }
        if (code == "accuracy_first") return tr("Accuracy is %1 % after the first epoch.").arg(accuracy());
        if (code == "train_loss_fell")
            return tr("Training loss fell from %1 to %2.").arg(n.loss("from"), n.loss("to"));
        if (code == "train_loss_rose")
            return tr("Training loss rose from %1 to %2.").arg(n.loss("from"), n.loss("to"));
        if (code == "loss_not_a_number")
            return tr("The loss is not a number from step %1 on.").arg(n.whole("step"));
        if (code == "gradient_spikes")
            return tr("The gradient norm jumped to %1 at step %2 (usual: %3).")
                .arg(QLocale().toString(n.value("largest"), 'g', 3), n.whole("step"),
                     QLocale().toString(n.value("usual"), 'g', 3));
        return QString::fromStdString(seen.text);
    }

    static QString remaining(double seconds)
    {
        if (!(seconds >= 0) || seconds > 1e8) return {};
        const auto whole = qint64(std::llround(seconds));
        if (whole < 60) return tr("%1 s").arg(whole);
        if (whole < 3600) return tr("%1 min %2 s").arg(whole / 60).arg(whole % 60);
        return tr("%1 h %2 min").arg(whole / 3600).arg(whole % 3600 / 60);
    }
};

} // namespace

QString stateText(RunState state)
{
    return Texts::state(state);
}

QString verdictTitle(Verdict::Kind kind)
{
    return Texts::title(kind);
}

QString verdictText(const Verdict& verdict)
{
    return Texts::meaning(verdict.kind, {verdict.numbers});
}

QString remedyText(const Verdict& verdict)
{
    return Texts::remedy(verdict.remedy);
}

QString observationText(const training::Observation& observation)
{
    return Texts::observation(observation);
}

QString remainingText(double seconds)
{
    return Texts::remaining(seconds);
}

} // namespace vitrine::widgets
