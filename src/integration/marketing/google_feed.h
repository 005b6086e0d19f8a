// The product feed for Google Merchant Center: RSS 2.0 with the g: namespace, one entry a variant (support.google.com/merchants/answer/7052112 has the
// attributes, answer/160589 the form). From the shopping snapshot; never the store.
//
// Left out: what is not sold in the market, and what has no picture (Google refuses it). Texts are in the locale or English. Pure.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>

#include "base/clock.h"
#include "integration/marketing/google_categories.h"
#include "markets/market.h"
#include "markets/shipping/shipping.h"
#include "shopping/snapshot.h"

namespace atelier::integration {

struct GoogleFeedOptions {
  const markets::Market& market;
  std::string locale;
  std::string public_url;  // "https://shop…", without a slash at the end
  std::string title;       // of the feed
};

// Written piece by piece, so that a hundred thousand variants need the memory of some.
class GoogleFeed {
 public:
  GoogleFeed(std::shared_ptr<const shopping::Snapshot> snapshot, const GoogleCategories& categories, const markets::Shipping& shipping, Time now,
             GoogleFeedOptions options);
  // Some `items` items more; empty: that was all.
  std::string next(std::size_t items = 100);

 private:
  void append_item(std::string& out, const shopping::ItemDoc& doc);
  void append_variant(std::string& out, const shopping::ItemDoc& doc, std::size_t variant, const std::string& shared);
  std::string shared_of(const shopping::ItemDoc& doc) const;
  const std::string& shipping_of(Money price);

  std::shared_ptr<const shopping::Snapshot> snapshot_;
  const GoogleCategories& categories_;
  const markets::Shipping& shipping_;
  const Time now_;
  const GoogleFeedOptions options_;
  std::size_t next_ = 0;
  std::map<std::int64_t, std::string> shipping_by_price_;  // a house has few prices, and offers ask a calendar
  bool begun_ = false;
  bool ended_ = false;
};

// "3290.00 EUR", "560000 JPY".
std::string google_price(Money money);

}  // namespace atelier::integration
