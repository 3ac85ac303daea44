#pragma once
// What Ceres is given. Private to fit/.

#include <memory>

#include <ceres/cost_function.h>

#include "csg/distance.h"
#include "fit/parameter_space.h"

namespace img2cadseq {

/// A residual over some of a space's parameters, each a block of size one.
struct Residual {
    std::unique_ptr<ceres::CostFunction> function;  ///< null where nothing can move it
    std::vector<int> parameters;
};

/// weight * the field's value at `point` as `feature` of `flat` gives it; `flat` is compiled from space.sequence().
Residual fieldResidual(const ParameterSpace& space, const csg::Flat& flat, const csg::Feature& feature,
                       const Vec3& point, double weight);

/// weight * sine of the angle at the corner where curve `before` of a block ends and `after` begins.
Residual tangentResidual(const ParameterSpace& space, size_t block, size_t before, size_t after, double weight);

}  // namespace img2cadseq
