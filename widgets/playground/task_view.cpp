// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/task_view.h"

#include "widgets/playground/answer_view.h"
#include "widgets/playground/classification_view.h"
#include "widgets/playground/entity_view.h"
#include "widgets/playground/generation_view.h"
#include "widgets/playground/json_view.h"
#include "widgets/playground/mask_view.h"
#include "widgets/playground/summary_view.h"
#include "widgets/playground/translation_view.h"

namespace vitrine::widgets {
namespace {

template <typename View>
TaskView* make(const QString& task)
{
    return new View(task);
}

struct Entry
{
    const char* task;
    TaskView* (*make)(const QString& task);
};
constexpr Entry views[] = {
    {"text-classification", make<ClassificationView>},
    {"zero-shot-classification", make<ClassificationView>},
    {"multiple-choice", make<ClassificationView>},
    {"text-ranking", make<ClassificationView>},
    {"token-classification", make<EntityView>},
    {"question-answering", make<AnswerView>},
    {"fill-mask", make<MaskView>},
    {"text-generation", make<GenerationView>},
    {"text2text-generation", make<GenerationView>},
    {"summarization", make<SummaryView>},
    {"translation", make<TranslationView>},
};

} // namespace

TaskView* makeTaskView(const QString& task)
{
    for (const Entry& entry : views)
        if (task == QLatin1String(entry.task)) return entry.make(task);
    return new JsonView;
}

} // namespace vitrine::widgets
