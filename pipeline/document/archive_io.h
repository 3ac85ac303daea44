#pragma once
// Private to document/: values to JSON and back, by archive_fields.h.

#include <cstring>
#include <type_traits>

#include "document/archive.h"
#include "document/archive_fields.h"

namespace img2cadseq::archive {

/// Elements without padding, whose arrays are saved as their bytes.
template <class T>
inline constexpr bool kPlain =
    (std::is_arithmetic_v<T> && !std::is_same_v<T, bool>) || std::is_enum_v<T> || std::is_same_v<T, Vec2> ||
    std::is_same_v<T, Vec3> || std::is_same_v<T, Vec3f> || std::is_same_v<T, Rgb> || std::is_same_v<T, LineSegment> ||
    std::is_same_v<T, EdgePoint> || std::is_same_v<T, std::array<uint32_t, 3>>;

class Writer {
public:
    explicit Writer(BlobWriter& blobs) : blobs_(blobs) {}

    template <class T>
    Json write(const T& value) {
        if constexpr (std::is_arithmetic_v<T> || std::is_same_v<T, std::string>) {
            return value;
        } else if constexpr (std::is_enum_v<T>) {
            return static_cast<int>(value);
        } else {
            return compound(value);
        }
    }

private:
    struct Fields {
        Writer& writer;
        Json object = Json::object();
        template <class T>
        void operator()(const char* name, const T& member) {
            object[name] = writer.write(member);
        }
    };

    template <class T>
    Json compound(const T& value) {
        Fields fields_{*this};
        fields(fields_, const_cast<T&>(value));  // one description for both directions; this one only reads
        return std::move(fields_.object);
    }
    Json compound(const Vec2& v) { return {v.x, v.y}; }
    Json compound(const Vec3& v) { return {v.x, v.y, v.z}; }
    Json compound(const std::filesystem::path& path) { return path.string(); }
    Json compound(const ReconstructOptions& options);
    Json compound(const RunState& run);
    Json compound(const CandidatePtr& candidate) { return write(*candidate); }
    template <class T>
    Json compound(const std::vector<T>& values) {
        if constexpr (kPlain<T>) {
            return blobs_.add(std::string(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)));
        } else {
            Json array = Json::array();
            for (const T& value : values) array.push_back(write(value));
            return array;
        }
    }
    template <class T>
    Json compound(const std::optional<T>& value) {
        return value ? Json::array({write(*value)}) : Json::array();
    }
    template <class A, class B>
    Json compound(const std::pair<A, B>& pair) {
        return Json::array({write(pair.first), write(pair.second)});
    }
    Json compound(const std::map<std::string, std::string>& map) { return map; }
    template <class... T>
    Json compound(const std::variant<T...>& value) {
        return Json::array(
            {value.index(),
             std::visit([&writer = *this](const auto& alternative) { return writer.write(alternative); }, value)});
    }

    BlobWriter& blobs_;
};

class Reader {
public:
    explicit Reader(const BlobReader& blobs) : blobs_(blobs) {}

    template <class T>
    void read(const Json& json, T& value) {
        if constexpr (std::is_arithmetic_v<T> || std::is_same_v<T, std::string>) {
            value = json.get<T>();
        } else if constexpr (std::is_enum_v<T>) {
            value = static_cast<T>(json.get<int>());
        } else {
            compound(json, value);
        }
    }

private:
    struct Fields {
        Reader& reader;
        const Json& object;
        template <class T>
        void operator()(const char* name, T& member) {
            if (object.contains(name)) reader.read(object.at(name), member);  // older files lack newer fields
        }
    };

    template <class T>
    void compound(const Json& json, T& value) {
        if (!json.is_object()) damaged("a value is of another kind");
        Fields fields_{*this, json};
        fields(fields_, value);
        check(value);
    }
    void compound(const Json& json, Vec2& v) { v = {json.at(0).get<double>(), json.at(1).get<double>()}; }
    void compound(const Json& json, Vec3& v) {
        v = {json.at(0).get<double>(), json.at(1).get<double>(), json.at(2).get<double>()};
    }
    void compound(const Json& json, std::filesystem::path& path) { path = json.get<std::string>(); }
    void compound(const Json& json, ReconstructOptions& options);
    void compound(const Json& json, RunState& run);
    void compound(const Json& json, CandidatePtr& candidate) {
        auto made = std::make_shared<RankedCandidate>();
        read(json, *made);
        candidate = std::move(made);
    }
    template <class T>
    void compound(const Json& json, std::vector<T>& values) {
        if constexpr (kPlain<T>) {
            const std::vector<uint8_t>& bytes = blobs_.at(json);
            if (bytes.size() % sizeof(T) != 0) damaged("an array is cut off");
            values.resize(bytes.size() / sizeof(T));
            if (!bytes.empty()) std::memcpy(values.data(), bytes.data(), bytes.size());
        } else {
            if (!json.is_array()) damaged("a list is missing");
            values.resize(json.size());
            for (size_t i = 0; i < values.size(); ++i) read(json[i], values[i]);
        }
    }
    template <class T>
    void compound(const Json& json, std::optional<T>& value) {
        if (!json.is_array()) damaged("a value is of another kind");
        if (json.empty())
            value.reset();
        else
            read(json[0], value.emplace());
    }
    template <class A, class B>
    void compound(const Json& json, std::pair<A, B>& pair) {
        read(json.at(0), pair.first);
        read(json.at(1), pair.second);
    }
    void compound(const Json& json, std::map<std::string, std::string>& map) {
        map = json.get<std::map<std::string, std::string>>();
    }
    template <class... T>
    void compound(const Json& json, std::variant<T...>& value) {
        alternative<0>(json, json.at(0).get<size_t>(), value);
    }
    template <size_t I, class... T>
    void alternative(const Json& json, size_t index, std::variant<T...>& value) {
        if constexpr (I < sizeof...(T)) {
            if (index == I)
                read(json.at(1), value.template emplace<I>());
            else
                alternative<I + 1>(json, index, value);
        } else {
            damaged("an event is of no known kind");
        }
    }

    template <class T>
    static void check(const T&) {}
    template <class T>
    static void check(const Raster<T>& raster) {
        if (raster.width < 0 || raster.height < 0 ||
            raster.data.size() != static_cast<size_t>(raster.width) * static_cast<size_t>(raster.height))
            damaged("a picture is cut off");
    }
    static void check(const Mesh& mesh);
    static void check(const PointCloud& cloud);

    const BlobReader& blobs_;
};

}  // namespace img2cadseq::archive
