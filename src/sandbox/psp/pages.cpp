#include "sandbox/psp/pages.h"

#include <algorithm>

#include "base/text.h"

namespace atelier::sandbox::psp {
namespace {

using base::escape_markup;

constexpr std::string_view kStyle = R"(
  :root{color-scheme:light}*{box-sizing:border-box}
  body{margin:0;background:#EEF0F2;color:#16191D;font:16px/1.5 system-ui,"Noto Sans","Noto Sans CJK JP",sans-serif}
  main{max-width:27rem;margin:8vh auto;padding:2rem;background:#fff;border:1px solid #D5D9DE}
  .mark{font-size:.8rem;letter-spacing:.08em;color:#5B6570;margin:0 0 1.5rem}
  h1{font-size:1rem;font-weight:500;margin:0}.amount{font-size:2rem;margin:.1rem 0 1.5rem;font-variant-numeric:tabular-nums}
  label{display:block;margin:0 0 .9rem;font-size:.85rem;color:#39424C}
  input{display:block;width:100%;margin-top:.25rem;padding:.7rem;font:inherit;border:1px solid #8B95A0;background:#fff;color:inherit}
  .row{display:grid;grid-template-columns:1fr 1fr;gap:.75rem}
  button,.button{display:block;width:100%;padding:.8rem;font:inherit;text-align:center;border:1px solid #1C3F6E;background:#1C3F6E;color:#fff;cursor:pointer;text-decoration:none;margin-top:.6rem}
  .quiet{background:#fff;color:#1C3F6E}.error{border-left:3px solid #8E2B1F;padding:.5rem .75rem;color:#8E2B1F;margin:0 0 1rem}
  details{margin-top:1.5rem;font-size:.85rem;color:#39424C}td{padding:.15rem .75rem .15rem 0;vertical-align:top}
  code{font-variant-numeric:tabular-nums;white-space:nowrap}:focus-visible{outline:3px solid #7FA7DB;outline-offset:1px}
)";

std::string page(std::string_view title, std::string_view body) {
  std::string html = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>";
  html += escape_markup(title);
  html += "</title><meta name=\"viewport\" content=\"width=device-width\"><meta name=\"robots\" content=\"noindex\"><style>";
  html += kStyle;
  html += "</style></head><body><main><p class=\"mark\">SANDBOX PAYMENTS · no money moves here</p>";
  html += body;
  html += "</main></body></html>";
  return html;
}

// "1,234.50 EUR": the page is a stand-in for a provider's, formats by locale are the shop's business.
std::string amount_text(const Session& session) {
  std::string code = session.currency;
  std::ranges::transform(code, code.begin(), [](char c) { return static_cast<char>(c & ~0x20); });
  const auto currency = Currency::parse(code);
  std::string text = currency ? to_string(Money{session.amount_total, *currency}) : code;
  const auto whole_end = std::min(text.find('.'), text.find(' '));
  for (auto at = static_cast<std::ptrdiff_t>(whole_end) - 3; at > 0; at -= 3) text.insert(static_cast<std::size_t>(at), ",");
  return text;
}

std::string heading(const Session& session) {
  return "<h1>Maison Verrane</h1><p class=\"amount\">" + amount_text(session) + "</p>";
}

}  // namespace

std::string payment_page(const Session& session, std::string_view message) {
  std::string body = heading(session);
  if (!message.empty()) body += "<p class=\"error\" role=\"alert\">" + escape_markup(message) + "</p>";
  body += "<form method=\"post\" action=\"/pay/" + escape_markup(session.id) + "\">";
  body += R"(<label>Card number<input name="number" inputmode="numeric" autocomplete="cc-number" required maxlength="23" autofocus></label>
<div class="row"><label>Expiry (MM/YY)<input name="expiry" autocomplete="cc-exp" required maxlength="7" placeholder="12/34"></label>
<label>Security code<input name="cvc" inputmode="numeric" autocomplete="cc-csc" required maxlength="4"></label></div>
<button type="submit">Pay</button></form>)";
  body += "<a class=\"button quiet\" href=\"" + escape_markup(session.cancel_url) + "\">Return to the shop</a>";
  body += "<details><summary>Test cards</summary><table>";
  for (const auto& card : test_cards()) {
    body += "<tr><td><code>";
    for (std::size_t i = 0; i < card.number.size(); i += 4) body += (i ? " " : "") + std::string(card.number.substr(i, 4));
    body += "</code></td><td>" + escape_markup(card.meaning) + "</td></tr>";
  }
  body += "</table></details>";
  return page("Pay", body);
}

std::string challenge_page(const Session& session) {
  std::string body = heading(session) + "<p>Your bank asks you to confirm this payment (3-D Secure).</p>";
  body += "<form method=\"post\" action=\"/pay/" + escape_markup(session.id) + "/challenge\">";
  body += R"(<button name="answer" value="confirm">Confirm</button><button class="quiet" name="answer" value="refuse">Refuse</button></form>)";
  return page("Confirm the payment", body);
}

std::string gone_page() { return page("Nothing here", "<h1>This payment does not exist or has ended.</h1>"); }

}  // namespace atelier::sandbox::psp
