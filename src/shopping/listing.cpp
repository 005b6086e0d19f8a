#include "shopping/listing.h"

#include <algorithm>
#include <charconv>
#include <unordered_map>

#include "base/encoding.h"
#include "shopping/collation.h"

namespace atelier::shopping {
namespace {

using item_management::Item;

bool holds(const std::vector<std::string>& values, std::string_view value) { return std::ranges::find(values, value) != values.end(); }

bool is_below(std::string_view path, std::string_view category) {
  return category.empty() || path == category ||
         (path.size() > category.size() && path.starts_with(category) && path[category.size()] == '/');
}

// How an item stands to each filter; an item is listed where all hold.
struct Standing {
  bool material = false;
  bool price = false;
};

// Codes of colours, sizes and the like are short: their first bytes and their length tell nearly all apart, at a fraction of a whole hash.
struct ShortHash {
  std::size_t operator()(std::string_view code) const {
    std::uint64_t first = code.size();
    for (std::size_t i = 0; i < code.size() && i < 8; ++i) first = first << 7 ^ static_cast<unsigned char>(code[i]);
    return first * 0x9E3779B97F4A7C15u >> 17;
  }
};
using Counts = std::unordered_map<std::string_view, int, ShortHash>;

// One item's values of one facet: which of them the filter lets through, which were met in a variant that the other filters let through.
class Values {
 public:
  void begin(const std::vector<std::string_view>& values, const std::vector<std::string>& wanted) {
    values_ = &values;
    marks_.assign(values.size(), 0);
    any_ = wanted.empty();
    if (any_) return;
    for (std::size_t i = 0; i < values.size(); ++i) marks_[i] = holds(wanted, values[i]) ? kFits : 0;
  }
  bool fits(std::uint16_t value) const { return any_ || (value != ItemChoices::kNone && (marks_[value] & kFits) != 0); }
  void meet(std::uint16_t value) {
    if (value != ItemChoices::kNone) marks_[value] |= kMet;
  }
  void count_met(Counts& counts) const {
    for (std::size_t i = 0; i < marks_.size(); ++i) {
      if ((marks_[i] & kMet) != 0 && !(*values_)[i].empty()) ++counts[(*values_)[i]];
    }
  }

