#include "cad/validity.h"

#include <algorithm>
#include <cmath>
#include <sstream>

#include "cad/validity_profile.h"
#include "core/error.h"

namespace img2cadseq {
namespace {

bool finite(const Vec3& v) { return std::isfinite(v.x) && std::isfinite(v.y) && std::isfinite(v.z); }

void checkFrame(const Frame& frame, Findings& findings) {
    if (!finite(frame.origin) || !finite(frame.xAxis) || !finite(frame.normal)) {
        findings.add(Severity::Error, -1, -1, "the plane has numbers that are not finite");
        return;
    }
    const double lengthX = norm(frame.xAxis), lengthNormal = norm(frame.normal),
                 cosine = dot(frame.xAxis, frame.normal);
    if (std::abs(lengthX - 1.0) <= kFrameTolerance && std::abs(lengthNormal - 1.0) <= kFrameTolerance &&
        std::abs(cosine) <= kFrameTolerance)
        return;
    std::ostringstream reason;
    reason.precision(12);
    reason << "the plane's axes are not orthonormal: x has length " << lengthX << ", normal " << lengthNormal
           << ", their product is " << cosine;
    findings.add(Severity::Error, -1, -1, reason.str());
}

void checkExtent(const Extent& extent, Findings& findings) {
    const double thickness = extent.high - extent.low;
    const double size = std::max(std::abs(extent.low), std::abs(extent.high));
    std::ostringstream reason;
    reason.precision(12);
    if (!std::isfinite(thickness))
        reason << "the extent has numbers that are not finite";
    else if (thickness < 0.0)
        reason << "the extent runs backwards: low " << extent.low << " is above high " << extent.high;
    else if (thickness <= kLengthTolerance * size)
        reason << "the extent has no thickness: low " << extent.low << ", high " << extent.high;
    else
        return;
    findings.add(Severity::Error, -1, -1, reason.str());
}

void checkBlock(const ExtrudeBlock& block, size_t index, Findings& findings) {
    findings.at = {};
    findings.at.block = static_cast<int>(index);
    if (index == 0 && block.op != BooleanOp::New)
        findings.add(Severity::Error, -1, -1,
                     std::string("the first block must be New, not ") + booleanOpName(block.op));
    checkFrame(block.sketch.plane, findings);
    checkExtent(block.extent, findings);
    if (block.sketch.profiles.empty()) findings.add(Severity::Error, -1, -1, "the block has no profile");
    for (size_t p = 0; p < block.sketch.profiles.size() && !findings.full(); ++p) {
        findings.at.profile = static_cast<int>(p);
        checkProfile(block.sketch.profiles[p], findings);
    }
}

}  // namespace

void Findings::add(Severity severity, int loop, int curve, std::string reason) {
    size_t& count = severity == Severity::Error ? errors_ : warnings_;
    if (count >= kMaxFindings) return;
    ++count;
    Finding finding = at;
    finding.severity = severity;
    finding.loop = loop;
    finding.curve = curve;
    finding.reason = std::move(reason);
    found_.push_back(std::move(finding));
}

std::string Finding::place() const {
    if (block < 0) return "sequence";
    std::string text;
    const auto add = [&](const char* name, int index) {
        text.append(name).append(1, '[').append(std::to_string(index)).append(1, ']');
    };
    add("blocks", block);
    if (profile >= 0) add(".profiles", profile);
    if (loop == 0) text += ".outer";
    if (loop > 0) add(".holes", loop - 1);
    if (curve >= 0) add("", curve);
    return text;
}

std::string Finding::line() const { return place() + ": " + reason; }

std::vector<Finding> check(const CadSequence& sequence) {
    Findings findings;
    if (sequence.blocks.empty()) findings.add(Severity::Error, -1, -1, "there are no blocks");
    const size_t curves = curveCount(sequence);
    if (curves > kMaxCurves) {
        findings.add(Severity::Error, -1, -1,
                     "there are " + std::to_string(curves) + " curves; the limit is " + std::to_string(kMaxCurves));
        return findings.take();
    }
    for (size_t i = 0; i < sequence.blocks.size() && !findings.full(); ++i) checkBlock(sequence.blocks[i], i, findings);
    return findings.take();
}

bool isValid(const CadSequence& sequence) {
    const std::vector<Finding> findings = check(sequence);
    return std::none_of(findings.begin(), findings.end(),
                        [](const Finding& finding) { return finding.severity == Severity::Error; });
}

void requireValid(const CadSequence& sequence) {
    std::string first;
    size_t errors = 0;
    for (const Finding& finding : check(sequence)) {
        if (finding.severity != Severity::Error) continue;
        if (errors++ == 0) first = finding.line();
    }
    if (errors == 0) return;
    if (errors > 1) first += " (and " + std::to_string(errors - 1) + " more)";
    throw Error(ErrorCode::BadGeometry, first, "mend the sequence at that place");
}

}  // namespace img2cadseq
