// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/hub_settings_form.h"

#include "app/window/hub_service.h"
#include "app/window/settings.h"
#include "widgets/common/parts.h"

#include <QCoreApplication>
#include <QDir>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace vitrine::app {
namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(HubSettings)

public:
    static QString tokenState(const HubService& hub)
    {
        switch (hub.tokenPlace()) {
        case HubService::TokenPlace::Environment:
            return tr("The token of HF_TOKEN, or of the token file of huggingface_hub, is used.");
        case HubService::TokenPlace::KeyRing:
            return tr("Signed in. The token is kept in the system's key ring.");
        case HubService::TokenPlace::ThisSession:
            return hub.keyRingProblem().isEmpty() ? tr("Signed in.")
                                                  : tr("Signed in until the window closes: the token could "
                                                       "not be put into a key ring (%1).")
                                                        .arg(hub.keyRingProblem());
        case HubService::TokenPlace::None:
            break;
        }
        return tr(
            "Not signed in. Public models need no token; one is made on the Hub's page, under Settings, "
            "Access Tokens.");
    }
};

QLabel* makeNote(const QString& text)
{
    QLabel* note = widgets::makeLabel("caption", text);
    note->setWordWrap(true);
    note->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return note;
}

} // namespace

void addHubSettings(QFormLayout& form, Settings& settings, HubService& hub)
{
    auto* const address = new QLineEdit(
        hub.isEndpointFixed() ? QString::fromStdString(hub.settings().endpoint) : settings.hubEndpoint());
    address->setObjectName(QStringLiteral("hubEndpoint"));
    address->setPlaceholderText(QString::fromStdString(hub::HubSettings().endpoint));
    address->setEnabled(!hub.isEndpointFixed());
    QLabel* const addressNote = makeNote({});
    const auto checkAddress = [&hub, addressNote](const QString& text) {
        const bool isGood = text.isEmpty() || text.startsWith(QLatin1String("https://")) ||
                            text.startsWith(QLatin1String("http://"));
        addressNote->setText(!hub.endpointProblem().isEmpty() ? hub.endpointProblem()
                             : hub.isEndpointFixed() ? Texts::tr("HF_ENDPOINT says where the Hub is.")
                             : isGood                ? QString()
                                      : Texts::tr("An address starts with https:// or http://."));
        addressNote->setVisible(!addressNote->text().isEmpty());
        return isGood;
    };
    checkAddress(address->text());
    QObject::connect(address, &QLineEdit::textChanged, address, checkAddress);
    QObject::connect(address, &QLineEdit::editingFinished, &hub, [&settings, &hub, address, checkAddress] {
        QString text = address->text().trimmed();
        while (text.endsWith(QLatin1Char('/')))
            text.chop(1);
        if (!checkAddress(text) || text == settings.hubEndpoint()) return;
        settings.setHubEndpoint(text);
        Q_EMIT hub.accountChanged();
    });

    auto* const token = new QLineEdit;
    token->setObjectName(QStringLiteral("hubToken"));
    token->setEchoMode(QLineEdit::Password);
    token->setPlaceholderText(QStringLiteral("hf_…"));
    auto* const sign = new QPushButton;
    sign->setAutoDefault(false);
    sign->setMinimumWidth(sign->fontMetrics().horizontalAdvance(Texts::tr("Sign out")) + 48);
    QLabel* const tokenNote = makeNote({});
    const auto showToken = [&hub, token, sign, tokenNote] {
        const auto place = hub.tokenPlace();
        const bool isIn =
            place == HubService::TokenPlace::KeyRing || place == HubService::TokenPlace::ThisSession;
        token->setVisible(!isIn);
        token->setEnabled(place == HubService::TokenPlace::None);
        sign->setEnabled(isIn || !token->text().trimmed().isEmpty());
        sign->setText(isIn ? Texts::tr("Sign out") : Texts::tr("Sign in"));
        tokenNote->setText(Texts::tokenState(hub));
    };
    showToken();
    QObject::connect(token, &QLineEdit::textChanged, sign, showToken);
    QObject::connect(&hub, &HubService::accountChanged, sign, showToken);
    QObject::connect(sign, &QPushButton::clicked, &hub, [&hub, token] {
        const QString entered = token->text();
        token->clear();
        hub.setToken(hub.tokenPlace() == HubService::TokenPlace::None ? entered : QString());
    });
    auto* tokenRow = new QHBoxLayout;
    tokenRow->addWidget(token, 1);
    tokenRow->addWidget(sign);

    form.addRow(Texts::tr("&Hub address"), address);
    form.addRow(addressNote);
    auto* tokenLabel = new QLabel(Texts::tr("Hub to&ken"));
    tokenLabel->setBuddy(token);
    form.addRow(tokenLabel, tokenRow);
    form.addRow(tokenNote);
    form.addRow(Texts::tr("Models kept in"),
                makeNote(QDir::toNativeSeparators(QString::fromStdString(hub.settings().cache.string()))));
}

} // namespace vitrine::app
