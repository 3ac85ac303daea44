#pragma once
// Parts of a network that stay out of mixed precision, and values that enter it.

#include <ATen/autocast_mode.h>
#include <c10/core/impl/LocalDispatchKeySet.h>

namespace img2cadseq::nn {

/// While it lives, products are taken in the tensors' own types, autocast or not.
class NoAutocast {
    c10::impl::ExcludeDispatchKeyGuard guard_{c10::autocast_dispatch_keyset};
};

/// Under autocast, bf16: a residual stream in bf16 halves the memory that everything between two products moves.
inline at::Tensor lowered(const at::Tensor& x) {
    const bool on = at::autocast::is_autocast_enabled(x.device().type()) &&
                    !c10::impl::tls_is_dispatch_keyset_excluded(c10::autocast_dispatch_keyset);
    return on ? x.to(at::kBFloat16) : x;
}

}  // namespace img2cadseq::nn
