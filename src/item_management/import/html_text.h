// A merchant's HTML as plain text, and plain text as HTML that gives it back.
#pragma once

#include <string>
#include <string_view>

namespace atelier::item_management {

// Paragraphs, headings, list items and table rows become paragraphs ("\n\n"), <br> a line break ("\n"); tags,
// comments, scripts and styles are dropped, entities are decoded, white space is folded as a browser does.
// Text without any tag keeps its own line breaks. Never gives HTML meaning back: what looks like a tag
// afterwards was text.
std::string html_to_text(std::string_view html);

// <p>…</p> per paragraph, <br> per line break, escaped: html_to_text(text_to_html(t)) == t for every t that
// html_to_text gives.
std::string text_to_html(std::string_view text);

}  // namespace atelier::item_management
