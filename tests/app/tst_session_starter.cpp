// SPDX-License-Identifier: GPL-3.0-or-later
// The session on the real backend and the real starter model; skipped where the set-up has not installed it.
#include "app/window/session.h"
#include "app/window/settings.h"
#include "backend/hub/locate.h"

#include <nlohmann/json.hpp>

#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace vitrine;
using app::Session;

class TestSessionStarter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!core::capture([] { return hub::locate("starter:minilm"); }).ok())
            QSKIP("starter:minilm is not installed");
    }

    void loadAndRun()
    {
        QTemporaryDir folder;
        app::Settings settings(folder.filePath(QStringLiteral("settings.ini")));
        settings.setDtype(models::DTypeChoice::Float32);
        Session session(settings, app::Services::standard());
        session.openModel(QStringLiteral("starter:minilm"));
        QTRY_COMPARE_WITH_TIMEOUT(session.modelState(), Session::ModelState::Ready, 30'000);
        QTRY_VERIFY(session.tokenizer());
        QCOMPARE(session.modelInfo()->layers, 6);
        QVERIFY(settings.modelBeingLoaded().isEmpty());

        std::optional<std::vector<float>> vector;
        session.runOnModel<std::vector<float>>(
            "test",
            [tokenizer = session.tokenizer()](app::LoadedModel& model, engine::JobContext& context) {
                auto& pipeline = model.pipeline("feature-extraction", tokenizer);
                pipelines::PipelineOptions options;
                options.arguments = R"({"pooling": true})";
                const core::Json input = "hello world";
                return std::get<pipelines::Features>(pipeline.run({&input, 1}, options, context).outputs[0])
                    .values;
            },
            [&](engine::Outcome<std::vector<float>> outcome) {
                if (outcome.done()) vector = outcome.value();
            });
        QTRY_VERIFY_WITH_TIMEOUT(vector.has_value(), 30'000);
        QCOMPARE(vector->size(), std::size_t(384));
        double norm = 0;
        for (const float x : *vector)
            norm += double(x) * x;
        QVERIFY(std::abs(norm - 1) < 1e-4);
    }

    void withoutAModelTheOutcomeSaysSo()
    {
        QTemporaryDir folder;
        app::Settings settings(folder.filePath(QStringLiteral("settings.ini")));
        Session session(settings, app::Services::standard());
        std::optional<core::ErrorCode> code;
        session.runOnModel<int>(
            "test", [](app::LoadedModel&, engine::JobContext&) { return 1; },
            [&](engine::Outcome<int> outcome) { code = outcome.error().code; });
        QTRY_COMPARE(code, core::ErrorCode::NotFound);
    }
};

QTEST_MAIN(TestSessionStarter)
#include "tst_session_starter.moc"
