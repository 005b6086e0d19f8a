#include "order_management/documents/e_invoice/xml.h"

#include <libxml/xmlwriter.h>

#include "base/check.h"

namespace atelier::order_management::documents {
namespace {

const xmlChar* xml_text(const char* text) { return reinterpret_cast<const xmlChar*>(text); }

// XML 1.0 has no control characters but tab, line feed and carriage return; who wrote one into a name meant nothing by it.
std::string printable(std::string_view text) {
  std::string kept;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\n' || c == '\r') kept += c;
  }
  return kept;
}

}  // namespace

Xml::Xml() : buffer_(xmlBufferCreate()), writer_(xmlNewTextWriterMemory(buffer_, 0)) {
  CHECK(buffer_ != nullptr && writer_ != nullptr, "libxml2 has no memory");
  xmlTextWriterSetIndent(writer_, 1);
  xmlTextWriterSetIndentString(writer_, xml_text("  "));
  xmlTextWriterStartDocument(writer_, nullptr, "UTF-8", nullptr);
}

Xml::~Xml() {
  if (writer_ != nullptr) xmlFreeTextWriter(writer_);
  xmlBufferFree(buffer_);
}

void Xml::begin(const char* name, Attributes attributes) {
  xmlTextWriterStartElement(writer_, xml_text(name));
  for (const auto& [key, value] : attributes) xmlTextWriterWriteAttribute(writer_, xml_text(key), xml_text(printable(value).c_str()));
}

void Xml::end() { xmlTextWriterEndElement(writer_); }

void Xml::leaf(const char* name, std::string_view text, Attributes attributes) {
  begin(name, attributes);
  xmlTextWriterWriteString(writer_, xml_text(printable(text).c_str()));
  end();
}

std::string Xml::finish() {
  const int done = xmlTextWriterEndDocument(writer_);
  xmlFreeTextWriter(writer_);  // flushes
  writer_ = nullptr;
  CHECK(done >= 0, "libxml2 could not write");
  return {reinterpret_cast<const char*>(xmlBufferContent(buffer_)), static_cast<std::size_t>(xmlBufferLength(buffer_))};
}

}  // namespace atelier::order_management::documents
