// A drawn PDF as a PDF/A-3b (ISO 19005-3): metadata in XMP, a colour profile, and where there is one the e-invoice embedded as a Factur-X 1.0
// wants it (factur-x.xml, an alternative of the same invoice, profile EN 16931). Pure; the same input gives the same bytes.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace atelier::order_management::documents {

struct ArchiveOptions {
  std::string title;
  std::string author;     // the seller
  std::string language;   // BCP 47
  Time made_at{};
  std::string cii_xml;    // empty: nothing is embedded
};
// Errors: internal "pdf_unreadable" (what was drawn is no PDF).
Result<std::string> to_archive_pdf(const std::string& pdf, const ArchiveOptions& options);

}  // namespace atelier::order_management::documents
