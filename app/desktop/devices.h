#pragma once
// What there is to compute on, by name with free memory.

#include "widgets/options_panel.h"

namespace img2cadseq::desktop {

/// "auto" and the processor, and every NVIDIA card that its driver names. Cheap, never throws; a machine without that
/// driver has none.
QList<widgets::DeviceChoice> deviceChoices();

}  // namespace img2cadseq::desktop
