#pragma once

#include <c10/core/impl/LocalDispatchKeySet.h>

namespace img2cadseq::nn {

/// While it lives, products are taken in the tensors' own types, autocast or not.
class NoAutocast {
    c10::impl::ExcludeDispatchKeyGuard guard_{c10::autocast_dispatch_keyset};
};

}  // namespace img2cadseq::nn
