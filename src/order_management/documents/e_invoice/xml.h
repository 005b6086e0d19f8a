// Writes XML 1.0 in UTF-8 through libxml2: elements in order, texts escaped. One thread.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

struct _xmlBuffer;
struct _xmlTextWriter;

namespace atelier::order_management::documents {

class Xml {
 public:
  using Attributes = std::initializer_list<std::pair<const char*, std::string>>;
  Xml();
  ~Xml();
  Xml(const Xml&) = delete;
  Xml& operator=(const Xml&) = delete;

  // An element around what `inside` writes.
  template <class F>
  void element(const char* name, F inside, Attributes attributes = {}) {
    begin(name, attributes);
    inside();
    end();
  }
  void leaf(const char* name, std::string_view text, Attributes attributes = {});
  // Only where there is something to say: EN 16931 knows no empty elements (BR-CO: "shall not be empty").
  void leaf_if(const char* name, std::string_view text, Attributes attributes = {}) {
    if (!text.empty()) leaf(name, text, attributes);
  }
  std::string finish();

 private:
  void begin(const char* name, Attributes attributes);
  void end();

  _xmlBuffer* buffer_;
  _xmlTextWriter* writer_;
};

}  // namespace atelier::order_management::documents
