// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/hub/hub_values.h"

namespace vitrine::widgets {

QString shortCount(qint64 count);      ///< "1.2 M", in the user's language
QString sizeText(qint64 bytes);        ///< "90.9 MB" with powers of ten, as the Hub has it
QString dateText(const QDateTime& at); ///< "6 May 2024"
/// Short for the list, long (with the reason) for screen readers and tool tips.
QString verdictText(HubVerdict verdict);
/// One sentence about an item, for screen readers.
QString spokenText(const HubItem& item);
/// Bytes a second and seconds: "4.1 MB/s, 20 s left"; what is not known is left out.
QString speedText(double bytesPerSecond, double secondsRemaining);

/// Cards are shown without fetching anything: pictures become their description, raw HTML around them goes.
/// Cut at 300,000 characters.
QString withoutPictures(const QString& markdown);

} // namespace vitrine::widgets
