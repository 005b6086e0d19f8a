// A folder of a built web app, read into memory once and answered from there.
//
// Every file becomes a RenderedAnswer; `x.js.br` and `x.js.gz` beside `x.js` are its codings, where they lack they are made while loading.
// What lies under an `assets/` folder has its content's hash in its name and is cached for ever; the rest is asked for again
// with its ETag. After loading nothing touches the disk: a path is a key, so there is no way out of the folder. Hidden files and symbolic
// links are passed over. Read-only after load(): any thread.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "http/message.h"
#include "http/router.h"

namespace atelier::http {

class StaticFiles {
 public:
  // Error{not_found, "static_folder"} where the folder is none, Error{exhausted} where it is over 256 MB (somebody named the wrong
  // folder; a web app is 10), Error{internal} for a file that cannot be read.
  static Result<StaticFiles> load(const std::string& folder);

  // By the path within the folder: "index.html", "assets/app-3f9c.js". nullptr: there is none.
  std::shared_ptr<const RenderedAnswer> find(std::string_view path) const;
  // Its bytes, for pages that the server completes ("index.html"). Empty: there is none.
  std::string_view text(std::string_view path) const;
  std::size_t count() const { return files_.size(); }

 private:
  std::map<std::string, std::shared_ptr<const RenderedAnswer>, std::less<>> files_;
};

// Serves them under `prefix` ("" or "/till"); what is no file goes to `page` (server-rendered pages, index.html for the app's own
// routes). `files` must outlive the router.
void add_static_files(Router& router, std::string_view prefix, const StaticFiles& files, Handler page, RouteOptions options = {});

// "text/css; charset=utf-8", by the name's ending; application/octet-stream for what we do not know.
std::string_view content_type_of(std::string_view name);

}  // namespace atelier::http
