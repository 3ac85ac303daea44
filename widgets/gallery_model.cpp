#include "widgets/gallery_model.h"

#include <QMimeData>
#include <QUrl>
#include <algorithm>

namespace img2cadseq::widgets {
namespace {

QString sourceOf(const RankedCandidate& candidate) { return QString::fromStdString(candidate.candidate.source); }

QString remarkOf(const RankedCandidate& candidate) {
    if (!candidate.valid) return QString::fromStdString(candidate.reason);
    if (candidate.duplicateOf >= 0) return GalleryModel::tr("the same shape as a better one");
    return candidate.fitted ? GalleryModel::tr("fitted to the evidence") : QString();
}

}  // namespace

QString describeCandidate(const RankedCandidate& candidate, int rank) {
    const auto number = [](double value) { return QString::number(value, 'g', 4); };
    QString text = GalleryModel::tr("Candidate %1, from %2, score %3")
                       .arg(rank)
                       .arg(sourceOf(candidate))
                       .arg(candidate.candidate.score.total, 0, 'f', 3);
    const auto part = [&](const QString& name, double value) {
        if (value >= 0) text += "\n" + name.arg(value, 0, 'f', 3);
    };
    part(GalleryModel::tr("agreement with the cloud %1"), candidate.candidate.score.cloud);
    part(GalleryModel::tr("with the silhouette %1"), candidate.candidate.score.silhouette);
    part(GalleryModel::tr("with the edges %1"), candidate.candidate.score.edges);
    part(GalleryModel::tr("with the openings %1"), candidate.candidate.score.openings);
    part(GalleryModel::tr("with the pockets %1"), candidate.candidate.score.pockets);
    part(GalleryModel::tr("with the small holes %1"), candidate.candidate.score.holes);
    part(GalleryModel::tr("with the levels %1"), candidate.candidate.score.levels);
    part(GalleryModel::tr("of its construction with what is seen %1"), candidate.candidate.score.agreement);
    if (candidate.valid)
        text += "\n" + GalleryModel::tr("%1 x %2 x %3 mm, %4 faces, %5 mm³")
                           .arg(number(candidate.size.x), number(candidate.size.y), number(candidate.size.z))
                           .arg(candidate.faces)
                           .arg(number(candidate.volume));
    else
        text += "\n" + GalleryModel::tr("Did not pass the gate");
    if (!remarkOf(candidate).isEmpty()) text += "\n" + remarkOf(candidate);
    return text + "\n" + GalleryModel::tr("seed %1, sample %2").arg(candidate.candidate.seed).arg(candidate.slot + 1);
}

namespace {

bool holdsSlot(const std::vector<CandidatePtr>& candidates, int slot) {
    return std::any_of(candidates.begin(), candidates.end(), [slot](const CandidatePtr& c) { return c->slot == slot; });
}

}  // namespace

void GalleryModel::setCandidates(const std::vector<CandidatePtr>& candidates) {
    if (candidates == candidates_) return;
    // A candidate that was fitted or scaled since is another object of the same slot: its thumbnail is drawn anew.
    for (const CandidatePtr& old : candidates_)
        if (std::find(candidates.begin(), candidates.end(), old) == candidates.end()) thumbnails_.erase(old->slot);
    for (int row = static_cast<int>(candidates_.size()) - 1; row >= 0; --row) {
        if (holdsSlot(candidates, candidates_[static_cast<size_t>(row)]->slot)) continue;
        beginRemoveRows({}, row, row);
        candidates_.erase(candidates_.begin() + row);
        endRemoveRows();
    }
    std::vector<CandidatePtr> fresh;
    for (const CandidatePtr& candidate : candidates)
        if (!holdsSlot(candidates_, candidate->slot)) fresh.push_back(candidate);
    if (!fresh.empty()) {
        const int first = static_cast<int>(candidates_.size());
        beginInsertRows({}, first, first + static_cast<int>(fresh.size()) - 1);
        candidates_.insert(candidates_.end(), fresh.begin(), fresh.end());
        endInsertRows();
    }
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList before = persistentIndexList();
    std::vector<int> slotsBefore;
    for (const QModelIndex& index : before) slotsBefore.push_back(index.data(SlotRole).toInt());
    candidates_ = candidates;
    QModelIndexList after;
    for (const int slot : slotsBefore) after << indexOf(slot);
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged();
}

void GalleryModel::rowsChanged() {
    if (!candidates_.empty()) Q_EMIT dataChanged(index(0), index(static_cast<int>(candidates_.size()) - 1));
}

void GalleryModel::setPinned(std::set<int> marked) {
    pinned_ = std::move(marked);
    rowsChanged();
}

void GalleryModel::setCompared(std::set<int> marked) {
    compared_ = std::move(marked);
    rowsChanged();
}

void GalleryModel::setThumbnail(int slot, const QImage& image) {
    thumbnails_[slot] = image;
    const QModelIndex at = indexOf(slot);
    if (at.isValid()) Q_EMIT dataChanged(at, at, {ThumbnailRole});
}

void GalleryModel::forgetThumbnails() { thumbnails_.clear(); }

CandidatePtr GalleryModel::candidateAt(const QModelIndex& index) const {
    const bool inside = index.isValid() && index.row() < static_cast<int>(candidates_.size());
    return inside ? candidates_[static_cast<size_t>(index.row())] : nullptr;
}

QModelIndex GalleryModel::indexOf(int slot) const {
    for (size_t row = 0; row < candidates_.size(); ++row)
        if (candidates_[row]->slot == slot) return index(static_cast<int>(row));
    return {};
}

int GalleryModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(candidates_.size());
}

QVariant GalleryModel::data(const QModelIndex& index, int role) const {
    const CandidatePtr candidate = candidateAt(index);
    if (!candidate) return {};
    const int rank = index.row() + 1, slot = candidate->slot;
    switch (role) {
        case Qt::DisplayRole: return tr("%1. %2").arg(rank).arg(sourceOf(*candidate));
        case Qt::ToolTipRole:
        case Qt::AccessibleTextRole: return describeCandidate(*candidate, rank);
        case SlotRole: return slot;
        case RankRole: return rank;
        case ScoreRole: return candidate->candidate.score.total;
        case SourceRole: return sourceOf(*candidate);
        case SeedRole: return QString::number(candidate->candidate.seed);
        case ValidRole: return candidate->valid;
        case ReasonRole: return remarkOf(*candidate);
        case PinnedRole: return pinned_.contains(slot);
        case ComparedRole: return compared_.contains(slot);
        case ThumbnailRole: {
            const auto found = thumbnails_.find(slot);
            return found == thumbnails_.end() ? QImage() : found->second;
        }
        default: return {};
    }
}

Qt::ItemFlags GalleryModel::flags(const QModelIndex& index) const {
    const CandidatePtr candidate = candidateAt(index);
    if (!candidate) return Qt::NoItemFlags;
    const Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    return candidate->valid ? flags | Qt::ItemIsDragEnabled : flags;
}

QStringList GalleryModel::mimeTypes() const { return {"text/uri-list"}; }

QMimeData* GalleryModel::mimeData(const QModelIndexList& indexes) const {
    QList<QUrl> urls;
    for (const QModelIndex& index : indexes) {
        const CandidatePtr candidate = candidateAt(index);
        const QString file = candidate && candidate->valid && stepFile_ ? stepFile_(candidate) : QString();
        if (!file.isEmpty()) urls << QUrl::fromLocalFile(file);
    }
    if (urls.isEmpty()) return nullptr;
    auto* data = new QMimeData;
    data->setUrls(urls);
    return data;
}

}  // namespace img2cadseq::widgets
