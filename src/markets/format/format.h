// Money and times as people of a locale write them, and the days of a place (ICU, CLDR and IANA data). Any thread; formatters are kept
// per thread.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/money.h"
#include "base/result.h"

namespace atelier::markets {

// "1.234,50 €" in de, "¥1,234" in en, "￥1,234" in ja.
std::string format_money(Money money, std::string_view locale);

// Day and time in the time zone ("Europe/Paris"), medium length: "23 nov. 2026, 10:30".
std::string format_time(Time time, std::string_view locale, std::string_view time_zone);

// The moment a day begins in a time zone. Error invalid "time_zone_unknown".
Result<Time> start_of_day(std::chrono::year_month_day day, std::string_view time_zone);

}  // namespace atelier::markets
