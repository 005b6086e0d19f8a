// GET /media/{hash}/{rendition}: a photo at one of the house's widths, as AVIF, WebP or JPEG.
//
// "640" answers after Accept (with Vary: Accept), "640.webp" in that format. Immutable: the hash names the
// content. Other widths, formats and unknown hashes are 404.
#pragma once

#include "http/router.h"
#include "item_management/media/photos.h"

namespace atelier::api {

struct MediaDependencies {
  item_management::media::Photos& photos;
};
void register_media_routes(http::Router& router, MediaDependencies dependencies);

}  // namespace atelier::api
