// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/error_text.h"

#include <QCoreApplication>

namespace vitrine::app {
namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(ErrorText)

public:
    static QString kind(core::ErrorCode code)
    {
        switch (code) {
        case core::ErrorCode::InvalidArgument:
            return tr("This combination of settings does not work.");
        case core::ErrorCode::NotFound:
            return tr("Something that is needed is not there.");
        case core::ErrorCode::Io:
            return tr("The system refused to read or write a file.");
        case core::ErrorCode::InvalidFormat:
            return tr("A file breaks the rules of its format.");
        case core::ErrorCode::Unsupported:
            return tr("This version of Vitrine does not know this kind yet.");
        case core::ErrorCode::MissingWeight:
            return tr("The checkpoint lacks a weight that the model needs.");
        case core::ErrorCode::OutOfMemory:
            return tr("There is not enough memory.");
        case core::ErrorCode::Network:
            return tr("The Hub could not be reached.");
        case core::ErrorCode::AccessDenied:
            return tr("The Hub does not give access.");
        case core::ErrorCode::Diverged:
            return tr("The training ran away: its numbers became infinite.");
        case core::ErrorCode::Canceled:
            return tr("Stopped.");
        case core::ErrorCode::Internal:
            return tr("Something in Vitrine itself went wrong.");
        }
        return {};
    }

    static QString nextStep(core::ErrorCode code)
    {
        switch (code) {
        case core::ErrorCode::InvalidArgument:
            return tr("Change the setting that the message names.");
        case core::ErrorCode::NotFound:
            return tr("Choose the folder that holds config.json and model.safetensors, or a tokenizer.json.");
        case core::ErrorCode::Io:
            return tr("Check that the file can be read and that the disk is not full.");
        case core::ErrorCode::InvalidFormat:
            return tr("Download the file again: it may be incomplete. Nothing of it was used.");
        case core::ErrorCode::Unsupported:
            return tr("Choose a model of a kind that the message names, or another tokenizer.");
        case core::ErrorCode::MissingWeight:
            return tr("Choose a checkpoint that was saved with this part.");
        case core::ErrorCode::OutOfMemory:
            return tr("Close other programs or choose a smaller model or dtype.");
        case core::ErrorCode::Network:
            return tr(
                "Check the network and the Hub's address in the settings, then try again. What is on this "
                "machine can be used without network.");
        case core::ErrorCode::AccessDenied:
            return tr(
                "Enter a valid token in the settings. If the repository is gated, ask for access on its "
                "page first.");
        case core::ErrorCode::Diverged:
            return tr("Start again with a lower learning rate, or with warm-up.");
        case core::ErrorCode::Canceled:
            return tr("Start it again when you want it.");
        case core::ErrorCode::Internal:
            return tr("Please report it with the message above.");
        }
        return {};
    }
};

} // namespace

ErrorText explain(const core::Error& error)
{
    return {Texts::kind(error.code), QString::fromStdString(error.message), Texts::nextStep(error.code)};
}

} // namespace vitrine::app
