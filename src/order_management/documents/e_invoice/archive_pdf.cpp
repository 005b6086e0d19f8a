#include "order_management/documents/e_invoice/archive_pdf.h"

#include <lcms2.h>

#include <qpdf/qpdf-c.h>  // the C++ headers of 11.3 hold vectors of incomplete types, which C++20 and later refuse

#include <ctime>
#include <initializer_list>
#include <utility>

#include "base/text.h"
#include "base/check.h"

namespace atelier::order_management::documents {
namespace {

constexpr char kProducer[] = "Atelier";
constexpr char kInvoiceFile[] = "factur-x.xml";

// The profile that all colours of a page are meant in. Little CMS writes the day it was made into it, which would make every file another one.
const std::string& srgb_profile() {
  static const std::string profile = [] {
    cmsHPROFILE made = cmsCreate_sRGBProfile();
    cmsUInt32Number size = 0;
    CHECK(made != nullptr && cmsSaveProfileToMem(made, nullptr, &size), "Little CMS has no sRGB");
    std::string bytes(size, '\0');
    CHECK(cmsSaveProfileToMem(made, bytes.data(), &size), "Little CMS has no sRGB");
    cmsCloseProfile(made);
    // ICC.1:2010 §7.2.8: year, month, day, hour, minute, second, each two bytes, from byte 24. 2026-01-01.
    static constexpr unsigned char kDay[12] = {0x07, 0xEA, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0};
    for (std::size_t i = 0; i < sizeof kDay; ++i) bytes[24 + i] = static_cast<char>(kDay[i]);
    return bytes;
  }();
  return profile;
}

std::string time_as(Time time, const char* format) {
  const std::time_t seconds = to_unix_ms(time) / 1000;
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  char text[40];
  std::strftime(text, sizeof text, format, &utc);
  return text;
}

// Factur-X 1.0 §6.2.2: its own properties, and the schema that describes them to PDF/A.
std::string factur_x_properties() {
  return R"(  <rdf:Description rdf:about="" xmlns:fx="urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#">
   <fx:DocumentType>INVOICE</fx:DocumentType>
   <fx:DocumentFileName>factur-x.xml</fx:DocumentFileName>
   <fx:Version>1.0</fx:Version>
   <fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
   <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>fx</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq>
     <rdf:li rdf:parseType="Resource"><pdfaProperty:name>DocumentFileName</pdfaProperty:name><pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category><pdfaProperty:description>The name of the embedded XML document</pdfaProperty:description></rdf:li>
     <rdf:li rdf:parseType="Resource"><pdfaProperty:name>DocumentType</pdfaProperty:name><pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category><pdfaProperty:description>The type of the hybrid document</pdfaProperty:description></rdf:li>
     <rdf:li rdf:parseType="Resource"><pdfaProperty:name>Version</pdfaProperty:name><pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category><pdfaProperty:description>The version of the standard of the embedded XML document</pdfaProperty:description></rdf:li>
     <rdf:li rdf:parseType="Resource"><pdfaProperty:name>ConformanceLevel</pdfaProperty:name><pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category><pdfaProperty:description>The conformance level of the embedded XML document</pdfaProperty:description></rdf:li>
    </rdf:Seq></pdfaSchema:property>
   </rdf:li></rdf:Bag></pdfaExtension:schemas>
  </rdf:Description>
)";
}

std::string xmp_of(const ArchiveOptions& options) {
  const std::string made = time_as(options.made_at, "%Y-%m-%dT%H:%M:%S+00:00");
  std::string xmp = "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                    "  <rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"><pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description>\n"
                    "  <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
                    "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">" + base::escape_markup(options.title) + "</rdf:li></rdf:Alt></dc:title>"
                    "<dc:creator><rdf:Seq><rdf:li>" + base::escape_markup(options.author) + "</rdf:li></rdf:Seq></dc:creator></rdf:Description>\n"
                    "  <rdf:Description rdf:about=\"\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"><xmp:CreateDate>" + made + "</xmp:CreateDate><xmp:ModifyDate>" + made +
                    "</xmp:ModifyDate><xmp:CreatorTool>" + kProducer + "</xmp:CreatorTool></rdf:Description>\n"
                    "  <rdf:Description rdf:about=\"\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"><pdf:Producer>" + std::string(kProducer) + "</pdf:Producer></rdf:Description>\n";
  if (!options.cii_xml.empty()) xmp += factur_x_properties();
  return xmp + "</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>";
}

// A PDF being changed, through qpdf's C interface; objects are handles that live as long as it does.
class Pdf {
 public:
  Pdf() : qpdf_(qpdf_init()) {
    qpdf_silence_errors(qpdf_);
    qpdf_set_suppress_warnings(qpdf_, QPDF_TRUE);
  }
  ~Pdf() { qpdf_cleanup(&qpdf_); }
  Pdf(const Pdf&) = delete;
  Pdf& operator=(const Pdf&) = delete;

  bool read(const std::string& bytes) { return (qpdf_read_memory(qpdf_, "drawn", bytes.data(), bytes.size(), nullptr) & QPDF_ERRORS) == 0; }
  qpdf_oh root() { return qpdf_get_root(qpdf_); }
  qpdf_oh trailer() { return qpdf_get_trailer(qpdf_); }

