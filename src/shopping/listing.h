// Listings: filter, count facets, sort, cut a page. Pure over a snapshot; one pass over the items, so it takes time in proportion to them
// (some 10 ns a variant), which is why answers are kept once they are rendered.
//
// Values of one facet are alternatives, facets narrow each other; a facet's own counts ignore its own selection. Size, colour and stock are
// looked at together variant by variant: "camel in 38 in stock" is one variant that is all three.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "json/json.h"
#include "shopping/views.h"

namespace atelier::shopping {

enum class Sort { featured, newest, price_asc, price_desc, name, relevance };
BOOST_DESCRIBE_ENUM(Sort, featured, newest, price_asc, price_desc, name, relevance)

struct ListingQuery {
  std::string category;    // path, or empty
  std::string collection;  // handle, or empty
  std::vector<std::string> sizes;
  std::vector<std::string> colours;
  std::vector<std::string> materials;
  std::optional<std::int64_t> price_min;
  std::optional<std::int64_t> price_max;
  bool in_stock = false;
  Sort sort = Sort::featured;
  std::string cursor;
  std::size_t limit = 24;
};

struct FacetValue {
  std::string value;
  std::string name;
  int count = 0;
  bool selected = false;
  json::Nullable<std::string> swatch;
};
BOOST_DESCRIBE_STRUCT(FacetValue, (), (value, name, count, selected, swatch))

struct PriceRange {
  Money min;
  Money max;
};
BOOST_DESCRIBE_STRUCT(PriceRange, (), (min, max))

struct Facets {
  std::vector<FacetValue> size;
  std::vector<FacetValue> colour;
  std::vector<FacetValue> material;
  std::vector<FacetValue> category;
  json::Nullable<PriceRange> price;
  int in_stock_count = 0;
};
BOOST_DESCRIBE_STRUCT(Facets, (), (size, colour, material, category, price, in_stock_count))

struct ListingPage {
  std::vector<DocPointer> docs;
  std::optional<std::string> next_cursor;
  int total = 0;
  Facets facets;
};

// `among`: only these, in the order of relevance (a search); nullptr: the whole catalogue. Error invalid "bad_cursor".
Result<ListingPage> list_items(const Snapshot& snapshot, const Audience& audience, const ListingQuery& query,
                               const std::vector<DocPointer>* among = nullptr);

}  // namespace atelier::shopping
