// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

class QObject;

namespace vitrine::app {

// The token of the Hub in the system's key ring (Secret Service, KWallet …). `receiver` is the object whose
// end makes the answer void; the answer comes later, on its thread. `problem` is empty when all went well,
// else the system's sentence about what is missing.

void readFromKeyRing(QObject* receiver,
                     std::function<void(const QString& token, const QString& problem)> answer);
/// An empty token is taken out of the key ring.
void writeToKeyRing(QObject* receiver, const QString& token,
                    std::function<void(const QString& problem)> answer);

} // namespace vitrine::app
