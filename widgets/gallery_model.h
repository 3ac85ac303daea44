#pragma once
// The candidates as rows of a list, in the order in which the document ranks them.

#include <QAbstractListModel>
#include <QImage>
#include <functional>
#include <map>
#include <set>

#include "document/run_state.h"

namespace img2cadseq::widgets {

class GalleryModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        SlotRole = Qt::UserRole,  ///< int
        RankRole,                 ///< int, from 1
        ScoreRole,                ///< double
        SourceRole,               ///< QString
        SeedRole,                 ///< QString
        ValidRole,                ///< bool
        ReasonRole,               ///< QString, why it did not pass the gate, or what else is to be said of it
        PinnedRole,               ///< bool
        ComparedRole,             ///< bool
        ThumbnailRole             ///< QImage, null until it is drawn
    };
    using QAbstractListModel::QAbstractListModel;

    /// Rows of candidates that stay keep their thumbnails and selection.
    void setCandidates(const std::vector<CandidatePtr>& candidates);
    void setPinned(std::set<int> marked);
    void setCompared(std::set<int> marked);
    void setThumbnail(int slot, const QImage& image);
    bool hasThumbnail(int slot) const { return thumbnails_.contains(slot); }
    void forgetThumbnails();

    CandidatePtr candidateAt(const QModelIndex& index) const;
    QModelIndex indexOf(int slot) const;

    /// Gives the STEP file of a candidate, made when it is dragged or copied out. Empty: there is none.
    void setStepFile(std::function<QString(const CandidatePtr&)> maker) { stepFile_ = std::move(maker); }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    Qt::DropActions supportedDragActions() const override { return Qt::CopyAction; }

private:
    void rowsChanged();

    std::vector<CandidatePtr> candidates_;
    std::set<int> pinned_, compared_;
    std::map<int, QImage> thumbnails_;
    std::function<QString(const CandidatePtr&)> stepFile_;
};

/// "plate 60 x 40 x 10 mm, 12 faces ..." for tool tips and screen readers.
QString describeCandidate(const RankedCandidate& candidate, int rank);

}  // namespace img2cadseq::widgets
