// SPDX-License-Identifier: GPL-3.0-or-later
// The one list of panels. A new panel is one line here.
#include "app/window/attention_controller.h"
#include "app/window/hub_controller.h"
#include "app/window/panel.h"
#include "app/window/playground_controller.h"
#include "app/window/tokenizer_pages_controller.h"
#include "app/window/training_controller.h"

#include <QCoreApplication>

#include <array>

namespace vitrine::app {
namespace {

template <typename Controller>
std::unique_ptr<Panel> make(Session& session)
{
    return std::make_unique<Controller>(session);
}

const std::array entries{
    PanelEntry{"hub", QT_TRANSLATE_NOOP("Panel", "Hub"), "hub", &make<HubController>},
    PanelEntry{"playground", QT_TRANSLATE_NOOP("Panel", "Playground"), "playground",
               &make<PlaygroundController>},
    PanelEntry{"tokenizer", QT_TRANSLATE_NOOP("Panel", "Tokenizer"), "tokenizer",
               &make<TokenizerPagesController>},
    PanelEntry{"training", QT_TRANSLATE_NOOP("Panel", "Training"), "training", &make<TrainingController>},
    PanelEntry{"attention", QT_TRANSLATE_NOOP("Panel", "Attention"), "attention", &make<AttentionController>},
};

} // namespace

std::span<const PanelEntry> panelEntries()
{
    return entries;
}

const PanelEntry* findPanel(const QString& id)
{
    for (const PanelEntry& entry : entries)
        if (id == QLatin1String(entry.id)) return &entry;
    return nullptr;
}

QString panelTitle(const PanelEntry& entry)
{
    return QCoreApplication::translate("Panel", entry.title);
}

} // namespace vitrine::app