  qpdf_oh name(const char* text) { return qpdf_oh_new_name(qpdf_, text); }
  qpdf_oh text(const std::string& utf8) { return qpdf_oh_new_unicode_string(qpdf_, utf8.c_str()); }
  qpdf_oh ascii(const std::string& letters) { return qpdf_oh_new_string(qpdf_, letters.c_str()); }
  qpdf_oh number(long long value) { return qpdf_oh_new_integer(qpdf_, value); }
  qpdf_oh indirect(qpdf_oh object) { return qpdf_make_indirect_object(qpdf_, object); }
  qpdf_oh array(std::initializer_list<qpdf_oh> items) {
    const auto made = qpdf_oh_new_array(qpdf_);
    for (const auto item : items) qpdf_oh_append_item(qpdf_, made, item);
    return made;
  }
  using Entries = std::initializer_list<std::pair<const char*, qpdf_oh>>;
  qpdf_oh dictionary(Entries entries) {
    const auto made = qpdf_oh_new_dictionary(qpdf_);
    put(made, entries);
    return made;
  }
  qpdf_oh stream(const std::string& bytes, Entries entries) {
    const auto made = qpdf_oh_new_stream(qpdf_);
    const auto none = qpdf_oh_new_null(qpdf_);
    qpdf_oh_replace_stream_data(qpdf_, made, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), none, none);
    put(qpdf_oh_get_dict(qpdf_, made), entries);
    return made;
  }
  void put(qpdf_oh dictionary, Entries entries) {
    for (const auto& [key, value] : entries) qpdf_oh_replace_key(qpdf_, dictionary, key, value);
  }

  // Pages are compressed already; metadata has to stay readable for who only looks for it.
  bool write(std::string& bytes) {
    qpdf_init_write_memory(qpdf_);
    qpdf_set_minimum_pdf_version(qpdf_, "1.7");
    qpdf_set_deterministic_ID(qpdf_, QPDF_TRUE);
    qpdf_set_compress_streams(qpdf_, QPDF_FALSE);
    qpdf_set_decode_level(qpdf_, qpdf_dl_none);
    qpdf_set_object_stream_mode(qpdf_, qpdf_o_disable);
    if ((qpdf_write(qpdf_) & QPDF_ERRORS) != 0) return false;
    bytes.assign(reinterpret_cast<const char*>(qpdf_get_buffer(qpdf_)), qpdf_get_buffer_length(qpdf_));
    return true;
  }

 private:
  qpdf_data qpdf_;
};

// The information dictionary says what the XMP says: ISO 19005-3 §6.6.3 wants them alike.
void set_info(Pdf& pdf, const ArchiveOptions& options) {
  const auto made = pdf.ascii(time_as(options.made_at, "D:%Y%m%d%H%M%S+00'00'"));
  pdf.put(pdf.trailer(), {{"/Info", pdf.indirect(pdf.dictionary({{"/Title", pdf.text(options.title)},
                                                                {"/Author", pdf.text(options.author)},
                                                                {"/Creator", pdf.ascii(kProducer)},
                                                                {"/Producer", pdf.ascii(kProducer)},
                                                                {"/CreationDate", made},
                                                                {"/ModDate", made}}))}});
}

void add_output_intent(Pdf& pdf) {
  const auto profile = pdf.stream(srgb_profile(), {{"/N", pdf.number(3)}});
  const auto intent = pdf.dictionary({{"/Type", pdf.name("/OutputIntent")},
                                      {"/S", pdf.name("/GTS_PDFA1")},
                                      {"/OutputConditionIdentifier", pdf.ascii("sRGB IEC61966-2.1")},
                                      {"/Info", pdf.ascii("sRGB IEC61966-2.1")},
                                      {"/DestOutputProfile", profile}});
  pdf.put(pdf.root(), {{"/OutputIntents", pdf.array({pdf.indirect(intent)})}});
}

void embed_invoice(Pdf& pdf, const ArchiveOptions& options) {
  const auto made = pdf.ascii(time_as(options.made_at, "D:%Y%m%d%H%M%S+00'00'"));
  const auto size = pdf.number(static_cast<long long>(options.cii_xml.size()));
  const auto stream = pdf.stream(options.cii_xml, {{"/Type", pdf.name("/EmbeddedFile")},
                                                   {"/Subtype", pdf.name("/text/xml")},
                                                   {"/Params", pdf.dictionary({{"/Size", size}, {"/CreationDate", made}, {"/ModDate", made}})}});
  const auto file = pdf.indirect(pdf.dictionary({{"/Type", pdf.name("/Filespec")},
                                                 {"/F", pdf.ascii(kInvoiceFile)},
                                                 {"/UF", pdf.text(kInvoiceFile)},
                                                 {"/Desc", pdf.ascii("EN 16931 invoice")},
                                                 {"/AFRelationship", pdf.name("/Alternative")},
                                                 {"/EF", pdf.dictionary({{"/F", stream}, {"/UF", stream}})}}));
  const auto names = pdf.dictionary({{"/Names", pdf.array({pdf.ascii(kInvoiceFile), file})}});
  pdf.put(pdf.root(), {{"/AF", pdf.array({file})}, {"/Names", pdf.dictionary({{"/EmbeddedFiles", names}})}});
}

}  // namespace

Result<std::string> to_archive_pdf(const std::string& drawn, const ArchiveOptions& options) {
  Pdf pdf;
  if (!pdf.read(drawn)) return fail(ErrorKind::internal, "pdf_unreadable", "what was drawn is no PDF");
  set_info(pdf, options);
  pdf.put(pdf.root(), {{"/Metadata", pdf.stream(xmp_of(options), {{"/Type", pdf.name("/Metadata")}, {"/Subtype", pdf.name("/XML")}})},
                       {"/Lang", pdf.ascii(options.language)}});
  add_output_intent(pdf);
  if (!options.cii_xml.empty()) embed_invoice(pdf, options);
  std::string bytes;
  if (!pdf.write(bytes)) return fail(ErrorKind::internal, "pdf_unwritable", "qpdf could not write the PDF");
  return bytes;
}

}  // namespace atelier::order_management::documents
