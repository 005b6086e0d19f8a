#include "markets/format/format.h"

#include <unicode/calendar.h>
#include <unicode/datefmt.h>
#include <unicode/gregocal.h>
#include <unicode/locid.h>
#include <unicode/numfmt.h>
#include <unicode/timezone.h>

#include <cstdio>
#include <map>
#include <memory>

#include "base/check.h"

namespace atelier::markets {
namespace {

std::string to_utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

icu::Locale to_icu(std::string_view locale) {
  UErrorCode status = U_ZERO_ERROR;
  auto found = icu::Locale::forLanguageTag(icu::StringPiece(locale.data(), static_cast<int32_t>(locale.size())), status);
  return U_SUCCESS(status) ? found : icu::Locale::getEnglish();
}

}  // namespace

std::string format_money(Money money, std::string_view locale) {
  // Making a formatter takes some 50 µs, using one under 1 µs; there are 7 locales by 11 currencies.
  thread_local std::map<std::string, std::unique_ptr<icu::NumberFormat>, std::less<>> formatters;
  const std::string key = std::string(locale) + "/" + std::string(money.currency.code());
  auto& formatter = formatters[key];
  UErrorCode status = U_ZERO_ERROR;
  if (!formatter) {
    formatter.reset(icu::NumberFormat::createCurrencyInstance(to_icu(locale), status));
    CHECK(U_SUCCESS(status) && formatter, "ICU has no currency format");
    formatter->setCurrency(icu::UnicodeString::fromUTF8(std::string(money.currency.code())).getTerminatedBuffer(), status);
  }
  // As decimal text, so that no amount goes through a double.
  std::string digits = to_string(money);
  digits.resize(digits.find(' '));
  icu::UnicodeString out;
  icu::Formattable number(icu::StringPiece(digits), status);
  formatter->format(number, out, status);
  CHECK(U_SUCCESS(status));
  return to_utf8(out);
}

std::string format_time(Time time, std::string_view locale, std::string_view time_zone) {
  std::unique_ptr<icu::DateFormat> formatter(
      icu::DateFormat::createDateTimeInstance(icu::DateFormat::kMedium, icu::DateFormat::kShort, to_icu(locale)));
  CHECK(formatter != nullptr);
  formatter->adoptTimeZone(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(std::string(time_zone))));
  icu::UnicodeString out;
  formatter->format(static_cast<UDate>(to_unix_ms(time)), out);
  return to_utf8(out);
}

Result<Time> start_of_day(std::chrono::year_month_day day, std::string_view time_zone) {
  std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(std::string(time_zone))));
  if (!zone || *zone == icu::TimeZone::getUnknown()) {
    return fail(ErrorKind::invalid, "time_zone_unknown", std::string(time_zone) + " is not a time zone; expected one of IANA's, as Europe/Paris");
  }
  UErrorCode status = U_ZERO_ERROR;
  icu::GregorianCalendar calendar(zone.release(), status);
  calendar.clear();
  calendar.set(static_cast<int>(day.year()), static_cast<int>(static_cast<unsigned>(day.month())) - 1, static_cast<int>(static_cast<unsigned>(day.day())));
  const UDate at = calendar.getTime(status);
  CHECK(U_SUCCESS(status), "ICU has no calendar");
  return from_unix_ms(static_cast<std::int64_t>(at));
}

std::string day_in(Time time, std::string_view time_zone) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Calendar> calendar(icu::Calendar::createInstance(
      icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(std::string(time_zone))), icu::Locale("en", "", "", "calendar=gregorian"), status));
  CHECK(U_SUCCESS(status) && calendar, "ICU has no calendar");
  calendar->setTime(static_cast<UDate>(to_unix_ms(time)), status);
  char day[24];
  std::snprintf(day, sizeof day, "%04d-%02d-%02d", calendar->get(UCAL_YEAR, status), calendar->get(UCAL_MONTH, status) + 1, calendar->get(UCAL_DATE, status));
  return day;
}

std::string format_day(std::string_view day, std::string_view locale) {
  const auto noon = parse_rfc3339(std::string(day) + "T12:00:00Z");
  if (!noon) return std::string(day);
  const std::unique_ptr<icu::DateFormat> formatter(icu::DateFormat::createDateInstance(icu::DateFormat::kLong, to_icu(locale)));
  CHECK(formatter != nullptr);
  formatter->adoptTimeZone(icu::TimeZone::createTimeZone("UTC"));
  icu::UnicodeString out;
  formatter->format(static_cast<UDate>(to_unix_ms(*noon)), out);
  return to_utf8(out);
}

std::string format_each(Money total, int quantity, std::string_view locale) {
  CHECK(quantity > 0);
  if (total.amount_minor % quantity == 0) return format_money({total.amount_minor / quantity, total.currency}, locale);
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::NumberFormat> formatter(icu::NumberFormat::createCurrencyInstance(to_icu(locale), status));
  CHECK(U_SUCCESS(status) && formatter, "ICU has no currency format");
  formatter->setCurrency(icu::UnicodeString::fromUTF8(std::string(total.currency.code())).getTerminatedBuffer(), status);
  constexpr int kMore = 2;
  constexpr std::int64_t kMoreUnits = 100;
  formatter->setMaximumFractionDigits(total.currency.minor_digits() + kMore);
  std::string digits = std::to_string(divide_round_half_up(static_cast<__int128>(total.amount_minor) * kMoreUnits, quantity));
  icu::Formattable number(icu::StringPiece(digits + "e-" + std::to_string(total.currency.minor_digits() + kMore)), status);
  icu::UnicodeString out;
  formatter->format(number, out, status);
  CHECK(U_SUCCESS(status));
  return to_utf8(out);
}

std::string format_weight(int grams, std::string_view locale) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::NumberFormat> formatter(icu::NumberFormat::createInstance(to_icu(locale), status));
  CHECK(U_SUCCESS(status) && formatter, "ICU has no number format");
  formatter->setMinimumFractionDigits(1);
  formatter->setMaximumFractionDigits(1);
  icu::Formattable number(icu::StringPiece(std::to_string(grams) + "e-3"), status);
  icu::UnicodeString out;
  formatter->format(number, out, status);
  CHECK(U_SUCCESS(status));
  return to_utf8(out) + "\u00a0kg";
}

std::string format_percent(std::string_view percent, std::string_view locale) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::NumberFormat> formatter(icu::NumberFormat::createPercentInstance(to_icu(locale), status));
  CHECK(U_SUCCESS(status) && formatter, "ICU has no percent format");
  formatter->setMaximumFractionDigits(3);
  icu::Formattable number(icu::StringPiece(std::string(percent) + "e-2"), status);
  icu::UnicodeString out;
  formatter->format(number, out, status);
  return U_SUCCESS(status) ? to_utf8(out) : std::string(percent) + " %";
}

std::string country_name(std::string_view country, std::string_view locale) {
  icu::UnicodeString out;
  icu::Locale("", std::string(country).c_str()).getDisplayCountry(to_icu(locale), out);
  return to_utf8(out);
}

}  // namespace atelier::markets
