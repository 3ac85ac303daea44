#pragma once
// What a view says where it has nothing to show: why, and what to do.

#include <QString>

#include "document/document.h"

namespace img2cadseq::widgets {

struct PaneWords {
    QString headline, detail;
};

PaneWords photoWords(const Document& document);
PaneWords coarseWords(const Document& document);
PaneWords refinedWords(const Document& document);
PaneWords denoiseWords(const Document& document);
PaneWords solidWords(const Document& document);

}  // namespace img2cadseq::widgets
