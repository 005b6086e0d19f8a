#include "shopping/collation.h"

#include <unicode/coll.h>
#include <unicode/normalizer2.h>
#include <unicode/sortkey.h>
#include <unicode/uchar.h>

#include <map>
#include <memory>

#include "base/check.h"

namespace atelier::shopping {

std::string collation_key(std::string_view text, std::string_view locale) {
  thread_local std::map<std::string, std::unique_ptr<icu::Collator>, std::less<>> collators;
  auto& collator = collators[std::string(locale)];
  UErrorCode status = U_ZERO_ERROR;
  if (!collator) {
    const auto wanted = icu::Locale::forLanguageTag(icu::StringPiece(locale.data(), static_cast<int32_t>(locale.size())), status);
    status = U_ZERO_ERROR;
    collator.reset(icu::Collator::createInstance(wanted, status));
    CHECK(U_SUCCESS(status) && collator, "ICU has no collation");
  }
  const auto wide = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  icu::CollationKey key;
  collator->getCollationKey(wide, key, status);
  int32_t size = 0;
  const auto* bytes = key.getByteArray(size);
  // ICU ends its keys with a zero byte.
  return std::string(reinterpret_cast<const char*>(bytes), size > 0 ? static_cast<std::size_t>(size - 1) : 0);
}

std::string fold(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  static const icu::Normalizer2* const compose = icu::Normalizer2::getNFKCCasefoldInstance(status);
  static const icu::Normalizer2* const decompose = icu::Normalizer2::getNFDInstance(status);
  const auto wide = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  const auto parts = decompose->normalize(compose->normalize(wide, status), status);
  icu::UnicodeString folded;
  for (int32_t i = 0; i < parts.length(); i = parts.moveIndex32(i, 1)) {
    UChar32 c = parts.char32At(i);
    // Marks of Latin letters; those of kana and hangul carry meaning.
    if (c >= 0x0300 && c <= 0x036F) continue;
    if (c >= 0x30A1 && c <= 0x30F6) c -= 0x60;
    folded.append(c);
  }
  std::string out;
  icu::Normalizer2::getNFCInstance(status)->normalize(folded, status).toUTF8String(out);
  return out;
}

}  // namespace atelier::shopping
