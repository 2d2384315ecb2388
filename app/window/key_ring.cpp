// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/key_ring.h"

#include <qt6keychain/keychain.h>

#include <QObject>

namespace vitrine::app {
namespace {

const auto service = QStringLiteral("org.vitrine.Vitrine");
const auto key = QStringLiteral("Hugging Face Hub token");

QString problemOf(const QKeychain::Job& job)
{
    if (job.error() == QKeychain::NoError || job.error() == QKeychain::EntryNotFound) return {};
    return job.errorString().isEmpty() ? QObject::tr("There is no key ring service.") : job.errorString();
}

} // namespace

void readFromKeyRing(QObject* receiver, std::function<void(const QString&, const QString&)> answer)
{
    auto* job = new QKeychain::ReadPasswordJob(service);
    job->setKey(key);
    QObject::connect(job, &QKeychain::Job::finished, receiver, [job, answer] {
        answer(job->error() == QKeychain::NoError ? job->textData() : QString(), problemOf(*job));
    });
    job->start();
}

void writeToKeyRing(QObject* receiver, const QString& token, std::function<void(const QString&)> answer)
{
    const auto run = [&](auto* job) {
        job->setKey(key);
        QObject::connect(job, &QKeychain::Job::finished, receiver,
                         [job, answer] { answer(problemOf(*job)); });
        job->start();
    };
    if (token.isEmpty()) return run(new QKeychain::DeletePasswordJob(service));
    auto* job = new QKeychain::WritePasswordJob(service);
    job->setTextData(token);
    run(job);
}

} // namespace vitrine::app
