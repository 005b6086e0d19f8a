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
// The day that it is in the time zone, as ISO 8601 has it: "2026-11-23".
std::string day_in(Time time, std::string_view time_zone);

// A day of ISO 8601 in words: "23 novembre 2026", "2026年11月23日". What is no day is given back as it is.
std::string format_day(std::string_view day, std::string_view locale);

// What one of `quantity` pieces is of `total`, with as many decimals as it takes, at most two more than the currency has: "913,8889 €".
std::string format_each(Money total, int quantity, std::string_view locale);

// "2,7 kg": kilograms with one decimal.
std::string format_weight(int grams, std::string_view locale);

// "8,1 %" in de, "20%" in en; `percent` is decimal text.
std::string format_percent(std::string_view percent, std::string_view locale);

// "Frankreich" for FR in de.
std::string country_name(std::string_view country, std::string_view locale);

}  // namespace atelier::markets