 private:
  static constexpr std::uint8_t kFits = 1, kMet = 2;
  const std::vector<std::string_view>* values_ = nullptr;
  std::vector<std::uint8_t> marks_;  // kept from item to item, so that a pass does not allocate
  bool any_ = true;
};

// Counts of one pass. Keys view strings of the snapshot, which outlives them.
struct Tally {
  Counts sizes, colours, materials, categories;
  int in_stock = 0;
  std::optional<std::int64_t> lowest, highest;
  Values item_sizes, item_colours;  // of the item that is looked at
};

// The category right below `parent` on the way to `path`; all of the path where there is no parent (a search).
std::string_view child_of(std::string_view path, std::string_view parent) {
  if (parent.empty()) return path;
  if (path.size() <= parent.size()) return {};
  return path.substr(0, path.find('/', parent.size() + 1));
}

// Looks at one item: adds to the counts, true where it is listed.
bool look_at(const ItemDoc& doc, const Audience& audience, const ListingQuery& query, std::int64_t price, Tally& tally) {
  const Item& item = *doc.item;
  const std::size_t region = region_index(audience.market->region);
  const Standing standing{.material = query.materials.empty() || holds(query.materials, item.cloth),
                          .price = (!query.price_min || price >= *query.price_min) && (!query.price_max || price <= *query.price_max)};
  const ItemChoices& choices = doc.choices;
  auto& sizes = tally.item_sizes;
  auto& colours = tally.item_colours;
  sizes.begin(choices.sizes, query.sizes);
  colours.begin(choices.colours, query.colours);
  bool variant_listed = false, variant_in_stock = false;
  for (std::size_t i = 0; i < choices.choices.size(); ++i) {
    const auto [size, colour] = choices.choices[i];
    const bool in_stock = doc.stock[i].regions[region] != Level::none;
    const bool size_fits = sizes.fits(size);
    const bool colour_fits = colours.fits(colour);
    const bool stock_fits = !query.in_stock || in_stock;
    if (size_fits && colour_fits && in_stock) variant_in_stock = true;
    if (size_fits && colour_fits && stock_fits) variant_listed = true;
    if (colour_fits && stock_fits) sizes.meet(size);
    if (size_fits && stock_fits) colours.meet(colour);
  }
  if (standing.material && standing.price) {
    sizes.count_met(tally.sizes);
    colours.count_met(tally.colours);
  }
  if (!variant_listed && !variant_in_stock) return false;
  if (standing.material && standing.price && variant_in_stock) ++tally.in_stock;
  if (!variant_listed) return false;
  if (standing.price && !item.cloth.empty()) ++tally.materials[item.cloth];
  if (standing.material) {
    tally.lowest = std::min(tally.lowest.value_or(price), price);
    tally.highest = std::max(tally.highest.value_or(price), price);
  }
  if (!standing.material || !standing.price) return false;
  if (const auto child = child_of(item.category, query.category); !child.empty()) ++tally.categories[child];
  return true;
}

// --- facets for people ---

std::vector<FacetValue> facet(const Counts& counts, const std::vector<std::string>& selected, auto word_of) {
  std::vector<FacetValue> values;
  for (const auto& [value, count] : counts) {
    FacetValue shown{.value = std::string(value), .name = std::string(value), .count = count, .selected = holds(selected, value)};
    word_of(shown);
    values.push_back(std::move(shown));
  }
  // What is selected stays visible, even if nothing of it is left.
  for (const auto& value : selected) {
    if (counts.contains(value)) continue;
    FacetValue shown{.value = value, .name = value, .selected = true};
    word_of(shown);
    values.push_back(std::move(shown));
  }
  std::ranges::sort(values, [](const FacetValue& a, const FacetValue& b) { return a.count != b.count ? a.count > b.count : a.value < b.value; });
  return values;
}

Facets show(const Tally& tally, const Snapshot& snapshot, const Audience& audience, const ListingQuery& query) {
  const Words& words = *snapshot.words;
  const auto name_by = [&](auto find) {
    return [&, find](FacetValue& value) {
      if (const auto* word = find(value.value)) {
        value.name = std::string(in_locale(word->names, audience.locale));
        if constexpr (requires { word->swatch; }) {
          if (!word->swatch.empty()) value.swatch = word->swatch;
        }
      }
    };
  };
  Facets facets{.size = facet(tally.sizes, query.sizes, [](FacetValue&) {}),
                .colour = facet(tally.colours, query.colours, name_by([&](std::string_view v) { return words.colour(v); })),
                .material = facet(tally.materials, query.materials, name_by([&](std::string_view v) { return words.material(v); })),
                .category = facet(tally.categories, {}, name_by([&](std::string_view v) { return words.category(v); })),
                .in_stock_count = tally.in_stock};
  std::ranges::sort(facets.size, [&](const FacetValue& a, const FacetValue& b) {
    const int x = words.size_position(a.value), y = words.size_position(b.value);
    return x != y ? x < y : a.value < b.value;
  });
  if (tally.lowest) {
    facets.price = PriceRange{{*tally.lowest, audience.market->currency}, {*tally.highest, audience.market->currency}};
  }
  return facets;
}

// --- order and pages ---

// Where an item stands in the order: compared first by number, then by text, then by id, so that no two are equal and a cursor
// is the place of the last one shown, whatever was edited meanwhile.
struct Place {
  std::int64_t number = 0;
  std::string text;
  std::string id;
  auto operator<=>(const Place&) const = default;
};

Place place_of(const ItemDoc& doc, const Audience& audience, Sort sort, std::int64_t price, std::size_t rank) {
  Place place{.id = doc.item->id.text()};
  switch (sort) {
    case Sort::featured: break;
    case Sort::newest: place.number = -to_unix_ms(doc.item->created_at); break;
    case Sort::price_asc: place.number = price; break;
    case Sort::price_desc: place.number = -price; break;
    case Sort::name: place.text = collation_key(texts_of(*doc.item, audience.locale).title, audience.locale); break;
    case Sort::relevance: place.number = static_cast<std::int64_t>(rank); break;
  }
  return place;
}

std::string to_cursor(const Place& place) {
  return base::to_base64url(std::to_string(place.number) + "\n" + base::to_hex(place.text) + "\n" + place.id);
}

std::optional<Place> from_cursor(std::string_view cursor) {
  const auto bytes = base::from_base64url(cursor);
  if (!bytes) return std::nullopt;
  const auto first = bytes->find('\n');
  const auto second = first == std::string::npos ? first : bytes->find('\n', first + 1);
  if (second == std::string::npos) return std::nullopt;
  Place place{.id = bytes->substr(second + 1)};
  const auto text = base::from_hex(std::string_view(*bytes).substr(first + 1, second - first - 1));
  const auto read = std::from_chars(bytes->data(), bytes->data() + first, place.number);
  if (!text || read.ec != std::errc{} || !ItemId::parse(place.id)) return std::nullopt;
  place.text = *text;
  return place;
}

}  // namespace

Result<ListingPage> list_items(const Snapshot& snapshot, const Audience& audience, const ListingQuery& query, const std::vector<DocPointer>* among) {
  std::optional<Place> after;
  if (!query.cursor.empty()) {
    after = from_cursor(query.cursor);
    if (!after) return fail(ErrorKind::invalid, "bad_cursor", "cursor: expected one that an answer gave as next_cursor");
  }
  ListingPage page;
  Tally tally;
  std::vector<std::pair<Place, DocPointer>> listed;
  const auto& docs = among != nullptr ? *among : snapshot.docs;
  for (std::size_t rank = 0; rank < docs.size(); ++rank) {
    const ItemDoc& doc = *docs[rank];
    if (!is_below(doc.item->category, query.category)) continue;
    if (!query.collection.empty() && !holds(doc.item->collections, query.collection)) continue;
    const auto price = price_of(doc, *audience.market);
    if (!price || !look_at(doc, audience, query, price->price.amount_minor, tally)) continue;
    ++page.total;
    auto place = place_of(doc, audience, query.sort, price->price.amount_minor, rank);
    if (!after || place > *after) listed.emplace_back(std::move(place), docs[rank]);
  }
  const auto shown = std::min(query.limit, listed.size());
  std::partial_sort(listed.begin(), listed.begin() + static_cast<std::ptrdiff_t>(shown), listed.end(),
                    [](const auto& a, const auto& b) { return a.first < b.first; });
  if (listed.size() > shown && shown > 0) page.next_cursor = to_cursor(listed[shown - 1].first);
  for (std::size_t i = 0; i < shown; ++i) page.docs.push_back(std::move(listed[i].second));
  page.facets = show(tally, snapshot, audience, query);
  return page;
}

}  // namespace atelier::shopping
